"""A notebook of the suite that JupyterLab saves: what it showed stays out of the file."""

import json
from pathlib import Path
from typing import Any

from analysis.places import project_root
from analysis.runner.notebook_format import nbformat, read_notebook, told_of

HOOK = "analysis.exploring.shipped.leave_out"


def leave_out(model: dict[str, Any], path: str, contents_manager: Any, **_: Any) -> None:
    """Save one of the suite's notebooks without outputs; where only those differ, as it is.

    JupyterLab calls it before it saves any file. An analyst's own notebooks keep what they show.

    Parameters
    ----------
    model
        What is to be saved; changed in place.
    path
        Where, below the server's folder.
    contents_manager
        JupyterLab's, which knows that folder.
    """
    place = Path(contents_manager.root_dir, path)
    if model.get("type") != "notebook" or place.parent != project_root() / "notebooks":
        return
    # As a file holds it: Python's own lists and mappings.
    content = json.loads(json.dumps(model["content"]))
    # Shift and Enter in the last cell adds one.
    while content["cells"] and not "".join(content["cells"][-1]["source"]).strip():
        content["cells"].pop()
    kept = read_notebook(place) if place.is_file() else None
    if kept and told_of(kept) == told_of(content):
        model["content"] = kept
        return
    for cell in content["cells"]:
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None, metadata=_tags(cell["metadata"]))
    # The kernel's name and version are this machine's.
    content["metadata"] = kept.metadata if kept else _tags(content["metadata"])
    model["content"] = nbformat.from_dict(content)


def _tags(metadata: dict[str, Any]) -> dict[str, Any]:
    return {name: told for name, told in metadata.items() if name in ("tags", "kernelspec")}
