"""What followed, in small histories whose truth is known: sentence and table, both languages."""

from dataclasses import replace
from math import sqrt

import numpy as np
import pandas as pd
import pytest
from random_histories import asked_of, one, table

from analysis import findings, load, measures, records
from analysis.words import Words

LANGUAGES = ["vi", "en"]
YEARS = (2011, 2012, 2013)


def careers(rating, many, years=YEARS, **more):
    return [
        one(person=f"{rating}{number}", year=year, rating=rating, **more)
        for number in range(many)
        for year in years
    ]


def events(*people, year=2012, kind="appointed", **more):
    base = {"kind": kind, "count": 1, "origin": "recorded", "tier": "district", "unit": "A"}
    rows = [{**base, "person": p, "first_year": year, "last_year": year, **more} for p in people]
    return records.frame(records.OUTCOMES, rows)


def recorded(*kinds, years=YEARS, tier="district"):
    return frozenset((tier, kind, year) for kind in kinds for year in years)


def named(rating, *numbers):
    return [f"{rating}{number}" for number in range(*numbers)]


def rated(people, horizon=1, **more):
    """Return the table, and the sentence in each language."""
    told = measures.incidence(people, "appointed", by="rating")
    apart = measures.incidence_difference(told, "rating", horizon)
    about = {"kind": "appointed", "by": "rating", **more}
    said = [
        findings.outcome_rates(told, apart, words=Words(each), **about).whole for each in LANGUAGES
    ]
    return told, said


def test_an_appointment_to_a_post_of_another_tier_is_an_appointment():
    """30 of 100 excellent to posts managed by the city, 10 of 100 good in the district."""
    rows = careers("excellent", 100, years=(2011,)) + careers("good", 100)
    for number in range(100):
        tier = "city" if number < 30 else "district"
        more = {"person": f"excellent{number}", "rating": "excellent", "tier": tier}
        rows += [one(year=year, **more) for year in (2012, 2013)]
    outcomes = pd.concat([events(*named("excellent", 30), tier="city"), events(*named("good", 10))])
    levels = recorded("appointed") | recorded("appointed", tier="city")
    people = asked_of(
        table(rows), {"tier": ("district",)}, YEARS, outcomes=outcomes, recorded_outcomes=levels
    )
    told, (vietnamese, english) = rated(people)
    had = told[told["time"] == 1].set_index("rating")[["had", "people", "left"]]
    assert had.loc["excellent"].tolist() == [30, 100, 0]
    assert had.loc["good"].tolist() == [10, 100, 0]
    assert "excellent more often than good" in english
    assert "xuất sắc cao hơn tốt" in vietnamese
    assert "30.0% (30/100) against 10.0% (10/100)" in english


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_appointment_to_a_post_of_another_tier_is_told_beside_those_of_the_own(language):
    table = pd.DataFrame(
        {"kind": ["appointed", "appointed_or_reappointed", "masters"], "events": [30, 30, 1]}
    ).assign(of="tier=district", origin="recorded")
    [said] = findings.outcomes_elsewhere(table, words=Words(language))
    words = {
        "vi": "bổ nhiệm, bổ nhiệm lại 30; đào tạo thạc sĩ 1",
        "en": "appointed or reappointed 30; master's degree 1",
    }
    assert said.text.endswith(words[language]), said.text
    assert findings.outcomes_elsewhere(table[:0], words=Words(language)) == []


def test_an_appointment_in_another_unit_is_one_on_the_page_of_the_first():
    rows = careers("excellent", 100) + careers("good", 100)
    outcomes = pd.concat([events(*named("excellent", 30), unit="B"), events(*named("good", 10))])
    more = {"outcomes": outcomes, "recorded_outcomes": recorded("appointed")}
    told, (vietnamese, english) = rated(asked_of(table(rows), {"unit": ("A",)}, YEARS, **more))
    assert told.loc[told["time"] == 1, "had"].tolist() == [10, 30]
    # Of one unit differences are described: among many units some differ by chance.
    assert "of one unit alone, so described and not compared" in english
    assert "those rated excellent 30/100; those rated good 10/100" in english
    assert "của riêng một đơn vị nên chỉ mô tả" in vietnamese and "30/100" in vietnamese
    _, (vietnamese, english) = rated(asked_of(table(rows), {}, YEARS, **more))
    assert "excellent more often than good" in english
    assert "xuất sắc cao hơn tốt" in vietnamese


def world(chance, many=150):
    """Return people of whom all are as likely to be appointed, and some leave afterwards."""
    rows, outcomes = [], []
    years = range(2011, 2016)
    for rating in ("excellent", "good"):
        for number in range(many):
            year = int(chance.integers(2012, 2014)) if chance.random() < 0.3 else None
            leaves = year is not None and rating == "excellent" and chance.random() < 0.8
            last = year if leaves else 2015
            person = f"{rating}{number}"
            rows += [one(person=person, year=y, rating=rating) for y in years if y <= last]
            outcomes += [events(person, year=year)] if year else []
    levels = recorded("appointed", years=years)
    return asked_of(
        table(rows), years=tuple(years), outcomes=pd.concat(outcomes), recorded_outcomes=levels
    )


@pytest.mark.parametrize("worlds", [6, pytest.param(40, marks=pytest.mark.full)])
def test_who_leaves_after_the_appointment_has_been_appointed(worlds):
    """Nobody is dropped for leaving later, so no false difference is more than chance makes."""
    chance, clear = np.random.default_rng(6), 0
    for _ in range(worlds):
        told, (vietnamese, english) = rated(world(chance), horizon=3)
        at = told[told["time"] == 3]
        assert at["not_followed"].eq(0).all() and at["people"].eq(150).all()
        clear += "more often" in english
        assert ("more often" in english) == ("cao hơn" in vietnamese)
    assert clear <= 0.05 * worlds + 3 * sqrt(0.05 * 0.95 * worlds)


def counted(people, language, period=(2011, 2015), say=findings.appointment_counts):
    told = measures.outcome_counts(people, "kind")
    nothing = measures.published_outcomes(records.frame(records.CLAIMS))
    ends = {"first_year": period[0], "last_year": period[1]}
    return told, say(told, nothing, words=Words(language), **ends).whole


def appointed_until(last, kinds=("appointed",)):
    """Return people appointed each year, and lists of it that end."""
    years = range(2011, 2016)
    rows = careers("good", 48, years=years)
    outcomes = pd.concat(
        [events(*named("good", 10), year=year, kind=kind)
         for kind in kinds for year in years if year <= last]
    )  # fmt: skip
    levels = recorded(*kinds, years=range(2011, last + 1))
    return asked_of(table(rows), years=tuple(years), outcomes=outcomes, recorded_outcomes=levels)


def test_the_period_told_is_the_one_that_the_lists_cover():
    told, english = counted(appointed_until(2013), "en")
    assert told.set_index("kind").loc["appointed", ["events", "covered"]].tolist() == [
        30,
        "2011–2013",
    ]
    assert english.startswith("Appointments and reappointments: 30")
    assert "; of the other years of 2011–2015 there are no lists" in english
    _, vietnamese = counted(appointed_until(2013), "vi")
    assert vietnamese.startswith("Bổ nhiệm, bổ nhiệm lại: 30 lượt")
    assert (
        "; các năm còn lại của giai đoạn 2011–2015 không có danh sách nên chưa tính" in vietnamese
    )
    whole = counted(appointed_until(2015), "en")[1]
    assert "reappointments: 50 " in whole and ", 2011–2015" in whole and "no lists" not in whole
    one_year = counted(appointed_until(2011), "vi")[1]
    assert one_year.startswith("10 lượt cán bộ được bổ nhiệm") and ", năm 2011" in one_year


def test_kinds_with_lists_of_other_years_each_tell_theirs():
    """Planned to 2013, rotated in all years: no kind's number is of years without its list."""
    until, whole = appointed_until(2013, ("planned",)), appointed_until(2015, ("rotated",))
    history = until.history
    both = asked_of(
        history.evaluations,
        years=tuple(range(2011, 2016)),
        outcomes=pd.concat([history.outcomes, whole.history.outcomes]),
        recorded_outcomes=history.recorded_outcomes | whole.history.recorded_outcomes,
    )
    for language, planned, rotated, aside in (
        ("en", "Planned 30 (2011–2013)", "rotated 50", "years in brackets"),
        ("vi", "Quy hoạch 30 (2011–2013)", "luân chuyển 50", "năm ghi trong ngoặc"),
    ):
        told, text = counted(both, language, say=findings.movement_counts)
        assert planned in text and rotated in text and aside in text
        assert "(2011–2015)" not in text
    assert dict(zip(told["kind"], told["covered"], strict=True)) == {
        "planned": "2011–2013",
        "rotated": "2011–2015",
    }


def test_who_was_trained_before_the_years_of_the_review_was_trained():
    """A review of 2012-2014 over lists of 2011-2015; 34 of 60 took their course in 2011."""
    rows = careers("good", 60, years=range(2011, 2016))
    outcomes = pd.concat(
        [events(*named("good", 34), year=2011, kind="masters"),
         events(*named("good", 10), year=2013), events(*named("good", 34, 60), year=2014)]
    )  # fmt: skip
    levels = recorded("masters", "appointed", years=range(2011, 2016))
    people = asked_of(
        table(rows), years=(2012, 2013, 2014), outcomes=outcomes, recorded_outcomes=levels
    )
    told = measures.training_before(people, "appointed", 2012)
    groups = told[told["time"] == 1].set_index("earlier_training")[["people", "had", "since"]]
    assert groups.loc["trained"].tolist() == [34, 10, 2011]
    assert groups.loc["not_trained"].tolist() == [26, 0, 2011]
    apart = measures.incidence_difference(told, "earlier_training", 2)
    about = {"kind": "appointed", "by": "earlier_training", "start": 2012}
    vietnamese, english = (
        findings.outcome_rates(told, apart, words=Words(language), **about).whole
        for language in LANGUAGES
    )
    assert "no course on record means none since 2011" in english and "26/26" in english
    assert "chưa có ghi nhận đào tạo: không có khóa nào được ghi nhận từ năm 2011" in vietnamese
    assert "10/34" in vietnamese


def test_only_those_on_the_list_at_the_landmark_are_compared():
    rows = careers("good", 40, years=(2011, 2012)) + careers("excellent", 50, years=(2012, 2013))
    people = asked_of(
        table(rows),
        years=YEARS,
        outcomes=events("good0", "excellent0", year=2011, kind="masters"),
        recorded_outcomes=recorded("masters", "appointed"),
    )
    told = measures.training_before(people, "appointed", 2012)
    assert told.loc[told["time"] == 1, "people"].sum() == 90
    told = measures.training_before(people, "appointed", 2011)
    assert told.loc[told["time"] == 1, "people"].sum() == 40, "who came in 2012 is not compared"


def test_where_courses_are_not_on_record_yet_nobody_is_called_untrained():
    rows = careers("good", 60)
    people = asked_of(
        table(rows),
        years=YEARS,
        outcomes=events("good0", year=2013, kind="masters"),
        recorded_outcomes=recorded("masters", years=(2013,)) | recorded("appointed"),
    )
    told = measures.training_before(people, "appointed", 2011)
    assert told["earlier_training"].isna().all()
    apart = measures.incidence_difference(told, "earlier_training", 1)
    assert not apart["judged"].item()
    for language, word in (("vi", "chưa có ghi nhận"), ("en", "no course")):
        text = findings.outcome_rates(
            told, apart, kind="appointed", by="earlier_training", words=Words(language)
        ).whole
        assert word not in text


def test_without_a_list_of_outcomes_it_is_not_said_that_nobody_is_followed():
    rows = careers("good", 326) + careers("excellent", 200)
    told, (vietnamese, english) = rated(asked_of(table(rows), years=YEARS))
    assert told["incidence"].isna().all() and told["not_covered"].sum() == 526
    assert "the year after has no list of events or none of persons" in english
    assert "526 people rated" in english and "nobody" not in english
    assert "danh sách đánh giá theo từng người, đối với 526" in vietnamese
    assert "526 người được xếp loại" in vietnamese


def test_events_that_name_nobody_are_no_zero():
    rows = careers("good", 30) + careers("excellent", 30)
    levels = recorded("appointed")
    told, (vietnamese, english) = rated(
        asked_of(table(rows), years=YEARS, outcomes=events(None), recorded_outcomes=levels)
    )
    assert told["incidence"].isna().all()
    assert "only 0 are of people on the lists" in english and "chỉ 0 lượt" in vietnamese


@pytest.mark.parametrize(("size", "judged"), [(19, False), (20, True)])
def test_a_side_of_fewer_than_twenty_is_described(size, judged):
    rows = careers("good", size) + careers("excellent", 300)
    outcomes = events(*named("good", size))
    people = asked_of(
        table(rows), years=YEARS, outcomes=outcomes, recorded_outcomes=recorded("appointed")
    )
    _, (vietnamese, english) = rated(people)
    assert ("more often" in english) == judged
    assert ("cao hơn" in vietnamese) == judged
    assert f"{size}/{size}" in english


@pytest.mark.parametrize("language", LANGUAGES)
def test_published_figures_are_added_up_nowhere(language):
    """240 appointed, 13 posts, 7 nominated, 33, 20 and 216 on courses: 529 and 269 of nothing."""
    ledger = load("data/published")
    nothing = measures.published_outcomes(records.frame(records.CLAIMS))
    said = [findings.records_read(ledger.people(), ledger.sheets, words=Words(language)).whole]
    for tier in ("district", "city", None):
        people = ledger.people(range(2011, 2016), **({"tier": tier} if tier else {}))
        told = measures.outcome_counts(people, "kind")
        assert not {529, 269} & set(told["events"])
        for say in (findings.training_counts, findings.appointment_counts):
            said.append(
                say(told, nothing, first_year=2011, last_year=2015, words=Words(language)).whole
            )
    assert not any(sum_ in text for text in said for sum_ in ("529", "269"))
    six = {"vi": "6 con số đã công bố về công tác", "en": "published figures on personnel work: 6"}
    assert six[language] in said[0]


@pytest.mark.parametrize(
    ("day", "vi", "en"),
    [
        ("12-20", "từ 21/12/2011 đến 31/12/2011", "21 December 2011 to 31 December 2011"),
        ("12-30", "(31/12/2011)", "(31 December 2011)"),
    ],
)
def test_days_after_the_evaluation_that_no_list_covers_are_named(day, vi, en):
    """Evaluated on 20/12/2011, and the lists begin on 1/1/2012: eleven days are not on record."""
    rows = careers("good", 326) + careers("excellent", 200)
    told = {"outcomes": events(), "recorded_outcomes": recorded("appointed", years=(2012, 2013))}
    people = asked_of(table(rows), years=YEARS, **told)
    _, (vietnamese, _) = rated(people)
    assert "ngày sau ngày đánh giá" not in vietnamese, "on 31 December no day is missing"
    told, (vietnamese, english) = rated(replace(people, evaluated_on=day))
    assert told["days_missing"].sum() == told["not_covered"].sum() == 526
    assert vi in vietnamese and "526 trong 526 người" in vietnamese
    assert "đủ cả năm 2011, ghi from: 2011 trong mapping.yml" in vietnamese
    assert en in english and "write from: 2011 in mapping.yml, under outcomes_recorded" in english
    whole = recorded("appointed", years=(2011, 2012, 2013))
    people = replace(people, history=replace(people.history, recorded_outcomes=whole))
    told, _ = rated(replace(people, evaluated_on=day))
    assert not told["days_missing"].any() and not told["not_covered"].any()
