"""A folder of files, or one file, to one history: each file by the reader of its kind."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from analysis.counts.history import History
from analysis.formats.signs import holds_signs, without_signs
from analysis.places import sha256
from analysis.sources.files.parent import Child
from analysis.sources.mapping.asks import asked_causes
from analysis.sources.mapping.office import Office, office_of
from analysis.sources.mapping.stated import Stated
from analysis.sources.problems import NothingReadable, kind_of_file, problem, signs_met
from analysis.sources.reading import Reading, Record, as_records
from analysis.sources.walk import (
    DOUBTFUL,
    READ,
    UNREAD,
    entries,
    like_answers,
)
from analysis.sources.words.persons import is_label_of_person

_SEVERITIES = {"output_in_folder": "note", "link_in_folder": "note"}


def read_folder(path: Path, stated: Stated | None = None) -> History:
    """Return the history that the files of a folder, or one file, hold.

    Parameters
    ----------
    path : Path
        The folder or file.
    stated : Stated, optional
        What a review file states of the source.

    Raises
    ------
    NothingReadable
        No row of any table could be read, or the mapping file beside them is wrong.
    """
    return read_answered(path, office_of(path, stated))


def read_answered(path: Path, office: Office) -> History:
    """Return what a folder holds as an office has answered; what it could answer more is noted.

    Raises
    ------
    NothingReadable
        As `read_folder`.
    """
    with _uncollected():
        reading = _read_files(path, office)
        office.check_places(reading)
        from analysis.sources.all_files.assembled import TABLES, assembled

        history = assembled(reading, office)
    if all(getattr(history.sound, table).empty for table in TABLES):
        answerable = not {*asked_causes()}.isdisjoint(history.problems["cause"])
        key = "nothing_answered" if answerable else "nothing_to_read"
        nothing = problem("error", key, path.name)
        raise NothingReadable([nothing, *as_records(history.problems)], path)
    return history


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector of rings away from records while they are made: they hold none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read_files(path: Path, office: Office) -> Reading:
    reading = Reading()
    found = list(entries(path))
    for raw, _, odd in found:
        if odd is not None:
            severity = _SEVERITIES.get(odd, "warning")
            reading.problems.append(problem(severity, odd, without_signs(raw)))
    with Child() as child:
        for raw, file in ((raw, file) for raw, file, odd in found if odd is None):
            name = without_signs(raw)
            if holds_signs(raw):
                reading.problems.append(signs_met([], name))
            if is_label_of_person(Path(name).stem):
                reading.problems.append(problem("warning", "name_like_a_person", name))
            suffix = file.suffix.lower()
            if like_answers(name) and file != path:
                reading.problems.append(problem("warning", "answers_elsewhere", name))
            elif office.skips(name):
                reading.problems.append(problem("note", "skipped_file", name))
            elif suffix in READ and (name != DOUBTFUL or file == path):
                reading.add(_read_file(file, name, child, office))
            elif suffix in UNREAD or file == path:
                why = UNREAD.get(suffix, "unsupported_file")
                reading.problems.append(problem("warning", why, name, suffix=suffix or "?"))
    return reading


def _read_file(path: Path, file: str, child: Child, office: Office) -> Reading:
    """Return what a file yields; whatever happens in it is a problem of this file alone."""
    from analysis.sources.tidy.tidy import is_tidy, read_parquet, read_rows
    from analysis.sources.workbook.workbook import read_workbook

    if path.suffix.lower() == ".parquet":
        reading = read_parquet(path, file, office.answers(file))
        reading.sha256[file] = sha256(path)
    else:
        told: dict[str, Any] = child.read(path)
        if "refused" in told:
            return Reading(problems=[_refused(told, file)])
        shown = [sheet["rows"] for sheet in told["sheets"] if not sheet["hidden"]]
        first = shown[0] if shown else []
        try:
            if is_tidy(first):
                reading = read_rows(first, file, office.answers(file))
            else:
                reading = read_workbook(told, file, office.said, office.tier)
        # What nobody foresaw in one file must not hide the others; without its text, since that
        # may quote a cell.
        except Exception as error:
            why = type(error).__name__
            return Reading(problems=[problem("error", "unforeseen_content", file, why=why)])
        reading.names[file] = [without_signs(sheet["name"]) for sheet in told["sheets"]]
        reading.sha256[file] = told["sha256"]
    return reading


def _refused(told: Mapping[str, Any], file: str) -> Record:
    kind = {"kind": kind_of_file(file)} if told["refused"] == "damaged_file" else {}
    return problem("error", told["refused"], file, **told["values"], **kind)
