"""New questions written into the text of a mapping file; what stands there stays as it is."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from analysis.formats.yaml_file import Node, read_yaml
from analysis.sources.mapping.model import Mapping, OfFile, Wordings, keys_of

_INDENT = 2
# Whatever else stands as a key is a word of the office, and in quotes: "No" would be a truth value.
_BARE = frozenset(key for model in (Mapping, Wordings, OfFile) for key in keys_of(model))


@dataclass
class Tree:
    """Questions by their keys: what stands below each, items of lists, or a comment at a blank."""

    below: dict[str, "Tree"] = field(default_factory=dict)
    items: list[tuple[dict[str, Any], str]] = field(default_factory=list)
    comment: str = ""

    def put(self, at: tuple[str, ...], comment: str) -> None:
        """Add a blank value at some keys."""
        if not at:
            self.comment = comment
            return
        self.below.setdefault(at[0], Tree()).put(at[1:], comment)

    def put_item(self, at: str, item: dict[str, Any], comment: str) -> None:
        """Add an item to the list at a key; None is a blank value."""
        self.below.setdefault(at, Tree()).items.append((item, comment))


def with_questions(text: str, new: Tree, head: str) -> str:
    """Return the text of a mapping file with new questions in it.

    Parameters
    ----------
    text : str
        The file as it is, "" for none; valid, its comments and order stay.
    new : Tree
        What is asked and does not stand in it.
    head : str
        The comment at the top of a new file.
    """
    _, root = read_yaml(text.encode())
    if root is None:
        begun = text if text.strip() else head
        return _ended(begun) + "\n".join(_block(new, 0)) + "\n"
    whole = _ended(text)
    # What is deeper comes first where several end at one place.
    additions: dict[int, str] = defaultdict(str)
    for at, addition in _additions(root, new, whole):
        additions[at] += addition
    for at in sorted(additions, reverse=True):
        whole = whole[:at] + additions[at] + whole[at:]
    return whole


def with_remarks(text: str, new: Tree, why: str) -> str:
    """Return the text of a mapping file with new questions as remarks at its end."""
    lines = (f"# {line}" for line in (why, *_block(new, 0)))
    return _ended(text) + "\n".join(lines) + "\n"


def _additions(node: Node, new: Tree, text: str) -> Iterator[tuple[int, str]]:
    """Yield where to insert what, for all that is new below a node."""
    assert isinstance(node, yaml.MappingNode)
    known = {key.value: (key, value) for key, value in node.value}
    rest = Tree({key: tree for key, tree in new.below.items() if key not in known})
    for key, tree in new.below.items():
        if key in known:
            yield from _within(*known[key], tree, text, flow=bool(node.flow_style))
    if rest.below:
        yield _at_end(node, rest, text)


def _within(
    key: Node, value: Node, new: Tree, text: str, *, flow: bool
) -> Iterator[tuple[int, str]]:
    if isinstance(value, yaml.MappingNode):
        yield from _additions(value, new, text)
    elif isinstance(value, yaml.SequenceNode):
        yield _at_end(value, new, text)
    elif flow:
        yield value.end_mark.index, " " + _flow(new)
    else:
        indent = key.start_mark.column + _INDENT
        yield _line_end(text, key.end_mark.index), _lines(_block(new, indent))


def _at_end(node: yaml.CollectionNode, new: Tree, text: str) -> tuple[int, str]:
    """Return where a collection ends, and what is to be added to it there."""
    if node.flow_style:
        at = node.end_mark.index - 1
        before = text[:at].rstrip()
        comma = "" if before.endswith((",", "{", "[")) else ","
        pad = " " * (_INDENT + node.start_mark.column)
        lines = ",\n".join(f"{pad}{line}" for line in _flow_entries(new))
        return len(before), f"{comma}\n{lines}\n{pad}"
    return _line_end(text, _last(node)), _lines(_block(new, node.start_mark.column))


def _last(node: Node) -> int:
    """Return where the last value of a block ends, without the comments behind it."""
    if not node.value or not isinstance(node, yaml.CollectionNode) or node.flow_style:
        return int(node.end_mark.index)
    if isinstance(node, yaml.MappingNode):
        key, value = node.value[-1]
        return max(int(key.end_mark.index), _last(value))
    return _last(node.value[-1])


def _line_end(text: str, at: int) -> int:
    # A block of text ends behind its last line.
    end = text.find("\n", at - 1 if text[at - 1 : at] == "\n" else at)
    return len(text) if end < 0 else end


def _lines(lines: list[str]) -> str:
    return "".join(f"\n{line}" for line in lines)


def _block(new: Tree, indent: int) -> list[str]:
    pad = " " * indent
    lines = []
    for key, tree in new.below.items():
        comment = f"  # {tree.comment}" if tree.comment else ""
        lines.append(f"{pad}{_key(key)}:{comment}")
        lines += _block(tree, indent + _INDENT)
    for item, comment in new.items:
        told = f"{pad}- "
        for key, value in item.items():
            blank = value is None
            lines.append(f"{told}{key}:" + (f"  # {comment}" if blank else f" {_value(value)}"))
            told = " " * len(told)
    return lines


def _flow(new: Tree) -> str:
    entries = ", ".join(_flow_entries(new))
    return f"[{entries}]" if new.items else f"{{{entries}}}"


def _flow_entries(new: Tree) -> Iterator[str]:
    for key, tree in new.below.items():
        inner = _flow(tree) if tree.below or tree.items else ""
        yield f"{_key(key)}: {inner}".rstrip() + ("" if inner else " ")
    for item, _ in new.items:
        told = (f"{key}: {'' if value is None else _value(value)}" for key, value in item.items())
        yield "{" + ", ".join(told) + "}"


def _key(key: str) -> str:
    return key if key in _BARE else _quoted(key)


def _value(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_quoted, value))}]"
    return _quoted(value)


def _quoted(word: str) -> str:
    return json.dumps(word, ensure_ascii=False)


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"
