"""The mapping file: what an office answers where its files alone cannot be understood.

Each key is optional, and a value that is left blank is a question not yet answered.
"""

import re
from typing import Annotated, Any, Literal, NoReturn

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from analysis.record_checks import EARLIEST_YEAR, LATEST_YEAR
from analysis.sources.words.headers import field_of, header_words
from analysis.sources.words.persons import is_no_unit
from analysis.vocabulary import code_of, codes, fold, is_not_rated
from analysis.words import Words

SKIP, NOT_RATED = "skip", "not_rated"
# The causes for which it is not sure who is who (see `doubtful`).
Cause = Literal["no_number", "other_number", "one_number", "birth", "unit", "spelling", "name"]
# Of the units that a list of events covers.
EVERY_UNIT = "all"
_EVERY = (EVERY_UNIT, "tất cả")
_ANSWERS = {fold("có"): True, fold("không"): False}
# file, sheet, cell: as problems tell a place.
PLACE = re.compile(r"(?P<table>.+), (?P<cell>[A-Z]{1,3}[1-9]\d{0,6})")


def _refuse(word: object, known: list[str]) -> NoReturn:
    raise PydanticCustomError("unknown_word", "unknown", {"word": str(word), "known": known})


def _heading_for(value: Any) -> Any:
    """Return the field, or the rating, that a heading's answer stands for."""
    fields = [*header_words()["fields"], NOT_RATED, *codes("ratings")]
    if value is None or value in fields:
        return value
    if is_not_rated(value):
        return NOT_RATED
    return field_of(str(value)) or code_of("ratings", value) or _refuse(value, fields)


def _code_in(section: str, *others: str) -> BeforeValidator:
    """Return what takes a code of a vocabulary's section, or one of its wordings, for the code."""

    def code(value: Any) -> Any:
        if value is None or value in others:
            return value
        if NOT_RATED in others and is_not_rated(value):
            return NOT_RATED
        labels = (Words("vi").label(section, code) for code in codes(section))
        known = [*codes(section), *others, *labels]
        return code_of(section, value) or _refuse(value, known)

    return BeforeValidator(code)


def _yes_or_no(value: Any) -> Any:
    return _ANSWERS.get(fold(value), value) if isinstance(value, str) else value


def _is_unit(value: str) -> str:
    if is_no_unit(value):
        raise PydanticCustomError("names_a_person", "names a person")
    return value


def _once(value: dict[str, Any]) -> dict[str, Any]:
    """Refuse two spellings of one word that are answered differently."""
    seen: dict[str, str] = {}
    for word, answer in value.items():
        other = seen.setdefault(fold(word) or word, word)
        if value[other] != answer:
            raise PydanticCustomError("two_answers", "two answers", {"word": word, "other": other})
    return value


def _several(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _all_or_several(value: Any) -> Any:
    every = isinstance(value, str) and fold(value) in map(fold, _EVERY)
    return [EVERY_UNIT] if every else _several(value)


Text = Annotated[str, Field(min_length=1)]
Unit = Annotated[Text, AfterValidator(_is_unit)]
Year = Annotated[int, Field(ge=EARLIEST_YEAR, le=LATEST_YEAR)]
Answer = Annotated[bool | None, BeforeValidator(_yes_or_no)]
Tier = Annotated[str | None, _code_in("tiers")]
Kind = Annotated[str | None, _code_in("outcome_kinds")]
Heading = Annotated[str | None, BeforeValidator(_heading_for)]


ONCE = AfterValidator(_once)


def keys_of(model: type[BaseModel]) -> list[str]:
    """Return the keys of a part of the file."""
    return [field.alias or name for name, field in model.model_fields.items()]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, value: Any) -> Any:
        """Take a key that is left blank for one that is not there: it is not answered."""
        if value is None:
            return {}
        if not isinstance(value, dict):
            return value
        known = keys_of(cls)
        return {key: each for key, each in value.items() if each is not None or key not in known}


class Wordings(_Strict):
    """What words of the cells stand for: a code of the vocabulary, or a unit's name."""

    ratings: Annotated[dict[Text, Annotated[str | None, _code_in("ratings", NOT_RATED)]], ONCE] = {}
    posts: Annotated[dict[Text, Annotated[str | None, _code_in("post_groups")]], ONCE] = {}
    sexes: Annotated[dict[Text, Annotated[str | None, _code_in("sexes")]], ONCE] = {}
    outcome_kinds: Annotated[dict[Text, Kind], ONCE] = {}
    tiers: Annotated[dict[Text, Tier], ONCE] = {}
    units: Annotated[dict[Text, Unit | None], ONCE] = {}


class Whole(_Strict):
    """What holds for all rows of a sheet: that it counts for nothing, or its year, unit, tier."""

    skip: Answer = None
    year: Year | None = None
    unit: Unit | None = None
    tier: Tier = None


class OfFile(Whole):
    """What holds for all sheets of a file, and for one of them."""

    sheets: dict[Text, Whole] = {}


class ToldTwice(_Strict):
    """Which of two tables counts where both tell of the same people."""

    tables: Annotated[list[Text], Field(min_length=2, max_length=2)]
    counts: Text | None = None


class Same(_Strict):
    """Whether two that may be one person are: one pair, or all of two lists for one cause."""

    pair: Text | None = None
    cause: Cause | None = None
    lists: Annotated[list[Text], Field(min_length=1, max_length=2)] | None = None
    same: Answer = None


class Succession(_Strict):
    """Units that from a year on are another one, or several."""

    unit: Annotated[list[Unit], BeforeValidator(_several), Field(min_length=1)]
    successor: Annotated[list[Unit] | None, BeforeValidator(_several)] = None
    since: Annotated[Year | None, Field(alias="from")] = None


class Term(_Strict):
    """From which year to which the list of a unit is expected."""

    since: Annotated[Year | None, Field(alias="from")] = None
    until: Annotated[Year | None, Field(alias="to")] = None


class Covers(_Strict):
    """Which kinds of event, years and units a list of events covers: who is not on it had none."""

    of: Annotated[Text, Field(alias="list")]
    kinds: list[Kind] | None = None
    since: Annotated[Year | None, Field(alias="from")] = None
    until: Annotated[Year | None, Field(alias="to")] = None
    units: Annotated[list[Unit] | None, BeforeValidator(_all_or_several)] = None

    @property
    def years(self) -> range:
        """The years that are said; none where they are left blank."""
        if self.since is None or self.until is None:
            return range(0)
        return range(self.since, self.until + 1)


class Mapping(_Strict):
    """What a mapping file says; each field is a key of the file."""

    headings: Annotated[dict[Text, Heading], ONCE] = {}
    words: Wordings = Wordings()
    files: dict[Text, OfFile] = {}
    told_twice: list[ToldTwice] = []
    people: list[Same] = []
    school_year: Literal["begins", "ends"] | None = None
    successors: list[Succession] = []
    expected: Annotated[dict[Unit, Term], ONCE] = {}
    outcomes_recorded: list[Covers] = []
