import unicodedata
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook
from workbook_made import write_workbook

from analysis import load
from analysis.sources import NothingReadable

DATA = Path(__file__).parents[1] / "data"
TITLE = ["DANH SÁCH ĐÁNH GIÁ CÁN BỘ DIỆN BTV HUYỆN ỦY QUẢN LÝ NĂM 2012"]
HEAD = [
    "TT",
    "Số hiệu",
    "Họ và tên",
    "Ngày sinh",
    "",
    "Chức vụ",
    "Đơn vị",
    "Xếp loại",
    "",
    "",
    "",
    "Không đánh giá",
]
SUB = ["", "", "", "Nam", "Nữ", "", "", "HTXSNV", "HTTNV", "HTNV", "KHTNV", ""]
POST = "Hiệu trưởng Trường Mẫu"
Row = list[object]


def person(
    number: int, *marks: object, born: tuple[object, object] = ("1/2/1970", ""), **over
) -> Row:
    """Lay one row: marks are put under the four levels and the not rated."""
    cells = [*marks, *[""] * (5 - len(marks))]
    post, unit = over.get("post", POST), over.get("unit", "Trường Mẫu")
    return [
        number,
        over.get("staff", f"SH{number}"),
        f"Người Mẫu {number}",
        *born,
        post,
        unit,
        *cells,
    ]


GOOD = person(1, "x")


def listing(*rows: Row) -> list[Row]:
    return [TITLE, HEAD, SUB, *rows]


def problems(history) -> list[tuple[str, str, str]]:
    rows = history.problems.fillna("")
    return list(rows[["severity", "sheet", "cell"]].itertuples(index=False, name=None))


def texts(history) -> str:
    parts = history.problems.drop(columns=["severity"]).fillna("").astype(str)
    return "\n".join(parts.agg(" ".join, axis=1))


# --- the workbooks laid out by hand (tests/data/README.md) ------------------------------------


def test_words_workbook() -> None:
    table = load(DATA / "words.xlsx").evaluations
    assert table["rating"].astype(object).where(table["rating"].notna(), None).tolist() == [
        "excellent", "good", "completed", None, "excellent", "not_completed",
    ]  # fmt: skip
    assert table["sex"].tolist() == ["male", "female", "female", "male", "male", "female"]
    assert table["birth_year"].tolist() == [1970, 1975, 1980, 1968, 1970, 1975]
    assert table["unit"].tolist() == [
        "Phòng Nội vụ", "Phòng Nội vụ", "Văn phòng Huyện uỷ", "Văn phòng Huyện uỷ",
        "Phòng Nội vụ", "Phòng Nội vụ",
    ]  # fmt: skip
    assert set(table["tier"]) == {"district"}
    assert table["post_group"].value_counts().to_dict() == {"departments": 4, "party_bodies": 2}
    assert table["staff_class"].tolist()[:3] == ["civil_servant", "civil_servant", "cadre"]
    assert table.loc[0, "person"] == table.loc[4, "person"]
    assert table["person"].nunique() == 4


def test_sheet_per_unit_workbook() -> None:
    history = load(DATA / "sheet-per-unit.xlsx")
    table = history.evaluations
    assert table["rating"].tolist() == [
        "excellent", "good", "excellent", "excellent", "completed", "not_completed",
    ]  # fmt: skip
    assert table["year"].tolist() == [2011, 2011, 2012, 2012, 2011, 2012]
    assert table["sex"].tolist() == ["male", "female", "male", "female", "female", "female"]
    assert table["birth_year"].tolist() == [1966, 1972, 1966, 1972, 1979, 1979]
    assert table["unit"].tolist() == ["Xã Mẫu Một"] * 4 + ["Xã Mẫu Hai"] * 2
    assert table["committee_member"].tolist() == [True, False, True, False, False, False]
    assert set(table["tier"]) == {"city"}
    assert table["person"].nunique() == 3
    assert history.problems.empty


def test_return_workbook() -> None:
    history = load(DATA / "return.xlsx")
    table = history.evaluations.assign(
        rating=lambda t: t["rating"].astype(object).fillna("not_rated")
    )
    counts = table.set_index(["unit", "rating"])["count"]
    assert counts.loc["Xã Mẫu Một"].to_dict() == {
        "excellent": 6, "good": 4, "completed": 1, "not_completed": 0, "not_rated": 1,
    }  # fmt: skip
    assert table.groupby("rating")["count"].sum().to_dict() == {
        "excellent": 13, "good": 13, "completed": 2, "not_completed": 1, "not_rated": 1,
    }  # fmt: skip
    assert table["sex"].isna().all() and table["person"].isna().all()
    assert set(table["year"]) == {2012} and set(table["tier"]) == {"district"}
    assert table.groupby("unit")["women"].sum().to_dict() == {
        "Xã Mẫu Một": 5, "Xã Mẫu Hai": 3, "Trường Mầm non Mẫu": 8,
    }  # fmt: skip
    assert history.claims.empty
    assert problems(history) == [("note", "Biểu 2", "")]


# --- one problem each -----------------------------------------------------------------------

ROW_PROBLEMS = {
    "unknown mark": (person(2, "khá"), ("error", "H5"), "is not known", 1),
    "two marks": (person(2, "x", "", "x"), ("error", "J5"), "Two or more", 1),
    "mark and not rated": (person(2, "x", "", "", "", "x"), ("error", "L5"), "Two or more", 1),
    "no mark": (person(2), ("warning", "H5"), "counted as not rated", 2),
    "both births": (person(2, "x", born=("1970", "1970")), ("error", "D5"), "Both birth", 1),
    "no birth": (person(2, "x", born=("", "")), ("warning", "D5"), "are empty", 2),
    "bad birth": (person(2, "x", born=("31/2/1970", "")), ("warning", "D5"), "birth date", 2),
    "birth too early": (person(2, "x", born=("1850", "")), ("error", "C5"), "not plausible", 1),
    "stray row": (["", "", "", "", "", POST, "Trường Mẫu", "x"], ("warning", "F5"), "not clear", 1),
    "unknown title": (person(2, "x", post="Chuyên gia mẫu"), ("note", "F5"), "no known group", 2),
}


@pytest.mark.parametrize("case", ROW_PROBLEMS)
def test_one_bad_row_is_one_problem_with_its_place(lay, case: str) -> None:
    row, (severity, cell), word, kept = ROW_PROBLEMS[case]
    history = load(lay(S=listing(GOOD, row)))
    assert problems(history) == [(severity, "S", cell)]
    assert word in texts(history)
    assert len(history.sound.evaluations) == kept


def test_marks_of_every_kind_and_the_fifth_state(lay) -> None:
    rows = [person(1, "X"), person(2, "×"), person(3, "✓"), person(4, 1), person(5, *[""] * 4, "x")]
    history = load(lay(S=listing(*rows)))
    assert history.problems.empty
    assert history.evaluations["rating"].tolist()[:4] == ["excellent"] * 4
    assert history.evaluations["rating"].isna().tolist() == [False] * 4 + [True]


def test_sex_is_missing_where_neither_birth_column_is_filled(lay) -> None:
    table = load(lay(S=listing(GOOD, person(2, "x", born=("", ""))))).evaluations
    assert table["sex"].isna().tolist() == [False, True]


def test_missing_rating_column_withholds_the_sheet(lay) -> None:
    bare = [TITLE, ["TT", "Họ và tên", "Chức vụ"], [1, "Người Mẫu 2", POST]]
    history = load(lay(S=listing(GOOD), T=bare))
    assert problems(history) == [("error", "T", "A2")]
    assert len(history.evaluations) == 1


def test_unknown_rating_word(lay) -> None:
    rows = [["Năm", "Họ tên", "Xếp loại"], [2011, "Mẫu A", "Khá"], [2011, "Mẫu B", "Tốt"]]
    history = load(lay(S=rows))
    assert problems(history) == [("error", "S", "C2")]
    assert "is not known" in texts(history) and len(history.sound.evaluations) == 1


def test_unknown_level_column_is_no_silent_loss(lay) -> None:
    head = ["Năm", "Họ tên", "Xếp loại", ""]
    rows = [head, ["", "", "Tốt", "Khá"], [2011, "Mẫu A", "", "x"], [2011, "Mẫu B", "x", ""]]
    history = load(lay(S=rows))
    assert problems(history) == [("error", "S", "D3")]


@pytest.mark.parametrize(
    ("second", "kept", "word"),
    [(person(1, "x"), 2, "identical"), (person(1, "", "x"), 1, "differing")],
)
def test_a_person_twice_in_a_year(lay, second: Row, kept: int, word: str) -> None:
    history = load(lay(S=listing(GOOD, person(2, "x")), T=listing(second)))
    assert problems(history) == [("error", "T", "C4")]
    assert word in texts(history)
    assert "book.xlsx, S, C4" in texts(history) and "book.xlsx, T, C4" in texts(history)
    assert len(history.sound.evaluations) == kept


@pytest.mark.parametrize("year", [211, 3011])
def test_implausible_year_in_a_column(lay, year: int) -> None:
    rows = [["Năm", "Họ tên", "Xếp loại"], [year, "Mẫu A", "Tốt"], [2011, "Mẫu B", "Tốt"]]
    history = load(lay(S=rows))
    assert problems(history) == [("error", "S", "B2")]
    assert "year is not plausible" in texts(history)


def test_year_from_title_sheet_and_file_in_this_order(lay) -> None:
    rows = [["Họ tên", "Xếp loại"], ["Mẫu A", "Tốt"]]
    dated = [["Mẫu, ngày 5 tháng 1 năm 2013"], ["KẾT QUẢ ĐÁNH GIÁ NĂM 2012"], *rows]
    assert load(lay("2009.xlsx", **{"2010": dated})).evaluations["year"].tolist() == [2012]
    assert load(lay("2009.xlsx", **{"2010": rows})).evaluations["year"].tolist() == [2010]
    assert load(lay("2009.xlsx", S=rows)).evaluations["year"].tolist() == [2009]


def test_the_date_of_signing_is_not_the_year_of_the_list(lay) -> None:
    rows = [["Mẫu, ngày 5 tháng 1 năm 2013"], ["CÁN BỘ NĂM 2012"], ["Họ tên", "Xếp loại"]]
    assert load(lay(S=[*rows, ["Mẫu A", "Tốt"]])).evaluations["year"].tolist() == [2012]


def test_units_are_given_in_composed_unicode(lay) -> None:
    unit = unicodedata.normalize("NFD", "Xã Mẫu Một")
    assert load(lay(S=listing(person(1, "x", unit=unit)))).evaluations["unit"][0] == "Xã Mẫu Một"


def test_no_year_and_several_years_withhold_the_sheet(lay) -> None:
    rows = [["Họ tên", "Xếp loại"], ["Mẫu A", "Tốt"]]
    two = [["KẾT QUẢ ĐÁNH GIÁ NĂM 2011 VÀ NĂM 2012"], *rows]
    history = load(lay(S=listing(GOOD), T=rows, U=two))
    assert problems(history) == [("error", "T", ""), ("error", "U", "")]
    assert "2011, 2012" in texts(history)


def test_empty_sheets_and_an_empty_workbook(lay) -> None:
    lay("a.xlsx", S=listing(GOOD), T=[])
    history = load(lay("b.xlsx", S=[], T=[TITLE, HEAD, SUB]))
    assert history.problems[["severity", "cause", "file"]].to_numpy().tolist() == [
        ["warning", "empty_sheet", "a.xlsx"],
        ["warning", "empty_sheet", "b.xlsx"],
        ["error", "no_rows", "b.xlsx"],
    ]


def test_a_sheet_without_a_table_is_reported(lay) -> None:
    history = load(lay(S=listing(GOOD), T=[["Ghi chép của cán bộ tổng hợp"]]))
    assert problems(history) == [("warning", "T", "")]


def test_two_columns_of_one_meaning_withhold_the_sheet(lay) -> None:
    rows = [["Năm", "Họ tên", "Xếp loại", "Phân loại"], [2011, "Mẫu A", "Tốt", "Hoàn thành"]]
    history = load(lay(S=listing(GOOD), T=rows))
    assert problems(history) == [("error", "T", "C1")]
    assert "C1, D1" in texts(history)


def test_unused_columns_are_noted(lay) -> None:
    rows = [["Năm", "Họ tên", "Quê quán", "Xếp loại"], [2011, "Mẫu A", "Xã Mẫu", "Tốt"]]
    history = load(lay(S=rows))
    assert problems(history) == [("note", "S", "")]
    assert "Quê quán (C1)" in texts(history)


@pytest.mark.parametrize("cell", ["x", "Tốt"])
@pytest.mark.parametrize(
    "named",
    ["Lan Anh", "Lan anh", "hoàng hà", "cô hoa", "Hoàng minh tuấn", "Ông bảy đã bị khởi tố"],
)
def test_a_heading_that_may_name_somebody_is_told_by_its_letter(lay, named, cell) -> None:
    rows = [["Năm", "Họ tên", "Xếp loại", named], [2011, "Mẫu A", "Tốt", cell]]
    history = load(lay(S=rows))
    assert "D1" in texts(history)
    kept = (history.problems, history.headings, history.sheets)
    assert not any(
        named.casefold() in table.to_json(force_ascii=False).casefold() for table in kept
    )


@pytest.mark.parametrize(
    ("column", "header", "word", "remedy"),
    [
        ("sex", "Giới tính", "khác", "Nữ; Nam; or write in mapping.yml, under words › sexes"),
        ("staff_class", "Đối tượng", "lao động", "Cán bộ; Công chức; Viên chức"),
        ("tier", "Diện quản lý", "tỉnh", "under words › tiers, “word: city”"),
    ],
)
def test_unknown_words_are_left_missing_and_the_known_told(lay, column, header, word, remedy):
    history = load(lay(S=[["Năm", "Họ tên", header, "Xếp loại"], [2011, "Mẫu A", word, "Tốt"]]))
    assert problems(history) == [("warning", "S", "C2")]
    assert history.evaluations[column].isna().all()
    assert remedy in history.problems["remedy"].item()


# --- groups, subtotals, the foot --------------------------------------------------------------


def subtotal(label: str, *counts: object) -> Row:
    return ["", "", label, "", "", "", "", *counts]


def test_groups_give_unit_and_tier_and_right_subtotals_pass(lay) -> None:
    rows = [
        ["A", "CÁN BỘ DIỆN BTV THÀNH ỦY QUẢN LÝ"],
        ["I", "Xã Mẫu Một"],
        person(1, "x", unit=""),
        subtotal("Cộng", 1, 0, 0, 0),
        ["B. Diện BTV Huyện ủy quản lý"],
        ["II", "Xã Mẫu Hai"],
        person(2, "", "x", unit=""),
        person(3, "x", unit=""),
        subtotal("Cộng:", 1, 1, "", ""),
        subtotal("Tổng cộng: 3 người", 2, 1, 0, 0),
        ["", "", "", "", "", "Mẫu, ngày 20 tháng 12 năm 2012"],
        ["", "", "NGƯỜI LẬP BIỂU", "", "", "THỦ TRƯỞNG ĐƠN VỊ"],
        ["", "", "Người Ký Mẫu"],
    ]
    history = load(lay(S=listing(*rows)))
    assert history.problems.empty, texts(history)
    assert history.evaluations["unit"].tolist() == ["Xã Mẫu Một", "Xã Mẫu Hai", "Xã Mẫu Hai"]
    assert history.evaluations["tier"].tolist() == ["city", "district", "district"]


def test_wrong_subtotals_name_the_cell_and_keep_the_rows(lay) -> None:
    rows = [person(1, "x"), person(2, "x"), subtotal("Tổng cộng", 3, 0, 0, 0)]
    history = load(lay(S=listing(*rows)))
    assert problems(history) == [("warning", "S", "H6")]
    assert "says 3 and 2 are counted" in texts(history)
    assert len(history.evaluations) == 2


def test_a_row_of_data_below_the_signatures_is_reported(lay) -> None:
    rows = [GOOD, ["", "", "NGƯỜI LẬP BIỂU"], person(2, "x")]
    assert problems(load(lay(S=listing(*rows)))) == [("warning", "S", "C6")]


def test_a_lone_name_is_no_unit(lay) -> None:
    history = load(lay(S=listing(GOOD, ["", "", "Nguyễn Văn Mẫu"], person(2, "x", unit=""))))
    assert "Nguyễn Văn Mẫu" not in set(history.evaluations["unit"].dropna())
    assert ("warning", "S", "H5") in problems(history)


def test_units_merged_downwards(lay) -> None:
    folder = lay(S=listing(person(1, "x", unit="Xã Mẫu"), person(2, "x", unit="")))
    workbook = load_workbook(folder / "book.xlsx")
    workbook["S"].merge_cells("G4:G5")
    workbook.save(folder / "book.xlsx")
    assert load(folder).evaluations["unit"].tolist() == ["Xã Mẫu", "Xã Mẫu"]


# --- returns ------------------------------------------------------------------------------------

RETURN = ["Đơn vị", "Tổng số", "HTXSNV", "HTTNV", "HTNV", "KHTNV"]


def test_levels_that_do_not_sum_withhold_the_row(lay) -> None:
    rows = [TITLE, RETURN, ["Xã Một", 5, 3, 1, 0, 0], ["Xã Hai", 4, 3, 1, 0, 0]]
    history = load(lay(S=rows))
    assert problems(history) == [("error", "S", "B3")]
    assert "says 5 and the levels add up to 4" in texts(history)
    assert set(history.evaluations["unit"]) == {"Xã Hai"}


def test_a_wrong_total_row_of_a_return(lay) -> None:
    rows = [TITLE, RETURN, ["Xã Một", 4, 3, 1, 0, 0], ["Tổng số", 4, 3, 2, 0, 0]]
    assert problems(load(lay(S=rows))) == [("warning", "S", "D4")]


def test_a_count_that_is_no_number(lay) -> None:
    rows = [TITLE, RETURN, ["Xã Một", 4, "ba", 1, 0, 0], ["Xã Hai", 4, 3, 1, 0, 0]]
    history = load(lay(S=rows))
    assert problems(history) == [("error", "S", "C3")]
    assert set(history.evaluations["unit"]) == {"Xã Hai"}


def test_women_above_the_total(lay) -> None:
    rows = [TITLE, [*RETURN, "Trong đó nữ"], ["Xã Hai", 4, 3, 1, 0, 0, 5]]
    history = load(lay(S=rows))
    assert problems(history) == [("error", "S", "G3")]
    assert history.claims.empty and history.evaluations["count"].sum() == 4


def test_percentages_without_a_base(lay) -> None:
    rows = [TITLE, ["Đơn vị", "HTXSNV (%)", "Tỷ lệ HTTNV"], ["Xã Một", "62", "38"]]
    history = load(lay(S=listing(GOOD), T=rows))
    assert problems(history) == [("error", "T", "B2")]
    assert "without a base cannot become a count" in texts(history)


# --- outcomes and votes -------------------------------------------------------------------------

EVENTS = ["STT", "Số hiệu", "Họ và tên", "Giới tính", "Đơn vị", "Diện quản lý", "Nội dung", "Ngày"]
BALLOT = [
    "STT", "Họ và tên", "Chức vụ", "Số người được triệu tập", "Số phiếu phát ra",
    "Số phiếu thu về", "Tín nhiệm cao", "Tín nhiệm", "Tín nhiệm thấp",
]  # fmt: skip
HELD = ["Ngày lấy phiếu: 10/12/2013 theo Quy định số 165-QĐ/TW ngày 18/02/2013"]


def event(kind: str, day: object) -> Row:
    return [1, "SH1", "Người Mẫu 1", "Nữ", "Xã Mẫu", "BTV Huyện uỷ", kind, day]


def test_outcomes(lay) -> None:
    rows = [
        event("Bổ nhiệm lại", "10/12/2013"),
        event("Thạc sỹ", "2014"),
        event("Luân chuyển", "5/2015"),
    ]
    table = load(lay(S=[EVENTS, *rows])).outcomes
    assert table["kind"].tolist() == ["reappointed", "masters", "rotated"]
    assert table["first_year"].tolist() == [2013, 2014, 2015]
    assert table["date"].tolist()[0] == pd.Timestamp("2013-12-10")
    assert table["date"].isna().tolist() == [False, True, True]
    assert set(table["tier"]) == {"district"} and set(table["sex"]) == {"female"}


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        (event("Tặng hoa", "2013"), "G3"),
        (event("Bổ nhiệm", "tháng Chạp"), "H3"),
        (event("Bổ nhiệm", ""), "H3"),
    ],
)
def test_bad_outcomes_are_withheld(lay, row: Row, cell: str) -> None:
    history = load(lay(S=[EVENTS, event("Bổ nhiệm", "2013"), row]))
    assert problems(history) == [("error", "S", cell)]
    assert len(history.outcomes) == 1


def test_votes(lay) -> None:
    row = [1, "Người Mẫu 1", "Bí thư", 47, 46, 46, 25, 20, 1]
    table = load(lay(S=[HELD, BALLOT, row])).votes
    counts = table.loc[0, ["summoned", "issued", "returned", "high", "confident", "low"]]
    assert counts.tolist() == [47, 46, 46, 25, 20, 1]
    assert table.loc[0, "date"] == pd.Timestamp("2013-12-10")
    assert (table.loc[0, "rule"], table.loc[0, "post"]) == ("165-QĐ/TW", "Bí thư")


@pytest.mark.parametrize(
    ("counts", "cell"),
    [
        ([47, 46, 45, 25, 20, 1], "F4"),
        ([47, 46, 47, 25, 20, 1], "F4"),
        ([45, 46, 46, 25, 20, 1], "E4"),
        ([47, 46, 46, "nhiều", 20, 1], "G4"),
    ],
)
def test_votes_that_do_not_add_up_are_withheld(lay, counts: Row, cell: str) -> None:
    good = [1, "Người Mẫu 1", "Bí thư", 47, 46, 46, 25, 20, 1]
    history = load(lay(S=[HELD, BALLOT, good, [2, "Người Mẫu 2", "Phó Bí thư", *counts]]))
    assert problems(history) == [("error", "S", cell)]
    assert len(history.votes) == 1


def test_votes_without_a_date(lay) -> None:
    row = [1, "Người Mẫu 1", "Bí thư", 47, 46, 46, 25, 20, 1]
    with pytest.raises(NothingReadable, match="date of the ballot"):
        load(lay(S=[["KẾT QUẢ"], BALLOT, row]))


def test_unused_columns_of_levels_are_told_by_their_levels(tmp_path) -> None:
    above = ["Họ và tên", "Xếp loại", "Đảng viên", ""]
    below = ["", "", "HTXSNV", "HTTNV"]
    rows = [TITLE, above, below, ["Nguyễn Văn Mẫu", "HTTNV", "x", ""]]
    write_workbook(tmp_path / "a.xlsx", {"S": rows}, {"S": ["A2:A3", "B2:B3", "C2:D2"]})
    (told,) = load(tmp_path).problems["reason"]
    assert "Đảng viên › HTXSNV (C3); Đảng viên › HTTNV (D3)" in told
