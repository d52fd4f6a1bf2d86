"""Of whom a population speaks, in words."""

from pathlib import Path
from urllib.parse import parse_qs

from analysis import vocabulary
from analysis.words import Words

_WORDS = Path(__file__).with_name("words.yml")
_SECTIONS = {
    "post_group": "post_groups",
    "staff_class": "staff_classes",
    "rating": "ratings",
    "kind": "outcome_kinds",
}
# More than these are told by their number.
_MOST_NAMED = 3


def of_whom(key: str, words: Words) -> str:
    """Return who is counted, as it stands inside a sentence or under a chart.

    Parameters
    ----------
    key : str
        The column ``of`` of an answer or a result table; empty where nothing is known.

    Examples
    --------
    >>> of_whom("tier=district&sex=female", Words("en"))
    "cadres managed by the district's standing committee, women"
    """
    told = parse_qs(key, keep_blank_values=True)
    tiers = told.pop("tier", [])
    base = tiers[0] if len(tiers) == 1 and tiers[0] else "any"
    parts = [_part(name, values, words) for name, values in told.items()]
    return ", ".join([words.say(_WORDS, f"tier.{base}"), *parts])


def _part(name: str, values: list[str], words: Words) -> str:
    if len(values) > _MOST_NAMED:
        number = words.number(len(values))
        return words.say(_WORDS, f"{name}.several", n=number)
    form = "known" if all(values) else "unknown"
    named = [_name(name, value, words) for value in values if value]
    listed = words.listing(named) if named else ""
    return words.say(_WORDS, f"{name}.{form}", values=listed).strip()


def _name(name: str, value: str, words: Words) -> str:
    if name in ("sex", "rank", "committee_member"):
        return words.say(_WORDS, f"{name}.{value}")
    if name in _SECTIONS:
        label = words.label(_SECTIONS[name], value, short=True)
        return (
            label[:1].lower() + label[1:] if value in vocabulary.codes(_SECTIONS[name]) else label
        )
    return value
