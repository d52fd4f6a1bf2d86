"""Whether a note or a status takes an event back: a decision withdrawn, somebody not elected."""

from collections.abc import Iterable

from analysis.sources.words.headers import folded
from analysis.vocabulary import fold


def is_withdrawn(words: Iterable[str]) -> bool:
    """Say whether any of the words says that an event was not, or is no longer.

    What only names the decision that this one replaces takes nothing back.

    Examples
    --------
    >>> is_withdrawn(["Đã thu hồi QĐ"]), is_withdrawn(["Thay thế QĐ bị thu hồi"])
    (True, False)
    """
    told = [f" {fold(each)} " for each in words if each]
    return any(_holds(each, "withdrawn") and not _holds(each, "not_withdrawn") for each in told)


def _holds(told: str, section: str) -> bool:
    return any(f" {word} " in told for word in folded(section))
