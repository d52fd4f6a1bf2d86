"""The waist: who is counted, of whom, how many. To the right of it there are no persons."""

from analysis.counts.asked import By
from analysis.counts.history import History, empty_history
from analysis.counts.plain_table import as_population
from analysis.counts.population import Population
from analysis.counts.words import of_whom

__all__ = ["By", "History", "Population", "as_population", "empty_history", "of_whom"]
