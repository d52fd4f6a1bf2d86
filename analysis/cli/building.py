"""One build of the command: shown as it goes on, and what is said of it at its end."""

import errno
import sys
from dataclasses import replace
from typing import Any

from analysis import spoken
from analysis.cli import progress
from analysis.cli.ends import MACHINE, SoFar, remedy
from analysis.documents.pages.missing_lists import missing_told
from analysis.documents.pdf import PRINTED
from analysis.places import resolve
from analysis.runner.asking.request import Request
from analysis.runner.publishing.build import Built, build
from analysis.runner.publishing.manifest import read_manifest
from analysis.runner.running.error_told import of_the_machine
from analysis.runner.running.specification import Result
from analysis.spoken import say
from analysis.words import Words


def build_told(asked: Request, so_far: SoFar, log_json: bool, **how: Any) -> Built:
    """Build a request, print how it goes and ends, and return the build.

    Its status is that of the machine's faults where every run failed for one.

    Parameters
    ----------
    so_far
        Is told how far the build is.
    log_json
        Print lines of JSON.
    how
        As `build` takes it.
    """
    place = resolve("reports/output") / asked.name
    previous = read_manifest(place)
    so_far.begin(asked.name, len(asked.jobs), lambda: read_manifest(place) != previous)
    expected = progress.expected_seconds(asked.jobs, previous)
    with progress.shown(asked.name, expected, log_json=log_json) as show:

        def tell(result: Result) -> None:
            so_far.ended(result)
            show(result)

        built = build(asked, on_result=tell, **how)
    if not built.published and all(of_the_machine(each["error"]) for each in built.results):
        built = replace(built, status=MACHINE)
    if log_json:
        told = {"published": built.published, "changed": built.changed}
        index = str(built.index)
        print(progress.finished_event(asked.name, built.results, index, built.status, **told))
    else:
        print("\n".join(progress.summary(asked.name, built.results)))
    for line in _warnings(asked, built):
        print(f"{asked.name}: {line}", file=sys.stderr)
    return built


def _warnings(asked: Request, built: Built) -> list[str]:
    lines = []
    if asked.errors():
        lines.append(say("built.withheld", n=asked.errors()))
    if len(asked.missing):
        lists = missing_told(asked.missing, Words(spoken.language()))
        lines.append(say("built.lists_missing", lists=lists))
    if not built.published:
        what_to_do = say("built.see_why", index=built.index)
        if built.status == MACHINE:
            error = built.results[0]["error"] or {}
            what_to_do = f"{error.get('evalue')}: {remedy(error.get('errno', errno.ENOMEM))}"
        lines.append(say("built.every_failed", what_to_do=what_to_do))
    if _lacks_pdf(asked, built):
        lines.append(say("built.no_pdf"))
    return [*lines, *(say("built.source_changed", place=place) for place in built.changed)]


def _lacks_pdf(asked: Request, built: Built) -> bool:
    """Return whether a review asks for PDF files of documents and one was not made."""
    written = (path for path in built.index.parent.iterdir() if path.suffix in PRINTED)
    return "pdf" in asked.review.deliverables and any(
        not path.with_suffix(".pdf").is_file() for path in written
    )
