"""What an office answers in its mapping file holds for its records, and a slip in it is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner
from workbook_made import write_workbook

from analysis import load
from analysis.cli import app
from analysis.formats.yaml_file import read_yaml
from analysis.places import resolve
from analysis.sources.mapping.model import Mapping
from analysis.sources.mapping.written import MappingError, read_mapping

HEAD = ["Họ và tên", "Ngày sinh", "Đơn vị", "Xếp loại"]
PEOPLE = [
    ["Lò Văn Mẫu", "15/8/1970", "Xã An", "HTTNV"],
    ["Vi Thị Thử", "2/3/1975", "Xã An", "HTXSNV"],
    ["Hà Văn Ví", "1/1/1968", "Xã Bình", "HTNV"],
]
TITLE = ["ĐÁNH GIÁ CÁN BỘ DIỆN BAN THƯỜNG VỤ HUYỆN ỦY QUẢN LÝ NĂM 2013"]


@pytest.fixture
def answer(lay):
    """Lay out a list and write a mapping file beside it; returns the folder."""

    def make(text, rows=None, file="a.xlsx", **sheets):
        folder = lay(file, **(sheets or {"S": rows or [TITLE, HEAD, *PEOPLE]}))
        (folder / "mapping.yml").write_text(text, encoding="utf-8")
        return folder

    return make


def ratings(history):
    return history.evaluations["rating"].astype(object).fillna("-").tolist()


def reasons(history, severity):
    problems = history.problems
    return problems.loc[problems["severity"] == severity, "reason"].tolist()


# --- each kind of line --------------------------------------------------------------------------


def test_a_heading_is_read_as_the_field_that_the_office_says(answer):
    rows = [TITLE, [*HEAD[:3], "KQ cuối"], *PEOPLE]
    assert ratings(load(answer("headings: {KQ cuối: rating}", rows))) == [
        "good", "excellent", "completed",
    ]  # fmt: skip
    in_words = load(answer("headings: {kq CUỐI: Kết quả đánh giá}", rows))
    assert ratings(in_words) == ["good", "excellent", "completed"]


def test_the_heading_of_one_cell_is_answered_by_its_place(answer):
    rows = [TITLE, [*HEAD, "Xếp loại"], *([*row, "HTXSNV"] for row in PEOPLE)]
    assert ratings(load(answer('headings: {"a.xlsx, S, E2": skip}', rows))) == [
        "good", "excellent", "completed",
    ]  # fmt: skip


@pytest.mark.parametrize("cell", ["D2", "D3"])
def test_a_heading_merged_downwards_is_answered_by_either_of_its_cells(tmp_path, cell):
    head = [*HEAD[:3], "KQ", "Ghi chú"]
    rows = [TITLE, head, [""] * 5, *([*row, ""] for row in PEOPLE)]
    write_workbook(tmp_path / "a.xlsx", {"S": rows}, {"S": [f"{at}2:{at}3" for at in "ABCDE"]})
    said = f'headings: {{"a.xlsx, S, {cell}": rating}}'
    (tmp_path / "mapping.yml").write_text(said, encoding="utf-8")
    assert ratings(load(tmp_path)) == ["good", "excellent", "completed"]


def test_a_heading_of_a_file_that_is_not_read_may_be_answered(answer, lay):
    folder = answer("headings: {KQ cuối: rating}\nfiles: {b.xlsx: {skip: yes}}")
    lay("b.xlsx", S=[TITLE, [*HEAD[:3], "KQ cuối"], *PEOPLE])
    assert len(load(folder).evaluations) == 3
    assert len(load(folder / "a.xlsx").evaluations) == 3


def test_a_word_of_a_heading_in_a_row_of_data_stays(answer):
    rows = [TITLE, [*HEAD[:3], "An"], *PEOPLE, ["An", "1970", "Xã An", "HTTNV"]]
    history = load(answer("headings: {An: rating}", rows))
    assert len(history.evaluations) == 4 and history.problems.empty


def test_columns_of_levels_with_names_of_their_own(answer):
    rows = [TITLE, [*HEAD[:3], "Khá", "Giỏi"], *([*row[:3], "x", ""] for row in PEOPLE)]
    history = load(answer("headings: {Khá: good, Giỏi: excellent}", rows))
    assert ratings(history) == ["good"] * 3


@pytest.mark.parametrize(
    ("section", "head", "word", "code", "column", "found"),
    [
        ("ratings", "Xếp loại", "Khá", "good", "rating", "good"),
        ("ratings", "Xếp loại", "Khá", "Hoàn thành tốt nhiệm vụ", "rating", "good"),
        ("ratings", "Xếp loại", "Vắng", "not_rated", "rating", None),
        ("sexes", "Giới tính", "F", "female", "sex", "female"),
        ("posts", "Chức vụ", "Đầu ngành", "schools", "post_group", "schools"),
        ("tiers", "Diện quản lý", "Cấp ta", "district", "tier", "district"),
        ("units", "Đơn vị", "Quán Toan", "Phường Quán Toan", "unit", "Phường Quán Toan"),
    ],
)
def test_a_word_stands_for_what_the_office_says(answer, section, head, word, code, column, found):
    heads = [*(each for each in HEAD if each != head), head]
    told = dict(zip(HEAD, PEOPLE[0], strict=True)) | {head: word}
    rows = [TITLE, heads, [told[each] for each in heads]]
    history = load(answer(f"words: {{{section}: {{{word}: {code}}}}}", rows))
    (value,) = history.evaluations[column].astype(object).where(lambda each: each.notna(), None)
    assert value == found and not reasons(history, "error")


def test_a_kind_of_event_stands_for_what_the_office_says(answer):
    rows = [["Họ và tên", "Nội dung", "Ngày"], ["Lò Văn Mẫu", "Luân phiên", "1/2/2013"]]
    history = load(answer("words: {outcome_kinds: {Luân phiên: rotated}}", rows))
    assert history.outcomes["kind"].tolist() == ["rotated"]


def test_year_unit_and_tier_of_a_sheet_hold_where_its_rows_say_none(answer):
    bare = [["DANH SÁCH"], ["Họ và tên", "Ngày sinh", "Xếp loại"], ["Lò Văn Mẫu", "1970", "HTTNV"]]
    named = [*bare[:2], ["Vi Thị Thử", "1975", "HTNV"]]
    text = """
files:
  a.xlsx:
    year: 2013
    tier: district
    sheets:
      S: {unit: Xã An}
      T: {unit: Xã Bình, tier: unit, year: 2014}
"""
    found = load(answer(text, S=bare, T=named)).evaluations
    assert found[["year", "unit", "tier"]].to_numpy().tolist() == [
        [2013, "Xã An", "district"],
        [2014, "Xã Bình", "unit"],
    ]


def test_a_column_goes_before_what_is_said_of_its_sheet(answer):
    rows = [TITLE, [*HEAD, "Năm"], *([*row, 2014] for row in PEOPLE)]
    found = load(answer("files: {a.xlsx: {year: 2012, unit: Xã Chung}}", rows)).evaluations
    assert found["year"].tolist() == [2014] * 3
    assert found["unit"].tolist() == ["Xã An", "Xã An", "Xã Bình"]


def test_what_is_left_out_is_told_with_its_rows(answer):
    draft = [["x", "y"], ["1", "2"]]
    text = "files: {a.xlsx: {sheets: {Nháp: {skip: yes}}}}"
    history = load(answer(text, S=[TITLE, HEAD, *PEOPLE], Nháp=draft))
    (told,) = reasons(history, "note")
    assert "left out" in told
    counts = history.accounts.set_index(["sheet", "account"])["rows"]
    assert counts["Nháp", "left_out"] == 2 and counts["S", "read"] == 3


def test_a_file_that_is_left_out_is_told(answer, lay):
    lay("nhap.xlsx", S=[TITLE, HEAD, *PEOPLE])
    history = load(answer("files: {nhap.xlsx: {skip: yes}}"))
    assert len(history.evaluations) == 3
    assert history.problems["file"].tolist() == ["nhap.xlsx"]


def test_a_line_that_is_left_blank_is_no_answer(answer):
    folder = answer("headings:\n  KQ:\nwords:\n  ratings:\nfiles:\n  a.xlsx:\n    tier:\n")
    plain = load(folder)
    (folder / "mapping.yml").unlink()
    assert plain.evaluations.equals(load(folder).evaluations)


def test_an_answer_is_a_state_of_the_source(answer):
    folder = answer("")
    before = load(folder)
    (folder / "mapping.yml").write_text("files: {a.xlsx: {tier: unit}}", encoding="utf-8")
    assert before.evaluations["tier"].tolist() == ["district"] * 3
    assert load(folder).evaluations["tier"].tolist() == ["unit"] * 3


def test_answers_about_a_folder_hold_for_a_file_of_it_that_is_read_alone(answer, lay):
    lay("b.xlsx", S=[TITLE, HEAD, *PEOPLE])
    folder = answer("files: {a.xlsx: {tier: unit}, b.xlsx: {sheets: {S: {tier: city}}}}")
    assert load(folder / "a.xlsx").evaluations["tier"].tolist() == ["unit"] * 3


def test_a_table_of_counts_is_read_as_the_office_says(tmp_path):
    text = "unit,rating,sex,count\nXã An,Khá,phái nữ,3\nXã An,Vắng,phái nữ,2\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    said = """
words: {ratings: {Khá: good, Vắng: not_rated}, sexes: {phái nữ: female}}
files: {a.csv: {year: 2013, tier: district}}
"""
    (tmp_path / "mapping.yml").write_text(said, encoding="utf-8")
    history = load(tmp_path)
    found = history.evaluations[["year", "tier", "rating", "sex", "count"]].astype(object)
    assert found.where(found.notna(), None).to_numpy().tolist() == [
        [2013, "district", "good", "female", 3],
        [2013, "district", None, "female", 2],
    ]
    assert history.problems.empty


# --- slips --------------------------------------------------------------------------------------

SLIPS = [
    ("heading: {}", 1, "heading", "headings"),
    ("words:\n  ratigns: {}", 2, "ratigns", "ratings"),
    ("files:\n  a.xlsx:\n    yaer: 2013", 3, "yaer", "year"),
    ("files:\n  a.xlsx:\n    sheets:\n      S: {teir: unit}", 4, "teir", "tier"),
    ("told_twice:\n- tabels: []", 2, "tabels", "tables"),
    ("people:\n- {pair: a, smae: yes}", 2, "smae", "same"),
    ("successors:\n- unti: Xã An", 2, "unti", "unit"),
    ("expected:\n  Xã An:\n    frm: 2011", 3, "frm", "from"),
    ("headings:\n  KQ: ratign", 2, "ratign", "rating"),
    ("words:\n  ratings:\n    Khá: god", 3, "god", "good"),
    ("words:\n  ratings:\n    Khá: Hoan thanh tot", 3, "Hoan thanh tot", "Hoàn thành tốt nhiệm vụ"),
    ("words:\n  sexes:\n    F: femal", 3, "femal", "female"),
    ("words:\n  posts:\n    A: school", 3, "school", "schools"),
    ("words:\n  outcome_kinds:\n    A: appoitned", 3, "appoitned", "appointed"),
    ("files:\n  a.xlsx:\n    tier: distrikt", 3, "distrikt", "district"),
    ("files:\n  b.xlsx:\n    tier: unit", 2, "b.xlsx", "a.xlsx"),
    ("files:\n  a.xlsx:\n    sheets:\n      s1: {skip: yes}", 4, "s1", "S"),
    ("school_year: begin", 1, "begin", "begins"),
    ("told_twice:\n- tables:\n  - a.xlsx, S\n  - a.xlsx, Z", 4, "a.xlsx, Z", "a.xlsx, S"),
    ('headings:\n  "a.xlsx, Z, A1": skip', 2, "a.xlsx, Z", "a.xlsx, S"),
    ("headings:\n  Xep loai: skip", 2, "Xep loai", "Xếp loại"),
    ("headings:\n  Hà Văn Ví: rating\n  Ghi chu: skip", 3, "Ghi chu", "Xếp loại"),
    ("people:\n- {cause: name, lists: [b.xlsx]}", 2, "b.xlsx", "a.xlsx"),
    ("people:\n- {cause: namee, lists: [a.xlsx]}", 2, "namee", "name"),
]


@pytest.mark.parametrize(("text", "line", "word", "near"), SLIPS)
def test_a_slip_is_told_with_its_line_and_what_was_meant(answer, text, line, word, near):
    folder = answer(text)
    for language, said in (("vi", f"Dòng {line}:"), ("en", f"Line {line}:")):
        ended = CliRunner().invoke(app, ["check", str(folder), "--language", language])
        assert ended.exit_code == 2
        assert f"mapping.yml: {said}" in ended.stderr
        assert f"“{word}”" in ended.stderr and near in ended.stderr.split(f"“{word}”")[1]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("headings: [", 1),
        ("- 1", 1),
        ("words: []", 1),
        ("\nfiles:\n  a.xlsx: {year: '2013'}", 3),
        ("files: {a.xlsx: {skip: perhaps}}", 1),
        ("headings: {KQ: rating, kq: year}", 1),
        ("told_twice:\n- {tables: [a.xlsx]}", 2),
        ("people:\n- {same: yes}", 2),
        ("expected:\n  Xã An:\n  Nguyễn Văn An:", 3),
        ("a: &x 1\nb: *x", 1),
        ("headings: {KQ: 5}", 1),
    ],
)
def test_what_cannot_be_meant_is_told_with_its_line(answer, text, line):
    with pytest.raises(MappingError, match=f"Line {line}:") as told:
        load(answer(text))
    assert "Nguyễn" not in str(told.value)


@pytest.mark.parametrize(
    "name",
    ["2013/mapping.yml", "2013/doubtful.csv", "mapping.yml.txt", "Mapping.YML", "Doubtful.csv"],
)
def test_answers_that_lie_elsewhere_are_told(lay, name):
    folder = lay("a.xlsx", S=[TITLE, HEAD, *PEOPLE])
    (folder / "2013").mkdir()
    (folder / name).write_text("files: {a.xlsx: {tier: unit}}", encoding="utf-8")
    history = load(folder)
    assert history.problems["file"].tolist() == [name]
    assert history.evaluations["tier"].tolist() == ["district"] * 3


def test_a_folder_in_the_place_of_the_answers_is_told(lay):
    folder = lay("a.xlsx", S=[TITLE, HEAD, *PEOPLE])
    (folder / "mapping.yml").mkdir()
    assert load(folder).problems["file"].tolist() == ["mapping.yml"]


def test_two_mapping_files_are_refused(answer):
    folder = answer("")
    (folder / "mapping.yaml").write_text("", encoding="utf-8")
    with pytest.raises(MappingError, match=r"Keep mapping\.yml"):
        load(folder)


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from([*Mapping.model_fields, "any"])


@given(st.dictionaries(KEYS, ANY, max_size=4))
def test_whatever_a_mapping_file_holds_is_read_or_told_by_its_line(tmp_path_factory, content):
    import yaml

    place = tmp_path_factory.mktemp("any") / "mapping.yml"
    place.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    try:
        written = read_mapping(place)
    except MappingError as error:
        assert "mapping.yml: Line " in str(error)
    else:
        assert isinstance(written.said, Mapping)


@given(st.text(max_size=60))
def test_whatever_stands_in_the_file_is_read_or_told(tmp_path_factory, content):
    place = tmp_path_factory.mktemp("any") / "mapping.yml"
    place.write_text(content, encoding="utf-8")
    try:
        read_mapping(place)
    except MappingError as error:
        assert "mapping.yml: " in str(error)


def test_what_the_page_beside_the_files_shows_is_a_mapping_file():
    page = resolve("data/raw/README.md").read_text(encoding="utf-8")
    shown = "\n".join(line[4:] for line in page.splitlines() if line.startswith("    "))
    said = Mapping.model_validate(read_yaml(shown.encode())[0])
    assert {name for name in Mapping.model_fields if getattr(said, name)} == {*Mapping.model_fields}
