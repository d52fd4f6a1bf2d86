"""What JupyterLab saves of the suite's notebooks: no outputs, and nothing where nothing changed."""

import shutil
from types import SimpleNamespace

import nbformat
import pytest

from analysis.exploring.shipped import leave_out
from analysis.places import project_root

EXPLORE = project_root() / "notebooks/explore.ipynb"
SHIPPED = sorted((project_root() / "notebooks").glob("*.ipynb"))


@pytest.fixture
def root(tmp_path, monkeypatch):
    shutil.copy(project_root() / "pyproject.toml", tmp_path)
    (tmp_path / "notebooks/own").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def saved(root, source, name, change=lambda content: None):
    """Save a notebook as JupyterLab does after its cells were run; return what the file holds."""
    shutil.copy(source, root / name)
    content = nbformat.read(root / name, as_version=4)
    for number, cell in enumerate(each for each in content.cells if each.cell_type == "code"):
        cell.execution_count = number
        cell.outputs = [nbformat.v4.new_output("stream", text="Nguyễn\n")]
        cell.metadata["scrolled"] = True
    content.metadata["language_info"] = {"name": "python", "version": "3.11.9"}
    content.metadata["widgets"] = {"state": {}}
    # As Shift and Enter in the last cell adds one.
    content.cells.append(nbformat.v4.new_code_cell())
    change(content)
    model = {"type": "notebook", "content": content}
    leave_out(model=model, path=name, contents_manager=SimpleNamespace(root_dir=str(root)))
    nbformat.write(nbformat.from_dict(model["content"]), root / name)
    return (root / name).read_bytes()


@pytest.mark.parametrize("source", SHIPPED, ids=lambda path: path.stem)
def test_a_notebook_that_was_only_run_is_saved_as_it_was(root, source):
    assert saved(root, source, f"notebooks/{source.name}") == source.read_bytes()


def test_a_cell_that_was_changed_is_saved_without_what_it_showed(root):
    def change(content):
        content.cells[-2].source = content.cells[-2].source.replace("data/demo", "data/raw")

    told = saved(root, EXPLORE, "notebooks/explore.ipynb", change).decode()
    assert told == EXPLORE.read_text("utf-8").replace('load(\\"data/demo', 'load(\\"data/raw')


def test_own_notebooks_keep_what_they_show(root):
    assert "Nguyễn" in saved(root, EXPLORE, "notebooks/own/explore.ipynb").decode()


def test_a_text_is_saved_as_it_is(root):
    model = {"type": "file", "content": "x"}
    leave_out(model=model, path="notebooks/x.txt", contents_manager=SimpleNamespace(root_dir=root))
    assert model["content"] == "x"
