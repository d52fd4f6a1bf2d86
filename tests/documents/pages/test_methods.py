import inspect
import re
from html.parser import HTMLParser

import pytest
from whole_build import write_pages

from analysis import measures, records
from analysis.documents.cards import cards
from analysis.documents.pages.methods import SOURCE, anchor, methods_file, methods_text
from analysis.documents.pages.pages import Described

LANGUAGES = ("vi", "en")
PARTS = "# Một\n\n{0}\n\n# One\n\n{0}\n"
DESCRIBED = Described(
    {"vi": "Đợt", "en": "Review"}, (2011, 2015), LANGUAGES, records.frame(records.PROBLEMS, [])
)


class Page(HTMLParser):
    """The ids, tags, links and texts of some HTML."""

    def __init__(self, html):
        super().__init__()
        self.ids, self.tags, self.places, self.texts = [], [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.tags.append((tag, told))
        self.ids += [told["id"]] if "id" in told else []
        self.places += [told["href"]] if "href" in told else []

    def handle_data(self, data):
        self.texts.append(data)


@pytest.fixture
def account(tmp_path):
    def written(markdown):
        (tmp_path / "README.md").write_text(PARTS.replace("{0}", markdown), "utf-8")
        return tmp_path / "README.md"

    return written


@pytest.fixture(scope="module")
def parts():
    return {language: Page(methods_text(language).body) for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_is_explained(parts, language):
    functions = [n for n in measures.__all__ if inspect.isfunction(getattr(measures, n))]
    assert functions
    assert {anchor(name, language) for name in functions} <= set(parts[language].ids)


def test_both_parts_explain_the_same_in_the_same_order(parts):
    topics = {
        language: [re.sub(f"^{language}-", "", place) for place in page.ids]
        for language, page in parts.items()
    }
    assert topics["vi"] == topics["en"]
    assert len(set(topics["vi"])) == len(topics["vi"])
    shapes = [[tag for tag, _ in page.tags] for page in parts.values()]
    assert shapes[0] == shapes[1]


def test_both_parts_tell_the_same_numbers():
    halves = re.split("^# .*$", SOURCE.read_text("utf-8"), flags=re.MULTILINE)[1:]
    digits = [sorted(re.findall(r"\d+(?:[.,]\d+)?", half.replace(",", "."))) for half in halves]
    assert digits[0] == digits[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_within_a_part_and_every_method_of_a_table_is_there(parts, language):
    page = parts[language]
    methods = {anchor(each.method, language) for each in cards().values() if each.method}
    assert {place.removeprefix("#") for place in page.places} | methods <= set(page.ids)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_lists_its_contents_and_links_back(tmp_path, language):
    write_pages(tmp_path, DESCRIBED, [])
    page = Page((tmp_path / methods_file(language)).read_text("utf-8"))
    for place in page.places:
        target, _, part = place.partition("#")
        assert (tmp_path / target).exists(), place
        assert target or part in page.ids, place
    headings = [tag for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert headings.count("h1") == 1
    assert len([p for p in page.places if p.startswith(f"#{language}-")]) >= len(headings) - 1
    assert dict(page.tags[:1])["html"]["lang"] == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_links_to_the_methods_in_its_language(tmp_path, language):
    write_pages(tmp_path, DESCRIBED, [])
    first = "index.html" if language == "vi" else "index-en.html"
    assert methods_file(language) in Page((tmp_path / first).read_text("utf-8")).places


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "a <b onclick=x>b</b>",
        '<a id="x"></a><img src=x onerror=y>',
        '<a id="x" onclick="y"></a>',
        "[a](javascript:alert(1))",
        "<!-- <script> -->",
    ],
)
def test_html_in_the_account_is_text(account, hostile):
    page = Page(methods_text("vi", account(hostile)).body)
    assert [tag for tag, _ in page.tags] == ["p"]
    assert "".join(page.texts).strip() == hostile


def test_a_heading_without_an_anchor_is_refused_with_its_line(account):
    with pytest.raises(ValueError, match=r"README\.md, line 3: the heading has no anchor"):
        methods_text("vi", account("## Bare"))


def test_an_account_in_one_language_is_refused(tmp_path):
    (tmp_path / "README.md").write_text("# One\n", "utf-8")
    with pytest.raises(ValueError, match="1 headings of the first order"):
        methods_text("en", tmp_path / "README.md")
