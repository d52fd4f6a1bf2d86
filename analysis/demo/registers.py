"""The registers beside the yearly lists: what followed for people, and confidence votes."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import vocabulary
from analysis.demo.forms import Sheet, columns, identity, records, text, workbook
from analysis.words import Words


def write_outcomes(events: pd.DataFrame, plan: dict[str, Any], path: Path) -> None:
    """Write the register of events, one row per event; says which have no published total."""
    title = text("outcomes.title")
    with workbook(path, title) as (book, formats):
        sheet = Sheet(book.add_worksheet(text("outcomes.sheet")), formats, columns("outcomes"))
        sheet.letterhead(title, text("outcomes.scope"), text("outcomes.note"))
        sheet.headings()
        sheet.rows(
            {"place": at, **_event(event, plan)}
            for at, event in enumerate(records(events), start=1)
        )
        sheet.signatures(date(plan["years"][-1], 12, 25))


def _event(event: dict[str, Any], plan: dict[str, Any]) -> dict[str, Any]:
    kind = event["kind"]
    entry = plan["outcomes"].get(vocabulary.parent_of(kind)) or plan["outcomes"].get(kind, {})
    return {
        **identity(event["number"]),
        "sex": Words("vi").label("sexes", event["sex"]),
        "unit": event["unit"],
        "tier": text(f"ratings.sheet.{event['tier']}"),
        "kind": Words("vi").label("outcome_kinds", kind),
        "date": event["date"].strftime("%d/%m/%Y"),
        "note": None if entry.get("basis") == "fitted" else text("outcomes.not_published"),
    }


def write_votes(ballots: pd.DataFrame, path: Path) -> None:
    """Write the confidence votes, one row per person, a sheet for each ballot."""
    years = sorted(ballots["year"].unique())
    title = text("votes.title", year=f"{years[0]}–{years[-1]}")
    with workbook(path, title) as (book, formats):
        for year in years:
            held = ballots[ballots["year"] == year]
            name = text("votes.sheet", year=year)
            sheet = Sheet(book.add_worksheet(name), formats, columns("votes"))
            _ballot(sheet, records(held))


def _ballot(sheet: Sheet, people: list[dict[str, Any]]) -> None:
    day, rule, year = (people[0][name] for name in ("date", "rule", "year"))
    sheet.letterhead(
        text("votes.title", year=year),
        text("votes.scope", rule=rule),
        text("votes.note", date=day.strftime("%d/%m/%Y")),
    )
    sheet.headings()
    sheet.rows(
        {**person, "place": at, **identity(person["number"])}
        for at, person in enumerate(people, start=1)
    )
    sheet.signatures(day)
