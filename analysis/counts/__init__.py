"""The waist: who is counted, of whom, how many. To the right of it there are no persons."""

from analysis.counts.population import Population

__all__ = ["Population"]
