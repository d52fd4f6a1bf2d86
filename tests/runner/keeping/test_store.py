import errno
import hashlib
import os
import shutil
import stat

import pytest
from published import job, write

from analysis.cli.clean import clean_output
from analysis.runner.asking.review import RequestError
from analysis.runner.keeping import store
from analysis.runner.publishing.publish import locked


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
    for name, digest in store.find(place, "f" * 64)["files"].items():
        assert hashlib.sha256((tmp_path / "build" / name).read_bytes()).hexdigest() == digest
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
    write(tmp_path / ".builds/shown/new", job(fingerprint="b" * 64))
    (tmp_path / "shown").symlink_to(tmp_path / ".builds/shown/new")
    assert clean_output(tmp_path) == (2, 1)
    assert store.find(place, "b" * 64) and not store.find(place, "a" * 64)
    assert (tmp_path / "shown/manifest.json").is_file()
    assert clean_output(tmp_path) == (0, 0) == clean_output(tmp_path / "nothing yet")


def test_a_run_removed_meanwhile_leaves_no_empty_folder_in_a_build(place, tmp_path):
    run(place, "f" * 64)
    store.forget(place, "f" * 64)
    with pytest.raises(store.Damaged, match="run the same command again"):
        store.put(place, "f" * 64, tmp_path / "build")


def test_nothing_is_removed_under_a_build(place, tmp_path):
    run(place, "a" * 64)
    with locked(tmp_path, "r"), pytest.raises(RequestError, match="r is being built"):
        clean_output(tmp_path)
    assert store.find(place, "a" * 64)


def entry_of(place):
    return place / ("f" * 64)


ENTRIES = (
    "{}",
    "[]",
    "null",
    "7",
    "{",
    "[" * 100_000,
    '{"seconds": 1}',
    '{"files": {}}',
    '{"seconds": "1", "files": {}}',
    '{"seconds": NaN, "files": {}}',
    '{"seconds": 1, "files": []}',
    '{"seconds": 1, "files": {"results.json": 7}}',
    '{"seconds": 1, "files": {"/etc/passwd": "' + "0" * 64 + '"}}',
    '{"seconds": 1, "files": {"../x": "' + "0" * 64 + '"}}',
)


@pytest.mark.parametrize("content", ENTRIES, ids=range(len(ENTRIES)))
def test_an_odd_entry_counts_as_not_kept_and_is_removed(place, tmp_path, content):
    run(place, "f" * 64)
    (entry_of(place) / ".entry.json").write_text(content)
    with pytest.raises(OSError, match="run the same command again"):
        store.put(place, "f" * 64, tmp_path / "build")
    run(place, "f" * 64)
    (entry_of(place) / ".entry.json").write_text(content)
    assert store.find(place, "f" * 64) is None
    assert not os.path.lexists(entry_of(place))
    run(place, "f" * 64)
    assert store.find(place, "f" * 64) is not None


@pytest.mark.parametrize("damaged", [True, False])
def test_an_entry_that_is_a_link_is_removed_and_what_it_leads_to_is_left(place, tmp_path, damaged):
    run(place, "f" * 64)
    elsewhere = entry_of(place).rename(tmp_path / "elsewhere")
    if damaged:
        (elsewhere / "results.json").chmod(0o644)
        (elsewhere / "results.json").write_text("other")
    entry_of(place).symlink_to(elsewhere)
    assert store.find(place, "f" * 64) is None
    assert not os.path.lexists(entry_of(place))
    assert (elsewhere / "tables/cells.csv").read_text() == "x"
    # One that is planted while its run goes on is no kept run either.
    entry_of(place).symlink_to(elsewhere)
    run(place, "f" * 64, "second")
    assert not entry_of(place).is_symlink()
    store.put(place, "f" * 64, tmp_path / "build")
    assert (tmp_path / "build/tables/cells.csv").read_text() == "second"


def test_an_entry_that_is_a_file_is_removed(place):
    entry_of(place).write_text("x")
    assert store.find(place, "f" * 64) is None
    entry_of(place).write_text("x")
    run(place, "f" * 64)
    assert store.find(place, "f" * 64) is not None


@pytest.mark.parametrize("what", ["file", "folder", "entry"])
def test_a_link_inside_an_entry_is_damage_though_it_leads_to_the_same_bytes(place, tmp_path, what):
    run(place, "f" * 64)
    inside = {"file": "results.json", "folder": "tables", "entry": ".entry.json"}[what]
    elsewhere = (entry_of(place) / inside).rename(tmp_path / "elsewhere")
    (entry_of(place) / inside).symlink_to(elsewhere)
    assert store.find(place, "f" * 64) is None
    assert elsewhere.exists() and not os.path.lexists(entry_of(place))


def test_a_pipe_inside_an_entry_is_not_waited_for(place):
    run(place, "f" * 64)
    (entry_of(place) / "results.json").unlink()
    os.mkfifo(entry_of(place) / "results.json")
    assert store.find(place, "f" * 64) is None


@pytest.mark.parametrize("change", ["bytes", "link", "gone"])
def test_a_file_changed_after_it_was_looked_at_is_not_put_into_a_build(place, tmp_path, change):
    run(place, "f" * 64)
    assert store.find(place, "f" * 64) is not None
    cells = entry_of(place) / "tables/cells.csv"
    cells.unlink()
    if change == "bytes":
        cells.write_text("y")
    elif change == "link":
        (tmp_path / "x").write_text("x")
        cells.symlink_to(tmp_path / "x")
    with pytest.raises(OSError, match=r"cells\.csv|is a link"):
        store.put(place, "f" * 64, tmp_path / "build")
    # The next build makes it anew.
    assert store.find(place, "f" * 64) is None


def plant(folder, secret, kind):
    if kind == "link":
        (folder / "left.csv").symlink_to(secret)
    elif kind == "link_to_folder":
        (folder / "left.csv").symlink_to(secret.parent)
    elif kind == "dangling":
        (folder / "left.csv").symlink_to("nowhere")
    elif kind == "hard_link":
        os.link(secret, folder / "left.csv")
    elif kind == "pipe":
        os.mkfifo(folder / "left.csv")
    elif kind == "socket":
        os.mknod(folder / "left.csv", stat.S_IFSOCK | 0o600)
    elif kind == "entry":
        (folder / ".entry.json").symlink_to(secret)
    elif kind == "entry_file":
        (folder / ".entry.json").write_text("{}")
    else:
        (folder / "left\x1b[2J.csv").write_text("")


KINDS = "link link_to_folder dangling hard_link pipe socket entry entry_file name"


@pytest.mark.parametrize("kind", KINDS.split())
def test_a_run_that_leaves_a_link_is_not_kept_and_nothing_is_changed_through_it(
    place, tmp_path, kind
):
    (tmp_path / "home").mkdir()
    (secret := tmp_path / "home/secret").write_text("secret")
    secret.chmod(0o600)
    folder = store.unfinished_folder(store.unfinished_runs(place, "r"), "f" * 64)
    (folder / "results.json").write_text("{}")
    plant(folder, secret, kind)
    with pytest.raises(ValueError, match=r"left|\.entry") as refused:
        store.keep(folder, place, "f" * 64, 1.5)
    assert str(refused.value).isprintable()
    assert not os.path.lexists(entry_of(place))
    assert (secret.stat().st_mode & 0o777, secret.read_text()) == (0o600, "secret")


def test_a_planted_link_in_the_store_is_removed_by_cleaning_and_not_what_it_leads_to(
    place, tmp_path
):
    (precious := tmp_path / "precious").mkdir()
    (precious / "letter.txt").write_text("precious")
    (place / ("e" * 64)).symlink_to(precious)
    clean_output(tmp_path)
    assert not os.path.lexists(place / ("e" * 64))
    assert (precious / "letter.txt").read_text() == "precious"


def test_folders_a_thousand_deep_are_not_kept_and_go_with_the_next_build(place):
    folder = store.unfinished_folder(store.unfinished_runs(place, "r"), "f" * 64)
    (folder / "results.json").write_text("{}")
    inner = str(folder)
    for _ in range(1050):
        os.mkdir(inner := f"{inner}/d")  # noqa: PTH102 - a Path of a thousand parts takes long
    with pytest.raises(ValueError, match="deeper than 20 levels"):
        store.keep(folder, place, "f" * 64, 1.5)
    assert list(store.unfinished_runs(place, "r").iterdir()) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO])
def test_a_full_disk_is_not_taken_for_damage(place, tmp_path, monkeypatch, number):
    def refuse(*_, **__):
        raise OSError(number, os.strerror(number))

    run(place, "f" * 64)
    with monkeypatch.context() as patch:
        patch.setattr(os, "link", refuse)
        patch.setattr(shutil, "copyfile", refuse)
        with pytest.raises(OSError, match=os.strerror(number)) as told:
            store.put(place, "f" * 64, tmp_path / "build")
    assert told.value.errno == number
    assert store.find(place, "f" * 64) is not None
