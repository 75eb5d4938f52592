"""A product taken apart: a coefficient, and factors (base, power) above and below the line.

What a reader would not write is turned here: (mu - x)^2 is (x - mu)^2, log(n/S) is -log(S/n), m!/(x! (m - x)!) is a
binomial coefficient, roots stand under one root.
"""

from __future__ import annotations

from collections.abc import Mapping

from sympy import Add, Expr, Mul, Pow, Rational, S, Symbol, exp, expand, log

from thetahat.core.derivation import Hat, Information
from thetahat.core.statistics import Observation, Statistic, Total
from thetahat.render.mathematics import order
from thetahat.render.mathematics.combinations import Count, chosen
from thetahat.render.mathematics.radicals import Factor, gathered
from thetahat.render.mathematics.sums import backward, common_denominator

_TRAILING = {
    *("loggamma", "log1p", "polygamma", "digamma", "Piecewise", "SampleProduct", "Sum", "Integral"),
    *("sin", "cos", "tan", "atan", "sinh", "cosh", "tanh", "asin", "acos"),
}
"""Functions that stand behind a fraction, with logarithms and totals."""


def taken_apart(
    e: Expr, uppers: Mapping[Symbol, Expr], count: Count, in_exponent: bool
) -> tuple[Rational, list[Factor], list[Factor]]:
    """e = coefficient * above / below.  ``uppers`` and ``count`` are those of `Setting`."""
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
        turn, base, power = _turned(f, uppers, in_exponent)
        coefficient *= turn
        halves = common_denominator(base) if base.is_Add and power == 1 and e.is_Mul else 1
        if halves != 1:
            base, coefficient = Add(*(t * halves for t in base.args)), coefficient / halves
        if base.is_Add and power.is_Integer:
            # 2 - 2 rho^2 is 2 (1 - rho^2)
            content, base = base.primitive()
            coefficient *= content**power
        if order.minus(power) and not _stays_above(base, power):
            below.append((base, -power))
        else:
            above.append((base, power))
    above, below = _merged(above), _merged(below)
    if coefficient < 0:
        coefficient = _absorbed(coefficient, above, below)
    return gathered(coefficient, *chosen(above, below, count))


def _turned(f: Expr, uppers: Mapping[Symbol, Expr], in_exponent: bool) -> tuple[int, Expr, Expr]:
    """(sign, base, power) of a factor, its base turned to read well."""
    base, power = (f.base, f.exp) if isinstance(f, Pow) else (f, S.One)
    if isinstance(base, log) and power == 1 and _upside_down(base.args[0]):
        return -1, log(1 / base.args[0]), power
    if isinstance(base, Total) and power.is_Integer and _from_above(base.summand, uppers):
        return (-1) ** int(power), Total(-base.summand), power
    if base.is_Add and power.is_Integer:
        if power.is_even:
            return 1, forward(base), power
        if order.turned(base) or (in_exponent and backward(base) and not any(t.is_number for t in base.args)):
            return -1, -base, power
    return 1, base, power


def forward(e: Expr) -> Expr:
    """The expression or its negative, whichever reads better where the sign does not matter."""
    return -e if e.is_Add and (order.turned(e) or backward(e)) else e


def _absorbed(coefficient: Rational, above: list[Factor], below: list[Factor]) -> Rational:
    """A minus in front goes into a difference of statistics: -S/(S - n) is S/(n - S)."""
    for side in (above, below):
        turn = next((k for k, f in enumerate(side) if _of_data(f)), None)
        if turn is not None:
            side[turn] = (-side[turn][0], S.One)
            return -coefficient
    return coefficient


def _from_above(summand: Expr, uppers: Mapping[Symbol, Expr]) -> bool:
    """Whether a summand is x - m, m the greatest value of x."""
    plain = summand.replace(Hat, lambda *args: args[0])
    return any(expand(plain - x + upper) == 0 for x, upper in uppers.items())


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


def same_power(above: list[Factor], below: list[Factor]) -> tuple[list[Factor], list[Factor], list[Factor]]:
    """Pairs x^k / b^k, which are read as (x/b)^k."""
    ratios: list[Factor] = []
    for base, power in list(above):
        partner = next((f for f in below if f[1] == power), None)
        if partner and not power.is_number and not isinstance(base, exp):
            above = [f for f in above if f != (base, power)]
            below = [f for f in below if f != partner]
            ratios.append((base / partner[0], power))
    return above, below, ratios


def behind(base: Expr) -> bool:
    """Whether a factor stands behind the fraction: logarithms, totals, functions of the table."""
    return (isinstance(base, log) and not base.is_number) or order.summed(base) or type(base).__name__ in _TRAILING


def root_of_ratio(factor: Factor) -> bool:
    """A root of a fraction, which leads the term."""
    base, power = factor
    return power == S.Half and base.is_Mul and (base.as_numer_denom()[1] != 1 or bool(order.totals(base)))


def ratio(factor: Factor) -> bool:
    """(x/b)^k with a symbolic k."""
    base, power = factor
    return base.is_Mul and power != S.Half


def bracket(factor: Factor) -> bool:
    """(1 + x/a)^{-k}: it stands behind the fraction."""
    base, power = factor
    return base.is_Add and order.minus(power)


def apart(factor: Factor) -> bool:
    """Whether a factor is not set among the letters above the line."""
    return root_of_ratio(factor) or ratio(factor) or bracket(factor) or behind(factor[0]) or isinstance(factor[0], exp)


def weighty(base: Expr) -> bool:
    """Whether a factor below the line is more than a letter or a number."""
    return not (base.is_Symbol or base.is_number or isinstance(base, Statistic | Hat | Mul))
