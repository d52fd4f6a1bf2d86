"""How the command ends: one line that says what, where, why and what to do, and an exit status."""

import errno
import json
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from analysis.cli.output import bearing
from analysis.formats.signs import without_signs
from analysis.runner.running.interrupts import heard
from analysis.spoken import say, system_says

if TYPE_CHECKING:
    from analysis.runner.running.specification import Result

BAD_REQUEST, MACHINE, INTERRUPTED, ENDED = 2, 3, 130, 143
TRACEBACK = "CADRE_REVIEW_TRACEBACK"
_PACKAGE = Path(__file__).parents[1]
_FULL = (errno.ENOSPC, errno.EDQUOT)
_SCARCE = (errno.EAGAIN, errno.ENOMEM, errno.EMFILE, errno.ENFILE)
_IN_THE_WAY = (errno.EEXIST, errno.ENOTDIR)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_OF_THE_REQUEST = {
    "analysis.results.BundleError",
    "analysis.formats.catalogue.CatalogueError",
    "analysis.runner.asking.review.RequestError",
    "analysis.sources.problems.NothingReadable",
    "analysis.words.NotTold",
}
_OF_THE_MACHINE = {
    "analysis.runner.running.execute.ClusterLost",
    "analysis.runner.keeping.installed.StaleLibraries",
    "analysis.runner.keeping.files.NotOurs",
    "analysis.runner.keeping.store.Damaged",
    "analysis.sources.people.pseudonym.PseudonymKeyError",
}
_NO_SUCH = (FileNotFoundError, FileExistsError, NotADirectoryError, IsADirectoryError)


@dataclass
class SoFar:
    """How far a command of several reviews is.

    Attributes
    ----------
    published : list of str
        The reviews that it has published.
    review, runs, done
        The one that it is at, how many runs it has, and the folders of those that are done.
    is_published
        Says whether that review has been published already.
    """

    published: list[str] = field(default_factory=list)
    review: str | None = None
    runs: int = 0
    done: set[str] = field(default_factory=set)
    is_published: Callable[[], bool] = lambda: False

    def begin(self, review: str, runs: int, is_published: Callable[[], bool]) -> None:
        """Go on to a review of so many runs."""
        self.review, self.runs, self.is_published = review, runs, is_published
        self.done.clear()

    def ended(self, result: "Result") -> None:
        """Note how a run of that review has ended."""
        self.done.discard(result["folder"])
        if result["status"] == "done":
            self.done.add(result["folder"])


@contextmanager
def told_ends(*named: str | Path, log_json: bool = False) -> Iterator[SoFar]:
    """End the command as its block ends: with the line and the status of an error, if any.

    Parameters
    ----------
    named
        Files and folders that the user named: that one is not there is the user's to mend.
    log_json
        Tell the end as a line of JSON too.

    Yields
    ------
    SoFar
        For the block to say how far it is; the end tells it.
    """
    so_far = SoFar()
    with heard() as signals, bearing() as lost:
        try:
            yield so_far
            if error := lost():
                raise error
        # A status that the command gives itself stands, whatever became of what it printed.
        except (typer.Exit, typer.Abort):
            if error := lost():
                print(told(error)[1], file=sys.stderr)
            raise
        except (Exception, KeyboardInterrupt) as error:
            # Whatever error an interrupt was made into on its way.
            if signals or isinstance(error, KeyboardInterrupt):
                by = signals[-1] if signals else signal.SIGINT
                _end_told(*_stopped(by, so_far), so_far, log_json)
            if os.environ.get(TRACEBACK):
                traceback.print_exc()
            _end_told(*told(error, named), so_far, log_json)


def end(status: int) -> NoReturn:
    """End the command with an exit status; at once where Python would wait without end.

    Raises
    ------
    typer.Exit
        For typer, which ends the process.
    """
    workers = sys.modules.get("analysis.runner.running.workers")
    if workers and workers.abandoned():
        with suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)
    raise typer.Exit(status)


def told(error: Exception, named: Sequence[str | Path] = ()) -> tuple[int, str]:
    """Return the exit status that an error ends the command with, and the line that tells it.

    What is unexpected is a fault of this program; its message is left out, for it may quote data.

    Parameters
    ----------
    named
        Files and folders that the user named.
    """
    # Whoever writes workbooks puts what the system said into an error of its own.
    error = next((each for each in error.args if isinstance(each, OSError)), error)
    # By name: what cannot be imported may be what is to be told.
    names = {f"{each.__module__}.{each.__name__}" for each in type(error).__mro__}
    if names & _OF_THE_REQUEST or (isinstance(error, FileExistsError) and error.errno is None):
        return BAD_REQUEST, _legible(str(error), named)
    if names & _OF_THE_MACHINE:
        return MACHINE, _legible(str(error), named)
    if isinstance(error, OSError):
        return _of_a_file(error, named)
    if isinstance(error, ImportError):
        library = error.name or _place(error)
        return MACHINE, say("fault.library", library=library)
    if isinstance(error, MemoryError):
        return MACHINE, say("fault.memory", place=_place(error), remedy=say("remedy.sparing"))
    about = {"kind": type(error).__name__, "traceback": TRACEBACK}
    return MACHINE, say("fault.ours", place=_place(error), **about)


def remedy(number: int | None) -> str:
    """Return what to do where the system refused; `number` is its own (errno)."""
    if number in _FULL:
        return say("remedy.room")
    if number in _SCARCE:
        return say("remedy.sparing")
    if number in _IN_THE_WAY:
        return say("remedy.in_the_way")
    return say("remedy.right" if number in _FORBIDDEN else "remedy.answers")


def _of_a_file(error: OSError, named: Sequence[str | Path]) -> tuple[int, str]:
    why = system_says(error)
    if isinstance(error, _NO_SUCH) and _among(error.filename, named):
        return BAD_REQUEST, say("fault.no_such", place=_in_a_line(error.filename), why=why)
    where = _in_a_line(error.filename or _place(error))
    return MACHINE, say("fault.of_a_file", place=where, why=why, remedy=remedy(error.errno))


def _legible(text: str, named: Sequence[str | Path]) -> str:
    # A list of mistakes keeps its line breaks, a path that the user named does not.
    for each in map(str, named):
        text = text.replace(each, _in_a_line(each))
    return "\n".join(map(without_signs, text.split("\n")))


def _in_a_line(path: Any) -> str:
    return " ".join(without_signs(str(path)).splitlines())


def _among(filename: Any, named: Sequence[str | Path]) -> bool:
    """Return whether a file is, or is in, what the user named."""
    from analysis.places import resolve

    if not isinstance(filename, str | Path):
        return False
    path = Path(filename).resolve()
    return any(path.is_relative_to(resolve(each)) for each in named)


def _place(error: Exception) -> str:
    """Return where in this project an error was raised."""
    stack = traceback.extract_tb(error.__traceback__)
    frames = [each for each in stack if Path(each.filename).is_relative_to(_PACKAGE)]
    if not frames:
        return "review"
    last = frames[-1]
    return f"{Path(last.filename).relative_to(_PACKAGE.parent).as_posix()}, line {last.lineno}"


def _stopped(by: signal.Signals, so_far: SoFar) -> tuple[int, str]:
    who, status = say("stopped.ended", signal=by.name), ENDED
    if by == signal.SIGINT:
        who, status = say("stopped.interrupted"), INTERRUPTED
    if so_far.is_published():
        return status, say("stopped.published", who=who)
    if not so_far.done:
        return status, say("stopped.before", who=who)
    return status, say("stopped.with_runs", who=who, done=len(so_far.done), all=so_far.runs)


def _end_told(status: int, line: str, so_far: SoFar, log_json: bool) -> NoReturn:
    if so_far.review and not line.startswith(f"{so_far.review} "):
        line = f"{so_far.review}: {line}"
    if before := [each for each in so_far.published if each != so_far.review]:
        line = say("stopped.earlier", line=line, reviews=", ".join(before))
    # The terminal may be what went away.
    with suppress(OSError):
        print(line, file=sys.stderr)
        if log_json:
            at = {"review": so_far.review} if so_far.review else {}
            event = {"event": "ended", **at, "told": line, "exit_status": status}
            print(json.dumps(event, ensure_ascii=False), flush=True)
    end(status)
