"""Review the history of cadre evaluations: load it, measure it, draw it, say it.

What it holds is imported on first use, so that ``import analysis`` and ``review --help`` stay
quick.
"""

import sys
from importlib import import_module
from typing import Any

_HOMES = {
    "Words": "analysis.words",
    "explore": "analysis.exploring",
    "load": "analysis.sources",
    "open_bundle": "analysis.bundle",
    "open_review": "analysis.review.opening",
}
_ROOMS = ("measures", "findings", "charts", "sources", "records", "vocabulary", "bundle")

__all__ = [
    "Words",
    "charts",
    "explore",
    "findings",
    "load",
    "measures",
    "open_bundle",
    "open_review",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        told = getattr(import_module(_HOMES[name]), name)
        _show_in_words()
        return told
    if name in _ROOMS:
        return import_module(f"analysis.{name}")
    raise AttributeError(f"module 'analysis' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*_HOMES, *_ROOMS])


def _show_in_words() -> None:
    """Have the notebook that imports this, if it is one, show result tables in words."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is not None:
        import_module("analysis.exploring.tables").show_result_tables(shell)
