"""The libraries that run against those that the lock names, with made-up libraries."""

import sys
from importlib.metadata import version

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from analysis.places import project_root
from analysis.runner.keeping import installed
from analysis.runner.keeping.installed import (
    StaleLibraries,
    differences,
    libraries,
    refuse_stale_libraries,
)
from analysis.runner.publishing.manifest import code

PROJECT = """\
[project]
name = "cadre-review"
dependencies = ["Alpha-Lib>=1", "beta[fast]; python_version >= '3'", "other; python_version < '3'"]
"""
LOCK = """\
alpha-lib==1.2 \\
    --hash=sha256:00
    # via cadre-review (pyproject.toml)
beta==2.0 \\
    --hash=sha256:00
delta==4.0 ; python_full_version < '3' \\
    --hash=sha256:00
delta==5.0 ; python_full_version >= '3' \\
    --hash=sha256:00
gamma[all]==3.0 \\
    --hash=sha256:00
linter==9.0 \\
    --hash=sha256:00
other==8.0 ; python_version < '3' \\
    --hash=sha256:00
"""
NEEDS = {
    "alpha_lib-1.2": ["gamma (>=1)", "linter ; extra == 'dev'"],
    "beta-2.0": ["delta>=4 ; extra == 'fast'", "linter ; extra == 'slow'"],
    "gamma-3.0": ["alpha-lib"],
    "delta-5.0": [],
    "linter-8.0": [],
}


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with a lock, and a function that installs libraries for it."""
    (root := tmp_path / "project").mkdir()
    (root / "pyproject.toml").write_text(PROJECT)
    (root / installed.LOCK).write_text(LOCK)
    monkeypatch.syspath_prepend(str(place := tmp_path / "site"))

    def install(needs=NEEDS, **others):
        installed._found.cache_clear()
        for name, wanted in {**needs, **others}.items():
            library, _, number = name.partition("-")
            (folder := place / f"{library}-{number}.dist-info").mkdir(parents=True)
            lines = "".join(f"Requires-Dist: {each}\n" for each in wanted)
            head = f"Metadata-Version: 2.1\nName: {library}\nVersion: {number}\n{lines}"
            (folder / "METADATA").write_text(f"{head}\nVersion: 77 is what the text speaks of.\n")
        return root

    yield install
    installed._found.cache_clear()


def without(*names):
    return {name: needs for name, needs in NEEDS.items() if name not in names}


def test_nothing_differs_where_what_the_lock_names_is_installed(project):
    root = project()
    assert differences(root) == []
    refuse_stale_libraries(root)
    # A linter of another version makes no other build.
    told = {"alpha-lib": "1.2", "beta": "2.0", "delta": "5.0", "gamma": "3.0"}
    assert libraries(root) == told


def test_another_version_or_a_missing_library_is_refused_by_name(project):
    root = project({**without("gamma-3.0", "delta-5.0"), "gamma-3.1": []})
    found = [(each.name, each.installed, each.locked) for each in differences(root)]
    assert found == [("delta", None, "5.0"), ("gamma", "3.1", "3.0")]
    with pytest.raises(StaleLibraries) as refused:
        refuse_stale_libraries(root)
    told = str(refused.value)
    assert "delta is not installed, the lock says 5.0 (and 1 more" in told
    assert "make setup" in told and str(root / installed.LOCK) in told and "\n" not in told


def test_two_ways_to_write_one_version_are_one(project):
    assert differences(project({**without("beta-2.0"), "beta-2": ["delta; extra == 'fast'"]})) == []


def test_without_a_lock_there_is_nothing_to_compare(project):
    root = project({**without("gamma-3.0"), "gamma-3.1": []})
    (root / installed.LOCK).unlink()
    assert differences(root) == []


def test_a_build_records_what_ran_and_a_run_depends_on_it(project, monkeypatch):
    root = project()
    assert code(root)["libraries"] == libraries(root)
    before, same_lock = installed.libraries_hash(root), code(root)["lock_sha256"]
    root = project({"gamma-3.1": []})
    # Of two folders of one library, the one found first is imported; here there is no telling.
    (root.parent / "site/gamma-3.0.dist-info/METADATA").unlink()
    (root.parent / "site/gamma-3.0.dist-info").rmdir()
    sys.path_importer_cache.clear()
    assert code(root)["libraries"]["gamma"] == "3.1"
    assert code(root)["lock_sha256"] == same_lock
    assert installed.libraries_hash(root) != before


def test_a_project_that_names_no_libraries_has_those_of_the_package(project):
    root = project({})
    (root / "pyproject.toml").write_text('[project]\nname = "cadre-review"\n')
    found = libraries(root)
    assert found["pandas"] == version("pandas") and found["numpy"] == version("numpy")
    # What is needed by another: matplotlib asks for Pillow.
    assert found["pillow"] == version("pillow") and "pytest" not in found


def test_every_library_of_this_project_is_found():
    root = project_root()
    names = {canonicalize_name(Requirement(text).name) for text in installed._asked_for(root)}
    assert len(names) > 25
    assert names <= set(libraries(root))
