"""A plan and a relation -> Fit, without the rows leaving their place.

prepared(...)      which columns, which sums: nothing is read
fitted(...)        the fit
explained(...)     what would be read, and in which words
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from thetahat.core.plan import Elementwise, Plan
from thetahat.engines.compiled import elementwise
from thetahat.engines.counting import MANY_VALUES
from thetahat.engines.data import Sample
from thetahat.engines.domains import known_values
from thetahat.engines.estimate import Estimate, estimate
from thetahat.engines.nouns import Count
from thetahat.engines.tables import Column
from thetahat.errors import DataError, RequestError
from thetahat.fit import Fit
from thetahat.fitting import Estimator, _bounds, _density, _reason
from thetahat.sources.behind import InEngine
from thetahat.sources.newton import loops, solver
from thetahat.sources.reader import Reader
from thetahat.sources.relation import LARGEST, TOTAL, Relation
from thetahat.sources.roles import Roles, roles
from thetahat.sources.validity import judged, left_out, support

REFUSE, DROP = "refuse", "drop"


def checked_missing(missing: str) -> str:
    """The rule for rows without a value.  Raises RequestError for an unknown one."""
    if missing not in (REFUSE, DROP):
        raise RequestError(f"missing={missing!r} is unknown: use 'refuse' or 'drop'")
    return missing


def fitted(
    ready: Estimator,
    relation: Relation,
    *,
    weights: Any = None,
    fixed: Mapping[str, float] | None = None,
    column: Column = None,
    missing: str = REFUSE,
    memory: int | None = None,
) -> Fit:
    """The maximum-likelihood fit to the rows of a relation.

    Arguments and errors as those of `thetahat.fit`; ``memory`` is the number of bytes that may be used.
    """
    plan = ready.plan
    given = dict(fixed or {})
    known = known_values(plan, given) if plan.known or given else {}
    columns = roles(relation, plan.variables, column, weights)
    if len(plan.regions) == 1 and plan.regions[0].integer:
        counted = tallied(ready, relation, columns, known, missing)
        if counted is not None:
            sample, rows, told = counted
            found = estimate(plan, sample, known=given)
            reading = _reading(1, rows, told, relation)
            return fit_of(ready, found, given, reading, found.likelihood, sample)
    reader = Reader(plan, relation, columns, known, missing)
    reader.first()
    found = estimate(plan, reader.sample(), known=given, solver=solver(reader, memory))
    reading = _reading(reader.readings, reader.rows, reader.told, relation)
    return fit_of(ready, found, given, reading, InEngine(found.likelihood, reader), None)


def _reading(reads: int, rows: int, dropped: Mapping[str, int], relation: Relation) -> str:
    passes = f"{Count(reads):pass} over {Count(rows):row} in {relation.engine}"
    told = left_out([dropped])
    return f"{passes}; {told}" if told else passes


def fit_of(
    ready: Estimator, found: Estimate, given: Mapping[str, float], reading: str, likelihood: Any, sample: Sample | None
) -> Fit:
    """What was found, as a Fit."""
    plan = ready.plan
    values = {**{name: float(value) for name, value in given.items()}, **found.params}
    return Fit(
        params={name: values[name] for name in ready.names or found.params},
        log_likelihood=found.log_likelihood,
        n=found.n,
        outcome=found.outcome,
        converged=found.converged,
        route={**found.route, "data": reading},
        information=-found.hessian,
        irregular={p.name: _reason(p.kind, found) for p in plan.parameters if p.name not in found.regular},
        bounds=_bounds(plan, found),
        fixed={name: values[name] for name in given},
        likelihood=likelihood,
        title=ready.title,
        density=_Density(plan, [found.params[p.name] for p in plan.parameters], found.likelihood.known)
        if len(plan.variables) == 1
        else None,
        sample=None if sample is None else sample.columns[0],
        sample_weights=None if sample is None else sample.weights,
    )


class _Density:
    """The density of one variable as a function of points, for pictures; it can be stored."""

    def __init__(self, plan: Plan, fitted_values: Sequence[float], known: Mapping[str, float]) -> None:
        self.plan, self.values, self.known = plan, list(fitted_values), dict(known)

    def __call__(self, points: Any, theta: Sequence[float] | None = None) -> Any:
        return _density(self.plan, self.values, self.known)(points, theta)


# ------------------------------------------------------------------ counts


def tallied(
    ready: Estimator, relation: Relation, columns: Roles, known: Mapping[str, float], missing: str
) -> tuple[Sample, int, dict[str, int]] | None:
    """Whole numbers as a table of frequencies, by GROUP BY, with the rows and what was left out.

    None where a few rows show that the values are too many.
    """
    started = relation.start(columns.ours, {})
    few = started.head(["v0"], 1000)["v0"]
    few = few[np.isfinite(few)]
    if not len(few) or few.max() - few.min() > MANY_VALUES:
        return None
    items = tally_items(started, columns)
    return frequencies(ready, started.aggregate(items, by=("v0",)), columns, known, missing)


def tally_items(started: Relation, columns: Roles) -> dict[str, tuple[str, Any]]:
    """What is asked for each value: rows, weights, and rows whose weight is none."""
    words = started.words
    one, zero = words.number(1.0), words.number(0.0)
    items = {"n_rows": (TOTAL, one)}
    if columns.weights:
        w = words.column("w")
        top = words.number(LARGEST)
        fine = words.both(words.compare(">=", w, zero), words.compare("<=", w, top))
        items |= {"size": (TOTAL, words.where(fine, w, zero)), "fine": (TOTAL, words.where(fine, one, zero))}
        items["none"] = (TOTAL, words.where(words.compare("==", w, zero), one, zero))
    return items


def frequencies(
    ready: Estimator,
    found: list[dict[str, Any]],
    columns: Roles,
    known: Mapping[str, float],
    missing: str,
    where: str = "",
) -> tuple[Sample, int, dict[str, int]]:
    """A table of frequencies from groups of equal values.  Raises DataError for values that are no observations."""
    from thetahat.sources.validity import flaws

    plan = ready.plan
    listed = flaws(plan, columns, known)
    values = np.array([math.nan if g["v0"] is None else float(g["v0"]) for g in found])
    rows = np.array([float(g["n_rows"]) for g in found])
    everything = int(rows.sum())
    counts: dict[int, int] = {}
    nothing = np.array([g["v0"] is None for g in found])
    rules = [(c, told) for _, c, told in support(plan, known)]
    test = elementwise(Elementwise((), plan.identifiers, (), (), tuple(c for c, _ in rules)), ())
    with np.errstate(all="ignore"):
        inside = [np.broadcast_to(t, values.shape) for t in test(values)]
    bad = np.zeros(len(values), dtype=bool)
    for flaw in listed:
        if flaw.variable == -2:
            continue
        if flaw.condition:
            here = ~inside[rules.index((flaw.condition, flaw.word))]
        else:
            here = {"NULL": nothing, "NaN": np.isnan(values) & ~nothing, "infinite": np.isinf(values)}[flaw.word]
        counts[flaw.code] = int(rows[here & ~bad].sum())
        bad |= here
    frequencies_of = rows.astype(np.float64)
    if columns.weights:
        frequencies_of = np.array([float(g["size"] or 0.0) for g in found])
        wrong = int((rows - np.array([float(g["fine"] or 0.0) for g in found]))[~bad].sum())
        if wrong:
            raise DataError(
                f"{where}column {columns.weights!r} is empty, negative or not finite in {wrong} of {everything} rows: "
                "frequencies are needed"
            )
        rows = rows - np.array([float(g["none"] or 0.0) for g in found])
    told = judged(counts, listed, everything, plan, missing, where)
    keep = ~bad & (frequencies_of > 0)
    if not keep.any():
        raise DataError(f"{where}there are no data: at least one observation is needed")
    # One value may come twice, as 0 and -0.
    level, at = np.unique(values[keep], return_inverse=True)
    total = np.bincount(at, weights=frequencies_of[keep]).astype(np.float64)
    return Sample((level,), total, float(total.sum()), len(level)), int(rows[keep].sum()), told


# ------------------------------------------------------------------ what would be done


def explained(
    ready: Estimator,
    relation: Relation,
    *,
    weights: Any = None,
    fixed: Mapping[str, float] | None = None,
    column: Column = None,
    by: Any = None,
) -> str:
    """The passes of a fit in the engine's own language, and the number of rows, without reading more than a few."""
    plan = ready.plan
    given = dict(fixed or {})
    known = known_values(plan, given) if plan.known or given else {}
    columns = roles(relation, plan.variables, column, weights, by)
    rows = relation.rows()
    count = "rows not known before they are read" if rows is None else f"{rows} rows"
    head = f"{ready.title} in {relation.engine}: {count}"
    reader = Reader(plan, relation, columns, known)
    if len(plan.regions) == 1 and plan.regions[0].integer:
        started = relation.start(columns.ours, columns.keys)
        text = started.explained({"n_rows": (TOTAL, started.words.number(1.0))}, by=(*columns.keys, "v0"))
        return f"{head}\n\npass 1: a table of frequencies\n{text}"
    asked = reader.prepared()
    parts = [
        head,
        "pass 1: validity, and all sums that are known beforehand\n"
        + asked.relation.explained(asked.items, tuple(columns.keys)),
    ]
    reader.sums = reader.sums.__class__(
        plan.identifiers,
        known,
        1,
        1.0,
        dict(asked.centres),
        dict.fromkeys(asked.wanted.atoms, 1.37),
        dict.fromkeys(asked.wanted.products, 1.37),
        dict.fromkeys(asked.wanted.least, 1.37),
        dict.fromkeys(asked.wanted.greatest, 1.37),
    )
    if loops(plan, reader):
        parts.append(
            "pass 2: a sample of the rows, which is fitted in memory\n"
            "pass 3 and, as a rule, 4: Newton's method on all rows, one aggregate a step"
        )
    return "\n\n".join(parts)
