"""Which units sent lists, and who is outside, against plain counts."""

from collections import Counter

import pandas as pd
from person_by_person import belongs, missing
from random_histories import YEARS, asked_of, filters, on_histories, population, table

from analysis import measures


def people(unit, years, n, tier="district"):
    told = {"unit": unit, "tier": tier, "count": 1, "withheld": False, "rating": "good"}
    return [{**told, "person": f"{unit}{k}", "year": y} for y in years for k in range(n)]


def looked_at(rows, years=YEARS):
    return asked_of(table(rows), {"tier": ("district",)}, years)


@on_histories(filters)
def test_each_unit_and_year_has_its_list_or_misses_it(rows, of):
    asked, gone = population(rows, of), missing(rows)
    of_lists = {k: v for k, v in asked.of.items() if k in ("unit", "tier")}
    sizes, short, untold = Counter(), set(), set()
    for each in rows:
        if belongs(each, of_lists):
            sizes[each["unit"], each["year"]] += each["count"]
        if each["tier"] is None:
            untold.add((each["unit"], each["year"]))
    for unit, tier, year in gone:
        if belongs({"unit": unit, "tier": tier}, of_lists):
            short.add((unit, year))
    lists = {(e["unit"], e["tier"]) for e in rows if belongs(e, of_lists)}
    told = measures.coverage(asked)
    for row in told.astype(object).where(told.notna(), None).to_dict("records"):
        key = row["unit"], row["year"]
        assert row["listed"] == sizes[key]
        tiers = {tier for unit, tier in lists if unit == row["unit"]}
        if key in untold and tiers - {None}:
            assert row["list"] == "untold"
        else:
            state = "missing" if key in short else "sent" if sizes[key] else "nobody"
            assert row["list"] == state
    assert len(told) == len({unit for unit, _ in lists}) * len(YEARS)


def test_of_all_tiers_a_list_that_is_there_is_not_missing_where_another_year_states_no_tier():
    rows = [*people("A", (2011,), 6), *people("A", (2012, 2013), 6, tier=None)]
    told = measures.coverage(asked_of(table(rows), {}, (2011, 2012, 2013)))
    assert told["list"].tolist() == ["sent", "untold", "untold"]


def test_years_count_the_units_that_were_expected():
    rows = [
        *people("A", YEARS, 6),
        *people("B", (2011, 2012), 6),
        *people("C", (2011, 2012, 2013), 2),
        *people("D", (2011, 2012, 2013), 6),
        *people("D", (2014,), 6, tier=None),
    ]
    told = measures.units_reporting(measures.coverage(looked_at(rows)))
    columns = ["year", "reporting", "expected", "untold", "nobody", "listed"]
    assert told[columns].to_numpy().tolist() == [
        [2011, 4, 4, 0, 0, 20],
        [2012, 4, 4, 0, 0, 20],
        [2013, 3, 4, 0, 0, 14],
        [2014, 1, 3, 1, 1, 6],
    ]


def test_lists_that_name_no_unit_are_of_no_unit():
    lists = measures.coverage(looked_at(people(None, (2011, 2012), 6)))
    assert lists["unit"].isna().all() and lists["listed"].tolist() == [6, 6, 0, 0]
    assert measures.units_reporting(lists).empty


def test_outside_leaves_the_people_of_other_units_to_their_own_pages():
    rows = [
        *people("A", (2011,), 3),
        *people("A", (2011,), 2, tier="city"),
        *people("B", (2011,), 4, tier=None),
        *people(None, (2011,), 1),
    ]
    rows = [{**row, "person": f"p{place}"} for place, row in enumerate(rows)]
    district = measures.outside(looked_at(rows))
    told = [["tier", "city", 2], ["tier", None, 4]]
    assert _plain(district[["condition", "value", "listed"]]) == told
    unit = measures.outside(looked_at(rows).where(unit="A"))
    told = [["tier", "city", 2], ["unit", None, 1]]
    assert _plain(unit[["condition", "value", "rated"]]) == told


def _plain(frame: pd.DataFrame) -> list:
    return frame.astype(object).where(frame.notna(), None).to_numpy().tolist()
