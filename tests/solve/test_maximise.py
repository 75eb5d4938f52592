"""Joint maximisation.  Truth: functions with known maxima, SciPy's optimisers, limits worked out by hand."""

import math

import numpy as np
import pytest
from scipy import optimize, special

from thetahat.solve.climb import climb
from thetahat.solve.coordinates import Coordinates, Domain, End
from thetahat.solve.em import best_of, iterate
from thetahat.solve.integers import find_integer
from thetahat.solve.maximise import maximise, packed, symmetric
from thetahat.solve.points import best_point
from thetahat.solve.starts import Role, lists, starting_points

INF = math.inf


def fixed(value, closed=False):
    return End(lambda theta: value, closed=closed)


REAL = Domain(fixed(-INF), fixed(INF))
POSITIVE = Domain(fixed(0.0), fixed(INF))
UNIT = Domain(fixed(0.0), fixed(1.0))
NONNEGATIVE = Domain(fixed(0.0, closed=True), fixed(INF))


def normal(data):
    n = len(data)

    def derivatives(theta):
        mu, v = theta
        d = data - mu
        s1, s2 = d.sum(), (d * d).sum()
        value = -0.5 * n * math.log(2 * math.pi * v) - 0.5 * s2 / v
        gradient = np.array([s1 / v, 0.5 * s2 / v**2 - 0.5 * n / v])
        hessian = np.array([[-n / v, -s1 / v**2], [-s1 / v**2, 0.5 * n / v**2 - s2 / v**3]])
        return value, gradient, hessian

    return derivatives


@pytest.mark.parametrize("start", [(0.0, 1.0), (50.0, 1e-4), (-30.0, 1e6), (3.0, 0.01)])
def test_the_first_seed_s_sample_from_bad_starts(start):
    np.random.seed(123)
    data = np.random.normal(5, 2, 1000)
    m = climb(normal(data), Coordinates([REAL, POSITIVE]), np.array(start), 1000)
    assert m.interior
    np.testing.assert_allclose(m.theta, [data.mean(), data.var()], rtol=1e-13)


def test_a_curved_valley():
    def rosenbrock(t):
        return -optimize.rosen(t), -optimize.rosen_der(t), -optimize.rosen_hess(t)

    m = climb(rosenbrock, Coordinates([REAL] * 3), np.array([-1.2, 1.0, 3.0]), 1)
    np.testing.assert_allclose(m.theta, 1.0, rtol=1e-12)


def test_the_best_of_several_hills():
    def hills(t):
        x = float(t[0])
        parts = [(1.0, -3.0), (1.5, 4.0)]
        value = sum(h * math.exp(-((x - c) ** 2)) for h, c in parts)
        slope = sum(-2 * h * (x - c) * math.exp(-((x - c) ** 2)) for h, c in parts)
        bend = sum(h * (4 * (x - c) ** 2 - 2) * math.exp(-((x - c) ** 2)) for h, c in parts)
        return value, np.array([slope]), np.array([[bend]])

    m = maximise(hills, Coordinates([REAL]), [np.array([s]) for s in (-3.2, -2.8, 4.3)], 1)
    assert m.theta[0] == pytest.approx(4.0, abs=1e-9) and m.starts == 3 and m.agreeing == 1


def bernoulli(successes, n):
    def derivatives(t):
        p = float(t[0])
        value = special.xlogy(successes, p) + special.xlog1py(n - successes, -p)
        slope = successes / p - (n - successes) / (1 - p)
        bend = -successes / p**2 - (n - successes) / (1 - p) ** 2
        return value, np.array([slope]), np.array([[bend]])

    return derivatives


@pytest.mark.parametrize(("successes", "limit"), [(0, 0.0), (10, 1.0)])
def test_an_open_end_that_is_run_to_is_a_limit(successes, limit):
    m = maximise(bernoulli(successes, 10), Coordinates([UNIT]), [np.array([0.4])], 10)
    assert m.limits == {0: limit} and not m.interior


def test_infinity_is_a_limit_too():
    """l = -1/nu rises for ever; the other parameter is re-maximised."""

    def derivatives(t):
        nu, mu = map(float, t)
        return -1 / nu - (mu - 2) ** 2, np.array([1 / nu**2, -2 * (mu - 2)]), np.diag([-2 / nu**3, -2.0])

    m = maximise(derivatives, Coordinates([POSITIVE, REAL]), [np.array([1.0, 0.0])], 1)
    assert m.limits == {0: INF} and m.theta[1] == pytest.approx(2.0, abs=1e-9)


def test_a_closed_end_is_attained():
    """l = -(theta + 1)^2 - (mu - theta)^2 over theta >= 0: the maximum is at 0, 0."""

    def derivatives(t):
        theta, mu = map(float, t)
        value = -((theta + 1) ** 2) - (mu - theta) ** 2
        gradient = np.array([-2 * (theta + 1) + 2 * (mu - theta), -2 * (mu - theta)])
        return value, gradient, np.array([[-4.0, 2.0], [2.0, -2.0]])

    m = maximise(derivatives, Coordinates([NONNEGATIVE, REAL]), [np.array([1.0, 1.0])], 1)
    assert m.edges == {0: 0.0} and not m.limits
    np.testing.assert_allclose(m.theta, [0.0, 0.0], atol=1e-8)
    assert m.value == pytest.approx(-1.0, abs=1e-9)


def test_a_saddle_is_not_a_maximum():
    m = climb(
        lambda t: (t[0] ** 2 * 0 - t[1] ** 2, np.array([0.0, -2 * t[1]]), np.diag([0.0, -2.0])),
        Coordinates([REAL] * 2),
        np.zeros(2),
        1,
    )
    assert not m.strict


def test_no_admissible_start_is_no_maximum():
    nowhere = lambda t: (math.nan, np.zeros(1), np.zeros((1, 1)))  # noqa: E731
    m = maximise(nowhere, Coordinates([REAL]), [np.zeros(1)], 1)
    assert not m.converged and math.isnan(m.value)


def test_packing_is_the_lower_triangle_by_rows():
    matrix = symmetric([1, 2, 3, 4, 5, 6], 3)
    assert matrix.tolist() == [[1, 2, 4], [2, 3, 5], [4, 5, 6]] and packed(matrix) == (1, 2, 3, 4, 5, 6)


# ------------------------------------------------------------------ starting values


def test_starts_follow_location_and_scale_of_the_data():
    data = np.random.default_rng(2).normal(1e6, 1e-3, 200)
    space = Coordinates([REAL, POSITIVE])
    roles = [Role(shift=1.0, known=True), Role(power=1.0, known=True)]

    def rate(points):
        d = (data[None, :] - points[:, :1]) / points[:, 1:]
        return -0.5 * (d * d).sum(axis=1) - len(data) * np.log(points[:, 1])

    best = starting_points(rate, lists([data], roles, space), space)
    assert best[0][0] == pytest.approx(1e6, abs=1e-3) and 3e-4 < best[0][1] < 3e-3
    again = starting_points(rate, lists([data], roles, space), space)
    np.testing.assert_array_equal(best, again)


def test_starts_differ_from_one_another():
    space = Coordinates([REAL])
    found = starting_points(lambda p: -np.abs(p[:, 0]), [np.linspace(-5, 5, 40)], space, wanted=4)
    assert len(found) == 4
    assert min(abs(a[0] - b[0]) for i, a in enumerate(found) for b in found[:i]) > 0.7


# ------------------------------------------------------------------ integers, points, EM


@pytest.mark.parametrize("top", [3, 4, 17, 1000, 123_456_789])
def test_the_top_of_a_hill_of_integers(top):
    best = find_integer(lambda k: -math.log1p(abs(k - top)), 3, INF, single=True)
    assert best.value == top and best.evaluations < 150 and not best.limit


def test_a_short_range_is_tried_in_full():
    values = {0: 1.0, 1: 5.0, 2: 0.0, 3: 7.0, 4: 2.0, 5: 7.0}
    best = find_integer(values.__getitem__, 0, 5)
    assert best.value == 3 and best.ties == (5,)


def test_what_never_falls_has_no_greatest_integer():
    assert find_integer(lambda k: -1 / k, 1, INF, single=True).limit


def test_integers_below_the_support_are_passed_over():
    best = find_integer(lambda k: -INF if k < 50 else -abs(k - 60.0), 0, INF, single=True)
    assert best.value == 60


@pytest.mark.parametrize("count", [5, 500, 20_000])
def test_the_best_of_the_points(count):
    points = np.random.default_rng(count).normal(size=count)
    chosen, tried = best_point(lambda t: -abs(t - 0.3), points)
    assert chosen == points[np.argmin(np.abs(points - 0.3))]
    assert tried <= 6000


def test_em_reaches_its_fixed_point():
    theta, steps = iterate(lambda t: 0.5 * (t + 2 / t), np.array([40.0]))
    assert theta[0] == pytest.approx(math.sqrt(2), rel=1e-8) and steps < 20


def test_em_stops_where_an_update_has_no_value():
    theta, steps = iterate(lambda t: t * math.nan, np.array([3.0]))
    assert theta[0] == 3.0 and steps == 1


def test_the_most_promising_starts_come_first():
    kept = best_of(lambda t: t, lambda t: -abs(t[0]), [np.array([v]) for v in (5.0, -1.0, 3.0, 0.5)], keep=2)
    assert [float(k[0]) for k in kept] == [0.5, -1.0]
