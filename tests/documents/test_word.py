"""The briefing: read back by python-docx, hostile names, hostile templates, the same bytes."""

import datetime
import shutil
import zipfile

import docx
import docx.oxml
import pandas as pd
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from analysis import charts, measures, open_bundle, records
from analysis.documents.briefing.report import About, report
from analysis.documents.briefing.sections import Source, sentence
from analysis.documents.cards import TEMPLATES
from analysis.documents.form import Form
from analysis.documents.letterhead import filled
from analysis.documents.printable import printable
from analysis.documents.word import word
from analysis.documents.word.read_back import untold
from analysis.documents.word.tables import fit_columns
from analysis.documents.word.word import TemplateRefused, write_briefing
from analysis.findings import Finding
from analysis.words import Words

HOSTILE = (
    "Đảng ủy <script>alert('1')</script> & \"x\" \u202eđảo\u202c 💥 e\u0301 {{ 7*7 }} {% x %}"
    " ]]> \x0b" + "Ấp ữ " * 40
)
ID = "cadre-review:trial:0123456789abcdef"
FINDING = 'Tỷ lệ của A & B <C> là 52,1%, "cao" {{ nhất }}'


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Bundles in both languages with a finding, a chart and a table that the briefing prints."""
    rows = [
        {"year": year, "unit": "A", "rating": rating, "count": n, "origin": "simulated"}
        for year in (2011, 2015)
        for rating, n in (("excellent", 30 + year % 7), ("good", 20), ("completed", 3))
    ]
    frame = records.frame(records.EVALUATIONS, rows)
    kept = {}
    for language in ("vi", "en"):
        folder = tmp_path_factory.mktemp(language)
        bundle = open_bundle("trend_review", language=language, output_dir=folder)
        shares = measures.rating_distribution(frame, by=["year"])
        by_year = bundle.table("ratings_by_year", shares)
        bundle.finding(Finding("hostile", FINDING, FINDING))
        drawn = charts.rating_distribution(by_year, years=[2011, 2015], words=Words(language))
        bundle.chart("ratings_by_year", drawn)
        bundle.close()
        kept[language] = Source("trend_review", "?", folder, "f" * 64)
    return kept


def about(language, **form):
    texts = filled(Form(**form), Words(language))
    counts = {"error": 1, "warning": 1234, "note": 0}
    return About("trial", "Thử & <thử>", HOSTILE, (2011, 2015), texts, counts, ["Câu hỏi?"])


@pytest.mark.parametrize("language", ["vi", "en"])
def test_captions_alternative_texts_and_vectors_are_read_back(tmp_path, runs, language):
    told = report([runs[language]], (2011, 2015), Words(language))
    write_briefing(path := tmp_path / "b.docx", told, about(language), ID, Words(language))
    document = docx.Document(path)
    chart = told.sections[0].charts[0]
    (inline,) = document.element.body.iter(qn("wp:inline"))
    assert inline.find(qn("wp:docPr")).get("descr") == chart.alt
    vectors = inline.findall(".//{http://schemas.microsoft.com/office/drawing/2016/SVG/main}*")
    part = document.part.related_parts[vectors[0].get(qn("r:embed"))]
    assert part.blob == chart.svg.read_bytes() and part.content_type == "image/svg+xml"
    assert inline.extent.cx == word.TEXT_WIDTH
    assert {inline.get(f"dist{side}") for side in "TBLR"} == {"0"}
    captions = [p for p in document.paragraphs if p.style.name == "Caption"]
    words = [paragraph.text for paragraph in captions]
    figure, table = {"vi": ("Hình", "Biểu"), "en": ("Figure", "Table")}[language]
    (shown,) = told.tables
    assert words == [f"{figure} 1. {chart.caption}", f"{table} 1. {shown.name}", shown.unit]
    # Its last word does not stand in a line of its own.
    assert len(chart.caption.rpartition(" ")[2].split("\u00a0")) == 4


@pytest.mark.parametrize("language", ["vi", "en"])
def test_tables_are_the_figures_of_the_bundle_in_the_languages_numbers(tmp_path, runs, language):
    told = report([runs[language]], (2011, 2015), Words(language))
    write_briefing(path := tmp_path / "b.docx", told, about(language), ID, Words(language))
    table = docx.Document(path).tables[-1]
    assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    csv = pd.read_csv(runs[language].folder / "tables/ratings_by_year.csv")
    for number, (row, (year, of_year)) in enumerate(
        zip(table.rows[1:], csv.groupby("year"), strict=True), 1
    ):
        best = of_year[of_year["rating"] == "excellent"].iloc[0]
        share = f"{100 * best['share']:.1f}%".replace(".", "," if language == "vi" else ".")
        assert [cell.text for cell in row.cells[:3]] == [
            str(number), str(year), f"{best['n']} ({share})"
        ]  # fmt: skip


def test_hostile_text_is_text_and_nothing_is_lost(tmp_path, runs):
    told = report([runs["vi"]], (2011, 2015), Words("vi"))
    write_briefing(path := tmp_path / "b.docx", told, about("vi"), ID, Words("vi"))
    document = docx.Document(path)
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert f"- {FINDING}." in text and HOSTILE.replace("\x0b", "") in text
    assert document.core_properties.title == "Thử & <thử>"
    assert document.core_properties.identifier == ID
    assert not untold(path, told)


def test_the_form_is_filled_in_and_blanks_are_left(tmp_path, runs):
    told = report([runs["vi"]], (2011, 2015), Words("vi"))
    given = about(
        "vi", number="12-BC/HU", place="Tiên Lãng", date=datetime.date(2015, 2, 3), marking="MẬT",
        recipients=["Lưu"], signer="Nguyễn Văn A",
    )  # fmt: skip
    write_briefing(path := tmp_path / "b.docx", told, given, ID, Words("vi"))
    head, foot = docx.Document(path).tables[0], docx.Document(path).tables[1]
    words = "\n".join(cell.text for table in (head, foot) for cell in table.rows[0].cells)
    for part in ("Số 12-BC/HU", "Tiên Lãng, ngày 03 tháng 02 năm 2015", "MẬT", "- Lưu", "Văn A"):
        assert part in words
    write_briefing(path, told, about("vi"), ID, Words("vi"))
    words = docx.Document(path).tables[0].rows[0].cells[1].text
    assert "…………, ngày …… tháng …… năm ………" in words


def test_the_same_bytes_twice_and_no_time_in_them(tmp_path, runs):
    told = report([runs["vi"]], (2011, 2015), Words("vi"))
    for name in ("one", "two"):
        write_briefing(tmp_path / f"{name}.docx", told, about("vi"), ID, Words("vi"))
    assert (tmp_path / "one.docx").read_bytes() == (tmp_path / "two.docx").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.docx") as package:
        assert {part.date_time[0] for part in package.infolist()} == {1980}
        assert b"dcterms:created" not in package.read("docProps/core.xml")


@pytest.fixture
def template(tmp_path, monkeypatch):
    """Change the text of a paragraph of the Vietnamese template, as an office does in Word."""
    shutil.copytree(word.TEMPLATES, tmp_path / "templates")
    monkeypatch.setattr(word, "TEMPLATES", tmp_path / "templates")

    def change(new):
        document = docx.Document(path := tmp_path / "templates/briefing-vi.docx")
        paragraph = next(p for p in document.paragraphs if p.text.startswith("Nguồn số liệu"))
        paragraph.runs[0].text = new
        document.save(path)

    return change


def test_an_office_changes_its_template_without_code(tmp_path, runs, template):
    template("Huyện ủy báo cáo {{ unit|length }} chữ, {{ title }}.")
    told = report([runs["vi"]], (2011, 2015), Words("vi"))
    write_briefing(path := tmp_path / "b.docx", told, about("vi"), ID, Words("vi"))
    assert "Thử & <thử>." in "\n".join(p.text for p in docx.Document(path).paragraphs)


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ sections[0].charts[0].picture._xml.__globals__ }}",
        "{{ sections[0].charts[0].picture.tpl.save('stolen.docx') }}",
        "{{ cycler.__init__.__globals__.os.system('touch stolen') }}",
        "{{ form.update({'signer': 'X'}) }}",
        "{% include '/etc/passwd' %}",
        "{{ nothing_of_this_name }}",
        "{% for x %}",
        "{{ 1 / 0 }}",
    ],
)
def test_a_hostile_or_broken_template_runs_nothing(tmp_path, runs, template, hostile, monkeypatch):
    monkeypatch.chdir(tmp_path)
    template(hostile)
    told = report([runs["vi"]], (2011, 2015), Words("vi"))
    with pytest.raises(TemplateRefused, match=r"briefing-vi\.docx: .*correct it in Word"):
        write_briefing(tmp_path / "b.docx", told, about("vi"), ID, Words("vi"))
    assert {path.name for path in tmp_path.iterdir()} == {"templates"}


def test_a_document_that_tells_another_figure_is_found(tmp_path, runs):
    told = report([runs["vi"]], (2011, 2015), Words("vi"))
    write_briefing(path := tmp_path / "b.docx", told, about("vi"), ID, Words("vi"))
    document = docx.Document(path)
    cell = document.tables[-1].rows[1].cells[1]
    before, cell.paragraphs[0].runs[0].text = cell.text, "99 (99,9%)"
    document.save(path)
    (line,) = untold(path, told)
    assert before in line and "Kết quả xếp loại theo năm" in line
    document = docx.Document(path)
    paragraph = next(p for p in document.paragraphs if "52,1%" in p.text)
    paragraph.runs[0].text = paragraph.text.replace("52,1%", "62,1%")
    document.save(path)
    assert any("not the finding" in line for line in untold(path, told))


@pytest.mark.parametrize("text", ["Hết.", "Hết", "Hết!"])
def test_a_finding_ends_as_a_sentence(text):
    assert sentence(text) == (text if text[-1] in ".!" else "Hết.")


def test_what_has_nothing_to_show_is_left_out(tmp_path):
    empty = records.frame(records.EVALUATIONS, [])
    bundle = open_bundle("trend_review", language="vi", output_dir=tmp_path)
    shares = bundle.table("ratings_by_year", measures.rating_distribution(empty, by=["year"]))
    drawn = charts.women_by_group(
        measures.women_share(empty, by=["year", "post_group"]), by="post_group", words=Words("vi")
    )
    bundle.chart("women_by_year", drawn, table="ratings_by_year")
    for id in ("one", "two"):
        bundle.finding(Finding(id, "Chưa thể nói", "Chưa thể nói"))
    bundle.close()
    told = report([Source("trend_review", "?", tmp_path, "f" * 64)], (2011, 2015), Words("vi"))
    assert shares.empty and told.tables == []
    (section,) = told.sections
    assert section.findings == ["Chưa thể nói."] and section.charts == []


def bundle_of(folder, notebook, findings, drawn=()):
    """Leave a bundle with findings, id by text, and charts titled by some of these."""
    rows = [
        {"year": 2015, "unit": "A", "rating": rating, "count": 9, "origin": "recorded"}
        for rating in ("excellent", "good")
    ]
    bundle = open_bundle(notebook, language="vi", output_dir=folder)
    shares = measures.rating_distribution(records.frame(records.EVALUATIONS, rows), by=["year"])
    by_year = bundle.table("ratings_by_year", shares)
    for id, text in findings.items():
        bundle.finding(Finding(id, text, text))
    for chart, title in drawn:
        figure = charts.rating_distribution(by_year, title=title, words=Words("vi"))
        bundle.chart(chart, figure, table="ratings_by_year")
    bundle.close()
    return Source(notebook, "Câu hỏi?", folder, "f" * 64)


def test_the_briefing_tells_the_main_findings_and_annexes_those_of_an_offices_own_notebook(
    tmp_path,
):
    trend = {"votes_cast": "Phiếu", "rating_change": "Xếp loại tăng", "women_change": "Nữ"}
    own = {"rating_change": "Xếp loại tăng", "transitions": "Lên xuống", "cap": "Mức trần"}
    sources = [
        bundle_of(tmp_path / "a", "trend_review", trend, [("period", "Xếp loại tăng")]),
        bundle_of(tmp_path / "b", "office_question", own, [("own", "Mức trần")]),
        bundle_of(tmp_path / "c", "rating_distribution", {"trend": "Chỉ trên trang"}),
    ]
    told = report(sources, (2011, 2015), Words("vi"))
    assert [(part.number, part.findings) for part in told.sections] == [
        ("1", ["Xếp loại tăng."]), ("2", ["Nữ."]), ("3", ["Phiếu."]),
    ]  # fmt: skip
    assert [chart.number for chart in told.sections[0].points[0].charts] == [1]
    (rest,) = told.details
    assert rest.findings == ["Lên xuống.", "Mức trần."]
    assert [[chart.number for chart in point.charts] for point in rest.points] == [[], [2]]
    write_briefing(path := tmp_path / "b.docx", told, about("vi"), ID, Words("vi"))
    assert not untold(path, told)
    words = [p.text for p in docx.Document(path).paragraphs]
    annex, methods = words.index("PHỤ LỤC 1"), words.index("PHỤ LỤC 3")
    assert words.index("- Nữ.") < annex < words.index("- Lên xuống.") < methods
    assert any("(Phụ lục 1)" in text and "(Phụ lục 2)" in text for text in words[:annex])
    caption = next(at for at, text in enumerate(words) if text.startswith("Hình "))
    assert words[caption - 2] == "- Xếp loại tăng."


def test_a_chart_stays_with_its_finding_where_the_briefing_does_not_tell_it(tmp_path):
    # What might be of counts alone is on the page; its picture has nothing to say without it.
    told = {"rating_change": "Xếp loại tăng", "composition_range": "Có thể chỉ do thay người"}
    charts = [("period", "Xếp loại tăng"), ("composition_bounds", "Có thể chỉ do thay người")]
    source = bundle_of(tmp_path / "a", "trend_review", told, charts)
    shown = report([source], (2011, 2015), Words("vi"))
    assert [len(part.charts) for part in shown.sections] == [1]
    # Of published figures it is told, so it is shown.
    told = {"rating_change": "Xếp loại tăng", "composition_published": "Có thể chỉ do thay người"}
    source = bundle_of(tmp_path / "b", "trend_review", told, charts)
    shown = report([source], (2011, 2015), Words("vi"))
    assert [len(part.charts) for part in shown.sections] == [2]


def test_findings_that_no_section_names_are_the_briefing_themselves(tmp_path):
    told = report(
        [bundle_of(tmp_path / "a", "office_question", {"own": "Riêng"})], (2011, 2015), Words("vi")
    )
    (section,) = told.sections
    assert (section.heading, section.findings, told.details) == ("Câu hỏi?", ["Riêng."], [])
    write_briefing(path := tmp_path / "b.docx", told, about("vi"), ID, Words("vi"))
    words = [p.text for p in docx.Document(path).paragraphs]
    assert "PHỤ LỤC 2" in words and "PHỤ LỤC 3" not in words


def test_a_template_may_leave_the_details_out_but_not_change_them(tmp_path):
    findings = {"rating_change": "A", "cap": "B 52,1%"}
    told = report(
        [bundle_of(tmp_path / "a", "office_question", findings)], (2011, 2015), Words("vi")
    )
    write_briefing(path := tmp_path / "b.docx", told, about("vi"), ID, Words("vi"))
    document = docx.Document(path)
    paragraph = next(p for p in document.paragraphs if "52,1%" in p.text)
    paragraph.runs[0].text = "- B 62,1%."
    document.save(path)
    assert untold(path, told) == ["b.docx: not the finding: B 52,1%."]
    for paragraph in list(document.paragraphs):
        if paragraph.text in ("- B 62,1%.", "1. Câu hỏi?"):
            paragraph._p.getparent().remove(paragraph._p)
    document.save(path)
    assert untold(path, told) == []


def test_recipients_are_listed_as_in_a_party_document():
    texts = filled(
        Form(recipients=["Thành ủy (để báo cáo)", "Các Ủy viên;", "Lưu Văn phòng."]), Words("vi")
    )
    assert texts["recipients"] == ["Thành ủy (để báo cáo),", "Các Ủy viên,", "Lưu Văn phòng."]


def test_a_short_table_is_kept_on_one_page_and_its_numbers_in_one_line(tmp_path, runs):
    document = docx.Document()
    rows = [["Nhóm chức danh", *map(str, range(2011, 2016))]]
    rows += [["Phòng, đơn vị huyện", *(["65,9% (112/170)"] * 5)]] * 3
    table = document.add_table(len(rows), 6)
    for cells, row in zip(rows, table.rows, strict=True):
        for text, cell in zip(cells, row.cells, strict=True):
            cell.text = text
    table.rows[0]._tr.get_or_add_trPr().append(docx.oxml.OxmlElement("w:tblHeader"))
    fit_columns(document, word.TEXT_WIDTH)
    # 15 signs of 10 points, most of them digits of 1.76 mm, and the margins of the cell.
    assert all(cell.width >= Mm(26) for cell in table.rows[1].cells[1:])
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
    assert kept == [True, True, True, None]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Đảng ủy \u202eA: 61,6% (257/417)", "Đảng ủy A: 61,6% (257/417)"),
        ("\u2067A\u2068 B\u2069 61,6%", "A\u2068 B\u2069 61,6%"),
        ("A\u202c\u2069 61,6%", "A 61,6%"),
        ("A \u202eđảo\u202c \u2067x\u2069 \u200f", "A \u202eđảo\u202c \u2067x\u2069 \u200f"),
    ],
)
def test_a_name_that_turns_the_direction_of_text_turns_only_itself(text, held):
    assert printable(text) == held


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_says_that_it_is_simulated_and_no_signature_stands_alone(
    tmp_path, runs, language
):
    told = report([runs[language]], (2011, 2015), Words(language))
    write_briefing(path := tmp_path / "b.docx", told, about(language), ID, Words(language))
    document = docx.Document(path)
    (section,) = document.sections
    mark = {"vi": "SỐ LIỆU MÔ PHỎNG", "en": "SIMULATED DATA"}[language]
    for header in (section.first_page_header, section.header):
        assert mark in "".join(paragraph.text for paragraph in header.paragraphs)
    foot = {"vi": "Nơi nhận", "en": "Recipients"}[language]
    signed = next(table for table in document.tables if foot in table.cell(0, 0).text)
    before = [*signed._tbl.itersiblings(qn("w:p"), preceding=True)][:3]
    assert all(paragraph.find(f".//{qn('w:keepNext')}") is not None for paragraph in before)


def test_a_word_of_wide_letters_has_more_room_than_one_of_as_many_narrow_ones():
    document = docx.Document()
    table = document.add_table(2, 3)
    for cell, text in zip(table.rows[0].cells, ["No.", "Rated", "Women"], strict=True):
        cell.text = text
    table.rows[0]._tr.get_or_add_trPr().append(docx.oxml.OxmlElement("w:tblHeader"))
    fit_columns(document, word.TEXT_WIDTH)
    _, rated, women = [cell.width for cell in table.rows[0].cells]
    assert women > 1.05 * rated


def followed(paragraph):
    """Whether a paragraph stays on the page of what follows, by itself or by its style."""
    return bool(
        paragraph.paragraph_format.keep_with_next or paragraph.style.paragraph_format.keep_with_next
    )


@pytest.mark.parametrize("name", ["briefing-vi", "briefing-en", "sheet-vi", "sheet-en"])
def test_pages_are_full_headings_stay_with_what_follows_and_heads_of_tables_are_repeated(name):
    document = docx.Document(TEMPLATES / f"{name}.docx")
    broken = [p.text for p in document.paragraphs if p.paragraph_format.page_break_before]
    # What is annexed begins a page; nothing else leaves the rest of one empty.
    assert len(broken) <= 1 and all("appendix.notes" in text for text in broken)
    headings = [p for p in document.paragraphs if p.style.name.startswith("Heading")]
    titles = [p for p in document.paragraphs if "{{ appendix" in p.text and p.style.name == "Title"]
    unfollowed = [p.text for p in [*headings, *titles] if not followed(p)]
    assert unfollowed == [] and bool(titles) == name.startswith("briefing")
    filled = [table for table in document.tables if "{%tr for" in table._tbl.xml]
    assert filled
    for table in filled:
        head, *rows = table._tbl.tr_lst
        assert head.find(f".//{qn('w:tblHeader')}") is not None
        row = next(each for each in rows if "{{ " in "".join(each.itertext()))
        assert all(each.find(f".//{qn('w:cantSplit')}") is not None for each in (head, row))
