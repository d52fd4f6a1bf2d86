"""A comparison of two builds in words."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from analysis import vocabulary, wording
from analysis.cli.published.compare import Comparison, Figure, Sentence
from analysis.documents.cards import TEMPLATES
from analysis.documents.rendering import page_text, unit_name
from analysis.documents.result_tables import table_name
from analysis.formats.signs import legible

# Of each table, and of the parts that one build alone has; the rest are counted.
_MOST = 12
# As much of a hash as tells two apart.
_DIGITS = 12

Moved = tuple[Figure, float, float]


def lines(comparison: Comparison, language: str) -> list[str]:
    """Return a comparison as lines: what made the builds, then the figures by unit and notebook."""
    made = list(_made(comparison, language))
    counts = {name: len(getattr(comparison, name)) for name in ("moved", "gone", "added")}
    numbers = {name: wording.number(count, language, 0) for name, count in counts.items()}
    told = [
        *(made or [_say("same", language)]),
        _say("figures", language, **numbers),
        *_by_run(comparison, language),
        *_alone("gone", comparison.gone, language),
        *_alone("added", comparison.added, language),
        *([_say("chance", language)] if comparison.moved else []),
    ]
    return [legible(line) for line in told]


def _say(key: str, language: str, **values: object) -> str:
    return page_text(f"compare.{key}", language, **values)


def _made(comparison: Comparison, language: str) -> Iterator[str]:
    for kind, file in comparison.inputs:
        yield _say(kind, language, file=file)
    for name, old, new in comparison.parameters:
        yield _say("parameter", language, name=name, change=_changed(old, new, language))
    for name, old, new in comparison.made_of:
        before, after = (_written(each, language)[: _short(name)] for each in (old, new))
        yield f"{_say(f'made_of.{name}', language)}: {before} → {after}"
    for (unit, notebook, code), old, new in comparison.statuses:
        before, after = (
            page_text(s, language) if s else _say("absent", language) for s in (old, new)
        )
        run = f"{_run(unit, notebook, language)} ({page_text('language_name', code)})"
        yield f"{run}: {before} → {after}"


def _short(name: str) -> int | None:
    return _DIGITS if name.endswith("sha256") or name == "commit" else None


def _changed(old: Any, new: Any, language: str) -> str:
    """Return how a key of a review changed; of lists and the like only what came and went."""
    before, after = _items(old, language), _items(new, language)
    if before is not None and after is not None:
        came = [f"+ {each}" for each in after if each not in before]
        went = [f"− {each}" for each in before if each not in after]
        if came or went:
            return "; ".join([*went, *came])
    return f"{_written(old, language)} → {_written(new, language)}"


def _items(value: Any, language: str) -> list[str] | None:
    if isinstance(value, dict) and set(value) <= set(vocabulary.LANGUAGES) and language in value:
        return _items(value[language], language)
    if isinstance(value, dict):
        return [f"{k}: {_written(v, language)}" if v else str(k) for k, v in value.items()]
    return [str(each) for each in value] if isinstance(value, list) else None


def _written(value: Any, language: str) -> str:
    items = _items(value, language)
    if items is not None:
        return ", ".join(items) or "–"
    if isinstance(value, dict):
        return str(value[language])
    return "–" if value is None else str(value)


def _run(unit: str, notebook: str, language: str) -> str:
    known = wording.sentences(TEMPLATES / "notebooks.yml").get(notebook, {})
    return f"{unit_name(unit, language)} · {known.get(language, notebook)}"


def _by_run(comparison: Comparison, language: str) -> Iterator[str]:
    runs: dict[tuple[str, str], tuple[list[Sentence], list[Moved]]] = {}
    for sentence in comparison.sentences:
        runs.setdefault((sentence.unit, sentence.notebook), ([], []))[0].append(sentence)
    for moved in comparison.moved:
        runs.setdefault((moved[0].unit, moved[0].notebook), ([], []))[1].append(moved)
    for (unit, notebook), (sentences, figures) in runs.items():
        yield ""
        yield _run(unit, notebook, language)
        # A figure of a finding has no row to be told by.
        parts = [moved for moved in figures if not moved[0].told]
        for sentence in sentences:
            yield from _reworded(sentence, language)
            yield from _parts([m for m in parts if m[0].source == sentence.id], language)
        reworded = {sentence.id for sentence in sentences}
        for source, group in groupby(parts, key=lambda each: each[0].source):
            if source not in reworded:
                yield f"  {source}"
                yield from _parts(list(group), language)
        rows = [moved for moved in figures if moved[0].told]
        for source, group in groupby(rows, key=lambda each: each[0].source):
            yield from _of_table(source, list(group), language)


def _reworded(sentence: Sentence, language: str) -> Iterator[str]:
    if sentence.old:
        yield "  " + _say("before", language, text=sentence.old)
    if sentence.new:
        yield "  " + _say("after", language, text=sentence.new)


def _parts(moved: list[Moved], language: str) -> Iterator[str]:
    for figure, old, new in moved:
        part = _say(f"part.{figure.place[-1]}", language)
        yield f"    {part}: {_change(figure.kind, old, new, language)}"


def _of_table(table: str, moved: list[Moved], language: str) -> Iterator[str]:
    yield f"  {table_name(table, None, language)} ({wording.number(len(moved), language, 0)})"
    # The largest difference of a kind first.
    first = sorted(moved, key=lambda each: (each[0].kind, -abs(each[2] - each[1])))
    for figure, old, new in first[:_MOST]:
        yield f"    {', '.join(figure.told)}: {_change(figure.kind, old, new, language)}"
    if len(moved) > _MOST:
        rest = wording.number(len(moved) - _MOST, language, 0)
        yield "    " + _say("more", language, number=rest)


def _alone(which: str, figures: list[Figure], language: str) -> Iterator[str]:
    """Return where the figures are that one build alone tells, and how many."""
    places: dict[tuple[str, str, str], int] = {}
    for figure in figures:
        place = (figure.unit, figure.notebook, figure.source)
        places[place] = places.get(place, 0) + 1
    if places:
        yield from ("", _say(f"{which}_head", language))
    for (unit, notebook, source), count in list(places.items())[:_MOST]:
        told = f"{_run(unit, notebook, language)} · {table_name(source, None, language)}"
        yield f"  {told}: {wording.number(count, language, 0)}"
    if len(places) > _MOST:
        yield "  " + _say("more_parts", language, number=len(places) - _MOST)


def _change(kind: str, old: float, new: float, language: str) -> str:
    whole = old.is_integer() and new.is_integer()
    usual = (
        0 if whole and kind != "percent" else {"whole": 0, "p_value": 3, "decimal": 2}.get(kind, 1)
    )
    # With more decimals where the usual ones do not show what moved.
    told = [_at(kind, old, new, decimals, language) for decimals in range(usual, 7)]
    return next((text for before, after, text in told if before != after), told[-1][2])


def _at(kind: str, old: float, new: float, decimals: int, language: str) -> tuple[str, str, str]:
    if kind == "percent":
        before, after = (wording.percent(each, language, decimals) for each in (old, new))
        moved = _say("points", language, points=wording.points(new - old, language, decimals))
    elif kind == "points":
        before, after = (wording.points(each, language, decimals) for each in (old, new))
        moved = wording.points(new - old, language, decimals)
    else:
        before, after = (wording.number(each, language, decimals) for each in (old, new))
        moved = ("+" if new > old else "") + wording.number(new - old, language, decimals)
    return before, after, f"{before} → {after} ({moved})"
