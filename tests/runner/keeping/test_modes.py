"""Who may read what a review leaves, whatever the umask of who builds it."""

import os
import stat

import pytest
from published import write
from trial_project import notebook, project, review_file

from analysis.runner.asking.request import request
from analysis.runner.keeping import store
from analysis.runner.keeping.modes import open_to
from analysis.runner.publishing.build import build
from analysis.runner.publishing.publish import locked, new_build, publish

# As an independent list: what each may do with folders, with files, with files that are kept.
MODES = {
    "owner": (0o700, 0o600, 0o400),
    "group": (0o750, 0o640, 0o440),
    "all": (0o755, 0o644, 0o444),
}


def mode(path):
    return stat.S_IMODE(path.lstat().st_mode)


def kept_run(place, fingerprint="f" * 64):
    folder = store.unfinished_folder(store.unfinished_runs(place, "r"), fingerprint)
    (folder / "tables").mkdir()
    (folder / "tables/cells.csv").write_text("x")
    store.keep(folder, place, fingerprint, 1.5)


def built(output, review, readers):
    place = store.store_of(output)
    if store.find(place, "f" * 64) is None:
        kept_run(place)
    with locked(output, review), new_build(output, review) as build:
        assert mode(build) == 0o700
        store.put(place, "f" * 64, build / "district/one/vi", readers)
        (build / "index.html").write_text("x")
        write(build)
        return publish(build, output, review, readers).resolve()


@pytest.mark.parametrize("readers", MODES)
@pytest.mark.parametrize("umask", [0, 0o022, 0o077])
def test_a_build_is_readable_by_whom_the_review_says(tmp_path, readers, umask):
    before = os.umask(umask)
    try:
        build = built(tmp_path, "r", readers)
    finally:
        os.umask(before)
    folder, file, kept = MODES[readers]
    assert mode(build.parent) == folder
    found = {path.name: mode(path) for path in (build, *build.rglob("*"))}
    assert found.pop("index.html") == found.pop("manifest.json") == file
    assert found.pop("cells.csv") == kept
    assert set(found.values()) == {folder}
    # Others get through to where all may read, and see no names; into the store nobody gets.
    assert mode(tmp_path / ".builds") == 0o711
    assert mode(tmp_path / ".store") == 0o700
    assert mode(tmp_path / ".builds/r.lock") == 0o600
    assert mode(tmp_path / ".store" / ("f" * 64) / "tables/cells.csv") == 0o440


def test_reviews_share_a_kept_run_and_not_its_readers(tmp_path):
    builds = {readers: built(tmp_path, readers, readers) for readers in (*MODES, "group")}
    for readers, place in builds.items():
        assert mode(place / "district/one/vi/tables/cells.csv") == MODES[readers][2]
    kept = tmp_path / ".store" / ("f" * 64) / "tables/cells.csv"
    # Most reviews take no room for what is kept already.
    assert kept.samefile(builds["group"] / "district/one/vi/tables/cells.csv")
    assert not kept.samefile(builds["all"] / "district/one/vi/tables/cells.csv")
    assert store.find(tmp_path / ".store", "f" * 64) is not None


def test_modes_of_what_a_link_leads_to_are_left(tmp_path):
    (secret := tmp_path / "secret").write_text("x")
    secret.chmod(0o600)
    (build := tmp_path / "build").mkdir()
    (build / "link").symlink_to(secret)
    open_to(build, "all")
    assert mode(secret) == 0o600 and mode(build) == 0o755


def test_nothing_of_a_real_build_is_for_all(tmp_path, monkeypatch):
    monkeypatch.chdir(root := project(tmp_path))
    table = "bundle.table('cells', pandas.DataFrame({'n': [1], 'origin': ['recorded']}))"
    notebook(root / "notebooks", "good", f"import pandas\n{table}", "bundle.close()")
    notebook(root / "notebooks", "fails", "1 / 0")
    keys = {"readable_by": "group", "deliverables": "[pages, workbook]"}
    asked = request(review_file(root, "r", "good", "fails", **keys))
    before = os.umask(0)
    try:
        place = build(asked, output=tmp_path / "out", workers=1).index.parent.resolve()
    finally:
        os.umask(before)
    found = {path.name: mode(path) for path in place.rglob("*")}
    assert {"index.html", "page.html", "cells.csv", "notebook.ipynb", "workbook-vi.xlsx"} < set(
        found
    )
    assert all(kind & 0o040 and not kind & 0o007 for kind in found.values())
    for path in (tmp_path / "out/.store", *(tmp_path / "out/.store").rglob("*")):
        assert not mode(path) & 0o007
