"""Fit: what a fit returns.  Numbers and callables come in; no SymPy, no model, no document is needed."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from thetahat.errors import RequestError
from thetahat.inference import Array, Coordinate, Interval, LogLikelihood, covariance, wald

OUTCOMES = (
    "global maximum",
    "local maximum",
    "boundary",
    "limit",
    "not unique",
    "no maximum",
    "not converged",
)
"""What an outcome begins with."""


def _nothing() -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, eq=False)
class Fit:
    """A fitted model.

    Arrays are ordered as ``params``, that is, as declared: k parameters, those that were fixed included.  The engine
    that makes a Fit hands over the observed information and the log-likelihood as a callable; what follows from them
    is computed when it is asked for.
    """

    params: Mapping[str, float]
    """Estimates by name, in the declared order; a fixed parameter has the value that it was given."""
    log_likelihood: float
    """l at the estimate, every constant included."""
    n: float
    """The number of observations; the sum of the weights when there are weights."""
    outcome: str
    """A sentence that begins with one of `OUTCOMES`."""
    converged: bool
    route: Mapping[str, str] = field(default_factory=_nothing)
    """How each parameter was found, by name, in words; the key ``data`` tells how the data were read."""
    information: Array | None = None
    """The observed information J = -d2l/dtheta2, shape (f, f), over the f free parameters in the declared order."""
    irregular: Mapping[str, str] = field(default_factory=_nothing)
    """Free parameters to which the usual theory does not apply (an order statistic, a limit …), with the reason."""
    bounds: Mapping[str, tuple[float, float]] = field(default_factory=_nothing)
    """The domain's ends by name, evaluated at the estimate; a parameter without bounds may be missing."""
    fixed: Mapping[str, float] = field(default_factory=_nothing)
    """Values that were given rather than estimated, known constants included."""
    likelihood: LogLikelihood | None = field(default=None, repr=False)
    """The log-likelihood of the free parameters; without it there are no profile intervals."""
    title: str = ""
    """The model in a few words."""
    density: Callable[..., Array] | None = field(default=None, repr=False)
    """The density of one observation at points, fitted unless free parameters' values are given; for pictures.

    None for models of several variables.
    """
    sample: Array | None = field(default=None, repr=False)
    """The observations of a model of one variable, for pictures."""
    sample_weights: Array | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if not self.outcome.startswith(OUTCOMES):
            raise RequestError(f"an outcome begins with one of {', '.join(OUTCOMES)}; not {self.outcome!r}")

    # -------------------------------------------------------------- errors and criteria

    @property
    def free(self) -> tuple[str, ...]:
        """The names of the parameters that were estimated."""
        return tuple(name for name in self.params if name not in self.fixed)

    @cached_property
    def _errors(self) -> tuple[Array, dict[str, str]]:
        names = self.free
        reasons = {name: why for name, why in self.irregular.items() if name in names}
        for name in names:
            if not math.isfinite(self.params[name]):
                reasons.setdefault(name, "the estimate is not a finite number")
        if self.information is None:
            reasons = {name: reasons.get(name, "no information was computed") for name in names}
        information = np.full((len(names),) * 2, np.nan) if self.information is None else self.information
        inner, reasons = covariance(information, names, reasons)
        order = list(self.params)
        places = [order.index(name) for name in names]
        whole = np.full((len(order), len(order)), np.nan)
        whole[np.ix_(places, places)] = inner
        whole.setflags(write=False)
        return whole, reasons | {name: "fixed" for name in order if name in self.fixed}

    @property
    def covariance(self) -> Array:
        """The inverse of the observed information, shape (k, k); rows are NaN where there is none."""
        return self._errors[0]

    @property
    def undefined(self) -> dict[str, str]:
        """Parameters without a standard error, and why."""
        return dict(self._errors[1])

    @cached_property
    def standard_errors(self) -> dict[str, float]:
        """The square roots of the covariance's diagonal by name; NaN where undefined."""
        return dict(zip(self.params, np.sqrt(np.diag(self.covariance)).tolist(), strict=True))

    @property
    def nll(self) -> float:
        """The negative log-likelihood."""
        return -self.log_likelihood

    @property
    def aic(self) -> float:
        """Akaike's criterion, 2 f - 2 l, with f free parameters."""
        return 2 * len(self.free) - 2 * self.log_likelihood

    @property
    def bic(self) -> float:
        """Schwarz' criterion, f log n - 2 l."""
        return len(self.free) * math.log(self.n) - 2 * self.log_likelihood

    # -------------------------------------------------------------- intervals

    def interval(self, name: str, level: float = 0.95, method: str = "wald") -> Interval:
        """A confidence interval (lower, upper) for one parameter.

        ``method`` is ``wald`` (on the unbounded scale, so that the ends respect the domain) or ``profile``
        (where the profile log-likelihood falls by half the chi-squared quantile).  Where the usual theory does not
        apply both ends are NaN and ``.note`` tells why.  RequestError for an unknown name, method or level.
        """
        if method not in ("wald", "profile"):
            raise RequestError(f"unknown method {method!r}: use 'wald' or 'profile'")
        if name not in self.params:
            near = get_close_matches(name, self.params, 1) or list(self.params)
            raise RequestError(f"no parameter {name!r}: did you mean {', '.join(map(repr, near))}?")
        estimate, error = self.params[name], self.standard_errors[name]
        # A bad level is refused even where there is no interval to give.
        lower, upper = wald(estimate, error, self._coordinate(name), level)
        if method == "wald" or name in self.fixed or name in self.irregular:
            return Interval(lower, upper, level, method, self.undefined.get(name, ""))
        return self._profile_interval(name, level)

    def _coordinate(self, name: str) -> Coordinate:
        return Coordinate(*self.bounds.get(name, (-math.inf, math.inf)))

    def _profile_interval(self, name: str, level: float) -> Interval:
        from thetahat.profile import Profile

        if self.likelihood is None or not math.isfinite(self.params[name]) or not self.converged:
            note = "there is no maximum to profile around" if self.likelihood else "the log-likelihood is not at hand"
            return Interval(math.nan, math.nan, level, "profile", note)
        names = self.free
        held = tuple(i for i, other in enumerate(names) if other in self.irregular)
        profile = Profile(self.likelihood, self._coordinate(name), names.index(name), held)
        estimate = np.array([self.params[other] for other in names])
        return profile.interval(estimate, self.log_likelihood, self.standard_errors[name], level)

    def conf_int(self, level: float = 0.95, method: str = "wald") -> dict[str, Interval]:
        """The intervals of all free parameters by name."""
        return {name: self.interval(name, level, method) for name in self.free}

    # -------------------------------------------------------------- what habit calls them

    @property
    def bse(self) -> dict[str, float]:
        """Alias of ``standard_errors``."""
        return self.standard_errors

    @property
    def cov(self) -> Array:
        """Alias of ``covariance``."""
        return self.covariance

    @property
    def llf(self) -> float:
        """Alias of ``log_likelihood``."""
        return self.log_likelihood

    @property
    def nobs(self) -> float:
        """Alias of ``n``."""
        return self.n

    @property
    def message(self) -> str:
        """Alias of ``outcome``."""
        return self.outcome

    # -------------------------------------------------------------- for readers

    def summary(self, width: int = 80) -> str:
        """The fit as plain text, no wider than ``width`` columns where words can be broken."""
        from thetahat.summary import text

        return text(self, width)

    def __str__(self) -> str:
        return self.summary()

    def _repr_html_(self) -> str:
        from thetahat.summary import html

        return html(self)

    def to_dict(self, level: float = 0.95) -> dict[str, Any]:
        """Everything as plain numbers, strings, lists and dictionaries.  NaN and infinities stay floats."""
        return {
            "model": self.title,
            "params": dict(self.params),
            "standard_errors": dict(self.standard_errors),
            "covariance": self.covariance.tolist(),
            "intervals": {name: list(interval) for name, interval in self.conf_int(level).items()},
            "level": level,
            "fixed": dict(self.fixed),
            "log_likelihood": self.log_likelihood,
            "nll": self.nll,
            "aic": self.aic,
            "bic": self.bic,
            "n": self.n,
            "route": dict(self.route),
            "outcome": self.outcome,
            "converged": self.converged,
            "undefined": self.undefined,
        }

    def to_json(self, level: float = 0.95) -> str:
        """`to_dict` as JSON.  JSON has no NaN and no infinity: they become null and the strings "inf", "-inf"."""
        import json

        return json.dumps(_plain(self.to_dict(level)), indent=2, ensure_ascii=False, allow_nan=False)

    def plot(self, kind: str = "density", *, parameters: Sequence[str] = (), file: str | Path | None = None) -> Any:
        """Draw with matplotlib and return its axes; ``file`` saves the picture as well.

        ``density``: the data with the fitted density.  ``likelihood``: the log-likelihood around the estimate, a curve
        for one parameter, contours for two.  ``quantiles``: the ordered data against the fitted quantiles.
        ``candidates``: the fitted density between two with a parameter moved.  RequestError if matplotlib is missing or
        the picture cannot be drawn.
        """
        from thetahat.plots import draw

        return draw(self, kind, tuple(parameters), file)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None if math.isnan(value) else ("inf" if value > 0 else "-inf")
    return value
