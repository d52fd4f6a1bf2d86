import os

import pytest

from analysis.runner import manifest, store
from analysis.runner.clean import clean_output
from analysis.runner.publish import locked
from analysis.runner.review import RequestError


@pytest.fixture
def place(tmp_path):
    return store.store_of(tmp_path)


def run(place, fingerprint, text="x", review="r"):
    folder = store.unfinished_folder(store.unfinished_runs(place, review), fingerprint)
    (folder / "tables").mkdir()
    (folder / "tables/cells.csv").write_text(text)
    (folder / "results.json").write_text("{}")
    store.keep(folder, place, fingerprint, 1.5)


def test_a_kept_run_is_found_and_put_into_a_build(place, tmp_path):
    run(place, "f" * 64)
    assert store.find(place, "f" * 64)["seconds"] == 1.5
    store.put(place, "f" * 64, tmp_path / "build")
    left = {p.relative_to(tmp_path / "build").as_posix() for p in (tmp_path / "build").rglob("*.*")}
    assert left == {"tables/cells.csv", "results.json"}


def test_an_unfinished_run_is_not_found_and_goes_with_the_next_build(place):
    runs = store.unfinished_runs(place, "r")
    folder = store.unfinished_folder(runs, "f" * 64)
    (folder / "results.json").write_text("{}")
    assert store.find(place, "f" * 64) is None
    other = store.unfinished_folder(store.unfinished_runs(place, "other"), "e" * 64)
    assert not any(store.unfinished_runs(place, "r").iterdir())
    assert other.is_dir()


@pytest.mark.parametrize("damage", ["changed", "removed", "added", "no_entry"])
def test_a_damaged_run_counts_as_not_kept(place, damage):
    run(place, "f" * 64)
    cells = place / ("f" * 64) / "tables/cells.csv"
    if damage == "changed":
        cells.chmod(0o644)
        cells.write_text("y")
    elif damage == "removed":
        cells.unlink()
    elif damage == "added":
        (cells.parent / "more.csv").write_text("")
    else:
        (place / ("f" * 64) / ".entry.json").unlink()
    assert store.find(place, "f" * 64) is None
    run(place, "f" * 64)
    assert store.find(place, "f" * 64) is not None


def test_of_two_equal_runs_one_stays(place):
    run(place, "f" * 64, "first")
    run(place, "f" * 64, "second")
    assert (place / ("f" * 64) / "tables/cells.csv").read_text() == "first"
    assert store.find(place, "f" * 64) is not None
    assert not any((place / ".unfinished/r").iterdir())


def test_who_edits_a_published_file_does_not_change_the_next_build(place, tmp_path):
    run(place, "f" * 64)
    store.put(place, "f" * 64, tmp_path / "build")
    published = tmp_path / "build/tables/cells.csv"
    assert not published.stat().st_mode & 0o222
    # As an editor does that cannot write to the file: a new one in its place.
    published.unlink()
    published.write_text("edited")
    assert store.find(place, "f" * 64) is not None


def test_where_there_are_no_links_files_are_copied(place, tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError("no links here")

    run(place, "f" * 64)
    monkeypatch.setattr(os, "link", refuse)
    store.put(place, "f" * 64, tmp_path / "build")
    assert (tmp_path / "build/tables/cells.csv").read_text() == "x"


def test_what_no_published_review_shows_is_removed(place, tmp_path):
    for mark in "abc":
        run(place, mark * 64)
    (tmp_path / ".builds/shown/old").mkdir(parents=True)
    (tmp_path / ".builds/shown/new").mkdir()
    manifest.write_manifest(tmp_path / ".builds/shown/new", {"jobs": [{"fingerprint": "b" * 64}]})
    (tmp_path / "shown").symlink_to(tmp_path / ".builds/shown/new")
    assert clean_output(tmp_path) == (2, 1)
    assert store.find(place, "b" * 64) and not store.find(place, "a" * 64)
    assert (tmp_path / "shown/manifest.json").is_file()
    assert clean_output(tmp_path) == (0, 0) == clean_output(tmp_path / "nothing yet")


def test_a_run_removed_meanwhile_leaves_no_empty_folder_in_a_build(place, tmp_path):
    run(place, "f" * 64)
    store.forget(place, "f" * 64)
    with pytest.raises(FileNotFoundError):
        store.put(place, "f" * 64, tmp_path / "build")


def test_nothing_is_removed_under_a_build(place, tmp_path):
    run(place, "a" * 64)
    with locked(tmp_path, "r"), pytest.raises(RequestError, match="r is being built"):
        clean_output(tmp_path)
    assert store.find(place, "a" * 64)
