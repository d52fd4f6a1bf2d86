"""Women counted beside other figures: by unit alone, as claims, or in brackets, which are told."""

from analysis.sources.reading import Record
from analysis.sources.rows.body import Body, Line
from analysis.sources.words.cells import tells_women
from analysis.sources.workbook.context import Context


def women_in_brackets(body: Body, context: Context) -> list[Record]:
    """Return the note of figures that tell their women in brackets, which no record holds."""
    cells = [
        (line.row, column)
        for line in body.lines
        for column, text in enumerate(line.texts)
        if tells_women(text)
    ]
    return [context.problem("note", "women_in_brackets", *cells[0], n=len(cells))] if cells else []


def women_of(
    line: Line, figures: tuple[int, int], common: Record, context: Context
) -> list[Record]:
    """Return the claims of a row's total and of how many of it are women.

    Parameters
    ----------
    figures : tuple of int
        The total and the women.
    common : dict
        Year, unit and tier of the row.
    """
    total, women = figures
    header = context.header
    base = _claim(line, header.index("total"), "cadres", total, common, context)
    part = _claim(line, header.index("female"), "women", women, common, context)
    return [base, {**part, "base": base["id"], "part_of": base["id"]}]


def _claim(
    line: Line, column: int | None, measure: str, value: int, common: Record, context: Context
) -> Record:
    place = context.place(line.row, column)
    return {
        **place,
        "id": f"{place['file']}!{place['sheet']}!{place['cell']}",
        "first_year": common["year"],
        "last_year": common["year"],
        # A row of a group of posts, or of a tier, has no unit.
        "population": common["unit"] or common["post_group"] or measure,
        "unit": common["unit"],
        "unit_cell": common["unit_cell"],
        "tier": common["tier"],
        "measure": measure,
        "value": str(value),
        "decimals": 0,
        "measured_in": "cadres",
        "kind": "count",
        "origin": context.origin,
    }
