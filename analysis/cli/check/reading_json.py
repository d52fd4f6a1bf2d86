"""What was read of a source, as JSON: codes as they are, sentences in the language asked for."""

import json
from typing import Any

import pandas as pd

from analysis.cli.check.asked import Asked
from analysis.sources.reading import as_records

_SHEET = ["file", "sheet"]
_NUMBERS = ("no_unit", "no_tier", "rows", "read", "refused", "skipped")
_LIST = ("unit", "year", "listed", "list")


def reading_json(asked: Asked) -> str:
    """Return the same as the terminal tells, for programs.

    Returns
    -------
    str
        An object: ``sheets`` (each with its years, units, tiers, rows and headings), ``problems``,
        ``lists`` (units by year), ``near_names``, ``size_jumps``, ``findings``, ``exit_status``.
    """
    told = {
        "sheets": [_sheet(row, asked) for row in as_records(asked.sheets)],
        "problems": as_records(asked.problems),
        "lists": as_records(
            asked.lists[["unit", "year", "listed", "list"]].astype({"list": "str"})
        ),
        "near_names": as_records(asked.near[["unit", "year", "near", "listed"]]),
        "size_jumps": as_records(asked.jumps.drop(columns=["of", "origin"])),
        "findings": [
            {"id": each.id, "text": each.text, "conditions": each.conditions}
            for each in asked.findings
        ],
        "exit_status": asked.status,
    }
    return json.dumps(told, ensure_ascii=False, indent=1, default=int)


def _sheet(row: dict[str, Any], asked: Asked) -> dict[str, Any]:
    place = {name: row[name] for name in _SHEET}
    history = asked.history
    held = _of(history.contents, place)
    accounts = _of(history.accounts, place)[["account", "rows", "places"]]
    columns = _of(history.headings, place)[["cell", "heading", "field", "level"]]
    return {
        **place,
        "kind": row["table_kind"],
        **{f"{name}s": sorted(held[name].dropna().unique()) for name in ("year", "unit", "tier")},
        **{
            name: row[name] for name in ("no_unit", "no_tier", "rows", "read", "refused", "skipped")
        },
        "accounts": as_records(accounts),
        "headings": as_records(columns),
    }


def _of(table: pd.DataFrame, place: dict[str, Any]) -> pd.DataFrame:
    sheet = table["sheet"].isna() if place["sheet"] is None else table["sheet"] == place["sheet"]
    return table[(table["file"] == place["file"]) & sheet]
