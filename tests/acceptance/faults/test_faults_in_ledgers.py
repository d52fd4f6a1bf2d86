"""What was said falsely of published figures once: not in a sentence, a table or a document.

Each fault is the shipped ledger with a few lines changed; what is expected was worked out by hand.
"""

from dataclasses import dataclass, field

import ledgers_made as made
import pytest
from faults_made import documents_of
from ledgers_made import article, excellent, figure

from analysis import load, measures
from analysis.measures import published_shares

pytestmark = pytest.mark.usefixtures("read_once")
DEMO, ITSELF = "data/demo", ""
SHARE, RATED = "excellent_share_2015_district", "rated_2015"
APPOINTED = "appointed_or_reappointed_2011_2015"
NEIGHBOURS = "cadres managed by the standing committee of the neighbouring district"
EXCELLENT = (
    "cán bộ diện Huyện ủy quản lý xếp loại “Hoàn thành xuất sắc nhiệm vụ”",
    "cadres in district-managed posts rated “Excellent”",
)
# Both are called alike but for what they state.
DIFFERING = (
    f"1 mâu thuẫn (Hai con số khác nhau – Tỷ lệ {EXCELLENT[0]}, năm 2015",
    f"1 fail (Two figures that differ – Share of {EXCELLENT[1]}, 2015",
)


@dataclass(frozen=True)
class Fault:
    """A ledger laid over a source, what is said in both languages and what is never said."""

    rows: list
    source: str
    says: list
    never: list
    years: tuple = (2011, 2015)
    verdicts: dict = field(default_factory=dict)


def of_rated(value, whole, **more):
    """Return a number excellent in 2015 and the number of whom."""
    named = {"base": RATED, "part_of": RATED}
    return [
        figure(RATED, 2015, "rated", whole, **more),
        excellent("excellent_2015", 2015, value, **named),
    ]


def appointed(years, value, **more):
    return figure("appointed", years, "outcome", value, level="appointed_or_reappointed", **more)


FAULTS = {
    "a count of its total": Fault(
        [*article(SHARE), *of_rated("250", "400")],
        ITSELF,
        [("2015 công bố 62,5% (250/400)", "for 2015: 62.5% (250/400)")],
        [("250/250", "250/250"), ("giảm 59", "fell by 59")],
    ),
    "a percentage of an earlier year": Fault(
        [*article(), excellent("earlier", 2009, "58%")],
        ITSELF,
        [
            (
                "Chưa rõ 62% của năm 2015 là trên tổng số nào",
                "62% in 2015, but of how many was not said",
            )
        ],
        [("thiếu tổng số.", "without its total for what"), ("58%", "58%")],
        verdicts={"earlier": ("not_testable", "other_period")},
    ),
    "a percentage of five years": Fault(
        [*article(), excellent("average", (2011, 2015), "57%")],
        DEMO,
        [("không có mâu thuẫn", "none contradicts"), ("giai đoạn khác 1", "another period 1")],
        [("57%", "57%"), ("mâu thuẫn với số", "contradict them")],
        verdicts={"average": ("not_testable", "other_period")},
    ),
    "more than 400": Fault(
        [*article(SHARE), *of_rated("250", "400", kind="lower_bound")],
        ITSELF,
        [("không có số người theo từng mức xếp loại năm 2015", "no counts by rating of 2015")],
        [("62,5%", "62.5%"), ("/400", "/400"), ("250/250", "250/250")],
    ),
    "more than 400, held against the records": Fault(
        [*article(SHARE), figure(RATED, 2015, "rated", "416", kind="lower_bound")],
        DEMO,
        [("không có mâu thuẫn", "none contradicts")],
        [],
        verdicts={RATED: ("agrees", None)},
    ),
    "about 400, held against the records": Fault(
        [*article(SHARE), figure(RATED, 2015, "rated", "400", kind="about")],
        DEMO,
        [("1 chưa xác định được", "undetermined: 1")],
        [],
        verdicts={RATED: ("undetermined", None)},
    ),
    "at most 400, held against the records": Fault(
        [*article(SHARE), figure(RATED, 2015, "rated", "400", kind="at_most")],
        DEMO,
        [
            (
                "1 mâu thuẫn với số liệu đã đọc "
                "(Số cán bộ diện Huyện ủy quản lý được đánh giá, năm 2015)",
                "1 contradict them (Number of cadres in district-managed posts rated, 2015)",
            )
        ],
        [],
        verdicts={RATED: ("contradicts", None)},
    ),
    "a roster of another year": Fault(
        [
            *(row for row in article() if row["first_year"] != "2016"),
            figure("roster", 2020, "cadres", "390"),
        ],
        ITSELF,
        [("không có số cán bộ nào của năm đó", "no number of cadres of that year")],
        [("390", "390")],
    ),
    "a roster of another year, named as the base": Fault(
        [
            *article(SHARE),
            figure("roster", 2020, "cadres", "390"),
            excellent("excellent_2015", 2015, "234", base="roster", part_of="roster"),
        ],
        ITSELF,
        [("không có số người theo từng mức xếp loại năm 2015", "no counts by rating of 2015")],
        [("60,0%", "60.0%"), ("/390", "/390")],
    ),
    "two percentages of one year": Fault(
        [*article(), excellent("other", 2015, "71%")],
        DEMO,
        [("62% hay 71%", "62% or 71%"), DIFFERING],
        [("trên tổng số nào", "but of how many was not said")],
        verdicts={
            SHARE: ("not_testable", "conflict"),
            "other": ("not_testable", "conflict"),
            f"same:{SHARE}": ("contradicts", None),
        },
    ),
    "a count and a percentage of one year": Fault(
        [*article(), excellent("other", 2011, "55%")],
        DEMO,
        [
            ("55% hay 318/610", "55% or 318/610"),
            (
                f"mâu thuẫn (Hai con số khác nhau – Số {EXCELLENT[0]}, năm 2011)",
                f"fail (Two figures that differ – Number of {EXCELLENT[1]}, 2011)",
            ),
        ],
        [("Chưa rõ 55% của", "55% in 2011, but of how many")],
    ),
    "other people": Fault(
        [*article(SHARE), excellent("other", 2015, "71%", population=NEIGHBOURS)],
        DEMO,
        [("của những người khác 1", "of other people 1")],
        [("71%", "71%")],
        verdicts={"other": ("not_testable", "other_population")},
    ),
    "other people, counted": Fault(
        [*article(), excellent("other", 2011, "40", population="heads of schools")],
        ITSELF,
        [("52,1% (2011)", "52.1% rated excellent in 2011")],
        [("358/650", "358/650")],
    ),
    "other people, appointed": Fault(
        [*article(APPOINTED), appointed((2011, 2015), "999", population=NEIGHBOURS)],
        DEMO,
        [("của những người khác 1", "of other people 1")],
        [("999", "999")],
    ),
    "a sum of a wider period": Fault(
        [*article(APPOINTED), appointed((2010, 2015), "300")],
        DEMO,
        [("300 cán bộ (giai đoạn 2010–2015)", "300 cadres (for 2010–2015)")],
        [("mâu thuẫn với số", "contradict them")],
        verdicts={"appointed": ("not_testable", "other_period")},
    ),
    "a lower bound of appointments": Fault(
        [*article(APPOINTED), appointed((2011, 2015), "200", kind="lower_bound")],
        DEMO,
        [("hơn 200 cán bộ", "more than 200 cadres")],
        [("lại 200 cán bộ", "reappointed 200 cadres")],
        verdicts={"appointed": ("agrees", None)},
    ),
    "the same figure twice": Fault(
        [*article(), {**article()[15], "id": "again"}],
        ITSELF,
        [("52,1% (2011)", "52.1% rated excellent in 2011")],
        [("636/928", "636/928")],
    ),
    "a shorter review": Fault(
        article(),
        DEMO,
        [
            ("240 cán bộ (giai đoạn 2011–2015)", "240 cadres (for 2011–2015)"),
            ("28 số liệu đã công bố, đối chiếu được 11", "28 published figures 11 were held"),
            ("của giai đoạn khác 13", "of another period 13"),
        ],
        [("mâu thuẫn với số", "contradict them")],
        years=(2012, 2015),
        verdicts={APPOINTED: ("not_testable", "other_period")},
    ),
}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", FAULTS)
def test_no_sentence_and_no_table_says_it(name, language, tmp_path):
    fault = FAULTS[name]
    ledger = str(made.write_ledger(tmp_path / "ledger", fault.rows))
    source = fault.source or ledger
    told = " | ".join(made.sentences(source, ledger, fault.years, language).values())
    place = {"vi": 0, "en": 1}[language]
    assert [pair[place] for pair in fault.says if pair[place] not in told] == []
    assert [pair[place] for pair in fault.never if pair[place] in told] == []
    held, account = made.reconciled(source, ledger, fault.years)
    for claim, (verdict, why) in fault.verdicts.items():
        row = held.set_index("claim").loc[claim]
        assert (row["verdict"], row["not_compared"] if why else why) == (verdict, why)
    assert account["figures"].sum() == len(load(ledger).claims)


def test_a_figure_of_other_people_is_drawn_over_nothing(tmp_path):
    rows = [*article(), excellent("other", 2015, "71%", population=NEIGHBOURS)]
    claims = load(str(made.write_ledger(tmp_path / "ledger", rows))).of_tier("district").claims
    assert "other" in set(claims["id"])
    assert "other" not in set(published_shares(claims)["id"])


@pytest.mark.parametrize(
    ("stated", "counted_in", "verdict"),
    [
        # Three people of whom one was appointed twice: four events.
        (3, "people", "agrees"),
        (4, "people", "undetermined"),
        (5, "people", "contradicts"),
        (2, "people", "contradicts"),
        (4, "events", "agrees"),
        (3, "events", "contradicts"),
        (3, "posts", "not_testable"),
    ],
)
def test_people_are_held_against_people_and_events_against_events(
    stated, counted_in, verdict, tmp_path
):
    from fault_histories import DISTRICT as TIER
    from fault_histories import A, listed, named
    from faults_made import write_source

    events = [(who, TIER, A, "Bổ nhiệm", f"10/05/{year}") for who, year in
              (("p0", 2011), ("p1", 2012), ("p2", 2013), ("p2", 2015))]  # fmt: skip
    write_source(tmp_path / "nguon", listed(named("p", 30), range(2011, 2016)), events)
    rows = [figure("stated", (2011, 2015), "outcome", stated, level="appointed",
                   measured_in=counted_in)]  # fmt: skip
    ledger = str(made.write_ledger(tmp_path / "ledger", rows))
    held, _ = made.reconciled(str(tmp_path / "nguon"), ledger, (2011, 2015))
    assert held["verdict"].to_list() == [verdict]


def test_fewer_events_than_stated_are_told_with_the_units_that_have_none(tmp_path):
    """Of units A and B, B has no event: 2 on record against 4 stated may be a list not sent."""
    from fault_histories import DISTRICT as TIER
    from fault_histories import A, B, listed, named
    from faults_made import write_source

    people = listed(named("p", 30), range(2011, 2016))
    people += listed(named("q", 30), range(2011, 2016), unit=B)
    events = [(who, TIER, A, "Bổ nhiệm", "10/05/2012") for who in ("p0", "p1")]
    write_source(tmp_path / "nguon", people, events, title="NĂM 2011 ĐẾN NĂM 2015")
    rows = [figure("stated", (2011, 2015), "outcome", 4, level="appointed")]
    ledger = str(made.write_ledger(tmp_path / "ledger", rows))
    held, _ = made.reconciled(str(tmp_path / "nguon"), ledger, (2011, 2015))
    assert held["verdict"].to_list() == ["contradicts"]
    assert "Of 2 units 1 have no event" in held["explanation"].item()
    assert "Trong 2 đơn vị có 1 đơn vị không có lượt nào" in held["explanation_vi"].item()


def test_ratings_that_do_not_add_up_are_no_distribution(tmp_path):
    """62 + 71 per cent of one year, and 300 + 200 of 400: neither can be."""
    rows = [
        figure(RATED, 2015, "rated", "400"),
        excellent("best", 2015, "300", base=RATED, part_of=RATED),
        figure("good", 2015, "rating", "200", level="good", base=RATED, part_of=RATED),
        excellent("share", 2014, "62%"),
        figure("good_share", 2014, "rating_share", "71", level="good"),
    ]
    history = load(str(made.write_ledger(tmp_path / "ledger", rows)))
    assert history.evaluations.empty
    people = history.people(range(2011, 2016))
    held = measures.reconcile(history.claims, people, history.sheets, history.problems)
    verdicts = held.set_index("claim")["verdict"]
    assert verdicts[f"sum:{RATED}"] == verdicts["shares:share"] == "contradicts"


# What a page says of the comparison stands on that of the data's quality, which lists all figures.
ON_QUALITY = ("a shorter review", "a percentage of five years")
ALWAYS = ("a shorter review", "other people")
MARKS = {name: [] if name in ALWAYS else [pytest.mark.full] for name in FAULTS}


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize("name", [pytest.param(name, marks=MARKS[name]) for name in FAULTS])
def test_no_document_says_it(name, tmp_path):
    fault = FAULTS[name]
    ledger = str(made.write_ledger(tmp_path / "ledger", fault.rows))
    about = {"source": fault.source or ledger, "published": ledger}
    notebooks = ["data_quality" if name in ON_QUALITY else "trend_review"]
    told = documents_of(tmp_path, notebooks, fault.years, **about)
    never = [words for words in fault.never if not (name in ON_QUALITY and "57%" in words)]
    wrong = [
        (language, kind, words[place])
        for (language, kind), text in told.items()
        for place in [("vi", "en").index(language)]
        for words in never
        if words[place] in text
    ]
    assert wrong == []
