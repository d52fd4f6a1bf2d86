"""Workbooks of recorded people with marks that occur nowhere else."""

import string
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

FAMILIES = ["Nguyễn", "Nhữ", "Lê", "Ninh", "Hoàng", "Uông", "Vũ", "Quyền"]
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
COUNTS = ["year", "unit", "tier", "post_group", "sex", "rating", "count"]
COUNTED = ["2014", "Xã Mẫu Ba", "district", "schools", "female", "good", "3"]
RATINGS = ["HTXSNV", "HTTNV", "HTTNV", "HTNV", "Hoàn thành xuất sắc nhiệm vụ"]
TITLE = "DANH SÁCH ĐÁNH GIÁ CÁN BỘ DIỆN BTV HUYỆN ỦY QUẢN LÝ NĂM {}"
HELD = "KẾT QUẢ LẤY PHIẾU TÍN NHIỆM, Ngày lấy phiếu: 10/12/2013, Quy định số 165-QĐ/TW"


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
            middle = ("Văn", "Thị", "Văn", "thị")[number % 4]
            name = " ".join([FAMILIES[number % 8], *([middle] if number % 5 else []), last])
            born = f"{number % 28 + 1}/{number % 9 + 1}/{1931 + number % 8}"
            self.people[number] = (name, f"ZQ-77{number:04d}", born)
        return self.people[number]

    def wrong(self, kind: int = 0) -> object:
        """Return a mark for a cell that should hold something else."""
        self.given += 1
        self.misplaced += 1
        name, number, born = self.of(500 + self.given)
        return (name, number, born, 90417730 + self.given % 10)[kind]

    def behind(self) -> object:
        """Return a name of three syllables: one of two behind a unit may be a commune's."""
        name = str(self.wrong())
        return name if name.count(" ") > 1 else self.behind()

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
        rows = [COUNTS, COUNTED]
        for column in range(len(COUNTS)):
            row = [
                str(self.wrong(column % 3)) if at == column else v for at, v in enumerate(COUNTED)
            ]
            rows.append(row)
        rows.append([*COUNTED[:1], str(self.wrong()), *COUNTED[2:]])
        (folder / "so-lieu.csv").write_text("\n".join(map(",".join, rows)), encoding="utf-8")

    def _people(self, book: Workbook, year: int) -> None:
        sheet = book.create_sheet(f"Huyện {year}")
        head = list(PEOPLE)
        head[10] = f"Ghi chú ({self.wrong()})"
        sheet.append([TITLE.format(year) + f" – đồng chí {self.wrong()} lập"])
        sheet.append([*head, f"Cột của {self.wrong()}", f"{self.wrong()} (%)"])
        for at in range(26):
            sheet.append(self._person(at, year))
        heads = ("{}", "II. {}", "Đồng chí {}", "Xã Mẫu, đ.c {}", "Chi bộ 3 – Bí thư {}")
        behind = ("Trường Mẫu ({})", "Phòng Nội vụ - {}", "Xã Mẫu do {} phụ trách")
        named = [head.format(self.wrong()) for head in heads]
        for at, head in enumerate([*named, *(head.format(self.behind()) for head in behind)]):
            sheet.append(["" if at else "I", head])
            for one in range(1 if at < 2 else 3):
                sheet.append(self._person(200 + sheet.max_row + one, year, unit=""))
        for number in range(70, 75):
            self._swapped(sheet, number, year)
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

    def _swapped(self, sheet: Worksheet, number: int, year: int) -> None:
        self.placed -= 1
        self.misplaced += 1
        row = self._person(number, year)
        row[2], row[6] = ("Hiệu trưởng", "Phó Hiệu trưởng")[year % 2], row[2]
        sheet.append(row)

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
        for at, post in enumerate(("Bí thư {}", "Chủ tịch UBND xã ({})", "Hiệu trưởng - {}")):
            row = self._ballot(110 + at)
            row[4] = post.format(self.wrong())
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
        sheet.append([9, "Xã Mẫu Ba", self.wrong(3), 2, 3, 1, 0, 0])
        sheet.append(["", "Cộng", 37, self.wrong(3), 48, 31, 12, 3])

    def _aside(self, book: Workbook) -> None:
        sheet = book.create_sheet("Ghi chép")
        sheet.append([self.wrong(), self.wrong(1), self.wrong(2)])
