"""A small ledger of published figures, and what is said of it."""

import csv
import shutil
from itertools import pairwise
from pathlib import Path

from verdicts_made import in_both

from analysis import findings, load, measures
from analysis.sources.ledger.published import COLUMNS
from analysis.words import Words

LEDGER = Path(__file__).parents[2] / "data" / "published"
DISTRICT = "cadres managed by the district's standing committee"


def figure(id, years, measure, value, **more):
    """Return a line of a ledger: by default an exact count of all cadres of the district."""
    first, last = (years, years) if isinstance(years, int) else years
    share = measure.endswith("_share")
    row = {"id": id, "first_year": first, "last_year": last, "population": DISTRICT}
    row |= {"tier": "district", "measure": measure, "value": value, "decimals": 0}
    row |= {
        "measured_in": "percent" if share else "cadres",
        "kind": "percent" if share else "count",
    }
    return {**dict.fromkeys(COLUMNS, ""), **row, **more}


def excellent(id, year, value, **more):
    """Return a line of people, or with ``%`` of a percentage, rated excellent."""
    measure = "rating_share" if value.endswith("%") else "rating"
    return figure(id, year, measure, value.rstrip("%"), level="excellent", **more)


def article(*without):
    """Return the lines of the shipped ledger, but some."""
    with (LEDGER / "figures.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["id"] not in without]


def write_ledger(folder, rows):
    """Write a ledger with its description, and return its folder."""
    folder.mkdir(parents=True)
    shutil.copy(LEDGER / "datapackage.json", folder)
    with (folder / "figures.csv").open("w", encoding="utf-8", newline="") as file:
        written = csv.DictWriter(file, COLUMNS)
        written.writeheader()
        written.writerows(rows)
    return folder


def sentences(source, ledger, years, language, tier="district"):
    """Return every sentence that the notebooks say of published figures, by its id."""
    first, last = years
    asked = range(first, last + 1)
    period = {"first_year": first, "last_year": last, "words": Words(language)}
    history, laid = load(source), load(ledger)
    people, every = history.people(asked, tier=tier), history.people(asked)
    claims = laid.of_tier(tier).claims
    shares, outcomes = (
        measures.published_shares(claims),
        measures.published_outcomes(laid.claims, asked, tier=tier),
    )
    by_year = measures.rating_distribution(people, by="year")
    ends = measures.change_between(people, first, last)
    meaning = measures.percent_meaning(laid.claims, tier=tier, years=asked)
    stated = measures.turnover(laid.people(asked, tier=tier), first, last, meaning=meaning)
    by_kind = measures.outcome_counts(people, by="kind")
    held, account = _judged(source, ledger, years)
    told = [
        findings.rating_change(ends, published=shares, **period),
        findings.base_change(ends, **period),
        findings.percent_meaning(meaning, words=Words(language)),
        findings.composition_range(stated, words=Words(language)),
        findings.years_missing(by_year, published=shares, **period),
        findings.appointment_counts(by_kind, outcomes, **period),
        findings.training_counts(by_kind, outcomes, **period),
        findings.reconciled(held, account, words=Words(language)),
        findings.records_read(every, history.sheets, words=Words(language)),
    ]
    return {each.id: each.whole for each in told}


def reconciled(source, ledger, years):
    """Return the verdicts on the figures of a ledger in words, and the account of them."""
    held, account = _judged(source, ledger, years)
    return in_both(held), account


def _judged(source, ledger, years):
    history, claims = load(source), load(ledger).claims
    people = history.people(range(years[0], years[1] + 1))
    held = measures.reconcile(claims, people, history.sheets, history.problems)
    return held, measures.ledger_account(held, claims)


def in_order(text, *words):
    """Say whether words stand in a text, one after the other."""
    places = [text.find(word) for word in words]
    return -1 not in places and all(a < b for a, b in pairwise(places))
