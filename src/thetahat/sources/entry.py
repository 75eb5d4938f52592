"""Where `thetahat.fit` turns off for data that live elsewhere, and for rows without a value that are to be left out."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from thetahat.core.plan import Pass, Scalars
from thetahat.engines.tables import complete
from thetahat.engines.tables import table as observations
from thetahat.errors import RequestError
from thetahat.sources.fitting import DROP, checked_missing, fitted
from thetahat.sources.opening import opened
from thetahat.sources.progress import progress

if TYPE_CHECKING:
    from thetahat.fit import Fit
    from thetahat.fitting import Estimator
    from thetahat.groups import Fits


def elsewhere(
    estimator: Estimator,
    data: Any,
    *,
    weights: Any,
    fixed: Mapping[str, float] | None,
    column: Any,
    by: Any,
    axis: int | None,
    missing: str,
    table: str | None,
    query: str | None,
    memory: int | None,
) -> Fit | Fits | None:
    """The fit of data that are not in memory, or that have rows to be left out; None for what `fit` does itself."""
    checked_missing(missing)
    if memory is not None and memory < 32 << 20:
        raise RequestError(f"memory_limit={memory} bytes is too little: at least {32 << 20} are needed")
    relation = opened(data, table, query, memory)
    if relation is None:
        return _without_gaps(estimator, data, weights, fixed, column, by, axis) if missing == DROP else None
    if axis is not None:
        raise RequestError("axis= is for an array of samples: use by= for groups of rows")
    with progress(f"reading {os.fspath(data) if isinstance(data, str | os.PathLike) else relation.engine}"):
        if by is None:
            return fitted(
                estimator, relation, weights=weights, fixed=fixed, column=column, missing=missing, memory=memory
            )
        from thetahat.sources.grouped import fitted_groups

        return fitted_groups(
            estimator, relation, by, weights=weights, fixed=fixed, column=column, missing=missing, memory=memory
        )


def explained(
    estimator: Estimator,
    data: Any,
    *,
    weights: Any,
    fixed: Mapping[str, float] | None,
    column: Any,
    by: Any,
    table: str | None,
    query: str | None,
    memory: int | None,
) -> str:
    """The passes of a fit and the number of rows, in words and in the engine's language."""
    from thetahat.sources import fitting
    from thetahat.sources.moments import within

    relation = opened(data, table, query, memory)
    if relation is not None:
        return fitting.explained(estimator, relation, weights=weights, fixed=fixed, column=column, by=by)
    plan = estimator.plan
    observed = observations(data, plan.variables, column=column, weights=weights)
    lines = [f"{estimator.title} in memory: {observed.rows} rows"]
    seen = [p for s in (*plan.prelude, *plan.estimate) for p in within(s)]
    for number, p in enumerate(seen, 1):
        sums = ", ".join(f"{kind} of {summand}" for kind, summand in zip(p.kinds, p.summands, strict=True))
        inner = f", where {', '.join(f'{n} = {source}' for n, source in p.locals)}" if p.locals else ""
        lines.append(f"pass {number}: {sums}{inner}")
    if any(not isinstance(s, Pass | Scalars) and any(within(s)) for s in plan.estimate):
        lines.append("passes inside an iteration are repeated at each of its steps")
    return "\n".join(lines)


def _without_gaps(
    estimator: Estimator,
    data: Any,
    weights: Any,
    fixed: Mapping[str, float] | None,
    column: Any,
    by: Any,
    axis: int | None,
) -> Fit | Fits:
    """The fit of the rows in memory that have values."""
    if axis is not None:
        raise RequestError("missing='drop' does not go with axis=: samples of one array have one length")
    columns, frequencies, labels, told = complete(data, estimator.plan.variables, column=column, weights=weights, by=by)
    found: Fit | Fits
    if by is None:
        found = estimator.fit(columns, frequencies, fixed)
    else:
        from thetahat.groups import fits

        found = fits(estimator, columns, weights=frequencies, fixed=fixed, by=labels)
    before = found.route.get("data", "")
    return replace(found, route={**found.route, "data": "; ".join(filter(None, (before, told)))}) if told else found
