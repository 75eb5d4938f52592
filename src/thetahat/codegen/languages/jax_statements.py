"""Statements of a plan -> lines of JAX: passes, formulas, searches as functions of arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import singledispatchmethod
from typing import Any

from thetahat.codegen.languages.domains import domain_tests, fixed_tests, support_tests
from thetahat.codegen.languages.expression import names_of, parsed
from thetahat.codegen.languages.items import needed, only
from thetahat.codegen.languages.jax_language import Jax
from thetahat.codegen.languages.lowering import value_of
from thetahat.codegen.languages.maximum import plausible, quantiles
from thetahat.codegen.languages.parts import standardised
from thetahat.core import plan as nodes
from thetahat.core.plan import Formula, Pass, Plan, Scalars
from thetahat.errors import TargetError

_REDUCE = {"total": "jnp.sum({})", "minimum": "jnp.min({})", "maximum": "jnp.max({})"}


class Statements:
    """The statements of one plan, written line by line into the function that is being made."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.j = Jax()
        self.j.settle([*plan.identifiers, *names_in(plan)])
        self.names = tuple(p.identifier for p in plan.parameters)
        self.x = [self.j.name(x) for x in plan.identifiers]
        self.known = [self.j.name(k.identifier) for k in plan.known]
        self.moved = standardised(plan) if plan.iterates else {}

    def head(self, name: str, arguments: Sequence[str], told: str, compiled: bool = True) -> None:
        """The lines before a function's body."""
        self.j.lines, self.j.depth = [], 0
        if compiled:
            self.j.line("@jax.jit")
        self.j.wrapped(f"def {name}(", arguments, "):")
        self.j.depth = 1
        self.j.line(f'"""{told}"""')

    def read(self) -> None:
        """The variables as arrays, and whether they are data."""
        j, plan = self.j, self.plan
        for x in self.x:
            j.line(f"{x} = jnp.asarray({x}, jnp.float64)")
        tests = [f"jnp.all(jnp.isfinite({x}))" for x in self.x]
        tests += [f"jnp.all({j.text(s)})" for _, s, _ in fixed_tests(plan)]
        j.line(f"valid = {tests[0]}")
        for t in tests[1:]:
            j.line(f"valid &= {t}")

    def unpack(self) -> None:
        """The parameters by name."""
        self.unpacked([self.j.name(n) for n in self.names], "jnp.asarray(parameters, jnp.float64)")

    def inside(self, names: Iterable[str], rows: bool = True, target: str = "inside") -> None:
        """Whether parameters lie in their domains, and observations in the support."""
        chosen = set(names)
        tests = [
            t for p in (*self.plan.parameters, *self.plan.known) if p.identifier in chosen for t in domain_tests(p)
        ]
        lines = [f"({self.j.text(t)})" if not t.startswith("isfinite") else self.j.text(t) for t in tests]
        lines += [f"jnp.all({self.j.text(t)})" for t in support_tests(self.plan)] if rows else []
        self.j.line(f"{target} = {lines[0].removeprefix('(').removesuffix(')') if lines[0][0] == '(' else lines[0]}")
        for t in lines[1:]:
            self.j.line(f"{target} &= {t.removeprefix('(').removesuffix(')') if t[0] == '(' else t}")

    # -------------------------------------------------------------- statements

    def opening(self, sources: Iterable[str]) -> None:
        """n and the statistics of the prelude that these texts use."""
        wanted = {n for s in sources for n in names_of(s)}
        kept: list[Any] = []
        for s in reversed(self.plan.prelude):
            part = only(s, wanted) if isinstance(s, Pass) else s
            if part is not None:
                kept.insert(0, part)
                wanted |= {n for t in formulas_of(part) for n in names_of(t)}
        if self.plan.size in wanted:
            self.j.line(f"{self.j.name(self.plan.size)} = {self.x[0]}.size")
        for s in kept:
            self.statement(s, ())

    @singledispatchmethod
    def statement(self, s: nodes.Statement, after: Sequence[nodes.Statement]) -> None:
        """Lines for one statement; ``after`` is what follows it."""
        raise NotImplementedError(type(s).__name__)

    @statement.register
    def _(self, s: Pass, after: Sequence[nodes.Statement]) -> None:
        rows = {*s.reads}
        for name, e in s.locals:
            self.j.assign(name, parsed(e), True, True)
            if names_of(e) & rows:
                rows.add(name)
        for i, (name, kind, e) in enumerate(zip(s.names, s.kinds, s.summands, strict=True)):
            value = self.j.text(self.j.fitted(parsed(e), len(name) + 16))
            if not names_of(e) & rows:
                value = f"jnp.full_like({self.x[0]}, {value})"
            pattern = f"_level({{}}, {self.j.text(s.levels[i])})" if kind == "quantile" else _REDUCE[kind]
            self.j.line(f"{self.j.name(name)} = {pattern.format(value)}")

    @statement.register
    def _(self, s: Scalars, after: Sequence[nodes.Statement]) -> None:
        for name, e in s.assignments:
            self.j.assign(name, parsed(e), True, True)

    def body(self, statements: Sequence[nodes.Statement], outputs: Sequence[str]) -> None:
        """What of these statements leads to the outputs."""
        wanted = {n for o in outputs for n in names_of(o)}
        for s in needed(statements, wanted):
            self.statement(s, ())

    def inner(self, name: str, arguments: Sequence[str], write: Callable[[], None]) -> None:
        """A function inside a function."""
        if not self.j.lines or self.j.lines[-1]:
            self.j.lines.append("")
        self.j.wrapped(f"def {name}(", arguments, "):")
        self.j.depth += 1
        write()
        self.j.depth -= 1
        self.j.lines.append("")

    def array(self, head: str, items: Sequence[str | list[str]], call: str = "jnp.array") -> None:
        """An array, or a list where ``call`` is empty; what does not fit on a line stands one item a line."""
        j = self.j
        texts = [i if isinstance(i, str) else f"[{', '.join(i)}]" for i in items]
        inner = f"[{', '.join(texts)}]"
        single = f"{head}{call}({inner})" if call else head + inner
        if len(single) <= j.width - len(j.indent) * j.depth:
            j.line(single)
            return
        if call:
            j.line(f"{head}{call}(")
            j.depth += 1
        j.line("[" if call else f"{head}[")
        j.depth += 1
        for item, text in zip(items, texts, strict=True):
            if isinstance(item, str) or len(text) < j.width - len(j.indent) * j.depth:
                j.line(f"{text},")
                continue
            j.line("[")
            j.lines += [f"{j.indent * (j.depth + 1)}{i}," for i in item]
            j.line("],")
        j.depth -= 1
        j.line("]")
        if call:
            j.depth -= 1
            j.line(")")

    def unpacked(self, names: Sequence[str], value: str) -> None:
        """names = value, of which there may be one."""
        left = f"({names[0]},)" if len(names) == 1 else ", ".join(names)
        self.j.line(f"{left} = {value}")

    def give(self, values: Sequence[str]) -> None:
        """A return statement."""
        self.j.returned([parsed(v) for v in values])

    def chain(self, statements: Sequence[nodes.Statement], wanted: Iterable[str]) -> None:
        """Everything that leads to the wanted names."""
        kept = needed(statements, set(wanted))
        for i, s in enumerate(kept):
            self.statement(s, kept[i + 1 :])

    def rate(self, p: str, after: Sequence[nodes.Statement]) -> None:
        """rate_p: the log-likelihood when the rest of the chain is followed from a value of p."""

        def write() -> None:
            self.chain(after, self.names)
            self.value(value_of(self.plan), self.names)

        self.inner(f"rate_{p}", [self.j.name(p)], write)

    def value(self, f: Formula, names: Sequence[str]) -> None:
        """return value, -inf outside the domain."""
        self.inside(names, set(names) == set(self.names), "inside")
        self.body(f.body, f.outputs[:1])
        self.j.line(f"return jnp.where(inside, {self.j.text(self.j.fitted(parsed(f.outputs[0]), 38))}, -jnp.inf)")

    @statement.register
    def _(self, s: nodes.Root, after: Sequence[nodes.Statement]) -> None:
        p, j = s.parameter, self.j

        def equation() -> None:
            self.body(s.body, (s.equation, s.slope))
            self.give((s.equation, s.slope))

        self.inner(f"equation_{p}", [j.name(p)], equation)
        ends = ", ".join([j.text(s.lower), j.text(s.upper), j.text(s.start or "nan")])
        if not s.several:
            j.line(f"{j.name(p)} = _root(equation_{p}, {ends})")
            return
        if s.objective:

            def objective() -> None:
                self.body(s.objective_body, (s.objective,))
                self.give((s.objective,))

            self.inner(f"rate_{p}", [j.name(p)], objective)
        else:
            self.rate(p, after)
        j.line(f"{j.name(p)} = _roots(equation_{p}, rate_{p}, {ends})")

    @statement.register
    def _(self, s: nodes.Choice, after: Sequence[nodes.Statement]) -> None:
        p, j = s.parameter, self.j
        self.rate(p, after)
        j.line(f"{j.name(p)} = _best([{', '.join(j.text(c) for c in s.candidates)}], rate_{p})")

    def objective(self, p: str, body: Sequence[nodes.Statement], objective: str) -> None:
        """objective_p as a function inside a function."""

        def write() -> None:
            self.body(body, (objective,))
            self.give((objective,))

        self.inner(f"objective_{p}", [self.j.name(p)], write)

    @statement.register
    def _(self, s: nodes.IntegerSearch, after: Sequence[nodes.Statement]) -> None:
        p, j = s.parameter, self.j
        self.objective(p, s.body, s.objective)
        j.line(f"{j.name(p)} = _integer(objective_{p}, {j.text(s.lower)}, {j.text(s.upper)})")

    @statement.register
    def _(self, s: nodes.PointSearch, after: Sequence[nodes.Statement]) -> None:
        p, j = s.parameter, self.j
        self.objective(p, s.body, s.objective)
        for name, e in s.locals:
            j.assign(name, parsed(e), True, True)
        j.line(f"{j.name(p)} = _best({j.text(s.points)}, objective_{p})")

    @statement.register
    def _(self, s: nodes.Maximise, after: Sequence[nodes.Statement]) -> None:
        self.joint(s.parameters, s.value, s.derivatives, s.starts)

    @statement.register
    def _(self, s: nodes.Mixture, after: Sequence[nodes.Statement]) -> None:
        def update() -> None:
            j = self.j
            j.line(f"{', '.join(j.name(n) for n in self.names)} = theta")
            self.body(s.update.body, s.update.outputs)
            new = dict(zip(s.parameters, s.update.outputs, strict=True))
            self.array("return ", [j.text(j.fitted(parsed(new.get(n, n)), 20)) for n in self.names])

        self.inner("update", ["theta"], update)
        self.joint(self.names, self.plan.value, self.plan.derivatives, (), "update")

    def joint(
        self, names: Sequence[str], value: Formula, both: Formula, starts: Sequence[Sequence[str]], update: str = ""
    ) -> None:
        """The joint maximiser of some parameters."""
        j, k = self.j, len(names)
        own = [j.name(n) for n in names]

        def opened() -> None:
            self.unpacked(own, "theta")

        def rated() -> None:
            opened()
            self.value(value, names)

        def derived() -> None:
            opened()
            self.inside(names, set(names) == set(self.names))
            self.body(both.body, both.outputs)
            texts = [j.text(j.fitted(parsed(o), 18)) for o in both.outputs]
            j.line(f"height = {texts[0]}")
            j.line("height = jnp.where(inside, height, -jnp.inf)")
            self.array("slopes = ", texts[1 : 1 + k])
            self.array("bends = ", square(texts[1 + k :], k))
            j.line("return height, slopes, bends")

        self.inner("value", ["theta"], rated)
        self.inner("derivatives", ["theta"], derived)
        table = {p.identifier: p for p in self.plan.parameters}
        free = set(names)
        choices = [plausible(self.plan, table[n]) for n in names]
        for s in quantiles(self.plan, {n for c in choices for e in c for n in names_of(e)}):
            self.statement(s, ())
        ends = [_ends(table[n], free) for n in names]
        self.array("starts = ", [[j.text(e) for e in s] for s in starts], "")
        self.array("choices = ", [[j.text(e) for e in c] for c in choices], "")
        j.line(f"lower = [{', '.join(j.text(a) for a, _ in ends)}]")
        j.line(f"upper = [{', '.join(j.text(b) for _, b in ends)}]")
        arguments = ["derivatives", "value", "starts", "choices", "lower", "upper", *([update] if update else [])]
        self.unpacked(own, f"_maximise({', '.join(arguments)})")


def _ends(p: nodes.Parameter, free: set[str]) -> tuple[str, str]:
    """The ends of a domain as coordinates see them."""
    low, high = p.lower.source, p.upper.source
    if p.periodic:
        return "-inf", "inf"
    return ("-inf" if names_of(low) & free else low), ("inf" if names_of(high) & free else high)


def square(entries: Sequence[str], k: int) -> list[str | list[str]]:
    """The rows of a symmetric matrix from its lower triangle."""
    return [[entries[max(a, b) * (max(a, b) + 1) // 2 + min(a, b)] for b in range(k)] for a in range(k)]


def formulas_of(s: object) -> list[str]:
    """Every formula of a pass or of assignments."""
    if isinstance(s, Pass):
        return [*(e for _, e in s.locals), *s.summands, *(x for x in s.levels if x)]
    if isinstance(s, Scalars):
        return [e for _, e in s.assignments]
    raise TargetError(f"target 'jax' cannot write {type(s).__name__} there")


def names_in(plan: Plan) -> list[str]:
    """Every identifier of a plan, in an order that does not change."""
    out: dict[str, None] = {}

    def walk(value: object) -> None:
        if isinstance(value, (Pass, Scalars)):
            pairs = (*getattr(value, "locals", ()), *getattr(value, "assignments", ()))
            for n in (*getattr(value, "names", ()), *(n for n, _ in pairs)):
                out.setdefault(n)
        elif isinstance(value, tuple):
            for v in value:
                walk(v)
        elif hasattr(value, "__dataclass_fields__"):
            for f in value.__dataclass_fields__:
                walk(getattr(value, f))

    for q in (*plan.parameters, *plan.known):
        out.setdefault(q.identifier)
    out.setdefault(plan.size)
    for part in (plan.prelude, plan.estimate, plan.value, plan.gradient, plan.derivatives):
        walk(part)
    for e in (plan.log_density, plan.scores):
        for n, _ in (*e.scalars, *e.locals):
            out.setdefault(n)
    return list(out)
