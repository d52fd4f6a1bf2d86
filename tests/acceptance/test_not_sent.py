"""A sheet is not sent, a unit renamed, a list empty: everything says so, and nobody has left."""

import itertools
import json

import pytest
from sheets_by_unit import YEARS, lists_of_demo, write
from typer.testing import CliRunner

from analysis import load
from analysis.cli import app
from analysis.counts.states.states import ABSENT, NOT_REPORTED
from analysis.results import whole

pytestmark = pytest.mark.usefixtures("own_secret")

GONE, RENAMED, EMPTY = (f"Đảng bộ xã mẫu 0{k}" for k in (1, 2, 3))
OTHER = "UBND xã mẫu 02"
MISSING = {GONE: [2015], RENAMED: [2014], EMPTY: [2013], OTHER: [2011, 2012, 2013, 2015]}
# As check prints it, data_quality says it, and the first page.
SAYS = {
    "vi": [
        f"{GONE} (năm 2015)",
        f"{RENAMED} không có danh sách năm 2014, còn {OTHER} có",
        "danh sách này coi như chưa gửi",
    ],
    "en": [
        f"{GONE} (2015)",
        f"{RENAMED} has no list for 2014, while {OTHER} has one",
        "the list counts as not sent",
    ],
}


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """Lay six units of the demo as they are, and as they come when three things go wrong."""
    header, every = lists_of_demo(6)
    base = tmp_path_factory.mktemp("sent")
    sent = dict(every)
    del sent[2015, GONE]
    sent[2014, OTHER] = sent.pop((2014, RENAMED))
    sent[2013, EMPTY] = []
    return write(base / "whole", header, every), write(base / "sent", header, sent)


def run(*words):
    return CliRunner().invoke(app, list(map(str, words)))


def said(text):
    return " ".join(text.split())


@pytest.mark.parametrize("language", ["vi", "en"])
def test_check_says_it_and_ends_with_1(folders, language):
    complete, sent = folders
    assert run("check", complete, "--language", language).exit_code == 0
    told = run("check", sent, "--language", language)
    assert told.exit_code == 1, told.output
    for part in SAYS[language]:
        assert part in said(told.stdout)
    not_sent = {"vi": "chưa gửi", "en": "not sent"}[language]
    rows = {line.strip()[: len(GONE)].strip(): line for line in told.stdout.splitlines()}
    assert [rows[unit].count(not_sent) for unit in (GONE, RENAMED, EMPTY)] == [1, 1, 1]


def test_json_says_which(folders):
    told = run("check", folders[1], "--json", "-")
    assert told.exit_code == 1
    answer = json.loads(told.stdout)
    gone = {}
    for row in answer["lists"]:
        if row["list"] == "missing":
            gone.setdefault(row["unit"], []).append(row["year"])
    assert gone == MISSING
    assert [(each["cause"], each["severity"]) for each in answer["problems"]] == [
        ("no_rows", "warning"),
        ("near_unit", "note"),
    ]
    assert {(n["unit"], n["near"]) for n in answer["near_names"]} == {
        (RENAMED, OTHER), (OTHER, RENAMED),
    }  # fmt: skip
    for sheet in answer["sheets"]:
        assert sheet["rows"] == sheet["read"] + sheet["refused"] + sheet["skipped"]
        assert sheet["rows"] == sum(each["rows"] for each in sheet["accounts"])


@pytest.mark.parametrize("language", ["vi", "en"])
def test_data_quality_says_it(folders, language, run_notebook):
    asked = {"source": str(folders[1]), "published": "", "first_year": 2011, "last_year": 2015}
    record, drawn = run_notebook("data_quality", lambda figure: None, language=language, **asked)
    told = said(" ".join(whole(finding) for finding in record["findings"]))
    for part in SAYS[language][:2]:
        assert part in told
    assert "coverage" in drawn


@pytest.mark.usefixtures("in_this_process")
def test_the_first_page_says_it_and_the_build_ends_with_1(folders, tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.cli.building.resolve", lambda place: tmp_path / place)
    monkeypatch.setattr("analysis.runner.publishing.build.resolve", lambda place: tmp_path / place)
    review = tmp_path / "thieu.yml"
    review.write_text(
        f"title: {{vi: Thiếu, en: Missing}}\nsource: {folders[1]}\nyears: [2011, 2015]\n"
        "notebooks: [trend_review]\n",
        encoding="utf-8",
    )
    told = run("build", review)
    assert told.exit_code == 1, told.output
    assert f"lists missing: {GONE} (2015)" in told.stderr
    for name, text in (("index.html", "Chưa có danh sách của"), ("index-en.html", "Lists missing")):
        page = (tmp_path / "reports/output/thieu" / name).read_text(encoding="utf-8")
        assert f"{text}: {GONE} (2015)" in page and "no_rows" not in page
        assert {"index.html": SAYS["vi"], "index-en.html": SAYS["en"]}[name][2] in page


def test_nobody_left_because_of_it(folders):
    complete, sent = (load(str(folder)).people(YEARS) for folder in folders)
    for year, following in itertools.pairwise(YEARS):
        before, after = (left(people, year, following) for people in (complete, sent))
        for unit, n in after.items():
            # Nobody of the three, and no more than left of the others when all had sent.
            if (following, unit) in {(2015, GONE), (2014, RENAMED), (2013, EMPTY)}:
                assert n == 0, (unit, following)
            assert n <= before.get(unit, 0) or unit == OTHER


def left(people, year, following):
    """Return how many of each unit are on no list of the year after, though it was sent."""
    moves = people.moves(year, following, by=("unit",))
    gone = moves[(moves["to"] == ABSENT) & ~moves["from"].isin([ABSENT, NOT_REPORTED])]
    return gone.groupby("unit")["n"].sum().to_dict()


def test_those_of_the_missing_lists_are_not_reported(folders):
    people = load(str(folders[1])).people(YEARS)
    for year, following, unit in ((2014, 2015, GONE), (2012, 2013, EMPTY)):
        moves = people.where(unit=unit).moves(year, following)
        assert (moves.loc[moves["to"] == NOT_REPORTED, "n"].sum()) > 10
