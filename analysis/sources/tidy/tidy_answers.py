"""A table of counts as the office makes it by its answers: words by codes, columns it lacks."""

from analysis.sources.mapping.answers import Answers
from analysis.sources.mapping.model import SKIP
from analysis.sources.words.cells import text
from analysis.vocabulary import words

Rows = list[list[object]]

_SECTIONS = {"rating": "ratings", "sex": "sexes", "tier": "tiers", "post_group": "posts"}
_OF_A_FILE = ("year", "unit", "tier")


def answered_heads(rows: Rows, answers: Answers) -> Rows:
    """Return the rows of a tidy table without columns to skip, under the codes meant by the office.

    Parameters
    ----------
    rows : list of list
        Its cells, the first row with its heads.
    answers : Answers
        What holds for the file.
    """
    meant = [answers.heading(text(value)) for value in rows[0]]
    if not any(meant):
        return rows
    kept = [at for at, to in enumerate(meant) if to != SKIP]
    head = [meant[at] or rows[0][at] for at in kept]
    return [head, *([row[at] for at in kept] for row in rows[1:])]


def answered_rows(rows: Rows, codes: list[str], answers: Answers) -> Rows:
    """Return the rows of a table of counts with what the office says of its words and of it all.

    Parameters
    ----------
    rows : list of list
        Its cells, the first row with column codes.
    codes : list of str
        These codes.
    answers : Answers
        What holds for the file.
    """
    head, *body = [list(row) for row in rows]
    for at, code in enumerate(codes):
        if section := _SECTIONS.get(code):
            for row in body:
                row[at] = _word(answers.code(section, text(row[at])), row[at])
    told = {"year": answers.year, "unit": answers.unit, "tier": answers.tier or answers.tier_else}
    for name in _OF_A_FILE:
        if name not in codes and told[name] is not None:
            head.append(name)
            body = [[*row, told[name] if any(map(text, row)) else ""] for row in body]
    return [head, *body]


def _word(code: str | None, written: object) -> object:
    if code is None:
        return written
    return words()["not_rated"][0] if code == "not_rated" else code
