"""What follows from the parameters, with its error: any formula of them, quantiles, moments, survival.

    Var g(theta_hat) ~ grad g' Cov(theta_hat) grad g          (the delta method)

A formula is text, parsed as a density is, never evaluated by Python; its gradient is SymPy's.  A quantile's gradient is
-(dF/dtheta)/f, and dF/dtheta is the integral of the score over what lies below: no differences anywhere.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from thetahat.errors import RequestError
from thetahat.inference import Interval, normal_quantile

if TYPE_CHECKING:
    from thetahat.fit import Fit

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Quantity:
    """A number that depends on the parameters: value, standard error, gradient in the fit's order of parameters."""

    name: str
    value: float
    standard_error: float
    gradient: Array
    positive: bool = False
    unit: bool = False
    note: str = ""

    def interval(self, level: float = 0.95) -> Interval:
        """The Wald interval: of a probability on the logit scale, of a positive quantity on the log scale."""
        z = normal_quantile(level)
        v, e = self.value, self.standard_error
        if not (math.isfinite(v) and math.isfinite(e)):
            return Interval(math.nan, math.nan, level, "wald", self.note)
        if self.unit and 0 < v < 1:
            half, centre = z * e / (v * (1 - v)), math.log(v / (1 - v))
            return Interval(1 / (1 + math.exp(half - centre)), 1 / (1 + math.exp(-half - centre)), level)
        if self.positive and v > 0:
            half = z * e / v
            return Interval(v * math.exp(-half), v * math.exp(half), level)
        return Interval(v - z * e, v + z * e, level)

    def line(self, level: float = 0.95) -> str:
        """The quantity as one line of text."""
        lower, upper = self.interval(level)
        ends = f", {100 * level:g} % interval {lower:.5g} .. {upper:.5g}" if math.isfinite(lower) else ""
        return f"{self.name} = {self.value:.6g}, std. error {self.standard_error:.4g}{ends}"

    def __float__(self) -> float:
        return self.value

    def __repr__(self) -> str:
        return f"Quantity({self.name} = {self.value:.10g}, standard_error={self.standard_error:.6g})"


def quantity(
    fit: Fit, name: str, value: float, gradient: Array, positive: bool = False, unit: bool = False
) -> Quantity:
    """A value with its gradient over all parameters of a fit -> the error by the delta method."""
    covariance = fit.covariance
    used = [i for i in range(len(gradient)) if gradient[i] != 0 and list(fit.params)[i] not in fit.fixed]
    part = covariance[np.ix_(used, used)]
    variance = float(gradient[used] @ part @ gradient[used]) if used else 0.0
    missing = [list(fit.params)[i] for i in used if not math.isfinite(covariance[i, i])]
    note = f"{missing[0]} has no standard error: {fit.undefined.get(missing[0], 'unknown')}" if missing else ""
    error = math.sqrt(variance) if variance >= 0 else math.nan
    return Quantity(name, float(value), error, gradient, positive, unit, note)


def formula(fit: Fit, text: str) -> Quantity:
    """A formula of the parameters, "scale*gamma(1 + 1/shape)".  DeclarationError for text that is none."""
    sympy = import_module("sympy")
    parser = import_module("thetahat.declare.parser")
    expression = import_module("thetahat.declare.expression")
    node = parser.parse(text, tuple(fit.params), what="estimate")
    symbols = {name: sympy.Symbol(name, real=True) for name in fit.params}
    tree = expression.to_sympy(node, symbols, "estimate")
    if not isinstance(tree, sympy.Expr):
        raise RequestError(f"estimate: {text!r} is a condition, not a number")
    at = {symbol: sympy.Float(fit.params[name], 25) for name, symbol in symbols.items()}

    def number(e: Any) -> float:
        found = e.xreplace(at).evalf(20)
        return float(found) if found.is_real else math.nan

    gradient = np.array([number(tree.diff(symbol)) for symbol in symbols.values()])
    value = number(tree)
    domain = {
        symbol: sympy.Symbol(symbol.name, positive=True) if fit.bounds.get(name, (-math.inf,))[0] >= 0 else symbol
        for name, symbol in symbols.items()
    }
    return quantity(fit, text, value, gradient, positive=bool(tree.xreplace(domain).is_positive))


def of_distribution(
    fit: Fit, name: str, value: Callable[[Any], float], slopes: Callable[[Any, float], Array], unit: bool = False
) -> Quantity:
    """A property of the fitted distribution: its value, and its gradient in the free parameters."""
    source = fit.source
    if source is None or not source.single:
        raise RequestError(f"{name}: the fitted distribution is at hand for models of one variable only")
    theta = [fit.params[p.name] for p in source.plan.parameters]
    if not all(map(math.isfinite, theta)):
        raise RequestError(f"{name}: there is no finite estimate")
    distribution = source.distribution(theta)
    number = float(value(distribution))
    gradient = np.zeros(len(fit.params))
    order = list(fit.params)
    for p, slope in zip(source.plan.parameters, slopes(distribution, number), strict=True):
        gradient[order.index(p.name)] = slope
    lower = distribution.lower
    return quantity(fit, name, number, gradient, positive=not unit and lower >= 0, unit=unit)


def expectation(fit: Fit, name: str, function: Callable[[Array], Array]) -> Quantity:
    """E[h(X)] and its gradient E[h(X) score]; the support must not depend on the parameters."""
    source, theta = _regular(fit, name)
    return of_distribution(
        fit,
        name,
        lambda d: d.moment_of(function),
        lambda d, value: np.asarray(d.expect(lambda x: (function(x) - value)[:, None] * source.scores(x, theta))),
    )


def moment(fit: Fit, order: int, central: bool) -> Quantity:
    """E[X^k], or E[(X - E X)^k]."""
    if order < 1 or order != int(order):
        raise RequestError(f"a moment's order is a positive whole number, not {order!r}")
    if not central or order == 1:
        return _finite(expectation(fit, f"E[X^{order}]" if order > 1 else "E[X]", lambda x: x**order))
    mean = _finite(expectation(fit, "E[X]", lambda x: x))
    about = expectation(fit, f"E[(X - E[X])^{order}]", lambda x: (x - mean.value) ** order)
    below = expectation(fit, "", lambda x: (x - mean.value) ** (order - 1)).value
    # the mean moves too: d E[(X - m)^k] = E[(X - m)^k score] - k E[(X - m)^(k-1)] dm
    gradient = about.gradient - order * below * mean.gradient
    return _finite(quantity(fit, about.name, about.value, gradient, positive=order % 2 == 0))


def _finite(q: Quantity) -> Quantity:
    if not math.isfinite(q.value):
        raise RequestError(f"{q.name} is not finite under the fitted distribution")
    return q


def survival(fit: Fit, at: float) -> Quantity:
    """P(X > t), its gradient the expectation of the score beyond t."""
    source, theta = _regular(fit, "survival")
    return of_distribution(
        fit,
        f"P(X > {at:g})",
        lambda d: float(d.sf(at)),
        lambda d, value: _beyond(d, at, lambda x: source.scores(x, theta)),
        unit=True,
    )


def quantile(fit: Fit, level: float) -> Quantity:
    """F^{-1}(p), continuous distributions only."""
    source, theta = _regular(fit, "quantile")
    if not 0 < level < 1:
        raise RequestError(f"a quantile's level lies between 0 and 1, not {level!r}")
    if source.integer:
        raise RequestError("a quantile of counts jumps: take f.distribution.ppf, which has no standard error")
    return of_distribution(
        fit,
        f"quantile {level:g}",
        lambda d: float(d.ppf(level)),
        # dF/dtheta = -dS/dtheta
        lambda d, value: _beyond(d, value, lambda x: source.scores(x, theta)) / float(d.pdf(value)),
    )


def _regular(fit: Fit, name: str) -> tuple[Any, Sequence[float]]:
    source = fit.source
    if source is None or not source.single:
        raise RequestError(f"{name}: the fitted distribution is at hand for models of one variable only")
    if source.moving:
        raise RequestError(f"{name}: the support depends on the parameters; write a formula for f.estimate instead")
    return source, [fit.params[p.name] for p in source.plan.parameters]


def _beyond(distribution: Any, at: float, scores: Callable[[Array], Array]) -> Array:
    """E[score; X > t], the smaller side integrated: over the whole line the score has expectation zero."""
    if float(distribution.sf(at)) <= 0.5:
        return np.asarray(distribution.part(at, math.inf, scores))
    return -np.asarray(distribution.part(-math.inf, at, scores))


def efficiency(fit: Fit, of: str | float) -> Quantity:
    """n Var(ML)/(n Var(T)) in large samples, T the sample's mean, variance or quantile, ML the same of the fitted law.

        T    mean  var X        variance  E(X - m)^4 - (var X)^2        quantile p  p (1 - p)/f(x_p)^2
        ML   g' I^{-1} g, g the gradient of that property

    Both at the estimate, were the model true.  The value has no error of its own.  RequestError for other words, and
    where a variance is not finite.
    """
    source, theta = _regular(fit, "efficiency")
    distribution = source.distribution(theta)
    if of == "mean":
        name, property_ = "mean", moment(fit, 1, False)
        spread = distribution.var()
    elif of == "variance":
        name, property_ = "variance", moment(fit, 2, True)
        centre = distribution.mean()
        spread = distribution.moment_of(lambda x: (x - centre) ** 4) - property_.value**2
    else:
        level = 0.5 if of == "median" else of
        if isinstance(level, str):
            raise RequestError(f"efficiency: {of!r} is none of 'mean', 'variance', 'median' and a quantile's level")
        name, property_ = ("median" if level == 0.5 else f"quantile {level:g}"), quantile(fit, level)
        spread = level * (1 - level) / float(distribution.pdf(property_.value)) ** 2
    if not (math.isfinite(spread) and spread > 0):
        raise RequestError(f"efficiency: the sample {name} has no finite variance under the fitted distribution")
    free = [list(fit.params).index(p.name) for p in source.plan.parameters]
    gradient = property_.gradient[free]
    best = float(gradient @ np.linalg.solve(source.expected_information(theta), gradient))
    return Quantity(f"relative efficiency of the sample {name}", best / spread, math.nan, np.zeros(len(fit.params)))
