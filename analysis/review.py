"""What a notebook works with: its people, the published figures, and where its results go."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis import measures
from analysis.bundle import Bundle, open_bundle
from analysis.counts import History, Population, of_whom
from analysis.exploring.tables import told_in_short
from analysis.findings import Finding
from analysis.findings.finding import capital
from analysis.sources import load
from analysis.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


class Review:
    """The review of one notebook; `open_review` makes it.

    Attributes
    ----------
    history : History
        All that was read, of every tier and unit.
    years : range
    people : Population
        Of whom the notebook speaks: those of the unit and tier in the years.
    words : Words
        What it is written in.
    """

    def __init__(
        self, bundle: Bundle, history: History, people: Population, years: range, published: str
    ) -> None:
        self.history, self.people, self.years = history, people, years
        self.words = Words(str(bundle.parameters["language"]))
        self._bundle, self._published = bundle, published

    @cached_property
    def ledger(self) -> History:
        """The published figures of the unit, of every tier; none where no ledger is laid over."""
        return load(self._published or None).of_unit(self._bundle.parameters["unit"], perhaps=True)

    @cached_property
    def published_shares(self) -> pd.DataFrame:
        """The published shares and numbers of the tier (`measures.published_shares`)."""
        of_tier = self.ledger.of_tier(self._bundle.parameters["tier"])
        return measures.published_shares(of_tier.claims)

    def show(
        self,
        id: str,
        table: pd.DataFrame | str | None = None,
        finding: Finding | Iterable[Finding] = (),
        chart: "Axes | Figure | Sequence[Axes | Figure] | None" = None,
        *,
        told_as: str | None = None,
    ) -> None:
        """Show a result and keep it: what it says in a sentence, its picture, its table.

        Parameters
        ----------
        id : str
            What table and picture are kept as.
        table : DataFrame or str, optional
            A result table; its first rows are shown, all are kept. Or the id of the one that the
            picture is of, where that was shown before under another id.
        finding : Finding or iterable of Finding
        chart : Axes, Figure or sequence of them, optional
            Several are kept as ``<id>_1``, ``<id>_2`` …
        told_as : str, optional
            The id that the finding is kept under where its own is another's.

        Raises
        ------
        BundleError
            The table of a picture was not shown; an id is taken, or none that a file can have;
            the review is closed.
        """
        of = table if isinstance(table, str) else id
        new = table if isinstance(table, pd.DataFrame) else None
        if new is not None:
            self._bundle.table(id, new)
        self._display(self._told(finding, told_as), new, f"tables/{id}.csv")
        for name, drawn in _numbered(id, chart):
            _display(self._bundle.chart(name, drawn, table=of))

    def tell(self, *findings: Finding | Iterable[Finding]) -> None:
        """Say what stands on results that are shown elsewhere, and keep it.

        Parameters
        ----------
        *findings : Finding or iterable of Finding
            Of an empty one nothing is said.
        """
        self._display([told for each in findings for told in self._told(each)])

    def close(self) -> Path:
        """Finish the bundle, as the last thing that a notebook does, and return its folder."""
        return self._bundle.close()

    def _repr_html_(self) -> str:
        """Say of whom the review is."""
        told = capital(of_whom(self.people.of_whom, self.words))
        return f"<p>{told}, {self.years[0]}–{self.years[-1]}</p>"

    def _told(self, finding: Finding | Iterable[Finding], id: str | None = None) -> list[Finding]:
        every = [finding] if isinstance(finding, Finding) else finding
        return [self._bundle.finding(each, id) for each in every]

    def _display(
        self, told: list[Finding], table: pd.DataFrame | None = None, place: str = ""
    ) -> None:
        lines, shown = [each.whole for each in told], [each._repr_html_() for each in told]
        if table is not None:
            lines.append(place)
            shown.append(told_in_short(table, self.words, place))
        if shown:
            _display({"text/plain": "\n".join(lines), "text/html": "\n".join(shown)}, raw=True)


def open_review(
    notebook: str,
    *,
    source: str,
    first_year: int,
    last_year: int,
    unit: str = "all",
    tier: str = "district",
    published: str = "",
    evaluated_on: str | None = None,
    language: str = "vi",
    audience: str = "internal",
    min_cell: int = 5,
    output_dir: str | Path = "",
    **others: Any,
) -> Review:
    """Open the review of a notebook: read its source, and begin the bundle that it leaves.

    Parameters
    ----------
    notebook : str
        Its name, without suffix.
    source, published : str
        What is read (see `load`), and the ledger of published figures laid over it; "" for none.
    first_year, last_year, unit, tier, evaluated_on
        Of whom it speaks (see `History.people`).
    language, audience, min_cell, output_dir
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
    asked: dict[str, Any] = {"source": source, "published": published, "unit": unit, "tier": tier}
    asked |= {"first_year": first_year, "last_year": last_year}
    if evaluated_on is not None:
        others["evaluated_on"] = evaluated_on
    bundle = open_bundle(
        notebook,
        language=language,
        audience=audience,
        min_cell=min_cell,
        output_dir=output_dir,
        parameters={**asked, **others},
    )
    history, years = load(source), range(first_year, last_year + 1)
    people = history.people(years, tier=tier, unit=unit, evaluated_on=evaluated_on)
    return Review(bundle, history, people, years, published)


def _numbered(id: str, chart: Any) -> list[tuple[str, Any]]:
    """Return each drawing with the id that it is kept as."""
    if chart is None:
        return []
    if isinstance(chart, Sequence):
        return [(f"{id}_{n}", each) for n, each in enumerate(chart, 1)]
    return [(id, chart)]


def _display(shown: Any, **options: Any) -> None:
    # IPython takes long to import, and who closes a bundle without a notebook has no need of it.
    from IPython.display import display

    display(shown, **options)
