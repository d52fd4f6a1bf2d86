"""Which tier of management a text names: in a title, a group's heading, a cell."""

import re
from functools import cache, lru_cache

from analysis.sources.words.headers import folded
from analysis.vocabulary import code_of, fold, words


# Hundreds of sheets share their titles.
@lru_cache(maxsize=8192)
def tier_in(wording: object, whole_title: bool = False) -> str | None:
    """Return the tier named inside a text, None where none or several are.

    In a title (`whole_title`) the wording must speak of management (*diện …, … quản lý*): the
    issuing body at the head of every form is a *Huyện ủy* too.
    """
    # "Huyện ủy Mẫu Sơn quản lý": the name of the place says no tier.
    padded = f" {_named_place().sub(_manages(), fold(wording))} "
    found = {
        code
        for known, code, speaks in _tier_wordings()
        if known in padded and (speaks or not whole_title)
    }
    return found.pop() if len(found) == 1 else None


@cache
def _named_place() -> re.Pattern[str]:
    committee, manages = (re.escape(fold(word)) for word in ("ủy", "quản lý"))
    place = rf"(?:(?!\S*{committee} )\S+ ){{1,5}}?"
    return re.compile(rf"{committee} {place}{manages}")


@cache
def _manages() -> str:
    return f"{fold('ủy')} {fold('quản lý')}"


@cache
def _tier_wordings() -> tuple[tuple[str, str, bool], ...]:
    """Return each wording between spaces, its tier, and whether it speaks of management."""
    manages = (f" {fold('diện')} ", f" {fold('ủy quản lý')} ")
    return tuple(
        (known, code, known.startswith(manages[0]) or known.endswith(manages[1]))
        for code, entry in words()["tiers"].items()
        for wording in (entry["vi"], entry["short"]["vi"], *entry["also"])
        for known in [f" {fold(wording)} "]
    )


def tier_of_head(name: str) -> str | None:
    """Return the tier that the head of a group names, None for a unit."""
    # "Ban Tổ chức Huyện ủy" is a unit; "Cán bộ diện Huyện ủy" is a tier, and so is "Huyện ủy".
    manages = any(f" {word} " in f" {fold(name)} " for word in folded("words_of_management"))
    return tier_in(name) if manages else code_of("tiers", name)
