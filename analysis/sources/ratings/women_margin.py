"""Women counted by unit but not by rating: claims, since nothing crosses them with the ratings."""

from analysis.sources.reading import Record
from analysis.sources.rows.body import Line
from analysis.sources.workbook.context import Context


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
