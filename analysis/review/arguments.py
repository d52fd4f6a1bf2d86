"""The arguments of a function: of those given and those known, the ones that it takes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from inspect import signature
from typing import Any, Protocol

import pandas as pd

from analysis.spoken import Message


class Answer(Protocol):
    """What a measure answers with: a result table, and the numbers beside it."""

    @property
    def table(self) -> pd.DataFrame:
        """The result table."""


def taken(
    function: Callable[..., Any],
    first: Sequence[Any],
    given: Mapping[str, Any],
    known: Mapping[str, Callable[[], Any]],
) -> dict[str, Any]:
    """Return the named arguments to call a function with, after those without a name.

    Parameters
    ----------
    function, first
        What is called, and its arguments without a name.
    given
        What is said in the call; what the function does not take is left out.
    known
        How each thing that need not be said is had, where the function takes it.

    Examples
    --------
    >>> known = {"year": lambda: 2015, "tier": lambda: "district"}
    >>> taken(lambda table, *, year, by: 0, ["a table"], {"by": "sex"}, known)
    {'year': 2015, 'by': 'sex'}
    """
    how = signature(function)
    takes = how.parameters.keys() - how.bind_partial(*first).arguments.keys()
    unsaid = {name: had() for name, had in known.items() if name in takes and name not in given}
    return unsaid | {name: value for name, value in given.items() if name in takes}


def refuse_untaken(given: Iterable[str], functions: Iterable[Callable[..., Any]]) -> None:
    """Refuse an argument that none of some functions takes (`TypeError`)."""
    takes = {name for each in functions for name in signature(each).parameters}
    if untaken := sorted(set(given) - takes):
        raise TypeError(Message("refused.arguments", names=", ".join(untaken)))
