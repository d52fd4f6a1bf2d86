"""What the command says to its user: a key and values, worded in the user's language when shown."""

import os
import string
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_TEXTS = Path(__file__).with_name("messages.yml")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
VIETNAMESE, ENGLISH = "vi", "en"
# What a POSIX system asks for the language of messages, the first that is set deciding.
_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
_spoken: ContextVar[str] = ContextVar("spoken", default=ENGLISH)


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
        entry: Any = _texts()
        for part in self.key.split("."):
            entry = entry[part]
        return string.Formatter().vformat(entry[language()].strip(), (), self.values)

    def __format__(self, form: str) -> str:
        return format(str(self), form)


def say(message: str, **values: object) -> str:
    """Return the text under a key in the language spoken now, its fields filled.

    Raises
    ------
    KeyError
        There is no such text, or a field has no value.
    """
    return str(Message(message, **values))


def language() -> str:
    """Return the language spoken now: English where nobody said otherwise."""
    return _spoken.get()


@contextmanager
def spoken_in(chosen: str) -> Iterator[None]:
    """Speak a language within the block."""
    token = _spoken.set(chosen)
    try:
        yield
    finally:
        _spoken.reset(token)


def of_user(environment: Mapping[str, str] | None = None) -> str:
    """Return the language of the user: Vietnamese where the locale is, else English.

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
    return VIETNAMESE if locale.lower().startswith(("vi", "vietnam")) else ENGLISH


@cache
def _texts() -> Any:
    return yaml.load(_TEXTS.read_text("utf-8"), Loader=_LOADER)
