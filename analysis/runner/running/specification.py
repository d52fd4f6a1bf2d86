"""What a run is asked, and how it ended: plain data, which a cluster can carry."""

from typing import Any, NotRequired, TypedDict

from analysis import spoken
from analysis.languages import LANGUAGES
from analysis.runner.limits import Limits

# How a run can end.
STATUSES = ("done", "failed", "killed", "timed_out", "interrupted")


class Specification(TypedDict):
    """What to run: a notebook with parameters, where the result belongs, and what it may use.

    `folder` is relative to `build`, `path` to `root`; `parameters` are in their JSON form.
    `fingerprint` is the mark of the request: what the run is answered is known when it has ended.
    A run is made below `unfinished` and moved to the `store` when it is done. `states` are the
    keys of the sources that its build has read (see `state.keys_of`); `recorded` says whether
    they hold recorded data, which no error may quote. `notebook_sha256` is of the notebook as it
    was planned.
    """

    folder: str
    path: str
    parameters: dict[str, Any]
    fingerprint: str
    unfinished: str
    store: str
    build: str
    root: str
    limits: Limits
    states: str
    recorded: bool
    notebook_sha256: NotRequired[str]


class Result(TypedDict):
    """How a run ended: one of `STATUSES`, the error's name, text, cell and traceback, if any.

    `why_cold` tells why its kernel had to be started afresh; None if it was forked, or if the
    worker that knew is dead. `reused`: nothing ran, the store had it.
    """

    folder: str
    fingerprint: str
    status: str
    seconds: float
    error: dict[str, Any] | None
    why_cold: spoken.Message | str | None
    reused: bool


def result_of(
    specification: Specification,
    status: str,
    *,
    fingerprint: str | None = None,
    seconds: float = 0.0,
    error: dict[str, Any] | None = None,
    why_cold: spoken.Message | str | None = None,
    reused: bool = False,
) -> Result:
    """Return the result of a run that ended with a status."""
    return Result(
        folder=specification["folder"],
        fingerprint=fingerprint or specification["fingerprint"],
        status=status,
        seconds=seconds,
        error=error,
        why_cold=why_cold,
        reused=reused,
    )


def language_of(specification: Specification) -> str:
    """Return the language that a run is written in; what goes wrong in it is told in that too."""
    language = specification["parameters"].get("language")
    return language if language in LANGUAGES else spoken.ENGLISH
