"""Random ways of writing people over the years: one person is one, and two are never one unsaid."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from analysis.sources.people.doubtful import doubtful_matches
from analysis.sources.people.doubts import pairs
from analysis.sources.people.identity import tell_apart
from analysis.sources.reading import Reading
from analysis.sources.words.cells import partial_date
from analysis.sources.words.names import bare_name

YEARS = (2013, 2014, 2015)
FAMILIES = ("Nguyễn", "Lê", "Ông", "Vi", "Đèo")
MIDDLES = ("Văn", "Thị", "Thúy", "Hoà")
GIVEN = ("Mẫu", "Thử", "Giả", "Hường", "Hương", "Quý")
UNITS = ("Xã Mẫu Một", "Xã Mẫu Hai", None)

days = st.tuples(st.integers(1950, 1990), st.integers(1, 12), st.integers(1, 28))
names = st.tuples(*map(st.sampled_from, (FAMILIES, MIDDLES, GIVEN))).map(" ".join)
numbers = st.one_of(st.none(), st.integers(1, 99_999))

titles = st.sampled_from(["{}", "Đ/c {}", "đồng chí {}", "Đc. {}", "{} (Bí thư)", "{} *", " {}  "])
full = ("{2}/{1}/{0}", "{2:02}/{1:02}/{0}", "{2}.{1}.{0}", "ngày {2} tháng {1} năm {0}")
short = ("{1}/{0}", "Tháng {1}/{0}", "tháng {1} năm {0}", "00/{1:02}/{0}")
years_only = ("{0}", "năm {0}", "00/00/{0}", "{0}.0")
letters = st.sampled_from([str, str.upper, str.title])
digits = st.sampled_from(["{}", "{:05}", "{:06}"])


@st.composite
def rows_of(draw, name, day, number, unit, precise=(full, short, years_only)):
    """One person's rows over some years, each written in its own way."""
    rows = []
    for year in draw(st.lists(st.sampled_from(YEARS), min_size=1, max_size=3, unique=True)):
        written = draw(titles).format(draw(letters)(name))
        birth = draw(st.sampled_from(draw(st.sampled_from(precise)))).format(*day)
        rows.append(
            {
                "person": "not told yet",
                "name": bare_name(written)[0],
                "birth": partial_date(birth, birth=True),
                "staff_number": None if number is None else draw(digits).format(number),
                "year": year,
                "unit": unit,
                "sex": None,
                "tier": None,
                "origin": "simulated",
                "file": f"{year}.xlsx",
                "sheet": "S",
                "cell": "",
            }
        )
    return rows


def read(*people):
    """Return each person's rows, told apart, and what is said of them."""
    rows = [row for person in people for row in person]
    for place, row in enumerate(rows):
        row["cell"] = f"B{place + 1}"
    reading = Reading(evaluations=rows)
    tell_apart(reading)
    return reading.problems + doubtful_matches(reading, pairs(rows))


@given(st.data(), names, days, numbers, st.sampled_from(UNITS))
def test_one_person_in_any_way_of_writing_is_one_and_no_doubt(data, name, day, number, unit):
    rows = data.draw(rows_of(name, day, number, unit))
    said = read(rows)
    assert len({row["person"] for row in rows}) == 1
    assert said == []


@given(st.data(), names, days, days, numbers, st.sampled_from(UNITS))
def test_namesakes_of_differing_births_are_never_one_unsaid(data, name, day, other, number, unit):
    one = data.draw(rows_of(name, day, None, unit))
    two = data.draw(rows_of(name, other, number, unit))
    said = read(one, two)
    shared = {row["person"] for row in one} & {row["person"] for row in two}
    for row, twin in ((row, twin) for row in one for twin in two):
        a, b = str(row["birth"]), str(twin["birth"])
        agree = a.startswith(b) or b.startswith(a)
        if row["person"] == twin["person"]:
            assert agree
    # One who is both, where both births are known in full, would be two people merged.
    births = {row["birth"] for row in [*one, *two] if row["person"] in shared}
    assert all(a.startswith(b) or b.startswith(a) for a, b in combinations(births, 2))
    # With a number on one side alone they stay two, and what may be one is told.
    assert said or number is None or not _met(one, two)


def _met(one, two):
    """Say whether some row of each agrees with one of the other in birth."""
    pairs = ((str(a["birth"]), str(b["birth"])) for a in one for b in two)
    return any(a.startswith(b) or b.startswith(a) for a, b in pairs)


people = st.tuples(names, days, numbers, st.sampled_from(UNITS))


@given(st.data(), st.lists(people, min_size=2, max_size=5, unique_by=lambda each: each[0]))
def test_people_of_differing_names_are_never_one_unsaid(data, crowd):
    drawn = [data.draw(rows_of(*each)) for each in crowd]
    said = read(*drawn)
    for one, two in combinations(drawn, 2):
        shared = {row["person"] for row in one} & {row["person"] for row in two}
        assert not shared or any("staff numbers" in str(problem["reason"]) for problem in said)


@given(st.data(), st.lists(people, min_size=1, max_size=4))
def test_the_order_of_the_rows_does_not_count(data, crowd):
    rows = [row for each in crowd for row in data.draw(rows_of(*each))]
    read(rows)
    first = [row["person"] for row in rows]
    turned = data.draw(st.permutations(rows))
    tell_apart(Reading(evaluations=[*turned]))
    again = [row["person"] for row in rows]
    pairs = list(combinations(range(len(rows)), 2))
    assert [first[i] == first[j] for i, j in pairs] == [again[i] == again[j] for i, j in pairs]
