"""The message itself says what the series plainly shows, not its two ends alone."""

import pytest
from random_histories import asked_of

from analysis import findings, measures, records
from analysis.documents.brevity import words as length
from analysis.languages import longest
from analysis.words import Words

PEAK = {2021: (90, 414), 2022: (111, 410), 2023: (139, 405), 2024: (81, 411)}
TROUGH = {year: (total - k, total) for year, (k, total) in PEAK.items()}
ROSE = {2011: (318, 610), 2012: (308, 575), 2013: (302, 530), 2014: (273, 470), 2015: (257, 417)}
FELL = {4026 - year: counts for year, counts in ROSE.items()}
UNEVEN = {2011: (200, 600), 2012: (300, 600), 2013: (200, 600), 2014: (302, 600)}


def told(years, language, *, with_course=True, more=()):
    rows = [
        {"year": year, "rating": rating, "count": n, "unit": "A"}
        for year, (k, total) in years.items()
        for rating, n in (("excellent", k), ("good", total - k))
    ]
    frame = records.frame(
        records.EVALUATIONS, [{**r, "origin": "recorded"} for r in [*rows, *more]]
    )
    people, ends = asked_of(frame, years=tuple(sorted(years))), (min(years), max(years))
    return findings.rating_change(
        measures.change_between(people, *ends),
        first_year=ends[0],
        last_year=ends[1],
        course=measures.share_course(people) if with_course else None,
        words=Words(language),
    )


@pytest.mark.parametrize(
    ("years", "vietnamese", "english"),
    [
        (
            PEAK,
            "Tỷ lệ hoàn thành xuất sắc tăng lên 34,3% (2023) rồi giảm còn 19,7% (2024)",
            "Share rated excellent rose to 34.3% (2023), then fell to 19.7% (2024)",
        ),
        (
            TROUGH,
            "Tỷ lệ hoàn thành xuất sắc giảm còn 65,7% (2023) rồi tăng lên 80,3% (2024)",
            "Share rated excellent fell to 65.7% (2023), then rose to 80.3% (2024)",
        ),
        (
            ROSE,
            "Tỷ lệ hoàn thành xuất sắc tăng hằng năm, từ 52,1% (2011) lên 61,6% (2015)",
            "Share rated excellent rose every year, from 52.1% (2011) to 61.6% (2015)",
        ),
        (
            FELL,
            "Tỷ lệ hoàn thành xuất sắc giảm hằng năm, từ 61,6% (2011) xuống 52,1% (2015)",
            "Share rated excellent fell every year, from 61.6% (2011) to 52.1% (2015)",
        ),
        (
            UNEVEN,
            "Tỷ lệ hoàn thành xuất sắc lên xuống giữa 33,3% (2011) và 50,3% (2014)",
            "Share rated excellent moved between 33.3% (2011) and 50.3% (2014)",
        ),
    ],
)
def test_the_headline_says_what_the_series_shows(years, vietnamese, english):
    for language, title in (("vi", vietnamese), ("en", english)):
        said = told(years, language)
        assert said.title == title
        assert length(said.title) <= longest("title", language)
        assert length(said.text) <= longest("finding", language)


def test_what_the_ends_alone_would_say_stands_beside_a_turn():
    said = told(PEAK, "vi")
    assert "năm 2021 là 21,7% – 90/414, 139/405 và 81/411 cán bộ" in said.text
    assert said.conditions == (
        "riêng năm 2024 so với năm 2021 thì không thay đổi rõ rệt",
        "khoảng tin cậy 99,2% của mức thay đổi, đã tính đến việc so sánh mọi cặp năm: "
        "2021–2023 từ +4,3 đến +20,6 điểm phần trăm và 2023–2024 từ −22,6 đến −6,4 điểm phần trăm",
    )


def test_without_a_course_of_these_years_the_ends_are_told():
    assert "no clear change" in told(PEAK, "en", with_course=False).title.lower()


def test_where_a_unit_is_missing_the_ends_are_told_like_for_like():
    # B sends nothing in 2021: then the years are compared on A, and the course of all is not told.
    more = [
        {"year": year, "rating": "good", "count": 40, "unit": "B"} for year in (2022, 2023, 2024)
    ]
    said = told(PEAK, "en", more=more)
    assert said.title.startswith("Like-for-like, share rated excellent: 21.7% (2021)")
