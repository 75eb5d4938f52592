"""The table itself is sound: every text says what its likelihood computes, every estimate is a maximum."""

from __future__ import annotations

import functools

import numpy as np
import pytest

from truth.row import Row
from truth.table import ROWS
from truth.text import value

SEARCHED = {i for i, r in ROWS.items() if r.exists and r.estimate is None}
"""Rows whose estimate is the best of several searches, a second or so each."""

NO_COMPARISON = {"poisson_huge", "uniform_unit_too_wide"}
"""Factorials beyond doubles in the text; data that no parameter admits."""


@functools.cache
def estimate(id: str) -> list[float]:
    """The table's estimate, searched for once."""
    return ROWS[id].truth(ROWS[id].data()) or []


def values(row: Row) -> list[float]:
    """The estimate, or any admissible point of moderate likelihood where there is none."""
    data = row.data()
    if row.estimate is not None:
        return estimate(row.id)
    rng = np.random.default_rng(1)
    for _ in range(3000):
        point = rng.choice([-5.0, -2, -1.0, -0.3, 0.3, 0.5, 0.7, 1.0, 1.5, 2.3, 4.0, 6.0, 35.0], len(row.parameters))
        if row.nll(data, point) < 3000:
            return list(map(float, point))
    raise AssertionError(f"no admissible point found for {row.id}")


@pytest.mark.parametrize("id", sorted(set(ROWS) - NO_COMPARISON))
def test_text_and_likelihood_agree(id: str) -> None:
    row, data = ROWS[id], ROWS[id].data()
    point = values(row)
    observed = data if isinstance(data, dict) else {"x": data}
    named = {**observed, **dict(zip(row.parameters, point, strict=True)), **row.fixed}
    size = next(iter(observed.values())).size
    log_density = np.log(value(row.density, named)) * np.ones(size)
    assert -np.sum(log_density) == pytest.approx(row.nll(data, point), rel=1e-8, abs=1e-7)


def check_maximum(id: str) -> None:
    row, data = ROWS[id], ROWS[id].data()
    best = np.array(estimate(id))
    least = row.nll(data, best)
    assert np.isfinite(least)
    rng = np.random.default_rng(7)
    whole = np.array([d.startswith("integer") for d in row.parameters.values()])
    for size in (1e-4, 1e-2, 0.3):
        for _ in range(20):
            step = np.where(whole, rng.integers(-2, 3, best.size), size * rng.standard_normal(best.size))
            near = best + np.where(whole, step, step * np.maximum(np.abs(best), 1e-3))
            assert row.nll(data, near) >= least - 1e-9 * (1 + abs(least))


@pytest.mark.parametrize("id", sorted(i for i, r in ROWS.items() if r.exists and i not in SEARCHED))
def test_formula_is_a_maximum(id: str) -> None:
    check_maximum(id)


@pytest.mark.long
@pytest.mark.parametrize("id", sorted(SEARCHED))
def test_searched_point_is_a_maximum(id: str) -> None:
    check_maximum(id)


def test_rows_without_an_estimate_are_many() -> None:
    assert sum(not r.exists for r in ROWS.values()) >= 25
    assert len(ROWS) >= 110
