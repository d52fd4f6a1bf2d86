"""What a history can tell of outcomes, and what it cannot."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from analysis import load, measures
from analysis.counts.history import empty_history
from analysis.counts.summary import as_plain, of_history, of_population
from analysis.languages import LANGUAGES
from analysis.sources.events.outcome_lists import recorded
from analysis.words import Words

pytestmark = pytest.mark.usefixtures("read_once")


def test_a_list_that_states_no_period_records_each_kind_from_its_first_event_to_its_last():
    events = [
        *(("a.xlsx", "masters", 2011), ("a.xlsx", "masters", 2013)),
        *(("a.xlsx", "advanced_theory", 2012), ("b.xlsx", "masters", 2015)),
    ]
    rows = [
        {"file": file, "kind": kind, "first_year": year, "last_year": year, "cell": "A9"}
        | {"origin": "recorded", "tier": None}
        for file, kind, year in events
    ]
    covered, problems = recorded(rows, {}, [])
    assert covered == {
        *((None, "masters", y, None, False) for y in (2011, 2012, 2013, 2015)),
        (None, "advanced_theory", 2012, None, False),
    }
    assert problems == []
    assert recorded([], {}, [])[0] == frozenset() == empty_history().recorded_outcomes
    # Of the wide kind nothing is known where one below it, recorded in other years, is not.
    read = replace(empty_history(), recorded_outcomes=covered)
    assert years_recorded(read.people([2011])) == {
        "masters": [2011, 2012, 2013, 2015],
        "advanced_theory": [2012],
        "training": [2012],
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_summary_has_no_plural_of_one_and_one_colon_a_row(tmp_path, language):
    lines = ["year,rating,count", "2011,excellent,3", "2012,odd,1", "2013,good,3", "2013,,4"]
    (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    history = load(tmp_path)
    blocks = [
        *of_history(history, Words(language)),
        *of_population(history.people([2012, 2013]), Words(language)),
    ]
    shown = as_plain(blocks)
    assert re.findall(r"\b1 [a-z]+s\b", shown) == []
    assert [row for _, rows in blocks for row in rows if any(": " in cell for cell in row)] == []


def years_recorded(people):
    return {kind: own["year"].tolist() for kind, own in people.recorded().groupby("kind")}


def test_the_demo_tells_its_kinds_whatever_part_of_it_is_taken():
    part = load("data/demo", years=[2013], unit="Chi bộ đoàn thể mẫu 5")
    told = years_recorded(part.people([2013]))
    assert {"appointed", "masters", "replenished"} <= set(told)
    assert list(told.values()) == [[2013]] * len(told)
    assert years_recorded(part.people([2013], tier="city")) == {"replenished": [2013]}
    assert "replenished" not in years_recorded(part.people([2013], tier="district"))


def test_lists_of_the_last_years_give_no_zero_for_the_first(tmp_path):
    for file in Path("data/demo").glob("danh-gia-can-bo-*.xlsx"):
        shutil.copy(file, tmp_path)
    lists = openpyxl.load_workbook(next(Path("data/demo").glob("ket-qua-*.xlsx")))
    sheet = lists.active
    for row in range(sheet.max_row, 8, -1):
        if str(sheet.cell(row, 8).value)[-4:] in ("2011", "2012", "2013"):
            sheet.delete_rows(row)
    lists.save(tmp_path / "ket-qua-2014-2015.xlsx")
    # Three small units had no event in the two years.
    answer = f'outcomes_recorded: [{{list: "ket-qua-2014-2015.xlsx, {sheet.title}", units: all}}]'
    (tmp_path / "mapping.yml").write_text(answer, encoding="utf-8")
    late, known = (
        load(place).people(range(2011, 2016), tier="district") for place in (tmp_path, "data/demo")
    )
    assert set(map(tuple, years_recorded(late).values())) == {(2014, 2015)}
    untold = measures.incidence(late, "appointed", start=2011)
    assert untold["incidence"].isna().all() and untold["not_covered"].gt(0).all()
    # The lists of 2014 and 2015 tell all that those of 2013 did in the two years after.
    of_2013 = [measures.incidence(people, "appointed", start=2013) for people in (late, known)]
    # But for the year of the rating itself, and how many events there were in all.
    more = ["that_year", "came", "on_record", "on_lists"]
    pd.testing.assert_frame_equal(*(told.drop(columns=more) for told in of_2013))
    assert of_2013[0]["that_year"].isna().all() and of_2013[1]["that_year"].eq(24).all()
    assert of_2013[0]["had"].iloc[-1] > 0
