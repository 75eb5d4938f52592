"""Squares about a mean, read together with the sum that gives the mean: about a centre c near it.

    sum (h - m)^2 = sum (h - c)^2 - (sum (h - c))^2/n,    m = (sum h)/n

With the mean of a few rows for c nothing cancels, and the data are read once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from thetahat.core.plan import Pass, Plan, Scalars
from thetahat.engines.cells import Cells

CENTRE, DEVIATION = "first_centre", "first_deviation"
SOME = 256
"""Rows whose mean is the centre."""
NEAR = 0.01
"""The squared distance of centre and mean may be this part of the variance."""


@dataclass(frozen=True)
class Centred:
    """A total of the first pass, and the pass of squares about its mean, which is read at the same time."""

    total: str
    summand: str
    second: Pass

    def added(self, s: Pass) -> Pass:
        """The first pass about the centre, with the squares."""
        summands = tuple(DEVIATION if n == self.total else h for n, h in zip(s.names, s.summands, strict=True))
        return replace(
            s,
            names=(*s.names, *self.second.names),
            kinds=(*s.kinds, "total"),
            summands=(*summands, f"{DEVIATION}**2"),
            locals=(*s.locals, (DEVIATION, f"{self.summand} - {CENTRE}")),
            needs=(CENTRE,),
        )

    def lines(self, builder: Cells) -> tuple[list[str], list[str]]:
        """(what chooses the centre, what carries the statistics back); nothing is lost as long as it is near."""
        x, n, square = builder.plan.identifiers[0], builder.plan.size, self.second.names[0]
        builder.words |= {"_mean": _mean, "_int": int}
        some = f"{x}[:: 1 + _int({n}) // {SOME}]"
        before = [f"{CENTRE} = _mean((lambda {x}: {builder.array(self.summand)})({some}))"]
        after = [f"_d = {self.total}", f"if not _d*_d <= {NEAR}*{n}*{square}: return None"]
        after += [f"{self.total} = {n}*{CENTRE} + _d", f"{square} = {square} - _d*_d/{n}"]
        return before, after


def _mean(values: Any) -> float:
    return float(np.add.reduce(values)) / len(values)


def centred(plan: Plan, first: Pass) -> Centred | None:
    """The total h and the pass of (h - m)^2 alone, with m = h/n, if a plan has them."""
    totals = {n: h for n, k, h in zip(first.names, first.kinds, first.summands, strict=True) if k == "total"}
    scalars = [s for s in plan.estimate if isinstance(s, Scalars)]
    means = {name: source.removesuffix(f"/{plan.size}") for s in scalars for name, source in s.assignments}
    for s in plan.estimate:
        if isinstance(s, Pass) and s.kinds == ("total",) and not s.locals and len(s.needs) == 1:
            total = means.get(s.needs[0], "")
            if total in totals and s.summands == (f"({totals[total]} - {s.needs[0]})**2",):
                return Centred(total, totals[total], s)
    return None
