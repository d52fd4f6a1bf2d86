"""An aggregated return: a row per unit with counts by rating, one record per counted cell."""

from analysis.sources.context import Context, number, tier_of, unit_of, year_of
from analysis.sources.persons import is_no_unit
from analysis.sources.problems import problem
from analysis.sources.quoting import figure, quoted, rating_words
from analysis.sources.reading import Reading, Record
from analysis.sources.rows import Body, Line
from analysis.sources.withheld import withheld
from analysis.vocabulary import code_of

Counts = dict[int, int]


def read_return(body: Body, context: Context) -> Reading:
    """Return the counted cells of a return, its women as claims, and what is wrong with it.

    Women counted by unit but not by rating cannot be crossed with the ratings; they are kept
    as claims: ``measure`` women with the unit's total as their base.
    """
    reading = Reading()
    for line in body.lines:
        _read_line(line, context, reading)
    women = sum(claim["measure"] == "women" for claim in reading.claims)
    if women:
        place = (context.sheet.file, context.sheet.name)
        reading.problems.append(problem("note", "women_margin", *place, count=women))
    return reading


def _read_line(line: Line, context: Context, reading: Reading) -> None:
    before = len(reading.problems)
    total_column = context.header.index("total")
    counts = _counts(line, context, reading)
    total = number(line, total_column, context, reading)
    readable = len(reading.problems) == before
    wrong = _persons_in(line, context, reading)
    reading.problems.extend(_unknown_levels(line, counts, context))
    year = year_of(line, context, reading)
    counted = sum(counts.values())
    if len(reading.problems) == before and total is not None and total != counted:
        stated = {"stated": figure(total, counted), "counted": figure(counted, total)}
        found = context.problem("error", "return_total_differs", line.row, total_column, **stated)
        reading.problems.append(found)
    if year is None or not readable or total not in (None, counted):
        return
    refused = len(reading.problems) > before
    common = _common(line, year, context, reading)
    if not refused:
        reading.evaluations.extend(_cells(line, counts, common, context))
        _add_women(line, counted if total is None else total, common, context, reading)
    elif counted:
        # How many people it is of is known, but not in which unit or with which rating.
        row = {**context.place(line.row, total_column), **common, "count": counted}
        reading.evaluations.extend(filter(None, [withheld(row, wrong)]))


def _persons_in(line: Line, context: Context, reading: Reading) -> list[str]:
    """Return the columns of words that may hold a person's own, each with a problem."""
    columns = {name: context.header.index(name) for name in ("unit", "post_group")}
    found = {name: at for name, at in columns.items() if is_no_unit(line.text(at))}
    for at in found.values():
        told = context.problem(
            "error", "person_in_column", line.row, at, column=context.heading(at)
        )
        reading.problems.append(told)
    return list(found)


def _counts(line: Line, context: Context, reading: Reading) -> Counts:
    """Return the count in each rating column, whether its level is known or not."""
    columns = (*context.header.of("rating_mark"), *context.header.of("not_rated"))
    counts = {each.index: number(line, each.index, context, reading) for each in columns}
    return {index: count for index, count in counts.items() if count is not None}


def _unknown_levels(line: Line, counts: Counts, context: Context) -> list[Record]:
    return [
        context.problem(
            "error",
            "unknown_rating",
            line.row,
            column.index,
            word=quoted(column.header, rating_words()),
        )
        for column in context.header.of("rating_mark")
        if column.level is None and counts.get(column.index)
    ]


def _common(line: Line, year: int, context: Context, reading: Reading) -> Record:
    group = line.text(context.header.index("post_group"))
    return {
        "year": year,
        **unit_of(line, context),
        "tier": tier_of(line, context, reading),
        "post_group": (code_of("post_groups", group) or group) if group else None,
        "origin": context.origin,
    }


def _cells(line: Line, counts: Counts, common: Record, context: Context) -> list[Record]:
    levels = {column.index: column.level for column in context.header.columns}
    return [
        {**context.place(line.row, index), **common, "rating": levels[index], "count": count}
        for index, count in counts.items()
    ]


def _add_women(line: Line, total: int, common: Record, context: Context, reading: Reading) -> None:
    column = context.header.index("female")
    women = number(line, column, context, reading)
    if women is None:
        return
    if women > total:
        stated = {"women": figure(women, total), "total": figure(total, total)}
        found = context.problem("error", "women_above_total", line.row, column, **stated)
        reading.problems.append(found)
        return
    base = _claim(line, context.header.index("total"), "cadres", total, common, context)
    part = _claim(line, column, "women", women, common, context)
    reading.claims.extend([base, {**part, "base": base["id"], "part_of": base["id"]}])


def _claim(
    line: Line, column: int | None, measure: str, value: int, common: Record, context: Context
) -> Record:
    place = context.place(line.row, column)
    return {
        **place,
        "id": f"{place['file']}!{place['sheet']}!{place['cell']}",
        "first_year": common["year"],
        "last_year": common["year"],
        "population": common["unit"],
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
