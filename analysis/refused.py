"""What is asked for in a notebook and there is not: told with what was probably meant."""

from collections.abc import Iterable

from analysis.formats.shape import meant, nearest
from analysis.spoken import Message, say

_MOST_NAMED = 12


def refuse_unknown(what: str, word: object, known: Iterable[object]) -> None:
    """Refuse a word that is none of those known.

    Parameters
    ----------
    what : str
        What it should be: a key of ``refused`` in ``messages.yml``, or the column whose value.
    word : object
    known : iterable
        What there is.

    Raises
    ------
    ValueError
        It names the nearest, and what there is.
    """
    named = list(known)
    if word in named:
        return
    texts = [str(each) for each in named]
    near = nearest(str(word), texts)
    more = ", …" if len(texts) > _MOST_NAMED else ""
    about = {
        "word": word,
        "near": f"{meant(near)} " if near else "",
        "known": _listed(texts[:_MOST_NAMED], more),
    }
    if what in _NAMED:
        raise ValueError(Message(f"refused.{what}", **about))
    raise ValueError(Message("refused.value", what=what, **about))


_NAMED = ("column", "kind", "start", "level", "base", "question", "target")


def _listed(texts: list[str], more: str) -> str:
    return ", ".join(texts) + more if texts else say("refused.none")
