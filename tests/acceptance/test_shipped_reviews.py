"""The reviews that come with the suite, built as they are: every notebook, every document."""

import sys

import pytest
import review_notebooks
from codes_shown import codes_shown

from analysis.cli.published.verify import verify_build
from analysis.places import resolve
from analysis.runner.asking.request import request
from analysis.runner.publishing.build import build
from analysis.runner.publishing.manifest import read_manifest

REVIEWS = sorted(resolve("reports/reviews").glob("*.yml"))


@pytest.mark.full
@pytest.mark.parametrize("review", REVIEWS, ids=lambda path: path.stem)
def test_a_shipped_review_is_built_whole(review, tmp_path):
    asked = request(review)
    built = build(asked, output=tmp_path, workers=2)
    assert [result["status"] for result in built.results] == ["done"] * len(asked.jobs)
    assert built.status == 0
    if sys.platform == "linux":
        assert {result["why_cold"] for result in built.results} == {None}
    place = built.index.parent
    asked_for = {job["notebook"] for job in asked.jobs}
    assert review.stem == "published" or asked_for == {*review_notebooks.NAMES}
    # What sent lists is drawn only where a list is missing, and here none is.
    drawn = {path.parents[2].name for path in place.glob("*/*/*/charts/*.png")}
    assert drawn == asked_for - {"data_quality"}
    assert all((place / name).stat().st_size for name in read_manifest(place)["documents"])
    assert verify_build(place) == []
    # What the office answers, and what a run is given, the page of methods calls by its key.
    assert {code for _, code in codes_shown(place)} <= {"outcomes_recorded", "evaluated_on"}
