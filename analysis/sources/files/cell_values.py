"""Values put into the cells of a sheet: of formulas, of errors, of texts without what is struck."""

from analysis.sources.files.formulas import Cell, Formula, NotSimple, Sheets

# Stands in a cell whose content is not known: no reader takes it for a word or a number.
UNKNOWN = "#?"

Rows = list[list[object]]
Marks = dict[str, object]


def calculate(
    sheets: dict[str, Rows],
    formulas: dict[str, dict[Cell, Formula]],
    zeros: dict[str, dict[Cell, Formula]],
    marks: dict[str, Marks],
) -> None:
    """Put the values of formulas into their cells, and mark those that are not simple.

    Parameters
    ----------
    sheets : dict
        The rows of each sheet by its name, changed in place.
    formulas, zeros : dict
        By sheet and cell the formulas without a value, and those whose 0 may be none.
    marks : dict
        The marks of each sheet; ``uncalculated`` and ``errors`` are added.
    """
    wanted = {name: {**found, **zeros.get(name, {})} for name, found in formulas.items()}
    known = Sheets(sheets, wanted)
    for name, cells in wanted.items():
        unknown = []
        for cell in cells:
            try:
                put(sheets[name], cell, known.value(name, cell))
            except (NotSimple, RecursionError):
                known.depth = 0
                unknown.append(cell)
        marks[name]["uncalculated"] = unknown
        for cell in unknown:
            put(sheets[name], cell, UNKNOWN)
    for name, told in marks.items():
        told["errors"] = put_unknown(sheets[name], _cells(told["errors"]))


def put_unknown(rows: Rows, errors: list[Cell]) -> list[Cell]:
    """Mark the cells that are errors; return them but for those of rows without a word."""
    # In a prepared form such a row is otherwise empty.
    found = [cell for cell in errors if _has_words(rows, cell)]
    for cell in found:
        put(rows, cell, UNKNOWN)
    return found


def _cells(value: object) -> list[Cell]:
    return value if isinstance(value, list) else []


def _has_words(rows: Rows, cell: Cell) -> bool:
    row = rows[cell[0]] if cell[0] < len(rows) else []
    return any(isinstance(value, str) and value.strip() for value in row)


def put(rows: Rows, cell: Cell, value: object) -> None:
    """Put a value into a cell, which may stand outside of the rows."""
    # Behind the last value calamine's rows end.
    row, column = cell
    while len(rows) <= row:
        rows.append([""] * (len(rows[0]) if rows else 0))
    if rows[row:] and len(rows[row]) <= column:
        for each in rows:
            each.extend([""] * (column + 1 - len(each)))
    rows[row][column] = value


def holding(rows: Rows, numbers: list[int]) -> list[int]:
    """Return those of some rows that hold anything."""
    held = (n for n in numbers if n < len(rows))
    return [n for n in held if any(value not in ("", None) for value in rows[n])]
