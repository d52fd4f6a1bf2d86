"""A YAML file that a person wrote: keys and values, each error with its line.

YAML can do more than such a file needs, and each of these has been used to hang or fill a machine:
anchors that stand for each other, tags, folds without end. They are refused with a word.
"""

import codecs
import math
from collections.abc import Iterator
from typing import Any, cast

import yaml

from analysis.formats.signs import legible
from analysis.spoken import Message, say

Node = yaml.nodes.Node
LARGEST = 256 * 1024
DEEPEST = 20
_BITS = 64
# Of PyYAML's words.
_REMEDIES = (
    (r"'\t'", "yaml.tab"),
    ("found a tab character", "yaml.tab"),
    ("mapping values are not allowed", "yaml.colon"),
    ("did not find expected ':'", "yaml.no_colon"),
    ("could not find expected ':'", "yaml.no_colon"),
    ("while scanning a double-quoted scalar found unknown escape", "yaml.backslash"),
    ("while scanning a double-quoted scalar expected escape", "yaml.backslash"),
    ("while parsing a flow", "yaml.open"),
    ("while scanning a quoted scalar", "yaml.open"),
    ("found another document", "yaml.another"),
)
# A web page or Word leaves them in what is copied, and nobody sees why a key is not known.
_UNSEEN = str.maketrans(
    {**dict.fromkeys("\u00a0\u2007\u202f", " "), **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff")}
)
_WORD = "tag:yaml.org,2002:str"


class NotReadable(ValueError):
    """A file is no YAML of keys and values.

    Attributes
    ----------
    line : int or None
        Where; the message begins with it.
    why : Message
        The reason.
    """

    def __init__(self, line: int | None, why: Message) -> None:
        self.line, self.why = line, why
        super().__init__(line, why)

    def __str__(self) -> str:
        return say("yaml.in_line", line=self.line, why=self.why) if self.line else f": {self.why}"


def read_yaml(content: bytes) -> tuple[Any, Node | None]:
    """Return what the bytes of a YAML file hold, and its nodes, which know their lines.

    Raises
    ------
    NotReadable
        They are not UTF-8, no YAML, or more than keys and values.
    """
    text = _decoded(content)
    try:
        _check_events(text)
        loader = _Loader(text)
        root = loader.get_single_node()
        _check_keys(root)
        return (loader.construct_document(root) if root else None), root
    except yaml.reader.ReaderError as error:
        at = text.count("\n", 0, error.position) + 1
        told = Message("yaml.sign", sign=f"{error.character:#06x}")
        raise NotReadable(at, Message("yaml.no_yaml", why=told)) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise NotReadable(line, Message("yaml.no_yaml", why=_problem(error))) from None


class _Loader(yaml.SafeLoader):
    """Tells the line of a value that looks like a number or a date and is none."""

    def construct_object(self, node: Node, deep: bool = False) -> Any:
        try:
            value = super().construct_object(node, deep=deep)
        except (ValueError, OverflowError) as error:
            told = Message("yaml.value", value=f"{node.value:.20}")
            raise _refused(told, node.start_mark) from error
        # Larger whole numbers cannot even be written out in an error.
        whole = isinstance(value, int) and value.bit_length() > _BITS
        if whole or (isinstance(value, float) and not math.isfinite(value)):
            raise _refused(Message("yaml.number", value=f"{node.value:.20}"), node.start_mark)
        return value


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig").translate(_UNSEEN)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        raise NotReadable(line, Message("yaml.utf16" if utf16 else "yaml.not_utf8")) from None


def _check_events(text: str) -> None:
    # Events come one by one: nothing is built, however deep or often it would be.
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        for why in _too_much(event, depth):
            raise _refused(why, event.start_mark)


def _too_much(event: yaml.Event, depth: int) -> Iterator[Message]:
    if depth > DEEPEST:
        yield Message("yaml.deep", most=DEEPEST)
    if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
        yield Message("yaml.anchor", name=event.anchor)
    if (tag := getattr(event, "tag", None)) is not None:
        yield Message("yaml.tag", tag=tag)
    if isinstance(event, yaml.ScalarEvent):
        if event.value == "<<" and event.implicit[0]:
            yield Message("yaml.merge")
        odd = [sign for sign in event.value if sign not in "\n\t" and sign != legible(sign)]
        if odd:
            yield Message("yaml.odd_sign", sign=f"{odd[0]!a}")


def _check_keys(node: Node | None) -> None:
    if isinstance(node, yaml.SequenceNode):
        for each in node.value:
            _check_keys(each)
    if isinstance(node, yaml.MappingNode):
        lines: dict[str, int] = {}
        for key, value in node.value:
            if key.tag != _WORD:
                raise _refused(Message("yaml.key"), key.start_mark)
            # YAML's reader keeps the last of two equal keys without a word.
            if key.value in lines:
                why = Message("yaml.twice", key=key.value, line=lines[key.value])
                raise _refused(why, key.start_mark)
            lines[key.value] = key.start_mark.line + 1
            _check_keys(value)


def _refused(why: Message, mark: Any) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=cast(str, why), problem_mark=mark)


def _problem(error: yaml.MarkedYAMLError) -> Message | str:
    """Return what is wrong: ours, the remedy of what PyYAML meets most often, or its own words."""
    if isinstance(error.problem, Message):
        return error.problem
    told = f"{error.context} {error.problem}"
    return next((Message(key) for words, key in _REMEDIES if words in told), str(error.problem))
