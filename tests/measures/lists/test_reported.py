"""Like names beside missing lists, and sizes that jump, against plain enumeration."""

import itertools
import random

import pytest
from random_histories import asked_of, table

from analysis import measures
from analysis.unit_names import bare_name, may_be_one
from analysis.vocabulary import fold

YEARS = (2011, 2012, 2013, 2014, 2015)


def lists_of(sizes):
    """Return the coverage of units whose lists have so many people, 0 for none."""
    told = {"tier": "district", "count": 1, "withheld": False, "rating": "good"}
    rows = [
        {**told, "unit": unit, "year": year, "person": f"{unit}-{k}"}
        for unit, by_year in sizes.items()
        for year, n in zip(YEARS, by_year, strict=True)
        for k in range(n)
    ]
    return measures.coverage(asked_of(table(rows), {"tier": ("district",)}, YEARS))


@pytest.mark.parametrize(
    ("unit", "other", "alike"),
    [
        ("Xã An", "UBND xã An", True),
        ("Đảng ủy xã An Bình", "X. An Bình", True),
        ("Thị trấn Phú Thịnh", "TT. Phú Thinh", True),
        ("Trường THCS Nguyễn Du", "THCS Nguyễn Du", True),
        ("Xã mẫu 03", "Xã mẫu 04", False),
        ("Trường mầm non A", "Trường mầm non B", False),
        ("Xã An", "Xã Bình", False),
        ("Phòng Nội vụ", "Phòng Tư pháp", False),
        ("Đảng ủy", "UBND", False),
    ],
)
def test_two_names_may_be_of_one_unit(unit, other, alike):
    assert may_be_one(unit, other) is may_be_one(other, unit) is alike


def test_a_name_that_is_all_prefix_stays():
    assert bare_name("UBND xã") == fold("xã")
    assert bare_name("Đảng ủy") == fold("đảng ủy")


def test_a_unit_under_another_name_is_told_both_ways():
    sizes = {"Xã An": (9, 9, 9, 9, 0), "UBND xã An": (0, 0, 0, 0, 8), "Xã Bình": (7, 7, 7, 7, 7)}
    told = measures.near_names(lists_of(sizes))
    assert sorted(told[["unit", "year", "near", "listed"]].itertuples(index=False, name=None)) == [
        *(("UBND xã An", year, "Xã An", 9) for year in YEARS[:4]),
        ("Xã An", 2015, "UBND xã An", 8),
    ]


def test_units_that_both_sent_in_a_year_are_two():
    sizes = {"Xã An": (9, 9, 9, 9, 0), "UBND xã An": (0, 0, 0, 5, 8)}
    assert measures.near_names(lists_of(sizes)).empty


def test_jumps_are_those_of_a_plain_count():
    draw = random.Random(19)
    sizes = {
        f"Xã {k}": [draw.choice((0, 1, 3, 5, 9, 10, 11, 20)) for _ in YEARS] for k in range(60)
    }
    expected = set()
    for unit, by_year in sizes.items():
        sent = [(year, n) for year, n in zip(YEARS, by_year, strict=True) if n]
        for (year, n), (following, m) in itertools.pairwise(sent):
            if abs(m - n) >= 5 and max(m, n) >= 2 * min(m, n):
                expected.add((unit, year, following, n, m))
    told = measures.size_jumps(lists_of(sizes))
    columns = ["unit", "previous_year", "year", "listed_before", "listed"]
    assert set(told[columns].itertuples(index=False, name=None)) == expected
    assert len(expected) > 50
