"""A search for the marks of `canaries` in any file, however they are written."""

import base64
import html
import io
import json
import re
import unicodedata
import urllib.parse
import zipfile
import zlib
from collections.abc import Iterator

import pandas as pd

# Names, staff numbers (with letters and without) and birth dates (of nobody else's years).
MARKS = re.compile(
    r"zqx\s*v|zq[-\s]*77|9041773\d|\b\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*193\d|193\d-\d\d-\d\d"
    r"|\b\d{1,2} (?:january|february|march|april|may|june|july|august|september) 193\d"
)

_PICTURE = re.compile(r'"image/png": "([^"]*)"')


def found(name: str, content: bytes) -> list[str]:
    """Return the marks in a file, and in the files inside of it, however they are written."""
    return [f"{name}: {mark}" for name, text in texts(name, content) for mark in marks(text)]


def marks(text: str) -> set[str]:
    """Return the marks in a text: accents, capitals and escapes do not hide them."""
    read = {text, html.unescape(text), urllib.parse.unquote_plus(text), _unescaped(text)}
    return {mark[0] for each in read for mark in MARKS.finditer(_bare(each))}


def texts(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Yield the texts of a file: of a package each part, of a picture its text chunks."""
    if name.endswith((".docx", ".pptx", ".xlsx", ".zip")):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            yield name, "\n".join(package.namelist())
            for part in package.namelist():
                yield from texts(f"{name}/{part}", package.read(part))
    elif name.endswith(".png"):
        yield name, "\n".join(_chunks(content))
    elif name.endswith(".parquet"):
        yield name, pd.read_parquet(io.BytesIO(content)).to_csv()
    elif name.endswith(".ipynb"):
        notebook = content.decode("utf-8")
        # Letters of a picture are any letters.
        yield name, _PICTURE.sub("", notebook)
        for picture in _PICTURE.finditer(notebook):
            yield name, "\n".join(_chunks(base64.b64decode(picture[1].replace("\\n", ""))))
    else:
        yield name, content.decode("utf-8", errors="replace")
        if name.endswith((".xml", ".svg", ".html")):
            # Words are broken into runs, each in a tag of its own.
            yield f"{name} without tags", re.sub(r"<[^>]*>", "", content.decode(errors="replace"))


def _chunks(png: bytes) -> Iterator[str]:
    at = 8
    while at < len(png):
        length, kind = int.from_bytes(png[at : at + 4]), png[at + 4 : at + 8]
        data = png[at + 8 : at + 8 + length]
        if kind == b"zTXt":
            data = zlib.decompress(data.partition(b"\0")[2][1:])
        if kind != b"IDAT":
            yield data.decode("utf-8", errors="replace")
        at += 12 + length


def _unescaped(text: str) -> str:
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text).replace("\\/", "/")


def _bare(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def self_check() -> list[str]:
    """Return the ways of writing a mark that the search would not find."""
    name, born = "Nguyễn Thị Zqxvabươ", "17/3/1931"
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as inner:
        inner.writestr("xl/sharedStrings.xml", f"<t>{name}</t>")
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("ppt/embeddings/a.xlsx", package.getvalue())
    chunk = f"cadre\0{name}".encode()
    png = b"\x89PNG\r\n\x1a\n" + len(chunk).to_bytes(4) + b"tEXt" + chunk + bytes(4)
    ways = {
        "plain.txt": name,
        "lower.txt": name.lower(),
        "upper.txt": name.upper(),
        "decomposed.txt": unicodedata.normalize("NFD", name),
        "json.json": json.dumps(name),
        "url.html": urllib.parse.quote(f"{name} {born}"),
        "entities.html": "".join(f"&#{ord(sign)};" for sign in name),
        "runs.xml": "<r>Nguyễn Thị Zq</r><r>xvab</r>",
        "born.txt": born,
        "iso.txt": "1931-03-17",
        "json date.json": json.dumps(born).replace("/", "\\/"),
        "number.csv": "ZQ-770001",
        "source.ipynb": json.dumps({"source": [name]}),
    }
    missed = [way for way, text in ways.items() if not found(way, text.encode())]
    shown = json.dumps({"image/png": base64.b64encode(png).decode() + "\n"}).encode()
    packed = {"deck.pptx": outer.getvalue(), "chart.png": png, "chart.ipynb": shown}
    return missed + [way for way, content in packed.items() if not found(way, content)]
