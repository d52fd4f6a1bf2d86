"""Missing lists and people left out are told in the sentence, with their numbers."""

import pytest
from random_histories import asked_of, table

from analysis import findings, measures
from analysis.words import Words

YEARS = (2014, 2015)


def unit(name, years=YEARS, n=6, tier="district"):
    told = {"unit": name, "tier": tier, "count": 1, "withheld": False, "rating": "good"}
    return [{**told, "person": f"{name}{k}", "year": y} for y in years for k in range(n)]


def told(rows, language, years=YEARS, **of):
    asked = asked_of(table(rows), {"tier": ("district",)}, years).where(**of)
    return findings.coverage(measures.coverage(asked), words=Words(language)).whole


def units(count, years=YEARS):
    return [row for k in range(count) for row in unit(f"Xã {k:02}", years)]


@pytest.mark.parametrize(
    ("gone", "says"),
    [
        (0, {"vi": "Không thiếu danh sách của đơn vị nào trong 12 đơn vị (2014–2015)",
             "en": "No list of the 12 units is missing (2014–2015)"}),
        (3, {"vi": "Năm 2015 có danh sách của 9/12 đơn vị; thiếu: Xã 09, Xã 10 và Xã 11",
             "en": "9 of 12 units sent lists for 2015; missing: Xã 09, Xã 10, and Xã 11"}),
        (5, {"vi": "thiếu: Xã 07, Xã 08, Xã 09 và 2 đơn vị khác",
             "en": "missing: Xã 07, Xã 08, Xã 09, and 2 more"}),
        (12, {"vi": "Không đơn vị nào có danh sách năm 2015",
              "en": "No unit sent a list for 2015"}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["vi", "en"])
def test_units_that_sent_nothing_are_counted_and_named(gone, says, language):
    names = {f"Xã {k:02}" for k in range(12 - gone, 12)}
    rows = [r for r in units(12) if not (r["unit"] in names and r["year"] == 2015)]
    text = told(rows, language)
    assert says[language] in text
    asked = asked_of(table(rows), {"tier": ("district",)}, YEARS)
    lists = measures.coverage(asked)
    assert len(findings.coverage_short(lists, words=Words(language))) == (gone > 0)


@pytest.mark.parametrize(
    ("language", "says"),
    [("vi", "thiếu danh sách của đơn vị năm 2015"), ("en", "unit's list is missing for 2015")],
)
def test_a_units_own_page_says_that_its_list_is_missing(language, says):
    rows = [*unit("Xã 01"), *unit("Xã 02", (2014,))]
    assert says in told(rows, language, unit="Xã 02").replace("Thiếu", "thiếu")
    assert says not in told(rows, language, unit="Xã 01")


@pytest.mark.parametrize(
    ("language", "says"), [("vi", "; 1 đơn vị có năm"), ("en", "in some year, which is not")]
)
def test_a_small_unit_with_nobody_listed_is_told_and_not_missed(language, says):
    text = told([*units(2), *unit("Tổ 1", (2014,), n=2)], language)
    assert says in text and ("Không thiếu" in text or "No list" in text)


@pytest.mark.parametrize(
    ("language", "says"), [("vi", "không ghi đơn vị"), ("en", "name no units")]
)
def test_without_units_nothing_is_claimed(language, says):
    assert says in told(unit(None), language)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_list_without_its_tier_is_in_no_result_and_said_so(language):
    says = {
        "vi": "56 người trong danh sách năm 2015 (56 người được đánh giá) không có trong kết quả "
        "nào; vì danh sách không ghi diện quản lý; 13 người năm 2014 thuộc diện",
        "en": "People on lists but in none of these results: 56 in 2015 (56 rated); left out "
        "because their lists do not say whose tier it is; under another tier (managed by the "
        "committee above the district's), and reported there: 13 in 2014",
    }
    rows = [
        *unit("Xã 01", (2014,), n=50),
        *unit("Xã 01", (2015,), n=56, tier=None),
        *unit("Xã 02", (2014,), n=13, tier="city"),
    ]
    asked = asked_of(table(rows), {"tier": ("district",)}, YEARS)
    assert says[language] in findings.outside(measures.outside(asked), words=Words(language)).whole
    text = told([*rows, *unit("Xã 03")], language)
    assert "1 đơn vị không ghi diện" in text or "do not say whose tier it is: 1" in text
    # Alone, it is taken whole.
    alone = asked_of(table(unit("Xã 01", tier=None)), {"tier": ("district",)}, YEARS)
    assert measures.outside(alone).empty and alone.count()["n"].sum() == 12


SMALL = {
    "vi": (
        "1 đơn vị có năm không có ai",
        "năm 2015 đơn vị không có ai",
        "thôi thuộc hoặc mới bổ sung",
    ),
    "en": ("count as left or new: 1", "nobody listed in 2015", "left or new"),
}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_small_unit_with_nobody_listed_is_told_with_its_year_and_what_it_counts_as(language):
    rows = [*units(3), *unit("Xã 09", (2014,), n=4)]
    district, own, counted = SMALL[language]
    assert district in told(rows, language)
    alone = told(rows, language, unit="Xã 09")
    assert own in alone and counted in alone and ": 1" not in alone
    asked = asked_of(table(rows), {"tier": ("district",)}, YEARS).where(unit="Xã 09")
    assert measures.decomposition(asked, *YEARS).set_index("reason")["n"]["absent"] == 4
