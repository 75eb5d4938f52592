"""The log-likelihood of one sample as a function of the parameters: value, gradient, Hessian, per-observation parts.

Everything is exact: the formulas come from the algebra, nothing is differenced.  Outside the domain or the support the
value is -inf and the derivatives are nan.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thetahat.core.plan import Plan
from thetahat.engines.data import Sample
from thetahat.engines.domains import border, check_relations, coordinates, inside_rows
from thetahat.engines.machine import Machine, machine
from thetahat.solve.climb import Maximum
from thetahat.solve.coordinates import Coordinates
from thetahat.solve.maximise import maximise

Array = NDArray[np.float64]


LARGE = 1e5
"""Beyond this, log-gammas and what they cancel with are so large that the log-likelihood is summed by rows."""


class Likelihood:
    """l(theta) for a plan, a sample and values of the known constants.  theta is in the plan's order of parameters."""

    def __init__(
        self, plan: Plan, sample: Sample, known: Mapping[str, float], base: Mapping[str, float] | None = None
    ) -> None:
        self.plan, self.sample, self.known = plan, sample, dict(known)
        self._machine: Machine = machine(plan)
        self.base = dict(base) if base is not None else self._machine.base(sample, self.known)
        self._names = tuple(p.identifier for p in plan.parameters)
        self._coordinates: Coordinates | None = None
        self._border: Any = None

    @property
    def coordinates(self) -> Coordinates:
        """The parameters' domains, as unconstrained coordinates."""
        if self._coordinates is None:
            self._coordinates = coordinates(self.plan.parameters, self.known)
        return self._coordinates

    def check_relations(self) -> None:
        """Raises DataError when variables do not stand to one another as the support wants it."""
        if self.plan.inside:
            check_relations(self.plan, self._machine, self.sample, self.known)

    def admissible(self, theta: Sequence[float]) -> bool:
        """Whether theta lies in the domain and all observations in the support that it implies."""
        if not self.coordinates.contains(np.asarray(theta, dtype=float)):
            return False
        if not any(r.moving for r in self.plan.regions) and not self.plan.inside:
            return True
        if self._border is None:
            self._border = border(self.plan, self.sample)
        scalars = {**self.known, **dict(zip(self._names, map(float, theta), strict=True))}
        if not self._border(scalars):
            return False
        if not self.plan.inside:
            return True
        with np.errstate(all="ignore"):
            return bool(
                np.all(inside_rows(self._machine, self._columns(), [*map(np.float64, theta), *self.known.values()]))
            )

    # -------------------------------------------------------------- values

    @np.errstate(all="ignore")
    def value(self, theta: Sequence[float]) -> float:
        """l(theta), with every constant; -inf outside the domain or the support."""
        if not self.admissible(theta):
            return -math.inf
        if self.cancels(theta):
            logs = self.log_density(theta)
            return float(np.sum(logs if self.sample.weights is None else self.sample.weights * logs))
        return self._machine.value(self.sample, self.base, list(map(float, theta)))[0]

    def cancels(self, theta: Sequence[float]) -> bool:
        """Whether sums over the sample lose digits that its log-densities keep: log x! of counts of a billion."""
        plan = self.plan
        if self.sample.remote is not None or not any("deviance(" in s for s in plan.log_density.outputs):
            return False
        given = (*theta, *self.known.values(), *(v for c in self.sample.columns for v in (c.min(), c.max())))
        return bool(np.max(np.abs(np.asarray(given, dtype=float))) > LARGE)

    def nll(self, theta: Sequence[float]) -> float:
        """-l(theta)."""
        return -self.value(theta)

    @np.errstate(all="ignore")
    def gradient(self, theta: Sequence[float]) -> Array:
        """The score, shape (k,)."""
        if not self.admissible(theta):
            return np.full(len(self._names), np.nan)
        return np.array(self._machine.gradient(self.sample, self.base, list(map(float, theta))))

    def hessian(self, theta: Sequence[float]) -> Array:
        """Second derivatives of l, shape (k, k)."""
        k = len(self._names)
        if not self.admissible(theta):
            return np.full((k, k), np.nan)
        return self.derivatives(np.asarray(theta, dtype=float))[2]

    @np.errstate(all="ignore")
    def derivatives(self, theta: Array) -> tuple[float, Array, Array]:
        """(l, score, Hessian) in one go; no check of the domain, -inf outside the support."""
        from thetahat.solve.maximise import unpack

        if self._border is None:
            self._border = border(self.plan, self.sample)
        k = len(self._names)
        values = list(map(float, theta))
        if not self._border({**self.known, **dict(zip(self._names, values, strict=True))}):
            return -math.inf, np.zeros(k), np.zeros((k, k))
        return unpack(self._machine.derivatives(self.sample, self.base, values), k)

    # -------------------------------------------------------------- observations

    def _columns(self) -> list[Array]:
        return [np.asarray(c, dtype=np.float64) for c in self.sample.columns]

    def log_density(self, theta: Sequence[float]) -> Array:
        """log f(x_i; theta) for each row, shape (rows,)."""
        with np.errstate(all="ignore"):
            out = self._machine.log_density(*self._columns(), *map(np.float64, theta), *self.known.values())[0]
        return np.broadcast_to(np.asarray(out, dtype=float), (self.sample.rows,)).copy()

    def scores(self, theta: Sequence[float]) -> Array:
        """The gradient of log f(x_i; theta) for each row, shape (rows, k)."""
        with np.errstate(all="ignore"):
            out = self._machine.scores(*self._columns(), *map(np.float64, theta), *self.known.values())
        return np.column_stack([np.broadcast_to(np.asarray(o, dtype=float), (self.sample.rows,)) for o in out])

    # -------------------------------------------------------------- profile

    @np.errstate(all="ignore")
    def profile(self, fixed: Mapping[int, float], start: Sequence[float]) -> Maximum:
        """The maximum over the other parameters, uphill of ``start``; those in ``fixed`` (index to value) are held."""
        held = dict(fixed)
        rest = [i for i in range(len(self._names)) if i not in held]
        filled = np.array(start, dtype=float)
        for i, v in held.items():
            filled[i] = v
        parameters = [self.plan.parameters[i] for i in rest]
        scalars = {**self.known, **{self._names[i]: float(v) for i, v in held.items()}}
        inner = coordinates(parameters, scalars)

        def derivatives(theta: Array) -> tuple[float, Array, Array]:
            whole = filled.copy()
            whole[rest] = theta
            value, gradient, hessian = self.derivatives(whole)
            return value, gradient[rest], hessian[np.ix_(rest, rest)]

        return maximise(derivatives, inner, [filled[rest]], self.sample.size)
