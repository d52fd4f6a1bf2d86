"""One build at a time, on a file system with locks and on one without; nothing is followed."""

import errno
import fcntl
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.cli.clean import clean_output
from analysis.runner.asking.review import RequestError
from analysis.runner.keeping.store import store_of, unfinished_runs
from analysis.runner.publishing.lock import held
from analysis.runner.publishing.publish import locked, new_build, publish, remove_others

REFUSED = (errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP, errno.EPERM)
HOLDS = """\
import os, sys, pathlib
import errno, fcntl
from analysis.runner.publishing.lock import held
if sys.argv[2:]:
    def refuse(*_): raise OSError(int(sys.argv[2]), "no locks here")
    fcntl.flock = refuse
with held(pathlib.Path(sys.argv[1]), "r"):
    print("held", flush=True)
    sys.stdin.read()
    os._exit(9)
"""


@pytest.fixture
def no_locks(monkeypatch):
    def refuse(number):
        def flock(*_):
            raise OSError(number, "no locks here")

        monkeypatch.setattr(fcntl, "flock", flock)

    return refuse


def holder(place, *refused):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS, place, *map(str, refused)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "held\n"
    return process


@pytest.mark.parametrize("refused", [None, *REFUSED])
def test_a_lock_that_is_held_names_its_holder_and_one_that_is_left_is_free(
    tmp_path, no_locks, refused
):
    given = () if refused is None else (refused,)
    if given:
        no_locks(refused)
    process = holder(tmp_path / "r", *given)
    with pytest.raises(RequestError) as told, held(tmp_path / "r", "r"):
        pass
    line = str(told.value)
    assert f"r is being built by process {process.pid} on " in line and ", since " in line
    assert ("remove " + str(tmp_path / "r.locked") in line) == bool(given)
    # It dies without a word.
    process.communicate()
    assert process.returncode == 9
    with held(tmp_path / "r", "r"):
        pass
    assert not (tmp_path / "r.holder").exists()


def test_a_lock_file_of_another_machine_is_told_with_a_way_out(tmp_path, no_locks):
    no_locks(errno.ENOLCK)
    (tmp_path / "r.locked").write_text("4242\nanother-machine\n")
    note = {"process": 4242, "host": "another-machine", "since": "12:00:00"}
    (tmp_path / "r.holder").write_text(json.dumps(note))
    with pytest.raises(RequestError) as told, held(tmp_path / "r", "r"):
        pass
    assert "by process 4242 on another-machine, since 12:00:00" in str(told.value)
    (tmp_path / "r.locked").unlink()
    with held(tmp_path / "r", "r"):
        assert (tmp_path / "r.locked").exists()
    assert not (tmp_path / "r.locked").exists()


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"null", b"{", b"\xff", b"[" * 500, b'{"process": 1}']
)
def test_a_damaged_note_of_the_holder_is_no_reason_to_fail(tmp_path, content):
    with held(tmp_path / "r", "r"):
        (tmp_path / "r.holder").write_bytes(content)
        with (
            pytest.raises(RequestError, match="being built by another process"),
            held(tmp_path / "r", "r"),
        ):
            pass


def test_a_lock_that_may_not_be_written_is_not_being_built_by_another(tmp_path, monkeypatch):
    def refuse(path, *_):
        raise PermissionError(errno.EACCES, "Permission denied", path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        with pytest.raises(PermissionError), held(tmp_path / "r", "r"):
            pass


@pytest.mark.parametrize("name", ["r.lock", "r.locked", "r.holder"])
def test_a_link_at_the_lock_is_not_followed(tmp_path, name):
    (target := tmp_path / "precious").write_text("precious")
    for existing in (target, tmp_path / "nowhere"):
        (tmp_path / name).symlink_to(existing)
        with pytest.raises(OSError, match=f"{name}: is a link") as told, held(tmp_path / "r", "r"):
            pass
        assert not isinstance(told.value, RequestError)
        (tmp_path / name).unlink()
    assert target.read_text() == "precious" and not (tmp_path / "nowhere").exists()


PLACES = (".builds", ".builds/r", ".store", ".store/.unfinished", ".store/.unfinished/r")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", ["link", "file"])
def test_what_is_planted_where_our_folders_are_is_not_followed(tmp_path, place, kind):
    (precious := tmp_path / "precious").mkdir()
    (precious / "work").mkdir()
    (precious / "work/letter.txt").write_text("precious")
    output = tmp_path / "output"
    (output / place).parent.mkdir(parents=True)
    if kind == "link":
        (output / place).symlink_to(precious)
    else:
        (output / place).write_text("precious")
    if place == ".store/.unfinished/r":
        # What is left there of a killed build is removed: here the link itself.
        unfinished_runs(store_of(output), "r")
        assert not (output / place).is_symlink() and (output / place).is_dir()
    else:
        refused = pytest.raises(OSError, match=f"is a {kind}, where the reviews have a folder")
        with refused, locked(output, "r"), new_build(output, "r"):
            unfinished_runs(store_of(output), "r")
    if place in (".builds", ".store"):
        with pytest.raises(OSError, match="find out who put it there"):
            clean_output(output)
    else:
        clean_output(output)
    assert (precious / "work/letter.txt").read_text() == "precious"
    assert [path.name for path in precious.iterdir()] == ["work"]


def test_a_link_in_the_place_of_a_build_or_beside_it_is_removed_not_followed(tmp_path):
    (precious := tmp_path / "precious").mkdir()
    (precious / "letter.txt").write_text("precious")
    output = tmp_path / "output"
    (output / ".builds/r").mkdir(parents=True)
    (output / ".builds/r/20200101T000000000000").symlink_to(precious)
    (output / ".builds/r.link").symlink_to(precious)
    with locked(output, "r"), new_build(output, "r") as build:
        publish(build, output, "r")
        remove_others(build, output, "r")
    assert [path.name for path in (output / ".builds/r").iterdir()] == [build.name]
    assert Path(precious / "letter.txt").read_text() == "precious"
