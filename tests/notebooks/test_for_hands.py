"""The notebooks for an analyst's hands run under papermill too, with controls and without."""

import os
import shutil
from pathlib import Path

import nbformat
import papermill
import pytest

from analysis.places import project_root

ROOT = project_root()


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A copy in which a notebook can write, and whose data are the demo's."""
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "data").symlink_to(ROOT / "data")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return tmp_path


def run(project, name):
    place = project / f"notebooks/{name}.ipynb"
    told = papermill.execute_notebook(
        place, project / "out.ipynb", kernel_name="python3", cwd=str(place.parent),
        progress_bar=False,
    )  # fmt: skip
    outputs = [o for cell in told.cells for o in cell.get("outputs", [])]
    assert not [o for o in outputs if o.output_type == "error" or o.get("name") == "stderr"]
    return outputs


def shown(outputs, kind):
    return [o["data"][kind] for o in outputs if kind in o.get("data", {})]


def test_explore_shows_its_controls(project):
    kind = "application/vnd.jupyter.widget-view+json"
    assert len(shown(run(project, "explore"), kind)) == 1


def test_explore_without_widgets_shows_a_chart_and_its_lines(project, monkeypatch):
    away = project / "away"
    away.mkdir()
    (away / "ipywidgets.py").write_text("raise ImportError")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(away), str(ROOT)]))
    (html,) = shown(run(project, "explore"), "text/html")
    assert "data:image/png;base64," in html and "measures.rating_distribution(" in html


def test_the_tutorial_goes_from_a_workbook_to_a_chart_of_ones_own(project):
    content = nbformat.read(ROOT / "notebooks/tutorial.ipynb", as_version=4)
    assert len(content.cells) == 10
    outputs = run(project, "tutorial")
    assert shown(outputs, "image/png")
    assert any("<th" in html and "%" in html for html in shown(outputs, "text/html"))
    made = {path.suffix for path in Path(project, "notebooks/own").glob("nu-truong-hoc*")}
    assert made == {".png", ".svg"}
