"""A YAML file that a person wrote: keys and values, each error with its line.

YAML can do more than such a file needs, and each of these has been used to hang or fill a machine:
anchors that stand for each other, tags, folds without end. They are refused with a word.
"""

import math
from collections.abc import Iterator
from typing import Any

import yaml

from analysis.formats.signs import legible

Node = yaml.nodes.Node
LARGEST = 256 * 1024
DEEPEST = 20
_BITS = 64
_WORD = "tag:yaml.org,2002:str"


class NotReadable(ValueError):
    """A file is no YAML of keys and values.

    Attributes
    ----------
    line : int or None
        Where; the message begins with it.
    why : str
        The reason, in English.
    """

    def __init__(self, line: int | None, why: str) -> None:
        self.line, self.why = line, why
        super().__init__(f", line {line}: {why}" if line else f": {why}")


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
        told = f"a sign that no text has ({error.character:#06x})"
        raise NotReadable(at, f"not readable as YAML: {told}") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise NotReadable(line, f"not readable as YAML: {error.problem}") from None


class _Loader(yaml.SafeLoader):
    """Tells the line of a value that looks like a number or a date and is none."""

    def construct_object(self, node: Node, deep: bool = False) -> Any:
        try:
            value = super().construct_object(node, deep=deep)
        except (ValueError, OverflowError) as error:
            raise _refused(str(error), node.start_mark) from None
        # Larger whole numbers cannot even be written out in an error.
        whole = isinstance(value, int) and value.bit_length() > _BITS
        if whole or (isinstance(value, float) and not math.isfinite(value)):
            why = f"{node.value:.20} is no number that can be counted with"
            raise _refused(why, node.start_mark)
        return value


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise NotReadable(line, "not UTF-8; save it as UTF-8 (Unicode)") from None


def _check_events(text: str) -> None:
    # Events come one by one: nothing is built, however deep or often it would be.
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        for why in _too_much(event, depth):
            raise _refused(why, event.start_mark)


def _too_much(event: yaml.Event, depth: int) -> Iterator[str]:
    if depth > DEEPEST:
        yield f"nested deeper than {DEEPEST} levels"
    if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
        yield f"{event.anchor!r} stands for a value elsewhere; write the value out in each place"
    if (tag := getattr(event, "tag", None)) is not None:
        yield f"the tag {tag!r} is not known here; leave it out"
    if isinstance(event, yaml.ScalarEvent):
        if event.value == "<<" and event.implicit[0]:
            yield "<< takes values over from elsewhere; write them out"
        odd = [sign for sign in event.value if sign not in "\n\t" and sign != legible(sign)]
        if odd:
            yield f"a text holds {odd[0]!a}, which cannot be printed; remove it"


def _check_keys(node: Node | None) -> None:
    if isinstance(node, yaml.SequenceNode):
        for each in node.value:
            _check_keys(each)
    if isinstance(node, yaml.MappingNode):
        lines: dict[str, int] = {}
        for key, value in node.value:
            if key.tag != _WORD:
                raise _refused("a key is a word; put it in quotes", key.start_mark)
            # YAML's reader keeps the last of two equal keys without a word.
            if key.value in lines:
                why = f"{key.value!r} stands already in line {lines[key.value]}; keep one"
                raise _refused(why, key.start_mark)
            lines[key.value] = key.start_mark.line + 1
            _check_keys(value)


def _refused(why: str, mark: Any) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=why, problem_mark=mark)
