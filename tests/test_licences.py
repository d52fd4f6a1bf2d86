"""Libraries whose licence asks for more than to be named stand in CONTRIBUTING.md."""

import re
from importlib.metadata import PackageNotFoundError, metadata

import pytest

from analysis.places import project_root
from analysis.runner.keeping.installed import LOCK

ROOT = project_root()
TOLD = re.compile(r"^\| ([\w.-]+) \| ([^|]*(?:MPL|GPL|Artistic)[^|]*) \|", re.MULTILINE)
SHARING = re.compile(r"GPL|GNU|MPL|Mozilla|EUPL|CDDL|\bEPL|Artistic|CC-BY-SA|SSPL|\bOSL")
FAMILIES = ("LGPL", "GPL", "MPL", "Artistic")


def said(name):
    """Return what a library's own metadata say of its licence, without the licence's whole text."""
    about = metadata(name)
    classes = [each for each in about.get_all("Classifier", []) if each.startswith("License ::")]
    own = about.get("License-Expression"), (about.get("License") or "").split("\n")[0], *classes
    return " ".join(filter(None, own)).replace("Mozilla Public License", "MPL")


@pytest.fixture(scope="module")
def licences():
    found = {}
    for name in re.findall(
        r"^([\w.-]+)==", (ROOT / LOCK).read_text(encoding="utf-8"), re.MULTILINE
    ):
        try:
            found[name] = said(name)
        except PackageNotFoundError:
            # For another system or another Python.
            continue
    assert len(found) > 150
    return found


def test_every_library_says_its_licence(licences):
    assert [name for name, licence in licences.items() if not licence] == []


def test_those_that_ask_for_more_are_listed_and_no_others(licences):
    told = dict(TOLD.findall((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")))
    sharing = {name for name, licence in licences.items() if SHARING.search(licence)}
    assert set(told) == sharing
    for name, licence in told.items():
        family = next(each for each in FAMILIES if each in licence)
        assert family in licences[name], name


def test_security_says_against_whom_and_how_to_report():
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    heads = re.findall("^## (.+)$", text, re.MULTILINE)
    assert heads[:2] == ["Against whom", "Not against whom"] and "How to report" in heads
    # One page.
    assert len(text.splitlines()) < 64
