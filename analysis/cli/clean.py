"""Remove what was kept to save time and is of no more use."""

from contextlib import ExitStack
from pathlib import Path

from analysis.runner.keeping.files import remove
from analysis.runner.keeping.store import STORE
from analysis.runner.publishing.publish import BUILDS, is_shown, locked
from analysis.runner.publishing.retention import builds_of, entries, reviews_built, shown_runs


def clean_output(output: Path, *, older: bool = False) -> tuple[int, int]:
    """Remove every kept run that no build shows, and the builds that did not end whole.

    Parameters
    ----------
    older
        Remove those too that are kept to be compared with what is published.

    Returns
    -------
    tuple of int
        How many runs, and how many builds, there were.

    Raises
    ------
    RequestError
        A review is being built: its runs are not shown yet.
    """
    output = output.resolve()
    with ExitStack() as held:
        reviews = reviews_built(output)
        for review in reviews:
            held.enter_context(locked(output, review))
        old = [build for review in reviews for build in _of_no_use(output, review, older)]
        for build in old:
            remove(build)
        wanted = shown_runs(output)
        runs = [path for path in entries(output / STORE) if path.name not in wanted]
        for run in runs:
            remove(run)
    return sum(not path.name.startswith(".") for path in runs), len(old)


def _of_no_use(output: Path, review: str, older: bool) -> list[Path]:
    kept = set() if older else {place for place, _ in builds_of(output, review)}
    return [
        build
        for build in entries(output / BUILDS / review)
        if build not in kept and not is_shown(build, output, review)
    ]
