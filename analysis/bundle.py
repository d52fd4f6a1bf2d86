"""What a notebook run leaves behind: its tables, charts and findings, in one folder.

``results.json`` is written last and in one step, so a folder without it is an unfinished run.
"""

import json
import re
import unicodedata
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pandas as pd

from analysis import vocabulary
from analysis.formats.csv_tables import fault_of, write_table
from analysis.formats.json_values import plain
from analysis.formats.shape import suggestion
from analysis.formats.temporary import temporary_folder
from analysis.languages import LANGUAGES
from analysis.results import SCHEMA_VERSION, BundleError
from analysis.spoken import Message
from analysis.words import Words

if TYPE_CHECKING:
    from IPython.display import Image
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from analysis.findings import Finding

AUDIENCES = ("internal", "public")
SCREEN_WIDTH = 800
# Names that Windows keeps for devices cannot be files there, whatever their suffix.
_ID = re.compile(r"(?!(?:con|prn|aux|nul|com\d|lpt\d)$)[a-z][a-z0-9_]{0,79}")


class Bundle:
    """The open bundle of one notebook run; `open_bundle` makes it."""

    def __init__(
        self, notebook: str, language: str, folder: Path, parameters: dict[str, Any]
    ) -> None:
        self.folder, self.parameters = folder, parameters
        self._closed = False
        self._head = {"notebook": notebook, "parameters": parameters, "language": language}
        self._kept: dict[str, dict[str, dict[str, Any]]]
        self._kept = {"finding": {}, "chart": {}, "table": {}}
        self._origins: set[str] = set()

    def table(self, id: str, frame: pd.DataFrame) -> pd.DataFrame:
        """Keep a result table as ``tables/<id>.csv`` and return the table to draw.

        Raises
        ------
        BundleError
            The id cannot be a file name, or is taken; the table has no columns, or two of the
            same name, or holds an infinite number or a NUL sign.
        """
        self._claim(id, "table")
        columns = [str(column) for column in frame.columns]
        if fault := fault_of(frame):
            raise BundleError(Message("bundle.table", id=id, fault=fault))
        path = self._place("tables", f"{id}.csv")
        write_table(frame.set_axis(columns, axis="columns"), path)
        self._kept["table"][id] = {"id": id, "csv": f"tables/{id}.csv", "columns": columns}
        if "origin" in frame:
            self._origins.update(str(origin) for origin in frame["origin"].dropna().unique())
        return frame.copy()

    def finding(self, finding: "Finding", id: str | None = None) -> "Finding":
        """Keep a finding and return it, so that a chart can carry it as its title.

        Parameters
        ----------
        finding
            The sentence.
        id
            What it is kept as, where its own id is another's: the same sentence, of other people.

        Raises
        ------
        BundleError
            The finding's id cannot be an identifier, or is taken.
        """
        told = finding if id is None else replace(finding, id=id)
        self._claim(told.id, "finding")
        self._kept["finding"][told.id] = asdict(told)
        return told

    def chart(self, id: str, drawn: "Axes | Figure", table: str | None = None) -> "Image":
        """Save a drawn chart as ``charts/<id>.png`` and ``.svg`` and return it for the notebook.

        The chart's numbers are the table kept under the same id, unless `table` names another.
        The figure is closed: the picture that the notebook shows is the one that was saved.

        Raises
        ------
        BundleError
            The id cannot be a file name or is taken, or there is no such table.
        """
        from IPython.display import Image
        from matplotlib import pyplot as plt

        from analysis.charts import description
        from analysis.charts.save.paper import save

        self._claim(id, "chart")
        self.check_held(id, source := table or id)
        figure = cast("Figure", drawn.get_figure(root=True))
        told = description(figure)
        png, svg = self._place("charts", f"{id}.png"), self._place("charts", f"{id}.svg")
        # The same data must give the same bytes: fixed ids, no dates, no program names.
        save(figure, png, svg, salt=f"{self._head['notebook']}/{id}")
        plt.close(figure)
        places = {"png": f"charts/{id}.png", "svg": f"charts/{id}.svg"}
        self._kept["chart"][id] = {"id": id, **places, **asdict(told), "table": source}
        # A chart may lay a second table over its own, one that is kept nowhere else.
        self._origins.update(filter(None, told.origin.split(",")))
        return Image(filename=str(png), width=SCREEN_WIDTH, alt=told.alt)

    def check_held(self, id: str, table: str) -> None:
        """Refuse a chart of a table that was not kept before it (`BundleError`)."""
        if table not in self._kept["table"]:
            near = suggestion(table, self._kept["table"])
            raise BundleError(Message("bundle.not_held", id=id, table=table, near=near))

    def close(self) -> Path:
        """Write ``results.json`` and return the bundle's folder, whose place is printed."""
        record = {
            "schema_version": SCHEMA_VERSION,
            **self._head,
            **{f"{what}s": list(kept.values()) for what, kept in self._kept.items()},
            "origin": sorted(self._origins),
        }
        text = json.dumps(plain(record), ensure_ascii=False, indent=2, allow_nan=False)
        unfinished = self.folder / ".results.json.tmp"
        unfinished.write_text(text + "\n", encoding="utf-8", newline="\n")
        unfinished.replace(self.folder / "results.json")
        self._closed = True
        print(self.folder)
        return self.folder

    def _claim(self, id: str, what: str) -> None:
        """Refuse an id that cannot be kept under; after the end none can."""
        if self._closed:
            raise _refused("closed", id, what)
        _check_id(id, what)
        if id in self._kept[what]:
            raise _refused("taken", id, what)

    def _place(self, part: str, name: str) -> Path:
        (path := self.folder / part / name).parent.mkdir(exist_ok=True)
        return path


def open_bundle(
    notebook: str,
    *,
    language: str = "vi",
    audience: str = "internal",
    min_cell: int = 5,
    persons_as: str = vocabulary.PERSONS[0],
    output_dir: str | Path | None = None,
    parameters: dict[str, Any] | None = None,
) -> Bundle:
    """Open the bundle of a notebook run.

    Parameters
    ----------
    notebook
        Name of the notebook, without suffix.
    language, audience, min_cell
        The run's standard parameters; kept with `parameters` in ``results.json``.
    persons_as
        What Vietnamese texts call those whom they count (see `Words`); kept where it is another
        word than that of the catalogues.
    output_dir
        Folder to fill; missing or empty: a new one in the temporary directory, which goes when
        another is opened a day later.
    parameters
        The other parameters of the run, as the notebook has them.

    Raises
    ------
    BundleError
        The language, audience or word for persons is unknown, or the audience is the public:
        small cells cannot be protected, and nothing is built for the public without that.
    """
    _check_id(notebook, "notebook")
    if language not in (known := LANGUAGES):
        raise BundleError(Message("bundle.language", language=language, known=", ".join(known)))
    if audience not in (known := AUDIENCES):
        raise BundleError(Message("bundle.audience", audience=audience, known=", ".join(known)))
    if audience == "public":
        raise BundleError(Message("bundle.public"))
    # As it is typed: both forms of a letter with marks are one.
    persons_as = unicodedata.normalize("NFC", str(persons_as))
    if persons_as not in (known := vocabulary.PERSONS):
        raise BundleError(Message("bundle.persons_as", given=persons_as, known=", ".join(known)))
    folder = Path(output_dir or temporary_folder(notebook)).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    # From here on the folder is unfinished, whatever an earlier run left in it.
    (folder / "results.json").unlink(missing_ok=True)
    Words(language, persons_as).speak()
    standard = {"language": language, "audience": audience, "min_cell": min_cell}
    if persons_as != vocabulary.PERSONS[0]:
        standard["persons_as"] = persons_as
    kept = {**(parameters or {}), **standard}
    return Bundle(notebook, language, folder, {k: v for k, v in kept.items() if k != "output_dir"})


def _check_id(id: str, what: str) -> None:
    if not _ID.fullmatch(id):
        raise _refused("unfit", id, what)


def _refused(why: str, id: str, what: str) -> BundleError:
    return BundleError(Message(f"bundle.{why}", what=Message(f"bundle.what.{what}"), id=id))
