"""From a review and what is known of its source to the list of jobs."""

import unicodedata
from pathlib import Path
from typing import Any, TypedDict

from analysis.counts.history import History
from analysis.formats.shape import suggestion
from analysis.languages import LANGUAGES
from analysis.places import KEPT, own_notebooks, project_root, resolve
from analysis.rules import women_targets
from analysis.runner.asking.parameters import (
    Declared,
    check,
    declared_in,
    encoded,
    source_of,
)
from analysis.runner.asking.review import RequestError, Review
from analysis.runner.asking.slugs import unit_slug
from analysis.runner.notebook_format import BrokenNotebook
from analysis.spoken import VIETNAMESE, Message, say
from analysis.vocabulary import PERSONS, codes

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
# Set by the review as well, and asked of a notebook only where it makes a difference.
_PERSONS_AS = "persons_as"


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
    kept = (KEPT,) if KEPT not in review.notebooks and _keeps_of(review.source) else ()
    declared = {name: declared_parameters(name) for name in (*review.notebooks, *kept)}
    if VIETNAMESE in review.language and review.persons_as != PERSONS[0]:
        _check_persons(declared)
    return [
        _job(review, unit, notebook, language, declared[notebook])
        for unit in units
        # What was kept is of whom it was kept, whatever unit a run is of.
        for notebook in (*review.notebooks, *(kept if unit == "all" else ()))
        for language in sorted(review.language, key=LANGUAGES.index)
    ]


def _check_persons(declared: dict[str, dict[str, Declared] | None]) -> None:
    """Refuse a notebook that would tell in another word than the pages around it."""
    for notebook, parameters in declared.items():
        if parameters is not None and _PERSONS_AS not in parameters:
            raise RequestError(Message("undeclared", name=notebook, lacking=_PERSONS_AS))


def _keeps_of(source: str) -> bool:
    """Return whether there are charts that were kept by hand, and of this source."""
    path = own_notebooks() / f"{KEPT}.ipynb"
    if not path.is_file():
        return False
    kept_of = source_of(path)
    return kept_of is not None and resolve(kept_of) == resolve(source)


def check_years(years: tuple[int, int], history: History) -> None:
    """Refuse a first or last year outside everything known; a gap inside is no error."""
    known = known_years(history)
    outside = [year for year in years if not known or not known[0] <= year <= known[-1]]
    if outside:
        told = {"years": ", ".join(map(str, outside)), "known": _span(known)}
        raise RequestError(Message("outside_years", **told), key="years")


def _check_codes(name: str, given: Any, key: str) -> None:
    """Refuse a code that every run would stumble over."""
    known = {"targets": women_targets(), "tier": codes("tiers")}.get(name)
    for code in given if isinstance(given, list) else [given]:
        if known is not None and code not in known:
            near = suggestion(str(code), list(known))
            raise RequestError(Message("no_code", name=name, code=code, near=near), key=key)


def _span(years: list[int]) -> str:
    if not years:
        return say("no_year")
    first, last = years[0], years[-1]
    return str(first) if first == last else say("year_span", first=first, last=last)


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
    # Both forms of a letter with marks look alike.
    units = [unicodedata.normalize("NFC", unit).strip() for unit in wanted]
    for unit in units:
        if unit != "all" and unit not in known:
            told = Message("no_unit", unit=unit, near=suggestion(unit, known))
            raise RequestError(told, key="units")
    return units


def notebooks() -> dict[str, Path]:
    """Return the notebooks that a review can list, by name: the suite's, then the analyst's own."""
    folders = (own_notebooks(), project_root() / "notebooks")
    paths = (path for folder in folders for path in sorted(folder.glob("*.ipynb")))
    return dict(sorted((path.stem, path) for path in paths))


def declared_parameters(notebook: str) -> dict[str, Declared] | None:
    """Return the parameters that a notebook's cell tagged ``parameters`` declares.

    None where its file is no notebook: nothing can be checked before its runs fail, each for
    itself.
    """
    found = notebooks()
    if notebook not in found:
        folder = project_root() / "notebooks"
        name = notebook.removesuffix(".ipynb")
        about = {"name": name, "folder": folder, "near": suggestion(Path(name).name, found)}
        raise RequestError(Message("no_notebook", **about), key="notebooks")
    try:
        declared = declared_in(found[notebook])
    except BrokenNotebook:
        return None
    lacking = [name for name in STANDARD if name not in declared]
    if lacking:
        raise RequestError(Message("undeclared", name=notebook, lacking=", ".join(lacking)))
    return declared


def _job(
    review: Review, unit: str, notebook: str, language: str, declared: dict[str, Declared] | None
) -> Job:
    own = review.notebooks.get(notebook, {})
    place = notebooks()[notebook]
    # A notebook that draws no target or lays nothing over is not bothered with them.
    offered = {"published": review.published or "", "targets": review.targets}
    offered |= {"evaluated_on": review.evaluated_on}
    if language == VIETNAMESE:
        offered[_PERSONS_AS] = review.persons_as
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
        path=_from_root(place),
        unit=unit,
        language=language,
        parameters={name: encoded(value) for name, value in parameters.items()},
    )


def _from_root(path: Path) -> str:
    root = project_root()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _check_types(notebook: str, parameters: dict[str, Any], declared: dict[str, Declared]) -> None:
    for name, value in parameters.items():
        try:
            check(name, value, declared[name])
        except RequestError as error:
            raise RequestError(f"notebooks: {notebook}.ipynb: {error}", key="notebooks") from None


def _check_own(notebook: str, own: dict[str, Any], declared: dict[str, Declared]) -> None:
    for name, value in own.items():
        _check_codes(name, value, key="notebooks")
        if name in (*STANDARD, _PERSONS_AS):
            told = Message("set_by_review", name=notebook, given=name)
            raise RequestError(told, key="notebooks")
        if name not in declared:
            near = suggestion(name, sorted({*declared} - {*STANDARD, _PERSONS_AS}))
            told = Message("no_parameter", name=notebook, given=name, near=near)
            raise RequestError(told, key="notebooks")
