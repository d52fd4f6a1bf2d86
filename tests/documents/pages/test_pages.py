import itertools
import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from urllib.parse import unquote

import pandas as pd
import pytest
from whole_build import write_pages

from analysis import records
from analysis.bundle import open_bundle
from analysis.documents.pages.described import read_page
from analysis.documents.pages.index_page import answer_of
from analysis.documents.pages.pages import Described, Run, question
from analysis.documents.pages.read_back import unlisted, unshown, unsummed
from analysis.findings import Finding
from analysis.sources.problems import problem
from analysis.words import Words

HOSTILE = '<script>alert(1)</script> & "x" \'\u202e💥'
UNITS = {"all": "district", HOSTILE: "=3cscript"}


class Page(HTMLParser):
    """The tags, texts, links and languages of a page."""

    def __init__(self, path):
        super().__init__()
        self.tags, self.places, self.texts, self.path = [], [], [""], path
        self.glued = False
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.tags.append((tag, told))
        self.places += [told[key] for key in ("href", "src") if key in told]
        self.glued = tag == "bdi"

    def handle_endtag(self, tag):
        self.glued = tag == "bdi"

    def handle_data(self, data):
        # A name that is set apart for its direction stands in one word with what is beside it.
        if self.glued:
            self.texts[-1] += data
        else:
            self.texts.append(data)
        self.glued = False

    def text(self):
        return " ".join(" ".join(self.texts).split())


def bundle(folder, language, simulated, unit):
    kept = open_bundle(
        "women_share", language=language, output_dir=folder, parameters={"unit": unit}
    )
    origin = "simulated" if simulated else "published"
    shares = pd.DataFrame({"unit": [unit], "share": [0.386], "origin": origin})
    kept.table("women_by_post_group", shares)
    kept.finding(Finding("change", f"Fell at {unit}", "Fell", -3.14, -6.0, -0.3, "points"))
    kept.finding(Finding("rise", "Rose", "Rose", 9.45, 3.3, 15.5, "points"))
    kept.finding(Finding("bounds", "Between", "Between", 7, 5, 9, "people"))
    kept.close()
    (folder / "charts").mkdir()
    for suffix in ("png", "svg"):
        (folder / f"charts/women.{suffix}").write_text("picture")
    (folder / "notebook.ipynb").write_text("{}")
    results = folder / "results.json"
    record = json.loads(results.read_text("utf-8"))
    texts = {"title": "T", "subtitle": "S", "caption": f"Of {unit}", "alt": f"Shows {unit}"}
    files = {"png": "charts/women.png", "svg": "charts/women.svg", "table": "women_by_post_group"}
    told = {**files, **texts, "source_note": "", "origin": origin}
    bare = {**told, "id": "bare", "alt": "Nothing drawn", "subtitle": "Bare", "empty": True}
    record["charts"] = [{"id": "women", **told}, bare]
    results.write_text(json.dumps(record), "utf-8")


@pytest.fixture
def build(tmp_path):
    def made(simulated=True, problems=()):
        runs = []
        for unit, slug in UNITS.items():
            for language in ("vi", "en"):
                folder = f"{slug}/women_share/{language}"
                bundle(tmp_path / folder, language, simulated, unit)
                runs.append(
                    Run(folder, "women_share", unit, language, "Q?", "done", None, "ab" * 32)
                )
        error = {"ename": "ValueError", "evalue": HOSTILE, "cell": 3, "traceback": HOSTILE}
        failed = [
            Run(
                f"district/other/{each}", "other", "all", each, "Other?", "failed", error, "cd" * 32
            )
            for each in ("vi", "en")
        ]
        found = records.frame(records.PROBLEMS, problems)
        title = {"vi": f"Đợt {HOSTILE}", "en": "Review"}
        write_pages(tmp_path, Described(title, (2011, 2015), ("vi", "en"), found), [*runs, *failed])
        (tmp_path / "manifest.json").write_text("{}")
        return tmp_path

    return made


def test_every_link_and_picture_is_there_and_none_leaves_the_build(build):
    root = build()
    pages = [*root.rglob("*.html")]
    assert len(pages) == 12
    for path in pages:
        for place in Page(path).places:
            place = place.partition("#")[0]
            target = path.parent / unquote(place) if place else path
            assert target.exists(), (path, place)
            assert ":" not in place and not place.startswith("/")


def test_a_chart_of_nothing_is_not_shown(build):
    for path in build().rglob("*.html"):
        page = Page(path)
        assert "Bare" not in page.text()
        assert not any(told.get("alt") == "Nothing drawn" for _, told in page.tags)


def test_hostile_text_stays_text(build):
    for path in build().rglob("*.html"):
        page = Page(path)
        scripts = [told for tag, told in page.tags if tag == "script"]
        # Our own: it has no attributes, so it loads nothing.
        assert scripts and not any(scripts)
        assert not any(name.startswith("on") for _, told in page.tags for name in told)
    shown = Page(path.parents[3] / "=3cscript/women_share/en/page.html")
    assert HOSTILE in " ".join(shown.texts)
    assert dict(shown.tags)["img"]["alt"] == f"Shows {HOSTILE}"


def test_every_page_lets_its_own_scripts_and_style_run_and_no_others(build):
    for path in build().rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        tags = Page(path).tags
        policies = [told["content"] for tag, told in tags if told.get("http-equiv")]
        assert len(policies) == 1
        allowed = dict(part.split(" ", 1) for part in policies[0].split("; "))
        assert allowed["default-src"] == "'none'" and "unsafe" not in policies[0]
        for tag in ("script", "style"):
            own = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
            hashes = {b64encode(sha256(each.encode()).digest()).decode() for each in own}
            assert hashes and {f"'sha256-{each}'" for each in hashes} <= set(
                allowed[f"{tag}-src"].split()
            )
        # It stands before all that it speaks of, and nothing needs a style of its own.
        assert (
            text.index("Content-Security-Policy") < text.index("<style>") < text.index("<script>")
        )
        assert not any("style" in told for _, told in tags)


def test_every_page_links_to_the_methods_in_its_language_and_a_table_to_its_measure(build):
    root = build()
    for path in root.glob("*/*/*/page.html"):
        page = Page(path)
        language = dict(page.tags[:1])["html"]["lang"]
        target = f"../../../methods-{language}.html"
        assert target in page.places
        assert (path.parent / target).is_file()
        measured = [place for place in page.places if "#vi-" in place or "#en-" in place]
        told = path.parent.parent.name == "women_share"
        assert measured == [f"{target}#{language}-women_share"] * told


def test_a_simulated_figure_marks_its_page_and_the_first_page(build):
    root = build()
    for place in ("index.html", "district/women_share/vi/page.html"):
        assert "SỐ LIỆU MÔ PHỎNG" in Page(root / place).text()
    assert "SIMULATED DATA" in Page(root / "index-en.html").text()


def test_published_figures_are_not_marked_simulated(build):
    root = build(simulated=False)
    pages = [path for path in root.rglob("*.html") if not path.stem.startswith("methods-")]
    assert not any("SIMULATED" in Page(path).text() for path in pages)
    assert "Source: published figures." in Page(root / "index-en.html").text()


def test_a_page_is_in_its_language_with_figures_written_so(build):
    root = build()
    vi = Page(root / "district/women_share/vi/page.html")
    assert dict(vi.tags[:1])["html"]["lang"] == "vi"
    assert "38,6%" in vi.text()
    assert "−3,1 điểm phần trăm; khoảng tin cậy 95%: −6,0 đến −0,3" in vi.text()
    assert (
        next(place for place in vi.places if "/en/" in place),
        next(place for place in vi.places if "index" in place),
    ) == ("../en/page.html", "../../../index.html")
    assert "+9,5 điểm phần trăm; khoảng tin cậy 95%: +3,3 đến +15,5" in vi.text()
    assert vi.text().count("khoảng tin cậy 95%") == 2
    en = Page(root / "district/women_share/en/page.html")
    assert "−3.1 percentage points; 95% interval: −6.0 to −0.3" in en.text()


def test_headings_descend_one_level_at_a_time(build):
    for path in build().rglob("*.html"):
        levels = [int(tag[1]) for tag, _ in Page(path).tags if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1 and levels.count(1) == 1
        assert all(b - a <= 1 for a, b in itertools.pairwise(levels))


def test_a_failed_run_shows_its_error_and_says_so_on_the_first_page(build):
    root = build()
    page = Page(root / "district/other/vi/page.html").text()
    assert "ValueError (Ô lệnh số 3)" in page and "Không chạy được" in page
    assert "4 trên" not in Page(root / "index.html").text()
    assert "2 trên 3 phần" in Page(root / "index.html").text()


def test_what_has_no_result_is_told_before_the_results_with_its_cause_and_units(tmp_path):
    error = {"ename": "ValueError", "evalue": "cột J trống", "cell": 3, "traceback": ""}
    runs = [
        Run(f"{unit}/other/vi", "other", unit, "vi", "Hỏi?", "failed", error) for unit in "ABCD"
    ]
    runs.append(Run("D/late/vi", "late", "D", "vi", "Sau?", "interrupted"))
    described = Described({"vi": "Đợt"}, (2011, 2015), ("vi",), records.frame(records.PROBLEMS, []))
    write_pages(tmp_path, described, runs)
    page = Page(tmp_path / "index.html")
    text = page.text()
    told = "Hỏi? · Không chạy được (4): ValueError: cột J trống"
    assert text.count(told) == 1 and text.index(told) < text.index("Tìm")
    assert page.places.count("A/other/vi/page.html") == 2
    # The unit says so while it is closed, and a run without an error is not sent to its charts.
    assert text.count("0/1 phần có kết quả") == 3 and text.count("0/2 phần có kết quả") == 1
    assert "Xem biểu đồ" not in text


@pytest.mark.parametrize(
    ("status", "why"),
    [
        ("failed", "dừng vì lỗi dưới đây"),
        ("killed", "thường vì máy thiếu bộ nhớ"),
        ("timed_out", "quá thời gian cho phép"),
        ("interrupted", "bị ngắt khi đang chạy"),
    ],
)
def test_each_way_of_ending_without_a_result_is_told_as_it_was(tmp_path, status, why):
    told = {"ename": "E", "evalue": "x", "cell": None, "traceback": ""}
    error = told if status in ("failed", "killed") else None
    run = Run("a/b/vi", "b", "A", "vi", "?", status, error, "ab" * 32, {"targets": ["t1", "t2"]})
    described = Described({"vi": "Đợt"}, (2011, 2015), ("vi",), records.frame(records.PROBLEMS, []))
    write_pages(tmp_path, described, [run])
    text = Page(tmp_path / "a/b/vi/page.html").text()
    assert why in text and "t1, t2" in text


def test_every_page_says_what_it_is_from(build):
    root = build()
    for path in root.rglob("*.html"):
        text = Page(path).text()
        assert "Review" in text or "Đợt <script>" in text
        if not path.name.startswith("methods"):
            assert re.search("(Xuất xứ|Provenance): .* · [0-9a-f]{16}", text), path


def test_problems_are_listed_errors_first_in_the_pages_language(build):
    found = [
        problem("note", "empty_workbook", "a.xlsx"),
        problem("error", "empty_workbook", "b.xlsx", "S", "J57"),
    ]
    page = Page(build(problems=found) / "index.html").text()
    assert "1 lỗi, 0 cảnh báo, 1 ghi chú" in page
    told = "Toàn bộ tệp không có dòng số liệu nào. Kiểm tra xem có gửi nhầm tệp mẫu hay không"
    assert page.index(f"b.xlsx, S, J57: {told}") < page.index(f"a.xlsx: {told}")


def test_a_known_notebook_asks_in_both_languages_another_by_its_heading(tmp_path):
    cells = [
        {"cell_type": "code", "source": ["# no heading"]},
        {"cell_type": "markdown", "source": ["\n", "## Ai đã đi học?\n"]},
    ]
    for name in ("own", "women_share"):
        (tmp_path / f"{name}.ipynb").write_text(json.dumps({"cells": cells}), "utf-8")
    assert question(tmp_path / "own.ipynb", "en") == "Ai đã đi học?"
    assert question(tmp_path / "women_share.ipynb", "en").startswith("What share are women")


@pytest.mark.parametrize(
    ("shown", "altered", "where"),
    [
        (">Fell at all <", ">Fell at al <", "finding change: 'Fell at al '"),
        (">38,6%<", ">36,8%<", "table women_by_post_group, row 1, cell 2: '36,8%', not '38,6%'"),
        ('alt="Shows all"', 'alt=""', "chart women: '', not 'Shows all'"),
        (">S</figcaption>", "></figcaption>", "caption women: '', not 'S'"),
        ("<tbody>\n<tr>", "<tbody>\n<tr></tr><tr>", "rows of table women_by_post_group: '2', not"),
    ],
)
def test_a_page_that_tells_another_figure_is_found(build, shown, altered, where):
    root = build()
    page = read_page(root, Run("district/women_share/vi", "women_share", "all", "vi", "", "done"))
    assert unshown(root, page) == []
    path = root / "district/women_share/vi/page.html"
    text = path.read_text("utf-8")
    assert text.count(shown) == 1
    path.write_text(text.replace(shown, altered), "utf-8")
    assert any(where in line for line in unshown(root, page))


def test_hostile_names_are_read_back_and_a_first_page_without_a_finding_is_found(build):
    root = build()
    run = Run("=3cscript/women_share/vi", "women_share", HOSTILE, "vi", "", "done")
    page = read_page(root, run)
    assert unshown(root, page) == [] and unlisted(root / "index.html", [page]) == []
    text = (root / "index.html").read_text("utf-8")
    (root / "index.html").write_text(text.replace("<p>Fell at &lt;", "<p>Rose at &lt;", 1), "utf-8")
    (line,) = unlisted(root / "index.html", [page])
    assert "=3cscript/women_share/vi" in line and "Fell at" in line


@pytest.fixture
def summed(tmp_path):
    """Return a first page that opens with a claim and indicators of women, and its summary."""
    run = Run("district/women_share/vi", "women_share", "all", "vi", "Q?", "done", None, "ab" * 32)
    kept = open_bundle("women_share", language="vi", output_dir=tmp_path / run.folder)
    ends = {"year": [2011, 2015], "women": [235, 161], "men": [375, 256], "total": [610, 417]}
    change = {"change_points": [None, 0.1], "points_low": [None, -6], "points_high": [None, 6]}
    more = {
        "women_more": [None, -74],
        "men_more": [None, -119],
        "judged": True,
        "origin": "recorded",
    }
    share = {"share": [235 / 610, 161 / 417]}
    kept.table("women_changes", pd.DataFrame({**ends, **share, **change, **more}))
    kept.finding(Finding("women_change", "Nữ: 161/417 & 38,6%", "Nữ: 161/417 & 38,6%"))
    kept.close()
    found = records.frame(records.PROBLEMS, ())
    described = Described({"vi": "Đợt"}, (2011, 2015), ("vi",), found)
    write_pages(tmp_path, described, [run])
    pages = [read_page(tmp_path, run)]
    return tmp_path / "index.html", answer_of(tmp_path, described, pages, Words("vi"))[1]


@pytest.mark.parametrize(
    ("shown", "altered", "where"),
    [
        ("<li>Nữ: 161/417", "<li>Nữ: 167/417", "not the claim 'Nữ: 161/417 & 38,6%.'"),
        ("38,6% (161/417)", "36,8% (161/417)", "not the indicator ['Cán bộ nữ"),
        (">−74 người<", "><", "not the indicator ['Số cán bộ nữ (người)'"),
    ],
)
def test_a_first_page_whose_summary_was_altered_is_found(summed, shown, altered, where):
    path, told = summed
    assert unsummed(path, told) == []
    text = path.read_text("utf-8")
    assert text.count(shown) == 1
    path.write_text(text.replace(shown, altered), "utf-8")
    (line,) = unsummed(path, told)
    assert where in line
