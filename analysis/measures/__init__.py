"""Record tables in, result tables out: one module per question, pure pandas."""

from analysis.measures.adjusted import (
    AdjustedRatingGap,
    Superiority,
    adjusted_rating_gap,
    superiority,
)
from analysis.measures.caps import excellent_cap
from analysis.measures.change import year_over_year
from analysis.measures.claimed import published_outcomes
from analysis.measures.composition import composition_bounds
from analysis.measures.incidence import incidence, incidence_difference
from analysis.measures.kitagawa import kitagawa
from analysis.measures.outcomes import outcome_counts
from analysis.measures.published import PercentMeaning, percent_meaning
from analysis.measures.ratings import rating_distribution
from analysis.measures.reconcile import compatible_counts, published_shares, reconcile
from analysis.measures.stayers import StayersChange, change_on_stayers
from analysis.measures.trained import training_before
from analysis.measures.transitions import Symmetry, rating_transitions, symmetry
from analysis.measures.trend import CochranArmitage, cochran_armitage
from analysis.measures.turnover import Turnover, turnover
from analysis.measures.units import SMALLEST_TESTED_UNIT, unit_funnel
from analysis.measures.votes import confidence
from analysis.measures.women import rating_gap, women_share

__all__ = [
    "SMALLEST_TESTED_UNIT",
    "AdjustedRatingGap",
    "CochranArmitage",
    "PercentMeaning",
    "StayersChange",
    "Superiority",
    "Symmetry",
    "Turnover",
    "adjusted_rating_gap",
    "change_on_stayers",
    "cochran_armitage",
    "compatible_counts",
    "composition_bounds",
    "confidence",
    "excellent_cap",
    "incidence",
    "incidence_difference",
    "kitagawa",
    "outcome_counts",
    "percent_meaning",
    "published_outcomes",
    "published_shares",
    "rating_distribution",
    "rating_gap",
    "rating_transitions",
    "reconcile",
    "superiority",
    "symmetry",
    "training_before",
    "turnover",
    "unit_funnel",
    "women_share",
    "year_over_year",
]
