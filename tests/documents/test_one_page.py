"""A unit that never has 20 people: one page of numbers, in Word and on its pages, read back."""

import json

import docx
import pandas as pd
import pytest
from lxml import html

from analysis import records
from analysis.bundle import open_bundle
from analysis.documents.briefing.one_page import as_sheet
from analysis.documents.briefing.report import About, report
from analysis.documents.briefing.sections import Source
from analysis.documents.form import Form
from analysis.documents.letterhead import filled
from analysis.documents.pages.described import Described, Run, read_page
from analysis.documents.pages.index_page import answer_of
from analysis.documents.pages.pages import write_first_pages, write_run
from analysis.documents.pages.read_back import unlisted, unshown, unsummed
from analysis.documents.story import story
from analysis.documents.word.read_back import untold
from analysis.documents.word.word import write_briefing
from analysis.findings import Finding
from analysis.runner.asking.missing import small_units
from analysis.sources import load
from analysis.words import Words

LEVELS = ("excellent", "good", "completed", "not_completed")
# Of each year: at each level, women, men; written down by hand.
THREE = {2011: ((1, 2, 0, 0), 1, 2), 2012: ((2, 1, 0, 0), 1, 2)}
FIFTEEN = {2011: ((8, 6, 1, 0), 4, 11), 2012: ((9, 4, 0, 1), 3, 11)}
NINETEEN_AND_ONE = {2011: ((10, 9, 0, 0), 4, 15), 2012: ((10, 9, 0, 0), 4, 16)}
UNIT = "Chi bộ An"


def ratings(years, not_rated=0):
    return pd.DataFrame(
        {
            **{"year": year, "rating": level, "n": n, "total": sum(levels)},
            **{"not_rated": not_rated, "withheld": 0, "share": n / sum(levels)},
            **{"origin": "simulated"},
        }
        for year, (levels, _, _) in years.items()
        for level, n in zip(LEVELS, levels, strict=True)
    )


def sexes(years):
    return pd.DataFrame(
        {
            **{"year": year, "women": women, "men": men, "total": women + men},
            **{"unknown": 0, "share": women / (women + men), "origin": "simulated"},
        }
        for year, (_, women, men) in years.items()
    )


def events(n):
    kinds = {"training": n, "masters": n, "appointed_or_reappointed": 0, "planned": 7}
    return pd.DataFrame(
        {"kind": kind, "events": n, "people": n, "origin": "simulated"} for kind, n in kinds.items()
    )


@pytest.fixture
def run(tmp_path):
    """Return a function that leaves what a run on a unit leaves."""

    def leave(years, language="vi", trained=2, of_sexes=None, **more):
        run = Run(
            f"an/trend/{language}", "trend_review", UNIT, language, "?", "done", None, "f" * 64
        )
        bundle = open_bundle("trend_review", language=language, output_dir=tmp_path / run.folder)
        bundle.table("ratings_by_year", ratings(years, **more))
        bundle.table("women_by_year", sexes(years) if of_sexes is None else of_sexes)
        bundle.table("outcomes_by_kind", events(trained))
        bundle.finding(Finding("rating_change", "Tỷ lệ tăng 33,3%", "Tỷ lệ tăng 33,3%"))
        bundle.finding(Finding("coverage", "Không thiếu danh sách", "Không thiếu"))
        bundle.finding(Finding("training_counts", "Không ai được đào tạo", "Không ai"))
        bundle.finding(Finding("rule_change", "Đổi quy định", "Đổi quy định", rank=3))
        bundle.finding(Finding("doubts_met", "1 người trùng tên", "1 người trùng tên", rank=3))
        bundle.close()
        return run

    return leave


def sheet(tmp_path, run):
    words = Words(run.language)
    source = Source("trend_review", "?", tmp_path / run.folder, "f" * 64)
    return as_sheet(report([source], (2011, 2012), words), [source], words)


@pytest.mark.parametrize("years", [THREE, FIFTEEN])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_years_of_few_people_are_told_in_numbers(years, language, run, tmp_path):
    told = sheet(tmp_path, run(years, language))
    rows = [[text for text, _ in row] for row in told.tables[0].rows]
    assert rows == [
        [str(at), str(year), *map(str, levels), str(sum(levels)), str(women), str(men)]
        for at, (year, (levels, women, men)) in enumerate(years.items(), 1)
    ]
    # Trained and appointed, and nothing else of what happened to them.
    assert [[c for c, _ in row][2:] for row in told.tables[1].rows] == [
        ["0"] * 2,
        ["2"] * 2,
        ["2"] * 2,
    ]
    text = json.dumps([told.summary.claims, rows], ensure_ascii=False)
    assert "%" not in text and "33,3" not in text and told.sections == []
    assert story().sheet.few[language] in told.summary.claims
    assert told.summary.claims[-1] == "Không thiếu danh sách. Đổi quy định. 1 người trùng tên."


def test_who_is_not_rated_is_counted_and_twenty_people_have_a_report(run, tmp_path):
    told = sheet(tmp_path, run(NINETEEN_AND_ONE))
    assert told.tables[0].heads[-3:] == ["Được đánh giá", "Nữ", "Nam"]
    told = sheet(tmp_path, run(THREE, not_rated=1))
    assert [text for text, _ in told.tables[0].rows[0]][6:8] == ["3", "1"]
    # Rated or not, twenty are on the list.
    held = pd.DataFrame([("A", 2011, "district", 20)], columns=["unit", "year", "tier", "n"])
    held = held.assign(table="evaluations")
    assert small_units(held, (2011, 2012), {"district"}, ["A"]) == set()


def test_where_nobodys_sex_is_known_women_and_men_are_dashes(run, tmp_path):
    unknown = {"women": 0, "men": 0, "total": 0, "unknown": 3, "share": None}
    told = sheet(tmp_path, run(THREE, of_sexes=sexes(THREE).assign(**unknown)))
    assert [text for text, _ in told.tables[0].rows[0]][7:] == ["–", "–", "3"]


@pytest.mark.parametrize("small", [frozenset([UNIT]), frozenset()])
def test_first_page_pages_and_documents_agree_on_who_is_few(small, run, tmp_path):
    found = records.frame(records.PROBLEMS, ())
    described = Described({"vi": "Đợt"}, (2011, 2012), ("vi",), found, small=small)
    page = write_run(tmp_path, described, run(THREE))
    told = answer_of(tmp_path, described, [page], Words("vi"))[1]
    # Of three people rated beside twenty whose tier is not told nobody knows that they are few.
    assert told.few == bool(page.years) == bool(small)


def test_where_nothing_happened_a_line_says_so(run, tmp_path):
    told = sheet(tmp_path, run(THREE, trained=0))
    assert len(told.tables) == 1 and told.summary.claims[0] == "Không ai."


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_sheet_in_word_is_marked_and_read_back(language, run, tmp_path):
    words, told = Words(language), sheet(tmp_path, run(FIFTEEN, language))
    about = About(
        "r",
        "T",
        UNIT,
        (2011, 2012),
        filled(Form(), words),
        dict.fromkeys(("error", "warning", "note"), 0),
        ["Q?"],
    )
    write_briefing(path := tmp_path / f"sheet-{language}.docx", told, about, "id", words, "sheet")
    assert untold(path, told) == []
    document = docx.Document(path)
    text = "\n".join(p.text for p in document.paragraphs)
    assert UNIT in text and "Q?" in text and "%" not in text
    mark = {"vi": "SỐ LIỆU MÔ PHỎNG", "en": "SIMULATED DATA"}[language]
    heads = document.sections[0]
    assert all(
        any(mark in p.text for p in head.paragraphs)
        for head in (heads.header, heads.first_page_header)
    )
    document.tables[1].rows[1].cells[2].paragraphs[0].runs[0].text = "7"
    document.save(path)
    assert any("not the row" in line for line in untold(path, told))


def test_pages_open_with_the_years_and_a_change_in_them_is_found(run, tmp_path):
    of = run(THREE)
    found = records.frame(records.PROBLEMS, ())
    described = Described({"vi": "Đợt"}, (2011, 2012), ("vi",), found, small=frozenset([UNIT]))
    page = write_run(tmp_path, described, of)
    write_first_pages(tmp_path, described, [page])
    told = answer_of(tmp_path, described, [page], Words("vi"))[1]
    assert told.rows == [
        ["2011", "1", "2", "0", "0", "3", "1", "2"],
        ["2012", "2", "1", "0", "0", "3", "1", "2"],
    ]
    path = tmp_path / of.folder / "page.html"
    assert unshown(tmp_path, page) == [] and unsummed(tmp_path / "index.html", told) == []
    for place, check in (
        (path, lambda: unshown(tmp_path, page)),
        (tmp_path / "index.html", lambda: unsummed(tmp_path / "index.html", told)),
    ):
        text = place.read_text("utf-8")
        assert text.index(">2011</th>") < text.index("33,3%")
        place.write_text(text.replace(">2011</th>", ">2010</th>"), "utf-8")
        assert len(check()) == 1


OPEN = "//*[not(ancestor-or-self::details)]/text()"


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("rated", [True, False])
def test_no_share_stands_open_where_people_are_few(rated, language, run, tmp_path):
    of = run(THREE, language)
    kept = json.loads((record := tmp_path / of.folder / "results.json").read_text("utf-8"))
    kept["findings"][0] |= {"conditions": ["nếu kể cả 2 người, 40%"]}
    kept["findings"].append(
        kept["findings"][0] | {"id": "gap", "answered": False, "text": "Chưa rõ 7%"}
    )
    if not rated:
        kept["tables"] = kept["tables"][1:]
    record.write_text(json.dumps(kept), "utf-8")
    found = records.frame(records.PROBLEMS, ())
    title = {"vi": "Đợt", "en": "Review"}
    described = Described(title, (2011, 2012), (language,), found, small=frozenset([UNIT]))
    page = write_run(tmp_path, described, of)
    write_first_pages(tmp_path, described, [page])
    assert unshown(tmp_path, page) == [] and unlisted(tmp_path / "index.html", [page]) == []
    for place in (tmp_path / of.folder / "page.html", tmp_path / "index.html"):
        read = html.document_fromstring(place.read_bytes())
        for each in read.xpath("//script | //style | //footer"):
            each.drop_tree()
        for unit in read.xpath("//details[@class='unit']"):
            # The cards of a unit stand open.
            unit.tag = "div"
        text = " ".join(read.xpath(OPEN))
        assert "%" not in text and "40%" in read.text_content(), place
        assert story().sheet.below[language] in text
        assert story().sheet.few[language] not in text


def test_of_few_people_a_page_shows_two_pictures_in_numbers(run, tmp_path):
    of = run(THREE)
    kept = json.loads((record := tmp_path / of.folder / "results.json").read_text("utf-8"))
    chart = {
        "title": "",
        "subtitle": "",
        "alt": "",
        "svg": "",
        "png": "",
        "table": "",
        "empty": False,
    }
    ids = ["period", *story().sheet.charts]
    kept["charts"] = [{**chart, "id": id} for id in ids]
    record.write_text(json.dumps(kept), "utf-8")
    assert [each["id"] for each in read_page(tmp_path, of).charts] == ids
    few = read_page(tmp_path, of, {UNIT}).charts
    assert [each["id"] for each in few] == ids[1:3]


def test_small_are_units_that_never_have_twenty_people():
    rows = [
        ("A", 2011, "district", 10), ("A", 2011, "district", 9), ("A", 2012, "district", 3),
        ("A", 2011, "city", 5), ("A", 2016, "district", 50),
        ("B", 2011, "district", 10), ("B", 2011, None, 10), ("C", 2011, "city", 3),
    ]  # fmt: skip
    held = pd.DataFrame(rows, columns=["unit", "year", "tier", "n"]).assign(table="evaluations")
    small = small_units(held, (2011, 2015), {"district"}, ["A", "B", "C", "all"])
    # C has nobody of the tier: what is not known to be small is not said to be.
    assert small == {"A"}
    # A ledger of published figures holds no lists.
    assert (
        small_units(load("data/published").contents, (2011, 2015), {"district"}, ["all"]) == set()
    )
