"""One state of a source: what its files held at one moment, and the key of that moment.

A build reads its sources once. Its runs are told the keys in the environment and are answered
from what was kept under them, so that all of them speak of one state, whatever is saved meanwhile.
"""

import json
import os
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analysis.counts.history import History
from analysis.counts.kept import Answers
from analysis.counts.noted import NotedHistory
from analysis.counts.question import Question
from analysis.formats.kept import state_folder
from analysis.places import ASKED, STATES, resolve
from analysis.sources.mapping.stated import Stated
from analysis.sources.people.pseudonym import NO_SECRET, secret_digest
from analysis.sources.problems import NothingReadable, problem

# What the sources of a review are called in what its runs asked: the source, and its ledger.
ROLES = ("data", "published")
NOTHING_STATED = Stated()
# Seconds between tries to read files that are being saved.
_WAITS = (0.1, 0.2, 0.4, 0.8, 1.6)


class SourceChanged(NothingReadable):
    """The source is no longer what it was when the build began, and that was not kept."""


@dataclass(frozen=True)
class State:
    """A source as it was at one moment.

    Attributes
    ----------
    place : str
        Where the source lies.
    digest, key : str
        Of its files, and of the state (see `snapshot.files_digest` and `snapshot_key`).
    history : History
        What was read of it.
    stated : Stated
        What the review file states of it.
    """

    place: str
    digest: str
    key: str
    history: History
    stated: Stated = NOTHING_STATED

    def changed(self) -> bool:
        """Say whether the files of the source are no longer what they were, or are gone."""
        try:
            return _digest(Path(self.place), self.stated) != self.digest
        except OSError:
            return True

    def answers(self, units: Collection[str]) -> Answers:
        """Return what is answered from this state, of these units at once."""
        reading = self.history.reading()
        return Answers(state_folder(self.key), reading, lambda: self.history, units)


def read_state(source: str | Path, stated: Stated = NOTHING_STATED) -> State:
    """Read a source as it is at one moment, and keep that for `load` and for runs.

    It is kept in the user's cache folder, where it can be.

    Parameters
    ----------
    source : str or Path
        As `load` takes it.
    stated : Stated
        What the review file states of it.

    Raises
    ------
    NothingReadable
        As `load`; or its files went on changing while they were read.
    """
    from analysis.sources.snapshot import keep_snapshot, read_snapshot, snapshot_key

    path = place_of_source(source)
    digest, history = _read_at_rest(path, stated)
    # Named only now: the first reading of recorded people makes the secret.
    key = snapshot_key(digest)
    if (kept := read_snapshot(key)) is None:
        keep_snapshot(key, history)
        kept = read_snapshot(key)
    return State(str(path), digest, key, history if kept is None else kept, stated)


def keys_of(states: Iterable[State], units: Collection[str]) -> str:
    """Return what `STATES` tells a run of the sources that its build has read.

    Parameters
    ----------
    states : iterable of State
        Those of the review's source and of its ledger, if that is another.
    units : collection of str
        Of which the build asks.
    """
    told = {
        state.place: [role, state.digest, state.key, json.dumps(state.stated.plain())]
        for role, state in zip(ROLES, states, strict=False)
    }
    return json.dumps({"states": told, "units": sorted(units)}, ensure_ascii=False)


def whole_history(path: Path) -> History:
    """Return what a source holds: now, or in a run of a build what it held when that began.

    Raises
    ------
    NothingReadable
        As `load`.
    SourceChanged
        What it held then was not kept, and the files have changed.
    """
    told = json.loads(os.environ.get(STATES, "{}"))
    if str(path) not in told.get("states", {}):
        return _read_at_rest(path)[1]
    role, digest, key, stated = told["states"][str(path)]
    answers = _answers_of_run(path, digest, key, stated, tuple(told["units"]))
    return NotedHistory(answers, lambda question, answer: note(role, question, answer))


def note(role: str, question: Question, answer: str) -> None:
    """Note in the run's own file what it asked, and the hash of what it was told."""
    line = json.dumps([role, question.plain(), answer], ensure_ascii=False)
    if place := os.environ.get(ASKED):
        with Path(place).open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")


def read_ahead(told: str) -> None:
    """Read what is kept of sources, without the people, for runs that will look at it.

    Parameters
    ----------
    told : str
        As `keys_of` tells runs of the sources.
    """
    for _, _, key, _ in json.loads(told)["states"].values():
        _kept_reading(key)


_READINGS: dict[str, History] = {}


def _kept_reading(key: str) -> History | None:
    from analysis.sources.snapshot import read_reading

    # What was not kept when it was first looked for may be by now.
    if key not in _READINGS and (found := read_reading(key)) is not None:
        _READINGS[key] = found
    return _READINGS.get(key)


@cache
def _answers_of_run(
    path: Path, digest: str, key: str, stated: str, units: tuple[str, ...]
) -> Answers:
    from analysis.sources.snapshot import read_snapshot

    @cache
    def records() -> History:
        if (kept := read_snapshot(key)) is not None:
            return kept
        found, history = _read_at_rest(path, Stated(**json.loads(stated)))
        if found != digest:
            raise SourceChanged([problem("error", "source_changed", path.name)], path)
        return history

    reading = _kept_reading(key) or records().reading()
    return Answers(state_folder(key), reading, records, units)


def place_of_source(source: str | Path) -> Path:
    """Return where a source lies; the description of a ledger stands for its folder.

    Raises
    ------
    NothingReadable
        There is no such path.
    """
    # Nothing named would be the project's own folder, with all that lies in it.
    if not str(source).strip():
        raise NothingReadable([problem("error", "no_source")], source)
    path = resolve(source)
    if not path.exists():
        raise NothingReadable([problem("error", "source_not_found", path.name)], path)
    return path.parent if path.name == "datapackage.json" else path


def _read_at_rest(path: Path, stated: Stated = NOTHING_STATED) -> tuple[str, History]:
    """Return the digest and the history of one and the same state of a source's files."""
    from analysis.sources.snapshot import read_snapshot, snapshot_key

    for seconds in (*_WAITS, None):
        before, secret = _digest(path, stated), secret_digest()
        if (kept := read_snapshot(snapshot_key(before))) is not None:
            return before, kept
        read = _read_files(path, stated)
        # The first reading of recorded people makes the secret.
        at_rest = secret in (secret_digest(), NO_SECRET)
        if at_rest and _digest(path, stated) == before:
            if isinstance(read, Exception):
                raise read
            return before, read
        if seconds is not None:
            time.sleep(seconds)
    raise NothingReadable([problem("error", "source_unsettled", path.name)], path)


def _digest(path: Path, stated: Stated) -> str:
    from analysis.sources.snapshot import files_digest
    from analysis.sources.walk import named_files, odd_entries

    digest = files_digest(named_files(path), odd_entries(path))
    return f"{digest} {json.dumps(stated.plain(), sort_keys=True)}" if stated else digest


def _read_files(path: Path, stated: Stated) -> History | Exception:
    """Return what the files hold, or why they cannot be read: one that is being saved is odd."""
    from analysis.sources.folder import read_folder
    from analysis.sources.ledger.published import is_ledger, read_ledger

    try:
        if is_ledger(path):
            return read_ledger(path)
        return read_folder(path, stated) if stated else read_folder(path)
    except Exception as error:
        return error
