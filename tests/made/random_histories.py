"""Random histories: what `person_by_person` counts, and the code under test answers."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import records
from analysis.counts import Population
from analysis.counts.history import empty_history
from analysis.counts.states.coverage import FEWEST_EXPECTED
from analysis.sources.people.doubts import doubts, pairs

# Of each relation 40 histories in `make test`, 400 in `make test-full`.
EXAMPLES = 400 if settings.get_current_profile_name() == "full" else 40
YEARS = (2011, 2012, 2013, 2014)
RATINGS = ("excellent", "good", "completed", "not_completed")
UNITS, TIERS = ("A", "B", None), ("city", "district", None)
COLUMNS = ("person", "year", "unit", "tier", "sex", "post_group", "rating", "withheld")

row = st.fixed_dictionaries(
    {
        "unit": st.sampled_from(UNITS),
        "tier": st.sampled_from(TIERS),
        "sex": st.sampled_from(["female", "male", None]),
        "post_group": st.sampled_from(["schools", "communes", None]),
        "rating": st.sampled_from([*RATINGS, None]),
        "withheld": st.sampled_from([False, False, False, True]),
        "name": st.sampled_from(["of two", "of two", "own", None]),
        "birth": st.sampled_from(["1970", "1970", "1980", None]),
    }
)
# What the reader alone knows of people.
NAMED = ("name", "birth")
career = st.dictionaries(st.sampled_from(YEARS), row, max_size=4)
cells = st.lists(st.tuples(st.sampled_from(YEARS), row, st.integers(0, 4)), max_size=3)


@st.composite
def histories(draw):
    """Some people's careers, lists that are long enough to be missed, and counted cells."""
    renumbered = draw(st.lists(st.tuples(career, st.sampled_from(YEARS[1:])), max_size=2))
    people = [
        {year: told for year, told in years.items() if (year < since) == before}
        for years, since in renumbered
        for before in (True, False)
    ]
    people += draw(st.lists(career, max_size=6))
    crowd = draw(st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from(YEARS)), max_size=3))
    regular = {"tier": "district", "sex": "male", "post_group": "schools", "rating": "good"}
    regular |= dict.fromkeys(NAMED)
    people += [
        {year: {**regular, "unit": unit, "withheld": False}}
        for unit, year in crowd
        for _ in range(FEWEST_EXPECTED)
    ]
    rows = [
        {"person": f"p{number}", "year": year, "count": 1, **told, "name": _name(number, told)}
        for number, years in enumerate(people)
        for year, told in years.items()
    ]
    counted = draw(cells)
    rows += [{"person": None, "year": y, "count": n, **told} for y, told, n in counted]
    return rows


def _name(number, told):
    """Return a name that at most one other has: then it is sure who may be whom."""
    names = {"of two": f"name {number // 2}", "own": f"own name {number}"}
    return names.get(told.get("name"))


def on_histories(*more):
    """Give a test random histories, and whatever else it takes."""
    return lambda test: settings(max_examples=EXAMPLES)(given(histories(), *more)(test))


def table(rows):
    told = [{name: each[name] for name in each if name not in NAMED} for each in rows]
    return records.frame(records.EVALUATIONS, [{**each, "origin": "recorded"} for each in told])


filters = st.sampled_from(
    [
        {},
        {"tier": ["district"]},
        {"unit": ["A"]},
        {"tier": ["district"], "post_group": ["schools"]},
        {"sex": ["female"]},
        {"rating": ["excellent", "good"]},
    ]
)


def population(rows, of):
    told = records.frame(records.DOUBTS, doubts(pairs(rows)))
    return asked_of(table(rows), known(rows, of), doubts=told)


def known(rows, of):
    """Return a filter without values that no row has; a tier that none tells leaves nobody out."""
    met = {name: {each[name] for each in rows} for name in of}
    told = {n: tuple(v for v in vs if v in met[n]) for n, vs in of.items()}
    return {n: vs for n, vs in told.items() if n != "tier" or met["tier"] - {None}}


def asked_of(evaluations, of=None, years=YEARS, **more):
    return Population(replace(empty_history(), evaluations=evaluations, **more), years, of or {})


def one(**more):
    told = {"person": "p", "year": 2011, "unit": "A", "tier": "district", "count": 1}
    return {**dict.fromkeys(COLUMNS), "withheld": False, **told, **more}


# The kinds below each that the outcomes here have, itself included.
BELOW = {
    "appointed_or_reappointed": {"appointed_or_reappointed", "appointed", "reappointed"},
    "training": {"training", "masters"},
    **{kind: {kind} for kind in ("appointed", "reappointed", "masters")},
}
own_row = {
    "unit": st.sampled_from(UNITS),
    "person": st.sampled_from([*(f"p{number}" for number in range(9)), None]),
}
event = st.fixed_dictionaries(
    {
        **own_row,
        "tier": st.sampled_from(TIERS),
        "sex": st.sampled_from(["female", "male", None]),
        "kind": st.sampled_from(
            ["appointed", "reappointed", "appointed_or_reappointed", "masters"]
        ),
        "first_year": st.integers(2010, 2015),
        "longer": st.sampled_from([0, 0, 0, 1]),
        "count": st.integers(1, 3),
    }
)
vote = st.fixed_dictionaries(
    {
        **own_row,
        "date": st.sampled_from(["2010-12-01", "2012-12-01", "2012-12-08", "2013-05-02"]),
        "post": st.sampled_from(["Bí thư", "Chủ tịch", None]),
        "body": st.sampled_from(["party", "council", None]),
        "round": st.sampled_from([1, 2, None]),
        "rule": st.sampled_from(["165-QĐ/TW", None]),
        "summoned": st.sampled_from([9, 8, None]),
        "low": st.sampled_from([1, 2, None]),
    }
)
recorded_kinds = st.frozensets(
    st.tuples(
        st.sampled_from([*TIERS]),
        st.sampled_from(["appointed", "reappointed", "masters"]),
        st.integers(2010, 2015),
        st.sampled_from([None, None, "A", "B"]),
        st.booleans(),
    ),
    max_size=12,
)


def outcomes(events, origin="recorded"):
    rows = [{**e, "last_year": e["first_year"] + e["longer"], "origin": origin} for e in events]
    columns = [{k: v for k, v in row.items() if k != "longer"} for row in rows]
    return records.frame(records.OUTCOMES, columns)


def votes(cast):
    rest = {"issued": 8, "returned": 8, "high": 3, "confident": 2, "origin": "recorded"}
    return records.frame(records.VOTES, [{**rest, **each} for each in cast])
