"""What a derivation tells of the estimator's precision: information, covariance for large samples, bias.

    I(theta) = -E[d2 log f / dtheta dtheta']  of one observation,      Cov(theta_hat) ~ I^{-1}/n
    E[theta_hat] - theta = I^{-1} ... / n                                 (Cox and Snell, 1968), or exactly

Where log f has a corner in theta, I = E[score score'].  Everything found is checked by quadrature over the declared
density, as any other step; what is not found in closed form stays an expectation.  Nothing depends on a clock.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations_with_replacement
from typing import Any

from sympy import (
    Abs,
    Add,
    Dummy,
    Expr,
    Float,
    ImmutableMatrix,
    Matrix,
    Max,
    Min,
    Mul,
    Piecewise,
    Poly,
    S,
    Symbol,
    count_ops,
    expand,
    eye,
    factor,
)
from sympy.polys.polyerrors import PolynomialError

from thetahat.algebra.freeze import Frozen
from thetahat.algebra.kernels import in_parts
from thetahat.algebra.moments import expectation, from_scores, kernels, tidy
from thetahat.algebra.observed import observed
from thetahat.algebra.totals import expanded, linear_in_totals, monic, natural
from thetahat.algebra.totals import tidy as tidy_totals
from thetahat.core.derivation import (
    Bias,
    Claim,
    Covariance,
    Derivation,
    Equation,
    Expectation,
    Hat,
    Information,
    Reason,
    Status,
    Step,
)
from thetahat.core.estimator import Closed, Mixture
from thetahat.core.statistics import SAMPLE_SIZE, Statistic, Total
from thetahat.errors import RequestError
from thetahat.verify import steps as checks
from thetahat.verify.oracle import Oracle

_DENSITY = 150
"""Operations above which a log-density is not worked on."""
_LARGEST = 400
"""Operations above which an entry is not worked on."""
_THIRD = 80
"""Operations above which a third derivative is not worked on."""
_CORRECTED = 2
"""Parameters up to which the first-order bias is worked out: beyond, its formulas fill pages."""
_WIDE = 120
"""Operations above which a covariance is shown in full documents only."""
_LONG = 40
"""Operations above which a shorter form of an entry is looked for."""
_OPEN = 20
"""Operations above which an entry with expectations left in it tells a reader less than its absence."""
_SHOWN = 6
"""Expectations that a document lists one by one."""
_INVERTED = 3
"""Parameters up to which a full matrix is inverted."""


@dataclass(frozen=True, eq=False)
class FisherInformation:
    """Information, covariance for large samples and bias, over the parameters to which the usual theory applies.

    ``expected`` is I of one observation; where variables are given, that of the sample.  It is None where it is not
    known, and holds `Expectation` where one was not found in closed form (then ``closed`` is False).  ``observed`` is
    J, minus the second derivatives, over statistics, to be taken at the estimate; None where log f has a corner.
    ``covariance`` is I^{-1}/n.  ``bias`` maps names to E[estimator] - parameter; those in ``exact`` hold for every n,
    the others to the first order in 1/n.  ``without`` tells of the other parameters why they have no information.
    """

    parameters: tuple[Symbol, ...] = ()
    observed: ImmutableMatrix | None = None
    expected: ImmutableMatrix | None = None
    covariance: ImmutableMatrix | None = None
    bias: Mapping[str, Expr] = field(default_factory=dict)
    exact: tuple[str, ...] = ()
    without: Mapping[str, Reason] = field(default_factory=dict)
    closed: bool = False
    steps: tuple[Step, ...] = ()

    def corrected(self, params: Mapping[str, float], n: float) -> dict[str, float]:
        """Estimates less their bias, the bias taken at the estimates; parameters without a known bias are left out."""
        return {name: params[name] - _number(bias, params, n) for name, bias in self.bias.items()}

    def standard_errors(self, params: Mapping[str, float], n: float) -> dict[str, float]:
        """The square roots of the covariance's diagonal, for n observations; RequestError without a closed form."""
        if self.covariance is None or _parametric_total(self.covariance):
            raise RequestError("the covariance has no closed form: fit with cov='expected' instead")
        return {s.name: math.sqrt(_number(self.covariance[k, k], params, n)) for k, s in enumerate(self.parameters)}


def _pulled(h: Expr, x: Symbol) -> Expr:
    """E[h] with what does not depend on x outside: E[a + b h] = a + b E[h]."""
    factor, rest = h.as_independent(x, as_Add=False)
    constant, varying = rest.as_independent(x, as_Add=True)
    if factor == 1 and constant == 0:
        return Expectation(h)
    return factor * constant + factor * _pulled(varying, x)


def _number(e: Expr, params: Mapping[str, float], n: float) -> float:
    value = e.xreplace({SAMPLE_SIZE: Float(n)})
    return float(value.xreplace({s: Float(params[s.name], 25) for s in value.free_symbols}).evalf(20))


def _parametric_total(matrix: ImmutableMatrix) -> bool:
    """Whether a statistic other than n stands in the matrix."""
    return any(t != SAMPLE_SIZE for t in matrix.atoms(Total))


def information(derivation: Derivation) -> FisherInformation:
    """The information of a derivation's model, its steps checked."""
    return _Work(derivation).result()


class _Work:
    def __init__(self, derivation: Derivation) -> None:
        self.derivation = derivation
        self.model = derivation.model
        self.oracle = Oracle(self.model)
        self.points = self.oracle.points
        self.without = dict(_without(derivation))
        self.parameters = tuple(s for s in self.model.symbols if s.name not in self.without)
        self.moments: dict[Expr, Expr] = {}

    # -------------------------------------------------------------- the density of one observation

    @cached_property
    def given(self) -> dict[Any, Any]:
        """Variables that are conditioned on, as constants."""
        return {z: Dummy(z.name, real=True) for z in self.model.given}

    @cached_property
    def log_density(self) -> Expr:
        whole = self.derivation.log_likelihood
        assert whole is not None
        return whole.replace(Total, lambda h: h).xreplace(self.given)

    @cached_property
    def cornered(self) -> bool:
        """Whether log f has a corner in some parameter: then only the score is used."""
        kinks = self.log_density.atoms(Abs, Max, Min)
        branches = {c for p in self.log_density.atoms(Piecewise) for _, c in p.args}
        return any(e.free_symbols & set(self.parameters) for e in kinks | branches)

    @cached_property
    def scores(self) -> dict[Symbol, Expr]:
        return {p: self.log_density.diff(p) for p in self.parameters}

    @cached_property
    def kernels(self) -> Any:
        (x,) = self.model.random
        region = self.model.support.region(x)
        lower, upper = (e.xreplace(self.given) for e in (region.lower, region.upper))
        return [] if region.integer else kernels(self.log_density, x, lower, upper)

    # -------------------------------------------------------------- expectations

    def expected(self, e: Expr) -> Expr | None:
        """E[e], holding `Expectation` where it was not found; None if e is too large."""
        if count_ops(e) > _LARGEST:
            return None
        best: Expr | None = None
        for parts in _parts(e):
            value = self._summed(parts)
            if not value.has(Expectation):
                return value
            best = value if best is None or count_ops(value) < count_ops(best) else best
        (x,) = self.model.random
        whole = expectation(e, x, self.kernels)
        if whole is not None or best is None:
            return whole
        return best.replace(Expectation, lambda h: _pulled(h, x))

    def _summed(self, parts: Mapping[Expr, Expr]) -> Expr:
        values = self._moments(tuple(parts))
        return tidy(sum((c * values[h] for h, c in parts.items()), S.Zero))

    def _moments(self, functions: tuple[Expr, ...]) -> dict[Expr, Expr]:
        """E[h] for each h; the nominal `Expectation(h)` where none was found."""
        wanted = [h for h in functions if observed(h) and h not in self.moments]
        if wanted:
            found = from_scores(wanted, self._linear_scores) if not self.cornered else {}
            (x,) = self.model.random
            for h in wanted:
                value = found.get(h)
                if value is None:
                    value = expectation(h, x, self.kernels)
                if value is not None:
                    self.moments[h] = value
        return {h: self.moments.get(h, Expectation(h)) if observed(h) else h for h in functions}

    @cached_property
    def _linear_scores(self) -> list[dict[Expr, Expr]]:
        """Every way of reading each score as {h: coefficient}."""
        return [
            {(h if observed(h) else S.One): c for h, c in parts.items()}
            for score in self.scores.values()
            for parts in _parts(score)
        ]

    # -------------------------------------------------------------- the matrix

    def result(self) -> FisherInformation:
        """Everything that was found."""
        told = tuple(
            self._said(Reason(r.key, {**r.bindings, "parameters": symbols}))
            for r, symbols in _grouped(self.without, self.model.symbols)
        )
        bare = FisherInformation(self.parameters, without=self.without, steps=told)
        if not self.parameters or not self._possible:
            return bare
        if count_ops(self.log_density) > _DENSITY or any(isinstance(f, Mixture) for f in self.derivation.solution):
            said = self._said(Reason("information_numeric"))
            return replace(bare, observed=self._observed(), steps=(*told, said))
        seen = replace(bare, observed=self._observed())
        matrix = self._matrix()
        if matrix is None:
            return replace(seen, steps=(*told, self._said(Reason("information_numeric"))))
        expected, claims = matrix
        closed = not expected.has(Expectation)
        steps = [self._matrix_step(expected, claims, closed)]
        if steps[0].check.status is Status.UNPROVED:
            return replace(seen, steps=(*told, self._said(Reason("information_numeric"))))
        if not closed:
            return replace(seen, expected=expected, steps=(*told, *steps))
        covariance = None
        inverse = _inverse(expected)
        if inverse is not None:
            inverse = inverse.applyfunc(self._upright)
            covariance = inverse if self.given else (inverse / SAMPLE_SIZE).as_immutable()
            step = self._covariance_step(expected, inverse, covariance)
            if step.check.status is Status.UNPROVED:
                covariance = inverse = None
            else:
                steps.append(step)
        bias, exact, more = self._bias(expected, inverse)
        return replace(
            seen,
            expected=expected,
            covariance=covariance,
            bias=bias,
            exact=exact,
            closed=True,
            steps=(*told, *steps, *more),
        )

    def _said(self, reason: Reason) -> Step:
        """A step of words alone."""
        return checks.checked(Step("information", reason), self.model, self.points)

    @cached_property
    def _possible(self) -> bool:
        return len(self.model.random) == 1 and not self.model.kernel

    def _readable(self, e: Expr) -> Expr:
        """The shortest of a few forms of a long entry with exponentials and the like."""
        if count_ops(e) <= _LONG or e.has(Expectation):
            return e
        with suppress(PolynomialError):
            for p in self.parameters:
                e = in_parts(e, p)
        return e

    def _upright(self, e: Expr) -> Expr:
        """Factors that are sums are written so that they are positive: 1/(p (1 - p)), not -1/(p (p - 1))."""
        factors = []
        for f in Mul.make_args(e):
            base, power = f.as_base_exp()
            known = base.is_Add and not base.has(Expectation)
            negative = known and power.is_Integer and self.oracle.sign(base)[0] == -1
            factors += [S.NegativeOne**power, (-base) ** power] if negative else [f]
        return Mul(*factors)

    def _observed(self) -> ImmutableMatrix | None:
        hessian = self.derivation.hessian
        if self.cornered or not hessian:
            return None
        return ImmutableMatrix(
            len(self.parameters),
            len(self.parameters),
            lambda a, b: -_entry(hessian, self.parameters[a], self.parameters[b]),
        )

    def _matrix(self) -> tuple[ImmutableMatrix, tuple[Claim, ...]] | None:
        k = len(self.parameters)
        entries: dict[tuple[int, int], Expr] = {}
        claims: list[Claim] = []
        back = {d: z for z, d in self.given.items()}
        for a, b in combinations_with_replacement(range(k), 2):
            p, q = self.parameters[a], self.parameters[b]
            product = self.scores[p] * self.scores[q]
            curved = product if self.cornered else -self.scores[p].diff(q)
            value = self.expected(curved)
            if value is None or count_ops(value) > (_OPEN if value.has(Expectation) else _LARGEST):
                return None
            value = self._readable(value)
            entries[a, b] = entries[b, a] = value
            if not value.has(Expectation):
                # minus the second derivatives, and the scores' products: that both agree shows the model to be regular
                tried = (product,) if self.cornered else (curved, product)
                claims += [Claim("expectation", (h.xreplace(back), value.xreplace(back))) for h in tried]
        each = ImmutableMatrix(k, k, lambda a, b: self._upright(entries[a, b]).xreplace(back))
        if self.given:
            each = ImmutableMatrix(k, k, lambda a, b: tidy_totals(natural(each[a, b])))
        return each, tuple(claims)

    def _matrix_step(self, expected: ImmutableMatrix, claims: tuple[Claim, ...], closed: bool) -> Step:
        kind = "information_expected" if closed else "information_open"
        if closed and (self.cornered or self.given):
            kind = "information_corner" if self.cornered else "information_given"
        back = {d: z for z, d in self.given.items()}
        shown = [(h, v) for h, v in self.moments.items() if not h.has(Abs) or self.cornered]
        listed = (
            ()
            if len(shown) > _SHOWN
            else tuple(Equation(Expectation(h.xreplace(back)), (v.xreplace(back),)) for h, v in shown)
        )
        substeps = (Step("information", Reason("information_moments"), listed, detail="full"),) if listed else ()
        step = Step(
            "information",
            Reason(kind),
            (Equation(Information(S.One), (_scalar(expected),), label="information"),),
            claims if claims else (),
            substeps=substeps,
        )
        return checks.checked(step, self.model, self.points)

    def _covariance_step(self, expected: ImmutableMatrix, inverse: ImmutableMatrix, covariance: Any) -> Step:
        hats = tuple(Hat(p) for p in self.parameters)
        claim = Claim("equal", ((expected * inverse).as_immutable(), ImmutableMatrix(eye(len(hats)))))
        step = Step(
            "information",
            Reason("information_covariance", {"parameters": self.parameters}),
            (Equation(Covariance(*hats), (_scalar(covariance),), "~", label="covariance"),),
            (claim,),
            detail="standard" if max(count_ops(e) for e in covariance) <= _WIDE else "full",
        )
        return checks.checked(step, self.model, self.points)

    # -------------------------------------------------------------- bias

    def _bias(
        self, expected: ImmutableMatrix, inverse: ImmutableMatrix | None
    ) -> tuple[dict[str, Expr], tuple[str, ...], tuple[Step, ...]]:
        if self.given or self.without:
            return {}, (), ()
        exact = {p: found for p in self.parameters if (found := self._exact_bias(p)) is not None}
        bias = {p.name: value for p, (value, _) in exact.items()}
        steps = tuple(step for _, step in exact.values())
        rest = tuple(p for p in self.parameters if p not in exact)
        if rest and inverse is not None and not self.cornered:
            first = self._first_order(expected, inverse, rest)
            if first is not None:
                bias |= {p.name: v for p, v in first[0].items()}
                steps += first[1]
        return bias, tuple(p.name for p in exact), steps

    def _exact_bias(self, p: Symbol) -> tuple[Expr, Step] | None:
        """From a formula that is a polynomial of degree two in totals free of parameters."""
        formula = _over_totals(self.derivation, p)
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
            found = [self._found(h, claims) for h in (*held, Mul(*held))]
            values = [v for v in found if v is not None]
            if len(values) < len(found):
                return None
            each = table.thaw(c)
            if len(held) < 2:
                whole += each * (n * values[0] if held else S.One)
            else:
                whole += each * (n * values[2] + n * (n - 1) * values[0] * values[1])
        value = tidy_totals(factor(table.thaw(factor(tidy(table.freeze(whole)))) - p))
        value = factor(value) if value != 0 else S.Zero
        reason = Reason("information_unbiased" if value == 0 else "information_biased", {"parameter": p})
        equations = () if value == 0 else (Equation(Bias(Hat(p)), (value,)),)
        step = checks.checked(Step("information", reason, equations, tuple(claims)), self.model, self.points)
        return None if step.check.status is Status.UNPROVED else (value, step)

    def _found(self, h: Expr, claims: list[Claim]) -> Expr | None:
        if not observed(h):
            return h
        value = self._moments((h,))[h]
        if value.has(Expectation):
            parts = self.expected(h)
            value = value if parts is None else parts
        if value.has(Expectation):
            return None
        claims.append(Claim("expectation", (h, value)))
        return value

    def _first_order(
        self, expected: ImmutableMatrix, inverse: ImmutableMatrix, rest: tuple[Symbol, ...]
    ) -> tuple[dict[Symbol, Expr], tuple[Step, ...]] | None:
        """Cox and Snell: b_a = sum I^{ai} I^{jk} (d kappa_ij/d theta_k - kappa_ijk / 2) / n,  kappa_ij = -I_ij."""
        k = len(self.parameters)
        third: dict[tuple[int, ...], Expr] = {}
        claims = []
        derivatives = {
            index: self.scores[self.parameters[index[0]]].diff(*(self.parameters[i] for i in index[1:]))
            for index in combinations_with_replacement(range(k), 3)
        }
        if k > _CORRECTED or max(map(count_ops, derivatives.values())) > _THIRD:
            return None
        for index, h in derivatives.items():
            value = self.expected(h)
            if value is None or value.has(Expectation):
                return None
            third[index] = value
            claims.append(Claim("expectation", (h, value)))
        weights = {}
        for i in range(k):
            weights[i] = tidy(
                sum(
                    (
                        inverse[j, m] * (-expected[i, j].diff(self.parameters[m]) - third[tuple(sorted((i, j, m)))] / 2)
                        for j in range(k)
                        for m in range(k)
                        if inverse[j, m] != 0
                    ),
                    S.Zero,
                )
            )
        values = {}
        for p in rest:
            a = self.parameters.index(p)
            value = tidy(sum((inverse[a, i] * weights[i] for i in range(k)), S.Zero))
            if count_ops(value) > _WIDE:
                return None
            values[p] = self._upright(value) / SAMPLE_SIZE
        steps = []
        for key, equals in (("information_first_order", False), ("information_first_order_none", True)):
            told = tuple(p for p in rest if (values[p] == 0) == equals)
            equations = () if equals else tuple(Equation(Bias(Hat(p)), (values[p],), "~") for p in told)
            if told:
                step = Step("information", Reason(key, {"parameters": told}), equations, tuple(claims))
                steps.append(checks.checked(step, self.model, self.points))
        return None if any(s.check.status is Status.UNPROVED for s in steps) else (values, tuple(steps))


# ------------------------------------------------------------------ what has none


def _without(derivation: Derivation) -> Iterator[tuple[str, Reason]]:
    model = derivation.model
    moving = model.support.parameters
    for p in model.parameters:
        if model.kernel:
            yield p.name, Reason("information_kernel")
        elif len(model.random) > 1:
            yield p.name, Reason("information_several")
        elif p.domain.integer:
            yield p.name, Reason("information_integer")
        elif p.symbol in moving:
            yield p.name, Reason("information_support")


def _grouped(without: Mapping[str, Reason], symbols: Iterable[Symbol]) -> list[tuple[Reason, tuple[Symbol, ...]]]:
    groups: dict[str, tuple[Reason, tuple[Symbol, ...]]] = {}
    for s in symbols:
        reason = without.get(s.name)
        if reason is not None:
            groups[reason.key] = (reason, (*groups.get(reason.key, (reason, ()))[1], s))
    return list(groups.values())


# ------------------------------------------------------------------ matrices and formulas


def _parts(e: Expr) -> list[dict[Expr, Expr]]:
    """e as a sum of coefficient times function of the observation, {h: coefficient}: as it stands, multiplied out."""
    forms = []
    parts = linear_in_totals(tidy_totals(natural(e)))
    if parts is not None:
        forms.append(_by_function((c, t.summand) for t, c in parts.items()))
    forms.append(_by_function(monic(t) for t in Add.make_args(expand(e))))
    return [f for k, f in enumerate(forms) if f not in forms[:k]]


def _by_function(pairs: Iterable[tuple[Expr, Expr]]) -> dict[Expr, Expr]:
    """Coefficients of equal functions added; constants under the key 1."""
    read: dict[Expr, Expr] = {}
    for c, h in pairs:
        key, value = (h, c) if observed(h) else (S.One, c * h)
        read[key] = read.get(key, S.Zero) + value
    return read


def _entry(table: Mapping[tuple[Symbol, Symbol], Expr], p: Symbol, q: Symbol) -> Expr:
    return table.get((p, q), table.get((q, p), S.Zero))


def _scalar(matrix: ImmutableMatrix) -> Any:
    """The matrix; its entry if there is only one."""
    return matrix[0, 0] if matrix.shape == (1, 1) else matrix


def _inverse(matrix: ImmutableMatrix) -> ImmutableMatrix | None:
    """The inverse, block by block; None where a block is too large or singular."""
    k = matrix.rows
    result = Matrix.zeros(k, k)
    for block in Matrix(matrix).connected_components():
        if len(block) > _INVERTED:
            return None
        part = matrix.extract(block, block)
        determinant = tidy(part.det())
        if determinant == 0:
            return None
        for i, a in enumerate(block):
            for j, b in enumerate(block):
                result[a, b] = tidy(part.cofactor(j, i) / determinant)
    return result.as_immutable()


def _over_totals(derivation: Derivation, p: Symbol) -> Expr | None:
    """The formula of a closed estimator over totals free of parameters, summands multiplied out."""
    chain: dict[Symbol, Expr] = {}
    for found in derivation.solution:
        if not isinstance(found, Closed) or found.kind != "score" or count_ops(found.expression) > _LARGEST:
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
