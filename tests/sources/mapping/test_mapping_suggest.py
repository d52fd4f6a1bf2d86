"""From check to suggest to the office's answers: then nothing is asked, and nothing twice."""

import re
import shutil
import stat
from pathlib import Path

import pytest
import yaml
from canaries import Canaries
from hypothesis import given
from hypothesis import strategies as st
from marks import found
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner
from workbook_made import write_workbook

from analysis import load
from analysis.cli import app
from analysis.formats.csv_tables import read_table
from analysis.formats.yaml_file import read_yaml
from analysis.places import resolve
from analysis.sources.mapping.draft import Tree, with_questions
from analysis.sources.mapping.model import Mapping
from analysis.sources.mapping.suggest import suggest
from analysis.sources.problems import NothingReadable
from analysis.vocabulary import codes
from analysis.words import Words

CASES = Path(__file__).parents[1] / "cases"


@pytest.fixture
def copy(tmp_path):
    def make(name):
        return Path(shutil.copytree(CASES / name, tmp_path / name))

    return make


def lines(folder):
    return (folder / "mapping.yml").read_text(encoding="utf-8").splitlines()


def asked(folder):
    return [line for line in lines(folder) if re.search(r":\s+# ", line)]


def fill(folder, answers):
    """Write an answer behind the colon of each blank line that holds a word, as an office does."""
    place = folder / "mapping.yml"
    filled = []
    for line in place.read_text(encoding="utf-8").splitlines():
        key, colon, comment = line.partition(":  # ")
        answer = next((to for word, to in answers.items() if word in line), None)
        filled.append(f"{key}: {answer}  # {comment}" if colon and answer else line)
    place.write_text("\n".join(filled) + "\n", encoding="utf-8")


def errors(history):
    problems = history.problems
    return problems.loc[problems["severity"] != "note", "reason"].tolist()


# The case, what the office answers, and how many people are counted, with how many rated, then.
ROUNDS = {
    "f16": ({"còn hạn chế": "HTTNV", "Loại A": "HTXSNV", "thai sản": "not_rated",
             "Chưa xét": "not_rated", "HTTNV/HTNV": "completed"}, (18, 14)),
    "f28": ({'"0"': "male", '"1"': "female", "Ông": "male", "Bà": "female"}, None),
    "f39": ({"hợp lệ": "skip"}, None),
    "f44b": ({"tier": "district"}, (50, 50)),
    "s08": ({"unit": "Xã An"}, None),
    "s21": ({"same": "yes"}, None),
    "f01": ({}, (3, 3)),
}  # fmt: skip


@pytest.mark.parametrize("name", ROUNDS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_after_the_answers_nothing_is_asked(copy, name, language):
    folder = copy(name)
    answers, counted = ROUNDS[name]
    first = suggest(folder, Words(language))
    assert first.questions == len(answers)
    if answers:
        assert len(asked(folder)) == len(answers)
        fill(folder, answers)
    again = suggest(folder, Words(language))
    assert (again.questions, again.pairs) == (0, 0)
    history = load(folder)
    if answers and name != "f28":
        assert not errors(history)
    if counted:
        rows = history.sound.evaluations
        assert (len(rows), int(rows["rating"].notna().sum())) == counted


def test_what_is_right_then_is_what_the_case_holds(copy):
    tiers = copy("f44b")
    suggest(tiers, Words("vi"))
    fill(tiers, {"tier": "district"})
    assert set(load(tiers).evaluations["tier"]) == {"district"}
    pair = copy("s21")
    suggest(pair, Words("vi"))
    fill(pair, {"same": "yes"})
    assert sorted(load(pair).evaluations["person"].value_counts()) == [3]
    unit = copy("s08")
    suggest(unit, Words("vi"))
    fill(unit, {"unit": "Xã An"})
    assert set(load(unit).evaluations["unit"]) == {"Xã An"}


def test_words_of_a_table_of_counts_are_asked(tmp_path):
    text = "year,unit,rating,sex,count\n2013,Xã An,khá tốt,female,3\n2013,Xã An,good,nam nhân,2\n"
    (tmp_path / "a.csv").write_text(f"{text}2013,Xã An,excellent,male,1\n", encoding="utf-8")
    assert suggest(tmp_path, Words("vi")).questions == 2
    fill(tmp_path, {"khá tốt": "good", "nam nhân": "male"})
    assert suggest(tmp_path, Words("vi")).questions == 0
    assert load(tmp_path).sound.evaluations["count"].sum() == 6


def test_blank_questions_change_nothing_and_are_not_asked_twice(copy):
    folder = copy("f16")
    before = load(folder)
    assert suggest(folder, Words("vi")).questions == 5
    assert load(folder).evaluations.equals(before.evaluations)
    assert suggest(folder, Words("en")).questions == 0


@pytest.mark.parametrize(("answer", "units"), [("Xã An", 1), ("UBND xã An", 2)])
def test_names_that_may_be_one_unit_are_asked_once(lay, answer, units):
    head = ["Họ và tên", "Ngày sinh", "Đơn vị", "Xếp loại"]
    for year, unit in ((2013, "Xã An"), (2014, "Xã An"), (2015, "UBND xã An")):
        rows = [["Lò Văn Mẫu", "1970", unit, "HTTNV"], ["Vi Thị Thử", "1975", "Xã Bình", "HTNV"]]
        folder = lay(f"{year}.xlsx", S=[[f"ĐÁNH GIÁ CÁN BỘ NĂM {year}"], head, *rows])
    assert suggest(folder, Words("vi")).questions == 1
    (line,) = asked(folder)
    assert line.strip().startswith('"UBND xã An":  # Xã An?')
    fill(folder, {"UBND": answer})
    assert suggest(folder, Words("vi")).questions == 0
    assert load(folder).evaluations["unit"].nunique() == 1 + units


# --- the demo, made unclear and answered ----------------------------------------------------------

DEMO = "danh-gia-can-bo-{}.xlsx"


def rewritten(folder, year, change):
    place = folder / DEMO.format(year)
    workbook = load_workbook(place)
    for sheet in workbook:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = change(cell.value, cell)
    return workbook, place


def new_heading(folder):
    workbook, place = rewritten(folder, 2014, lambda text, _: "Khá" if text == "HTTNV" else text)
    workbook.save(place)


def no_year(folder):
    workbook, place = rewritten(
        folder, 2014, lambda text, _: re.sub(r" NĂM 2014| 2012–2014", "", text)
    )
    place.unlink()
    workbook.save(folder / "danh-sach.xlsx")


def no_tier(folder):
    workbook, place = rewritten(
        folder, 2014, lambda text, _: "(Danh sách)" if text.startswith("(Diện") else text
    )
    for number, sheet in enumerate(workbook, start=1):
        sheet.title = f"S{number}"
    workbook.save(place)


def no_numbers(folder):
    workbook, place = rewritten(
        folder, 2014, lambda text, cell: None if text.startswith("CB0") else text
    )
    workbook.save(place)


def told_twice(folder):
    shutil.copy(folder / DEMO.format(2014), folder / "ban-nhap.xlsx")


def as_recorded(history):
    """Return what is counted of two years, whoever is called what."""
    rows = history.sound.evaluations.drop(columns=["person"])
    rows = rows.astype(object).fillna("-").astype(str).sort_values(list(rows.columns))
    return rows.reset_index(drop=True)


def followed(history):
    return history.evaluations["person"].value_counts().value_counts().to_dict()


def test_what_names_the_rows_of_a_return_is_asked_where_its_heading_is_not_known(tmp_path):
    book = Workbook()
    book.active.append(["TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ CÁN BỘ NĂM 2015"])
    book.active.append(["TT", "Cơ sở", "Tổng số", "HTXSNV", "HTTNV", "HTNV", "KHTNV"])
    book.active.append([1, "Xã An Hưng", 6, 2, 3, 1, 0])
    book.active.append([2, "Xã Kim Sơn", 6, 3, 2, 1, 0])
    book.save(tmp_path / "2015.xlsx")
    assert suggest(tmp_path, Words("vi")).questions == 1
    (question,) = (line for line in asked(tmp_path) if "Cơ sở" in line)
    assert "2 dòng" in question
    fill(tmp_path, {"Cơ sở": "Đơn vị"})
    assert load(tmp_path).sound.evaluations.groupby("unit")["count"].sum().to_dict() == {
        "Xã An Hưng": 6, "Xã Kim Sơn": 6,
    }  # fmt: skip
    assert suggest(tmp_path, Words("vi")).questions == 0


UNCLEAR = {
    "heading": (new_heading, {"Khá": "good"}),
    "year": (no_year, {"year": "2014"}),
    "tier": (no_tier, {'"S1"': None, "tier": "district"}),
    "numbers": (no_numbers, {"same": "yes"}),
    "twice": (told_twice, {"counts": '"danh-gia-can-bo-2014.xlsx, {}"'}),
}


@pytest.fixture(scope="module")
def two_years(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    for year in (2013, 2014):
        shutil.copy(resolve("data/demo") / DEMO.format(year), folder)
    return folder, load(folder)


@pytest.mark.parametrize("unclear", UNCLEAR)
def test_the_demo_made_unclear_is_as_it_was_after_the_answers(two_years, unclear, tmp_path):
    source, whole = two_years
    folder = Path(shutil.copytree(source, tmp_path / "demo"))
    change, answers = UNCLEAR[unclear]
    change(folder)
    made = suggest(folder, Words("vi"))
    assert 1 <= made.questions <= 3
    assert as_recorded(load_or_none(folder) or whole).shape and asked(folder)
    answer_demo(folder, unclear, answers)
    again = suggest(folder, Words("vi"))
    assert (again.questions, again.pairs) == (0, 0)
    history = load(folder)
    assert as_recorded(history).equals(as_recorded(whole))
    assert followed(history) == followed(whole)


def load_or_none(folder):
    try:
        return load(folder)
    except NothingReadable:
        return None


def answer_demo(folder, unclear, answers):
    if unclear == "twice":
        place = folder / "mapping.yml"
        said = yaml.safe_load(place.read_text(encoding="utf-8"))
        for each in said["told_twice"]:
            each["counts"] = next(table for table in each["tables"] if "2014" in table)
        place.write_text(yaml.safe_dump(said, allow_unicode=True), encoding="utf-8")
    elif unclear == "tier":
        text = (folder / "mapping.yml").read_text(encoding="utf-8")
        assert text.count("tier:") == 1
        sheets = "sheets: {S1: {tier: district}, S2: {tier: city}}"
        text = re.sub(r"tier:.*", sheets, text)
        (folder / "mapping.yml").write_text(text, encoding="utf-8")
    else:
        fill(folder, answers)


# --- what is written ------------------------------------------------------------------------------


def test_both_files_are_for_their_user_alone_and_only_one_holds_names(copy):
    folder = copy("s21")
    made = suggest(folder, Words("vi"))
    for place in (made.mapping, made.doubtful):
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert "Hường" not in made.mapping.read_text(encoding="utf-8")
    assert "Hường" in made.doubtful.read_text(encoding="utf-8-sig")
    assert {each.name for each in folder.iterdir()} == {
        "fail-21.xlsx", "mapping.yml", "doubtful.csv",
    }  # fmt: skip


def test_the_list_of_pairs_keeps_what_was_answered(copy):
    folder = copy("s21")
    suggest(folder, Words("vi"))
    table = read_table(folder / "doubtful.csv").assign(same="no")
    table.to_csv(folder / "doubtful.csv", index=False, encoding="utf-8-sig")
    (folder / "mapping.yml").unlink()
    assert suggest(folder, Words("vi")).pairs == 0
    assert not (folder / "mapping.yml").exists()
    assert read_table(folder / "doubtful.csv")["same"].tolist() == ["no"]
    assert not errors(load(folder))


def test_the_command_says_where_it_wrote_and_then_that_there_is_nothing(copy):
    folder = copy("f16")
    told = [
        CliRunner().invoke(app, ["check", str(folder), "--suggest", "--language", "en"])
        for _ in range(2)
    ]
    assert f"5 questions were written to {folder / 'mapping.yml'}" in told[0].stdout
    assert "There is nothing new to ask" in told[1].stdout
    assert [each.exit_code for each in told] == [1, 1]


def test_an_office_whose_every_rating_is_a_letter_is_told_in_a_few_lines_what_to_do(tmp_path):
    """Met by a newcomer: 565 lines, of which none named the command that settles them."""
    rows = [
        f"{year};Xã Một;Nguyễn Văn A{n};{'ABC'[n % 3]}" for year in (2019, 2020) for n in range(50)
    ]
    head = "Năm;Đơn vị;Họ và tên;Xếp loại"
    (tmp_path / "list.csv").write_text("\n".join([head, *rows]), encoding="utf-8-sig")
    told = CliRunner().invoke(app, ["check", str(tmp_path), "--language", "vi"])
    assert told.exit_code == 2 and "--suggest" in told.stderr
    assert len(told.stderr.splitlines()) <= 6 and "(+" in told.stderr
    for count in ("3 câu hỏi", "Không có câu hỏi mới"):
        told = CliRunner().invoke(app, ["check", str(tmp_path), "--suggest", "--language", "vi"])
        assert count in told.stdout
        fill(tmp_path, {'"A"': "HTXSNV", '"B"': "HTTNV", '"C"': "HTNV"})
    assert told.exit_code == 0 and "--suggest" not in told.stdout
    assert len(load(tmp_path).evaluations) == 100


def test_a_draft_says_what_may_be_answered(copy):
    """Met by a newcomer: the groups of posts stood nowhere."""
    folder = copy("f16")
    suggest(folder, Words("vi"))
    assert all(group in "".join(lines(folder)[:9]) for group in codes("post_groups"))


@pytest.mark.parametrize(("name", "invited"), [("f16", True), ("f27", False)])
def test_check_says_how_to_answer_where_something_can_be(copy, name, invited):
    told = CliRunner().invoke(app, ["check", str(copy(name)), "--language", "vi"])
    assert ("--suggest" in told.stdout) == invited


def test_questions_are_written_where_nothing_can_be_read_without_answers(lay):
    head = ["Họ và tên", "Ngày sinh", "Đơn vị", "KQ cuối"]
    folder = lay("a.xlsx", S=[["CÁN BỘ NĂM 2013"], head, ["Lò Văn Mẫu", "1970", "Xã An", "HTTNV"]])
    told = CliRunner().invoke(app, ["check", str(folder), "--suggest", "--language", "vi"])
    assert told.exit_code == 2 and asked(folder)
    assert "mapping.yml" in told.stdout
    fill(folder, {"KQ cuối": "Kết quả đánh giá"})
    assert load(folder).evaluations["rating"].tolist() == ["good"]


def test_where_the_questions_stand_is_told_last(lay):
    head = ["Họ và tên", "Sinh năm", "Chức vụ", "Xếp loại"]
    row = ["Lò Văn Mẫu", "1970", "Tay hòm chìa khóa", "HTTNV"]
    folder = lay("a.xlsx", S=[["XÃ AN"], ["CÁN BỘ NĂM 2013"], head, row])
    told = CliRunner().invoke(app, ["check", str(folder), "--suggest", "--language", "vi"])
    *_, last = told.stdout.strip().splitlines()
    assert last.startswith("Đã ghi ") and "mapping.yml" in last
    # "Sinh năm" is a year of birth, and no question.
    assert load(folder).evaluations["birth_year"].tolist() == [1970]


def test_a_name_in_a_column_of_ratings_is_not_asked_about(lay):
    head = ["Họ và tên", "Ngày sinh", "Đơn vị", "Xếp loại"]
    rows = [
        ["Lò Văn Mẫu", "1970", "Xã An", "Nguyễn Thị Lạ"],
        ["Vi Thử", "1970", "Xã An", "1234567"],
    ]
    folder = lay("a.xlsx", S=[["CÁN BỘ NĂM 2013"], head, *rows])
    suggest(folder, Words("vi"))
    assert not (folder / "mapping.yml").exists()


# --- into any text --------------------------------------------------------------------------------

WORDS = st.text("aăâkhá A1:#'\"{}[],-&*!?%@`|>", min_size=1, max_size=8).map(str.strip)
KEYS = WORDS.filter(bool)
BLANK = st.none()
PAIRS = st.fixed_dictionaries({"pair": KEYS, "same": st.booleans()})
SAID = st.fixed_dictionaries(
    {},
    optional={
        "headings": st.dictionaries(KEYS, st.sampled_from(["rating", "skip", None]), max_size=3),
        "words": st.fixed_dictionaries(
            {},
            optional={
                "ratings": st.dictionaries(KEYS, st.sampled_from(["good", None]), max_size=3),
                "sexes": st.dictionaries(KEYS, st.sampled_from(["female", None]), max_size=2),
            },
        ),
        "files": st.dictionaries(
            KEYS,
            st.fixed_dictionaries(
                {},
                optional={
                    "year": st.sampled_from([2013, None]),
                    "sheets": st.dictionaries(KEYS, st.just({"tier": "unit"}), max_size=2),
                },
            ),
            max_size=2,
        ),
        "people": st.lists(PAIRS, max_size=2),
        "school_year": st.sampled_from(["ends", None]),
    },
)
PATHS = st.one_of(
    st.tuples(st.just("headings"), KEYS),
    st.tuples(st.just("words"), st.sampled_from(["ratings", "sexes", "posts"]), KEYS),
    st.tuples(st.just("files"), KEYS, st.sampled_from(["tier", "unit"])),
    st.tuples(st.just("files"), KEYS, st.just("sheets"), KEYS, st.sampled_from(["tier", "unit"])),
)


class NoAliases(yaml.SafeDumper):
    def ignore_aliases(self, data):
        return True


def merged(said, at, value):
    """Return nested dictionaries with a value at some keys, nothing else changed."""
    key, *rest = at
    below = said.get(key)
    if not rest:
        return {**said, key: value} if key not in said else said
    return {**said, key: merged(below or {}, rest, value)}


@given(SAID, st.lists(PATHS, max_size=5), st.sampled_from([None, False, True]), st.booleans())
def test_questions_go_into_any_file_and_all_else_stays(said, paths, flow, with_item):
    text = yaml.dump(said, Dumper=NoAliases, allow_unicode=True, default_flow_style=flow)
    commented = f"# ours\n{text}" if said else ""
    new, expected = Tree(), said
    for at in paths:
        if merged(expected, at, None) is not expected:
            held = expected
            expected = merged(expected, at, None)
            if held != expected or at[-1] not in str(held):
                new.put(at, "why")
    item = {"cause": "birth", "lists": ["a.xlsx, S"], "same": None}
    if with_item:
        new.put_item("people", item, "why")
        expected = {**expected, "people": [*(expected.get("people") or []), item]}
    if not new.below:
        return
    made = with_questions(commented, new, "# head\n")
    assert read_yaml(made.encode())[0] == expected


def test_comments_and_order_of_the_office_stay():
    text = """\
# ours
words:
  # the commune's own
  ratings:
    "Khá": good   # told by phone

  sexes: {F: female}
headings:
school_year: ends
"""
    new = Tree()
    new.put(("words", "ratings", "Giỏi"), "asked")
    new.put(("words", "sexes", "M"), "asked")
    new.put(("headings", "KQ"), "asked")
    made = with_questions(text, new, "")
    stays = [line for line in text.splitlines() if "sexes" not in line]
    assert [line for line in made.splitlines() if line in stays] == stays
    assert read_yaml(made.encode())[0] == {
        "words": {"ratings": {"Khá": "good", "Giỏi": None}, "sexes": {"F": "female", "M": None}},
        "headings": {"KQ": None},
        "school_year": "ends",
    }
    assert Mapping.model_validate(read_yaml(made.encode())[0])


def test_no_marked_name_date_or_number_is_asked_or_said(tmp_path):
    folder = tmp_path / "lists"
    Canaries().lay(folder)
    told = CliRunner().invoke(app, ["check", str(folder), "--suggest", "--language", "vi"])
    assert told.exit_code == 1
    assert found("said", told.output.encode()) == []
    assert found("mapping", (folder / "mapping.yml").read_bytes()) == []
    again = suggest(folder, Words("vi"))
    assert (again.questions, again.pairs) == (0, 0)


def test_what_cannot_be_put_in_its_place_stands_at_the_end_as_a_remark(copy):
    folder = copy("f16")
    text = "words: ~\nschool_year: ends  # ours\n"
    (folder / "mapping.yml").write_text(text, encoding="utf-8")
    assert suggest(folder, Words("en")).questions == 5
    made = (folder / "mapping.yml").read_text(encoding="utf-8")
    assert made.startswith(text) and '#     "Loại A":' in made
    assert load(folder).problems["severity"].tolist().count("error") == 5


def test_a_file_that_was_changed_meanwhile_is_not_overwritten(copy, monkeypatch):
    folder = copy("f16")
    place = folder / "mapping.yml"
    place.write_text("school_year: ends\n", encoding="utf-8")

    def changed(text, new, head):
        place.write_text("school_year: begins\n", encoding="utf-8")
        return with_questions(text, new, head)

    monkeypatch.setattr("analysis.sources.mapping.suggest.with_questions", changed)
    with pytest.raises(FileExistsError, match="changed meanwhile"):
        suggest(folder, Words("en"))
    assert place.read_text(encoding="utf-8") == "school_year: begins\n"
    assert {each.name for each in folder.iterdir()} == {"danh-gia-2013.xlsx", "mapping.yml"}


def of_two_years(tmp_path, first, second):
    workbook = Workbook()
    workbook.active.append(["TT", "Họ và tên", "Giới tính", "Đơn vị", "Năm 2019", "2020"])
    workbook.active.append([1, "Nguyễn Văn A", "Nam", "Xã An", *first])
    workbook.active.append([2, "Trần Thị B", "Nữ", "Xã An", *second])
    workbook.save(tmp_path / "tong-hop.xlsx")


def test_a_column_that_is_called_as_its_year_may_hold_that_years_ratings(tmp_path):
    of_two_years(tmp_path, ("L1", "L2"), ("L2", "L3"))
    suggest(tmp_path, Words("vi"))
    years = [line for line in asked(tmp_path) if "Năm 2019" in line or '"2020"' in line]
    assert len(years) == 2 and all("# Kết quả đánh giá?" in line for line in years)


def test_ratings_below_a_year_are_read_without_a_question(tmp_path):
    of_two_years(tmp_path, ("HTXSNV", "HTTNV"), ("HTTNV", "HTNV"))
    read = load(tmp_path).evaluations[["year", "rating"]].sort_values(["year", "rating"])
    told = [(2019, "excellent"), (2019, "good"), (2020, "completed"), (2020, "good")]
    assert sorted(read.itertuples(index=False, name=None)) == sorted(told)


POSTS_ASKED = [
    ["DANH SÁCH ĐÁNH GIÁ CÁN BỘ NĂM 2014"],
    ["TT", "Họ và tên", "Ngày sinh", "Chức vụ", "Đơn vị", "Xếp loại"],
    [1, "Nguyễn Văn Mẫu", "12/3/1970", "Trưởng ban", "Ban Dân vận", "HTTNV"],
    [2, "Trần Thị Mẫu", "5/8/1975", "Phó Chánh Văn phòng", "Cơ quan Mẫu", "HTTNV"],
    [3, "Lê Văn Mẫu", "6/8/1975", "Chủ tịch UBMTTQ", "Xã An Hưng", "HTTNV"],
    [4, "Đỗ Văn Mẫu", "7/8/1975", "Chủ tịch UBMTTQ", "UBMTTQ huyện", "HTTNV"],
    [5, "Vũ Thị Mẫu", "8/8/1975", "Chủ tịch Hội LHPN xã", "Xã An Hưng", "HTTNV"],
]


def test_posts_that_nothing_places_are_asked_those_of_communes_by_themselves(tmp_path):
    write_workbook(tmp_path / "a.xlsx", {"DS": POSTS_ASKED})
    suggest(tmp_path, Words("en"))
    told = {line.split('"')[1]: line for line in asked(tmp_path)}
    assert {*told} == {
        *("Trưởng ban", "Phó Chánh Văn phòng", "Chủ tịch UBMTTQ xã", "Chủ tịch Hội LHPN xã")
    }
    assert "Lãnh đạo các ban" in told["Trưởng ban"]
    assert "?" not in told["Phó Chánh Văn phòng"]
    fill(tmp_path, {"UBMTTQ": "communes", "LHPN": "other", "": "party_bodies"})
    groups = load(tmp_path).evaluations["post_group"].tolist()
    assert groups == ["party_bodies", "party_bodies", "communes", "other", "other"]
    assert suggest(tmp_path, Words("en")).questions == 0
