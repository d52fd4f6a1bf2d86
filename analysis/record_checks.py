"""What the columns of the record tables may hold."""

import pandas as pd
import pandera.pandas as pa

from analysis import vocabulary

EARLIEST_YEAR, LATEST_YEAR = 1945, 2100

RATING = pd.CategoricalDtype(vocabulary.rating_order(), ordered=True)

YEAR = pa.Check.in_range(EARLIEST_YEAR, LATEST_YEAR, name="plausible_year")

# A greater one is a staff number in the wrong column.
COUNT = pa.Check.ge(0, name="count_not_negative")

NOT_STATED_IS_FALSE = pa.Parser(lambda told: told.astype("boolean").fillna(False))


def code_of(section: str) -> pa.Check:
    """Return the check that a column holds codes of a section of the vocabulary."""
    return pa.Check.isin(vocabulary.codes(section), name=f"known_{section}")


def text_column(check: pa.Check | None = None, nullable: bool = True) -> pa.Column:
    """Return a column of texts."""
    return pa.Column(None, check, nullable=nullable)


def table_of(columns: dict[str, pa.Column], checks: pa.Check | None = None) -> pa.DataFrameSchema:
    """Return the schema of a record table."""
    # Pandera looks at each text by itself to see that it is one: a third of a check's time.
    texts = dict.fromkeys((name for name in columns if columns[name].dtype is None), "str")
    as_text = pa.Parser(lambda frame: frame.astype(texts))
    return pa.DataFrameSchema(columns, checks, parsers=as_text, strict=True, coerce=True)


def one_row_each(frame: pd.DataFrame) -> pd.Series:
    """Say of each row whether its person has no other in that year."""
    repeated = frame.duplicated(["year", "person"], keep=False)
    return ~(repeated & frame["person"].notna())


def possible_votes(frame: pd.DataFrame) -> pd.Series:
    """Say of which rows the votes fit into the ballots, and these into each other."""
    votes = frame[["high", "confident", "low"]].sum(axis=1)
    known = [votes, *(frame[name] for name in ("returned", "issued", "summoned"))]
    pairs = [(fewer, more) for at, fewer in enumerate(known) for more in known[at + 1 :]]
    fits = [fewer.le(more).fillna(True).astype(bool) for fewer, more in pairs]
    return pd.concat(fits, axis=1).all(axis=1)
