"""What a template does before it is forked, so that no kernel has to: import, read, draw."""

import contextlib
import functools
import gc
import importlib
import os
import pkgutil
import string
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from analysis.languages import LANGUAGES
from analysis.places import STATES
from analysis.runner.kernels import ALSO
from analysis.words import Words

# What the kernel, the rooms of `analysis` and its functions import on first use.
_LIBRARIES = (
    "babel.dates",
    "encodings.cp437",
    "encodings.unicode_escape",
    "encodings.utf_8_sig",
    "faulthandler",
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.magics.ast_mod",
    "IPython.core.magics.execution",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "IPython.utils.module_paths",
    "IPython.utils.wildcard",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "matplotlib.pyplot",
    "matplotlib_inline.backend_inline",
    "multiprocessing.reduction",
    "openpyxl",
    "pandas",
    "pandas.core.arrays.arrow._arrow_utils",
    "pandas.core.arrays.arrow.extension_types",
    "pandas.io.formats.csvs",
    "pandera.pandas",
    "pdb",
    "psutil",
    "pyarrow",
    "pyarrow.dataset",
    "pyarrow.parquet",
    "python_calamine",
    "scipy.stats",
    "tornado.platform.asyncio",
    "zmq.utils.garbage",
)
# A catalogue read here is read in every kernel, and its words are set in the weight of charts.
_CATALOGUES = {
    "findings/sentences/**/*.yml": "bold",
    "charts/**/*.yml": "normal",
    "counts/*.yml": None,
    "problem_words.yml": None,
}
# Of the analyst's room only what shows a table.
_ROOMS = (
    *("bundle", "charts", "counts", "exploring.tables", "exploring.words", "findings", "measures"),
    *("records", "review", "sources", "wording"),
)
# The outline of each letter, as often as there are weights, is read once a process.
_LETTERS = (
    "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ "
    "0123456789 .,:;–%()"
)


def warm_up(folder: Path) -> dict[str, str]:
    """Import it all; return the variables that this left in the environment, for every kernel.

    Parameters
    ----------
    folder
        Where to draw for trial: who started the template removes it, also one that was killed.
    """
    before = dict(os.environ)
    # ipykernel sets it in every kernel; here it must be so at the first import of matplotlib.
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    for library in _LIBRARIES:
        # Many are inner parts; where another version lacks one, a kernel imports what it has.
        with contextlib.suppress(ModuleNotFoundError):
            importlib.import_module(library)
    for room in _ROOMS:
        module = importlib.import_module(f"analysis.{room}")
        for part in pkgutil.walk_packages(getattr(module, "__path__", []), f"{module.__name__}."):
            importlib.import_module(part.name)
    also = filter(None, os.environ.get(ALSO, "").split(","))
    for each in ("analysis.runner.kernels.child", *also):
        importlib.import_module(each)
    for pattern, weight in _CATALOGUES.items():
        _read_catalogues(pattern, weight)
    _rehearse(folder)
    gc.collect()
    # A collection in a kernel then leaves the pages shared that it did not write itself.
    gc.freeze()
    return {name: value for name, value in os.environ.items() if before.get(name) != value}


def read_ahead(environment: Mapping[str, str]) -> None:
    """Read what the runs of a build look at of its sources, without the people, once for all.

    Parameters
    ----------
    environment
        That of a kernel which is about to be forked: `STATES` tells of its build.
    """
    if told := environment.get(STATES):
        _read_states(told)


@functools.cache
def _read_states(told: str) -> None:
    # What is wrong with them, a run is told when it looks.
    with contextlib.suppress(Exception):
        importlib.import_module("analysis.sources.state").read_ahead(told)
    gc.freeze()


def _read_catalogues(pattern: str, weight: str | None) -> None:
    """Read texts of the package, and set their words as charts do."""
    from matplotlib.font_manager import FontProperties

    from analysis import wording
    from analysis.charts.draw import style
    from analysis.charts.save import outlines

    font = FontProperties(family=style.FAMILY, weight=weight)
    for path in Path(wording.__file__).parent.glob(pattern):
        texts = _texts(wording.sentences(path))
        for text in texts if weight else ():
            outlines.line(text, font)


def _texts(entry: Any) -> Iterator[str]:
    """Give the texts of a catalogue in pieces, without their fields."""
    if isinstance(entry, str):
        yield from (" ".join(text.split()) for text, *_ in string.Formatter().parse(entry))
    elif isinstance(entry, Mapping):
        for each in entry.values():
            yield from _texts(each)


def _rehearse(folder: Path) -> None:
    """Measure and draw once in each language: what that looks up and makes, no kernel has to."""
    from matplotlib import pyplot as plt

    from analysis import charts, measures, records
    from analysis.charts.draw.blank import rule_ahead
    from analysis.charts.draw.frame import figure_of
    from analysis.charts.save.paper import save
    from analysis.documents.result_tables import in_words
    from analysis.formats.csv_tables import as_text

    cell = {"year": 2011, "rating": "good", "count": 50, "origin": "recorded"}
    ratings = measures.rating_distribution(records.frame(records.EVALUATIONS, [cell]), by=["year"])
    for language in LANGUAGES:
        in_words(as_text(ratings), Words(language))
        drawn = charts.rating_distribution(ratings, title=_LETTERS, words=Words(language))
        figure = figure_of(drawn)
        save(figure, Path(folder, "a.png"), Path(folder, "a.svg"), salt=language)
        plt.close(figure)
    rule_ahead()
