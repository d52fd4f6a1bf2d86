"""Papermill's engine, saving the notebook once: at its end, whatever that is."""

from typing import Any

from papermill.engines import NBClientEngine, papermill_engines
from papermill.iorw import write_ipynb

NAME = "cadre-review"


class OneSaveEngine(NBClientEngine):
    """Papermill's own engine, for ``request_save_on_cell_execute=False``.

    Papermill then saves a notebook that ends or raises in a cell, and nothing of one whose
    kernel is killed; with saving on, it writes every picture again after each cell.
    """

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **kwargs: Any) -> Any:
        """Execute a notebook, and save it when the execution itself breaks off."""
        try:
            return super().execute_managed_notebook(nb_man, kernel_name, **kwargs)
        except Exception:
            write_ipynb(nb_man.nb, nb_man.nb.metadata.papermill["output_path"])
            raise


papermill_engines.register(NAME, OneSaveEngine)
