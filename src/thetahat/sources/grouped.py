"""Many fits at once where the rows are: one GROUP BY gives the sums of every group.

sums answer the plan       one reading for all groups; a group whose sums lost digits is read again alone
counts                     one table of frequencies for all groups
rows are needed again      the rows are fetched with their groups if they fit, else group by group in the engine;
                           so they are where there are very many groups
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from thetahat.core.plan import Plan
from thetahat.engines.counting import MANY_VALUES
from thetahat.engines.domains import known_values
from thetahat.engines.estimate import Estimate, estimate
from thetahat.engines.tables import Column
from thetahat.errors import DataError
from thetahat.fit import Fit
from thetahat.fitting import Estimator
from thetahat.groups import Fits, fits
from thetahat.sources.behind import InEngine
from thetahat.sources.fitting import REFUSE, fit_of, frequencies, tally_items
from thetahat.sources.newton import MEMORY, loops, solver
from thetahat.sources.reader import First, Reader
from thetahat.sources.relation import Relation
from thetahat.sources.roles import Roles, roles
from thetahat.sources.validity import left_out

Key = tuple[Any, ...]
MANY = 1000
"""More groups than this are fitted as arrays are, all at once, if their rows fit into memory."""


def fitted_groups(
    ready: Estimator,
    relation: Relation,
    by: Any,
    *,
    weights: Any = None,
    fixed: Mapping[str, float] | None = None,
    column: Column = None,
    missing: str = REFUSE,
    memory: int | None = None,
) -> Fits:
    """A fit of each group of rows.  Arguments and errors as those of `thetahat.fit`.

    Groups without a maximum get an outcome.  Rows that are no observations are refused, with their group.
    """
    plan = ready.plan
    given = dict(fixed or {})
    known = known_values(plan, given) if plan.known or given else {}
    columns = roles(relation, plan.variables, column, weights, by)
    if len(plan.regions) == 1 and plan.regions[0].integer:
        counted = _counted(ready, relation, columns, known, given, missing)
        if counted is not None:
            return counted
    reader = Reader(plan, relation, columns, known, missing)
    asked = reader.prepared()
    keys = tuple(columns.keys)
    found = _ordered(asked.relation.aggregate(asked.items, keys), keys)
    room = MEMORY if memory is None else memory // 3

    def fetchable(rows: float) -> bool:
        return rows * 8 * (len(keys) * 4 + len(columns.ours)) <= room

    if len(found) > MANY and fetchable(sum(row["n_rows"] or 0.0 for row in found)):
        reader.first()
        named = [_key(row, keys) for row in found if row["n_sound"]]
        return _in_memory(ready, relation, columns, reader, named, given, left_out([reader.told]))
    readers = [_one(reader, asked, row, keys) for row in found]
    if not readers:
        raise DataError("there are no data: at least one observation is needed")
    if loops(plan, readers[0]) and fetchable(sum(r.rows for r in readers)):
        reader.rows, reader.sound = sum(r.rows for r in readers), reader.only_sound()
        named = [_key(row, keys) for row in found]
        return _in_memory(ready, relation, columns, reader, named, given, left_out(r.told for r in readers))
    return _table(
        ready,
        relation,
        columns,
        [_key(row, keys) for row in found],
        given,
        lambda i: estimate(plan, readers[i].sample(), known=given, solver=solver(readers[i], memory)),
        lambda i, answer: fit_of(
            ready,
            answer,
            given,
            f"{readers[i].rows} rows in {relation.engine}",
            InEngine(answer.likelihood, readers[i]),
            None,
        ),
        left_out(r.told for r in readers),
    )


def _key(row: Mapping[str, Any], keys: Sequence[str]) -> Key:
    return tuple(row[k] for k in keys)


def _ordered(rows: list[dict[str, Any]], keys: Sequence[str]) -> list[dict[str, Any]]:
    """The groups in order; those without a value last, and by their text where values do not compare."""
    try:
        return sorted(rows, key=lambda row: [_place(row[k]) for k in keys])
    except TypeError:
        return sorted(rows, key=lambda row: [(row[k] is None, str(row[k])) for k in keys])


def _place(value: Any) -> tuple[bool, bool, Any]:
    """Where a value of a column stands: NaN after the numbers, nothing at the end."""
    nothing, undefined = value is None, value != value
    return nothing, undefined, 0 if nothing or undefined else value


def _one(reader: Reader, asked: First, row: Mapping[str, Any], keys: Sequence[str]) -> Reader:
    """A reader of one group, with its sums."""
    key = _key(row, keys)

    def only(relation: Relation) -> Relation:
        words = relation.words
        for name, value in zip(keys, key, strict=True):
            relation = relation.filtered(words.equal(words.column(name), value))
        return relation

    one = reader.group(only)
    one.take(asked, row, f"group {_shown(key)!r}: ")
    return one


def _shown(key: Key) -> Any:
    return key[0] if len(key) == 1 else key


def _counted(
    ready: Estimator,
    relation: Relation,
    columns: Roles,
    known: Mapping[str, float],
    given: Mapping[str, float],
    missing: str,
) -> Fits | None:
    plan = ready.plan
    started = relation.start(columns.ours, columns.keys)
    few = started.head(["v0"], 1000)["v0"]
    few = few[np.isfinite(few)]
    if not len(few) or few.max() - few.min() > MANY_VALUES:
        return None
    keys = tuple(columns.keys)
    parts: dict[Key, list[dict[str, Any]]] = {}
    for row in _ordered(started.aggregate(tally_items(started, columns), (*keys, "v0")), keys):
        parts.setdefault(_key(row, keys), []).append(row)
    if len(parts) > MANY:
        return None
    samples = []
    told = []
    for key, rows in parts.items():
        sample, _, left = frequencies(ready, rows, columns, known, missing, f"group {_shown(key)!r}: ")
        samples.append(sample)
        told.append(left)
    return _table(
        ready,
        relation,
        columns,
        list(parts),
        given,
        lambda i: estimate(plan, samples[i], known=given),
        lambda i, answer: fit_of(
            ready, answer, given, f"a table of frequencies from {relation.engine}", answer.likelihood, samples[i]
        ),
        left_out(told),
    )


def _table(
    ready: Estimator,
    relation: Relation,
    columns: Roles,
    keys: Sequence[Key],
    given: Mapping[str, float],
    solve: Callable[[int], Estimate],
    whole: Callable[[int, Estimate], Fit],
    told: str,
) -> Fits:
    plan: Plan = ready.plan
    names = ready.names or tuple(p.name for p in plan.parameters)
    count = len(keys)
    params = {n: np.full(count, np.nan) for n in names}
    errors = {n: np.full(count, np.nan) for n in names}
    value, size = np.full(count, np.nan), np.zeros(count)
    converged, index = np.zeros(count, dtype=bool), np.zeros(count, dtype=np.intp)
    outcomes: dict[str, int] = {}
    for i in range(count):
        fit = whole(i, solve(i))
        for n in names:
            params[n][i] = fit.params[n]
            errors[n][i] = fit.standard_errors[n] if n in fit.free else np.nan
        value[i], size[i], converged[i] = fit.log_likelihood, fit.n, fit.converged
        index[i] = outcomes.setdefault(fit.outcome, len(outcomes))
    read = f"{count} groups by GROUP BY in {relation.engine}"
    return Fits(
        params=params,
        standard_errors=errors,
        log_likelihood=value,
        n=size,
        converged=converged,
        outcomes=tuple(outcomes),
        outcome_index=index,
        groups=tuple(_shown(k) for k in keys),
        route={"samples": read, "data": told or read},
        title=ready.title,
        _one=lambda i: whole(i, solve(i)),
        _frame=relation.frame,
        by=columns.by,
    )


def _in_memory(
    ready: Estimator,
    relation: Relation,
    columns: Roles,
    reader: Reader,
    keys: Sequence[Key],
    given: Mapping[str, float],
    told: str,
) -> Fits:
    """All sound rows with the number of their group, fitted as arrays are."""
    parts = list(reader.sound.batches([*columns.ours, *columns.keys]))
    values = {v: np.concatenate([p[f"v{i}"] for p in parts]) for i, v in enumerate(ready.plan.variables)}
    weights = np.concatenate([p["w"] for p in parts]) if columns.weights else None
    labels = [np.concatenate([p[k] for p in parts]) for k in columns.keys]
    place = {_comparable(key): i for i, key in enumerate(keys)}
    # pandas tells nothing and NaN apart in some columns only.
    place = {_comparable(tuple(None if v != v else v for v in key)): i for i, key in enumerate(keys)} | place
    codes = np.array([place[_comparable(key)] for key in zip(*(label.tolist() for label in labels), strict=True)])
    if len(codes) != reader.rows:
        raise DataError(f"the data changed while they were read: {reader.rows} rows at first, then {len(codes)}")
    found = fits(ready, values, weights=weights, fixed=given, by=codes)
    return replace(
        found,
        groups=tuple(_shown(keys[i]) for i in found.groups or ()),
        route={**found.route, "data": told or f"{reader.rows} rows fetched from {relation.engine}"},
        _frame=relation.frame,
        by=columns.by,
    )


def _comparable(key: Key) -> Key:
    """The key with a word in the place of NaN, which equals nothing."""
    return tuple("\0NaN" if v != v else v for v in key)
