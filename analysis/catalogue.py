"""Words, rules and sentences kept as data: YAML files of the project, which an office may edit."""

from pathlib import Path
from typing import Any

import yaml

# Ten times as fast where PyYAML was built with libyaml, as its wheels are.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 50


class CatalogueError(ValueError):
    """A data file of the project was edited so that it cannot be read."""


def read_catalogue(path: Path) -> Any:
    """Return what a YAML file of the project holds.

    Raises
    ------
    CatalogueError
        It is no YAML; the message names the file, the line and the reason.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
        _check_depth(text)
        return yaml.load(text, Loader=_LOADER)
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


def _told(place: str, why: str | None) -> str:
    return f"{place}: not readable as YAML: {why}; correct it, or take the project's own file again"
