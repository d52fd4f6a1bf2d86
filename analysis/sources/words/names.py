"""The name of a person as a list writes it, without the title before it and the post behind it."""

import re
import unicodedata
from functools import cache, lru_cache

from analysis.sources.words.headers import folded, header_words
from analysis.sources.words.persons import is_post
from analysis.vocabulary import code_of, fold

_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_ORDINAL = re.compile(r"^\s*\d{1,3}\s*[.)]\s*")
# No name is longer, and none has more titles.
_LONGEST, _MOST_TITLES = 200, 3
_BEHIND = re.compile(r"\s+[-–—]\s+|[,;/]")
_POST_BEHIND = re.compile(
    r"((?:[^\W\d_]|[ .'’])+?)\s*(?:[,;:\n(]|\s[-–—])\s*([^\W\d_].*?)\)?\s*", re.DOTALL
)
# "Nguyễn Văn Hùng (A)" and "(B)" are two people of one list, and so are "(1970)" and "(1975)".
_TELLS_APART = re.compile(r"\w|[IVX]+|\d+")


@lru_cache(maxsize=8192)
def bare_name(written: str) -> tuple[str, str | None]:
    """Return a name without titles, posts and notes, and the sex that its title tells.

    Parameters
    ----------
    written : str
        The cell of a list's column of names.

    Returns
    -------
    tuple of str and (str or None)
        The name, and ``female`` or ``male`` where a title says so (*Bà*, *Ông*), else None.

    Examples
    --------
    >>> bare_name("Bà Vi Thị Thử (Bí thư)"), bare_name("Đ/c Lò Văn Mẫu"), bare_name("Ông Văn Tùng")
    (('Vi Thị Thử', 'female'), ('Lò Văn Mẫu', None), ('Ông Văn Tùng', None))
    """
    text = _ORDINAL.sub("", unicodedata.normalize("NFC", written)[:_LONGEST])
    told: list[str | None] = []
    for found in _BRACKETS.finditer(text):
        inside = (found[1] or found[2] or "").strip()
        told.append(_titles().get(fold(inside)) or code_of("sexes", inside))
        if not _TELLS_APART.fullmatch(inside):
            text = text.replace(found[0], " ")
    text = text.strip(" *.:;,")
    for _ in range(_MOST_TITLES):
        if stripped := _without_title(text):
            text, sex = stripped
            told.append(sex)
    name = _without_post(text)
    sexes = {sex for sex in told if sex}
    return (name, sexes.pop() if len(sexes) == 1 else None) if name else (written, None)


def _without_title(text: str) -> tuple[str, str | None] | None:
    """Return what stands behind the title that begins a text, and its sex; None without one."""
    for pattern, sex in _patterns():
        found = pattern.match(text)
        if found is None:
            continue
        rest = text[found.end() :].strip(" .:,-")
        plain = fold(rest).split()
        # Ông is a family name too: "Ông Văn Tùng" bears it, "Ông Lê Văn Tùng" does not.
        middle = len(plain) == 2 and plain[0] in (fold("văn"), fold("thị"))
        family = plain[:1] != [] and plain[0] in folded("family_names")
        # "Anh Thư" and "Cô Ly" are given names: these titles stand before a family name alone.
        title = family or fold(found[0]) not in folded("titles_like_names")
        if title and len(plain) > 1 and not (middle and fold(found[0]) == fold("ông")):
            return rest, sex
    return None


def _without_post(text: str) -> str:
    first, *rest = _BEHIND.split(text, maxsplit=1)
    return first.strip() if rest and is_post(rest[0].strip()) else text


def name_and_post(written: str) -> tuple[str, str]:
    """Return the name and the post of a cell that holds both, the post empty where it has none.

    Examples
    --------
    >>> name_and_post("Vi Thị Thử, Bí thư"), name_and_post("Lò Văn Mẫu (Chủ tịch UBND)")
    (('Vi Thị Thử', 'Bí thư'), ('Lò Văn Mẫu', 'Chủ tịch UBND'))
    """
    found = _POST_BEHIND.fullmatch(written)
    return (found[1].strip(), found[2].strip()) if found else (written, "")


@cache
def _titles() -> dict[str, str | None]:
    titles = header_words()["titles"]
    return {
        fold(title): (None if sex == "either" else sex)
        for sex, listed in titles.items()
        for title in listed
    }


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str | None], ...]:
    titles = [
        (title, None if sex == "either" else sex)
        for sex, listed in header_words()["titles"].items()
        for title in listed
    ]
    longest = sorted(titles, key=lambda title: -len(title[0]))
    return tuple(
        (re.compile(rf"{re.escape(title)}(?:\s*[.:]\s*|\s+)", re.IGNORECASE), sex)
        for title, sex in longest
    )
