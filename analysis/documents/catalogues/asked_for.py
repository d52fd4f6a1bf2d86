"""Which keys of the catalogues the program asks for, as its own text says."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

_DOCSTRING = re.compile(r'""".*?"""', re.DOTALL)
_LITERAL = re.compile(r'"([^"\n]*)"')
_FIELD = re.compile(r"\{[^{}]*\}")
# Calls that name a sentence, by where they stand, and the files of which one should hold it.
_SENTENCES = "analysis/findings/sentences/*.yml"
_CHARTS = "analysis/charts/draw/texts.yml"
_PAGES = "reports/templates/texts.yml"
_PROBLEMS = "analysis/problem_words.yml"
_MESSAGES = "analysis/messages.yml"
_SPEAKING = (
    *("analysis/runner/*.py", "analysis/formats/*.py", "analysis/cli/scheduling/*.py"),
    *(f"analysis/cli/{name}.py" for name in ("ends", "building", "progress", "published/status")),
)
_CALLS = (
    ("analysis/findings/*.py", r'(?<!\w)say\(\s*"([\w.]+)"[,)]', _SENTENCES),
    ("analysis/findings/*.py", r'(?<!\w)finding\(\s*"(\w+)",\s*"(\w+)"', _SENTENCES),
    ("analysis/charts/*.py", r'(?<!\w)(?:say|about|note|nothing)\(\s*"([\w.]+)"', _CHARTS),
    ("analysis/*.py", r'page_text\(\s*"([\w.]+)"', _PAGES),
    ("analysis/*.py", r'"texts.yml",\s*"([\w.]+)"', _PAGES),
    ("analysis/*.py", r'(?<!\w)Message\(\s*"([\w.]+)"', _MESSAGES),
    *((place, r'(?<![\w.])say\(\s*"([\w.]+)"[,)]', _MESSAGES) for place in _SPEAKING),
    ("analysis/*.py", r'(?<!\w)spoken\.say\(\s*"([\w.]+)"[,)]', _MESSAGES),
    ("reports/templates/*.j2", r'(?<!\w)say\("(\w+(?:\.\w+)*)"[,)]', _PAGES),
    ("analysis/*.py", r'problem\(\s*"\w+",\s*"(\w+)"', _PROBLEMS),
    ("analysis/sources/*.py", r'_note\(\s*"(\w+)"', _PROBLEMS),
)


@dataclass(frozen=True)
class Named:
    """The words that stand in the texts of a program, and the forms of those it puts together."""

    words: frozenset[str]
    forms: tuple[re.Pattern[str], ...]

    def has(self, key: str) -> bool:
        """Return whether a key stands in the program, or is put together of words that do."""
        return key in self.words or any(
            found
            and all(len(part) > 2 for part in found.groups())
            and self.words.issuperset(found.groups())
            for form in self.forms
            for found in [form.fullmatch(key)]
        )


def program(root: Path) -> dict[str, str]:
    """Return the texts of a project's modules, notebooks and page templates, by their places."""
    found = [
        path
        for pattern in ("analysis/**/*.py", "notebooks/**/*.ipynb", "reports/templates/*.j2")
        for path in root.glob(pattern)
    ]
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in found}


def named_in(texts: Mapping[str, str], headed: Iterable[str]) -> Named:
    """Return what a program names.

    Parameters
    ----------
    texts
        Its modules, notebooks and page templates.
    headed
        How columns are written: the sections of the vocabulary whose codes they hold.
    """
    literals = [*headed]
    for place, text in texts.items():
        if place.endswith(".j2"):
            # A text may stand in an attribute, between quotes of its own.
            literals.append(text)
        else:
            code = _DOCSTRING.sub("", text) if place.endswith(".py") else text.replace('\\"', '"')
            literals += _LITERAL.findall(code)
    words = frozenset(word for literal in literals for word in re.findall(r"\w+", literal))
    parts = {part for literal in literals for part in _FIELD.sub("\0", literal).split(".")}
    made = sorted(part for part in parts if re.fullmatch(r"(?=.*\0)(?=.*\w)[\w\0]+", part))
    return Named(words, tuple(re.compile(part.replace("\0", r"(\w+)")) for part in made))


def asked_in(texts: Mapping[str, str]) -> dict[str, set[str]]:
    """Return which keys a program asks for by their whole name, by the pattern of their files."""
    asked: dict[str, set[str]] = {}
    for places, call, files in _CALLS:
        for place, text in texts.items():
            if fnmatchcase(place, places):
                found = re.finditer(call, text)
                asked.setdefault(files, set()).update(".".join(each.groups()) for each in found)
    return asked
