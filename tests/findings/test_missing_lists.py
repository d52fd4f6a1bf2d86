"""Units that sent nothing: said wherever a year is short, and nobody of theirs has left."""

from dataclasses import replace

import pytest
from random_histories import asked_of, table

from analysis import findings, load, measures
from analysis.counts.states.states import ABSENT, ELSEWHERE, NOT_REPORTED
from analysis.words import Words

pytestmark = pytest.mark.usefixtures("read_once")

PERIOD = {"first_year": 2014, "last_year": 2015}
NEVER = {
    "vi": ["Có số liệu của mọi năm", "Không phát hiện sai sót nào khi đọc số liệu"],
    "en": ["There are data for every year", "No problem was found in reading the data"],
}
SAYS = {
    "vi": ["Năm 2015 có danh sách của 9/12 đơn vị; thiếu: Xã 09, Xã 10 và Xã 11",
           "không phải của mọi đơn vị", "còn thiếu danh sách của một số đơn vị"],
    "en": ["9 of 12 units sent lists for 2015; missing: Xã 09, Xã 10, and Xã 11",
           "not of every unit", "some units' lists are missing"],
}  # fmt: skip


def cells(unit, year, people, excellent):
    told = {"unit": unit, "tier": "district", "year": year, "person": None, "withheld": False}
    ratings = {"excellent": excellent, "good": people - excellent}
    return [{**told, "rating": rating, "count": n} for rating, n in ratings.items()]


@pytest.fixture
def people():
    """Nine units of 92 people, 30 of them excellent each year; three more, high, in 2014 alone."""
    nine = [("Xã 00", 12, 6), *((f"Xã 0{k}", 10, 3) for k in range(1, 9))]
    three = [("Xã 09", 12, 10), ("Xã 10", 13, 10), ("Xã 11", 13, 10)]
    rows = [
        row for unit in nine for year in (2014, 2015) for row in cells(unit[0], year, *unit[1:])
    ]
    rows += [row for unit in three for row in cells(unit[0], 2014, *unit[1:])]
    return asked_of(table(rows), {"tier": ("district",)}, (2014, 2015))


def shares(people):
    told = measures.rating_distribution(people, by="year").set_index(["rating", "year"])["share"]
    return [round(100 * float(told["excellent", year]), 1) for year in (2014, 2015)]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_three_of_twelve_units_that_sent_nothing_are_said(people, language):
    assert shares(people) == [46.2, 32.6]
    assert shares(people.reporting(2014, 2015)) == [32.6, 32.6]
    lists, by_year = measures.coverage(people), measures.rating_distribution(people, by="year")
    no_problem = load("data/demo").problems[:0]
    told = [
        findings.coverage(lists, words=Words(language)),
        findings.years_missing(by_year, lists=lists, words=Words(language), **PERIOD),
        findings.problems_met(no_problem, lists, words=Words(language)),
    ]
    for part, finding in zip(SAYS[language], told, strict=True):
        assert part in finding.whole
        assert not any(never in finding.whole for never in NEVER[language])
    assert measures.units_reporting(lists)["reporting"].tolist() == [12, 9]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_with_all_lists_it_says_so(people, language):
    part = people.reporting(2014, 2015)
    lists, by_year = measures.coverage(part), measures.rating_distribution(part, by="year")
    told = findings.years_missing(by_year, lists=lists, words=Words(language), **PERIOD)
    assert NEVER[language][0] in told.whole
    assert not findings.coverage_short(lists, words=Words(language))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_year_of_which_all_are_outside_is_not_simply_without_data(language):
    says = {"vi": "(có 92 người trong danh sách không ghi diện", "en": "so not counted: 92)"}
    rows = cells("Xã 0", 2014, 92, 30)
    rows += [{**row, "tier": None} for row in cells("Xã 0", 2015, 92, 30)]
    asked = asked_of(table(rows), {"tier": ("district",)}, (2014, 2015))
    by_year = measures.rating_distribution(asked, by="year")
    beside = {"lists": measures.coverage(asked), "outside": measures.outside(asked)}
    told = findings.years_missing(by_year, words=Words(language), **beside, **PERIOD)
    assert says[language] in told.whole


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_year_listed_and_wholly_unrated_has_data(language):
    rows = [*cells("Xã 0", 2014, 92, 30), *cells("Xã 0", 2015, 92, 30)]
    rows = [{**row, "rating": None if row["year"] == 2015 else row["rating"]} for row in rows]
    for withheld in (False, True):
        rows = [{**row, "withheld": withheld and row["year"] == 2015} for row in rows]
        asked = asked_of(table(rows), {"tier": ("district",)}, (2014, 2015))
        by_year = measures.rating_distribution(asked, by="year")
        told = findings.years_missing(by_year, words=Words(language), **PERIOD)
        assert NEVER[language][0] in told.whole


def test_five_communes_without_their_last_list_have_not_left():
    history = load("data/demo")
    rows = history.evaluations
    gone = {f"Đảng bộ xã mẫu 0{k}" for k in range(1, 6)}
    short = rows[~(rows["unit"].isin(gone) & (rows["year"] == 2015))].reset_index(drop=True)
    truth = _where_to(history.people(range(2011, 2016), tier="district"))
    told = _where_to(replace(history, evaluations=short).people(range(2011, 2016), tier="district"))
    # The old count was 309: the 254 of the whole, and 55 who are on no list because there is none.
    assert truth[ABSENT] + truth[ELSEWHERE] == 254
    assert told[ABSENT] + told[ELSEWHERE] + told[NOT_REPORTED] == 309
    assert told[ABSENT] == _left(short, gone)


def _left(rows, gone):
    """Count who was rated in 2011, is on no list of 2015, and was last in a unit that sent one."""
    listed = {p for p, y in zip(rows["person"], rows["year"], strict=True) if y == 2015}
    first = rows[(rows["year"] == 2011) & (rows["tier"] == "district") & rows["rating"].notna()]
    last = rows[rows["year"] < 2015].sort_values("year").drop_duplicates("person", keep="last")
    # The city's lists of a commune have too few people to be missed.
    missing = last["unit"].isin(gone) & (last["tier"] == "district")
    unknown = set(last.loc[missing, "person"])
    return sum(p not in listed and p not in unknown for p in first["person"])


def test_who_moves_to_the_citys_list_has_not_left_the_districts():
    moves = load("data/demo").people(range(2011, 2016), tier="district").moves(2014, 2015)
    of_excellent = moves[moves["from"] == "excellent"].set_index("to")["n"]
    assert of_excellent[ABSENT] == 36 and of_excellent[ELSEWHERE] == 2


def _where_to(people):
    moves = people.moves(2011, 2015)
    rated = ~moves["from"].isin([ABSENT, ELSEWHERE, NOT_REPORTED, "not_rated", "withheld"])
    told = moves[rated].groupby("to", observed=True)["n"].sum().to_dict()
    return {state: told.get(state, 0) for state in (ABSENT, ELSEWHERE, NOT_REPORTED)}


COMPARED = {
    "no list": {"vi": "không có danh sách năm 2015", "en": "there is no list of 2015"},
    "untold": {"vi": "không ghi diện quản lý", "en": "do not say whose tier it is"},
    "not rated": {"vi": "không ai trong 12 người", "en": "nobody of the 12 people listed in 2015"},
}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("state", COMPARED)
def test_why_a_unit_is_not_compared_in_a_year_is_the_measured_reason(state, language):
    change = {"untold": {"tier": None}, "not rated": {"rating": None}}.get(state)
    rows = cells("Xã 00", 2014, 12, 6) + cells("Xã 01", 2014, 12, 6) + cells("Xã 01", 2015, 12, 6)
    rows += [{**row, **change} for row in cells("Xã 00", 2015, 12, 6)] if change else []
    asked = asked_of(table(rows), {"tier": ("district",)}, (2014, 2015)).where(unit="Xã 00")
    latest = asked.of_years([2015])
    compared, lists = measures.units_apart(latest), measures.coverage(latest)
    text = findings.units_apart(compared, lists, words=Words(language)).whole
    assert COMPARED[state][language] in text
    assert "tell units apart" not in text and "không tách theo đơn vị" not in text


MIXED = {
    "vi": ("Cùng đơn vị, ", "32,6% (2014), 32,6% (2015)", "trên 9/12 đơn vị có danh sách"),
    "en": ("Like-for-like, ", "32.6% (2014), 32.6% (2015)", "9 of 12 units with lists of both"),
}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_mix_and_rate_are_of_the_units_with_lists_of_both_years(people, language):
    alike, changes = people.reporting(2014, 2015), measures.change_between(people, 2014, 2015)
    level = measures.rating_distribution(alike, by=["year", "unit"])
    level = level[level["rating"] == "excellent"].rename(columns={"unit": "post_group"})
    first, last = (level[level["year"] == year] for year in (2014, 2015))
    about = {"by": "post_group", "people": 92, "words": Words(language), **PERIOD}
    split = {"before": 30 / 92, "after": 30 / 92, **about}
    told = findings.mix_and_rate(
        measures.kitagawa(first, last, by=["post_group"]), changes, **split
    )
    begins, *says = MIXED[language]
    assert told.whole.startswith(begins) and told.title.startswith(begins)
    assert all(words in told.whole for words in says)
    whole = measures.change_between(alike, 2014, 2015)
    told = findings.mix_and_rate(measures.kitagawa(first, last, by=["post_group"]), whole, **split)
    assert "9/12" not in told.whole and "9 of 12" not in told.whole


LEAVERS = {
    "vi": [
        "Cùng đơn vị, có thể không ai đổi mức xếp loại giữa hai năm (30/92, 30/92)",
        "nếu hai năm là cùng những người ấy",
        "so sánh tính trên 9/12 đơn vị có danh sách cả hai năm",
    ],
    "en": [
        "Like-for-like, perhaps nobody's rating changed between the years (30/92, 30/92)",
        "compared are 9 of 12 units with lists of both years",
        "if they are the same people",
    ],
}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_of_counts_alone_too_nobody_leaves_whose_unit_sent_nothing(people, language):
    turned = measures.turnover(people, 2014, 2015)
    told = findings.composition_range(turned, words=Words(language))
    assert (turned.before, turned.after) == ((2014, 92, 30), (2015, 92, [30]))
    assert all(words in told.whole for words in LEAVERS[language])
    assert told.title.startswith(LEAVERS[language][0][:20])


@pytest.mark.parametrize("language", ["vi", "en"])
def test_where_no_unit_sent_both_lists_that_is_why_nothing_is_said(language):
    rows = cells("Xã 00", 2014, 40, 20) + cells("Xã 01", 2015, 40, 30)
    asked = asked_of(table(rows), {"tier": ("district",)}, (2014, 2015))
    told = findings.composition_range(measures.turnover(asked, 2014, 2015), words=Words(language))
    words = {
        "vi": "không đơn vị nào có danh sách cả hai năm",
        "en": "no unit has lists of both",
    }
    assert words[language] in told.whole


@pytest.mark.parametrize("language", ["vi", "en"])
def test_errors_are_told_where_there_are_some_alone(language):
    met = load("data/published").problems.iloc[:1]
    false = {"vi": "0 lỗi", "en": "errors 0"}[language]
    for severity in ("warning", "note"):
        text = findings.problems_met(met.assign(severity=severity), words=Words(language)).whole
        assert false not in text and ("No error" in text or "Không phát hiện lỗi" in text)
    text = findings.problems_met(met.assign(severity="error"), words=Words(language)).whole
    assert "1 lỗi" in text or "errors 1" in text
