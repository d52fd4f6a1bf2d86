"""A bare machine: tests skip with the reason, and fail only where the program is demanded."""

import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import programs
import pytest

STATES = [
    (programs.chromium, "chromium", "REQUIRE_BROWSER"),
    (programs.axe, "axe-core", "REQUIRE_BROWSER"),
    (programs.office, "LibreOffice", "REQUIRE_OFFICE"),
]


@pytest.fixture
def bare(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(programs, "AXE", tmp_path / "axe.min.js")
    for name in ("REQUIRE_BROWSER", "REQUIRE_OFFICE"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.mark.parametrize(("program", "told", "demanded_by"), STATES)
def test_what_is_missing_skips_and_fails_where_it_is_demanded(
    bare, monkeypatch, program, told, demanded_by
):
    with pytest.raises(pytest.skip.Exception, match=told):
        program()
    monkeypatch.setenv(demanded_by, "1")
    with pytest.raises(pytest.fail.Exception, match=f"{told}.* is missing, and {demanded_by}"):
        program()


def test_what_is_there_is_used(bare):
    for name in ("chromium", "soffice", "axe.min.js"):
        (bare / name).touch(mode=0o755)
    found = [programs.chromium(), programs.office(), programs.axe()]
    assert found == [str(bare / name) for name in ("chromium", "soffice", "axe.min.js")]


WITHOUT_AXE = "programs.AXE = pathlib.Path('nowhere')"
WITHOUT = (
    "shutil.which = lambda name, *_, which=shutil.which: None if name == {!r} else which(name)"
)
LACKING = {
    "axe-core": WITHOUT_AXE,
    "chromium": WITHOUT.format("chromium"),
    "LibreOffice": WITHOUT.format("soffice"),
}


@pytest.mark.full
@pytest.mark.parametrize("lacks", LACKING)
def test_the_suite_has_no_error_on_a_machine_without(lacks):
    code = f"""
    import pathlib, shutil, sys
    sys.path[:0] = ["tests", "tests/made", "tests/tools"]
    import programs, pytest
    {LACKING[lacks]}
    files = ["documents/pages/test_browser.py", "charts/save/test_paper.py"]
    files += ["runner/publishing/test_deliver.py"]
    sys.exit(pytest.main(["-n", "0", "-rs", *("tests/" + name for name in files)]))
    """
    bare = {name: value for name, value in os.environ.items() if not name.startswith("REQUIRE_")}
    command = [sys.executable, "-c", textwrap.dedent(code)]
    root = Path(__file__).parents[1]
    ended = subprocess.run(command, cwd=root, env=bare, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout
    assert re.search(rf"SKIPPED .*{lacks}.* is missing", ended.stdout), ended.stdout
