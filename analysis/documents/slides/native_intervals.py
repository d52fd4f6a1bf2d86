"""Intervals in a chart that PowerPoint draws, as error bars that it can edit."""

from collections.abc import Sequence
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.oxml.xmlchemy import OxmlElement

from analysis.charts.draw import style

_SOLID = '<a:solidFill><a:srgbClr val="%s"/></a:solidFill>'


def add_intervals(chart: Any, below: Sequence[float | None], above: Sequence[float | None]) -> None:
    """Draw intervals over the bars of the first series, so far below and above each value."""
    bars = _element("errBars")
    for name, value in (("errBarType", "both"), ("errValType", "cust"), ("noEndCap", "1")):
        bars.append(_element(name, value))
    for name, lengths in (("plus", above), ("minus", below)):
        bars.append(_literal(name, lengths))
    line = _element("spPr")
    line.append(parse_xml(f'<a:ln {nsdecls("a")} w="19050">{_SOLID % style.MUTED[1:]}</a:ln>'))
    bars.append(line)
    series = chart.series[0]._element
    series.find(qn("c:cat")).addprevious(bars)


def _literal(name: str, numbers: Sequence[float | None]) -> Any:
    holder, literal = _element(name), _element("numLit")
    literal.append(_element("formatCode", text="General"))
    literal.append(_element("ptCount", str(len(numbers))))
    for at, number in enumerate(numbers):
        if number is not None:
            point = _element("pt", attribute="idx", value=str(at))
            point.append(_element("v", text=repr(number)))
            literal.append(point)
    holder.append(literal)
    return holder


def _element(
    name: str, value: str | None = None, attribute: str = "val", text: str | None = None
) -> Any:
    element = OxmlElement(f"c:{name}")
    if value is not None:
        element.set(attribute, value)
    element.text = text
    return element
