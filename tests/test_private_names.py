"""Private names of other people's libraries stand in the `compat` modules alone."""

import ast

from analysis.places import project_root

# What a named tuple has for everybody; what Python has no other way to; and the XML under a table,
# a series and a label, which python-docx and python-pptx give no other way: both have upper bounds.
ALLOWED = {
    *("_asdict", "_replace"),
    # By this name JupyterLab asks everything how it is shown.
    "_repr_html_",
    *("_exit", "_run_exitfuncs", "_shutdown"),
    *("_tbl", "_element", "_get_or_add_dLbl"),
}


def private_names(path):
    """Yield the private names that a module asks of anything but its own objects and modules."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr.startswith("_"):
            own = isinstance(node.value, ast.Name) and node.value.id in {"self", "cls"}
            if not own and not node.attr.endswith("__"):
                yield node.attr
        elif isinstance(node, ast.ImportFrom) and not (node.module or "").startswith("analysis"):
            yield from (each.name for each in node.names if each.name.startswith("_"))


def test_private_names_are_asked_for_in_compat_only():
    asked = {path: set(private_names(path)) for path in (project_root() / "analysis").rglob("*.py")}
    compat = [asked.pop(path) for path in list(asked) if path.name == "compat.py"]
    assert len(compat) == 2 and any("_layout" in names for names in compat)
    found = {path.name: names - ALLOWED for path, names in asked.items() if names - ALLOWED}
    assert found == {}
