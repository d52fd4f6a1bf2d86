"""A small source, and what a review of it says on its pages, in the briefing and on the slides."""

import csv
import json
from html import unescape

import docx
from docx.oxml.ns import qn
from lxml import html
from openpyxl import Workbook
from pptx import Presentation

from analysis.runner.asking.request import request
from analysis.runner.publishing.build import build

HEADS = ["STT", "Số hiệu", "Họ và tên", "Giới tính", "Đơn vị", "Diện quản lý", "Nội dung", "Ngày"]

LIST_HEADS = ["Số hiệu", "Họ và tên", "Ngày sinh", "Giới tính", "Đơn vị", "Xếp loại"]


def hash_of(text):
    """Return a number that is always the same for a text."""
    return sum(map(ord, text))


def person(name, year, rating="good", **more):
    """Return a row of a list: by default of a man in a commune, managed by the district."""
    told = {"year": year, "person": name, "unit": "Đảng ủy xã A", "tier": "district"}
    told |= {"post_group": "communes", "sex": "male", "rating": rating, "count": 1}
    return {**told, "withheld": "", **more}


def cells(unit, year, people, excellent, **more):
    """Return counted rows: so many rated, so many of them excellent."""
    ratings = {"excellent": excellent, "good": people - excellent}
    return [person("", year, rating, unit=unit, count=n, **more) for rating, n in ratings.items()]


def write_source(folder, rows, events=(), lists=(), title=""):
    """Write a folder with a list, and a workbook of (staff number, tier, unit, kind, date).

    The title of that workbook may state a period.

    Other `lists` are workbooks: (name, year, rows of staff number, name, sex and rating).
    """
    folder.mkdir()
    if rows:
        with (folder / "danh-sach.csv").open("w", encoding="utf-8", newline="") as file:
            written = csv.DictWriter(file, rows[0])
            written.writeheader()
            written.writerows(rows)
    for name, year, people in lists:
        book = Workbook()
        book.active.append([f"DANH SÁCH ĐÁNH GIÁ CÁN BỘ DIỆN BTV HUYỆN ỦY QUẢN LÝ NĂM {year}"])
        book.active.append(LIST_HEADS)
        for number, person_name, sex, rating in people:
            birth = f"{1 + hash_of(person_name) % 28}/3/{1955 + hash_of(person_name) % 30}"
            book.active.append([number, person_name, birth, sex, "Đảng ủy xã A", rating])
        book.save(folder / f"{name}.xlsx")
    if events:
        book = Workbook()
        sheet = book.active
        sheet.append([f"KẾT QUẢ CÔNG TÁC CÁN BỘ {title}".strip()])
        sheet.append(HEADS)
        for number, (who, tier, unit, kind, day) in enumerate(events, 1):
            sheet.append([number, who, f"Cán bộ {who}", "Nam", unit, tier, kind, day])
        book.save(folder / "ket-qua-cong-tac-can-bo.xlsx")


def documents(root, rows, notebooks, years, events=(), units="all", lists=()):
    """Build a review and return the text of (language, document)."""
    write_source(root / "nguon", rows, events, lists)
    return documents_of(root, notebooks, years, units)


def documents_of(root, notebooks, years, units="all", source=None, published=None):
    """Build a review of what lies there, or another source; return (language, document)'s text."""
    asked = {
        "title": {"vi": "Thử", "en": "Trial"},
        **{"source": source or str(root / "nguon"), "years": list(years), "units": units},
        **({"published": published} if published else {}),
        **{"notebooks": notebooks, "language": ["vi", "en"]},
        "deliverables": ["pages", "briefing", "slides"],
    }
    (root / "fault.yml").write_text(json.dumps(asked), encoding="utf-8")
    built = build(request(root / "fault.yml"), output=root / "out", workers=1)
    assert [each["error"] for each in built.results if each["error"]] == []
    folder = built.index.parent
    return {
        (language, kind): read(folder, language)
        for language in ("vi", "en")
        for kind, read in (("page", _pages), ("word", _word), ("slides", _slides))
    }


def _pages(folder, language):
    told = []
    for path in sorted(folder.glob(f"*/*/{language}/page.html")):
        read = html.document_fromstring(path.read_bytes())
        told += [read.find("body").text_content(), *read.xpath("//img/@alt")]
    assert told
    return _plain(" ".join(told))


def _word(folder, language):
    body = docx.Document(str(folder / f"briefing-{language}.docx")).element.body
    lines = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]
    alts = [drawing.get("descr", "") for drawing in body.iter(qn("wp:docPr"))]
    return _plain(" ".join([*lines, *alts]))


def _slides(folder, language):
    told = []
    for slide in Presentation(str(folder / f"slides-{language}.pptx")).slides:
        for shape in slide.shapes:
            told += shape._element.xpath(".//p:cNvPr/@descr")
            told += [shape.text_frame.text] if shape.has_text_frame else []
            told += _drawn(shape)
        told += [slide.notes_slide.notes_text_frame.text] if slide.has_notes_slide else []
    return _plain(" ".join(told))


def _drawn(shape):
    if not shape.has_chart:
        return []
    return [*map(str, shape.chart.plots[0].categories), *(one.name for one in shape.chart.series)]


def _plain(text):
    return " ".join(unescape(text).split())
