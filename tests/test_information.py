"""Fisher information, covariance, bias.  Truth: published matrices, typed by hand; SciPy; simulation."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from scipy import special
from sympy import EulerGamma, pi, polygamma, zeta

import thetahat as th
from everyday import mostly_long
from thetahat.core.derivation import Expectation, Status
from thetahat.core.statistics import SAMPLE_SIZE
from thetahat.errors import RequestError

G, Z3 = float(EulerGamma), float(zeta(3))


@cache
def derived(name):
    return th.derive(name, contest=False)


def number(e, **values):
    """An expression at parameter values; n is 1 unless told."""
    n = values.pop("n", 1)
    e = e.subs(SAMPLE_SIZE, n)
    return float(e.subs({s: values[s.name] for s in e.free_symbols}).evalf(30))


def numbers(matrix, **values):
    return np.array([[number(e, **values) for e in matrix.row(i)] for i in range(matrix.rows)])


# Johnson, Kotz and Balakrishnan; Lehmann and Casella, ch. 2; Prescott and Walden (1980)
PUBLISHED = {
    "normal": ({"mu": 1.0, "sigma2": 4.0}, [[1 / 4, 0], [0, 1 / 32]]),
    "exponential": ({"rate": 2.0}, [[1 / 4]]),
    "poisson": ({"rate": 2.5}, [[0.4]]),
    "geometric": ({"p": 0.25}, [[1 / (0.25**2 * 0.75)]]),
    "bernoulli": ({"p": 0.25}, [[1 / (0.25 * 0.75)]]),
    "gamma": (
        {"shape": 2.0, "scale": 3.0},
        [[special.polygamma(1, 2), 1 / 3], [1 / 3, 2 / 9]],
    ),
    "weibull": (
        {"shape": 1.5, "scale": 2.0},
        [[((1 - G) ** 2 + np.pi**2 / 6) / 1.5**2, -(1 - G) / 2], [-(1 - G) / 2, (1.5 / 2) ** 2]],
    ),
    "gumbel": (
        {"mu": 0.5, "scale": 2.0},
        [[1 / 4, -(1 - G) / 4], [-(1 - G) / 4, ((1 - G) ** 2 + np.pi**2 / 6) / 4]],
    ),
    "logistic": ({"mu": 0.5, "scale": 2.0}, [[1 / 12, 0], [0, (3 + np.pi**2) / 36]]),
    "beta": (
        {"alpha": 2.0, "beta": 3.0},
        special.polygamma(1, [[2.0, 99.0], [99.0, 3.0]]) * np.eye(2) - special.polygamma(1, 5.0),
    ),
    "inverse_gaussian": ({"mu": 2.0, "shape": 3.0}, [[3 / 8, 0], [0, 1 / 18]]),
    "laplace": ({"mu": 1.0, "scale": 2.0}, [[1 / 4, 0], [0, 1 / 4]]),
    "cauchy": ({"location": 1.0, "scale": 2.0}, [[1 / 8, 0], [0, 1 / 8]]),
    "student_t_known": (
        {"mu": 1.0, "sigma": 2.0, "nu": 5.0},
        [[6 / (8 * 4), 0], [0, 2 * 5 / (8 * 4)]],
    ),
    "lognormal": ({"mu": 1.0, "sigma2": 4.0}, [[1 / 4, 0], [0, 1 / 32]]),
    "rayleigh": ({"sigma": 2.0}, [[1.0]]),
    "lomax": ({"shape": 2.0, "scale": 3.0}, [[1 / 4, -1 / 9], [-1 / 9, 2 / (9 * 4)]]),
    "von_mises": (
        {"mu": 0.3, "kappa": 1.5},
        [
            [1.5 * special.i1(1.5) / special.i0(1.5), 0],
            [0, 1 - special.i1(1.5) / special.i0(1.5) / 1.5 - (special.i1(1.5) / special.i0(1.5)) ** 2],
        ],
    ),
}


EVERYDAY = ("normal", "poisson", "gamma", "weibull", "laplace")


@pytest.mark.parametrize("name", mostly_long(PUBLISHED, EVERYDAY))
def test_published_information(name):
    values, matrix = PUBLISHED[name]
    found = derived(name).information
    assert found.closed
    order = [derived(name).model.names.index(s.name) for s in found.parameters]
    assert order == list(range(len(matrix)))
    np.testing.assert_allclose(numbers(found.expected, **values), matrix, rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(numbers(found.covariance, n=7, **values), np.linalg.inv(matrix) / 7, rtol=1e-10)
    assert all(step.check.status is Status.CHECKED for step in found.steps)


@pytest.mark.long
def test_student_t_with_its_degrees_of_freedom():
    """Lange, Little and Taylor (1989), appendix B."""
    found = derived("student_t").information
    nu, sigma = 5.0, 2.0
    got = numbers(found.expected, nu=nu, mu=0.7, sigma=sigma)
    assert [s.name for s in found.parameters] == ["nu", "mu", "sigma"]
    corner = (special.polygamma(1, nu / 2) - special.polygamma(1, (nu + 1) / 2)) / 4
    corner -= (nu + 5) / (2 * nu * (nu + 1) * (nu + 3))
    cross = -2 / (sigma * (nu + 1) * (nu + 3))
    np.testing.assert_allclose(got[0], [corner, 0, cross], rtol=1e-12)


def test_exact_and_first_order_bias():
    normal = derived("normal").information
    assert normal.exact == ("mu", "sigma2") and normal.bias["mu"] == 0
    assert number(normal.bias["sigma2"], sigma2=4.0, n=10) == pytest.approx(-0.4)  # (n - 1)/n sigma^2
    # exponential rate: E = n/(n - 1) rate;  Weibull shape: 1.3795/n (Ross 1996)
    assert number(derived("exponential").information.bias["rate"], rate=2.0, n=50) == pytest.approx(2 / 50)
    weibull = derived("weibull").information.bias["shape"]
    assert number(weibull, shape=1.0) == pytest.approx(18 * (np.pi**2 - 2 * Z3) / np.pi**4, rel=1e-12)
    assert number(weibull, shape=1.0) == pytest.approx(1.3795, abs=1e-4)


def test_bias_of_the_gamma_by_simulation():
    bias = derived("gamma").information.bias
    n, shape, scale = 100, 2.0, 3.0
    draws = np.random.default_rng(5).gamma(shape, scale, (4000, n))
    s = np.log(draws.mean(axis=1)) - np.log(draws).mean(axis=1)
    k = (3 - s + np.sqrt((s - 3) ** 2 + 24 * s)) / (12 * s)
    for _ in range(5):
        k -= (np.log(k) - special.digamma(k) - s) / (1 / k - special.polygamma(1, k))
    if "shape" in bias:
        assert k.mean() - shape == pytest.approx(number(bias["shape"], shape=shape, scale=scale, n=n), abs=0.015)


def test_regression_is_given_its_covariate():
    found = derived("linear_regression").information
    assert found.closed and found.expected[0, 0].has(SAMPLE_SIZE)
    assert "information_given" in [s.reason.key for s in found.steps]


@pytest.mark.parametrize(
    ("name", "reason", "left"),
    [
        ("uniform_zero", "information_support", ()),
        ("exponential_shifted", "information_support", ("scale",)),
        ("pareto", "information_support", ("shape",)),
        ("binomial_both", "information_integer", ("p",)),
        ("exponential_censored", "information_kernel", ()),
    ],
)
def test_non_regular_models_say_why(name, reason, left):
    found = derived(name).information
    assert tuple(s.name for s in found.parameters) == left
    assert {r.key for r in found.without.values()} == {reason}
    assert reason in [s.reason.key for s in found.steps]


def test_what_has_no_closed_form_keeps_its_expectation():
    found = derived("negative_binomial").information
    assert not found.closed and found.covariance is None
    assert found.expected.has(Expectation)
    assert "information_open" in [s.reason.key for s in found.steps]


def test_a_declared_density_is_treated_like_any_other():
    """Gumbel in eta = exp(mu), disguised: I transforms with the square of d mu/d eta."""
    model = th.declare(
        "exp(-(x - log(eta)) - exp(-(x - log(eta))))", parameters={"eta": "positive"}, support="real", name="disguised"
    )
    found = th.derive(model, contest=False).information
    assert number(found.expected[0, 0], eta=3.0) == pytest.approx(1 / 9)


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_steps_can_be_set(lang):
    from thetahat.render.inline import Speaker, plain

    speaker = Speaker(lang)
    for name in ("normal", "weibull", "laplace", "negative_binomial", "uniform_zero"):
        for step in derived(name).information.steps:
            assert plain(speaker.sentence(step.reason))
            for e in step.equations:
                assert speaker.set(e.left) is not None and all(speaker.set(r) is not None for r in e.right)


def test_constants_are_not_numbers():
    weibull = derived("weibull").information.expected[0, 0]
    assert weibull.has(EulerGamma) and weibull.has(pi)
    assert derived("gamma").information.expected[0, 0].has(polygamma)


def test_corrected_estimates_and_errors_at_numbers():
    found = derived("normal").information
    corrected = found.corrected({"mu": 1.5, "sigma2": 4.0}, 10)
    assert corrected == {"mu": 1.5, "sigma2": pytest.approx(4.4)}  # 4 + 4/10
    assert found.standard_errors({"mu": 1.5, "sigma2": 4.0}, 16) == {
        "mu": pytest.approx(0.5),
        "sigma2": pytest.approx(np.sqrt(2 * 16 / 16)),
    }
    with pytest.raises(RequestError, match="no closed form"):
        derived("negative_binomial").information.standard_errors({"size": 1.0, "p": 0.5}, 10)


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("asymmetric_laplace", {"mu": 0.4, "scale": 1.5, "kappa": 0.7}),
        ("split_normal", {"mu": 0.4, "left": 1.5, "right": 0.7}),
    ],
)
def test_two_sided_densities_by_simulation(name, values):
    """E[score score'] over draws made by hand; the scores are differences of the declared log-density."""
    random = np.random.default_rng(1)
    if name == "split_normal":
        mu, left, right = values.values()
        side = random.random(200_000) < left / (left + right)
        z = np.abs(random.normal(size=200_000))
        x = np.where(side, mu - left * z, mu + right * z)

        def log_density(m, a, b):
            return -np.log(a + b) - (x - m) ** 2 / (2 * np.where(x <= m, a, b) ** 2)
    else:
        mu, scale, k = values.values()
        x = mu + scale * (random.exponential(size=200_000) / k - random.exponential(size=200_000) * k)

        def log_density(m, s, q):
            return -np.log(s * (q + 1 / q)) - np.where(x >= m, q * (x - m), (m - x) / q) / s

    point = np.array(list(values.values()))
    h = 1e-6
    score = np.array([(log_density(*(point + d)) - log_density(*(point - d))) / (2 * h) for d in h * np.eye(3)])
    matrix = numbers(derived(name).information.expected, **values)
    np.testing.assert_allclose(score @ score.T / len(x), matrix, atol=0.03 * np.max(np.abs(matrix)))


def test_a_first_order_bias_of_zero_is_said_in_words():
    """By symmetry the direction of a von Mises has no bias; its concentration does."""
    derivation = th.derive("von_mises")
    assert derivation.information.bias["mu"] == 0 and derivation.information.bias["kappa"] != 0
    text = derivation.to_markdown()
    assert r"the bias of the estimator of $\mu$ is zero" in text
    assert r"\operatorname{E}[\hat{\mu}]-\mu \sim 0" not in text
