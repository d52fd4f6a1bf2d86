"""The mistakes of a beginner: each is told, and what to do, in both languages."""

import errno
import os
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from openpyxl import Workbook
from trial_project import COUNTS, notebook, project, review_file
from typer.testing import CliRunner

from analysis.cli import app, building
from analysis.runner.publishing.publish import locked


@dataclass
class Mistake:
    """What was done wrong, and what is said of it.

    `where` stands in the message as it is, `en` and `vi` hold why and what to do.
    """

    make: Callable[[Path], list[str]]
    where: str
    en: tuple[str, ...]
    vi: tuple[str, ...]
    status: int = 2


def of_review(name="r", **others):
    """Build a review that says something wrong."""

    def make(root):
        review_file(root, name, "one", **others)
        return ["build", f"{name}.yml"]

    return make


def written(content, name="r.yml", *command):
    """Write a file and name it to a command."""

    def make(root):
        content_ = content if isinstance(content, bytes) else content.encode()
        (root / name).write_bytes(content_)
        return [*(command or ("build",)), name]

    return make


def changed(old, new, encoding="utf-8"):
    """Build a review whose text was changed."""

    def make(root):
        path = review_file(root, "r", "one")
        text = path.read_text("utf-8")
        assert old in text
        path.write_bytes(text.replace(old, new).encode(encoding))
        return ["build", "r.yml"]

    return make


def asked(*command):
    return lambda root: [*command]


def good(root, *command):
    review_file(root, "r", "one")
    return [*command]


def machine(number):
    """Let the system refuse, as it does where nobody is root."""

    def make(root):
        def fails(*_, **__):
            raise OSError(number, os.strerror(number), str(root / "reports/output/r"))

        pytest.MonkeyPatch().setattr(building, "build", fails)
        return good(root, "build", "r.yml")

    return make


def empty_workbook(root):
    (root / "data/raw").mkdir()
    Workbook().save(root / "data/raw/2013.xlsx")
    return ["check", "data/raw"]


def two_of_a_name(root):
    (root / "more").mkdir()
    review_file(root, "r", "one")
    review_file(root / "more", "r", "one")
    return ["build", "r.yml", "more/r.yml"]


def an_answer_misspelt(root):
    (root / "data/raw").mkdir()
    (root / "data/raw/2011.csv").write_text(COUNTS, "utf-8")
    (root / "data/raw/mapping.yml").write_text("heading: {A: B}\n", "utf-8")
    return ["check", "data/raw"]


def in_the_way(root):
    (root / "reports").write_text("x")
    return good(root, "build", "r.yml")


def a_folder_named_as_a_workbook(root):
    (root / "d.xlsx").mkdir()
    return ["check", "data/counts.csv", "--xlsx", "d.xlsx"]


def stale(root):
    (root / "requirements.lock").write_text("pandas==99.0 \\\n    --hash=sha256:00\n")
    return good(root, "build", "r.yml")


def alone(name, content):
    """Check a folder that holds one file."""

    def make(root):
        place = root / "data/raw" / name
        place.parent.mkdir(parents=True)
        place.write_bytes(content)
        return ["check", "data/raw"]

    return make


def beside(name, content):
    """Check a folder that holds a file beside one of counts."""

    def make(root):
        command = alone(name, content)(root)
        (root / "data/raw/2011.csv").write_text(COUNTS, "utf-8")
        return command

    return make


COLUMNS = COUNTS.replace("rating", "ratng")
MISTAKES = {
    "a folder that is not there": Mistake(
        asked("check", "data/rwa"),
        "data/rwa",
        ("There is no such file or folder", "Check the path"),
        ("Không có tệp hay thư mục này", "Kiểm tra đường dẫn"),
    ),
    "no source at all": Mistake(
        asked("check"), "data/raw", ("name a source",), ("chưa nêu nguồn số liệu",)
    ),
    "a .pdf as source": Mistake(
        written(b"%PDF-1.4", "scan.pdf", "check"),
        "scan.pdf",
        ("Copy its table into an Excel file",),
        ("Chép bảng số liệu sang một tệp Excel",),
    ),
    "a .pdf as review": Mistake(
        written(b"%PDF-1.4", "scan.pdf"),
        "scan.pdf",
        ("a review file is a .yml file", "reports/reviews/"),
        ("tệp báo cáo là tệp .yml", "reports/reviews/"),
    ),
    "a workbook as review": Mistake(
        written(b"PK", "2013.xlsx"), "2013.xlsx", ("is a .yml file",), ("là tệp .yml",)
    ),
    "a text called .xlsx": Mistake(
        written(b"STT;Ten", "2013.xlsx", "check"), "2013.xlsx", ("Excel",), ("Excel",)
    ),
    "a review that is not there": Mistake(
        asked("build", "r.yml"),
        "r.yml",
        ("cannot be read", "check the path"),
        ("không đọc được", "kiểm tra lại đường dẫn"),
    ),
    "no review": Mistake(
        asked("build"),
        "reports/reviews",
        ("no review file", "review new-review data/raw"),
        ("không có tệp báo cáo", "review new-review data/raw"),
    ),
    "a review with an accent": Mistake(
        of_review("năm"), "năm.yml", ("without accents",), ("chữ không dấu",)
    ),
    "two reviews of a name": Mistake(
        two_of_a_name, "called r", ("would overwrite", "rename one"), ("ghi đè", "đổi tên một tệp")
    ),
    "a review named twice": Mistake(
        lambda root: [*good(root, "build", "r.yml"), "./r.yml"],
        "r.yml",
        ("named twice", "name it once"),
        ("nêu hai lần", "chỉ nêu một lần"),
    ),
    "an empty review": Mistake(
        written("", "r.yml"), "r.yml", ("keys and values",), ("khóa và giá trị",)
    ),
    "a tab in YAML": Mistake(
        changed("language:", "units:\n\t- all\nlanguage:"),
        "r.yml, line 6",
        ("use spaces, not tabs",),
        ("dùng dấu cách ở đầu dòng thay cho phím Tab",),
    ),
    "UTF-16": Mistake(
        changed("title", "title", "utf-16"),
        "r.yml, line 1",
        ("UTF-16", "save it as UTF-8"),
        ("UTF-16", "lưu lại tệp theo mã UTF-8"),
    ),
    "an old encoding": Mistake(
        changed("Thử", "Đánh giá", "cp1258"),
        "r.yml, line 1",
        ("not UTF-8", "save it as UTF-8"),
        ("không phải UTF-8", "lưu lại tệp theo mã UTF-8"),
    ),
    "a colon in a text": Mistake(
        changed("source: data/counts.csv", "source: data: counts.csv"),
        "r.yml, line 2",
        ("a colon too many", "in quotes"),
        ("dấu hai chấm thừa", "trong ngoặc kép"),
    ),
    "a bracket left open": Mistake(
        changed("[2011, 2012]", "[2011, 2012"),
        "r.yml, line ",
        ("a bracket or a quotation mark is not closed",),
        ("chưa đóng",),
    ),
    "a key misspelt": Mistake(
        of_review(notebok="[one]"),
        "r.yml, line 6",
        ("unknown key 'notebok'", "did you mean notebooks?"),
        ("không có khóa 'notebok'", "có phải là notebooks?"),
    ),
    "a key missing": Mistake(
        changed("title: {vi: Thử, en: Trial}\n", ""),
        "r.yml, line 1",
        ("the key 'title' is missing", "add it"),
        ("thiếu khóa 'title'", "thêm vào"),
    ),
    "a key twice": Mistake(
        changed("language:", "years: [2011, 2011]\nlanguage:"),
        "r.yml, line 5",
        ("stands already in line 3", "keep one"),
        ("đã có ở dòng 3", "chỉ để một"),
    ),
    "a title in one language": Mistake(
        of_review(title="{vi: Thử}"),
        "r.yml, line 1",
        ("the key 'title.en' is missing",),
        ("thiếu khóa 'title.en'",),
    ),
    "a title that is no pair": Mistake(
        of_review(title="Thử"),
        "r.yml, line 1",
        ("should be keys and values, such as {vi: …, en: …}",),
        ("phải gồm khóa và giá trị, ví dụ {vi: …, en: …}",),
    ),
    "an unknown language": Mistake(
        of_review(language="[fr]"),
        "r.yml, line 5",
        ("should be 'vi' or 'en'", "it is 'fr'"),
        ("phải là 'vi' hoặc 'en'", "đang ghi là 'fr'"),
    ),
    "a number in words": Mistake(
        of_review(min_cell="five"),
        "r.yml, line 6",
        ("should be a whole number, such as 5",),
        ("phải là số nguyên, ví dụ 5",),
    ),
    "years reversed": Mistake(
        of_review(years="[2012, 2011]"),
        "r.yml, line 3",
        ("in this order: [2011, 2012]",),
        ("năm đầu rồi đến năm cuối: [2011, 2012]",),
    ),
    "years as a text": Mistake(
        of_review(years="2011-2012"),
        "r.yml, line 3",
        ("first and the last year, like [2011, 2015]",),
        ("năm đầu và năm cuối, ví dụ [2011, 2015]",),
    ),
    "a year without data": Mistake(
        of_review(years="[2011, 2020]"),
        "r.yml, line 3",
        ("2020 is outside what the source knows (2011 to 2012)", "correct years"),
        ("số liệu không có năm 2020 (có: 2011 đến 2012)", "sửa years"),
    ),
    "an unknown target": Mistake(
        of_review(targets="[comittees_2016_2020]"),
        "r.yml, line 6",
        ("there is no 'comittees_2016_2020'", "did you mean committees_2016_2020"),
        ("không có 'comittees_2016_2020'", "có phải là committees_2016_2020"),
    ),
    "an unknown unit": Mistake(
        of_review(units="[Đảng ủy C]"),
        "r.yml, line 6",
        ("the source has no unit 'Đảng ủy C'", "did you mean"),
        ("số liệu không có đơn vị 'Đảng ủy C'", "có phải là"),
    ),
    "a unit without its capitals": Mistake(
        of_review(units="[đảng ủy b]"),
        "r.yml, line 6",
        ("did you mean Đảng ủy B?",),
        ("có phải là Đảng ủy B?",),
    ),
    "a unit without its accents": Mistake(
        lambda root: good(root, "build", "r.yml", "--unit", "dang uy b"),
        "--unit",
        ("did you mean Đảng ủy B?",),
        ("có phải là Đảng ủy B?",),
    ),
    "an unknown unit on the command line": Mistake(
        partial(good), "--unit", ("the source has no unit",), ("số liệu không có đơn vị",)
    ),
    "an unknown tier": Mistake(
        of_review(tier="huyện"),
        "r.yml, line 6",
        ("should be 'city', 'district' or 'unit'",),
        ("phải là 'city', 'district' hoặc 'unit'",),
    ),
    "a notebook misspelt": Mistake(
        of_review(notebooks="[onee]"),
        "r.yml, line 4",
        ("there is no onee.ipynb", "did you mean one?"),
        ("không có onee.ipynb", "có phải là one?"),
    ),
    "a parameter misspelt": Mistake(
        of_review(notebooks="{one: {untl: 3}}"),
        "r.yml, line 4",
        ("one.ipynb has no parameter 'untl'",),
        ("one.ipynb không có tham số 'untl'",),
    ),
    "a document misspelt": Mistake(
        of_review(deliverables="[pages, breifing]"),
        "r.yml, line 6",
        ("should be 'pages', 'briefing', 'slides', 'workbook' or 'pdf'",),
        ("phải là 'pages', 'briefing', 'slides', 'workbook' hoặc 'pdf'",),
    ),
    "for the public": Mistake(
        of_review(audience="public"),
        "r.yml, line 6",
        ("public is refused",),
        ("không nhận public",),
    ),
    "a source that the review misspells": Mistake(
        of_review(source="data/count.csv"),
        "data/count.csv",
        ("There is no such file or folder", "Check the path"),
        ("Không có tệp hay thư mục này", "Kiểm tra đường dẫn"),
    ),
    "a wrong column": Mistake(
        written(COLUMNS, "bad.csv", "check"),
        "bad.csv, C1:",
        ("is not known; perhaps it is the column “rating”", "Name it “rating”"),
        ("có lẽ là cột “rating” mà bảng không có", "Sửa tiêu đề thành “rating”"),
    ),
    "an unknown rating": Mistake(
        written(f"{COUNTS}2012,Đảng ủy B,tuyệt vời,4\n", "bad.csv", "check"),
        "bad.csv",
        ("holds no known rating",),
        ("Không nhận ra kết quả đánh giá",),
        status=1,
    ),
    "an empty workbook": Mistake(
        empty_workbook, "2013.xlsx", ("no row of data",), ("không có dòng số liệu",)
    ),
    "an answer misspelt": Mistake(an_answer_misspelt, "mapping.yml", ("headings",), ("headings",)),
    "a folder that is no build": Mistake(
        asked("verify", "data"),
        "data",
        ("no manifest.json is here", "give the folder of a published review"),
        ("không có manifest.json", "nêu thư mục của một báo cáo đã lập"),
    ),
    "nothing to compare": Mistake(
        asked("compare", "data", "data"), "data", ("no manifest.json",), ("không có manifest.json",)
    ),
    "a time that is none": Mistake(
        lambda root: good(root, "schedule", "r.yml", "--cron", "--at", "20 December"),
        "--at",
        ("five fields", "0 2 20 12 *"),
        ("năm trường", "0 2 20 12 *"),
    ),
    "a full disk": Mistake(
        machine(errno.ENOSPC),
        "reports/output/r",
        ("No space left on device", "make room there, then run the same command again"),
        ("đĩa đã đầy", "giải phóng bớt chỗ trên đĩa đó, rồi chạy lại lệnh này"),
        status=3,
    ),
    "a read-only output": Mistake(
        machine(errno.EROFS),
        "reports/output/r",
        ("Read-only file system", "give this user the right to it"),
        ("ổ đĩa chỉ cho đọc", "cấp quyền cho người dùng này"),
        status=3,
    ),
    "no right to the output": Mistake(
        machine(errno.EACCES),
        "reports/output/r",
        ("Permission denied", "give this user the right to it"),
        ("không có quyền", "cấp quyền cho người dùng này"),
        status=3,
    ),
    "the status of a review that is not there": Mistake(
        asked("status", "r.yml"),
        "r.yml",
        ("No such file or directory", "check the path"),
        ("không có tệp hoặc thư mục này", "kiểm tra lại đường dẫn"),
    ),
    "a folder as review": Mistake(
        asked("build", "data"), "data", ("Is a directory",), ("là thư mục chứ không phải tệp",)
    ),
    "a review without its ending": Mistake(
        lambda root: good(root, "build", "r"),
        "r",
        ("cannot be read", "did you mean r.yml?"),
        ("không đọc được", "có phải là r.yml?"),
    ),
    "a reminder in another format": Mistake(
        asked("check", "data/counts.csv", "--xlsx", "nhac.pdf"),
        "--xlsx nhac.pdf",
        ("should be an .xlsx file",),
        ("phải là tệp .xlsx",),
    ),
    "a reminder in a folder that is not there": Mistake(
        asked("check", "data/counts.csv", "--xlsx", "gui/nhac.xlsx"),
        "gui/nhac.xlsx",
        ("No such file or directory", "check the path"),
        ("không có tệp hoặc thư mục này", "kiểm tra lại đường dẫn"),
    ),
    "JSON in a folder that is not there": Mistake(
        asked("check", "data/counts.csv", "--json", "gui/a.json"),
        "gui/a.json",
        ("check the path",),
        ("kiểm tra lại đường dẫn",),
    ),
    "a notebook with its ending": Mistake(
        of_review(notebooks="[one.ipynb]"),
        "r.yml, line 4",
        ("did you mean one?",),
        ("có phải là one?",),
    ),
    "a notebook with its folder": Mistake(
        of_review(notebooks="[notebooks/one.ipynb]"),
        "r.yml, line 4",
        ("did you mean one?",),
        ("có phải là one?",),
    ),
    "years in words": Mistake(
        of_review(years="2011 to 2015"),
        "r.yml, line 3",
        ("like [2011, 2015] (it is '2011 to 2015')",),
        ("ví dụ [2011, 2015] (đang ghi là '2011 to 2015')",),
    ),
    "one year": Mistake(
        of_review(years="2011"), "r.yml, line 3", ("like [2011, 2015]",), ("ví dụ [2011, 2015]",)
    ),
    "a table of Apple's among the files": Mistake(
        beside("2013.numbers", b"PK"),
        "2013.numbers",
        ("Files of type .numbers are not read", "save it as Excel Workbook"),
        ("Không đọc tệp loại .numbers", "lưu lại dưới dạng Excel Workbook"),
        status=0,
    ),
    "the lock of an open workbook alone": Mistake(
        alone("~$2013.xlsx", b"\5an"),
        "data/raw",
        ("No row of data could be read here", "Put .xlsx"),
        ("Không đọc được dòng số liệu nào", "Đặt vào đây các tệp .xlsx"),
    ),
    "a file of one column": Mistake(
        alone("2013.csv", "Xếp loại\nTốt\n".encode()),
        "2013.csv",
        ("No table is recognised", "give it a header row with the name or unit and the rating"),
        ("Không nhận ra bảng nào", "đặt một dòng tiêu đề gồm họ và tên hoặc đơn vị"),
    ),
    "tabs in the answers": Mistake(
        beside("mapping.yml", b"words:\n\tratings:\n"),
        "mapping.yml: Line 2",
        ("use spaces, not tabs",),
        ("dùng dấu cách ở đầu dòng thay cho phím Tab",),
    ),
    "an answer's key twice": Mistake(
        beside("mapping.yml", b"headings: {A: rating}\nheadings: {B: rating}\n"),
        "mapping.yml: Line 2",
        ("'headings' stands already in line 1", "keep one"),
        ("'headings' đã có ở dòng 1", "chỉ để một"),
    ),
    "a home folder that has no data": Mistake(
        of_review(source="~/so-lieu-khong-co"),
        "so-lieu-khong-co",
        ("There is no such file or folder", "Check the path"),
        ("Không có tệp hay thư mục này", "Kiểm tra đường dẫn"),
    ),
    "a command misspelt": Mistake(
        asked("biuld", "r.yml"), "'biuld'", ("did you mean build?",), ("có phải là build?",)
    ),
    "an option misspelt": Mistake(
        lambda root: good(root, "build", "r.yml", "--unitt", "x"),
        "--unitt",
        ("did you mean --unit?", "review build --help"),
        ("có phải là --unit?", "review build --help"),
    ),
    "one language, an unknown one": Mistake(
        of_review(language="vn"),
        "r.yml, line 5",
        ("should be 'vi' or 'en'", "it is 'vn'"),
        ("phải là 'vi' hoặc 'en'", "đang ghi là 'vn'"),
    ),
    "a day with its year": Mistake(
        of_review(evaluated_on="2015-12-31"),
        "r.yml, line 6",
        ("a day and a month, like 30/11 (it is 2015-12-31)",),
        ("ngày và tháng, ví dụ 30/11 (đang ghi là 2015-12-31)",),
    ),
    "a path of Windows in double quotes": Mistake(
        changed("data/counts.csv", '"C:\\Users\\an"'),
        "r.yml, line 2",
        ("use single quotes",),
        ("dùng ngoặc đơn",),
    ),
    "reading a folder that is no build": Mistake(
        asked("check", "data", "--reading"),
        "data",
        ("no manifest.json", "give the folder of a published review"),
        ("không có manifest.json", "nêu thư mục của một báo cáo đã lập"),
    ),
    "a dash that Word made": Mistake(
        lambda root: good(root, "build", "r.yml", "–force"),
        "–force",
        ("type two hyphens: --force",),
        ("gõ hai gạch ngắn: --force",),
    ),
    "a letter of Word as a workbook": Mistake(
        written(b"PK\3\4 word", "2013.docx", "check"),
        "2013.docx",
        ("Copy its table into an Excel file",),
        ("Chép bảng số liệu sang một tệp Excel",),
    ),
    "a review of an empty folder": Mistake(
        asked("new-review", "notebooks"),
        "notebooks",
        ("No row of data could be read here", "Put .xlsx, .xls, .ods, .csv or .parquet files"),
        ("Không đọc được dòng số liệu nào", "Đặt vào đây các tệp .xlsx"),
    ),
    "a notebook with an accent": Mistake(
        asked("new", "nữ_giới", "--question", "?"),
        "'nữ_giới'",
        ("use small letters, digits and underscores",),
        ("dùng chữ thường không dấu",),
    ),
    "a day of the briefing as it is spoken": Mistake(
        of_review(briefing="{vi: {date: 20/12/2015}}"),
        "r.yml, line 6",
        ("should be a day, such as 2015-12-20",),
        ("phải là một ngày, ví dụ 2015-12-20",),
    ),
    "other libraries": Mistake(
        stale,
        "requirements.lock",
        ("the lock says 99.0", "run make setup"),
        ("tệp khóa ghi 99.0", "chạy make setup"),
        status=3,
    ),
}
MISTAKES |= {
    "a value that stands for another": Mistake(
        changed("title: {", "title: &t {"),
        "r.yml, line 1",
        ("'t' stands for a value elsewhere", "write the value out"),
        ("'t' thay cho giá trị ở chỗ khác", "ghi rõ giá trị"),
    ),
    "two documents in a file": Mistake(
        changed("language: [vi]", "language: [vi]\n---\nkeep: 3"),
        "r.yml, line 6",
        ("begins a second document", "remove the line"),
        ("mở một văn bản thứ hai", "bỏ dòng này"),
    ),
    "a list for a file of keys": Mistake(
        written("- title: a\n"),
        "r.yml, line 1",
        ("a review is keys and values",),
        ("gồm khóa và giá trị",),
    ),
    "a key with a capital": Mistake(
        changed("years:", "Years:"),
        "r.yml, line 3",
        ("unknown key 'Years'", "did you mean years?"),
        ("không có khóa 'Years'", "có phải là years?"),
    ),
    "a key in Vietnamese": Mistake(
        changed("years:", "năm:"),
        "r.yml, line 3",
        ("unknown key 'năm'", "known: title, source"),
        ("không có khóa 'năm'", "hiện có: title, source"),
    ),
    "a colon of full width": Mistake(
        changed("years: ", "years："),
        "r.yml, line 4",
        ("a colon and a space, such as 'years: [2011, 2015]'",),
        ("dấu hai chấm và dấu cách, ví dụ 'years: [2011, 2015]'",),
    ),
    "digits of full width": Mistake(
        of_review(years="[２０１１, ２０１２]"),
        "r.yml, line 3",
        ("like [2011, 2015] (it is ['２０１１', '２０１２'])",),
        ("ví dụ [2011, 2015] (đang ghi là ['２０１１', '２０１２'])",),
    ),
    "years with a dash": Mistake(
        of_review(years="2011–2015"),
        "r.yml, line 3",
        ("like [2011, 2015]",),
        ("ví dụ [2011, 2015]",),
    ),
    "every year by itself": Mistake(
        of_review(years="[2011, 2012, 2013]"),
        "r.yml, line 3",
        ("the first and the last year",),
        ("năm đầu và năm cuối",),
    ),
    "years in quotes": Mistake(
        of_review(years='["2011", "2012"]'),
        "r.yml, line 3",
        ("(it is ['2011', '2012'])",),
        ("(đang ghi là ['2011', '2012'])",),
    ),
    "all notebooks": Mistake(
        of_review(notebooks="all"),
        "r.yml, line 4",
        ("such as [trend_review, women_share]",),
        ("ví dụ [trend_review, women_share]",),
    ),
    "notebooks with a dash each": Mistake(
        of_review(notebooks="[{one: {}}]"),
        "r.yml, line 4",
        ("or notebook names with parameters",),
        ("hoặc tên sổ tính kèm tham số",),
    ),
    "a target as a number": Mistake(
        of_review(targets="[1.5]"),
        "r.yml, line 6",
        ("should be a text",),
        ("một đoạn chữ",),
    ),
    "one target without brackets": Mistake(
        of_review(targets="committees_2016_2020"),
        "r.yml, line 6",
        ("should be a list, such as [a, b]",),
        ("phải là danh sách, ví dụ [a, b]",),
    ),
    "a unit without brackets": Mistake(
        of_review(units="Đảng ủy B"),
        "r.yml, line 6",
        ("all, each, or a list of unit names",),
        ("all, each, hoặc danh sách tên đơn vị",),
    ),
    "each and more": Mistake(
        of_review(units="[each, Đảng ủy B]"),
        "r.yml, line 6",
        ("write 'units: each'",),
        ("viết 'units: each'",),
    ),
    "half a cell": Mistake(
        of_review(min_cell="2.5"),
        "r.yml, line 6",
        ("a whole number",),
        ("phải là số nguyên",),
    ),
    "a limit that is a number": Mistake(
        of_review(limits="60"),
        "r.yml, line 6",
        ("such as {seconds: …, memory_mb: …} (it is 60)",),
        ("ví dụ {seconds: …, memory_mb: …} (đang ghi là 60)",),
    ),
    "a limit with its unit": Mistake(
        of_review(limits="{memory_mb: 2GB}"),
        "r.yml, line 6",
        ("should be a number, such as 600 (it is '2GB')",),
        ("phải là một số, ví dụ 600 (đang ghi là '2GB')",),
    ),
    "PDF of nothing": Mistake(
        of_review(deliverables="[pages, pdf]"),
        "r.yml, line 6",
        ("needs briefing or slides", "such as [pages, briefing, pdf]"),
        ("phải có briefing hoặc slides", "ví dụ [pages, briefing, pdf]"),
    ),
    "a title in quotes": Mistake(
        of_review(title='"{vi: Thử, en: Trial}"'),
        "r.yml, line 1",
        ("should be keys and values, such as {vi: …, en: …}",),
        ("phải gồm khóa và giá trị, ví dụ {vi: …, en: …}",),
    ),
    "two sources": Mistake(
        of_review(source="[data/counts.csv, data/raw]"),
        "r.yml, line 2",
        ("'source' should be a text",),
        ("'source' phải là một đoạn chữ",),
    ),
    "a blank for a source": Mistake(
        of_review(source='" "'),
        "r.yml",
        ("No source is named. Name a folder or file of data, such as data/raw.",),
        ("Chưa nêu nguồn số liệu. Nêu thư mục hoặc tệp số liệu, ví dụ data/raw.",),
    ),
    "a path of Windows elsewhere": Mistake(
        of_review(source="C:\\so-lieu\\2013"),
        "C:\\so-lieu\\2013",
        ("There is no such file or folder",),
        ("Không có tệp hay thư mục này",),
    ),
    "a unit of no name on the command line": Mistake(
        lambda root: good(root, "build", "r.yml", "--unit", ""),
        "--unit: ",
        ("the source has no unit ''",),
        ("số liệu không có đơn vị ''",),
    ),
    "a review that Notepad named": Mistake(
        written("title: a\n", "r.yml.txt"),
        "r.yml.txt",
        ("a review file is a .yml file", "not .txt"),
        ("tệp báo cáo là tệp .yml", "không phải .txt"),
    ),
    "two reviews that differ by a capital": Mistake(
        lambda root: [*good(root, "build", "r.yml"), str(review_file(root, "R", "one"))],
        "called r",
        ("would overwrite", "rename one"),
        ("ghi đè", "đổi tên một tệp"),
    ),
    "a file in the place of a folder": Mistake(
        in_the_way,
        "reports/output",
        ("there should be a folder; move the file that is there away",),
        ("ở đó phải là thư mục; chuyển tệp đang nằm ở đó đi nơi khác",),
        status=3,
    ),
    "a folder in the place of a workbook": Mistake(
        a_folder_named_as_a_workbook,
        "d.xlsx",
        ("Is a directory", "check the path"),
        ("là thư mục chứ không phải tệp", "kiểm tra lại đường dẫn"),
    ),
    "a file to verify that is not there": Mistake(
        asked("verify", "a.png"),
        "a.png",
        ("there is no such file or folder",),
        ("không có tệp hoặc thư mục này",),
    ),
    "answers that Notepad named": Mistake(
        beside("mapping.yml.txt", b"school_year: ends\n"),
        "mapping.yml.txt",
        ("is not read", "under the name mapping.yml"),
        ("không được đọc", "với tên mapping.yml"),
        status=0,
    ),
    "answers with a capital": Mistake(
        beside("Mapping.YML", b"school_year: ends\n"),
        "Mapping.YML",
        ("is not read", "under the name mapping.yml"),
        ("không được đọc", "với tên mapping.yml"),
        status=0,
    ),
    "a folder in the place of the answers": Mistake(
        beside("mapping.yml/a.txt", b""),
        "mapping.yml",
        ("a folder that is named like a file",),
        ("một thư mục có tên như một tệp",),
        status=0,
    ),
    "a tier in Vietnamese among the answers": Mistake(
        beside("mapping.yml", "files:\n  2011.csv: {tier: huyện}\n".encode()),
        "mapping.yml: Line 2",
        ("“huyện”", "district"),
        ("“huyện” không có trong danh mục", "district"),
    ),
    "an answer about a file that is gone": Mistake(
        beside("mapping.yml", b"files:\n  2012.csv: {tier: district}\n"),
        "mapping.yml: Line 2",
        ("2012.csv", "2011.csv"),
        ("không có tệp “2012.csv”", "xóa dòng này"),
    ),
    "an answer that is a perhaps": Mistake(
        beside("mapping.yml", "people:\n- {cause: x, lists: [a, b], same: có lẽ}\n".encode()),
        "mapping.yml: Line 2",
        ("yes", "no"),
        ("“same” phải là yes (có) hoặc no (không)",),
    ),
    "builds kept that are none": Mistake(
        of_review(keep="0"),
        "r.yml, line 6",
        ("'keep' should be 1 or more",),
        ("'keep' phải từ 1 trở lên",),
    ),
    "builds kept left blank": Mistake(
        of_review(keep=""), "r.yml, line 6", ("it is blank",), ("đang để trống",)
    ),
    "an entry of a list": Mistake(
        of_review(units="[Đảng ủy B, 7]"),
        "r.yml, line 6",
        ("entry 2 of 'units'",),
        ("mục thứ 2 của 'units'",),
    ),
    "a time of systemd for cron": Mistake(
        lambda root: good(root, "schedule", "r.yml", "--cron", "--at", "*-12-20 02:00:00"),
        "--at '*-12-20 02:00:00'",
        ("five fields",),
        ("năm trường",),
    ),
    "no time at all": Mistake(
        lambda root: good(root, "schedule", "r.yml", "--cron", "--at", ""),
        "--at ''",
        ("five fields",),
        ("năm trường",),
    ),
    "at once and at set times": Mistake(
        lambda root: good(root, "schedule", "r.yml", "--install", "--now"),
        "--now",
        ("leave out --install",),
        ("bỏ --install",),
    ),
    "a notice on two lines": Mistake(
        lambda root: good(root, "schedule", "r.yml", "--notify", "echo a\necho b"),
        "--notify",
        ("should stand on one line",),
        ("phải nằm trên một dòng",),
    ),
    "a notice that fails": Mistake(
        lambda root: good(root, "schedule", "r.yml", "--now", "--notify", "exit 7"),
        "'exit 7'",
        ("7", "--now"),
        ("kết thúc với mã 7", "thử lại bằng --now"),
        status=3,
    ),
    "a notebook of one's own with accents": Mistake(
        asked("new", "Sổ của tôi", "--question", "Q"),
        "Sổ của tôi",
        ("small letters",),
        ("chữ thường không dấu",),
    ),
    "a notebook of one's own where charts are kept": Mistake(
        asked("new", "kept_by_hand", "--question", "Q"),
        "kept_by_hand",
        ("give yours another name",),
        ("đặt tên khác",),
    ),
    "a notebook called as the suite's": Mistake(
        asked("new", "one", "--question", "Q"), "one", ("another name",), ("đặt tên khác",)
    ),
    "a notebook of no question": Mistake(
        asked("new", "mine", "--question", " "),
        "--question",
        ("the question is empty",),
        ("chưa nêu câu hỏi",),
    ),
    "answers that are a list": Mistake(
        beside("mapping.yml", b"- a\n"),
        "mapping.yml: Line 1",
        ("keys and answers", "--suggest"),
        ("các khóa và câu trả lời", "--suggest"),
    ),
}
MISTAKES["an unknown unit on the command line"].make = lambda root: good(
    root, "build", "r.yml", "--unit", "Đảng ủy C"
)
# Words of a message that was left in English.
ENGLISH = (" should be ", " is missing", " cannot be ", "there is no", "did you mean", " add it")


@pytest.fixture
def root(tmp_path, monkeypatch):
    # The width of a terminal breaks the lines of `check`.
    monkeypatch.setenv("COLUMNS", "500")
    monkeypatch.chdir(project(tmp_path))
    notebook(tmp_path / "notebooks", "one", "bundle.close()")
    return tmp_path


def run(root, mistake, *more):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pytest, "MonkeyPatch", lambda: patch)
        answer = CliRunner().invoke(app, [*mistake.make(root), *more])
    assert answer.exit_code == mistake.status, answer.output
    assert "Traceback" not in answer.output
    return answer.output


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_in_english(root, name):
    told = run(root, MISTAKES[name], "--language", "en")
    assert all(part in told for part in (MISTAKES[name].where, *MISTAKES[name].en)), told


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_in_vietnamese(root, name):
    mistake = MISTAKES[name]
    told = run(root, mistake, "--language", "vi")
    where = (
        mistake.where.replace("line", "dòng")
        .replace("Line", "Dòng")
        .replace("called r", "cùng tên r")
    )
    assert all(part in told for part in (where, *mistake.vi)), told
    assert not [words for words in ENGLISH if words in told], told


UNSEEN = {
    "a mark of byte order": ("title", "\ufefftitle"),
    "ends of lines of Windows": ("\n", "\r\n"),
    "a blank that does not break": ("years: ", "years\u00a0:\u00a0"),
    "blanks that set in": ("notebooks: [one]", "notebooks:\n\u00a0\u00a0one: {}"),
    "a sign of no width": ("title", "\u200btitle"),
    "a path with a blank at its end": ("counts.csv", "counts.csv\u00a0"),
    "letters apart from their marks": ("language:", "units: [Đảng ủy B]\nlanguage:"),
}


@pytest.mark.parametrize("name", UNSEEN)
def test_what_nobody_sees_makes_no_mistake(root, name):
    command = changed(*UNSEEN[name])(root)
    if "apart" in name:
        text = (root / "r.yml").read_text("utf-8")
        (root / "r.yml").write_text(unicodedata.normalize("NFD", text), "utf-8")
    answer = CliRunner().invoke(app, [*command, "--dry-run"])
    assert answer.exit_code == 0, answer.output
    assert "source='data/counts.csv'" in answer.output


@pytest.mark.parametrize(("locale", "told"), [("vi_VN.UTF-8", "thiếu khóa"), ("C", "is missing")])
def test_the_language_is_the_users_where_none_is_named(root, monkeypatch, locale, told):
    monkeypatch.setenv("LC_ALL", locale)
    assert told in run(root, MISTAKES["a key missing"])


def test_a_review_that_is_being_built_is_told_with_who_builds_it(root):
    review_file(root, "r", "one")
    for language, told in (
        ("en", "is being built by process"),
        ("vi", "đang được lập bởi tiến trình"),
    ):
        with locked(root / "reports/output", "r"):
            answer = CliRunner().invoke(app, ["build", "r.yml", "--language", language])
        assert (answer.exit_code, told in answer.output) == (2, True), answer.output
