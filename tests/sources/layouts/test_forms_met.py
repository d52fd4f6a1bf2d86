"""Layouts of offices, each written out in ``forms_*.yml`` with what is right for it."""

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml
from workbook_made import write_workbook

from analysis import load, problem_words
from analysis.formats.catalogue import read_catalogue
from analysis.sources import NothingReadable
from analysis.sources.tables.columns import described
from analysis.sources.workbook.grid import Sheet

FORMS = {
    name: form
    for file in ("forms_met.yml", "forms_invented.yml")
    for name, form in yaml.safe_load(Path(__file__).with_name(file).read_text("utf-8")).items()
}
MERGED = "merged "
SEXES, TIERS = ("female", "male"), ("city", "district", "unit")


@pytest.mark.parametrize("name", FORMS)
def test_a_form_of_an_office_is_read_right_or_told(tmp_path, name):
    form = FORMS[name]
    for file, sheets in form["files"].items():
        lay(tmp_path / "source" / file, sheets)
    found, events, people, severe = reading(tmp_path / "source")
    assert found == right(form["right"])
    assert events == right(form.get("events", []))
    assert people == form.get("persons", people)
    told = [reason for reason in severe if re.search(form.get("told", "$^"), reason)]
    assert bool(told) == ("told" in form), severe
    assert "told" in form or not severe, severe


ANSWERS = {
    "rating_after_examination_beside": 'headings: {"Xếp loại sau thẩm định": skip}',
    "two_communes_in_a_cell": 'words: {units: {"Xã An Hưng, xã Kim Sơn": "Cụm 1"}}',
    "women_alone_by_the_title": "files: {a.xlsx: {skip: no}}",
    "unit_in_the_head_alone": 'files: {"tai lieu 1.xlsx": {sheets: {DS: {unit: Phòng Nội vụ}}}}',
}


@pytest.mark.parametrize("name", ANSWERS)
def test_what_was_told_is_settled_by_an_answer_of_the_office(tmp_path, name):
    for file, sheets in FORMS[name]["files"].items():
        lay(tmp_path / "source" / file, sheets)
    (tmp_path / "source/mapping.yml").write_text(ANSWERS[name], "utf-8")
    found, _, _, severe = reading(tmp_path / "source")
    assert not severe and "-" not in {unit for _, unit, *_ in found}, severe


def test_women_in_brackets_are_in_no_record_and_told(tmp_path):
    for file, sheets in FORMS["women_in_brackets"]["files"].items():
        lay(tmp_path / "source" / file, sheets)
    history = load(tmp_path / "source")
    assert history.evaluations["sex"].isna().all()
    (told,) = (each for each in history.problems.to_dict("records") if "women" in each["reason"])
    assert told["cell"] == "C3" and "brackets behind the number of people: 5" in told["reason"]


REMEDIES = read_catalogue(Path(problem_words.__file__).with_suffix(".yml"))
OFFERED = {
    word
    for cause in ("unknown_rating", "unknown_rating_near", "no_mark")
    for language in ("vi", "en")
    for word in re.findall("“([^”:{]*)”", REMEDIES[cause]["remedy"][language])
}


@pytest.mark.parametrize("heading", ["Xếp loại", "HTXSNV | HTTNV | HTNV | KHTNV"])
@pytest.mark.parametrize("word", sorted(OFFERED))
def test_what_a_remedy_tells_to_write_in_place_of_a_rating_is_read(tmp_path, word, heading):
    list_of_one = f"""DANH SÁCH ĐÁNH GIÁ CÁN BỘ NĂM 2014
        TT | Họ và tên | Ngày sinh | Chức vụ | Đơn vị | {heading}
        1 | Nguyễn Văn Hùng | 12/3/1970 | Bí thư Đảng ủy xã | Xã An Hưng | {word}"""
    lay(tmp_path / "source" / "a.xlsx", {"Sheet1": list_of_one})
    found, _, _, severe = reading(tmp_path / "source")
    assert found == right([{"2014 Xã An Hưng": "1 not_rated"}]) and not severe, severe


def test_a_doubtful_row_is_told_by_the_cell_that_holds_its_words(tmp_path):
    list_of_one = """DANH SÁCH ĐÁNH GIÁ CÁN BỘ NĂM 2014
        TT | Họ và tên | Ngày sinh | Chức vụ | Đơn vị | Xếp loại
        1 | Nguyễn Văn Hùng | 12/3/1970 | Bí thư Đảng ủy xã | Xã An Hưng | HTXSNV
         |  |  |  |  | xem lại sau"""
    lay(tmp_path / "source" / "a.xlsx", {"Sheet1": list_of_one})
    problems = load(tmp_path / "source").problems.to_dict("records")
    assert [each["cell"] for each in problems if each["cause"] == "unplaced_row"] == ["F4"]


@pytest.mark.parametrize(
    ("post", "unit", "group"),
    [
        ("Bí thư Đảng ủy", "Xã An Hưng", "communes"),
        ("Chủ tịch HĐND", "UBND xã An Hưng", "communes"),
        ("Phó Bí thư Thường trực", "Đảng ủy thị trấn Bình Minh", "communes"),
        ("Chủ tịch UBND", "UBND huyện Mẫu Sơn", "district_leadership"),
        ("Chủ tịch Hội đồng nhân dân", "Xã An Hưng", "communes"),
        ("Chủ tịch Ủy ban nhân dân phường Kim Sơn", "Phường Kim Sơn", "communes"),
        ("Phó Chủ tịch", "Hội đồng nhân dân huyện Mẫu Sơn", "district_leadership"),
        ("Trưởng ban", "Ban Tổ chức Huyện ủy", "party_bodies"),
        ("Phó Trưởng Ban Tuyên giáo", "Huyện ủy Mẫu Sơn", "party_bodies"),
        ("Chánh Văn phòng", "Văn phòng Huyện ủy", "party_bodies"),
        ("Phó Chánh Văn phòng", "Văn phòng HĐND và UBND huyện", "departments"),
        ("Phó Giám đốc", "Trung tâm Bồi dưỡng chính trị", "party_bodies"),
        ("Chủ tịch", "Hội Nông dân huyện", "other"),
        ("Trưởng ban", "Ban Dân tộc", None),
        ("Trưởng ban", "Xã An Hưng", None),
        ("Chánh Văn phòng", "Cơ quan Mẫu", None),
        ("Bí thư Đảng ủy Quân sự", "Xã An Hưng", None),
        ("Chủ tịch UBMTTQ", "Xã An Hưng", "other"),
        ("Bí thư", "Xã đoàn An Hưng", None),
        ("Phó Bí thư", "Thị trấn đoàn Bình Minh", None),
        ("Bí thư", "Xã Đoàn Kết", "communes"),
        ("Giám đốc", "Trung tâm Chính trị huyện Mẫu Sơn", "party_bodies"),
    ],
)
def test_a_post_belongs_to_the_group_that_title_and_unit_say(tmp_path, post, unit, group):
    list_of_one = f"""DANH SÁCH ĐÁNH GIÁ CÁN BỘ NĂM 2014
        TT | Họ và tên | Ngày sinh | Chức vụ | Đơn vị | Xếp loại
        1 | Nguyễn Văn Hùng | 12/3/1970 | {post} | {unit} | HTXSNV"""
    lay(tmp_path / "source" / "a.xlsx", {"Sheet1": list_of_one})
    (row,) = rows_of(load(tmp_path / "source").evaluations)
    assert row["post_group"] == group


@pytest.mark.parametrize(
    "heading",
    [
        "Chức vụ bổ nhiệm",
        "Chức vụ được bổ nhiệm",
        "Chức danh bổ nhiệm",
        "Chức vụ mới",
        "Chức vụ sau bổ nhiệm",
    ],
)
@pytest.mark.parametrize("before", ["Ghi chú", "Chức vụ hiện nay"])
def test_the_post_of_an_appointment_is_headed_as_offices_do(heading, before):
    table = Sheet("a", "b", [["Họ và tên", "Ngày sinh", before, heading, "Ngày bổ nhiệm"]], [])
    wanted = before if before.startswith("Chức vụ") else heading
    assert [each.header for each in described(table, 0, 0).of("post")] == [wanted]


def lay(path, sheets):
    lines = {title: text.splitlines() for title, text in sheets.items()}
    rows = {
        title: [list(map(cell, line.split("|"))) for line in told if not line.startswith(MERGED)]
        for title, told in lines.items()
    }
    merged = {
        title: [area for line in told if line.startswith(MERGED) for area in line.split()[1:]]
        for title, told in lines.items()
    }
    write_workbook(path, rows, merged)


def cell(text):
    bare = text.strip().replace("\\n", "\n")
    if bare.startswith("'"):
        return bare[1:]
    return int(bare) if re.fullmatch(r"0|[1-9]\d{0,3}", bare) else bare or None


def right(lines):
    """Return the people that the lines ``2014 Xã An: 6 excellent; female; district`` count."""
    found = Counter()
    for line in lines:
        ((whose, counts),) = line.items()
        year, unit = whose.split(" ", 1)
        counts, *more = counts.split("; ")
        sex, tier = (
            next((each for each in more if each in known), None) for known in (SEXES, TIERS)
        )
        for count, rating in map(str.split, counts.split(", ")):
            found[int(year), unit, rating, sex, tier] += int(count)
    return found


def reading(folder):
    try:
        history = load(folder)
    except NothingReadable as nothing:
        return Counter(), Counter(), 0, reasons(nothing.problems)
    found, events = Counter(), Counter()
    for row in rows_of(history.sound.evaluations):
        key = (row["unit"] or "-", row["rating"] or "not_rated", row["sex"], row["tier"])
        found[(int(row["year"]), *key)] += int(row["count"])
    for row in rows_of(history.sound.outcomes):
        key = (row["unit"] or "-", row["kind"], row["sex"], row["tier"])
        events[(int(row["first_year"]), *key)] += int(row["count"])
    people = history.sound.evaluations["person"].nunique()
    return +found, +events, people, reasons(history.problems)


def rows_of(table):
    rows = table.astype(object)
    return rows.where(rows.notna(), None).to_dict("records")


def reasons(problems):
    return list(problems[problems["severity"].isin(["error", "warning"])]["reason"])
