"""What an office answers, in `mapping.yml` beside its files, where these cannot be understood."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.sources.problems import problem
from analysis.sources.walk import MAPPINGS, named_files

if TYPE_CHECKING:
    from analysis.sources.mapping.written import Written


def mapping_beside(source: Path) -> "Written | None":
    """Return the mapping file in a source's folder, or beside its one file; None without one.

    Raises
    ------
    MappingError
        It is wrong, or names files that do not lie there.
    """
    folder = source if source.is_dir() else source.parent
    places = [folder / name for name in MAPPINGS]
    found = [place for place in places if place.is_file() and not place.is_symlink()]
    if not found:
        return None
    # Most sources have none: pydantic need not be there.
    from analysis.sources.mapping.ids import at_odds, unknown_files
    from analysis.sources.mapping.written import MappingError, read_mapping

    if len(found) > 1:
        names = dict(zip(("first", "second"), MAPPINGS, strict=True))
        raise MappingError([problem("error", "mapping_two_files", MAPPINGS[0], **names)], folder)
    written = read_mapping(found[0])
    files = [name for name, _ in named_files(folder)] if written.said.files else []
    written.refuse([*unknown_files(written, files), *at_odds(written)])
    return written


def check_sheets(written: "Written", sheets: Mapping[str, Iterable[str]], source: Path) -> None:
    """Refuse a mapping file that names sheets or tables which the files do not have.

    Parameters
    ----------
    written : Written
        The mapping file.
    sheets : mapping of str to iterable of str
        The names of the sheets of each file that was read.
    source : Path
        The source; of other files in the folder of a single one nothing is known.

    Raises
    ------
    MappingError
        With each of them by its line.
    """
    from analysis.sources.mapping.ids import unknown_sheets

    folder = source if source.is_dir() else source.parent
    files = [name for name, _ in named_files(folder)]
    written.refuse(unknown_sheets(written, sheets, files))
