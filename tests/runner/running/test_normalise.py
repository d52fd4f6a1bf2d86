import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from analysis.runner.running.normalise import normalise, steady_text, without_colours

FOLDER, ROOT = Path("/srv/x/reports/b1/district"), Path("/srv/x")


def test_places_addresses_and_colours_are_taken_out():
    text = (
        f'output_dir = "{FOLDER}"; saved {FOLDER}/charts; read {ROOT}/data/demo in {ROOT}; '
        "<A at 0x7f3a>; File ipykernel_12/345.py"
    )
    assert steady_text(text, FOLDER, ROOT) == (
        'output_dir = ""; saved ./charts; read data/demo in .; <A at 0x0>; File cell'
    )
    assert without_colours("\x1b[0;31mError\x1b[0m") == "Error"


def executed(path, number):
    cell = nbformat.v4.new_code_cell(
        f'output_dir = "{FOLDER}"', metadata={"tags": ["b", "a"], "papermill": {"duration": number}}
    )
    picture = {"image/png": "ab/srv/x/", "text/plain": f"<F at 0x{number}>"}
    cell.outputs = [nbformat.v4.new_output("display_data", data=picture)]
    cell.metadata["execution"] = {"iopub.status.busy": f"2026-01-0{number}"}
    content = nbformat.v4.new_notebook(cells=[cell], metadata={"papermill": {"duration": number}})
    nbformat.write(content, path)
    return path


def test_two_runs_of_one_notebook_become_the_same_bytes(tmp_path):
    one, two = executed(tmp_path / "1.ipynb", 1), executed(tmp_path / "2.ipynb", 2)
    assert one.read_bytes() != two.read_bytes()
    for path in (one, two):
        normalise(path, FOLDER, ROOT)
    assert one.read_bytes() == two.read_bytes()
    content = nbformat.read(one, as_version=4)
    nbformat.validate(content)
    assert content.cells[0].source == 'output_dir = ""'
    assert content.cells[0].outputs[0].data["image/png"] == "ab/srv/x/"


def test_a_large_picture_costs_no_time(tmp_path):
    # Searched for paths, a picture of this size took minutes; the suite would not end.
    path = executed(tmp_path / "1.ipynb", 1)
    content = nbformat.read(path, as_version=4)
    content.cells[0].outputs[0].data["image/png"] = "A" * 5_000_000
    content.cells[0].outputs[0].data["text/html"] = "B" * 1_000_000
    nbformat.write(content, path)
    normalise(path, FOLDER, ROOT)
    kept = nbformat.read(path, as_version=4).cells[0].outputs[0].data
    assert (len(kept["image/png"]), len(kept["text/html"])) == (5_000_000, 1_000_000)


@pytest.mark.parametrize(
    "module", ["running.engine", "running.execute", "asking.plan", "asking.parameters"]
)
def test_the_format_of_notebooks_is_read_without_a_grammar_of_web_addresses(module):
    # The grammar takes a second to compile in each worker; see `notebook_format`.
    told = (
        f"import sys, analysis.runner.{module}; "
        "print('rfc3987_syntax' in sys.modules, 'jsonschema' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "True"]
