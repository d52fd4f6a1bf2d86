"""What an office adds in `vocabulary.yml` alone is told, drawn, shown on slides and listed."""

import csv
import json
import re
from zipfile import ZipFile

import pytest
from house import asked_there, copied_house
from openpyxl import Workbook

from analysis.charts.draw.style import by_place

ADDED = {
    "ratings:            # best first; the order of the scale\n  excellent:": """\
  very_good:
    vi: Hoàn thành rất tốt nhiệm vụ
    en: Completed duties very well
    short: {vi: Rất tốt, en: Very good}
    also: [HTRTNV]
  good:""",
    "post_groups:": """\
  markets:
    vi: Lãnh đạo Ban Quản lý chợ
    en: Heads of market boards
    short: {vi: Quản lý chợ, en: Market boards}
    also: [Trưởng Ban Quản lý chợ]
""",
    "outcome_kinds:": "  seconded: {vi: Biệt phái, en: Seconded}\n",
}
REVIEW = """\
title: {vi: Thử, en: Trial}
source: lists
years: [2014, 2015]
notebooks: [appointment_outcomes, rating_distribution]
deliverables: [pages, briefing, slides, workbook]
"""
LEVELS = ["HTXSNV", "HTRTNV", "HTTNV", "HTNV"]
NUMBER_SECONDED = 24
PERSON = ["STT", "Họ và tên", "Ngày sinh"]


def with_words(text):
    """Return the vocabulary with a fifth level, another group of posts and another kind."""
    before, rest = text.split("  good:\n", 1)
    text = before + ADDED[next(iter(ADDED))] + "\n" + rest
    for section in ("post_groups:", "outcome_kinds:"):
        head = re.search(rf"^{section}.*\n", text, re.MULTILINE).group()
        text = text.replace(head, head + ADDED[section], 1)
    return text


def sheet_of(path, title, head, rows):
    book = Workbook()
    sheet = book.active
    for row in ([title], ["(Diện Ban Thường vụ Huyện ủy quản lý)"], [], head, *rows):
        sheet.append(row)
    book.save(path)


def write_lists(folder):
    """Write two years' lists of 96 people, and one of 24 secondments."""
    folder.mkdir()
    people = [
        (f"Nguyễn Văn {chr(65 + n // 10)}{n % 10}", f"{n % 28 + 1:02}/03/19{60 + n % 30}")
        for n in range(96)
    ]
    posts = ["Trưởng Ban Quản lý chợ", "Hiệu trưởng"]
    for year in (2014, 2015):
        rows = [
            [n + 1, name, born, "Nam", posts[n % 2], "Trường mầm non mẫu 1", LEVELS[n // 2 % 4]]
            for n, (name, born) in enumerate(people)
        ]
        head = [
            *PERSON,
            "Giới tính",
            "Chức vụ",
            "Đơn vị",
            "Kết quả đánh giá",
        ]
        title = f"DANH SÁCH KẾT QUẢ ĐÁNH GIÁ, PHÂN LOẠI CÁN BỘ NĂM {year}"
        sheet_of(folder / f"danh-gia-{year}.xlsx", title, head, rows)
    rows = [
        [n + 1, *people[n], "Nam", "Trường mầm non mẫu 1", "Biệt phái", f"{n + 1:02}/06/2015"]
        for n in range(NUMBER_SECONDED)
    ]
    head = [*PERSON, "Giới tính", "Đơn vị", "Nội dung", "Ngày"]
    title = "KẾT QUẢ CÔNG TÁC CÁN BỘ GIAI ĐOẠN 2014–2015"
    sheet_of(folder / "ket-qua.xlsx", title, head, rows)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    root = tmp_path_factory.mktemp("office")
    copied_house(root)
    words = root / "analysis/vocabulary.yml"
    words.write_text(with_words(words.read_text("utf-8")), "utf-8")
    write_lists(root / "lists")
    (root / "thu.yml").write_text(REVIEW, "utf-8")
    asked_there(root, "check", "--catalogues")
    asked_there(root, "build", "thu.yml", "--jobs", "1")
    return root / "reports/output/thu"


def told(built, notebook, language):
    folder = built / "district" / notebook / language
    return folder, json.loads((folder / "results.json").read_text("utf-8"))


def packed(path):
    with ZipFile(path) as package:
        return " ".join(
            re.sub(r"<[^>]+>", " ", package.read(name).decode("utf-8"))
            for name in package.namelist()
            if name.endswith(".xml")
        )


@pytest.mark.full
@pytest.mark.parametrize(
    ("language", "kind"), [("vi", "Biệt phái"), ("en", "Seconded")], ids=["vi", "en"]
)
def test_a_kind_of_event_is_told_drawn_and_listed(built, language, kind):
    folder, results = told(built, "appointment_outcomes", language)
    sentence = next(f["text"] for f in results["findings"] if f["id"] == "movement_counts")
    assert kind.lower() in sentence.lower() and str(NUMBER_SECONDED) in sentence
    chart = next(c for c in results["charts"] if c["id"] == "movements_by_year")
    assert kind in chart["alt"] and str(NUMBER_SECONDED) in chart["alt"]
    table = (folder / "tables/outcomes_by_kind.csv").read_text("utf-8-sig")
    (row,) = [row for row in csv.DictReader(table.splitlines()) if row["kind"] == "seconded"]
    assert row["events"] == str(NUMBER_SECONDED)
    page = (folder / "page.html").read_text("utf-8")
    assert kind in page
    for document in (f"slides-{language}.pptx", f"briefing-{language}.docx"):
        assert kind.lower() in packed(built / document).lower(), document
    assert kind in packed(built / f"workbook-{language}.xlsx")


@pytest.mark.full
@pytest.mark.parametrize(
    ("language", "level", "group"),
    [("vi", "Rất tốt", "Quản lý chợ"), ("en", "Very good", "Market boards")],
    ids=["vi", "en"],
)
def test_a_level_and_a_group_of_posts_are_told_drawn_and_listed(built, language, level, group):
    folder, _ = told(built, "rating_distribution", language)
    drawn = (folder / "charts/ratings_by_year.svg").read_text("utf-8").lower()
    colours = by_place(["excellent", "very_good", "good", "completed", "not_completed"])
    assert all(colour.lower() in drawn for colour in colours.values())
    assert any("very_good" in path.read_text("utf-8-sig") for path in folder.glob("tables/*.csv"))
    page = (folder / "page.html").read_text("utf-8")
    assert level in page and group in page
    for document in (f"slides-{language}.pptx", f"workbook-{language}.xlsx"):
        words = packed(built / document)
        assert level in words, document
    assert group in packed(built / f"workbook-{language}.xlsx")
