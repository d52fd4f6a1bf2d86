"""Each question of a card: answered by the lines that are shown, and by no others."""

import ast

import pandas as pd
import pytest

from analysis import charts, findings, load, measures
from analysis.exploring.questions import Asked, Unanswered, answer, questions, steps_of
from analysis.words import Words

DISTRICT = {"tier": "district"}
SCHOOLS = {**DISTRICT, "post_group": "schools"}
UNIT = {**DISTRICT, "unit": "Đảng bộ xã mẫu 01"}


@pytest.fixture
def history(read_once):
    return load("data/demo")


def test_what_is_drawn_for_reviews_can_be_asked():
    assert len(questions()) == len({*questions()}) > 15
    assert {"ratings_by_year", "women_by_year", "units_by_share", "coverage"} <= {*questions()}


WHOLE, ONE_YEAR = (2011, 2015), (2015, 2015)
BOTH = [
    (DISTRICT, WHOLE, "vi"),
    (UNIT, ONE_YEAR, "en"),
    *(
        pytest.param(of, years, language, marks=pytest.mark.full)
        for of in (DISTRICT, SCHOOLS, UNIT, {})
        for years in (WHOLE, ONE_YEAR)
        for language in ("vi", "en")
    ),
]


@pytest.mark.parametrize(("of", "years", "language"), BOTH, ids=str)
def test_every_question_is_answered_of_whomever(history, of, years, language):
    for question in questions():
        told = answer(Asked(question, years, Words(language), of), history)
        assert isinstance(told.table, pd.DataFrame) and told.told.text
        about = charts.description(told.figure)
        assert about.alt and about.caption and told.told.title in about.title


@pytest.mark.parametrize("question", questions())
def test_a_question_is_one_call_of_each_room(question):
    """What is taught is the API: a measure, a finding, a chart, all of them public."""
    steps = steps_of(question)
    for room, text in ((measures, steps.table), (findings, steps.told), (charts, steps.chart)):
        call = ast.parse(text, mode="eval").body
        assert isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
        assert call.func.attr in dir(room), text
        for node in ast.walk(call):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                named = {"measures": measures, "findings": findings, "charts": charts}
                assert node.value.id not in named or node.attr in dir(named[node.value.id]), text


def test_women_are_counted_as_by_hand(history):
    rows = history.evaluations
    for of in (DISTRICT, SCHOOLS, UNIT, {**DISTRICT, "sex": "female"}):
        own = rows[(rows[list(of)] == pd.Series(of)).all(axis=1)]
        told = answer(Asked("women_by_year", (2012, 2014), Words("vi"), of), history).table
        assert told["year"].tolist() == [2012, 2013, 2014]
        for row in told.to_dict("records"):
            # Those of whom it is known, whatever became of their rating.
            year = own[own["year"] == row["year"]]
            assert row["women"] == (year["sex"] == "female").sum()
            assert row["total"] == year["sex"].notna().sum()


def test_ratings_are_counted_as_by_hand(history):
    rows = history.evaluations
    own = rows[(rows["tier"] == "district") & (rows["post_group"] == "schools")]
    told = answer(Asked("ratings_by_year", (2011, 2015), Words("en"), SCHOOLS), history).table
    by_hand = own.groupby(["year", "rating"], observed=True).size()
    for row in told[told["n"] > 0].to_dict("records"):
        assert row["n"] == by_hand[row["year"], row["rating"]]
    assert told["n"].sum() == by_hand.sum()


@pytest.mark.parametrize("question", ["women_by_year", "units_by_share", "decomposition"])
def test_the_code_that_is_shown_makes_the_same_chart(history, question, tmp_path):
    asked = Asked(question, (2011, 2015), Words("en"), SCHOOLS)
    names = {}
    exec(asked.code("data/demo"), names)
    one = charts.save(names["drawn"], tmp_path / "copied")
    other = charts.save(answer(asked, history).figure, tmp_path / "clicked")
    assert [p.read_bytes() for p in one] == [p.read_bytes() for p in other]


def test_the_code_that_is_shown_tells_in_the_word_for_persons():
    party = Words("vi", "đồng chí")
    with Words("en").spoken():
        lines = Asked("women_by_year", (2011, 2015), party).code(None).splitlines()
        exec(lines[2], {"Words": Words})
        assert Words.of_review() == party
    assert 'Words("vi").speak()' in Asked("women_by_year", (2011, 2015), Words("vi")).code(None)


def test_controls_tell_in_the_word_for_persons_in_either_language(history):
    from analysis.exploring.explorer import Explorer

    explored = Explorer(history, "data/demo", Words("vi", "đồng chí"))
    assert explored.panels[0].asked.words == Words("vi", "đồng chí")
    explored.language.value = "en"
    explored.language.value = "vi"
    assert explored.panels[0].asked.words == Words("vi", "đồng chí")


def test_the_three_lines_stand_last_and_say_the_population_before():
    lines = Asked("women_by_year", (2011, 2015), Words("vi"), UNIT).code("data/demo").splitlines()
    assert [line.split(" = ")[0] for line in lines[-3:]] == ["table", "told", "drawn"]
    wanted = 'people = history.people(years, tier="district", unit="Đảng bộ xã mẫu 01")'
    assert wanted in lines and 'history = load("data/demo")' in lines


@pytest.mark.parametrize("unit", ['Tổ "1"', "Tổ \\n 2", "a')); raise SystemExit(('"])
def test_a_name_of_a_unit_is_text_and_never_code(unit):
    line = Asked("women_by_year", (2011, 2015), Words("vi"), {"unit": unit}).people
    call = ast.parse(line).body[0].value
    assert [ast.literal_eval(each.value) for each in call.keywords] == [unit]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("vi", "không có ai trong danh sách đánh giá năm 2011–2015 (cán bộ diện"),
        ("en", "nobody is on the lists of 2011–2015 (cadres managed by the district"),
    ],
)
def test_of_nobody_it_is_said_that_there_is_nobody(history, language, told):
    """No commune has a leader of the district; a chart of nobody would not say of whom it is."""
    of = {**UNIT, "post_group": "district_leadership"}
    assert history.people(range(2011, 2016), **of).count().empty
    with pytest.raises(Unanswered) as why:
        answer(Asked("ratings_by_year", WHOLE, Words(language), of), history)
    assert told in str(why.value) and "Đảng bộ xã mẫu 01" in str(why.value)
    assert not answer(Asked("coverage", WHOLE, Words(language), UNIT), history).table.empty


def test_what_cannot_be_told_says_why():
    counted = load("data/published")
    with pytest.raises(Unanswered, match="cột unit không có giá trị 'nowhere'; có: không có gì"):
        answer(Asked("latest_transitions", (2011, 2015), Words("vi"), {"unit": "nowhere"}), counted)
