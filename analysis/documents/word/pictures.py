"""Charts in a Word document: told in words for those who do not see them, sharp in print."""

import hashlib
from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from analysis.documents.briefing.sections import Chart
from analysis.documents.printable import printable

_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
# Word's mark of the extension that holds a picture's vectors.
_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"


def describe_pictures(document: Document, charts: Sequence[Chart]) -> None:
    """Give each picture of a chart its alternative text and its vectors, wherever it stands.

    Word 2016 and later draw the vectors; others, LibreOffice 7 among them, the PNG file.
    """
    by_bytes = {hashlib.sha256(chart.png.read_bytes()).digest(): chart for chart in charts}
    for number, inline in enumerate(document.element.body.iter(qn("wp:inline")), 1):
        blip = inline.find(f".//{qn('a:blip')}")
        picture = document.part.related_parts[blip.get(qn("r:embed"))]
        chart = by_bytes.get(hashlib.sha256(picture.blob).digest())
        if chart is not None:
            _tell(inline, chart, number)
            _add_vectors(document, blip, chart)


def _tell(inline: Any, chart: Chart, number: int) -> None:
    properties = inline.find(qn("wp:docPr"))
    properties.set("id", str(number))
    properties.set("name", chart.png.stem)
    properties.set("descr", printable(chart.alt))
    # Where nothing is said LibreOffice keeps 3 mm off and pushes the chart out of the margin.
    for side in "TBLR":
        inline.set(f"dist{side}", "0")


def _add_vectors(document: Document, blip: Any, chart: Chart) -> None:
    name = PackURI(f"/word/media/{chart.png.stem}-{chart.number}.svg")
    part = Part(name, "image/svg+xml", chart.svg.read_bytes(), document.part.package)
    relation = document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    main, office = (blip.nsmap[prefix] for prefix in ("a", "r"))
    blip.append(
        parse_xml(
            f'<a:extLst xmlns:a="{main}"><a:ext uri="{_EXTENSION}">'
            f'<asvg:svgBlip xmlns:asvg="{_SVG}" xmlns:r="{office}" r:embed="{relation}"/>'
            "</a:ext></a:extLst>"
        )
    )
