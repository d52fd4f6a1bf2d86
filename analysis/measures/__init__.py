"""Record tables in, result tables out: one module per question, pure pandas."""

from analysis.measures.change import year_over_year
from analysis.measures.composition import composition_bounds
from analysis.measures.published import PercentMeaning, percent_meaning
from analysis.measures.ratings import rating_distribution
from analysis.measures.reconcile import compatible_counts, published_shares, reconcile
from analysis.measures.stayers import StayersChange, change_on_stayers
from analysis.measures.units import SMALLEST_TESTED_UNIT, unit_funnel
from analysis.measures.women import rating_gap, women_share

__all__ = [
    "SMALLEST_TESTED_UNIT",
    "PercentMeaning",
    "StayersChange",
    "change_on_stayers",
    "compatible_counts",
    "composition_bounds",
    "percent_meaning",
    "published_shares",
    "rating_distribution",
    "rating_gap",
    "reconcile",
    "unit_funnel",
    "women_share",
    "year_over_year",
]
