"""What a notebook works with: its people, the published figures, and where its results go."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis import findings, measures
from analysis.bundle import Bundle
from analysis.counts import History, Population
from analysis.counts.summary import as_html, as_plain
from analysis.findings import Finding
from analysis.review.about import about
from analysis.review.arguments import Answer, refuse_untaken, taken
from analysis.review.displayed import as_kept, display, display_told, numbered
from analysis.sources import load
from analysis.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    Tells = Callable[..., Finding | Iterable[Finding]]
    Draws = Callable[..., Axes | Figure | Sequence[Axes | Figure]]


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
        self.words = Words.of_review()
        self._bundle, self._published = bundle, published
        self._shown: dict[str, pd.DataFrame] = {}

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
        table: "pd.DataFrame | str | Answer | None" = None,
        finding: "Finding | Iterable[Finding] | Tells" = (),
        chart: "Axes | Figure | Sequence[Axes | Figure] | Draws | None" = None,
        *,
        told_as: str | None = None,
        **given: Any,
    ) -> None:
        """Show a result and keep it: what it says in a sentence, its picture, its table.

        Parameters
        ----------
        id : str
            What table and picture are kept as.
        table : DataFrame or str, optional
            A result table; its first rows are shown, all are kept. Or the id of the one that the
            picture is of, where that was shown before under another id. Or an answer that has
            the numbers beside its ``table``: those are arguments of both functions.
        finding : Finding, iterable of Finding, or function
            What tells the table, as `told` calls it.
        chart : Axes, Figure, sequence of them, or function, optional
            What draws the table, called likewise, under the finding's title. Several drawings
            are kept as ``<id>_1``, ``<id>_2`` …
        told_as : str, optional
            The id that the finding is kept under where its own is another's.
        **given
            Arguments of those two functions, each to whichever takes it.

        Raises
        ------
        BundleError
            The table of a picture was not shown; an id is taken, or none that a file can have;
            the review is closed.
        TypeError
            Neither function takes an argument of this name.
        """
        refuse_untaken(given, [each for each in (finding, chart) if callable(each)])
        if not isinstance(table, pd.DataFrame | str | None):
            given, table = vars(table) | given, table.table
        of = table if isinstance(table, str) else id
        new = as_kept(table, self.words) if isinstance(table, pd.DataFrame) else None
        if new is not None:
            self._bundle.table(id, new)
            self._shown[id] = table
        if callable(finding) or callable(chart):
            self._bundle.check_held(id, of)
        told = self._made(finding, of, given)
        display_told(self._kept(told, told_as), self.words, new, f"tables/{id}.csv")
        title = {"title": told.title} if isinstance(told, Finding) else {}
        for name, drawn in numbered(id, self._made(chart, of, title | given)):
            display(self._bundle.chart(name, drawn, table=of))

    def told(self, finding: "Callable[..., Finding]", *tables: Any, **given: Any) -> Finding:
        """Return what a function of `findings` tells of tables, in this review, without showing it.

        Parameters
        ----------
        finding : function
            It is given what it takes and the review knows: its years, the first and the last of
            them, its tier, the unit to be seen among others; and the published shares, where the
            first table is of the review's people.
        *tables
            What it tells of.
        **given
            Its other arguments, and those that are to be others than the review's.
        """
        refuse_untaken(given, [finding])
        return finding(*tables, **self._known(finding, tables, given))

    def beside_doubts(self, told: Finding, kind: str, *, people: int, **years: int) -> Finding:
        """Return a finding on two years with how many people of them are doubtful.

        Parameters
        ----------
        told, kind, people
            As `findings.beside_doubts` takes them.
        **years
            ``first_year`` and ``last_year`` where they are others than the review's.
        """
        ends = self._known(findings.beside_doubts, [], years)
        doubts = measures.doubts(self.people, [ends["first_year"], ends["last_year"]])
        return findings.beside_doubts(told, doubts, kind, people=people, **ends)

    def tell(self, *findings: Finding | Iterable[Finding]) -> None:
        """Say what stands on results that are shown elsewhere, and keep it.

        Parameters
        ----------
        *findings : Finding or iterable of Finding
            Of an empty one nothing is said.
        """
        display_told([told for each in findings for told in self._kept(each)], self.words)

    def close(self) -> Path:
        """Finish the bundle, as the last thing that a notebook does, and return its folder."""
        return self._bundle.close()

    def _repr_html_(self) -> str:
        """Say of whom the review is, from what, and what is missing."""
        return as_html(about(self.people, self._bundle.parameters, self.words))

    def __repr__(self) -> str:
        # That of an object would put another address into each executed notebook.
        return as_plain(about(self.people, self._bundle.parameters, self.words))

    def _made(self, made: Any, of: str, given: Mapping[str, Any]) -> Any:
        """Return what a function makes of a table that was shown, or what was made already."""
        if not callable(made):
            return made
        table = self._shown[of]
        return made(table, **self._known(made, [table], given))

    def _known(
        self, function: Callable[..., Any], tables: Sequence[Any], given: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Return the arguments that a function takes of those given and those the review knows."""
        asked = self._bundle.parameters
        known: dict[str, Callable[[], Any]] = {
            "first_year": lambda: asked["first_year"],
            "last_year": lambda: asked["last_year"],
            "year": lambda: asked["last_year"],
            "years": lambda: self.years,
            "tier": lambda: asked["tier"],
            "highlight": lambda: asked["unit"],
            "published": lambda: self._published_of(tables),
        }
        return taken(function, tables, given, known)

    def _published_of(self, tables: Sequence[Any]) -> pd.DataFrame | None:
        """Return the published shares, where a table is not of others than the review's people."""
        whom = tables[0].get("of") if tables and isinstance(tables[0], pd.DataFrame) else None
        own = whom is None or whom.eq(self.people.of_whom).all()
        return self.published_shares if own else None

    def _kept(self, finding: Finding | Iterable[Finding], id: str | None = None) -> list[Finding]:
        every = [finding] if isinstance(finding, Finding) else finding
        return [self._bundle.finding(each, id) for each in every]
