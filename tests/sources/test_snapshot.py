"""What was read once is what is read again, until a file changes."""

import shutil

import pandas as pd
import pytest

from analysis import load
from analysis.places import project_root
from analysis.sources import folder, keep_read, snapshot

TABLES = ("evaluations", "outcomes", "votes", "claims", "problems", "sheets")
COUNTS = "year,unit,rating,count\n2011,Đảng ủy A,excellent,3\n2012,Đảng ủy B,,4\n2012,B,odd,1\n"


@pytest.fixture
def counts(tmp_path):
    path = tmp_path / "source/counts.csv"
    path.parent.mkdir()
    path.write_text(COUNTS, encoding="utf-8")
    return path


@pytest.fixture
def reads(monkeypatch):
    """Count how often files are read."""
    calls = []
    read = folder.read_folder
    monkeypatch.setattr(folder, "read_folder", lambda path: calls.append(path) or read(path))
    return calls


def same(one, other):
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))
    assert one.recorded_outcomes == other.recorded_outcomes


@pytest.mark.parametrize(
    "source", ["data/demo", "data/published", "data/published/datapackage.json"]
)
@pytest.mark.parametrize("part", [{}, {"years": [2011, 2015], "unit": "all"}])
def test_the_kept_history_is_the_one_read_to_the_last_type(source, part):
    read = load(source, **part)
    keep_read(source)
    assert any(snapshot.snapshots_folder().iterdir())
    same(load(source, **part), read)


def test_files_are_read_once_until_one_changes(counts, reads):
    first = load(counts.parent)
    keep_read(counts.parent)
    keep_read(counts.parent)
    assert len(reads) == 2
    same(load(counts.parent), first)
    assert len(reads) == 2
    counts.write_text(COUNTS.replace("3", "5"), encoding="utf-8")
    assert load(counts.parent).evaluations["count"].iloc[0] == 5
    assert len(reads) == 3


@pytest.mark.parametrize("change", ["renamed", "another file", "another secret"])
def test_another_name_file_or_secret_is_another_snapshot(counts, tmp_path, monkeypatch, change):
    before = snapshot.snapshot_key(folder.named_files(counts.parent))
    if change == "renamed":
        counts.rename(counts.with_name("other.csv"))
    elif change == "another file":
        (counts.parent / "more.csv").write_text(COUNTS, encoding="utf-8")
    else:
        secret = tmp_path / "secret/cadre-review/pseudonym.key"
        secret.parent.mkdir(parents=True)
        secret.write_text("0" * 64)
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "secret"))
    assert snapshot.snapshot_key(folder.named_files(counts.parent)) != before


def test_a_damaged_snapshot_is_read_anew(counts, reads):
    keep_read(counts)
    (kept,) = snapshot.snapshots_folder().iterdir()
    (kept / "votes.parquet").write_bytes(b"half")
    load(counts)
    assert len(reads) == 2 and not kept.exists()


def test_snapshots_are_for_this_user_alone_and_few(counts):
    for n in range(12):
        counts.write_text(COUNTS + f"2012,C,good,{n}\n", encoding="utf-8")
        keep_read(counts)
    kept = list(snapshot.snapshots_folder().iterdir())
    assert len(kept) == 8
    assert all(path.stat().st_mode & 0o077 == 0 for path in kept)
    assert snapshot.forget_snapshots() == 8
    assert not any(snapshot.snapshots_folder().iterdir())


def test_a_snapshot_holds_nobodys_name(tmp_path):
    source = tmp_path / "demo"
    shutil.copytree(project_root() / "data/demo", source)
    keep_read(source)
    (kept,) = snapshot.snapshots_folder().iterdir()
    columns = set(pd.read_parquet(kept / "evaluations.parquet"))
    assert "person" in columns and not columns & {"name", "staff_number", "birth"}
