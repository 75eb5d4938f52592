"""Program -> Plan: every formula printed in the vocabulary of plans, common subexpressions shared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import singledispatchmethod
from itertools import count
from typing import Any

from sympy import Dummy, Expr, Pow, Symbol, cse

from thetahat import __version__
from thetahat.codegen import program as source
from thetahat.codegen.equivariance import motions, periods
from thetahat.codegen.names import Names, wanted, wish
from thetahat.codegen.numpy import NumPyPrinter
from thetahat.codegen.program import Formula, Program
from thetahat.codegen.rests import PairDeviance, PairRoot
from thetahat.codegen.series import indices
from thetahat.core import plan as printed
from thetahat.core.model import Parameter
from thetahat.core.statistics import Observation, Quantile, Statistic

_KINDS = {"Total": "total", "Minimum": "minimum", "Maximum": "maximum", "Quantile": "quantile"}


def plan(program: Program) -> printed.Plan:
    """The printed form of a program.  Raises TargetError, naming the function, for what NumPy cannot say."""
    return _Printing(program).plan()


def shared(expressions: Sequence[Any]) -> tuple[list[tuple[Symbol, Expr]], list[Any]]:
    """(temporaries in order, expressions in terms of them)."""
    expressions = [_open(e) for e in expressions]
    bound = indices(expressions)
    temporaries, reduced = cse(list(expressions), symbols=_dummies(), order="none", list=True, ignore=bound)
    return temporaries, reduced


def _open(e: Any) -> Any:
    """The expression with the formulas of those nodes that are only a way to differentiate them."""
    while e.has(PairDeviance, PairRoot):
        e = e.replace(lambda f: isinstance(f, (PairDeviance, PairRoot)), lambda f: f.opened())
    return e


def multiplied(
    temporaries: Sequence[tuple[Symbol, Expr]], expressions: Sequence[Expr]
) -> tuple[list[tuple[Symbol, Expr]], list[Expr]]:
    """The same with powers of a temporary made of lower ones that are there: with r = 1/t, t^-2 is r^2."""
    known: dict[tuple[Expr, Expr], Symbol] = {}

    def lower(e: Expr) -> Expr:
        if isinstance(e, Pow) and isinstance(e.base, Symbol) and e.exp.is_Integer:
            k = e.exp
            if (e.base, k) in known:
                return known[e.base, k]
            if k.is_even and (e.base, k / 2) in known:
                return known[e.base, k / 2] ** 2
            if k > 0 and (e.base, k - 1) in known:
                return e.base * known[e.base, k - 1]
        if not e.args or isinstance(e, Statistic):
            return e
        inner = [lower(a) for a in e.args]
        return e if all(a is b for a, b in zip(inner, e.args, strict=True)) else e.func(*inner)

    out = []
    for symbol, e in temporaries:
        out.append((symbol, lower(e)))
        if isinstance(e, Pow) and isinstance(e.base, Symbol) and e.exp.is_Integer:
            known[e.base, e.exp] = symbol
    return out, [lower(e) for e in expressions]


def _dummies() -> Iterator[Dummy]:
    # cse leaves out a name that the expressions use already: the names must differ.
    for number in count():
        yield Dummy(f"t{number}", real=True)


def _free(*expressions: Any) -> set[Symbol]:
    return {s for e in expressions for s in e.free_symbols}


class _Printing:
    """One program's names, and a method for each kind of statement."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.model = program.model
        self.names = Names()
        for x in self.model.observation:
            self.names.give(x, x.name, "x")
        for p in (*self.model.parameters, *self.model.known, *program.derivation.intermediate):
            self.names.give(p.symbol, p.name, "p")
        self.names.give(program.size, "n")
        self.printer = NumPyPrinter(self.names.table)
        self.printer.given = frozenset(p.symbol for p in self.model.known)
        self.formulas: dict[int, printed.Formula] = {}
        self.periodic = periods(self.model, program.log_density, program.scores)

    def text(self, e: Any) -> str:
        """One expression's source."""
        return self.printer.doprint(e)

    # -------------------------------------------------------------- the whole

    def plan(self) -> printed.Plan:
        """Statements first, because they introduce the names that the rest uses."""
        p, model = self.program, self.model
        prelude = self.body(p.prelude)
        estimate = self.body(p.estimate)
        report_scalars, report = self.outputs(p.report)
        conditions = tuple(self.condition(c) for c in p.conditions)
        log_density = self.elementwise((p.balanced,))
        scores = self.elementwise(p.scores)
        return printed.Plan(
            name=model.name,
            variables=tuple(x.name for x in model.observation),
            identifiers=tuple(self.names[x] for x in model.observation),
            size=self.names[p.size],
            parameters=tuple(self.parameter(q, p.kinds.get(q.name, "")) for q in model.parameters),
            known=tuple(self.parameter(q, "known") for q in model.known),
            regions=tuple(self.region(r) for r in model.support.regions),
            prelude=prelude,
            estimate=(*estimate, *report_scalars),
            report=report,
            value=self.formula(p.value),
            gradient=self.formula(p.gradient),
            derivatives=self.formula(p.derivatives),
            log_density=log_density,
            scores=scores,
            inside=tuple(self.text(c) for c in model.support.conditions),
            conditions=conditions,
            intervals=tuple((name, self.names[a], self.names[b]) for name, a, b in p.intervals),
            motions=motions(model, p.log_density, p.scores) if p.iterates or p.searches else (),
            iterates=p.iterates,
            verdict=str(p.derivation.verdict),
            certificate=tuple((f.claim, str(f.status)) for f in p.derivation.certificate.findings),
            version=__version__,
        )

    def parameter(self, p: Parameter, kind: str) -> printed.Parameter:
        """A parameter with its domain."""
        d = p.domain
        return printed.Parameter(
            name=p.name,
            identifier=self.names[p.symbol],
            lower=self.end(d.lower, d.lower_closed),
            upper=self.end(d.upper, d.upper_closed),
            integer=d.integer,
            periodic=p.name in self.periodic,
            text=d.text,
            kind=kind,
        )

    def end(self, e: Expr, closed: bool) -> printed.End:
        """An end of a domain, with its derivatives in the free parameters."""
        symbols = self.model.symbols
        if not _free(e) & set(symbols):
            return printed.End(self.text(e), closed=closed)
        gradient = tuple(e.diff(s) for s in symbols)
        hessian = tuple(gradient[i].diff(symbols[j]) for i in range(len(symbols)) for j in range(i + 1))
        bent = any(h != 0 for h in hessian)
        return printed.End(
            self.text(e),
            tuple(self.text(g) for g in gradient),
            tuple(self.text(h) for h in hessian) if bent else (),
            closed,
        )

    def region(self, r: Any) -> printed.Region:
        """The values of one variable."""
        moving = bool(_free(r.lower, r.upper) & set(self.model.symbols))
        ends = (self.text(r.lower), self.text(r.upper))
        closed = (r.lower_closed, r.upper_closed)
        return printed.Region(r.variable.name, self.names[r.variable], *ends, *closed, r.integer, moving)

    def condition(self, c: source.Condition) -> printed.Condition:
        """A condition on the data."""
        limits = tuple((name, self.text(e)) for name, e in c.otherwise)
        return printed.Condition(self.text(c.holds), c.kind, c.status, c.text, limits, c.source)

    # -------------------------------------------------------------- formulas

    def assignments(self, pairs: Sequence[tuple[Symbol, Expr]]) -> printed.Assignments:
        """Sources of pairs (symbol, expression), each symbol named when it is met."""
        out = []
        for symbol, e in pairs:
            text = self.text(e)
            out.append((self.names.give(symbol, wanted(symbol)), text))
        return tuple(out)

    def outputs(self, expressions: Sequence[Expr]) -> tuple[tuple[printed.Statement, ...], tuple[str, ...]]:
        """(a block of temporaries, sources of the expressions)."""
        temporaries, reduced = shared(expressions)
        block = self.scalars(temporaries)
        return block, tuple(self.text(e) for e in reduced)

    def scalars(self, pairs: Sequence[tuple[Symbol, Expr]]) -> tuple[printed.Statement, ...]:
        """A block of assignments, or nothing."""
        if not pairs:
            return ()
        assigned = {s for s, _ in pairs}
        texts = self.assignments(pairs)
        needs = sorted(self.names[s] for s in _free(*(e for _, e in pairs)) - assigned)
        return (printed.Scalars(texts, tuple(needs)),)

    def formula(self, f: Formula) -> printed.Formula:
        """A formula's body and outputs; a formula that was met before is not printed again."""
        if id(f) not in self.formulas:
            body = self.body(f.body)
            block, outputs = self.outputs(f.outputs)
            arguments = tuple(self.names[a] for a in f.arguments)
            self.formulas[id(f)] = printed.Formula(arguments, (*body, *block), outputs)
        return self.formulas[id(f)]

    def elementwise(self, expressions: Sequence[Expr]) -> printed.Elementwise:
        """Functions of one observation."""
        temporaries, reduced = shared(expressions)
        fixed: set[Symbol] = set()
        scalars: list[tuple[Symbol, Expr]] = []
        locals_: list[tuple[Symbol, Expr]] = []
        for symbol, e in temporaries:
            varies = any(isinstance(s, Observation) or s in fixed for s in e.free_symbols)
            (locals_ if varies else scalars).append((symbol, e))
            if varies:
                fixed.add(symbol)
        return printed.Elementwise(
            arguments=tuple(self.names[s] for s in self.model.symbols),
            reads=tuple(self.names[x] for x in self.model.observation),
            scalars=self.assignments(scalars),
            locals=self.assignments(locals_),
            outputs=tuple(self.text(e) for e in reduced),
        )

    # -------------------------------------------------------------- statements

    def body(self, statements: Sequence[Any]) -> tuple[printed.Statement, ...]:
        """Statements in order; a block of scalars may become two."""
        out: list[printed.Statement] = []
        for s in statements:
            out += self.statement(s)
        return tuple(out)

    @singledispatchmethod
    def statement(self, s: Any) -> tuple[printed.Statement, ...]:
        """The printed form of one statement."""
        raise NotImplementedError(type(s).__name__)

    @statement.register
    def _(self, s: source.Pass) -> tuple[printed.Statement, ...]:
        temporaries, reduced = multiplied(*shared([t.summand for t in s.statistics]))
        locals_ = self.assignments(temporaries)
        levels = [self.text(t.probability) if isinstance(t, Quantile) else "" for t in s.statistics]
        free = _free(*s.statistics, *(e for _, e in temporaries), *reduced) - {t for t, _ in temporaries}
        reads = sorted(self.names[x] for x in free if isinstance(x, Observation))
        return (
            printed.Pass(
                names=tuple(self.names.give(n, wish(t)) for n, t in zip(s.names, s.statistics, strict=True)),
                kinds=tuple(_KINDS[type(t).__name__] for t in s.statistics),
                summands=tuple(self.text(e) for e in reduced),
                levels=tuple(levels) if any(levels) else (),
                locals=locals_,
                reads=tuple(reads),
                needs=tuple(sorted(self.names[x] for x in free if not isinstance(x, Observation))),
            ),
        )

    @statement.register
    def _(self, s: source.Scalars) -> tuple[printed.Statement, ...]:
        return self.scalars(s.assignments)

    @statement.register
    def _(self, s: source.Root) -> tuple[printed.Statement, ...]:
        body = self.body(s.body)
        block, (equation, slope) = self.outputs((s.equation, s.slope))
        objective_body = self.body(s.objective_body)
        return (
            printed.Root(
                parameter=self.names[s.parameter],
                body=(*body, *block),
                equation=equation,
                slope=slope,
                lower=self.text(s.lower),
                upper=self.text(s.upper),
                bracket=tuple(self.text(e) for e in s.bracket),
                start="" if s.start is None else self.text(s.start),
                falling=s.falling,
                several=s.several,
                objective_body=objective_body,
                objective="" if s.objective is None else self.text(s.objective),
            ),
        )

    @statement.register
    def _(self, s: source.IntegerSearch) -> tuple[printed.Statement, ...]:
        body = self.body(s.body)
        ends = (self.text(s.lower), self.text(s.upper))
        return (printed.IntegerSearch(self.names[s.parameter], body, self.text(s.objective), *ends, s.single),)

    @statement.register
    def _(self, s: source.PointSearch) -> tuple[printed.Statement, ...]:
        body = self.body(s.body)
        free = _free(s.points)
        return (
            printed.PointSearch(
                parameter=self.names[s.parameter],
                points=self.text(s.points),
                locals=(),
                reads=tuple(sorted(self.names[x] for x in free if isinstance(x, Observation))),
                needs=tuple(sorted(self.names[x] for x in free if not isinstance(x, Observation))),
                body=body,
                objective=self.text(s.objective),
            ),
        )

    @statement.register
    def _(self, s: source.Choice) -> tuple[printed.Statement, ...]:
        return (printed.Choice(self.names[s.parameter], tuple(self.text(c) for c in s.candidates)),)

    @statement.register
    def _(self, s: source.Maximise) -> tuple[printed.Statement, ...]:
        return (
            printed.Maximise(
                parameters=tuple(self.names[p] for p in s.parameters),
                value=self.formula(s.value),
                derivatives=self.formula(s.derivatives),
                starts=tuple(tuple(self.text(e) for e in start) for start in s.starts),
                several=s.several,
            ),
        )

    @statement.register
    def _(self, s: source.Mixture) -> tuple[printed.Statement, ...]:
        return (
            printed.Mixture(
                parameters=tuple(self.names[p] for p in s.parameters),
                update=self.formula(s.update),
                weights=tuple(self.names[p] for p in s.weights),
            ),
        )
