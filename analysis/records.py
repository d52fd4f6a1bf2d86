"""The record tables and their checks: what a row is, its columns, types and keys."""

from collections.abc import Iterable

import pandas as pd
import pandera.pandas as pa

from analysis.record_checks import (
    COUNT,
    NOT_STATED_IS_FALSE,
    RATING,
    YEAR,
    code_of,
    one_row_each,
    possible_votes,
    table_of,
    text_column,
)
from analysis.spoken import Message, say

# The tables of a district are small: to hand each step's texts to Arrow and back takes a quarter
# of the time in which questions are answered.
pd.options.mode.string_storage = "python"


EVALUATIONS = table_of(
    {
        "year": pa.Column("Int64", YEAR),
        "person": text_column(),
        "unit": text_column(),
        "tier": text_column(code_of("tiers")),
        "post": text_column(),
        "rank": text_column(code_of("ranks")),
        "post_group": text_column(),
        "committee_member": pa.Column("boolean", nullable=True),
        "staff_class": text_column(code_of("staff_classes")),
        "sex": text_column(code_of("sexes")),
        "birth_year": pa.Column("Int64", pa.Check.in_range(1900, 2090), nullable=True),
        "rating": pa.Column(RATING, nullable=True),
        # On a list, but refused for an error: what the row said of the rating is not known.
        "withheld": pa.Column("boolean", parsers=NOT_STATED_IS_FALSE),
        "count": pa.Column("Int64", COUNT),
        # Of counts of no known sex, how many women a return tells of their row: all of them stand
        # on one count and 0 on the others; missing where it does not tell.
        "women": pa.Column("Int64", COUNT, nullable=True),
        "origin": text_column(code_of("origins"), nullable=False),
    },
    # To look for rows in which nothing stands, `ignore_na`, takes longer than the check.
    pa.Check(
        lambda frame: one_row_each(frame), name="one_row_per_person_and_year", ignore_na=False
    ),
)

OUTCOMES = table_of(
    {
        "first_year": pa.Column("Int64", YEAR),
        "last_year": pa.Column("Int64", YEAR),
        "date": pa.Column("datetime64[ns]", nullable=True),
        "person": text_column(),
        "unit": text_column(),
        "tier": text_column(code_of("tiers")),
        "sex": text_column(code_of("sexes")),
        "kind": text_column(code_of("outcome_kinds"), nullable=False),
        "count": pa.Column("Int64", COUNT),
        "origin": text_column(code_of("origins"), nullable=False),
    },
)

VOTES = table_of(
    {
        "date": pa.Column("datetime64[ns]"),
        # With the day and the rule what tells a ballot from others.
        "body": text_column(code_of("vote_bodies")),
        "round": pa.Column("Int64", COUNT, nullable=True),
        "person": text_column(),
        "unit": text_column(),
        "post": text_column(),
        **{
            name: pa.Column("Int64", COUNT, nullable=True)
            for name in ("summoned", "issued", "returned", "high", "confident", "low")
        },
        "rule": text_column(),
        "origin": text_column(code_of("origins"), nullable=False),
    },
    pa.Check(lambda frame: possible_votes(frame), name="possible_votes", ignore_na=False),
)

UNITS = table_of(
    {
        "unit": pa.Column(None, unique=True),
        "kind": text_column(code_of("unit_kinds")),
        "successor": text_column(),
        "expected_from": pa.Column("Int64", YEAR, nullable=True),
        "expected_to": pa.Column("Int64", YEAR, nullable=True),
    },
)

DOUBTS = table_of(
    {
        "year": pa.Column("Int64", YEAR),
        "next_year": pa.Column("Int64", YEAR),
        "reason": text_column(code_of("doubts"), nullable=False),
        "unit": text_column(),
        "tier": text_column(code_of("tiers")),
        "next_unit": text_column(),
        "next_tier": text_column(code_of("tiers")),
        "n": pa.Column("Int64", COUNT),
    },
)

CLAIMS = table_of(
    {
        "id": pa.Column(None, unique=True),
        "first_year": pa.Column("Int64", YEAR),
        "last_year": pa.Column("Int64", YEAR),
        "population": text_column(nullable=False),
        "unit": text_column(),
        "tier": text_column(code_of("tiers")),
        "measure": text_column(nullable=False),
        "level": text_column(),
        "value": text_column(nullable=False),
        "decimals": pa.Column("Int64"),
        "measured_in": text_column(nullable=False),
        "kind": text_column(code_of("stated_as"), nullable=False),
        "base": text_column(),
        "part_of": text_column(),
        "tested_on": pa.Column("Int64", nullable=True),
        "paragraph": pa.Column("Int64", nullable=True),
        "note": text_column(),
    },
)

PROBLEMS = table_of(
    {
        "severity": text_column(code_of("severities"), nullable=False),
        "cause": text_column(nullable=False),
        "file": text_column(),
        "sheet": text_column(),
        "cell": text_column(),
        "named": text_column(nullable=False),
    },
)

SHEETS = table_of(
    {
        "file": text_column(nullable=False),
        "sheet": text_column(),
        "sha256": text_column(nullable=False),
        "table": text_column(nullable=False),
        "tier": text_column(),
        "first_year": pa.Column("Int64", nullable=True),
        "last_year": pa.Column("Int64", nullable=True),
        "rows": pa.Column("Int64", COUNT),
        "origin": text_column(code_of("origins"), nullable=False),
    },
)

# What the rows of a sheet are that hold anything: their sum over the accounts is all of them.
ACCOUNTS = table_of(
    {
        "file": text_column(nullable=False),
        "sheet": text_column(),
        "account": text_column(code_of("accounts"), nullable=False),
        "rows": pa.Column("Int64", COUNT),
        "places": text_column(nullable=False),
    },
)

# What the events of each list are: of people on a list of evaluations, or not counted, and why.
OUTCOME_ACCOUNTS = table_of(
    {
        "file": text_column(nullable=False),
        "sheet": text_column(),
        "unit": text_column(),
        "tier": text_column(),
        "kind": text_column(),
        "first_year": pa.Column("Int64", nullable=True),
        "last_year": pa.Column("Int64", nullable=True),
        "account": text_column(code_of("outcome_accounts"), nullable=False),
        "n": pa.Column("Int64", COUNT),
    },
)

# What each heading of a table was taken for; a column without a field is not used.
HEADINGS = table_of(
    {
        "file": text_column(nullable=False),
        "sheet": text_column(),
        "kind": text_column(code_of("table_kinds"), nullable=False),
        "cell": text_column(nullable=False),
        "heading": text_column(),
        "field": text_column(code_of("fields")),
        "level": text_column(code_of("ratings")),
    },
)

# Of which years, units and tiers each sheet is: `n` people, events, votes or figures, those of
# them withheld among these.
CONTENTS = table_of(
    {
        "file": text_column(nullable=False),
        "sheet": text_column(),
        "table": text_column(code_of("record_tables"), nullable=False),
        "year": pa.Column("Int64", nullable=True),
        "unit": text_column(),
        "tier": text_column(),
        "n": pa.Column("Int64", COUNT),
        "withheld": pa.Column("Int64", COUNT),
    },
)


_empty: dict[int, pd.DataFrame] = {}


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
        told = f" {say('refused.and')} ".join(origins)
        raise ValueError(Message("refused.mixed_origins", origins=told))
    return origins[0] if origins else None
