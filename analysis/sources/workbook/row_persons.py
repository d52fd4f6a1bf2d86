"""Who a row of a list is about: the name as it is written, and the pseudonym."""

from analysis.sources.people.pseudonym import pseudonym
from analysis.sources.reading import Record
from analysis.sources.rows.body import Line
from analysis.sources.words.names import bare_name, name_and_post
from analysis.sources.workbook.context import Context
from analysis.vocabulary import fold


def identity(line: Line, context: Context, birth: str | None) -> Record:
    """Return who a row is about: the pseudonym, and what stays behind in this package.

    The pseudonym is what the row alone tells; `identity.tell_apart` hears the whole source.
    """
    staff_number = line.text(context.header.index("staff_number")) or None
    name, _ = name_of_line(line, context)
    person = pseudonym(staff_number, name, birth, key=context.key)
    return {"person": person, "staff_number": staff_number, "name": name, "birth": birth}


def name_of_line(line: Line, context: Context) -> tuple[str | None, str | None]:
    """Return the name of a row's person, without its title, and the sex that the title tells."""
    written = name_written(line, context)[0]
    given = line.text(context.header.index("given_name"))
    # A column of given names may repeat what the name ends in.
    alone = not given or fold(written).endswith(fold(given))
    whole = written if alone else f"{written} {given}"
    return bare_name(whole) if whole else (None, None)


def name_written(line: Line, context: Context) -> tuple[str, str]:
    """Return the name of a row's person as it is written, and the post in the same cell, if any."""
    written = line.text(context.header.index("name"))
    return name_and_post(written) if context.posts_behind_names else (written, "")
