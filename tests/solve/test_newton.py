"""Climbs in plain floats: where they end early, and how far from the maximum they may end."""

import math

import numpy as np
import pytest

from thetahat.solve.newton import best_of, climb

ENDS = [(-math.inf, math.inf), (0.0, math.inf)]


def normal(data):
    """The log-likelihood of the normal distribution in (mu, sigma), counted."""
    n = len(data)

    def f(mu, sigma):
        f.count += 1
        d = data - mu
        s, q = float(d.sum()), float(d @ d)
        v = sigma * sigma
        value = -n * math.log(sigma) - 0.5 * q / v
        return value, s / v, q / (v * sigma) - n / sigma, -n / v, -2 * s / (v * sigma), n / v - 3 * q / (v * v)

    f.count = 0
    return f


@pytest.fixture
def data():
    return np.random.default_rng(2).normal(1.0, 2.0, 200)


def test_a_climb_ends_a_millionth_of_a_standard_error_from_the_maximum(data):
    top, _, value = climb(normal(data), ENDS, 200.0, (0.0, 1.0))
    error = data.std() / math.sqrt(200)
    assert abs(top[0] - data.mean()) < 1e-7 * error and abs(top[1] - data.std()) < 1e-7 * error
    assert value == pytest.approx(-200 * math.log(data.std()) - 100, rel=1e-14)


def test_a_rough_one_ends_sooner_and_near(data):
    top, count, _ = climb(normal(data), ENDS, 200.0, (0.0, 1.0), rough=True)
    error = data.std() / math.sqrt(200)
    assert count < climb(normal(data), ENDS, 200.0, (0.0, 1.0))[1]
    assert abs(top[0] - data.mean()) < 0.1 * error and abs(top[1] - data.std()) < 0.1 * error


def test_starts_that_lead_to_a_known_maximum_cost_little(data):
    f = normal(data)
    alone = climb(f, ENDS, 200.0, (0.0, 1.0))[1]
    _, evaluations, starts, agreeing = best_of(f, ENDS, 200.0, [(0.0, 1.0), (0.5, 1.5), (1.5, 2.5)])
    assert (starts, agreeing) == (3, 3) and evaluations < 2 * alone + 2


def test_a_higher_maximum_next_to_a_known_one_is_not_passed_over():
    """Two bumps 0.3 apart in a wide hill; the climb from beside the lower one must not be taken for the other's."""

    def f(t):
        value = -0.5 * (t / 3) ** 2
        slope, bend = -t / 9, -1 / 9
        for place, height in ((0.0, 2.0), (0.3, 4.0)):
            w = (t - place) / 0.05
            e = height * math.exp(-0.5 * w * w)
            value, slope, bend = value + e, slope - e * w / 0.05, bend + e * (w * w - 1) / 0.0025
        return value, slope, bend

    top, _, _, agreeing = best_of(f, [(-math.inf, math.inf)], 50.0, [(0.01,), (0.29,)])
    assert top[0] == pytest.approx(0.3, abs=1e-3) and agreeing == 1
