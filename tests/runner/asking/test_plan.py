import json

import pytest
from trial_project import PARAMETERS, notebook, project

from analysis import records
from analysis.counts.history import History
from analysis.runner.asking.plan import check_years, chosen_units, known_years, plan
from analysis.runner.asking.review import RequestError, Review
from analysis.runner.asking.slugs import unit_slug


@pytest.fixture
def history():
    cell = {"rating": "good", "count": 3, "origin": "recorded"}
    rows = [{"year": 2011, "unit": "Đảng ủy A", **cell}, {"year": 2014, "unit": "007", **cell}]
    event = {"first_year": 2011, "last_year": 2015, "kind": "training", "count": 1}
    return History(
        evaluations=records.frame(records.EVALUATIONS, rows),
        outcomes=records.frame(records.OUTCOMES, [{**event, "origin": "recorded"}]),
        met=records.frame(records.PROBLEMS),
        votes=records.frame(records.VOTES),
        claims=records.frame(records.CLAIMS),
        sheets=records.frame(records.SHEETS),
    )


def review(**changes):
    told = {
        "title": {"vi": "Thử", "en": "Trial"},
        "source": "data",
        "years": [2011, 2015],
        "notebooks": ["one"],
    }
    return Review.model_validate({**told, **changes})


@pytest.fixture
def root(tmp_path, monkeypatch):
    project(tmp_path)
    notebook(tmp_path / "notebooks", "one")
    with_targets = PARAMETERS + "targets = []\npublished = ''\nlevel = 'good'\n"
    notebook(tmp_path / "notebooks", "women_share", parameters=with_targets)
    notebook(tmp_path / "notebooks", "party", parameters=PARAMETERS + "persons_as = 'người'\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_plan_is_units_by_notebooks_by_languages_and_survives_json(root, history):
    asked = review(units="each", notebooks=["one", "women_share"], language=["en", "vi"])
    jobs = plan(asked, history)
    assert [job["folder"] for job in jobs] == [
        f"{unit}/{name}/{language}"
        for unit in ("district", "007", unit_slug("Đảng ủy A"))
        for name in ("one", "women_share")
        for language in ("vi", "en")
    ]
    assert json.loads(json.dumps(jobs)) == jobs
    assert jobs[4]["parameters"]["unit"] == "007"


def test_targets_and_ledger_go_where_they_are_declared(root, history):
    asked = review(
        notebooks={"one": None, "women_share": {"level": "good"}}, targets=["deputies_2011_2015"]
    )
    one, _, women, _ = plan(asked, history)
    assert "targets" not in one["parameters"] and "published" not in one["parameters"]
    assert women["parameters"]["targets"] == ["deputies_2011_2015"]
    assert women["parameters"]["published"] == ""
    assert women["parameters"]["level"] == "good"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"notebooks": ["women_shar"]}, "did you mean women_share"),
        ({"notebooks": ["../one"]}, r"no ../one.ipynb"),
        (
            {"notebooks": {"women_share": {"levl": "good"}}},
            "no parameter 'levl'; did you mean level",
        ),
        ({"notebooks": {"women_share": {"source": "x"}}}, "the review sets"),
        ({"notebooks": {"party": {"persons_as": "đồng chí"}}}, "the review sets"),
        ({"units": ["Đảng ủy a"]}, "did you mean Đảng ủy A"),
        ({"years": [2010, 2015]}, "2010 is outside what the source knows"),
        ({"years": [2011, 2016]}, "2016 is outside"),
        ({"targets": ["deputies_2011"]}, "no 'deputies_2011'; did you mean deputies_2011_2015"),
        ({"notebooks": {"women_share": {"targets": ["x"]}}}, "targets: there is no 'x'; known"),
        ({"notebooks": {"one": {"tier": "distrct"}}}, "did you mean district"),
    ],
)
def test_an_impossible_plan_says_what_was_meant(root, history, changes, told):
    with pytest.raises(RequestError, match=told):
        plan(review(**changes), history)


def test_a_notebook_without_a_standard_parameter_is_refused(root, history):
    notebook(root / "notebooks", "short", parameters="source = ''\n")
    with pytest.raises(RequestError, match="declares no parameter unit, first_year"):
        plan(review(notebooks=["short"]), history)


def test_a_review_that_counts_in_another_word_needs_notebooks_that_can(root, history):
    asked = {"persons_as": "đồng chí", "language": ["vi", "en"]}
    vietnamese, english = plan(review(notebooks=["party"], **asked), history)
    assert vietnamese["parameters"]["persons_as"] == "đồng chí"
    assert "persons_as" not in english["parameters"]
    with pytest.raises(RequestError, match="declares no parameter persons_as"):
        plan(review(notebooks=["one"], **asked), history)
    # Nothing that such a notebook tells would be worded otherwise.
    assert plan(review(notebooks=["one"], persons_as="đồng chí", language=["en"]), history)
    assert plan(review(notebooks=["one"], language=["vi"]), history)


def test_a_gap_inside_the_known_years_is_no_error(history):
    assert known_years(history) == [2011, 2014, 2015]
    check_years((2012, 2013), history)


def test_units_are_those_of_the_evaluations_and_the_district(history):
    assert chosen_units(["each"], history) == ["all", "007", "Đảng ủy A"]
    assert chosen_units(["all", "007"], history) == ["all", "007"]
