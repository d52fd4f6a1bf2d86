"""Every notebook keeps the contract of a notebook, read from its file."""

import ast
import re
from pathlib import Path

import nbformat
import pytest

from analysis.documents.cards import cards
from analysis.places import project_root

# For an analyst's hands: no review runs them.
FOR_HANDS = {"explore", "tutorial"}
EVERY = sorted(Path(project_root(), "notebooks").glob("*.ipynb"))
NOTEBOOKS = [path for path in EVERY if path.stem not in FOR_HANDS]
STANDARD = {
    "source": str,
    "published": str,
    "unit": str,
    "first_year": int,
    "last_year": int,
    "language": str,
    "audience": str,
    "min_cell": int,
    "output_dir": str,
}


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def parameters(notebook):
    tagged = [
        cell for cell in code_cells(notebook) if "parameters" in cell.metadata.get("tags", [])
    ]
    assert len(tagged) == 1
    return ast.parse(tagged[0].source)


def test_there_are_seven_notebooks_for_reviews_and_two_for_hands():
    assert {path.stem for path in EVERY} == FOR_HANDS | {
        "data_quality",
        "rating_distribution",
        "women_share",
        "training_outcomes",
        "appointment_outcomes",
        "confidence_votes",
        "trend_review",
    }


def test_committed_without_outputs_with_the_kernel_named(notebook):
    assert all(not cell.outputs and cell.execution_count is None for cell in code_cells(notebook))
    assert notebook.metadata.kernelspec.name == "python3"


def test_title_stands_first(notebook):
    assert notebook.cells[0].cell_type == "markdown"
    assert notebook.cells[0].source.startswith("# ")


def test_parameters_are_typed_with_working_defaults(notebook):
    declared = {
        line.target.id: (line.annotation.id, ast.literal_eval(line.value))
        for line in parameters(notebook).body
        if isinstance(line, ast.AnnAssign)
    }
    assert len(declared) == len(parameters(notebook).body)
    assert STANDARD.keys() <= declared.keys()
    for name, (annotation, value) in declared.items():
        assert type(value).__name__ == annotation, name
    assert {name: type(declared[name][1]) for name in STANDARD} == STANDARD


def test_cells_are_short_and_define_nothing(notebook):
    for cell in code_cells(notebook):
        if "parameters" in cell.metadata.get("tags", []):
            continue
        assert len([line for line in cell.source.split("\n") if line.strip()]) <= 8, cell.source
        nodes = list(ast.walk(ast.parse(cell.source)))
        assert not [n for n in nodes if isinstance(n, ast.FunctionDef | ast.For | ast.While)]


def test_the_bundle_is_closed_last(notebook):
    assert notebook.cells[-1].source == "folder = bundle.close()"


def test_every_table_and_chart_of_the_notebooks_has_a_card_and_every_card_a_result():
    sources = [
        "".join(cell.source for cell in code_cells(nbformat.read(path, as_version=4)))
        for path in NOTEBOOKS
    ]
    kept, drawn = (
        {id for text in sources for id in re.findall(rf'bundle\.{kind}\(\s*"(\w+)"', text)}
        for kind in ("table", "chart")
    )
    assert sum(text.count("bundle.table(") for text in sources) >= len(kept) > 20
    assert kept == {id for id, card in cards().items() if card.name}
    assert drawn == {id for id, card in cards().items() if card.chart}
    tables = re.findall(r'bundle\.chart\("(\w+)",[^)]*table="(\w+)"\)', "".join(sources))
    assert dict(tables) == {
        id: card.chart.table for id, card in cards().items() if card.chart and card.chart.table
    }
