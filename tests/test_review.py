"""What a notebook does with its review: it shows, tells and keeps, and says what is wrong."""

from dataclasses import dataclass, replace

import pandas as pd
import pytest
from matplotlib import pyplot as plt

from analysis import charts, findings, measures
from analysis.findings import Finding
from analysis.results import BundleError, read_bundle
from analysis.review.opening import open_review
from analysis.sources.problems import NothingReadable, problem
from analysis.spoken import spoken_in
from analysis.words import Words

ROSE = Finding("rating_change", "It rose, by two", "It rose", conditions=("two of unknown sex",))
FELL = Finding("women_change", "It fell", "It fell")
ROWS = "year,unit,tier,rating,sex,count\n2011,Đảng ủy A,district,excellent,female,3\n"
SHARES = pd.DataFrame(
    {
        "year": range(2000, 2012),
        **{"women": 5, "men": 5, "total": 10, "unknown": 0, "share": 0.5, "low": 0.2, "high": 0.8},
        **{"judged": False, "of": "tier=district", "origin": "recorded"},
    }
)


@pytest.fixture
def opened(tmp_path):
    (tmp_path / "counts.csv").write_text(ROWS, encoding="utf-8")

    def opened(**settings):
        asked = {"source": str(tmp_path / "counts.csv"), "first_year": 2011, "last_year": 2012}
        return open_review("mine", output_dir=tmp_path / "out", **{**asked, **settings})

    yield opened
    plt.close("all")


@pytest.fixture
def displayed(monkeypatch):
    """What the notebook was shown, in order."""
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda each, **_: shown.append(each))
    return shown


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ["Đảng ủy A, 2011–2012", "counts.csv", "English", "Đảng ủy A (2012); 1 in all"]),
        (
            "vi",
            ["Đảng ủy A, 2011–2012", "counts.csv", "Tiếng Việt", "Đảng ủy A (2012); tổng cộng 1"],
        ),
    ],
)
def test_a_review_says_of_whom_it_is_from_what_and_what_is_missing(
    opened, tmp_path, language, told
):
    review = opened(unit="Đảng ủy A", language=language)
    for shown in (review._repr_html_(), repr(review)):
        assert not [each for each in told if each not in shown], shown
        assert str(tmp_path) not in shown and " at 0x" not in shown


def test_a_path_may_be_one_and_no_published_figures_none(opened, tmp_path):
    review = opened(source=tmp_path / "counts.csv", published=None)
    assert "counts.csv" in repr(review) and str(tmp_path) not in repr(review)
    asked = read_bundle(review.close())["parameters"]
    assert (asked["source"], asked["published"]) == (str(tmp_path / "counts.csv"), "")
    assert "counts.csv" in repr(opened(published=tmp_path / "counts.csv"))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_problems_are_published_in_words_and_no_key_with_them(opened, displayed, language):
    review = opened(language=language)
    met = pd.DataFrame([problem("error", "empty_workbook", "a.xlsx")])
    history = replace(review.history, met=met)
    review.show("met", history.problems, findings.problems_met)
    kept = pd.read_csv(review.close() / "tables/met.csv")
    assert list(kept) == ["severity", "file", "sheet", "cell", "reason", "remedy"]
    start = {"vi": "Toàn bộ tệp", "en": "The whole workbook"}[language]
    assert kept["reason"][0].startswith(start) and start in displayed[0]["text/html"]
    assert "empty_workbook" not in displayed[0]["text/html"]


def line():
    return charts.women_share(SHARES, words=Words("en"))


def test_a_result_is_shown_as_a_sentence_a_picture_and_a_table_in_words(opened, displayed):
    review = opened(language="en")
    review.show("mine", SHARES, ROSE, line())
    told, picture = displayed
    assert told["text/plain"] == "It rose, by two; two of unknown sex\ntables/mine.csv"
    assert "<p>It rose, by two; two of unknown sex</p>" in told["text/html"]
    assert ">50.0%</td>" in told["text/html"] and ">Year</th>" in told["text/html"]
    assert told["text/html"].count("<tr>") == 11
    assert "The first 10 of 12 rows; all are in tables/mine.csv" in told["text/html"]
    assert picture.data.startswith(b"\x89PNG")
    kept = read_bundle(review.close())
    assert [each["id"] for each in kept["tables"] + kept["charts"]] == ["mine", "mine"]
    assert [each["id"] for each in kept["findings"]] == ["rating_change"]


def test_a_short_table_is_shown_whole_and_of_nothing_nothing_is_shown(opened, displayed):
    review = opened(language="vi")
    review.show("mine", SHARES[:2])
    assert "dòng đầu" not in displayed[0]["text/html"]
    review.tell([], [])
    assert len(displayed) == 1


def test_several_findings_are_told_in_their_order(opened, displayed):
    review = opened()
    review.tell([FELL], ROSE)
    assert displayed[0]["text/plain"].splitlines()[0] == "It fell"
    ids = [each["id"] for each in read_bundle(review.close())["findings"]]
    assert ids == ["women_change", "rating_change"]


def test_a_picture_alone_is_of_a_table_shown_before(opened, displayed):
    review = opened()
    review.show("by_year", SHARES)
    review.show("other", "by_year", chart=line())
    with pytest.raises(BundleError, match=r"'by_yaer'.*not shown before.*by_year"):
        review.show("third", "by_yaer", chart=line())
    with pytest.raises(BundleError, match=r"'third'.*not shown before"):
        review.show("third", chart=line())
    kept = read_bundle(review.close())
    assert [(each["id"], each["table"]) for each in kept["charts"]] == [("other", "by_year")]


def test_several_pictures_of_a_table_are_numbered_one_too(opened, displayed):
    review = opened()
    review.show("a", SHARES, chart=[line(), line()])
    review.show("b", SHARES, chart=[line()], finding=ROSE, told_as="b")
    kept = read_bundle(review.close())
    assert [each["id"] for each in kept["charts"]] == ["a_1", "a_2", "b_1"]
    assert [each["id"] for each in kept["findings"]] == ["b"]


def test_nothing_comes_after_the_end(opened, displayed):
    review = opened()
    review.close()
    for late in (lambda: review.show("mine", SHARES), lambda: review.tell(ROSE)):
        with pytest.raises(BundleError, match="comes after close"):
            late()


def test_the_people_are_those_of_the_parameters_and_nothing_is_hidden(opened):
    review = opened(unit="Đảng ủy A", evaluated_on="30/11", targets=["x"])
    assert list(review.years) == [2011, 2012] and review.people.years == (2011, 2012)
    assert measures.women_share(review.people, by="year")["women"].tolist() == [3]
    assert review.ledger.claims.empty and review.published_shares.empty
    asked = read_bundle(review.close())["parameters"]
    assert (asked["unit"], asked["evaluated_on"], asked["targets"]) == ("Đảng ủy A", "30/11", ["x"])


@pytest.mark.parametrize(
    ("settings", "why"), [({"unit": "Đảng ủy Ă"}, "Đảng ủy A"), ({"tier": "distrct"}, "district")]
)
def test_whom_there_is_not_is_refused_with_the_nearest(opened, settings, why):
    with pytest.raises(ValueError, match=why):
        opened(**settings)


def told(table, *, first_year, last_year, published, share=0):
    """Tell, as a finding does, what it was given."""
    assert published.empty
    return Finding("rating_change", f"{len(table)} rows, {first_year}-{last_year}, {share}", "T")


def drawn(table, *, years, published, title=None):
    """Draw, as a chart does."""
    assert published.empty and list(years) == [2011, 2012]
    return charts.women_share(table, title=title, words=Words("en"))


def test_what_the_review_knows_need_not_be_said(opened, displayed):
    review = opened(language="en")
    review.show("mine", SHARES, told, drawn, share=3)
    assert displayed[0]["text/plain"].startswith("12 rows, 2011-2012, 3\n")
    assert review.told(told, SHARES, first_year=2009).text == "12 rows, 2009-2012, 0"
    review.show("again", "mine", chart=drawn, title="Another claim")
    kept = read_bundle(review.close())
    assert [each["title"] for each in kept["charts"]] == ["T", "Another claim"]
    assert [each["table"] for each in kept["charts"]] == ["mine", "mine"]


def test_published_shares_are_laid_over_tables_of_the_reviews_people_alone(opened, displayed):
    review = opened(published="data/published")
    of = review.people.of_whom

    def laid(table, *, published=None):
        return Finding("rating_change", "none" if published is None else "some", "T")

    assert review.told(laid, SHARES.assign(of=of)).text == "some"
    assert review.told(laid, SHARES.assign(of=f"{of}&rank=head")).text == "none"


def test_the_numbers_beside_a_table_are_arguments_too(opened, displayed):
    @dataclass
    class Split:
        table: pd.DataFrame
        share: int

    opened(language="en").show("mine", Split(SHARES, 7), told)
    assert displayed[0]["text/plain"] == "12 rows, 2011-2012, 7\ntables/mine.csv"


def test_an_argument_that_nothing_takes_is_refused(opened):
    review = opened()
    with pytest.raises(TypeError, match="takes shrae"):
        review.show("mine", SHARES, told, shrae=3)
    with pytest.raises(TypeError, match="takes shrae"):
        review.told(told, SHARES, shrae=3)
    with pytest.raises(BundleError, match="yours"):
        review.show("mine", "yours", chart=drawn)


def test_panels_of_one_figure_are_one_picture(opened, displayed):
    review = opened()
    review.show("mine", SHARES)
    _, panels = plt.subplots(1, 2)
    review.show("both", "mine", chart=lambda table: [charts.women_share(table, ax=panels[0])] * 2)
    assert [each["id"] for each in read_bundle(review.close())["charts"]] == ["both"]


@pytest.mark.parametrize("source", [None, "", " "])
def test_a_source_that_is_not_named_is_no_path(opened, source):
    with spoken_in("vi"), pytest.raises(NothingReadable) as refused:
        opened(source=source)
    assert refused.value.told("vi").endswith(
        "Chưa nêu nguồn số liệu. Nêu thư mục hoặc tệp số liệu, ví dụ data/raw."
    )
    assert "None" not in refused.value.told("en")
