"""Populations in, result tables out: one module per question, pure pandas.

Every measure refuses with a ValueError people, or rows, of several origins, and a `level` that is
no rating.
"""

from analysis.measures.caps import excellent_cap
from analysis.measures.change.change import change_between, year_over_year
from analysis.measures.change.composition import composition_bounds
from analysis.measures.change.course import Course, share_course
from analysis.measures.change.decomposition import decomposition
from analysis.measures.change.kitagawa import kitagawa
from analysis.measures.change.mix_and_rate import mix_and_rate
from analysis.measures.change.persistence import persistence
from analysis.measures.change.same_people import flows, same_people
from analysis.measures.change.scope import scope_change
from analysis.measures.change.stayers import StayersChange, change_on_stayers
from analysis.measures.change.transitions import Symmetry, rating_transitions, symmetry
from analysis.measures.change.turnover import Turnover, turnover
from analysis.measures.compression import compression
from analysis.measures.lists.coverage import coverage, outside, units_reporting
from analysis.measures.lists.doubts import doubts
from analysis.measures.lists.ends_known import ends_known
from analysis.measures.lists.outcome_accounts import outcome_accounts
from analysis.measures.lists.outcomes_recorded import outcomes_recorded
from analysis.measures.lists.reported import near_names, size_jumps
from analysis.measures.lists.understood import (
    headings_understood,
    problems_by_cause,
    sheets_understood,
)
from analysis.measures.outcomes.incidence import incidence
from analysis.measures.outcomes.incidence_difference import incidence_difference
from analysis.measures.outcomes.outcomes import outcome_counts, outcomes_elsewhere
from analysis.measures.outcomes.trained import training_before
from analysis.measures.percent_meaning import PercentMeaning, percent_meaning
from analysis.measures.ratings import rating_distribution
from analysis.measures.reconcile.claimed import published_directives, published_outcomes
from analysis.measures.reconcile.ledger_account import ledger_account
from analysis.measures.reconcile.reconcile import compatible_counts, published_shares, reconcile
from analysis.measures.trend import CochranArmitage, Trend, cochran_armitage, share_trend
from analysis.measures.units import SMALLEST_TESTED_UNIT, unit_funnel
from analysis.measures.units_apart import units_apart
from analysis.measures.units_pooled import units_pooled
from analysis.measures.votes.ballots import each_ballot, thresholds_reached
from analysis.measures.votes.votes import confidence
from analysis.measures.women.adjusted import adjusted_rating_gap
from analysis.measures.women.gap_over_years import gap_over_years
from analysis.measures.women.superiority import superiority
from analysis.measures.women.women import rating_gap, women_share
from analysis.measures.women.women_change import women_change

__all__ = [
    "SMALLEST_TESTED_UNIT",
    "CochranArmitage",
    "Course",
    "PercentMeaning",
    "StayersChange",
    "Symmetry",
    "Trend",
    "Turnover",
    "adjusted_rating_gap",
    "change_between",
    "change_on_stayers",
    "cochran_armitage",
    "compatible_counts",
    "composition_bounds",
    "compression",
    "confidence",
    "coverage",
    "decomposition",
    "doubts",
    "each_ballot",
    "ends_known",
    "excellent_cap",
    "flows",
    "gap_over_years",
    "headings_understood",
    "incidence",
    "incidence_difference",
    "kitagawa",
    "ledger_account",
    "mix_and_rate",
    "near_names",
    "outcome_accounts",
    "outcome_counts",
    "outcomes_elsewhere",
    "outcomes_recorded",
    "outside",
    "percent_meaning",
    "persistence",
    "problems_by_cause",
    "published_directives",
    "published_outcomes",
    "published_shares",
    "rating_distribution",
    "rating_gap",
    "rating_transitions",
    "reconcile",
    "same_people",
    "scope_change",
    "share_course",
    "share_trend",
    "sheets_understood",
    "size_jumps",
    "superiority",
    "symmetry",
    "thresholds_reached",
    "training_before",
    "turnover",
    "unit_funnel",
    "units_apart",
    "units_pooled",
    "units_reporting",
    "women_change",
    "women_share",
    "year_over_year",
]


def __dir__() -> list[str]:
    """List what an analyst calls, not the modules in which it stands."""
    return [name for name in __all__ if callable(globals()[name])]
