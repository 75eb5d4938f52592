r"""The setting of products, powers and exponentials.

A term is read as: the root of a ratio, one fraction of letters and numbers, then exponentials, functions and totals
behind it, as in -\frac{1}{2\sigma^2}\sum(x_i-\mu)^2.  A density's letters stay in one fraction, x^{k-1}e^{-x/\theta}
over \Gamma(k)\theta^k.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sympy import Expr, Mul, Pow, Rational, S, Symbol, exp

from thetahat.render.mathematics import order
from thetahat.render.mathematics.factors import (
    apart,
    behind,
    bracket,
    ratio,
    root_of_ratio,
    same_power,
    taken_apart,
    weighty,
)
from thetahat.render.mathematics.layout import (
    ONE,
    Apply,
    Big,
    Call,
    Fence,
    Fraction,
    Grid,
    Node,
    Root,
    Script,
    Sign,
    Terms,
    number,
    product,
    raised,
)
from thetahat.render.mathematics.linear import linear
from thetahat.render.mathematics.radicals import Factor
from thetahat.render.mathematics.sums import common_denominator

E = Sign("e", "e")
EXP = Sign(r"\exp", "exp", "name")
_LONG = 13
"""An exponent longer than this, written on one line, is set as exp( ) and not raised."""


class ProductSetting:
    """How products and powers are set; mixed into `Setting`."""

    _exponent: int
    uppers: dict[Symbol, Expr]

    if TYPE_CHECKING:

        def set(self, expression: Any) -> Node:
            """See `Setting`."""

        def factorial_of(self, e: Any) -> Expr | None:
            """See `Setting`."""

        def sum_of(self, e: Expr, number_first: bool = False) -> Node:
            """See `SumSetting`."""

        def _position(self, s: Symbol) -> int: ...

    def _print_Mul(self, e: Mul) -> Node:
        return self._term(e)

    def _print_Pow(self, e: Pow) -> Node:
        return self._term(e)

    def _print_exp(self, e: Expr) -> Node:
        return self._term(e)

    def _print_Exp1(self, e: Expr) -> Node:
        return E

    def _term(self, e: Expr) -> Node:
        coefficient, above, below = taken_apart(e, self.uppers, self.factorial_of, self._exponent > 0)
        above, below, ratios = same_power(above, below)
        above.sort(key=lambda f: order.factor_key(f, self._position))
        below.sort(key=lambda f: order.factor_key(f, self._position))
        lead = [self._power(*f) for f in above if root_of_ratio(f)]
        ratios += [f for f in above if ratio(f)]
        front = [self._power(*f) for f in above if not apart(f)]
        under = [self._power(*f) for f in below]
        raised_, long_ = self._exponentials([f[0] for f in above if isinstance(f[0], exp)])
        tailing = [f for f in above if behind(f[0])]
        alone = not ratios and not any(map(bracket, above))
        if under and raised_ and alone and (front or any(weighty(b) for b, _ in below)):
            front, raised_ = front + raised_, []
        if under and tailing and not (raised_ or long_) and self._over_the_line(front, tailing, below):
            front, tailing = front + self._trailing(tailing), []
        brackets = [self._power(*f) for f in above if bracket(f)]
        tail = [*(self._ratio(*r) for r in ratios), *brackets, *raised_, *long_, *self._trailing(tailing)]
        return _assembled(coefficient, lead, front, under, tail)

    @staticmethod
    def _over_the_line(front: list[Node], behind: list[Factor], below: list[Factor]) -> bool:
        """Totals go above totals; a lone function goes above letters: sum a / sum b, (log x)/x, but 1/2 log x."""
        if any(order.summed(b) for b, _ in below):
            return all(order.summed(b) for b, _ in behind) or (not front and len(behind) == 1)
        lone = not front and len(behind) == 1 and not order.summed(behind[0][0])
        return lone and type(behind[0][0]).__name__ != "Piecewise" and not all(b.is_number for b, _ in below)

    def _exponentials(self, found: list[Expr]) -> tuple[list[Node], list[Node]]:
        raised_: list[Node] = []
        long_: list[Node] = []
        for f in found:
            self._exponent += 1
            node = self.set(f.args[0])
            self._exponent -= 1
            if _too_tall(node) or len(linear(node)) > _LONG:
                long_.append(Call(EXP, node))
            else:
                raised_.append(Script(E, above=node))
        return raised_, long_

    def _ratio(self, inside: Expr, power: Expr) -> Node:
        return raised(Fence(self.set(inside)), self.set(power))

    def _trailing(self, pairs: list[Factor]) -> list[Node]:
        """Functions and totals behind the fraction: all but the last in brackets of their own."""
        out = [self._power(*f) for f in pairs]
        several = sum(isinstance(x, Big) for x in out) > 1
        for k, node in enumerate(out):
            if isinstance(node, Apply) and k < len(out) - 1:
                out[k] = Apply(node.name, node.argument, always=True)
            elif isinstance(node, Big) and (several or k < len(out) - 1):
                out[k] = Fence(node)
        return out

    # ---------------------------------------------------------------- powers

    def _power(self, base: Expr, power: Expr) -> Node:
        node = self.set(base)
        if power == 1:
            return node
        squared = node.above if isinstance(node, Script) else None
        if isinstance(node, Script) and isinstance(squared, Sign) and squared.kind == "number" and power.is_Rational:
            whole = power * int(squared.text)
            if whole.is_Integer:
                bare = Script(node.base, node.below) if node.below else node.base
                return bare if whole == 1 else Script(node.base, node.below, number(whole))
        if power == S.Half:
            return Root(node)
        if power.is_Add and order.turned(power) and common_denominator(power) == 1:
            return raised(node, Terms(((-1, Fence(self.sum_of(-power))),)))
        return raised(node, self.set(power))


def _assembled(coefficient: Rational, lead: list[Node], front: list[Node], under: list[Node], tail: list[Node]) -> Node:
    minus = coefficient < 0
    if coefficient.q != 1:
        under = [number(coefficient.q), *under]
    front = [_open(f) if k < len(front) - 1 or (tail and not under) else f for k, f in enumerate(front)]
    if abs(coefficient.p) != 1 or not (lead or front or under or tail):
        front = [number(abs(coefficient.p)), *front]
    if under:
        head: list[Node] = [Fraction(_group(front), _group(under))]
    else:
        head = front
    whole = [*lead, *head, *tail] if under else [*head, *lead, *tail]
    if minus or len(whole) > 1:
        whole = [_closed(x) for x in whole]
    return Terms(((-1, product(whole)),)) if minus else product(whole)


def _group(factors: list[Node]) -> Node:
    """What stands over or under a line: one factor needs no brackets."""
    if not factors:
        return ONE
    return factors[0] if len(factors) == 1 else product([_closed(f) for f in factors])


def _open(node: Node) -> Node:
    """A logarithm with something behind it: log(2) k."""
    return Apply(node.name, node.argument, always=True) if isinstance(node, Apply) else node


def _closed(node: Node) -> Node:
    return Fence(node) if isinstance(node, Terms) else node


def _too_tall(node: Node) -> bool:
    """Whether an exponent holds a sum raised to a power, a total or an exponential: then exp( ) is easier to read."""
    for c in node.walk():
        if isinstance(c, Big | Grid):
            return True
        if isinstance(c, Script) and c.above is not None:
            if isinstance(c.base, Fence) and isinstance(c.base.body, Terms):
                return True
            if c.base == E and isinstance(node, Terms) and len(node.terms) > 1:
                return True
    return False
