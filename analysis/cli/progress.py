"""What a terminal or a scheduler is told of a build: while it goes on, and at its end."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from statistics import fmean
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from analysis.runner.asking.plan import Job
from analysis.runner.running.specification import STATUSES, Result
from analysis.spoken import say

# So many units are named where equal errors are told once.
_NAMED = 3


def expected_seconds(jobs: Sequence[Job], previous: Mapping[str, Any] | None) -> dict[str, float]:
    """Return how long each job's folder is expected to take, in seconds.

    As long as it took in the build before; else as long as its notebook's runs did on average,
    else as all did, else a second.
    """
    before = [each for each in (previous or {}).get("jobs", ()) if each["status"] == "done"]
    own = {each["folder"]: each["seconds"] for each in before}
    of_notebook = {
        name: fmean(each["seconds"] for each in before if each["notebook"] == name)
        for name in {each["notebook"] for each in before}
    }
    of_all = fmean(own.values()) if own else 1.0
    return {
        job["folder"]: own.get(job["folder"], of_notebook.get(job["notebook"], of_all))
        for job in jobs
    }


@contextmanager
def shown(
    review: str, expected: Mapping[str, float], *, log_json: bool = False
) -> Iterator[Callable[[Result], None]]:
    """Show a build as it goes on; yields what is called with each result.

    On a terminal a bar with the time left, weighted by how long each run is expected to take;
    elsewhere a line for each run; as JSON a line for each event, for schedulers.

    Parameters
    ----------
    review
        Name of the review.
    expected
        See `expected_seconds`.
    log_json
        Write lines of JSON.
    """
    console = Console(soft_wrap=True, markup=False, highlight=False)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    silent = log_json or not console.is_terminal
    with Progress(*columns, TimeRemainingColumn(), console=console, disable=silent) as bar:
        task = bar.add_task(review, total=sum(expected.values()))

        def tell(result: Result) -> None:
            seconds = expected[result["folder"]]
            if result["reused"]:
                # What takes no time is no sign of how fast the rest will be.
                bar.update(task, total=(bar.tasks[0].total or 0) - seconds)
            else:
                bar.advance(task, seconds)
            if log_json:
                print(_event("job", review, **result), flush=True)
            elif result["error"] or (not console.is_terminal and not result["reused"]):
                bar.console.print(_line(review, result))

        yield tell


def summary(review: str, results: Sequence[Result]) -> list[str]:
    """Return the lines that tell how a build's runs ended, and equal causes once."""
    ends = Counter("unchanged" if each["reused"] else each["status"] for each in results)
    told = [f"{ends[end]} {say(f'ends.{end}')}" for end in ("unchanged", *STATUSES) if ends[end]]
    runs = ", ".join(told) or say("built.none")
    lines = [say("built.line", review=review, n=len(results), runs=runs)]
    causes: dict[str, list[str]] = {}
    for each in results:
        if each["error"]:
            causes.setdefault(_cause(each), []).append(each["folder"])
    for cause, folders in causes.items():
        named = ", ".join(folders[:_NAMED]) + (", …" if len(folders) > _NAMED else "")
        about = {"review": review, "n": len(folders), "cause": cause, "folders": named}
        lines.append(say("built.same" if len(folders) > 1 else "built.one", **about))
    cold = Counter(str(each["why_cold"]) for each in results if each["why_cold"])
    lines += [say("built.cold", review=review, n=n, why=why) for why, n in cold.items()]
    return lines


def finished_event(
    review: str, results: Sequence[Result], index: str, status: int, **more: Any
) -> str:
    """Return the line of JSON that ends the report of a build; `more` is told as it is."""
    ends = Counter("unchanged" if each["reused"] else each["status"] for each in results)
    return _event("finished", review, runs=dict(ends), index=index, exit_status=status, **more)


def _event(event: str, review: str, **more: Any) -> str:
    return json.dumps({"event": event, "review": review, **more}, ensure_ascii=False)


def _line(review: str, result: Result) -> str:
    about = {"end": say(f"ends.{result['status']}"), "seconds": f"{result['seconds']:.1f}"}
    line = say("built.run", place=f"{review}/{result['folder']}", **about)
    return f"{line}: {_cause(result)}" if result["error"] else line


def _cause(result: Result) -> str:
    error = result["error"] or {}
    return f"{error.get('ename')}: {error.get('evalue')}"
