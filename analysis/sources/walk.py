"""The files of a source, each with its name in it, and what lies there that is not read."""

import os
from collections.abc import Iterator
from pathlib import Path

from analysis.formats.signs import without_signs

# Kinds of files that have a reader, and those in which offices keep figures that have none: each
# with the problem whose remedy is for it.
READ = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".parquet"})
UNREAD = {
    **dict.fromkeys((".xlsb", ".xltx", ".numbers", ".et", ".tsv"), "unsupported_workbook"),
    **dict.fromkeys((".mdb", ".accdb", ".dbf"), "unsupported_database"),
    **dict.fromkeys((".pdf", ".doc", ".docx", ".odt", ".rtf", ".wps"), "unsupported_text"),
    **dict.fromkeys((".zip", ".rar", ".7z"), "unsupported_archive"),
}
# What the office answers, and is asked, about the files of the folder in which it lies.
MAPPINGS = ("mapping.yml", "mapping.yaml")
DOUBTFUL = "doubtful.csv"
_OF_OUTPUT = ("results.json", "manifest.json")
_PARTS_OF_OUTPUT = ("charts", "tables")


def named_files(path: Path) -> Iterator[tuple[str, Path]]:
    """Return the files of a folder, or the one file, each with its name in the source."""
    for name, file, odd in entries(path):
        if odd is None:
            yield without_signs(name), file


def odd_entries(path: Path) -> list[tuple[str, str]]:
    """Return what is passed over in a folder: its name, and the sentence that says why."""
    return [(without_signs(name), odd) for name, _, odd in entries(path) if odd is not None]


def entries(path: Path) -> Iterator[tuple[str, Path, str | None]]:
    """Yield all that lies in a folder, or the one file, and for what it is passed over, if it is.

    The name in the source is as it is, signs that nobody sees included.
    """
    if path.is_file():
        yield path.name, path, None
        # The answers about a folder hold for each of its files.
        beside = (path.with_name(name) for name in (*MAPPINGS, DOUBTFUL))
        yield from ((each.name, each, None) for each in beside if _is_own(each, path))
        return
    for file, odd in sorted(_walked(path)):
        yield file.relative_to(path).as_posix(), file, odd or None


def like_answers(name: str) -> bool:
    """Say whether a file is named nearly as the office's answers are, or lies elsewhere."""
    *folders, last = name.split("/")
    plain, names = last.casefold(), (*MAPPINGS, DOUBTFUL)
    if folders:
        return plain in names
    # A capital makes another name, but not in Windows.
    return os.path.normcase(last) not in names and (plain in names or plain.startswith("mapping."))


def _is_own(file: Path, source: Path) -> bool:
    return file != source and file.is_file() and not file.is_symlink()


def _walked(path: Path) -> Iterator[tuple[Path, str]]:
    """Yield each entry that has something to say, with "" for a plain file."""
    for place, folders, files in os.walk(path):
        # "~$" files are the locks of workbooks that somebody has open.
        folders[:] = [each for each in folders if not each.startswith((".", "~$"))]
        for name in list(folders):
            if odd := _odd_folder(Path(place, name), path):
                yield Path(place, name), odd
                if odd != "folder_like_a_file":
                    folders.remove(name)
        for name in files:
            if not name.startswith((".", "~$")):
                yield Path(place, name), _odd_file(Path(place, name), path)


def _odd_folder(folder: Path, source: Path) -> str:
    if folder.is_symlink():
        return _odd_link(folder, source)
    if _is_output(folder):
        return "output_in_folder"
    named = folder.suffix.lower() in READ | UNREAD.keys() or folder.name.casefold() in MAPPINGS
    return "folder_like_a_file" if named else ""


def _odd_file(file: Path, source: Path) -> str:
    if file.is_symlink():
        return _odd_link(file, source)
    return "" if file.is_file() else "no_ordinary_file"


def _odd_link(link: Path, source: Path) -> str:
    try:
        target = link.resolve(strict=True)
    # A ring of links has no end.
    except (OSError, RuntimeError):
        return "dangling_link"
    # What lies in the folder is read at its own place.
    inside = target.is_relative_to(source.resolve())
    return "link_in_folder" if inside else "link_out_of_folder"


def _is_output(folder: Path) -> bool:
    if any((folder / name).is_file() for name in _OF_OUTPUT):
        return True
    return all((folder / name).is_dir() for name in _PARTS_OF_OUTPUT)
