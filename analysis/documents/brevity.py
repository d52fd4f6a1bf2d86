"""How much a published build asks of its reader: words, pages, slides, and what is said twice."""

import json
import re
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from typing import Any

import docx
from docx.oxml.ns import qn
from lxml import html
from pptx import Presentation

from analysis.documents.briefing.one_page import few_of
from analysis.documents.rendering import page_text
from analysis.languages import longest
from analysis.words import Words

_WORD = re.compile(r"\S*\w\S*")
_PAGE = re.compile(rb"/Type\s*/Page\b")


@dataclass(frozen=True)
class Measured:
    """One quantity of a build in a language, and the most it should be; None where no goal is."""

    what: str
    n: int | None
    most: int | None = None

    @property
    def over(self) -> bool:
        """Whether it is more than it should be."""
        return self.most is not None and self.n is not None and self.n > self.most


def words(text: str) -> int:
    """Return how many words a text has: what stands between spaces and holds a letter or digit.

    Examples
    --------
    >>> words("Tỷ lệ tăng từ 52,1% (2011) – 61,6%")
    7
    """
    return len(_WORD.findall(text))


def measured(build: Path, language: str) -> list[Measured]:
    """Return what a published build asks of its reader in a language.

    Parameters
    ----------
    build
        The folder of a published review.
    language
        One that it is in.
    """
    bundles = list(_bundles(build, language))
    sheet = build / f"sheet-{language}.docx"
    drawn = [chart for bundle in bundles for chart in _shown(bundle, sheet.is_file())]
    titles = {chart["title"] for chart in drawn}
    told = {finding["text"] for bundle in bundles for finding in bundle["findings"]}
    return [
        *_lengths("title", titles, longest("title", language)),
        *_lengths("finding", told, longest("finding", language)),
        Measured("charts shown twice", _twice(drawn), 0),
        *_pages(build, language),
        *_word(build / f"briefing-{language}.docx", bundles, language),
        *([Measured("pages of the sheet", _pages_of(sheet), 1)] if sheet.is_file() else []),
        *_slides(build / f"slides-{language}.pptx"),
    ]


def languages(build: Path) -> list[str]:
    """Return the languages that a build is in."""
    return sorted({path.parent.name for path in build.glob("*/*/*/results.json")})


def _bundles(build: Path, language: str) -> Iterator[dict[str, Any]]:
    for path in sorted(build.glob(f"*/*/{language}/results.json")):
        yield json.loads(path.read_text("utf-8"))


def _lengths(what: str, texts: set[str], most: int) -> list[Measured]:
    lengths = [words(text) for text in texts]
    return [
        Measured(f"words of the longest {what}", max(lengths, default=0), most),
        Measured(f"{what}s that are longer than {most} words", sum(n > most for n in lengths), 0),
    ]


def _shown(bundle: Mapping[str, Any], few: bool) -> list[Mapping[str, Any]]:
    charts = [chart for chart in bundle["charts"] if not chart["empty"]]
    return few_of(charts) if few else charts


def _twice(drawn: list[Mapping[str, Any]]) -> int:
    # A picture is told by what it says: its claim, what it measures, and its values.
    shown = Counter((chart["title"], chart["subtitle"], chart["alt"]) for chart in drawn)
    return sum(times - 1 for times in shown.values())


def _pages(build: Path, language: str) -> list[Measured]:
    read = [html.parse(path).getroot() for path in build.glob(f"*/*/{language}/page.html")]
    before = [_before_a_chart(page) for page in read if page.xpath("//figure")]
    empty = sum(len(page.xpath("//figure[not(.//img)]")) for page in read)
    return [
        Measured("bullets before the first chart of a page", max(before, default=0), 5),
        Measured("empty frames", empty, 0),
    ]


def _before_a_chart(page: Any) -> int:
    findings = "(self::li and ancestor::ul[@class='findings']) or contains(@class, 'finding ')"
    return len(page.xpath(f"(//figure)[1]/preceding::*[{findings}]"))


def _word(path: Path, bundles: list[dict[str, Any]], language: str) -> list[Measured]:
    if not path.is_file():
        return []
    body = docx.Document(str(path)).element.body
    lines = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]
    pictures = [bool(p.findall(f".//{qn('w:drawing')}")) for p in body.iter(qn("w:p"))]
    findings = {finding["text"] for bundle in bundles for finding in bundle["findings"]}
    first = pictures.index(True) if True in pictures else len(lines)
    before = sum(any(text in line for text in findings) for line in lines[:first])
    text = "\n".join(lines).lower()
    mark = page_text("simulated_in_text", Words(language))
    caveats = {each for bundle in bundles for f in bundle["findings"] for each in _caveats(f)}
    return [
        Measured("pages in Word", _pages_of(path)),
        Measured("findings before the first chart in Word", before, 6),
        Measured("times a caveat is printed in Word", _most(text, caveats), 1),
        Measured("times “simulated” is printed in Word", text.count(mark)),
    ]


def _caveats(finding: Mapping[str, Any]) -> list[str]:
    """Return the conditions of a finding, or what stands after the first semicolon of one."""
    parts = finding.get("conditions", finding["text"].split("; ")[1:])
    return [part.strip(" .").lower() for part in parts if words(part) > 4]


def _most(text: str, caveats: set[str]) -> int:
    return max((text.count(caveat) for caveat in caveats), default=0)


def _pages_of(path: Path) -> int | None:
    """Return how many pages LibreOffice makes of a document; None without LibreOffice."""
    office = which("soffice")
    if office is None:
        return None
    with tempfile.TemporaryDirectory() as place:
        how = [f"-env:UserInstallation=file://{place}/profile", "--headless"]
        command = [office, *how, "--convert-to", "pdf", "--outdir", place, str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return len(_PAGE.findall((Path(place) / path.name).with_suffix(".pdf").read_bytes()))


def _slides(path: Path) -> list[Measured]:
    return [Measured("slides", len(Presentation(str(path)).slides))] if path.is_file() else []
