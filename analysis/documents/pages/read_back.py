"""Do pages say what their bundles say? Read back from the files."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from lxml import html

from analysis.documents.pages.described import Page
from analysis.documents.pages.index_page import Answer
from analysis.documents.printable import printable
from analysis.documents.told import arranged, condition

_FINDINGS = "//p[contains(@class, 'finding')]"
_CONDITIONS = "//ol[@class='conditions']/li"
_UNANSWERED = "//ul[@class='unanswered']/li"
_TOLD = ".//p | .//details//li"
_CLAIMS = "//section[@id='answer']/ul/li"
_INDICATORS = "//section[@id='answer']//tbody/tr"
_YEARS = "//section[@id='years']//tbody//*[self::td or self::th]"
_TABLES = "//section[@class='tables']//table"


def unshown(build: Path, page: Page) -> list[str]:
    """Return what the page of a finished run says otherwise than its bundle, a line each.

    Read are the findings, their conditions, what is not answered, the alternative texts and
    captions of charts, and the cells of tables.

    Parameters
    ----------
    build
        The build's folder, with the page below it.
    page
        The run with its bundle, and its tables as they are to be shown.
    """
    path = build / page.run.folder / "page.html"
    if page.bundle is None:
        return []
    read = html.document_fromstring(path.read_bytes())
    told = [*_texts(read, page), *_cells(read, page)]
    return [
        f"{page.run.folder}/page.html, {place}: {shown!r}, not {kept!r}"
        for place, shown, kept in told
    ]


def unlisted(path: Path, pages: Sequence[Page]) -> list[str]:
    """Return which first findings of finished runs the first page does not say as they are.

    That is the claim, the whole sentence where it says more, and the conditions.
    """
    read = html.document_fromstring(path.read_bytes())
    cards = {
        card.xpath("string(.//h4/a/@href)"): {
            _plain(text.text_content()) for text in card.xpath(_TOLD)
        }
        for card in read.xpath("//li[@data-notebook]")
    }
    return [
        f"{path.name}: not the finding {text!r} of {page.run.folder}"
        for page in pages
        for finding in (page.bundle["findings"][:1] if page.bundle else [])
        for text in (finding["title"], finding["text"], *map(condition, finding["conditions"]))
        if _plain(text) not in cards.get(quote(f"{page.run.folder}/page.html"), ())
    ]


def unsummed(path: Path, told: Answer) -> list[str]:
    """Return which claims and indicators the first page tells otherwise than what it opens with.

    Parameters
    ----------
    path
        The first page.
    told
        What it is to open with.
    """
    read = html.document_fromstring(path.read_bytes())
    claims = [_plain(each.text_content()) for each in read.xpath(_CLAIMS)]
    rows = [[_plain(cell.text_content()) for cell in row] for row in read.xpath(_INDICATORS)]
    wanted = [[_plain(cell) for cell in row] for row in told.rows]
    return [
        *(
            f"{path.name}: not the claim {text!r}"
            for text in told.claims
            if _plain(text) not in claims
        ),
        *(f"{path.name}: not the indicator {row!r}" for row in wanted if row not in rows),
    ]


_Difference = tuple[str, str, str]


def _texts(read: html.HtmlElement, page: Page) -> Iterator[_Difference]:
    told = arranged(page.bundle["findings"] if page.bundle else (), page.charts)
    findings = [(each.finding["id"], each.finding["text"]) for each in told.points]
    # What follows a finding is its interval, in an element of its own.
    yield from _unlike("finding", findings, [each.text or "" for each in read.xpath(_FINDINGS)])
    conditions = [each.text_content() for each in read.xpath(_CONDITIONS)]
    yield from _unlike("condition", told.conditions, conditions)
    unanswered = [each.text_content() for each in read.xpath(_UNANSWERED)]
    yield from _unlike("not answered", list(enumerate(told.unanswered, 1)), unanswered)
    charts = [*(chart for point in told.points for chart in point.charts), *told.charts]
    alts = [(chart["id"], chart["alt"]) for chart in charts]
    yield from _unlike("chart", alts, read.xpath("//figure//img/@alt"))
    years = [text for row in page.years.rows for text, _ in row[1:]] if page.years else []
    shown = [each.text_content() for each in read.xpath(_YEARS)]
    yield from _unlike("cell of the years", list(enumerate(years, 1)), shown)
    captions = [(chart["id"], chart["subtitle"]) for chart in charts]
    shown = [each.text_content() for each in read.xpath("//figure/figcaption")]
    yield from _unlike("caption", captions, shown)


def _cells(read: html.HtmlElement, page: Page) -> Iterator[_Difference]:
    shown = read.xpath(_TABLES)
    if len(shown) != len(page.tables):
        yield "number of tables", str(len(shown)), str(len(page.tables))
        return
    for table, (id, kept) in zip(shown, page.tables.items(), strict=True):
        rows = [[cell.text_content() for cell in row] for row in table.xpath("./tbody/tr")]
        if len(rows) != len(kept.cells):
            yield f"rows of table {id}", str(len(rows)), str(len(kept.cells))
        for line, (row, cells) in enumerate(zip(rows, kept.cells, strict=False), 1):
            yield from _unlike(f"table {id}, row {line}, cell", list(enumerate(cells, 1)), row)


def _unlike(
    place: str, kept: Sequence[tuple[str | int, str]], shown: list[str]
) -> Iterator[_Difference]:
    if len(kept) != len(shown):
        yield f"number at {place}", str(len(shown)), str(len(kept))
    for (id, text), other in zip(kept, shown, strict=False):
        if _plain(text) != _plain(other):
            yield f"{place} {id}", other, text


def _plain(text: str) -> str:
    # A browser shows runs of spaces as one.
    return " ".join(printable(text).split())
