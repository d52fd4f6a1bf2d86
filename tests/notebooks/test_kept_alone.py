"""All notebooks run on kept answers alone, in a process without records, to the same bytes."""

import json
import shutil

import pytest
import review_notebooks

from analysis import load
from analysis.formats import kept
from analysis.places import project_root
from analysis.runner.asking.request import request as read_request
from analysis.runner.keeping.files import file_hashes
from analysis.runner.publishing.build import build

NOTEBOOKS = review_notebooks.NAMES
UNIT = "Đảng bộ xã mẫu 01"


@pytest.fixture(params=[UNIT, pytest.param("all", marks=pytest.mark.full)])
def asked(request, tmp_path, kept_by_all, monkeypatch):
    """A review of copies of the demo and the ledger, whose files can be taken away."""
    shutil.copytree(kept_by_all, tmp_path / "cache")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("demo", "published"):
        shutil.copytree(project_root() / "data" / name, tmp_path / "data" / name)
    content = {
        "title": {"vi": "Thử", "en": "Trial"},
        **{"source": str(tmp_path / "data/demo"), "published": str(tmp_path / "data/published")},
        **{"years": [2011, 2015], "units": [request.param], "language": ["en"]},
        "notebooks": NOTEBOOKS,
    }
    (tmp_path / "alone.yml").write_text(json.dumps(content), encoding="utf-8")
    return read_request(tmp_path / "alone.yml")


def told_of_persons():
    """Return the pseudonyms that stand in what is kept, other than in the records."""
    history = load("data/demo")
    tables = (history.evaluations, history.outcomes, history.votes)
    persons = {each.encode() for rows in tables for each in rows["person"].dropna()}
    files = {path: path.read_bytes() for path in kept.snapshots_folder().glob("*/[!.]*")}
    records = b"".join(content for path, content in files.items() if path.name == "people")
    others = b"".join(content for path, content in files.items() if path.name != "people")
    assert len(persons) > 500 and all(person in records for person in persons)
    return [person for person in persons if person in others]


@pytest.mark.usefixtures("in_this_process")
def test_notebooks_run_without_records_to_the_same_bytes(asked, tmp_path):
    first = build(asked, output=tmp_path / "out", workers=1)
    assert [each["error"] for each in first.results if each["error"]] == []
    hashes = file_hashes(first.index.parent.resolve())
    assert not told_of_persons()
    records = [*tmp_path.glob("data/*/*"), *kept.snapshots_folder().glob("*/people")]
    for path in records:
        path.unlink()
    again = build(asked, output=tmp_path / "out", workers=1, force=True)
    assert [each["status"] for each in again.results] == ["done"] * len(NOTEBOOKS)
    found = file_hashes(again.index.parent.resolve())
    own = {n for n in hashes if n.startswith(tuple(f"{job['folder']}/" for job in asked.jobs))}
    assert own and {name: hashes[name] for name in own} == {n: found[n] for n in own}
