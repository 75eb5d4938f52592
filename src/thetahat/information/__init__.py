"""What a derivation tells of the estimator's precision: information, covariance for large samples, bias.

    I(theta) = -E[d2 log f / dtheta dtheta']  of one observation,      Cov(theta_hat) ~ I^{-1}/n
    E[theta_hat] - theta = I^{-1} ... / n                                 (Cox and Snell, 1968), or exactly

Where log f has a corner in theta, I = E[score score'].  Everything found is checked by quadrature over the declared
density, as any other step; what is not found in closed form stays an expectation.  Nothing depends on a clock.

expectations  over one observation of the declared density
matrix        expected and observed information, the covariance
bias          exact, or to the first order
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from sympy import Expr, Float, ImmutableMatrix, Symbol

from thetahat.core.derivation import Derivation, Expectation, Reason, Step
from thetahat.core.statistics import SAMPLE_SIZE, Total
from thetahat.errors import RequestError
from thetahat.information.bias import bias
from thetahat.information.expectations import Expectations
from thetahat.information.matrix import covariance, expected_information, observed_information


@dataclass(frozen=True, eq=False)
class FisherInformation:
    """Information, covariance for large samples and bias, over the parameters to which the usual theory applies.

    ``expected`` is I of one observation; where variables are given, that of the sample.  It is None where it is not
    known, and holds `Expectation` where one was not found in closed form (then ``closed`` is False).  ``observed`` is
    J, minus the second derivatives, over statistics, to be taken at the estimate; None where log f has a corner.
    ``covariance`` is I^{-1}/n.  ``bias`` maps names to E[estimator] - parameter; those in ``exact`` hold for every n,
    the others to the first order in 1/n.  ``without`` tells of the other parameters why they have no information.
    """

    parameters: tuple[Symbol, ...] = ()
    observed: ImmutableMatrix | None = None
    expected: ImmutableMatrix | None = None
    covariance: ImmutableMatrix | None = None
    bias: Mapping[str, Expr] = field(default_factory=dict)
    exact: tuple[str, ...] = ()
    without: Mapping[str, Reason] = field(default_factory=dict)
    closed: bool = False
    steps: tuple[Step, ...] = ()

    def corrected(self, params: Mapping[str, float], n: float) -> dict[str, float]:
        """Estimates less their bias, the bias taken at the estimates; parameters without a known bias are left out."""
        return {name: params[name] - _number(bias, params, n) for name, bias in self.bias.items()}

    def standard_errors(self, params: Mapping[str, float], n: float) -> dict[str, float]:
        """The square roots of the covariance's diagonal, for n observations; RequestError without a closed form."""
        if self.covariance is None or _parametric_total(self.covariance):
            raise RequestError("the covariance has no closed form: fit with cov='expected' instead")
        return {s.name: math.sqrt(_number(self.covariance[k, k], params, n)) for k, s in enumerate(self.parameters)}


def _number(e: Expr, params: Mapping[str, float], n: float) -> float:
    value = e.xreplace({SAMPLE_SIZE: Float(n)})
    return float(value.xreplace({s: Float(params[s.name], 25) for s in value.free_symbols}).evalf(20))


def _parametric_total(matrix: ImmutableMatrix) -> bool:
    """Whether a statistic other than n stands in the matrix."""
    return any(t != SAMPLE_SIZE for t in matrix.atoms(Total))


def information(derivation: Derivation) -> FisherInformation:
    """The information of a derivation's model, its steps checked."""
    model = derivation.model
    without = dict(_without(derivation))
    mean = Expectations(derivation, tuple(s for s in model.symbols if s.name not in without))
    groups = _grouped(without, model.symbols)
    told = tuple(_said(mean, Reason(r.key, {**r.bindings, "parameters": symbols})) for r, symbols in groups)
    found = FisherInformation(mean.parameters, without=without, steps=told)
    if not mean.parameters:
        return found
    found = replace(found, observed=observed_information(mean))
    matrix = expected_information(mean)
    if matrix is None:
        return replace(found, steps=(*told, _said(mean, Reason("information_numeric"))))
    expected, step = matrix
    if expected.has(Expectation):
        return replace(found, expected=expected, steps=(*told, step))
    inverse, large, second = covariance(mean, expected)
    plain = not (mean.given or without)
    biases, exact, more = bias(mean, expected, inverse) if plain else ({}, (), ())
    return replace(
        found,
        expected=expected,
        covariance=large,
        bias=biases,
        exact=exact,
        closed=True,
        steps=(*told, step, *((second,) if second else ()), *more),
    )


def _said(mean: Expectations, reason: Reason) -> Step:
    """A step of words alone."""
    return mean.checked(Step("information", reason))


# ------------------------------------------------------------------ what has none


def _without(derivation: Derivation) -> Iterator[tuple[str, Reason]]:
    model = derivation.model
    moving = model.support.parameters
    for p in model.parameters:
        if model.kernel:
            yield p.name, Reason("information_kernel")
        elif len(model.random) > 1:
            yield p.name, Reason("information_several")
        elif p.domain.integer:
            yield p.name, Reason("information_integer")
        elif p.symbol in moving:
            yield p.name, Reason("information_support")


def _grouped(without: Mapping[str, Reason], symbols: Iterable[Symbol]) -> list[tuple[Reason, tuple[Symbol, ...]]]:
    groups: dict[str, tuple[Reason, tuple[Symbol, ...]]] = {}
    for s in symbols:
        reason = without.get(s.name)
        if reason is not None:
            groups[reason.key] = (reason, (*groups.get(reason.key, (reason, ()))[1], s))
    return list(groups.values())
