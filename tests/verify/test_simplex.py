"""The batch of simplex searches against known maxima."""

import numpy as np

from thetahat.verify.simplex import maximise


def test_a_quadratic_from_several_starts():
    centre = np.array([1.0, -2.0, 0.5])
    starts = np.random.default_rng(1).normal(size=(5, 3)) * 3
    found = maximise(lambda u: -((u - centre) ** 2 @ np.array([1.0, 4.0, 9.0])), starts, 160)
    np.testing.assert_allclose(found, np.tile(centre, (5, 1)), atol=1e-5)


def test_rosenbrock():
    found = maximise(
        lambda u: -((1 - u[:, 0]) ** 2) - 100 * (u[:, 1] - u[:, 0] ** 2) ** 2, np.array([[-1.2, 1.0]]), 200
    )
    np.testing.assert_allclose(found, [[1.0, 1.0]], atol=1e-3)


def test_one_dimension_and_a_wall():
    found = maximise(lambda u: np.where(u[:, 0] < 2, u[:, 0], -np.inf), np.array([[0.0], [1.9]]), 60)
    np.testing.assert_allclose(found, [[2.0], [2.0]], atol=1e-6)
