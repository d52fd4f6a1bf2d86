"""What a command is asked to build: review files, their requests, and why each run runs."""

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

from analysis import spoken

if TYPE_CHECKING:
    from analysis.runner.asking.request import Request


def check_review(path: Path) -> None:
    """Refuse a review file that says what it may not."""
    from analysis.runner.asking.review import read_review

    read_review(path)


def check_there(path: Path) -> None:
    """Refuse a review file that is not there."""
    from analysis.runner.asking.review import refuse_unread

    if not path.is_file():
        refuse_unread(path, FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)))


def refuse_stale() -> None:
    """Refuse to run with other versions of libraries than the lock names."""
    from analysis.places import project_root
    from analysis.runner.keeping.installed import refuse_stale_libraries

    refuse_stale_libraries(project_root())


def review_files(given: list[Path] | None) -> list[Path]:
    """Return the review files that are meant: all of the project's where none is given."""
    from analysis.places import resolve
    from analysis.runner.asking.review import RequestError

    folder = resolve("reports/reviews")
    paths = given or sorted(folder.glob("*.yml"))
    if not paths:
        raise RequestError(spoken.Message("no_review", folder=folder))
    whole = [path.resolve() for path in paths]
    again = next((path for path in paths if whole.count(path.resolve()) > 1), None)
    if again:
        raise RequestError(spoken.Message("review_twice", path=again))
    # On Windows and macOS R and r are one folder.
    names = [path.stem.casefold() for path in paths]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise RequestError(spoken.Message("two_reviews", name=twice))
    return paths


def certain_to_run(reviews: list[Path] | None, force: bool) -> bool:
    """Return whether the first review runs something, whatever its sources hold."""
    from analysis.places import resolve

    paths = reviews or sorted(resolve("reports/reviews").glob("*.yml"))
    published = [(resolve("reports/output") / path.stem).exists() for path in paths[:1]]
    return any(path.is_file() for path in paths[:1]) and (force or not all(published))


def request_of(path: Path, unit: str | None) -> "Request":
    """Return what a review file asks for, checked."""
    from analysis.runner.asking.request import request

    return request(path, unit)


def print_plan(asked: "Request") -> None:
    """Print each run of a request with its parameters."""
    for job in asked.jobs:
        parameters = ", ".join(f"{name}={value!r}" for name, value in job["parameters"].items())
        print(f"{asked.name}/{job['folder']}: {job['path']} ({parameters})")


def print_reasons(asked: "Request", force: bool) -> None:
    """Print of each run whether it would run, and why."""
    from analysis.runner.publishing.build import explain

    for decision in explain(asked, force=force):
        what = spoken.say("why.run" if decision.kept is None else "why.keep")
        place = f"{asked.name}/{decision.job['folder']}"
        print(spoken.say("why.line", place=place, what=what, why=decision.why))
