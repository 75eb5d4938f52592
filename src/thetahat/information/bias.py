"""The bias of estimators: exactly, where a formula is quadratic in totals, else to the first order in 1/n.

Source of the first order: D. R. Cox and E. J. Snell, A general definition of residuals, J. R. Stat. Soc. B 30 (1968).
"""

from __future__ import annotations

from itertools import combinations_with_replacement

from sympy import Expr, ImmutableMatrix, Mul, Poly, S, Symbol, count_ops, factor
from sympy.polys.polyerrors import PolynomialError

from thetahat.algebra.freeze import Frozen
from thetahat.algebra.moments import tidy
from thetahat.algebra.observed import observed
from thetahat.algebra.totals import expanded
from thetahat.algebra.totals import tidy as tidy_totals
from thetahat.core.derivation import Bias, Claim, Derivation, Equation, Expectation, Hat, Reason, Status, Step
from thetahat.core.estimator import Closed
from thetahat.core.statistics import SAMPLE_SIZE, Statistic, Total
from thetahat.information.expectations import LARGEST, Expectations
from thetahat.information.matrix import WIDE, upright

_THIRD = 80
"""Operations above which a third derivative is not worked on."""
_CORRECTED = 2
"""Parameters up to which the first-order bias is worked out: beyond, its formulas fill pages."""


def bias(
    mean: Expectations, expected: ImmutableMatrix, inverse: ImmutableMatrix | None
) -> tuple[dict[str, Expr], tuple[str, ...], tuple[Step, ...]]:
    """E[estimator] - parameter by name, the names for which it is exact, and the steps."""
    exact = {p: found for p in mean.parameters if (found := _exact(mean, p)) is not None}
    values = {p.name: value for p, (value, _) in exact.items()}
    steps = tuple(step for _, step in exact.values())
    rest = tuple(p for p in mean.parameters if p not in exact)
    if rest and inverse is not None and not mean.cornered:
        first = _first_order(mean, expected, inverse, rest)
        if first is not None:
            values |= {p.name: v for p, v in first[0].items()}
            steps += first[1]
    return values, tuple(p.name for p in exact), steps


# ------------------------------------------------------------------ exact


def _exact(mean: Expectations, p: Symbol) -> tuple[Expr, Step] | None:
    """From a formula that is a polynomial of degree two in totals free of parameters."""
    formula = _over_totals(mean.derivation, p)
    if formula is None:
        return None
    table = Frozen(formula)
    read = table.freeze(formula)
    symbols = {d: t.summand for t, d in table.symbols.items() if isinstance(t, Total) and t != SAMPLE_SIZE}
    if len(symbols) + (SAMPLE_SIZE in table.symbols) < len(table.symbols):
        return None
    try:
        polynomial = Poly(read, *symbols)
    except PolynomialError:
        return None
    if polynomial.total_degree() > 2 or any(c.free_symbols & set(symbols) for c in polynomial.coeffs()):
        return None
    n = SAMPLE_SIZE
    whole: Expr = S.Zero
    claims: list[Claim] = []
    for powers, c in polynomial.terms():
        held = [h for h, k in zip(symbols.values(), powers, strict=True) for _ in range(k)]
        wanted = (*held, Mul(*held))
        values = [v for h in wanted if (v := mean.closed(h)) is not None]
        if len(values) < len(wanted):
            return None
        claims += [Claim("expectation", (h, v)) for h, v in zip(wanted, values, strict=True) if observed(h)]
        each = table.thaw(c)
        if len(held) < 2:
            whole += each * (n * values[0] if held else S.One)
        else:
            whole += each * (n * values[2] + n * (n - 1) * values[0] * values[1])
    value = tidy_totals(factor(table.thaw(factor(tidy(table.freeze(whole)))) - p))
    value = factor(value) if value != 0 else S.Zero
    reason = Reason("information_unbiased" if value == 0 else "information_biased", {"parameter": p})
    equations = () if value == 0 else (Equation(Bias(Hat(p)), (value,)),)
    step = mean.checked(Step("information", reason, equations, tuple(claims)))
    return None if step.check.status is Status.UNPROVED else (value, step)


def _over_totals(derivation: Derivation, p: Symbol) -> Expr | None:
    """The formula of a closed estimator over totals free of parameters, summands multiplied out."""
    chain: dict[Symbol, Expr] = {}
    for found in derivation.solution:
        if not isinstance(found, Closed) or found.kind != "score" or count_ops(found.expression) > LARGEST:
            return None
        formula = expanded(found.expression) if _parametric(found.expression) else found.expression
        formula = formula.xreplace(chain)
        if _parametric(formula):
            return None
        chain[found.parameter.symbol] = formula
        if found.parameter.symbol == p:
            return formula
    return None


def _parametric(e: Expr) -> bool:
    """Whether a statistic in an expression holds anything but observations."""
    return any(t.free_symbols for t in e.atoms(Statistic))


# ------------------------------------------------------------------ first order


def _first_order(
    mean: Expectations, expected: ImmutableMatrix, inverse: ImmutableMatrix, rest: tuple[Symbol, ...]
) -> tuple[dict[Symbol, Expr], tuple[Step, ...]] | None:
    """Cox and Snell: b_a = sum I^{ai} I^{jk} (d kappa_ij/d theta_k - kappa_ijk / 2) / n,  kappa_ij = -I_ij."""
    parameters = mean.parameters
    k = len(parameters)
    third: dict[tuple[int, ...], Expr] = {}
    claims = []
    derivatives = {
        index: mean.scores[parameters[index[0]]].diff(*(parameters[i] for i in index[1:]))
        for index in combinations_with_replacement(range(k), 3)
    }
    if k > _CORRECTED or max(map(count_ops, derivatives.values())) > _THIRD:
        return None
    for index, h in derivatives.items():
        value = mean.of(h)
        if value is None or value.has(Expectation):
            return None
        third[index] = value
        claims.append(Claim("expectation", (h, value)))
    weights = {}
    for i in range(k):
        weights[i] = tidy(
            sum(
                (
                    inverse[j, m] * (-expected[i, j].diff(parameters[m]) - third[tuple(sorted((i, j, m)))] / 2)
                    for j in range(k)
                    for m in range(k)
                    if inverse[j, m] != 0
                ),
                S.Zero,
            )
        )
    values = {}
    for p in rest:
        a = parameters.index(p)
        value = tidy(sum((inverse[a, i] * weights[i] for i in range(k)), S.Zero))
        if count_ops(value) > WIDE:
            return None
        values[p] = upright(value, mean) / SAMPLE_SIZE
    steps = []
    for key, equals in (("information_first_order", False), ("information_first_order_none", True)):
        told = tuple(p for p in rest if (values[p] == 0) == equals)
        equations = () if equals else tuple(Equation(Bias(Hat(p)), (values[p],), "~") for p in told)
        if told:
            steps.append(mean.checked(Step("information", Reason(key, {"parameters": told}), equations, tuple(claims))))
    return None if any(s.check.status is Status.UNPROVED for s in steps) else (values, tuple(steps))
