"""What the command says to its user: a key and values, worded in the user's language when shown."""

import errno
import os
import string
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from analysis.languages import LANGUAGES

_TEXTS = Path(__file__).with_name("messages.yml")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
VIETNAMESE, ENGLISH = "vi", "en"
# What a POSIX system asks for the language of messages, the first that is set deciding.
_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
# Of the process, not of a thread: what goes wrong in one is told by another.
_spoken = list[str]()
# Of whoever sits before the kernels that JupyterLab starts.
LANGUAGE = "CADRE_REVIEW_LANGUAGE"


class Message:
    """A text under a key of ``messages.yml``; a string of it is in the language spoken then.

    Examples
    --------
    >>> with spoken_in("vi"):
    ...     print(Message("check_path", place="data/rwa"))
    data/rwa: không có tệp hoặc thư mục này; kiểm tra lại đường dẫn
    """

    def __init__(self, message: str, **values: object) -> None:
        self.key, self.values = message, values

    def __str__(self) -> str:
        return self.told(language())

    def told(self, language: str) -> str:
        """Return the text in a language, whatever is spoken now."""
        entry: Any = _texts()
        for part in self.key.split("."):
            entry = entry[part]
        return string.Formatter().vformat(in_language(entry, language).strip(), (), self.values)

    def __format__(self, form: str) -> str:
        return format(str(self), form)


class NotSo(ValueError):
    """A value of a file is not what it should be; its message says what that is."""

    def __init__(self, why: Message) -> None:
        self.why = why
        super().__init__(why)


def say(message: str, **values: object) -> str:
    """Return the text under a key in the language spoken now, its fields filled.

    Raises
    ------
    KeyError
        There is no such text, or a field has no value.
    """
    return str(Message(message, **values))


def in_language(texts: Mapping[str, str], language: str) -> str:
    """Return a text in a language; in English where that is still to be translated."""
    return texts.get(language, texts[ENGLISH])


def has(message: str) -> bool:
    """Say whether there is a text under a key."""
    entry: Any = _texts()
    for part in message.split("."):
        entry = entry.get(part) if isinstance(entry, dict) else None
    return entry is not None


def system_says(error: OSError) -> str:
    """Return why the system refused, in the language spoken where that is known."""
    name = errno.errorcode.get(error.errno or 0, "")
    # A text of our own (*larger than …*) is left as it is.
    ours = error.errno is not None and error.strerror != os.strerror(error.errno)
    if name in _texts()["system"] and not ours:
        return say(f"system.{name}")
    return error.strerror or type(error).__name__


def language() -> str:
    """Return the language spoken now: the user's, where nobody said which."""
    return _spoken[-1] if _spoken else os.environ.get(LANGUAGE) or of_user()


@contextmanager
def spoken_in(chosen: str) -> Iterator[None]:
    """Speak a language within the block."""
    _spoken.append(chosen)
    try:
        yield
    finally:
        _spoken.pop()


def of_user(environment: Mapping[str, str] | None = None) -> str:
    """Return the language of the user: that of the locale where it is one of ours, else English.

    Examples
    --------
    >>> of_user({"LANG": "vi_VN.UTF-8"}), of_user({"LC_ALL": "C", "LANG": "vi_VN"}), of_user({})
    ('vi', 'en', 'en')
    """
    told = os.environ if environment is None else environment
    locale = next(filter(None, (told.get(name) for name in _LOCALES)), "")
    if not locale and environment is None and os.name == "nt":
        import locale as system

        locale = system.getlocale()[0] or ""
    # On Windows a locale bears the name of its language.
    code = VIETNAMESE if locale.lower().startswith("vietnam") else locale[:2].lower()
    return code if code in LANGUAGES else ENGLISH


@cache
def _texts() -> Any:
    return yaml.load(_TEXTS.read_text("utf-8"), Loader=_LOADER)
