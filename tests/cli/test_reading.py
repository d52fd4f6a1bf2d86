"""What `review check` prints and writes, at both widths and in both languages."""

import json

import pytest
from openpyxl import Workbook, load_workbook
from sheets_by_unit import lists_of_demo, write
from typer.testing import CliRunner

from analysis.cli import app

HEAD = ["Họ và tên", "Đơn vị", "Quê quán", "Xếp loại"]


def run(*words, **environment):
    return CliRunner().invoke(app, list(map(str, words)), env=environment)


def lay(path, *rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A workbook for each of twenty units and five years, as one unit's is missing."""
    header, lists = lists_of_demo(20)
    del lists[2015, "Đảng bộ xã mẫu 01"]
    folder = tmp_path_factory.mktemp("cli") / "many"
    return write(folder, header, lists, lambda year, unit: f"{year} {unit}.xlsx")


@pytest.fixture
def faulty(tmp_path):
    """Three workbooks with one cause in each, and an unused column."""
    for number in range(3):
        rows = [
            [f"Cán bộ mẫu {number}{k}", "Xã An", "Xã Mẫu", ("khá", "giỏi", "HTTNV")[k]]
            for k in range(3)
        ]
        title = [f"ĐÁNH GIÁ CÁN BỘ NĂM 201{number}"]
        lay(tmp_path / f"xa-an-201{number}.xlsx", title, HEAD, *rows)
    return tmp_path


@pytest.mark.parametrize("columns", ["80", "200"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_long_folder_stays_readable(many, columns, language):
    told = run("check", many, "--language", language, COLUMNS=columns)
    lines = told.stdout.splitlines()
    assert max(map(len, lines)) <= int(columns)
    # 99 workbooks, understood alike.
    assert len(lines) < 90
    alike = {"vi": "99 trang tính được hiểu như nhau", "en": "99 sheets understood alike"}
    assert alike[language] in told.stdout


def test_problems_stand_by_cause_with_their_places_once(faulty):
    told = run("check", faulty, "--language", "en")
    assert told.exit_code == 1
    said = " ".join(told.stdout.split())
    assert "Error · 6 times" in said
    assert said.count("xa-an-2010.xlsx › Sheet: D3") == 1
    assert said.count("What to do: Correct the cell") <= 1
    assert "Columns not used: Quê quán (C)" in said
    assert "Họ và tên → Name" in said and "refused: rows 3–4" in said


def test_json_has_the_same_sums_and_nothing_else_is_printed(faulty):
    told = run("check", faulty, "--json", "-", "--language", "en")
    answer = json.loads(told.stdout)
    assert [(s["read"], s["refused"], s["skipped"]) for s in answer["sheets"]] == [(1, 2, 2)] * 3
    assert {tuple(s["units"]) for s in answer["sheets"]} == {("Xã An",)}
    assert [s["years"] for s in answer["sheets"]] == [[2010], [2011], [2012]]
    fields = {h["heading"]: h["field"] for h in answer["sheets"][0]["headings"]}
    assert fields["Quê quán"] is None and fields["Xếp loại"] == "rating"
    assert answer["exit_status"] == told.exit_code == 1


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_workbook_begins_with_who_has_not_sent(many, tmp_path, language):
    path = tmp_path / "told.xlsx"
    run("check", many, "--xlsx", path, "--json", tmp_path / "told.json", "--language", language)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(number for number, row in enumerate(rows) if 2015 in row or "2015" in row)
    first = rows[head + 1]
    not_sent = {"vi": "Chưa gửi", "en": "Not sent"}[language]
    assert first[1] == "Đảng bộ xã mẫu 01" and first[6] == not_sent and first[7] == "2015"
    assert sum(cell == not_sent for row in rows for cell in row) == 1
    assert rows[head + 21][6] == "19/20"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.print_title_rows
    told = json.loads((tmp_path / "told.json").read_text(encoding="utf-8"))
    assert len(told["sheets"]) == 99
    # The heads and a row each, nothing lost.
    assert book.worksheets[1].max_row == 100


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_list_that_names_no_unit_is_told_beside_the_unit_that_issued_it(tmp_path, language):
    head, folder = ["Họ và tên", "Ngày sinh", "Xếp loại", "Đơn vị"], tmp_path / "source"
    folder.mkdir()
    # A list of fewer people need not come again.
    own = [[f"Cán bộ mẫu {number}", f"12/3/197{number}", "HTTNV"] for number in range(6)]
    other = ["Lê Đức Sơn", "6/8/1975", "HTTNV", "Phòng Tư pháp"]
    both = [*([*each, "Phòng Nội vụ"] for each in own), other]
    lay(folder / "2013.xlsx", ["ĐÁNH GIÁ CÁN BỘ NĂM 2013"], head, *both)
    lay(folder / "tu-phap.xlsx", ["ĐÁNH GIÁ CÁN BỘ NĂM 2014"], head, other)
    above = [["UBND HUYỆN MẪU SƠN"], ["PHÒNG NỘI VỤ"], ["ĐÁNH GIÁ CÁN BỘ NĂM 2014"]]
    lay(folder / "danh-sach.xlsx", *above, head[:3], *own)
    told = run("check", folder, "--suggest", "--xlsx", tmp_path / "a.xlsx", "--language", language)
    said = " ".join(told.stdout.split())
    cell, perhaps = {
        "vi": ("tệp khác?", "Phòng Nội vụ, năm 2014: có thể là danh sách trong tệp danh-sach.xlsx"),
        "en": ("other file?", "Phòng Nội vụ, 2014: perhaps the list in danh-sach.xlsx"),
    }[language]
    assert perhaps in said and cell in said
    assert "# Phòng Nội vụ?" in (folder / "mapping.yml").read_text("utf-8")
    cells = [each.value for row in load_workbook(tmp_path / "a.xlsx").worksheets[0] for each in row]
    assert cells.count("2014") == 1 and any("danh-sach.xlsx" in str(each) for each in cells)


@pytest.mark.parametrize("with_list", [False, True])
def test_votes_of_years_without_a_list_are_told_as_read(tmp_path, with_list):
    levels = ["Tín nhiệm cao", "Tín nhiệm", "Tín nhiệm thấp"]
    votes = [["Lê Văn Mẫu", "Xã An", 26, 5, 2], ["Đỗ Thị Mẫu", "Xã An", 20, 9, 4]]
    title = ["KẾT QUẢ LẤY PHIẾU TÍN NHIỆM, Ngày lấy phiếu: 10/12/2013"]
    lay(tmp_path / "votes.xlsx", title, ["Họ và tên", "Đơn vị", *levels], *votes)
    if with_list:
        row = ["Lê Văn Mẫu", "Xã An", "Xã Mẫu", "HTTNV"]
        lay(tmp_path / "list.xlsx", ["ĐÁNH GIÁ CÁN BỘ NĂM 2015"], HEAD, row)
    told = run("check", tmp_path, "--language", "en").stdout
    assert "confidence votes: 2" in told
    assert f"evaluations: {int(with_list)}," in told


@pytest.mark.parametrize(("language", "says"), [("vi", "ghi vào mapping.yml"), ("en", "write in")])
def test_people_without_a_unit_are_told_with_what_to_write(tmp_path, language, says):
    title, head = ["ĐÁNH GIÁ CÁN BỘ NĂM 2015"], ["Họ và tên", "Xếp loại"]
    lay(tmp_path / "list.xlsx", title, head, ["Lê Văn Mẫu", "HTTNV"], ["Đỗ Thị Mẫu", "HTNV"])
    told = " ".join(run("check", tmp_path, "--language", language).stdout.split())
    people = {"vi": "2 người không có trong kết quả nào theo đơn vị", "en": "no result by unit: 2"}
    assert people[language] in told and says in told and "unit: Xã" in told
