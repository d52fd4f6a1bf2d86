"""Every notebook keeps the contract of a notebook, read from its file."""

import ast
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


def calls(notebook):
    """Return each call in a notebook that is written as ``something.name(…)`` or ``name(…)``."""
    trees = [ast.parse(cell.source) for cell in code_cells(notebook)]
    return [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]


def is_set_up(cell):
    """Say whether a cell names what is asked for: the parameters, or the call that takes them."""
    return "parameters" in cell.metadata.get("tags", []) or "open_review(" in cell.source


def test_cells_are_short_and_define_nothing(notebook):
    banned = ast.FunctionDef | ast.Lambda | ast.For | ast.While | ast.Dict | ast.DictComp
    for cell in filter(lambda each: not is_set_up(each), code_cells(notebook)):
        assert len([line for line in cell.source.split("\n") if line.strip()]) <= 8, cell.source
        assert not [n for n in ast.walk(ast.parse(cell.source)) if isinstance(n, banned)]


def test_arguments_are_written_out_in_the_call(notebook):
    for call in calls(notebook):
        assert all(keyword.arg for keyword in call.keywords), ast.unparse(call)
        assert not [each for each in call.args if isinstance(each, ast.Starred)], ast.unparse(call)


def test_the_opening_call_hands_on_each_parameter_under_its_name(notebook):
    (opened,) = (call for call in calls(notebook) if ast.unparse(call.func) == "open_review")
    given = {keyword.arg: ast.unparse(keyword.value) for keyword in opened.keywords}
    declared = {line.target.id for line in parameters(notebook).body}
    assert given == {name: name for name in declared}


def test_a_notebook_opens_the_review_that_bears_its_name():
    for path in NOTEBOOKS:
        every = calls(nbformat.read(path, as_version=4))
        (opened,) = (call for call in every if ast.unparse(call.func) == "open_review")
        assert ast.literal_eval(opened.args[0]) == path.stem


def test_prose_is_at_least_as_long_as_code(notebook):
    prose = sum(len(cell.source) for cell in notebook.cells if cell.cell_type == "markdown")
    code = sum(len(cell.source) for cell in code_cells(notebook) if not is_set_up(cell))
    assert prose >= code


def test_the_review_is_closed_last(notebook):
    assert notebook.cells[-1].source.split("\n")[-1] == "folder = review.close()"


def shown_in(notebook):
    """Give each `review.show`: its id, its table or that table's id, its picture."""
    for call in calls(notebook):
        if ast.unparse(call.func) == "review.show":
            named = {keyword.arg: keyword.value for keyword in call.keywords}
            names = ("id", "table", "finding", "chart")
            named |= dict(zip(names, call.args, strict=False))
            yield ast.literal_eval(named["id"]), named.get("table"), named.get("chart")


def test_every_table_and_chart_of_the_notebooks_has_a_card_and_every_card_a_result():
    every = [each for path in NOTEBOOKS for each in shown_in(nbformat.read(path, as_version=4))]
    of_another = {id: table.value for id, table, _ in every if isinstance(table, ast.Constant)}
    kept = {id for id, table, _ in every if table is not None and id not in of_another}
    # A picture for each ballot: kept under numbers, and named by no card.
    drawn = {id for id, _, chart in every if chart is not None} - {"confidence_by_post"}
    assert len(kept) > 20 and len(drawn) > 20
    assert kept == {id for id, card in cards().items() if card.name}
    assert drawn == {id for id, card in cards().items() if card.chart}
    assert of_another == {
        id: card.chart.table for id, card in cards().items() if card.chart and card.chart.table
    }
