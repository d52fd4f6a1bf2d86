"""A claim stands alone, each condition once under its number, what is not answered in one list."""

from dataclasses import asdict
from pathlib import Path

import docx
import pytest

from analysis.bundle import open_bundle
from analysis.documents.briefing.report import report
from analysis.documents.briefing.sections import Source
from analysis.documents.form import Form
from analysis.documents.letterhead import filled
from analysis.documents.told import Conditions, arranged
from analysis.documents.word.read_back import untold
from analysis.documents.word.word import About, write_briefing
from analysis.findings import Finding
from analysis.findings.finding import RANKS, SENTENCES, parts_of, rank_of
from analysis.formats.catalogue import read_catalogue
from analysis.words import Words

FEW, ERRORS = "không kể 5 người không rõ giới tính", "chưa tính 2 người có dòng lỗi"
ROSE = Finding("rating_change", "Tỷ lệ tăng, 52% rồi 62%", "Tỷ lệ tăng", rank=1, conditions=(FEW,))
WOMEN = Finding("women_change", "Tỷ lệ nữ tăng", "Tỷ lệ nữ tăng", conditions=(ERRORS, FEW))
LISTS = Finding("coverage", "Không thiếu danh sách nào", "Không thiếu", rank=3)
OPEN = Finding("votes_cast", "Không có số liệu lấy phiếu", "Không có", answered=False)
EVERY = [LISTS, ROSE, OPEN, WOMEN]


def test_a_sentence_of_the_catalogue_is_a_claim_its_details_and_conditions():
    told = "Tỷ lệ tăng¦, 318 rồi 257 người‖; chưa kể 5 người ‖chưa kể 5 người‖"
    assert parts_of(told) == ("Tỷ lệ tăng", "Tỷ lệ tăng, 318 rồi 257 người", ("chưa kể 5 người",))


def test_ranks_name_findings_that_there_are():
    told_as = read_catalogue(SENTENCES / "common.yml")["told_as"].values()
    known = {key for path in SENTENCES.rglob("*.yml") for key in read_catalogue(path)}
    known |= {id for ids in told_as for id in ids}
    ranks = read_catalogue(RANKS)
    named = [id for key, ids in ranks.items() if key != "unanswered" for id in ids]
    assert set(named) <= known and len(set(named)) == len(named)
    assert [rank_of(id) for id in ("rating_change", "women_change", "coverage", "trend")] == [
        *(1, 2, 3, 4)
    ]


def test_a_page_tells_claims_first_each_condition_once_and_what_is_open_last():
    chart = {"id": "a", "title": "Tỷ lệ tăng"}
    told = arranged(map(asdict, EVERY), [chart, {"id": "b", "title": "Khác"}])
    assert [point.finding["id"] for point in told.points] == [
        *("rating_change", "women_change", "coverage")
    ]
    assert [point.marks for point in told.points] == ["[1]", "[1, 2]", ""]
    assert [number for number, _ in told.conditions] == [1, 2]
    assert [text for _, text in told.conditions] == [
        "Không kể 5 người không rõ giới tính.",
        "Chưa tính 2 người có dòng lỗi.",
    ]
    assert told.points[0].charts == [chart] and [each["id"] for each in told.charts] == ["b"]
    assert told.unanswered == ["Không có số liệu lấy phiếu."]


def test_what_is_open_for_the_same_reason_tells_it_once():
    women = Finding("women_change", "Chưa thể nói tỷ lệ nữ; không rõ giới tính", "", answered=False)
    # The reason stands in the sentence, or is a condition of it.
    numbers = Finding("women_numbers", "Chưa thể nói số nữ: không rõ giới tính", "", answered=False)
    told = arranged(map(asdict, [women, OPEN, numbers, women]), [])
    assert told.unanswered == [
        "Chưa thể nói tỷ lệ nữ; chưa thể nói số nữ: không rõ giới tính.",
        "Không có số liệu lấy phiếu.",
    ]


@pytest.fixture
def source(tmp_path):
    bundle = open_bundle("trend_review", language="vi", output_dir=tmp_path / "run")
    for finding in EVERY:
        bundle.finding(finding)
    bundle.close()
    return Source("trend_review", "?", tmp_path / "run", "f" * 64)


def test_word_tells_each_condition_once_and_the_reader_of_it_misses_none(tmp_path, source):
    told = report([source], (2011, 2015), Words("vi"))
    counts = {"error": 0, "warning": 0, "note": 0}
    about = About("r", "Thử", "Huyện", (2011, 2015), filled(Form(), Words("vi")), counts, [])
    write_briefing(path := tmp_path / "b.docx", told, about, "cadre-review:r:0", Words("vi"))
    lines = [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    assert "- Tỷ lệ tăng, 52% rồi 62%. [1]" in lines and "- Tỷ lệ nữ tăng. [1, 2]" in lines
    assert sum(FEW[1:] in line for line in lines) == 1
    assert lines.index("Chưa có số liệu để trả lời") > lines.index("Lưu ý khi đọc số liệu")
    assert untold(path, told) == []
    _without(path, "[2] ")
    assert any("Chưa tính 2 người" in line for line in untold(path, told))


def _without(path: Path, begins: str) -> None:
    document = docx.Document(str(path))
    for paragraph in document.paragraphs:
        if paragraph.text.startswith(begins):
            paragraph._p.getparent().remove(paragraph._p)
    document.save(str(path))


def test_an_interval_that_a_condition_tells_is_not_told_again():
    from analysis.documents.rendering import _interval

    said = {"unit": "share", "value": 0.5, "low": 0.4, "high": 0.6, "text": "It rose"}
    assert "40.0%" in _interval(said | {"conditions": []}, Words("en"))
    assert _interval(said | {"conditions": ["95% interval 40.0% to 60.0%"]}, Words("en")) == ""


@pytest.mark.parametrize(
    ("numbers", "marks"),
    [("1", "[1]"), ("12", "[1, 2]"), ("123", "[1–3]"), ("1245679", "[1, 2, 4–7, 9]")],
)
def test_three_conditions_in_a_row_are_named_as_a_range(numbers, marks):
    told = Conditions()
    told.marks({"conditions": list("123456789")})
    assert told.marks({"conditions": [*reversed(numbers), numbers[0]]}) == marks
