import json
import os
import re
import time

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib import pyplot as plt

from analysis import charts
from analysis.bundle import open_bundle
from analysis.charts import Description
from analysis.findings import Finding
from analysis.formats.csv_tables import read_table
from analysis.results import BundleError, read_bundle

YEARS = pd.DataFrame(
    {
        "year": pd.array([2011, 2015], dtype="Int64"),
        "share": [318 / 610, None],
        "origin": ["published", "simulated"],
    }
)
TOLD = Description("Tiêu đề", "Phụ đề", "Chú thích", "Mô tả", "Nguồn", "published,simulated")


@pytest.fixture
def line(monkeypatch):
    monkeypatch.setattr(charts, "description", lambda figure: TOLD)

    def draw():
        _, ax = plt.subplots(figsize=(3, 2))
        ax.plot([2011, 2015], [0.521, 0.62])
        ax.fill_between([2011, 2015], 0, 1, hatch="//")
        return ax

    return draw


def opened(folder, **settings):
    return open_bundle("rating_distribution", output_dir=folder, **settings)


def test_a_closed_bundle_reads_back_with_all_that_was_kept(tmp_path, line):
    bundle = opened(tmp_path, language="en", parameters={"unit": "007", "output_dir": "x"})
    bundle.table("ratings_by_year", YEARS)
    finding = Finding("rating_change", "It rose", "It rose", 0.1, float("nan"), None, "share")
    assert bundle.finding(finding) is finding
    bundle.chart("ratings_by_year", line())
    bundle.close()

    record = read_bundle(tmp_path)
    assert record["parameters"] == {
        "unit": "007",
        "language": "en",
        "audience": "internal",
        "min_cell": 5,
    }
    assert record["findings"] == [
        {
            "id": "rating_change",
            "text": "It rose",
            **{"rank": 2, "conditions": [], "answered": True, "origin": ""},
            "title": "It rose",
            "value": 0.1,
            "low": None,
            "high": None,
            "unit": "share",
        }
    ]
    assert record["tables"] == [
        {
            "id": "ratings_by_year",
            "csv": "tables/ratings_by_year.csv",
            "columns": ["year", "share", "origin"],
        }
    ]
    assert record["charts"][0]["alt"] == "Mô tả"
    assert record["charts"][0]["table"] == "ratings_by_year"
    assert record["origin"] == ["published", "simulated"]
    for file in ("png", "svg"):
        assert (tmp_path / record["charts"][0][file]).stat().st_size > 1000


def test_a_table_is_written_whole_and_the_caller_keeps_the_own(tmp_path):
    bundle = opened(tmp_path)
    given = bundle.table("ratings_by_year", YEARS)
    given["share"] = 0.0
    assert YEARS["share"].iloc[0] == 318 / 610
    written = (tmp_path / "tables/ratings_by_year.csv").read_bytes()
    expected = f"year,share,origin\n2011,{318 / 610!r},published\n2015,,simulated\n"
    # A spreadsheet takes UTF-8 for another encoding without the byte order mark.
    assert written == b"\xef\xbb\xbf" + expected.encode()


@pytest.mark.parametrize(
    ("frame", "told"),
    [
        (pd.DataFrame(), "needs columns"),
        (pd.DataFrame([[1, 2]], columns=["n", "n"]), "a name of its own"),
        (pd.DataFrame([[1, 2]], columns=["2011", 2011]), "a name of its own"),
        (pd.DataFrame({"": [1]}), "a name of its own"),
        (pd.DataFrame({"year": [2011], "n": [float("inf")]}), "infinite number in column 2"),
        (pd.DataFrame({"n": ["a", float("-inf")]}), "infinite number in column 1"),
        (pd.DataFrame({"unit": ["a\0b"]}), "NUL sign in column 1"),
    ],
)
def test_a_table_that_no_page_could_tell_is_refused_before_it_is_written(tmp_path, frame, told):
    with pytest.raises(BundleError, match=f"^table 't' .*{told}"):
        opened(tmp_path).table("t", frame)
    assert not list(tmp_path.rglob("*.csv"))


def test_headings_of_any_kind_read_back_as_the_record_names_them(tmp_path):
    bundle = opened(tmp_path)
    headings = [2011, 0.5, None, pd.Timestamp("2011-01-01"), ("a", "b"), "=x", "a b"]
    bundle.table("t", pd.DataFrame([range(7)], columns=pd.Index(headings, dtype=object)))
    bundle.table("two", pd.DataFrame([[1]], columns=pd.MultiIndex.from_tuples([("a", "b")])))
    for kept in read_bundle(bundle.close())["tables"]:
        table = read_table(tmp_path / kept["csv"])
        assert list(table.columns) == kept["columns"] and len(table) == 1


def test_the_same_drawing_gives_the_same_bytes_and_no_date(tmp_path, line):
    for name in ("one", "two"):
        bundle = opened(tmp_path / name)
        bundle.table("shares", YEARS)
        bundle.chart("shares", line())
        bundle.close()
    for file in ("charts/shares.png", "charts/shares.svg", "results.json", "tables/shares.csv"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
    assert "<dc:date>" not in (tmp_path / "one/charts/shares.svg").read_text("utf-8")
    assert b"Software" not in (tmp_path / "one/charts/shares.png").read_bytes()


def test_a_chart_is_printed_at_300_dpi_shown_once_and_closed(tmp_path, line):
    bundle = opened(tmp_path)
    bundle.table("shares", YEARS)
    # Figures that other tests of this process left open are no concern of a bundle.
    before = plt.get_fignums()
    ax = line()
    image = bundle.chart("by_year", ax.figure, table="shares")
    assert plt.get_fignums() == before
    assert plt.imread(tmp_path / "charts/by_year.png").shape[:2] == (600, 900)
    assert image.data == (tmp_path / "charts/by_year.png").read_bytes()
    assert image.alt == "Mô tả"
    assert mpl.rcParams["svg.hashsalt"] is None


def test_a_folder_is_unfinished_until_its_bundle_is_closed(tmp_path):
    opened(tmp_path).close()
    bundle = opened(tmp_path)
    bundle.table("shares", YEARS)
    with pytest.raises(BundleError, match="did not close"):
        read_bundle(tmp_path)
    bundle.close()
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["results.json"]


def test_a_bundle_of_another_version_is_refused(tmp_path):
    opened(tmp_path).close()
    results = tmp_path / "results.json"
    results.write_text(json.dumps({**json.loads(results.read_text("utf-8")), "schema_version": 9}))
    with pytest.raises(BundleError, match="schema version 9"):
        read_bundle(tmp_path)


@pytest.mark.parametrize("id", ["../x", "a b", "Chart", "con", "lpt1", "", "ỷ", "x" * 81, "1"])
def test_an_id_that_is_no_file_name_is_refused(tmp_path, id):
    with pytest.raises(BundleError, match=re.escape(repr(id))):
        opened(tmp_path).table(id, YEARS)


def test_an_id_is_given_once_and_a_chart_needs_its_table(tmp_path, line):
    bundle = opened(tmp_path)
    bundle.table("shares", YEARS)
    with pytest.raises(BundleError, match="taken"):
        bundle.table("shares", YEARS)
    with pytest.raises(BundleError, match="not shown before"):
        bundle.chart("other", line())
    plt.close("all")


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"audience": "public"}, "cannot be protected"),
        ({"audience": "press"}, "use one of"),
        ({"language": "fr"}, "use one of"),
    ],
)
def test_an_audience_or_language_that_cannot_be_served_is_refused(tmp_path, settings, told):
    with pytest.raises(BundleError, match=told):
        opened(tmp_path / "x", **settings)
    assert not (tmp_path / "x").exists()


def test_without_a_folder_the_bundle_says_where_it_is(capsys):
    folder = open_bundle("women_share", output_dir="").close()
    assert capsys.readouterr().out.strip() == str(folder)
    assert (folder / "results.json").is_file()


def test_a_run_without_a_folder_has_one_for_a_day(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    old, young, foreign = (tmp_path / name for name in (
        "cadre-review-bundle-old", "cadre-review-bundle-young", "women_share-x"))  # fmt: skip
    for folder in (old, young, foreign):
        (folder / "charts").mkdir(parents=True)
    link = tmp_path / "cadre-review-bundle-link"
    link.symlink_to(foreign)
    for folder, hours in ((old, 25), (young, 23), (foreign, 25)):
        then = time.time() - hours * 3600
        os.utime(folder, (then, then))
    first = open_bundle("women_share").folder
    assert first.parent == tmp_path and not old.exists()
    assert young.is_dir() and link.is_symlink() and (foreign / "charts").is_dir()
    assert open_bundle("women_share").folder != first and first.is_dir()


def test_a_finding_is_kept_under_an_id_of_its_own(tmp_path):
    bundle = opened(tmp_path)
    finding = Finding("rating_change", "It rose", "It rose")
    bundle.finding(finding)
    assert bundle.finding(finding, id="kept_1").id == "kept_1"
    bundle.close()
    assert [f["id"] for f in read_bundle(tmp_path)["findings"]] == ["rating_change", "kept_1"]
