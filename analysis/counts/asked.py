"""Columns and words that a question names, refused with the nearest where there are none."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from analysis import vocabulary
from analysis.counts.question import Question
from analysis.refused import refuse_unknown

if TYPE_CHECKING:
    from analysis.counts.history import History

By = str | Sequence[str]
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
