"""Data into a derivation's formulas: what `thetahat.render.worked` shows.

rows of numbers -> fit -> the statistics that stand in the formulas, evaluated -> pictures
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from sympy import Expr, Symbol

from thetahat.core.derivation import Hat
from thetahat.core.estimator import Closed, Interval, Root
from thetahat.core.model import Model
from thetahat.core.statistics import SAMPLE_SIZE, Statistic, statistics_of
from thetahat.derivation import Derivation
from thetahat.errors import RequestError
from thetahat.fit import OUTCOMES, Fit
from thetahat.render.worked import Picture, Worked


def worked(
    derivation: Derivation,
    data: Any,
    *,
    weights: Any = None,
    fixed: Mapping[str, float] | None = None,
    column: Any = None,
    level: float = 0.95,
    pictures: bool = True,
) -> Worked:
    """The worked example of a derivation with data.

    ``data``, ``weights``, ``column`` as for `thetahat.fit`; ``fixed`` gives values to known constants.  ``pictures``
    need matplotlib.  Raises DataError for data that are none for the model, RequestError for a constant without value.
    """
    from thetahat.engines.tables import table
    from thetahat.fitting import fitted
    from thetahat.pipeline import plan_of

    model = derivation.model
    given = dict(fixed or {})
    wrong = [name for name in given if name not in {p.name for p in model.known}]
    if wrong:
        raise RequestError(f"fixed names {wrong[0]!r}, which is unknown here: derive model.with_known({wrong[0]!r})")
    plan = plan_of(derivation)
    rows = table(data, plan.variables, column=column, weights=weights)
    values = {name: rows.columns[name] for name in plan.variables}
    fit = fitted(plan, values, weights=rows.weights, fixed=given, names=model.names)
    numbers = {p.symbol: fit.params[p.name] for p in model.parameters}
    known = {p.symbol: float(given[p.name]) for p in model.known}
    sample = {x: np.asarray(values[x.name], dtype=float) for x in model.observation}
    finite = all(np.isfinite(list(numbers.values())))
    statistics = _statistics(derivation, {**numbers, **known}, sample, rows.weights) if finite else ()
    return Worked(
        n=fit.n,
        statistics=statistics,
        estimates=numbers,
        known=known,
        errors={p.symbol: fit.standard_errors[p.name] for p in model.parameters},
        intervals={p.symbol: tuple(fit.interval(p.name, level)) for p in model.parameters},  # type: ignore[misc]
        level=level,
        log_likelihood=fit.log_likelihood,
        aic=fit.aic,
        bic=fit.bic,
        outcome=next(head for head in OUTCOMES if fit.outcome.startswith(head)),
        right_sides=_right_sides(derivation, {**numbers, **known}, sample, rows.weights) if finite else {},
        pictures=_pictures(fit, model) if pictures and finite else (),
    )


def columns(derivation: Derivation, data: Any, weights: Any = None, column: Any = None) -> dict[str, list[float]]:
    """The observations as a list for each variable, as a notebook holds them.

    Raises RequestError for weights, which a notebook has no place for.
    """
    from thetahat.engines.tables import table

    if weights is not None:
        raise RequestError("a notebook shows observations without weights: repeat each as often as it was seen")
    names = tuple(x.name for x in derivation.model.observation)
    rows = table(data, names, column=column)
    return {name: [float(v) for v in rows.columns[name]] for name in names}


def _statistics(
    derivation: Derivation, numbers: Mapping[Symbol, float], sample: Mapping[Any, Any], weights: Any
) -> tuple[tuple[Expr, float], ...]:
    from thetahat.verify.evaluate import value

    found = dict.fromkeys(_in_formulas(derivation))
    return tuple((s, value(s, numbers, sample, weights)) for s in found)


def _in_formulas(derivation: Derivation) -> Iterator[Expr]:
    """The statistics in the formulas, in the order of computation; n, and what holds an open unknown, are left out."""
    solved: dict[Symbol, Expr] = {}
    for found in derivation.solution:
        match found:
            case Closed(_, expression, _):
                formulas: tuple[Expr, ...] = (expression,)
            case Interval(_, _, _, reported):
                formulas = (reported,)
            case Root(_, equation):
                formulas = (equation,)
            case _:
                formulas = ()
        unknown = {found.parameter.symbol} if isinstance(found, Root) else set()
        for formula in formulas:
            for s in sorted(statistics_of(formula), key=str):
                if s != SAMPLE_SIZE and not s.free_symbols & unknown:
                    yield _hatted(s, solved)
        for p in found.parameters if hasattr(found, "parameters") else (found.parameter,):
            solved[p.symbol] = Hat(p.symbol)


def _right_sides(
    derivation: Derivation, numbers: Mapping[Symbol, float], sample: Mapping[Any, Any], weights: Any
) -> dict[Symbol, float]:
    """What the equation of each root comes to on the side without the unknown."""
    from thetahat.render.estimates import arranged
    from thetahat.verify.evaluate import value

    sides = {
        f.parameter.symbol: arranged(f.equation, f.parameter.symbol)[1]
        for f in derivation.solution
        if isinstance(f, Root)
    }
    return {p: value(side, numbers, sample, weights) for p, side in sides.items() if statistics_of(side)}


def _hatted(statistic: Statistic, solved: Mapping[Symbol, Expr]) -> Expr:
    return statistic.xreplace(dict(solved))


def _pictures(fit: Fit, model: Model) -> tuple[Picture, ...]:
    from thetahat.pictures import pictures
    from thetahat.render.document import setting_of
    from thetahat.render.mathematics.tex import tex

    setting = setting_of(model)
    letters = {p.name: tex(setting.set(p.symbol)) for p in (*model.parameters, *model.known)}
    letters[""] = tex(setting.set(model.observation[0]))
    return tuple(Picture(p.kind, p.svg, p.pdf, p.figures) for p in pictures(fit, letters))
