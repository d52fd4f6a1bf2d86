"""Slides: titles, notes, pictures' texts and editable data, read back by python-pptx."""

import io

import pandas as pd
import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.util import Pt

from analysis import charts, measures, open_bundle, records
from analysis.charts.draw import style
from analysis.documents.briefing.report import About
from analysis.documents.briefing.sections import Source
from analysis.documents.cards import SlideChart, cards
from analysis.documents.form import Form
from analysis.documents.letterhead import filled
from analysis.documents.slides import native_charts
from analysis.documents.slides.native_charts import add_chart
from analysis.documents.slides.native_data import (
    chart_data,
    subtitle_of,
    tells_enough,
    tells_of_few,
    texts_of,
)
from analysis.documents.slides.read_back import unlike
from analysis.documents.slides.sizes import parts_of
from analysis.documents.slides.slide import BULLET
from analysis.documents.slides.slides import write_slides
from analysis.findings import Finding
from analysis.words import Words

TITLE = "Đảng ủy <b>&amp;</b> \"x\" 'y' e\u0301 " + "Ấp ữ " * 50
HOSTILE = "💥 \u202eđảo \x0b" + TITLE
ID = "cadre-review:trial:0123456789abcdef"
YEARS = (2011, 2015)
PLACE = {"x": Pt(0), "y": Pt(0), "cx": Pt(400), "cy": Pt(300)}
BY_GROUP = {
    "form": "bars",
    "category": "post_group",
    "series": ["share"],
    "latest": True,
    "interval": ["low", "high"],
}
SHARES = {"stacked": "ratings_by_year", "line": "women_by_year"}


def drawn(table, form, language):
    """Return the native chart of a table on a slide of its own."""
    slides = Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[6])
    return add_chart(slide, PLACE, table, form, Words(language)).chart


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    """Runs in both languages: a stacked chart, a line with a year missing, and a picture."""
    rows = [
        {"year": year, "unit": "A", "sex": sex, "rating": rating, "count": n, "origin": "simulated"}
        for year in (2011, 2012, 2015)
        for sex in ("female", "male")
        for rating, n in (("excellent", 30 + year % 7), ("good", 20), ("completed", 1))
    ]
    frame = records.frame(records.EVALUATIONS, rows)
    kept = {}
    for language in ("vi", "en"):
        folder = tmp_path_factory.mktemp("bundle")
        bundle = open_bundle("trend_review", language=language, output_dir=folder)
        look = {"years": range(2011, 2016), "words": Words(language)}
        by_year = measures.rating_distribution(frame, by=["year"])
        ratings = bundle.table("ratings_by_year", by_year)
        bundle.chart("ratings_by_year", charts.rating_distribution(ratings, title=TITLE, **look))
        women = bundle.table("women_by_year", measures.women_share(frame, by=["year"]))
        bundle.chart("women_by_year", charts.women_share(women, title="Nữ & nam <…>", **look))
        drawn = charts.cadres_by_year(ratings, title="Số cán bộ", **look)
        bundle.chart("cadres_by_year", drawn, table="ratings_by_year")
        bundle.finding(Finding("caveat", "Số cán bộ, nhưng xét kỹ", "Số cán bộ"))
        bundle.finding(Finding("alone", "Một nhận định không có biểu đồ", "Một nhận định"))
        bundle.close()
        kept[language] = [Source("trend_review", "Câu hỏi?", folder, "ab" * 32)]
    return kept


def about(language):
    counts = {"error": 0, "warning": 0, "note": 0}
    return About("trial", "Thử <&>", HOSTILE, YEARS, filled(Form(), Words(language)), counts, [])


@pytest.fixture(params=["vi", "en"])
def deck(request, tmp_path, sources):
    language = request.param
    write_slides(
        path := tmp_path / "s.pptx", sources[language], about(language), ID, Words(language)
    )
    assert unlike(path, sources[language], YEARS, Words(language)) == []
    return language, Presentation(path)


def test_each_slide_is_titled_by_a_finding_and_marked_simulated(deck):
    language, slides = deck
    titles = [slide.shapes.title.text for slide in list(slides.slides)[1:]]
    assert titles == [TITLE, "Nữ & nam <…>", "Số cán bộ", "Câu hỏi?"]
    first = slides.slides[0].shapes
    assert first.title.text == "Thử <&>"
    # All of its text; what is left open to turn the direction of the text after it is not.
    unit = HOSTILE.replace("\x0b", "").replace("\u202e", "")
    assert any(unit in shape.text_frame.text for shape in first)
    mark = {"vi": "SỐ LIỆU MÔ PHỎNG", "en": "SIMULATED DATA"}[language]
    for slide in slides.slides:
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        assert any(mark in text for text in texts)
    assert slides.core_properties.identifier == ID and slides.core_properties.language == language


def test_charts_are_native_with_the_numbers_of_the_table(deck, sources):
    language, slides = deck
    csv = pd.read_csv(sources[language][0].folder / "tables/ratings_by_year.csv")
    (shape,) = [shape for shape in slides.slides[1].shapes if shape.has_chart]
    drawn = {s.name: list(s.values) for s in shape.chart.series}
    people = {"vi": "{} người", "en": "n = {}"}[language]
    totals = {"2011": 106, "2012": 108, "2015": 114}
    categories = [
        f"{year} ({people.format(totals[year])})" if (year := str(y)) in totals else year
        for y in range(2011, 2016)
    ]
    assert list(shape.chart.plots[0].categories) == categories
    best = csv[csv["rating"] == "excellent"].set_index("year")["share"]
    first = next(iter(drawn.values()))
    assert [value for value in first if value is not None] == list(best)
    assert first[2] is None and first[3] is None
    # LibreOffice takes the decimal sign from the region that the format names.
    region = {"vi": "[$-42A]", "en": "[$-409]"}[language]
    shown = {series.data_labels.number_format for series in shape.chart.series}
    assert shown == {f"{region}0.0%"}
    assert "descr" in shape._element.xpath(".//p:cNvPr")[0].attrib


def test_a_missing_year_is_a_gap_and_a_picture_has_no_second_title(deck):
    _, slides = deck
    (line,) = [shape for shape in slides.slides[2].shapes if shape.has_chart]
    assert [value is None for value in line.chart.series[0].values] == [0, 0, 1, 1, 0]  # noqa: PD011
    assert 'dispBlanksAs val="gap"' in line.chart._chartSpace.xml
    (picture,) = [shape for shape in slides.slides[3].shapes if hasattr(shape, "image")]
    assert 0.02 < picture.crop_top < 0.3
    assert picture._element.xpath(".//p:cNvPr")[0].get("descr")


def test_notes_tell_the_source_and_the_run(deck):
    _, slides = deck
    notes = slides.slides[1].notes_slide.notes_text_frame.text
    assert "ab" * 8 in notes and "trial" in notes and len(notes.splitlines()) == 4
    assert slides.slides[3].notes_slide.notes_text_frame.text.startswith("Số cán bộ, nhưng xét kỹ.")


def test_text_is_large_enough_to_read_and_inside_the_slide(deck):
    _, slides = deck
    for slide in slides.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= slides.slide_width
            assert shape.top >= 0 and shape.top + shape.height <= slides.slide_height
            runs = shape.text_frame.paragraphs if shape.has_text_frame else []
            sizes = [run.font.size for paragraph in runs for run in paragraph.runs]
            assert all(size >= Pt(12) for size in sizes if size)


def test_the_same_bytes_twice_with_the_workbooks_inside(tmp_path, sources):
    for name in ("one", "two"):
        write_slides(tmp_path / f"{name}.pptx", sources["vi"], about("vi"), ID, Words("vi"))
    assert (tmp_path / "one.pptx").read_bytes() == (tmp_path / "two.pptx").read_bytes()


def test_a_slide_with_another_figure_is_found(tmp_path, sources):
    write_slides(path := tmp_path / "s.pptx", sources["vi"], about("vi"), ID, Words("vi"))
    folder = sources["vi"][0].folder / "tables"
    before = (folder / "women_by_year.csv").read_text("utf-8")
    try:
        (folder / "women_by_year.csv").write_text(before.replace("0.5", "0.6"), "utf-8")
        (line,) = unlike(path, sources["vi"], YEARS, Words("vi"))
    finally:
        (folder / "women_by_year.csv").write_text(before, "utf-8")
    assert "slide 3" in line and "Nữ & nam" in line


def test_the_latest_year_is_drawn_the_largest_first():
    table = pd.DataFrame(
        {
            "year": ["2011", "2015", "2015"],
            "post_group": ["schools", "schools", "communes"],
            "share": ["0.9", "0.1", "0.3"],
        }
    )
    form = SlideChart(form="bars", category="post_group", series=["share"], latest=True)
    names, series = chart_data(table, form, Words("en"))
    assert names == ["Communes", "Schools"] and list(series.values()) == [[0.3, 0.1]]


def test_what_is_drawn_is_told_with_its_unit_and_its_interval(deck):
    language, slides = deck
    texts = [shape.text_frame.text for shape in slides.slides[2].shapes if shape.has_text_frame]
    assert any({"vi": "Tỷ lệ nữ", "en": "Women"}[language] in text for text in texts[1:])
    (line,) = [shape.chart for shape in slides.slides[2].shapes if shape.has_chart]
    assert [len(list(series.values)) for series in line.series] == [5, 5, 5]
    share, least, most = (next(iter(series.values)) for series in line.series)
    assert 0 < least < share < most < 1


def test_bars_have_their_interval_over_them(tmp_path):
    table = pd.DataFrame(
        {
            "year": ["2015", "2015"], "post_group": ["schools", "communes"],
            "women": ["9", "3"], "total": ["10", "10"],
            "share": ["0.9", "0.3"], "low": ["0.6", "0.1"], "high": ["1.0", "0.6"],
        }
    )  # fmt: skip
    form = SlideChart(**BY_GROUP, of={"en": "{women}/{total}"})
    chart = drawn(table, form, "en")
    assert list(chart.plots[0].categories) == ["Schools (9/10)", "Communes (3/10)"]
    numbers = chart._chartSpace.xpath(".//c:errBars//c:v/text()")
    assert [float(n) for n in numbers] == pytest.approx([0.1, 0.3, 0.3, 0.2])
    assert 1.0 < chart.value_axis.maximum_scale < 1.1


def test_the_workbook_of_a_chart_holds_names_as_text():
    names = ["=1+1", "@SUM(A1)", "-2+3", "https://example.org", "007", "Xã Mẫu"]
    table = pd.DataFrame({"unit": names, "a": ["0.5"] * 5 + [""], "b": ["0.25"] * 6})
    form = SlideChart(form="bars", category="unit", series=["a", "b"])
    blob = drawn(table, form, "vi").part.chart_workbook.xlsx_part.blob
    sheet = load_workbook(io.BytesIO(blob)).active
    # Row by row as PowerPoint refers to it: names in A, a series in each column from B on.
    assert [cell.value for cell in sheet["A"]] == [None, *names]
    assert {cell.data_type for cell in sheet["A"][1:]} == {"s"}
    assert not any(cell.hyperlink for cell in sheet["A"])
    assert [cell.value for cell in sheet["B"][1:]] == [0.5] * 5 + [None]
    assert [cell.value for cell in sheet["C"][1:]] == [0.25] * 6


def test_the_workbook_of_a_chart_is_laid_out_as_the_library_does():
    blobs = []
    for kind in (CategoryChartData, native_charts._ChartData):
        data = kind(number_format="0.0%")
        data.categories = ["Xã Mẫu", "Xã Mẫu 2"]
        data.add_series("a", [0.5, None])
        data.add_series("b", [0.25, 1])
        blobs.append(data.xlsx_blob)
    one, other = (
        [[(cell.value, cell.number_format) for cell in row] for row in load_workbook(file).active]
        for file in map(io.BytesIO, blobs)
    )
    assert one == other


def test_few_people_have_a_hollow_bar_without_an_interval():
    table = pd.DataFrame(
        {
            "year": ["2015"] * 3, "post_group": ["schools", "communes", "party_bodies"],
            "total": ["40", "19", "20"], "share": ["0.5", "0.4", "0.3"],
            "low": ["0.4", "0.1", "0.2"], "high": ["0.6", "0.9", "0.4"],
        }
    )  # fmt: skip
    form = SlideChart(**BY_GROUP, people="total")
    chart = drawn(table, form, "en")
    # Those that are compared come first.
    names = ["Schools", "Party bodies", "Communes (described only)"]
    assert list(chart.plots[0].categories) == names
    for end in ("plus", "minus"):
        assert chart._chartSpace.xpath(f".//c:errBars/c:{end}//c:pt/@idx") == ["0", "1"]
    assert chart._chartSpace.xpath(".//c:dPt[.//a:noFill]/c:idx/@val") == ["2"]
    # The interval that is not drawn takes no room.
    assert chart.value_axis.maximum_scale == pytest.approx(0.6, rel=0.05)


def test_a_line_through_few_people_is_left_to_the_picture_which_marks_them():
    form = {id: each.chart.slide for id, each in cards().items() if each.chart}
    years = pd.DataFrame({"year": ["2011", "2012"], "total": ["20", "21"]})
    assert not tells_of_few(years, form["women_by_year"])
    assert tells_of_few(years.assign(total=["20", "19"]), form["women_by_year"])
    gaps = pd.DataFrame({"total_women": ["30", "19"], "total_men": ["40", "40"]})
    assert tells_of_few(gaps, form["gaps_by_year"])
    assert not tells_of_few(years.assign(total="3"), form["women_by_post_group"])


def test_the_latest_ratings_are_drawn_the_most_excellent_first():
    table = pd.DataFrame(
        [
            {"year": year, "post_group": group, "rating": rating, "total": "50", "share": share}
            for year, group, shares in (
                ("2014", "schools", ("0.9", "0.1")),
                ("2015", "schools", ("0.2", "0.8")),
                ("2015", "communes", ("0.6", "0.4")),
            )
            for rating, share in zip(("excellent", "good"), shares, strict=True)
        ]
    )
    form = SlideChart(
        form="stacked",
        category="post_group",
        series="rating",
        value="share",
        latest=True,
        of={"en": "n = {total}"},
    )
    names, series = chart_data(table, form, Words("en"))
    assert names == ["Communes (n = 50)", "Schools (n = 50)"]
    assert series == {"Excellent": [0.6, 0.2], "Good": [0.4, 0.8]}
    for told in ("Ratings", "Ratings 2011–2015"):
        assert subtitle_of(told, table, form) == f"{told}, 2015"
    assert subtitle_of("Ratings in 2015, %", table, form) == "Ratings in 2015, %"
    # The printed chart shows every year; nobody is told of another than is drawn.
    printed = {"subtitle": "Ratings", "alt": "Lowest in 2014"}
    subtitle, alt, notes = texts_of(printed, table, form, Words("en"))
    assert subtitle == "Ratings, 2015" and "2015 alone" in notes[1]
    assert alt == (
        "Chart: Ratings, 2015. Excellent: Communes (n = 50) 60.0%; Schools (n = 50) 20.0%."
    )


def test_a_level_keeps_its_colour_where_another_is_missing():
    table = pd.DataFrame(
        [
            {"year": year, "rating": rating, "share": "0.5"}
            for year in ("2014", "2015")
            for rating in ("good", "completed")
        ]
    )
    form = SlideChart(form="stacked", category="year", series="rating", value="share")
    chart = drawn(table, form, "vi")
    colours = [str(series.format.fill.fore_color.rgb) for series in chart.series]
    wanted = [style.RATING_COLOURS[code][1:].upper() for code in ("good", "completed")]
    assert colours == wanted


@pytest.mark.parametrize("years", [["2011"], []])
def test_a_table_without_a_comparison_is_not_drawn_anew(years):
    table = pd.DataFrame({"year": ["2011"], "share": ["0.1" if years else ""]})
    form = SlideChart(form="line", category="year", series=["share"])
    assert not tells_enough(table, form, Words("vi")) and not tells_enough(
        table[:0], form, Words("vi")
    )
    more = pd.concat([table, table.assign(year="2013", share="0.2")])
    assert tells_enough(more, form, Words("vi")) is bool(years)


@pytest.mark.parametrize("part", ["category", "listed", "title", "series"])
def test_anything_altered_on_a_slide_is_found(tmp_path, sources, part):
    write_slides(path := tmp_path / "s.pptx", sources["vi"], about("vi"), ID, Words("vi"))
    deck = Presentation(path)
    if part == "title":
        deck.slides[1].shapes.title.text_frame.paragraphs[0].runs[0].text = "62,1%"
    elif part == "listed":
        shape = next(s for s in deck.slides[4].shapes if BULLET in s.text_frame.text)
        shape.text_frame.paragraphs[0].runs[0].text += " 62,1%"
    else:
        (shape,) = [s for s in deck.slides[2].shapes if s.has_chart]
        data = CategoryChartData()
        names = list(shape.chart.plots[0].categories)
        data.categories = [*names[:-1], "2016"] if part == "category" else names
        for at, series in enumerate(shape.chart.series):
            changed = part == "series" and at == 0
            values = list(series.values)
            data.add_series(series.name, [*values[:-1], 0.9] if changed else values)
        shape.chart.replace_data(data)
    deck.save(path)
    assert len(unlike(path, sources["vi"], YEARS, Words("vi"))) == 1


def test_findings_are_parted_so_that_a_slide_holds_them():
    assert list(parts_of(["a"] * 6)) == [["a"] * 3, ["a"] * 3]
    assert list(parts_of(["b" * 700, "c" * 700])) == [["b" * 700], ["c" * 700]]
    assert list(parts_of([])) == [] and list(parts_of(["d" * 5000])) == [["d" * 5000]]
