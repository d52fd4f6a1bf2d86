"""The rules of the subject by date, as data: ``rules.yml`` holds them with source and standing."""

from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def _rules() -> dict[str, Any]:
    with Path(__file__).with_suffix(".yml").open(encoding="utf-8") as file:
        return yaml.safe_load(file)


def rating_rule(year: int) -> dict[str, Any] | None:
    """Return the rule under which a year was evaluated: code, labels, date, source, verified."""
    in_force = [rule for rule in _rules()["rating_rules"] if rule["first_year"] <= year]
    return in_force[-1] if in_force else None


def women_target(code: str) -> dict[str, Any]:
    """Return a target with its ``share`` as an exact fraction.

    Raises
    ------
    KeyError
        The code names no target; the message lists those there are.
    """
    targets = _rules()["women_targets"]
    if code not in targets:
        raise KeyError(f"no women's target is called {code!r}; known: {', '.join(targets)}")
    return {"code": code, **targets[code], "share": Fraction(targets[code]["share"])}
