"""The first page: claims in a leader's order, indicators as their tables have them, read back."""

import docx
import pandas as pd
import pytest

from analysis.bundle import open_bundle
from analysis.documents.briefing.report import About, report
from analysis.documents.briefing.sections import Source
from analysis.documents.briefing.summary import summary_of
from analysis.documents.cards import Layout
from analysis.documents.form import Form
from analysis.documents.layout import laid_out, nothing_told
from analysis.documents.letterhead import filled
from analysis.documents.word.read_back import untold
from analysis.documents.word.word import write_briefing
from analysis.findings import Finding
from analysis.results import read_bundle
from analysis.words import Words

YEARS = (2011, 2015)
ROSE = {"rating": "excellent", "origin": "recorded"}
ENDS = [
    {"year": 2011, "n": 30, "total": 60, "share": 0.5, **ROSE},
    {
        **{"year": 2015, "n": 28, "total": 40, "share": 0.7, **ROSE},
        **{"change_points": 20.0, "points_low": 0.4, "points_high": 37.0},
        **{"base_change": -1 / 3, "judged": True},
    },
]
WOMEN = [
    {"year": 2011, "women": 20, "men": 40, "total": 60, "share": 1 / 3, "origin": "recorded"},
    {
        **{"year": 2015, "women": 16, "men": 24, "total": 40, "share": 0.4, "origin": "recorded"},
        **{"change_points": 6.7, "points_low": -12.0, "points_high": 25.0, "judged": True},
        **{"women_more": -4, "men_more": -16},
    },
]


def told(id, text, title="", **more):
    return Finding(id, text, title or text, **more)


@pytest.fixture
def source(tmp_path):
    """Return a function that leaves a bundle of findings and tables."""

    def leave(findings=(), ends=ENDS, women=WOMEN, **tables):
        bundle = open_bundle("trend_review", language="vi", output_dir=tmp_path / "run")
        tables = {"change_between": ends, "women_changes": women, **tables}
        for id, rows in tables.items():
            bundle.table(id, pd.DataFrame(rows))
        for finding in findings:
            bundle.finding(finding)
        bundle.close()
        return Source("trend_review", "?", tmp_path / "run", "f" * 64)

    return leave


def shown(source, language="vi"):
    summary = summary_of([(source, read_bundle(source.folder))], YEARS, Words(language))
    return {each.name: each.cells[1:] for each in summary.indicators}


def test_claims_stand_in_the_order_in_which_a_leader_asks_each_once(source):
    given = [
        told("votes_cast", "Tín nhiệm cao 61%"),
        told("women_change", "Nữ 40%, trước 33%", "Nữ 40%"),
        told("stayers_change", "Chưa thể kết luận", answered=False),
        told("training_counts", "Đào tạo: 12 người", "Đào tạo"),
        told("rating_change", "Xuất sắc tăng 70%: 28/40", "Xuất sắc tăng 70%"),
    ]
    run = source(given)
    summary = summary_of([(run, read_bundle(run.folder))], YEARS, Words("vi"))
    # A claim without a figure is told whole; what is not answered is no claim.
    assert summary.claims == [
        "Xuất sắc tăng 70%.", "Nữ 40%.", "Đào tạo: 12 người.", "Tín nhiệm cao 61%."
    ]  # fmt: skip
    assert summary.heads == ["Chỉ tiêu", "Năm 2011", "Năm 2015", "Thay đổi"]


def test_indicators_are_of_the_first_and_last_year_and_chance_is_no_change(source):
    assert list(shown(source()).values()) == [
        ["60", "40", "−33,3%"],
        ["50,0% (30/60)", "70,0% (28/40)", "+20,0 điểm %"],
        ["33,3% (20/60)", "40,0% (16/40)", "không rõ rệt"],
        ["20", "16", "−4 người"],
        ["40", "24", "−16 người"],
    ]


def test_an_indicator_of_the_same_units_alone_says_so(source):
    """The year's own number, of all units, stands in the chart beside it."""
    like = {"basis": "like_for_like", "units": 8, "units_both": 7, "set_aside": ""}
    whole = [{**row, "total": 99, **like, "basis": "whole"} for row in ENDS]
    women = {"like_for_like": True, "units": 7, "units_in_all": 8, "set_aside": "schools"}
    run = source(ends=[*({**row, **like} for row in ENDS), *whole], women=[
        {**row, **women} for row in WOMEN
    ])  # fmt: skip
    rows = shown(run)
    assert rows["Số cán bộ được đánh giá, xếp loại (người), cùng 7/8 đơn vị"][:2] == ["60", "40"]
    assert rows["Số cán bộ nữ (người), cùng 7/8 đơn vị, cùng nhóm chức danh"][:2] == ["20", "16"]
    assert all("7/8" in name for name in rows)
    assert all("same 7 of 8 units" in name for name in shown(run, "en"))
    every = source(ends=[{**row, **like, "units_both": 8} for row in ENDS])
    assert not any("đơn vị" in name for name in shown(every))
    assert not any("đơn vị" in name for name in shown(source(ends=whole)))


def test_those_rated_in_both_years_are_told_with_the_findings_interval(source):
    stayed = [
        {"year": 2011, "next_year": 2015, "term": "stayed", "n": 30, "n_level_before": 14}
        | {"n_level": 21, "origin": "recorded"}
    ]
    change = told("stayers_change", "Tăng", value=23.3, low=5.0, high=40.0, unit="points")
    run = source([change], decomposition=stayed)
    (row,) = [cells for name, cells in shown(run).items() if "cả hai năm" in name]
    assert row == ["14/30", "21/30", "+23,3 điểm %"]


def test_what_the_last_year_does_not_tell_is_of_the_last_year_that_does_and_says_so(source):
    # A return of counts for 2015: women and men are told to 2014, persons too.
    women = [WOMEN[0], {**WOMEN[1], "year": 2014}]
    stayed = [{"year": 2011, "next_year": 2014, "term": "stayed", "n": 30, "n_level_before": 14}]
    stayed[0] |= {"n_level": 21, "origin": "recorded"}
    change = told("stayers_change", "Trong 30 người", value=23.3, low=5.0, high=40.0)
    indicators = shown(source([change], women=women, decomposition=stayed))
    assert indicators["Số cán bộ nữ (người)"] == ["20", "16, năm 2014", "−4 người"]
    assert indicators["Hoàn thành xuất sắc, riêng những người được xếp loại cả hai năm"] == [
        *("14/30", "21/30, năm 2014", "+23,3 điểm %")
    ]
    assert indicators["Số cán bộ được đánh giá, xếp loại (người)"][1] == "40"


def test_few_people_are_not_judged_and_nobody_is_a_dash(source):
    few = [ENDS[0], {**ENDS[1], "n": 13, "total": 19, "judged": False}]
    nobody = [{**row, "women": 0, "men": 0, "total": 0, "share": None} for row in WOMEN]
    rows = list(shown(source(ends=few, women=nobody), "vi").values())
    assert rows[1][2] == "ít người, không so sánh"
    assert len(rows) == 2
    # Not judged for another reason, such as being of one unit alone.
    rows = list(shown(source(ends=[ENDS[0], {**ENDS[1], "judged": False}]), "vi").values())
    assert rows[1][2] == "chỉ mô tả"


def test_a_published_share_of_the_last_year_is_told_as_published(source):
    meaning = told("percent_meaning", "Chưa rõ", value=0.62, unit="share")
    rows = shown(source([meaning], ends=ENDS[:1]))
    assert list(rows.values())[1] == ["50,0% (30/60)", "62% (công bố)", "–"]


def test_an_indicator_that_was_altered_in_word_is_found(tmp_path, source):
    said = report([source([told("rating_change", "Xuất sắc tăng 70%")])], YEARS, Words("vi"))
    counts = {"error": 0, "warning": 0, "note": 0}
    about = About("r", "Thử", "Huyện", YEARS, filled(Form(), Words("vi")), counts, [])
    write_briefing(path := tmp_path / "b.docx", said, about, "cadre-review:r:0", Words("vi"))
    assert untold(path, said) == []
    document = docx.Document(str(path))
    cell = next(c for t in document.tables for c in t.column_cells(3) if "70,0%" in c.text)
    cell.paragraphs[0].runs[0].text = "71,0% (28/40)"
    document.save(str(path))
    (line,) = untold(path, said)
    assert "not the indicator" in line and "50,0% (30/60)" in line


def test_rows_are_numbered_parts_stand_under_their_whole_and_the_total_is_last():
    kinds = ["appointed_or_reappointed", "reappointed", "appointed", "rotated"]
    table = pd.DataFrame({"kind": kinds, "events": ["5", "2", "3", "1"]})
    heads, rows = laid_out(table, Layout(columns=["kind", "events"]), Words("vi"))
    assert heads[0] == "TT"
    assert [[text for text, _ in row] for row in rows] == [
        ["1", "Bổ nhiệm, bổ nhiệm lại", "5"],
        ["", "– trong đó: Bổ nhiệm", "3"],
        ["", "– Bổ nhiệm lại", "2"],
        ["2", "Luân chuyển", "1"],
    ]
    groups = [("schools", "excellent", "2"), ("schools", "good", "1"), ("communes", "good", "4")]
    table = pd.DataFrame(groups, columns=["post_group", "rating", "n"]).assign(year="2015")
    whole = pd.DataFrame({"rating": ["good", "excellent"], "n": ["5", "2"], "year": "2015"})
    layout = Layout(rows=["post_group"], across="rating", cell="{n}", total="ratings_by_year")
    heads, rows = laid_out(table, layout, Words("vi"), whole)
    assert heads == ["TT", "Nhóm chức danh", "Xuất sắc", "Tốt"]
    assert [[text for text, _ in row] for row in rows] == [
        ["1", "Trường học", "2", "1"], ["2", "Xã, thị trấn", "–", "4"], ["", "Tổng cộng", "2", "5"]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "nothing"),
    [
        ((["0", "0"], ["", ""]), True),
        ((["0", "7"], ["", "0.5"]), False),
        ((["7", "0"], ["", ""]), False),
        ((["0", "0"], ["0", "0"]), False),
        (([], []), True),
    ],
)
def test_a_table_of_shares_of_nobody_is_left_out_and_one_of_zeros_is_not(cells, nothing):
    totals, shares = cells
    years = ["2011", "2015"][: len(totals)]
    table = pd.DataFrame({"year": years, "total": totals, "share": shares}, dtype=str)
    assert nothing_told(table, Layout(columns=["year", "total", "share"])) is nothing


@pytest.mark.parametrize(("n", "blanks"), [("12", 2), ("", 2)])
def test_part_one_begins_with_the_documents_that_were_issued(n, blanks, tmp_path, source):
    issued = [told("directives", f"Ban hành {n} văn bản")] if n else []
    said = report([source([*issued, told("rating_change", "Tăng 70%")])], YEARS, Words("vi"))
    counts = {"error": 0, "warning": 0, "note": 0}
    about = About("r", "Thử", "Huyện", YEARS, filled(Form(), Words("vi")), counts, [])
    write_briefing(path := tmp_path / "b.docx", said, about, "cadre-review:r:0", Words("vi"))
    lines = [p.text.strip() for p in docx.Document(str(path)).paragraphs]
    first = next(at for at, line in enumerate(lines) if line.startswith("I. "))
    last = next(at for at, line in enumerate(lines) if line.startswith("II. "))
    own = [line for line in lines[first + 1 : last] if line]
    assert own == ([f"- Ban hành {n} văn bản."] if n else [])
    # The office writes the rest by hand.
    assert last - first - 1 - len(own) == blanks
    altered = docx.Document(str(path))
    for paragraph in altered.paragraphs:
        if n and n in paragraph.text:
            paragraph.runs[0].text = paragraph.text.replace(n, "13")
    altered.save(str(path))
    assert bool(untold(path, said)) == bool(n)
