"""Names of rows on a chart: made to fit, and told apart."""

from collections import Counter
from collections.abc import Sequence

from matplotlib.font_manager import FontProperties

from analysis.charts.save.outlines import extent


def shortened(name: str, font: FontProperties, width: float) -> str:
    """Return the name with words left out of its middle until it fits a width in inches.

    Posts begin with the office and end with what tells them apart; both ends are kept.
    """

    def fits(text: str) -> bool:
        return extent(text, font).width / 72 <= width

    words = name.split()
    if fits(name):
        return name
    for kept in range(len(words) - 1, 1, -1):
        text = " ".join([*words[: kept - kept // 2], "…", *words[len(words) - kept // 2 :]])
        if fits(text):
            return text
    letters = next(n for n in range(len(name) - 1, -1, -1) if n == 0 or fits(name[:n] + "…"))
    return name[:letters] + "…"


def cut(name: str, longest: int) -> str:
    """Return the name, its end left out where it has more letters than that."""
    return name if len(name) <= longest else f"{name[: longest - 1].rstrip()}…"


def numbered(names: Sequence[str]) -> list[str]:
    """Return the names, those that occur several times with a number in brackets.

    Examples
    --------
    >>> numbered(["Trưởng phòng", "Bí thư", "Trưởng phòng"])
    ['Trưởng phòng (1)', 'Bí thư', 'Trưởng phòng (2)']
    """
    occurring, seen = Counter(names), Counter[str]()
    told_apart = []
    for name in names:
        seen[name] += 1
        told_apart.append(f"{name} ({seen[name]})" if occurring[name] > 1 else name)
    return told_apart
