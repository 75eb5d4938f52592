"""The ordinary case of a plan as one function of plain floats: what a small sample's fit costs is then its arithmetic.

    quick(plan) -> Quick, or None when the plan holds what only the general way can do

The function reads the data, follows the plan's statements, and checks everything that the general way checks: the
support, the conditions, the domain, finite results.  Whatever is out of the ordinary gives None, and the general way
(`thetahat.engines.estimate`) decides and explains.  Statistics that no output needs are not computed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from thetahat.core.plan import Maximise, Pass, Plan, Root, Scalars, Statement
from thetahat.engines import vocabulary
from thetahat.engines.arrays import BLOCK
from thetahat.engines.cells import Cell, Cells, Unusual, ends_of, kept, reads_inside, unusual
from thetahat.engines.compiled import _compile, needs_of
from thetahat.engines.data import TALLIED_FROM
from thetahat.engines.outcome import CERTAIN, ROUTES, SMOOTH, SURE, Findings, described, irregularity
from thetahat.engines.reductions import REDUCTIONS
from thetahat.engines.searches import Search, forked, gridded, roots, uphill
from thetahat.engines.swift_units import Found, Run, changed, piloted
from thetahat.solve.climb import Maximum
from thetahat.solve.newton import FAR, root

ROWS = 2 * BLOCK
"""Beyond this many rows the general way costs no more: it reads in blocks, and makes tables of counts."""


@dataclass(frozen=True)
class Quick:
    """A plan's ordinary case: ``run(*columns, n, *known)`` gives (parameters, value, triangle, evaluations) or None."""

    run: Callable[..., tuple[tuple[float, ...], float, tuple[float, ...], tuple[int, ...]] | None]
    passes: int
    repeated: tuple[int, ...]
    """For each number of evaluations: the passes over the data that one evaluation takes; 0 for what counts others."""
    outcome: str
    routes: tuple[tuple[str, str], ...]
    """Parameter and route; ``{0:evaluation}`` in the text stands for the first of the numbers."""
    bounds: Mapping[str, tuple[float, float]]
    """The ends of the domains that are numbers."""
    moving: tuple[tuple[str, str, str], ...]
    """(parameter, lower, upper) where the ends need other parameters."""
    irregular: Mapping[str, str]
    """Parameters without a standard error, and why."""
    names: tuple[str, ...]
    most: int
    """The greatest number of rows for which this is the faster way."""
    still: bool
    """Whether the support is the same for all parameters."""
    told: Callable[[tuple[int, ...]], str] | None = None
    """What makes the outcome of the counts, where it tells of several starts."""


def quick(plan: Plan) -> Quick | None:
    """The compiled ordinary case, or None."""
    try:
        return Builder(plan).built()
    except Unusual:
        return None


class Builder(Cells):
    """A plan's statements as cells, put together into one function."""

    def built(self) -> Quick:
        """The function of plain floats."""
        plan = self.plan
        searched = any(isinstance(s, Maximise) for s in plan.estimate)
        if plan.inside or (plan.verdict == "unbounded" and not searched) or plan.intervals:
            raise Unusual
        units = changed(plan) if plan.iterates and reads_inside(plan) else None
        self.standard = units is not None
        for s in (*plan.prelude, *plan.estimate):
            self.add(s)
        k = len(plan.parameters)
        outputs = [plan.report[0], *plan.report[k + 1 :]]
        spread = {t: self.spread(t) for t in (c.holds for c in plan.conditions)}
        tests = [*self.inside(), *(t for t, short in spread.items() if not short)]
        tests_text = " and ".join([*filter(None, spread.values()), *(f"({self.scalar(t)})" for t in tests)])
        results = [f"_float({self.scalar(o)})" for o in outputs]
        live = {n for text in (*outputs, *tests) for n in needs_of(text)} | {p.identifier for p in plan.parameters}
        live |= self.support_names()
        cells = kept(self.cells, live)
        fork = next((i for i, cell in enumerate(cells) if cell.forks), len(cells))
        before = [line for cell in cells[: fork + 1] for line in cell.lines]
        lines = [line for cell in cells[fork + 1 :] for line in cell.lines]
        lines += [f"if not ({tests_text}): return None"] if tests_text else []
        # A finite sum over all of them makes sure that no parameter is infinite or nan.
        lines += [f"if not _abs({' + '.join(p.identifier for p in plan.parameters)}) < inf: return None"]
        lines += [f"_v = ({', '.join(results)},)", "_s = _sum(_v)", "if _s - _s != 0.0: return None"]
        if any(r.integer for r in plan.regions):
            # Counts that are certain have no finite estimate.
            lines.append(f"if not _v[0] < -{CERTAIN}: return None")
        theta = ", ".join(f"_float({p.identifier})" for p in plan.parameters)
        counts = "".join(f"{c}, " for c in self.searched)
        lines.append(f"return ({theta},), _v[0], _v[1:], ({counts})")
        if fork < len(cells):
            if any(cell.forks for cell in cells[fork + 1 :]):
                raise Unusual
            inner = [f"    {line}" for line in lines]
            lines = [
                f"def _rest({cells[fork].forks}):",
                *inner,
                *cells[fork].choose,
                f"return _forked(_rest, _roots_found, _probes, ({cells[fork].ends}))",
            ]
        lines = [*before, *lines]
        arguments = [*self.columns(), plan.size, *(p.identifier for p in plan.known)]
        hinted = self.hinted()
        words = {
            **self.words,
            **self.kernels,
            **self.searches,
            "_forked": forked,
            "_all_roots": roots,
            "_gridded": gridded,
            "_across": across,
            **vocabulary.CONSTANTS,
            **REDUCTIONS,
            "_float": float,
            "_sum": sum,
            "_len": len,
            "_abs": abs,
            "_differ": differ,
            "_rint": np.rint,
            # The method .all() imports a module when it is first called, for which these functions have no word.
            "_every": np.logical_and.reduce,
            "_root": root,
            "_climb": uphill,
        }
        run = _compile([*self.support(), *lines], [*arguments, *(["_hint=None"] if hinted else [])], words)
        run = piloted(run) if hinted else run
        run = run if units is None else units(run)
        return Quick(
            run=self.begun(spread_out(run) if self.several() else run),
            passes=sum(1 for c in cells if c.reads and c.defines[0] == "_pass") + self.standard,
            repeated=tuple(self.repeated),
            outcome=self.outcome(),
            routes=tuple((p.name, self.routes.get(p.identifier, ROUTES.get(p.kind, p.kind))) for p in plan.parameters),
            bounds=self.bounds(),
            moving=tuple((p.name, p.lower.source, p.upper.source) for p in plan.parameters if ends_of(p) is None),
            irregular={p.name: irregularity(p.kind) for p in plan.parameters if p.kind not in SMOOTH},
            names=tuple(p.name for p in plan.parameters),
            most=TALLIED_FROM if plan.iterates and any(r.integer for r in plan.regions) else ROWS,
            still=not any(r.moving for r in plan.regions),
            told=cache(self.told) if self.searches else None,
        )

    def columns(self) -> tuple[str, ...]:
        """The names of the arrays that the function takes."""
        return self.plan.identifiers

    def begun(self, run: Run) -> Run:
        """The function with what is done to the data before."""
        return run

    def several(self) -> bool:
        """Whether the best of several roots of one equation is the answer."""
        return any(isinstance(s, Root) and s.several for s in self.plan.estimate)

    # -------------------------------------------------------------- statements

    def add(self, s: Statement) -> None:
        """One statement's cells."""
        if isinstance(s, Pass):
            self.read(s)
        elif isinstance(s, Scalars):
            for name, source in s.assignments:
                self.assigned(name, self.scalar(source), source)
        elif isinstance(s, Root):
            self.root(s)
        elif isinstance(s, Maximise):
            self.maximise(s)
        else:
            raise Unusual

    def root(self, s: Root) -> None:
        """parameter, evaluations = root(function, ends, start)."""
        sure = {self.plan.status("unique"), self.plan.status("maximum")} & set(SURE)
        only = bool(sure) if not s.several else self.plan.status("unique") in SURE
        if not only and not s.several:
            raise Unusual
        self.names.add(s.parameter)
        inner, uses = self.body(s.body, {s.parameter}, (s.equation, s.slope))
        at = len(self.searched)
        name, count = f"_f{at}", f"_c{at}"
        result = f"return _float({self.scalar(s.equation)}), _float({self.scalar(s.slope)})"
        start = self.scalar(s.start) if s.start else "None"
        lines = [f"def {name}({s.parameter}):", *(f"    {line}" for line in [*inner, result])]
        ends = f"{self.scalar(s.lower)}, {self.scalar(s.upper)}"
        uses |= set().union(*(needs_of(t) for t in (s.lower, s.upper, *([s.start] if s.start else []))))
        self.searched.append(count)
        self.repeated.append(sum(isinstance(b, Pass) for b in s.body))
        self.routes[s.parameter] = f"root of one equation, {{{at}:evaluation}}"
        if only:
            # Of several roots the greatest one's slope is known; far out rounding makes roots of its own.
            falling, reach = (True, repr(FAR)) if s.several else (s.falling, "inf")
            lines += [f"{s.parameter}, {count} = _root({name}, {ends}, {start}, {falling}, {reach})"]
            lines += [f"if {s.parameter} is None: return None"]
            self.cells.append(Cell((s.parameter,), uses, lines))
            return
        # A root may be that of a parameter through which the model's own are computed: no pilot knows it.
        known = {p.identifier: f"None if _hint is None else _hint[{i}]" for i, p in enumerate(self.plan.parameters)}
        grid, more = self.grid(s, at)
        lines += grid
        uses |= more
        together = f"_gridded(_g{at}, _e{at}, {self.plan.identifiers[0]})" if grid else "None"
        hint = known.get(s.parameter, "None")
        lines += [f"{count} = _b{at} = 0"]
        choose = [f"_r = _all_roots({name}, {ends}, {start}, {hint}, {together}, _rest)", "if _r is None: return None"]
        choose += [f"_roots_found, _probes, {count} = _r", f"_b{at} = _len(_roots_found)"]
        self.searched.append(f"_b{at}")
        self.repeated.append(0)
        self.routes[s.parameter] = f"the best of {{{at + 1}:root}} of one equation, {{{at}:evaluation}}"
        self.cells.append(Cell((s.parameter,), uses, lines, forks=s.parameter, ends=ends, choose=choose))

    def grid(self, s: Root, at: int) -> tuple[list[str], set[str]]:
        """(the functions of sums at many trial points, and of the equation from them; names used from outside).

        Nothing where the sums need scalars that the trial point decides.
        """
        passes = [b for b in s.body if isinstance(b, Pass)]
        after = s.body[len(passes) :]
        if s.body[: len(passes)] != tuple(passes) or not all(isinstance(b, Scalars) for b in after):
            return [], set()
        if any(kind != "total" for b in passes for kind in b.kinds) or any(not b.reads for b in passes):
            return [], set()
        inner = {s.parameter, *self.plan.identifiers}
        uses: set[str] = set()
        lines = [f"def _g{at}({s.parameter}):"]
        for b in passes:
            sources = [*b.locals, *zip(b.names, b.summands, strict=True)]
            for name, source in sources:
                text = self.across(self._row(source, b)) if name in b.names else self.array(source)
                lines.append(f"    {name} = {text}")
                uses |= needs_of(source) - inner
                inner.add(name)
        totals = [name for b in passes for name in b.names]
        lines.append(f"    return ({''.join(f'{n}, ' for n in totals)})")
        rest, more = self.body(after, {s.parameter, *totals}, (s.equation,))
        lines += [f"def _e{at}({', '.join([s.parameter, *totals])}):", *(f"    {line}" for line in rest)]
        lines.append(f"    return _float({self.scalar(s.equation)})")
        return lines, uses | more

    def across(self, row: str) -> str:
        """The sum of a summand over the rows, at each of the trial points."""
        return f"_across({row})"

    def hinted(self) -> bool:
        """Whether a search is worth a pilot fit of a few rows."""
        return self.pilots or bool(self.searches) or any(cell.forks for cell in self.cells)

    def maximise(self, s: Maximise) -> None:
        """parameters, evaluations = climb(function, ends)."""
        plan, f = self.plan, s.derivatives
        parameters = [p for p in plan.parameters if p.identifier in s.parameters]
        ends = [ends_of(p) for p in parameters]
        proved = {plan.status("unique"), plan.status("maximum")} & set(SURE)
        if len(parameters) > 4 or any(e is None for e in ends) or any(p.periodic for p in parameters):
            raise Unusual
        free = any(p.lower.source == "-inf" and p.upper.source == "inf" for p in parameters)
        if free and plan.motions and not self.standard:
            raise Unusual
        self.names |= set(f.arguments)
        lines, uses = self.function(f)
        at = len(self.searched)
        name, count = f"_f{at}", f"_c{at}"
        order = {p.identifier: e for p, e in zip(parameters, ends, strict=True) if e is not None}
        bounds = ", ".join(f"({order[a][0]!r}, {order[a][1]!r})" for a in s.parameters)
        lines = [f"def {name}({', '.join(f.arguments)}):", *(f"    {line}" for line in lines)]
        found = ", ".join(s.parameters)
        self.searched.append(count)
        self.repeated.append(sum(isinstance(b, Pass) for b in f.body))
        if proved and plan.verdict != "unbounded":
            start = "None"
            if self.repeated[at]:
                self.pilots = True
                places = [next(i for i, p in enumerate(plan.parameters) if p.identifier == a) for a in s.parameters]
                start = f"_hint and ({''.join(f'_hint[{i}], ' for i in places)})"
            exists = plan.status("exists") in SURE
            lines += [f"_m, {count}, _h = _climb({name}, ({bounds},), {plan.size}, {start}, {exists})"]
            first = f"Newton's method from one start, {{{at}:evaluation}}"
        else:
            if self.searches:
                raise Unusual
            rated, more = self.rated(s)
            lines += rated
            uses |= more
            ordered = [next(p for p in plan.parameters if p.identifier == a) for a in s.parameters]
            self.searches[f"_s{at}"] = Search(plan, ordered)
            known = "".join(f"{p.identifier}, " for p in plan.known)
            value = "_value" if rated else "None"
            arguments = f"{name}, {value}, ({bounds},), {plan.size}, {plan.identifiers[0]}, ({known}), _hint"
            lines += [f"_m, {count}, _n{at}, _a{at} = _s{at}({arguments})"]
            self.searched += [f"_n{at}", f"_a{at}"]
            self.repeated += [0, 0]
            self.starts = at + 1
            first = f"Newton's method from {{{at + 1}:start}}, {{{at}:evaluation}}"
        lines += ["if _m is None: return None", f"{found}, = _m"]
        self.cells.append(Cell(tuple(s.parameters), uses, lines))
        for i, a in enumerate(s.parameters):
            self.routes[a] = first if i == 0 else "together with the first"

    def rated(self, s: Maximise) -> tuple[list[str], set[str]]:
        """The function that rates points of some of the parameters; nothing where a search finds all."""
        if {p.identifier for p in self.plan.parameters} == set(s.parameters):
            return [], set()
        lines, uses = self.function(s.value)
        return [f"def _value({', '.join(s.value.arguments)}):", *(f"    {line}" for line in lines)], uses

    def told(self, counts: tuple[int, ...]) -> str:
        """The outcome after a search from several starts."""
        starts, agreeing = counts[self.starts : self.starts + 2]
        found = Maximum(np.zeros(1), 0.0, True, True, 0.0, 0, starts=starts, agreeing=agreeing)
        return described(self.findings(found))[0]

    # -------------------------------------------------------------- checks

    def spread(self, test: str) -> str:
        """The test that a variable's least value lies below its greatest, in a form that looks at two values first."""
        low, _, high = test.partition(" < ")
        (a, x), (b, y) = self.extremes.get(low, ("", "")), self.extremes.get(high, ("", ""))
        return f"_differ({x})" if (a, b) == ("minimum", "maximum") and x == y else ""

    def support_names(self) -> set[str]:
        """Nothing of the support needs a statistic: it has its own lines."""
        return set()

    def support(self) -> list[str]:
        """Lines that give up when an observation is outside the support's fixed ends."""
        lines: list[str] = []
        for r in self.plan.regions:
            if r.moving:
                # The ends are statistics of the data themselves; the log-likelihood is finite where they fit.
                lines += [] if self.at_border() else unusual()
            for text, closed, below in ((r.lower, r.lower_closed, True), (r.upper, r.upper_closed, False)):
                if text in ("inf", "-inf") or needs_of(text) & {p.identifier for p in self.plan.parameters}:
                    continue
                extreme = f"{'_least' if below else '_greatest'}({r.identifier})"
                sign = (">=" if closed else ">") if below else ("<=" if closed else "<")
                lines.append(f"if not {extreme} {sign} {self.scalar(text)}: return None")
            if r.integer:
                lines.append(f"if not _every(_rint({r.identifier}) == {r.identifier}): return None")
        return lines

    def at_border(self) -> bool:
        """Whether the estimates themselves are the ends of the support."""
        return all(p.kind in ("border", "closed") for p in self.plan.parameters)

    def inside(self) -> list[str]:
        """Tests that each parameter lies strictly inside its domain."""
        tests = []
        for p in self.plan.parameters:
            if p.integer:
                raise Unusual
            if p.lower.source != "-inf":
                tests.append(f"{p.identifier} > ({p.lower.source})")
            if p.upper.source != "inf":
                tests.append(f"{p.identifier} < ({p.upper.source})")
        return tests

    # -------------------------------------------------------------- what is always the same

    def outcome(self) -> str:
        """The sentence of an ordinary fit."""
        found = None
        if any(isinstance(s, Maximise) for s in self.plan.estimate):
            found = Maximum(np.zeros(1), 0.0, True, True, 0.0, 0)
        sentence, converged = described(self.findings(found))
        if not converged:
            raise Unusual
        return sentence

    def findings(self, maximum: Maximum | None) -> Findings:
        """What an ordinary fit finds."""
        return Findings(self.plan, {p.name: 0.5 for p in self.plan.parameters}, maximum=maximum, value=-10.0)

    def bounds(self) -> dict[str, tuple[float, float]]:
        """The ends of the domains that are numbers, without those that bound nothing."""
        free = (-np.inf, np.inf)
        found = {p.name: free if p.periodic else ends_of(p) or free for p in self.plan.parameters}
        return {name: ends for name, ends in found.items() if ends != free}


FAR_OFF = 1e-3
"""Data with so small a range beside their distance from 0 leave an equation few digits: the general way looks twice."""


def spread_out(run: Run) -> Run:
    """Nothing for data that lie close together and far from 0."""

    def whole(x: Any, *rest: Any) -> Found | None:
        near = np.maximum.reduce(x) - np.minimum.reduce(x) < FAR_OFF * abs(x[0])
        return None if near else run(x, *rest)

    return whole


def differ(x: Any) -> bool:
    """Whether not all values are equal."""
    return bool(x.item(0) != x.item(-1) or np.minimum.reduce(x) < np.maximum.reduce(x))


def across(values: Any) -> Any:
    """Sums over the rows, for each of several trial points or for one."""
    return np.add.reduce(values, axis=-1, keepdims=True)
