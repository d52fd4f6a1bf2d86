"""What an analyst keeps, saves and writes: in the briefing, known to verify, listed at once."""

import json

import nbformat
import pytest
from docx import Document

from analysis import load
from analysis.cli.published.verify import origin_of
from analysis.documents.cards import cards
from analysis.exploring.kept import keep
from analysis.exploring.new import new
from analysis.exploring.questions import Asked, answer
from analysis.exploring.saved import save
from analysis.exploring.written import NotWritten
from analysis.places import own_notebooks
from analysis.runner.asking.request import request
from analysis.runner.notebook_format import stripped_sha256
from analysis.runner.publishing.build import build
from analysis.runner.publishing.manifest import manifest_of
from analysis.words import Words

SCHOOLS = Asked(
    "women_by_year", (2012, 2015), Words("vi"), {"tier": "district", "post_group": "schools"}
)
UNIT = Asked("ratings_by_year", (2011, 2015), Words("en"), {"unit": "Đảng bộ xã mẫu 01"})


def review(folder, *notebooks, **keys):
    content = {
        "title": {"vi": "Thử", "en": "Trial"},
        **{"source": "data/demo", "years": [2011, 2015], "notebooks": notebooks, **keys},
    }
    path = folder / "trial.yml"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def code_cells(path):
    content = nbformat.read(path, as_version=4)
    nbformat.validate(content)
    return [cell for cell in content.cells if cell.cell_type == "code"]


@pytest.mark.usefixtures("read_once", "in_this_process")
def test_what_is_kept_stands_in_the_next_briefing(tmp_path):
    keep(SCHOOLS, "data/demo")
    keep(UNIT, "data/demo")
    path = review(tmp_path, "confidence_votes", deliverables=["pages", "briefing"])
    built = build(request(path), output=tmp_path / "out", workers=1)
    assert [each["error"] for each in built.results if each["error"]] == []
    for language, heading in (("vi", "Biểu đồ giữ lại khi xem số liệu"), ("en", "Kept by hand")):
        paragraphs = Document(str(built.index.parent / f"briefing-{language}.docx")).paragraphs
        text = "\n".join(paragraph.text for paragraph in paragraphs)
        assert heading in text
        told = [Asked(a.question, a.years, Words(language), a.of) for a in (SCHOOLS, UNIT)]
        wanted = [answer(asked, load("data/demo")).told.text for asked in told]
        assert all(sentence in text for sentence in wanted)
    runs = {job["notebook"] for job in manifest_of(built.index.parent.resolve())["jobs"]}
    assert runs == {"confidence_votes", "kept_by_hand"}


def test_what_is_kept_is_kept_once_and_of_one_source(read_once):
    path = keep(SCHOOLS, "data/demo")
    before = path.read_bytes()
    english = Asked(SCHOOLS.question, SCHOOLS.years, Words("en"), SCHOOLS.of)
    assert keep(english, "./data/demo") == path and path.read_bytes() == before
    with pytest.raises(NotWritten, match="keeps charts of data/demo"):
        keep(SCHOOLS, "data/published")
    with pytest.raises(NotWritten, match="load it whole"):
        keep(SCHOOLS, None)
    keep(UNIT, "data/demo")
    sources = [cell.source for cell in code_cells(path)]
    assert sum("review.show" in source for source in sources) == 2
    assert sources[-1] == "folder = review.close()"


@pytest.mark.parametrize(
    ("source", "unit"), [("data/published", "all"), ("data/demo", UNIT.of["unit"])]
)
def test_a_review_of_other_data_or_of_a_unit_leaves_it_alone(read_once, tmp_path, source, unit):
    keep(SCHOOLS, "data/demo")
    path = review(tmp_path, "data_quality", source=source, units=[unit])
    assert {job["notebook"] for job in request(path).jobs} == {"data_quality"}


def test_what_is_saved_is_known_until_it_is_changed(read_once, tmp_path):
    history = load("data/demo")
    png = save(SCHOOLS, answer(SCHOOLS, history), "data/demo", tmp_path)
    files = [png, png.with_suffix(".svg")]
    first = [path.read_bytes() for path in files]
    for path in files:
        told = origin_of(path, tmp_path / "out")
        assert told.unchanged and "women_by_year" in told.lines[0] and "schools" in told.lines[0]
    assert save(SCHOOLS, answer(SCHOOLS, history), "data/demo", tmp_path) == png
    assert [path.read_bytes() for path in files] == first
    for path in files:
        content = bytearray(path.read_bytes())
        at = content.rindex(b"IDAT") + 40 if path.suffix == ".png" else content.index(b"translate(")
        content[at + 10] ^= 1
        path.write_bytes(content)
        told = origin_of(path, tmp_path / "out")
        assert not told.unchanged and told.lines[0].startswith("changed since")
    texts = png.with_suffix(".txt").read_text("utf-8")
    assert SCHOOLS.code("data/demo") in texts


@pytest.mark.usefixtures("read_once", "in_this_process")
def test_a_new_notebook_is_listed_at_once_with_its_card(tmp_path):
    asked = 'Nữ hiệu trưởng "xuất sắc" có nhiều hơn không?'
    path, card = new("nu_hieu_truong", asked)
    assert path.parent == card.parent == own_notebooks()
    cards.cache_clear()
    try:
        assert cards()["nu_hieu_truong"].name == {"vi": asked, "en": asked}
        built = build(
            request(review(tmp_path, "nu_hieu_truong", language=["vi"])),
            output=tmp_path / "out",
            workers=1,
        )
    finally:
        cards.cache_clear()
    assert [each["status"] for each in built.results] == ["done"]
    place = built.index.parent / "district/nu_hieu_truong/vi"
    assert asked.replace('"', "&#34;") in (place / "page.html").read_text("utf-8")
    assert (place / "charts/nu_hieu_truong.png").is_file()


def test_a_new_notebook_keeps_the_contract(read_once):
    path, _ = new("nu_hieu_truong", "Bao nhiêu nữ?")
    cells = code_cells(path)
    tagged = [cell for cell in cells if "parameters" in cell.metadata.get("tags", [])]
    assert len(tagged) == 1
    opens = [cell for cell in cells if "open_review(" in cell.source]
    assert all(
        len(cell.source.splitlines()) <= 12 for cell in cells if cell not in [*tagged, *opens]
    )
    assert not any(cell.outputs or cell.execution_count for cell in cells)


@pytest.mark.parametrize(
    ("name", "question", "why"),
    [
        ("Nữ", "?", "small letters"),
        ("../x", "?", "small letters"),
        ("women_share", "?", "of the suite"),
        ("mine", "  ", "question is empty"),
    ],
)
def test_a_notebook_that_cannot_be_is_refused(name, question, why):
    with pytest.raises(NotWritten, match=why):
        new(name, question)
    assert not own_notebooks().exists()


def test_a_notebook_that_is_there_is_not_overwritten():
    path, _ = new("mine", "Một?")
    before = path.read_bytes()
    with pytest.raises(NotWritten, match="is there already"):
        new("mine", "Hai?")
    assert path.read_bytes() == before


def test_outputs_and_folds_saved_by_jupyterlab_change_nothing_that_counts():
    path, _ = new("mine", "Một?")
    before = stripped_sha256(path)
    content = nbformat.read(path, as_version=4)
    for number, cell in enumerate(c for c in content.cells if c.cell_type == "code"):
        cell.execution_count = number
        cell.outputs = [nbformat.v4.new_output("stream", text="1\n")]
        cell.metadata["collapsed"] = True
    content.metadata["widgets"] = {}
    nbformat.write(content, path)
    assert stripped_sha256(path) == before
    content.cells[-2].source += "  # otherwise"
    nbformat.write(content, path)
    assert stripped_sha256(path) != before
    path.write_text("no notebook", encoding="utf-8")
    assert len(stripped_sha256(path)) == 64


OWN = """\
name: {vi: Người được khen thưởng, en: Rewarded}
columns:
  people: {vi: Số người được khen, en: People, as: whole}
marked_by: rewarded
word:
  unit: {vi: "Đơn vị tính: người", en: People}
  rows: [year]
  across: rewarded
  heads: {vi: "Người {}", en: "{}"}
  cell: "{people}"
"""


def test_whom_an_office_counts_in_a_card_of_its_own_is_called_as_it_calls_them():
    party = Words("vi", "đồng chí")
    (place := own_notebooks()).mkdir(parents=True, exist_ok=True)
    (place / "khen_thuong.yml").write_text(OWN, "utf-8")
    cards.cache_clear()
    try:
        own, ours = cards()["khen_thuong"], cards()["flows"]
    finally:
        cards.cache_clear()
    told = [own.name, own.columns["people"], own.word.unit, own.word.heads]
    assert [party.of(each).lower().count("người") for each in told] == [1, 1, 1, 1]
    assert party.of(ours.word.unit) == "Đơn vị tính: đồng chí có tên trong danh sách"
    # Whatever it says of languages, it is the office's text in the one that is asked for.
    assert Words("en", "đồng chí").of(own.name) == "Rewarded"
