"""Who may be one person, and who may be two: only numbers leave the reader."""

import pytest

from analysis import findings, load, measures
from analysis.sources.people.doubtful import doubtful_matches
from analysis.sources.people.doubts import doubts, pairs
from analysis.sources.reading import Reading
from analysis.words import Words

HEAD = ["Số hiệu", "Họ và tên", "Ngày sinh", "Giới tính", "Đơn vị", "Xếp loại"]
NAMES = ["Trần Văn Một", "Lê Thị Hai", "Phạm Văn Ba", "Đỗ Thị Bốn"]


def sheet(year, people):
    return [[f"ĐÁNH GIÁ CÁN BỘ NĂM {year}"], HEAD, *people]


def person(number, name, birth="12/3/1970", sex="Nam", unit="Xã Mẫu Một", rating="HTT"):
    return [number, name, birth, sex, unit, rating]


def told(lay, before, after):
    """Return the doubts between two years as {reason: n}, and what the history holds."""
    folder = lay(**{"2014": sheet(2014, before), "2015": sheet(2015, after)})
    history = load(folder)
    table = history.people().doubts()
    assert set(zip(table["year"], table["next_year"], strict=True)) <= {(2014, 2015)}
    return dict(zip(table["reason"], table["n"], strict=True)), history


def numbered(people):
    return [person(f"S{place}", name) for place, name in enumerate(people)]


def test_numbers_missing_in_one_year_make_namesakes(lay):
    found, history = told(lay, numbered(NAMES), [person("", name) for name in NAMES])
    assert found == {"namesake": 4}
    moves = history.people().moves(2014, 2015)
    assert int(moves.loc[moves["to"] == "absent", "n"].sum()) == 4


def test_numbers_given_to_others_make_two_of_one(lay):
    others = [person(f"S{place}", f"Vũ Thị Mới {place}", "1/2/1988") for place in range(3)]
    found, _ = told(lay, numbered(NAMES), [*others, person("S3", NAMES[3])])
    assert found == {"merged": 3}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        # An accent is lost, the birth date is written in full one year and as a year the next.
        (person("", "Lê Thị Hải"), person("", "Le Thi Hai", "1970"), {"namesake": 1}),
        # A namesake of another birth in the unit; another of neither; another sex.
        (person("S1", "Lê Thị Hải"), person("S2", "Lê Thị Hải", "1/1/1980"), {"namesake": 1}),
        (
            person("S1", "Lê Thị Hải"),
            person("S2", "Lê Thị Hải", "1/1/1980", unit="Xã Mẫu Hai"),
            {},
        ),
        (
            person("S1", "Lê Thị Hải", sex="Nữ"),
            person("S2", "Lê Thị Hải", sex="Nam", unit="Xã Mẫu Hai"),
            {},
        ),
        # One number, one birth, another spelling: one person.
        (person("S1", "Lê Thị Hải"), person("S1", "Lê Thị Hảo"), {}),
        (person("S1", "Lê Thị Hải"), person("S1", "Lê Thị Hải"), {}),
    ],
)
def test_what_is_doubtful(lay, before, after, expected):
    assert told(lay, [before], [after])[0] == expected


def test_who_is_on_a_list_without_a_name_has_not_left():
    """By the number it is the same person, so the namesake who is new is another."""
    one = {"person": "a", "year": 2014, "name": "Lê Thị Hải", "birth": "1970"}
    rows = [one, {**one, "year": 2015, "name": None}, {**one, "year": 2015, "person": "b"}]
    assert doubts(pairs(rows)) == []
    assert [each["reason"] for each in doubts(pairs([one, rows[2]]))] == ["namesake"]


def test_who_is_in_a_table_without_names_has_not_left_either():
    """Told of and counted alike: of a table that has only numbers the warning did not know."""
    place = {"file": "a.xlsx", "sheet": "S", "cell": "B2", "origin": "recorded"}
    one = {"person": "a", "year": 2014, "name": "Lê Thị Hải", "birth": "1970", **place}
    new = {**one, "year": 2015, "person": "b"}
    number = {"person": "a", "year": 2015, **place}
    for rows, told in (([one, new], ["doubtful_pair_birth"]), ([one, new, number], [])):
        met = [*pairs(rows)]
        assert len(doubts(met)) == len(told)
        found = doubtful_matches(Reading(evaluations=rows), met)
        assert [each["cause"] for each in found] == told


def test_no_name_joins_whom_one_of_two_lists_does_not_name():
    """Found by the 400 histories: a code joins them, and the second list has no names."""
    row = {"person": "p", "tier": "city", "sex": "female", "birth": None}
    named = {**row, "year": 2013, "unit": "A", "name": "Mẫu An"}
    assert doubts(pairs([named, {**row, "year": 2014, "unit": "B", "name": None}])) == []
    [told] = doubts(pairs([named, {**named, "year": 2014, "unit": "B"}]))
    assert told["reason"] == "merged"


def test_each_person_counts_once(lay):
    twins = [person("S1", "Lê Thị Hải"), person("S2", "Lê Thị Hải")]
    assert told(lay, twins, [person("S3", "Lê Thị Hải")])[0] == {"namesake": 1}


def test_a_population_has_the_doubts_of_its_own_lists(lay):
    _, history = told(
        lay, numbered(NAMES), [person("", name, unit="Xã Mẫu Hai") for name in NAMES[:2]]
    )
    units = ["Xã Mẫu Một", "Xã Mẫu Hai"]
    assert [history.people(unit=unit).doubts()["n"].sum() for unit in units] == [2, 2]


def test_only_numbers_and_lists_leave_the_reader(lay):
    _, history = told(lay, numbered(NAMES), [person("", name) for name in NAMES])
    lists = {"unit", "tier", "next_unit", "next_tier"}
    assert set(history.doubts.columns) == {"year", "next_year", "reason", "n"} | lists
    assert len(history.doubts) == 1


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("vi", "56 trường hợp tính là thôi thuộc diện và mới bổ sung có thể là cùng một người"),
        ("en", "; counted as left and as new, but perhaps the same people"),
    ],
)
def test_who_is_nobody_in_both_years_for_want_of_numbers_may_be_the_same(lay, language, says):
    names = [f"Trần Văn {first} {last}" for first in "ABCDEFGH" for last in "HKLMNPQ"]
    _, history = told(lay, numbered(names), [person("", name) for name in names])
    people = history.people((2014, 2015))
    stayers, parts = (
        ask(people, 2014, 2015) for ask in (measures.change_on_stayers, measures.decomposition)
    )
    period = {"first_year": 2014, "last_year": 2015, "words": Words(language)}
    said = findings.stayers_change(stayers, parts, **period)
    found, n = measures.doubts(people), stayers.stayers
    assert n == 0 and says not in said.whole
    text = findings.beside_doubts(said, found, "followed", people=n, **period).whole
    assert says in text and "56" in text
