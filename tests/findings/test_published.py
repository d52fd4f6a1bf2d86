"""What the article's figures can mean, in words, from the ledger alone."""

import pytest

from analysis import findings, load, measures
from analysis.words import Words

PERIOD = {"first_year": 2011, "last_year": 2015}


@pytest.fixture(scope="module")
def ledger():
    return load("data/published").of_tier("district")


def changes(ledger):
    people = ledger.people(range(2011, 2016))
    return measures.rating_distribution(people, by="year"), measures.change_between(
        people, 2011, 2015
    )


def test_title_says_that_the_total_of_62_percent_is_unknown(ledger):
    shares = measures.published_shares(ledger.claims)
    _, moved = changes(ledger)
    text = findings.rating_change(moved, published=shares, words=Words("vi"), **PERIOD).whole
    assert text == ("Hoàn thành xuất sắc 52,1% (2011); 2015 công bố 62%, chưa rõ trên tổng số nào")


def test_without_the_published_share_nothing_can_be_said(ledger):
    _, moved = changes(ledger)
    text = findings.rating_change(moved, words=Words("en"), **PERIOD).whole
    assert "cannot be said: there are no counts by rating of 2015" in text


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_sentence_says_that_a_year_with_a_published_share_has_nobody_rated(ledger, language):
    people = ledger.people(range(2011, 2016))
    moved = changes(ledger)[1]
    parts = measures.decomposition(people, 2011, 2015)
    stayers = measures.change_on_stayers(people, 2011, 2015)
    adjusted = measures.adjusted_rating_gap(people.of_years([2015]), strata="post_group")
    told = [
        findings.base_change(moved, parts, words=Words(language), **PERIOD),
        findings.stayers_change(stayers, parts, words=Words(language), **PERIOD),
        findings.adjusted_gap(adjusted, by="post_group", words=Words(language)),
        findings.trend(measures.share_trend(people), words=Words(language)),
        findings.cap(measures.excellent_cap(people, by="year"), year=2015, words=Words(language)),
    ]
    false = ("no data", "nobody", "no ratings", "has data", "không có số liệu", "không có ai",
             "không có kết quả", "có số liệu")  # fmt: skip
    for each in told:
        assert not any(words in each.whole for words in false), each.whole


def test_the_years_between_were_not_published(ledger):
    by_year, _ = changes(ledger)
    shares = measures.published_shares(ledger.claims)
    text = findings.years_missing(by_year, published=shares, words=Words("vi"), **PERIOD).whole
    assert text.startswith("Không công bố số liệu năm 2012, 2013 và 2014 cho phạm vi đang xem;")


def test_meaning_of_62_percent(ledger):
    meaning = measures.percent_meaning(ledger.claims, tier="district")
    text = findings.percent_meaning(meaning, words=Words("en")).whole
    assert "257–260 if rounded, 259–262 if cut off" in text


def test_women_were_published_once(ledger):
    shares = measures.published_shares(ledger.claims)
    by_year = measures.women_share(ledger.evaluations, by=["year"])
    moved = measures.year_over_year(by_year)
    text = findings.women_change(moved, published=shares, words=Words("vi"), **PERIOD).whole
    assert "38,6% (2016), tức 161/417 người" in text


def test_no_ledger_no_meaning():
    nothing = load(None)
    assert measures.percent_meaning(nothing.claims, tier="district") == []
    assert "thiếu tổng số" in findings.percent_meaning([], words=Words("vi")).whole
    assert "Trong phạm vi đang xem" in findings.percent_meaning([], words=Words("vi")).whole


def test_a_percentage_of_a_year_outside_the_period_is_not_told(ledger):
    for years, told in ((range(2011, 2016), True), (range(2011, 2015), False)):
        meaning = measures.percent_meaning(ledger.claims, tier="district", years=years)
        text = findings.percent_meaning(meaning, words=Words("en")).whole
        assert ("62%" in text) == told


def test_rules_that_change_within_the_period():
    crossed = findings.rule_change(first_year=2011, last_year=2015, words=Words("en")).whole
    assert "Decree 56/2015/NĐ-CP, 2015" in crossed
    assert (
        "No change"
        in findings.rule_change(first_year=2011, last_year=2014, words=Words("en")).whole
    )


def test_a_percentage_that_no_whole_number_gives_is_said_to_be_one(ledger):
    precise = ledger.claims["id"].eq("excellent_share_2015_district")
    claims = ledger.claims.assign(
        value=ledger.claims["value"].where(~precise, "62.0"),
        decimals=ledger.claims["decimals"].where(~precise, 1),
    )
    text = findings.percent_meaning(
        measures.percent_meaning(claims, tier="district"), words=Words("vi")
    ).whole
    assert "62,0%" in text
    assert "không có số nào cho đúng" in text


def test_a_percentage_with_no_number_of_cadres_to_try_is_not_called_complete(ledger):
    claims = ledger.claims[ledger.claims["measure"] != "cadres"].assign(base=None, part_of=None)
    meaning = measures.percent_meaning(claims, tier="district")
    text = findings.percent_meaning(meaning, words=Words("en")).whole
    assert "62%" in text and "no number of cadres of that year was published" in text


def test_a_year_of_people_not_rated_has_data():
    from analysis import records

    rows = [
        {"year": 2011, "rating": "good", "count": 5, "origin": "recorded"},
        {"year": 2012, "rating": None, "count": 7, "origin": "recorded"},
    ]
    by_year = measures.rating_distribution(records.frame(records.EVALUATIONS, rows), by=["year"])
    text = findings.years_missing(by_year, first_year=2011, last_year=2012, words=Words("en")).whole
    assert text.startswith("There are data for every year")


def test_the_documents_issued_are_told_of_their_period_alone():
    """The article counts 12 in 2011-2015; of another period it says nothing."""
    claims = load("data/published").claims
    issued = measures.published_directives(claims, range(2011, 2016))
    assert issued[["first_year", "last_year", "n"]].values.tolist() == [[2011, 2015, 12]]
    assert measures.published_directives(claims, range(2012, 2016)).empty
    vietnamese = findings.directives(issued, words=Words("vi")).text
    assert "12 văn bản" in vietnamese and "giai đoạn 2011–2015" in vietnamese
    assert "cadres, 2011–2015: 12" in findings.directives(issued, words=Words("en")).text
