import json
import warnings

import pytest
from matplotlib import pyplot as plt

from analysis import bundle, results
from analysis.charts.save import paper
from analysis.places import resolve
from analysis.sources.state import read_state


@pytest.fixture
def run_notebook(tmp_path, monkeypatch, read_once):
    """Run a notebook's code cells in this process; returns its bundle and what `look` saw."""
    monkeypatch.setattr(paper, "PRINT_DPI", 60)

    def run(name, look, **parameters):
        # As before the runs of a build.
        read_state(parameters.get("source", "data/demo"))
        folder = tmp_path / f"{name}-{parameters['language']}"
        drawn, keep = {}, bundle.Bundle.chart

        def chart(self, id, figure, table=None):
            # Before it is saved: saving closes the figure and moves its legend.
            whole = figure if hasattr(figure, "savefig") else figure.get_figure(root=True)
            drawn[id] = look(whole)
            return keep(self, id, figure, table)

        monkeypatch.setattr(bundle.Bundle, "chart", chart)
        _execute(name, {**parameters, "output_dir": str(folder)})
        monkeypatch.setattr(bundle.Bundle, "chart", keep)
        return results.read_bundle(folder), drawn

    yield run
    plt.close("all")


def _execute(name, parameters):
    path = resolve(f"notebooks/{name}.ipynb")
    names = {}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] != "code":
                continue
            exec(compile("".join(cell["source"]), f"{name}.ipynb", "exec"), names)
            if "parameters" in cell["metadata"].get("tags", []):
                unknown = set(parameters) - set(names)
                assert not unknown, f"{name} declares no parameter {unknown}"
                names.update(parameters)
