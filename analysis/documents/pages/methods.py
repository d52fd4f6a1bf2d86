"""The reader's account of the methods, as pages: ``reports/README.md``, one page a language."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from analysis.languages import LANGUAGES

SOURCE = Path(__file__).resolve().parents[3] / "reports" / "README.md"
_ANCHORS = re.compile(r'(?:<a id="[a-z_-]+"></a>\s*)+')
_ANCHOR = re.compile(r'id="([a-z_-]+)"')


@dataclass(frozen=True)
class Section:
    """A heading of the methods page: its anchor, its words, and the headings under it."""

    anchor: str
    title: str
    sections: list["Section"] = field(default_factory=list)


@dataclass(frozen=True)
class MethodsText:
    """One language's part of the account; `body` is safe HTML without the title."""

    title: str
    contents: list[Section]
    body: str


def methods_file(language: str) -> str:
    """Return the name of the methods page, which stands beside the first page of a build."""
    return f"methods-{language}.html"


def anchor(method: str, language: str) -> str:
    """Return the anchor of a measure or topic in a language's part.

    Examples
    --------
    >>> anchor("rating_gap", "vi")
    'vi-rating_gap'
    """
    return f"{language}-{method}"


def methods_text(language: str, source: Path = SOURCE) -> MethodsText:
    """Return the part of the account that is in the language, for a page.

    The account has one part a language, each under a heading of the first order, in the order
    of `languages.LANGUAGES`. A line of ``<a id="…"></a>`` anchors the heading after it; any
    other HTML in the account is shown as text.

    Raises
    ------
    ValueError
        The account has not one part a language, or a heading of a section has no anchor.
    """
    # The account is read on forges too, where anchors must be HTML; on the page no HTML is let in.
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(source.read_text(encoding="utf-8"))
    starts = [
        i for i, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h1"
    ]
    if len(starts) != len(LANGUAGES):
        raise ValueError(
            f"{source}: {len(starts)} headings of the first order, and one is needed for each of "
            f"{', '.join(LANGUAGES)} in this order"
        )
    part = LANGUAGES.index(language)
    title, _, *body = tokens[starts[part] + 1 : [*starts, len(tokens)][part + 1]]
    anchored = _anchored(body)
    contents = _contents(anchored, source)
    html = markdown.renderer.render(anchored, markdown.options, {})
    return MethodsText(_words(title), contents, html)


def _anchored(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens with each paragraph that is only anchors let through as HTML."""
    kept: list[Token] = []
    for token in tokens:
        if token.type == "inline" and _ANCHORS.fullmatch(token.content):
            kept[-1] = Token("html_block", "", 0, content=token.content + "\n")
        elif not (token.type == "paragraph_close" and kept[-1].type == "html_block"):
            kept.append(token)
    return kept


def _contents(tokens: Sequence[Token], source: Path) -> list[Section]:
    contents: list[Section] = []
    for i, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        before = tokens[i - 1] if i else None
        if before is None or before.type != "html_block":
            raise ValueError(
                f"{source}, line {_line(token)}: the heading has no anchor; write "
                '<a id="…"></a> on the line before it, so that pages can link to it'
            )
        section = Section(_ANCHOR.findall(before.content)[0], _words(tokens[i + 1]))
        (contents if token.tag == "h2" else contents[-1].sections).append(section)
    return contents


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0


def _words(inline: Token) -> str:
    return "".join(child.content for child in inline.children or [])
