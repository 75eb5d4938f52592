r"""The setting of sums, products, powers and exponentials.

A term is read as: the root of a ratio, one fraction of letters and numbers, then exponentials, functions and totals
behind it, as in -\frac{1}{2\sigma^2}\sum(x_i-\mu)^2.  A density's letters stay in one fraction, x^{k-1}e^{-x/\theta}
over \Gamma(k)\theta^k.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sympy import Add, Expr, Mul, Pow, Rational, S, Symbol, exp, expand, log

from thetahat.core.derivation import Hat, Information
from thetahat.core.statistics import SAMPLE_SIZE, Observation, Statistic, Total
from thetahat.render.mathematics import order
from thetahat.render.mathematics.combinations import chosen
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
from thetahat.render.mathematics.letters import Alphabet
from thetahat.render.mathematics.linear import linear
from thetahat.render.mathematics.radicals import Factor, gathered

E = Sign("e", "e")
EXP = Sign(r"\exp", "exp", "name")
_LONG = 13
"""An exponent longer than this, written on one line, is set as exp( ) and not raised."""
_TRAILING = {
    "loggamma",
    "log1p",
    "polygamma",
    "digamma",
    "Piecewise",
    "SampleProduct",
    "Sum",
    "Integral",
    *("sin", "cos", "tan", "atan", "sinh", "cosh", "tanh", "asin", "acos"),
}
"""Functions that stand behind a fraction, with logarithms and totals."""


class ProductSetting:
    """How sums, products and powers are set; mixed into `Setting`."""

    alphabet: Alphabet
    _exponent: int
    uppers: dict[Symbol, Expr]

    if TYPE_CHECKING:

        def set(self, expression: Any) -> Node:
            """See `Setting`."""

        def factorial_of(self, e: Any) -> Expr | None:
            """See `Setting`."""

    def _position(self, s: Symbol) -> int:
        return self.alphabet.position(s.name)

    # ---------------------------------------------------------------- sums

    def _print_Add(self, e: Add) -> Node:
        return self.sum_of(e)

    def sum_of(self, e: Expr, number_first: bool = False) -> Node:
        """A sum in reading order; halves such as nu/2 + 1/2 become one fraction."""
        if not e.is_Add:
            return self.set(e)
        common = _common_denominator(e)
        if common != 1 and order.turned(e):
            return Terms(((-1, self.sum_of(-e)),))
        if common != 1:
            return Fraction(self.sum_of(Add(*(t * common for t in e.args)), number_first), number(common))
        whole = _spread(e)
        return Terms(tuple(self._signed(t) for t in order.terms(whole, self._position, number_first)))

    def _signed(self, e: Expr) -> tuple[int, Node]:
        node = self.set(e)
        if isinstance(node, Terms):
            return node.terms[0] if len(node.terms) == 1 else (1, Fence(node))
        return 1, node

    def forward(self, e: Expr) -> Expr:
        """The expression or its negative, whichever reads better where the sign does not matter."""
        return -e if e.is_Add and (order.turned(e) or _backward(e)) else e

    # ---------------------------------------------------------------- products

    def _print_Mul(self, e: Mul) -> Node:
        return self._term(e)

    def _print_Pow(self, e: Pow) -> Node:
        return self._term(e)

    def _print_exp(self, e: Expr) -> Node:
        return self._term(e)

    def _print_Exp1(self, e: Expr) -> Node:
        return E

    def _factors(self, e: Expr) -> tuple[Rational, list[Factor], list[Factor]]:
        """A coefficient, and what stands above and below the line; sums turned to begin with a plus."""
        coefficient: Rational = S.One
        above: list[Factor] = []
        below: list[Factor] = []
        for f in Mul.make_args(e):
            if isinstance(f, Rational):
                coefficient *= f
                continue
            if isinstance(f, exp):
                above.append((f, S.One))
                continue
            base, power = (f.base, f.exp) if isinstance(f, Pow) else (f, S.One)
            if isinstance(base, log) and power == 1 and _upside_down(base.args[0]):
                base, coefficient = log(1 / base.args[0]), -coefficient
            if isinstance(base, Total) and power.is_Integer and self._from_above(base.summand):
                base, coefficient = Total(-base.summand), coefficient * (-1) ** int(power)
            if base.is_Add and power.is_Integer:
                if power.is_even:
                    base = self.forward(base)
                elif order.turned(base) or (self._exponent and _backward(base) and not _number_in(base)):
                    base, coefficient = -base, -coefficient
            halves = _common_denominator(base) if base.is_Add and power == 1 and e.is_Mul else 1
            if halves != 1:
                base, coefficient = Add(*(t * halves for t in base.args)), coefficient / halves
            if order.minus(power) and not _stays_above(base, power):
                below.append((base, -power))
            else:
                above.append((base, power))
        above, below = _merged(above), _merged(below)
        if coefficient < 0:
            for side in (above, below):
                turn = next((k for k, f in enumerate(side) if _of_data(f)), None)
                if turn is not None:
                    side[turn], coefficient = (-side[turn][0], S.One), -coefficient
                    break
        return gathered(coefficient, *chosen(above, below, self.factorial_of))

    def _term(self, e: Expr) -> Node:
        coefficient, above, below = self._factors(e)
        above, below, ratios = _same_power(above, below)
        above.sort(key=lambda f: order.factor_key(f, self._position))
        below.sort(key=lambda f: order.factor_key(f, self._position))
        lead = [self._power(*f) for f in above if _root_of_ratio(f)]
        ratios += [f for f in above if _ratio(f)]
        front = [self._power(*f) for f in above if not _apart(f)]
        under = [self._power(*f) for f in below]
        raised_, long_ = self._exponentials([f[0] for f in above if isinstance(f[0], exp)])
        behind = [f for f in above if _behind(f[0])]
        if (
            under
            and raised_
            and not ratios
            and not any(map(_bracket, above))
            and (front or any(_weighty(b) for b, _ in below))
        ):
            front, raised_ = front + raised_, []
        if under and behind and not (raised_ or long_) and self._over_the_line(front, behind, below):
            front, behind = front + self._trailing(behind), []
        brackets = [self._power(*f) for f in above if _bracket(f)]
        tail = [*(self._ratio(*r) for r in ratios), *brackets, *raised_, *long_, *self._trailing(behind)]
        return _assembled(coefficient, lead, front, under, tail)

    @staticmethod
    def _over_the_line(front: list[Node], behind: list[Factor], below: list[Factor]) -> bool:
        """Totals go above totals; a lone function goes above letters: sum a / sum b, (log x)/x, but 1/2 log x."""
        if any(_total(b) for b, _ in below):
            return all(_total(b) for b, _ in behind) or (not front and len(behind) == 1)
        lone = not front and len(behind) == 1 and not _total(behind[0][0])
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

    def _from_above(self, summand: Expr) -> bool:
        """Whether a summand is x - m, m the greatest value of x."""
        plain = summand.replace(Hat, lambda *args: args[0])
        return any(expand(plain - x + upper) == 0 for x, upper in self.uppers.items())

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
        if power.is_Add and order.turned(power) and _common_denominator(power) == 1:
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
    whole = [*lead, *head, *tail]
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


def _common_denominator(e: Expr) -> int:
    """d when every term of a short sum of letters and numbers is an integer over the same d > 1."""
    found = set()
    for t in e.args:
        coefficient, rest = t.as_coeff_Mul()
        plain = (
            rest.is_Symbol or rest == 1 or isinstance(rest, Hat) or (isinstance(rest, Statistic) and not _total(rest))
        )
        if not isinstance(coefficient, Rational) or not plain:
            return 1
        found.add(coefficient.q)
    return found.pop() if len(found) == 1 else 1


_FEW = 4


def _spread(e: Expr) -> Expr:
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


def _backward(base: Expr) -> bool:
    """Whether a sum reads better with all signs changed: mu - x as x - mu."""
    observed = [t for t in base.args if any(isinstance(s, Observation) for s in t.free_symbols)]
    return bool(observed) and all(order.minus(t) for t in observed)


def _upside_down(ratio: Expr) -> bool:
    """n / sum x: its logarithm is minus that of the mean."""
    above, below = ratio.as_numer_denom()
    return bool(order.totals(below)) and not order.totals(above) and not ratio.is_number


def _of_data(factor: Factor) -> bool:
    """A difference of statistics, such as sum x - n, which may as well be n - sum x."""
    base, power = factor
    if power != 1 or not base.is_Add or any(t.is_number for t in base.args):
        return False
    return base.has(Statistic) and not any(isinstance(s, Observation) for s in base.free_symbols)


def _stays_above(base: Expr, power: Expr) -> bool:
    """J^{-1}, and brackets to a symbolic power, (1 + x/a)^{-(k+1)}, keep their minus."""
    return base == S.Exp1 or isinstance(base, Information) or (base.is_Add and not power.is_number)


def _merged(factors: list[Factor]) -> list[Factor]:
    """Powers of one base added up."""
    powers: dict[Expr, Expr] = {}
    for base, power in factors:
        powers[base] = powers.get(base, S.Zero) + power
    return [(base, power) for base, power in powers.items() if power != 0]


def _number_in(base: Expr) -> bool:
    return any(t.is_number for t in base.args)


def _total(base: Expr) -> bool:
    return isinstance(base, Total) and base != SAMPLE_SIZE and not order.counted(base)


def _behind(base: Expr) -> bool:
    return (isinstance(base, log) and not base.is_number) or _total(base) or type(base).__name__ in _TRAILING


def _root_of_ratio(factor: Factor) -> bool:
    base, power = factor
    return power == S.Half and base.is_Mul and (base.as_numer_denom()[1] != 1 or bool(order.totals(base)))


def _ratio(factor: Factor) -> bool:
    """(x/b)^k with a symbolic k."""
    base, power = factor
    return base.is_Mul and power != S.Half


def _bracket(factor: Factor) -> bool:
    """(1 + x/a)^{-k}: it stands behind the fraction."""
    base, power = factor
    return base.is_Add and order.minus(power)


def _apart(factor: Factor) -> bool:
    return (
        _root_of_ratio(factor) or _ratio(factor) or _bracket(factor) or _behind(factor[0]) or isinstance(factor[0], exp)
    )


def _weighty(base: Expr) -> bool:
    """Whether a factor below the line is more than a letter or a number."""
    return not (base.is_Symbol or base.is_number or isinstance(base, Statistic | Hat | Mul))


def _same_power(above: list[Factor], below: list[Factor]) -> tuple[list[Factor], list[Factor], list[Factor]]:
    """Pairs x^k / b^k, which are read as (x/b)^k."""
    ratios: list[Factor] = []
    for base, power in list(above):
        partner = next((f for f in below if f[1] == power), None)
        if partner and not power.is_number and not isinstance(base, exp):
            above = [f for f in above if f != (base, power)]
            below = [f for f in below if f != partner]
            ratios.append((base / partner[0], power))
    return above, below, ratios


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
