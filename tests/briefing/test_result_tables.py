import pandas as pd
import pytest

from analysis.briefing.result_tables import MOST_ROWS, cell, columns_in, shown_table, table_name


@pytest.mark.parametrize(
    ("value", "kind", "vi", "en"),
    [
        ("0.521311475", "percent", "52,1%", "52.1%"),
        ("1234", "whole", "1.234", "1,234"),
        ("2011", "year", "2011", "2011"),
        ("-0.0312", "points", "−3,1", "−3.1"),
        ("0.00001", "p_value", "< 0,001", "< 0.001"),
        ("0.0412", "p_value", "0,041", "0.041"),
        ("True", "yes_no", "có", "yes"),
        ("excellent", "ratings", "Xuất sắc", "Excellent"),
        ("khá", "ratings", "khá", "khá"),
        ("", "percent", "–", "–"),
        ("007", "", "007", "007"),
        ("0.5", "", "0,500", "0.500"),
        ("không rõ", "whole", "không rõ", "không rõ"),
        ("<script>", "text", "<script>", "<script>"),
    ],
)
def test_a_cell_is_written_as_its_column_says(value, kind, vi, en):
    assert cell(value, kind, "vi") == vi
    assert cell(value, kind, "en") == en


def test_of_a_column_in_both_languages_one_is_shown():
    columns = ["file", "reason", "reason_vi"]
    assert columns_in(columns, "vi") == ["file", "reason_vi"]
    assert columns_in(columns, "en") == ["file", "reason"]


def test_a_table_is_shown_in_the_language_and_cut_where_it_is_long(tmp_path):
    rows = MOST_ROWS + 7
    table = pd.DataFrame({"unit": "007", "share": [0.25] * rows, "origin": "simulated"})
    table.to_csv(tmp_path / "t.csv", index=False)
    shown = shown_table(tmp_path / "t.csv", "vi")
    assert shown.heads == ["Đơn vị", "Tỷ lệ", "Nguồn gốc số liệu"]
    assert shown.cells[0] == ["007", "25,0%", "số liệu mô phỏng"]
    assert shown.numeric == [False, True, False]
    assert (len(shown.cells), shown.rows) == (MOST_ROWS, rows)


def test_a_table_without_a_name_takes_its_charts_title():
    assert table_name("sheets", "A finding", "en") == "Sheets read"
    assert table_name("mine", "A finding", "en") == "A finding"
    assert table_name("mine", None, "en") == "mine"
