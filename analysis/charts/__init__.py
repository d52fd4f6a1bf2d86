"""Result tables in, matplotlib Axes (or a Figure of small multiples) out."""

from analysis.charts.cadres_by_year import cadres_by_year
from analysis.charts.change.composition import composition
from analysis.charts.change.decomposition import decomposition
from analysis.charts.change.first_last import first_last
from analysis.charts.change.mix_and_rate import mix_and_rate
from analysis.charts.change.persistence import persistence
from analysis.charts.change.transitions import transition_matrix
from analysis.charts.coverage import coverage
from analysis.charts.draw.frame import description
from analysis.charts.draw.layout import Description
from analysis.charts.flows import flows
from analysis.charts.outcomes.incidence import cumulative_incidence
from analysis.charts.outcomes.outcomes import outcomes_by_year
from analysis.charts.outcomes.rates import outcome_rates
from analysis.charts.period import period
from analysis.charts.rating_gap import rating_gap
from analysis.charts.ratings import rating_distribution, rating_panels
from analysis.charts.saving import save
from analysis.charts.units import units_by_share
from analysis.charts.units_pooled import units_pooled
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
    "flows",
    "mix_and_rate",
    "outcome_rates",
    "outcomes_by_year",
    "period",
    "persistence",
    "rating_distribution",
    "rating_gap",
    "rating_panels",
    "save",
    "transition_matrix",
    "units_by_share",
    "units_pooled",
    "women_by_group",
    "women_share",
]


def __dir__() -> list[str]:
    """List what an analyst calls, not the modules in which it stands."""
    return [name for name in __all__ if callable(globals()[name])]
