"""What papermill is told of our kernels: how to save, and how to write parameters."""

import math
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

# Before papermill, which would import nbformat with all that `notebook_format` spares.
from analysis.runner.notebook_format import read_notebook, without  # isort: skip

with without("pyarrow.fs"):
    import papermill
from papermill.engines import NBClientEngine, papermill_engines
from papermill.iorw import write_ipynb
from papermill.translators import PythonTranslator, papermill_translators

from analysis.runner.asking.parameters import encoded
from analysis.runner.kernels import KERNEL
from analysis.runner.running.normalise import steady_notebook

NAME = "cadre-review"


class OneSaveEngine(NBClientEngine):
    """Papermill's own engine, for ``request_save_on_cell_execute=False``.

    Papermill then saves a notebook that ends or raises in a cell, and nothing of one whose
    kernel is killed; with saving on, it writes every picture again after each cell.
    """

    @classmethod
    def execute_notebook(cls, nb: Any, kernel_name: str, **kwargs: Any) -> Any:
        """Return the executed notebook without what varies, which papermill then saves."""
        folder, root = Path(kwargs.pop("job_folder")), Path(kwargs.pop("job_root"))
        return steady_notebook(super().execute_notebook(nb, kernel_name, **kwargs), folder, root)

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **kwargs: Any) -> Any:
        """Execute a notebook, and save it when the execution itself breaks off."""
        about = nb_man.nb.metadata.papermill
        # Papermill keeps the values there, and a notebook file is JSON.
        about["parameters"] = {name: encoded(given) for name, given in about["parameters"].items()}
        try:
            return super().execute_managed_notebook(nb_man, kernel_name, **kwargs)
        except Exception:
            write_ipynb(nb_man.nb, nb_man.nb.metadata.papermill["output_path"])
            raise


class ExactTranslator(PythonTranslator):
    """Papermill's translator into Python, which writes every value as a literal of itself.

    Papermill's own makes text of what it does not know, a date for example.
    """

    @classmethod
    def translate(cls, val: Any) -> str:
        """Return the source of a value; TypeError for one that `encoded` refuses."""
        if isinstance(val, list):
            return f"[{', '.join(map(cls.translate, val))}]"
        if isinstance(val, dict):
            items = (f"{cls.translate(key)}: {cls.translate(item)}" for key, item in val.items())
            return f"{{{', '.join(items)}}}"
        if isinstance(val, Decimal):
            return f'__import__("decimal").Decimal({str(val)!a})'
        if isinstance(val, date) and not isinstance(val, datetime):
            return f'__import__("datetime").date({val.year}, {val.month}, {val.day})'
        if isinstance(val, float) and not math.isfinite(val):
            return f'float("{val!r}")'
        if val is None or isinstance(val, str | bool | int | float):
            return ascii(val)
        raise TypeError(f"a parameter cannot be a {type(val).__name__}")


def execute(notebook: Path, executed: Path, parameters: Mapping[str, Any], root: Path) -> None:
    """Execute a notebook by papermill in one of our kernels, whose folder is `root`.

    Raises
    ------
    papermill.exceptions.PapermillExecutionError
        A cell raised; `executed` holds the notebook as far as it came.
    BrokenNotebook
        The file is no notebook.
    """
    try:
        papermill.execute_notebook(
            notebook,
            executed,
            parameters=dict(parameters),
            engine_name=NAME,
            kernel_name=KERNEL,
            language="python",
            cwd=str(root),
            progress_bar=False,
            request_save_on_cell_execute=False,
            job_folder=executed.parent,
            job_root=root,
            # Each kernel would print a warning about its port; errors of cells come back anyway.
            extra_arguments=["--IPKernelApp.log_level=50"],
        )
    except Exception:
        # What is said of a file that is no notebook tells nobody what to do.
        read_notebook(notebook)
        raise


papermill_engines.register(NAME, OneSaveEngine)
papermill_translators.register(KERNEL, ExactTranslator)
