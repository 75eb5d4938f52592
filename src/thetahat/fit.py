"""Fit: what a fit returns.  Numbers and callables come in; no SymPy, no model, no document is needed."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from thetahat.errors import RequestError
from thetahat.inference import Array, Coordinate, Interval, LogLikelihood

if TYPE_CHECKING:
    from thetahat.bootstrap import Bootstrap
    from thetahat.goodness import Goodness
    from thetahat.quantities import Quantity
    from thetahat.regions import ProfileCurve
    from thetahat.source import Source

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


def _none() -> None:
    return None


class Later(Protocol):
    """What makes the rest of a fit when it is asked for: a method without arguments for each field that is left out."""

    def standard_errors(self) -> dict[str, float] | None:
        """Those from the observed information, if they are ordinary."""
        ...


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
    information: Array | None = field(default_factory=_none)
    """The observed information J = -d2l/dtheta2, shape (f, f), over the f free parameters in the declared order."""
    irregular: Mapping[str, str] = field(default_factory=_nothing)
    """Free parameters to which the usual theory does not apply (an order statistic, a limit …), with the reason."""
    bounds: Mapping[str, tuple[float, float]] = field(default_factory=_nothing)
    """The domain's ends by name, evaluated at the estimate; a parameter without bounds may be missing."""
    fixed: Mapping[str, float] = field(default_factory=_nothing)
    """Values that were given rather than estimated, known constants included."""
    likelihood: LogLikelihood | None = field(default_factory=_none, repr=False)
    """The log-likelihood of the free parameters; without it there are no profile intervals."""
    title: str = ""
    """The model in a few words."""
    density: Callable[..., Array] | None = field(default_factory=_none, repr=False)
    """The density of one observation at points, fitted unless free parameters' values are given; for pictures.

    None for models of several variables.
    """
    sample: Array | None = field(default=None, repr=False)
    """The observations of a model of one variable, for pictures."""
    sample_weights: Array | None = field(default=None, repr=False)
    tied: Mapping[str, str] = field(default_factory=_nothing)
    """Parameters that were tied to others, with their formulas; `estimate` gives their values and errors."""
    covariance_kind: str = "observed"
    """One of `COVARIANCES`; see `with_covariance`."""

    def __post_init__(self) -> None:
        if not self.outcome.startswith(OUTCOMES):
            raise RequestError(f"an outcome begins with one of {', '.join(OUTCOMES)}; not {self.outcome!r}")

    @classmethod
    def begun(cls, known: dict[str, Any], later: Later) -> Fit:
        """A fit of which some fields are ``known``; ``later`` makes each of the others at its first use.

        A small sample's fit costs less than writing down all that it could be asked for.
        """
        self = object.__new__(cls)
        known["_later"] = later
        object.__setattr__(self, "__dict__", known)
        return self

    def __getattr__(self, name: str) -> Any:
        later = self.__dict__.get("_later")
        if later is None or name not in self.__dataclass_fields__:
            raise AttributeError(f"{type(self).__name__!r} has no attribute {name!r}")
        made = self.__dict__[name] = getattr(later, name)()
        return made

    # -------------------------------------------------------------- errors and criteria

    @property
    def free(self) -> tuple[str, ...]:
        """The names of the parameters that were estimated."""
        return tuple(name for name in self.params if name not in self.fixed)

    @cached_property
    def source(self) -> Source | None:
        """The plan and the data behind the fit; None for a fit made by hand."""
        if not hasattr(self.likelihood, "plan"):
            # Rows that are elsewhere bring a source of their own.
            return getattr(self.likelihood, "source", None)
        from thetahat.source import Source

        inner: Any = self.likelihood
        return Source(inner.plan, inner.sample, inner.known)

    @cached_property
    def non_regular(self) -> Mapping[str, str]:
        """`irregular`, and the parameters that move an end of the support at which the density falls too slowly."""
        if not self.converged or self.source is None:
            return self.irregular
        from thetahat.uncertainty import SLOW

        slow = self.source.slow_ends([self.params[p.name] for p in self.source.plan.parameters])
        return {**{name: SLOW.format(power=power) for name, power in slow.items()}, **self.irregular}

    def __getstate__(self) -> dict[str, Any]:
        """Compiled functions do not pickle: the plan and the data do, and what follows from them is made again."""
        whole = {f.name: getattr(self, f.name) for f in fields(self)}
        state = {name: value for name, value in {**self.__dict__, **whole}.items() if name != "_later"}
        if self.source is not None:
            state |= {"likelihood": None, "density": None, "source": self.source}
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        source = state.get("source")
        if source is not None:
            density = source.density(state["params"]) if source.single else None
            state = state | {"likelihood": source.likelihood(), "density": density}
        self.__dict__.update(state)

    def with_covariance(self, kind: str) -> Fit:
        """The same fit with errors from ``observed``, ``expected`` or ``robust`` information.

        observed  J^{-1}, J minus the Hessian at the estimate
        expected  (n I)^{-1}, I = E[score score'] at the estimate, by quadrature; models of one variable only
        robust    J^{-1} S J^{-1}, S the sum of the observations' score score': holds when the model does not
        """
        from thetahat.uncertainty import with_covariance

        return with_covariance(self, kind)

    @cached_property
    def _errors(self) -> tuple[Array, dict[str, str]]:
        from thetahat.uncertainty import covariance_of

        return covariance_of(self)

    @property
    def covariance(self) -> Array:
        """The covariance of the estimates (see `with_covariance`), shape (k, k); rows are NaN where there is none."""
        return self._errors[0]

    @property
    def undefined(self) -> dict[str, str]:
        """Parameters without a standard error, and why."""
        return dict(self._errors[1])

    @cached_property
    def standard_errors(self) -> dict[str, float]:
        """The square roots of the covariance's diagonal by name; NaN where undefined."""
        later = self.__dict__.get("_later")
        found = later.standard_errors() if later is not None else None
        if found is not None:
            return found  # type: ignore[no-any-return]
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

    @property
    def aicc(self) -> float:
        """Akaike's criterion for small samples, AIC + 2 f (f + 1) / (n - f - 1); inf where n <= f + 1."""
        f = len(self.free)
        return self.aic + 2 * f * (f + 1) / (self.n - f - 1) if self.n > f + 1 else math.inf

    # -------------------------------------------------------------- intervals

    def interval(self, name: str, level: float = 0.95, method: str = "wald") -> Interval:
        """A confidence interval (lower, upper) for one parameter.

        wald       on the unbounded scale, so that the ends respect the domain
        profile    where the profile log-likelihood falls by half the chi-squared quantile; also ``likelihood_ratio``;
                   of an integer those values that the test does not reject
        score      where the score test, the other parameters at their best, does not reject
        exact      for a parameter that ends the support, and for counts that all lie at an extreme: one-sided
        bootstrap  percentiles of 999 parametric samples, seed 0 (see `bootstrap` for other ways)

        Where the theory behind the method does not apply both ends are NaN and ``.note`` tells why.  RequestError for
        an unknown name, method or level.
        """
        from thetahat.intervals import interval

        return interval(self, name, level, method)

    def coordinate(self, name: str) -> Coordinate:
        """The unbounded coordinate of a parameter."""
        return Coordinate(*self.bounds.get(name, (-math.inf, math.inf)))

    def conf_int(self, level: float = 0.95, method: str = "wald") -> dict[str, Interval]:
        """The intervals of all free parameters by name."""
        return {name: self.interval(name, level, method) for name in self.free}

    def profile(self, name: str, points: int = 41) -> ProfileCurve:
        """The profile log-likelihood of one parameter over 3.5 standard errors on each side."""
        from thetahat.regions import profile_curve

        self._known(name)
        return profile_curve(self, name, points)

    def region(self, first: str, second: str, level: float = 0.95, points: int = 72) -> Array:
        """The border of the likelihood region of two parameters, shape (points, 2); NaN where it is open."""
        from thetahat.regions import region

        return region(self, first, second, level, points)

    def _known(self, name: str) -> None:
        if name not in self.free:
            near = get_close_matches(name, self.free, 1) or list(self.free)
            raise RequestError(f"no free parameter {name!r}: did you mean {', '.join(map(repr, near))}?")

    # -------------------------------------------------------------- what follows from the parameters

    def estimate(self, formula: str) -> Quantity:
        """A formula of the parameters, such as "scale*gamma(1 + 1/shape)", with its error by the delta method.

        Parsed as a density is, never evaluated by Python.  DeclarationError for text that is no formula of them.
        """
        from thetahat.quantities import formula as follow

        return follow(self, formula)

    def quantile(self, level: float) -> Quantity:
        """F^{-1}(level) of the fitted distribution with its error; continuous, one variable, fixed support."""
        from thetahat.quantities import quantile

        return quantile(self, level)

    def survival(self, at: float) -> Quantity:
        """P(X > at) under the fitted distribution with its error; one variable, fixed support."""
        from thetahat.quantities import survival

        return survival(self, at)

    def moment(self, order: int = 1, central: bool = False) -> Quantity:
        """E[X^order], or about the mean if ``central``, with its error; one variable, fixed support."""
        from thetahat.quantities import moment

        return moment(self, order, central)

    def efficiency(self, of: str | float) -> Quantity:
        """The asymptotic relative efficiency of the sample's "mean", "variance", "median" or quantile (its level).

        The variance that maximum likelihood has for it in large samples over that of the sample's own, were the fitted
        distribution the true one: 2/pi for the median of a normal.
        """
        from thetahat.quantities import efficiency

        return efficiency(self, of)

    @property
    def distribution(self) -> Any:
        """The fitted distribution: scipy.stats' own, frozen, where it has the family, else an object like it.

        RequestError for models of several variables and without a finite estimate.
        """
        from thetahat.frozen import distribution

        return distribution(self)

    # -------------------------------------------------------------- tests

    def bootstrap(
        self, samples: int = 999, parametric: bool = True, seed: int | None = None, progress: bool = False
    ) -> Bootstrap:
        """Estimates from new samples: drawn from the fitted distribution, or from the data themselves."""
        from thetahat.bootstrap import bootstrap

        return bootstrap(self, samples, parametric, seed, progress)

    def goodness(self, samples: int = 999, seed: int | None = 0, progress: bool = False) -> Goodness:
        """Kolmogorov-Smirnov, Cramer-von Mises and Anderson-Darling (chi-squared for counts).

        p-values allow for the estimation: every parametric sample is fitted again.
        """
        from thetahat.goodness import goodness

        return goodness(self, samples, seed, progress)

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

    def summary(self, width: int = 80, form: str = "text") -> str:
        """The fit for readers, as ``text`` no wider than ``width`` where words can be broken, ``html`` or ``latex``."""
        from thetahat import summary

        if form not in ("text", "html", "latex"):
            raise RequestError(f"unknown form {form!r}: use 'text', 'html' or 'latex'")
        return summary.text(self, width) if form == "text" else getattr(summary, form)(self)  # type: ignore[no-any-return]

    def to_frame(self, level: float = 0.95, method: str = "wald") -> Any:
        """A pandas data frame: a row for each parameter, with estimate, error and interval."""
        from thetahat.export import frame

        return frame(self, level, method)

    def minuit(self) -> Any:
        """An iminuit.Minuit over the free parameters, with exact gradient and Hessian, at the estimate."""
        from thetahat.minuit import minuit

        return minuit(self)

    def __str__(self) -> str:
        return self.summary()

    def _repr_html_(self) -> str:
        from thetahat.summary import html

        return html(self)

    def to_dict(self, level: float = 0.95) -> dict[str, Any]:
        """Everything as plain numbers, strings, lists and dictionaries.  NaN and infinities stay floats."""
        from thetahat.export import numbers

        return numbers(self, level)

    def to_json(self, level: float = 0.95, estimates: Sequence[Quantity] = ()) -> str:
        """`to_dict` as JSON, with further ``estimates`` under that key.

        JSON has no NaN and no infinity: they become null and the strings "inf", "-inf".
        """
        from thetahat.export import text

        return text(self, level, estimates)

    def plot(self, kind: str = "density", *, parameters: Sequence[str] = (), file: str | Path | None = None) -> Any:
        """Draw with matplotlib and return its axes; ``file`` saves the picture as well.

        ``density``, ``cdf``: the data with the fitted density or distribution function.  ``qq``, ``pp``: ordered data
        against fitted quantiles, fitted probabilities against (i - 1/2)/n, with a band for each order statistic.
        ``likelihood``: the log-likelihood around the estimate, a curve for one parameter, contours for two.
        ``profile``: the same with the others at their best.  ``candidates``: the fitted density between two with a
        parameter moved.  RequestError if matplotlib is missing or the picture cannot be drawn.
        """
        from thetahat.plots import draw

        return draw(self, kind, tuple(parameters), file)
