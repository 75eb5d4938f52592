"""The ascent on many rows with a few of them as a guide: two readings, and the maximum that Newton's method finds."""

import numpy as np
import pytest
from scipy import optimize

from thetahat.solve.surrogate import ascend


class Poisson:
    """y ~ Poisson(exp(a + b z)): value, score and Hessian, counted."""

    def __init__(self, z, y):
        self.design, self.y, self.readings = np.column_stack([np.ones_like(z), z]), y, 0

    def __call__(self, theta):
        self.readings += 1
        mean = np.exp(self.design @ theta)
        value = float(self.y @ (self.design @ theta) - mean.sum())
        return value, self.design.T @ (self.y - mean), -(self.design * mean[:, None]).T @ self.design


@pytest.fixture(scope="module")
def rows():
    random = np.random.default_rng(5)
    z = random.normal(size=200_000)
    return z, random.poisson(np.exp(0.3 + 0.8 * z)).astype(float)


def test_two_readings_of_all_rows_find_the_maximum(rows):
    z, y = rows
    whole, few, pilot = Poisson(z, y), Poisson(z[:12_500], y[:12_500]), Poisson(z[:12_500], y[:12_500])
    start = optimize.minimize(lambda t: -pilot(t)[0], [0.0, 0.0], jac=lambda t: -pilot(t)[1], tol=1e-10).x
    found = ascend(whole, few, 16.0, start, lambda theta: True, 200_000.0)
    assert found is not None and found.readings == whole.readings == 2
    value, gradient, hessian = whole(found.theta)
    error = np.linalg.solve(-hessian, gradient) / np.sqrt(np.diag(np.linalg.inv(-hessian)))
    assert np.max(np.abs(error)) < 1e-6
    assert found.value == pytest.approx(value, rel=1e-13)
    assert found.hessian == pytest.approx(hessian, rel=1e-5)


def test_a_start_that_is_no_pilot_is_given_up(rows):
    z, y = rows
    whole, few = Poisson(z, y), Poisson(z[:12_500], y[:12_500])
    assert ascend(whole, few, 16.0, np.array([3.0, -2.0]), lambda theta: True, 200_000.0) is None


def test_a_maximum_outside_the_domain_is_given_up(rows):
    z, y = rows
    whole, few = Poisson(z, y), Poisson(z[:12_500], y[:12_500])
    inside = lambda theta: bool(theta[1] < 0.79)  # noqa: E731
    assert ascend(whole, few, 16.0, np.array([0.32, 0.785]), inside, 200_000.0) is None
