"""What a person's years are, worked out person by person in plain Python, of rows as dicts."""

from collections import Counter, defaultdict
from itertools import combinations

from random_histories import YEARS

# Of a unit with fewer people in the nearest year nobody may have been on the list at all.
FEWEST_EXPECTED = 5


def belongs(told, of, rating=False):
    return all(
        told[column] in values for column, values in of.items() if rating or column != "rating"
    )


TIERS = ("city", "district", "unit")


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
            # Whose tier is not stated in one year may be of a tier that is, in another.
            if year in years or (tier is None and any((unit, t, year) in sent for t in TIERS)):
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


def doubted(rows):
    """Count who of each two years may be one or may be two, by the lists of both."""
    people, told = careers(rows), Counter()
    for year, later in combinations(YEARS, 2):
        before = {p: own[year] for p, own in people.items() if year in own}
        after = {p: own[later] for p, own in people.items() if later in own}
        for person, one in before.items():
            if person in after:
                other, reason = after[person], "merged"
                met = may_be_two(one, other)
            else:
                new = [after[p] for p in after if p not in before]
                other = next((each for each in new if each["name"] == one["name"]), None)
                met, reason = other and may_be_one(one, other), "namesake"
            if met and one["name"]:
                lists = (one["unit"], one["tier"], other["unit"], other["tier"])
                told[year, later, reason, *lists] += 1
    return told


def doubted_on_lists(rows, of):
    """Count them by years and reason, those who are on a list asked for in either year."""
    of_lists = {name: values for name, values in of.items() if name in ("tier", "unit")}
    told = Counter()
    for (year, later, reason, *lists), n in doubted(rows).items():
        ends = (dict(zip(("unit", "tier"), end, strict=True)) for end in (lists[:2], lists[2:]))
        if any(belongs(end, of_lists) for end in ends):
            told[year, later, reason] += n
    return told


def same(one, other, what):
    return one[what] == other[what] if one[what] and other[what] else None


def may_be_one(one, other):
    apart = False in (same(one, other, "birth"), same(one, other, "sex"))
    return not apart or same(one, other, "unit")


def may_be_two(one, other):
    if same(one, other, "name") is False:
        return not same(one, other, "birth")
    # Nothing but a name joins them.
    born = one["birth"] or other["birth"]
    return same(one, other, "name") and not born and same(one, other, "unit") is False


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
