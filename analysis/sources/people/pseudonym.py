"""Keyed pseudonyms: the only trace of a person that leaves this package."""

import hashlib
import hmac
import os
import re
import secrets
import stat
import tempfile
from functools import cache, lru_cache
from pathlib import Path

from platformdirs import user_config_path

from analysis.places import PROJECT_NAME
from analysis.spoken import Message
from analysis.vocabulary import fold

# Simulated people have nothing to hide, and everybody must get the same demo tables.
PUBLIC_KEY = b"cadre-review: simulated people, public key"
_LENGTH = 20
_FILE = "pseudonym.key"
# By these a system says where the settings of a user are.
_TELL_WHERE = ("XDG_CONFIG_HOME", "HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
# What `secret_digest` says of an office that has no secret yet.
NO_SECRET = hashlib.sha256(b"").digest()


class PseudonymKeyError(RuntimeError):
    """The secret of the pseudonyms is there but cannot be trusted."""


# Somebody stands on the lists of several years.
@lru_cache(maxsize=8192)
def pseudonym(
    staff_number: str | None, name: str | None, birth: str | None, *, key: bytes
) -> str | None:
    """Return the pseudonym of a person: HMAC-SHA256 in hex, its first 20 characters.

    Parameters
    ----------
    staff_number : str or None
        Identifies the person alone where there is one.
    name, birth : str or None
        Name and birth date (year, year-month or year-month-day) where there is none. The
        spelling of the name's tone marks and capitals does not count.
    key : bytes
        The secret, or `PUBLIC_KEY` for simulated data.

    Returns
    -------
    str or None
        None where neither number nor name is known.
    """
    if staff_number:
        text = f"number:{fold(staff_number)}"
    elif name:
        text = f"name:{fold(name)}|{birth or ''}"
    else:
        return None
    return hmac.digest(key, text.encode(), "sha256").hex()[:_LENGTH]


def key_for(simulated: bool) -> bytes:
    """Return the key of a workbook's people; the secret one is made on first use."""
    return PUBLIC_KEY if simulated else secret(_folder(*map(os.environ.get, _TELL_WHERE)))


# To work it out for each table took as long as to read ten of its rows.
@cache
def _folder(*told: str | None) -> Path:
    return user_config_path(PROJECT_NAME)


def secret_digest() -> bytes:
    """Return the SHA-256 of the file of the office's secret, of nothing while there is none."""
    path = user_config_path(PROJECT_NAME) / _FILE
    return hashlib.sha256(path.read_bytes()).digest() if path.exists() else NO_SECRET


@cache
def secret(folder: Path) -> bytes:
    """Return the office's secret from ``pseudonym.key`` in `folder`, making it if need be.

    Two processes that make it at once agree on one: a whole file is linked into place, and
    linking fails for the second.

    Raises
    ------
    PseudonymKeyError
        The file can be read by others, or does not hold 32 bytes in hexadecimal.
    """
    path = folder / _FILE
    if not path.exists():
        _make(path)
    return _checked(path)


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # mkstemp gives mode 0600 from the start; the key is never readable by others, not even briefly.
    handle, draft = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(32) + "\n")
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        Path(draft).unlink()


def _checked(path: Path) -> bytes:
    mode = stat.S_IMODE(path.stat().st_mode)
    # Windows has no such bits: there the folder of the user's profile protects the file.
    if os.name == "posix" and mode & 0o077:
        raise PseudonymKeyError(Message("key_open", path=path, mode=f"{mode:04o}"))
    text = path.read_text(encoding="ascii", errors="replace").strip()
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise PseudonymKeyError(Message("key_damaged", path=path))
    return bytes.fromhex(text)
