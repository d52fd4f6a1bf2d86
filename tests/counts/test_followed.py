"""Who is at risk, until when, and what ended it: against a plain count over persons."""

from collections import Counter

import pytest
from hypothesis import strategies as st
from person_by_person import belongs, careers, counted, state, unfollowed
from random_histories import RATINGS, YEARS, asked_of, filters, on_histories, one, table
from random_histories import known as named

from analysis import tables

events = st.lists(
    st.tuples(
        st.integers(0, 9), st.sampled_from(["appointed", "masters"]), st.integers(2010, 2015)
    ),
    max_size=8,
)
recorded = st.frozensets(
    st.tuples(st.sampled_from(["appointed", "masters"]), st.integers(2010, 2015)), max_size=10
)


def outcomes(told):
    return tables.frame(
        tables.OUTCOMES,
        [
            {"first_year": y, "last_year": y, "person": p, "kind": k, "count": 1}
            | {"origin": "recorded", "tier": "city", "unit": "elsewhere"}
            for p, k, y in told
        ],
    )


def stretch(years):
    last = max(years, default=0)
    return {y for y in years if all(between in years for between in range(y, last + 1))}


def ended(own, start, happened, of, gone, known, covered):
    """Return years to the end of one start and what it was, year by year."""
    if start + 1 not in covered:
        return 0, "not_covered"
    there = max(y for y in own if y in known and y <= max(covered))
    there = max(there, start)
    nobody_else = there + 1 in known and there + 1 <= max(covered)
    left = nobody_else and state(own, there + 1, of, gone) == "absent"
    for year in range(start + 1, there + left + 1):
        if year in happened:
            return year - start, "event"
    return there + left - start, "left" if left else "end_known"


@on_histories(filters, events, recorded, st.sampled_from(["first", "every", 2012]))
def test_followed_is_each_start_followed_by_hand(rows, of, told, kinds, start):
    told = [(f"p{number}", kind, year) for number, kind, year in told]
    every = table(rows)
    known_of = named(rows, of)
    levels = frozenset((None, kind, year) for kind, year in kinds)
    asked = asked_of(every, known_of, outcomes=outcomes(told), recorded_outcomes=levels)
    gone, known = unfollowed(rows), {each["year"] for each in rows}
    covered = {
        y for y in stretch({y for k, y in kinds if k == "appointed"}) if y <= max(known, default=0)
    }
    trained = {y for k, y in kinds if k == "masters"}
    expected = Counter()
    for person, own in careers(rows).items():
        starts = [
            y
            for y in sorted(own)
            if belongs(own[y], known_of) and own[y]["rating"] and not own[y]["withheld"]
        ]
        starts = starts[:1] if start == "first" else [y for y in starts if start in ("every", y)]
        for year in starts:
            happened = {y for p, k, y in told if (p, k) == (person, "appointed")}
            courses = [y for p, k, y in told if (p, k) == (person, "masters") and y <= year]
            had = True if courses else (False if year in trained else None)
            end = ended(own, year, happened, known_of, gone, known, covered)
            expected[own[year]["rating"], had, year, *end] += 1
    answer = asked.followed("appointed", by="rating", start=start, before="masters")
    assert counted(answer) == expected


@on_histories(filters, st.sampled_from(["first", "every", 2012]))
def test_where_nothing_happens_followed_is_a_margin_of_paths(rows, of, start):
    """Who was rated when, who left after, and who was there to the end, are ways through years."""
    levels = frozenset((None, "appointed", year) for year in YEARS)
    asked = asked_of(table(rows), named(rows, of), recorded_outcomes=levels)
    known = {each["year"] for each in rows}
    expected = Counter()
    for *way, n, _ in asked.paths().astype(object).itertuples(index=False):
        states = dict(zip(YEARS, way[: len(YEARS)], strict=True))
        rated = [year for year in YEARS if states[year] in RATINGS]
        for year in rated[:1] if start == "first" else rated:
            if start in ("first", "every", year):
                expected[states[year], year, *without_event(states, year, known)] += n
    assert counted(asked.followed("appointed", by="rating", start=start)) == expected


def without_event(states, start, known):
    if start + 1 > max(known):
        return 0, "not_covered"
    listed = [y for y in known if y >= start and states[y] not in ("absent", "not_reported")]
    after = max(listed) + 1
    left = after in known and states[after] == "absent"
    return max(listed) + left - start, "left" if left else "end_known"


def test_who_had_the_event_is_not_dropped_for_leaving_later():
    rows = [one(rating="good"), one(rating="good", year=2012)]
    rows += [one(person="q", rating="good", year=year) for year in YEARS]
    levels = frozenset((None, "appointed", year) for year in YEARS)
    asked = asked_of(
        table(rows), outcomes=outcomes([("p", "appointed", 2012)]), recorded_outcomes=levels
    )
    assert counted(asked.followed("appointed")) == {
        (2011, 1, "event"): 1,
        (2011, 3, "end_known"): 1,
    }


def test_events_that_tell_no_person_make_no_zero():
    rows = [one(rating="good", year=year) for year in YEARS]
    levels = frozenset((None, "appointed", year) for year in YEARS)
    told = outcomes([("p", "appointed", 2012), (None, "appointed", 2013)])
    asked = asked_of(table(rows), outcomes=told, recorded_outcomes=levels)
    assert set(asked.followed("appointed")["ended"]) == {"not_covered"}


def test_an_unknown_kind_or_start_is_refused_with_the_nearest():
    asked = asked_of(table([one(rating="good")]))
    with pytest.raises(ValueError, match="did you mean appointed"):
        asked.followed("apointed")
    with pytest.raises(ValueError, match="no start 2020"):
        asked.followed("appointed", start=2020)
