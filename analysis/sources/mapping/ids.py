"""Whether what a mapping file names is there: files, sheets, tables, units, answers of its own."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import PurePath

from analysis.sources.mapping.model import EVERY_UNIT, PLACE
from analysis.sources.mapping.written import Written, nearest, shown
from analysis.sources.reading import Reading, Record
from analysis.sources.walk import DOUBTFUL, READ
from analysis.sources.words.cells import row_of
from analysis.vocabulary import fold

# Of sheets that count for nothing no heading is looked for.
_UNREAD = {"hidden", "left_out"}
Place = tuple[str | int, ...]


def unknown_files(written: Written, files: Collection[str]) -> Iterator[Record]:
    """Yield the error of each file that is named and does not lie in the folder."""
    for name in written.said.files:
        if name not in files:
            yield _unknown("file", name, files, ("files", name), written)


def unknown_sheets(
    written: Written, sheets: Mapping[str, Iterable[str]], files: Collection[str]
) -> Iterator[Record]:
    """Yield the error of each sheet or table that is named and is not there.

    Parameters
    ----------
    written : Written
        The mapping file.
    sheets : mapping of str to iterable of str
        The names of the sheets of each file that was read.
    files : collection of str
        All files of the folder; of those that were not read, sheets are not known.
    """
    for name, of_file in written.said.files.items():
        for sheet in of_file.sheets:
            if name in sheets and sheet not in sheets[name]:
                at: Place = ("files", name, "sheets", sheet)
                yield _unknown("sheet", sheet, sheets[name], at, written)
    known = [*files, *(f"{file}, {sheet}" for file in sheets for sheet in sheets[file])]
    unread = tuple(f"{file}, " for file in files if file not in sheets)
    for table, place in _tables(written):
        if table not in known and not table.startswith(unread):
            yield _unknown("sheet", table, known, place, written)


def _tables(written: Written) -> Iterator[tuple[str, Place]]:
    said = written.said
    for number, twice in enumerate(said.told_twice):
        for at, table in enumerate(twice.tables):
            yield table, ("told_twice", number, "tables", at)
    for number, same in enumerate(said.people):
        for at, table in enumerate(same.lists or ()):
            yield table, ("people", number, "lists", at)
    for number, covers in enumerate(said.outcomes_recorded):
        yield covers.of, ("outcomes_recorded", number, "list")
    for heading in said.headings:
        if found := PLACE.fullmatch(heading):
            yield found["table"], ("headings", heading)


def unheaded_cells(written: Written, reading: Reading) -> Iterator[Record]:
    """Yield the error of each cell whose heading is answered and that heads no column.

    Sheets without a row that was looked at are left out: hidden ones, files of counts.
    """
    heads = {(each["file"], each["sheet"], each["cell"]) for each in reading.headings}
    columns = {(file, sheet, _column(cell)) for file, sheet, cell in heads}
    tables = {f"{file}, {sheet}": (file, sheet) for file, sheet in reading.rows}
    for heading, to in written.said.headings.items():
        found = PLACE.fullmatch(heading)
        table = tables.get(found["table"]) if found and to else None
        if found is None or table is None or _UNREAD & {*reading.rows[table].values()}:
            continue
        # The lowest row of a header may hold nothing but merged cells.
        below = (*table, found["cell"]) in heads
        kind = reading.rows[table].get(row_of(found["cell"]))
        within = kind == "header" and (*table, _column(found["cell"])) in columns
        if not within and not below:
            at: Place = ("headings", heading)
            yield written.problem("error", "mapping_cell_unheaded", at, named=found["cell"])


def unmet_headings(written: Written, reading: Reading, files: Iterable[str]) -> Iterator[Record]:
    """Yield the error of each heading that is answered and heads no column of any file.

    Parameters
    ----------
    written : Written
        The mapping file.
    reading : Reading
        What was read.
    files : iterable of str
        All files of the folder; while one of them is not read, its headings are not known.
    """
    read = (file for file in files if PurePath(file).suffix.lower() in READ and file != DOUBTFUL)
    if not {*read} <= {*reading.sha256}:
        return
    told = (str(each["heading"]).split(" › ") for each in reading.headings if each["heading"])
    known = {*chain.from_iterable(told)}
    for heading, to in written.said.headings.items():
        if (
            to
            and not PLACE.fullmatch(heading)
            and (fold(heading) or heading) not in reading.answered
        ):
            yield _unknown("heading", heading, sorted(known), ("headings", heading), written)


def _column(cell: object) -> str:
    return str(cell).rstrip("0123456789")


def unknown_units(written: Written, units: Iterable[str]) -> Iterator[Record]:
    """Yield the error of each unit of a succession, or of a list of events, that no list names."""
    known = {fold(unit): unit for unit in (*units, *written.said.expected)}
    for number, covers in enumerate(written.said.outcomes_recorded):
        for unit in covers.units or ():
            if fold(unit) not in {*known, EVERY_UNIT}:
                place: Place = ("outcomes_recorded", number, "units")
                yield _unknown("unit", unit, known.values(), place, written)
    for number, succession in enumerate(written.said.successors):
        for key in ("unit", "successor"):
            for unit in getattr(succession, key) or ():
                if fold(unit) not in known:
                    at = ("successors", number, key)
                    yield _unknown("unit", unit, known.values(), at, written)


def at_odds(written: Written) -> Iterator[Record]:
    """Yield the error of each answer that does not fit its own question."""
    for number, twice in enumerate(written.said.told_twice):
        if twice.counts is not None and twice.counts not in twice.tables:
            at: Place = ("told_twice", number, "counts")
            values = {"word": shown(twice.counts), "near": "; ".join(twice.tables)}
            yield written.problem("error", "mapping_value", at, **values)
    for number, same in enumerate(written.said.people):
        of_lists = same.cause is not None and same.lists is not None
        if (same.pair is None) != of_lists or (same.pair and (same.cause or same.lists)):
            yield written.problem("error", "mapping_people", ("people", number))
    for number, covers in enumerate(written.said.outcomes_recorded):
        # A question has both keys, one of them left blank.
        asked = written.content["outcomes_recorded"][number]
        both = None not in (covers.since, covers.until)
        if ("from" in asked) != ("to" in asked) or (both and not covers.years):
            yield written.problem("error", "mapping_period", ("outcomes_recorded", number))


def _unknown(what: str, word: str, known: Iterable[str], at: Place, written: Written) -> Record:
    values = {"word": shown(word), "near": nearest(word, known)}
    return written.problem("error", f"mapping_{what}_unknown", at, **values)
