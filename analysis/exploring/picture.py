"""The picture of an answer, as it is saved, for a page."""

import base64
import html
import tempfile
from pathlib import Path

from analysis import charts
from analysis.exploring.questions import Answer


def picture(answered: Answer) -> str:
    """Return the picture that is saved as HTML, with its alt text."""
    with tempfile.TemporaryDirectory() as folder:
        (png,) = charts.save(answered.figure, Path(folder, "chart.png"))
        content = base64.b64encode(png.read_bytes()).decode()
    alt = html.escape(charts.description(answered.figure).alt)
    return f'<img src="data:image/png;base64,{content}" alt="{alt}" style="max-width:100%">'
