"""The languages in which everything is told; what they are is in ``languages.yml``."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from analysis.formats.catalogue import CatalogueError, read_catalogue

_KEYS = {"code": str, "longest_title": int, "longest_finding": int}


def read_languages(path: Path) -> dict[str, dict[str, Any]]:
    """Return each language that a file names, by its code.

    Raises
    ------
    CatalogueError
        The file names none; one lacks a key, or has another; a code is not two small letters.
    """
    content = read_catalogue(path)
    found = content.get("languages") if isinstance(content, dict) else None
    if not isinstance(found, list) or not found:
        raise CatalogueError(f"{path}: 'languages' should be a list of at least one")
    for number, each in enumerate(found, 1):
        if not isinstance(each, dict) or {k: type(v) for k, v in each.items()} != _KEYS:
            keys = ", ".join(f"{name} ({kind.__name__})" for name, kind in _KEYS.items())
            raise CatalogueError(f"{path}: language {number} should have {keys}, and no other key")
        if not re.fullmatch("[a-z]{2}", each["code"]):
            raise CatalogueError(f"{path}: code {each['code']!r} should be two small letters")
    return {each["code"]: each for each in found}


_TOLD = read_languages(Path(__file__).with_suffix(".yml"))
LANGUAGES: tuple[str, ...] = tuple(_TOLD)
# The type of a field that holds the code of one.
if TYPE_CHECKING:
    Language = str
else:
    Language = Literal[LANGUAGES]


def longest(what: str, language: str) -> int:
    """Return how many words a ``title`` or a ``finding`` has at most in a language."""
    return int(_TOLD[language][f"longest_{what}"])
