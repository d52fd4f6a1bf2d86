"""What was read once is what is read again, until a file changes."""

import itertools
import random
import shutil
from pathlib import Path

import grimp
import pandas as pd
import pytest

import analysis
from analysis import load
from analysis.formats import kept
from analysis.places import project_root
from analysis.sources import NothingReadable, folder, snapshot, state, walk
from analysis.sources.state import read_state

TABLES = ("evaluations", "outcomes", "votes", "claims", "problems", "sheets", "units")
COUNTS = "year,unit,rating,count\n2011,Đảng ủy A,excellent,3\n2012,Đảng ủy B,,4\n2012,B,odd,1\n"


@pytest.fixture
def counts(tmp_path):
    path = tmp_path / "source/counts.csv"
    path.parent.mkdir()
    path.write_text(COUNTS, encoding="utf-8")
    path.with_name("units.csv").write_text("unit,expected_from\nĐảng ủy A,2011\n", encoding="utf-8")
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
    read_state(source)
    assert any(kept.snapshots_folder().iterdir())
    same(load(source, **part), read)


def test_files_are_read_once_until_one_changes(counts, reads):
    first = load(counts.parent)
    read_state(counts.parent)
    read_state(counts.parent)
    assert len(reads) == 2
    same(load(counts.parent), first)
    assert len(reads) == 2
    counts.write_text(COUNTS.replace("3", "5"), encoding="utf-8")
    assert load(counts.parent).evaluations["count"].iloc[0] == 5
    assert len(reads) == 3


def test_the_demo_is_read_once_for_all_tests(read_once, reads):
    """It was not where whoever runs them has a secret: it was kept under another key."""
    assert len(load("data/demo").evaluations) > 1000
    assert not reads


def key_of(source):
    return snapshot.snapshot_key(snapshot.files_digest(walk.named_files(source)))


@pytest.mark.parametrize("change", ["renamed", "another file", "another secret"])
def test_another_name_file_or_secret_is_another_snapshot(counts, tmp_path, monkeypatch, change):
    before = key_of(counts.parent)
    if change == "renamed":
        counts.rename(counts.with_name("other.csv"))
    elif change == "another file":
        (counts.parent / "more.csv").write_text(COUNTS, encoding="utf-8")
    else:
        secret = tmp_path / "secret/cadre-review/pseudonym.key"
        secret.parent.mkdir(parents=True)
        secret.write_text("0" * 64)
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "secret"))
    assert key_of(counts.parent) != before


def kept_state():
    (folder,) = kept.snapshots_folder().iterdir()
    return folder


@pytest.mark.parametrize("part", ["reading", "people"])
def test_a_damaged_snapshot_is_said_and_read_anew(counts, reads, caplog, part):
    read_state(counts)
    (kept_state() / part).write_bytes(b"half")
    load(counts)
    assert len(reads) == 2 and not (kept_state() / part).exists()
    assert "damaged" in caplog.text


def damaged(content, chance, cut):
    """Return a snapshot with one bit flipped, or cut short."""
    if cut:
        return content[: chance.randrange(len(content))]
    place, changed = chance.randrange(len(content)), bytearray(content)
    changed[place] ^= 1 << chance.randrange(8)
    return bytes(changed)


@pytest.mark.parametrize(("times", "cut"), [(400, False), (100, True)])
def test_no_flipped_bit_and_no_truncation_gives_other_values(counts, times, cut):
    read, chance = read_state(counts), random.Random(16)
    content = {path: path.read_bytes() for path in kept_state().iterdir()}
    for number in range(times):
        path = list(content)[number % 2]
        path.write_bytes(damaged(content[path], chance, cut))
        assert snapshot.read_snapshot(read.key) is None
        assert not path.exists()
        path.write_bytes(content[path])


def test_a_snapshot_under_another_key_is_none(counts):
    read = read_state(counts)
    kept_state().rename(kept.snapshots_folder() / ("0" * 64))
    assert snapshot.read_snapshot("0" * 64) is None
    assert read_state(counts).history.evaluations.equals(read.history.evaluations)


@pytest.mark.parametrize("part", ["reading", "people", ""])
@pytest.mark.parametrize("odd", ["folder", "link", "loop"])
def test_what_is_none_of_ours_in_a_snapshots_place_gives_way(counts, tmp_path, odd, part):
    place = kept.state_folder(read_state(counts).key) / part
    kept.snapshots_folder().rename(tmp_path / "before")
    place.parent.mkdir(parents=True)
    (other := tmp_path / "other").mkdir()
    (other / "file").write_text("another's")
    if odd == "folder":
        place.mkdir()
    else:
        place.symlink_to(other if odd == "link" else place)
    read = read_state(counts)
    assert snapshot.read_snapshot(read.key) is not None
    assert (other / "file").read_text() == "another's"


MOMENTS = 10
FILES = ("a", "b", "c")


def counts_of(number, file):
    return f"year,unit,rating,count\n2011,Đảng ủy {file},good,{number}\n"


@pytest.fixture
def saved_at(tmp_path, monkeypatch):
    """Save a source's last file, half of it first, when its files are looked at so many times."""
    source = tmp_path / "source"
    source.mkdir()
    for name in FILES:
        (source / f"{name}.csv").write_text(counts_of(1, name), encoding="utf-8")
    looks = itertools.count()
    monkeypatch.setattr(state, "_WAITS", (0, 0, 0, 0, 0))

    def prepare(moment, file):
        whole = counts_of(100, file).encode()
        writes = {moment: whole[:-4], moment + 2: whole}

        def looked(call):
            def look(*given):
                if content := writes.get(next(looks)):
                    (source / f"{file}.csv").write_bytes(content)
                return call(*given)

            return look

        monkeypatch.setattr(snapshot, "sha256", looked(snapshot.sha256))
        monkeypatch.setattr(folder, "_read_file", looked(folder._read_file))
        return source

    return prepare


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("moment", range(MOMENTS))
def test_a_save_while_reading_never_puts_other_numbers_under_a_key(saved_at, moment, file):
    source = saved_at(moment, file)
    told = read_state(source)
    shutil.copytree(source, copy := source.with_name("copy"))
    sums = {}
    whole = counts_of(100, file)
    for content in (counts_of(1, file), whole[:-4], whole):
        (copy / f"{file}.csv").write_text(content, encoding="utf-8")
        sums[key_of(copy)] = counted(copy)
    found = {told.key: told.history}
    for path in kept.snapshots_folder().iterdir():
        found[path.name] = snapshot.read_snapshot(path.name)
    for key, history in found.items():
        assert history.evaluations["count"].sum() == sums[key]


def counted(source):
    """Count as a person would, from the text alone."""
    lines = (line for path in source.iterdir() for line in path.read_text("utf-8").splitlines()[1:])
    return sum(int(line.rsplit(",", 1)[1] or 0) for line in lines if line.count(",") == 3)


def test_a_source_that_never_rests_is_refused(saved_at, monkeypatch):
    source = saved_at(1, "a")
    digests = itertools.count()
    monkeypatch.setattr(snapshot, "files_digest", lambda *files: str(next(digests)))
    with pytest.raises(NothingReadable, match="went on changing"):
        read_state(source)
    assert not kept.snapshots_folder().exists()


def test_snapshots_are_for_this_user_alone_and_few(counts, monkeypatch):
    monkeypatch.setattr(kept, "_KEPT", 3)
    for n in range(5):
        counts.write_text(COUNTS + f"2012,C,good,{n}\n", encoding="utf-8")
        read_state(counts)
    states = list(kept.snapshots_folder().iterdir())
    assert len(states) == 3
    every = [kept.snapshots_folder(), *kept.snapshots_folder().rglob("*")]
    assert len(every) == 10 and all(path.stat().st_mode & 0o077 == 0 for path in every)
    assert kept.forget_snapshots() == 3
    assert not any(kept.snapshots_folder().iterdir())


def test_a_snapshot_holds_nobodys_name(tmp_path):
    source = tmp_path / "demo"
    shutil.copytree(project_root() / "data/demo", source)
    read_state(source)
    read = snapshot.read_snapshot(kept_state().name)
    columns = set(read.evaluations)
    assert "person" in columns and not columns & {"name", "staff_number", "birth"}


def test_the_reading_is_read_without_the_people(counts):
    state = read_state(counts)
    (kept_state() / "people").unlink()
    read = snapshot.read_reading(state.key)
    assert read.evaluations.empty and read.outcomes.empty and read.votes.empty
    for name in ("problems", "sheets", "claims"):
        pd.testing.assert_frame_equal(getattr(read, name), getattr(state.history, name))
    assert snapshot.read_snapshot(state.key) is None


def test_whatever_reads_or_counts_is_in_the_key():
    graph, read = grimp.build_graph("analysis"), set()
    rooms = tuple(f"analysis.{room}" for room in ("sources", "counts", "formats"))
    left = [module for module in graph.modules if module.startswith(rooms)]
    while left:
        if (module := left.pop()) not in read:
            read.add(module)
            left += graph.find_modules_directly_imported_by(module)
    package = Path(analysis.__file__).parent
    keyed = {path for pattern in snapshot._READERS for path in package.glob(pattern)}
    files = {package.joinpath(*each.split(".")[1:]).with_suffix(".py") for each in read}
    assert {"claims.py", "csv_tables.py", "engine.py"} <= {path.name for path in files}
    assert {path for path in files if path.is_file()} <= keyed
