"""Result tables in, matplotlib Axes (or a Figure of small multiples) out."""

from analysis.charts.base import cadres_by_year
from analysis.charts.first_last import first_last
from analysis.charts.frame import description
from analysis.charts.gap import rating_gap
from analysis.charts.layout import Description
from analysis.charts.ratings import rating_distribution, rating_panels
from analysis.charts.units import units_by_share
from analysis.charts.women import women_by_group, women_share

__all__ = [
    "Description",
    "cadres_by_year",
    "description",
    "first_last",
    "rating_distribution",
    "rating_gap",
    "rating_panels",
    "units_by_share",
    "women_by_group",
    "women_share",
]
