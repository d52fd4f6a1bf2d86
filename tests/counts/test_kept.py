"""What is kept of an answer is the answer; it holds nobody, and is a help that nothing needs."""

import multiprocessing
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_histories import YEARS, histories, table

from analysis import load
from analysis.counts import engine
from analysis.counts.history import empty_history
from analysis.counts.kept import Answers
from analysis.counts.noted import NotedHistory
from analysis.counts.question import LAST_DAY, Question
from analysis.formats import kept

DISTRICT, UNIT = {"tier": ("district",)}, {"tier": ("district",), "unit": ("A",)}
FOLLOWED = {
    **{"kind": "appointed", "start": "every", "before": "training"},
    "evaluated_on": LAST_DAY,
}
ASKED = (
    Question("count", {}, YEARS, ("year", "rating")),
    Question("moves", {}, (2011, 2013), ("sex",)),
    Question("paths", {}, YEARS, ("unit",), {"each_year": ("post_group",)}),
    Question("followed", {}, YEARS, ("rating",), FOLLOWED),
    Question("followed", {}, YEARS, ("sex",), {**FOLLOWED, "start": 2012, "before": None}),
    Question("events", {}, YEARS, ("kind", "year")),
    Question("events", {"sex": ("female",)}, YEARS, ("kind",)),
    Question("events", {}, YEARS, ("kind", "first_year", "last_year", "tier", "unit")),
    Question("ballots", {}, YEARS, ("date", "post")),
    Question("lists", {}, YEARS),
    Question("outside", {}, YEARS),
    Question("values", {}, (), ("unit",)),
    Question("values", {}, (), ("unit",), {"like": "a"}),
    Question("origins", {}, YEARS),
    Question("recorded", {}, YEARS),
    Question("doubts", {}, YEARS),
    Question("joined", {}, YEARS),
    Question("outcome_accounts", {}, YEARS),
)


def of(question, conditions):
    return replace(question, of={**conditions, **question.of})


def answers(place, history, units=("A", "B")):
    return Answers(place / ("0" * 64), history, lambda: history, units)


def _into(noted):
    return lambda question, digest: noted.append((question, digest))


def no_records():
    raise AssertionError("the records are read")


@given(rows=histories(), conditions=st.sampled_from([{}, DISTRICT, UNIT, {"unit": ("B",)}]))
def test_a_kept_answer_is_the_answer_to_the_last_type(tmp_path_factory, rows, conditions):
    history = replace(empty_history(), evaluations=table(rows))
    place = tmp_path_factory.mktemp("kept")
    first = answers(place, history)
    for question in (of(each, conditions) for each in ASKED):
        expected = history.answer(question)
        pd.testing.assert_frame_equal(first.answer(question)[0], expected)
        again = replace(first, records=no_records)
        told, digest = again.answer(question)
        pd.testing.assert_frame_equal(told, expected)
        assert digest == first.digest(question)


@pytest.mark.usefixtures("read_once")
def test_one_file_answers_all_units_and_each_as_a_population_of_its_own(tmp_path):
    history = load("data/demo")
    units = tuple(sorted(history.evaluations["unit"].dropna().unique()))[:4]
    first = answers(tmp_path, history, units)
    for question in ASKED:
        asked = replace(question, years=(2014, 2015) if question.relation == "moves" else YEARS)
        first.answer(of(asked, {"unit": (units[2],)}))
        again = replace(first, records=no_records)
        for unit in units:
            own = of(asked, {"unit": (unit,)})
            pd.testing.assert_frame_equal(again.answer(own)[0], history.answer(own))
    files = [path for path in first.place.iterdir() if not path.name.startswith(".")]
    assert len(files) == len({of(each, {}).key() for each in ASKED})


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("question", ASKED)
def test_a_part_of_a_history_is_asked_like_the_whole_and_kept(tmp_path, question):
    history = load("data/demo")
    unit, years = history.evaluations["unit"].iloc[0], (2011, 2013)
    asked = replace(question, years=years)
    expected = history.of_unit(unit).of_years(years).answer(asked)
    first = answers(tmp_path, history, (unit,))
    for own in (first, replace(first, records=no_records)):
        noted = []
        part = NotedHistory(own, _into(noted)).of_unit(unit).of_years(years)
        pd.testing.assert_frame_equal(part.answer(asked), expected)
        [(told, digest)] = noted
        assert Question.of_plain(told.plain()) == told
        assert own.digest(told) == digest


@pytest.mark.usefixtures("read_once")
def test_no_answer_holds_a_person():
    assert {each.relation for each in ASKED} == set(engine._RELATIONS)
    history = load("data/demo")
    tables = (history.evaluations, history.outcomes, history.votes)
    persons = {each for rows in tables for each in rows["person"].dropna()}
    assert len(persons) > 500
    years = tuple(range(2011, 2016))
    unit = {"unit": (history.evaluations["unit"].iloc[0],)}
    for question in ASKED:
        for conditions in ({}, DISTRICT, unit):
            asked = replace(of(question, conditions), years=(2014, 2015))
            asked = asked if question.relation == "moves" else replace(asked, years=years)
            told = history.answer(asked)
            assert "person" not in told
            assert not any(persons & set(told[name].dropna().astype(str)) for name in told)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Who is outside is told by the first condition that is not met.
        ({"sex": ("male",), "tier": ("city",)}, {"tier": ("city",), "sex": ("male",)}),
        ({"unit": (None,)}, {"unit": ("None",)}),
        ({"committee_member": (True,)}, {"committee_member": ("True",)}),
    ],
)
def test_other_questions_have_other_keys(one, other):
    assert Question("outside", one).key() != Question("outside", other).key()


@pytest.mark.parametrize("question", ASKED)
def test_a_question_is_told_in_plain_words_and_back(question):
    asked = of(question, {"unit": ("A", None), "birth_year": (1970,)})
    assert Question.of_plain(asked.plain()) == asked
    assert Question.of_plain(asked.plain()).key() == asked.key()


def test_a_hash_tells_whether_the_same_is_told(tmp_path):
    cell = {"year": 2011, "unit": "A", "rating": "good", "count": 3, "withheld": False}
    full = dict.fromkeys(("person", "tier", "sex", "post_group"))

    def digest(number, **changed):
        rows = [{**full, **cell}, {**full, **cell, "unit": "B", **changed}]
        history = replace(empty_history(), evaluations=table(rows))
        asked = Question("count", {"unit": ("A",)}, (2011,), ("rating",))
        return answers(tmp_path / number, history).digest(asked)

    assert digest("1") == digest("2", count=4)
    assert digest("1") != digest("3", unit="A")


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("damage", [b"", b"half", b"cadre-review kept 1\n" + b"0" * 90])
def test_a_damaged_answer_is_said_and_made_anew(tmp_path, caplog, damage):
    history, question = load("data/demo"), Question("values", {}, (), ("year",))
    told = answers(tmp_path, history).answer(question)[0]
    (tmp_path / ("0" * 64) / question.key()).write_bytes(damage)
    pd.testing.assert_frame_equal(answers(tmp_path, history).answer(question)[0], told)
    assert "damaged" in caplog.text


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("unusable", ["a file", "full"])
def test_where_nothing_can_be_kept_the_records_answer(tmp_path, monkeypatch, caplog, unusable):
    history, question = load("data/demo"), Question("values", {}, (), ("year",))
    if unusable == "a file":
        (tmp_path / "no folder").write_text("")
        place = tmp_path / "no folder"
    else:
        place = tmp_path
        monkeypatch.setattr(kept.tempfile, "mkstemp", refuse)
    told = answers(place, history).answer(question)[0]
    pd.testing.assert_frame_equal(told, history.answer(question))
    assert "cannot be kept" in caplog.text


def refuse(*_, **__):
    raise OSError(28, "No space left on device")


@pytest.mark.usefixtures("read_once")
def test_kept_answers_are_for_this_user_alone(tmp_path):
    answers(tmp_path, load("data/demo")).answer(Question("values", {}, (), ("year",)))
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / ("0" * 64)).rglob("*"))


def _asks(place, counter, results, barrier):
    history = load("data/demo")

    def records():
        with counter.get_lock():
            counter.value += 1
        return history

    barrier.wait()
    own = Answers(place / ("0" * 64), history, records, ())
    years = tuple(range(2011, 2016))
    for by in ("year", "sex", "rating", "tier"):
        told = own.answer(Question("count", {}, years, (by,)))[0]
        results.put((by, int(told["n"].sum()), len(told)))


@pytest.mark.usefixtures("read_once")
def test_processes_that_ask_at_once_take_turns_and_are_told_the_same(tmp_path):
    fork = multiprocessing.get_context("spawn")
    counter, results, barrier = fork.Value("i", 0), fork.Queue(), fork.Barrier(3)
    how = (tmp_path, counter, results, barrier)
    asking = [fork.Process(target=_asks, args=how) for _ in range(3)]
    for each in asking:
        each.start()
    told = {results.get(timeout=120) for _ in range(12)}
    for each in asking:
        each.join()
    assert len(told) == 4 and {each.exitcode for each in asking} == {0}
    names = [path.name for path in (tmp_path / ("0" * 64)).iterdir()]
    assert len([name for name in names if not name.startswith(".")]) == 4
