"""The record tables and their checks: what a row is, its columns, types and keys."""

from collections.abc import Iterable

import pandas as pd
import pandera.pandas as pa

from analysis import vocabulary

# The tables of a district are small: to hand each step's texts to Arrow and back takes a quarter
# of the time in which questions are answered.
pd.options.mode.string_storage = "python"

EARLIEST_YEAR, LATEST_YEAR = 1945, 2100

_RATING = pd.CategoricalDtype(vocabulary.rating_order(), ordered=True)
_YEAR = pa.Check.in_range(EARLIEST_YEAR, LATEST_YEAR, name="plausible_year")
# A greater one is a staff number in the wrong column.
_COUNT = pa.Check.ge(0, name="count_not_negative")
_NOT_STATED_IS_FALSE = pa.Parser(lambda told: told.astype("boolean").fillna(False))


def _among(section: str) -> pa.Check:
    return pa.Check.isin(vocabulary.codes(section), name=f"known_{section}")


def _text(check: pa.Check | None = None, nullable: bool = True) -> pa.Column:
    return pa.Column(None, check, nullable=nullable)


def _schema(columns: dict[str, pa.Column], checks: pa.Check | None = None) -> pa.DataFrameSchema:
    # Pandera looks at each text by itself to see that it is one: a third of a check's time.
    texts = dict.fromkeys((name for name in columns if columns[name].dtype is None), "str")
    as_text = pa.Parser(lambda frame: frame.astype(texts))
    return pa.DataFrameSchema(columns, checks, parsers=as_text, strict=True, coerce=True)


EVALUATIONS = _schema(
    {
        "year": pa.Column("Int64", _YEAR),
        "person": _text(),
        "unit": _text(),
        "tier": _text(_among("tiers")),
        "post": _text(),
        "rank": _text(_among("ranks")),
        "post_group": _text(),
        "committee_member": pa.Column("boolean", nullable=True),
        "staff_class": _text(_among("staff_classes")),
        "sex": _text(_among("sexes")),
        "birth_year": pa.Column("Int64", pa.Check.in_range(1900, 2090), nullable=True),
        "rating": pa.Column(_RATING, nullable=True),
        # On a list, but refused for an error: what the row said of the rating is not known.
        "withheld": pa.Column("boolean", parsers=_NOT_STATED_IS_FALSE),
        "count": pa.Column("Int64", _COUNT),
        "origin": _text(_among("origins"), nullable=False),
    },
    pa.Check(lambda frame: _one_row_each(frame), name="one_row_per_person_and_year"),
)

OUTCOMES = _schema(
    {
        "first_year": pa.Column("Int64", _YEAR),
        "last_year": pa.Column("Int64", _YEAR),
        "date": pa.Column("datetime64[ns]", nullable=True),
        "person": _text(),
        "unit": _text(),
        "tier": _text(_among("tiers")),
        "sex": _text(_among("sexes")),
        "kind": _text(_among("outcome_kinds"), nullable=False),
        "count": pa.Column("Int64", _COUNT),
        "origin": _text(_among("origins"), nullable=False),
    },
)

VOTES = _schema(
    {
        "date": pa.Column("datetime64[ns]"),
        # With the day and the rule what tells a ballot from others.
        "body": _text(_among("vote_bodies")),
        "round": pa.Column("Int64", _COUNT, nullable=True),
        "person": _text(),
        "unit": _text(),
        "post": _text(),
        **{
            name: pa.Column("Int64", _COUNT, nullable=True)
            for name in ("summoned", "issued", "returned", "high", "confident", "low")
        },
        "rule": _text(),
        "origin": _text(_among("origins"), nullable=False),
    },
    pa.Check(lambda frame: _possible_votes(frame), name="possible_votes"),
)

UNITS = _schema(
    {
        "unit": pa.Column(None, unique=True),
        "kind": _text(_among("unit_kinds")),
        "successor": _text(),
        "expected_from": pa.Column("Int64", _YEAR, nullable=True),
        "expected_to": pa.Column("Int64", _YEAR, nullable=True),
    },
)

DOUBTS = _schema(
    {
        "year": pa.Column("Int64", _YEAR),
        "next_year": pa.Column("Int64", _YEAR),
        "reason": _text(_among("doubts"), nullable=False),
        "unit": _text(),
        "tier": _text(_among("tiers")),
        "next_unit": _text(),
        "next_tier": _text(_among("tiers")),
        "n": pa.Column("Int64", _COUNT),
    },
)

CLAIMS = _schema(
    {
        "id": pa.Column(None, unique=True),
        "first_year": pa.Column("Int64", _YEAR),
        "last_year": pa.Column("Int64", _YEAR),
        "population": _text(nullable=False),
        "unit": _text(),
        "tier": _text(_among("tiers")),
        "measure": _text(nullable=False),
        "level": _text(),
        "value": _text(nullable=False),
        "decimals": pa.Column("Int64"),
        "measured_in": _text(nullable=False),
        "kind": _text(_among("stated_as"), nullable=False),
        "base": _text(),
        "part_of": _text(),
        "tested_on": pa.Column("Int64", nullable=True),
        "paragraph": pa.Column("Int64", nullable=True),
        "note": _text(),
    },
)

PROBLEMS = _schema(
    {
        "severity": _text(_among("severities"), nullable=False),
        "cause": _text(),
        "file": _text(),
        "sheet": _text(),
        "cell": _text(),
        "reason": _text(nullable=False),
        "remedy": _text(nullable=False),
        "reason_vi": _text(nullable=False),
        "remedy_vi": _text(nullable=False),
    },
)

SHEETS = _schema(
    {
        "file": _text(nullable=False),
        "sheet": _text(),
        "sha256": _text(nullable=False),
        "table": _text(nullable=False),
        "tier": _text(),
        "first_year": pa.Column("Int64", nullable=True),
        "last_year": pa.Column("Int64", nullable=True),
        "rows": pa.Column("Int64", _COUNT),
        "origin": _text(_among("origins"), nullable=False),
    },
)

# What the rows of a sheet are that hold anything: their sum over the accounts is all of them.
ACCOUNTS = _schema(
    {
        "file": _text(nullable=False),
        "sheet": _text(),
        "account": _text(_among("accounts"), nullable=False),
        "rows": pa.Column("Int64", _COUNT),
        "places": _text(nullable=False),
    },
)

# What the events of each list are: of people on a list of evaluations, or not counted, and why.
OUTCOME_ACCOUNTS = _schema(
    {
        "file": _text(nullable=False),
        "sheet": _text(),
        "unit": _text(),
        "tier": _text(),
        "kind": _text(),
        "first_year": pa.Column("Int64", nullable=True),
        "last_year": pa.Column("Int64", nullable=True),
        "account": _text(_among("outcome_accounts"), nullable=False),
        "n": pa.Column("Int64", _COUNT),
    },
)

# What each heading of a table was taken for; a column without a field is not used.
HEADINGS = _schema(
    {
        "file": _text(nullable=False),
        "sheet": _text(),
        "kind": _text(_among("table_kinds"), nullable=False),
        "cell": _text(nullable=False),
        "heading": _text(),
        "field": _text(_among("fields")),
        "level": _text(_among("ratings")),
    },
)

# Of which years, units and tiers each sheet is: `n` people, events, votes or figures, those of
# them withheld among these.
CONTENTS = _schema(
    {
        "file": _text(nullable=False),
        "sheet": _text(),
        "table": _text(_among("record_tables"), nullable=False),
        "year": pa.Column("Int64", nullable=True),
        "unit": _text(),
        "tier": _text(),
        "n": pa.Column("Int64", _COUNT),
        "withheld": pa.Column("Int64", _COUNT),
    },
)


_empty: dict[int, pd.DataFrame] = {}


def _one_row_each(frame: pd.DataFrame) -> pd.Series:
    repeated = frame.duplicated(["year", "person"], keep=False)
    return ~(repeated & frame["person"].notna())


def _possible_votes(frame: pd.DataFrame) -> pd.Series:
    """Say of which rows the votes fit into the ballots, and these into each other."""
    votes = frame[["high", "confident", "low"]].sum(axis=1)
    known = [votes, *(frame[name] for name in ("returned", "issued", "summoned"))]
    pairs = [(fewer, more) for at, fewer in enumerate(known) for more in known[at + 1 :]]
    fits = [fewer.le(more).fillna(True).astype(bool) for fewer, more in pairs]
    return pd.concat(fits, axis=1).all(axis=1)


def frame(schema: pa.DataFrameSchema, rows: Iterable[dict[str, object]] = ()) -> pd.DataFrame:
    """Return records as a validated table of the schema; columns not given are missing.

    Raises
    ------
    pandera.errors.SchemaErrors
        A record breaks a check; ``failure_cases`` lists every one with its row.
    """
    if not (records := list(rows)):
        # Checking nothing takes as long as checking a table.
        if id(schema) not in _empty:
            _empty[id(schema)] = _validated(schema, records)
        return _empty[id(schema)].copy()
    return _validated(schema, records)


def _validated(schema: pa.DataFrameSchema, records: list[dict[str, object]]) -> pd.DataFrame:
    return schema.validate(pd.DataFrame(records, columns=list(schema.columns)), lazy=True)


def single_origin(table: pd.DataFrame) -> str | None:
    """Return the one origin of a table's rows, or None for an empty table.

    Raises
    ------
    ValueError
        The rows are of several origins, which are never summed together.
    """
    origins = sorted(table["origin"].dropna().unique())
    if len(origins) > 1:
        raise ValueError(
            f"the table mixes rows that are {' and '.join(origins)}; origins are never summed "
            "together: measure each alone and draw one over the other"
        )
    return origins[0] if origins else None
