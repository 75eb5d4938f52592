r"""The setting of expressions: SymPy's trees become set mathematics, in the order and the shape that books use.

    Total(h)               \sum_{i=1}^{n} h(x_i)          Total(1)            n
    Minimum(x)             x_{(1)}                        Maximum(x)          x_{(n)}
    Quantile(x, 1/2)       \operatorname{med}(x)          Hat(theta, k)       \hat\theta(k)
    sqrt(2)*sqrt(S)/(2*sqrt(n))  one root, \sqrt{S/(2n)}  exp(-x/theta)       e^{-x/\theta}
    loggamma(k)            \log\Gamma(k)                  polygamma(1, k)     \psi'(k)

A node without a setting of its own falls back to SymPy's LaTeX.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sympy import Add, Eq, Expr, Integer, Number, Or, Rational, S, Symbol, default_sort_key
from sympy.core.function import AppliedUndef, Function
from sympy.printing.latex import LatexPrinter
from sympy.printing.printer import Printer

from thetahat.render.mathematics import order
from thetahat.render.mathematics.functions import FUNCTIONS, function
from thetahat.render.mathematics.layout import (
    EQUALS,
    INFINITY,
    Big,
    Fence,
    Fraction,
    Grid,
    Node,
    Product,
    Script,
    Sign,
    Terms,
    Verbatim,
    Words,
    listed,
    number,
    product,
    relation,
    row,
)
from thetahat.render.mathematics.letters import Alphabet
from thetahat.render.mathematics.linear import linear
from thetahat.render.mathematics.named import SUM, NamedSetting, bracketed
from thetahat.render.mathematics.products import ProductSetting
from thetahat.render.mathematics.sums import SumSetting
from thetahat.render.mathematics.tex import tex

OTHERWISE = "otherwise"
"""The words of the last row of cases; a document puts its own language's in their place."""
_RELATIONS = {
    "Equality": relation("=", "="),
    "Unequality": relation(r"\ne", "≠"),
    "StrictLessThan": relation("<", "<"),
    "LessThan": relation(r"\le", "≤"),
    "StrictGreaterThan": relation(">", ">"),
    "GreaterThan": relation(r"\ge", "≥"),
}
EULER = Script(Sign(r"\gamma", "γ"), below=Sign(r"\mathrm{E}", "E"))
"""Euler's constant, with its index because a parameter may be called gamma."""
_CONSTANTS = {
    "Infinity": INFINITY,
    "NegativeInfinity": Terms(((-1, INFINITY),)),
    "Pi": Sign(r"\pi", "π"),
    "EulerGamma": EULER,
    "NaN": Words("undefined"),
    "ImaginaryUnit": Sign(r"\mathrm{i}", "i"),
    "Reals": Sign(r"\mathbb{R}", "ℝ"),
    "Naturals": Sign(r"\mathbb{N}", "ℕ"),
    "Naturals0": Script(Sign(r"\mathbb{N}", "ℕ"), below=number(0)),
    "Integers": Sign(r"\mathbb{Z}", "ℤ"),
}


class Setting(NamedSetting, SumSetting, ProductSetting, Printer):
    """SymPy expression -> set mathematics, with the letters of one model.

    ``notation`` maps names to LaTeX letters, ``names`` are the parameters in the declared order, ``counts`` the names
    of natural numbers, so that gamma(x + 1) is x!.  ``uppers`` maps a variable to its greatest value m: sums of
    x - m are then set as m - x.  With a ``single`` parameter derivatives are written with a straight d.
    """

    printmethod = "_set_mathematics"

    def __init__(
        self,
        notation: Mapping[str, str] | None = None,
        names: Collection[str] = (),
        counts: Collection[str] = (),
        uppers: Mapping[Symbol, Expr] | None = None,
        single: bool = False,
    ) -> None:
        super().__init__()
        self.alphabet = Alphabet(notation, names)
        self.counts = frozenset(counts)
        self.uppers = dict(uppers or {})
        self.single = single
        self.seen: dict[tuple[str, int], None] = {}
        self._depth = 0
        self._exponent = 0

    def set(self, expression: Any) -> Node:
        """The set form of an expression, a relation, a matrix, a tuple or a number."""
        return self._print(expression)

    def of_sample(self, expression: Any) -> Node:
        """The same for the i-th observation: x_i where `set` has x."""
        with self._inside():
            return self.set(expression)

    def factorial_of(self, e: Any) -> Expr | None:
        """The natural number m with gamma(m + 1) = e, if e is such a value or its logarithm."""
        count = e.args[0] - 1
        named = {s.name for s in count.free_symbols}
        if (
            not named
            or not named <= self.counts
            or any(not c.is_Integer for c in count.as_coefficients_dict().values())
        ):
            return None
        return count if all(t.as_coeff_Mul()[1].is_Symbol or t.is_Integer for t in Add.make_args(count)) else None

    def note(self, kind: str, order: int = 0) -> None:
        """Remember that a special function or statistic was set, for the table of symbols."""
        self.seen[kind, order] = None

    def emptyPrinter(self, expr: Any) -> Node:
        """What has no method: constants and relations by table, functions by name, anything else as SymPy prints it."""
        kind = type(expr).__name__
        if isinstance(expr, Node):
            return expr
        if kind in _CONSTANTS:
            self.note(kind)
            return _CONSTANTS[kind]
        if kind in _RELATIONS:
            left, right = balanced(expr)
            if _data_behind(left, right):
                left, right, kind = right, left, _MIRRORED.get(kind, kind)
            return row(self.set(left), _RELATIONS[kind], self.set(right))
        if kind in FUNCTIONS or isinstance(expr, Function | AppliedUndef):
            return function(self, expr)
        if isinstance(expr, int | float):
            return self.set(S(expr))
        if isinstance(expr, str):
            return Words(expr)
        if isinstance(expr, list | tuple):
            return listed([self.set(e) for e in expr])
        return Verbatim(_Borrowed(self).doprint(expr), str(expr))

    def _print_Function(self, e: Any) -> Node:
        return function(self, e)

    def _print_Relational(self, e: Any) -> Node:
        return self.emptyPrinter(e)

    def _print_NumberSymbol(self, e: Any) -> Node:
        return self.emptyPrinter(e)

    def _print_Infinity(self, e: Any) -> Node:
        return self.emptyPrinter(e)

    def _print_NegativeInfinity(self, e: Any) -> Node:
        return self.emptyPrinter(e)

    def _print_NaN(self, e: Any) -> Node:
        return self.emptyPrinter(e)

    def _print_Number(self, e: Number) -> Node:
        if e.is_negative:
            return Terms(((-1, self.set(-e)),))
        if isinstance(e, Rational):
            return number(e.p) if isinstance(e, Integer) else Fraction(number(e.p), number(e.q))
        digits, _, power = f"{float(e):.15g}".partition("e")
        if not power:
            return number(digits)
        ten = Script(number(10), above=self.set(Integer(int(power))))
        if digits == "1":
            return ten
        return Product((number(digits), Sign(r"\cdot", "·", "operator"), ten))

    def _print_BooleanTrue(self, e: Any) -> Node:
        return Words("true")

    def _print_BooleanFalse(self, e: Any) -> Node:
        return Words("false")

    def _print_And(self, e: Any) -> Node:
        chain = self._between(e)
        return chain or listed([self.set(a) for a in sorted(e.args, key=str)])

    def _between(self, e: Any) -> Node | None:
        """a < x < b for a < x and x < b."""
        if len(e.args) != 2:
            return None
        rising = [
            a if a.func.__name__ in ("StrictLessThan", "LessThan") else a.reversed for a in e.args if a.is_Relational
        ]
        if len(rising) != 2 or any(r.func.__name__ not in ("StrictLessThan", "LessThan") for r in rising):
            return None
        for first, second in (rising, rising[::-1]):
            if first.rhs == second.lhs:
                signs = [_RELATIONS[r.func.__name__] for r in (first, second)]
                return row(self.set(first.lhs), signs[0], self.set(first.rhs), signs[1], self.set(second.rhs))
        return None

    def _print_Or(self, e: Any) -> Node:
        listed_ = self._one_of(e, relation(r"\in", "∈"))
        if listed_ is not None:
            return listed_
        return listed([self.set(a) for a in sorted(e.args, key=str)], relation(r"\lor", "∨"))

    def _one_of(self, e: Any, sign: Node) -> Node | None:
        """x = 1 or x = 2 as x in {1, 2}."""
        parts = sorted(Or.make_args(e), key=default_sort_key)
        if not all(isinstance(a, Eq) for a in parts) or len({a.lhs for a in parts}) != 1:
            return None
        values = sorted((a.rhs for a in parts), key=default_sort_key)
        return row(self.set(parts[0].lhs), sign, Fence(listed([self.set(v) for v in values]), "{", "}"))

    def _print_Not(self, e: Any) -> Node:
        listed_ = self._one_of(e.args[0], relation(r"\notin", "∉"))
        if listed_ is not None:
            return listed_
        return row(Sign(r"\lnot", "¬", "mark"), Fence(self.set(e.args[0])))

    def _print_Tuple(self, e: Any) -> Node:
        return listed([self.set(a) for a in e])

    def _print_MatrixBase(self, e: Any) -> Node:
        factor, inner = common_factor(e)
        grid = Grid(tuple(tuple(self.set(inner[i, j]) for j in range(e.cols)) for i in range(e.rows)))
        if factor == 1:
            return grid
        sign, outer = self._signed(factor)
        whole = product([Fence(outer) if isinstance(outer, Terms) else outer, grid])
        return Terms(((-1, whole),)) if sign < 0 else whole

    def _print_Sum(self, e: Any) -> Node:
        variable, lower, upper = e.limits[0]
        counts = self.counts
        self.counts |= {variable.name} if variable.is_nonnegative else set()
        body = self.set(e.function if len(e.limits) == 1 else e.func(e.function, *e.limits[1:]))
        self.counts = counts
        if isinstance(body, Terms):
            body = bracketed(body)
        return Big(SUM, body, below=row(self.set(variable), EQUALS, self.set(lower)), above=self.set(upper))

    def _print_Piecewise(self, e: Any) -> Node:
        rows = ((self.set(v), Words(OTHERWISE) if c == S.true else self.set(c)) for v, c in e.args)
        return Grid(tuple(rows), "cases")


_MIRRORED = {
    "StrictLessThan": "StrictGreaterThan",
    "StrictGreaterThan": "StrictLessThan",
    "LessThan": "GreaterThan",
    "GreaterThan": "LessThan",
}


def _data_behind(left: Any, right: Any) -> bool:
    """Whether what is computed from the data stands on the right alone: n > sum x reads sum x < n."""
    return bool(order.totals(right)) and not order.totals(left)


def balanced(relation: Any) -> tuple[Any, Any]:
    """Both sides of a relation; of u - v > 0, u and v."""
    left, right = relation.lhs, relation.rhs
    if right == 0 and left.is_Add:
        moved = [t for t in left.args if order.minus(t)]
        if 0 < len(moved) < len(left.args):
            return left - Add(*moved), -Add(*moved)
    return left, right


def common_factor(matrix: Any) -> tuple[Expr, Any]:
    """(c, M) with matrix = c M, c what all entries but the zeros share; a diagonal matrix is left whole."""
    entries = [e for e in matrix if e != 0]
    if matrix.rows != matrix.cols or matrix.is_diagonal() or any(e.is_Add for e in entries):
        return S.One, matrix
    powers = [e.as_powers_dict() for e in entries]
    shared = S.One
    for base in sorted(powers[0], key=str):
        exponents = [d.get(base, S.Zero) for d in powers]
        if base.is_number or not all(x.is_Rational for x in exponents):
            continue
        if all(x > 0 for x in exponents):
            shared *= base ** min(exponents)
        elif all(x < 0 for x in exponents):
            shared *= base ** max(exponents)
    return shared, matrix.applyfunc(lambda e: e / shared)


class _Borrowed(LatexPrinter):
    """SymPy's LaTeX for the outer node, ours for every expression inside it."""

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self._setting = setting
        self._outermost = True

    def _print(self, expr: Any, **kwargs: Any) -> str:
        if isinstance(expr, Expr) and not self._outermost:
            return tex(self._setting.set(expr))
        self._outermost = False
        return str(super()._print(expr, **kwargs))


def latex(expression: Any, notation: Mapping[str, str] | None = None, names: Collection[str] = ()) -> str:
    """An expression as LaTeX mathematics."""
    return tex(Setting(notation, names).set(expression))


def text(expression: Any, notation: Mapping[str, str] | None = None, names: Collection[str] = ()) -> str:
    """An expression on one line of Unicode text."""
    return linear(Setting(notation, names).set(expression))
