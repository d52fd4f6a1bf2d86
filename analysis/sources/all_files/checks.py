"""Table-wide checks by the schemas."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pandas as pd
import pandera.errors
import pandera.pandas as pa

from analysis import vocabulary
from analysis.records import CLAIMS, EVALUATIONS, OUTCOMES, UNITS, VOTES, frame
from analysis.sources.ballots.ballot_figures import COUNTS
from analysis.sources.mapping.asks import ASKED_WORDS, Ask, asking, nearest_in, of_word
from analysis.sources.problems import place_of, places, problem, where
from analysis.sources.reading import Record
from analysis.sources.withheld import in_place_of, withheld
from analysis.sources.words.quoting import quoted

# A staff number, or a birth date without its strokes, in a column of numbers is larger.
MOST_COUNTED = 999_999
_PLAUSIBLE = pa.Check.in_range(0, MOST_COUNTED, name="plausible_count")


def _bounded(schema: pa.DataFrameSchema) -> pa.DataFrameSchema:
    counts = [name for name in ("count", *COUNTS) if name in schema.columns]
    return schema.update_columns({name: {"checks": [_PLAUSIBLE]} for name in counts})


SCHEMAS = {
    "evaluations": _bounded(EVALUATIONS),
    "outcomes": _bounded(OUTCOMES),
    "votes": _bounded(VOTES),
    "units": UNITS,
    "claims": CLAIMS,
}
_ONE_ROW_EACH = "one_row_per_person_and_year"
_YEARS = ("year", "first_year", "last_year", "expected_from", "expected_to")

# By its index among the records, what stands in the place of one, if anything.
Stead = dict[int, Record | None]
_SECTIONS = {
    "tier": "tiers",
    "sex": "sexes",
    "staff_class": "staff_classes",
    "rank": "ranks",
    "kind": "outcome_kinds",
    "origin": "origins",
}


def checked(table: str, records: list[Record]) -> tuple[pd.DataFrame, list[Record], list[Record]]:
    """Return a table's records as its validated frame, the records kept, and the problems.

    What breaks a check of the schema is withheld and becomes a problem with the record's place;
    of an evaluation it stays that somebody is on a list, where that is sure (see `withheld`).
    """
    schema = SCHEMAS[table]
    problems: list[Record] = []
    while True:
        try:
            return frame(schema, records), records, problems
        except pandera.errors.SchemaErrors as errors:
            found, stead = _failures(errors.failure_cases, records, schema)
            if not stead:
                # A failure that concerns no row is a fault of the reader, not of the data; the
                # message of the library quotes the data.
                named = ", ".join(sorted({str(case) for case in errors.failure_cases["check"]}))
                raise RuntimeError(f"{table}: the reader made rows that break: {named}") from None
            problems.extend(found)
            stays = (stead.get(index, row) for index, row in enumerate(records))
            records = [row for row in stays if row is not None]


def _failures(
    cases: pd.DataFrame, records: list[Record], schema: pa.DataFrameSchema
) -> tuple[list[Record], Stead]:
    """Return the problems, and by the index of each record that fails what stands in its place.

    Rows of one person and year are compared when each of them is right by itself.
    """
    repeated = cases["check"] == _ONE_ROW_EACH
    if repeated.all():
        return _repeated(sorted(set(cases["index"])), records, schema)
    problems: list[Record] = []
    wrong: dict[int, set[str]] = defaultdict(set)
    for (column, check, value), group in cases[~repeated].groupby(
        ["column", "check", cases["failure_case"].map(str)], sort=False
    ):
        # The same wrong year in a title fails every row of its sheet: one problem a sheet.
        for rows in _by_sheet(group["index"], records).values():
            problems.append(_failure(str(column), str(check), str(value), rows))
            for index, _ in rows:
                wrong[index].add(str(column))
    placed = "withheld" in schema.columns
    return problems, {
        index: withheld(records[index], columns) if placed else None
        for index, columns in wrong.items()
    }


def _by_sheet(
    indexes: Iterable[int], records: list[Record]
) -> dict[tuple[object, object], list[tuple[int, Record]]]:
    sheets = defaultdict(list)
    for index in indexes:
        row = records[int(index)]
        sheets[row.get("file"), row.get("sheet")].append((int(index), row))
    return sheets


def _failure(column: str, check: str, value: str, rows: list[tuple[int, Record]]) -> Record:
    first = rows[0][1]
    values: dict[str, Any] = {"column": column, "count": len(rows)}
    if check == "not_nullable":
        key = "missing_value"
    elif column in _YEARS:
        key = "implausible_year"
    elif column == "birth_year":
        # The year itself is part of a birth date, which never leaves this package.
        key = "implausible_birth_year"
    elif column in _SECTIONS:
        key = "unknown_code"
        values["value"] = quoted(value, vocabulary.wordings(_SECTIONS[column]))
        values["known"] = ", ".join(vocabulary.codes(_SECTIONS[column]))
    else:
        key = "implausible_count"
    found = problem("error", key, *place_of(first), **values)
    section = _SECTIONS.get(column)
    if key != "unknown_code" or section not in ASKED_WORDS:
        return found
    return asking(found, of_word(section, value, nearest_in(section, value), len(rows)))


def _repeated(
    indexes: list[int], records: list[Record], schema: pa.DataFrameSchema
) -> tuple[list[Record], Stead]:
    groups = defaultdict(list)
    for index in indexes:
        groups[records[index]["year"], records[index]["person"]].append(index)
    # Two wordings of one title do not differ in what is counted.
    columns = [name for name in schema.columns if name != "post"]
    problems: list[Record] = []
    stead: Stead = {}
    for (year, _), same in groups.items():
        rows = [records[index] for index in same]
        contents = {tuple(str(row.get(column)) for column in columns) for row in rows}
        identical = len(contents) == 1
        stead.update(dict.fromkeys(same))
        stead[same[0]] = rows[0] if identical else in_place_of(rows, schema.columns)
        key = "repeated_person_identical" if identical else "repeated_person_differing"
        values: dict[str, Any] = {"year": year, "places": places(rows)}
        found = problem("error", key, *place_of(rows[-1]), **values)
        tables = sorted({where({**row, "cell": None}) for row in rows})
        told = (("tables", tables),)
        ask = Ask(("told_twice", "counts"), "told_twice", None, (), 1, told)
        problems.append(asking(found, ask if len(tables) == 2 else None))
    return problems, stead
