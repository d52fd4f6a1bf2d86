"""A deck: the summary, a slide for each question of a leader, the rest behind a divider."""

import pandas as pd
import pytest
from matplotlib.text import Text
from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Cm, Pt

from analysis import charts, measures, open_bundle, records
from analysis.documents.briefing.report import About
from analysis.documents.briefing.sections import Source
from analysis.documents.form import Form
from analysis.documents.letterhead import filled
from analysis.documents.slides.pictures import readable
from analysis.documents.slides.read_back import unlike
from analysis.documents.slides.slide import BULLET
from analysis.documents.slides.slides import write_slides
from analysis.findings import Finding
from analysis.words import Words

YEARS = (2011, 2015)
ROSE = "Xuất sắc tăng từ 50% lên 60%"
TRAINED, APPOINTED = "Đào tạo 216 người", "Bổ nhiệm 240 người"
VOTES = "Tín nhiệm cao 61%"
FEWER = ["Số liệu của một nguồn", "Có một đơn vị chưa gửi danh sách"]
CHANGE = [
    {"year": 2011, "rating": "excellent", "n": 30, "total": 60, "share": 0.5},
    {
        "year": 2015,
        "rating": "excellent",
        "n": 24,
        "total": 40,
        "share": 0.6,
        "base_change": -1 / 3,
    },
]


BALLOT = [
    {
        **{"date": "2014-12-12", "n": 50, "confident": 500, "most_voters": 43},
        **{"share_high": 0.63, "share_confident": 0.231},
    }
]


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """A run that answers two questions of the summary, the later first, and tells more."""
    folder = tmp_path_factory.mktemp("run")
    bundle = open_bundle("trend_review", language="vi", output_dir=folder)
    rows = [
        {"year": year, "unit": "A", "rating": rating, "count": n, "origin": "simulated"}
        for year in YEARS
        for rating, n in (("excellent", 30), ("good", 30))
    ]
    frame = records.frame(records.EVALUATIONS, rows)
    shares = bundle.table("ratings_by_year", measures.rating_distribution(frame, by=["year"]))
    look = {"years": list(YEARS), "words": Words("vi")}
    bundle.chart("ratings_by_year", charts.rating_distribution(shares, title=ROSE, **look))
    drawn = charts.cadres_by_year(shares, title="Số cán bộ", **look)
    bundle.chart("cadres_by_year", drawn, table="ratings_by_year")
    bundle.table("change_between", pd.DataFrame(CHANGE).assign(origin="simulated"))
    bundle.table("confidence_by_ballot", pd.DataFrame(BALLOT).assign(origin="simulated"))
    bundle.finding(Finding("votes_cast", VOTES, VOTES, conditions=FEWER))
    bundle.finding(Finding("threshold_reached", "Không ai đến ngưỡng", "Không ai"))
    bundle.finding(Finding("rating_change", f"{ROSE}: 30/60, 24/40", ROSE, conditions=FEWER[:1]))
    bundle.finding(Finding("training_counts", f"{TRAINED}, thạc sĩ 33", TRAINED))
    bundle.finding(Finding("appointment_counts", APPOINTED, APPOINTED))
    bundle.finding(Finding("women_change", "Chưa biết số nữ", "Chưa biết", answered=False))
    bundle.finding(Finding("other", "Điều khác nữa", "Điều khác", conditions=FEWER))
    bundle.close()
    return Source("trend_review", "Câu hỏi?", folder, "ab" * 32)


@pytest.fixture
def deck(tmp_path, source):
    form = filled(Form(), Words("vi"))
    about = About("trial", "Thử", "Toàn huyện", YEARS, form, dict.fromkeys(["error"], 0), [])
    write_slides(path := tmp_path / "s.pptx", [source], about, "id", Words("vi"))
    assert unlike(path, [source], YEARS, Words("vi")) == []
    return path


def texts(slide):
    return [
        paragraph.text
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
    ]


def test_questions_stand_in_the_order_of_the_summary_and_the_rest_behind_a_divider(deck):
    titles = [slide.shapes.title.text for slide in Presentation(deck).slides]
    assert titles == [
        "Thử", "Tóm tắt", ROSE, VOTES, "Phụ lục", "Số cán bộ", "Câu hỏi?",
        "Lưu ý khi đọc số liệu", "Chưa có số liệu để trả lời",
    ]  # fmt: skip


def test_the_summary_is_what_every_document_tells_first(deck):
    slide = Presentation(deck).slides[1]
    claims = [line for line in texts(slide) if line.startswith(BULLET)]
    assert claims == [f"{BULLET}{claim}." for claim in (ROSE, TRAINED, APPOINTED, VOTES)]
    (table,) = [shape.table for shape in slide.shapes if shape.has_table]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["Chỉ tiêu", "Năm 2011", "Năm 2015", "Thay đổi"]
    assert rows[1] == ["Số cán bộ được đánh giá, xếp loại (người)", "60", "40", "−33,3%"]


def test_slides_are_numbered_and_each_has_the_mark(deck):
    for number, slide in enumerate(Presentation(deck).slides, 1):
        fields = slide.element.xpath(".//a:fld[@type='slidenum']/a:t/text()")
        assert fields == [str(number)]
        assert any("SỐ LIỆU MÔ PHỎNG" in text for text in texts(slide))


def test_a_claim_without_a_chart_stands_over_what_goes_with_it(deck):
    lines = [line for line in texts(Presentation(deck).slides[3]) if line.startswith(BULLET)]
    # Its title says it whole.
    assert lines == [f"{BULLET}Không ai đến ngưỡng."]


def test_figures_that_no_chart_shows_large_enough_stand_in_a_table(deck, source):
    slides = Presentation(deck)
    (shape,) = [each for each in slides.slides[3].shapes if each.has_table]
    heads, row = [[cell.text for cell in row.cells] for row in shape.table.rows]
    assert heads[:3] == ["TT", "Ngày", "Số người được lấy phiếu"]
    assert row == ["1", "12/12/2014", "50", "43", "63,0%", "23,1%"]
    assert shape.top + shape.height < Cm(18.2)
    shape.table.cell(1, 4).text_frame.paragraphs[0].runs[0].text = "64,0%"
    slides.save(deck)
    assert any("not a table" in line for line in unlike(deck, [source], YEARS, Words("vi")))


def test_text_over_a_table_stands_midway_between_title_and_table(deck):
    slides = Presentation(deck).slides
    with_tables = [s for s in slides if any(shape.has_table for shape in s.shapes)]
    assert len(with_tables) == 2
    for slide in with_tables:
        (table,) = [shape for shape in slide.shapes if shape.has_table]
        title = slide.shapes.title
        text = next(
            shape
            for shape in slide.shapes
            if shape.has_text_frame and shape != title and shape.text_frame.text.startswith(BULLET)
        )
        assert text.text_frame.vertical_anchor == MSO_ANCHOR.MIDDLE
        assert text.top + text.height <= table.top
        size = title.text_frame.paragraphs[0].runs[0].font.size
        assert text.top >= title.top + 1.2 * size


def test_a_claim_with_neither_chart_nor_more_to_say_has_no_slide_of_its_own(deck):
    slides = list(Presentation(deck).slides)
    every = [text for slide in slides for text in texts(slide)]
    # What else it says stands behind the divider; the other is told whole by the summary.
    assert f"{BULLET}{TRAINED}, thạc sĩ 33." in texts(slides[6])
    assert [text for text in every if APPOINTED in text] == [f"{BULLET}{APPOINTED}."]


def test_conditions_are_named_by_number_and_stand_once(deck):
    slides = list(Presentation(deck).slides)
    assert any("[1]" in text for text in texts(slides[2]))
    assert any(text.endswith("Điều khác nữa. [1, 2]") for text in texts(slides[6]))
    every = [text for slide in slides for text in texts(slide)]
    every += [slide.notes_slide.notes_text_frame.text for slide in slides if slide.has_notes_slide]
    for condition in FEWER:
        assert sum(condition in text for text in every) == 1


@pytest.mark.parametrize(
    ("slide", "part", "line"),
    [
        (1, "claim", "not the claim"),
        (1, "cell", "not the indicator"),
        (3, "title", "not the title of anything"),
    ],
)
def test_an_altered_claim_indicator_or_title_is_found(deck, source, slide, part, line):
    slides = Presentation(deck)
    shapes = slides.slides[slide].shapes
    if part == "cell":
        paragraph = next(s.table for s in shapes if s.has_table).cell(1, 2).text_frame.paragraphs[0]
    elif part == "title":
        paragraph = shapes.title.text_frame.paragraphs[0]
    else:
        paragraph = next(s for s in shapes if BULLET in s.text_frame.text).text_frame.paragraphs[0]
    paragraph.runs[0].text += "1"
    slides.save(deck)
    found = unlike(deck, [source], YEARS, Words("vi"))
    assert any(f"slide {slide + 1}: {line}" in each for each in found)


def test_a_picture_is_shown_only_where_its_smallest_text_has_12_points(deck, source):
    png = source.folder / "charts/cadres_by_year.png"
    # Printed 16 cm wide its smallest text has 6.5 points.
    assert readable(png, 0.1, (0, 0, Cm(29.6), Cm(40)))
    assert not readable(png, 0.1, (0, 0, Cm(29.5), Cm(40)))
    assert not readable(png, 0.1, (0, 0, Cm(40), Cm(5)))
    pictures = [
        s for slide in Presentation(deck).slides for s in slide.shapes if hasattr(s, "image")
    ]
    assert pictures and all(6.5 * shape.width / Cm(16) >= 12 for shape in pictures)


def test_no_text_of_a_chart_is_smaller_than_is_reckoned_with():
    rows = [{"year": 2011, "unit": "A", "sex": "female", "rating": "good", "count": 30}]
    frame = records.frame(records.EVALUATIONS, [{**rows[0], "origin": "simulated"}])
    shares = measures.rating_distribution(frame, by=["year"])
    for figure in (
        charts.rating_distribution(shares, years=[2011]),
        charts.cadres_by_year(shares, years=[2011]),
        charts.women_share(measures.women_share(frame, by=["year"]), years=[2011]),
    ):
        drawn = getattr(figure, "figure", figure).findobj(Text)
        assert min(text.get_fontsize() for text in drawn if text.get_text()) >= 6.5


@pytest.mark.parametrize("language", ["vi", "en"])
def test_of_many_ballots_the_latest_stand_above_the_foot(tmp_path, language):
    dates = [f"20{year}-12-12" for year in (12, 13, 14, 18, 22, 23)]
    bundle = open_bundle("trend_review", language=language, output_dir=tmp_path / "run")
    rows = [{**BALLOT[0], "date": date, "share_low": 0.06, "share_rest": 0.08} for date in dates]
    bundle.table("confidence_by_ballot", pd.DataFrame(rows).assign(origin="simulated"))
    bundle.finding(Finding("votes_cast", VOTES, VOTES))
    bundle.finding(Finding("threshold_reached", "Không ai đến ngưỡng", "Không ai"))
    bundle.close()
    words, run = Words(language), Source("trend_review", "?", tmp_path / "run", "ab" * 32)
    form = filled(Form(), words)
    about = About("trial", "Thử", "Toàn huyện", YEARS, form, dict.fromkeys(["error"], 0), [])
    write_slides(path := tmp_path / "s.pptx", [run], about, "id", words)
    slides = Presentation(path)
    (shape,) = [each for slide in slides.slides for each in slide.shapes if each.has_table]
    head, *shown = shape.table.rows
    years = [row.cells[1].text[-4:] for row in shown]
    assert years and years == [date[:4] for date in dates][-len(years) :]
    # Of its widest head, a line for each word or two: 14 points, of which the foot hides nothing.
    assert head.height >= Cm(0.16) + 3 * Pt(14 * 1.2)
    assert shape.top + sum(row.height for row in shape.table.rows) < Cm(18.2)
    # What is not there is said, and where it is.
    (cut,) = [each for slide in slides.slides for each in texts(slide) if "Word" in each]
    assert str(len(years)) in cut and str(len(dates)) in cut
    assert unlike(path, [run], YEARS, words) == []
    shape.top += Cm(3)
    slides.save(path)
    assert any("runs over the foot" in line for line in unlike(path, [run], YEARS, words))
