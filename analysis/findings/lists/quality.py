"""Sentences on what was read, what was wrong with it, and whether it agrees with the published."""

import pandas as pd

from analysis import vocabulary, wording
from analysis.counts import Population
from analysis.counts.states.states import WITHHELD
from analysis.findings.finding import Finding, finding, say
from analysis.findings.lists.coverage import short_years

# What tells one published figure of events from another.
_A_FIGURE = ("kind", "first_year", "last_year", "tier", "unit", "sex")


def records_read(people: Population, sheets: pd.DataFrame, *, language: str) -> Finding:
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
        language,
        sheets["origin"],
        (float(counts["evaluations"]), None, None, "people"),
        **{name: wording.number(count, language) for name, count in counts.items()},
    )


def rows_accounted(sheets: pd.DataFrame, *, language: str) -> Finding:
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
        language,
        [],
        (float(counts["refused"]), None, None, "rows"),
        sheets=wording.number(len(sheets), language),
        unread=wording.number(unread, language),
        **{name: wording.number(count, language) for name, count in counts.items()},
    )


def problems_met(
    problems: pd.DataFrame, lists: pd.DataFrame | None = None, *, language: str
) -> Finding:
    """Say how many problems of each severity the reading met.

    Parameters
    ----------
    problems : DataFrame
        As `History.problems`, of all that was read.
    lists : DataFrame, optional
        `measures.coverage`: that nothing was wrong in what was read does not say that all was.
    """
    if problems.empty:
        short = lists is not None and len(short_years(lists)) > 0
        return finding("problems_met", "none_of_the_read" if short else "none", language, [])
    counts = problems["severity"].value_counts()
    return finding(
        "problems_met",
        _severest(counts),
        language,
        [],
        (float(counts.get("error", 0)), None, None, "problems"),
        errors=counts.get("error", 0),
        warnings=counts.get("warning", 0),
        notes=counts.get("note", 0),
    )


def _severest(counts: pd.Series) -> str:
    if counts.get("error", 0):
        return "some"
    return "warnings" if counts.get("warning", 0) else "notes"


def reconciled(reconciliation: pd.DataFrame, account: pd.DataFrame, *, language: str) -> Finding:
    """Say how many published figures were compared with the data, and how that came out.

    Parameters
    ----------
    reconciliation : DataFrame
        `measures.reconcile`: its figures first, then the checks of them against each other.
    account : DataFrame
        `measures.ledger_account` of it: how many figures there are, and why some were not compared.
    """
    if account.empty:
        return finding("reconciled", "none", language, [])
    n = int(account["figures"].sum())
    figures, checks = reconciliation.iloc[:n], reconciliation.iloc[n:]
    compared = figures[figures["not_compared"].isna()]
    against = _verdicts(compared, "reconciled_with_data", language, figures=len(figures))
    return finding(
        "reconciled",
        "told",
        language,
        figures["origin"],
        (float((compared["verdict"] == "agrees").sum()), None, None, "claims"),
        against=against,
        rest=_not_compared(account, language),
        among=_verdicts(checks, "reconciled_with_each_other", language),
    )


def _verdicts(rows: pd.DataFrame, key: str, language: str, **more: int) -> str:
    counts = rows["verdict"].value_counts()
    failed = list(rows.loc[rows["verdict"] == "contradicts", "claim"])
    variant = "none" if rows.empty else "contradicted" if failed else "clean"
    numbers = {code: int(counts.get(code, 0)) for code in vocabulary.codes("verdicts")}
    numbers |= {"rows": len(rows), **more}
    told = {name: wording.number(n, language) for name, n in numbers.items()}
    return say(f"{key}.{variant}", language, names=wording.listing(failed, language), **told)


def _not_compared(account: pd.DataFrame, language: str) -> str:
    rows = account[account["not_compared"].notna()]
    if rows.empty:
        return ""
    reasons = [
        f"{vocabulary.label('claim_reasons', code, language)} {wording.number(n, language)}"
        for code, n in zip(rows["not_compared"], rows["figures"], strict=True)
    ]
    n = wording.number(rows["figures"].sum(), language)
    return say("reconciled_rest", language, n=n, reasons=", ".join(reasons))


def in_language(table: pd.DataFrame, language: str, *more: pd.DataFrame) -> pd.DataFrame:
    """Return a table of problems or verdicts with its texts in the language alone.

    Columns that come in two languages (``reason``, ``reason_vi``) become one. Further tables of
    the same columns come after the first, what both hold once.
    """
    if more:
        table = pd.concat([table, *more], ignore_index=True).drop_duplicates(ignore_index=True)
    doubled = [column for column in table if f"{column}_vi" in table]
    chosen = table
    if language == "vi":
        chosen = table.assign(**{column: table[f"{column}_vi"] for column in doubled})
    return chosen.drop(columns=[f"{column}_vi" for column in doubled])
