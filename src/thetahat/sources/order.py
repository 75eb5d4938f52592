"""Quantiles of rows that stay where they are: counts at a few points narrow the place until its rows can be fetched.

The value at rank ceil(n p), as `thetahat.engines.arrays.quantile` defines it, exactly: no interpolation, no sketch.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from thetahat.core.plan import Pass
from thetahat.errors import RequestError
from thetahat.sources.relation import LEAST, TOTAL, Expression, Relation
from thetahat.sources.writer import layered

if TYPE_CHECKING:
    from thetahat.sources.reader import Reader

FEW = 200_000
"""Rows that are fetched and ordered here."""
POINTS = 32
"""Points at which one reading counts."""
READINGS = 40


def quantile(reader: Reader, summand: str, p: Pass, scalars: Mapping[str, float], level: float) -> float:
    """The quantile of a function of a row.  Reads the rows two or three times, more often where values repeat."""
    base, columns = reader._base()
    relation, writer = layered(base, columns, scalars, p.locals)
    words = relation.words
    relation = relation.extended({"h": writer(summand)})
    h = words.column("h")
    weight = words.column("w") if reader.roles.weights else words.number(1.0)
    size = reader.sums.size
    target = size * level
    whole = abs(target - round(target)) <= 1e-12 * size
    wanted = round(target) if whole and not reader.roles.weights else target * (1 - 1e-12)

    low, high, below, inside = -math.inf, math.inf, 0.0, reader.rows
    for _ in range(READINGS):
        if inside <= FEW or high == math.nextafter(low, math.inf):
            break
        points = _points(_between(relation, h, low, high), inside, (wanted - below) / size)
        one, zero = words.number(1.0), words.number(0.0)
        items = {}
        for i, t in enumerate(points):
            under = words.compare("<=", h, words.number(t))
            items[f"w{i}"] = (TOTAL, words.where(under, weight, zero))
            items[f"c{i}"] = (TOTAL, words.where(under, one, zero))
        reader.reads += 1
        found = relation.aggregate(items)[0]
        lower, count = -math.inf, 0.0
        upper, most = math.inf, float(reader.rows)
        for i, t in enumerate(points):
            if found[f"w{i}"] < wanted:
                lower, count, below = t, found[f"c{i}"], max(below, found[f"w{i}"])
            else:
                upper, most = t, found[f"c{i}"]
                break
        before = inside
        if lower > low:
            low, at_low = lower, count
        if upper < high:
            high, at_high = upper, most
        inside = int((at_high if high < math.inf else reader.rows) - (at_low if low > -math.inf else 0))
        if inside == before:
            break
    if high == math.nextafter(low, math.inf):
        value, reached = high, below + _weight(relation, h, weight, low, high)
    else:
        if inside > 20 * FEW:
            raise RequestError(f"no quantile of {reader.plan.name} was found in {READINGS} readings")
        reader.reads += 1
        value, reached = _ordered(reader, _between(relation, h, low, high), below, wanted)
    if level == 0.5 and abs(reached - target) <= 1e-12 * size:
        above = relation.filtered(words.compare(">", h, words.number(value)))
        reader.reads += 1
        following = above.aggregate({"least": (LEAST, h)})[0]["least"]
        if following is not None:
            return 0.5 * (value + float(following))
    return value


def _between(relation: Relation, h: Expression, low: float, high: float) -> Relation:
    words = relation.words
    if low > -math.inf:
        relation = relation.filtered(words.compare(">", h, words.number(low)))
    if high < math.inf:
        relation = relation.filtered(words.compare("<=", h, words.number(high)))
    return relation


def _points(relation: Relation, rows: int, level: float) -> list[float]:
    """Values around a level, each with the float before it, so that one value that repeats can be cut out."""
    few = np.sort(relation.sample(["h"], min(1.0, 20_000 / rows), 40_000)["h"])
    if not len(few):
        return []
    near = level * len(few) + np.linspace(-3, 3, POINTS // 2) * math.sqrt(len(few) / 4 + 1)
    at = np.unique(np.clip(np.append(near, np.linspace(0, len(few) - 1, 5)), 0, len(few) - 1).astype(int))
    chosen = {float(v) for v in few[at]}
    return sorted(chosen | {math.nextafter(v, -math.inf) for v in chosen})


def _weight(relation: Relation, h: Expression, weight: Expression, low: float, high: float) -> float:
    return float(_between(relation, h, low, high).aggregate({"mass": (TOTAL, weight)})[0]["mass"] or 0.0)


def _ordered(reader: Reader, relation: Relation, below: float, wanted: float) -> tuple[float, float]:
    """(the first value at which the weights reach what is wanted, what they reach there)."""
    names = ["h", *(["w"] if reader.roles.weights else [])]
    parts = list(relation.batches(names))
    values = np.concatenate([p["h"] for p in parts])
    weights = np.concatenate([p["w"] for p in parts]) if reader.roles.weights else np.ones(len(values))
    order = np.argsort(values, kind="stable")
    values, reached = values[order], below + np.cumsum(weights[order])
    at = min(int(np.searchsorted(reached, wanted)), len(values) - 1)
    last = int(np.searchsorted(values, values[at], side="right")) - 1
    return float(values[at]), float(reached[last] if last > at else reached[at])
