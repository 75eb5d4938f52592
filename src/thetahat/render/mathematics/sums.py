"""The setting of sums: their terms in reading order, halves over one line, n times a short bracket spread out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sympy import Add, Expr, Mul, Rational, Symbol

from thetahat.core.derivation import Hat
from thetahat.core.statistics import SAMPLE_SIZE, Observation, Statistic
from thetahat.render.mathematics import order
from thetahat.render.mathematics.layout import Fence, Fraction, Node, Terms, number
from thetahat.render.mathematics.letters import Alphabet

_FEW = 4
"""A bracket of at most so many terms is multiplied out."""


class SumSetting:
    """How sums are set; mixed into `Setting`."""

    alphabet: Alphabet

    if TYPE_CHECKING:

        def set(self, expression: Any) -> Node:
            """See `Setting`."""

    def _position(self, s: Symbol) -> int:
        return self.alphabet.position(s.name)

    def _print_Add(self, e: Add) -> Node:
        return self.sum_of(e)

    def sum_of(self, e: Expr, number_first: bool = False) -> Node:
        """A sum in reading order; halves such as nu/2 + 1/2 become one fraction."""
        if not e.is_Add:
            return self.set(e)
        common = common_denominator(e)
        if common != 1 and order.turned(e):
            return Terms(((-1, self.sum_of(-e)),))
        if common != 1:
            return Fraction(self.sum_of(Add(*(t * common for t in e.args)), number_first), number(common))
        whole = spread(e)
        return Terms(tuple(self._signed(t) for t in order.terms(whole, self._position, number_first)))

    def _signed(self, e: Expr) -> tuple[int, Node]:
        node = self.set(e)
        if isinstance(node, Terms):
            return node.terms[0] if len(node.terms) == 1 else (1, Fence(node))
        return 1, node


def common_denominator(e: Expr) -> int:
    """d when every term of a short sum of letters and numbers is an integer over the same d > 1."""
    found = set()
    for t in e.args:
        coefficient, rest = t.as_coeff_Mul()
        number_of_data = isinstance(rest, Statistic) and not order.summed(rest)
        plain = rest.is_Symbol or rest == 1 or isinstance(rest, Hat) or number_of_data
        if not isinstance(coefficient, Rational) or not plain:
            return 1
        found.add(coefficient.q)
    return found.pop() if len(found) == 1 else 1


def spread(e: Expr) -> Expr:
    """n (a + b) + sum … as n a + n b + sum …, as long as the bracket is short."""
    out: list[Expr] = []
    for t in e.args:
        factors = Mul.make_args(t)
        sums = [f for f in factors if f.is_Add]
        others = [f for f in factors if not f.is_Add]
        if (
            len(sums) == 1
            and len(sums[0].args) <= _FEW
            and SAMPLE_SIZE in others
            and all(f.is_number or f == SAMPLE_SIZE for f in others)
        ):
            out += [Mul(*others, s) for s in sums[0].args]
        else:
            out.append(t)
    return Add(*out) if len(out) > len(e.args) else e


def backward(base: Expr) -> bool:
    """Whether a sum reads better with all signs changed: mu - x as x - mu."""
    observed = [t for t in base.args if any(isinstance(s, Observation) for s in t.free_symbols)]
    return bool(observed) and all(order.minus(t) for t in observed)
