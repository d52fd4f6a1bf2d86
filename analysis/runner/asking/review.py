"""A review file: what it may say, and errors that name the line."""

import re
import unicodedata
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, create_model

from analysis.documents.form import Forms
from analysis.formats.shape import line_of, meant, mistakes
from analysis.formats.yaml_file import LARGEST, Node, NotReadable, read_yaml
from analysis.languages import LANGUAGES, Language
from analysis.places import resolve
from analysis.runner.asking.slugs import DEVICE
from analysis.runner.keeping.files import read_file
from analysis.runner.keeping.modes import Readers
from analysis.runner.limits import LIMITS
from analysis.spoken import Message, NotSo, say, system_says

_STEM = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
# What a user may take for a review, and no editor of texts opens.
_NOT_TEXT = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ods", ".ipynb")
# Eleven days, or a terabyte: more is a slip, and more than the system's clocks count to.
_MOST = 1_000_000


class RequestError(ValueError):
    """The request itself is wrong: nothing is built and nothing is published.

    Attributes
    ----------
    key : str or None
        The key of the review file that asks for what cannot be had.
    """

    def __init__(self, message: str | Message, key: str | None = None) -> None:
        super().__init__(message)
        self.key = key


def _units(value: Any) -> Any:
    if value in ("all", "each"):
        return [value]
    if not isinstance(value, list) or not value:
        raise NotSo(Message("should.units"))
    if "each" in value and len(value) > 1:
        raise NotSo(Message("should.each"))
    return _once(value)


def _years(value: Any) -> Any:
    whole = isinstance(value, list) and all(type(year) is int for year in value)
    if not whole or len(value) != 2:
        raise NotSo(Message("should.years"))
    if value[0] > value[1]:
        raise NotSo(Message("should.years_reversed", first=value[0], last=value[1]))
    return tuple(value)


def _notebooks(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        value = dict.fromkeys(_once(value))
    if not value or not isinstance(value, dict):
        raise NotSo(Message("should.notebooks"))
    return {name: parameters or {} for name, parameters in value.items()}


def _plain(value: Any) -> Any:
    items = value if isinstance(value, list) else [value]
    if not all(isinstance(item, str | int | float | bool | date | None) for item in items):
        raise NotSo(Message("should.plain"))
    return value


def _once(value: Any) -> Any:
    if isinstance(value, list):
        told = [str(item) for item in value]
        twice = sorted({item for item in told if told.count(item) > 1})
        if twice:
            raise NotSo(Message("should.once", names=", ".join(twice)))
    return value


def _documents(value: Any) -> Any:
    listed = {*map(str, value)} if isinstance(value, list) else set()
    if "pdf" in listed and not listed & {"briefing", "slides"}:
        raise NotSo(Message("should.pdf"))
    return _once(value)


def _some(value: Any) -> Any:
    """Take one word for a list of one."""
    return _once([value] if isinstance(value, str) else value)


def _day(value: Any) -> Any:
    # Counts load pandas, for which `review --help` does not wait.
    from analysis.counts.question import month_and_day

    if not isinstance(value, str):
        raise NotSo(Message("should.day_and_month"))
    try:
        if value:
            month_and_day(value)
    except ValueError:
        raise NotSo(Message("should.day_and_month")) from None
    return value


def _composed(value: Any) -> Any:
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


def _internal(value: Any) -> Any:
    if value == "public":
        raise NotSo(Message("should.internal"))
    return value


Text = Annotated[str, Field(min_length=1)]
Several = Annotated[list[Text], BeforeValidator(_once)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


# The review's title in each language.
if TYPE_CHECKING:
    Title = _Strict
else:
    Title = create_model("Title", __base__=_Strict, **dict.fromkeys(LANGUAGES, (Text, ...)))


class Limit(_Strict):
    """The most that one run may use: seconds of time, megabytes of memory and of output."""

    seconds: Annotated[float, Field(gt=0, le=_MOST)] = LIMITS["seconds"]
    memory_mb: Annotated[float, Field(gt=0, le=_MOST)] = LIMITS["memory_mb"]
    output_mb: Annotated[float, Field(gt=0, le=_MOST)] = LIMITS["output_mb"]


class Review(_Strict):
    """What a review file says; each field is a key of the file."""

    title: Title
    source: Text
    published: Text | None = None
    tier: Literal["city", "district", "unit"] | None = None
    # As in the mapping file of the source, with which they are read and checked.
    expected: dict[Text, Any] | None = None
    outcomes_recorded: list[Any] | None = None
    years: Annotated[tuple[int, int], BeforeValidator(_years)]
    units: Annotated[list[Text], BeforeValidator(_units)] = ["all"]
    notebooks: Annotated[
        dict[str, dict[str, Annotated[Any, BeforeValidator(_plain)]]], BeforeValidator(_notebooks)
    ]
    language: Annotated[list[Language], Field(min_length=1), BeforeValidator(_some)] = [*LANGUAGES]
    audience: Annotated[Literal["internal"], BeforeValidator(_internal)] = "internal"
    min_cell: Annotated[int, Field(ge=1, le=1_000_000)] = 5
    readable_by: Readers = "group"
    keep: Annotated[int, Field(ge=1, le=1000)] = 5
    evaluated_on: Annotated[str, BeforeValidator(_day)] = ""
    # As it is typed: both forms of a letter with marks are one.
    persons_as: Annotated[Literal["người", "đồng chí"], BeforeValidator(_composed)] = "người"
    targets: Several = []
    deliverables: Annotated[
        list[Literal["pages", "briefing", "slides", "workbook", "pdf"]],
        Field(min_length=1),
        BeforeValidator(_documents),
    ] = ["pages"]
    briefing: Forms = Forms()
    limits: Limit = Limit()


def read_review(path: Path) -> Review:
    """Read a review file.

    Raises
    ------
    RequestError
        There is no such file, its name cannot be a folder's, it is no YAML, or a key or a
        value is wrong; the message gives the line of each and what was probably meant.
    """
    check_name(path)
    content, root = _content(path)
    if not isinstance(root, yaml.MappingNode):
        raise RequestError(Message("review_keys", path=path))
    try:
        return Review.model_validate(content)
    except ValidationError as error:
        raise RequestError("\n".join(mistakes(path, root, Review, error))) from None


def check_name(path: Path) -> None:
    """See that a review file is called as one may be; raises RequestError where it is not."""
    # Windows shows r.yml.txt as r.yml.
    if path.suffix.lower() in _NOT_TEXT or Path(path.stem).suffix.lower() in (".yml", ".yaml"):
        raise RequestError(Message("review_suffix", path=path, suffix=path.suffix))
    if not _STEM.fullmatch(path.stem):
        raise RequestError(Message("review_name", path=path))
    if DEVICE.fullmatch(path.stem):
        raise RequestError(Message("review_device", path=path, name=path.stem))


def nodes_of(path: Path) -> Node | None:
    """Return the nodes of a review file that was read before, which know their lines."""
    return _content(path)[1]


def line_of_key(path: Path, key: str) -> int:
    """Return the line of a key in a review file that was read before; 1 where it is not there."""
    _, root = _content(path)
    return line_of(root, (key,))


def refuse_unread(path: Path, error: OSError) -> NoReturn:
    """Refuse a review file that cannot be read, with those of nearly its name.

    Raises
    ------
    RequestError
        Always.
    """
    folders = (path.parent, resolve("reports/reviews"))
    found = (each for folder in folders for each in sorted(folder.glob("*.yml")))
    known = {each.stem: each for each in found if each.is_file()}
    near = [known[stem] for stem in get_close_matches(path.stem, known)]
    told = meant(map(str, near)) if near else say("check_the_path")
    raise RequestError(
        Message("review_unread", path=path, why=system_says(error), near=told)
    ) from None


def _content(path: Path) -> tuple[Any, Node | None]:
    try:
        return read_yaml(read_file(path, LARGEST, follow=True))
    except OSError as error:
        refuse_unread(path, error)
    except NotReadable as error:
        raise RequestError(f"{path}{error}") from None
