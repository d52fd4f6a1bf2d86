"""Random ledgers: no sentence states a share, no table a verdict that their lines do not bear."""

import re
import tempfile
from pathlib import Path

import ledgers_made as made
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledgers_made import DISTRICT, figure

from analysis import load

pytestmark = pytest.mark.usefixtures("read_once")
OTHERS = "heads of schools"
LEVELS = ("excellent", "good", "completed", "not_completed")
# What the demo counts of the district's cadres, year by year.
TRUE = {
    2011: {"rated": 610, "excellent": 318, "good": 276, "completed": 14, "not_completed": 2},
    2015: {"rated": 417, "excellent": 257},
}
HOLDS = {
    "count": lambda true, stated: true == stated,
    "lower_bound": lambda true, stated: true > stated,
    "at_least": lambda true, stated: true >= stated,
    "upper_bound": lambda true, stated: true < stated,
    "at_most": lambda true, stated: true <= stated,
}


@st.composite
def ledgers(draw):
    """Return lines on one or two years: wholes, levels of them, percentages, some of others."""
    rows = []
    people = st.sampled_from([DISTRICT, DISTRICT, DISTRICT, OTHERS])
    for year in (2011, 2015):
        counts = [draw(st.sampled_from([2, 14, 60, 257, 276, 318])) for _ in LEVELS]
        total = draw(st.sampled_from([sum(counts), 610, 417, 700]))
        kind = draw(st.sampled_from(["count", "count", *HOLDS, "about"]))
        of = draw(st.sampled_from([year, year, year + 5]))
        rows.append(figure(f"rated{year}", of, "rated", total, kind=kind, population=draw(people)))
        chosen = draw(st.lists(st.sampled_from(LEVELS), unique=True))
        named = draw(st.sampled_from(["", f"rated{year}"]))
        for level in chosen:
            told = {"level": level, "base": named, "part_of": named, "population": draw(people)}
            value = counts[LEVELS.index(level)]
            rows.append(figure(f"{level}{year}", year, "rating", value, **told))
        for n, percent in enumerate(
            draw(st.lists(st.sampled_from(["52", "62", "71"]), max_size=2))
        ):
            more = {"level": "excellent", "population": draw(people)}
            rows.append(figure(f"share{n}of{year}", year, "rating_share", percent, **more))
    return rows


def of_us(rows, year):
    return [r for r in rows if r["first_year"] == year and r["population"] == DISTRICT]


def everybody(rows, year):
    """Return the counts of the levels where, line by line, they are all who were rated."""
    own = of_us(rows, year)
    counts = {r["level"]: r["value"] for r in own if r["measure"] == "rating"}
    disputed = {r["level"] for r in own if r["measure"] == "rating" and _disputed(r, rows)}
    named = {r["base"] for r in own if r["measure"] == "rating"} - {""}
    wholes = [r for r in rows if r["measure"] == "rated" and (r in own or r["id"] in named)]
    if disputed or not counts:
        return {}
    if wholes:
        exact = {r["value"] for r in wholes if r in own and r["kind"] == "count"}
        return counts if exact == {sum(counts.values())} else {}
    return counts if set(counts) == set(LEVELS) else {}


def _disputed(count, rows):
    """Say whether a percentage of the same level and year is not that of a count of its whole."""
    whole = next((r for r in rows if r["id"] == count["base"]), None)
    if count["level"] != "excellent" or whole is None or whole["kind"] != "count":
        return False
    if whole not in of_us(rows, count["first_year"]):
        return False
    shares = [r for r in of_us(rows, count["first_year"]) if r["measure"] == "rating_share"]
    found = 100 * count["value"] / whole["value"]
    return any(not float(r["value"]) - 0.5 <= found <= float(r["value"]) + 1 for r in shares)


def borne_fractions(rows):
    """Return every (count, total) that the lines of one year state."""
    found = set()
    for year in (2011, 2015):
        own = of_us(rows, year)
        exact = {r["id"]: r["value"] for r in own if r["kind"] == "count"}
        for row in own:
            if row["measure"] == "rating" and row["base"] in exact:
                found.add((row["value"], exact[row["base"]]))
        cells = everybody(rows, year)
        found |= {(n, sum(cells.values())) for n in cells.values()}
    return found


def on_ledgers(test):
    """Try a test on fifty ledgers at least."""
    most = max(50, settings.default.max_examples)
    sharing = [HealthCheck.function_scoped_fixture]
    return settings(max_examples=most, suppress_health_check=sharing)(given(rows=ledgers())(test))


@on_ledgers
def test_no_sentence_states_a_share_that_the_lines_do_not_bear(rows):
    with tempfile.TemporaryDirectory() as folder:
        ledger = str(made.write_ledger(Path(folder) / "ledger", rows))
        history = load(ledger)
        cells = history.evaluations.groupby(["year", "rating"], observed=True)["count"].sum()
        wanted = {(y, k): n for y in (2011, 2015) for k, n in everybody(rows, y).items()}
        assert cells[cells > 0].to_dict() == wanted
        said = made.sentences(ledger, ledger, (2011, 2015), "en")
    stated = {(int(n), int(of)) for n, of in re.findall(r"\((\d+)/(\d+)\)", said["rating_change"])}
    assert stated <= borne_fractions(rows)
    published = set(re.findall(r"(\d+)% was published, of", said["rating_change"]))
    shares = [r for y in (2011, 2015) for r in of_us(rows, y) if r["measure"] == "rating_share"]
    assert published <= {r["value"] for r in shares}


@on_ledgers
def test_no_verdict_is_one_that_the_records_do_not_bear(rows):
    with tempfile.TemporaryDirectory() as folder:
        ledger = str(made.write_ledger(Path(folder) / "ledger", rows))
        held, account = made.reconciled("data/demo", ledger, (2011, 2015))
    assert account["figures"].sum() == len(rows)
    verdicts = held.set_index("claim")["verdict"]
    for row in rows:
        true = TRUE.get(row["first_year"], {}).get(row["level"] or "rated")
        verdict = verdicts[row["id"]]
        if row["population"] != DISTRICT or row["first_year"] not in TRUE:
            assert verdict == "not_testable"
        elif row["measure"] != "rating_share" and true is not None and verdict != "not_testable":
            holds = HOLDS.get(row["kind"])
            wanted = "undetermined" if holds is None else holds(true, int(row["value"]))
            assert verdict == {True: "agrees", False: "contradicts"}.get(wanted, wanted)
