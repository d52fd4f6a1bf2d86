"""How a notebook begins: its source is read, and the bundle that it leaves is opened."""

from pathlib import Path
from typing import Any

from analysis.bundle import open_bundle
from analysis.review.review import Review
from analysis.sources import load
from analysis.vocabulary import PERSONS


def open_review(
    notebook: str,
    *,
    source: str | Path | None,
    first_year: int,
    last_year: int,
    unit: str = "all",
    tier: str = "district",
    published: str | Path | None = "",
    evaluated_on: str | None = None,
    language: str = "vi",
    audience: str = "internal",
    min_cell: int = 5,
    persons_as: str = PERSONS[0],
    output_dir: str | Path = "",
    **others: Any,
) -> Review:
    """Open the review of a notebook: read its source, and begin the bundle that it leaves.

    Parameters
    ----------
    notebook : str
        Its name, without suffix.
    source, published : str
        What is read (see `load`), and the ledger of published figures laid over it. None and ""
        are none, which a source cannot be.
    first_year, last_year, unit, tier, evaluated_on
        Of whom it speaks (see `History.people`).
    language, audience, min_cell, persons_as, output_dir
        See `open_bundle`.
    **others
        What else the notebook was asked for, kept with its results.

    Raises
    ------
    BundleError
        The language or audience cannot be served.
    NothingReadable, ValueError
        The source cannot be read; there is no such unit, tier or day.
    """
    source, published = str(source or ""), str(published or "")
    asked: dict[str, Any] = {"source": source, "published": published, "unit": unit, "tier": tier}
    asked |= {"first_year": first_year, "last_year": last_year}
    if evaluated_on is not None:
        others["evaluated_on"] = evaluated_on
    bundle = open_bundle(
        notebook,
        language=language,
        audience=audience,
        min_cell=min_cell,
        persons_as=persons_as,
        output_dir=output_dir,
        parameters={**asked, **others},
    )
    history, years = load(source), range(first_year, last_year + 1)
    people = history.people(years, tier=tier, unit=unit, evaluated_on=evaluated_on)
    return Review(bundle, history, people, years, published)
