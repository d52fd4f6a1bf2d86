"""What was said falsely once of a list of outcomes: the demo's, changed as offices send it.

Each fault is one change of the list. The truth is counted in the rows of the list itself.
"""

from dataclasses import dataclass, field, replace

import pandas as pd
import pytest
from fault_histories import APPOINTED, DISTRICT, A, E, listed, named
from faults_made import documents_of, write_source
from outcomes_changed import (
    APPOINTMENTS,
    COURSES,
    DAY,
    KIND,
    NAME,
    NOTE,
    NUMBER,
    TIER,
    UNIT,
    blanked,
    changed,
    kept,
    year,
)

from analysis import findings, load, measures, records
from analysis.words import Words

pytestmark = pytest.mark.usefixtures("read_once")
LANGUAGES = ("vi", "en")
YEARS = range(2011, 2016)


@dataclass(frozen=True)
class Fault:
    """A change of the list, what is said of it and what is not, and the account of its rows."""

    alter: object
    says: tuple
    never: tuple
    account: dict
    more: dict = field(default_factory=dict)
    years: range = YEARS


def strangers(rows):
    """80 of the 240 appointed are on no list of evaluations."""
    for number, row in enumerate([row for row in rows if row[KIND] in APPOINTMENTS][:80]):
        row[NUMBER], row[NAME] = f"99{number:05}", f"Cán bộ lạ {number}"
    return rows


def of_26_units(rows):
    units = sorted({row[UNIT] for row in rows})[:26]
    return [row for row in rows if row[UNIT] in units]


def far(rows):
    next(row for row in rows if row[KIND] not in APPOINTMENTS)[DAY] = "10/05/2051"
    return rows


def ahead(rows):
    """One of the last year is dated in a year that is yet to come, and so is no other far away."""
    rows[-1][DAY] = "10/05/2031"
    return rows


def taken_back(rows):
    appointed = [row for row in rows if row[KIND] == "Bổ nhiệm"][:40]
    for number, row in enumerate(appointed):
        row[NOTE] = "Đã thu hồi quyết định" if number % 2 else "Không trúng cử"
    return rows


def tiers_blank(rows):
    for row in [row for row in rows if row[KIND] in APPOINTMENTS][:100]:
        row[TIER] = None
    return rows


CANNOT = ("Chưa thể nói tỷ lệ được bổ nhiệm mới", "The share newly appointed cannot be said")
WHOLE = ("240 lượt cán bộ được bổ nhiệm", "240 people were appointed")
NONE_OF = ("(0/", "(0/")
ALL = {"used": 615, "elsewhere": 13}

FAULTS = {
    "1 without numbers": Fault(
        blanked(NUMBER),
        [WHOLE, CANNOT, ("0/240 lượt là của người", "lists of evaluations: 0 of 240")],
        [NONE_OF, ("mới không khác biệt", "in share newly appointed")],
        {"doubtful": 615, "elsewhere": 13},
    ),
    "1 strangers": Fault(
        strangers,
        [WHOLE, CANNOT, ("160/240 lượt là của người", "lists of evaluations: 160 of 240")],
        [
            ("mới: xuất sắc cao hơn", "newly appointed: excellent"),
            ("ước tính 9,1%", "an estimated 9.1%"),
        ],
        {"used": 535, "no_list": 80, "elsewhere": 13},
    ),
    "2 courses from 2013": Fault(
        kept(lambda row: row[KIND] not in COURSES or year(row) >= 2013),
        [
            ("bồi dưỡng: 146 lượt", "Training: 146 "),
            ("giai đoạn 2013–2015", "2013–2015"),
            ("được ghi nhận từ năm 2013", "means none since 2013"),
        ],
        [
            ("được ghi nhận từ năm 2011", "means none since 2011"),
            ("146 lượt, giai đoạn 2011–2015", "146 times, 2011–2015"),
        ],
        {"used": 492, "elsewhere": 13},
    ),
    "2 appointments to 2013": Fault(
        kept(lambda row: row[KIND] not in APPOINTMENTS or year(row) <= 2013),
        [
            ("130 lượt cán bộ được bổ nhiệm", "130 people were appointed"),
            ("giai đoạn 2011–2013", "2011–2013"),
            (
                "Chưa thể nói tỷ lệ được bổ nhiệm, bổ nhiệm lại sau",
                "The share appointed or reappointed after",
            ),
        ],
        [NONE_OF],
        {"used": 505, "elsewhere": 13},
    ),
    "2 26 units": Fault(
        of_26_units,
        [
            ("mới có danh sách của 26/51 đơn vị", "lists of 26 of 51 units"),
            ("người thuộc đơn vị chưa có danh sách", "people sent no list"),
        ],
        [
            ("/349", "/349"),
            ("mới không khác biệt", "in share newly appointed"),
            ("bồi dưỡng không khác biệt", "in share sent"),
        ],
        {"used": 173, "elsewhere": 13},
    ),
    "3 a shorter review": Fault(
        lambda rows: rows,
        [
            ("203 lượt cán bộ được bổ nhiệm", "203 people were appointed"),
            ("giai đoạn 2012–2015", "2012–2015"),
        ],
        [("giai đoạn 2011–2015, ", "2011–2015, as")],
        {"used": 502, "elsewhere": 13, "outside_years": 113},
        years=range(2012, 2016),
    ),
    "7 sent twice": Fault(
        lambda rows: rows,
        [WHOLE, ("ước tính 9,1% (", "an estimated 9.1% (")],
        [("480 lượt", "480 times")],
        {**ALL, "repeated": 628},
        {"lists": [("ban-sao.xlsx", lambda rows: rows)]},
    ),
    "7 dated 2051": Fault(
        far, [WHOLE], [("2051", "2051")], {"used": 614, "elsewhere": 13, "refused": 1}
    ),
    "7 dated 2031": Fault(
        ahead, [], [("2031", "2031")], {"used": 614, "elsewhere": 13, "refused": 1}
    ),
    "7 taken back": Fault(
        taken_back,
        [
            ("200 lượt cán bộ được bổ nhiệm", "200 people were appointed"),
            (
                "40 lượt đã thu hồi, hủy bỏ hoặc không trúng cử",
                "withdrawn or not elected, and not counted: 40",
            ),
        ],
        [("240 lượt", "240 times")],
        {"used": 575, "elsewhere": 13, "withdrawn": 40},
    ),
    "7 blank tiers": Fault(
        tiers_blank,
        [WHOLE, ("ước tính 9,1% (", "an estimated 9.1% (")],
        [("140 lượt", "140 times")],
        ALL,
    ),
    "2 no period": Fault(
        lambda rows: rows,
        [
            ("danh sách không ghi rõ thời gian", "lists do not say which years they cover"),
            ("chưa ghi nhận ai trong 14 người", "none on record of 14"),
        ],
        [NONE_OF, (" 0/14", " 0/14")],
        ALL,
        {"title": "KẾT QUẢ CÔNG TÁC CÁN BỘ"},
    ),
}


def said(people, language):
    """Return every sentence on outcomes, and the tables that they stand on."""
    nothing = measures.published_outcomes(records.frame(records.CLAIMS))
    period = {"first_year": people.years[0], "last_year": people.years[-1]}
    counts = measures.outcome_counts(people, "kind")
    told = [
        say(counts, nothing, words=Words(language), **period).whole
        for say in (findings.training_counts, findings.appointment_counts)
    ]
    curves = measures.incidence(people, "appointed", by="rating")
    start = people.years[-1] - 2
    before = measures.training_before(people, "appointed_or_reappointed", start)
    for kind, by, table, more in (
        ("appointed", "rating", curves, {}),
        ("appointed_or_reappointed", "earlier_training", before, {"start": start}),
    ):
        apart = measures.incidence_difference(table, by, 2)
        about = {"kind": kind, "by": by, "words": Words(language), **more}
        told.append(findings.outcome_rates(table, apart, **about).whole)
    told.append(
        findings.incidence(curves, kind="appointed", by="rating", words=Words(language)).whole
    )
    return " ".join(told)


@pytest.mark.parametrize("name", FAULTS)
def test_no_sentence_says_it_and_the_account_adds_up(name, tmp_path):
    asked = FAULTS[name]
    history = load(changed(tmp_path / "nguon", asked.alter, **asked.more))
    people = history.people(asked.years, tier="district")
    account = (
        measures.outcome_accounts(people).groupby("event_account", observed=True)["events"].sum()
    )
    assert {key: n for key, n in account.items() if n} == asked.account
    for at, language in enumerate(LANGUAGES):
        text = said(people, language)
        assert [words[at] for words in asked.says if words[at] not in text] == []
        assert [words[at] for words in asked.never if words[at] in text] == []


def test_tables_are_blank_where_no_list_says_that_there_was_none(tmp_path):
    """Courses from 2013 and half the units: no row of zero, for the district nor for a unit."""
    alter = FAULTS["2 courses from 2013"].alter
    people = load(changed(tmp_path / "nguon", alter)).people(YEARS, tier="district")
    by_year = measures.outcome_counts(people, ["year", "kind"])
    courses = by_year[by_year["kind"].isin(["training", "masters", "advanced_theory"])]
    assert set(courses["year"]) == {2013, 2014, 2015}
    before = measures.training_before(people, "appointed_or_reappointed", 2012)
    assert set(before["earlier_training"].dropna()) == set()
    history = load(changed(tmp_path / "mot-nua", of_26_units))
    silent = sorted(set(history.evaluations["unit"]) - set(history.outcomes["unit"]))
    for unit in silent[:3]:
        assert measures.outcome_counts(history.people(YEARS, unit=unit), "kind").empty


def test_an_event_in_the_year_of_the_rating_is_told_and_its_day_decides(tmp_path):
    """Of 100 excellent 30 on 28 December 2011, of 100 good 30 on 5 January 2012."""
    rows = listed(named("e", 100), (2011, 2012, 2013), E) + listed(
        named("g", 100), (2011, 2012, 2013)
    )
    events = [(who, DISTRICT, A, APPOINTED, "28/12/2011") for who in named("e", 30)]
    events += [(who, DISTRICT, A, APPOINTED, "05/01/2012") for who in named("g", 30)]
    write_source(tmp_path / "nguon", rows, events, title="NĂM 2011 ĐẾN NĂM 2013")
    history = load(tmp_path / "nguon")
    for day, verdict in (
        (
            None,
            (
                "30 người được bổ nhiệm mới ngay trong năm xếp loại",
                "30 people were newly appointed in the year",
            ),
        ),
        ("30/11", ("không khác biệt rõ rệt", "No clear difference")),
        ("31/12", ("tốt cao hơn xuất sắc", "good more often than excellent")),
    ):
        people = history.people(range(2011, 2014), evaluated_on=day)
        curves = measures.incidence(people, "appointed", by="rating")
        apart = measures.incidence_difference(curves, "rating", 1)
        for at, language in enumerate(LANGUAGES):
            about = {"kind": "appointed", "by": "rating", "words": Words(language)}
            assert verdict[at] in findings.outcome_rates(curves, apart, **about).whole


# Two faults in all documents for every run of the tests, the others where there is time.
ALWAYS = ("1 strangers", "2 26 units")


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=[] if n in ALWAYS else [pytest.mark.full]) for n in FAULTS]
)
def test_no_document_says_it(name, tmp_path):
    asked = FAULTS[name]
    changed(tmp_path / "nguon", asked.alter, **asked.more)
    notebooks = ["training_outcomes", "appointment_outcomes", "data_quality"]
    told = documents_of(tmp_path, notebooks, (asked.years[0], asked.years[-1]))
    for (language, kind), text in told.items():
        at = LANGUAGES.index(language)
        wrong = [words[at] for words in asked.never if words[at] in text and words is not NONE_OF]
        assert wrong == [], (language, kind)
        if kind == "page":
            # A condition begins with a capital where it stands alone.
            plain = text.lower()
            assert [words[at] for words in asked.says if words[at].lower() not in plain] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_year_of_which_there_is_no_list_is_no_rating_of_nobody(language):
    """There are people to follow in four years; it is the year asked for that has no list."""
    history = load("data/demo")
    rows = history.evaluations
    history = replace(history, evaluations=rows[rows["year"] != 2013].reset_index(drop=True))
    people = history.people(YEARS, tier="district")
    told = measures.training_before(people, "appointed", 2013)
    apart = measures.incidence_difference(told, "earlier_training", 2)
    about = {"kind": "appointed", "by": "earlier_training", "start": 2013}
    said = findings.outcome_rates(told, apart, words=Words(language), **about).whole
    assert {"vi": "xếp loại năm 2013", "en": "the rating of 2013"}[language] in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_events_of_people_on_no_list_are_told_as_such_and_not_as_unused(language):
    """They are counted in the sentences on how many events there were."""
    table = tables_of_accounts(doubtful=610, elsewhere=13)
    told = findings.outcomes_accounted(table, words=Words(language)).whole
    assert {"vi": "0/623 lượt kết quả", "en": "0 of 623 events"}[language] in told
    assert not any(word in told for word in ("được tính", "are used", "not used"))


def tables_of_accounts(**events):
    rows = {"event_account": list(events), "events": list(events.values()), "origin": "recorded"}
    return pd.DataFrame(rows)
