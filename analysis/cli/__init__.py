"""The command ``review``: build reviews, check sources and builds, schedule, tidy up."""

import errno
import os
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer

from analysis import spoken
from analysis.cli.ends import end, told_ends
from analysis.cli.requested import (
    certain_to_run,
    check_review,
    print_plan,
    print_reasons,
    refuse_stale,
    request_of,
    review_files,
)
from analysis.words import Words

Language = Annotated[
    Literal["vi", "en"] | None,
    typer.Option(help="Language of what is said here; that of the system (LANG) by default."),
]
# A file that may not be read is told as every other fault, not by click with its usage.
_place = partial(typer.Argument, readable=False)

app = typer.Typer(
    help="Review the history of cadre evaluations.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.command("build")
def build_reviews(
    reviews: Annotated[
        list[Path] | None, _place(help="Review files; all of reports/reviews/ if none.")
    ] = None,
    unit: Annotated[str | None, typer.Option(help="One unit, 'all', or 'each'.")] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Runs at a time.")] = None,
    cluster: Annotated[
        str | None, typer.Option(help="Address of a dask scheduler, such as tcp://host:8786.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Run what has not changed too.")] = False,
    log_json: Annotated[
        bool, typer.Option("--log-json", help="Report as lines of JSON, for schedulers.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the plan only.")] = False,
    why: Annotated[
        bool, typer.Option("--why", help="Print why each run is run or not; build nothing.")
    ] = False,
    language: Language = None,
) -> None:
    """Build reviews and publish them under reports/output/."""
    with told_ends(*(reviews or ()), log_json=log_json, language=language) as so_far:
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


@app.command()
def check(
    source: Annotated[str, typer.Argument(help="A folder of workbooks, or one file.")] = "",
    language: Language = None,
    xlsx: Annotated[
        Path | None, typer.Option(help="Write it as a workbook too, first who has not sent.")
    ] = None,
    as_json: Annotated[
        Path | None, typer.Option("--json", help="Write it as JSON too; - prints that alone.")
    ] = None,
    suggest: Annotated[
        bool, typer.Option("--suggest", help="Write what could be answered beside the source.")
    ] = False,
    catalogues: Annotated[
        bool, typer.Option("--catalogues", help="Check the project's own texts and cards instead.")
    ] = False,
    reading: Annotated[
        bool, typer.Option("--reading", help="Count what a published review asks of its reader.")
    ] = False,
    published: Annotated[
        str | None, typer.Option(help="A ledger of published figures to hold against the source.")
    ] = None,
) -> None:
    """Read and validate a source; tell what was understood, what is wrong, who has not sent."""
    with told_ends(source, language=language):
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

            write_suggested(source, Words(spoken.language()), aside=as_json == Path("-"))
        from analysis.cli.check.reading import tell_reading

        status = tell_reading(source, published, xlsx, as_json)
    raise typer.Exit(status)


@app.command("new-review")
def new_review(
    source: Annotated[str, typer.Argument(help="A folder of workbooks, or one file.")],
    out: Annotated[
        Path | None, typer.Option(help="The file; one in reports/reviews/ by default.")
    ] = None,
    language: Language = None,
) -> None:
    """Write a review file from what a source holds: years, units, tiers, notebooks with data."""
    with told_ends(source, language=language):
        from analysis.cli.new_review import write_review

        path, errors = write_review(source, out)
        print(spoken.say("new_review.written", path=path))
        if errors:
            print(spoken.say("new_review.errors", n=errors, source=source))


@app.command()
def simulate(
    out: Annotated[Path, _place(help="The folder to write into.")],
    language: Language = None,
) -> None:
    """Write the simulated demo workbooks, the same on every run."""
    with told_ends(out, language=language):
        from analysis.demo import simulate as write_workbooks

        write_workbooks(out)
        print(out)


@app.command()
def verify(
    path: Annotated[Path, _place(help="A published review's folder, or one file of it.")],
    language: Language = None,
) -> None:
    """Say whether a build is what its manifest says, or which build a file is from."""
    with told_ends(path, language=language):
        from analysis.cli.published.verify import origin_of, verify_build
        from analysis.places import resolve

        if path.is_file():
            origin = origin_of(path, resolve("reports/output"))
            print("\n".join(origin.lines) or spoken.say("verified.no_build", path=path))
            raise typer.Exit(int(not origin.unchanged))
        lines = verify_build(path)
        print("\n".join(lines) or spoken.say("verified.whole", path=path))
        raise typer.Exit(int(bool(lines)))


@app.command()
def compare(
    old: Annotated[Path, _place(help="A published review's folder.")],
    new: Annotated[Path, _place(help="Another: the same review later, or another year's.")],
    language: Language = None,
) -> None:
    """List which figures moved from one published build to another, and what else differs."""
    with told_ends(old, new, language=language):
        from analysis.cli.published.compare import compare as compared
        from analysis.cli.published.compared import lines
        from analysis.words import Words

        words = Words(spoken.language())
        print("\n".join(lines(compared(old, new, words), words)))


@app.command()
def gallery(
    build: Annotated[Path, _place(help="A published review's folder.")],
    out: Annotated[Path, _place(help="The page to write.")] = Path("gallery.html"),
    unit: Annotated[
        str | None, typer.Option(help="Whose charts; the first unit's if none.")
    ] = None,
    language: Language = None,
) -> None:
    """Write every chart of a unit, in all languages, on one page that needs no other file."""
    with told_ends(build, out, language=language):
        from analysis.cli.published.gallery import write_gallery

        if not out.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(out))
        print(spoken.say("gallery_written", out=out, n=write_gallery(build, out, unit)))


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="Of the notebook: small letters, digits, _.")],
    question: Annotated[str, typer.Option(help="What it asks: its title.")],
) -> None:
    """Write a notebook of your own under notebooks/own/, and the card of its result."""
    with told_ends(name):
        from analysis.exploring.new import new as write_new
        from analysis.exploring.written import NotWritten
        from analysis.runner.asking.review import RequestError

        try:
            written = write_new(name, question)
        except NotWritten as error:
            raise RequestError(str(error)) from None
        print(*written, sep="\n")


@app.command()
def schedule(
    review: Annotated[Path, _place(help="The review file.")],
    at: Annotated[
        str | None, typer.Option(help="When: systemd's OnCalendar, or cron's five fields.")
    ] = None,
    cron: Annotated[bool, typer.Option("--cron", help="A line of cron, not a timer.")] = False,
    install: Annotated[bool, typer.Option("--install", help="Install it for this user.")] = False,
    notify: Annotated[
        str, typer.Option(help="A command of the shell that gets the notice of each build.")
    ] = "",
    now: Annotated[
        bool, typer.Option("--now", help="Do at once what is done at set times, notice included.")
    ] = False,
    language: Language = None,
) -> None:
    """Print, or install, what builds a review at set times; by default on 20 December."""
    with told_ends(review, language=language):
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


@app.command()
def status(
    reviews: Annotated[
        list[Path] | None, _place(help="Review files; all of reports/reviews/ if none.")
    ] = None,
    language: Language = None,
) -> None:
    """Tell of each review the last build and its result, the next run, and the disk used."""
    with told_ends(*(reviews or ()), language=language):
        from analysis.cli.published.status import in_all, lines, status_of
        from analysis.places import resolve

        output = resolve("reports/output")
        for path in review_files(reviews):
            print(*lines(status_of(output, path.stem)), sep="\n")
        print(in_all(output))


@app.command()
def clean(
    older: Annotated[
        bool, typer.Option("--older", help="Also builds that are kept to be compared with.")
    ] = False,
    language: Language = None,
) -> None:
    """Remove snapshots of sources, and the runs and builds that no kept build shows."""
    with told_ends(language=language):
        from analysis.cli.clean import clean_output
        from analysis.formats.kept import forget_snapshots
        from analysis.places import resolve

        runs, builds = clean_output(resolve("reports/output"), older=older)
        removed = {"runs": runs, "builds": builds, "snapshots": forget_snapshots()}
        print(spoken.say("cleaned", **removed))
