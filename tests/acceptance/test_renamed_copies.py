"""Simulated workbooks stay simulated under any name, and so does whatever is drawn from them."""

from functools import cache, partial

import pytest
from openpyxl import load_workbook

from analysis import charts, measures
from analysis.charts.draw.frame import say
from analysis.languages import LANGUAGES
from analysis.places import resolve
from analysis.sources import load
from analysis.words import Words

pytestmark = pytest.mark.usefixtures("read_once")

NOTEBOOKS = {
    "trend_review": "vi",
    "rating_distribution": "en",
    "women_share": "vi",
    "data_quality": "en",
}


def no_property(workbook):
    for name in list(workbook.custom_doc_props.names):
        del workbook.custom_doc_props[name]


def no_title(workbook):
    for sheet in workbook:
        for row in sheet.iter_rows(max_row=6):
            for cell in row:
                if "MÔ PHỎNG" in str(cell.value):
                    cell.value = None


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """Save the demo's workbooks again, altered, under other names: each alteration once."""

    @cache
    def copy(*alterations, of="*.xlsx"):
        folder = tmp_path_factory.mktemp("so-lieu")
        for number, path in enumerate(sorted(resolve("data/demo").glob(of))):
            workbook = load_workbook(path)
            for alter in alterations:
                alter(workbook)
            workbook.save(folder / f"bieu-so-{number}.xlsx")
        return folder

    return copy


def origins(history):
    return {
        name: set(getattr(history, name)["origin"]) for name in ("evaluations", "outcomes", "votes")
    }


@pytest.mark.parametrize("stripped", [no_property, no_title])
def test_one_mark_is_enough_for_every_row(stripped, copied):
    history = load(copied(stripped))
    kept = load("data/demo")
    assert origins(history) == {
        table: {"simulated"} for table in ("evaluations", "outcomes", "votes")
    }
    assert len(history.evaluations) == len(kept.evaluations)


def test_it_is_the_marks_that_say_so(copied):
    unmarked = copied(no_property, no_title, of="*2015.xlsx")
    assert "recorded" in origins(load(unmarked))["evaluations"]


@pytest.mark.parametrize("stripped", [no_property, no_title])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_of_a_copy_carries_stamp_alt_and_origin(stripped, language, copied):
    history = load(copied(stripped, of="danh-gia-can-bo-201[15].xlsx"))
    ratings = measures.rating_distribution(history.evaluations, by=["year"])
    drawn = charts.rating_distribution(ratings, years=range(2011, 2016), words=Words(language))
    assert_simulated(drawn.figure, language)


@pytest.mark.parametrize(("notebook", "language"), NOTEBOOKS.items())
def test_every_chart_of_every_notebook_says_so(notebook, language, copied, run_notebook):
    copy = str(copied())
    look = partial(assert_simulated, language=language)
    record, drawn = run_notebook(notebook, look, source=copy, language=language)
    assert "simulated" in record["origin"]
    assert len(drawn) == len(record["charts"])
    # Where every list agrees with the others the quality of the data has nothing to draw.
    assert drawn or notebook == "data_quality"
    for chart in record["charts"]:
        assert "simulated" in chart["origin"].split(",")


def assert_simulated(figure, language):
    told = charts.description(figure)
    assert "simulated" in told.origin.split(",")
    assert Words(language).label("origins", "simulated") in told.source_note
    # The mark stands in the text that is read out, not only in the picture.
    assert ("mô phỏng" if language == "vi" else "simulated") in told.alt.casefold()
    stamp = say("simulated_stamp", Words(language))
    assert stamp in {" ".join(text.get_text().split()) for text in figure.texts}
