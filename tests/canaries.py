"""Workbooks of recorded people with marks that occur nowhere else, and a search for them."""

import base64
import html
import io
import json
import re
import string
import unicodedata
import urllib.parse
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import pandas as pd
from openpyxl import Workbook
from openpyxl.comments import Comment

FAMILIES = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Vũ", "Bùi"]
PEOPLE = [
    *("TT", "Số hiệu", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ", "Đơn vị"),
    *("Đối tượng", "Cấp ủy viên", "Xếp loại", "Ghi chú"),
]
EVENTS = [
    *("TT", "Số hiệu", "Họ và tên", "Ngày sinh", "Giới tính", "Đơn vị", "Diện quản lý"),
    *("Nội dung", "Ngày"),
]
BALLOTS = [
    *("TT", "Số hiệu", "Họ và tên", "Đơn vị", "Chức vụ", "Số người được triệu tập"),
    *("Số phiếu phát ra", "Số phiếu thu về", "Tín nhiệm cao", "Tín nhiệm", "Tín nhiệm thấp"),
]
RETURN = ["TT", "Đơn vị", "Tổng số", "Trong đó nữ", "HTXSNV", "HTTNV", "HTNV", "KHTNV"]
RATINGS = ["HTXSNV", "HTTNV", "HTTNV", "HTNV", "Hoàn thành xuất sắc nhiệm vụ"]
TITLE = "DANH SÁCH ĐÁNH GIÁ CÁN BỘ DIỆN BTV HUYỆN ỦY QUẢN LÝ NĂM {}"
HELD = "KẾT QUẢ LẤY PHIẾU TÍN NHIỆM, Ngày lấy phiếu: 10/12/2013, Quy định số 165-QĐ/TW"
# Names, staff numbers (with letters and without) and birth dates (of nobody else's years).
MARKS = re.compile(
    r"zqx\s*v|zq[-\s]*77|9041773\d|\b\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*193\d|193\d-\d\d-\d\d"
    r"|\b\d{1,2} (?:january|february|march|april|may|june|july|august|september) 193\d"
)

_PICTURE = re.compile(r'"image/png": "([^"]*)"')


@dataclass
class Canaries:
    """Marks given so far, and how many cells hold one: in their place, and out of it."""

    given: int = 0
    placed: int = 0
    misplaced: int = 0
    people: dict[int, tuple[str, str, str]] = field(default_factory=dict)

    def of(self, number: int) -> tuple[str, str, str]:
        """Return name, staff number and birth date of a person; the name is an unlike one each."""
        if number not in self.people:
            letters = string.ascii_lowercase
            last = f"Zqxv{letters[number // 26 % 26]}{letters[number % 26]}ươ"
            name = f"{FAMILIES[number % 8]} {('Văn', 'Thị')[number % 2]} {last}"
            born = f"{number % 28 + 1}/{number % 9 + 1}/{1931 + number % 8}"
            self.people[number] = (name, f"ZQ-77{number:04d}", born)
        return self.people[number]

    def wrong(self, kind: int = 0) -> object:
        """Return a mark for a cell that should hold something else."""
        self.given += 1
        self.misplaced += 1
        name, number, born = self.of(500 + self.given)
        return (name, number, born, 90417730 + self.given % 10)[kind]

    def lay(self, folder) -> None:
        """Write the workbooks and the counts file."""
        folder.mkdir(parents=True)
        book = Workbook()
        book.remove(book.active)
        for year in (2012, 2013):
            self._people(book, year)
        self._outcomes(book)
        self._votes(book)
        self._aside(book)
        book.properties.creator = str(self.wrong())
        book.save(folder / "danh-sach.xlsx")
        book = Workbook()
        self._return(book)
        book.save(folder / "bieu-tong-hop.xlsx")

    def _people(self, book: Workbook, year: int) -> None:
        sheet = book.create_sheet(f"Huyện {year}")
        head = list(PEOPLE)
        head[10] = f"Ghi chú ({self.wrong()})"
        sheet.append([TITLE.format(year) + f" – đồng chí {self.wrong()} lập"])
        sheet.append([*head, f"Cột của {self.wrong()}", f"{self.wrong()} (%)"])
        for at in range(26):
            sheet.append(self._person(at, year))
        heads = ("{}", "II. {}", "Trường Mẫu ({})", "Đồng chí {}")
        for at, head in enumerate(heads):
            sheet.append(["" if at else "I", head.format(self.wrong())])
            sheet.append(self._person(200 + sheet.max_row, year, unit=""))
        for column in range(len(PEOPLE)):
            row = self._person(60 + column, year)
            row[column] = self.wrong(column % 4)
            sheet.append(row)
        for by in (1, -1):
            row = self._person(80 + by, year)
            self.placed -= 3
            self.misplaced += 3
            sheet.append(["", *row][: len(PEOPLE)] if by > 0 else row[1:])
        sheet.append([f"Ghi chú: {self.wrong()} sinh ngày {self.wrong(2)}"])
        sheet.append(["", "", "NGƯỜI LẬP BIỂU"])
        sheet.append(["", "", self.wrong(), "", "", self.wrong(1)])
        sheet["C4"].comment = Comment(str(self.wrong()), str(self.wrong()))

    def _person(self, number: int, year: int, unit: str | None = None) -> list[object]:
        self.placed += 3
        name, staff, born = self.of(number)
        group = number % 3
        post = ("Hiệu trưởng", "Bí thư Đảng ủy xã", "Trưởng phòng Nội vụ")[group]
        where = ("Trường Mẫu", "Xã Mẫu Một", "Phòng Nội vụ")[group] if unit is None else unit
        rating = RATINGS[(number + year) % len(RATINGS)]
        sex = ("Nam", "Nữ")[number % 2]
        member = "x" if number % 4 else ""
        return [number + 1, staff, name, born, sex, post, where, "Viên chức", member, rating, ""]

    def _outcomes(self, book: Workbook) -> None:
        sheet = book.create_sheet("Công tác cán bộ")
        sheet.append(EVENTS)
        kinds = ["Bổ nhiệm", "Thạc sỹ", "Điều động", "Bổ nhiệm lại"]
        rows = [self._event(at, kinds[at % 4]) for at in range(8)]
        for column in range(len(EVENTS)):
            row = self._event(40 + column, kinds[0])
            row[column] = self.wrong(column % 3)
            rows.append(row)
        for row in rows:
            sheet.append(row)

    def _event(self, number: int, kind: str) -> list[object]:
        self.placed += 3
        name, staff, born = self.of(number)
        where = ("Trường Mẫu", "Xã Mẫu Một", "Phòng Nội vụ")[number % 3]
        sex, day = ("Nam", "Nữ")[number % 2], f"10/12/{2012 + number % 2}"
        return [number, staff, name, born, sex, where, "BTV Huyện ủy", kind, day]

    def _votes(self, book: Workbook) -> None:
        sheet = book.create_sheet("Lấy phiếu 2013")
        sheet.append([HELD])
        sheet.append(BALLOTS)
        for at in range(5):
            sheet.append(self._ballot(at))
        for column in range(len(BALLOTS)):
            row = self._ballot(90 + column)
            row[column] = self.wrong((column + 1) % 4)
            sheet.append(row)

    def _ballot(self, number: int) -> list[object]:
        self.placed += 2
        name, staff, _ = self.of(number)
        high = 40 - number % 7
        return [number, staff, name, "Xã Mẫu Một", "Bí thư Đảng ủy xã", 47, 46, 46, high, 5, 1]

    def _return(self, book: Workbook) -> None:
        sheet = book.active
        sheet.title = "Biểu 2"
        sheet.append(["TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ CÁN BỘ DIỆN BTV HUYỆN ỦY QUẢN LÝ NĂM 2014"])
        sheet.append(RETURN)
        for at, unit in enumerate(("Trường Mẫu", "Xã Mẫu Một", "Phòng Nội vụ")):
            sheet.append([at + 1, unit, 30, 12, 15, 10, 4, 1])
        for column in range(len(RETURN)):
            row: list[object] = [9, "Xã Mẫu Hai", 4, 2, 3, 1, 0, 0]
            row[column] = self.wrong(column % 4)
            sheet.append(row)

    def _aside(self, book: Workbook) -> None:
        sheet = book.create_sheet("Ghi chép")
        sheet.append([self.wrong(), self.wrong(1), self.wrong(2)])


def found(name: str, content: bytes) -> list[str]:
    """Return the marks in a file, and in the files inside of it, however they are written."""
    return [f"{name}: {mark}" for name, text in texts(name, content) for mark in marks(text)]


def marks(text: str) -> set[str]:
    """Return the marks in a text: accents, capitals and escapes do not hide them."""
    read = {text, html.unescape(text), urllib.parse.unquote_plus(text), _unescaped(text)}
    return {mark[0] for each in read for mark in MARKS.finditer(_bare(each))}


def texts(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Yield the texts of a file: of a package each part, of a picture its text chunks."""
    if name.endswith((".docx", ".pptx", ".xlsx", ".zip")):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            yield name, "\n".join(package.namelist())
            for part in package.namelist():
                yield from texts(f"{name}/{part}", package.read(part))
    elif name.endswith(".png"):
        yield name, "\n".join(_chunks(content))
    elif name.endswith(".parquet"):
        yield name, pd.read_parquet(io.BytesIO(content)).to_csv()
    elif name.endswith(".ipynb"):
        notebook = content.decode("utf-8")
        # Letters of a picture are any letters.
        yield name, _PICTURE.sub("", notebook)
        for picture in _PICTURE.finditer(notebook):
            yield name, "\n".join(_chunks(base64.b64decode(picture[1].replace("\\n", ""))))
    else:
        yield name, content.decode("utf-8", errors="replace")
        if name.endswith((".xml", ".svg", ".html")):
            # Words are broken into runs, each in a tag of its own.
            yield f"{name} without tags", re.sub(r"<[^>]*>", "", content.decode(errors="replace"))


def _chunks(png: bytes) -> Iterator[str]:
    at = 8
    while at < len(png):
        length, kind = int.from_bytes(png[at : at + 4]), png[at + 4 : at + 8]
        data = png[at + 8 : at + 8 + length]
        if kind == b"zTXt":
            data = zlib.decompress(data.partition(b"\0")[2][1:])
        if kind != b"IDAT":
            yield data.decode("utf-8", errors="replace")
        at += 12 + length


def _unescaped(text: str) -> str:
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text).replace("\\/", "/")


def _bare(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def self_check() -> list[str]:
    """Return the ways of writing a mark that the search would not find."""
    name, born = "Nguyễn Thị Zqxvabươ", "17/3/1931"
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as inner:
        inner.writestr("xl/sharedStrings.xml", f"<t>{name}</t>")
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("ppt/embeddings/a.xlsx", package.getvalue())
    chunk = f"cadre\0{name}".encode()
    png = b"\x89PNG\r\n\x1a\n" + len(chunk).to_bytes(4) + b"tEXt" + chunk + bytes(4)
    ways = {
        "plain.txt": name,
        "lower.txt": name.lower(),
        "upper.txt": name.upper(),
        "decomposed.txt": unicodedata.normalize("NFD", name),
        "json.json": json.dumps(name),
        "url.html": urllib.parse.quote(f"{name} {born}"),
        "entities.html": "".join(f"&#{ord(sign)};" for sign in name),
        "runs.xml": "<r>Nguyễn Thị Zq</r><r>xvab</r>",
        "born.txt": born,
        "iso.txt": "1931-03-17",
        "json date.json": json.dumps(born).replace("/", "\\/"),
        "number.csv": "ZQ-770001",
        "source.ipynb": json.dumps({"source": [name]}),
    }
    missed = [way for way, text in ways.items() if not found(way, text.encode())]
    shown = json.dumps({"image/png": base64.b64encode(png).decode() + "\n"}).encode()
    packed = {"deck.pptx": outer.getvalue(), "chart.png": png, "chart.ipynb": shown}
    return missed + [way for way, content in packed.items() if not found(way, content)]
