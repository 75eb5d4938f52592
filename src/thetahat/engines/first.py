"""The first reading of many rows: the plan's own statistics together with what tells whether the data are sound.

A sum that is finite, a least and a greatest value inside the support: data that pass need not be read for the checks
alone.  What does not pass goes the ordinary way, which looks closely and explains.

    first(plan)    a column -> a sample whose first pass was read, for the general way
    ways(plan)     the quick ways for plans that read their data a fixed number of times: any number of rows
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from thetahat.core.plan import Pass, Plan
from thetahat.engines.arrays import Together, reader
from thetahat.engines.cells import Cell, Unusual, reads_inside
from thetahat.engines.centred import Centred, centred
from thetahat.engines.compiled import expressions, needs_of
from thetahat.engines.data import Sample
from thetahat.engines.quick import ROWS, Builder, Quick

TOTAL, LEAST, GREATEST = "first_total", "first_least", "first_greatest"


@dataclass(frozen=True)
class Reading:
    """A plan's first pass with the statistics that the checks need."""

    whole: Pass
    own: tuple[str, ...]
    """The names of the plan's own statistics."""
    tests: tuple[tuple[str, str, float], ...]
    """(a statistic's name, the comparison that must hold, a number)."""


def reading(plan: Plan) -> Reading | None:
    """The first pass with its checks; None for a plan that does not begin with one over its only variable."""
    if len(plan.variables) != 1 or not plan.prelude or plan.regions[0].integer or plan.known:
        return None
    start, region = plan.prelude[0], plan.regions[0]
    if not isinstance(start, Pass) or start.needs or any(start.levels) or start.reads != plan.identifiers:
        return None
    x, parameters = plan.identifiers[0], {p.identifier for p in plan.parameters}
    there = {k: n for n, k, s in zip(start.names, start.kinds, start.summands, strict=True) if s == x}
    more = {} if "total" in there else {TOTAL: "total"}
    # A finite sum is that of finite values.
    tests = [(there.get("total", TOTAL), "<", math.inf), (there.get("total", TOTAL), ">", -math.inf)]
    for name, kind, text, closed in (
        (LEAST, "minimum", region.lower, region.lower_closed),
        (GREATEST, "maximum", region.upper, region.upper_closed),
    ):
        end = None if needs_of(text) & parameters else expressions((text,))({})[0]
        if end is None or math.isinf(end):
            continue
        if kind not in there:
            more[name] = kind
        sign = ">" if kind == "minimum" else "<"
        tests.append((there.get(kind, name), f"{sign}=" if closed else sign, end))
    whole = replace(
        start,
        names=(*start.names, *more),
        kinds=(*start.kinds, *more.values()),
        summands=(*start.summands, *(x,) * len(more)),
        levels=(),
    )
    return Reading(whole, start.names, tuple(tests))


_HOLDS: dict[str, Callable[[float, float], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def first(plan: Plan) -> Callable[[Any], Sample | None] | None:
    """What turns a contiguous column into a sample that was read and found sound, or None; None for other plans."""
    found = reading(plan)
    if found is None:
        return None
    read = reader(found.whole, plan.identifiers)

    def sound(column: Any) -> Sample | None:
        rows = len(column)
        sample, facts = Sample((column,), None, float(rows), rows), dict[str, float]()
        read(sample, facts)
        if not all(_HOLDS[sign](facts[name], end) for name, sign, end in found.tests):
            return None
        sample.facts = {name: facts[name] for name in found.own}
        return sample

    return sound


# ------------------------------------------------------------------ the quick way for any number of rows


def ways(plan: Plan) -> tuple[Quick, ...]:
    """The compiled ordinary case for many rows; nothing for plans that search over the data or check them by rows.

    Two passes that can be one are, where a kernel does it: that is tried first.
    """
    found = reading(plan)
    if found is None or reads_inside(plan):
        return ()
    try:
        plain = ManyRows(plan, found).built()
        both = centred(plan, found.whole)
        return (plain,) if both is None else (ManyRows(plan, found, both).built(), plain)
    except Unusual:
        return ()


class ManyRows(Builder):
    """Every pass is read by a kernel, or block by block; the first one's statistics check the data."""

    def __init__(self, plan: Plan, found: Reading, both: Centred | None = None) -> None:
        spread = [c.holds for c in plan.conditions if _spread(c.holds, found.whole)]
        rest = (plan.prelude[1:], plan.estimate, plan.report, [c for c in plan.conditions if c.holds not in spread])
        self.used = set(re.findall(r"\w+", repr(rest))) | {name for name, _, _ in found.tests}
        super().__init__(replace(plan, prelude=(found.whole, *plan.prelude[1:])))
        self.reading = found
        self.centred = both

    def read(self, s: Pass) -> None:
        """One call gives all statistics that are used."""
        if len(s.reads) != 1 or any(s.levels):
            raise Unusual
        if self.centred is not None and s is self.centred.second:
            return
        for name, kind, summand in zip(s.names, s.kinds, s.summands, strict=True):
            if summand in self.plan.identifiers:
                self.extremes[name] = (kind, summand)
        kept = [i for i, name in enumerate(s.names) if name in self.used or s is not self.reading.whole]
        s, whole = (
            replace(
                s,
                names=tuple(s.names[i] for i in kept),
                kinds=tuple(s.kinds[i] for i in kept),
                summands=tuple(s.summands[i] for i in kept),
            ),
            s is self.reading.whole,
        )
        name = f"_k{len(self.kernels)}"
        c = self.centred if whole else None
        if c is not None:
            s = c.added(s)
        self.kernels[name] = Together(s, ROWS if self.centred is None else sys.maxsize)
        before, after = ([], []) if c is None else c.lines(self)
        lines = [*before, f"_t = {name}({s.reads[0]}, ({''.join(f'{n}, ' for n in s.needs)}))"]
        lines += ["if _t is None: return None", f"{', '.join(s.names)}, = _t", *after]
        if c is not None:
            s = replace(s, needs=(self.plan.size,))
        if whole:
            lines += [f"if not {n} {sign} {end!r}: return None" for n, sign, end in self.reading.tests]
        self.cells += [Cell(("_pass",), set(), [], True), Cell(tuple(s.names), set(s.needs), lines, True)]
        self.names |= set(s.names)

    def support(self) -> list[str]:
        """The first pass checks it."""
        return []

    def support_names(self) -> set[str]:
        """The first pass is always read."""
        return {name for name, _, _ in self.reading.tests}


def _spread(test: str, p: Pass) -> bool:
    low, _, high = test.partition(" < ")
    return low in p.names and high in p.names and p.kinds[p.names.index(low)] == "minimum"
