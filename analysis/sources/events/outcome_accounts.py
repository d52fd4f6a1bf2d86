"""The account of every event of a list: whose it is, or why it is not counted."""

from collections import Counter
from collections.abc import Iterable

from openpyxl.utils.cell import coordinate_from_string

from analysis.sources.reading import Reading, Record
from analysis.sources.words.persons import without_accents
from analysis.vocabulary import fold

ON_LISTS, DOUBTFUL, NO_LIST = "on_lists", "doubtful", "no_list"
_BY_DESIGN = ("withdrawn", "repeated")
_KEYS = ("file", "sheet", "unit", "tier", "kind", "first_year", "last_year", "account")


def take_aside(reading: Reading) -> list[Record]:
    """Take the events that are not counted out of the records; return all of them.

    Rows that are passed over by design have that for their account of rows.
    """
    events = list(reading.outcomes)
    reading.outcomes[:] = [row for row in events if row.get("account") is None]
    for row in events:
        if row.get("account") in _BY_DESIGN:
            at = int(coordinate_from_string(str(row["cell"]))[1]) - 1
            sheet = None if row.get("sheet") is None else str(row["sheet"])
            reading.note_rows(str(row["file"]), sheet, {at: str(row["account"])})
    return events


def outcome_accounts(
    rows: list[Record], kept: Iterable[Record], evaluations: Iterable[Record]
) -> list[Record]:
    """Return how many events of each list are what (see `tables.OUTCOME_ACCOUNTS`).

    Parameters
    ----------
    rows : list of dict
        All rows of lists of events, those not counted with their ``account``.
    kept : iterable of dict
        Those of them that are counted; another without an account was refused.
    evaluations : iterable of dict
        Who is on the lists of evaluations. Somebody of a name on them who is not surely that
        person is doubtful.
    """
    if not rows:
        return []
    people = {row["person"] for row in evaluations if row.get("person")}
    listed = [row for row in evaluations if row.get("name")]
    names = {fold(row["name"]) for row in listed}
    names |= {_typed_in_haste(row) for row in listed}
    counted = {id(row) for row in kept}
    told: Counter[tuple[object, ...]] = Counter()
    for row in rows:
        account = row.get("account") or ("refused" if id(row) not in counted else None)
        account = account or _whose(row, people, names)
        told[tuple(account if key == "account" else row.get(key) for key in _KEYS)] += 1
    return [{**dict(zip(_KEYS, key, strict=True)), "n": n} for key, n in told.items()]


def _whose(row: Record, people: set[object], names: set[str]) -> str:
    if row.get("person") in people:
        return ON_LISTS
    told = {fold(row["name"]), _typed_in_haste(row)} if row.get("name") else set()
    return DOUBTFUL if told & names else NO_LIST


def _typed_in_haste(row: Record) -> str:
    """Return a name without accents and with its birth: two such are told apart by nothing else."""
    return f"{without_accents(fold(row['name']))} {row.get('birth')}"
