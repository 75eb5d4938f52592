"""What stands behind a fit of rows that are elsewhere: its likelihood, whose values are readings, and its source.

What needs the estimate alone (quantiles, moments, the expected information) is computed as for any fit; the robust
covariance takes one more aggregate; what needs single rows is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from thetahat.core.plan import Pass, Plan
from thetahat.engines.data import Sample
from thetahat.engines.likelihood import Likelihood
from thetahat.errors import RequestError
from thetahat.source import Source
from thetahat.sources.reader import Reader
from thetahat.sources.relation import TOTAL, Array

SHOWN = 4096
"""Rows at random that tell where the data lie."""


class InEngine:
    """The log-likelihood of rows that are elsewhere: each value is a reading.  It does not outlive its engine."""

    def __init__(self, inner: Likelihood, reader: Reader | None = None) -> None:
        self._inner = inner
        self.source = None if reader is None else Remote(inner.plan, inner.known, reader)
        """For the fit that stands on it; None where no single row is known."""

    def value(self, theta: Any) -> float:
        """l(theta)."""
        return self._inner.value(theta)

    def gradient(self, theta: Any) -> Any:
        """The score."""
        return self._inner.gradient(theta)

    def hessian(self, theta: Any) -> Any:
        """Second derivatives of l."""
        return self._inner.hessian(theta)

    def profile(self, fixed: Mapping[int, float], start: Any) -> Any:
        """The maximum over the other parameters."""
        return self._inner.profile(fixed, start)

    def __reduce__(self) -> Any:
        return _gone, ()


def _gone() -> None:
    """What an engine's log-likelihood is after it was stored."""
    return


class Remote(Source):
    """A plan with rows that are elsewhere."""

    def __init__(self, plan: Plan, known: Mapping[str, float], reader: Reader | None, few: Array | None = None) -> None:
        for name, value in (("plan", plan), ("known", known), ("reader", reader), ("few", few)):
            object.__setattr__(self, name, value)

    reader: Reader | None
    few: Array | None

    def __reduce__(self) -> Any:
        return Remote, (self.plan, self.known, None, self.shown)

    @property
    def sample(self) -> Sample:  # type: ignore[override]
        """Refused: RequestError."""
        where = "where they were" if self.reader is None else f"in {self.reader.source.engine}"
        raise RequestError(f"this needs single rows, and they stayed {where}: fit a sample of them in memory")

    @cached_property
    def shown(self) -> Array:
        """Some values of the first variable, its least and its greatest one among them."""
        if self.few is not None:
            return self.few
        assert self.reader is not None
        chosen = self.reader.chosen(SHOWN).columns[0]
        return np.concatenate([chosen, [self.reader.low[0], self.reader.high[0]]])

    def slow_ends(self, theta: Sequence[float], needed: float = 1.001) -> dict[str, float]:
        """As of any source; where order statistics alone move the ends, that is known without it."""
        movers = {p.name for p in self.plan.parameters if p.kind == "border"}
        return {} if movers and not self.plan.inside else super().slow_ends(theta, needed)

    def likelihood(self) -> Any:
        """None: a stored fit has left its engine."""
        return

    def score_products(self, theta: Sequence[float]) -> Array:
        """The sum over the observations of score score', by one aggregate."""
        if self.reader is None:
            raise RequestError("the rows stayed where they were when this fit was stored: cov='robust' needs them")
        plan, scores = self.plan, self.plan.scores
        k = len(plan.parameters)
        pairs = [(i, j) for i in range(k) for j in range(i + 1)]
        names = tuple(f"score_product_{i}_{j}" for i, j in pairs)
        outputs = tuple((f"score_{i}", source) for i, source in enumerate(scores.outputs))
        asked = Pass(
            names,
            (TOTAL,) * len(pairs),
            tuple(f"score_{i}*score_{j}" for i, j in pairs),
            locals=(*scores.scalars, *scores.locals, *outputs),
            reads=scores.reads,
            needs=(*(p.identifier for p in plan.parameters), *self.known),
        )
        there = {**self.known, **dict(zip((p.identifier for p in plan.parameters), map(float, theta), strict=True))}
        found = self.reader.read(asked, there)
        out = np.empty((k, k))
        for name, (i, j) in zip(names, pairs, strict=True):
            out[i, j] = out[j, i] = found[name]
        return out
