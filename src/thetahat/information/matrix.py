"""The information matrix, expected and observed, and the covariance for large samples, as checked steps."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from itertools import combinations_with_replacement
from typing import Any

from sympy import Abs, Expr, ImmutableMatrix, Matrix, Mul, S, Symbol, count_ops, eye
from sympy.polys.polyerrors import PolynomialError

from thetahat.algebra.kernels import in_parts
from thetahat.algebra.moments import tidy
from thetahat.algebra.totals import natural
from thetahat.algebra.totals import tidy as tidy_totals
from thetahat.core.derivation import Claim, Covariance, Equation, Expectation, Hat, Information, Reason, Status, Step
from thetahat.core.estimator import Mixture
from thetahat.core.statistics import SAMPLE_SIZE
from thetahat.information.expectations import LARGEST, Expectations

_DENSITY = 150
"""Operations above which a log-density is not worked on."""
WIDE = 120
"""Operations above which a covariance is shown in full documents only, and a bias not at all."""
_LONG = 40
"""Operations above which a shorter form of an entry is looked for."""
_OPEN = 20
"""Operations above which an entry with expectations left in it tells a reader less than its absence."""
_SHOWN = 6
"""Expectations that a document lists one by one."""
_INVERTED = 3
"""Parameters up to which a full matrix is inverted."""


def observed_information(mean: Expectations) -> ImmutableMatrix | None:
    """J = -d2 l / dtheta dtheta' over statistics; None where log f has a corner."""
    hessian = mean.derivation.hessian
    if mean.cornered or not hessian:
        return None
    k = len(mean.parameters)
    return ImmutableMatrix(k, k, lambda a, b: -_entry(hessian, mean.parameters[a], mean.parameters[b]))


def _entry(table: Mapping[tuple[Symbol, Symbol], Expr], p: Symbol, q: Symbol) -> Expr:
    return table.get((p, q), table.get((q, p), S.Zero))


# ------------------------------------------------------------------ expected


def expected_information(mean: Expectations) -> tuple[ImmutableMatrix, Step] | None:
    """I = -E[d2 log f / dtheta dtheta'], or E[score score'] at corners; None where too large or not confirmed."""
    latent = any(isinstance(f, Mixture) for f in mean.derivation.solution)
    if latent or count_ops(mean.log_density) > _DENSITY:
        return None
    k = len(mean.parameters)
    entries: dict[tuple[int, int], Expr] = {}
    claims: list[Claim] = []
    for a, b in combinations_with_replacement(range(k), 2):
        p, q = mean.parameters[a], mean.parameters[b]
        product = mean.scores[p] * mean.scores[q]
        curved = product if mean.cornered else -mean.scores[p].diff(q)
        value = mean.of(curved)
        if value is None or count_ops(value) > (_OPEN if value.has(Expectation) else LARGEST):
            return None
        value = _readable(value, mean.parameters)
        entries[a, b] = entries[b, a] = value
        if not value.has(Expectation):
            # minus the second derivatives, and the scores' products: that both agree shows the model to be regular
            tried = (product,) if mean.cornered else (curved, product)
            claims += [Claim("expectation", (h.xreplace(mean.back), value.xreplace(mean.back))) for h in tried]
    matrix = ImmutableMatrix(k, k, lambda a, b: upright(entries[a, b], mean).xreplace(mean.back))
    if mean.given:
        matrix = matrix.applyfunc(lambda e: tidy_totals(natural(e)))
    step = mean.checked(_told(mean, matrix, tuple(claims)))
    return None if step.check.status is Status.UNPROVED else (matrix, step)


def _told(mean: Expectations, matrix: ImmutableMatrix, claims: tuple[Claim, ...]) -> Step:
    kind = "information_open" if matrix.has(Expectation) else "information_expected"
    if kind == "information_expected" and (mean.cornered or mean.given):
        kind = "information_corner" if mean.cornered else "information_given"
    shown = [(h, v) for h, v in mean.moments.items() if not h.has(Abs) or mean.cornered]
    listed = tuple(Equation(Expectation(h.xreplace(mean.back)), (v.xreplace(mean.back),)) for h, v in shown)
    moments = Step("information", Reason("information_moments"), listed, detail="full")
    equation = Equation(Information(S.One), (_scalar(matrix),), label="information")
    substeps = (moments,) if 0 < len(listed) <= _SHOWN else ()
    return Step("information", Reason(kind), (equation,), claims, substeps=substeps)


def _readable(e: Expr, parameters: tuple[Symbol, ...]) -> Expr:
    """The shortest of a few forms of a long entry with exponentials and the like."""
    if count_ops(e) <= _LONG or e.has(Expectation):
        return e
    with suppress(PolynomialError):
        for p in parameters:
            e = in_parts(e, p)
    return e


def upright(e: Expr, mean: Expectations) -> Expr:
    """Factors that are sums are written so that they are positive: 1/(p (1 - p)), not -1/(p (p - 1))."""
    factors = []
    for f in Mul.make_args(e):
        base, power = f.as_base_exp()
        known = base.is_Add and not base.has(Expectation)
        negative = known and power.is_Integer and mean.oracle.sign(base)[0] == -1
        factors += [S.NegativeOne**power, (-base) ** power] if negative else [f]
    return Mul(*factors)


def _scalar(matrix: ImmutableMatrix) -> Any:
    """The matrix; its entry if there is only one."""
    return matrix[0, 0] if matrix.shape == (1, 1) else matrix


# ------------------------------------------------------------------ covariance


def covariance(
    mean: Expectations, expected: ImmutableMatrix
) -> tuple[ImmutableMatrix, ImmutableMatrix, Step] | tuple[None, None, None]:
    """I^{-1}, the covariance I^{-1}/n and the step that says so; Nones without a closed form."""
    inverse = _inverse(expected)
    if inverse is None:
        return None, None, None
    inverse = inverse.applyfunc(lambda e: upright(e, mean))
    # where variables are given, I is that of the whole sample
    found = inverse if mean.given else (inverse / SAMPLE_SIZE).as_immutable()
    hats = tuple(Hat(p) for p in mean.parameters)
    step = mean.checked(
        Step(
            "information",
            Reason("information_covariance", {"parameters": mean.parameters}),
            (Equation(Covariance(*hats), (_scalar(found),), "~", label="covariance"),),
            (Claim("equal", ((expected * inverse).as_immutable(), ImmutableMatrix(eye(len(hats))))),),
            detail="standard" if max(count_ops(e) for e in found) <= WIDE else "full",
        )
    )
    return (None, None, None) if step.check.status is Status.UNPROVED else (inverse, found, step)


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
