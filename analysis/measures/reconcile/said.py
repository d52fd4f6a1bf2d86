"""What a verdict says, as keys and values: it is worded where it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True)
class Sentence:
    """A sentence, or a part of one, by its key, and what fills its fields."""

    key: str
    fields: Mapping[str, "Value"] = field(default_factory=dict)


@dataclass(frozen=True)
class Label:
    """What the vocabulary calls a code of a section; `inside` where it stands within a sentence."""

    section: str
    code: object
    inside: bool = False


@dataclass(frozen=True)
class Percent:
    """A percentage as it was stated, without its sign."""

    stated: str


@dataclass(frozen=True)
class Share:
    """A share (0-1), and the places to which it is told as a percentage."""

    share: float
    places: int


@dataclass(frozen=True)
class Stated:
    """A figure that was stated as a bound, or about: a code of ``stated_as``, and the figure."""

    kind: str
    figure: "Value"


@dataclass(frozen=True)
class Years:
    """Years that are told together: *2012–2014*."""

    years: tuple[int, ...]


@dataclass(frozen=True)
class Met:
    """Why a problem met in the records is one, by its key and what it names."""

    cause: str
    named: str


# Sentences one after the other, whole numbers, and texts as they are.
Value: TypeAlias = (
    Sentence | Label | Percent | Share | Stated | Years | Met | tuple[Sentence, ...]
    | int | str | None
)  # fmt: skip
Fields: TypeAlias = dict[str, Value]
