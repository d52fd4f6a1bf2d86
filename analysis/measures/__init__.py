"""Record tables in, result tables out: one module per question, pure pandas."""

from analysis.measures.adjusted import adjusted_rating_gap
from analysis.measures.ballots import thresholds_reached
from analysis.measures.caps import excellent_cap
from analysis.measures.change import change_between, year_over_year
from analysis.measures.claimed import published_outcomes
from analysis.measures.composition import composition_bounds
from analysis.measures.coverage import coverage, outside, units_reporting
from analysis.measures.decomposition import decomposition
from analysis.measures.doubts import doubts
from analysis.measures.incidence import incidence
from analysis.measures.incidence_difference import incidence_difference
from analysis.measures.kitagawa import kitagawa
from analysis.measures.ledger_account import ledger_account
from analysis.measures.outcome_accounts import outcome_accounts
from analysis.measures.outcomes import outcome_counts, outcomes_elsewhere
from analysis.measures.published import PercentMeaning, percent_meaning
from analysis.measures.ratings import rating_distribution
from analysis.measures.reconcile import compatible_counts, published_shares, reconcile
from analysis.measures.reported import near_names, size_jumps
from analysis.measures.scope import scope_change
from analysis.measures.stayers import StayersChange, change_on_stayers
from analysis.measures.superiority import superiority
from analysis.measures.trained import training_before
from analysis.measures.transitions import Symmetry, rating_transitions, symmetry
from analysis.measures.trend import CochranArmitage, Trend, cochran_armitage, share_trend
from analysis.measures.turnover import Turnover, turnover
from analysis.measures.understood import (
    headings_understood,
    problems_by_cause,
    sheets_understood,
)
from analysis.measures.units import SMALLEST_TESTED_UNIT, unit_funnel
from analysis.measures.units_apart import units_apart
from analysis.measures.votes import confidence
from analysis.measures.women import rating_gap, women_share
from analysis.measures.women_change import women_change

__all__ = [
    "SMALLEST_TESTED_UNIT",
    "CochranArmitage",
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
    "confidence",
    "coverage",
    "decomposition",
    "doubts",
    "excellent_cap",
    "headings_understood",
    "incidence",
    "incidence_difference",
    "kitagawa",
    "ledger_account",
    "near_names",
    "outcome_accounts",
    "outcome_counts",
    "outcomes_elsewhere",
    "outside",
    "percent_meaning",
    "problems_by_cause",
    "published_outcomes",
    "published_shares",
    "rating_distribution",
    "rating_gap",
    "rating_transitions",
    "reconcile",
    "scope_change",
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
    "units_reporting",
    "women_change",
    "women_share",
    "year_over_year",
]
