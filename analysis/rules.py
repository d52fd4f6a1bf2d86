"""The rules of the subject by date, as data: ``rules.yml`` holds them with source and standing."""

import datetime as dt
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from analysis.formats.catalogue import read_catalogue
from analysis.refused import refuse_unknown
from analysis.vocabulary import fold

# A comparison is made where each side has as many people; smaller ones are described.
FEWEST_JUDGED = 20


@cache
def _rules() -> dict[str, Any]:
    return read_catalogue(Path(__file__).with_suffix(".yml"))


def rating_rule(year: int) -> dict[str, Any] | None:
    """Return the rule under which a year was evaluated: code, labels, date, source, verified."""
    in_force = [rule for rule in _rules()["rating_rules"] if rule["first_year"] <= year]
    return in_force[-1] if in_force else None


def rating_scale(year: int, staff_class: str) -> dict[str, dict[str, Any]]:
    """Return the legal wording of each level for a class of staff in a year, best level first.

    Returns
    -------
    dict
        Rating code to ``vi``, ``en``, ``source``, ``verified``; empty where no scale is known for
        that class and year.

    Examples
    --------
    >>> rating_scale(2015, "civil_servant")["completed"]["vi"]
    'Hoàn thành nhiệm vụ nhưng còn hạn chế về năng lực'
    >>> rating_scale(2015, "public_employee")["completed"]["vi"]
    'Hoàn thành nhiệm vụ'
    """
    in_force = [
        scale
        for scale in _rules()["rating_scales"]
        if staff_class in scale["staff_classes"] and scale["first_year"] <= year
    ]
    if not in_force:
        return {}
    scale = in_force[-1]
    standing = {"source": scale["source"], "verified": scale["verified"]}
    return {code: {**wording, **standing} for code, wording in scale["levels"].items()}


def vote_rule(named: str | None, date: dt.date) -> dict[str, Any] | None:
    """Return the rule of a vote of confidence.

    Parameters
    ----------
    named : str or None
        The rule as the list of votes names it, or its code; None where none is named.
    date : datetime.date
        The day of the ballot; a timestamp will do.

    Returns
    -------
    dict or None
        ``code``, ``number``, ``vi``, ``en``, ``date``, ``source``, ``verified``, ``base`` (the
        base the rule names, or None), ``valid_from`` (the share of those summoned that must take
        part, or None) and ``thresholds``, mildest first: ``share``, ``strict`` (more than the
        share; else at least it), ``consequence``. Shares are exact fractions. None for a rule
        that is not known, and for one of a later day than the ballot: numbers are used again in
        another term. Where none is named, the party's rule in force.

    Examples
    --------
    >>> vote_rule("Quy định số 165-QĐ/TW", dt.date(2013, 12, 10))["code"]
    'qd-165-2013'
    """
    day = date.date() if isinstance(date, dt.datetime) else date
    issued = [rule for rule in _rules()["vote_rules"] if rule["date"] <= day]
    if named is None:
        found = [rule for rule in issued if rule["party"]]
    else:
        found = [rule for rule in issued if _names(named, rule)]
    return _with_fractions(found[-1]) if found else None


def council_rule(day: dt.date) -> str | None:
    """Return the number of the rule of a People's Council's vote on a day, or None before any.

    Examples
    --------
    >>> council_rule(dt.date(2013, 7, 25)), council_rule(dt.date(2012, 1, 1))
    ('35/2012/QH13', None)
    """
    rules = [rule for rule in _rules()["vote_rules"] if not rule["party"]]
    found = [rule["number"] for rule in rules if rule.get("in_force", rule["date"]) <= day]
    return str(found[-1]) if found else None


def _names(named: str, rule: dict[str, Any]) -> bool:
    return any(f" {fold(rule[key])} " in f" {fold(named)} " for key in ("number", "code"))


def _with_fractions(rule: dict[str, Any]) -> dict[str, Any]:
    valid_from = rule["valid_from"]
    return {
        **rule,
        "valid_from": None if valid_from is None else Fraction(valid_from),
        "thresholds": [{**step, "share": Fraction(step["share"])} for step in rule["thresholds"]],
    }


def excellent_cap_rule() -> dict[str, Any]:
    """Return the cap on the rating excellent.

    Returns
    -------
    dict
        ``limit`` (exact fraction of the base), ``first_year`` in force, ``bases`` that offices
        use, the default first, ``number``, ``date``, ``source``, ``verified``.
    """
    rule = _rules()["excellent_cap"]
    return {**rule, "limit": Fraction(rule["limit"])}


def women_targets() -> tuple[str, ...]:
    """Return the codes of the targets for women that there are."""
    return tuple(_rules()["women_targets"])


def women_target(code: str) -> dict[str, Any]:
    """Return a target with its ``share`` as an exact fraction.

    Raises
    ------
    ValueError
        The code names no target; the message names the nearest.
    """
    targets = _rules()["women_targets"]
    refuse_unknown("target", code, targets)
    return {"code": code, **targets[code], "share": Fraction(targets[code]["share"])}
