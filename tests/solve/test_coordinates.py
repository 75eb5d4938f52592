"""Unconstrained coordinates.  Truth: mpmath's derivatives of the same map written plainly."""

import math

import mpmath
import numpy as np
import pytest

from thetahat.solve.coordinates import Coordinates, Domain, End

INF = math.inf


def fixed(value, closed=False):
    return End(lambda theta: value, closed=closed)


def moving(value, gradient, hessian=None):
    return End(
        value, lambda theta: np.array(gradient(theta), float), hessian and (lambda t: np.array(hessian(t), float))
    )


SIMPLE = Coordinates(
    [
        Domain(fixed(-INF), fixed(INF)),
        Domain(fixed(2.0), fixed(INF)),
        Domain(fixed(-INF), fixed(-1.0)),
        Domain(fixed(0.0), fixed(3.0)),
    ]
)
# b > a^2, 0 < p, q < 1 - p
TRIANGLE = Coordinates(
    [
        Domain(fixed(-INF), fixed(INF)),
        Domain(moving(lambda t: t[0] ** 2, lambda t: [2 * t[0], 0, 0, 0], lambda t: np.diag([2, 0, 0, 0])), fixed(INF)),
        Domain(fixed(0.0), fixed(1.0)),
        Domain(fixed(0.0), moving(lambda t: 1 - t[2], lambda t: [0, 0, -1, 0])),
    ]
)


def plain_simple(u):
    return [u[0], 2 + mpmath.exp(u[1]), -1 - mpmath.exp(u[2]), 3 / (1 + mpmath.exp(-u[3]))]


def plain_triangle(u):
    p = 1 / (1 + mpmath.exp(-u[2]))
    return [u[0], u[0] ** 2 + mpmath.exp(u[1]), p, (1 - p) / (1 + mpmath.exp(-u[3]))]


@pytest.mark.parametrize(("space", "plain"), [(SIMPLE, plain_simple), (TRIANGLE, plain_triangle)])
@pytest.mark.parametrize("u", [(0.3, -0.7, 1.2, -0.4), (-2.0, 3.0, -3.0, 2.5)])
def test_map_inverse_and_derivatives(space, plain, u):
    theta = space.outward(np.array(u))
    np.testing.assert_allclose(theta, [float(t) for t in plain(u)], rtol=1e-14)
    assert space.contains(theta)
    np.testing.assert_allclose(space.inward(theta), u, rtol=1e-12)
    # l(theta) with all derivatives: sin of a sum of squares, pulled back by the chain rule.
    with mpmath.workdps(30):

        def whole(*v):
            return mpmath.sin(sum((i + 1) * t**2 for i, t in enumerate(plain(v))) / 50)

        unit = np.eye(4, dtype=int)
        gradient = [float(mpmath.diff(whole, u, tuple(map(int, unit[i])))) for i in range(4)]
        hessian = [
            [float(mpmath.diff(whole, u, tuple(map(int, unit[i] + unit[j])))) for j in range(4)] for i in range(4)
        ]
    weights = np.arange(1, 5) / 50
    inner = float(weights @ theta**2)
    g = math.cos(inner) * 2 * weights * theta
    h = math.cos(inner) * np.diag(2 * weights) - math.sin(inner) * np.outer(2 * weights * theta, 2 * weights * theta)
    pulled_gradient, pulled_hessian = space.pull(np.array(u), g, h)
    np.testing.assert_allclose(pulled_gradient, gradient, rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(pulled_hessian, hessian, rtol=1e-9, atol=1e-11)


def test_points_outside_are_brought_inside():
    theta = SIMPLE.outward(SIMPLE.inward(np.array([0.0, -5.0, 4.0, 9.0])))
    assert SIMPLE.contains(theta)


def test_closed_ends_belong_to_the_domain():
    space = Coordinates([Domain(fixed(0.0, closed=True), fixed(1.0))])
    assert space.contains(np.array([0.0])) and not space.contains(np.array([1.0]))


def test_an_angle_is_wrapped_into_its_interval():
    space = Coordinates([Domain(fixed(-math.pi), fixed(math.pi, closed=True), periodic=True)])
    assert space.wrapped(np.array([5 * math.pi / 2]))[0] == pytest.approx(math.pi / 2)
    assert space.wrapped(np.array([-math.pi]))[0] == math.pi
    assert space.outward(np.array([40.0]))[0] == 40.0


def test_ends_are_approached_without_losing_digits():
    space = Coordinates([Domain(fixed(0.0), fixed(1.0))])
    assert space.outward(np.array([-80.0]))[0] == pytest.approx(math.exp(-80), rel=1e-14)
    assert 1 - space.outward(np.array([30.0]))[0] == pytest.approx(math.exp(-30), rel=1e-3)
