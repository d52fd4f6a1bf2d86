"""Result tables in, sentences out: findings, chart titles and alt texts in Vietnamese and English.

Sentences follow the figures: an interval that contains zero is "no clear change", a missing year
"cannot be said", a simulated row makes the sentence say so.
"""

import inspect

from analysis.findings.caps import cap
from analysis.findings.change.change import rating_change
from analysis.findings.change.composition import composition_range
from analysis.findings.change.conditions import base_change, rule_change, stayers_change
from analysis.findings.change.decomposition import decomposition, scope_change
from analysis.findings.change.flows import flows
from analysis.findings.change.movement import mix_and_rate, transitions
from analysis.findings.change.persistence import persistence
from analysis.findings.change.series import trend
from analysis.findings.compression import compression
from analysis.findings.finding import Finding
from analysis.findings.groups import range_by_group, women_by_group
from analysis.findings.lists.coverage import coverage, coverage_short, outside, outside_short
from analysis.findings.lists.doubts import beside_doubts, doubt_clause, doubts_met
from analysis.findings.lists.outcome_accounts import outcomes_accounted, outcomes_elsewhere
from analysis.findings.lists.outcomes_covered import outcomes_covered
from analysis.findings.lists.published import directives, percent_meaning, years_missing
from analysis.findings.lists.quality import (
    in_language,
    problems_met,
    reconciled,
    records_read,
    rows_accounted,
)
from analysis.findings.lists.reported import near_names, size_jumps
from analysis.findings.outcomes.outcomes import (
    appointment_counts,
    city_post_counts,
    movement_counts,
    training_counts,
)
from analysis.findings.outcomes.rates import incidence, outcome_rates
from analysis.findings.tables_given import of_its_tables
from analysis.findings.units import units_apart
from analysis.findings.units_pooled import units_pooled
from analysis.findings.votes.thresholds import threshold_reached
from analysis.findings.votes.votes import confidence_range, votes_cast
from analysis.findings.women.adjusted import adjusted_gap, scales_mixed
from analysis.findings.women.gap_over_years import gap_over_years
from analysis.findings.women.women import rating_gap, women_change
from analysis.findings.women.women_numbers import women_numbers

__all__ = [
    "Finding",
    "adjusted_gap",
    "appointment_counts",
    "base_change",
    "beside_doubts",
    "cap",
    "city_post_counts",
    "composition_range",
    "compression",
    "confidence_range",
    "coverage",
    "coverage_short",
    "decomposition",
    "directives",
    "doubt_clause",
    "doubts_met",
    "flows",
    "gap_over_years",
    "in_language",
    "incidence",
    "mix_and_rate",
    "movement_counts",
    "near_names",
    "outcome_rates",
    "outcomes_accounted",
    "outcomes_covered",
    "outcomes_elsewhere",
    "outside",
    "outside_short",
    "percent_meaning",
    "persistence",
    "problems_met",
    "range_by_group",
    "rating_change",
    "rating_gap",
    "reconciled",
    "records_read",
    "rows_accounted",
    "rule_change",
    "scales_mixed",
    "scope_change",
    "size_jumps",
    "stayers_change",
    "threshold_reached",
    "training_counts",
    "transitions",
    "trend",
    "units_apart",
    "units_pooled",
    "votes_cast",
    "women_by_group",
    "women_change",
    "women_numbers",
    "years_missing",
]

# What a document tells goes by the functions themselves; here they stand for whoever calls one.
globals().update(
    {
        name: of_its_tables(globals()[name])
        for name in __all__
        if inspect.isfunction(globals()[name])
    }
)


def __dir__() -> list[str]:
    """List what an analyst calls, not the modules in which it stands."""
    return [name for name in __all__ if callable(globals()[name])]
