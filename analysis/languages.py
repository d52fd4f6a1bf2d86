"""The languages in which everything is told; what they are is in ``languages.yml``."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from analysis.formats.catalogue import read_catalogue

_DATA = read_catalogue(Path(__file__).with_suffix(".yml"))
_TOLD: dict[str, dict[str, Any]] = {each["code"]: each for each in _DATA["languages"]}
LANGUAGES: tuple[str, ...] = tuple(_TOLD)
# The type of a field that holds the code of one.
if TYPE_CHECKING:
    Language = str
else:
    Language = Literal[LANGUAGES]


def longest(what: str, language: str) -> int:
    """Return how many words a ``title`` or a ``finding`` has at most in a language."""
    return int(_TOLD[language][f"longest_{what}"])
