"""The Excel workbook: read back by openpyxl; no formula, every number as it is in the CSV."""

import math

import openpyxl
import pandas as pd
import pytest
import xlsxwriter

from analysis.bundle import open_bundle
from analysis.documents.cards import cards
from analysis.documents.sheets import for_print, sheet_names, write_line
from analysis.documents.workbook.tables import Kept
from analysis.documents.workbook.workbook import write_workbook
from analysis.words import Words

HOSTILE = [
    "=1+1",
    "+A1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "007",
    "1e5",
    "http://x.vn",
    "{=1}",
    "\x00<&>",
]
# A sheet begins with its table's name, what all rows share and the way back.
HEAD = 4
SHARES = [0.1 + 0.2, 0.521311, 1.0, 0.0]


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    kept = []
    for unit in HOSTILE:
        folder = tmp_path_factory.mktemp("run")
        bundle = open_bundle("women_share", language="vi", output_dir=folder)
        frame = pd.DataFrame(
            {
                "year": [2011, 2012, 2013, 2014],
                "post_group": ["schools", "=HYPERLINK(1)", "007", "communes"],
                "women": [10, 20, 30, 1234],
                "share": SHARES,
                "difference": [-0.05, 0.0, 0.0247, None],
                "date": ["2013-12-10"] * 4,
                "reason": ["bằng tiếng Việt"] * 4,
                "origin": ["simulated"] * 4,
            }
        )
        bundle.table("women_by_post_group", frame)
        bundle.close()
        kept += [Kept(unit, "Câu hỏi", folder), Kept(unit, "Câu hỏi khác", folder)]
    return kept


def written(tmp_path, runs, language="vi", name="w.xlsx"):
    write_workbook(tmp_path / name, "=Tên", runs, (2011, 2015), "cadre-review:r:f", Words(language))
    return openpyxl.load_workbook(tmp_path / name)


def test_numbers_stay_numbers_and_text_stays_text(tmp_path, runs):
    sheet = written(tmp_path, runs).worksheets[1]
    rows = list(sheet.iter_rows(min_row=HEAD + 1))
    # A table that two notebooks share is there once.
    assert len(rows) == 4 * len(HOSTILE)
    assert [row[0].value for row in rows[::4]] == [
        name.replace("\t", " ").replace("\x00", "") for name in HOSTILE
    ]
    first = rows[:4]
    assert [row[1].value for row in first] == [2011, 2012, 2013, 2014]
    assert [row[2].value for row in first] == ["Trường học", "=HYPERLINK(1)", "007", "Xã, thị trấn"]
    assert [row[3].value for row in first] == [10, 20, 30, 1234]
    assert [row[4].value for row in first] == pytest.approx(SHARES, rel=1e-15, abs=0)
    assert first[1][4].number_format == "0.0%"
    assert first[3][5].value is None and math.isclose(first[2][5].value, 2.47)
    assert first[0][6].value.isoformat() == "2013-12-10T00:00:00"
    assert first[0][7].value == "bằng tiếng Việt"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_cell_of_any_sheet_is_a_formula_and_simulated_is_said(tmp_path, runs, language):
    book = written(tmp_path, runs, language)
    for sheet in book:
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    mark = {"vi": "SỐ LIỆU MÔ PHỎNG", "en": "SIMULATED DATA"}[language]
    assert mark in book.worksheets[1].oddHeader.center.text
    assert book.worksheets[1].freeze_panes == f"D{HEAD + 1}"
    first = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert first[0] == "=Tên" and any(mark in str(text) for text in first)
    assert book.properties.description == "cadre-review:r:f"


def test_the_same_bytes_twice(tmp_path, runs):
    written(tmp_path, runs)
    written(tmp_path, runs, name="again.xlsx")
    assert (tmp_path / "w.xlsx").read_bytes() == (tmp_path / "again.xlsx").read_bytes()


def test_sheets_have_names_that_excel_takes():
    asked = ["A/B:C", "a b c", "x" * 40, "x" * 41, "'quoted'", "[]", "Tỷ lệ nữ"]
    names = sheet_names(asked)
    assert len({name.casefold() for name in names}) == len(asked)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    assert not any(name.startswith("'") or name.endswith("'") for name in names)
    assert names[-1] == "Tỷ lệ nữ"
    theirs = ["Kết quả công tác cán bộ theo năm", "Kết quả công tác cán bộ theo nội dung"]
    assert sheet_names(theirs) == [
        "Kết quả công tác cán bộ theo…",
        "Kết quả công tác cán bộ theo… 2",
    ]


def test_long_words_are_seen_in_any_program_and_sheets_print_on_a_page_across(tmp_path, runs):
    book = written(tmp_path, runs)
    sheet = book.worksheets[1]
    # Heads stand in lines; what is not wider than its heading is not as wide as that in one line.
    heads = {cell.value: cell.column_letter for cell in sheet[HEAD]}
    assert sheet.column_dimensions[heads["Tổng số" if "Tổng số" in heads else "Nữ"]].width < 12
    assert sheet.row_dimensions[HEAD].height >= 15
    for each in book:
        assert each.page_setup.orientation == "landscape" and each.page_setup.fitToHeight == 0
    assert sheet["A1"].value == "Tỷ lệ nữ theo nhóm chức danh"
    assert sheet.print_title_rows == f"$1:${HEAD}"


def test_words_keep_off_the_number_before_them_and_long_ones_stand_in_lines(tmp_path):
    bundle = open_bundle("data_quality", language="en", output_dir=tmp_path / "run")
    frame = pd.DataFrame({"n": [3], "explanation": ["long words " * 20], "place": ["p. 1"]})
    bundle.table("reconciliation", frame)
    bundle.close()
    sheet = written(tmp_path, [Kept("U", "Q", tmp_path / "run")], "en").worksheets[1]
    number, long, short = sheet[HEAD + 1]
    for cell in (long, short):
        assert (cell.alignment.horizontal, cell.alignment.indent) == ("left", 1)
    assert long.alignment.wrap_text and not short.alignment.wrap_text
    assert sheet.column_dimensions[long.column_letter].width < 60
    # 219 letters in a column of 48, letters being narrower than digits.
    assert 4 * 15 <= sheet.row_dimensions[HEAD + 1].height <= 5 * 15.5
    heads = {cell.value: cell.alignment.horizontal for cell in sheet[HEAD]}
    assert heads["People"] == "right" and heads["Explanation"] == "left"
    assert number.value == 3


def test_a_row_is_as_high_as_its_longest_text(tmp_path):
    with xlsxwriter.Workbook(str(tmp_path / "w.xlsx")) as book:
        sheet, look = book.add_worksheet(), book.add_format({"text_wrap": True})
        for row, text in enumerate(("ngắn", "dài " * 60, "x" * 40_000)):
            write_line(sheet, row, (text, "="), (20, 5), (look, look))
        for_print(sheet, "A & B 62% " * 40, "MÔ PHỎNG")
    sheet = openpyxl.load_workbook(tmp_path / "w.xlsx").active
    heights = [sheet.row_dimensions[row].height for row in (1, 2, 3)]
    # 60 words, four to six of them in 20 characters.
    assert heights[0] < 20 and 10 * 15 <= heights[1] <= 16 * 15 and 408 <= heights[2] <= 409
    assert sheet["B1"].value == "=" and sheet["B1"].data_type == "s"
    assert sheet.oddHeader.left.text.startswith("A && B 62%")


def kept(folder, question, unit="Toàn huyện", **tables):
    """A run that leaves these tables."""
    bundle = open_bundle("trend_review", language="vi", output_dir=folder)
    for id, columns in tables.items():
        bundle.table(id, pd.DataFrame(columns))
    bundle.close()
    return Kept(unit, question, folder)


def contents_of(book):
    """The rows of the first sheet: what stands there, how many rows, and where it leads."""
    rows = book.worksheets[0].iter_rows()
    return [
        (first.value, second.value, first.hyperlink and first.hyperlink.location)
        for first, second in rows
    ]


def test_tables_stand_under_their_question_and_each_row_once(tmp_path):
    moves = {"year": [2011, 2012], "n": [3, 4], "origin": ["recorded"] * 2}
    last = {"year": [2012], "n": [4], "origin": ["recorded"]}
    none = {"year": [], "n": [], "origin": []}
    women = {"year": [2011], "women": [5], "origin": ["recorded"]}
    first = kept(tmp_path / "a", "Hỏi 1", latest_transitions=last, rating_transitions=moves)
    second = kept(tmp_path / "b", "Hỏi 2", doubts=none, women_by_year=women)
    book = written(tmp_path, [first, second])
    assert book.sheetnames == [
        "Mục lục",
        "Chuyển dịch qua từng năm",
        "Tỷ lệ nữ theo năm",
        "Ghi chú",
    ]
    listed = contents_of(book)
    moved = "'Chuyển dịch qua từng năm'!A1"
    expected = [
        ("Hỏi 1", "Số dòng", None),
        ("Chuyển dịch mức xếp loại giữa hai năm cuối", 1, moved),
        ("Chuyển dịch mức xếp loại qua từng năm", 2, moved),
        (None, None, None),
        ("Hỏi 2", "Số dòng", None),
        ("Các trường hợp chưa chắc chắn", 0, None),
        ("Tỷ lệ nữ theo năm", 1, "'Tỷ lệ nữ theo năm'!A1"),
    ]
    at = listed.index(expected[0])
    assert listed[at : at + len(expected)] == expected
    assert book.worksheets[1]["A3"].hyperlink.location == "'Mục lục'!A1"


def test_what_all_rows_share_stands_above_them_and_what_differs_in_a_column(tmp_path):
    rows = {
        "unit": ["A", "B"],
        "n": [3, 4],
        "of": ["tier=district"] * 2,
        "origin": ["recorded", "simulated"],
    }
    one = [kept(tmp_path / "a", "Hỏi", size_jumps=rows)]
    sheet = written(tmp_path, one).worksheets[1]
    heads = ["Đơn vị", "Số người", "Nguồn gốc số liệu"]
    assert [cell.value for cell in sheet[HEAD]] == heads
    assert sheet["A2"].value.startswith("SỐ LIỆU MÔ PHỎNG. Báo cáo của: Toàn huyện. Tính trên: ")
    two = [*one, kept(tmp_path / "b", "Hỏi", "Xã B", size_jumps=rows)]
    sheet = written(tmp_path, two).worksheets[1]
    # The unit that is reported on is not called as the units of its table.
    assert [cell.value for cell in sheet[HEAD]] == ["Báo cáo của", *heads]
    assert {row[0].value for row in sheet.iter_rows(min_row=HEAD + 1)} == {"Toàn huyện", "Xã B"}


def test_points_have_a_sign_and_one_decimal_however_they_are_kept(tmp_path):
    rows = {"change_points": [9.4983], "difference": [0.094983]}
    sheet = written(tmp_path, [kept(tmp_path / "a", "Hỏi", own=rows)]).worksheets[1]
    one, other = sheet[HEAD + 1]
    assert one.number_format == other.number_format == "+0.0;-0.0;0.0"
    assert one.value == pytest.approx(other.value) == pytest.approx(9.4983)


def test_a_wide_table_prints_over_several_pages_with_what_names_its_rows(tmp_path):
    numbers = {f"n{at}_of_people_rated": [1.5] for at in range(30)}
    rows = {"year": [2011], "rating": ["good"], "n": [1], **numbers}
    sheet = written(tmp_path, [kept(tmp_path / "a", "Hỏi", own=rows)]).worksheets[1]
    assert sheet.page_setup.fitToWidth > 1 and sheet.print_title_cols == "$A:$B"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_table_has_a_sheet_named_in_whole_words(language):
    called = {
        id: Words(language).of(card.sheet or card.name) for id, card in cards().items() if card.name
    }
    assert not [name for name in sheet_names(called.values()) if "…" in name]
    # Two tables are called alike only if they are told alike: outcomes by year, of two questions.
    alike = {name for name in called.values() if [*called.values()].count(name) > 1}
    assert alike <= {called["training_by_year"]}
