"""The mapping file as it lies beside the data: read, checked, and each mistake told by its line."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from analysis.formats.shape import line_of
from analysis.formats.yaml_file import LARGEST, Node, NotReadable, read_yaml
from analysis.record_checks import EARLIEST_YEAR, LATEST_YEAR
from analysis.sources.mapping.model import (
    Covers,
    Mapping,
    OfFile,
    Same,
    Succession,
    Term,
    ToldTwice,
    Whole,
    Wordings,
    keys_of,
)
from analysis.sources.problems import NothingReadable, problem
from analysis.sources.reading import Record
from analysis.sources.words.persons import is_number, is_person, without_accents
from analysis.vocabulary import fold

NAME = "mapping.yml"
_PARTS: dict[str, type[BaseModel]] = {
    "words": Wordings,
    "told_twice": ToldTwice,
    "people": Same,
    "successors": Succession,
    "expected": Term,
    "outcomes_recorded": Covers,
}
_NEAREST = 3
_BOUNDS = {"first": EARLIEST_YEAR, "last": LATEST_YEAR}


class MappingError(NothingReadable):
    """The mapping file is wrong: nothing is read, for an answer left out would change figures."""


@dataclass(frozen=True)
class Written:
    """A mapping file: what it says, and where.

    Attributes
    ----------
    said : Mapping
        Its content.
    root : yaml.Node or None
        Its nodes, which know their lines; None for an empty file.
    place : Path
        Where it lies.
    content : dict
        As it is written, with the questions that are left blank.
    """

    said: Mapping
    root: Node | None
    place: Path
    content: dict[str, Any] = field(default_factory=dict)

    def skips(self, file: str) -> bool:
        """Say whether a file is to be left out."""
        return file in self.said.files and bool(self.said.files[file].skip)

    def choices(self) -> list[tuple[str, str]]:
        """Return the table that counts and the other, where two tell of the same people."""
        return [
            (twice.counts, other)
            for twice in self.said.told_twice
            for other in twice.tables
            if twice.counts is not None and other != twice.counts
        ]

    def line(self, *at: str | int) -> int:
        """Return the line of a key, or of the item of a list."""
        return line_of(self.root, at)

    def problem(self, severity: str, key: str, at: tuple[str | int, ...], **values: Any) -> Record:
        """Return a problem of a line of this file."""
        return problem(severity, key, self.place.name, line=self.line(*at), **values)

    def refuse(self, found: Iterable[Record]) -> None:
        """Raise what was found wrong, if anything was.

        Raises
        ------
        MappingError
            With each problem in a line.
        """
        if told := list(found):
            raise MappingError(told, self.place.parent)


def read_mapping(place: Path) -> Written:
    """Return the mapping file at a place.

    Raises
    ------
    MappingError
        It is no YAML, or a key or value is wrong: each with its line and what was probably meant.
    """
    if place.stat().st_size > LARGEST:
        most = LARGEST // 1024
        raise MappingError([problem("error", "mapping_too_large", place.name, most=most)], place)
    try:
        content, root = read_yaml(place.read_bytes())
    except NotReadable as error:
        line, why = error.line or 1, error.why
        found = problem("error", "mapping_no_yaml", place.name, line=line, why=why)
        raise MappingError([found], place) from None
    if root is not None and not isinstance(root, yaml.MappingNode):
        raise MappingError([problem("error", "mapping_no_keys", place.name, line=1)], place)
    return validated(content or {}, root, place)


def validated(content: dict[str, Any], root: Node | None, place: Path) -> Written:
    """Return what keys and values of a mapping file say.

    Parameters
    ----------
    content : dict
        The keys and values, as YAML gives them.
    root : yaml.Node or None
        The nodes of the file in which they stand.
    place : Path
        That file.

    Raises
    ------
    MappingError
        A key or value is wrong: each with its line and what was probably meant.
    """
    written = Written(Mapping(), root, place)
    try:
        return Written(Mapping.model_validate(content), root, place, content)
    except ValidationError as error:
        written.refuse(_told(each, written) for each in error.errors())
        raise AssertionError from None


def _told(error: Any, written: Written) -> Record:
    at = tuple(part for part in error["loc"] if part != "[key]")
    about, kind = error.get("ctx", {}), error["type"]
    if kind == "extra_forbidden":
        known = keys_of(_model_at(at[:-1]))
        return written.problem("error", "mapping_key", at, **_near(str(at[-1]), known))
    if kind == "missing":
        return written.problem("error", "mapping_missing", at, name=_name(at))
    if kind == "unknown_word":
        return written.problem("error", "mapping_value", at, **_near(about["word"], about["known"]))
    if kind == "two_answers":
        words = {name: shown(about[name]) for name in ("word", "other")}
        return written.problem("error", "mapping_two_answers", (*at, about["word"]), **words)
    if kind == "names_a_person":
        return written.problem("error", "mapping_person", at)
    if kind == "literal_error":
        known = [word.strip(" '") for word in about["expected"].replace(" or ", ",").split(",")]
        return written.problem("error", "mapping_value", at, **_near(str(error["input"]), known))
    expected = _EXPECTED.get(kind, "other")
    kind = f"mapping_expects_{expected}"
    return written.problem("error", kind, at, name=_name(at), **_BOUNDS)


_EXPECTED = {
    "int_type": "year",
    "greater_than_equal": "year",
    "less_than_equal": "year",
    "bool_type": "yes_or_no",
    "string_type": "text",
    "string_too_short": "text",
    "list_type": "list",
    "too_short": "two",
    "too_long": "two",
    "dict_type": "keys",
    "model_type": "keys",
    "model_attributes_type": "keys",
}


def _name(at: tuple[str | int, ...]) -> str | None:
    """Return what the file calls the value at a place."""
    named = [part for part in at if isinstance(part, str)]
    return shown(named[-1]) if named else "–"


def _near(word: str, known: list[str]) -> dict[str, Any]:
    return {"word": shown(word), "near": nearest(word, known)}


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known words nearest to one, or the first of them all where none is near."""
    listed = list(dict.fromkeys(known))
    by_case = {without_accents(fold(each)) or each: each for each in listed}
    near = get_close_matches(without_accents(fold(word)), by_case, n=_NEAREST, cutoff=0.6)
    return "; ".join([by_case[each] for each in near] or listed) or "–"


def shown(word: str) -> str | None:
    """Return a word of the file as far as it may be repeated: None where it may be a person's."""
    return None if is_person(word) or is_number(word, 5) else word[:100]


def _model_at(at: tuple[str | int, ...]) -> type[BaseModel]:
    """Return the model of which the keys at a place of the file are."""
    if not at:
        return Mapping
    if at[0] == "files":
        return OfFile if len(at) == 2 else Whole
    return _PARTS.get(str(at[0]), Mapping)
