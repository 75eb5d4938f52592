"""The log-likelihood as a function: values against SciPy, derivatives against mpmath's differences."""

import math

import mpmath
import numpy as np
import pytest
from scipy import optimize, stats

import hand_built
from thetahat.codegen.plan import plan
from thetahat.codegen.program import program
from thetahat.engines.data import sample
from thetahat.engines.likelihood import Likelihood

RNG = np.random.default_rng(8)
LOGPDF = {
    hand_built.normal: lambda x, mu, v: stats.norm.logpdf(x, mu, math.sqrt(v)),
    hand_built.gamma_shape_scale: lambda x, k, theta: stats.gamma.logpdf(x, k, scale=theta),
    hand_built.weibull: lambda x, k, scale: stats.weibull_min.logpdf(x, k, scale=scale),
    hand_built.logistic: lambda x, mu, s: stats.logistic.logpdf(x, mu, s),
    hand_built.student: lambda x, nu, mu, s: stats.t.logpdf(x, nu, mu, s),
    hand_built.laplace: lambda x, mu, b: stats.laplace.logpdf(x, mu, b),
    hand_built.pareto: lambda x, xm, a: stats.pareto.logpdf(x, a, scale=xm),
    hand_built.uniform: lambda x, a, b: stats.uniform.logpdf(x, a, b - a),
    hand_built.lognormal: lambda x, mu, v: stats.lognorm.logpdf(x, math.sqrt(v), scale=math.exp(mu)),
    hand_built.poisson_mixture: lambda x, w, a, b: np.log(
        w * stats.poisson.pmf(x, a) + (1 - w) * stats.poisson.pmf(x, b)
    ),
}
POINTS = {
    hand_built.normal: (0.7, 2.3),
    hand_built.gamma_shape_scale: (2.2, 0.7),
    hand_built.weibull: (1.7, 2.1),
    hand_built.logistic: (0.4, 1.2),
    hand_built.student: (3.3, 0.4, 1.2),
    hand_built.laplace: (0.4, 1.2),
    hand_built.pareto: (0.02, 1.5),
    hand_built.uniform: (-9.0, 30.0),
    hand_built.lognormal: (0.3, 0.8),
    hand_built.poisson_mixture: (0.3, 1.5, 6.0),
}
EXACT = {
    hand_built.gamma_shape_scale: lambda x, k, t: (
        (k - 1) * mpmath.log(x) - x / t - mpmath.loggamma(k) - k * mpmath.log(t)
    ),
    hand_built.weibull: lambda x, k, b: mpmath.log(k / b) + (k - 1) * mpmath.log(x / b) - (x / b) ** k,
    hand_built.logistic: lambda x, m, s: -(x - m) / s - mpmath.log(s) - 2 * mpmath.log(1 + mpmath.exp(-(x - m) / s)),
    hand_built.student: lambda x, n, m, s: (
        mpmath.loggamma((n + 1) / 2)
        - mpmath.loggamma(n / 2)
        - mpmath.log(mpmath.pi * n) / 2
        - mpmath.log(s)
        - (n + 1) / 2 * mpmath.log(1 + ((x - m) / s) ** 2 / n)
    ),
    hand_built.poisson_mixture: lambda x, w, a, b: mpmath.log(
        (w * mpmath.exp(-a) * a**x + (1 - w) * mpmath.exp(-b) * b**x) / mpmath.factorial(x)
    ),
}


def surface(build, data=None, **known):
    p = plan(program(build()))
    if data is None:
        data = RNG.poisson(4, 25) if build is hand_built.poisson_mixture else RNG.gamma(2, 1, 25)
    return Likelihood(p, sample(p.variables, data), known), np.asarray(data, dtype=float)


@pytest.mark.parametrize("build", LOGPDF)
def test_values_are_those_of_scipy(build):
    likelihood, data = surface(build)
    truth = LOGPDF[build](data, *POINTS[build])
    assert likelihood.value(POINTS[build]) == pytest.approx(truth.sum(), rel=1e-12)
    np.testing.assert_allclose(likelihood.log_density(POINTS[build]), truth, rtol=1e-11)


@pytest.mark.parametrize("build", EXACT)
def test_derivatives_are_those_of_mpmath(build):
    likelihood, data = surface(build)
    theta, k = POINTS[build], len(POINTS[build])
    with mpmath.workdps(40):
        numbers = [mpmath.mpf(float(v)) for v in data]

        def whole(*t):
            return mpmath.fsum(EXACT[build](v, *t) for v in numbers)

        point = [mpmath.mpf(t) for t in theta]
        unit = np.eye(k, dtype=int)
        gradient = [float(mpmath.diff(whole, point, tuple(map(int, unit[i])))) for i in range(k)]
        hessian = [
            [float(mpmath.diff(whole, point, tuple(map(int, unit[i] + unit[j])))) for j in range(k)] for i in range(k)
        ]
    np.testing.assert_allclose(likelihood.gradient(theta), gradient, rtol=1e-11, atol=1e-10)
    np.testing.assert_allclose(likelihood.hessian(theta), hessian, rtol=1e-10, atol=1e-9)
    np.testing.assert_allclose(likelihood.scores(theta).sum(axis=0), gradient, rtol=1e-10, atol=1e-10)
    value, again, curvature = likelihood.derivatives(np.array(theta))
    assert value == pytest.approx(likelihood.value(theta), rel=1e-14)
    np.testing.assert_allclose(again, likelihood.gradient(theta), rtol=1e-11, atol=1e-11)
    np.testing.assert_allclose(curvature, likelihood.hessian(theta), rtol=1e-11, atol=1e-11)


@pytest.mark.parametrize(
    ("build", "theta"),
    [
        (hand_built.normal, (0.0, -1.0)),
        (hand_built.normal, (0.0, 0.0)),
        (hand_built.uniform, (3.0, 2.0)),
        (hand_built.uniform, (1.0, 2.0)),
        (hand_built.pareto, (5.0, 1.0)),
    ],
)
def test_outside_the_domain_or_the_support_there_is_no_likelihood(build, theta):
    likelihood, _ = surface(build, [0.5, 1.5, 2.5])
    assert likelihood.value(theta) == -math.inf and likelihood.nll(theta) == math.inf
    assert np.all(np.isnan(likelihood.gradient(theta))) and np.all(np.isnan(likelihood.hessian(theta)))


def test_the_border_of_the_support_counts_as_inside():
    likelihood, _ = surface(hand_built.uniform, [0.5, 2.5])
    assert likelihood.value((0.5, 2.5)) == pytest.approx(-2 * math.log(2))


def test_weights_are_frequencies():
    p = plan(program(hand_built.gamma_shape_scale()))
    data, times = RNG.gamma(2, 1, 12), RNG.integers(1, 5, 12)
    weighted = Likelihood(p, sample(p.variables, data, times), {})
    repeated = Likelihood(p, sample(p.variables, np.repeat(data, times)), {})
    assert weighted.value((2.0, 1.1)) == pytest.approx(repeated.value((2.0, 1.1)), rel=1e-13)
    np.testing.assert_allclose(weighted.hessian((2.0, 1.1)), repeated.hessian((2.0, 1.1)), rtol=1e-12)


@pytest.mark.parametrize("nu", [1e4, 1e6, 1e8, 1e12])
def test_many_degrees_of_freedom_do_not_cancel(nu):
    likelihood, data = surface(hand_built.student, RNG.normal(size=30))
    with mpmath.workdps(40):
        truth = mpmath.fsum(EXACT[hand_built.student](mpmath.mpf(float(v)), mpmath.mpf(nu), 0, 1) for v in data)
    assert likelihood.value((nu, 0.0, 1.0)) == pytest.approx(float(truth), rel=1e-12)


@pytest.mark.parametrize("z", [800.0, -800.0])
def test_far_tails_of_the_logistic_do_not_overflow(z):
    likelihood, _ = surface(hand_built.logistic, [z])
    assert likelihood.value((0.0, 1.0)) == pytest.approx(-800.0, rel=1e-14)
    np.testing.assert_allclose(likelihood.gradient((0.0, 1.0)), [math.copysign(1.0, z), 799.0], rtol=1e-13)


def test_a_profile_is_the_maximum_over_the_rest():
    likelihood, data = surface(hand_built.gamma_shape_scale)
    found = likelihood.profile({0: 3.0}, (3.0, 1.0))
    best = optimize.minimize_scalar(
        lambda s: -stats.gamma.logpdf(data, 3.0, scale=s).sum(), bounds=(0.01, 10), options={"xatol": 1e-12}
    )
    assert found.value == pytest.approx(-best.fun, rel=1e-12)
    assert found.theta[0] == pytest.approx(data.mean() / 3, rel=1e-9)
