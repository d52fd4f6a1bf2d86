"""An analyst's controls: choose a question and of whom, and see chart, finding and table at once.

Every chart is made by three lines of the public API, which are shown beside it. The questions are
the cards that say how they are had (`explore` in ``reports/results/``).
"""

from importlib import import_module
from typing import TYPE_CHECKING

from analysis.counts import History
from analysis.spoken import Message
from analysis.words import Words

if TYPE_CHECKING:
    from analysis.exploring.explorer import Explorer
    from analysis.exploring.plain import Plain

__all__ = ["explore"]


def explore(history: History, *, words: Words | None = None) -> "Explorer | Plain":
    """Return controls over a history, for the last line of a cell in JupyterLab.

    Parameters
    ----------
    history : History
        As `load` gave it, or a part of it.
    words : Words, optional
        In which it is told; by default those of the review that is open, else of whoever sits
        at this machine.

    Returns
    -------
    Explorer or Plain
        The controls; where ipywidgets or itables are not installed the first question with the
        lines that answer it, to be changed by hand.

    Raises
    ------
    ValueError
        It is no history, or holds no year of evaluations; or `words` are none.
    """
    told_in = words or Words.now()
    # A folder is what one thinks of first, and the name of a language.
    if not isinstance(history, History):
        given = repr(history) if isinstance(history, str) else type(history).__name__
        raise ValueError(Message("own.no_history", given=given))
    if not isinstance(told_in, Words):
        raise ValueError(Message("own.no_words", given=told_in))
    source = history.remembered("source", lambda: None)
    if _has_widgets():
        from analysis.exploring.explorer import Explorer

        return Explorer(history, source, told_in)
    from analysis.exploring.plain import Plain

    return Plain(history, source, told_in)


def _has_widgets() -> bool:
    try:
        for library in ("ipywidgets", "itables"):
            import_module(library)
    except ImportError:
        return False
    return True
