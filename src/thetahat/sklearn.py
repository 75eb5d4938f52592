"""scikit-learn's conventions: DensityEstimator fits a family to each column and scores by log-likelihood.

    th.sklearn.DensityEstimator("normal").fit(X).score_samples(X)

Columns are taken as independent.  scikit-learn is an extra; it is imported with this module.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np

from thetahat.errors import RequestError, ThetahatError

try:
    from sklearn.base import BaseEstimator, DensityMixin
    from sklearn.utils import check_random_state
    from sklearn.utils.validation import check_is_fitted, validate_data
except ImportError as error:
    raise RequestError("this needs scikit-learn: pip install 'thetahat[sklearn]'") from error


class DensityEstimator(DensityMixin, BaseEstimator):  # type: ignore[misc]
    """A family, or a declared model of one variable, fitted to each column.

    Parameters
    ----------
    model
        a catalogue name, a Model or a Derivation.
    fixed
        values of known constants and of parameters that are not estimated.

    Attributes
    ----------
    fits_ : list of Fit
        one for each column.
    n_features_in_ : int
    """

    def __init__(self, model: Any = "normal", fixed: Any = None) -> None:
        self.model = model
        self.fixed = fixed

    def fit(self, X: Any, y: Any = None, sample_weight: Any = None) -> DensityEstimator:
        """Fit each column; ``sample_weight`` are frequencies.  ValueError where a column is outside the support."""
        fit = import_module("thetahat").fit
        data = validate_data(self, X, dtype=np.float64)
        try:
            self.fits_ = [
                fit(self.model, np.ascontiguousarray(column), weights=sample_weight, fixed=self.fixed)
                for column in data.T
            ]
        except ThetahatError as error:
            raise ValueError(str(error)) from error
        return self

    def score_samples(self, X: Any) -> Any:
        """The log-density of each row, shape (n,): the columns' log-densities added."""
        check_is_fitted(self)
        data = validate_data(self, X, dtype=np.float64, reset=False)
        total = np.zeros(len(data))
        for column, found in zip(data.T, self.fits_, strict=True):
            source = found.source
            total += source.log_density(column, [found.params[p.name] for p in source.plan.parameters])
        return total

    def score(self, X: Any, y: Any = None) -> float:
        """The log-likelihood of all rows."""
        return float(np.sum(self.score_samples(X)))

    def sample(self, n_samples: int = 1, random_state: Any = None) -> Any:
        """Rows drawn from the fitted densities, shape (n_samples, columns)."""
        check_is_fitted(self)
        random = np.random.default_rng(check_random_state(random_state).randint(2**31 - 1))
        columns = []
        for found in self.fits_:
            source = found.source
            theta = [found.params[p.name] for p in source.plan.parameters]
            columns.append(source.distribution(theta).rvs(n_samples, random))
        return np.column_stack(columns)
