"""Random lists of outcomes: no sentence states a zero, a share or a verdict they do not bear.

What is true is enumerated person by person; what the list tells of it is a part: of some units and
years, with strangers, rows told twice and decisions withdrawn, and a title that may say its period.
"""

import re
from dataclasses import dataclass
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from analysis import findings, load, measures, records
from analysis.words import Words

# 200 lists in `make test-full`.
EXAMPLES = 200 if settings.get_current_profile_name() == "full" else 12
YEARS = (2011, 2012, 2013, 2014)
UNITS = "ABC"
FEWEST, MOST_UNKNOWN, EXPECTED = 20, 0.05, 5
NOTHING = measures.published_outcomes(records.frame(records.CLAIMS))
PERIOD = {"first_year": YEARS[0], "last_year": YEARS[-1]}


@dataclass
class World:
    """People with their unit and rating, the events on the list, and what the list says."""

    people: dict
    rows: list
    period: tuple
    stated: bool
    sent: set


@st.composite
def worlds(draw):
    people = {
        f"{unit}{n}": (unit, draw(st.sampled_from(["excellent", "good"])))
        for unit in UNITS
        for n in range(draw(st.integers(8, 30)))
    }
    sent = set(draw(st.sampled_from(["ABC", "ABC", "AB", "A"])))
    first, last = sorted(draw(st.tuples(st.sampled_from(YEARS), st.sampled_from(YEARS))))
    chance = {level: draw(st.sampled_from([0, 1, 4])) for level in ("excellent", "good")}
    rows = []
    for person, (unit, rating) in people.items():
        year = draw(st.sampled_from(YEARS))
        if draw(st.integers(0, 9)) < chance[rating] and unit in sent and first <= year <= last:
            rows.append({"person": person, "year": year, "unit": unit, "state": "told"})
    for row in rows[: draw(st.sampled_from([0, 0, 1, 3, 40]))]:
        row["state"] = draw(st.sampled_from(["stranger", "twice", "withdrawn"]))
    return World(people, rows, (first, last), draw(st.booleans()), sent)


def history_of(world):
    with TemporaryDirectory() as folder:
        lists = Workbook()
        lists.active.append(["DANH SÁCH ĐÁNH GIÁ CÁN BỘ DIỆN BAN THƯỜNG VỤ HUYỆN ỦY QUẢN LÝ"])
        lists.active.append(["STT", "Số hiệu", "Họ và tên", "Đơn vị", "Năm", "Xếp loại"])
        rated = [(y, person, *of) for y in YEARS for person, of in world.people.items()]
        for n, (year, person, unit, rating) in enumerate(rated):
            level = {"excellent": "HTXSNV", "good": "HTTNV"}[rating]
            lists.active.append([n, person, f"Cán bộ {person}", f"Xã {unit}", year, level])
        lists.save(f"{folder}/danh-sach.xlsx")
        events(world, world.rows).save(f"{folder}/ket-qua.xlsx")
        if twice := [row for row in world.rows if row["state"] == "twice"]:
            events(world, twice).save(f"{folder}/ban-sao.xlsx")
        return load(folder)


def events(world, rows):
    book = Workbook()
    first, last = world.period
    book.active.title = "KQ"
    period = f" TỪ NĂM {first} ĐẾN NĂM {last}" if world.stated else ""
    book.active.append([f"KẾT QUẢ CÔNG TÁC CÁN BỘ{period}"])
    heads = ["STT", "Số hiệu", "Họ và tên", "Đơn vị", "Diện quản lý", "Nội dung", "Ngày", "Ghi chú"]
    book.active.append(heads)
    for n, row in enumerate(rows):
        who = f"9{row['person']}" if row["state"] == "stranger" else row["person"]
        note = "Đã thu hồi" if row["state"] == "withdrawn" else None
        day = f"10/05/{row['year']}"
        told = [f"Xã {row['unit']}", "Diện Huyện ủy quản lý", "Bổ nhiệm", day, note]
        book.active.append([n, who, f"Cán bộ {who}", *told])
    return book


def covers(world):
    """Return the years that the list tells, and the units, by the rules of the methods."""
    told = [row for row in world.rows if row["state"] != "refused"]
    if not told:
        return [], set()
    years = sorted({row["year"] for row in told})
    if world.stated:
        counts = {y: sum(row["year"] == y for row in told) for y in YEARS}
        first, last = world.period
        if counts[years[0]] >= EXPECTED and years[0] - first >= 2:
            first = years[0]
        if counts[years[-1]] >= EXPECTED and years[-1] < last:
            last = years[-1]
    else:
        first, last = years[0], years[-1]
    named = {row["unit"] for row in told}
    silent = sum(unit not in named for unit, _ in world.people.values())
    if silent / len(world.people) * len(told) < EXPECTED:
        named = set(UNITS)
    return list(range(first, last + 1)), named


def numbers(text):
    return [float(told.replace(",", ".")) for told in re.findall(r"(\d+[.,]\d)%", text)]


@settings(max_examples=EXAMPLES, deadline=None)
@given(worlds())
def test_no_sentence_states_what_the_list_does_not_bear(world):
    history = history_of(world)
    people = history.people(YEARS, tier="district")
    years, units = covers(world)
    counted = [row for row in world.rows if row["state"] != "withdrawn"]
    inside = [row for row in counted if row["year"] in years]
    rows = len(world.rows) + sum(row["state"] == "twice" for row in world.rows)
    assert measures.outcome_accounts(people)["events"].sum() == rows
    _counts(people, world, inside, years, units)
    _shares(people, world, counted, years, units)


def _counts(people, world, inside, years, units):
    by_year = measures.outcome_counts(people, ["year", "kind"])
    by_year = by_year[by_year["kind"] == "appointed"].set_index("year")["events"]
    zeros = {int(year) for year, n in by_year.items() if n == 0}
    bears_zero = world.stated and units == set(UNITS)
    assert zeros <= (set(years) if bears_zero else set())
    for year in years:
        told = sum(row["year"] == year for row in inside)
        assert by_year.get(year, 0) == told
    table = measures.outcome_counts(people, "kind")
    for language, form in (("vi", r": (\d+) lượt"), ("en", r": (\d+) (?:time|people)")):
        say = findings.appointment_counts(table, NOTHING, words=Words(language), **PERIOD).whole
        found = re.search(form, say)
        if found:
            assert int(found[1]) == len(inside)
        if found and units != set(UNITS):
            assert f"{len(units)}" in say and ("đơn vị" in say or "of 3 units" in say)
        strangers = sum(row["state"] == "stranger" for row in inside)
        if found and strangers:
            assert f"{len(inside) - strangers}" in say


def _shares(people, world, counted, years, units):
    curves = measures.incidence(people, "appointed", by="rating")
    apart = measures.incidence_difference(curves, "rating", 1)
    strangers = sum(row["state"] == "stranger" for row in counted)
    unmatched = strangers > MOST_UNKNOWN * len(counted)
    covered = {p: told for p, told in world.people.items() if told[0] in units}
    known = YEARS[0] + 1 in years and not unmatched
    sides = {}
    for level in ("excellent", "good"):
        of = {p for p, (_, rating) in covered.items() if rating == level}
        happened = {
            row["person"]
            for row in counted
            if row["year"] == YEARS[0] + 1 and row["state"] != "stranger"
        }
        sides[level] = (len(of & happened), len(of))
        row = curves[(curves["rating"] == level) & (curves["time"] == 1)]
        if not len(row):
            continue
        if known and sides[level][1]:
            assert row["had"].item() == sides[level][0] and row["people"].item() == sides[level][1]
            assert row["incidence"].item() == pytest.approx(sides[level][0] / sides[level][1])
        else:
            assert row["incidence"].isna().all()
    silent = len(world.people) - len(covered)
    fair = known and silent <= MOST_UNKNOWN * len(world.people)
    fair &= all(size >= FEWEST for _, size in sides.values())
    about = {"kind": "appointed", "by": "rating"}
    for language, clear in (("vi", ("rõ rệt", "cao hơn")), ("en", ("clear", "more often"))):
        said = findings.outcome_rates(curves, apart, words=Words(language), **about)
        say = said.whole
        if not fair:
            assert not any(words in say.lower() for words in clear)
        if not known:
            assert numbers(say) == []
        bearable = {round(100 * had / size, 1) for had, size in sides.values() if size}
        told = set(numbers(said.text.split("(")[0])) if known else set()
        assert all(any(abs(each - one) < 0.11 for one in bearable) for each in told)
        if not world.stated or not known:
            assert "0.0% (0/" not in say and "0,0% (0/" not in say and " 0/" not in say
