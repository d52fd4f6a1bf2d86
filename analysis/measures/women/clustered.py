"""A share explained by several things at once, of people who count more than once."""

import warnings
from dataclasses import dataclass

import numpy as np
from scipy.special import expit
from statsmodels.genmod.cov_struct import Independence
from statsmodels.genmod.families import Binomial
from statsmodels.genmod.generalized_estimating_equations import GEE
from statsmodels.tools.sm_exceptions import ConvergenceWarning, PerfectSeparationWarning

_ASTRAY = (ConvergenceWarning, PerfectSeparationWarning)
# On the scale of log odds 15 is one in three million: what lies beyond has run away.
_RUN_AWAY = 15.0


@dataclass(frozen=True)
class Clustered:
    """What was fitted: log odds that are a sum over the columns of a design.

    Attributes
    ----------
    log_odds : ndarray
        One for each column.
    robust : ndarray
        Their covariance, whatever the dependence within a person (sandwich).
    corrected : ndarray
        The same, corrected for few people (Mancl and DeRouen).
    """

    log_odds: np.ndarray
    robust: np.ndarray
    corrected: np.ndarray

    def difference(self, one: np.ndarray, other: np.ndarray) -> tuple[float, np.ndarray]:
        """Return the average difference of two shares, row by row, and its gradient.

        Parameters
        ----------
        one, other : ndarray
            The design as if everybody were the one, and the other.
        """
        first, second = expit(one @ self.log_odds), expit(other @ self.log_odds)
        slope = (first * (1 - first))[:, None] * one - (second * (1 - second))[:, None] * other
        return float((first - second).mean()), slope.mean(axis=0)

    def error(self, gradient: np.ndarray) -> float:
        """Return the standard error of what has this gradient (delta method)."""
        return float(np.sqrt(max(gradient @ self.corrected @ gradient, 0.0)))


def fitted(at: np.ndarray, design: np.ndarray, person: np.ndarray) -> Clustered | None:
    """Return the generalized estimating equations of a share, clustered by person.

    Parameters
    ----------
    at : ndarray of bool
        Whether a person-year is at the level.
    design : ndarray
        One row per person-year.
    person : ndarray of int
        Whose it is.

    Returns
    -------
    Clustered or None
        None where the log odds run away: some column tells them apart without exception.

    Notes
    -----
    Liang and Zeger (1986), Longitudinal data analysis using generalized linear models, Biometrika
    73, 13-22. The working correlation is independence: with what changes from year to year among
    the columns another one may be biased (Pepe and Anderson 1994, Communications in Statistics
    23, 939-951). Few people: Mancl and DeRouen (2001), Biometrics 57, 126-134.
    """
    equations = GEE(
        at.astype(float), design, groups=person, family=Binomial(), cov_struct=Independence()
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        for each in _ASTRAY:
            warnings.simplefilter("error", each)
        try:
            found = equations.fit(cov_type="bias_reduced")
        except (*_ASTRAY, np.linalg.LinAlgError):
            return None
    told = Clustered(np.asarray(found.params), found.cov_robust, found.cov_robust_bc)
    finite = np.isfinite(told.corrected).all() and np.isfinite(told.log_odds).all()
    return told if finite and np.abs(told.log_odds).max() < _RUN_AWAY else None
