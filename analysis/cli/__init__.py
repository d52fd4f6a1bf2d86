"""The command ``review``: build reviews, check sources and builds, schedule, tidy up."""

from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

import analysis.cli.beginning  # noqa: F401  # isort: skip
from analysis import spoken
from analysis.cli.ends import end, told_ends
from analysis.cli.help import Command, Group
from analysis.cli.requested import (
    certain_to_run,
    check_review,
    check_there,
    print_plan,
    print_reasons,
    refuse_stale,
    request_of,
    review_files,
)
from analysis.words import Words

# A file that may not be read is told as every other fault, not by click with its usage.
_Place = Annotated[Path, typer.Argument(readable=False)]
_Reviews = Annotated[list[Path] | None, typer.Argument(readable=False)]

app = typer.Typer(
    cls=Group, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)
_command = partial(app.command, cls=Command)


@_command("build")
def build_reviews(
    reviews: _Reviews = None,
    unit: str | None = None,
    jobs: Annotated[int | None, typer.Option(min=1)] = None,
    cluster: str | None = None,
    force: Annotated[bool, typer.Option("--force")] = False,
    log_json: Annotated[bool, typer.Option("--log-json")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False,
    why: Annotated[bool, typer.Option("--why")] = False,
) -> None:
    """Build reviews and publish them under reports/output/."""
    with told_ends(*(reviews or ()), log_json=log_json) as so_far:
        if not (dry_run or why or cluster) and certain_to_run(reviews, force):
            from analysis.runner.kernels.launch import start_ahead

            start_ahead()
        refuse_stale()
        # Every request is checked before the first is built.
        asked = [request_of(path, unit) for path in review_files(reviews)]
        if dry_run or why:
            for request in asked:
                print_reasons(request, force) if why else print_plan(request)
            return
        from analysis.cli.building import build_told

        how = {"workers": jobs, "force": force, "cluster": cluster}
        built = []
        for each in asked:
            built.append(build_told(each, so_far, log_json, **how))
            so_far.published += [each.name] * built[-1].published
        if not log_json:
            print(*(one.index for one in built), sep="\n")
        end(max(one.status for one in built))


@_command()
def check(
    source: Annotated[str, typer.Argument()] = "",
    xlsx: Path | None = None,
    as_json: Annotated[Path | None, typer.Option("--json")] = None,
    suggest: Annotated[bool, typer.Option("--suggest")] = False,
    catalogues: Annotated[bool, typer.Option("--catalogues")] = False,
    reading: Annotated[bool, typer.Option("--reading")] = False,
    published: str | None = None,
) -> None:
    """Read and validate a source; tell what was understood, what is wrong, who has not sent."""
    with told_ends(source, *filter(None, (xlsx, as_json))), ExitStack() as last:
        if catalogues:
            from analysis.documents.catalogues.catalogues import refuse_all_faults

            refuse_all_faults()
            raise typer.Exit(0)
        if not source:
            from analysis.runner.asking.review import RequestError

            raise RequestError(spoken.Message("no_source"))
        if reading:
            from analysis.cli.check.brevity import print_brevity

            raise typer.Exit(print_brevity(Path(source)))
        if suggest:
            from analysis.cli.check.suggested import write_suggested

            write_suggested(source, Words(spoken.language()), last, aside=as_json == Path("-"))
        from analysis.cli.check.reading import tell_reading

        status = tell_reading(source, published, xlsx, as_json, suggested=suggest)
    raise typer.Exit(status)


@_command("new-review")
def new_review(
    source: str,
    out: Path | None = None,
) -> None:
    """Write a review file from what a source holds: years, units, tiers, notebooks with data."""
    with told_ends(source):
        from analysis.cli.new_review import write_review

        path, errors = write_review(source, out)
        print(spoken.say("new_review.written", path=path))
        if errors:
            print(spoken.say("new_review.errors", n=errors, source=source))


@_command()
def simulate(
    out: _Place,
) -> None:
    """Write the simulated demo workbooks, the same on every run."""
    with told_ends(out):
        from analysis.demo import simulate as write_workbooks

        write_workbooks(out)
        print(out)


@_command()
def verify(
    path: _Place,
) -> None:
    """Say whether a build is what its manifest says, or which build a file is from."""
    with told_ends(path):
        from analysis.cli.published.verify import verified

        lines, sound = verified(path)
        print("\n".join(lines))
        raise typer.Exit(int(not sound))


@_command()
def compare(
    old: _Place,
    new: _Place,
) -> None:
    """List which figures moved from one published build to another, and what else differs."""
    with told_ends(old, new):
        from analysis.cli.published.compare import compare as compared
        from analysis.cli.published.compared import lines

        words = Words(spoken.language())
        print("\n".join(lines(compared(old, new, words), words)))


@_command()
def gallery(
    build: _Place,
    out: _Place = Path("gallery.html"),
    unit: str | None = None,
) -> None:
    """Write every chart of a unit, in all languages, on one page that needs no other file."""
    with told_ends(build, out):
        from analysis.cli.published.gallery import write_gallery

        print(spoken.say("gallery_written", out=out, n=write_gallery(build, out, unit)))


@_command()
def new(
    name: str,
    question: Annotated[str, typer.Option()],
) -> None:
    """Write a notebook of your own under notebooks/own/, and the card of its result."""
    with told_ends(name):
        from analysis.exploring.new import new as write_new
        from analysis.exploring.written import NotWritten
        from analysis.runner.asking.review import RequestError

        try:
            written = write_new(name, question)
        except NotWritten as error:
            raise RequestError(error.args[0]) from None
        print(*written, sep="\n")


@_command()
def schedule(
    review: _Place,
    at: str | None = None,
    cron: Annotated[bool, typer.Option("--cron")] = False,
    install: Annotated[bool, typer.Option("--install")] = False,
    notify: str = "",
    now: Annotated[bool, typer.Option("--now")] = False,
) -> None:
    """Print, or install, what builds a review at set times; by default on 20 December."""
    with told_ends(review):
        from analysis.cli.scheduling import crontab, scheduled
        from analysis.cli.scheduling import schedule as timer
        from analysis.places import project_root, resolve

        root = project_root()
        task = timer.Task(review.resolve(), root, notify, spoken.language())
        if now:
            end(scheduled.run(task, resolve("reports/output")))
        check_review(review)
        if cron:
            lines = crontab.by_cron(task, at or crontab.CRON_TIME, install=install)
        else:
            lines = timer.by_systemd(task, at or timer.SYSTEMD_TIME, install=install)
        print("\n".join(lines))


@_command()
def status(
    reviews: _Reviews = None,
) -> None:
    """Tell of each review the last build and its result, the next run, and the disk used."""
    with told_ends(*(reviews or ())):
        from analysis.cli.published.status import in_all, lines, status_of
        from analysis.places import resolve

        output = resolve("reports/output")
        known = {path: status_of(output, path.stem) for path in review_files(reviews)}
        for path, each in known.items():
            if not each.builds:
                check_there(path)
            print(*lines(each), sep="\n")
        print(in_all(output))


@_command()
def clean(
    older: Annotated[bool, typer.Option("--older")] = False,
) -> None:
    """Remove snapshots of sources, and the runs and builds that no kept build shows."""
    with told_ends():
        from analysis.cli.clean import clean_output
        from analysis.formats.kept import forget_snapshots
        from analysis.places import resolve

        runs, builds = clean_output(resolve("reports/output"), older=older)
        removed = {"runs": runs, "builds": builds, "snapshots": forget_snapshots()}
        print(spoken.say("cleaned", **removed))
