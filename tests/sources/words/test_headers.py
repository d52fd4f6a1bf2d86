import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.sources.tables.columns import find_header
from analysis.sources.words.headers import field_of, header_words, is_numbering
from analysis.sources.workbook.grid import Sheet


def sheet(*rows: list[object], merges=()) -> Sheet:
    width = max(map(len, rows))
    return Sheet("f", "s", [[*row, *[""] * (width - len(row))] for row in rows], list(merges))


def found(*rows: list[object], merges=()) -> list[tuple[int, str, str | None]]:
    header = find_header(sheet(*rows, merges=merges))
    assert header is not None
    return [(column.index, column.field, column.level) for column in header.columns]


ALL = [(field, text) for field, texts in header_words()["fields"].items() for text in texts]


@pytest.mark.parametrize(("field", "text"), ALL)
def test_every_synonym_is_found_in_any_spelling(field: str, text: str) -> None:
    for spelt in (text, text.upper(), unicodedata.normalize("NFD", text), f"  {text} (1)"):
        assert field_of(" ".join(unicodedata.normalize("NFC", spelt).split())) == field


def test_no_wording_stands_for_two_fields() -> None:
    from analysis.vocabulary import fold

    pairs = {(fold(text) or text, field) for field, text in ALL}
    assert len(pairs) == len({text for text, _ in pairs})


def test_nam_is_a_sex_and_năm_a_year() -> None:
    assert (field_of("Nam"), field_of("Năm"), field_of("Kết quả xếp loại năm 2012")) == (
        "male",
        "year",
        "rating",
    )


TOP = ["STT", "Họ và tên", "Ngày, tháng, năm sinh", "", "Xếp loại", "", "", "", "Không đánh giá"]
SUB = ["", "", "Nam", "Nữ", "HTXSNV", "HTTNV", "HTNV", "KHTNV", ""]
FIELDS = [
    (0, "ordinal", None),
    (1, "name", None),
    (2, "birth_male", None),
    (3, "birth_female", None),
    (4, "rating_mark", "excellent"),
    (5, "rating_mark", "good"),
    (6, "rating_mark", "completed"),
    (7, "rating_mark", "not_completed"),
    (8, "not_rated", None),
]
MERGES = [((0, 2), (0, 3)), ((0, 4), (0, 7)), ((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 8), (1, 8))]


@pytest.mark.parametrize("merges", [[], MERGES])
def test_two_row_header_with_and_without_merges(merges) -> None:
    assert found(TOP, SUB, ["I", "Xã Mẫu"], merges=merges) == FIELDS


def test_three_row_header() -> None:
    rows = (
        ["TT", "Đơn vị", "Xếp loại", "", "", ""],
        ["", "", "HTXSNV", "", "HTTNV", ""],
        ["", "", "Số lượng", "Tỷ lệ %", "Số lượng", "Tỷ lệ %"],
        [1, "Xã Mẫu", 3, "50,0", 3, "50,0"],
    )
    assert found(*rows) == [
        (0, "ordinal", None),
        (1, "unit", None),
        (2, "rating_mark", "excellent"),
        (3, "share", None),
        (4, "rating_mark", "good"),
        (5, "share", None),
    ]


def test_a_row_of_data_is_not_taken_for_a_header() -> None:
    header = find_header(sheet(["Đơn vị", "Giới tính", "Xếp loại"], ["Xã Mẫu", "Nam", "Tốt"]))
    assert header is not None and header.last == 0


def test_titles_are_not_taken_for_a_header() -> None:
    header = find_header(sheet(["HUYỆN ỦY"], ["DANH SÁCH"], ["", "Họ tên", "Xếp loại"]))
    assert header is not None and header.first == 2
    assert find_header(sheet(["chỉ là ghi chú"], ["không có bảng"])) is None


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["1", "2", "3"], True),
        (["(1)", "(2)", "(3)", "(4)=(2)+(3)"], True),
        (["A", "B", "1", "2"], True),
        (["1", "2", "2"], False),
        (["12", "5", "7"], False),
        (["x", "1", "2"], False),
    ],
)
def test_numbering_rows(row: list[str], expected: bool) -> None:
    assert is_numbering(row) is expected


@given(st.permutations(range(len(FIELDS) - 4)))
def test_order_of_columns_does_not_matter(order: list[int]) -> None:
    texts = ["Họ tên", "Năm", "Chức danh", "Xếp loại", "Đơn vị công tác"]
    fields = ["name", "year", "post", "rating", "unit"]
    columns = found([texts[i] for i in order])
    assert [field for _, field, _ in columns] == [fields[i] for i in order]


def test_a_level_is_headed_in_any_wording_that_a_cell_may_have() -> None:
    # Accents off, numbered, shortened: as `said` reads a cell.
    heads = ["Hoan thanh xuat sac NV", "2. HTTNV", "Hoàn thành NV", "Không HT nhiệm vụ"]
    columns = found(["Họ và tên", *heads], ["Cán bộ mẫu 1", "x"])
    levels = ["excellent", "good", "completed", "not_completed"]
    assert [level for _, _, level in columns[1:]] == levels
