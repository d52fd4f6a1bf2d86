"""What a notebook shows of a history, a population, a finding and a result table."""

import re
import subprocess
import sys
from dataclasses import replace
from html import unescape

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from random_histories import asked_of, one
from random_histories import table as records_of

from analysis import charts, explore, findings, load, measures
from analysis.counts.summary import missing
from analysis.documents.result_tables import in_words
from analysis.exploring import tables
from analysis.formats.csv_tables import as_text, read_table, write_table
from analysis.spoken import spoken_in
from analysis.words import Words


def rows_in(html):
    found = re.findall("<tr>(.*?)</tr>", html)
    return [[unescape(c) for c in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row)] for row in found]


@pytest.fixture
def history(read_once, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    return load("data/demo")


def test_a_history_shows_what_was_read(history):
    told = dict(row for row in rows_in(history._repr_html_()) if len(row) == 2)
    rows = history.evaluations
    assert told["Years"] == "2011–2015" and told["Lists missing"] == "none"
    assert told["Units"] == str(rows["unit"].nunique())
    assert told["People listed, all years together"] == f"{len(rows):,}"


def test_nothing_of_one_person_is_shown(history):
    people = set(history.evaluations["person"].dropna())
    of = history.people(tier="district")
    shown = [*map(repr, (history, of)), history._repr_html_(), of._repr_html_()]
    assert not [person for person in people if any(person in each for each in shown)]
    # The same every time, so that an executed notebook is.
    assert all(" at 0x" not in each for each in shown) and repr(of) == repr(of)


def test_a_terminal_shows_what_a_notebook_shows(history):
    of = history.people(tier="district")
    for each in (history, of):
        cells = [cell for row in rows_in(each._repr_html_()) for cell in row]
        assert not [cell for cell in cells if cell not in repr(each)]


def test_a_population_shows_of_whom_it_is_and_how_many(history):
    people = history.people(tier="district", post_group="schools")
    html = people._repr_html_()
    assert "cadres managed by the district" in html.lower() and "schools" in html
    own = history.evaluations.query("tier == 'district' and post_group == 'schools'")
    for year, part in own.groupby("year"):
        rated = part["rating"].notna() & ~part["withheld"]
        assert [str(year), str(rated.sum()), str((~rated).sum())] in rows_in(html)


def test_missing_lists_are_named_and_a_strange_name_is_text(history):
    rows = history.evaluations.replace({"unit": {"Đảng bộ xã mẫu 01": "<b>Xã</b>"}})
    rows = rows[(rows["unit"] != "<b>Xã</b>") | (rows["year"] != 2013)]
    years = {"expected_from": pd.array([2011], "Int64"), "expected_to": pd.array([2015], "Int64")}
    units = pd.DataFrame({"unit": ["<b>Xã</b>"], "kind": None, "successor": None, **years})
    changed = history._with(evaluations=rows, units=units)
    html = changed.people(tier="district")._repr_html_()
    assert "&lt;b&gt;Xã&lt;/b&gt; (2013)" in html and "<b>" not in html


def test_a_finding_shows_as_a_sentence():
    told = findings.Finding("f", "Nữ < nam & tăng", "Nữ")
    assert told._repr_html_() == "<p>Nữ &lt; nam &amp; tăng</p>"


def test_a_result_table_shows_headings_and_percentages_and_stays_a_table(history):
    shell = InteractiveShell()
    before = shell.display_formatter.format(history.evaluations.head())[0]["text/html"]
    tables.show_result_tables(shell)
    people = history.people(tier="district")
    table = measures.women_share(people, by="year")
    html = shell.display_formatter.format(table)[0]["text/html"]
    heads, first, *_ = rows_in(html)
    assert heads[:2] == ["Year", "Women"] and "Share" in heads and "35.1%" in first
    assert type(table) is pd.DataFrame and table["share"].iloc[0] == pytest.approx(214 / 610)
    # Records and what is no result table are shown as pandas shows them.
    assert shell.display_formatter.format(history.evaluations.head())[0]["text/html"] == before


def test_a_table_reads_the_same_shown_and_written(history, tmp_path):
    people = history.people(tier="district")
    for table in (measures.rating_distribution(people, by="year"), measures.coverage(people)):
        write_table(table, tmp_path / "table.csv")
        written = in_words(read_table(tmp_path / "table.csv"), Words("vi"))
        assert in_words(as_text(table), Words("vi")) == written


def test_rooms_list_what_is_called(history):
    for room in (measures, findings, charts):
        assert dir(room) and all(callable(getattr(room, name)) for name in dir(room))
        assert "frame" not in dir(room) and "shares" not in dir(room)


def test_a_chart_is_saved_as_it_is_asked_for(history, tmp_path):
    people = history.people(tier="district")
    drawn = charts.women_share(
        measures.women_share(people, by="year"), years=people.years, words=Words("vi")
    )
    both = charts.save(drawn, tmp_path / "nữ")
    assert [path.suffix for path in both] == [".png", ".svg"]
    (one,) = charts.save(drawn, tmp_path / "x.svg")
    assert one.read_bytes() == both[1].read_bytes() and len(list(tmp_path.iterdir())) == 3
    with pytest.raises(ValueError, match=r"\.png or \.svg"):
        charts.save(drawn, tmp_path / "x.jpg")


def test_without_widgets_the_first_question_is_shown_with_its_lines():
    code = (
        "import sys; sys.modules['ipywidgets'] = None\n"
        "from analysis import Words, explore, load\n"
        "html = explore(load('data/demo'), words=Words('en'))._repr_html_()\n"
        "assert 'alt=' in html and 'measures.' in html and 'pip install' in html\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("language", "told", "none"),
    [
        ("vi", "không ghi diện quản lý: A (2012); tổng cộng 1 danh sách", "không thiếu"),
        ("en", "do not say whose tier they are: A (2012); 1 in all", "none"),
    ],
)
def test_a_list_that_states_no_tier_is_there_and_not_called_missing(language, told, none):
    rows = [one(person=f"p{n}", year=y, unit="A") for n in range(8) for y in (2011, 2012)]
    rows = [{**row, "tier": "district" if row["year"] == 2011 else None} for row in rows]
    people = asked_of(records_of(rows))
    of_tier = replace(people, years=(2011, 2012)).where(tier="district")
    assert missing(of_tier, Words(language)) == told
    assert missing(of_tier.of_years([2011]), Words(language)) == none


@pytest.mark.parametrize(("language", "told"), [("vi", "words phải là"), ("en", "words should be")])
def test_the_name_of_a_language_in_place_of_words_is_told(read_once, language, told):
    with spoken_in(language), pytest.raises(ValueError, match=told) as why:
        explore(load("data/demo"), words="vi")
    assert 'Words("vi")' in str(why.value)


@pytest.mark.parametrize(("language", "told"), [("vi", "explore nhận"), ("en", "explore takes")])
def test_a_folder_given_to_explore_is_told_what_to_write(language, told):
    for given in ("data/raw", None):
        with spoken_in(language), pytest.raises(ValueError, match=re.escape(f"{told} ")) as refused:
            explore(given)
        assert 'explore(load("data/raw"))' in str(refused.value)
