"""Codes of the program that a reader meets: words joined by underscores in what a build shows."""

import re
from itertools import chain
from zipfile import ZipFile

import openpyxl
from lxml import etree, html

_CODE = re.compile(r"\b[^\W_]+(?:_[^\W_]+)+\b")
_PARTS = re.compile(r"(word/(document|header|footer)|ppt/(slides|notesSlides|charts)/)[^/]*\.xml")
_SHOWN = "//*[local-name()='t' or local-name()='v']/text() | //@descr | //@title"
# What is read on a page beside its prose, which may name a file's own keys.
_ON_PAGE = (
    "//table//text() | //h1//text() | //h2//text() | //h3//text() | //li//text() | //@alt"
    " | //*[@class='stamp']//text()"
)


def codes_shown(build):
    """Return where in the pages and documents of a build which codes stand."""
    told = chain(_pages(build), _office(build), _workbooks(build))
    return sorted({(place, code) for place, text in told for code in _CODE.findall(text)})


def _pages(build):
    for path in build.rglob("*.html"):
        page = html.parse(str(path))
        # How a page was made stands at its foot, for whoever makes it again.
        for made in page.xpath("//script | //style | //*[contains(@class, 'provenance')]"):
            made.drop_tree()
        for text in page.xpath(_ON_PAGE):
            yield str(path.relative_to(build)), text


def _office(build):
    for path in [*build.glob("*.docx"), *build.glob("*.pptx")]:
        with ZipFile(path) as package:
            for name in filter(_PARTS.match, package.namelist()):
                for text in etree.fromstring(package.read(name)).xpath(_SHOWN):
                    yield f"{path.name}, {name}", text


def _workbooks(build):
    for path in build.glob("*.xlsx"):
        for sheet in openpyxl.load_workbook(path):
            for row in sheet.iter_rows(values_only=True):
                yield from ((f"{path.name}, {sheet.title}", str(cell)) for cell in row)
