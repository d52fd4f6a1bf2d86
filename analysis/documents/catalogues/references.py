"""Ids that name what stands elsewhere: findings, charts, tables, columns, measures, codes."""

import re
import string
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from itertools import chain
from pathlib import Path
from typing import Any

from analysis.documents.cards import Card
from analysis.documents.story import Indicator, Story
from analysis.formats.shape import Place, at_lines, matches, places, suggestion
from analysis.vocabulary import PHRASES

_FINDINGS = "analysis/findings/sentences/*.yml"
_CARDS = "reports/results/*.yml"
_STORY = "reports/templates/briefing.yml"
_QUESTIONS = "reports/templates/notebooks.yml"
# Where codes of the vocabulary are named, and of which section.
_CODES = (
    ("analysis/vocabulary.yml", "outcome_kinds.*.parent", "outcome_kinds"),
    ("analysis/vocabulary.yml", "rating_variants.*.rating", "ratings"),
    ("analysis/rules.yml", "rating_scales.*.staff_classes.*", "staff_classes"),
    ("analysis/rules.yml", "vote_rules.*.thresholds.*.consequence", "consequences"),
)
# What stands among the phrases of codes and is none: of any code, of one without a phrase, women.
_ALSO = {
    "level_phrase": ["other"],
    "kind_phrase": ["any", "other"],
    "apart_in": ["female", "other"],
}
_Named = tuple[Place, str]
# Of what kind, where, and what is named.
_Told = tuple[str, Place, str]


def misnamed(root: Path, contents: Mapping[str, Any]) -> Iterator[str]:
    """Give the ids in the cards, briefing, vocabulary and rules of a project that nothing has.

    Parameters
    ----------
    root
        The project's folder.
    contents
        What its catalogues hold, by their places in it.
    """
    cards = (name for name in contents if fnmatchcase(name, _CARDS))
    known = {Path(name).stem: Card.model_validate(contents[name]) for name in cards}
    yield from _in_story(root, contents, known)
    columns = contents["reports/templates/columns.yml"]
    tables = [id for id, each in known.items() if each.name]
    anchors = re.findall(
        r'<a id="\w+?-([a-z_-]+)">', (root / "reports/README.md").read_text("utf-8")
    )
    for id, each in known.items():
        path = root / f"reports/results/{id}.yml"
        yield from _unknown(path, "columns", columns_named(each), columns)
        if each.method:
            yield from _unknown(path, "measures", [(("method",), each.method)], anchors)
        if each.chart and each.chart.table:
            yield from _unknown(path, "tables", [(("chart", "table"), each.chart.table)], tables)
    yield from _codes(root, contents)


def finding_ids(contents: Mapping[str, Any]) -> list[str]:
    """Return the ids of findings: the sentences', and those that are told with another's."""
    files = [content for name, content in contents.items() if fnmatchcase(name, _FINDINGS)]
    every = {key: told for file in files for key, told in file.items()}
    others = every.pop("told_as").values()
    return [*every, *(id for ids in others for id in ids)]


def columns_named(card: Card) -> Iterator[_Named]:
    """Give each column that a card names, with its place in the card."""
    told = card.model_dump(include={"marked_by", "word", "chart"}, exclude_none=True)
    word, slide = told.get("word", {}), told.get("chart", {}).get("slide", {})
    parts: list[tuple[Place, Any]] = [(("marked_by",), told.get("marked_by"))]
    parts += [(("columns", column), column) for column in card.columns]
    parts += [(("word", key), word.get(key)) for key in ("columns", "rows", "across", "then")]
    parts += [(("word", "cell"), _fields(word.get("cell", "")))]
    parts += [
        (("chart", "slide", key), value)
        for key, value in slide.items()
        if key not in ("form", "latest", "of")
    ]
    parts += [
        (("chart", "slide", "of", language), _fields(text))
        for language, text in slide.get("of", {}).items()
    ]
    for place, names in parts:
        each = [names] if isinstance(names, str) else names
        yield from ((place, name) for name in each or [] if name)


def _in_story(root: Path, contents: Mapping[str, Any], known: Mapping[str, Card]) -> Iterator[str]:
    path = root / _STORY
    told = Story.model_validate(contents[_STORY])
    charts = [id for id, each in known.items() if each.chart]
    named = defaultdict[str, list[_Named]](list)
    for what, place, id in chain(_in_body(told), _in_deck(told), _on_sheet(told), _indicated(told)):
        named[what].append((place, id))
    known_ids = {
        "tables": [id for id, each in known.items() if each.name],
        "columns": contents["reports/templates/columns.yml"],
        "findings": finding_ids(contents),
        "charts": charts,
    }
    for what, ids in known_ids.items():
        yield from _unknown(path, what, named[what], ids)
    yield from _unlisted(root, told, contents)


def _in_body(told: Story) -> Iterator[_Told]:
    for at, part in enumerate(told.body):
        yield from (("findings", ("body", at, "findings"), id) for id in part.findings)
        yield from (("charts", ("body", at, "charts"), id) for id in part.charts)
    for name, annex in told.sections.items():
        yield from (("charts", ("sections", name, "charts"), id) for id in annex.charts)


def _in_deck(told: Story) -> Iterator[_Told]:
    yield from (("findings", ("summary", "findings"), id) for id in told.summary.findings)
    yield from (("findings", ("leadership",), id) for id in told.leadership)
    for name, slide in told.deck.items():
        yield from (("findings", ("deck", name), id) for id in (name, *slide.beside))
        yield from (("charts", ("deck", name, "charts"), id) for id in slide.charts)


def _on_sheet(told: Story) -> Iterator[_Told]:
    for key in ("none", "findings"):
        yield from (("findings", ("sheet", key), id) for id in getattr(told.sheet, key))
    yield from (("charts", ("sheet", "charts"), id) for id in told.sheet.charts)
    for key in ("rows", "then"):
        names = getattr(told.sheet.years, key)
        yield from (("columns", ("sheet", "years", key), name) for name in names)


def _indicated(told: Story) -> Iterator[_Told]:
    for at, row in enumerate(told.summary.indicators):
        place = ("summary", "indicators", at)
        for key in ("finding", "stated"):
            if id := getattr(row, key):
                yield "findings", (*place, key), id
        yield "tables", (*place, "table"), row.table
        yield from (("columns", (*place, key), name) for key, name in _columns_of(row))


def _unlisted(root: Path, told: Story, contents: Mapping[str, Any]) -> Iterator[str]:
    """Return which notebooks are named that there are not."""
    notebooks = {path.stem for path in root.glob("notebooks/**/*.ipynb")}
    sections = [(("sections", name), name) for name in told.sections]
    yield from _unknown(root / _STORY, "notebooks", sections, notebooks)
    titled = [((name,), name) for name in contents[_QUESTIONS]]
    yield from _unknown(root / _QUESTIONS, "notebooks", titled, notebooks)


def _columns_of(row: Indicator) -> Iterator[tuple[str, str]]:
    yield from (("where", name) for name in row.where)
    yield "of", row.of
    for key in ("first", "last"):
        yield from ((key, name) for name in _fields(getattr(row, key)))
    yield from (("change", name) for name in [row.change] if name)
    yield from (("interval", name) for name in row.interval or ())


def _fields(template: str) -> list[str]:
    return [name for _, name, _, _ in string.Formatter().parse(template) if name]


def _codes(root: Path, contents: Mapping[str, Any]) -> Iterator[str]:
    """Give the codes that vocabulary and rules name and the vocabulary does not have."""
    words = contents["analysis/vocabulary.yml"]
    for file, form, section in _CODES:
        named = [(at, value) for at, value in places(contents[file]) if matches(at, form)]
        yield from _unknown(root / file, section, named, words[section])
    for key, section in PHRASES.items():
        name, phrases = next((n, c[key]) for n, c in contents.items() if key in c)
        named = [((key, code), code) for code in phrases]
        yield from _unknown(root / name, section, named, [*words[section], *_ALSO[key]])
    kinds = places(words["outcome_kinds"])
    told = [(("outcome_kinds", *at), value) for at, value in kinds if at[-1] == "told_with"]
    tellers = next(c["told_as"] for c in contents.values() if "told_as" in c)["outcome_counts"]
    yield from _unknown(root / "analysis/vocabulary.yml", "findings", told, tellers)


def _unknown(path: Path, what: str, named: Iterable[_Named], known: Iterable[str]) -> Iterator[str]:
    ids = [*known]
    wrong = ((place, id) for place, id in named if id not in ids)
    told = ((place, f"{what}: there is no {id!r}; {suggestion(id, ids)}") for place, id in wrong)
    yield from at_lines(path, told)
