"""Why problems are problems, in a language."""

from collections.abc import Iterable, Mapping

import pandas as pd

from analysis.problem_words import worded
from analysis.words import Words


def reasons(problems: pd.DataFrame | Iterable[Mapping], language: str = "vi") -> list[str]:
    """Return the reason of each problem of a history, or of each record of one."""
    return list(worded(pd.DataFrame(problems), Words(language)).get("reason", []))
