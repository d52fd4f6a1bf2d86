"""Who is at risk, until when, and what ended it: against a plain count over persons."""

from collections import Counter, defaultdict
from dataclasses import replace

import pytest
from hypothesis import strategies as st
from person_by_person import belongs, careers, counted, state, unfollowed
from random_histories import RATINGS, UNITS, YEARS, asked_of, filters, on_histories, one, table
from random_histories import known as named

from analysis import records

KINDS = ["appointed", "masters"]
events = st.lists(
    st.tuples(
        st.integers(0, 9),
        st.sampled_from(KINDS),
        st.integers(2010, 2015),
        st.sampled_from([None, "02-10", "11-30", "12-20"]),
    ),
    max_size=8,
)
recorded = st.frozensets(
    st.tuples(st.sampled_from(KINDS), st.integers(2010, 2015), st.sampled_from([*UNITS, None])),
    max_size=14,
)
days = st.sampled_from([None, "11-30"])


def outcomes(told):
    return records.frame(
        records.OUTCOMES,
        [
            {"first_year": y, "last_year": y, "person": p, "kind": k, "count": 1}
            | {"date": day and f"{y}-{day}", "origin": "recorded"}
            | {"tier": "city", "unit": "elsewhere"}
            for p, k, y, day in told
        ],
    )


def years_covered(kinds, kind, unit, day):
    """Return the years in which a kind is recorded of a unit, from evaluation to evaluation."""
    years = {y for k, y, u in kinds if k == kind and u in (None, unit)}
    return years if day is None else {y for y in years if y - 1 in years}


def unit_of(own, year, start):
    """Return the unit of somebody in a year: that of the list, else of the last that names one."""
    return next(
        (own[y]["unit"] for y in range(year, start - 1, -1) if y in own and own[y]["unit"]), None
    )


def ended(own, start, happened, of, gone, known, covered, sent, calendar):
    """Return years to the end of one start and what it was, year by year."""
    last = max(known)
    if start + 1 > last:
        return 0, "not_covered"
    if not covered(start + 1):
        but_days = "days_missing" if calendar(start + 1) else "not_covered"
        return 0, "not_sent" if start + 1 in sent else but_days
    reach = start + 1
    while reach + 1 <= last and covered(reach + 1):
        reach += 1
    there = max(y for y in own if y in known and start <= y <= reach)
    after = there + 1
    left = after in known and after <= reach and state(own, after, of, gone) == "absent"
    for year in range(start + 1, there + left + 1):
        if year in happened:
            return year - start, "event"
    return unless_unseen(there + left - start, "left" if left else "end_known")


def unless_unseen(after, end):
    """Return an end, of which an end of the record after no year at all is that of nobody."""
    return (after, end) if after else (0, "not_covered")


@on_histories(filters, events, recorded, st.sampled_from(["first", "every", 2012]), days)
def test_followed_is_each_start_followed_by_hand(rows, of, told, kinds, start, day):
    told = [(f"p{number}", kind, year, on) for number, kind, year, on in told]
    every = table(rows)
    known_of = named(rows, of)
    levels = frozenset((None, kind, year, unit, True) for kind, year, unit in kinds)
    more = {"outcomes": outcomes(told), "recorded_outcomes": levels}
    asked = replace(asked_of(every, known_of, **more), evaluated_on=day)
    gone, known = unfollowed(rows), {each["year"] for each in rows}
    first_list = min(known, default=0)
    happened = defaultdict(set)
    for person, kind, year, on in told:
        happened[person, kind].add(year + bool(on and day and on > day))
    sent = set().union(*(years_covered(kinds, "appointed", u, day) for u in (*UNITS, "other")))
    expected = Counter()
    people = careers(rows)
    begins = {
        person: [
            y
            for y in sorted(own)
            if belongs(own[y], known_of) and own[y]["rating"] and not own[y]["withheld"]
        ]
        for person, own in people.items()
    }
    if start == "first":
        begins = {person: years[:1] for person, years in begins.items()}
    elif start != "every":
        begins = {person: [y for y in years if y == start] for person, years in begins.items()}
    earliest = min((y for years in begins.values() for y in years), default=0)
    for person, years in begins.items():
        own = people[person]
        for year in years:
            courses = happened[person, "masters"]
            at = unit_of(own, year, earliest)
            could = year in years_covered(kinds, "masters", at, day)
            had = True if any(y <= year for y in courses) else (False if could else None)

            def covered(y, own=own):
                unit = unit_of(own, y, earliest)
                return y in years_covered(kinds, "appointed", unit, day)

            def calendar(y, own=own):
                return y in years_covered(kinds, "appointed", unit_of(own, y, earliest), None)

            then = happened[person, "appointed"]
            came = year == min(own) and year > first_list
            nothing = "none" if covered(year) else "unknown"
            that_year = nothing if year not in then else "came" if came else "had"
            end = ended(own, year, then, known_of, gone, known, covered, sent, calendar)
            expected[own[year]["rating"], had, year, that_year, *end] += 1
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
    answer = asked.followed("appointed", by="rating", start=start)
    assert set(answer["that_year"]) <= {"none"}
    assert counted(answer.drop(columns="that_year")) == expected


def without_event(states, start, known):
    if start + 1 > max(known):
        return 0, "not_covered"
    listed = [y for y in known if y >= start and states[y] not in ("absent", "not_reported")]
    after = max(listed) + 1
    left = after in known and states[after] == "absent"
    return unless_unseen(max(listed) + left - start, "left" if left else "end_known")


def test_who_had_the_event_is_not_dropped_for_leaving_later():
    rows = [one(rating="good"), one(rating="good", year=2012)]
    rows += [one(person="q", rating="good", year=year) for year in YEARS]
    levels = frozenset((None, "appointed", year) for year in YEARS)
    asked = asked_of(
        table(rows), outcomes=outcomes([("p", "appointed", 2012, None)]), recorded_outcomes=levels
    )
    assert counted(asked.followed("appointed")) == {
        (2011, "none", 1, "event"): 1,
        (2011, "none", 3, "end_known"): 1,
    }


def test_events_that_tell_no_person_make_no_zero():
    rows = [one(rating="good", year=year) for year in YEARS]
    levels = frozenset((None, "appointed", year) for year in YEARS)
    told = outcomes([("p", "appointed", 2012, None), (None, "appointed", 2013, None)])
    asked = asked_of(table(rows), outcomes=told, recorded_outcomes=levels)
    assert set(asked.followed("appointed")["ended"]) == {"not_covered"}


def test_an_unknown_kind_or_start_is_refused_with_the_nearest():
    asked = asked_of(table([one(rating="good")]))
    with pytest.raises(ValueError, match="did you mean appointed"):
        asked.followed("apointed")
    with pytest.raises(ValueError, match="no start 2020"):
        asked.followed("appointed", start=2020)
