"""Many samples at once: the ordinary case of a plan as one function of arrays, one entry for each sample.

    batch(plan) -> Batch, or None when the plan holds what only the general way can do

Closed forms vectorise; an equation that is left is solved for all samples together.  Samples that are out of the
ordinary are marked, and fitted one by one elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from thetahat.core.plan import Formula, Maximise, Pass, Plan, Root, Scalars, Statement
from thetahat.engines import vocabulary
from thetahat.engines.cells import REDUCE, Cell, Unusual, ends_of, kept
from thetahat.engines.compiled import _compile, needs_of
from thetahat.engines.outcome import CERTAIN, SURE
from thetahat.engines.quick import Builder
from thetahat.solve.many import climbs, roots
from thetahat.solve.newton import FAR

Array = NDArray[np.float64]

_NAME = re.compile(r"\b[A-Za-z_]\w*\b(?!\()")


class Layout(Protocol):
    """How the rows of several samples lie in one array."""

    count: int

    def add(self, rows: Array) -> Array:
        """The sum over each sample."""
        ...

    def least(self, rows: Array) -> Array:
        """The smallest of each sample."""
        ...

    def greatest(self, rows: Array) -> Array:
        """The greatest of each sample."""
        ...

    def spread(self, values: Any) -> Any:
        """A value of each sample for each of its rows."""
        ...


class Matrix:
    """Samples of one size: the rows of a matrix, shape (samples, n)."""

    def __init__(self, shape: tuple[int, int]) -> None:
        self.count = shape[0]

    def add(self, rows: Array) -> Array:
        """The sum over each sample."""
        return np.add.reduce(rows, axis=1)

    def least(self, rows: Array) -> Array:
        """The smallest of each sample."""
        return np.minimum.reduce(rows, axis=1)

    def greatest(self, rows: Array) -> Array:
        """The greatest of each sample."""
        return np.maximum.reduce(rows, axis=1)

    def spread(self, values: Any) -> Any:
        """A value of each sample for each of its rows."""
        return values if np.ndim(values) == 0 else np.asarray(values)[:, np.newaxis]


class Ragged:
    """Samples of any size, one after the other."""

    def __init__(self, sizes: NDArray[np.int64]) -> None:
        self.count = len(sizes)
        self.sizes = sizes
        self.starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])

    def add(self, rows: Array) -> Array:
        """The sum over each sample."""
        return np.add.reduceat(rows, self.starts)

    def least(self, rows: Array) -> Array:
        """The smallest of each sample."""
        return np.minimum.reduceat(rows, self.starts)

    def greatest(self, rows: Array) -> Array:
        """The greatest of each sample."""
        return np.maximum.reduceat(rows, self.starts)

    def spread(self, values: Any) -> Any:
        """A value of each sample for each of its rows."""
        return values if np.ndim(values) == 0 else np.repeat(values, self.sizes)


@dataclass(frozen=True)
class Solved:
    """Parameters, log-likelihoods and Hessians' triangles of all samples; ``ordinary`` marks those that hold."""

    theta: Array
    value: Array
    triangle: Array
    ordinary: NDArray[np.bool_]


@dataclass(frozen=True)
class Batch:
    """A plan's ordinary case for many samples."""

    run: Callable[..., tuple[Any, ...]]
    plan: Plan
    outcome: str

    def solve(self, rows: Array, layout: Layout, sizes: Array, known: Sequence[float]) -> Solved:
        """All samples of a layout; ``sizes`` are the numbers of their observations."""
        k = len(self.plan.parameters)
        with np.errstate(all="ignore"):
            rows, factors, offsets, gain = _standard(self.plan, rows, layout, sizes)
            outputs = self.run(layout, rows, sizes, *known)
            full = [np.broadcast_to(np.asarray(o), (layout.count,)) for o in outputs]
            theta, value, triangle = np.array(full[:k]), full[k], np.array(full[k + 1 : -1])
            ordinary = np.asarray(full[-1], dtype=bool)
            ordinary = ordinary & np.isfinite(value + theta.sum(axis=0) + triangle.sum(axis=0))
            if any(r.integer for r in self.plan.regions):
                ordinary &= value < -CERTAIN
            theta = theta * factors + offsets
            at = 0
            for i in range(k):
                for j in range(i + 1):
                    triangle[at] /= factors[i] * factors[j]
                    at += 1
        return Solved(theta, value + gain, triangle, ordinary)


def batch(plan: Plan) -> Batch | None:
    """The compiled ordinary case, or None."""
    try:
        return _Builder(plan).batch()
    except Unusual:
        return None


class _Builder(Builder):
    """The same statements as `thetahat.engines.quick`, printed for arrays."""

    def batch(self) -> Batch:
        """The function of (layout, rows, sizes, known constants)."""
        plan, k = self.plan, len(self.plan.parameters)
        if plan.inside or plan.verdict == "unbounded" or plan.intervals or len(plan.variables) != 1:
            raise Unusual
        for s in (*plan.prelude, *plan.estimate):
            self.add(s)
        outputs = [*(p.identifier for p in plan.parameters), plan.report[0], *plan.report[k + 1 :]]
        tests = [*self.inside(), *(c.holds for c in plan.conditions)]
        live = {n for text in (*outputs, *tests) for n in needs_of(text)}
        lines = [line for cell in kept(self.cells, live) for line in cell.lines]
        lines += [f"_ok = _ok & ({self.scalar(t)})" for t in tests]
        results = ", ".join(self.scalar(o) for o in outputs)
        x, n = plan.identifiers[0], plan.size
        head = ["_add, _least, _greatest, _spread = _l.add, _l.least, _l.greatest, _l.spread"]
        head += [f"_low, _high = _least({x}), _greatest({x})", "_ok = _low <= _high", *self.support()]
        words = {
            **self.words,
            **vocabulary.CONSTANTS,
            "_rint": np.rint,
            "_absolute": np.abs,
            "_roots": roots,
            "_climbs": climbs,
        }
        arguments = ["_l", x, n, *(p.identifier for p in plan.known)]
        run = _compile([*head, *lines, f"return {results}, _ok"], arguments, words)
        return Batch(run, plan, self.outcome())

    def scalar(self, source: str) -> str:
        """A source over one value for each sample."""
        return self.array(source)

    def rows(self, source: str, varying: set[str], spread: set[str]) -> str:
        """A source over the rows; what each sample has once is spread over its rows (and noted in ``spread``)."""
        text = self.array(source)
        once = needs_of(source) - varying
        spread |= once
        text = _NAME.sub(lambda m: f"{m[0]}__row" if m[0] in once else m[0], text)
        return text if needs_of(source) & varying else f"({text}) + 0.0*{self.plan.identifiers[0]}"

    def lines_of(self, s: Pass) -> tuple[list[str], set[str]]:
        """A pass as lines, and the scalars that it uses."""
        if any(s.levels):
            raise Unusual
        varying = {*s.reads, *(name for name, _ in s.locals)}
        spread: set[str] = set()
        lines = []
        for name, source in s.locals:
            text = self.rows(source, varying, spread)
            lines.append(f"{name} = {text}")
            self.names.add(name)
        for name, kind, source in zip(s.names, s.kinds, s.summands, strict=True):
            lines.append(f"{name} = {REDUCE[kind]}({self.rows(source, varying, spread)})")
            self.names.add(name)
        return [*(f"{name}__row = _spread({name})" for name in sorted(spread)), *lines], spread

    def add(self, s: Statement) -> None:
        """One statement's cells."""
        if isinstance(s, Pass):
            for part in _parts(s):
                lines, uses = self.lines_of(part)
                self.cells.append(Cell(part.names, uses, lines, True))
            return
        super().add(s)

    def body(self, statements: Sequence[Statement], arguments: set[str], outputs: Sequence[str]) -> Any:
        """(lines, names used from outside) of passes and scalars inside a function."""
        lines: list[str] = []
        inner = set(arguments)
        uses: set[str] = set()
        for b in statements:
            if isinstance(b, Pass):
                more, needs = self.lines_of(b)
                lines += more
                uses |= needs - inner
                inner |= {*b.names}
            elif isinstance(b, Scalars):
                for name, source in b.assignments:
                    self.names.add(name)
                    lines.append(f"{name} = {self.scalar(source)}")
                    uses |= needs_of(source) - inner
                    inner.add(name)
            else:
                raise Unusual
        uses |= set().union(*(needs_of(o) for o in outputs)) - inner
        return lines, uses

    def root(self, s: Root) -> None:
        """parameter, found = roots(function, ends, start)."""
        if s.several or not {self.plan.status("unique"), self.plan.status("maximum")} & set(SURE):
            raise Unusual
        self.names.add(s.parameter)
        inner, uses = self.body(s.body, {s.parameter}, (s.equation, s.slope))
        name = f"_f{len(self.searched)}"
        result = f"return {self.scalar(s.equation)}, {self.scalar(s.slope)}"
        start = self.scalar(s.start) if s.start else "None"
        lines = [f"def {name}({s.parameter}):", *(f"    {line}" for line in [*inner, result])]
        ends = f"{self.scalar(s.lower)}, {self.scalar(s.upper)}"
        lines += [f"{s.parameter}, _found = _roots({name}, {ends}, {start}, {s.falling}, _l.count)"]
        lines += ["_ok = _ok & _found"]
        uses |= set().union(*(needs_of(t) for t in (s.lower, s.upper, *([s.start] if s.start else []))))
        self.cells.append(Cell((s.parameter,), uses, lines))
        self.searched.append(name)

    def maximise(self, s: Maximise) -> None:
        """parameters, found = climbs(function, ends)."""
        plan, f = self.plan, s.derivatives
        ends = {p.identifier: ends_of(p) for p in plan.parameters if p.identifier in s.parameters and not p.periodic}
        proved = {plan.status("unique"), plan.status("maximum")} & set(SURE)
        if not proved or len(ends) != len(s.parameters) or None in ends.values():
            raise Unusual
        self.names |= set(f.arguments)
        lines, uses = self.function(f)
        name = f"_f{len(self.searched)}"
        bounds = ", ".join(repr(ends[a]) for a in s.parameters)
        lines = [f"def {name}({', '.join(f.arguments)}):", *(f"    {line}" for line in lines)]
        # Unless a maximum is known to exist, one near an end of the domain may be none.
        reach = "inf" if plan.status("exists") in SURE else repr(FAR)
        lines += [f"_m, _found = _climbs({name}, ({bounds},), {plan.size}, _l.count, {reach})", "_ok = _ok & _found"]
        lines += [f"{', '.join(s.parameters)}, = _m"]
        self.cells.append(Cell(tuple(s.parameters), uses, lines))
        self.searched.append(name)

    def function(self, f: Formula) -> tuple[list[str], set[str]]:
        """The lines of a formula's function, and the names that it uses from outside."""
        lines, uses = self.body(f.body, set(f.arguments), f.outputs)
        return [*lines, "return " + "".join(f"{self.scalar(o)}, " for o in f.outputs)], uses

    def support(self) -> list[str]:
        """Lines that mark samples with observations outside the support's fixed ends."""
        lines = []
        for r in self.plan.regions:
            if r.moving and not self.at_border():
                raise Unusual
            for text, closed, below in ((r.lower, r.lower_closed, True), (r.upper, r.upper_closed, False)):
                if text in ("inf", "-inf") or needs_of(text) & {p.identifier for p in self.plan.parameters}:
                    continue
                sign = (">=" if closed else ">") if below else ("<=" if closed else "<")
                lines.append(f"_ok = _ok & ({'_low' if below else '_high'} {sign} {self.scalar(text)})")
            if r.integer:
                lines.append(f"_ok = _ok & (_greatest(_absolute(_rint({r.identifier}) - {r.identifier})) == 0.0)")
        return lines


def _parts(p: Pass) -> list[Pass]:
    """A pass with locals stays whole; one without falls into its statistics, of which some may not be needed."""
    if p.locals or p.levels:
        return [p]
    rows = zip(p.names, p.kinds, p.summands, strict=True)
    return [Pass((n,), (k,), (s,), (), (), p.reads, tuple(needs_of(s) - set(p.reads))) for n, k, s in rows]


def _standard(plan: Plan, rows: Array, layout: Layout, sizes: Array) -> tuple[Array, Array, Array, Any]:
    """(rows in standard units, factors, offsets, gain), as `thetahat.engines.standardise` for one sample."""
    k = len(plan.parameters)
    factors, offsets = np.ones((k, 1)), np.zeros((k, 1))
    scale = next((m for m in plan.motions if m.kind == "scale"), None)
    shift = next((m for m in plan.motions if m.kind == "shift"), None)
    if not plan.iterates or (scale is None and shift is None):
        return rows, factors, offsets, 0.0
    gain: Any = 0.0
    centre = layout.add(rows) / sizes if shift is not None else np.zeros(layout.count)
    centred = rows - layout.spread(centre) if shift is not None else rows
    if scale is not None:
        spread = layout.add(np.abs(centred)) / sizes
        spread = np.where(spread > 0.0, spread, 1.0)
        centred = centred / layout.spread(spread)
        factors = spread ** np.array(scale.powers)[:, np.newaxis]
        offsets = np.array(scale.offsets)[:, np.newaxis] * np.log(spread)
        gain = -scale.jacobian * sizes * np.log(spread)
    if shift is not None:
        offsets = offsets + np.array(shift.offsets)[:, np.newaxis] * centre
    return centred, factors, offsets, gain
