from fractions import Fraction
from math import exp, log, sqrt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import tables
from analysis.measures.time_to_event import time_to_event

YEARS = range(2011, 2016)
SIZES = ["time", "at_risk", "events", "left", "censored"]
LAST = 2060


def listed(people, **common):
    """Return evaluations; a person is {year: rating}."""
    rows = [
        {"year": year, "person": person, "rating": rating}
        for person, years in people.items()
        for year, rating in years.items()
    ]
    base = {"count": 1, "origin": "recorded", "sex": "male"}
    return tables.frame(tables.EVALUATIONS, [{**base, **row, **common} for row in rows])


def events(*rows, **common):
    """Return outcomes; an event is (person, year)."""
    base = {"kind": "appointed", "count": 1, "origin": "recorded"}
    records = [{"person": who, "first_year": year, "last_year": year} for who, year in rows]
    return tables.frame(tables.OUTCOMES, [{**base, **row, **common} for row in records])


def curve(people, rows, by="sex"):
    return time_to_event(listed(people), events(*rows), "appointed", by=[by])


def followed(event=(), left=(), censored=()):
    """Return the curve of people whose times are given; lists are kept until LAST."""
    people, rows = {"clerk": {LAST: None}}, []
    for number, time in enumerate(event):
        people[f"event{number}"] = {2000: "good", LAST: "good"}
        rows.append((f"event{number}", 2000 + time))
    for number, time in enumerate(left):
        people[f"left{number}"] = {2000: "good", 2000 + time - 1: "good"}
    for number, time in enumerate(censored):
        people[f"censored{number}"] = {LAST - time: "good", LAST: "good"}
    return curve(people, rows).set_index("time")


def test_remission_under_6_mp():
    # Freireich et al. (1963), Blood 21, 699-716; the product-limit estimates are in Klein and
    # Moeschberger, Survival Analysis, 2nd ed., table 4.1; the log-log limits are Stata's default
    # and those of lifelines 0.30.
    table = followed(
        event=[6, 6, 6, 7, 10, 13, 16, 22, 23],
        left=[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35],
    )
    published = {
        6: (21, 0.8571, 0.6197, 0.9516),
        7: (17, 0.8067, 0.5631, 0.9228),
        10: (15, 0.7529, 0.5032, 0.8894),
        13: (12, 0.6902, 0.4316, 0.8491),
        16: (11, 0.6275, 0.3675, 0.8049),
        22: (7, 0.5378, 0.2678, 0.7468),
        23: (6, 0.4482, 0.1881, 0.6801),
    }
    for time, row in published.items():
        columns = ["at_risk", "survival", "low", "high"]
        assert table.loc[time, columns].tolist() == pytest.approx(row, abs=5e-5)
    assert table.index.tolist() == list(range(36))
    assert table.loc[35, "survival"] == table.loc[23, "survival"]
    assert (table.loc[8, ["low", "high"]] == table.loc[7, ["low", "high"]]).all()


def test_breast_cancer_with_a_competing_risk():
    # Satagopan et al. (2004), British Journal of Cancer 91, 1229-1235, table 2: of 305 patients
    # some died of the disease, some of other causes; percentages to one decimal.
    disease, other, alive = [10, 16, 23, 27], [18, 26], [7, 14, 24, *[30] * (305 - 9)]
    table = followed(event=disease, left=other, censored=alive)
    at_risk = table.loc[[0, 10, 16, 18, 23, 26, 27], "at_risk"]
    assert at_risk.tolist() == [305, 304, 302, 301, 300, 298, 297]
    rise = (100 * table["incidence"]).diff().round(1)
    assert rise[rise > 0].to_dict() == dict.fromkeys(disease, 0.3)
    all_causes = followed(event=[*disease, *other], censored=alive)["survival"]
    percent = (100 * all_causes).round(1)
    assert percent[sorted([*disease, *other])].tolist() == [99.7, 99.3, 99.0, 98.7, 98.3, 98.0]


def test_a_curve_laid_out_by_hand():
    people = {
        "event": {2011: "good", 2012: "good", 2013: "good"},
        "event_when_leaving": {2011: "good"},
        "left": {2011: "good", 2012: "good"},
        "event_after_leaving": {2011: "good", 2012: None},
        "stays": {2011: "good", 2012: "good", 2013: "good"},
        "away_and_back": {2011: "good", 2013: "good"},
        "event_too_early": {2011: "good", 2013: None},
        "starts_late": {2011: None, 2012: "good", 2013: "good"},
        "starts_last": {2013: "good"},
        "never_rated": {2011: None, 2012: None},
    }
    rows = [
        ("event", 2012),
        ("event", 2013),
        ("event_when_leaving", 2012),
        ("event_after_leaving", 2014),
        ("event_too_early", 2011),
        ("never_rated", 2012),
        ("stays", 2015),
        ("stranger", 2012),
    ]
    table = curve(people, rows)
    assert table[SIZES].to_numpy().tolist() == [
        [0, 9, 0, 0, 1],
        [1, 8, 2, 0, 1],
        [2, 5, 0, 2, 3],
    ]
    assert table["survival"].tolist() == pytest.approx([1, 6 / 8, 6 / 8])
    assert table["incidence"].tolist() == pytest.approx([0, 2 / 8, 2 / 8])


def test_those_who_left_before_can_have_no_event_any_more():
    # Two of four leave, then one of the two who are left has the event: a half by Kaplan-Meier,
    # a quarter of those who started.
    table = followed(event=[2], left=[1, 1], censored=[2])
    assert table.loc[2, "survival"] == pytest.approx(1 / 2)
    assert table.loc[2, "incidence"] == pytest.approx(1 / 4)


SMALL_EVENTS = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from(range(2010, 2018))), max_size=9
)
SMALL_LISTS = st.dictionaries(
    st.sampled_from("abcdef"),
    st.dictionaries(
        st.sampled_from(YEARS), st.sampled_from(["excellent", "good", None]), min_size=1
    ),
    min_size=1,
    max_size=6,
)


def ends_by_loop(people, rows):
    """Return the (time, how) of each person by the rating started from."""
    last, ends = max(year for years in people.values() for year in years), {}
    for person, years in people.items():
        rated = sorted(year for year, rating in years.items() if rating)
        if not rated:
            continue
        start, gone = rated[0], max(years) < last
        stop = max(years) + 1 if gone else last
        had = [year for who, year in rows if who == person and start < year <= stop]
        end = (min(had), "event") if had else (stop, "left" if gone else "censored")
        ends.setdefault(years[start], []).append((end[0] - start, end[1]))
    return ends


def estimates(ends):
    """Return exact estimates and a log-log interval for each year: product limits by hand."""
    survival = free = Fraction(1)
    incidence, left_share, greenwood = Fraction(0), Fraction(0), 0.0
    for time in range(max(time for time, _ in ends) + 1):
        at_risk = sum(end >= time for end, _ in ends)
        happened, left = (sum(end == (time, how) for end in ends) for how in ("event", "left"))
        incidence += free * Fraction(happened, at_risk)
        left_share += free * Fraction(left, at_risk)
        survival *= 1 - Fraction(happened, at_risk)
        free *= 1 - Fraction(happened + left, at_risk)
        assert incidence + left_share + free == 1
        low = high = 1.0 if time == 0 else None
        if 0 < survival < 1:
            greenwood += happened / (at_risk * (at_risk - happened))
            width = 1.959963984540054 * sqrt(greenwood) / log(survival)
            low, high = (exp(-exp(log(-log(survival)) + sign * width)) for sign in (-1, 1))
        yield time, at_risk, happened, left, survival, low, high, incidence


@given(SMALL_LISTS, SMALL_EVENTS)
def test_curves_are_those_of_exact_product_limits(people, rows):
    table = curve(people, rows, by="rating")
    found = dict(list(table.groupby("rating", observed=True)))
    expected = ends_by_loop(people, rows)
    assert set(found) == set(expected)
    columns = ["time", "at_risk", "events", "left", "survival", "low", "high", "incidence"]
    for rating, ends in expected.items():
        rows_found = found[rating][columns].astype(float).to_numpy().tolist()
        for row, exact in zip(rows_found, estimates(ends), strict=True):
            values = [float("nan") if value is None else float(value) for value in exact]
            assert row == pytest.approx(values, nan_ok=True, abs=1e-12)


@given(SMALL_LISTS, SMALL_EVENTS)
def test_what_holds_of_every_curve(people, rows):
    table = curve(people, rows)
    started = sum(any(years.values()) for years in people.values())
    if not started:
        assert table.empty
        return
    assert table["time"].tolist() == list(range(len(table)))
    assert table["at_risk"].iloc[0] == started
    assert table[["events", "left", "censored"]].sum().sum() == started
    gone = table[["events", "left", "censored"]].sum(axis=1)
    assert (table["at_risk"].shift(-1).fillna(0) == table["at_risk"] - gone).all()
    assert table["incidence"].is_monotonic_increasing
    assert table["survival"].is_monotonic_decreasing
    assert (table["incidence"] <= 1 - table["survival"] + 1e-12).all()
    if table["left"].sum() == 0:
        assert table["incidence"].tolist() == pytest.approx((1 - table["survival"]).tolist())
    known = table.dropna(subset=["low"])
    assert (known["low"] <= known["survival"]).all()
    assert (known["survival"] <= known["high"]).all()


@given(SMALL_LISTS, SMALL_EVENTS)
def test_names_of_people_change_nothing(people, rows):
    renamed = dict(zip("abcdef", "zyxwvu", strict=True))
    other = {renamed[person]: years for person, years in people.items()}
    moved = [(renamed[person], year) for person, year in rows]
    pd.testing.assert_frame_equal(
        curve(people, rows, by="rating"), curve(other, moved, by="rating")
    )


def test_one_year_of_lists_is_a_start_and_nothing_more():
    table = curve({"a": {2011: "good"}, "b": {2011: "excellent"}}, [("a", 2012)])
    assert table[SIZES].to_numpy().tolist() == [[0, 2, 0, 0, 2]]
    assert table[["survival", "low", "high", "incidence"]].to_numpy().tolist() == [[1, 1, 1, 0]]


def test_everybody_has_the_event_at_once():
    table = followed(event=[1, 1, 1])
    assert table[["at_risk", "events", "survival", "incidence"]].to_numpy().tolist() == [
        [3, 0, 1, 0],
        [3, 3, 0, 1],
    ]
    assert table.loc[1, ["low", "high"]].isna().all()


def test_one_person_who_left():
    table = followed(left=[2])
    assert table["left"].tolist() == [0, 0, 1]
    assert table["survival"].tolist() == [1, 1, 1]
    assert table["incidence"].tolist() == [0, 0, 0]
    assert table["low"].isna().tolist() == [False, True, True]


def test_a_kind_takes_the_kinds_below_it():
    evaluations = listed({"a": {2011: "good", 2012: "good"}})
    parent, child, other = (
        time_to_event(evaluations, events(("a", 2012), kind=kind), wanted, by=["sex"])
        for kind, wanted in (
            ("reappointed", "appointed_or_reappointed"),
            ("reappointed", "reappointed"),
            ("reappointed", "appointed"),
        )
    )
    assert [table["events"].sum() for table in (parent, child, other)] == [1, 1, 0]
    assert parent["kind"].unique().tolist() == ["appointed_or_reappointed"]


def test_groups_are_those_of_the_starting_year():
    evaluations = pd.concat(
        [
            listed({"a": {2011: "good", 2012: "excellent"}}, sex="female"),
            listed({"b": {2012: "excellent"}}, sex=None),
        ]
    )
    by_rating = time_to_event(evaluations, events(("a", 2012)), "appointed", by=["rating"])
    assert by_rating[["rating", "time", "at_risk"]].to_numpy().tolist() == [
        ["good", 0, 1],
        ["good", 1, 1],
        ["excellent", 0, 1],
    ]
    assert by_rating["rating"].cat.ordered
    by_sex = time_to_event(evaluations, events(("a", 2012)), "appointed", by=["sex", "year"])
    assert by_sex["sex"].fillna("?").tolist() == ["female", "female", "?"]
    assert by_sex["year"].tolist() == [2011, 2011, 2012]


@pytest.mark.parametrize("by", [["rating"], ["sex"], ["year", "rating"]])
def test_nobody_gives_an_empty_table_with_every_column(by):
    nobody = time_to_event(listed({}), events(), "training", by=by)
    some = time_to_event(listed({"a": {2011: "good"}}), events(), "training", by=by)
    assert nobody.empty
    assert list(nobody) == list(some)
    assert nobody.drop(columns="origin").dtypes.equals(some.drop(columns="origin").dtypes)


def test_cells_mixed_origins_and_no_group_are_refused():
    person = listed({"a": {2011: "good"}})
    with pytest.raises(ValueError, match="evaluations are counted cells"):
        time_to_event(person.assign(person=None), events(), "training", by=["sex"])
    with pytest.raises(ValueError, match="counted cells"):
        time_to_event(person, events((None, 2012)), "appointed", by=["sex"])
    with pytest.raises(ValueError, match="never summed"):
        time_to_event(person, events(("a", 2012), origin="simulated"), "planned", by=["sex"])
    with pytest.raises(ValueError, match="name at least one column"):
        time_to_event(person, events(), "training", by=[])
