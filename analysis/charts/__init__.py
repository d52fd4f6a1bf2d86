"""Result tables in, matplotlib Axes (or a Figure of small multiples) out."""

from analysis.charts.base import cadres_by_year
from analysis.charts.bridge import mix_and_rate
from analysis.charts.composition import composition
from analysis.charts.coverage import coverage
from analysis.charts.decomposition import decomposition
from analysis.charts.first_last import first_last
from analysis.charts.frame import description
from analysis.charts.gap import rating_gap
from analysis.charts.incidence import cumulative_incidence
from analysis.charts.layout import Description
from analysis.charts.outcomes import outcomes_by_year
from analysis.charts.rates import outcome_rates
from analysis.charts.ratings import rating_distribution, rating_panels
from analysis.charts.saving import save
from analysis.charts.transitions import transition_matrix
from analysis.charts.units import units_by_share
from analysis.charts.votes import confidence_votes
from analysis.charts.women import women_by_group, women_share

__all__ = [
    "Description",
    "cadres_by_year",
    "composition",
    "confidence_votes",
    "coverage",
    "cumulative_incidence",
    "decomposition",
    "description",
    "first_last",
    "mix_and_rate",
    "outcome_rates",
    "outcomes_by_year",
    "rating_distribution",
    "rating_gap",
    "rating_panels",
    "save",
    "transition_matrix",
    "units_by_share",
    "women_by_group",
    "women_share",
]


def __dir__() -> list[str]:
    """List what an analyst calls, not the modules in which it stands."""
    return [name for name in __all__ if callable(globals()[name])]
