"""The lock, pyproject.toml and environment.yml agree, and the lock names no index."""

import ast
import json
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest
import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from analysis.places import project_root
from analysis.runner.keeping.installed import differences

ROOT = project_root()
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
LOWEST = (ROOT / "tests/lowest.txt").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PYTHONS = ["3.11", "3.12", "3.13"]


def pinned(python):
    """Return name to version of what the lock installs under a Python version on this platform."""
    environment = {"python_version": python, "python_full_version": f"{python}.0"}
    found = {}
    for line in LOCK.splitlines():
        match = re.match(r"([A-Za-z0-9._-]+)(?:\[[^]]*])?==([^ ;]+)(?: ; (.+?))? \\$", line)
        if match and (not match[3] or Marker(match[3]).evaluate(environment)):
            assert match[1] not in found, f"{match[1]} twice for Python {python}"
            found[match[1]] = Version(match[2])
    return found


def direct():
    extras = PROJECT["project"]["optional-dependencies"]["dev"]
    backend = PROJECT["build-system"]["requires"]
    return [Requirement(text) for text in [*PROJECT["project"]["dependencies"], *extras, *backend]]


@pytest.mark.parametrize("python", PYTHONS)
def test_every_direct_dependency_is_pinned_as_asked(python):
    lock = pinned(python)
    for requirement in direct():
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        assert lock[name] in requirement.specifier, name


def test_every_pin_has_hashes():
    entries = re.split(r"\n(?=[A-Za-z0-9])", LOCK.split("\n", 2)[2])
    assert len(entries) > 100
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_lowest_versions_are_those_that_are_declared():
    """What `make lowest` installs is the lower bound of each direct dependency."""
    pins = dict(re.findall(r"^([\w.-]+)(?:\[[^]]*])?==([^ ;\n]+)", LOWEST, re.MULTILINE))
    for requirement in direct():
        name = canonicalize_name(requirement.name)
        lower = [each.version for each in requirement.specifier if each.operator == ">="]
        assert [Version(bound) for bound in lower] == [Version(pins[name])], name


def test_the_lock_names_no_index():
    assert "://" not in LOCK + LOWEST
    assert not re.search("^-", LOCK, re.MULTILINE), "an option for pip stands in the lock"


def test_installed_is_what_is_locked():
    assert differences(ROOT) == []


def imported():
    """Return the top-level names that the package and its notebooks import from elsewhere."""
    trees = [ast.parse(path.read_text("utf-8")) for path in (ROOT / "analysis").rglob("*.py")]
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        trees += [ast.parse("".join(c["source"])) for c in cells if c["cell_type"] == "code"]
    names = set()
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Import):
            names |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    own = {*sys.stdlib_module_names, "analysis"}
    return {name.split(".")[0] for name in names} - own


def test_whatever_is_imported_is_declared():
    project = PROJECT["project"]
    extras = project["optional-dependencies"]
    asked = project["dependencies"] + extras["cluster"] + extras["explore"]
    declared = {canonicalize_name(Requirement(text).name) for text in asked}
    providers = packages_distributions()
    lacking = {
        name
        for name in imported()
        if not declared & {canonicalize_name(each) for each in providers.get(name, ())}
    }
    assert lacking == set()


def test_conda_installs_the_same_lock():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    assert {"pip": ["-r requirements.lock"]} in environment["dependencies"]
    python = next(d for d in environment["dependencies"] if str(d).startswith("python="))
    assert python.removeprefix("python=") in PYTHONS
