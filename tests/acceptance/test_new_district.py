"""Another district, other years, a handful of people, one year: no change of code."""

import pytest
from legibility import faults
from typer.testing import CliRunner

from analysis.cli import app
from analysis.places import resolve
from analysis.sources import load

NOTEBOOKS = ("trend_review", "rating_distribution", "women_share", "data_quality")
COUNTS = str(resolve("tests/data/counts-new-district.csv"))
NEW_DISTRICT = {"source": COUNTS, "published": "", "first_year": 2017, "last_year": 2020}
DEMO = {"source": "data/demo", "published": "data/published"}
SMALL = "smallest unit of the demo"
SITUATIONS = {
    "new district, vi": {**NEW_DISTRICT, "language": "vi"},
    "new district, en": {**NEW_DISTRICT, "language": "en"},
    "unit of the new district, vi": {**NEW_DISTRICT, "language": "vi", "unit": "Phường Đông"},
    "unit of the new district, en": {**NEW_DISTRICT, "language": "en", "unit": "Phường Đông"},
    "few people": {**DEMO, "first_year": 2011, "last_year": 2015, "language": "vi", "unit": SMALL},
    "one year": {**DEMO, "first_year": 2015, "last_year": 2015, "language": "en"},
    "from 2012": {**DEMO, "first_year": 2012, "last_year": 2015, "language": "vi"},
}
REVIEW = """\
title: {{vi: Quận mới, en: A new district}}
source: {source}
years: [2017, 2020]
units: {units}
notebooks: [trend_review, rating_distribution, women_share, data_quality]
"""


@pytest.fixture(scope="module")
def smallest():
    """Return the unit with the fewest people a year, which are one to three."""
    people = load("data/demo").of_tier("district").evaluations.groupby("unit")["count"].sum() / 5
    assert people.min() <= 3
    return people.idxmin()


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_every_notebook_closes_its_bundle_with_legible_charts(
    situation, notebook, run_notebook, request
):
    parameters = dict(SITUATIONS[situation])
    if parameters.get("unit") == SMALL:
        parameters["unit"] = request.getfixturevalue("smallest")
    record, found = run_notebook(notebook, faults, **parameters)

    # Where every list agrees with the others the quality of the data has nothing to draw.
    assert record["charts"] or notebook == "data_quality"
    assert record["findings"]
    assert all(finding["text"] for finding in record["findings"])
    for chart in record["charts"]:
        assert chart["title"]
        assert chart["alt"]
    assert {id: said for id, said in found.items() if said} == {}


@pytest.mark.parametrize("units", ["all", "each", "[Phường Đông]"])
def test_a_new_review_file_is_all_that_a_new_district_needs(units, tmp_path):
    review = tmp_path / "quan-moi.yml"
    review.write_text(REVIEW.format(source=COUNTS, units=units), encoding="utf-8")
    told = CliRunner().invoke(app, ["build", str(review), "--dry-run"])
    assert told.exit_code == 0, told.output
    lines = told.stdout.splitlines()
    # The district and its three units, four notebooks in two languages each.
    assert len(lines) == {"all": 1, "each": 4, "[Phường Đông]": 1}[units] * 4 * 2
    assert all("first_year=2017, last_year=2020" in line for line in lines)
