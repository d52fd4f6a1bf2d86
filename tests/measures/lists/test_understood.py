"""What was understood of a source, by sheet, heading and cause."""

import pandas as pd
import pytest
from openpyxl import Workbook
from workbook_made import write_workbook

from analysis import findings, load, measures
from analysis.measures.lists.understood import alike
from analysis.words import Words

HEAD = ["STT", "Họ và tên", "Đơn vị", "Quê quán", "Xếp loại"]
TITLE = ["DANH SÁCH ĐÁNH GIÁ, XẾP LOẠI CÁN BỘ NĂM 2015 (Diện Ban Thường vụ Huyện ủy quản lý)"]


def person(number, unit="Xã An", rating="HTTNV"):
    return [number, f"Cán bộ mẫu {number}", unit, "Xã Mẫu", rating]


@pytest.fixture
def history(tmp_path):
    """Lay three sheets: one sound, one with a row refused and one of no unit, one of notes."""
    sheets = {
        "Tốt": [TITLE, HEAD, person(1), person(2), ["Tổng cộng", None, None, None, None]],
        "Sai": [TITLE, HEAD, person(3), person(4, rating="khá"), person(5, unit=None)],
        "Ghi chép": [["Ghi chép của cán bộ tổng hợp"]],
    }
    write_workbook(tmp_path / "book.xlsx", sheets)
    return load(tmp_path)


def test_each_sheet_is_told_with_its_rows(history):
    told = measures.sheets_understood(history.contents, history.headings, history.accounts)
    told = told.set_index("sheet")
    rows = told[["rows", "read", "refused", "skipped", "no_unit"]]
    assert rows.loc["Tốt"].tolist() == [5, 2, 0, 3, 0]
    assert rows.loc["Sai"].tolist() == [5, 2, 1, 2, 1]
    assert rows.loc["Ghi chép"].tolist() == [1, 0, 0, 1, 0]
    scope = ["table_kind", "first_year", "last_year", "unit", "units_named", "tier"]
    assert told.loc["Tốt", scope].tolist() == ["people", 2015, 2015, "Xã An", 1, "district"]
    assert pd.isna(told.loc["Ghi chép", "table_kind"])
    # To which somebody has to look comes first.
    assert told.index.tolist() == ["Sai", "Ghi chép", "Tốt"]
    said = findings.rows_accounted(told.reset_index(), words=Words("en")).whole
    assert "Rows that hold anything: 11, on 3 sheets" in said
    assert "read 4, not counted 1, skipped by design 6" in said
    assert "not counted are rows that are wrong or not understood" in said


def test_the_rows_of_a_csv_list_are_counted(tmp_path):
    lines = ["Năm;Họ và tên;Đơn vị;Xếp loại", *(f"2015;Cán bộ mẫu {n};Xã An;HTTNV" for n in "12")]
    (tmp_path / "list.csv").write_text("\n".join(lines), encoding="utf-8")
    read = load(tmp_path)
    told = measures.sheets_understood(read.contents, read.headings, read.accounts)
    assert told[["rows", "read", "skipped", "units_named"]].to_numpy().tolist() == [[3, 2, 1, 1]]


def test_headings_are_told_with_their_fields(history):
    told = measures.headings_understood(history.headings)
    fields = dict(zip(told["heading"], told["field"].fillna(""), strict=True))
    assert fields == {
        "STT": "ordinal", "Họ và tên": "name", "Đơn vị": "unit", "Quê quán": "",
        "Xếp loại": "rating",
    }  # fmt: skip
    assert told["on_sheets"].tolist() == [2] * 5
    assert alike(history.headings).tolist() == [0, 0]


def test_problems_of_one_cause_stand_in_one_row():
    problems = pd.DataFrame(
        [
            ("note", "unused_columns", "a.xlsx", "S", "A1", "unused A"),
            *(("error", "unknown_rating", f"{k}.xlsx", "S", "B2", f"word {k}") for k in range(10)),
            ("error", "missing_year", "a.xlsx", "S", None, "no year"),
        ],
        columns=["severity", "cause", "file", "sheet", "cell", "reason"],
    ).assign(remedy="mend it")
    told = measures.problems_by_cause(problems)
    assert told[["severity", "problems", "files"]].to_numpy().tolist() == [
        ["error", 10, 10], ["error", 1, 1], ["note", 1, 1],
    ]  # fmt: skip
    assert told["places"][0].startswith("0.xlsx, S, B2; 1.xlsx") and "(+2)" in told["places"][0]


def test_a_heading_that_may_be_a_name_is_not_repeated(tmp_path):
    book = Workbook()
    for row in (TITLE, ["Họ và tên", "Nguyễn Văn An", "Xếp loại"], ["Cán bộ mẫu 1", "x", "HTTNV"]):
        book.active.append(row)
    book.save(tmp_path / "book.xlsx")
    history = load(tmp_path)
    assert history.headings["heading"].fillna("").tolist() == ["Họ và tên", "", "Xếp loại"]
    assert "Nguyễn" not in history.headings.to_string() + history.problems.to_string()
