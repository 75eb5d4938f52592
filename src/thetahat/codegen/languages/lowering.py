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
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache, singledispatchmethod

from thetahat.codegen.languages import search
from thetahat.codegen.languages.expression import CONSTANTS, indices_of, names_of
from thetahat.core import plan as printed
from thetahat.core.plan import Formula, Pass, Plan, Scalars

SMOOTH = ("closed", "root", "choice", "numeric", "mixture", "")
"""Kinds of parameters that have a standard error from the Hessian."""


@dataclass(frozen=True)
class Each:
    """For each row: statements over its variables."""

    reads: tuple[str, ...]
    body: tuple[str, ...]


Item = str | Pass | Each


@dataclass(frozen=True)
class Function:
    """One function: its arguments after the rows, its body, and how many numbers it returns."""

    name: str
    told: str
    arguments: tuple[str, ...]
    body: tuple[Item, ...]
    outputs: int = 1
    rows: bool = True


@dataclass(frozen=True)
class Units:
    """How one variable is standardised: x -> (x - centre)/spread."""

    variable: str
    centre: str
    spread: str


BALANCED = ("deviance", "stirling")


def value_of(plan: Plan) -> Formula:
    """The log-likelihood: the sum of log-densities where only these are free of cancellation, else over statistics."""
    e = plan.log_density
    sources = [*(s for _, s in (*e.scalars, *e.locals)), *e.outputs]
    if not any(word in BALANCED for s in sources for word in called(s)):
        return plan.value
    name = "log_densities"
    while name in _identifiers(plan):
        name += "_"
    have = {*e.reads, *(n for n, _ in e.locals)}
    needs = {n for s in (*(s for _, s in e.locals), *e.outputs) for n in names_of(s)} - have
    rows = Pass((name,), ("total",), e.outputs, (), e.locals, e.reads, tuple(sorted(needs)))
    first = Scalars(
        e.scalars, tuple(sorted({n for _, s in e.scalars for n in names_of(s)} - {n for n, _ in e.scalars}))
    )
    return Formula(plan.value.arguments, (first, rows) if e.scalars else (rows,), (name,))


@dataclass
class Lowered:
    """A plan as functions; the templates of the languages put them together."""

    plan: Plan
    functions: list[Function] = field(default_factory=list)
    solve: tuple[Item, ...] = ()
    """From rows, size and known constants to all parameters."""
    words: set[str] = field(default_factory=set)


class Lowering:
    """Makes functions of one plan's statements; ``target`` names the target in refusals."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.size = plan.size
        self.known = tuple(k.identifier for k in plan.known)
        self.parameters = tuple(p.identifier for p in plan.parameters)
        self.made: dict[str, Function] = {}
        self.sampled = True
        """Whether starting values may look at the rows."""
        self.taken = _identifiers(plan)
        self.prelude_names = [n for s in plan.prelude if isinstance(s, Pass) for n in s.names]

    # -------------------------------------------------------------- asking

    def local(self, name: str) -> str:
        """A name that the plan does not use."""
        while name in self.taken:
            name += "_"
        return name

    def inside(self, names: Sequence[str], instead: Mapping[str, str] | None = None) -> list[str]:
        """Tests that the parameters of these names lie in their domains; ``instead`` renames them."""
        rename = instead or {}
        out = []
        for p in self.plan.parameters:
            if p.identifier in names:
                tests = domain_tests(p)
                out += [renamed(t, rename) for t in tests]
        return out

    def guarded(self, names: Sequence[str], otherwise: str) -> list[Item]:
        """Leave with ``otherwise`` where observations are outside the support that the parameters imply."""
        out: list[Item] = []
        moving = [p for p in self.plan.parameters if p.identifier in names]
        tests = [t for p in moving if _free_end(p, set(names)) for t in domain_tests(p)]
        if tests:
            out.append(f"if not ({' and '.join(tests)}):\n    {otherwise}")
        if set(names) != set(self.parameters):
            return out
        rows = support_tests(self.plan)
        if rows:
            count = self.local("outside")
            reads = tuple(x for x in self.plan.identifiers if any(x in names_of(t) for t in rows))
            summand = f"where({_every(rows)}, 0, 1)"
            out.append(Pass((count,), ("total",), (summand,), (), (), reads, tuple(sorted(names))))
            out.append(f"if {count} > 0.0:\n    {otherwise}")
        return out

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
        return self.maximum(tag, names, whole, s.starts)

    @place.register
    def _(self, s: printed.Mixture, after: Sequence[printed.Statement]) -> list[Item]:
        names = s.parameters
        self.function_of("update_joint", "One step of the EM algorithm.", s.update, names)
        order = [*self.parameters]
        self.function_of("value_joint", "The log-likelihood.", self.plan.value, order)
        told = "The log-likelihood, its gradient, and the lower triangle of its Hessian."
        self.function_of("derivatives_joint", told, self.plan.derivatives, order)
        return self.maximum("joint", tuple(order), True, (), names)

    def maximum(
        self,
        tag: str,
        names: tuple[str, ...],
        whole: bool,
        starts: Sequence[tuple[str, ...]],
        update: Sequence[str] = (),
    ) -> list[Item]:
        """The joint maximiser: starting values, then damped Newton steps in free coordinates."""
        return search.maximum(self, tag, names, whole, starts, update)


# ------------------------------------------------------------------ what flows in and out


@lru_cache(maxsize=4096)
def tree(text: str) -> ast.Module:
    """The tree of statements; read it, do not change it."""
    return ast.parse(text)


@lru_cache(maxsize=4096)
def called(text: str) -> tuple[str, ...]:
    """The functions that a text calls."""
    return tuple(n.func.id for n in ast.walk(tree(text)) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name))


@lru_cache(maxsize=4096)
def flow(item: Item) -> tuple[list[str], list[str]]:
    """(names that an item needs, names that it gives)."""
    if isinstance(item, Pass):
        have = {*item.reads, *(n for n, _ in item.locals)}
        sources = [*(e for _, e in item.locals), *item.summands, *(x for x in item.levels if x)]
        return [n for e in sources for n in sorted(names_of(e)) if n not in have], list(item.names)
    if isinstance(item, Each):
        needs: dict[str, None] = {}
        gives: set[str] = set(item.reads)
        for text in item.body:
            n, g = flow(text)
            for x in n:
                if x not in gives:
                    needs.setdefault(x)
            gives |= set(g)
        return list(needs), []
    parsed = tree(item)
    calls = {id(n.func) for n in ast.walk(parsed) if isinstance(n, ast.Call)}
    indices = indices_of(parsed)
    order: dict[str, None] = {}
    gives_ = []
    for node in ast.walk(parsed):
        if isinstance(node, ast.Name) and id(node) not in calls and node.id not in {*CONSTANTS, *indices}:
            if isinstance(node.ctx, ast.Store):
                gives_.append(node.id)
            elif node.id != "rows":
                order.setdefault(node.id)
    plain = len(parsed.body) == 1 and isinstance(parsed.body[0], (ast.Assign, ast.Return))
    return ([n for n in order if plain or n not in gives_]), gives_


def only(item: Item, names: AbstractSet[str]) -> Item | None:
    """An item reduced to what gives some of the names, or None."""
    if isinstance(item, Pass):
        keep = [i for i, n in enumerate(item.names) if n in names]
        if not keep:
            return None
        used = {n for i in keep for n in names_of(item.summands[i])}
        locals_: list[tuple[str, str]] = []
        for name, e in reversed(item.locals):
            if name in used:
                locals_.insert(0, (name, e))
                used |= names_of(e)
        return Pass(
            names=tuple(item.names[i] for i in keep),
            kinds=tuple(item.kinds[i] for i in keep),
            summands=tuple(item.summands[i] for i in keep),
            levels=tuple(item.levels[i] for i in keep) if item.levels else (),
            locals=tuple(locals_),
            reads=tuple(r for r in item.reads if r in used),
            needs=tuple(n for n in item.needs if n in used),
        )
    gives = flow(item)[1]
    return item if not gives or set(gives) & names else None


def pruned(items: Sequence[Item]) -> list[Item]:
    """Items without what nobody uses; the last one is the result."""
    wanted = set(flow(items[-1])[0])
    out: list[Item] = [items[-1]]
    for item in reversed(items[:-1]):
        part = only(item, wanted)
        if part is not None:
            out.insert(0, part)
            wanted |= set(flow(part)[0])
    return out


def needed(statements: Sequence[printed.Statement], wanted: set[str]) -> list[printed.Statement]:
    """The statements that lead to the wanted names, in order."""
    wanted = set(wanted)
    out: list[printed.Statement] = []
    for s in reversed(statements):
        if isinstance(s, Scalars):
            kept: list[tuple[str, str]] = []
            for name, e in reversed(s.assignments):
                if name in wanted:
                    kept.insert(0, (name, e))
                    wanted |= names_of(e)
            if kept:
                out.insert(0, Scalars(tuple(kept)))
            continue
        if isinstance(s, Pass):
            part = only(s, wanted)
            if isinstance(part, Pass):
                out.insert(0, part)
                wanted |= set(flow(part)[0])
            continue
        out.insert(0, s)
        wanted |= _sources(s)
    return out


def _sources(value: object) -> set[str]:
    """Every identifier in the sources of a statement."""
    if isinstance(value, str):
        return set(names_of(value)) if value else set()
    if isinstance(value, tuple):
        return set().union(*(_sources(v) for v in value)) if value else set()
    if hasattr(value, "__dataclass_fields__"):
        return set().union(*(_sources(getattr(value, f)) for f in value.__dataclass_fields__ if f not in _TOLD))
    return set()


_TOLD = {"kinds"}


def _identifiers(plan: Plan) -> set[str]:
    """Every identifier of a plan."""
    out = {plan.size, *plan.identifiers, *(p.identifier for p in (*plan.parameters, *plan.known))}

    def walk(value: object) -> None:
        if isinstance(value, (Pass, Scalars)):
            out.update(getattr(value, "names", ()))
            out.update(n for n, _ in (*getattr(value, "locals", ()), *getattr(value, "assignments", ())))
        elif isinstance(value, tuple):
            for v in value:
                walk(v)
        elif hasattr(value, "__dataclass_fields__"):
            for f in value.__dataclass_fields__:
                walk(getattr(value, f))

    for part in (plan.prelude, plan.estimate, plan.value, plan.gradient, plan.derivatives):
        walk(part)
    for e in (plan.log_density, plan.scores):
        out.update(n for n, _ in (*e.scalars, *e.locals))
    return out


# ------------------------------------------------------------------ domains and supports


def domain_tests(p: printed.Parameter) -> list[str]:
    """Sources that are true inside the domain; an infinite end asks for a finite number."""
    out = []
    x = p.identifier
    if p.lower.source != "-inf":
        out.append(f"{x} {'>=' if p.lower.closed else '>'} {p.lower.source}")
    if p.upper.source != "inf":
        out.append(f"{x} {'<=' if p.upper.closed else '<'} {p.upper.source}")
    if len(out) < 2:
        out.append(f"isfinite({x})")
    return out


def _free_end(p: printed.Parameter, free: set[str]) -> bool:
    return bool((names_of(p.lower.source) | names_of(p.upper.source)) & free)


def support_tests(plan: Plan) -> list[str]:
    """Sources over one row that are true inside that part of the support which parameters move (its border too)."""
    out = []
    free = {p.identifier for p in plan.parameters}
    for r in plan.regions:
        if names_of(r.lower) & free:
            out.append(f"{r.identifier} >= {r.lower}")
        if names_of(r.upper) & free:
            out.append(f"{r.identifier} <= {r.upper}")
    return [*out, *(text for text in plan.inside if names_of(text) & free)]


def fixed_tests(plan: Plan) -> list[tuple[str, str, str]]:
    """(variable, source, rule in words) for that part of the support which no parameter moves."""
    out = []
    free = {p.identifier for p in plan.parameters}
    for r in plan.regions:
        x = r.identifier
        if r.integer:
            out.append((r.variable, f"{x} == floor({x})", "must be an integer"))
        if r.lower != "-inf" and not names_of(r.lower) & free:
            sign = ">=" if r.lower_closed else ">"
            out.append((r.variable, f"{x} {sign} {r.lower}", f"must be {sign} {r.lower}"))
        if r.upper != "inf" and not names_of(r.upper) & free:
            sign = "<=" if r.upper_closed else "<"
            out.append((r.variable, f"{x} {sign} {r.upper}", f"must be {sign} {r.upper}"))
    for text in plan.inside:
        if not names_of(text) & free:
            # how variables stand to one another: successes <= trials
            first = next(r.variable for r in plan.regions if r.identifier in names_of(text))
            out.append((first, text, f"must satisfy {text}"))
    return out


def _every(tests: Sequence[str]) -> str:
    out = tests[0]
    for t in tests[1:]:
        out = f"logical_and({out}, {t})"
    return out


def renamed(source: str, names: Mapping[str, str]) -> str:
    """The source with identifiers replaced."""
    if not names:
        return source
    tree = ast.parse(source, mode="eval")
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            node.id = names.get(node.id, node.id)
    return ast.unparse(tree)
