"""What a file of keys and values may say, as a model; where it says otherwise, a line for each."""

import difflib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from analysis.formats.catalogue import CatalogueError, read_catalogue, read_nodes
from analysis.spoken import NotSo, has, say

# A catalogue has hundreds of words, and who reads the first twenty knows which are meant.
_MOST_NAMED = 20
Place = Sequence[int | str]
_T = TypeVar("_T")


class Strict(BaseModel):
    """Keys that a file may have, and no others; what is read is not changed."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def shaped(path: Path, kind: type[_T]) -> _T:
    """Return what a data file of the project holds, as a model.

    Parameters
    ----------
    path
        The YAML file.
    kind
        What it should hold: a model, or a mapping of models.

    Raises
    ------
    CatalogueError
        It holds something else: a line for each, with file, line and what was probably meant.
    """
    content = read_catalogue(path)
    try:
        return TypeAdapter(kind).validate_python(content)
    except ValidationError as error:
        raise CatalogueError("\n".join(mistakes(path, read_nodes(path), kind, error))) from None


def mistakes(path: Path, root: Any, kind: Any, error: ValidationError) -> list[str]:
    """Return what is wrong with a file, a line each.

    Parameters
    ----------
    path, root
        The file and its nodes.
    kind
        The model that it is not of.
    error
        Why it is not.
    """
    return [_told(path, root, kind, each) for each in error.errors()]


def at_lines(path: Path, found: Iterable[tuple[Place, str]]) -> list[str]:
    """Return what is wrong at places (keys and indices) of a data file, a line each."""
    wrong = list(found)
    root = read_nodes(path) if wrong else None
    return [say("shape.at", path=path, line=line_of(root, place), why=why) for place, why in wrong]


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return what was probably meant by a word that is not known, as the end of a message."""
    words = list(known)
    if near := nearest(word, words):
        return meant(near)
    # Those that begin alike come first: of many not all are named.
    words.sort(key=lambda each: each[:3] != word[:3])
    listed = ", ".join([*words[:_MOST_NAMED], *(["…"] if len(words) > _MOST_NAMED else [])])
    return say("known_are", words=listed) if words else say("none_known")


def nearest(word: str, known: Sequence[str]) -> list[str]:
    """Return the words that were probably meant: the same but for capitals and accents, or near."""
    same = [each for each in known if _bare(each) == _bare(word)]
    return same or difflib.get_close_matches(word, known, n=3, cutoff=0.6)


def _bare(word: str) -> str:
    """Return a word without capitals and accents, as it is typed in a hurry."""
    letters = unicodedata.normalize("NFD", word.casefold().replace("đ", "d"))
    return "".join(each for each in letters if not unicodedata.combining(each))


def meant(words: Iterable[str]) -> str:
    """Return the question whether one of some words was meant, as the end of a message."""
    return say("near", words=f" {say('near_or')} ".join(words))


def line_of(root: Any, place: Place) -> int:
    """Return the line of the deepest part of the place that the file has."""
    node = root
    line = node.start_mark.line + 1 if node else 1
    for part in place:
        if found := _child(node, part):
            key, node = found
            line = key.start_mark.line + 1
    return line


def called(place: Place, root: Any = None) -> str:
    """Return how a place is called: its keys, and entries of lists counted from one.

    Parameters
    ----------
    place
        The keys and indices that lead to it.
    root
        The nodes of its file, where a number may be a key; without them it counts entries.
    """
    entries = [at for at in range(1, len(place) + 1) if _is_entry(place[:at], root)]
    last = entries[-1] if entries else 0
    keys = repr(".".join(map(str, place[last:]))) if place[last:] else ""
    if not last:
        return keys
    entry = say("shape.entry", n=int(place[last - 1]) + 1, place=called(place[: last - 1], root))
    return say("shape.within", key=keys, entry=entry) if keys else entry


def should(error: Any, keys: Sequence[str] = ()) -> str:
    """Return what a value should be: the form to write, not what pydantic calls it.

    Parameters
    ----------
    error
        One of pydantic's.
    keys
        Those that stand there where it should be keys and values.
    """
    about = {**error.get("ctx", {}), "keys": ", ".join(f"{each}: …" for each in keys[:2])}
    if isinstance(about.get("error"), NotSo):
        return str(about["error"].why)
    if "expected" in about:
        about = {**about, "expected": str(about["expected"]).replace(" or ", f" {say('near_or')} ")}
    if has(key := f"should.{error['type']}"):
        return say(key, **about)
    return str(error["msg"]).removeprefix("Value error, ").removeprefix("Input ")


def places(content: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Give every value of a catalogue with its place: the keys and indices that lead to it."""
    if isinstance(content, dict | list):
        each = content.items() if isinstance(content, dict) else enumerate(content)
        for key, value in each:
            yield (*place, key), value
            yield from places(value, (*place, key))


def matches(place: Place, form: str) -> bool:
    """Return whether a place is of a form: keys with dots between, * for any one.

    Examples
    --------
    >>> matches(("ratings", "good"), "ratings.*"), matches(("ratings", "good", "vi"), "ratings.*")
    (True, False)
    """
    parts = form.split(".")
    return len(place) == len(parts) and all(map(fnmatchcase, map(str, place), parts))


def _told(path: Path, root: Any, kind: Any, error: Any) -> str:
    loc = error["loc"]
    place, line = called(loc, root), line_of(root, loc)
    at: dict[str, object] = {"path": path, "line": line}
    if error["type"] == "extra_forbidden":
        key = str(loc[-1])
        return say("shape.unknown", key=key, near=suggestion(key, _keys(kind, loc[:-1])), **at)
    if error["type"] == "missing":
        return say("shape.missing", place=place, **at)
    at["why"] = should(error, _keys(kind, loc))
    told = say("shape.wrong", place=place, **at) if place else say("shape.wrong_whole", **at)
    if isinstance(error["input"], dict):
        return told
    if (given := error["input"]) is None:
        return say("shape.blank", told=told)
    written = str(given) if isinstance(given, date) else repr(given)
    return say("shape.given", told=told, given=f"{written:.200}")


def _keys(kind: Any, place: Place) -> list[str]:
    """Return the keys that a file of a kind may have at a place."""
    model = _model_in(kind)
    for part in place:
        field = model.model_fields.get(str(part)) if model else None
        # An index or a free key stays with what the list or mapping holds.
        model = (field and _model_in(field.annotation)) or model
    return [field.alias or name for name, field in model.model_fields.items()] if model else []


def _model_in(kind: Any) -> type[BaseModel] | None:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind
    return next(filter(None, map(_model_in, get_args(kind))), None)


def _is_entry(place: Place, root: Any) -> bool:
    node = root
    for part in place[:-1]:
        node = found[1] if (found := _child(node, part)) else node
    return isinstance(place[-1], int) and not isinstance(node, yaml.MappingNode)


def _child(node: Any, part: int | str) -> tuple[Any, Any] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == str(part)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], node.value[part]
    return None
