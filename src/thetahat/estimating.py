"""The public function `fit`: a plan that is at hand, or one that is derived; then data in, estimates out.

A catalogue family's plan comes with the package, and a declared density's is kept after its first derivation: neither
needs SymPy to be fitted again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from numpy import ndarray

from thetahat import plans
from thetahat.errors import RequestError
from thetahat.fitting import Estimator

if TYPE_CHECKING:
    from thetahat.core.model import Model
    from thetahat.derivation import Derivation
    from thetahat.fit import Fit
    from thetahat.groups import Fits

_IN_MEMORY = (list, tuple, dict)
"""Types of data that are in memory, as arrays are."""
_READY: dict[str, Estimator] = {}
"""Estimators of catalogue names without held parameters, under the names by which they were asked for."""


def fit(
    model: Model | Derivation | str,
    data: Any,
    weights: Any = None,
    fixed: Mapping[str, float] | None = None,
    column: Any = None,
    by: Any = None,
    axis: int | None = None,
    *,
    cov: str = "observed",
    bounds: Mapping[str, tuple[float | None, float | None]] | None = None,
    constraints: Mapping[str, str] | None = None,
    start: Mapping[str, float] | None = None,
    missing: str = "refuse",
    table: str | None = None,
    query: str | None = None,
    memory_limit: int | None = None,
) -> Fit | Fits:
    """Maximum-likelihood estimates from data.

    ``data`` is an array, a list, a mapping or a data frame (``column`` names its column), or a file's path; ``weights``
    are frequencies; ``fixed`` gives values to known constants, and to parameters that are not to be estimated.
    Many fits at once: ``axis`` is the axis of an array of any shape along which the observations of one sample lie;
    ``by`` tells the group of each observation (an array, or the name of a column).  The result is then a table `Fits`.
    ``cov`` says where standard errors come from: ``observed``, ``expected`` or ``robust``.  ``bounds`` gives parameters
    narrower domains, ``constraints`` ties them to formulas of others: {"scale": "2*shape"}.  ``start`` is one more
    point from which to search; the greatest likelihood wins.

    Data may stay where they are: a path, pattern or folder of CSV, TSV, JSON lines, Parquet or Arrow files, a DuckDB
    relation, a lazy frame of Polars, PySpark, Dask or Ibis, or a database (a file or URL, with ``table`` or ``query``).
    The engine then takes the sums, and the result is the same.  ``memory_limit`` is a number of bytes.
    ``missing`` is the rule for rows without a value (NULL, NaN, blank): ``refuse`` raises DataError with their count,
    ``drop`` leaves them out and tells so in ``route["data"]``.  Infinite values, text, and values outside the support
    are always refused.
    Raises DataError for data that are none for this model, RequestError for a constant without a value.
    """
    if (
        type(data) is ndarray
        and type(model) is str
        and cov == "observed"
        and missing == "refuse"
        and not (fixed or bounds or constraints or start)
        and by is None
        and axis is None
        and model in _READY
    ):
        quickly = _READY[model].fit(data, weights, None, column)
        if quickly.converged:
            return quickly
    if bounds or constraints:
        from thetahat.pipeline import resolve
        from thetahat.restrict import bounded, tied

        model = tied(bounded(resolve(model), bounds or {}), constraints or {})
    estimator = _READY.get(model) if type(model) is str and not fixed else None
    if estimator is None:
        estimator = estimator_of(model, tuple(fixed or ()))
    if (type(data) not in _IN_MEMORY and type(data).__module__ != "numpy") or missing != "refuse":
        from thetahat.sources.entry import elsewhere

        found = elsewhere(
            estimator,
            data,
            weights=weights,
            fixed=fixed,
            column=column,
            by=by,
            axis=axis,
            missing=missing,
            table=table,
            query=query,
            memory=memory_limit,
        )
        if found is not None:
            return _finished(found, cov, start, constraints)
    if by is not None or axis is not None:
        from thetahat.groups import fits

        return fits(estimator, data, weights=weights, fixed=fixed, column=column, by=by, axis=axis)
    return _finished(estimator.fit(data, weights, fixed, column), cov, start, constraints)


def explain(
    model: Model | Derivation | str,
    data: Any,
    weights: Any = None,
    fixed: Mapping[str, float] | None = None,
    column: Any = None,
    by: Any = None,
    *,
    table: str | None = None,
    query: str | None = None,
    memory_limit: int | None = None,
) -> str:
    """What `fit` would read: the passes in the engine's own language, and the number of rows.  Reads next to nothing.

    Arguments and errors as those of `fit`.
    """
    from thetahat.sources.entry import explained

    estimator = estimator_of(model, tuple(fixed or ()))
    return explained(
        estimator,
        data,
        weights=weights,
        fixed=fixed,
        column=column,
        by=by,
        table=table,
        query=query,
        memory=memory_limit,
    )


def _finished(
    found: Fit | Fits, cov: str, start: Mapping[str, float] | None, constraints: Mapping[str, str] | None
) -> Fit | Fits:
    """The fit as it was asked for."""
    from thetahat.fit import Fit

    if not isinstance(found, Fit):
        return found
    if start:
        from thetahat.restart import restarted

        found = restarted(found, start)
    if not found.converged:
        from thetahat.limits import named

        found = named(found)
    if constraints:
        found = replace(found, tied=dict(constraints))
    return found if cov == "observed" else found.with_covariance(cov)


def estimator_of(model: Model | Derivation | str, given: tuple[str, ...]) -> Estimator:
    """The estimator of a model whose constants and held parameters are ``given``."""
    if isinstance(model, str):
        from thetahat.families import resolved

        name = resolved(model)
        recipe = plans.shipped(name) or _kept_family(name, ())
        _checked_names(given, recipe.names, recipe.known)
        held = _held(given, recipe.names)
        estimator = _of(_kept_family(name, held) if held else recipe)
        if not given:
            _READY[model] = estimator
        return estimator
    return _of(_recipe(model, given))


@lru_cache(maxsize=256)
def _of(recipe: plans.Recipe) -> Estimator:
    return Estimator(recipe.plan, (*recipe.names, *recipe.known), recipe.title)


def _held(given: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    """The parameters among the names that are given a value.  Raises RequestError when none is left to estimate."""
    held = tuple(name for name in names if name in given)
    if len(held) == len(names):
        raise RequestError("every parameter is fixed: nothing is left to estimate")
    return held


def _checked_names(given: tuple[str, ...], names: tuple[str, ...], constants: tuple[str, ...]) -> None:
    known = {*names, *constants}
    for name in given:
        if name not in known:
            raise RequestError(f"fixed names {name!r}, which is no parameter of this model: {', '.join(sorted(known))}")


@lru_cache(maxsize=256)
def _kept_family(name: str, held: tuple[str, ...]) -> plans.Recipe:
    """A family without a shipped plan, or with parameters held: from the cache, else derived."""
    from thetahat.families import source

    parts = (source(name), *held)
    found = plans.kept(parts)
    if found is None:
        from thetahat.families import family

        found = _recipe(family(name), held, keep=False)
        plans.keep(parts, found)
    return found


def _recipe(model: Model | Derivation, given: tuple[str, ...], keep: bool = True) -> plans.Recipe:
    from thetahat.derivation import Derivation
    from thetahat.pipeline import resolve

    declared = resolve(model)
    held = _held(given, declared.names)
    _checked_names(given, declared.names, tuple(p.name for p in declared.known))
    if isinstance(model, Derivation) and not held:
        return _of_derivation(model)
    return _of_model(declared, held, keep)


@lru_cache(maxsize=64)
def _of_derivation(derivation: Derivation) -> plans.Recipe:
    from thetahat.pipeline import recipe

    return recipe(derivation)


@lru_cache(maxsize=64)
def _of_model(declared: Model, held: tuple[str, ...], keep: bool) -> plans.Recipe:
    from thetahat.pipeline import derive, recipe

    # A density whose integral could not be decided is warned about each time: its plan is not kept.
    parts = (_text(declared), *held)
    found = plans.kept(parts) if keep else None
    if found is None:
        derivation = derive(declared.with_known(*held) if held else declared)
        found = recipe(derivation, declared)
        if keep and derivation.model.normalised != "undecided":
            plans.keep(parts, found)
    return found


def _text(model: Model) -> str:
    """Everything that a derivation depends on."""
    from sympy import srepr

    symbols = [(p.name, srepr(p.symbol), str(p.domain)) for p in (*model.parameters, *model.known)]
    variables = [[(x.name, sorted(x.assumptions0.items())) for x in xs] for xs in (model.observation, model.given)]
    rest = (model.name, model.title, model.kernel, model.normalised, str(model.support), model.citations)
    return repr((str(model.density), model.declared, symbols, variables, rest))
