"""Plan and data -> Fit.  From here on no SymPy is needed: a plan is printed text, the rest is arithmetic.

table of numbers -> estimate (engines) -> Fit
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thetahat.core.plan import Plan
from thetahat.engines.data import Sample
from thetahat.engines.domains import inside_rows
from thetahat.engines.estimate import Estimate, estimate
from thetahat.engines.likelihood import Likelihood
from thetahat.engines.machine import expressions, machine
from thetahat.engines.tables import Column, table
from thetahat.fit import Fit

Array = NDArray[np.float64]

_IRREGULAR = {
    "border": "it is an order statistic, to which the usual theory does not apply",
    "quantile": "the log-likelihood has a corner at the estimate",
    "interval": "every value of an interval maximises the likelihood",
    "integer": "it is an integer",
    "points": "it is one of the observations",
}


def fitted(
    plan: Plan,
    data: Any,
    *,
    weights: Any = None,
    fixed: Mapping[str, float] | None = None,
    column: Column = None,
    names: Sequence[str] = (),
    title: str = "",
) -> Fit:
    """The maximum-likelihood fit of a plan to data.

    ``data``, ``weights`` and ``column`` as in `thetahat.engines.tables.table`.  ``fixed`` gives a value to each of the
    plan's known constants.  ``names`` are the parameters in the order in which the result lists them, those among the
    plan's constants that were declared as parameters included; the plan's own parameters if empty.
    Raises DataError for data that are none for this model, RequestError for a constant without a value.
    """
    rows = table(data, plan.variables, column=column, weights=weights)
    given = dict(fixed or {})
    found = estimate(plan, rows, known=given)
    values = {**{name: float(value) for name, value in given.items()}, **found.params}
    return Fit(
        params={name: values[name] for name in names or found.params},
        log_likelihood=found.log_likelihood,
        n=found.n,
        outcome=found.outcome,
        converged=found.converged,
        route={**found.route, "data": _reading(found)},
        information=-found.hessian,
        irregular={p.name: _reason(p.kind, found) for p in plan.parameters if p.name not in found.regular},
        bounds=_bounds(plan, found),
        fixed={name: values[name] for name in given},
        likelihood=found.likelihood,
        title=title or plan.name.replace("_", " "),
        density=_density(plan, found),
        sample=rows.columns[plan.variables[0]] if len(plan.variables) == 1 else None,
        sample_weights=rows.weights,
    )


def _reason(kind: str, found: Estimate) -> str:
    if not found.converged:
        return "there is no maximum at which to measure the curvature"
    return _IRREGULAR.get(kind, "the estimate does not lie inside the domain, where the likelihood is smooth")


def _reading(found: Estimate) -> str:
    passes = f"{found.passes} pass{'es' * (found.passes != 1)}"
    return f"{passes} over {found.rows} row{'s' * (found.rows != 1)}"


def _bounds(plan: Plan, found: Estimate) -> dict[str, tuple[float, float]]:
    """The ends of each parameter's domain, where they depend on other parameters at the estimate."""
    theta = np.array([found.params[p.name] for p in plan.parameters])
    if not np.all(np.isfinite(theta)):
        return {}
    ends = [found.likelihood.coordinates.ends(theta, i) for i in range(len(theta))]
    return {p.name: pair for p, pair in zip(plan.parameters, ends, strict=True) if any(map(math.isfinite, pair))}


def _density(plan: Plan, found: Estimate) -> Any:
    """The density of one variable as a function of points, fitted unless other values of the parameters are given.

    None if there are several variables.
    """
    if len(plan.variables) > 1:
        return None
    fitted_values = [found.params[p.name] for p in plan.parameters]
    known = found.likelihood.known
    ends = expressions((plan.regions[0].lower, plan.regions[0].upper))

    def density(points: Array, theta: Sequence[float] | None = None) -> Array:
        values = list(fitted_values if theta is None else theta)
        lower, upper = ends({**known, **dict(zip((p.identifier for p in plan.parameters), values, strict=True))})
        columns = (np.asarray(points, dtype=np.float64),)
        likelihood = Likelihood(plan, Sample(columns, None, float(len(points)), len(points)), known)
        within = (lower <= columns[0]) & (columns[0] <= upper)
        with np.errstate(all="ignore"):
            within &= inside_rows(machine(plan), columns, [*values, *known.values()])
            return np.where(within, np.exp(likelihood.log_density(values)), 0.0)

    return density
