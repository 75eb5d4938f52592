"""Sums from which totals follow, whatever the parameters are: they are taken once, merged, and stored.

    atom       a function of one row without parameters, such as log(x)
    linear     S_i  = sum w (a_i - c_i)                  c_i is a number near the mean of a_i
    product    Q_ij = sum w (a_i - c_i)(a_j - c_j)

A total whose summand is a polynomial of degree <= 2 in atoms is one in these sums: with d = a - c the polynomial is
expanded in d, so that (x - mu)^2 becomes (c - mu)^2 + 2 (c - mu) d + d^2 and no digit is lost at x = 1e8.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from thetahat.core.plan import Assignments, Formula, Pass, Plan, Statement
from thetahat.engines.compiled import expressions, needs_of
from thetahat.sources.writer import names_in

Monomial = tuple[str, ...]
Polynomial = dict[Monomial, float]

LOST = 1e4
"""How much greater than their sum the parts of a total may be; where they are greater the rows are read again."""
SIZE = 400
"""Nodes of a summand with its locals written in; longer ones are not looked at."""


class _Inline(ast.NodeTransformer):
    def __init__(self, table: Mapping[str, ast.expr]) -> None:
        self.table = table

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """A local's own tree."""
        return self.table.get(node.id, node)


def inlined(summand: str, assignments: Assignments) -> ast.expr | None:
    """A summand's tree with all locals written in; None if that is too long."""
    table: dict[str, ast.expr] = {}
    for name, source in (*assignments, ("", summand)):
        here = _Inline(table).visit(ast.parse(source, mode="eval").body)
        if sum(1 for _ in ast.walk(here)) > SIZE:
            return None
        table[name] = here
    return table[""]


@dataclass(frozen=True)
class _Expansion:
    """Expands trees around the centres of atoms; without ``scalars`` only the shape counts."""

    rows: frozenset[str]
    constants: frozenset[str]
    centres: Mapping[str, float]
    scalars: Mapping[str, float] | None

    def of(self, node: ast.expr, most: int = 2) -> Polynomial | None:
        names = names_in(node)
        if not names & self.rows:
            if self.scalars is None:
                return {(): 1.37}
            return {(): expressions((ast.unparse(node),))(self.scalars)[0]}
        found = self._arithmetic(node, most)
        if found is None and names <= self.rows | self.constants and most >= 1:
            atom = ast.unparse(node)
            return {(): self.centres.get(atom, 0.0), (atom,): 1.0}
        return found

    def _arithmetic(self, node: ast.expr, most: int) -> Polynomial | None:
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            inner = self.of(node.operand, most)
            return None if inner is None else {m: -v for m, v in inner.items()}
        if isinstance(node, ast.Call):
            return self._apart(node, most)
        if not isinstance(node, ast.BinOp):
            return None
        if isinstance(node.op, ast.Pow):
            if not (isinstance(node.right, ast.Constant) and node.right.value == 2):
                return None
            base = self.of(node.left, most)
            return None if base is None else _product(base, base, most)
        left, right = self.of(node.left, most), self.of(node.right, most)
        if left is None or right is None:
            return None
        if isinstance(node.op, ast.Add | ast.Sub):
            sign = 1.0 if isinstance(node.op, ast.Add) else -1.0
            out = dict(left)
            for m, v in right.items():
                out[m] = out.get(m, 0.0) + sign * v
            return out
        if isinstance(node.op, ast.Mult):
            return _product(left, right, most)
        if isinstance(node.op, ast.Div) and right.keys() == {()}:
            return {m: v / right[()] if right[()] else math.nan for m, v in left.items()}
        return None

    def _apart(self, node: ast.Call, most: int) -> Polynomial | None:
        """log(a/b), cos(a - b) and the like, with a row in one part and parameters in the other, by their rules."""
        word = node.func.id if isinstance(node.func, ast.Name) else ""
        inner = node.args[0]
        if word not in _RULES or not isinstance(inner, ast.BinOp) or names_in(node) <= self.rows | self.constants:
            return None
        rule = _RULES[word].get(type(inner.op))
        mixed = [bool(names_in(side) & self.rows) for side in (inner.left, inner.right)]
        if rule is None or all(mixed):
            return None
        table = {"a": inner.left, "b": inner.right}
        return self.of(_Inline(table).visit(ast.parse(rule, mode="eval").body), most)


_RULES: dict[str, dict[type, str]] = {
    "log": {ast.Mult: "log(a) + log(b)", ast.Div: "log(a) - log(b)"},
    "cos": {ast.Add: "cos(a)*cos(b) - sin(a)*sin(b)", ast.Sub: "cos(a)*cos(b) + sin(a)*sin(b)"},
    "sin": {ast.Add: "sin(a)*cos(b) + cos(a)*sin(b)", ast.Sub: "sin(a)*cos(b) - cos(a)*sin(b)"},
}


def _product(a: Polynomial, b: Polynomial, most: int) -> Polynomial | None:
    out: Polynomial = {}
    for m, v in a.items():
        for k, u in b.items():
            both = tuple(sorted((*m, *k)))
            if len(both) > most:
                return None
            out[both] = out.get(both, 0.0) + v * u
    return out


@dataclass(frozen=True)
class Wanted:
    """The sums that one reading takes: atoms, products of two atoms, atoms whose extremes count."""

    atoms: tuple[str, ...] = ()
    products: tuple[tuple[str, str], ...] = ()
    least: tuple[str, ...] = ()
    greatest: tuple[str, ...] = ()


def statements(plan: Plan) -> tuple[Statement, ...]:
    """Every statement outside of loops: prelude, estimate, and the bodies of the likelihood's formulas."""
    return (*plan.prelude, *plan.estimate, *plan.value.body, *plan.gradient.body, *plan.derivatives.body)


def within(statement: Any) -> Iterable[Pass]:
    """The passes of one statement, those inside an iteration included."""
    if isinstance(statement, Pass):
        yield statement
    for name in ("body", "objective_body"):
        for inner in getattr(statement, name, ()):
            yield from within(inner)
    for name in ("value", "derivatives", "update"):
        formula = getattr(statement, name, None)
        if isinstance(formula, Formula):
            for inner in formula.body:
                yield from within(inner)


def wanted(plan: Plan) -> Wanted:
    """The sums that answer as many passes of a plan as sums can."""
    constants = frozenset(p.identifier for p in plan.known)
    products: dict[tuple[str, str], None] = {}
    atoms: dict[str, None] = {}
    extremes: dict[str, dict[str, None]] = {"minimum": {}, "maximum": {}}
    for p in (p for s in statements(plan) for p in within(s)):
        for kind, summand in zip(p.kinds, p.summands, strict=True):
            node = inlined(summand, p.locals)
            if node is None:
                continue
            if kind in extremes:
                if names_in(node) <= frozenset(plan.identifiers) | constants:
                    extremes[kind][ast.unparse(node)] = None
            elif kind == "total":
                found = _shape(node, frozenset(plan.identifiers), constants)
                for m in found or ():
                    atoms.update(dict.fromkeys(m))
                    if len(m) == 2:
                        products[(m[0], m[1])] = None
    return Wanted(tuple(atoms), tuple(products), tuple(extremes["minimum"]), tuple(extremes["maximum"]))


def _shape(node: ast.expr, rows: frozenset[str], constants: frozenset[str]) -> Polynomial | None:
    free = names_in(node) <= rows | constants
    return _Expansion(rows, constants, {}, None).of(node, 1 if free else 2)


@dataclass(frozen=True)
class Sums:
    """Sums over rows that have been read.  They add: ``a + b`` are those of all rows of both."""

    variables: tuple[str, ...]
    constants: Mapping[str, float]
    rows: int = 0
    size: float = 0.0
    """The number of observations: rows, or the sum of the weights."""
    centres: Mapping[str, float] = field(default_factory=dict)
    linear: Mapping[str, float] = field(default_factory=dict)
    products: Mapping[tuple[str, str], float] = field(default_factory=dict)
    least: Mapping[str, float] = field(default_factory=dict)
    greatest: Mapping[str, float] = field(default_factory=dict)

    def __add__(self, other: Sums) -> Sums:
        """The sums of both: those of the other are brought to this one's centres."""
        if not self.rows:
            return other
        if not other.rows:
            return self
        moved = other.around(self.centres)
        return replace(
            self,
            rows=self.rows + other.rows,
            size=self.size + other.size,
            linear={a: v + moved.linear[a] for a, v in self.linear.items()},
            products={m: v + moved.products[m] for m, v in self.products.items()},
            least={a: min(v, other.least[a]) for a, v in self.least.items()},
            greatest={a: max(v, other.greatest[a]) for a, v in self.greatest.items()},
        )

    def around(self, centres: Mapping[str, float]) -> Sums:
        """The same sums with other centres: d' = d + (c - c')."""
        gap = {a: c - centres[a] for a, c in self.centres.items()}
        n, s = self.size, self.linear
        return replace(
            self,
            centres=dict(centres),
            linear={a: v + n * gap[a] for a, v in s.items()},
            products={
                (a, b): v + gap[b] * s[a] + gap[a] * s[b] + n * gap[a] * gap[b] for (a, b), v in self.products.items()
            },
        )

    def answer(self, kind: str, summand: str, assignments: Assignments, scalars: Mapping[str, float]) -> float | None:
        """A statistic of a pass, or None if it does not follow from these sums to full digits."""
        node = inlined(summand, assignments)
        if node is None:
            return None
        rows, constants = frozenset(self.variables), frozenset(self.constants)
        if kind in ("minimum", "maximum"):
            return (self.least if kind == "minimum" else self.greatest).get(ast.unparse(node))
        if kind != "total" or not needs_of(ast.unparse(node)) - rows <= scalars.keys():
            return None
        free = names_in(node) <= rows | constants
        found = _Expansion(rows, constants, self.centres, scalars).of(node, 1 if free else 2)
        return None if found is None else self._total(found, free)

    def _total(self, polynomial: Polynomial, free: bool) -> float | None:
        parts = []
        quadratic = False
        # A centre far from the mean costs digits; what holds parameters and is linear vanishes at the estimate anyway.
        for m, v in polynomial.items():
            if len(m) == 2:
                product = self.products.get((m[0], m[1]))
                quadratic = True
            else:
                product = self.linear.get(m[0]) if m else self.size
            if product is None:
                return None
            parts.append(v * product)
        total = math.fsum(parts) if all(map(math.isfinite, parts)) else sum(parts)
        if math.isnan(total) or ((quadratic or free) and max(map(abs, parts)) > LOST * abs(total)):
            return None
        return total

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON.  Floats come back bit by bit."""
        return {
            "variables": list(self.variables),
            "constants": dict(self.constants),
            "rows": self.rows,
            "size": self.size,
            "centres": dict(self.centres),
            "linear": dict(self.linear),
            "products": [[a, b, v] for (a, b), v in self.products.items()],
            "least": dict(self.least),
            "greatest": dict(self.greatest),
        }


def from_dict(found: Mapping[str, Any]) -> Sums:
    """The inverse of `Sums.to_dict`.  Raises KeyError, TypeError or ValueError for what is none."""
    return Sums(
        tuple(found["variables"]),
        {str(k): float(v) for k, v in found["constants"].items()},
        int(found["rows"]),
        float(found["size"]),
        {str(k): float(v) for k, v in found["centres"].items()},
        {str(k): float(v) for k, v in found["linear"].items()},
        {(str(a), str(b)): float(v) for a, b, v in found["products"]},
        {str(k): float(v) for k, v in found["least"].items()},
        {str(k): float(v) for k, v in found["greatest"].items()},
    )


def answered(sums: Sums, p: Pass, scalars: Mapping[str, float]) -> dict[str, float]:
    """Those statistics of a pass that follow from sums."""
    out = {}
    for name, kind, summand in zip(p.names, p.kinds, p.summands, strict=True):
        value = sums.answer(kind, summand, p.locals, scalars)
        if value is not None:
            out[name] = value
    return out


def left(p: Pass, names: Sequence[str]) -> Pass:
    """A pass without these statistics, and without locals that nothing needs any more."""
    keep = [i for i, n in enumerate(p.names) if n not in names]
    summands = [p.summands[i] for i in keep]
    used = set().union(*(needs_of(s) for s in summands)) if summands else set()
    kept = []
    for name, source in reversed(p.locals):
        if name in used:
            kept.append((name, source))
            used |= needs_of(source)
    return replace(
        p,
        names=tuple(p.names[i] for i in keep),
        kinds=tuple(p.kinds[i] for i in keep),
        summands=tuple(summands),
        levels=tuple(p.levels[i] for i in keep) if p.levels else (),
        locals=tuple(reversed(kept)),
        reads=tuple(r for r in p.reads if r in used),
        needs=tuple(n for n in p.needs if n in used or any(n in needs_of(level) for level in p.levels if level)),
    )
