"""Programs that some tests need: where they are missing the tests skip, and fail if demanded.

CI demands them by REQUIRE_BROWSER and REQUIRE_OFFICE.
"""

import os
import shutil
from pathlib import Path

import pytest

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"


def chromium():
    return _needed(shutil.which("chromium"), "chromium", "REQUIRE_BROWSER")


def axe():
    found = AXE if AXE.is_file() else None
    return _needed(found, "axe-core (npm install --no-save axe-core)", "REQUIRE_BROWSER")


def office():
    return _needed(shutil.which("soffice"), "soffice (LibreOffice)", "REQUIRE_OFFICE")


def needed(program):
    """Return a small program of every Debian; elsewhere the test skips."""
    return _needed(shutil.which(program), program, "REQUIRE_OFFICE")


def _needed(found, what, demanded_by):
    if found:
        return str(found)
    if os.environ.get(demanded_by):
        pytest.fail(f"{what} is missing, and {demanded_by} is set")
    pytest.skip(f"{what} is missing")
