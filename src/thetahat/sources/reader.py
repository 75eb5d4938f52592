"""Readings of a relation: the first counts every row and takes all sums that it can, later ones serve single passes.

A total is taken about a centre that a few rows tell: sum(h) = sum(h - c) + n c.  What remains to be added up is small,
and so are its rounding errors, in whatever order the engine adds.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from thetahat.core.plan import Elementwise, Pass, Plan
from thetahat.engines import arrays
from thetahat.engines.compiled import elementwise, expressions
from thetahat.engines.data import Sample
from thetahat.errors import DataError
from thetahat.sources.moments import LOST, Sums, Wanted, answered, left, wanted
from thetahat.sources.relation import GREATEST, LEAST, TOTAL, Array, Expression, Relation, UnsayableError
from thetahat.sources.roles import Roles
from thetahat.sources.validity import Flaw, flaws, judged, status
from thetahat.sources.writer import Writer, layered

HEAD = 1000
"""Rows that tell the centres."""
NEAR = 0.02
"""Where |log(1 + y)| is greater than this on average, the rounding of 1 + y does not matter to the sum."""
SURE = 8.0
"""Standard errors by which a mean differs from 0."""
_CHOICES = ("where(", "minimum(", "maximum(")
"""Words that make a value out of a missing one."""

Items = dict[str, tuple[str, Expression]]


@dataclass(frozen=True)
class First:
    """What the first reading asks for."""

    relation: Relation
    items: Items
    wanted: Wanted
    centres: Mapping[str, float]


class Reader:
    """The rows of a relation as the observations of a plan."""

    def __init__(
        self,
        plan: Plan,
        relation: Relation,
        columns: Roles,
        known: Mapping[str, float],
        missing: str = "refuse",
        only: Callable[[Relation], Relation] | None = None,
    ) -> None:
        self.plan, self.source, self.roles, self.known, self.missing = plan, relation, columns, dict(known), missing
        started = relation.start(columns.ours, columns.keys)
        self.started = only(started) if only else started
        self.names = [f"v{i}" for i in range(len(columns.columns))]
        self.rows_of = dict(zip(plan.identifiers, self.names, strict=True))
        self.flaws: Sequence[Flaw] = flaws(plan, columns, self.known)
        self.sound = self.started
        self.sums = Sums(plan.identifiers, self.known)
        self.rows = 0
        """Rows that are observations."""
        self.told: Mapping[str, int] = {}
        """How many rows were left out for what reason."""
        self.reads = 0
        self.pilot: tuple[Array, ...] = ()
        self.places: tuple[tuple[float, float], ...] | None = None
        self.everything: Reader = self
        self.only = only
        self.follower: Reader | None = None
        """The same rows in other units, if they were read so."""

    def group(self, only: Callable[[Relation], Relation]) -> Reader:
        """A reader of the rows that ``only`` leaves, which shares what is known beforehand."""
        one = object.__new__(Reader)
        one.__dict__ = dict(self.__dict__)
        one.everything, one.only, one.follower = self, only, None
        one.reads = 1
        return one

    @property
    def readings(self) -> int:
        """How often the rows were read."""
        return self.reads if self.follower is None else self.follower.reads

    # -------------------------------------------------------------- the first reading

    def _centre(self) -> None:
        """Some sound rows."""
        rows = self.started.extended({"s": status(self.started.words, self.plan, self.flaws)})
        sound = rows.filtered(rows.words.compare("==", rows.words.column("s"), rows.words.number(0.0)))
        few = sound.head(self.names, HEAD)
        self.pilot = tuple(few[n] for n in self.names)

    def prepared(self) -> First:
        """The first reading; nothing but a few rows has been read for it."""
        if not self.pilot:
            self._centre()
        words = self.started.words
        zero = words.number(0.0)
        rows = self.started.extended({"s": status(words, self.plan, self.flaws)})
        fine = words.compare("==", words.column("s"), zero)
        masked = {f"m{i}": words.where(fine, words.column(n), None) for i, n in enumerate(self.names)}
        if self.roles.weights:
            masked["mw"] = words.where(fine, words.column("w"), None)
        rows = rows.extended(masked)
        writer = Writer(words, {x: words.column(f"m{i}") for i, x in enumerate(self.plan.identifiers)}, self.known)
        asked = wanted(self.plan)
        centres = dict(zip(asked.atoms, self._means(asked.atoms), strict=True))
        said = {a: self._said(writer, a, centres[a]) for a in asked.atoms}
        said = {a: e for a, e in said.items() if e is not None}
        pairs = tuple(p for p in asked.products if p[0] in said and p[1] in said)
        ends = [self._said(writer, a, 0.0) for a in (*asked.least, *asked.greatest)]
        place = {a: f"d{i}" for i, a in enumerate(said)}
        deviations = {}
        for a, e in said.items():
            gap = words.arithmetic("-", e, words.number(centres[a])) if centres[a] else e
            deviations[place[a]] = words.where(fine, gap, None) if any(c in a for c in _CHOICES) else gap
        rows = rows.extended(deviations)

        def weigh(e: Expression) -> Expression:
            return words.arithmetic("*", words.column("mw"), e) if self.roles.weights else e

        one = words.number(1.0)
        items: Items = {"n_rows": (TOTAL, one), "n_sound": (TOTAL, words.where(fine, one, zero))}
        for flaw in self.flaws:
            same = words.compare("==", words.column("s"), words.number(float(flaw.code)))
            items[f"n_{flaw.code}"] = (TOTAL, words.where(same, one, zero))
        if self.roles.weights:
            items["size"] = (TOTAL, words.column("mw"))
        for column in place.values():
            items[f"s{column}"] = (TOTAL, weigh(words.column(column)))
        for i, (a, b) in enumerate(pairs):
            items[f"q{i}"] = (TOTAL, weigh(words.arithmetic("*", words.column(place[a]), words.column(place[b]))))
        asked = Wanted(tuple(said), pairs, asked.least, asked.greatest)
        least, greatest = ends[: len(asked.least)], ends[len(asked.least) :]
        items |= {f"a{i}": (LEAST, e) for i, e in enumerate(least) if e is not None}
        items |= {f"b{i}": (GREATEST, e) for i, e in enumerate(greatest) if e is not None}
        for i in range(len(self.names)):
            items[f"low{i}"] = (LEAST, words.column(f"m{i}"))
            items[f"high{i}"] = (GREATEST, words.column(f"m{i}"))
        if self.started.loses:
            items["lost"] = (TOTAL, self._lost(fine, [words.column(c) for c in place.values()]))
        return First(rows, items, asked, centres)

    def _lost(self, fine: Expression, values: Sequence[Expression]) -> Expression:
        words = self.started.words
        bad = words.flag(False)
        for v in values:
            bad = words.either(bad, words.missing(v))
        return words.where(words.both(fine, bad), words.number(1.0), words.number(0.0))

    def _said(self, writer: Writer, atom: str, centre: float) -> Expression | None:
        """An atom in the engine's words, None if it has none."""
        if atom.startswith("log1p(") and abs(centre) > NEAR:
            inner = atom[len("log1p(") : -1]
            if inner.count("(") == inner.count(")") and ")" not in inner.split("(")[0]:
                atom = f"log(1.0 + ({inner}))"
        try:
            return writer(atom)
        except UnsayableError:
            return None

    def _means(self, atoms: Sequence[str]) -> list[float]:
        """The means of atoms over a few rows, 0 where they have none."""
        if not atoms or not len(self.pilot[0]):
            return [0.0] * len(atoms)
        function = elementwise(Elementwise((), self.plan.identifiers, (), (), tuple(atoms)), tuple(self.known))
        with np.errstate(all="ignore"):
            values = function(*self.pilot, *self.known.values())
            means = [float(np.mean(v)) for v in values]
        return [m if math.isfinite(m) else 0.0 for m in means]

    def first(self) -> None:
        """Read all rows once.  Raises DataError for rows that are no observations."""
        asked = self.prepared()
        self.reads += 1
        self.take(asked, asked.relation.aggregate(asked.items)[0])

    def only_sound(self) -> Relation:
        """The rows that are observations."""
        words = self.started.words
        marked = self.started.extended({"s": status(words, self.plan, self.flaws)})
        return marked.filtered(words.compare("==", words.column("s"), words.number(0.0)))

    def take(self, asked: First, found: Mapping[str, Any], where: str = "") -> None:
        """The results of the first reading."""
        values = {k: math.nan if v is None else float(v) for k, v in found.items() if k in asked.items}
        everything = 0 if math.isnan(values["n_rows"]) else int(values["n_rows"])
        counts = {f.code: int(values[f"n_{f.code}"]) for f in self.flaws if everything}
        self._all = everything
        self.told = judged(counts, self.flaws, everything, self.plan, self.missing, where)
        self.rows = int(values["n_sound"]) if everything else 0
        if not self.rows:
            raise DataError(f"{where}there are no data: at least one observation is needed")
        self.sound = self.started if self.rows == everything else self.only_sound()
        if self.only is not None and self.everything is not self:
            self.sound = self.only(self.sound)
        size = values["size"] if self.roles.weights else float(self.rows)
        w, centres = asked.wanted, asked.centres
        lost = values.get("lost", 0.0) > 0
        self.low = [values[f"low{i}"] for i in range(len(self.names))]
        self.high = [values[f"high{i}"] for i in range(len(self.names))]
        self.sums = Sums(
            self.plan.identifiers,
            self.known,
            self.rows,
            size,
            {a: centres[a] for a in w.atoms},
            {} if lost else {a: values[f"sd{i}"] for i, a in enumerate(w.atoms)},
            {} if lost else {p: values[f"q{i}"] for i, p in enumerate(w.products)},
            {a: values[f"a{i}"] for i, a in enumerate(w.least) if f"a{i}" in values},
            {a: values[f"b{i}"] for i, a in enumerate(w.greatest) if f"b{i}" in values},
        )

    # -------------------------------------------------------------- as a sample

    def sample(self) -> Sample:
        """A sample whose passes are read here.  Its columns are a few rows, with the extremes among them."""
        ends = [np.array([low, high]) for low, high in zip(self.low, self.high, strict=True)]
        shown = tuple(np.concatenate([c, e]) for c, e in zip(self.pilot, ends, strict=True))
        if self.places is not None:
            shown = tuple((c - a) / b for c, (a, b) in zip(shown, self.places, strict=True))
        return Sample(shown, None, self.sums.size, self.rows, self.reads, remote=self)

    def moved(self, places: tuple[tuple[float, float], ...]) -> Reader:
        """The same rows in other units, (x - centre)/spread for each variable."""
        other = object.__new__(Reader)
        other.__dict__ = dict(self.__dict__)
        other.places, other.reads = places, 0
        other.sums = replace(self.sums, centres={}, linear={}, products={}, least={}, greatest={})
        return other

    def __call__(self, p: Pass, sample: Sample, scalars: dict[str, float]) -> None:
        """The statistics of a pass, from the sums or by another reading."""
        found = answered(self.sums, p, scalars)
        rest = left(p, tuple(found))
        if rest.names:
            found |= self.read(rest, scalars)
        for name in p.names:
            scalars[name] = found[name]
        sample.reads = self.reads

    # -------------------------------------------------------------- later readings

    def _base(self) -> tuple[Relation, dict[str, str]]:
        """The sound rows, in these units, and their columns by identifier."""
        if self.places is None:
            return self.sound, self.rows_of
        words = self.sound.words
        new = {}
        for i, (centre, spread) in enumerate(self.places):
            gap = words.arithmetic("-", words.column(f"v{i}"), words.number(centre))
            new[f"z{i}"] = words.arithmetic("/", gap, words.number(spread))
        return self.sound.extended(new), {x: f"z{i}" for i, x in enumerate(self.plan.identifiers)}

    def read(self, p: Pass, scalars: Mapping[str, float]) -> dict[str, float]:
        """A pass by the engine; through NumPy what the engine cannot say or would lose."""
        quantiles = [i for i, kind in enumerate(p.kinds) if kind == "quantile"]
        found: dict[str, float] = {}
        for i in quantiles:
            from thetahat.sources.order import quantile

            level = expressions((p.levels[i],))(scalars)[0]
            found[p.names[i]] = quantile(self, p.summands[i], p, scalars, level)
        rest = left(p, tuple(found))
        if not rest.names:
            return found
        try:
            relation, items, centres = self.asked(rest, scalars)
        except UnsayableError:
            return found | self.streamed(rest, scalars)
        again = []
        values = self._aggregated(relation, items)
        if values is None:
            return found | self.streamed(rest, scalars)
        for i, (name, c) in enumerate(zip(rest.names, centres, strict=True)):
            found[name] = values[i] + self.sums.size * c
            if abs(self.sums.size * c) > LOST * abs(found[name]):
                again.append(i)
        if again:
            # The few rows misled: their mean is far from that of all.
            relation, items, _ = self.asked(rest, scalars, about=False)
            plain = self._aggregated(relation, items)
            found |= {rest.names[i]: plain[i] for i in again} if plain is not None else self.streamed(rest, scalars)
        return found

    def _aggregated(self, relation: Relation, items: Items) -> list[float] | None:
        """The results of an aggregate in order; None if the engine had no value for some row."""
        self.reads += 1
        values = relation.aggregate(items)[0]
        self._same(values["n_rows"])
        if values.get("lost"):
            return None
        found = (values[f"r{i}"] for i in range(sum(name.startswith("r") for name in items)))
        return [math.nan if value is None else float(value) for value in found]

    def asked(self, p: Pass, scalars: Mapping[str, float], about: bool = True) -> tuple[Relation, Items, list[float]]:
        """The aggregate that is a pass, its totals about the means of a few rows.  Raises UnsayableError."""
        base, columns = self._base()
        words = base.words
        relation, writer = layered(base, columns, scalars, p.locals)
        values = [writer(summand) for summand in p.summands]
        relation = relation.extended({f"h{i}": v for i, v in enumerate(values)})
        items: Items = {"n_rows": (TOTAL, words.number(1.0))}
        about = about and self.everything is self  # a group's rows may be unlike the few that are known
        guess = self._guess(p, scalars) if about else [0.0] * len(p.names)
        centres = [c if kind == "total" else 0.0 for c, kind in zip(guess, p.kinds, strict=True)]
        for i, (kind, c) in enumerate(zip(p.kinds, centres, strict=True)):
            e = words.column(f"h{i}")
            if kind == "total":
                e = words.arithmetic("-", e, words.number(c)) if c else e
                e = words.arithmetic("*", words.column("w"), e) if self.roles.weights else e
            items[f"r{i}"] = (kind, e)
        if base.loses:
            items["lost"] = (TOTAL, self._lost(words.flag(True), [words.column(f"h{i}") for i in range(len(values))]))
        return relation, items, centres

    def _guess(self, p: Pass, scalars: Mapping[str, float]) -> list[float]:
        """The means of a pass's summands over a few rows."""
        shown = self.sample().columns
        few = [shown[self.plan.identifiers.index(r)][:-2] for r in p.reads]
        if not len(shown[0]) > 2:
            return [0.0] * len(p.names)
        function = elementwise(Elementwise((), p.reads, (), p.locals, p.summands), p.needs)
        rows = len(shown[0]) - 2
        with np.errstate(all="ignore"):
            values = function(*few, *(np.float64(scalars[n]) for n in p.needs))
            # A mean that is but the noise of these rows is no centre: the total may well be 0.
            noise = [SURE * float(np.std(v)) / math.sqrt(rows) for v in values]
            means = [float(np.mean(v)) for v in values]
        return [m if math.isfinite(m) and abs(m) > e else 0.0 for m, e in zip(means, noise, strict=True)]

    def streamed(self, p: Pass, scalars: Mapping[str, float]) -> dict[str, float]:
        """A pass over batches of rows, by the kernels that read arrays."""
        run = arrays.reader(p, self.plan.identifiers)
        parts: list[dict[str, float]] = []
        rows = 0
        self.reads += 1
        for columns, weights in self.batches():
            here = {n: scalars[n] for n in p.needs}
            run(Sample(columns, weights, 0.0, len(columns[0])), here)
            parts.append(here)
            rows += len(columns[0])
        self._same(rows)
        combine: dict[str, Callable[..., Any]] = {"total": _sum, "minimum": np.min, "maximum": np.max}
        return {
            name: float(combine[kind]([part[name] for part in parts]))
            for name, kind in zip(p.names, p.kinds, strict=True)
        }

    def batches(self, relation: Relation | None = None) -> Any:
        """The sound rows, some at a time: (columns in the plan's order, weights or None)."""
        base, names = self._base()
        base = relation if relation is not None else base
        wanted_names = [*names.values(), *(["w"] if self.roles.weights else [])]
        for part in base.batches(wanted_names):
            if len(part[wanted_names[0]]):
                yield tuple(part[n] for n in names.values()), part.get("w")

    def _same(self, rows: Any) -> None:
        if int(rows or 0) != self.rows:
            raise DataError(f"the data changed while they were read: {self.rows} rows at first, then {int(rows or 0)}")

    def fetched(self) -> Sample:
        """All sound rows in memory."""
        self.reads += 1
        parts = list(self.batches())
        columns = tuple(np.concatenate([c[i] for c, _ in parts]) for i in range(len(self.names)))
        weights = np.concatenate([w for _, w in parts]) if self.roles.weights else None
        self._same(len(columns[0]))
        return Sample(columns, weights, self.sums.size, self.rows)

    def chosen(self, count: int) -> Sample:
        """Rows at random, about as many as this."""
        self.reads += 1
        base, names = self._base()
        wanted_names = [*names.values(), *(["w"] if self.roles.weights else [])]
        part = base.sample(wanted_names, min(1.0, count / self.rows), 2 * count)
        columns = tuple(part[n] for n in names.values())
        weights = part.get("w")
        rows = len(columns[0])
        return Sample(columns, weights, float(rows if weights is None else weights.sum()), rows)


def _sum(parts: Sequence[float]) -> float:
    return math.fsum(parts) if all(map(math.isfinite, parts)) else float(np.sum(parts))
