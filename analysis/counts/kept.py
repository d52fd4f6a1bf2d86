"""Answers to the questions of a build: answered once from one state of a source, kept, and read.

The answers of all units to one question are one file, beside the snapshot of the state (see
`analysis.formats.kept`): a line that tells where each unit's lies, then the answers as Arrow
streams.
"""

import hashlib
import io
import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import IO, Any

import pandas as pd
import pyarrow as pa

from analysis.counts.history import History
from analysis.counts.question import Question
from analysis.formats.kept import forget_damaged, keep, read_kept, taking_turns

TABLE = "table"
# What holds no person.
READ_TABLES = (
    *("claims", "met", "sheets", "units", "accounts", "headings", "contents"),
    "outcome_accounts",
)
READING = (*READ_TABLES, "recorded_outcomes")
# Stands for the unit in the key of a question that is asked of each.
_EACH = "\0each"
# How a part of a history is chosen, a step after the other.
_STEPS: dict[str, Callable[[History, Any], History]] = {
    "unit": lambda history, unit: history.of_unit(unit, perhaps=True),
    "tier": History.of_tier,
    "years": History.of_years,
}
Told = tuple[str, bytes]


@dataclass(frozen=True)
class Answers:
    """What is answered from one state of a source.

    Attributes
    ----------
    place : Path
        The state's folder.
    reading : History
        What was read, without the people.
    records : callable
        Returns the whole history; called only where an answer is not kept, or for a record table.
    units : collection of str
        A question about one unit is answered for all of these at once.
    """

    place: Path
    reading: History
    records: Callable[[], History]
    units: Collection[str] = ()
    # What was read of the files: an answer from one state never changes.
    _known: dict[str, dict[str, Told]] = field(default_factory=dict, init=False, repr=False)
    # A notebook asks the same up to ten times: whose people these are, which lists there are.
    _frames: dict[bytes, pd.DataFrame] = field(default_factory=dict, init=False, repr=False)
    # And looks at several tables of one part.
    _parts: dict[Any, History] = field(default_factory=dict, init=False, repr=False)

    def answer(self, question: Question) -> tuple[pd.DataFrame, str]:
        """Return an answer, and its hash: equal where the same is told, whatever the state."""
        digest, content = self._told(question)
        if content not in self._frames:
            self._frames[content] = read_frame(pa.BufferReader(content))
        # pandas copies a table before it writes into it.
        return self._frames[content].copy(deep=False), digest

    def digest(self, question: Question) -> str:
        """Return the hash of an answer, or of a table."""
        if question.relation == TABLE:
            return self.look(question)[1]
        return self._told(question)[0]

    def look(self, question: Question) -> tuple[Any, str]:
        """Return the table that a question names, of a part of the history, and its hash."""
        name = question.more["name"]
        part = self._part_read(question) if name in READING else _part(self._records, question)
        seen = getattr(part, name)
        if name == "sheets":
            # Another checksum of a file is no other reading of it.
            seen = seen.assign(sha256=None).astype(seen.dtypes)
        return seen, _digest(seen)

    def _part_read(self, question: Question) -> History:
        steps = question.more.get("steps", ())
        if steps not in self._parts:
            self._parts[steps] = _part(self.reading, question)
        return self._parts[steps]

    def _told(self, question: Question) -> Told:
        unit = question.unit
        each = question if unit is None else question.of_unit(_EACH)
        path, own = self.place / each.key(), unit or ""
        known = self._known.get(path.name, {})
        if own not in known and own not in (known := _read(path)):
            with taking_turns(path):
                known = _read(path)
                if own not in known:
                    known |= self._answered(question, {own, *self._units(unit)} - known.keys())
                    keep(path, _packed(known))
        self._known[path.name] = known
        return known[own]

    def _units(self, unit: str | None) -> Iterable[str]:
        return self.units if unit in self.units else ()

    def _answered(self, question: Question, units: Iterable[str]) -> dict[str, Told]:
        asked = {unit: question.of_unit(unit) if unit else question for unit in sorted(units)}
        history = _part(self._records, question)
        return {unit: _written(history.answer(each)) for unit, each in asked.items()}

    @cached_property
    def _records(self) -> History:
        return self.records()


def _part(history: History, question: Question) -> History:
    for step, given in question.more.get("steps", ()):
        history = _STEPS[step](history, given)
    return history


def write_frame(frame: pd.DataFrame, file: IO[bytes]) -> None:
    """Write a table to an open file, so that pyarrow reads it back to the last type."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    with pa.ipc.new_stream(file, table.schema) as stream:
        stream.write_table(table)
        if not len(table):
            # Without a batch a stream has no categories.
            empty = [
                each.chunk(0) if each.num_chunks else pa.array([], each.type)
                for each in table.columns
            ]
            stream.write_batch(pa.RecordBatch.from_arrays(empty, schema=table.schema))


def read_frame(stream: Any) -> pd.DataFrame:
    """Return the next of the tables that `write_frame` wrote.

    Without a thread of Arrow's: a process that has one cannot be forked.
    """
    return pa.ipc.open_stream(stream).read_pandas(use_threads=False)


def _written(answer: pd.DataFrame) -> Told:
    body = io.BytesIO()
    write_frame(answer, body)
    return _digest(answer), body.getvalue()


def _digest(told: Any) -> str:
    if not isinstance(told, pd.DataFrame):
        return hashlib.sha256(str(sorted(told or (), key=str)).encode()).hexdigest()
    # Not of the stream, which carries whatever stood in memory below a missing value.
    total = hashlib.sha256(str([*told.dtypes.astype(str).items(), len(told)]).encode())
    total.update(pd.util.hash_pandas_object(told, index=False).to_numpy().tobytes())
    return total.hexdigest()


def _packed(answers: dict[str, Told]) -> bytes:
    index, start = {}, 0
    for unit, (digest, content) in answers.items():
        index[unit] = [start, len(content), digest]
        start += len(content)
    line = json.dumps(index, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return b"\n".join([line, b"".join(content for _, content in answers.values())])


def _read(path: Path) -> dict[str, Told]:
    if (content := read_kept(path)) is None:
        return {}
    line, _, bodies = content.partition(b"\n")
    try:
        index = json.loads(line.decode("utf-8", "surrogatepass"))
        return {
            unit: (digest, bodies[start : start + length])
            for unit, (start, length, digest) in index.items()
        }
    # What the checksum lets through can only be written by another program.
    except (ValueError, TypeError, AttributeError):
        forget_damaged(path)
        return {}
