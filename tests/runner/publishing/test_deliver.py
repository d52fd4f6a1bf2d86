"""The documents of a build: made from its runs, alike in every figure, the same bytes."""

import shutil
import subprocess
import textwrap

import docx
import openpyxl
import programs
import pytest
from pptx import Presentation
from trial_project import notebook, project, review_file

from analysis.cli.published.verify import verify_build
from analysis.documents.word.word import write_briefing
from analysis.places import sha256
from analysis.runner.asking.request import request
from analysis.runner.asking.review import RequestError
from analysis.runner.publishing.build import build, explain
from analysis.runner.publishing.manifest import read_manifest

DOCUMENTS = ("briefing-vi.docx", "slides-vi.pptx", "workbook-vi.xlsx")
PRINTED = "[pages, briefing, slides, pdf]"
TELLS = """\
import pandas as pd
from analysis.findings import Finding
shares = pd.DataFrame({{"year": [2011, 2012], "share": [0.521, {share}], "origin": "simulated"}})
bundle.table("shares", shares)
text = "Tỷ lệ của " + unit + " là {words} (mô phỏng)"
bundle.finding(Finding("change", text, text, value={share}, unit="share"))
bundle.close()
"""
pytestmark = pytest.mark.usefixtures("in_this_process")


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.chdir(root := project(tmp_path))
    return root


def published(root, *names, **keys):
    deliverables = "[pages, briefing, slides, workbook]"
    keys = {"units": "each", "deliverables": deliverables, **keys}
    return build(request(review_file(root, "r", *names, **keys)), output=root / "out", workers=2)


def tells(root, name, share=0.6, words="60,0%"):
    notebook(root / "notebooks", name, TELLS.format(share=share, words=words))


def test_documents_stand_beside_the_first_page_and_are_in_the_manifest(root):
    tells(root, "one")
    tells(root, "two")
    notebook(root / "notebooks", "fails", "1 / 0")
    form = "{vi: {issuing_body: HUYỆN ỦY <A & B>, date: 2015-12-20}}"
    built = published(root, "one", "two", "fails", briefing=form)
    place = built.index.parent
    documents = read_manifest(place)["documents"]
    assert tuple(documents) == DOCUMENTS and verify_build(place) == []
    for name in DOCUMENTS:
        assert f'href="{name}"' in built.index.read_text("utf-8")
    told = "\n".join(p.text for p in docx.Document(place / DOCUMENTS[0]).paragraphs)
    # What both notebooks tell is told once; what did not run is named.
    assert told.count("- Tỷ lệ của all là 60,0% (mô phỏng).") == 1
    assert "What does fails ask?" in told
    head = docx.Document(place / DOCUMENTS[0]).tables[0].rows[0].cells
    assert "HUYỆN ỦY <A & B>" in head[0].text
    assert "ngày 20 tháng 12 năm 2015" in head[1].text
    slides = Presentation(place / DOCUMENTS[1])
    assert documents[DOCUMENTS[1]] == slides.core_properties.identifier
    rows = list(openpyxl.load_workbook(place / DOCUMENTS[2]).worksheets[1].values)
    # The district and its two units, two years each, below what the table is.
    assert len(rows) == 4 + 3 * 2 and rows[4][2] == 0.521


def test_the_same_bytes_and_an_unchanged_build_is_left_as_it_is(root):
    tells(root, "one")
    hashes = []
    for _ in range(2):
        shutil.rmtree(root / "out", ignore_errors=True)
        place = published(root, "one").index.parent
        hashes.append([sha256(place / name) for name in DOCUMENTS])
    assert hashes[0] == hashes[1]
    assert all(result["reused"] for result in published(root, "one").results)


@pytest.mark.parametrize(
    ("other", "where"),
    [
        ({"share": 0.61}, r"finding change, value: 0\.6 in one/vi, 0\.61 in two/vi"),
        ({"words": "61,0%"}, r"finding change, text: .*60,0%.* in one/vi, .*61,0%"),
    ],
)
def test_one_altered_figure_stops_the_build_which_says_where(root, other, where):
    tells(root, "one")
    before = published(root, "one").index.read_bytes()
    tells(root, "two", **other)
    with pytest.raises(RequestError, match=where):
        published(root, "one", "two")
    assert (root / "out/r/index.html").read_bytes() == before


def test_where_nothing_of_the_district_is_done_its_documents_say_so(root):
    notebook(root / "notebooks", "fails", "1 / (unit != 'all'); bundle.close()")
    built = published(root, "fails")
    place = built.index.parent
    assert [result["status"] for result in built.results] == ["failed", "done", "done"]
    told = "\n".join(p.text for p in docx.Document(place / DOCUMENTS[0]).paragraphs)
    assert "What does fails ask?" in told


def test_office_programs_open_what_is_made(root, tmp_path):
    office = programs.office()
    tells(root, "one")
    place = published(root, "one").index.parent
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    files = [str(place / name) for name in DOCUMENTS]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=240)
    for name in DOCUMENTS:
        made = (tmp_path / name).with_suffix(".pdf").read_bytes()
        assert made.startswith(b"%PDF") and len(made) > 5000, name


FEW = """\
import pandas as pd
years = {"year": [2011, 2012], "rating": "good", "n": 3, "total": 3, "share": 1.0}
none = {"not_rated": 0, "withheld": 0, "origin": "simulated"}
bundle.table("ratings_by_year", pd.DataFrame({**years, **none}))
bundle.close()
"""


def test_of_few_people_there_is_a_sheet_and_no_slides(root):
    notebook(root / "notebooks", "one", FEW)
    place = published(root, "one", units="all").index.parent
    assert list(read_manifest(place)["documents"]) == ["sheet-vi.docx", "workbook-vi.xlsx"]
    assert not list(place.glob("briefing*")) and verify_build(place) == []
    assert 'href="sheet-vi.docx"' in (place / "index.html").read_text("utf-8")


def test_a_sheet_that_tells_another_number_stops_the_build(root, monkeypatch):
    notebook(root / "notebooks", "one", FEW)
    written = write_briefing

    def altered(path, *args):
        written(path, *args)
        document = docx.Document(path)
        document.tables[1].rows[1].cells[2].paragraphs[0].runs[0].text = "4"
        document.save(path)

    monkeypatch.setattr("analysis.runner.publishing.deliver.write_briefing", altered)
    with pytest.raises(RequestError, match=r"sheet-vi\.docx: .* not the row"):
        published(root, "one", units="all")


def test_briefing_and_slides_are_there_as_pdf(root):
    programs.office()
    tells(root, "one")
    place = published(root, "one", units="all", deliverables=PRINTED).index.parent
    documents = read_manifest(place)["documents"]
    assert documents["briefing-vi.pdf"] == documents["briefing-vi.docx"]
    assert verify_build(place) == []
    assert (place / "slides-vi.pdf").read_bytes().startswith(b"%PDF")
    assert 'href="slides-vi.pdf"' in (place / "index.html").read_text("utf-8")


@pytest.mark.parametrize("missing", [True, False])
def test_without_pdf_a_build_stands_and_says_so(root, monkeypatch, missing):
    from analysis.cli import building
    from analysis.documents import pdf

    monkeypatch.setattr(pdf, "which", lambda name: None if missing else "/nowhere/soffice")
    tells(root, "one")
    asked = request(review_file(root, "r", "one", deliverables=PRINTED))
    built = build(asked, output=root / "out", workers=1)
    assert (built.status, built.published) == (0, True)
    assert list(read_manifest(built.index.parent)["documents"]) == list(DOCUMENTS[:2])
    (line,) = building._warnings(asked, built)
    assert "soffice" in line and "PDF" in line


def test_a_hostile_template_of_an_office_is_a_wrong_request(root, monkeypatch, tmp_path):
    from analysis.documents.word import word

    shutil.copytree(word.TEMPLATES, tmp_path / "templates")
    monkeypatch.setattr(word, "TEMPLATES", tmp_path / "templates")
    document = docx.Document(path := tmp_path / "templates/briefing-vi.docx")
    document.paragraphs[0].add_run("{{ title.__class__.__base__.__subclasses__() }}")
    document.save(path)
    tells(root, "one")
    with pytest.raises(RequestError, match=r"briefing-vi\.docx: .*unsafe"):
        published(root, "one")
    assert not (root / "out/r").exists()


def test_a_chart_says_which_run_it_is_from(root):
    from analysis.runner.keeping.stamp import read_stamp

    draws = """\
    from analysis import charts, measures, records
    row = {"year": 2011, "unit": unit, "rating": "good", "count": 30, "origin": "published"}
    frame = records.frame(records.EVALUATIONS, [row])
    shares = bundle.table("ratings", measures.rating_distribution(frame, by=["year"]))
    bundle.chart("ratings", charts.rating_distribution(shares, years=[2011]))
    bundle.close()
    """
    notebook(root / "notebooks", "draws", textwrap.dedent(draws))
    built = published(root, "draws", units="all")
    (result,) = built.results
    for suffix in ("png", "svg"):
        told = read_stamp(built.index.parent / result["folder"] / f"charts/ratings.{suffix}")
        assert told["fingerprint"] == result["fingerprint"]
        assert (told["unit"], told["notebook"]) == ("all", "draws")


def test_asking_why_makes_no_folder(root):
    tells(root, "one")
    asked = request(review_file(root, "r", "one"))
    (decision,) = explain(asked, root / "out")
    assert decision.kept is None and not (root / "out").exists()


@pytest.mark.parametrize("name", ["page.html", "index.html"])
def test_a_page_with_an_altered_figure_stops_the_build_which_says_where(root, monkeypatch, name):
    from analysis.documents.pages import pages

    def altering(path, *given):
        write_page(path, *given)
        if path.name == name:
            path.write_text(path.read_text("utf-8").replace("60,0%", "61,0%"), "utf-8")

    write_page = pages.write_page
    monkeypatch.setattr(pages, "write_page", altering)
    tells(root, "one")
    with pytest.raises(RequestError, match=rf"{name}(.|\n)*60,0%"):
        published(root, "one")
    assert not (root / "out/r").exists()


@pytest.mark.parametrize("name", ["briefing-vi.docx", "slides-vi.pptx"])
def test_a_document_with_an_altered_figure_stops_the_build(root, monkeypatch, name):
    from analysis.runner.publishing import deliver

    writes = {"briefing-vi.docx": "write_briefing", "slides-vi.pptx": "write_slides"}[name]
    write = getattr(deliver, writes)

    def altering(path, *given):
        write(path, *given)
        if name == "briefing-vi.docx":
            document = docx.Document(path)
            run = next(p for p in document.paragraphs if "60,0%" in p.text).runs[0]
            run.text = run.text.replace("60,0%", "61,0%")
            document.save(path)
            return
        deck = Presentation(path)
        frame = next(s for s in deck.slides[1].shapes if "60,0%" in s.text_frame.text).text_frame
        run = frame.paragraphs[0].runs[0]
        run.text = run.text.replace("60,0%", "61,0%")
        deck.save(path)

    monkeypatch.setattr(deliver, writes, altering)
    tells(root, "one")
    with pytest.raises(RequestError, match=rf"{name}.*not (the|a) finding: .*6[01],0%"):
        published(root, "one")
    assert not (root / "out/r").exists()
