"""A notebook of one's own, by the contract, with the card of its result."""

from pathlib import Path

from analysis import wording
from analysis.exploring.written import NotWritten, notebook, place_of, write
from analysis.languages import LANGUAGES
from analysis.places import KEPT
from analysis.runner.notebook_format import nbformat
from analysis.spoken import Message

_TEXTS = Path(__file__).with_name("new.yml")
_SOURCE, _FIRST, _LAST = "data/demo", 2011, 2015


def new(name: str, question: str) -> tuple[Path, Path]:
    """Write a notebook that a review file can list at once, and the card of its result.

    It holds one measure, its finding and its chart, to be changed into what is asked.

    Parameters
    ----------
    name
        Of the notebook and of its result.
    question
        Its title, in the office's own language.

    Returns
    -------
    tuple of Path
        The notebook and the card.

    Raises
    ------
    NotWritten
        The name cannot be a notebook's, is taken, or is that of charts kept by hand; the question
        is empty.
    """
    if name == KEPT:
        raise NotWritten(Message("own.for_kept", name=name))
    path = place_of(name)
    card = path.with_suffix(".yml")
    asked = " ".join(question.split())
    if not asked:
        raise NotWritten(Message("own.no_question"))
    for each in (path, card):
        if each.exists():
            raise NotWritten(Message("own.there", path=each))
    source, whom = (_say(part) for part in ("cell", "whom"))
    cells = [
        nbformat.v4.new_markdown_cell(_say("hint")),
        nbformat.v4.new_code_cell(source.format(name=name)),
    ]
    own = {"source": _SOURCE, "first_year": _FIRST, "last_year": _LAST}
    write(path, notebook(name, {"vi": asked, "en": asked}, whom, cells, **own))
    told = asked.replace("\\", "\\\\").replace('"', '\\"')
    names = ", ".join(f'{language}: "{told}"' for language in LANGUAGES)
    card.write_text(_say("card").format(names=names) + "\n", encoding="utf-8", newline="\n")
    return path, card


def _say(part: str) -> str:
    return str(wording.sentences(_TEXTS)[part]).rstrip()
