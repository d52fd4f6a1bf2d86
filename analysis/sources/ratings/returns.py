"""An aggregated return: a row per unit with counts by rating, one record per counted cell."""

from analysis.sources.ratings.women import SEXES, Beside, Counts, Women, women_of
from analysis.sources.ratings.women_unused import rows_untold
from analysis.sources.reading import Reading, Record
from analysis.sources.rows.body import Body, Line
from analysis.sources.withheld import withheld
from analysis.sources.words.persons import is_no_unit
from analysis.sources.words.quoting import figure, quoted, rating_words
from analysis.sources.workbook.context import Context, number, tier_of, unit_of, word_code, year_of
from analysis.vocabulary import code_of


def read_return(body: Body, context: Context) -> Reading:
    """Return the counted cells of a return, and what is wrong with it.

    Women counted under each level, or in a row *trong đó nữ* below, are cells of their own, and
    the others are men. Women counted of a whole row cannot be crossed with its ratings; its cells
    carry them (see `women.keep_women_of_rows`).
    """
    reading = Reading()
    women, untold = {above: line for line, above in body.women}, rows_untold(body, context)
    for line in body.lines:
        beside = Beside(women.get(line.row), line.row in untold)
        _read_line(line, beside, context, reading)
    return reading


def _read_line(line: Line, beside: Beside, context: Context, reading: Reading) -> None:
    before = len(reading.problems)
    counts = _counts(line, context, reading)
    roster, rated = (_number_of(name, line, context, reading) for name in ("total", "rated"))
    if roster is None and context.header.has("male"):
        roster = _of_both_sexes(line, context, reading)
    readable = len(reading.problems) == before
    wrong = _persons_in(line, context, reading)
    reading.problems.extend(_unknown_levels(line, counts, context))
    year = year_of(line, context, reading)
    counted = sum(counts.values())
    sound = len(reading.problems) == before
    if sound and not counts:
        at = context.header.index("unit")
        reading.problems.append(context.problem("warning", "no_figures", line.row, at))
        return
    unrated = 0
    if readable:
        found, unrated = _against_totals(line, counts, (roster, rated), context)
        reading.problems.extend(found if sound else [])
        readable = not found
    if year is None or not readable:
        return
    refused = len(reading.problems) > before
    common = _common(line, year, context, reading)
    if not refused:
        women = women_of(line, beside, counts, unrated, context, reading)
        cells = _cells(line, counts, women, common, context)
        cells += _not_rated(line, unrated, women, common, context)
        reading.evaluations.extend(_with_women(cells, women))
    elif counted:
        # How many people it is of is known, but not in which unit or with which rating.
        place = context.place(line.row, context.header.index("total"))
        row = {**place, **common, "count": counted + unrated}
        reading.evaluations.extend(filter(None, [withheld(row, wrong)]))


def _number_of(field: str, line: Line, context: Context, reading: Reading) -> int | None:
    return number(line, context.header.index(field), context, reading)


def _of_both_sexes(line: Line, context: Context, reading: Reading) -> int | None:
    """Return the total of a row whose total stands as one of men and one of women."""
    men, women = (_number_of(name, line, context, reading) for name in ("male", "female"))
    return None if men is None or women is None else men + women


def _against_totals(
    line: Line, counts: Counts, stated: tuple[int | None, int | None], context: Context
) -> tuple[list[Record], int]:
    """Return what contradicts the totals of a row, and how many of its roster are not rated.

    Two totals are a roster and how many of it were rated; one alone is the sum of all counts.
    """
    roster, rated = stated
    aside = {column.index for column in context.header.of("not_rated")}
    counted = sum(counts.values())
    in_levels = sum(count for index, count in counts.items() if index not in aside)
    if rated is None or (roster is None and rated == counted):
        return _differs(line, "total", roster, counted, context), 0
    if found := _differs(line, "rated", rated, in_levels, context):
        return found, 0
    if roster is None or in_levels == counted <= roster:
        return [], 0 if roster is None else roster - counted
    return _differs(line, "total", roster, counted, context), 0


def _differs(
    line: Line, field: str, said: int | None, counted: int, context: Context
) -> list[Record]:
    if said in (None, counted):
        return []
    stated = {"stated": figure(said or 0, counted), "counted": figure(counted, said or 0)}
    at = context.header.index(field if context.header.has(field) else "male")
    return [context.problem("error", "return_total_differs", line.row, at, **stated)]


def _not_rated(
    line: Line, count: int, women: Women, common: Record, context: Context
) -> list[Record]:
    if not count:
        return []
    place = context.place(line.row, context.header.index("total"))
    parts: dict[str | None, int] = {None: count}
    if women.not_rated is not None:
        parts = {"female": women.not_rated, "male": count - women.not_rated}
    row = {**place, **common, "rating": None}
    return [{**row, "sex": sex, "count": part} for sex, part in parts.items() if part]


def _persons_in(line: Line, context: Context, reading: Reading) -> list[str]:
    """Return the columns of words that may hold a person's own, each with a problem."""
    columns = {name: context.header.index(name) for name in ("unit", "post_group", "post")}
    found = {name: at for name, at in columns.items() if is_no_unit(line.text(at))}
    for at in found.values():
        told = context.problem(
            "error", "person_in_column", line.row, at, column=context.heading(at)
        )
        reading.problems.append(told)
    return list(found)


def _counts(line: Line, context: Context, reading: Reading) -> Counts:
    """Return the count in each rating column, whether its level is known or not."""
    header = context.header
    both = {column.level for column in header.of("rating_mark")}
    # Where a level has no column of all, those of women and men add up to it.
    parts = [each for name in ("women_mark", "men_mark") for each in header.of(name)]
    apart = [each for each in parts if each.level not in both]
    columns = (*header.of("rating_mark"), *header.of("not_rated"), *apart)
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
    part = dict([context.part] if context.part else [])
    groups = (context.header.index(name) for name in ("post_group", "post"))
    group = next(filter(None, map(line.text, groups)), "")
    return {
        "year": year,
        **unit_of(line, context),
        "tier": tier_of(line, context, reading),
        "post_group": (code_of("post_groups", group) or group) if group else None,
        "rank": part.get("rank"),
        "staff_class": part.get("staff_class")
        or word_code("staff_classes", "staff_class", line, context, reading),
        "origin": context.origin,
    }


def _cells(
    line: Line, counts: Counts, women: Women, common: Record, context: Context
) -> list[Record]:
    columns = {column.index: column for column in context.header.columns}
    cells = []
    for index, count in counts.items():
        parts = {SEXES.get(columns[index].field): count}
        if index in women.by_count:
            own = women.by_count[index]
            parts = {"female": own, "male": count - own}
        place = {**context.place(line.row, index), **common, "rating": columns[index].level}
        cells += [{**place, "sex": sex, "count": part} for sex, part in parts.items()]
    return cells


def _with_women(cells: list[Record], women: Women) -> list[Record]:
    """Return the cells of a row, those of no sex with the women that it tells of all of them."""
    rest = [cell for cell in cells if cell["sex"] is None]
    if women.of_row is None or not rest:
        return cells
    size = sum(int(str(cell["count"])) for cell in rest)
    told = {"of_row": rest[0]["cell"], "row_counts": size, "row_women": women.of_row}
    return [cell | told if cell["sex"] is None else cell for cell in cells]
