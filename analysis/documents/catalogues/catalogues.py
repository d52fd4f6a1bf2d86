"""Is every text there, in each language and with the same fields, and every key and id known?"""

import string
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from analysis.documents.cards import Card, Heading
from analysis.documents.catalogues.asked_for import Named, asked_in, named_in, program
from analysis.documents.catalogues.references import misnamed
from analysis.documents.story import Story
from analysis.formats.catalogue import CatalogueError, read_catalogue
from analysis.formats.shape import Place, at_lines, places, shaped, suggestion
from analysis.languages import LANGUAGES, read_languages

ROOT = Path(__file__).resolve().parents[3]
_FILES = ("analysis/**/*.yml", "reports/results/*.yml", "reports/templates/*.yml")
# The demo's plan is data of its own, in one language.
_LEFT_OUT = "analysis/demo/*"
# What these hold is told by a model. The keys of all files but cards are words of the program.
_MODELS: Mapping[str, Any] = {
    "reports/results/*.yml": Card,
    "reports/templates/briefing.yml": Story,
    "reports/templates/columns.yml": dict[str, Heading],
}
# Lists that an office may add to: their codes are data.
_OPEN = {
    "analysis/vocabulary.yml": (
        *("ratings.*", "rating_variants.*", "post_groups.*", "unit_kinds.*", "staff_classes.*"),
        *("outcome_kinds.*", "consequences.*"),
    ),
    # Commands, and the names of what their functions take.
    "analysis/cli/help.yml": ("*", "*.*"),
    # Codes of the system's and of pydantic's.
    "analysis/messages.yml": ("system.*", "should.*"),
    "analysis/rules.yml": ("women_targets.*",),
    "analysis/sources/words/headers.yml": ("rating_parts.*", "whose_ratings.*"),
    "analysis/findings/sentences/common.yml": ("level_phrase.*",),
    "analysis/findings/sentences/outcomes/rates.yml": ("kind_phrase.*",),
    "analysis/findings/sentences/units.yml": ("apart_in.*",),
    "reports/templates/notebooks.yml": ("*",),
    "reports/templates/briefing.yml": ("sections.*", "deck.*"),
}
# Two letters that are no language.
_NO_LANGUAGE = {"as", "of"}


@dataclass(frozen=True)
class Known:
    """What the catalogues of a project are compared with."""

    root: Path
    languages: tuple[str, ...]
    named: Named


@cache
def refuse_faults(languages: tuple[str, ...] = LANGUAGES) -> None:
    """Refuse catalogues of which a text or an id could not be shown.

    Parameters
    ----------
    languages
        Those that each text should be told in.

    Raises
    ------
    CatalogueError
        A line for each fault, with file, line and what was probably meant.
    """
    if found := faults(ROOT, languages):
        raise CatalogueError("\n".join(found))


def refuse_all_faults() -> None:
    """Refuse what `refuse_faults` does, in each language that the project has or is to have."""
    refuse_faults(declared_languages(ROOT))


def declared_languages(root: Path = ROOT) -> tuple[str, ...]:
    """Return the languages that a project has, or is to have: named in its texts, or offered."""
    named = read_catalogue(root / "reports/templates/texts.yml")["language_name"]
    return tuple({**named, **read_languages(root / "analysis/languages.yml")})


def faults(root: Path, languages: tuple[str, ...]) -> list[str]:
    """Return what is missing in the catalogues of a project, or not known, a line each.

    Parameters
    ----------
    root
        The project's folder.
    languages
        Those that each text should be told in.
    """
    texts, contents, found = program(root), dict[str, Any](), list[str]()
    for path in catalogues(root):
        try:
            contents[_of(root, path)] = read_catalogue(path)
        except CatalogueError as error:
            found.append(str(error))
    headings = [
        value for each in contents.values() for place, value in places(each) if place[-1] == "as"
    ]
    known = Known(root, languages, named_in(texts, map(str, headings)))
    found += [line for name, each in contents.items() for line in faults_in(name, each, known)]
    found += [*_untold(root, contents, asked_in(texts)), *_without(root, languages)]
    # Ids are looked up in files that are of their form.
    with suppress(ValidationError, KeyError):
        found += misnamed(root, contents)
    return found


def catalogues(root: Path) -> list[Path]:
    """Return the files of a project that hold words, sentences and what results are called."""
    files = [path for pattern in _FILES for path in sorted(root.glob(pattern))]
    return [path for path in files if not fnmatchcase(_of(root, path), _LEFT_OUT)]


def faults_in(name: str, content: Any, known: Known) -> list[str]:
    """Return what is wrong with the content of one catalogue by itself, a line each."""
    path = known.root / name
    model = next((m for pattern, m in _MODELS.items() if fnmatchcase(name, pattern)), None)
    if model is not None:
        try:
            shaped(path, model)
        except CatalogueError as error:
            return str(error).split("\n")
    found = [(place, why) for place, text in _texts(content) for why in _wrong(text, known)]
    if model is not Card:
        found += _unnamed(content, _OPEN.get(name, ()), known.named)
    return at_lines(path, found)


def _texts(content: Any) -> Iterator[tuple[Place, dict[str, Any]]]:
    for place, value in [((), content), *places(content)]:
        if isinstance(value, dict) and any(_is_language(*item) for item in value.items()):
            yield place, value


def _is_language(key: Any, value: Any) -> bool:
    key = str(key)
    return key in LANGUAGES or (
        len(key) == 2 and key.islower() and isinstance(value, str) and key not in _NO_LANGUAGE
    )


def _wrong(text: dict[str, Any], known: Known) -> Iterator[str]:
    told = {key for key, value in text.items() if _is_language(key, value)}
    for language in known.languages:
        if not isinstance(text.get(language), str):
            odd = sorted(told - {*known.languages, *LANGUAGES})
            meant = f"; is {odd[0]!r} meant for it?" if odd else ""
            yield f"not told in {language}{meant}"
    fields = {}
    for language in told & {*known.languages}:
        try:
            parts = string.Formatter().parse(str(text[language]))
            fields[language] = {name for _, name, _, _ in parts if name is not None}
        except ValueError as error:
            yield f"a brace of the text in {language} stands alone ({error})"
    every = set().union(*fields.values())
    for language, own in fields.items():
        if every - own:
            yield f"the text in {language} lacks the fields {', '.join(sorted(every - own))}"


def _unnamed(content: Any, free: tuple[str, ...], named: Named) -> Iterator[tuple[Place, str]]:
    for place, value in places(content):
        key = place[-1]
        if isinstance(key, int | bool) or _is_language(key, value) or named.has(str(key)):
            continue
        dotted = ".".join(map(str, place))
        if not any(
            fnmatchcase(dotted, form) and len(place) == form.count(".") + 1 for form in free
        ):
            near = suggestion(str(key), sorted(named.words))
            told = near if near.startswith("did") else "remove it, or see how it is written"
            yield place, f"the program asks for nothing called {key!r}; {told}"


def _untold(
    root: Path, contents: Mapping[str, Any], asked: Mapping[str, set[str]]
) -> Iterator[str]:
    """Give the sentences that the program asks for by name and no file holds."""
    for pattern, keys in asked.items():
        files = [content for name, content in contents.items() if fnmatchcase(name, pattern)]
        held = {".".join(map(str, place)) for each in files for place, _ in places(each)}
        for key in sorted(keys - held):
            yield f"{root / pattern}: {key!r} is missing; {suggestion(key, sorted(held))}"


def _without(root: Path, languages: tuple[str, ...]) -> Iterator[str]:
    """Give the languages that have no template, or no part in the account of the methods."""
    account = root / "reports/README.md"
    parts = sum(line.startswith("# ") for line in account.read_text("utf-8").splitlines())
    for at, language in enumerate(languages):
        for form in ("briefing", "sheet"):
            template = root / f"reports/templates/{form}-{language}.docx"
            if not template.is_file():
                yield f"{template}: there is no such template"
        if at >= parts:
            yield f"{account}: no part in {language}, under a heading of the first order"


def _of(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()
