"""Random histories, and what a person's years are, worked out person by person in plain Python."""

from collections import Counter, defaultdict
from dataclasses import replace

from hypothesis import strategies as st

from analysis import tables
from analysis.counts import Population
from analysis.counts.coverage import FEWEST_EXPECTED
from analysis.counts.history import empty_history

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
    }
)
career = st.dictionaries(st.sampled_from(YEARS), row, max_size=4)
cells = st.lists(st.tuples(st.sampled_from(YEARS), row, st.integers(0, 4)), max_size=3)


@st.composite
def histories(draw):
    """Some people's careers, lists that are long enough to be missed, and counted cells."""
    people = draw(st.lists(career, max_size=8))
    crowd = draw(st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from(YEARS)), max_size=3))
    regular = {"tier": "district", "sex": "male", "post_group": "schools", "rating": "good"}
    people += [
        {year: {**regular, "unit": unit, "withheld": False}}
        for unit, year in crowd
        for _ in range(FEWEST_EXPECTED)
    ]
    rows = [
        {"person": f"p{number}", "year": year, "count": 1, **told}
        for number, years in enumerate(people)
        for year, told in years.items()
    ]
    counted = draw(cells)
    rows += [{"person": None, "year": y, "count": n, **told} for y, told, n in counted]
    return rows


def table(rows):
    return tables.frame(tables.EVALUATIONS, [{**each, "origin": "recorded"} for each in rows])


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
    return asked_of(table(rows), known(rows, of))


def known(rows, of):
    """Return a filter without values that no row has; a tier that none tells leaves nobody out."""
    met = {name: {each[name] for each in rows} for name in of}
    told = {n: tuple(v for v in vs if v in met[n]) for n, vs in of.items()}
    return {n: vs for n, vs in told.items() if n != "tier" or met["tier"] - {None}}


def asked_of(evaluations, of=None, years=YEARS, **more):
    return Population(replace(empty_history(), evaluations=evaluations, **more), years, of or {})


def belongs(told, of, rating=False):
    return all(
        told[column] in values for column, values in of.items() if rating or column != "rating"
    )


def missing(rows):
    """Say which lists (unit, tier) are missing in which years, counted by hand."""
    size = Counter()
    for each in rows:
        size[each["unit"], each["tier"], each["year"]] += each["count"]
    lists = {(each["unit"], each["tier"]) for each in rows}
    gone = set()
    sent = {(each["unit"], each["tier"], each["year"]) for each in rows}
    tiers = {(tier, year) for _, tier, year in sent}
    for unit, tier in lists:
        years = [y for u, t, y in sent if (u, t) == (unit, tier)]
        for year in YEARS:
            if year in years:
                continue
            nearest = min(abs(year - y) for y in years)
            most = max(size[unit, tier, y] for y in years if abs(year - y) == nearest)
            if most >= FEWEST_EXPECTED or (tier, year) not in tiers:
                gone.add((unit, tier, year))
    return gone


def unfollowed(rows):
    """Say on which lists nobody can be looked for: those missing, and those of counts alone."""
    named = {(each["unit"], each["tier"], each["year"]) for each in rows if each["person"]}
    counted = [each for each in rows if not each["person"] and each["count"]]
    return missing(rows) | {(e["unit"], e["tier"], e["year"]) for e in counted} - named


def state(own, year, of, gone):
    if told := own.get(year):
        if not belongs(told, of):
            return "elsewhere"
        return "withheld" if told["withheld"] else told["rating"] or "not_rated"
    before, after = [y for y in own if y < year], [y for y in own if y > year]
    near = ([max(before)] if before else []) + ([min(after)] if after else [])
    lists = {(own[y]["unit"], own[y]["tier"], year) for y in near}
    return "not_reported" if lists & gone else "absent"


def careers(rows):
    people = defaultdict(dict)
    for each in rows:
        if each["person"]:
            people[each["person"]][each["year"]] = each
    return people


def counted(answer):
    """Return an answer as a Counter, missing values as None."""
    plain = answer.astype(object).where(answer.notna(), None)
    plain = plain.drop(columns="of")
    return Counter({tuple(line[:-1]): line[-1] for line in plain.itertuples(index=False)})


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
    ),
    max_size=12,
)


def outcomes(events, origin="recorded"):
    rows = [{**e, "last_year": e["first_year"] + e["longer"], "origin": origin} for e in events]
    columns = [{k: v for k, v in row.items() if k != "longer"} for row in rows]
    return tables.frame(tables.OUTCOMES, columns)


def votes(cast):
    rest = {"issued": 8, "returned": 8, "high": 3, "confident": 2, "origin": "recorded"}
    return tables.frame(tables.VOTES, [{**rest, **each} for each in cast])
