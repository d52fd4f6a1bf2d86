"""From a review and what is known of its source to the list of jobs."""

from typing import Any, TypedDict

from analysis.counts.history import History
from analysis.formats.shape import suggestion
from analysis.places import project_root
from analysis.rules import women_targets
from analysis.runner.asking.parameters import Declared, check, declared_in, encoded
from analysis.runner.asking.review import RequestError, Review
from analysis.runner.asking.slugs import unit_slug
from analysis.runner.notebook_format import BrokenNotebook
from analysis.vocabulary import LANGUAGES, codes

STANDARD = (
    "source",
    "unit",
    "first_year",
    "last_year",
    "language",
    "audience",
    "min_cell",
    "output_dir",
)


class Job(TypedDict):
    """One run: unit × notebook × language, as plain data that JSON can carry.

    `folder` is relative to the build; `path` is the notebook, relative to the project.
    """

    folder: str
    notebook: str
    path: str
    unit: str
    language: str
    parameters: dict[str, Any]


def plan(review: Review, history: History) -> list[Job]:
    """Return the jobs of a review, the district's first.

    Raises
    ------
    RequestError
        A year is outside everything known, a unit, notebook, target or tier is unknown, or a
        notebook does not declare a parameter that it would be given.
    """
    check_years(review.years, history)
    _check_codes("targets", review.targets, key="targets")
    units = chosen_units(review.units, history)
    declared = {name: declared_parameters(name) for name in review.notebooks}
    return [
        _job(review, unit, notebook, language, declared[notebook])
        for unit in units
        for notebook in review.notebooks
        for language in sorted(review.language, key=LANGUAGES.index)
    ]


def check_years(years: tuple[int, int], history: History) -> None:
    """Refuse a first or last year outside everything known; a gap inside is no error."""
    known = known_years(history)
    outside = [year for year in years if not known or not known[0] <= year <= known[-1]]
    if outside:
        told = _span(known)
        raise RequestError(
            f"years: {', '.join(map(str, outside))} is outside what the source knows ({told}); "
            "correct years in the review file, or add the missing files to the source",
            key="years",
        )


def _check_codes(name: str, given: Any, key: str) -> None:
    """Refuse a code that every run would stumble over."""
    known = {"targets": women_targets(), "tier": codes("tiers")}.get(name)
    for code in given if isinstance(given, list) else [given]:
        if known is not None and code not in known:
            near = suggestion(str(code), list(known))
            raise RequestError(f"{name}: there is no {code!r}; {near}", key=key)


def _span(years: list[int]) -> str:
    if not years:
        return "no year at all"
    return str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"


def known_years(history: History) -> list[int]:
    """Return the years that evaluations, outcomes, votes or claims speak of, in order."""
    years = set(history.evaluations["year"].dropna())
    for table in (history.outcomes, history.claims):
        years.update(table["first_year"].dropna(), table["last_year"].dropna())
    years.update(history.votes["date"].dropna().dt.year)
    return sorted(int(year) for year in years)


def chosen_units(wanted: list[str], history: History) -> list[str]:
    """Return the units that are meant: ``each`` is the district and every unit known."""
    known = sorted(history.evaluations["unit"].dropna().unique())
    if wanted == ["each"]:
        return ["all", *known]
    for unit in wanted:
        if unit != "all" and unit not in known:
            raise RequestError(
                f"units: the source has no unit {unit!r}; {suggestion(unit, known)}", key="units"
            )
    return wanted


def declared_parameters(notebook: str) -> dict[str, Declared] | None:
    """Return the parameters that a notebook's cell tagged ``parameters`` declares.

    None where its file is no notebook: nothing can be checked before its runs fail, each for
    itself.
    """
    folder = project_root() / "notebooks"
    known = sorted(path.stem for path in folder.glob("*.ipynb"))
    if notebook not in known:
        raise RequestError(
            f"notebooks: there is no {notebook}.ipynb in {folder}; {suggestion(notebook, known)}",
            key="notebooks",
        )
    try:
        declared = declared_in(folder / f"{notebook}.ipynb")
    except BrokenNotebook:
        return None
    lacking = [name for name in STANDARD if name not in declared]
    if lacking:
        raise RequestError(
            f"notebooks: {notebook}.ipynb declares no parameter {', '.join(lacking)}; add it, with "
            "a default, to the one cell tagged parameters"
        )
    return declared


def _job(
    review: Review, unit: str, notebook: str, language: str, declared: dict[str, Declared] | None
) -> Job:
    own = review.notebooks[notebook]
    # A notebook that draws no target or lays nothing over is not bothered with them.
    offered = {"published": review.published or "", "targets": review.targets}
    offered |= {"evaluated_on": review.evaluated_on}
    parameters = {
        "source": review.source,
        "unit": unit,
        "first_year": review.years[0],
        "last_year": review.years[1],
        "language": language,
        "audience": review.audience,
        "min_cell": review.min_cell,
        **{name: value for name, value in offered.items() if name in (declared or {})},
        **own,
    }
    if declared is not None:
        _check_own(notebook, own, declared)
        _check_types(notebook, parameters, declared)
    return Job(
        folder=f"{unit_slug(unit)}/{notebook}/{language}",
        notebook=notebook,
        path=f"notebooks/{notebook}.ipynb",
        unit=unit,
        language=language,
        parameters={name: encoded(value) for name, value in parameters.items()},
    )


def _check_types(notebook: str, parameters: dict[str, Any], declared: dict[str, Declared]) -> None:
    for name, value in parameters.items():
        try:
            check(name, value, declared[name])
        except RequestError as error:
            raise RequestError(f"notebooks: {notebook}.ipynb: {error}", key="notebooks") from None


def _check_own(notebook: str, own: dict[str, Any], declared: dict[str, Declared]) -> None:
    for name, value in own.items():
        _check_codes(name, value, key="notebooks")
        if name in STANDARD:
            raise RequestError(
                f"notebooks: {notebook} is given {name!r}, which the review sets for all its "
                "notebooks; remove it there",
                key="notebooks",
            )
        if name not in declared:
            others = sorted(set(declared) - set(STANDARD))
            raise RequestError(
                f"notebooks: {notebook}.ipynb has no parameter {name!r}; "
                f"{suggestion(name, others)}",
                key="notebooks",
            )
