"""Sentences on what those who stayed, came and went make of a change, and on lists that changed."""

from typing import Any

import pandas as pd

from analysis.findings.finding import Finding, finding, phrase_of, say
from analysis.findings.parts import adding_up, unnamed_beside, unnamed_in
from analysis.findings.rate_parts import group_name
from analysis.measures.change.decomposition import ends
from analysis.measures.shares import FEWEST_JUDGED
from analysis.words import OF_REVIEW, Words


def decomposition(parts: pd.DataFrame, *, words: Words = OF_REVIEW) -> Finding:
    """Say how much of a change is of the same people, and how much of who came and went.

    Arithmetic, not causes: no interval, no verdict.

    Parameters
    ----------
    parts : DataFrame
        `measures.decomposition`.
    """
    stayed = parts.iloc[0]
    (before_n, before_k), (after_n, after_k) = ends(parts)
    level = phrase_of("level_phrase", stayed["level"], words)
    values: dict[str, Any] = {"level": level, "first": stayed["year"], "last": stayed["next_year"]}
    if stayed["year"] == stayed["next_year"]:
        return finding("decomposition", "one_year", words, parts["origin"], **values)
    if not (before_n and after_n):
        why = say("nobody_in_both." + _why(parts, before_n), words, years=_year(parts, before_n))
        return finding("decomposition", "counts_alone", words, parts["origin"], **values, why=why)
    values |= {"before": words.percent(before_k / before_n)}
    values |= {"after": words.percent(after_k / after_n), **_stayed(stayed, words)}
    if not stayed["n"]:
        counted = _listed(parts, [None] * len(parts), words)
        return finding(
            "decomposition", "nobody_stayed", words, parts["origin"], **values, moved=counted
        )
    points = written_points(parts)
    same = before_k * after_n == after_k * before_n
    variant = "unchanged" if same else "some" if len(parts) > 1 else "nobody_moved"
    return finding(
        "decomposition",
        variant,
        words,
        parts["origin"],
        (float(stayed["points"]), None, None, "points"),
        **values,
        in_short=words.label("ratings", stayed["level"], short=True),
        points=words.points(sum(points)),
        stayed=words.points(points[0]),
        others=words.points(sum(points[1:])),
        moved=_listed(parts, points, words),
    )


def written_points(parts: pd.DataFrame) -> list[float]:
    """Return what each term contributes, rounded so that all add up to the shares as written."""
    (before_n, before_k), (after_n, after_k) = ends(parts)
    return adding_up(list(parts["points"] / 100), before_k / before_n, after_k / after_n)


def _listed(parts: pd.DataFrame, points: list, words: Words) -> str:
    told = [
        say(
            "reason_points" if share is not None else "reason_counted_alone",
            words,
            points=words.points(share),
            n=words.number(row["n"]),
            reason=say(f"reason_points_name.{row['term']}.{row['reason']}", words),
        )
        for share, row in zip(points, parts.to_dict("records"), strict=True)
        if row["term"] != "stayed"
    ]
    return words.listing(told) if told else say("nobody_moved_at_all", words)


def _why(parts: pd.DataFrame, before_n: int) -> str:
    side = "before" if not before_n else "after"
    return "counts_alone" if parts.iloc[0][f"unnamed_{side}"] else "not_rated"


def _year(parts: pd.DataFrame, before_n: int) -> str:
    return str(parts.iloc[0]["year" if not before_n else "next_year"])


def _stayed(row: pd.Series, words: Words) -> dict[str, str]:
    """Return the people rated in both years, those of them at the level, and who is unnamed."""
    names = {"stayers": "n", "stayed_before": "n_level_before", "stayed_after": "n_level"}
    told = {field: words.number(row[name]) for field, name in names.items()}
    return {**told, "unnamed": unnamed_beside(unnamed_in(row), words)}


def scope_change(table: pd.DataFrame, *, words: Words = OF_REVIEW) -> list[Finding]:
    """Say which posts, or units, only one of the years has, where that is 20 people or more.

    Parameters
    ----------
    table : DataFrame
        `measures.scope_change`.

    Returns
    -------
    list of Finding
        One, or none where the lists are of the same posts and units.
    """
    sure = table[table["unknown"] == 0]
    posts = sure[(sure["column"] == "post_group") & (sure["listed"] >= FEWEST_JUDGED)]
    told = [_posts(row, words) for row in posts.to_dict("records")]
    units = sure[sure["column"] == "unit"]
    # Units that a delegated kind of post takes with it are told once, with the posts.
    for held, rows in units[~units["held_in"].isin(posts["held_in"])].groupby("held_in"):
        if rows["listed"].sum() >= FEWEST_JUDGED:
            told.append(_units(rows, int(str(held)), words))
    if not told:
        return []
    row = table.iloc[0]
    years = {"first": row["year"], "last": row["next_year"]}
    origins = table["origin"]
    parts = "; ".join(told)
    return [finding("scope_change", "some", words, origins, **years, parts=parts)]


def _posts(row: dict, words: Words) -> str:
    name = group_name(row["value"], "post_group", words)
    listed = words.number(row["listed"])
    told = say("scope_part.post_group", words, listed=listed, value=name, held=row["held_in"])
    return told + _absent(row, int(row["absent"]), words)


def _units(rows: pd.DataFrame, held: int, words: Words) -> str:
    listed, n = (words.number(each) for each in (rows["listed"].sum(), len(rows)))
    told = say("scope_part.unit", words, listed=listed, n=n, held=held)
    return told + _absent(rows.iloc[0].to_dict(), int(rows["absent"].sum()), words)


def _absent(row: dict, absent: int, words: Words) -> str:
    if not absent:
        return ""
    way = "left" if row["held_in"] == row["year"] else "new"
    n, every = (words.number(each) for each in (absent, row["of_absent"]))
    return say(f"scope_absent.{way}", words, n=n, all=every)
