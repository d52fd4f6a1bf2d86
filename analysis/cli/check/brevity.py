"""What ``review check --reading`` prints: how much a published build asks of its reader."""

from pathlib import Path

from analysis.documents.brevity import Measured, languages, measured
from analysis.spoken import Message


def print_brevity(build: Path) -> int:
    """Print what a build asks of its reader in each language.

    Returns
    -------
    int
        1 where something is more than it should be, else 0.
    """
    from analysis.runner.asking.review import RequestError
    from analysis.runner.publishing.manifest import MANIFEST

    told = languages(build)
    if not told:
        raise RequestError(Message("no_manifest", place=build, manifest=MANIFEST))
    columns = {language: measured(build, language) for language in told}
    print(f"{build.name:<52}", *(f"{language:>5}" for language in told), "  goal")
    for row in zip(*columns.values(), strict=True):
        goals = dict.fromkeys("" if one.most is None else f"{one.most}" for one in row)
        print(f"{row[0].what[:52]:<52}", *map(_cell, row), " ", "/".join(goals))
    return int(any(one.over for each in columns.values() for one in each))


def _cell(one: Measured) -> str:
    return f"{'–' if one.n is None else one.n:>5}"
