"""Texts and templates of the pages in a language."""

import hashlib
from base64 import b64encode
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2

from analysis.documents.cards import TEMPLATES
from analysis.documents.told import condition
from analysis.languages import LANGUAGES
from analysis.results import whole
from analysis.words import Words

_FIGURES: dict[str, Callable[[Words, float], str]] = {
    "share": Words.percent,
    # Findings have points times 100, as they are said.
    "points": lambda words, points: words.points(points / 100),
}


def page_text(key: str, words: Words, **values: object) -> str:
    """Return a text of the pages' catalogue."""
    return words.say(TEMPLATES / "texts.yml", key, **values)


def unit_name(unit: str, words: Words) -> str:
    """Return what a unit is called in a document; ``all`` is the whole district."""
    return page_text("district", words) if unit == "all" else unit


def write_page(path: Path, template: str, words: Words, context: dict[str, Any]) -> None:
    """Fill a template in a language and write the page; what is filled in is text, never HTML."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = _environment(words).get_template(template).render(context)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


# Made once: a year-end build has hundreds of pages, and compiling takes longer than filling.
@cache
def _environment(words: Words) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        say=partial(page_text, words=words),
        language=words.language,
        language_names={code: page_text("language_name", Words(code)) for code in LANGUAGES},
        unit_name=lambda unit: unit_name(unit, words),
        interval=lambda finding: _interval(finding, words),
        number=words.number,
        condition=condition,
        href=lambda *parts: quote("/".join(parts)),
        style=_file("style.css"),
        page_script=_file("page.js"),
        filter_script=_file("filter.js"),
        policy=_policy(),
    )
    return environment


def _policy() -> str:
    """Return what a browser may load and run in a page (Content Security Policy, level 3).

    That is the project's own scripts and style, known by their hashes, and pictures: what
    slipped into a page as text neither runs nor sends anything.
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hash('page.js')} {_hash('filter.js')}",
            f"style-src {_hash('style.css')}",
            # A page opened from a folder has no origin that 'self' could stand for.
            "img-src 'self' file: data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(name: str) -> str:
    digest = hashlib.sha256(_file(name).encode()).digest()
    return f"'sha256-{b64encode(digest).decode()}'"


def _file(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _interval(finding: dict[str, Any], words: Words) -> str:
    """Return a finding's figure with its interval; nothing where its sentence tells it already."""
    # The bounds of a number of people are what is possible, not an interval of chance.
    figure = _FIGURES.get(finding["unit"] or "")
    told = {end: finding[end] for end in ("value", "low", "high")}
    if figure is None or any(number is None for number in told.values()):
        return ""
    texts = {end: figure(words, number) for end, number in told.items()}
    sentence = whole(finding)
    if texts["low"] in sentence and texts["high"] in sentence:
        return ""
    variant = "points" if finding["unit"] == "points" else "figure"
    return page_text(f"interval.{variant}", words, **texts)
