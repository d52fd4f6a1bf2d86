"""Words, rules and sentences kept as data: YAML files of the project, which an office may edit."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import yaml

# Ten times as fast where PyYAML was built with libyaml, as its wheels are.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 50
_T = TypeVar("_T")


class CatalogueError(ValueError):
    """A data file of the project was edited so that it cannot be read."""


def read_catalogue(path: Path) -> Any:
    """Return what a YAML file of the project holds.

    Raises
    ------
    CatalogueError
        It is no YAML, or a key stands in it twice; the message names the file, the line and the
        reason.
    """
    return _read(path, lambda loader, root: loader.construct_document(root) if root else None)


def read_nodes(path: Path) -> Any:
    """Return the nodes of a YAML file of the project, which know their lines; None of an empty one.

    Raises
    ------
    CatalogueError
        As `read_catalogue`.
    """
    return _read(path, lambda loader, root: root)


def _read(path: Path, take: Callable[[Any, Any], _T]) -> _T:
    try:
        text = path.read_bytes().decode("utf-8-sig")
        _check_depth(text)
        loader = _LOADER(text)
        root = loader.get_single_node()
        _check_keys(root)
        return take(loader, root)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{path}, line {mark.line + 1}" if mark else str(path)
        raise CatalogueError(_told(place, error.problem)) from None
    except (yaml.YAMLError, ValueError) as error:
        raise CatalogueError(_told(str(path), str(error).splitlines()[0])) from None


def _check_depth(text: str) -> None:
    # libyaml's reader ends the process on folds without end; its events come one by one.
    depth = 0
    event: Any
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            why = f"nested deeper than {_DEEPEST} levels"
            raise yaml.MarkedYAMLError(problem=why, problem_mark=event.start_mark)


def _check_keys(root: Any) -> None:
    # YAML's reader keeps the last of two equal keys without a word.
    left, seen = [root], set[int]()
    while left:
        node = left.pop()
        if id(node) in seen or not isinstance(node, yaml.CollectionNode):
            continue
        seen.add(id(node))
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        left += [value for _, value in pairs] or node.value
        lines: dict[str, int] = {}
        for key, _ in pairs:
            if (name := str(key.value)) in lines:
                why = f"{name!r} stands already in line {lines[name]}"
                raise yaml.MarkedYAMLError(problem=why, problem_mark=key.start_mark)
            lines[name] = key.start_mark.line + 1


def _told(place: str, why: str | None) -> str:
    return f"{place}: not readable as YAML: {why}; correct it, or take the project's own file again"
