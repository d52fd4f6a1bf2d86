"""What a problem met while reading says: its key and values, worded where it is shown."""

import json
import string
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

import pandas as pd

from analysis.spoken import Message
from analysis.wording import sentences
from analysis.words import NotTold, Words

_SENTENCES = Path(__file__).with_suffix(".yml")
_REMEDY = "remedy"
# What is kept of a message in what fills a field, beside the values that it names itself.
_MESSAGE, _VALUES = "message", "values"


def named(cause: str, values: Mapping[str, object]) -> str:
    """Return what the sentences of a problem name, as JSON; what they do not name is left out.

    Parameters
    ----------
    cause : str
        The sentences in ``problem_words.yml``.
    values : mapping of str to object
        Texts, numbers, messages; None for what must not be repeated: the reason is then the one
        under ``unquoted``.

    Raises
    ------
    NotTold
        There are no such sentences, or they name something that was not given.
    """
    asked = _fields(cause, _part(values))
    if missing := asked - values.keys():
        raise NotTold(f"{_SENTENCES}: {cause} is given no {', '.join(sorted(missing))}")
    kept = {name: values[name] for name in sorted(asked)}
    kept |= {name: None for name, value in values.items() if value is None}
    return json.dumps(kept, ensure_ascii=False, default=_plain)


def reason(cause: str, named: str, words: Words) -> str:
    """Return why a problem is one, by its key and what it names."""
    return _told(cause, named, words.language, words.persons_as)[0]


def worded(problems: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Return problems with ``reason`` and ``remedy`` in words, from ``cause`` and ``named``.

    Problems that are without ``named`` have their words already and are returned as they are.
    """
    if "named" not in problems:
        return problems
    keys = zip(problems["cause"], problems["named"], strict=True)
    how = (words.language, words.persons_as)
    told = [_told(cause, values, *how) for cause, values in keys]
    columns = ["reason", "remedy"]
    texts = pd.DataFrame(told, problems.index, columns, dtype="str")
    return problems.assign(**{name: texts[name] for name in columns})


@lru_cache(maxsize=8192)
def _told(cause: str, named: str, language: str, persons_as: str) -> tuple[str, str]:
    words = Words(language, persons_as)
    values = {name: _again(value, language) for name, value in json.loads(named).items()}
    parts = (_part(values), _REMEDY)
    first, last = (words.say(_SENTENCES, f"{cause}.{part}", **values) for part in parts)
    return first, last


def _part(values: Mapping[str, object]) -> str:
    return "unquoted" if None in values.values() else "reason"


@cache
def _fields(cause: str, part: str) -> set[str]:
    """Return the fields of a problem's reason and remedy, in any language."""
    entry = sentences(_SENTENCES).get(cause)
    if entry is None or part not in entry:
        raise NotTold(f"{_SENTENCES}: {cause} has no {part}")
    texts = [text for told in (entry[part], entry[_REMEDY]) for text in told.values()]
    return {field for text in texts for _, field, *_ in string.Formatter().parse(text) if field}


def _plain(value: object) -> object:
    if isinstance(value, Message):
        return {_MESSAGE: value.key, _VALUES: value.values}  # noqa: PD011
    if hasattr(value, "item"):
        return value.item()
    raise TypeError(f"a problem cannot name a {type(value).__name__}")


def _again(value: object, language: str) -> object:
    """Return what fills a field; a message among it is told in the language."""
    if not isinstance(value, dict):
        return value
    values = {name: _again(each, language) for name, each in value[_VALUES].items()}
    return Message(value[_MESSAGE], **values).told(language)
