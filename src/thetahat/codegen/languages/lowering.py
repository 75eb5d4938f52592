"""Plan -> functions of scalars and rows, in a subset of Python that every language can say.

A function's body is a tuple of source texts (assignments, if, while, for, return) and of passes over the data.  What a
formula needs from outside becomes an argument, so that no language needs closures:

    equation_shape(rows, sum_x, n, shape) -> value, slope
    root_shape(rows, sum_x, n, lower, upper, start) -> the zero
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import singledispatchmethod

from thetahat.codegen.languages import maximum, search
from thetahat.codegen.languages.domains import domain_tests, every, free_end, renamed, support_tests
from thetahat.codegen.languages.expression import names_of
from thetahat.codegen.languages.items import Each, Function, Item, called, flow, identifiers_of, needed, only, pruned
from thetahat.core import plan as printed
from thetahat.core.plan import Formula, Pass, Plan, Scalars

BALANCED = ("deviance", "stirling")
"""Words of log-densities that lose no digits where statistics do."""


def value_of(plan: Plan) -> Formula:
    """The log-likelihood: the sum of log-densities where only these are free of cancellation, else over statistics."""
    e = plan.log_density
    sources = [*(s for _, s in (*e.scalars, *e.locals)), *e.outputs]
    if not any(word in BALANCED for s in sources for word in called(s)):
        return plan.value
    name = "log_densities"
    while name in identifiers_of(plan):
        name += "_"
    have = {*e.reads, *(n for n, _ in e.locals)}
    needs = {n for s in (*(s for _, s in e.locals), *e.outputs) for n in names_of(s)} - have
    rows = Pass((name,), ("total",), e.outputs, (), e.locals, e.reads, tuple(sorted(needs)))
    first = Scalars(
        e.scalars, tuple(sorted({n for _, s in e.scalars for n in names_of(s)} - {n for n, _ in e.scalars}))
    )
    return Formula(plan.value.arguments, (first, rows) if e.scalars else (rows,), (name,))


class Lowering:
    """Makes functions of one plan's statements."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.size = plan.size
        self.known = tuple(k.identifier for k in plan.known)
        self.parameters = tuple(p.identifier for p in plan.parameters)
        self.made: dict[str, Function] = {}
        self.sampled = True
        """Whether starting values may look at the rows."""
        self.taken = identifiers_of(plan)
        self.prelude_names = [n for s in plan.prelude if isinstance(s, Pass) for n in s.names]

    # -------------------------------------------------------------- asking

    def local(self, name: str) -> str:
        """A name that the plan does not use."""
        while name in self.taken:
            name += "_"
        return name

    def inside(self, names: Sequence[str], instead: Mapping[str, str]) -> list[str]:
        """Tests that the parameters of these names lie in their domains; ``instead`` renames them."""
        moving = [p for p in self.plan.parameters if p.identifier in names]
        return [renamed(t, instead) for p in moving for t in domain_tests(p)]

    def guarded(self, names: Sequence[str], otherwise: str) -> list[Item]:
        """Leave with ``otherwise`` outside what these parameters allow: ends that move with them, and the support."""
        out: list[Item] = []
        moving = [p for p in self.plan.parameters if p.identifier in names]
        tests = [t for p in moving if free_end(p, set(names)) for t in domain_tests(p)]
        if tests:
            out.append(f"if not ({' and '.join(tests)}):\n    {otherwise}")
        return out if set(names) != set(self.parameters) else [*out, *self.supported(otherwise)]

    def supported(self, otherwise: str) -> list[Item]:
        """Leave with ``otherwise`` where a row is outside the support that the parameters imply."""
        tests = support_tests(self.plan)
        if not tests:
            return []
        count = self.local("outside")
        reads = tuple(x for x in self.plan.identifiers if any(x in names_of(t) for t in tests))
        rows = Pass((count,), ("total",), (f"where({every(tests)}, 0, 1)",), (), (), reads, self.parameters)
        return [rows, f"if {count} > 0.0:\n    {otherwise}"]

    def outside(self, items: Sequence[Item], defined: Iterable[str] = ()) -> tuple[str, ...]:
        """The scalars that items need and do not define, in the order in which they are met."""
        have = set(defined)
        out: dict[str, None] = {}
        for item in items:
            needs, gives = flow(item)
            for n in needs:
                if n not in have:
                    out.setdefault(n)
            have |= set(gives)
        return tuple(out)

    def reads(self, items: Sequence[Item]) -> bool:
        """Whether rows are read, directly or through a function that reads them."""
        for item in items:
            if not isinstance(item, str):
                return True
            for call in called(item):
                if call in self.made and self.made[call].rows:
                    return True
        return False

    def add(self, name: str, told: str, items: Sequence[Item], given: Sequence[str], outputs: int) -> Function:
        """A function whose arguments are what its body needs from outside, then ``given``."""
        free = tuple(n for n in self.outside(items, given) if n not in given)
        made = Function(name, told, (*free, *given), tuple(items), outputs, self.reads(items))
        self.made[name] = made
        return made

    def call(self, name: str, *last: str) -> str:
        """The text of a call: what the function needs, then these arguments in the place of those given."""
        f = self.made[name]
        first = f.arguments[: len(f.arguments) - len(last)]
        return f"{name}({', '.join([*(['rows'] if f.rows else []), *first, *last])})"

    # -------------------------------------------------------------- statements

    def items(self, statements: Sequence[printed.Statement]) -> list[Item]:
        """Passes as they are, formulas as assignments."""
        out: list[Item] = []
        for s in statements:
            if isinstance(s, Pass):
                out.append(s)
            elif isinstance(s, Scalars):
                out += [f"{n} = {e}" for n, e in s.assignments]
            else:
                raise NotImplementedError(type(s).__name__)
        return out

    def function_of(self, name: str, told: str, f: Formula, given: Sequence[str] = ()) -> Function:
        """A formula as a function of what it needs and of its arguments."""
        body = self.items(f.body)
        items = pruned([*body, f"return {', '.join(f.outputs)}"])
        return self.add(name, told, items, given or f.arguments, len(f.outputs))

    def opening(self, items: Sequence[Item], defined: Iterable[str]) -> list[Item]:
        """The statistics of the prelude that these items need, and the size."""
        needed = set(self.outside(items, defined))
        chosen: list[Item] = []
        for s in reversed(self.items(self.plan.prelude)):
            part = only(s, needed)
            if part is not None:
                chosen.insert(0, part)
                needs, _ = flow(part)
                needed |= set(needs)
        if self.size in needed:
            chosen.insert(0, f"{self.size} = count(rows)")
        return chosen

    # -------------------------------------------------------------- the estimator

    def solution(self) -> list[Item]:
        """Statements that give every parameter; functions that they call are made on the way."""
        return self.chain(self.plan.estimate, set(self.parameters))

    def chain(self, statements: Sequence[printed.Statement], wanted: set[str]) -> list[Item]:
        """Items from the first statement on to the wanted names; what only reports is left out."""
        kept = needed(statements, wanted)
        out: list[Item] = []
        for i, s in enumerate(kept):
            out += self.place(s, kept[i + 1 :])
        return out

    @singledispatchmethod
    def place(self, s: printed.Statement, after: Sequence[printed.Statement]) -> list[Item]:
        """The items of one statement; ``after`` is what follows it."""
        return self.items((s,))

    @place.register
    def _(self, s: printed.Root, after: Sequence[printed.Statement]) -> list[Item]:
        p = s.parameter
        body = pruned([*self.items(s.body), f"return {s.equation}, {s.slope}"])
        self.add(f"equation_{p}", f"The equation that gives {p}, and its slope.", body, (p,), 2)
        ends = (s.lower, s.upper, s.start or "nan")
        given = ("lower", "upper", "start")
        self.template(search.ZERO, p, ("near", "f_near", "far", "f_far", "lower", "upper"))
        if not s.several:
            self.template(search.ROOT, p, given)
            return [f"{p} = {self.call(f'root_{p}', *ends)}"]
        if s.objective and value_of(self.plan) is self.plan.value:
            rate = pruned([*self.items(s.objective_body), f"return {s.objective}"])
            self.add(f"rate_{p}", f"The log-likelihood as a function of {p} alone.", rate, (p,), 1)
        else:
            self.rate(p, after)
        self.template(search.ROOTS, p, given)
        return [f"{p} = {self.call(f'root_{p}', *ends)}"]

    def rate(self, p: str, after: Sequence[printed.Statement]) -> None:
        """rate_p: the log-likelihood when the rest of the chain is followed from a value of p."""
        rest = self.chain(after, set(self.parameters))
        value = self.likelihood()
        last = f"return {self.call(value.name, *self.parameters)}"
        self.add(f"rate_{p}", f"The log-likelihood that follows from {p}.", [*rest, last], (p,), 1)

    def likelihood(self) -> Function:
        """log_likelihood(rows, …, parameters)."""
        if "log_likelihood" not in self.made:
            self.function_of("log_likelihood", "The log-likelihood, every constant included.", value_of(self.plan))
        return self.made["log_likelihood"]

    def template(self, text: str, p: str, given: Sequence[str]) -> Function:
        """A search around equation_p, objective_p or rate_p: its arguments are theirs, and ``given``."""
        first: dict[str, None] = {}
        rows = False
        texts = {}
        head, told, text = text.split("\n", 2)
        for kind in ("equation", "rate", "objective", "zero"):
            f = self.made.get(f"{kind}_{p}")
            if f is None or f"${kind}" not in text:
                continue
            own = f.arguments[:-1] if kind != "zero" else f.arguments[:-6]
            for a in own:
                first.setdefault(a)
            rows = rows or f.rows
            texts[kind] = f"{f.name}({', '.join([*(['rows'] if f.rows else []), *own])}"
        for name in sorted({n.id for n in ast.walk(ast.parse(text.replace("$", "_"))) if isinstance(n, ast.Name)}):
            if name in first or name in self.plan.identifiers:
                # variables alone: a function keeps its name
                text = re.sub(rf"\b{name}\b(?!\()", self.local(f"{name}_"), text)
        given = [self.local(f"{g}_") if g in first or g in self.plan.identifiers else g for g in given]
        for kind, call in texts.items():
            # $equation(t) becomes equation_p(rows, …, t)
            opened = call if call.endswith("(") else f"{call}, "
            text = text.replace(f"${kind}(", opened)
        name = f"{head.strip()}_{p}"
        made = Function(name, told.strip().replace("$p", p), (*first, *given), (text,), 1, rows)
        self.made[name] = made
        return made

    @place.register
    def _(self, s: printed.Choice, after: Sequence[printed.Statement]) -> list[Item]:
        p = s.parameter
        self.rate(p, after)
        out: list[Item] = [f"best_{p} = -inf", f"{p} = nan"]
        for i, c in enumerate(s.candidates):
            name = f"candidate_{i + 1}_{p}"
            out += [f"{name} = {c}", f"value_{i + 1}_{p} = {self.call(f'rate_{p}', name)}"]
            out.append(f"if value_{i + 1}_{p} > best_{p}:\n    best_{p} = value_{i + 1}_{p}\n    {p} = {name}")
        return out

    @place.register
    def _(self, s: printed.IntegerSearch, after: Sequence[printed.Statement]) -> list[Item]:
        p = s.parameter
        body = pruned([*self.items(s.body), f"return {s.objective}"])
        self.add(f"objective_{p}", f"The log-likelihood as a function of {p}.", body, (p,), 1)
        self.template(search.INTEGER, p, ("lower", "upper"))
        return [f"{p} = {self.call(f'integer_{p}', s.lower, s.upper)}"]

    @place.register
    def _(self, s: printed.PointSearch, after: Sequence[printed.Statement]) -> list[Item]:
        p = s.parameter
        body = pruned([*self.items(s.body), f"return {s.objective}"])
        self.add(f"objective_{p}", f"The log-likelihood as a function of {p}.", body, (p,), 1)
        value = self.call(f"objective_{p}", "point")
        loop = Each(
            s.reads,
            (
                *(f"{n} = {e}" for n, e in s.locals),
                f"point = {s.points}",
                f"height = {value}",
                "if height > best:\n    best = height\n    chosen = point",
            ),
        )
        items: list[Item] = ["best = -inf", "chosen = nan", loop, "return chosen"]
        self.add(f"point_{p}", f"The one of the points at which {p} is likeliest.", items, (), 1)
        return [f"{p} = {self.call(f'point_{p}')}"]

    @place.register
    def _(self, s: printed.Maximise, after: Sequence[printed.Statement]) -> list[Item]:
        names = s.parameters
        tag = "joint" if set(names) == set(self.parameters) else "_".join(names)
        whole = tag == "joint"
        self.function_of(
            f"value_{tag}", f"The log-likelihood as a function of {', '.join(names)}.", s.value, s.value.arguments
        )
        told = "The log-likelihood, its gradient, and the lower triangle of its Hessian."
        self.function_of(f"derivatives_{tag}", told, s.derivatives, s.derivatives.arguments)
        return maximum.place(self, tag, names, whole, s.starts)

    @place.register
    def _(self, s: printed.Mixture, after: Sequence[printed.Statement]) -> list[Item]:
        names = s.parameters
        self.function_of("update_joint", "One step of the EM algorithm.", s.update, names)
        order = [*self.parameters]
        self.function_of("value_joint", "The log-likelihood.", self.plan.value, order)
        told = "The log-likelihood, its gradient, and the lower triangle of its Hessian."
        self.function_of("derivatives_joint", told, self.plan.derivatives, order)
        return maximum.place(self, "joint", tuple(order), True, (), names)
