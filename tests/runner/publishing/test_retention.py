"""What stays of older builds: as many as the review says, with the runs that they show."""

import os
import time
from pathlib import Path

import pytest
from published import job, write
from trial_project import notebook, project, review_file
from typer.testing import CliRunner

from analysis.cli import app
from analysis.cli.clean import clean_output
from analysis.runner.asking.request import request
from analysis.runner.keeping import store
from analysis.runner.publishing.build import build
from analysis.runner.publishing.manifest import read_manifest
from analysis.runner.publishing.publish import locked, new_build, publish
from analysis.runner.publishing.retention import builds_of, prune, shown_runs


def kept(output, fingerprint):
    place = store.store_of(output)
    folder = store.unfinished_folder(store.unfinished_runs(place, "any"), fingerprint)
    (folder / "results.json").write_text("{}")
    store.keep(folder, place, fingerprint, 1.0)


def built(output, n, keep, review="r", status="done"):
    """Publish a build of a run of its own and of one that all builds have."""
    own = f"{n:064x}"
    for fingerprint in {own, "f" * 64} - {*store.names(store.store_of(output))}:
        kept(output, fingerprint)
    with locked(output, review), new_build(output, review) as folder:
        jobs = [job(fingerprint=own, status=status), job("other/one/vi", status=status)]
        write(folder, *jobs, finished=f"2026-01-{n:02}T00:00:00+00:00")
        if status == "done":
            publish(folder, output, review)
        prune(folder, output, review, keep)
    return own


def runs(output):
    return {name for name in store.names(output / store.STORE) if not name.startswith(".")}


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("keep", [1, 2, 5])
def test_as_many_builds_stay_as_are_to_be_kept_with_their_runs(tmp_path, monkeypatch, keep, links):
    def refuse(*_, **__):
        raise OSError("no links here")

    if not links:
        monkeypatch.setattr(Path, "symlink_to", refuse)
    own = [built(tmp_path, n, keep) for n in range(1, 9)]
    stays = builds_of(tmp_path, "r")
    days = [told["finished"][8:10] for _, told in stays]
    assert days == [f"{n:02}" for n in range(8, 8 - keep, -1)]
    assert stays[0][0] == (tmp_path / "r").resolve()
    assert runs(tmp_path) == {*own[-keep:], "f" * 64}


def test_fewer_are_kept_once_the_review_says_so(tmp_path):
    for n in range(1, 6):
        built(tmp_path, n, keep=5)
    assert len(builds_of(tmp_path, "r")) == 5
    built(tmp_path, 6, keep=2)
    assert len(builds_of(tmp_path, "r")) == 2 and len(runs(tmp_path)) == 3


def test_what_another_review_shows_stays(tmp_path):
    other = built(tmp_path, 1, keep=1, review="other")
    for n in range(1, 4):
        built(tmp_path, n, keep=1)
    assert other in runs(tmp_path) and len(builds_of(tmp_path, "other")) == 1


def test_while_another_review_is_built_no_run_is_removed(tmp_path):
    own = [built(tmp_path, 1, keep=1)]
    with locked(tmp_path, "other"):
        own.append(built(tmp_path, 2, keep=1))
    assert len(builds_of(tmp_path, "r")) == 1 and {*own} < runs(tmp_path)


def test_a_build_of_which_every_run_failed_counts_for_nothing_and_goes(tmp_path):
    for n in range(1, 4):
        built(tmp_path, n, keep=2)
    built(tmp_path, 4, keep=2, status="failed")
    assert [told["finished"][8:10] for _, told in builds_of(tmp_path, "r")] == ["03", "02"]
    assert len(list((tmp_path / ".builds/r").iterdir())) == 3
    built(tmp_path, 5, keep=2)
    assert len(list((tmp_path / ".builds/r").iterdir())) == 2


def test_runs_of_an_interrupted_build_wait_a_week_for_it_to_go_on(tmp_path):
    for fingerprint in ("a" * 64, "b" * 64):
        kept(tmp_path, fingerprint)
    long_ago = time.time() - 8 * 24 * 3600
    os.utime(tmp_path / ".store" / ("a" * 64), (long_ago, long_ago))
    built(tmp_path, 1, keep=1)
    assert "a" * 64 not in runs(tmp_path) and "b" * 64 in runs(tmp_path)


def test_a_build_waits_for_one_that_looks_what_is_needed(tmp_path, monkeypatch):
    import threading

    with locked(tmp_path, "other"):
        pass
    begun, done = threading.Event(), threading.Event()

    def slow(output):
        begun.set()
        time.sleep(0.5)
        done.set()
        return shown_runs(output)

    monkeypatch.setattr("analysis.runner.publishing.retention.shown_runs", slow)
    thread = threading.Thread(target=built, args=(tmp_path, 1, 1))
    thread.start()
    assert begun.wait(30)
    with locked(tmp_path, "other"):
        assert done.is_set()
    thread.join()


def test_cleaning_leaves_what_is_kept_to_be_compared_unless_told_otherwise(tmp_path):
    for n in range(1, 4):
        built(tmp_path, n, keep=3)
    (tmp_path / ".builds/r/killed").mkdir()
    assert clean_output(tmp_path) == (0, 1)
    assert len(builds_of(tmp_path, "r")) == 3
    assert clean_output(tmp_path, older=True) == (2, 2)
    assert len(builds_of(tmp_path, "r")) == 1


def disk(folder):
    """Return the bytes of a folder, each file once however many names it has."""
    found = {(s.st_dev, s.st_ino): s.st_size for p in folder.rglob("*") for s in [p.lstat()]}
    return sum(found.values())


@pytest.mark.usefixtures("in_this_process")
def test_builds_of_one_second_stay_in_their_order(tmp_path, monkeypatch):
    monkeypatch.chdir(project(tmp_path))
    notebook(tmp_path / "notebooks", "one", "bundle.close()")
    ended = []
    for n in range(4):
        title = "{vi: Lần, en: " + f"Turn {n}" + "}"
        path = review_file(tmp_path, "r", "one", title=title, keep=4)
        assert build(request(path), workers=1).published
        ended.append(read_manifest(tmp_path / "reports/output/r")["finished"])
    kept = [told["finished"] for _, told in builds_of(tmp_path / "reports/output", "r")]
    assert kept == ended[::-1] == sorted({*ended}, reverse=True)


@pytest.mark.full
@pytest.mark.usefixtures("in_this_process")
def test_twenty_builds_of_a_changed_review_stay_within_what_is_kept(tmp_path, monkeypatch):
    monkeypatch.chdir(project(tmp_path))
    notebook(tmp_path / "notebooks", "one", "bundle.close()")
    output, used = tmp_path / "reports/output", []
    for n in range(20):
        title = "{vi: Lần, en: " + f"Turn {n:02}" + "}"
        told = f"open(output_dir + '/more.bin', 'wb').write(bytes([{n}]) * 100_000)"
        notebook(tmp_path / "notebooks", "one", told, "bundle.close()")
        path = review_file(tmp_path, "r", "one", title=title, keep=3)
        assert build(request(path), workers=1).published
        used.append(disk(output))
    builds = builds_of(output, "r")
    assert len(builds) == 3 and len(runs(output)) == 3
    assert max(used[3:]) < used[2] * 1.05
    # The oldest that is kept can be compared with the newest, and is whole.
    oldest, newest = (str(builds[at][0]) for at in (-1, 0))
    run = CliRunner().invoke
    answer = run(app, ["compare", oldest, newest, "--language", "en"])
    assert answer.exit_code == 0 and "Turn 17 → Turn 19" in answer.output
    assert run(app, ["verify", oldest]).exit_code == 0
