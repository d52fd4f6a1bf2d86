"""What a history can tell of outcomes, and what it cannot."""

import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from analysis import load, measures, tables
from analysis.counts.history import History, empty_history
from analysis.sources.folder import _recorded

pytestmark = pytest.mark.usefixtures("read_once")


def history(people=("p1", "p2"), events=("p1",), kinds=("masters",)) -> History:
    evaluations = [{"year": 2011, "person": p, "count": 1, "origin": "recorded"} for p in people]
    outcomes = [
        {
            "first_year": 2012,
            "last_year": 2012,
            "person": person,
            "kind": "masters",
            "count": 1,
            "origin": "recorded",
        }
        for person in events
    ]
    return replace(
        empty_history(),
        evaluations=tables.frame(tables.EVALUATIONS, evaluations),
        outcomes=tables.frame(tables.OUTCOMES, outcomes),
        recorded_outcomes=frozenset((None, kind, 2012) for kind in kinds),
    )


@pytest.mark.parametrize("kind", ["masters", "training"])
def test_a_recorded_kind_is_followed_and_so_is_its_parent(kind):
    assert len(history().followed(kind).evaluations) == 2


def test_a_unit_in_which_nobody_had_the_event_is_followed():
    assert len(history(events=()).followed("masters").evaluations) == 2


@pytest.mark.parametrize(
    "untold",
    [
        history(events=(), kinds=("appointed",)),
        history(people=("p1", None)),
        history(events=("p1", None)),
    ],
    ids=["kind never recorded", "a counted cell", "an event of nobody known"],
)
def test_nobody_is_followed_where_a_share_would_be_a_wrong_zero(untold):
    followed = untold.followed("masters")
    assert followed.evaluations.empty
    assert followed.outcomes.empty
    assert list(followed.evaluations) == list(untold.evaluations)


def several_years(recorded, rated=range(2009, 2017)):
    """One person rated every year, and lists of one event each, of the years recorded."""
    evaluations = [{"year": y, "person": "p1", "count": 1, "origin": "recorded"} for y in rated]
    return replace(
        history(),
        evaluations=tables.frame(tables.EVALUATIONS, evaluations),
        recorded_outcomes=frozenset(("district", kind, y) for kind, y in recorded),
    )


def followed_years(told, kind="masters"):
    return list(told.followed(kind).evaluations["year"])


@pytest.mark.parametrize(
    ("years", "followed"),
    [
        ((2014, 2015), [2013, 2014, 2015]),
        ((2011, 2012, 2014, 2015), [2013, 2014, 2015]),
        ((2011,), [2010, 2011]),
        ((), []),
    ],
    ids=["late lists", "a year missing", "one year", "never"],
)
def test_ratings_are_followed_only_as_far_as_the_lists_go(years, followed):
    assert followed_years(several_years([("masters", year) for year in years])) == followed


def test_a_kind_with_kinds_below_it_is_followed_where_all_of_them_are_recorded():
    lists = [("masters", y) for y in range(2011, 2016)]
    lists += [("advanced_theory", y) for y in range(2013, 2017)]
    told = several_years(lists)
    assert followed_years(told, "training") == [2012, 2013, 2014, 2015]
    assert told.years_recorded("training") == {2013, 2014, 2015}
    assert told.years_recorded("appointed") == set()
    assert followed_years(told, "masters") == [2010, 2011, 2012, 2013, 2014, 2015]


def in_two_years(told):
    followed = told.of_tier("district").followed("appointed")
    return measures.outcome_rate(followed.evaluations, followed.outcomes, "appointed", 2, ["year"])


def test_lists_of_the_last_years_give_no_zero_for_the_first(tmp_path):
    for file in Path("data/demo").glob("danh-gia-can-bo-*.xlsx"):
        shutil.copy(file, tmp_path)
    lists = openpyxl.load_workbook(next(Path("data/demo").glob("ket-qua-*.xlsx")))
    sheet = lists.active
    for row in range(sheet.max_row, 8, -1):
        if str(sheet.cell(row, 8).value)[-4:] in ("2011", "2012", "2013"):
            sheet.delete_rows(row)
    lists.save(tmp_path / "ket-qua-2014-2015.xlsx")
    late = load(tmp_path)
    assert set(late.of_tier("district").years_by_kind.values()) == {(2014, 2015)}
    rates, known = in_two_years(late), in_two_years(load("data/demo"))
    assert set(rates.loc[rates["at_risk"] > 0, "year"]) == {2013}
    # The lists of 2014 and 2015 tell all that those of 2013 did in the two years after.
    counts = ["year", "at_risk", "people"]
    of_2013 = [table.loc[table["year"] == 2013, counts].iloc[0] for table in (rates, known)]
    assert of_2013[0].tolist() == of_2013[1].tolist()
    assert of_2013[0]["people"] > 0


def test_years_taken_out_are_not_recorded_in_what_is_left():
    part = load("data/demo", years=[2011, 2013]).of_tier("district")
    assert set(part.years_by_kind.values()) == {(2011, 2013)}
    assert set(part.followed("appointed").evaluations["year"]) == {2013}


def test_each_list_records_its_kinds_from_its_first_event_to_its_last():
    events = [
        ("a.xlsx", "masters", 2011, 2011),
        ("a.xlsx", "advanced_theory", 2013, 2013),
        ("b.xlsx", "masters", 2015, 2016),
    ]
    names = ("file", "kind", "first_year", "last_year")
    rows = [
        {**dict(zip(names, e, strict=True)), "origin": "recorded", "tier": None} for e in events
    ]
    assert _recorded(rows) == {
        *((None, kind, y) for kind in ("masters", "advanced_theory") for y in (2011, 2012, 2013)),
        *((None, "masters", y) for y in (2015, 2016)),
    }
    assert _recorded([]) == frozenset() == empty_history().recorded_outcomes
    # Of the wide kind nothing is known where one below it, recorded in other years, is not.
    assert replace(empty_history(), recorded_outcomes=_recorded(rows)).years_by_kind == {
        "masters": (2011, 2012, 2013, 2015, 2016),
        "advanced_theory": (2011, 2012, 2013),
        "training": (2011, 2012, 2013),
    }


def test_the_demo_tells_its_kinds_whatever_part_of_it_is_taken():
    part = load("data/demo", years=[2013], unit="Chi bộ đoàn thể mẫu 5")
    assert {"appointed", "masters", "replenished"} <= set(part.years_by_kind)
    assert set(part.years_by_kind.values()) == {(2013,)}
    assert part.of_tier("city").years_by_kind == {"replenished": (2013,)}
    assert "replenished" not in part.of_tier("district").years_by_kind
