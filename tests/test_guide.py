"""The chart that CONTRIBUTING.md adds in steps: its diff applies, to five files, and builds."""

import json
import re
import shutil
import subprocess

import pytest
from house import asked_there, copied_house

from analysis.places import project_root, resolve

ROOT = project_root()
MOST_FILES = 5
REVIEW = """\
title: {vi: Thử, en: Trial}
source: data/demo
years: [2011, 2015]
notebooks: [training_outcomes]
deliverables: [pages, slides]
"""


@pytest.fixture(scope="module")
def diff():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (found,) = re.findall(r"^```diff\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return found


def git_apply(root, diff, *how):
    return subprocess.run(
        ["git", "apply", *how], cwd=root, input=diff, capture_output=True, text=True, check=False
    )


def test_the_diff_applies_and_touches_five_files(tmp_path, diff):
    changed = re.findall(r"^\+\+\+ b/(.+)$", diff, re.MULTILINE)
    assert 0 < len(changed) <= MOST_FILES
    for name in re.findall(r"^--- a/(.+)$", diff, re.MULTILINE):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    assert git_apply(tmp_path, diff).stderr == ""
    assert all((tmp_path / name).is_file() for name in changed)


@pytest.mark.full
def test_what_the_diff_adds_is_told_drawn_and_shown_in_both_languages(tmp_path, diff):
    copied_house(tmp_path)
    shutil.copytree(resolve("data/demo"), tmp_path / "data/demo")
    (tmp_path / "thu.yml").write_text(REVIEW, encoding="utf-8")
    assert git_apply(tmp_path, diff).returncode == 0
    asked_there(tmp_path, "check", "--catalogues")
    asked_there(tmp_path, "build", "thu.yml", "--jobs", "1")
    built = tmp_path / "reports/output/thu"
    for language in ("vi", "en"):
        folder = built / "district/training_outcomes" / language
        results = json.loads((folder / "results.json").read_text("utf-8"))
        assert "women_trained" in {each["id"] for each in results["findings"]}
        assert "women_trained_by_year" in {each["id"] for each in results["charts"]}
        assert (folder / "tables/women_trained_by_year.csv").is_file()
        assert (built / f"slides-{language}.pptx").is_file()
