"""A chart saved by hand: stamped with how it was made, with its caption and alt text beside it."""

import hashlib
from pathlib import Path

from analysis import charts
from analysis.exploring.questions import Answer, Asked
from analysis.places import own_notebooks
from analysis.runner.keeping.stamp import SAVED_BY_HAND, stamp


def save(asked: Asked, answer: Answer, source: str | None, folder: Path | None = None) -> Path:
    """Save a chart as PNG and SVG, stamped, and the texts that go with it.

    What is asked again of the same data is saved as the same files. `review verify` knows them, by
    their stamp: what was asked, of whom, and the lines that make it.

    Parameters
    ----------
    asked, answer
        What was asked, and what it gave.
    source
        What the history was loaded from.
    folder
        Where to; ``saved`` beside the analyst's own notebooks by default.

    Returns
    -------
    Path
        The PNG file; beside it, under the same name, ``.svg`` and ``.txt``.
    """
    place = folder or own_notebooks() / "saved"
    place.mkdir(parents=True, exist_ok=True)
    code, told = asked.code(source), charts.description(answer.figure)
    name = (
        f"{asked.question}-{asked.words.language}-{hashlib.sha256(code.encode()).hexdigest()[:8]}"
    )
    files = charts.save(answer.figure, place / name)
    of = answer.table["of"].iloc[0] if len(answer.table) and "of" in answer.table else ""
    about = {
        **{SAVED_BY_HAND: asked.question, "of": str(of), "years": "–".join(map(str, asked.years))},
        **{"language": asked.words.language, "source": source or "", "code": code},
        **{"caption": told.caption, "alt": told.alt},
    }
    for path in files:
        stamp(path, {**about, "picture": hashlib.sha256(path.read_bytes()).hexdigest()})
    texts = [answer.told.whole, told.caption, told.alt, told.source_note, code]
    (place / f"{name}.txt").write_text("\n\n".join(texts), encoding="utf-8", newline="\n")
    return files[0]
