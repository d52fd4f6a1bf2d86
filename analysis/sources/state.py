"""One state of a source: what its files held at one moment, and the key of that moment.

A build reads its sources once. Its runs are told the keys in the environment and read what was
kept under them, so that all of them speak of one state, whatever is saved meanwhile.
"""

import json
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from analysis.counts.history import History
from analysis.places import STATES, resolve
from analysis.sources.problems import NothingReadable, problem
from analysis.sources.pseudonym import NO_SECRET, secret_digest

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
    """

    place: str
    digest: str
    key: str
    history: History

    def changed(self) -> bool:
        """Say whether the files of the source are no longer what they were, or are gone."""
        try:
            return _digest(Path(self.place)) != self.digest
        except OSError:
            return True


def read_state(source: str | Path) -> State:
    """Read a source as it is at one moment, and keep that for `load` and for runs.

    It is kept in the user's cache folder, where it can be.

    Raises
    ------
    NothingReadable
        As `load`; or its files went on changing while they were read.
    """
    from analysis.sources.snapshot import keep_snapshot, read_snapshot, snapshot_key

    path = place_of_source(source)
    digest, history = _read_at_rest(path)
    # Named only now: the first reading of recorded people makes the secret.
    key = snapshot_key(digest)
    if (kept := read_snapshot(key)) is None:
        keep_snapshot(key, history)
        kept = read_snapshot(key)
    return State(str(path), digest, key, history if kept is None else kept)


def keys_of(states: Iterable[State]) -> str:
    """Return what `STATES` tells a run of the sources that its build has read."""
    told = {state.place: [state.digest, state.key] for state in states}
    return json.dumps(told, sort_keys=True)


def whole_history(path: Path) -> History:
    """Return all that a source holds: now, or in a run of a build what it held when that began.

    Raises
    ------
    NothingReadable
        As `load`.
    SourceChanged
        What it held then was not kept, and the files have changed.
    """
    from analysis.sources.snapshot import read_snapshot

    begun, key = json.loads(os.environ.get(STATES, "{}")).get(str(path), (None, None))
    kept = read_snapshot(key) if key else None
    if kept is not None:
        return kept
    digest, history = _read_at_rest(path)
    if begun and digest != begun:
        raise SourceChanged([problem("error", "source_changed", path.name)], path)
    return history


def place_of_source(source: str | Path) -> Path:
    """Return where a source lies; the description of a ledger stands for its folder.

    Raises
    ------
    NothingReadable
        There is no such path.
    """
    path = resolve(source)
    if not path.exists():
        raise NothingReadable([problem("error", "source_not_found", path.name)], path)
    return path.parent if path.name == "datapackage.json" else path


def _read_at_rest(path: Path) -> tuple[str, History]:
    """Return the digest and the history of one and the same state of a source's files."""
    from analysis.sources.snapshot import read_snapshot, snapshot_key

    for seconds in (*_WAITS, None):
        before, secret = _digest(path), secret_digest()
        if (kept := read_snapshot(snapshot_key(before))) is not None:
            return before, kept
        read = _read_files(path)
        # The first reading of recorded people makes the secret.
        at_rest = secret in (secret_digest(), NO_SECRET)
        if at_rest and _digest(path) == before:
            if isinstance(read, Exception):
                raise read
            return before, read
        if seconds is not None:
            time.sleep(seconds)
    raise NothingReadable([problem("error", "source_unsettled", path.name)], path)


def _digest(path: Path) -> str:
    from analysis.sources.folder import named_files
    from analysis.sources.snapshot import files_digest

    return files_digest(named_files(path))


def _read_files(path: Path) -> History | Exception:
    """Return what the files hold, or why they cannot be read: one that is being saved is odd."""
    from analysis.sources.folder import read_folder
    from analysis.sources.published import is_ledger, read_ledger

    try:
        return read_ledger(path) if is_ledger(path) else read_folder(path)
    except Exception as error:
        return error
