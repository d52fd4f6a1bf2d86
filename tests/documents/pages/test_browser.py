"""The pages in a browser: search, filters, languages, print, accessibility, no request outside."""

from itertools import pairwise
from pathlib import Path

import pandas as pd
import programs
import pytest
from whole_build import write_pages

from analysis import charts, measures, open_bundle, records
from analysis.documents.pages.pages import Described, Run
from analysis.findings import Finding
from analysis.words import Words

HOSTILE = 'Đảng ủy <script>alert(1)</script> & "x" \u202eđảo\u202c 💥 e\u0301 ' + "Ấp ữ " * 50
UNITS = {"all": "district", "Đảng ủy xã A": "a", HOSTILE: "hostile"}
NOTEBOOKS = {"women_share": "Tỷ lệ nữ?", "training_outcomes": "Ai được đào tạo?"}

CHANGES = pd.DataFrame(
    {
        **{"year": [2011, 2015], "women": [235, 161], "men": [375, 256], "total": [610, 417]},
        **{"share": [235 / 610, 161 / 417], "change_points": [None, 0.1], "origin": "simulated"},
        **{"points_low": [None, -6.0], "points_high": [None, 6.2], "judged": True},
        **{"women_more": [None, -74], "men_more": [None, -119]},
    }
)


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    place = tmp_path_factory.mktemp("build")
    frame = records.frame(
        records.EVALUATIONS,
        [
            {"year": y, "unit": "A", "sex": s, "count": n, "origin": "simulated"}
            for y, s, n in ((2011, "female", 30), (2011, "male", 40), (2015, "female", 41))
        ],
    )
    runs = []
    for language in ("vi", "en"):
        for unit, folder in UNITS.items():
            for notebook, question in NOTEBOOKS.items():
                name = f"{folder}/{notebook}/{language}"
                given = {"unit": unit, "targets": ["a", "b"]}
                bundle = open_bundle(
                    notebook, language=language, output_dir=place / name, parameters=given
                )
                women = bundle.table("women_by_year", measures.women_share(frame, by=["year"]))
                if unit == "all":
                    bundle.table("women_changes", CHANGES)
                bundle.finding(Finding("f", f"Nhận định của {unit}", "Nhận định"))
                drawn = charts.women_share(women, years=range(2011, 2016), words=Words(language))
                bundle.chart("women_by_year", drawn)
                bundle.close()
                (place / name / "notebook.ipynb").write_text("{}")
                runs.append(Run(name, notebook, unit, language, question, "done", None, "ab" * 32))
        error = {"ename": "ValueError", "evalue": "<b>không</b>", "cell": 3, "traceback": "…"}
        runs.append(
            Run(f"a/votes/{language}", "votes", "Đảng ủy xã A", language, "?", "failed", error)
        )
    runs.sort(key=lambda run: list(UNITS).index(run.unit))
    (place / "manifest.json").write_text("{}")
    (place / "briefing-vi.docx").write_text("")
    described = Described(
        {"vi": "Đợt", "en": "Review"}, (2011, 2015), ("vi", "en"),
        records.frame(records.PROBLEMS, []), ("briefing-vi.docx",),
    )  # fmt: skip
    write_pages(place, described, runs)
    return place


@pytest.fixture
def visit(browser, build):
    """Open a page of the build; every request that it makes must be for a file of the build."""
    contexts, asked = [], []

    def opened(name, **how):
        contexts.append(context := browser.new_context(**how))
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: asked.append(f"error: {error}"))
        page.goto((build / name).as_uri())
        return page

    yield opened
    assert asked and all(url.startswith(build.as_uri()) for url in asked)
    for context in contexts:
        context.close()


def cards(page):
    return page.locator("[data-text]:visible").count()


@pytest.mark.parametrize("words", ["đào tạo", "dao tao", "ĐÀO  TẠO", "training"])
def test_search_finds_with_accents_and_without(visit, words):
    page = visit("index.html")
    assert cards(page) == 7
    page.get_by_label("Tìm").fill(words)
    assert cards(page) == 3
    assert page.locator("output").inner_text() == "Hiển thị 3 trong 7 mục"
    page.get_by_label("Tìm").fill("không có gì như thế")
    assert cards(page) == 0 and page.get_by_text("Không có mục nào phù hợp.").is_visible()
    page.get_by_role("button", name="Bỏ lọc").click()
    page.wait_for_function("document.querySelectorAll('[data-text]:not([hidden])').length == 7")


def test_filters_narrow_and_the_address_keeps_them_in_the_other_language_too(visit):
    page = visit("index.html")
    page.get_by_label("Đơn vị").select_option(HOSTILE)
    assert cards(page) == 2
    page.get_by_label("Nội dung").select_option("women_share")
    assert cards(page) == 1
    page.reload()
    assert cards(page) == 1
    page.locator("a[hreflang=en]").click()
    assert page.url.split("#")[0].endswith("index-en.html") and cards(page) == 1
    page.get_by_label("Question").select_option("")
    page.get_by_label("Unit").select_option("")
    page.get_by_label("Status").select_option("failed")
    assert cards(page) == 1
    assert page.locator(".card").get_by_text("<b>không</b>").is_visible()


def test_a_run_switches_to_the_same_run_in_the_other_language(visit):
    page = visit("a/women_share/vi/page.html")
    page.locator("a[hreflang=en]").click()
    assert page.url.endswith("a/women_share/en/page.html")
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_text("Parameters").click()
    assert page.get_by_text("ab" * 8).is_visible() and page.get_by_text("a, b").is_visible()


def test_charts_are_shown_in_one_page_and_lead_to_theirs(visit):
    page = visit("gallery-vi.html")
    assert cards(page) == 6
    page.get_by_label("Tìm").fill("xã A")
    assert cards(page) == 2
    page.locator(".gallery a:visible").first.click()
    assert page.url.endswith("page.html#women_by_year")


def test_words_are_found_by_their_beginning(visit):
    page = visit("index.html")
    for words, found in (("tao", 3), ("ao", 0), ("xã A, đào", 1), ("votes", 1)):
        page.get_by_label("Tìm").fill(words)
        assert (words, cards(page)) == (words, found)


def opened(page):
    return page.evaluate("[...document.querySelectorAll('details.unit')].map(e => e.open)")


def test_units_that_a_search_opened_are_closed_when_it_ends(visit):
    page = visit("index.html")
    page.evaluate("document.querySelectorAll('details.unit')[1].open = false")
    page.get_by_label("Tìm").fill("xã A")
    assert opened(page)[1]
    page.get_by_label("Tìm").fill("")
    assert opened(page) == [True, False, True]
    page.get_by_role("button", name="Mở tất cả").click()
    assert all(opened(page))
    page.get_by_role("button", name="Thu gọn tất cả").click()
    assert not any(opened(page))


SHORT = {"viewport": {"width": 1000, "height": 500}}


def test_the_other_language_opens_at_the_same_place(visit):
    page = visit("a/women_share/vi/page.html", **SHORT)
    page.locator("section.tables summary").click()
    page.locator("section.tables details").evaluate("e => e.scrollIntoView()")
    page.locator("a[hreflang=en]").evaluate("e => e.click()")
    page.wait_for_url("**/en/page.html#table-women_by_year")
    assert page.locator("section.tables table").is_visible()
    page = visit("index.html", **SHORT)
    page.evaluate("document.querySelectorAll('details.unit')[1].scrollIntoView()")
    page.locator("a[hreflang=en]").evaluate("e => e.click()")
    page.wait_for_url("**/index-en.html#unit-a")
    assert page.locator("output").inner_text() == "7 of 7 shown"
    page = visit("methods-vi.html", **SHORT)
    page.evaluate("document.getElementById('vi-rating_gap').scrollIntoView()")
    page.locator("a[hreflang=en]").evaluate("e => e.click()")
    page.wait_for_url("**/methods-en.html#en-rating_gap")


def test_a_place_of_before_is_forgotten(visit):
    page = visit("a/women_share/vi/page.html", **SHORT)
    page.evaluate("addEventListener('click', (event) => event.preventDefault())")
    other = page.locator("a[hreflang=en]")
    for top, place in ((10_000, "#"), (0, "")):
        page.evaluate(f"scrollTo(0, {top})")
        other.evaluate("e => e.click()")
        assert other.evaluate("e => e.hash")[:1] == place


@pytest.mark.parametrize("width", [360, 400])
def test_a_chart_is_seen_whole_on_a_narrow_screen_with_its_figures_below(visit, width):
    page = visit("a/women_share/vi/page.html", viewport={"width": width, "height": 800})
    box = page.locator("figure img").bounding_box()
    # As large as the screen lets it be.
    assert box["x"] == 0 and box["width"] == width
    assert page.evaluate("document.documentElement.scrollWidth") == width
    told = page.locator("figure .values")
    assert told.inner_text() == page.locator("figure img").get_attribute("alt")
    assert page.locator("figure .picture a").get_attribute("href").endswith(".svg")
    page.locator("figure .files a", has_text="Bảng số liệu").click()
    assert page.locator("#table-women_by_year table").is_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    assert not told.is_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_every_cell_of_the_indicators_is_on_the_screen(visit, width):
    page = visit("index.html", viewport={"width": width, "height": 800})
    cells = page.locator(".indicators [role=cell]").all()
    assert [cell.inner_text() for cell in cells[:3]] == [
        "38,5% (235/610)", "38,6% (161/417)", "không rõ rệt"
    ]  # fmt: skip
    boxes = [cell.bounding_box() for cell in cells]
    for box in boxes:
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
    # Figures on the right of one cell are not read with those of the next.
    apart = [b["x"] - a["x"] - a["width"] for a, b in pairwise(boxes) if a["y"] == b["y"]]
    assert apart and (width > 640 or min(apart) >= 8)


def test_a_name_does_not_turn_round_the_text_after_it(browser, tmp_path):
    # The name does not end its override.
    run = Run("turned/votes/vi", "votes", "Chi bộ \u202e B", "vi", "?", "interrupted")
    problems = records.frame(records.PROBLEMS, [])
    write_pages(tmp_path, Described({"vi": "Đợt"}, (2011, 2015), ("vi",), problems), [run])
    page = browser.new_page()
    page.goto((tmp_path / run.folder / "page.html").as_uri())
    left = """(word) => {
      const text = document.querySelector(".about").lastChild;
      const range = document.createRange();
      range.setStart(text, text.data.indexOf(word));
      range.setEnd(text, text.data.indexOf(word) + word.length);
      return range.getBoundingClientRect().left;
    }"""
    assert page.evaluate(left, "2011") < page.evaluate(left, "2015")
    page.close()


def test_on_paper_a_page_says_its_run_and_shows_the_tables_that_were_open(visit):
    page = visit("a/women_share/vi/page.html")
    page.emulate_media(media="print")
    assert "ab" * 8 in page.locator(".stamp").inner_text()
    assert page.locator(".provenance dd", has_text="a, b").is_visible()
    head = page.get_by_role("heading", name="Bảng số liệu")
    assert not head.is_visible() and not page.locator("nav").is_visible()
    page.evaluate("document.querySelector('.tables details').open = true")
    assert head.is_visible() and page.locator("table").is_visible()


def test_without_a_script_everything_is_there_and_no_control(visit):
    page = visit("index.html", java_script_enabled=False)
    assert page.locator("[data-text]").count() == 7
    assert not page.locator("form.filters").is_visible()


def test_hostile_names_are_text(visit):
    page = visit("index.html")
    assert page.locator("summary h3", has_text="<script>alert(1)</script> &").count() == 1
    page = visit("hostile/women_share/vi/page.html")
    assert "<script>alert(1)</script>" in page.locator(".about").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


INTRUDER = """\
<script>document.title = "run"</script>
<img src="nowhere.svg" onerror="document.title = 'run'">
<a id="link" href="javascript:void(document.title = 'run')">…</a>
<svg><script>document.title = "run"</script></svg>
<iframe srcdoc="<script>parent.document.title = 'run'</script>"></iframe>
<base href="https://example.org/">
<style>main { display: none }</style>
<img src="https://example.org/seen.png">
<p id="look" style="display: none">…</p>
"""


@pytest.mark.parametrize("name", ["index.html", "gallery-vi.html", "a/women_share/vi/page.html"])
def test_what_slipped_into_a_page_does_not_run_there(browser, build, name):
    page, failed = browser.new_page(), {}
    page.on("requestfailed", lambda request: failed.update({request.url: request.failure}))
    (intruded := (build / name).with_name("intruded.html")).write_text(
        (build / name)
        .read_text("utf-8")
        .replace('<main id="content"', f'{INTRUDER}<main id="content"')
    )
    page.goto(intruded.as_uri())
    title = page.title()
    page.locator("#link").evaluate("e => e.click()")
    page.wait_for_timeout(50)
    assert page.title() == title and title != "run"
    assert page.locator("main").is_visible() and page.locator("#look").is_visible()
    assert failed["https://example.org/seen.png"] == "csp"
    # The page's own script ran, its pictures are there.
    assert page.locator("form.filters").count() == page.locator("form.filters:visible").count()
    loaded = (
        "[...document.images].filter(e => e.src.endsWith('women_by_year.svg') && e.naturalWidth)"
    )
    assert page.evaluate(f"{loaded}.length") > 0
    intruded.unlink()
    page.close()


@pytest.mark.parametrize("name", ["index.html", "a/women_share/vi/page.html"])
def test_pages_print(visit, name):
    assert visit(name).pdf(prefer_css_page_size=True).startswith(b"%PDF")


@pytest.fixture(scope="module")
def axe():
    return Path(programs.axe()).read_text("utf-8")


@pytest.mark.parametrize(
    "name",
    [
        "index.html",
        "index-en.html",
        "gallery-vi.html",
        "methods-vi.html",
        "a/women_share/vi/page.html",
        "hostile/training_outcomes/en/page.html",
        "a/votes/vi/page.html",
    ],
)
def test_axe_finds_nothing_to_complain_of(axe, visit, name):
    # axe-core is put into the page, which the page itself would not let run.
    page = visit(name, bypass_csp=True)
    # What is folded is not looked at.
    page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
    page.add_script_tag(content=axe)
    found = page.evaluate("axe.run({rules: {'target-size': {enabled: true}}})")
    told = [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]]
    assert told == [] and len(found["passes"]) > 10
