"""Columns and words that a question names, refused with the nearest where there are none."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from analysis import vocabulary
from analysis.counts.question import Question

if TYPE_CHECKING:
    from analysis.counts.history import History

By = str | Sequence[str]
_MOST_NAMED = 12
# The columns whose words are few and known; units and groups of posts are the office's own.
_SECTIONS = {
    **{"tier": "tiers", "sex": "sexes", "rating": "ratings"},
    **{"staff_class": "staff_classes", "post_group": "post_groups", "rank": "ranks"},
}


def chosen(by: By, allowed: Iterable[str]) -> tuple[str, ...]:
    """Return the columns that are asked for, each once, refusing one that there is not."""
    columns = [by] if isinstance(by, str) else list(by)
    for column in columns:
        refuse_unknown("column", column, allowed)
    return tuple(dict.fromkeys(columns))


def refuse_unknown(what: str, word: object, known: Iterable[object]) -> None:
    """Refuse a word that is none of those known."""
    named = list(known)
    if word in named:
        return
    texts = [str(each) for each in named]
    near = get_close_matches(str(word), texts, n=3, cutoff=0.6)
    meant = f"did you mean {' or '.join(near)}? " if near else ""
    more = ", …" if len(texts) > _MOST_NAMED else ""
    told = ", ".join(texts[:_MOST_NAMED]) or "none"
    raise ValueError(f"there is no {what} {word!r}; {meant}there are: {told}{more}")


def spelled(history: "History", name: str, value: Any) -> Any:
    """Return a value of a column as the records spell it, refusing one that nobody has."""
    words = vocabulary.codes(_SECTIONS[name]) if name in _SECTIONS else ()
    if value in words:
        return value
    asked = Question("values", {}, by=(name,), more={"like": value})
    met = history.answer(asked)[name].dropna()
    known = [*words, *(each for each in met if each not in words)]
    by_fold = {vocabulary.fold(each): each for each in known if isinstance(each, str)}
    told = by_fold.get(vocabulary.fold(value), value) if isinstance(value, str) else value
    refuse_unknown(name, told, known)
    return told
