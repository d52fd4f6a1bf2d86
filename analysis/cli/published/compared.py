"""A comparison of two builds in words."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from analysis import wording
from analysis.cli.published.compare import Comparison, Figure, Sentence
from analysis.documents.cards import TEMPLATES
from analysis.documents.rendering import page_text, unit_name
from analysis.documents.result_tables import table_name
from analysis.formats.signs import legible
from analysis.languages import LANGUAGES
from analysis.words import Words

# Of each table, and of the parts that one build alone has; the rest are counted.
_MOST = 12
# As much of a hash as tells two apart.
_DIGITS = 12

Moved = tuple[Figure, float, float]


def lines(comparison: Comparison, words: Words) -> list[str]:
    """Return a comparison as lines: what made the builds, then the figures by unit and notebook."""
    made = list(_made(comparison, words))
    counts = {name: len(getattr(comparison, name)) for name in ("moved", "gone", "added")}
    numbers = {name: words.number(count, 0) for name, count in counts.items()}
    told = [
        *(made or [_say("same", words)]),
        _say("figures", words, **numbers),
        *_by_run(comparison, words),
        *_alone("gone", comparison.gone, words),
        *_alone("added", comparison.added, words),
        *([_say("chance", words)] if comparison.moved else []),
    ]
    return [legible(line) for line in told]


def _say(key: str, words: Words, **values: object) -> str:
    return page_text(f"compare.{key}", words, **values)


def _made(comparison: Comparison, words: Words) -> Iterator[str]:
    for kind, file in comparison.inputs:
        yield _say(kind, words, file=file)
    for name, old, new in comparison.parameters:
        yield _say("parameter", words, name=name, change=_changed(old, new, words))
    for name, old, new in comparison.made_of:
        before, after = (_written(each, words)[: _short(name)] for each in (old, new))
        yield f"{_say(f'made_of.{name}', words)}: {before} → {after}"
    for (unit, notebook, code), old, new in comparison.statuses:
        before, after = (page_text(s, words) if s else _say("absent", words) for s in (old, new))
        run = f"{_run(unit, notebook, words)} ({page_text('language_name', Words(code))})"
        yield f"{run}: {before} → {after}"


def _short(name: str) -> int | None:
    return _DIGITS if name.endswith("sha256") or name == "commit" else None


def _changed(old: Any, new: Any, words: Words) -> str:
    """Return how a key of a review changed; of lists and the like only what came and went."""
    before, after = _items(old, words), _items(new, words)
    if before is not None and after is not None:
        came = [f"+ {each}" for each in after if each not in before]
        went = [f"− {each}" for each in before if each not in after]
        if came or went:
            return "; ".join([*went, *came])
    return f"{_written(old, words)} → {_written(new, words)}"


def _items(value: Any, words: Words) -> list[str] | None:
    if isinstance(value, dict) and set(value) <= set(LANGUAGES) and words.language in value:
        return _items(value[words.language], words)
    if isinstance(value, dict):
        return [f"{k}: {_written(v, words)}" if v else str(k) for k, v in value.items()]
    return [str(each) for each in value] if isinstance(value, list) else None


def _written(value: Any, words: Words) -> str:
    items = _items(value, words)
    if items is not None:
        return ", ".join(items) or "–"
    if isinstance(value, dict):
        return str(value[words.language])
    return "–" if value is None else str(value)


def _run(unit: str, notebook: str, words: Words) -> str:
    known = wording.sentences(TEMPLATES / "notebooks.yml").get(notebook, {})
    return f"{unit_name(unit, words)} · {known.get(words.language, notebook)}"


def _by_run(comparison: Comparison, words: Words) -> Iterator[str]:
    runs: dict[tuple[str, str], tuple[list[Sentence], list[Moved]]] = {}
    for sentence in comparison.sentences:
        runs.setdefault((sentence.unit, sentence.notebook), ([], []))[0].append(sentence)
    for moved in comparison.moved:
        runs.setdefault((moved[0].unit, moved[0].notebook), ([], []))[1].append(moved)
    for (unit, notebook), (sentences, figures) in runs.items():
        yield ""
        yield _run(unit, notebook, words)
        # A figure of a finding has no row to be told by.
        parts = [moved for moved in figures if not moved[0].told]
        for sentence in sentences:
            yield from _reworded(sentence, words)
            yield from _parts([m for m in parts if m[0].source == sentence.id], words)
        reworded = {sentence.id for sentence in sentences}
        for source, group in groupby(parts, key=lambda each: each[0].source):
            if source not in reworded:
                yield f"  {source}"
                yield from _parts(list(group), words)
        rows = [moved for moved in figures if moved[0].told]
        for source, group in groupby(rows, key=lambda each: each[0].source):
            yield from _of_table(source, list(group), words)


def _reworded(sentence: Sentence, words: Words) -> Iterator[str]:
    if sentence.old:
        yield "  " + _say("before", words, text=sentence.old)
    if sentence.new:
        yield "  " + _say("after", words, text=sentence.new)


def _parts(moved: list[Moved], words: Words) -> Iterator[str]:
    for figure, old, new in moved:
        part = _say(f"part.{figure.place[-1]}", words)
        yield f"    {part}: {_change(figure.kind, old, new, words)}"


def _of_table(table: str, moved: list[Moved], words: Words) -> Iterator[str]:
    yield f"  {table_name(table, None, words)} ({words.number(len(moved), 0)})"
    # The largest difference of a kind first.
    first = sorted(moved, key=lambda each: (each[0].kind, -abs(each[2] - each[1])))
    for figure, old, new in first[:_MOST]:
        yield f"    {', '.join(figure.told)}: {_change(figure.kind, old, new, words)}"
    if len(moved) > _MOST:
        rest = words.number(len(moved) - _MOST, 0)
        yield "    " + _say("more", words, number=rest)


def _alone(which: str, figures: list[Figure], words: Words) -> Iterator[str]:
    """Return where the figures are that one build alone tells, and how many."""
    places: dict[tuple[str, str, str], int] = {}
    for figure in figures:
        place = (figure.unit, figure.notebook, figure.source)
        places[place] = places.get(place, 0) + 1
    if places:
        yield from ("", _say(f"{which}_head", words))
    for (unit, notebook, source), count in list(places.items())[:_MOST]:
        told = f"{_run(unit, notebook, words)} · {table_name(source, None, words)}"
        yield f"  {told}: {words.number(count, 0)}"
    if len(places) > _MOST:
        yield "  " + _say("more_parts", words, number=len(places) - _MOST)


def _change(kind: str, old: float, new: float, words: Words) -> str:
    whole = old.is_integer() and new.is_integer()
    usual = (
        0 if whole and kind != "percent" else {"whole": 0, "p_value": 3, "decimal": 2}.get(kind, 1)
    )
    # With more decimals where the usual ones do not show what moved.
    told = [_at(kind, old, new, decimals, words) for decimals in range(usual, 7)]
    return next((text for before, after, text in told if before != after), told[-1][2])


def _at(kind: str, old: float, new: float, decimals: int, words: Words) -> tuple[str, str, str]:
    if kind == "percent":
        before, after = (words.percent(each, decimals) for each in (old, new))
        moved = _say("points", words, points=words.points(new - old, decimals))
    elif kind == "points":
        before, after = (words.points(each, decimals) for each in (old, new))
        moved = words.points(new - old, decimals)
    else:
        before, after = (words.number(each, decimals) for each in (old, new))
        moved = ("+" if new > old else "") + words.number(new - old, decimals)
    return before, after, f"{before} → {after} ({moved})"
