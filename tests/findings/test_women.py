"""Women and men, units missing, people unknown: what is said is what the numbers allow."""

import pandas as pd
import pytest
from random_histories import asked_of

from analysis import findings, measures, records
from analysis.words import Words

LANGUAGES = ["vi", "en"]
PERIOD = {"first_year": 2011, "last_year": 2015}


def cells(*rows):
    """Return evaluations of rows of (count, columns)."""
    base = {"year": 2015, "unit": "A", "tier": "district", "origin": "recorded"}
    made = records.frame(records.EVALUATIONS, [{**base, "count": n, **told} for n, told in rows])
    return made if "withheld" in made else made.assign(withheld=False)


def rated(women, all_women, men, all_men, **more):
    """Return rows of women and men, so many of them excellent."""
    return [
        (n, {"sex": sex, "rating": rating, **more})
        for sex, k, total in (("female", women, all_women), ("male", men, all_men))
        for rating, n in (("excellent", k), ("good", total - k))
    ]


def listed(year, women, men, unknown=0, **more):
    return [
        (n, {"year": year, "sex": sex, **more})
        for n, sex in ((women, "female"), (men, "male"), (unknown, None))
        if n
    ]


def gap(*rows):
    return measures.rating_gap(cells(*rows), by="year")


def gap_said(language, *rows):
    return findings.rating_gap(gap(*rows), words=Words(language))


def change(*rows, **of):
    people = asked_of(cells(*rows), {k: (v,) for k, v in of.items()}, years=(2011, 2015))
    return measures.women_change(people, 2011, 2015)


def change_said(language, *rows, **of):
    return findings.women_change(change(*rows, **of), words=Words(language), **PERIOD)


CLEAR = {
    "vi": ["cao hơn nam", "thấp hơn nam", "rõ rệt"],
    "en": ["more often", "less often", "clear"],
}


def clearly(found, language):
    return any(words in found.whole for words in CLEAR[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_fewer_than_twenty_on_one_side_are_never_judged(language):
    # With 42 people in all they were, and 51% of worlds without a difference had a clear one.
    for women, men in ((0, 40), (1, 20), (2, 0), (2, 12)):
        said = gap_said(language, *rated(women, 2, men, 40))
        assert not clearly(said, language) and said.low is None
        assert {"vi": "một bên dưới 20 người", "en": "one side has under 20"}[
            language
        ] in said.whole
    assert not gap(*rated(0, 19, 40, 40))["judged"].item()
    assert gap(*rated(0, 20, 20, 20))["judged"].item()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "counts", [(9, 20, 9, 44), (20, 20, 36, 44), (14, 20, 10, 28), (140, 161, 120, 256)]
)
def test_the_sentence_is_of_one_mind_with_p(language, counts):
    # Newcombe's interval alone excludes zero at 9/20 against 9/44, where p is 0.052.
    table = gap(*rated(*counts))
    said = findings.rating_gap(table, words=Words(language))
    not_clear = {"vi": "không khác biệt rõ rệt", "en": "no clear difference"}[language]
    assert (not_clear in said.whole) == (table["p_value"].item() >= 0.05)
    assert (said.low < 0 < said.high) == (table["p_value"].item() >= 0.05)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_clear_difference_is_said_with_its_interval_and_what_would_have_shown(language):
    said = gap_said(language, *rated(30, 60, 72, 120))
    words = {
        "vi": "khoảng tin cậy 95% của chênh lệch: −24,8 đến +5,2 điểm phần trăm; với số người này, "
        "chênh lệch từ khoảng 22,0 điểm",
        "en": "95% interval of the difference: −24.8 to +5.2 points; with these numbers a "
        "difference of about 22.0 points",
    }
    assert words[language] in said.whole and "22" not in said.title


@pytest.mark.parametrize("language", LANGUAGES)
def test_rated_people_of_unknown_sex_are_told_and_what_they_could_turn_is_not_judged(language):
    clear, few, many = rated(80, 100, 40, 100), 5, 90
    unknown = [(few, {"sex": None, "rating": "good"})]
    said = gap_said(language, *clear, *unknown)
    assert clearly(said, language)
    assert {"vi": "5 người không rõ nam hay nữ", "en": "5 of unknown sex"}[language] in said.whole
    half = [(many, {"sex": None, "rating": rating}) for rating in ("excellent", "good")]
    said = gap_said(language, *clear, *half)
    assert said.low is None and not clearly(said, language)
    assert {"vi": "180 người chưa rõ", "en": "180 people"}[language] in said.whole


@pytest.mark.parametrize("language", LANGUAGES)
def test_withheld_ratings_could_turn_it_as_well(language):
    rows = cells(*rated(60, 100, 40, 100), (90, {"sex": "female", "rating": "good"}))
    held = rows.assign(withheld=rows.index == rows.index[-1])
    table = measures.rating_gap(held, by="year")
    assert (table["withheld"].item(), table["judged"].item()) == (90, False)
    said = findings.rating_gap(table, words=Words(language))
    assert not clearly(said, language) and "90" in said.whole


@pytest.mark.parametrize("language", LANGUAGES)
def test_unknown_sex_is_not_told_as_no_women_and_no_men(language):
    rows = [(40, {"sex": None, "rating": "good", "post_group": "schools"})]
    people = cells(*rows)
    adjusted = measures.adjusted_rating_gap(people, "post_group")
    said = [
        gap_said(language, *rows),
        findings.adjusted_gap(adjusted, by="post_group", words=Words(language)),
    ]
    for each in said:
        assert {"vi": "40 người không tách theo giới tính", "en": "40 people are not told by sex"}[
            language
        ] in each.whole
        assert "0 women" not in each.whole and "0 nữ" not in each.whole


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_sex_is_told_of_those_whose_sex_is_known(language):
    said = gap_said(language, *rated(0, 0, 5, 30), (7, {"sex": None, "rating": "good"}))
    words = {"vi": "đã rõ giới tính chỉ có nam; chưa kể 7", "en": "are all men; not counting 7"}
    assert words[language] in said.whole


@pytest.mark.parametrize("language", LANGUAGES)
def test_unknown_sex_does_not_make_the_share_of_women_rise(language):
    # 161 women of 417 in truth, of whom 200 people's sex is left out: "rose to 65.0%".
    rows = [*listed(2011, 214, 396), *listed(2015, 141, 76, unknown=200)]
    table = change(*rows)
    assert not table["judged"].any()
    said = findings.women_change(table, words=Words(language), **PERIOD)
    words = {
        "vi": ["Chưa thể kết luận", "200 người không rõ nam hay nữ", "từ 33,8% đến 81,8%"],
        "en": ["cannot be said", "the sex of 200 people is unknown", "from 33.8% to 81.8%"],
    }
    assert all(each in said.whole for each in words[language]) and said.low is None
    few = change_said(language, *listed(2011, 100, 300), *listed(2015, 200, 200, unknown=4))
    assert {"vi": "tăng từ", "en": "rose from"}[language] in few.whole
    assert {"vi": "4 người không rõ", "en": "of 4 people is unknown"}[language] in few.whole


THREE_MISSING = [
    row
    for number in range(12)
    for year in (2011, 2015)
    if year == 2011 or number < 9
    for row in listed(
        year, 30 if number >= 9 else 10, 10 if number >= 9 else 30, unit=f"u{number:02}"
    )
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_units_that_sent_nothing_do_not_make_the_share_of_women_fall(language):
    # 37.5% to 25.0% of all lists; the nine units that sent both did not change.
    table = change(*THREE_MISSING)
    alike = table[table["like_for_like"]]
    assert alike["share"].tolist() == [0.25, 0.25]
    assert alike["units"].tolist() == [9, 9] and set(table["units_in_all"]) == {12}
    assert not table.loc[~table["like_for_like"], "judged"].any()
    said = findings.women_change(table, words=Words(language), **PERIOD)
    words = {
        "vi": ["không thay đổi rõ rệt: 25,0%", "9 trong 12 đơn vị", "37,5% năm 2011 (12 đơn vị)"],
        "en": ["no clear change", "(9 of 12)", "37.5% in 2011 (12 units)"],
    }
    assert all(each in said.whole for each in words[language])
    assert said.title.startswith({"vi": "Cùng đơn vị, ", "en": "Like-for-like, "}[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_unit_that_sent_both_lists_is_described_as_one_unit(language):
    rows = [*listed(2011, 30, 10, unit="A"), *listed(2015, 10, 30, unit="A")]
    said = change_said(language, *rows, *listed(2015, 30, 30, unit="B"))
    words = {"vi": ("giảm từ", "1 trong 2 đơn vị"), "en": ("fell from", "1 of 2")}[language]
    assert words[0] not in said.whole and words[1] in said.whole and said.low is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_no_unit_sent_both_nothing_is_judged(language):
    rows = [*listed(2011, 30, 10, unit="A"), *listed(2015, 10, 30, unit="B")]
    said = change_said(language, *rows)
    assert {"vi": "không phải của cùng những đơn vị", "en": "not of the same units"}[
        language
    ] in said.whole
    assert said.low is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figures_of_one_unit_are_described(language):
    rows = [
        *listed(2011, 20, 100, unit="A"),
        *listed(2015, 100, 20, unit="A"),
        *rated(50, 50, 0, 50, unit="A"),
        *listed(2011, 30, 30, unit="B"),
        *listed(2015, 30, 30, unit="B"),
    ]
    said = change_said(language, *rows, unit="A")
    one = asked_of(cells(*rows), {"unit": ("A",)}, years=(2015,))
    table = measures.rating_gap(one, by="year")
    assert table["p_value"].isna().all() and not table["judged"].any()
    for each in (said, findings.rating_gap(table, words=Words(language))):
        assert {"vi": "chỉ được mô tả", "en": "described only"}[language] in each.whole
        assert each.low is None


def grouped(*groups):
    """Return rows of (post group, women, men, excellent)."""
    return [
        row
        for name, women, men, k in groups
        for row in (
            (women, {"post_group": name, "sex": "female", "rating": None}),
            (men, {"post_group": name, "sex": "male", "rating": None}),
            (k, {"post_group": name, "sex": None, "rating": "excellent"}),
        )
    ]


def by_group(rows, language):
    women = measures.women_share(cells(*rows), by=["year", "post_group"])
    return findings.women_by_group(women, by="post_group", words=Words(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_of_no_known_post_group_are_told_and_can_turn_the_order(language):
    # 114 people whose posts are worded otherwise: "lowest in departments (21.1%)", truth 14.7%.
    groups = [("departments", 12, 45, 0), ("schools", 112, 58, 0)]
    few = by_group(grouped(*groups, (None, 2, 3, 0)), language)
    assert {"vi": "đến 65,9% (trường học)", "en": "to 65.9% (schools)"}[language] in few.whole
    words = {"vi": "không rõ nhóm chức danh: 2/5", "en": "post group unknown: 2/5"}
    assert words[language] in few.whole
    many = by_group(grouped(*groups, (None, 100, 14, 0)), language)
    assert {"vi": "chưa rõ thứ tự các nhóm về tỷ lệ nữ", "en": "is open"}[language] in many.whole
    assert "100/114" in many.whole and many.value is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_post_group_stated_at_all_is_the_reason_told(language):
    said = by_group(grouped((None, 60, 40, 0)), language)
    words = {"vi": "không ghi nhóm chức danh của ai trong 100", "en": "stated for none of the 100"}
    assert words[language] in said.whole
    table = measures.rating_distribution(
        cells(*rated(30, 60, 20, 40, post_group=None)), by=["year", "post_group"]
    )
    text = findings.range_by_group(table, by="post_group", words=Words(language)).whole
    assert words[language] in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_ratings_of_no_known_group_could_turn_the_order(language):
    def said(*unknown):
        rows = [
            *rated(20, 30, 20, 30, post_group="schools"),
            *rated(15, 30, 15, 30, post_group="communes"),
            *unknown,
        ]
        table = measures.rating_distribution(cells(*rows), by=["year", "post_group"])
        return findings.range_by_group(table, by="post_group", words=Words(language)).whole

    lowest = {"vi": "(xã, thị trấn) đến", "en": "(communes) to"}[language]
    unknown = {"vi": "không rõ nhóm chức danh: ", "en": "post group unknown: "}[language]
    assert lowest in said()
    assert lowest in (few := said(*rated(1, 2, 0, 0))) and f"{unknown}1/2" in few
    assert lowest not in (many := said(*rated(20, 30, 0, 0))) and f"{unknown}20/30" in many


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_post_group_is_no_group_of_like_posts(language):
    # 114 women and men in one nameless group: "within the same post group women more often".
    rows = rated(20, 40, 20, 40, post_group="schools") + rated(90, 100, 20, 100, post_group=None)
    table = measures.adjusted_rating_gap(cells(*rows), "post_group")
    assert (table["not_stated"].item(), table["why"].item()) == (200, "unknown")
    said = findings.adjusted_gap(table, by="post_group", words=Words(language))
    assert {"vi": "Chưa thể kết luận", "en": "cannot be said"}[language] in said.whole
    assert {"vi": "200 người không rõ nhóm chức danh", "en": "200 whose post group"}[
        language
    ] in said.whole


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_odds_ratio_is_told(language):
    rows = rated(70, 100, 40, 100, post_group="schools")
    table = measures.adjusted_rating_gap(cells(*rows), "post_group")
    said = findings.adjusted_gap(table, by="post_group", words=Words(language))
    assert "odds" not in said.whole and "tỷ số chênh" not in said.whole
    words = {"vi": "70/100 nữ", "en": "70 of 100, against about 55.0"}
    assert words[language] in said.whole and said.unit == "people"


@pytest.mark.parametrize("language", LANGUAGES)
def test_units_apart_leaves_open_what_people_of_no_unit_could_turn(language):
    def said(*unknown):
        rows = [
            row
            for unit, k in (("A", 38), ("B", 20), ("C", 20))
            for row in rated(k, 40, 0, 0, unit=unit)
        ]
        table = measures.units_apart(cells(*rows, *unknown))
        return findings.units_apart(table, words=Words(language)).whole

    apart = {"vi": "A có tỷ lệ hoàn thành", "en": "is higher in A"}[language]
    assert apart in said()
    assert apart in said(*rated(1, 2, 0, 0, unit=None))
    assert apart not in (turned := said(*rated(0, 60, 0, 0, unit=None)))
    assert {"vi": "đơn vị còn để ngỏ", "en": "are left open"}[language] in turned
    assert {"vi": "không làm thay đổi", "en": "do not turn"}[language] in said(
        *rated(1, 2, 0, 0, unit=None)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_groups_too_small_for_the_cap_are_not_above_it(language):
    # 60 groups of four people each, one of them excellent: "60 of 60 groups above the cap".
    small = [
        row for n in range(60) for row in rated(1, 4, 0, 0, unit=f"u{n}", post_group="schools")
    ]
    by = ["year", "unit", "post_group"]

    def said(*rows):
        table = measures.excellent_cap(cells(*rows), by=by)
        return findings.cap(table, year=2015, words=Words(language))

    alone = said(*small)
    assert {"vi": "không cho phép ai", "en": "allows nobody"}[language] in alone.whole
    assert alone.value is None
    beside = said(*small, *rated(6, 10, 0, 0, unit="large", post_group="schools"))
    assert {"vi": "1/1 nhóm chức danh", "en": "1 of 1 groups of like posts were above"}[
        language
    ] in beside.whole
    assert beside.value == 4 and "60" in beside.whole


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_of_no_known_post_are_no_group_under_the_cap(language):
    rows = [*rated(6, 10, 0, 0, post_group="schools"), *rated(90, 100, 0, 0, post_group=None)]
    table = measures.excellent_cap(cells(*rows), by=["year", "unit", "post_group"])
    said = findings.cap(table, year=2015, words=Words(language))
    assert said.value == 4 and "90" in said.whole


def test_charts_say_of_whom():
    from analysis import charts

    rows = rated(30, 50, 20, 50, post_group="schools", unit="A")
    heads = asked_of(cells(*rows), {"post_group": ("schools",)}, years=(2015,))
    look = {"years": [2015], "words": Words("en")}
    drawn = [
        charts.women_share(measures.women_share(heads, by="year"), **look),
        charts.rating_gap(measures.rating_gap(heads, by="year"), **look),
        charts.units_by_share(
            measures.unit_funnel(measures.rating_distribution(heads, by="unit")),
            year=2015,
            words=Words("en"),
        ),
    ]
    for ax in drawn:
        texts = charts.description(ax.figure)
        assert "schools" in texts.caption and "schools" in texts.alt
        assert not any("District" in text.get_text() for text in ax.texts)


def test_a_plain_table_is_counted_too():
    rows = pd.concat([cells(*listed(2011, 30, 30)), cells(*listed(2015, 60, 30))])
    table = measures.women_change(rows.reset_index(drop=True), 2011, 2015)
    assert table["like_for_like"].all() and table["judged"].tolist() == [False, True]


def test_a_year_without_a_list_is_like_no_other():
    table = change(*listed(2011, 30, 30))
    assert not table["like_for_like"].any() and not table["judged"].any()


@pytest.mark.parametrize("language", LANGUAGES)
def test_women_and_men_are_told_in_numbers(language):
    rows = [*listed(2011, 214, 396), *listed(2015, 161, 256)]
    said = findings.women_numbers(change(*rows), words=Words(language), **PERIOD)
    assert (
        said.title
        == {
            "vi": "Từ năm 2011 đến năm 2015, giảm 53 nữ, giảm 140 nam",
            "en": "From 2011 to 2015: women down 53, men down 140",
        }[language]
    )
    assert (said.value, said.unit) == (-53, "people")
    assert all(number in said.text for number in ("214", "161", "396", "256"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_of_women_are_not_told_of_other_units_nor_without_a_year(language):
    rows = [*listed(2011, 30, 30, unit="B"), *listed(2015, 20, 40, unit="A")]
    said = findings.women_numbers(change(*rows), words=Words(language), **PERIOD)
    assert {"vi": "không cùng các đơn vị", "en": "not of the same units"}[language] in said.whole
    alone = findings.women_numbers(change(*listed(2015, 20, 40)), words=Words(language), **PERIOD)
    assert alone.value is None and "2011" in alone.whole
    even = [*listed(2011, 20, 40), *listed(2015, 20, 41)]
    said = findings.women_numbers(change(*even), words=Words(language), **PERIOD)
    assert {"vi": "tăng 1 nam", "en": "men up 1"}[language] in said.title and said.value == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_is_not_said_to_rise_or_fall_where_people_of_unknown_sex_could_turn_it(language):
    # A return by commune says of 54 people how they were rated, not whether they are women.
    table = change(*listed(2011, 33, 47), *listed(2015, 11, 15, 54))
    assert table[["women_more", "men_more"]].isna().all(axis=None)
    said = findings.women_numbers(table, words=Words(language), **PERIOD)
    assert said.value is None and "54" in said.whole
    assert {"vi": "giảm", "en": "down"}[language] not in said.title
    assert all(number in said.whole for number in ("33", "11", "47", "15"))
    few = change(*listed(2011, 33, 47, 2), *listed(2015, 11, 15, 3))
    assert few["women_more"].iloc[-1] == -22 and few["men_more"].iloc[-1] == -32
    said = findings.women_numbers(few, words=Words(language), **PERIOD)
    assert {"vi": "giảm 22 nữ", "en": "women down 22"}[language] in said.title and "3" in said.whole


@pytest.mark.parametrize(
    ("language", "told"),
    [("vi", "năm có số liệu về nữ và nam: 2011–2013"), ("en", "tell women and men: 2011–2013")],
)
def test_a_last_year_of_counts_alone_says_which_years_can_be_compared(language, told):
    years = [listed(year, 40, 60) for year in (2011, 2012, 2013)]
    rows = [*years[0], *years[1], *years[2], *listed(2015, 0, 0, unknown=100)]
    people = asked_of(cells(*rows), years=(2011, 2012, 2013, 2015))
    changes = measures.women_change(people, 2011, 2015)
    by_year = measures.women_share(people, by="year")
    words = Words(language)
    said = findings.women_change(changes, by_year=by_year, words=words, **PERIOD).whole
    assert told in said and "100" in said
    assert told not in findings.women_change(changes, words=words, **PERIOD).whole
    one = by_year[by_year["year"].isin([2011, 2015])]
    alone = findings.women_change(changes, by_year=one, words=words, **PERIOD).whole
    assert told.split(":")[0] not in alone, "of one year nothing changes"
