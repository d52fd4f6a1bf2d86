"""Sentences on what was read, what was wrong with it, and whether it agrees with the published."""

import re

import pandas as pd

from analysis import problem_words, vocabulary
from analysis.counts import Population
from analysis.counts.states.states import WITHHELD
from analysis.findings.finding import CONDITION, Finding, finding, say, with_conditions
from analysis.findings.lists.coverage import short_years
from analysis.findings.lists.verdict_words import worded
from analysis.words import OF_REVIEW, Words

# What an office says of units that were merged, renamed or split changes what a series is of.
_SUCCESSIONS = ("carried_on", "carried_on_in_part", "split_up")
_LINE = re.compile(r"^(Dòng|Line) \d+: ")
# What tells one published figure of events from another.
_A_FIGURE = ("kind", "first_year", "last_year", "tier", "unit", "sex")


def records_read(people: Population, sheets: pd.DataFrame, *, words: Words = OF_REVIEW) -> Finding:
    """Say how much was read: sheets, files, evaluations (people), outcomes and votes.

    Published outcomes are told as so many figures: they may count somebody twice and have no sum.

    Parameters
    ----------
    people : Population
        Of every tier.
    sheets : DataFrame
        As `History.sheets`.
    """
    listed, outcomes = people.count(), people.events(())
    published = len(outcomes) > 0 and outcomes["origin"].eq("published").all()
    figures = people.events(_A_FIGURE) if published else outcomes
    counts = {
        "sheets": len(sheets),
        "files": sheets["file"].nunique(),
        "evaluations": int(listed.loc[listed["state"] != WITHHELD, "n"].sum()),
        "outcomes": len(figures) if published else int(outcomes["events"].sum()),
        "votes": int(people.ballots(())["n"].sum()),
    }
    return finding(
        "records_read",
        "published" if published else "some",
        words,
        sheets["origin"],
        (float(counts["evaluations"]), None, None, "people"),
        **{name: words.number(count) for name, count in counts.items()},
    )


def rows_accounted(sheets: pd.DataFrame, *, words: Words = OF_REVIEW) -> Finding:
    """Say what became of the rows of all sheets: read, refused, skipped.

    Parameters
    ----------
    sheets : DataFrame
        `measures.sheets_understood`; a sheet of which no row is read is said too.
    """
    counts = {name: int(sheets[name].sum()) for name in ("rows", "read", "refused", "skipped")}
    unread = int((sheets["read"].eq(0) & sheets["table_kind"].ne("units")).sum())
    return finding(
        "rows_accounted",
        "none" if not counts["rows"] else "unread" if unread else "all",
        words,
        [],
        (float(counts["refused"]), None, None, "rows"),
        sheets=words.number(len(sheets)),
        unread=words.number(unread),
        **{name: words.number(count) for name, count in counts.items()},
    )


def problems_met(
    problems: pd.DataFrame, lists: pd.DataFrame | None = None, *, words: Words = OF_REVIEW
) -> Finding:
    """Say how many problems of each severity the reading met, and which units succeed others.

    Parameters
    ----------
    problems : DataFrame
        As `History.problems`, of all that was read.
    lists : DataFrame, optional
        `measures.coverage`: that nothing was wrong in what was read does not say that all was.
    """
    if problems.empty:
        short = lists is not None and len(short_years(lists)) > 0
        return finding("problems_met", "none_of_the_read" if short else "none", words, [])
    counts = problems["severity"].value_counts()
    said = finding(
        "problems_met",
        _severest(counts),
        words,
        [],
        (float(counts.get("error", 0)), None, None, "problems"),
        errors=counts.get("error", 0),
        warnings=counts.get("warning", 0),
        notes=counts.get("note", 0),
    )
    return with_conditions(said, CONDITION + CONDITION.join(_successions(problems, words)))


def _successions(problems: pd.DataFrame, words: Words) -> list[str]:
    """Return which units the office says to go on as another, or to be split, and since when."""
    told = problem_words.worded(problems[problems["cause"].isin(_SUCCESSIONS)], words)
    return [_LINE.sub("", reason).rstrip(".") for reason in dict.fromkeys(told["reason"])]


def _severest(counts: pd.Series) -> str:
    if counts.get("error", 0):
        return "some"
    return "warnings" if counts.get("warning", 0) else "notes"


def reconciled(
    reconciliation: pd.DataFrame, account: pd.DataFrame, *, words: Words = OF_REVIEW
) -> Finding:
    """Say how many published figures were compared with the data, and how that came out.

    Parameters
    ----------
    reconciliation : DataFrame
        `measures.reconcile`: its figures first, then the checks of them against each other.
    account : DataFrame
        `measures.ledger_account` of it: how many figures there are, and why some were not compared.
    """
    if account.empty:
        return finding("reconciled", "no_ledger", words, [])
    n = int(account["figures"].sum())
    told = worded(reconciliation, words)
    figures, checks = told.iloc[:n], told.iloc[n:]
    compared = figures[figures["not_compared"].isna()]
    against = _verdicts(compared, "reconciled_with_data", words, figures=len(figures))
    return finding(
        "reconciled",
        "told",
        words,
        figures["origin"],
        (float((compared["verdict"] == "agrees").sum()), None, None, "claims"),
        against=against,
        rest=_not_compared(account, words),
        among=_verdicts(checks, "reconciled_with_each_other", words),
    )


def _verdicts(rows: pd.DataFrame, key: str, words: Words, **more: int) -> str:
    counts = rows["verdict"].value_counts()
    failed = list(rows.loc[rows["verdict"] == "contradicts", "figure"])
    variant = "none" if rows.empty else "contradicted" if failed else "clean"
    numbers = {code: int(counts.get(code, 0)) for code in vocabulary.codes("verdicts")}
    numbers |= {"rows": len(rows), **more}
    told = {name: words.number(n) for name, n in numbers.items()}
    return say(f"{key}.{variant}", words, names="; ".join(failed), **told)


def _not_compared(account: pd.DataFrame, words: Words) -> str:
    rows = account[account["not_compared"].notna()]
    if rows.empty:
        return ""
    reasons = [
        f"{words.label('claim_reasons', code)} {words.number(n)}"
        for code, n in zip(rows["not_compared"], rows["figures"], strict=True)
    ]
    n = words.number(rows["figures"].sum())
    return say("reconciled_rest", words, n=n, reasons=", ".join(reasons))


def in_language(table: pd.DataFrame, *more: pd.DataFrame, words: Words = OF_REVIEW) -> pd.DataFrame:
    """Return a table of problems or verdicts with what it holds as keys and values in words.

    Further tables of the same columns come after the first, what both hold once.
    """
    if more:
        table = pd.concat([table, *more], ignore_index=True).drop_duplicates(ignore_index=True)
    told = worded(problem_words.worded(table, words), words)
    return told.drop(columns="named", errors="ignore")
