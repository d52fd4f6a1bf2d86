"""Files as offices have them: hostile, hidden, not calculated, old in kind or in letters."""

import os
import re
import resource
import subprocess
import time
from pathlib import Path

import pytest
from hostile import GOOD, hostile_files, lay_odd_entries, people
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from problems_told import reasons
from programs import needed, office

from analysis.sources import NothingReadable, load
from analysis.sources.files.parent import Child
from analysis.sources.folder import read_folder
from analysis.sources.words.old_fonts import TCVN3, decoded
from analysis.sources.words.rating_words import code_in

CASES = Path(__file__).with_name("cases")
HEAD = ["Năm", "Số hiệu", "Họ và tên", "Nữ", "Đơn vị", "Xếp loại"]
ROWS = [
    [2013, "A1", "Lò Văn Mẫu", "", "Xã Mẫu Một", "HTXSNV"],
    [2013, "A2", "Vi Thị Thử", "x", "Xã Mẫu Một", "HTTNV"],
    [2013, "A3", "Đèo Văn Giả", "", "Xã Mẫu Hai", "HTNV"],
    [2013, "A4", "Hà Thị Vẽ", "x", "Xã Mẫu Hai", "HTTNV"],
]


def case(name):
    return load(CASES / name)


def sheet_of(*rows):
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    return workbook, workbook.active


def told(history, *words):
    """The problems whose reason, in both languages, holds a word of each."""
    found = history.problems
    vi, en = words
    both = zip(reasons(found), found["reason"], strict=True)
    return found[[bool(re.search(vi, one) and re.search(en, other)) for one, other in both]]


# --- hostile files ---


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A folder of hostile files, each with a good workbook beside it, and its reading."""
    root = tmp_path_factory.mktemp("hostile")
    (root / "outside.xlsx").write_bytes(people([2013, "Lê Thị Ngoài", "HTTNV"]))
    (folder := root / "source").mkdir()
    names = list(hostile_files().items())
    for number, (name, content) in enumerate(names):
        (folder / name).write_bytes(content)
        good = people(
            [2013, f"Trần Thị Lành {chr(65 + number // 26)}{chr(65 + number % 26)}", "HTXSNV"]
        )
        (folder / f"{name}.good.xlsx").write_bytes(good)
    odd = lay_odd_entries(folder, root / "outside.xlsx")
    start = time.monotonic()
    history = read_folder(folder)
    return [name for name, _ in names], odd, history, time.monotonic() - start


def test_the_good_workbook_beside_each_hostile_file_is_read(hostile):
    names, _, history, seconds = hostile
    assert len(names) >= 60
    read = history.sound.evaluations
    good = set(history.sheets["file"]) & {f"{name}.good.xlsx" for name in names}
    assert len(good) == len(names)
    # Properties are no cells: their workbooks hold one person each, and so do the changed ones.
    assert len(read) <= len(names) + 4 + 2 * 8
    assert seconds < 20 * 3


def test_each_hostile_file_is_told_or_read(hostile):
    names, odd, history, _ = hostile
    said = set(
        history.problems.loc[history.problems["severity"].isin(["error", "warning"]), "file"]
    )
    untold = set(names) - said - set(history.sheets["file"])
    assert untold == set()
    assert odd <= set(history.problems["file"])
    assert "Lê Thị Ngoài" not in history.problems.to_string()
    assert not set(history.sheets["file"]) & odd


@pytest.mark.parametrize("place", ["XFD1048576", "XFD20000", "A1048576"])
def test_a_cell_far_away_is_one_problem_of_its_file(tmp_path, place):
    workbook, sheet = sheet_of(HEAD, *ROWS)
    sheet[place] = 1
    workbook.save(tmp_path / "far.xlsx")
    (tmp_path / "good.xlsx").write_bytes(GOOD)
    history = load(tmp_path)
    assert list(history.problems["file"]) == ["far.xlsx"]
    assert len(history.evaluations) == 2


def test_a_file_that_takes_too_long_or_too_much_is_given_up_and_the_next_is_read(tmp_path):
    (tmp_path / "good.xlsx").write_bytes(GOOD)
    os.mkfifo(tmp_path / "pipe.csv")
    with Child(seconds=1) as child:
        assert child.read(tmp_path / "good.xlsx")["sheets"]
        assert child.read(tmp_path / "pipe.csv")["refused"] == "too_slow_file"
        assert len(child.read(tmp_path / "good.xlsx")["sheets"][0]["rows"]) == 3


def test_a_large_csv_is_refused_and_the_others_are_read(tmp_path):
    with (tmp_path / "large.csv").open("wb") as file:
        for _ in range(200):
            file.write(b"2013,Xa Mau,HTTNV\n" * 55_556)
    (tmp_path / "good.xlsx").write_bytes(GOOD)
    history = load(tmp_path)
    assert list(history.problems["file"]) == ["large.csv"]
    assert len(history.evaluations) == 2


def test_the_child_has_a_bound_of_memory(tmp_path):
    with Child() as child:
        (tmp_path / "good.xlsx").write_bytes(GOOD)
        child.read(tmp_path / "good.xlsx")
        bound = resource.prlimit(child._process.pid, resource.RLIMIT_AS)
    assert bound == (1_000_000_000, 1_000_000_000)


def test_a_name_that_is_not_utf8(tmp_path):
    name = os.fsencode(tmp_path) + b"/x\xe3 m\xaau.xlsx"
    Path(os.fsdecode(name)).write_bytes(GOOD)
    history = load(tmp_path)
    assert len(history.evaluations) == 2
    assert history.sheets["file"].map(str.isprintable).all()


def test_long_cells_are_read_or_refused_at_once():
    start = time.monotonic()
    history = case("s34")
    assert time.monotonic() - start < 2
    assert len(history.sound.evaluations) == 1
    assert list(told(history, "500 ký tự", "500 letters")["cell"]) == ["A4"]


@pytest.mark.parametrize(
    "text", ["ngày tháng ", "ngày ", "năm ", "ngày tháng năm ", "tổng cộng: ", "(", "I. "]
)
@pytest.mark.parametrize("column", range(6))
def test_a_cell_of_many_letters_takes_no_time(tmp_path, text, column):
    row = list(ROWS[0])
    row[column] = text * (15_000 // len(text))
    workbook, _ = sheet_of([text * 3_000], [text * 100], HEAD, *ROWS[1:], row)
    workbook.save(tmp_path / "2013.xlsx")
    start = time.process_time()
    load(tmp_path)
    assert time.process_time() - start < 2


def test_an_output_folder_in_the_source_is_not_read_back(tmp_path):
    (tmp_path / "2013.xlsx").write_bytes(GOOD)
    for name in (
        "out/results.json",
        "build/manifest.json",
        "half/charts/a.svg",
        "half/tables/a.csv",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("{}", encoding="utf-8")
    for name in ("out", "build", "half"):
        (tmp_path / name / "again.xlsx").write_bytes(GOOD)
    history = load(tmp_path)
    assert len(history.evaluations) == 2
    assert set(history.problems["file"]) == {"out", "build", "half"}
    assert set(history.problems["severity"]) == {"note"}


def test_a_link_inside_the_source_is_read_once(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(GOOD)
    (tmp_path / "b.xlsx").symlink_to("a.xlsx")
    history = load(tmp_path)
    assert len(history.evaluations) == 2 and list(history.problems["file"]) == ["b.xlsx"]


def test_what_is_passed_over_is_told_after_the_reading_was_kept(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(GOOD)
    load(tmp_path)
    (tmp_path / "gone.xlsx").symlink_to("absent.xlsx")
    assert list(load(tmp_path).problems["file"]) == ["gone.xlsx"]


# --- hidden and struck out ---


def test_hidden_sheet_hidden_row_and_struck_row():
    history = case("f11")
    # The hidden row stays on the list, withheld, until the office says what it is.
    assert len(history.evaluations) == 2 and len(history.sound.evaluations) == 1
    assert list(told(history, "dòng bị ẩn", "hidden or filtered")["cell"]) == ["A6"]
    assert list(told(history, "gạch ngang", "struck out")["cell"]) == ["A7"]
    assert list(told(history, "Trang tính bị ẩn", "sheet is hidden")["sheet"]) == ["Bản nháp"]


def test_a_hidden_sheet_of_another_year():
    history = case("s07")
    assert set(history.evaluations["year"]) == {2013}
    assert list(told(history, "Trang tính bị ẩn", "sheet is hidden")["sheet"]) == ["An"]


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_hidden_and_struck_in_every_place(tmp_path, kind):
    workbook, sheet = sheet_of(HEAD, *ROWS)
    sheet.row_dimensions[3].hidden = True
    for cell in sheet[4]:
        cell.font = Font(strike=True)
    sheet["F5"].font = Font(strike=True)
    workbook.save(tmp_path / "a.xlsx")
    history = load(_as(kind, tmp_path / "a.xlsx").parent)
    assert len(history.sound.evaluations) == 2
    assert list(told(history, "dòng bị ẩn", "hidden or filtered")["cell"]) == ["A3"]
    assert list(told(history, "gạch ngang", "Rows that are struck")["cell"]) == ["A4"]
    assert list(told(history, "gạch ngang", "Cells are struck")["cell"]) == ["F5"]


@pytest.mark.parametrize("order", [("HTNV", " HTXSNV"), ("HTXSNV", " HTNV")])
def test_of_a_cell_that_was_crossed_out_and_written_anew_the_rest_is_read(tmp_path, order):
    struck, kept = TextBlock(InlineFont(strike=True), order[0]), order[1]
    workbook, sheet = sheet_of(HEAD, *ROWS)
    sheet["F2"] = CellRichText(struck, TextBlock(InlineFont(strike=False), kept))
    sheet["F3"] = CellRichText(TextBlock(InlineFont(b=True), "HTX"), "SNV")
    workbook.save(tmp_path / "a.xlsx")
    history = load(tmp_path)
    assert list(history.sound.evaluations["rating"])[:2] == [code_in(kept.strip()), "excellent"]
    assert list(told(history, "chỉ đọc phần còn lại", "struck out in some")["cell"]) == ["F2"]


@pytest.mark.parametrize("column", "ABCDEF")
def test_a_hidden_column_is_not_read_and_told(tmp_path, column):
    workbook, sheet = sheet_of(HEAD, *ROWS)
    sheet.column_dimensions[column].hidden = True
    workbook.save(tmp_path / "2014.xlsx")
    try:
        problems = load(tmp_path).problems
    except NothingReadable as nothing:
        problems = nothing.problems
    shown = problems[problems["reason"].str.contains("Hidden columns")]
    assert shown["reason"].str.contains(f"({column})", regex=False).all() and len(shown) == 1


def test_empty_hidden_rows_and_columns_are_no_matter(tmp_path):
    workbook, sheet = sheet_of(HEAD, *ROWS)
    for row in range(20, 40):
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["J"].hidden = True
    workbook.save(tmp_path / "a.xlsx")
    history = load(tmp_path)
    assert history.problems.empty and len(history.evaluations) == 4


def test_a_title_in_a_hidden_column_that_reaches_into_others_is_read(tmp_path):
    workbook, sheet = sheet_of(["DANH SÁCH ĐÁNH GIÁ NĂM 2013"], ["TT", *HEAD[1:]], *ROWS)
    sheet.merge_cells("A1:F1")
    sheet.column_dimensions["A"].hidden = True
    workbook.save(tmp_path / "a.xlsx")
    assert set(load(tmp_path).evaluations["year"]) == {2013}


# --- formulas without a value ---


def test_sums_that_were_never_calculated():
    table = case("f03").sound.evaluations
    assert table["count"].sum() == 18
    assert table.groupby("rating", observed=True)["count"].sum().to_dict() == {
        "excellent": 6, "good": 11, "completed": 1, "not_completed": 0,
    }  # fmt: skip
    assert case("s18").sound.evaluations["count"].tolist() == [3, 2, 0, 0]


def test_a_rating_that_was_never_calculated_is_an_error_with_its_cell():
    history = case("f03b")
    assert len(history.sound.evaluations) == 1
    found = told(history, "Công thức ở ô này", "formula in this cell")
    assert found[["severity", "cell"]].to_numpy().tolist() == [["error", "G5"]]


UNKNOWN = {
    "rating": ("F", '=IF(1>0,"HTXSNV","HTTNV")'),
    "name": ("C", '=VLOOKUP("A1",X1:Z9,2)'),
    "sex": ("D", '=IF(1>0,"x","")'),
    "unit": ("E", "=INDEX(X1:X9,1)"),
    "year": ("A", "=YEAR(TODAY())"),
}


@pytest.mark.parametrize("field", UNKNOWN)
def test_no_field_is_guessed_from_a_formula_without_a_value(tmp_path, field):
    column, formula = UNKNOWN[field]
    workbook, sheet = sheet_of(HEAD, *ROWS)
    sheet[f"{column}2"] = formula
    workbook.save(tmp_path / "a.xlsx")
    history = load(tmp_path)
    assert len(history.sound.evaluations) == 3
    found = told(history, "Công thức ở ô này", "formula in this cell")
    assert found[["severity", "cell"]].to_numpy().tolist() == [["error", f"{column}2"]]


SIMPLE = {
    "=1+2": 3, "=SUM(H2:H4)": 6, "=SUM(H2,H3:H4)-1": 5, "=$H$2+H3": 3, "=(H2+H3)*H4/3": 3,
    "=+H4": 3, "=-1+H4": 2, "=S!H2+H3": 3, "='S'!H4": 3, "=SUM(J2:J3)": 5, "=J2": 2, "=H9": 0,
    "=IF(H2=1,H4,H3)": 3, '=IF(SUM(H2:H4)=0,"",SUM(H2:H4))': 6, "=IF(H2<>1,1/0,IF(H3>=H4,1,H3))": 2,
    '=IF(A2="xã an",H3,0)': 2, "=IF(H2>H3;H2;IF(1=1;H4;1/0))+1": 4,
}  # fmt: skip


@pytest.mark.parametrize("formula", SIMPLE)
def test_simple_formulas_have_the_value_of_the_spreadsheet(tmp_path, formula):
    workbook, sheet = sheet_of(["Đơn vị", "Năm", "HTXSNV", "HTTNV"], ["Xã An", 2013, formula, 0])
    sheet.title = "S"
    for row, value in enumerate((1, 2, 3), start=2):
        sheet[f"H{row}"] = value
    sheet["J2"], sheet["J3"] = "=H2+1", "=J2+H2"
    workbook.save(tmp_path / "a.xlsx")
    assert load(tmp_path).sound.evaluations["count"].sum() == SIMPLE[formula]


@pytest.mark.parametrize(
    "formula",
    [
        *("=C2", "=D2", "=SUM(C1:C9)", "=AVERAGE(H1:H2)", "=1/0", "=Z!A1", "=A2+1"),
        *("=IF(H9=0,1,2)", "=IF(1,2,3)", "=IF(H2=1,1/0,2)"),
    ],
)
def test_other_formulas_make_no_number(tmp_path, formula):
    workbook, sheet = sheet_of(
        ["Đơn vị", "Năm", "HTXSNV", "HTTNV"], ["Xã An", 2013, formula, "=C2"]
    )
    sheet.append(["Xã Bình", 2013, 1, 2])
    workbook.save(tmp_path / "a.xlsx")
    history = load(tmp_path)
    assert history.sound.evaluations["unit"].unique().tolist() == ["Xã Bình"]
    assert "C2" in set(told(history, "Công thức ở ô này", "formula in this cell")["cell"])


def test_zeros_of_a_program_that_calculates_nothing(tmp_path):
    import xlsxwriter

    workbook = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = workbook.add_worksheet("S")
    sheet.write_row(0, 0, ["Đơn vị", "Năm", "Tổng số", "HTXSNV", "HTTNV"])
    sheet.write_row(1, 0, ["Xã An", 2013])
    for column, formula in enumerate(["=SUM(D2:E2)", "=1+2", "=8-2"], start=2):
        sheet.write_formula(1, column, formula)
    workbook.close()
    assert load(tmp_path).sound.evaluations["count"].tolist() == [3, 6]


@pytest.mark.parametrize(
    ("error", "kind"),
    [("#N/A", "xlsx"), ("#REF!", "xlsx"), ("#DIV/0!", "xlsx"), ("#N/A", "xls"), ("#N/A", "ods")],
)
def test_an_error_of_excel_is_neither_blank_nor_a_word(tmp_path, error, kind):
    workbook, sheet = sheet_of(HEAD, *ROWS)
    sheet["F2"], sheet["F2"].data_type = error, "e"
    workbook.save(tmp_path / "a.xlsx")
    history = load(_as(kind, tmp_path / "a.xlsx").parent)
    assert len(history.sound.evaluations) == 3
    found = told(history, "lỗi của Excel", "error of Excel")
    assert found[["severity", "cell"]].to_numpy().tolist() == [["error", "F2"]]


# --- one table in every kind of file ---

COLUMNS = ["year", "person", "unit", "sex", "birth_year", "rating", "post", "tier", "count"]


def _as(kind, path):
    """Have LibreOffice write a workbook in another kind, in a folder of its own."""
    out = path.parent / kind
    if kind == "xlsx":
        out.mkdir()
        return path.rename(out / path.name)
    options = [f"-env:UserInstallation=file://{path.parent}/profile", "--headless"]
    command = [office(), *options, "--convert-to", kind, "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return out / path.with_suffix(f".{kind}").name


FORM = [
    ["DANH SÁCH ĐÁNH GIÁ CÁN BỘ DIỆN BTV HUYỆN ỦY QUẢN LÝ NĂM 2013"],
    ["TT", "Số hiệu", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ", "Đơn vị", "Xếp loại"],
    [1, "00123", "Lò Văn Mẫu", "12/3/1970", "Nam", "Trưởng phòng", "Phòng Mẫu", "HTXSNV"],
    [2, "00124", "Vi Thị Thử", 1975, "Nữ", "Phó Trưởng phòng", "", "HTTNV"],
    [3, "00125", "Đèo Văn Giả", "5/1968", "Nam", "Chủ tịch UBND xã", "Xã Mẫu; xã khác", "HTNV"],
]


@pytest.fixture(scope="module")
def form(tmp_path_factory):
    folder = tmp_path_factory.mktemp("form")
    workbook, sheet = sheet_of(*FORM)
    sheet.merge_cells("A1:H1")
    sheet.merge_cells("G3:G4")
    workbook.save(folder / "danh-sach.xlsx")
    return folder / "danh-sach.xlsx"


def records(folder):
    history = load(folder)
    assert history.problems.empty, history.problems[["cell", "reason"]].to_string()
    return history.evaluations[COLUMNS].astype(object).fillna("").to_numpy().tolist()


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_the_same_records_from_every_kind_of_workbook(form, tmp_path, kind):
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / form.name).write_bytes(form.read_bytes())
    expected = records(tmp_path / "x")
    assert [row[2] for row in expected][:2] == ["Phòng Mẫu"] * 2
    (tmp_path / form.name).write_bytes(form.read_bytes())
    assert records(_as(kind, tmp_path / form.name).parent) == expected


@pytest.mark.parametrize("letters", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_same_records_from_separated_values(tmp_path, letters, separator):
    filled = [[*row[:6], row[6] or FORM[2][6], *row[7:]] if len(row) > 6 else row for row in FORM]
    for kind in ("book", "text"):
        (tmp_path / kind).mkdir()
    workbook, _ = sheet_of(*filled)
    workbook.save(tmp_path / "book/danh-sach.xlsx")
    content = "".join(_line(row, separator) for row in filled)
    (tmp_path / "text/danh-sach.csv").write_bytes(_encoded(content, letters))
    assert records(tmp_path / "text") == records(tmp_path / "book")


def _line(row, separator):
    cells = (str(cell) for cell in row)
    quoted = (f'"{cell}"' if separator in cell else cell for cell in cells)
    return separator.join(quoted) + "\r\n"


def _encoded(content, letters):
    if letters != "cp1258":
        return content.encode(letters)
    import unicodedata

    # Windows-1258 has the letters of Vietnamese, and the tones as marks behind them.
    tones = "\u0300\u0301\u0303\u0309\u0323"
    written = []
    for letter in content:
        parts = unicodedata.normalize("NFD", letter)
        bare = "".join(part for part in parts if part not in tones)
        written.append(unicodedata.normalize("NFC", bare) + "".join(t for t in parts if t in tones))
    return "".join(written).encode("cp1258")


# --- old fonts ---


def test_names_in_an_old_font_are_one_person_in_one_unit():
    table = case("s15").evaluations
    assert table["person"].nunique() == 1 and set(table["unit"]) == {"Xã Thượng Đông"}
    assert len(told(case("s15"), "phông chữ cũ", "old font")) == 1


OLD = {
    "TCVN3": ["Lª ThÞ H\xadêng", "Vò V¨n B¸ch", "Xã", "X· Th\xadîng §«ng", "HTXSNV"],
    "VNI": ["Leâ Thò Höôøng", "Vuõ Vaên Baùch", "Xã", "Xaõ Thöôïng Ñoâng", "HTXSNV"],
}


@pytest.mark.parametrize("encoding", OLD)
@pytest.mark.parametrize("font", [True, False])
@pytest.mark.parametrize("mixed", [True, False])
def test_old_letters_by_font_or_by_evidence(tmp_path, encoding, font, mixed):
    one, two, _, unit, _ = OLD[encoding]
    body = [[2013, one, unit, "HTXSNV"], [2013, two, unit, "HTTNV"]]
    body += [[2013, "Đỗ Thị Hòa", "Xã Thượng Đông", "HTNV"]] if mixed else []
    workbook, sheet = sheet_of(["Năm", "Họ và tên", "Đơn vị", "Xếp loại"], *body)
    for row in sheet.iter_rows(min_row=2, max_row=3, min_col=2, max_col=3) if font else ():
        for cell in row:
            cell.font = Font(name=".VnTime" if encoding == "TCVN3" else "VNI-Times")
    workbook.save(tmp_path / "a.xlsx")
    known, _ = sheet_of(
        ["Năm", "Họ và tên", "Đơn vị", "Xếp loại"],
        [2014, "Lê Thị Hường", "Xã Thượng Đông", "HTTNV"],
        [2014, "Vũ Văn Bách", "Xã Thượng Đông", "HTTNV"],
    )
    known.save(tmp_path / "b.xlsx")
    table = load(tmp_path).evaluations
    assert table["person"].nunique() == 2 + mixed
    assert set(table["unit"]) == {"Xã Thượng Đông"}


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_old_letters_in_other_kinds_of_workbook(tmp_path, kind):
    head = ["Năm", "Họ và tên", "Đơn vị", "Xếp loại"]
    old = [2013, "Vò V¨n B¸ch", "X· Th\xadîng §«ng", "HTTNV"]
    workbook, sheet = sheet_of(head, old, [2014, "Vũ Văn Bách", "Xã Thượng Đông", "HTTNV"])
    for cell in sheet[2]:
        cell.font = Font(name=".VnTime")
    workbook.save(tmp_path / "a.xlsx")
    table = load(_as(kind, tmp_path / "a.xlsx").parent).evaluations
    assert table["person"].nunique() == 1 and set(table["unit"]) == {"Xã Thượng Đông"}


def test_unicode_is_left_as_it_is(tmp_path):
    names = ["Hoàng Văn Hoà", "Y Khút Niê", "Vò Thị Lý", "Tô Cò", "H'Bliă Kpă"]
    workbook, _ = sheet_of(
        HEAD, *([2013, n, name, "", "Xã Mẫu", "HTTNV"] for n, name in enumerate(names))
    )
    workbook.save(tmp_path / "a.xlsx")
    with Child() as child:
        from analysis.sources.workbook.grid import sheets_of

        [sheet] = sheets_of(child.read(tmp_path / "a.xlsx"), "a.xlsx")
    assert [row[2] for row in sheet.rows[1:]] == names and not sheet.decoded


def test_tcvn3_is_as_iconv_has_it():
    codes = [code for code in range(0xA1, 0xFF) if bytes([code]).decode("latin-1") in TCVN3]
    written = bytes(codes)
    command = [needed("iconv"), "-f", "TCVN5712-1", "-t", "UTF-8"]
    known = subprocess.run(command, input=written, capture_output=True, check=True).stdout
    assert decoded(written.decode("latin-1"), "tcvn3") == known.decode()
    assert len(codes) > 70


def test_every_letter_of_vni_comes_back():
    letters = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
    # As the VNI keyboard of the time wrote them, in the order of the letters above.
    written = (
        "aø aû aõ aù aï aê aè aú aü aé aë aâ aà aå aã aá aä ñ eø eû eõ eù eï eâ eà eå eã eá eä "
        "ì æ ó í ò oø oû oõ où oï oâ oà oå oã oá oä ô ôø ôû ôõ ôù ôï uø uû uõ uù uï ö öø öû öõ öù "
        "öï yø yû yõ yù î"
    )
    assert [decoded(each, "vni") for each in written.split()] == list(letters)
    assert [decoded(each, "vni") for each in written.upper().split()] == list(letters.upper())


def test_the_child_starts_in_no_time(form):
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    with Child() as child:
        assert child.read(form)["sheets"]
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 0.3
