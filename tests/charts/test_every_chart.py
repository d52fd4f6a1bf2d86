"""Every chart of every notebook, for the district and each unit, in both languages, is legible."""

from importlib import import_module

import nbformat
import pytest
import review_notebooks
from legibility import faint, faint_or_crossed, faults
from matplotlib import pyplot as plt

from analysis.demo.posts import bodies
from analysis.places import project_root

ROOT = project_root()
NOTEBOOKS = review_notebooks.PATHS
UNITS = ["all", *sorted({body.head.unit for body in bodies()})]


def _code(path, **given):
    cells = [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]
    for cell in cells:
        yield cell.source
        if "parameters" in cell.metadata.get("tags", []):
            yield "\n".join(f"{name} = {value!r}" for name, value in given.items())


@pytest.fixture
def told(monkeypatch, read_once):
    """Look at each chart where a notebook would save it."""
    found, seen = [], []

    def look(figure, png, svg, *, salt):
        seen.append(salt)
        found.extend(f"{salt}: {what}" for what in (*faults(figure), *faint_or_crossed(figure)))
        for path in (png, svg):
            path.write_bytes(b"")

    # As text `charts.save` would be the function that analysts call.
    monkeypatch.setattr(import_module("analysis.charts.save.paper"), "save", look)
    monkeypatch.setattr("IPython.display.Image", lambda **about: None)
    monkeypatch.chdir(ROOT)
    return found, seen


@pytest.mark.full
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("unit", UNITS)
def test_every_chart_is_legible(tmp_path, told, unit, language):
    found, seen = told
    for notebook in NOTEBOOKS:
        names = {}
        given = {"unit": unit, "language": language, "output_dir": str(tmp_path / notebook.stem)}
        for source in _code(notebook, **given):
            exec(compile(source, notebook.stem, "exec"), names)
        plt.close("all")
    assert len(seen) >= 20
    assert found == []


def test_a_pale_text_is_found():
    figure, axes = plt.subplots()
    axes.text(0.5, 0.5, "pale", color="#bbbbbb")
    axes.text(0.5, 0.2, "dark", color="#444444")
    assert [each for each in faint(figure) if "pale" in each] and not [
        each for each in faint(figure) if "dark" in each
    ]
    plt.close(figure)
