"""Turn the data round, level them or take a year away: every sentence must follow."""

import pandas as pd
import pytest
from random_histories import asked_of

from analysis import findings, load, measures, records
from analysis.words import Words

PERIOD = {"first_year": 2011, "last_year": 2015}
SAYS = {
    "vi": {
        "rose": "tăng từ",
        "fell": "giảm từ",
        "no_clear_change": "không thay đổi rõ rệt",
        "cannot_be_said": "Chưa thể",
    },
    "en": {
        "rose": "rose from",
        "fell": "fell from",
        "no_clear_change": "no clear change",
        "cannot_be_said": "cannot be",
    },
}


@pytest.fixture(scope="module")
def evaluations():
    return load("data/demo").of_tier("district").evaluations


def reversed_years(table):
    return table.assign(year=4026 - table["year"])


def level(table):
    first = table[table["year"] == 2011]
    return pd.concat([first, first.assign(year=2015)], ignore_index=True)


def without_last_year(table):
    return table[table["year"] != 2015]


TURNS = {
    "rose": lambda table: table,
    "fell": reversed_years,
    "no_clear_change": level,
    "cannot_be_said": without_last_year,
}


def ends(table):
    return table[table["year"].isin([2011, 2015])]


def people(table):
    return asked_of(table, years=(2011, 2015))


def rating_change(table, language):
    changes = measures.change_between(people(table), 2011, 2015)
    return findings.rating_change(changes, words=Words(language), **PERIOD)


def with_fewer_men(table):
    """The demo's share of women moves within chance; three of four men gone make it move."""
    stays = table["sex"].eq("female") | table["year"].eq(2011)
    return table[stays | table["person"].str[0].isin(list("0123"))]


def women_change(table, language):
    changes = measures.women_change(table, 2011, 2015)
    return findings.women_change(changes, words=Words(language), **PERIOD)


def stayers_change(table, language):
    change = measures.change_on_stayers(people(table), 2011, 2015)
    parts = measures.decomposition(people(table), 2011, 2015)
    return findings.stayers_change(change, parts, words=Words(language), **PERIOD)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("expected", TURNS)
@pytest.mark.parametrize("say", [rating_change, stayers_change])
def test_change_of_ratings(evaluations, say, expected, language):
    text = say(TURNS[expected](evaluations), language).whole
    # The clause on the base ("while the number … fell by") is another sentence's matter.
    text = text.replace("Nothing can be said", "cannot be said")
    said = {verdict for verdict, words in SAYS[language].items() if words.lower() in text.lower()}
    assert said == {expected}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_change_of_women(evaluations, language):
    moved = with_fewer_men(evaluations)
    assert SAYS[language]["rose"] in women_change(moved, language).whole
    assert SAYS[language]["fell"] in women_change(reversed_years(moved), language).whole
    unmoved = women_change(level(evaluations), language).whole
    assert SAYS[language]["no_clear_change"] in unmoved[0].lower() + unmoved[1:]
    missing = women_change(without_last_year(evaluations), language).whole
    assert SAYS[language]["cannot_be_said"] in missing


@pytest.mark.parametrize(
    ("turn", "vietnamese", "english"),
    [
        (lambda table: table, "giảm từ 610", "fell from 610"),
        (reversed_years, "tăng từ 417", "rose from 417"),
        (level, "bằng nhau: 610", "as in 2015: 610"),
        (
            lambda table: level(table).drop(index=0).reset_index(drop=True),
            "không quá 10%: 609 (2011), 610 (2015) (+0,2%)",
            "at most 10%: 609 (2011), 610 (2015) (+0.2%)",
        ),
        (without_last_year, "Chưa thể so sánh", "cannot be compared"),
    ],
)
def test_change_of_the_base(evaluations, turn, vietnamese, english):
    changes = measures.change_between(people(turn(evaluations)), 2011, 2015)
    for language, words in (("vi", vietnamese), ("en", english)):
        assert words in findings.base_change(changes, words=Words(language), **PERIOD).whole


def gap(women, total_women, men, total_men):
    rows = [
        {"year": 2015, "sex": sex, "rating": rating, "count": count, "origin": "recorded"}
        for sex, at, total in (("female", women, total_women), ("male", men, total_men))
        for rating, count in (("excellent", at), ("good", total - at))
    ]
    return measures.rating_gap(records.frame(records.EVALUATIONS, rows), by=["year"])


@pytest.mark.parametrize(
    ("counts", "vietnamese", "english"),
    [
        ((140, 161, 120, 256), "cao hơn nam", "more often than men"),
        ((60, 161, 180, 256), "thấp hơn nam", "less often than men"),
        ((100, 161, 150, 256), "không khác biệt rõ rệt", "no clear difference"),
        ((0, 0, 150, 256), "Chưa thể so sánh", "cannot be compared"),
    ],
)
def test_gap_between_women_and_men(counts, vietnamese, english):
    for language, words in (("vi", vietnamese), ("en", english)):
        assert words in findings.rating_gap(gap(*counts), words=Words(language)).whole


def test_shares_carry_the_people_behind_them(evaluations):
    text = findings.rating_gap(gap(140, 161, 120, 256), words=Words("vi")).whole
    assert "nữ 87,0%, cao hơn nam (46,9%) – 140/161 nữ, 120/256 nam" in text
    assert (
        "từ 52,1% (2011) lên 61,6% (2015) – 318/610 và 257/417"
        in rating_change(evaluations, "vi").whole
    )
    assert (
        "to 61.6% (2015) – 318/610, then 257/417 cadres" in rating_change(evaluations, "en").whole
    )


def test_nobody_who_left_or_came_has_no_share(evaluations):
    text = stayers_change(level(evaluations), "vi").whole
    assert text.endswith("; không ai thôi được xếp loại; không ai mới được xếp loại")
    assert (
        "mới bổ sung vào diện quản lý: 61 người (32 người"
        in stayers_change(evaluations, "vi").whole
    )


def rated(**units):
    rows = [
        {"year": 2015, "unit": unit, "rating": rating, "count": count, "origin": "recorded"}
        for unit, (at, total) in units.items()
        for rating, count in (("excellent", at), ("good", total - at))
    ]
    return records.frame(records.EVALUATIONS, rows)


@pytest.mark.parametrize(
    ("units", "vietnamese", "english"),
    [
        ({"A": (5, 60), "B": (30, 60), "C": (55, 60)}, "A có", "2 of 3 units clearly differ from"),
        ({"A": (30, 60), "B": (31, 60)}, "Không đơn vị nào", "No unit differs by more than"),
        ({"A": (1, 3), "B": (3, 3)}, "chỉ được mô tả", "described"),
        ({}, "Chưa thể so sánh các đơn vị", "Units cannot be compared"),
    ],
)
def test_units_apart(units, vietnamese, english):
    table = measures.units_apart(rated(**units))
    for language, words in (("vi", vietnamese), ("en", english)):
        assert words in findings.units_apart(table, words=Words(language)).whole


def test_a_finding_knows_of_simulated_rows_and_its_sentence_bears_no_mark(evaluations):
    recorded = evaluations.assign(origin="recorded")
    for language, mark in (("vi", "mô phỏng"), ("en", "simulated")):
        for say in (rating_change, women_change, stayers_change):
            assert say(evaluations, language).origin == "simulated"
            assert say(recorded, language).origin == "recorded"
            assert mark not in say(evaluations, language).whole


def test_under_twenty_people_a_change_is_described_and_not_judged(evaluations):
    unit = evaluations[evaluations["unit"] == "Chi bộ cơ quan Đảng mẫu 3"]
    gaps = measures.rating_gap(unit, by=["year"])
    for language, mark in (("vi", "dưới 20 người"), ("en", "under 20 people")):
        said = [rating_change(unit, language), women_change(unit, language)]
        said += [stayers_change(unit, language), findings.rating_gap(gaps, words=Words(language))]
        for finding in said:
            assert mark in finding.whole
            assert SAYS[language]["no_clear_change"] not in finding.whole.lower()
