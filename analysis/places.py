"""Where the project and its files lie, and what their bytes are."""

import hashlib
import os
import tomllib
from functools import lru_cache
from pathlib import Path

PROJECT_NAME = "cadre-review"
# The environment variable that tells a run the key of each source, by its place, as JSON.
STATES = "CADRE_REVIEW_STATES"
# And the file in which it notes what it asks of them, and the hash of what it is told.
ASKED = "CADRE_REVIEW_ASKED"

# And where an analyst's own notebooks lie, if not in ``notebooks/own``.
OWN = "CADRE_REVIEW_OWN"
# Which of these holds what was kept while exploring.
KEPT = "kept_by_hand"


def project_root(start: Path | None = None) -> Path:
    """Return the project's folder: the nearest one upward from `start` that holds it.

    Parameters
    ----------
    start : Path, optional
        Where the search begins; the working folder by default.

    Returns
    -------
    Path
        The nearest folder with a ``pyproject.toml`` of this project, else the folder that
        holds the installed package.
    """
    begin = (start or Path.cwd()).resolve()
    for folder in (begin, *begin.parents):
        if _is_project(folder):
            return folder
    return Path(__file__).resolve().parents[1]


def resolve(path: str | Path) -> Path:
    """Return a path as an absolute one; a relative one is taken from the project's folder."""
    given = Path(path).expanduser()
    return given.resolve() if given.is_absolute() else (project_root() / given).resolve()


def own_notebooks() -> Path:
    """Return the folder of the analyst's own notebooks, which need not be there."""
    return resolve(os.environ.get(OWN) or "notebooks/own")


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def package_sha256(*patterns: str) -> str:
    """Return the SHA-256, in hex, of the names and bytes of the files some patterns match."""
    package = Path(__file__).parent
    files = sorted({path for pattern in patterns for path in package.glob(pattern)})
    lines = (f"{path.relative_to(package).as_posix()}\0{sha256(path)}\n" for path in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _is_project(folder: Path) -> bool:
    try:
        return _names_project((folder / "pyproject.toml").read_bytes())
    except OSError:
        return False


# Asked of the same file dozens of times in a build; to parse it takes some milliseconds.
@lru_cache(maxsize=16)
def _names_project(content: bytes) -> bool:
    try:
        return tomllib.loads(content.decode()).get("project", {}).get("name") == PROJECT_NAME
    # Somebody else's pyproject.toml above ours may be anything.
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, AttributeError):
        return False
