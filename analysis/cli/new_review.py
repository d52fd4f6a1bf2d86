"""A review file written from what was found in a source, for an office to change."""

import json
from collections.abc import Iterator
from pathlib import Path

from analysis import wording
from analysis.counts.history import History
from analysis.languages import LANGUAGES
from analysis.places import project_root, resolve
from analysis.runner.asking.review import RequestError
from analysis.spoken import Message, say
from analysis.vocabulary import PERSONS, kinds_within
from analysis.words import Words

# Which kinds of event each of these notebooks is about; the first is the whole of its kinds.
_ABOUT = {
    "training_outcomes": ("training",),
    "appointment_outcomes": (
        *("appointed_or_reappointed", "planned", "transferred", "rotated", "nominated"),
        *("replenished", "dismissed"),
    ),
}
# As a notebook that is told none.
_TIER = "district"
_NAMED = 3


def write_review(source: str, out: Path | None) -> tuple[Path, int]:
    """Write a review of a source, and return its place and how many errors the source has.

    Parameters
    ----------
    source
        A folder of workbooks, or one file.
    out
        The file; by default one of ``reports/reviews/`` that is called by its years.

    Raises
    ------
    RequestError
        The file is there already, or the source holds no evaluations.
    """
    from analysis.sources import load

    history = load(source)
    years = sorted({int(year) for year in history.evaluations["year"]})
    if not years:
        raise RequestError(Message("new_review.nothing", source=source))
    path = out or resolve("reports/reviews") / f"{years[0]}-{years[-1]}.yml"
    if path.suffix not in (".yml", ".yaml"):
        raise RequestError(Message("new_review.folder", path=path))
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "\n".join(_lines(history, source, years, path)) + "\n"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise RequestError(Message("new_review.there", path=path)) from None
    return _from(Path.cwd(), path) or path, int((history.met["severity"] == "error").sum())


def _from(folder: Path, path: Path) -> Path | None:
    """Return a path as it is called from a folder, where it is below that."""
    whole = path.resolve()
    return whole.relative_to(folder) if whole.is_relative_to(folder) else None


def _lines(history: History, source: str, years: list[int], path: Path) -> Iterator[str]:
    span = str(years[0]) if years[0] == years[-1] else f"{years[0]}–{years[-1]}"
    # What an office keeps and sends names no folder of this machine.
    yield _comment("head", source=source, path=_from(project_root(), path) or path.name)
    yield _comment("title")
    yield "title:"
    simulated = "simulated" in set(history.evaluations["origin"])
    for language in LANGUAGES:
        title = Message("new_review.called").told(language)
        mark = f" ({Words(language).label('origins', 'simulated')})" if simulated else ""
        yield f"  {language}: {_text(f'{title} {span}{mark}')}"
    yield f"source: {_text(source)}"
    yield from _tier(history)
    yield _comment("published")
    yield "# published: data/published"
    yield _comment("years", years=wording.years(years))
    yield f"years: [{years[0]}, {years[-1]}]"
    yield from _units(history)
    yield from _notebooks(history)
    for key, values in (("language", LANGUAGES), ("deliverables", ("pages", "briefing"))):
        yield _comment(key)
        yield f"{key}: [{', '.join(values)}]"
    yield _comment("evaluated_on")
    yield '# evaluated_on: "30/11"'
    yield _comment("persons_as")
    yield f"# persons_as: {PERSONS[1]}"
    yield from _form(years[-1])
    yield _comment("keep")
    yield "keep: 5"


def _form(year: int) -> Iterator[str]:
    yield _comment("briefing")
    yield "# briefing:"
    for language in LANGUAGES:
        yield f"#   {language}:"
        form = Message("new_review.form", year=year).told(language)
        yield from (f"#     {line}" for line in form.splitlines())


def _tier(history: History) -> Iterator[str]:
    rows = history.evaluations
    untold = rows["tier"].isna()
    if untold.any():
        yield _comment("tier_untold", n=int(rows.loc[untold, "count"].sum()))
    else:
        yield _comment("tier_told")
    yield f"# tier: {_TIER}"


def _units(history: History) -> Iterator[str]:
    known = sorted(history.evaluations["unit"].dropna().unique())
    some = ", ".join(map(_text, known[:_NAMED]))
    yield _comment("units", n=len(known), units=f"[{some}]") if known else _comment("no_units")
    yield "units: all"


def _notebooks(history: History) -> Iterator[str]:
    has = {
        "trend_review": True,
        "rating_distribution": bool(history.evaluations["rating"].notna().any()),
        # A ledger tells of women in figures of its own, and a return may of whole rows alone.
        "women_share": bool(
            history.evaluations[["sex", "women"]].notna().any(axis=None) or len(history.claims)
        ),
        **{name: _events(history, kinds) for name, kinds in _ABOUT.items()},
        "confidence_votes": not history.votes.empty,
        "data_quality": True,
    }
    without = ", ".join(name for name, there in has.items() if not there)
    yield _comment("notebooks", without=without) if without else _comment("notebooks_all")
    tier, named = _other_tier(history), [name for name, there in has.items() if there]
    if tier is None:
        yield f"notebooks: [{', '.join(named)}]"
        return
    yield "notebooks:"
    yield from (f"  {name}: {{tier: {tier}}}" for name in named)


def _events(history: History, kinds: tuple[str, ...]) -> bool:
    within = {each for kind in kinds for each in kinds_within(kind)}
    return bool(history.outcomes["kind"].isin(within | {*kinds}).any())


def _other_tier(history: History) -> str | None:
    """Return the tier of most people where nobody is of the one that a notebook looks at."""
    told = history.sound.evaluations.groupby("tier", observed=True)["count"].sum()
    return None if told.empty or _TIER in told.index else str(told.idxmax())


def _comment(key: str, **values: object) -> str:
    return f"# {say(f'new_review.{key}', **values)}"


def _text(value: str) -> str:
    """Return a text as YAML has it, in quotes: JSON's are YAML's too."""
    return json.dumps(value, ensure_ascii=False)
