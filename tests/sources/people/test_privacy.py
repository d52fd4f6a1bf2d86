"""A person's name, birth date or staff number in any cell never leaves the reader."""

import unicodedata
from pathlib import Path

import pytest
from problems_told import reasons

from analysis import load
from analysis.sources import NothingReadable
from analysis.sources.words.persons import is_no_unit, is_person
from analysis.sources.words.quoting import figure, heading, quoted
from analysis.vocabulary import wordings

NAME, BORN, NUMBER = "Nguyễn Thị Zqxvươm", "17/03/1931", "ZQ-7781934"
TITLE = ["DANH SÁCH ĐÁNH GIÁ CÁN BỘ DIỆN BTV HUYỆN ỦY QUẢN LÝ NĂM 2012"]
PEOPLE = [
    *("TT", "Số hiệu", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ", "Đơn vị"),
    *("Nhóm chức danh", "Đối tượng", "Diện quản lý", "Năm", "Xếp loại", "Ghi chú"),
]
EVENTS = [
    *("TT", "Số hiệu", "Họ và tên", "Ngày sinh", "Giới tính", "Đơn vị", "Diện quản lý"),
    *("Nội dung", "Ngày"),
]
BALLOTS = [
    *("TT", "Số hiệu", "Họ và tên", "Đơn vị", "Chức vụ", "Ngày lấy phiếu"),
    *("Số người được triệu tập", "Số phiếu phát ra", "Số phiếu thu về"),
    *("Tín nhiệm cao", "Tín nhiệm", "Tín nhiệm thấp"),
]
RETURN = ["TT", "Đơn vị", "Tổng số", "Trong đó nữ", "HTXSNV", "HTTNV", "HTNV", "KHTNV"]
COUNTS = ["year", "unit", "tier", "post_group", "sex", "rating", "count"]


def person(number: int) -> list[object]:
    return [
        *(number, f"SH{number}", f"Người Mẫu {number}", "1/2/1970", "Nữ", "Hiệu trưởng"),
        *("Trường Mẫu", "Trường học", "Viên chức", "BTV Huyện ủy", 2012, "HTTNV", ""),
    ]


def event(number: int) -> list[object]:
    given = f"Người Mẫu {number}"
    return [
        *(number, f"SH{number}", given, "1/2/1970", "Nữ", "Trường Mẫu", "BTV Huyện ủy"),
        *("Bổ nhiệm", "10/12/2013"),
    ]


def ballot(number: int) -> list[object]:
    given = f"Người Mẫu {number}"
    return [
        *(number, f"SH{number}", given, "Xã Mẫu", "Bí thư", "10/12/2013", 47, 46, 46, 25, 20, 1)
    ]


def unit_row(number: int) -> list[object]:
    return [number, f"Xã Mẫu {number}", 4, 2, 3, 1, 0, 0]


SHEETS = {
    "people": (PEOPLE, person),
    "outcomes": (EVENTS, event),
    "votes": (BALLOTS, ballot),
    "return": (RETURN, unit_row),
}
EVERY_CELL = [(kind, at) for kind, (head, _) in SHEETS.items() for at in range(len(head))]


def told(history) -> str:
    parts = ("evaluations", "outcomes", "votes", "claims", "problems", "sheets", "units")
    return "\n".join(getattr(history, part).to_csv() for part in parts)


def leaks(text: str, *values: str) -> list[str]:
    """Return the values that a text holds, however they are written."""
    bare = [unicodedata.normalize(form, text).casefold() for form in ("NFC", "NFD")]
    marks = {part for value in values for part in (value, *value.split()) if len(part) > 4}
    return [m for m in marks if m not in ("Nguyễn",) and any(m.casefold() in b for b in bare)]


@pytest.mark.parametrize(("kind", "at"), EVERY_CELL)
def test_no_cell_of_a_list_is_told(lay, kind, at):
    head, row = SHEETS[kind]
    rows = [row(1), row(2)]
    for number, value in enumerate((NAME, NAME.upper(), BORN, NUMBER, 90417733), 3):
        rows.append([value if index == at else cell for index, cell in enumerate(row(number))])
    history = load(lay(S=[TITLE, head, *rows]))
    assert leaks(told(history), NAME, BORN, "1931-03-17", NUMBER, "90417733") == []


@pytest.mark.parametrize("kind", SHEETS)
@pytest.mark.parametrize("by", [-2, -1, 1, 2])
def test_a_row_pasted_columns_off_is_not_told(lay, kind, by):
    head, row = SHEETS[kind]
    moved = row(3)
    for at, value in ((1, NUMBER), (2, NAME), (3, BORN)):
        moved[at] = value
    off = [*[""] * by, *moved] if by > 0 else moved[-by:]
    history = load(lay(S=[TITLE, head, row(1), row(2), off[: len(head)]]))
    assert leaks(told(history), NAME, BORN, "1931-03-17", NUMBER) == []


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        (["I", NAME], "B5"),
        (["I. " + NAME], "A5"),
        (["", "", f"Trường Mẫu ({NAME})"], "C5"),
        (["II", "Giàng A Zqxvươm"], "B5"),
        (["II", "Zqxvươm"], "B5"),
    ],
)
def test_a_person_at_the_head_of_a_group_is_no_unit(lay, row, cell):
    below = person(2)
    below[6] = ""
    history = load(lay(S=[TITLE, PEOPLE, person(1), person(3), row, below]))
    assert leaks(told(history), NAME) == []
    assert history.problems[["severity", "cell"]].to_numpy().tolist() == [["warning", cell]]
    assert history.evaluations["unit"].isna().tolist() == [False, False, True]


@pytest.mark.parametrize(
    "unit", ["Xã Mẫu Một", "Huyện đoàn", "Trường Lê Quý Đôn", "Hoa Sen", "MTTQ huyện"]
)
def test_a_unit_at_the_head_of_a_group_is_one(lay, unit):
    below = person(2)
    below[6] = ""
    named = [person(3), person(4)] if unit == "Hoa Sen" else []
    for row in named:
        row[6] = unit
    history = load(lay(S=[TITLE, PEOPLE, ["I", unit], below, *named]))
    assert set(history.evaluations["unit"]) == {unit}
    assert history.problems.empty


def test_a_unit_of_two_people_is_one_whatever_it_is_called(lay):
    rows = [person(1), person(2), person(3)]
    rows[0][6] = rows[1][6] = "Hoa Sen"
    rows[2][6] = "Zqxvươm Hmok"
    history = load(lay(S=[TITLE, PEOPLE, *rows]))
    assert history.evaluations["unit"].fillna("").tolist() == ["Hoa Sen", "Hoa Sen", ""]
    assert history.problems["cell"].tolist() == ["G5"]


@pytest.mark.parametrize(
    "place", ["heading", "remark in a heading", "title", "foot", "remark", "aside", "unused"]
)
def test_no_text_beside_the_rows_is_told(lay, place):
    head, rows = list(PEOPLE), [person(1), person(2)]
    title = list(TITLE)
    if place == "heading":
        head[12] = NAME
    elif place == "remark in a heading":
        head[12], head[6] = f"Xếp loại ({NAME})", f"Đơn vị ({NAME})"
    elif place == "title":
        title = [f"{TITLE[0]} – đồng chí {NAME}, sinh năm 1931"]
    elif place == "foot":
        rows += [["", "", "NGƯỜI LẬP BIỂU"], ["", "", NAME], ["", "", NUMBER, BORN, "", "", "x"]]
    elif place == "remark":
        rows += [[f"Ghi chú: {NAME}, sinh {BORN}"], [NAME]]
    elif place == "aside":
        rows[0] += ["", NAME, BORN, NUMBER]
    else:
        head += [f"Quê quán {NAME}", f"{NAME} 50%"]
    lay("other.xlsx", S=[TITLE, PEOPLE, person(8)])
    history = load(lay(S=[title, head, *rows]))
    assert leaks(told(history), NAME, BORN, "1931-03-17", NUMBER, "sinh năm 1931") == []


@pytest.mark.parametrize("column", COUNTS)
@pytest.mark.parametrize("value", [NAME, BORN, NUMBER, "90417733"])
def test_no_cell_of_a_counts_file_is_told(tmp_path: Path, column, value):
    row = dict(
        zip(COUNTS, ["2012", "Xã A", "district", "schools", "female", "good", "3"], strict=True)
    )
    lines = [COUNTS, row.values(), {**row, column: value}.values()]
    path = tmp_path / "counts.csv"
    path.write_text("\n".join(map(",".join, lines)), encoding="utf-8")
    history = load(path)
    assert leaks(told(history), NAME, BORN, NUMBER, "90417733") == []
    assert len(history.problems) == 1


def test_no_heading_of_a_counts_file_is_told(tmp_path: Path):
    path = tmp_path / "counts.csv"
    path.write_text(f"year,count,{NAME},ratinng\n2012,3,x,y\n", encoding="utf-8")
    with pytest.raises(NothingReadable) as caught:
        load(path)
    assert leaks(str(caught.value), NAME) == []
    assert "“ratinng”" in str(caught.value)


@pytest.mark.parametrize(
    "broken", ["[Content_Types].xml", "xl/workbook.xml", "docProps/custom.xml"]
)
def test_what_a_library_says_of_a_broken_file_is_not_told(tmp_path: Path, broken):
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr(broken, f"<a><b>{NAME}")
    with pytest.raises(NothingReadable) as caught:
        load(tmp_path)
    assert leaks(f"{caught.value}{caught.value.problems.to_csv()}", NAME) == []


@pytest.mark.parametrize(
    ("text", "section", "is_told"),
    [
        ("Hoàn thành tôt nhiệm vụ", "ratings", True),
        ("hoan thanh tot nhiem vu", "ratings", True),
        ("HTXSNVV", "ratings", True),
        ("Hoàn thành tốt nhiệm vụ Zqxvươm", "ratings", False),
        ("Hoàn thành tốt nhiệm vụ 1970", "ratings", False),
        ("Hoàng Thành", "ratings", False),
        ("An", "sexes", False),
        ("Bổ nhiêm", "outcome_kinds", True),
        (NAME, "outcome_kinds", False),
    ],
)
def test_a_cell_is_quoted_only_where_it_resembles_a_known_word(text, section, is_told):
    assert quoted(text, wordings(section)) == (text if is_told else None)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Nguyễn Văn A", True),
        ("TRẦN THỊ B", True),
        ("Nguyen Van An", True),
        ("Đoàn Thị Điểm", True),
        ("Trường Nguyễn Huệ", False),
        ("Phòng Nội vụ", False),
        ("Đảng bộ xã mẫu 01", False),
        ("đ/c Zqxv", True),
        ("Ban Quản lý: Lê Thị Hoa", True),
    ],
)
def test_the_name_of_a_person_is_told_from_that_of_a_unit(text, is_one):
    assert is_person(text) is is_one


@pytest.mark.parametrize(
    ("text", "is_none"),
    [
        ("Ban bầu cử 2011", False),
        ("Khu 12", False),
        ("Trường Nguyễn Văn Trỗi", False),
        ("Lê Lợi", False),
        ("Lê Văn Lợi", True),
        ("15/8/1970", True),
        ("SH1234", True),
        ("Phòng 90417733", True),
    ],
)
def test_what_can_be_no_unit(text, is_none):
    assert is_no_unit(text) is is_none


def test_a_heading_is_told_without_its_remarks():
    told = (heading("Xếp loại năm 2012 (Zqxv)", 7), heading("Zqxv", 7), heading("HTXSNV (%)", 1))
    assert told == ("Xếp loại", "H", "B")


@pytest.mark.parametrize("said", [37, 90417731])
def test_a_subtotal_tells_no_staff_number(lay, said):
    rows = [[1, "Xã Mẫu", 90417730, "", 1, 2, 3, 1], ["", "Cộng", said, "", 1, 2, 3, 1]]
    history = load(lay(S=[TITLE, RETURN, unit_row(2), *rows]))
    assert leaks(told(history), "90417730", "90417734", "90417731") == []
    differing = history.problems[history.problems["cell"] == "C5"]
    assert "chênh lệch quá lớn" in reasons(differing)[0]


def test_a_figure_is_told_where_it_is_one():
    assert figure(90417730, 90417731) is None
    assert (figure(34), figure(-3), figure(1234), figure(7200, 7000)) == (34, -3, None, 7200)


def test_a_word_that_resembles_one_is_quoted_in_the_problem(lay):
    row = person(2)
    row[11] = "Hoàn thành tôt nhiệm vụ"
    history = load(lay(S=[TITLE, PEOPLE, person(1), row]))
    for language in ("vi", "en"):
        assert "“Hoàn thành tôt nhiệm vụ”" in reasons(history.problems, language)[0]
