"""Events, ballots and the reading, against a plain count over rows and persons."""

from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st
from person_by_person import belongs, careers, counted
from random_histories import (
    BELOW,
    RATINGS,
    TIERS,
    YEARS,
    asked_of,
    event,
    filters,
    known,
    on_histories,
    one,
    outcomes,
    recorded_kinds,
    table,
    vote,
    votes,
)

from analysis import load
from analysis.counts.words import of_whom
from analysis.words import Words

events = st.lists(event, max_size=8)
OWN = {"unit", "tier", "sex"}


def where(told, of, rows, rating=False):
    """Say whether a record meets conditions; where no row tells a tier, a tier leaves none out."""
    untold = {"tier"} if not any(each["tier"] for each in rows) else set()
    return belongs(told, {n: v for n, v in of.items() if n not in untold}, rating)


def members(rows, of):
    people = careers(rows)
    return {p for p, own in people.items() if any(where(own[y], of, rows) for y in own)}


def chosen(told, of, records, rows):
    """Return the records that belong: by their own columns, or else by their person's lists."""
    if set(of) <= OWN:
        return [each for each in records if where(each, of, records)]
    inside = members(rows, of)
    return [each for each in records if each["person"] in inside]


@on_histories(filters, events, st.sampled_from(["recorded", "published"]))
def test_events_are_those_of_a_loop(rows, of, told, origin):
    of = known(rows, of)
    people = asked_of(table(rows), of, outcomes=outcomes(told, origin))
    sums, names = Counter(), defaultdict(list)
    for each in chosen(told, of, told, rows):
        last = each["first_year"] + each["longer"]
        if {each["first_year"], last} <= set(YEARS):
            year = each["first_year"] if last == each["first_year"] else None
            for kind, below in BELOW.items():
                wide = kind != each["kind"] and each["kind"] in below
                if kind == each["kind"] or (wide and origin != "published"):
                    key = (kind, year, each["sex"])
                    sums[key] += each["count"]
                    names[key].append(each["person"])
    expected = {
        key: (n, None if None in names[key] else len(set(names[key]))) for key, n in sums.items()
    }
    answer = people.events(["kind", "year", "sex"])
    plain = answer.astype(object).where(answer.notna(), None)
    found = {(r.kind, r.year, r.sex): (r.events, r.people) for r in plain.itertuples()}
    assert found == expected
    assert len(answer) == len(expected)


def test_a_tier_told_in_another_year_is_told():
    rows = [one(tier="city", rating="good")]
    told = {"person": "p", "unit": "A", "sex": "female", "kind": "appointed", "count": 1}
    events_told = [
        {**told, "tier": tier, "first_year": year, "longer": 0}
        for tier, year in (("city", 2010), (None, 2011))
    ]
    asked = asked_of(table(rows), {"tier": ("district",)}, outcomes=outcomes(events_told))
    assert asked.events("kind").empty


def test_a_condition_that_events_do_not_tell_is_met_by_their_person_wherever_the_event_is():
    rows = [one(person="p0", post_group="schools"), one(person="p1", post_group="communes")]
    told = [
        {"person": p, "unit": "Z", "tier": "city", "sex": None, "kind": "appointed"}
        | {"first_year": 2012, "longer": 0, "count": 1}
        for p in ("p0", "p1", None)
    ]
    people = asked_of(table(rows), {"post_group": ("schools",)}, outcomes=outcomes(told))
    assert people.events("kind").set_index("kind")["people"].to_dict() == {
        "appointed": 1,
        "appointed_or_reappointed": 1,
    }


IDENTITY = ("date", "post", "body", "round", "rule")


@on_histories(filters, st.lists(vote, max_size=8))
def test_ballots_are_the_figures_of_each_vote_and_hold_no_person(rows, of, cast):
    of = known(rows, of)
    people = asked_of(table(rows), of, votes=votes(cast))
    if set(of) <= {"unit", "tier"}:
        own = {name: values for name, values in of.items() if name == "unit"}
        inside = [each for each in cast if belongs(each, own)]
    else:
        inside = [each for each in cast if each["person"] in members(rows, of)]
    expected = Counter(
        (*(each[name] for name in IDENTITY), each["summoned"], 8, 8, 3, 2, each["low"])
        for each in inside
        if int(each["date"][:4]) in YEARS
    )
    answer = people.ballots(["date", "post"])
    assert "person" not in answer
    answer = answer.assign(date=answer["date"].dt.strftime("%Y-%m-%d")).drop(columns="origin")
    assert counted(answer) == expected


def test_an_answer_on_ballots_says_of_whom_it_is_and_not_of_a_tier():
    cast = [{"person": "p", "unit": "A", "date": "2012-12-01", "post": None, "rule": None}]
    people = asked_of(table([one(sex="female")]), votes=votes([{**cast[0], "low": 1}]))
    told = people.where(tier="district", unit="A").ballots()["of"].iloc[0]
    assert told == "unit=A"
    women = people.where(tier="district", sex="female").ballots()["of"].iloc[0]
    assert "women" in of_whom(women, Words("en")) and "tier=district" in women


@pytest.mark.parametrize(
    ("language", "told"),
    [("vi", "cán bộ, nữ, có lượt đào tạo, bồi dưỡng"), ("en", "cadres, women, training on record")],
)
def test_those_who_had_an_event_are_told_by_its_kind(language, told):
    assert of_whom("sex=female&kind=training", Words(language)) == told


@given(recorded_kinds, st.sampled_from([None, ("district",), ("city",)]), st.booleans())
def test_a_wide_kind_is_recorded_where_all_of_its_parts_are(recorded, tiers, anywhere):
    """Of each unit by itself; and it is stated where the lists of all of these say so."""
    rows = table([one(tier="district"), one(person="q", tier="city", unit="B")])
    of = {"tier": tiers} if tiers and not anywhere else {}
    people = asked_of(rows, {"tier": tiers} if tiers else {}, recorded_outcomes=recorded)
    told = set(recorded)
    if of and any(tier for tier, *_ in recorded):
        told = {each for each in recorded if each[0] in tiers}
    units = {None: "AB", ("district",): "A", ("city",): "B"}[of.get("tier")]
    expected = {}
    for kind, below in BELOW.items():
        parts = {k for _, k, *_ in told if k in below}
        for year in range(2010, 2016):
            met = {u: covers(told, parts, u, year, (True, False)) for u in units} if parts else {}
            said = {u: covers(told, parts, u, year, (True,)) for u in units}
            if any(met.values()):
                stated = all(said[unit] for unit in units if met[unit])
                expected[kind, year] = (sum(met.values()), len(units), stated)
    answer = people.recorded(anywhere=anywhere, partly=True).drop(columns="of")
    found = {(k, year): tuple(rest) for k, year, *rest in answer.itertuples(index=False)}
    assert found == expected
    assert len(answer) == len(expected), "years outside those asked about are told too"


def covers(told, parts, unit, year, stated):
    return all(
        any((k, y) == (part, year) and u in (None, unit) and s in stated for _, k, y, u, s in told)
        for part in parts
    )


@on_histories(filters, events)
def test_events_are_joined_to_whoever_is_on_a_list(rows, of, told):
    people = asked_of(table(rows), known(rows, of), outcomes=outcomes(told))
    listed, sums = set(careers(rows)), Counter()
    belong = members(rows, people.of)
    own = {name: values for name, values in people.of.items() if name in ("unit", "tier")}
    for each in told:
        years = {each["first_year"], each["first_year"] + each["longer"]}
        inside = all(each[name] is None or each[name] in of for name, of in own.items())
        for kind in [k for k, below in BELOW.items() if each["kind"] in below]:
            if inside and years <= set(YEARS):
                sums[kind, "events"] += each["count"]
                sums[kind, "on_lists"] += each["count"] * (each["person"] in listed)
            if not inside and each["person"] in belong and years <= set(YEARS):
                sums[kind, "elsewhere"] += each["count"]
    found = people.joined().set_index("kind")[["events", "on_lists", "elsewhere"]].stack()
    assert {key: n for key, n in found.items() if n} == {key: n for key, n in sums.items() if n}


@on_histories(filters)
def test_who_is_outside_meets_not_the_first_condition_that_is_told(rows, of):
    of = known(rows, of)
    expected = Counter()
    for each in rows:
        missed = next((n for n in of if not where(each, {n: of[n]}, rows, True)), None)
        if missed:
            state = each["rating"] or "not_rated"
            state = "withheld" if each["withheld"] else state
            expected[missed, each[missed], each["year"], state] += each["count"]
    answer = asked_of(table(rows), of).outside()
    told = counted(answer[["column", "value", "year", "state", "n", "of"]])
    assert +told == +expected
    assert set(answer["state"]) <= {*RATINGS, "not_rated", "withheld"}


@on_histories(filters)
def test_inside_and_outside_are_all_who_are_on_a_list(rows, of):
    asked = asked_of(table(rows), known(rows, of))
    inside, outside = asked.count()["n"].sum(), asked.outside()["n"].sum()
    assert inside + outside == sum(each["count"] for each in rows)


@pytest.mark.usefixtures("read_once")
def test_no_answer_about_the_demo_holds_a_person():
    history = load("data/demo")
    people = history.people(tier="district")
    answers = [
        people.count(["year", "unit", "sex"]),
        people.moves(2014, 2015, by="unit"),
        people.paths(by="sex", each_year="post_group"),
        people.followed("appointed", by="rating", start="every", before="training"),
        people.events(["kind", "year", "unit"]),
        *(people.joined(), people.outcome_accounts()),
        people.ballots(["date", "post", "unit"]),
        *(people.lists(), people.outside(), people.recorded()),
    ]
    persons = {*history.evaluations["person"], *history.votes["person"].dropna()}
    for answer in answers:
        assert len(answer) or answer is answers[9]
        for column in answer.select_dtypes(exclude="number"):
            assert not persons & {str(value) for value in answer[column].unique()}
        assert "person" not in answer


@pytest.mark.parametrize("tier", [*filter(None, TIERS)])
def test_lists_are_of_the_units_and_tiers_asked_about(tier):
    rows = [
        one(person=f"p{i}", tier=t, unit=u)
        for i, (t, u) in enumerate([("district", "A"), ("city", "A"), ("district", "B")])
    ]
    lists = asked_of(table(rows)).where(tier=tier).lists()
    assert set(lists["tier"]) == {tier}
    assert set(lists["unit"]) == ({"A", "B"} if tier == "district" else {"A"})
    assert lists["listed"].sum() == len(set(lists["unit"]))
