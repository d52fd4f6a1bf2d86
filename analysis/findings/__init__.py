"""Result tables in, sentences out: findings, chart titles and alt texts in Vietnamese and English.

Sentences follow the figures: an interval that contains zero is "no clear change", a missing year
"cannot be said", a simulated row makes the sentence say so.
"""

from analysis.findings.adjusted import adjusted_gap, scales_mixed
from analysis.findings.caps import cap
from analysis.findings.change import rating_change
from analysis.findings.composition import composition_range
from analysis.findings.conditions import base_change, rule_change, stayers_change
from analysis.findings.coverage import (
    coverage,
    coverage_short,
    outside,
    outside_short,
)
from analysis.findings.decomposition import decomposition, scope_change
from analysis.findings.doubts import beside_doubts, doubt_clause, doubts_met
from analysis.findings.finding import Finding
from analysis.findings.groups import range_by_group, women_by_group
from analysis.findings.movement import mix_and_rate, transitions
from analysis.findings.outcome_accounts import outcomes_accounted, outcomes_elsewhere
from analysis.findings.outcomes import (
    appointment_counts,
    city_post_counts,
    movement_counts,
    training_counts,
)
from analysis.findings.published import percent_meaning, years_missing
from analysis.findings.quality import (
    in_language,
    problems_met,
    reconciled,
    records_read,
    rows_accounted,
)
from analysis.findings.rates import incidence, outcome_rates
from analysis.findings.reported import near_names, size_jumps
from analysis.findings.series import trend
from analysis.findings.thresholds import threshold_reached
from analysis.findings.units import units_apart
from analysis.findings.votes import confidence_range, votes_cast
from analysis.findings.women import rating_gap, women_change

__all__ = [
    "Finding",
    "adjusted_gap",
    "appointment_counts",
    "base_change",
    "beside_doubts",
    "cap",
    "city_post_counts",
    "composition_range",
    "confidence_range",
    "coverage",
    "coverage_short",
    "decomposition",
    "doubt_clause",
    "doubts_met",
    "in_language",
    "incidence",
    "mix_and_rate",
    "movement_counts",
    "near_names",
    "outcome_rates",
    "outcomes_accounted",
    "outcomes_elsewhere",
    "outside",
    "outside_short",
    "percent_meaning",
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
    "votes_cast",
    "women_by_group",
    "women_change",
    "years_missing",
]
