"""Statistics of data that need not be in one place: they add, travel as JSON, and are fitted when they are together.

    s = Statistics("gamma").update(first).update(second)
    t = Statistics.from_json(text_from_elsewhere)
    (s + t).fit()

What is kept has a fixed size, whatever the number of rows: the sums of `thetahat.sources.moments`, or for whole numbers
a table of frequencies.  A model whose likelihood needs the rows again and again has no such statistics and is refused.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from thetahat.core.plan import Elementwise, Pass
from thetahat.engines.compiled import elementwise
from thetahat.engines.data import Sample
from thetahat.engines.domains import check_support, known_values
from thetahat.engines.estimate import estimate
from thetahat.engines.nouns import Count
from thetahat.engines.tables import complete, table
from thetahat.errors import DataError, RequestError
from thetahat.fitting import Estimator
from thetahat.sources.behind import InEngine
from thetahat.sources.fitting import checked_missing, fit_of
from thetahat.sources.moments import Sums, answered, from_dict, statements, wanted, within
from thetahat.sources.opening import opened
from thetahat.sources.reader import Reader
from thetahat.sources.roles import roles

if TYPE_CHECKING:
    from thetahat.fit import Fit

FORMAT = 1
"""The version of the JSON text."""


class Statistics:
    """What a fit of ``model`` needs of the data seen so far.  Immutable: `update` and ``+`` give new ones.

    ``model`` is a catalogue name, a model or a derivation; ``fixed`` as in `thetahat.fit`.
    Raises RequestError for a model without statistics of fixed size.
    """

    def __init__(self, model: Any, fixed: Mapping[str, float] | None = None) -> None:
        from importlib import import_module

        # The estimator of a model comes from above; what stands here serves printed plans.
        ready: Estimator = import_module("thetahat.estimating").estimator_of(model, tuple(fixed or ()))
        self._begin(ready, dict(fixed or {}))
        self.name = model if isinstance(model, str) else ready.plan.name

    def _begin(self, ready: Estimator, fixed: dict[str, float]) -> None:
        plan = ready.plan
        self._ready, self._fixed = ready, fixed
        self._known = known_values(plan, fixed) if plan.known or fixed else {}
        self._counts = len(plan.regions) == 1 and plan.regions[0].integer and len(plan.variables) == 1
        self._asked = wanted(plan)
        self._sums = Sums(plan.identifiers, self._known)
        self._table: dict[float, float] = {}
        self._rows = 0
        if not self._counts:
            self._check()

    def _check(self) -> None:
        """Refuse a plan that sums do not answer."""
        plan, w = self._ready.plan, self._asked
        ones = Sums(
            plan.identifiers,
            self._known,
            1,
            1.0,
            dict.fromkeys(w.atoms, 0.5),
            dict.fromkeys(w.atoms, 1.37),
            dict.fromkeys(w.products, 1.71),
            dict.fromkeys(w.least, 0.3),
            dict.fromkeys(w.greatest, 1.9),
        )
        for p in (p for s in statements(plan) for p in within(s)):
            given = dict.fromkeys((*p.needs, plan.size, *self._known), 1.21)
            if len(answered(ones, p, given)) < len(p.names):
                raise RequestError(
                    f"{plan.name} has no statistics of fixed size: its likelihood needs the rows again at each step; "
                    "fit the files or tables themselves"
                )

    def _like(self) -> Statistics:
        other = object.__new__(Statistics)
        other.__dict__ = dict(self.__dict__)
        return other

    @property
    def rows(self) -> int:
        """The number of rows seen."""
        return self._rows

    @property
    def n(self) -> float:
        """The number of observations seen: rows, or the sum of their weights."""
        return sum(self._table.values()) if self._counts else self._sums.size

    def __repr__(self) -> str:
        return f"Statistics({self._ready.plan.name}, {self.rows} rows)"

    # -------------------------------------------------------------- more data

    def update(self, batch: Any, *, weights: Any = None, column: Any = None, missing: str = "refuse") -> Statistics:
        """These statistics with those of more rows; arguments and errors as those of `thetahat.fit`.

        An empty batch adds nothing.
        """
        checked_missing(missing)
        relation = opened(batch)
        if relation is not None:
            return self + self._of_relation(relation, weights, column, missing)
        if hasattr(batch, "__len__") and not isinstance(batch, str | Mapping) and not len(batch):
            return self
        plan = self._ready.plan
        if missing == "drop":
            columns, frequencies, _, _ = complete(batch, plan.variables, column=column, weights=weights)
            if not len(next(iter(columns.values()))):
                return self
        else:
            found = table(batch, plan.variables, column=column, weights=weights)
            columns, frequencies = dict(found.columns), found.weights
        return self + self._of_arrays(tuple(columns[v] for v in plan.variables), frequencies)

    def _of_arrays(self, columns: tuple[Any, ...], weights: Any) -> Statistics:
        plan = self._ready.plan
        w = None if weights is None else np.asarray(weights, dtype=np.float64)
        if w is not None:
            if not np.all(w >= 0):
                raise DataError("weights are negative: frequencies are needed")
            columns, w = tuple(c[w > 0] for c in columns), w[w > 0]
        rows = len(columns[0])
        out = self._empty()
        if not rows:
            return out
        size = float(rows if w is None else w.sum())
        check_support(plan, Sample(columns, w, size, rows), self._known)
        out._rows = rows
        if self._counts:
            level, at = np.unique(columns[0], return_inverse=True)
            counts = np.bincount(at, weights=np.ones(rows) if w is None else w)
            out._table = dict(zip(level.tolist(), counts.tolist(), strict=True))
            return out
        asked = self._asked
        names = (*asked.atoms, *asked.least, *asked.greatest)
        function = elementwise(Elementwise((), plan.identifiers, (), (), names), tuple(self._known))
        with np.errstate(all="ignore"):
            values = function(*columns, *self._known.values())
        value = {n: np.broadcast_to(v, (rows,)) for n, v in zip(names, values, strict=True)}
        centres = dict(self._sums.centres) or {a: _centre(value[a]) for a in asked.atoms}
        gap = {a: value[a] - centres[a] for a in asked.atoms}
        ones = np.ones(rows) if w is None else w
        out._sums = Sums(
            plan.identifiers,
            self._known,
            rows,
            size,
            centres,
            {a: float(np.dot(ones, gap[a])) for a in asked.atoms},
            {(a, b): float(np.sum(ones * gap[a] * gap[b])) for a, b in asked.products},
            {a: float(np.min(value[a])) for a in asked.least},
            {a: float(np.max(value[a])) for a in asked.greatest},
        )
        return out

    def _of_relation(self, relation: Any, weights: Any, column: Any, missing: str) -> Statistics:
        plan = self._ready.plan
        columns = roles(relation, plan.variables, column, weights)
        out = self._empty()
        if self._counts:
            from thetahat.sources.fitting import frequencies, tally_items

            started = relation.start(columns.ours, {})
            found = started.aggregate(tally_items(started, columns), by=("v0",))
            sample, out._rows, _ = frequencies(self._ready, found, columns, self._known, missing)
            assert sample.weights is not None
            out._table = dict(zip(sample.columns[0].tolist(), sample.weights.tolist(), strict=True))
            return out
        reader = Reader(plan, relation, columns, self._known, missing)
        reader.first()
        short = [a for a in self._asked.atoms if a not in reader.sums.linear]
        if short:
            # What the engine cannot say is summed here, a batch of rows at a time.
            for batch, w in reader.batches():
                out = out + self._of_arrays(batch, w)
            return out
        out._rows, out._sums = reader.rows, reader.sums
        return out

    def _empty(self) -> Statistics:
        other = self._like()
        other._rows, other._table = 0, {}
        other._sums = Sums(self._ready.plan.identifiers, self._known)
        return other

    def __add__(self, other: Statistics) -> Statistics:
        """The statistics of both; RequestError for those of another model."""
        if not isinstance(other, Statistics):
            return NotImplemented
        if self._signature() != other._signature():
            raise RequestError(
                f"statistics of {self._ready.plan.name} and {other._ready.plan.name} do not add: they must be of one "
                "model with the same constants"
            )
        out = self._like()
        out._rows = self._rows + other._rows
        out._sums = self._sums + other._sums
        out._table = dict(self._table)
        for value, count in other._table.items():
            out._table[value] = out._table.get(value, 0.0) + count
        return out

    def _signature(self) -> tuple[Any, ...]:
        return self._ready.plan.name, self._ready.plan.identifiers, self._asked, tuple(self._known.items())

    # -------------------------------------------------------------- as text

    def to_json(self) -> str:
        """The statistics as JSON, without any row of a model that is no table of counts.  Floats come back exactly."""
        return json.dumps(
            {
                "format": FORMAT,
                "model": self.name,
                "plan": self._ready.plan.name,
                "fixed": self._fixed,
                "rows": self._rows,
                "counts": [[v, c] for v, c in sorted(self._table.items())] if self._counts else None,
                "sums": None if self._counts else self._sums.to_dict(),
            },
            allow_nan=False,
        )

    @classmethod
    def from_json(cls, text: str, model: Any = None) -> Statistics:
        """The statistics in a text that `to_json` wrote.

        ``model`` is needed for a declared density; a catalogue family is found by its name.  DataError for text that
        holds none, RequestError for those of another model.
        """
        try:
            found = json.loads(text)
            if found["format"] != FORMAT:
                raise DataError(f"statistics of format {found['format']!r} are unknown: this version reads {FORMAT}")
            out = cls(found["model"] if model is None else model, found["fixed"] or None)
            if found["plan"] != out._ready.plan.name:
                raise RequestError(f"these are statistics of {found['plan']}, not of {out._ready.plan.name}")
            out._rows = int(found["rows"])
            if out._counts:
                out._table = {float(v): float(c) for v, c in found["counts"]}
            else:
                out._sums = from_dict(found["sums"])
                if out._rows and set(out._sums.linear) != set(out._asked.atoms):
                    raise DataError("these statistics were taken for another form of the model: take them again")
        except (ValueError, KeyError, TypeError) as error:
            raise DataError("the text does not hold statistics") from error
        return out

    # -------------------------------------------------------------- the fit

    def fit(self) -> Fit:
        """The maximum-likelihood fit.  DataError when nothing was seen, or where the sums do not hold enough digits."""
        if not self._rows:
            raise DataError("there are no data: at least one observation is needed")
        ready, plan = self._ready, self._ready.plan
        reading = f"statistics of {Count(self._rows):row}"
        if self._counts:
            values = np.array(sorted(self._table))
            counts = np.array([self._table[v] for v in values.tolist()])
            sample = Sample((values,), counts, float(counts.sum()), len(values))
            found = estimate(plan, sample, known=self._fixed)
            return fit_of(ready, found, self._fixed, reading, found.likelihood, sample)
        from thetahat.sources.newton import direct

        found = estimate(plan, self._sample(), known=self._fixed, solver=direct)
        return fit_of(ready, found, self._fixed, reading, InEngine(found.likelihood), None)

    def _sample(self) -> Sample:
        """A sample that answers passes from the sums.  Its columns hold what is known of single rows: the extremes."""
        sums = self._sums

        def read(p: Pass, sample: Sample, scalars: dict[str, float]) -> None:
            found = answered(sums, p, scalars)
            short = [n for n in p.names if n not in found]
            if short:
                raise DataError(f"the statistics of {self._ready.plan.name} lost too many digits: take them anew")
            scalars.update(found)

        columns = []
        for name in self._ready.plan.identifiers:
            centre = sums.centres.get(name, math.nan)
            ends = [sums.least.get(name, centre), sums.greatest.get(name, centre)]
            columns.append(np.array([e if math.isfinite(e) else 0.5 for e in ends]))
        return Sample(tuple(columns), None, sums.size, sums.rows, 0, remote=read)


def _centre(values: Any) -> float:
    mean = float(np.mean(values))
    return mean if math.isfinite(mean) else 0.0
