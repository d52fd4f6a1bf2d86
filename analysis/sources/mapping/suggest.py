"""The first draft of a mapping file, and what is new in it each time: only what is open is asked.

RapidFuzz suggests, in a comment, and never decides: each value is left blank.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from analysis.formats.yaml_file import NotReadable, read_yaml
from analysis.sources.folder import read_answered
from analysis.sources.mapping.asks import Ask, merged
from analysis.sources.mapping.doubtful_file import write_doubtful
from analysis.sources.mapping.draft import Tree, with_questions, with_remarks
from analysis.sources.mapping.model import Mapping
from analysis.sources.mapping.office import Office, office_of
from analysis.sources.mapping.replaced import replace_file
from analysis.sources.mapping.written import MappingError
from analysis.sources.people.doubtful import Doubt, doubts_met
from analysis.sources.people.doubts import pairs
from analysis.sources.problems import NothingReadable, where
from analysis.sources.walk import MAPPINGS
from analysis.vocabulary import codes, fold
from analysis.words import Words

_SENTENCES = Path(__file__).with_name("asks.yml")
# Sheets of a file with one and the same question share one line.
_OF_A_FILE = ("tier", "year")
_FEWEST_SHEETS = 2


@dataclass(frozen=True)
class Suggested:
    """What was written: how many new questions and new pairs, and into which files."""

    questions: int
    pairs: int
    mapping: Path
    doubtful: Path


def suggest(source: Path, words: Words) -> Suggested:
    """Write what is open about a source into its mapping file, and its doubtful pairs beside it.

    What stands in either file stays; both are for the user alone (mode 0600) where they are new.

    Parameters
    ----------
    source : Path
        A folder, or a file of one.
    words : Words
        Of the comments.

    Raises
    ------
    MappingError
        The mapping file is wrong, or was changed meanwhile.
    OSError
        The folder cannot be written to.
    """
    office = office_of(source)
    try:
        read_answered(source, office)
    except MappingError:
        raise
    except NothingReadable:
        # Answers may be what it takes.
        pass
    folder = source if source.is_dir() else source.parent
    place = office.written.place if office.written else folder / MAPPINGS[0]
    asks = _open(office)
    if asks:
        _write(place, asks, words)
    added, doubtful = write_doubtful(folder, _doubts(office), office.answered, words)
    return Suggested(len(asks), added, place, doubtful)


def _open(office: Office) -> list[Ask]:
    said = office.said or Mapping()
    asks = merged([*office.asks, *_of_causes(_doubts(office))])
    content = office.written.content if office.written else {}
    return [ask for ask in _by_file(asks) if not _is_there(ask, said, content)]


def _doubts(office: Office) -> list[Doubt]:
    settled = office.settling.settled
    return [
        doubt
        for reading in office.heard
        for doubt in doubts_met(reading, pairs(reading.evaluations), settled)
    ]


def _by_file(asks: list[Ask]) -> list[Ask]:
    """Return the questions, those of several sheets of a file as one of the file."""
    sheets: dict[tuple[str, str], list[Ask]] = defaultdict(list)
    for ask in asks:
        if ask.at[0] == "files" and len(ask.at) == 5 and ask.at[-1] in _OF_A_FILE:
            sheets[ask.at[1], ask.at[-1]].append(ask)
    several = {key: found for key, found in sheets.items() if len(found) >= _FEWEST_SHEETS}
    told: list[Ask] = []
    for ask in asks:
        found = several.get((ask.at[1], ask.at[-1]), []) if ask.at[0] == "files" else []
        if ask not in found:
            told.append(ask)
        elif ask == found[0]:
            count = sum(each.count for each in found)
            told.append(replace(ask, at=("files", ask.at[1], ask.at[-1]), count=count))
    return told


def _is_there(ask: Ask, said: Mapping, content: dict[str, Any]) -> bool:
    """Say whether a question stands in the file, answered or not."""
    if ask.at[0] == "told_twice":
        tables = dict(ask.item)["tables"]
        return any(set(each.tables) == set(tables) for each in said.told_twice)  # type: ignore[call-overload]
    if ask.at[0] == "outcomes_recorded":
        asked = dict(ask.item)
        return any(
            each.get("list") == asked["list"] and {*asked, ask.at[1]} <= {*each}
            for each in content.get(ask.at[0]) or ()
        )
    if ask.at[0] == "people":
        item = dict(ask.item)
        return any(
            each.cause == item["cause"] and set(each.lists or ()) == set(item["lists"])  # type: ignore[call-overload]
            for each in said.people
        )
    of_file = (*ask.at[:2], ask.at[-1])
    return _holds(content, ask.at) or (ask.at[0] == "files" and _holds(content, of_file))


def _holds(node: object, at: tuple[str, ...]) -> bool:
    for part in at:
        if not isinstance(node, dict):
            return False
        known = {fold(key) or key: value for key, value in node.items()}
        if (fold(part) or part) not in known:
            return False
        node = known[fold(part) or part]
    return True


def _of_causes(doubts: Iterable[Doubt]) -> list[Ask]:
    """Return a question for each cause and the lists on which the pairs of it stand."""
    asks = []
    for doubt in doubts:
        for row, other in doubt.pairs():
            lists = sorted({f"{each['file']}, {each['sheet']}" for each in (row, other)})
            item = (("cause", doubt.cause), ("lists", lists))
            places = (where(row), where(other))
            asks.append(Ask(("people", "same"), f"cause_{doubt.cause}", None, places, 1, item))
    return asks


def _write(place: Path, asks: list[Ask], words: Words) -> None:
    before = place.read_bytes() if place.exists() else b""
    text = before.decode("utf-8-sig")
    tree = Tree()
    for ask in asks:
        comment = _comment(ask, words)
        if ask.item:
            tree.put_item(ask.at[0], {**dict(ask.item), ask.at[1]: None}, comment)
        else:
            tree.put(ask.at, comment)
    head = words.say(_SENTENCES, "head", posts=", ".join(codes("post_groups"))) + "\n"
    made = with_questions(text, tree, head)
    if not _keeps(text, made):
        made = with_remarks(text, tree, words.say(_SENTENCES, "by_hand"))
    replace_file(place, made.encode(), before)


def _comment(ask: Ask, words: Words) -> str:
    places = "; ".join(ask.places[:2])
    told = words.say(_SENTENCES, ask.why, count=ask.count, places=places)
    near = words.say(_SENTENCES, "near", near=ask.near) if ask.near else ""
    return " ".join(f"{near} {told}".split())


def _keeps(before: str, after: str) -> bool:
    """Say whether what stood in a file stands in it still, and the file can be read."""
    try:
        old, new = (read_yaml(text.encode())[0] or {} for text in (before, after))
        Mapping.model_validate(new)
    except (NotReadable, ValidationError):
        return False
    return _answers(old) == _answers(new)


def _answers(node: object) -> object:
    """Return what is answered: without blanks, and without what holds blanks alone."""
    if isinstance(node, dict):
        found = {key: _answers(value) for key, value in node.items() if value is not None}
        return {key: value for key, value in found.items() if value not in ({}, [], None)}
    if isinstance(node, list) and node and all(isinstance(each, dict) for each in node):
        return [each for each in map(_answers, node) if _is_answered(each)]
    return node


def _is_answered(item: object) -> bool:
    asked = {"tables", "cause", "lists", "pair", "list", "kinds", "to"}
    return isinstance(item, dict) and bool({*item} - asked)
