"""Plan and data -> Fit.  From here on no SymPy is needed: a plan is printed text, the rest is arithmetic.

table of numbers -> estimate (engines) -> Fit
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from operator import mul
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thetahat.core.plan import Pass, Plan
from thetahat.engines.arrays import USED
from thetahat.engines.cells import COSTLY
from thetahat.engines.data import Sample
from thetahat.engines.domains import inside_rows, known_values
from thetahat.engines.estimate import Estimate, estimate
from thetahat.engines.first import first, ways
from thetahat.engines.kernels import work
from thetahat.engines.likelihood import Likelihood
from thetahat.engines.machine import expressions, machine
from thetahat.engines.native import LEAST
from thetahat.engines.nouns import Count
from thetahat.engines.outcome import SMOOTH, irregularity
from thetahat.engines.quick import Quick, quick
from thetahat.engines.tables import Column, Table, table
from thetahat.engines.tallied import of_counts
from thetahat.fit import Fit
from thetahat.inference import errors
from thetahat.solve.maximise import symmetric

Array = NDArray[np.float64]


class Estimator:
    """A plan made ready to fit: ``fit`` takes the quick way where the plan and the data are ordinary.

    ``names`` are the parameters in the order in which the result lists them, those among the plan's constants that were
    declared as parameters included; the plan's own parameters if empty.
    """

    def __init__(self, plan: Plan, names: Sequence[str] = (), title: str = "") -> None:
        self.plan = plan
        self.names = tuple(names)
        self.title = title or plan.name.replace("_", " ")
        self.quick: Quick | None = quick(plan)
        self._one = len(plan.variables) == 1

    @staticmethod
    def irregular(kind: str) -> bool:
        """Whether answers of this kind have no standard errors."""
        return kind not in SMOOTH

    def fit(
        self, data: Any, weights: Any = None, fixed: Mapping[str, float] | None = None, column: Column = None
    ) -> Fit:
        """The maximum-likelihood fit to data; arguments and errors as those of `fitted`."""
        if weights is None and column is None and self._one:
            x = data if type(data) is np.ndarray else _listed(data)
            if x is not None and x.dtype is _FLOAT and x.ndim == 1 and len(x):
                # Sums over strides are rounded differently: the same numbers are to give the same fit.
                found = self._at_once(x if x.flags.c_contiguous else np.ascontiguousarray(x), fixed)
                if found is not None:
                    return found
        rows = table(data, self.plan.variables, column=column, weights=weights)
        if rows.weights is None and self._one:
            # The same numbers give the same fit, whatever they came in.
            found = self._at_once(rows.columns[self.plan.variables[0]], fixed)
            if found is not None:
                return found
        return _fitted(self, rows, dict(fixed or {}))

    def _at_once(self, x: Array, fixed: Mapping[str, float] | None) -> Fit | None:
        """The fit of a contiguous column that was not checked; None where the general way has to look at it."""
        rows = len(x)
        if self._tallied is not None and rows >= TALLIED:
            found = self._quickly(self._tallied, x, fixed)
            if found is not None:
                return found
        if rows < LEAST or (rows <= BRIEF and self._cheap):
            return None if self.quick is None else self._quickly(self.quick, x, fixed)
        # With kernels, and for very many rows without them.
        for way in self._many:
            found = self._quickly(way, x, fixed)
            if found is not None:
                return found
        if self.quick is not None and rows <= self.quick.most:
            return self._quickly(self.quick, x, fixed)
        sound = self._first(x) if self._first is not None and not fixed else None
        return None if sound is None else _fitted(self, sound, {})

    @cached_property
    def _many(self) -> tuple[Quick, ...]:
        return ways(self.plan)

    @cached_property
    def _tallied(self) -> Quick | None:
        return of_counts(self.plan)

    @cached_property
    def _cheap(self) -> bool:
        """Whether NumPy has done with a few rows before a kernel is called."""
        passes = [s for s in (*self.plan.prelude, *self.plan.estimate) if isinstance(s, Pass)]
        return self.quick is not None and self.quick.most >= BRIEF and all(work(s) < COSTLY for s in passes)

    @cached_property
    def _first(self) -> Callable[[Any], Sample | None] | None:
        return first(self.plan)

    def _quickly(self, way: Quick, x: Array, fixed: Mapping[str, float] | None) -> Fit | None:
        """The fit of an ordinary sample; None if anything is out of the ordinary."""
        given = known_values(self.plan, fixed) if self.plan.known else {}
        rows = len(x)
        USED.kernels = False
        try:
            with np.errstate(all="ignore"):
                found = way.run(x, float(rows), *given.values())
        except (ValueError, ZeroDivisionError, OverflowError, TypeError):
            return None
        if found is None:
            return None
        theta, value, triangle, counts = found
        params = dict(zip(way.names, theta, strict=True))
        held = {}
        if given:
            held = {p.name: given[p.identifier] for p in self.plan.known}
            params = {name: params[name] if name in params else held[name] for name in self.names}
        known: dict[str, Any] = {
            "params": params,
            "log_likelihood": value,
            "n": float(rows),
            "outcome": way.outcome if way.told is None else way.told(counts),
            "converged": True,
            "irregular": way.irregular,
            "fixed": held,
            "title": self.title,
            "sample": x,
            "tied": _NOTHING,
        }
        if way.still:
            known["non_regular"] = way.irregular
        return Fit.begun(known, Rest(self, way, x, theta, triangle, counts, given))


_NOTHING: Mapping[str, Any] = {}

TALLIED = 32
"""From so many rows of whole numbers on it is worth to count them."""
BRIEF = 16_384
"""Up to so many rows a cheap pass is left to NumPy."""


class Rest:
    """What a small sample's fit is not asked for every time, each made by the method of the field's name."""

    __slots__ = ("counts", "estimator", "given", "theta", "triangle", "way", "with_kernels", "x")

    def __init__(
        self,
        estimator: Estimator,
        way: Quick,
        x: Array,
        theta: tuple[float, ...],
        triangle: tuple[float, ...],
        counts: tuple[int, ...],
        given: Mapping[str, float],
    ) -> None:
        self.estimator, self.way, self.x = estimator, way, x
        self.theta, self.triangle, self.counts, self.given = theta, triangle, counts, given
        self.with_kernels = USED.kernels

    def standard_errors(self) -> dict[str, float] | None:
        """The square roots of J^{-1}'s diagonal in plain floats; None where that takes more than that."""
        if self.given or self.way.irregular or not self.way.still:
            return None
        found = errors(self.triangle, len(self.theta))
        return None if found is None else dict(zip(self.way.names, found, strict=True))

    def information(self) -> Array:
        """Minus the Hessian, from its lower triangle."""
        return -symmetric(self.triangle, len(self.theta))

    def route(self) -> dict[str, str]:
        """How each parameter was found, and how the data were read."""
        way, counts, rows = self.way, self.counts, len(self.x)
        passes = Count(way.passes + sum(map(mul, counts, way.repeated)))
        numbers = tuple(map(Count, counts))
        by = ", with compiled kernels" if self.with_kernels else ""
        route = {name: text.format(*numbers).replace("from 1 start,", "from one start,") for name, text in way.routes}
        route["data"] = f"{passes:pass} over {Count(rows):row}{by}"
        return route

    def bounds(self) -> Mapping[str, tuple[float, float]]:
        """The ends of the domains at the estimate."""
        way = self.way
        there = _named(self.estimator.plan, self.theta, self.given) if way.moving else {}
        ends = {name: expressions((low, high))(there) for name, low, high in way.moving}
        return {**way.bounds, **{name: (low, high) for name, (low, high) in ends.items()}}

    def likelihood(self) -> Likelihood:
        """The log-likelihood of the sample."""
        rows = len(self.x)
        return Likelihood(self.estimator.plan, Sample((self.x,), None, float(rows), rows), self.given)

    def density(self) -> Any:
        """The density of one observation."""
        return _density(self.estimator.plan, self.theta, self.given)

    def sample_weights(self) -> None:
        """A small sample with weights goes the general way."""
        return


_FLOAT = np.dtype(np.float64)


def _listed(data: Any) -> Array | None:
    """A plain list of numbers as an array; None for anything else."""
    if type(data) is not list:
        return None
    try:
        x = np.asarray(data)
    except (ValueError, TypeError, OverflowError):
        return None
    return x.astype(np.float64) if x.dtype.kind in "iu" else x


def _named(plan: Plan, theta: Sequence[float], known: Mapping[str, float]) -> dict[str, float]:
    return {**known, **dict(zip((p.identifier for p in plan.parameters), theta, strict=True))}


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
    plan's known constants.  ``names`` and ``title`` as in `Estimator`.
    Raises DataError for data that are none for this model, RequestError for a constant without a value.
    """
    return Estimator(plan, names, title).fit(data, weights, fixed, column)


def _fitted(ready: Estimator, rows: Table | Sample, given: Mapping[str, float]) -> Fit:
    """The fit the general way."""
    plan = ready.plan
    found = estimate(plan, rows, known=given)
    columns = rows.columns if isinstance(rows, Sample) else tuple(rows.columns[name] for name in plan.variables)
    values = {**{name: float(value) for name, value in given.items()}, **found.params}
    return Fit(
        params={name: values[name] for name in ready.names or found.params},
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
        title=ready.title,
        density=_density(plan, [found.params[p.name] for p in plan.parameters], found.likelihood.known),
        sample=columns[0] if len(columns) == 1 else None,
        sample_weights=rows.weights,
    )


def _reason(kind: str, found: Estimate) -> str:
    if not found.converged:
        return "there is no maximum at which to measure the curvature"
    return irregularity(kind)


def _reading(found: Estimate) -> str:
    by = f", {found.compiled} of them by a compiled kernel" if found.compiled else ""
    return f"{Count(found.passes):pass} over {Count(found.rows):row}{by}"


def _bounds(plan: Plan, found: Estimate) -> dict[str, tuple[float, float]]:
    """The ends of each parameter's domain, where they depend on other parameters at the estimate."""
    theta = np.array([found.params[p.name] for p in plan.parameters])
    if not np.all(np.isfinite(theta)):
        return {}
    ends = [found.likelihood.coordinates.ends(theta, i) for i in range(len(theta))]
    return {p.name: pair for p, pair in zip(plan.parameters, ends, strict=True) if any(map(math.isfinite, pair))}


def _density(plan: Plan, fitted_values: Sequence[float], known: Mapping[str, float]) -> Any:
    """The density of one variable as a function of points, fitted unless other values of the parameters are given.

    None if there are several variables.
    """
    if len(plan.variables) > 1:
        return None
    ends = expressions((plan.regions[0].lower, plan.regions[0].upper))

    def density(points: Array, theta: Sequence[float] | None = None) -> Array:
        values = list(fitted_values if theta is None else theta)
        lower, upper = ends(_named(plan, values, known))
        columns = (np.asarray(points, dtype=np.float64),)
        likelihood = Likelihood(plan, Sample(columns, None, float(len(points)), len(points)), known)
        within = (lower <= columns[0]) & (columns[0] <= upper)
        with np.errstate(all="ignore"):
            within &= inside_rows(machine(plan), columns, [*values, *known.values()])
            return np.where(within, np.exp(likelihood.log_density(values)), 0.0)

    return density
