"""Errors, intervals, tests and comparisons of fits.  Truth: SciPy, published figures, exact theory, simulation."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy import optimize, special, stats

import thetahat as th
from thetahat.distribution import Distribution
from thetahat.errors import RequestError, ThetahatError
from thetahat.goodness import distances
from thetahat.inference import errors

Z = stats.norm.ppf(0.975)


@pytest.fixture(scope="module")
def hours(published):
    return pd.read_csv(published / "air_conditioning.csv")["hours"].to_numpy(dtype=float)


@pytest.fixture(scope="module")
def draws():
    return np.random.default_rng(3).gamma(2.5, 3.0, 60)


# ------------------------------------------------------------------ covariance


def test_expected_information_of_the_gamma(draws):
    fit = th.fit("gamma", draws).with_covariance("expected")
    k, s, n = *fit.params.values(), len(draws)
    matrix = n * np.array([[special.polygamma(1, k), 1 / s], [1 / s, k / s**2]])
    np.testing.assert_allclose(fit.covariance, np.linalg.inv(matrix), rtol=1e-9)


def test_robust_errors_of_a_poisson_are_those_of_the_mean():
    """The sandwich for a Poisson mean is the sample variance over n, whatever the data's distribution."""
    data = np.random.default_rng(1).negative_binomial(2, 0.3, 80)
    fit = th.fit("poisson", data)
    assert fit.standard_errors["rate"] == pytest.approx(math.sqrt(data.mean() / 80), rel=1e-12)
    robust = fit.with_covariance("robust")
    assert robust.standard_errors["rate"] == pytest.approx(data.std() / math.sqrt(80), rel=1e-10)


def test_laplace_has_an_error_from_its_expected_information():
    data = np.random.default_rng(2).laplace(1, 2, 51)
    fit = th.fit("laplace", data)
    assert math.isnan(fit.standard_errors["mu"]) and "corner" in fit.undefined["mu"]
    known = fit.with_covariance("expected").standard_errors
    assert known["mu"] == pytest.approx(fit.params["scale"] / math.sqrt(51), rel=1e-9)


@pytest.mark.parametrize("k", [1, 2, 3])
def test_standard_errors_in_plain_floats_are_those_of_the_inverse(k):
    random, met = np.random.default_rng(k), 0
    for _ in range(200):
        root = random.normal(size=(k, k)) * np.exp(random.normal(size=k))
        information = root @ root.T
        found = errors((-information[np.tril_indices(k)]).tolist(), k)
        met += found is not None
        assert found is None or found == pytest.approx(np.sqrt(np.diag(np.linalg.inv(information))), rel=1e-9)
    assert met > 100


def test_unknown_covariance_is_refused(draws):
    with pytest.raises(RequestError, match="'observed', 'expected', 'robust'"):
        th.fit("gamma", draws).with_covariance("magic")


# ------------------------------------------------------------------ the delta method


def test_formula_of_parameters(draws):
    fit = th.fit("gamma", draws)
    mean = fit.estimate("shape*scale")
    # the gamma's mean is estimated by the sample mean, whose variance is k s^2 / n in the family
    k, s = fit.params.values()
    assert mean.value == pytest.approx(draws.mean(), rel=1e-12)
    assert mean.standard_error == pytest.approx(s * math.sqrt(k / 60), rel=1e-9)
    assert mean.interval()[0] == pytest.approx(mean.value * math.exp(-Z * mean.standard_error / mean.value))
    assert fit.moment(1).standard_error == pytest.approx(mean.standard_error, rel=1e-9)


@pytest.mark.parametrize("text", ["__import__('os')", "shape.__class__", "shap*scale", "shape > 1", "1/", ""])
def test_formulas_are_parsed_never_run(draws, text):
    with pytest.raises(ThetahatError):
        th.fit("gamma", draws).estimate(text)


def test_quantile_and_survival_against_differences():
    data = np.random.default_rng(4).weibull(1.5, 70) * 3
    fit = th.fit("weibull", data)
    theta = np.array(list(fit.params.values()))

    def slope(f):
        return optimize.approx_fprime(theta, f, 1e-7)

    for found, f in (
        (fit.quantile(0.9), lambda t: stats.weibull_min.ppf(0.9, t[0], scale=t[1])),
        (fit.survival(2.0), lambda t: stats.weibull_min.sf(2.0, t[0], scale=t[1])),
        (fit.moment(2, central=True), lambda t: stats.weibull_min.var(t[0], scale=t[1])),
        (fit.estimate("scale*gamma(1 + 1/shape)"), lambda t: stats.weibull_min.mean(t[0], scale=t[1])),
    ):
        assert found.value == pytest.approx(f(theta), rel=1e-9)
        np.testing.assert_allclose(found.gradient, slope(f), rtol=2e-5)
        assert found.standard_error == pytest.approx(
            math.sqrt(found.gradient @ fit.covariance @ found.gradient), rel=1e-12
        )
    inside = fit.survival(2.0).interval()
    assert 0 < inside[0] < fit.survival(2.0).value < inside[1] < 1


def test_moments_that_are_infinite_are_refused():
    fit = th.fit("cauchy", np.random.default_rng(1).standard_cauchy(40))
    with pytest.raises(RequestError, match="not finite"):
        fit.moment(1)


# ------------------------------------------------------------------ intervals


def test_score_interval_of_a_poisson_is_known():
    """n (mean - v)^2 / v = z^2."""
    data = np.random.default_rng(5).poisson(2.0, 30)
    found = th.fit("poisson", data).interval("rate", method="score")
    m, c = data.mean(), Z**2 / 30
    roots = np.sort(np.roots([1, -(2 * m + c), m * m]))
    np.testing.assert_allclose(found, roots, rtol=1e-9)


def test_score_interval_of_a_proportion_is_wilsons():
    data = np.array([1] * 7 + [0] * 23)
    found = th.fit("bernoulli", data).interval("p", method="score")
    known = stats.binomtest(7, 30).proportion_ci(0.95, method="wilson")
    np.testing.assert_allclose(found, [known.low, known.high], rtol=1e-9)


def test_interval_of_a_uniform_is_exact():
    """(maximum, maximum * alpha^(-1/n))."""
    data = np.random.default_rng(6).random(20) * 4
    fit = th.fit("uniform_zero", data)
    assert math.isnan(fit.interval("theta")[0]) and "order statistic" in fit.interval("theta").note
    found = fit.interval("theta", method="exact")
    np.testing.assert_allclose(found, [data.max(), data.max() * 0.05 ** (-1 / 20)], rtol=1e-10)
    assert "one-sided" in found.note


def test_interval_of_a_shifted_exponential_with_known_scale_is_exact():
    """n (x_(1) - location)/scale has a standard exponential distribution."""
    data = np.random.default_rng(7).exponential(2, 30) + 5
    fit = th.fit("exponential_shifted", data, fixed={"scale": 2.0})
    found = fit.interval("location", method="exact")
    np.testing.assert_allclose(found, [data.min() + 2 * math.log(0.05) / 30, data.min()], rtol=1e-10)


@pytest.mark.parametrize(
    ("family", "value", "name", "ends"),
    [
        ("poisson", 0, "rate", (0.0, -math.log(0.05) / 12)),  # the rule of three
        ("bernoulli", 0, "p", (0.0, 1 - 0.05 ** (1 / 12))),
        ("bernoulli", 1, "p", (0.05 ** (1 / 12), 1.0)),
    ],
)
def test_counts_at_an_extreme_have_an_exact_bound(family, value, name, ends):
    fit = th.fit(family, [value] * 12)
    assert not fit.converged and math.isnan(fit.interval(name)[0])
    np.testing.assert_allclose(fit.interval(name, method="exact"), ends, rtol=1e-9)


def test_likelihood_ratio_is_the_profile(draws):
    fit = th.fit("gamma", draws)
    assert tuple(fit.interval("shape", method="likelihood_ratio")) == tuple(fit.interval("shape", method="profile"))
    assert math.isnan(fit.interval("shape", method="exact")[0])
    assert "no exact interval" in fit.interval("shape", method="exact").note


def test_profile_curve_and_region(draws):
    fit = th.fit("gamma", draws)
    curve = fit.profile("shape", points=21)
    assert np.all(np.diff(curve.values) > 0) and curve.log_likelihood.max() == 0
    n, logs, total = len(draws), np.log(draws).sum(), draws.sum()

    def value(k, s):
        return (k - 1) * logs - total / s - n * (k * math.log(s) + special.gammaln(k))

    for v, height in zip(curve.values, curve.log_likelihood, strict=True):
        assert height == pytest.approx(value(v, total / n / v) - fit.log_likelihood, abs=1e-8)
    border = fit.region("shape", "scale", 0.9, points=16)
    for k, s in border:
        assert 2 * (fit.log_likelihood - value(k, s)) == pytest.approx(stats.chi2.ppf(0.9, 2), rel=1e-6)
    with pytest.raises(RequestError, match="two different"):
        fit.region("shape", "shape")


# ------------------------------------------------------------------ the fitted distribution


@pytest.mark.parametrize(
    ("frozen", "ends", "place"),
    [
        (stats.norm(3, 2), (-math.inf, math.inf), (3, 2)),
        (stats.gamma(0.3, scale=2), (0, math.inf), (0.5, 1)),
        (stats.beta(2.5, 0.8), (0, 1), (0.5, 0.2)),
        (stats.t(3), (-math.inf, math.inf), (0.1, 1)),
        (stats.weibull_min(0.4), (0, math.inf), (0.5, 1)),
    ],
)
def test_distribution_from_its_density(frozen, ends, place):
    with np.errstate(all="ignore"):
        own = Distribution(lambda x: np.asarray(frozen.logpdf(x)), *ends, False, *place)
        levels = np.array([1e-4, 0.05, 0.5, 0.8, 0.999])
        points = frozen.ppf(levels)
        np.testing.assert_allclose(own.cdf(points), levels, rtol=1e-8)
        np.testing.assert_allclose(own.sf(points), 1 - levels, rtol=1e-7)
        np.testing.assert_allclose(own.ppf(levels), points, rtol=1e-7, atol=1e-9)
        assert own.var() == pytest.approx(frozen.var(), rel=1e-5)
        assert stats.kstest(own.rvs(2000, 1), frozen.cdf).pvalue > 0.001


def test_distribution_of_counts():
    frozen = stats.nbinom(0.7, 0.05)
    own = Distribution(lambda x: np.asarray(frozen.logpmf(x)), 0, math.inf, True)
    values = np.array([-1, 0, 2.5, 40])
    np.testing.assert_allclose(own.cdf(values), frozen.cdf(values), rtol=1e-12)
    np.testing.assert_allclose(own.ppf([0.1, 0.5, 0.99]), frozen.ppf([0.1, 0.5, 0.99]))
    assert own.mean() == pytest.approx(frozen.mean(), rel=1e-10) and own.pmf(1.5) == 0


def test_scipy_is_handed_over_where_it_has_the_family(draws):
    frozen = th.fit("gamma", draws).distribution
    assert frozen.dist.name == "gamma"
    model = th.declare(
        "2*x/s**2*exp(-(x/s)**2)", parameters={"s": "positive"}, support="x > 0", name="gamma"
    )  # another density of that name
    own = th.fit(model, draws)
    scale = own.params["s"]
    assert isinstance(own.distribution, Distribution)
    np.testing.assert_allclose(own.distribution.cdf([1.0, 5.0]), 1 - np.exp(-((np.array([1.0, 5.0]) / scale) ** 2)))


# ------------------------------------------------------------------ bootstrap, goodness of fit


def test_bootstrap_of_a_mean(hours):
    fit = th.fit("exponential", hours)
    found = fit.bootstrap(600, seed=1)
    assert found.failed == 0
    assert found.standard_errors["rate"] == pytest.approx(fit.standard_errors["rate"], rel=0.1)
    again = fit.bootstrap(50, seed=1, parametric=False)
    assert np.array_equal(again.estimates, fit.bootstrap(50, seed=1, parametric=False).estimates)
    lower, upper = found.interval("rate")
    assert lower < fit.params["rate"] < upper
    with pytest.raises(RequestError, match="unknown kind"):
        found.interval("rate", kind="magic")


def test_bootstrap_shows_progress_on_standard_error(hours, capsys):
    th.fit("exponential", hours).bootstrap(20, seed=1, progress=True)
    said = capsys.readouterr()
    assert said.out == "" and "20/20" in said.err


@pytest.mark.parametrize("family", ["gamma", "poisson", "exponential_shifted", "cauchy"])
def test_samples_solved_together_are_those_solved_alone(family):
    """One way for many samples, another for one: the same estimates from the same draws."""
    x = stats.poisson(3).rvs(30, random_state=3) if family == "poisson" else stats.gamma(2).rvs(30, random_state=3)
    fit = th.fit(family, x)
    found = fit.bootstrap(12, seed=4, parametric=False).estimates
    drawn = np.random.default_rng(4).integers(0, 30, (12, 30))
    for row, estimate in zip(drawn, found, strict=True):
        alone = th.fit(family, x[row])
        np.testing.assert_allclose(estimate, [alone.params[name] for name in fit.free], rtol=1e-6)


def test_frequencies_are_resampled_as_the_rows_that_they_stand_for(published):
    """The standard error of a mean, whichever way its counts are written."""
    table = pd.read_csv(published / "yeast_cells.csv")
    wanted = np.sqrt(np.cov(table["cells"], fweights=table["squares"], ddof=0) / 400)
    for weights in (table["squares"], table["squares"] * 10_000):
        fit = th.fit("poisson", table["cells"], weights=weights)
        found = fit.bootstrap(400, seed=1, parametric=False).standard_errors["rate"]
        assert found == pytest.approx(wanted * 20 / np.sqrt(weights.sum()), rel=0.12)


@pytest.mark.parametrize(
    ("frozen", "ends", "place"),
    [
        (stats.norm(5, 2), (-np.inf, np.inf), (5.0, 3.0)),
        (stats.gamma(0.3, scale=5), (0, np.inf), (0.5, 0.5)),
        (stats.cauchy(), (-np.inf, np.inf), (0.0, 1.0)),
        (stats.triang(0.3), (0, 1), (0.5, 0.5)),
    ],
)
def test_draws_follow_the_distribution_far_into_the_tails(frozen, ends, place):
    own = Distribution(frozen.logpdf, *ends, False, *place)
    levels = np.concatenate([np.random.default_rng(1).random(2000), 10.0 ** np.arange(-12, -1)])

    class Given(np.random.Generator):
        def random(self, size=None):
            return levels

    with np.errstate(over="ignore"):
        drawn = own.rvs(len(levels), Given(np.random.PCG64()))
    np.testing.assert_allclose(frozen.cdf(drawn), levels, rtol=1e-6)


def test_goodness_reads_as_a_table():
    found = th.fit("gamma", stats.gamma(2).rvs(40, random_state=3)).goodness(20, seed=1)
    lines = str(found).splitlines()
    assert lines[0].split() == ["statistic", "value", "p-value"]
    assert len(lines) == 5 and lines[-1].startswith("p-values from 20 samples")
    assert repr(found) == str(found)
    assert found.to_dict()["p_values"] == dict(found.p_values)


def test_distances_are_those_of_scipy():
    u = np.random.default_rng(8).random(40)
    ks, cvm, _ = distances(u)
    assert ks == pytest.approx(stats.kstest(u, "uniform").statistic)
    assert cvm == pytest.approx(stats.cramervonmises(u, "uniform").statistic)
    x = stats.norm.ppf(u)
    known = stats.anderson(x, "norm", method="interpolate").statistic  # of the fitted normal
    z = stats.norm.cdf((x - x.mean()) / x.std(ddof=1))
    assert distances(z)[2] == pytest.approx(known)


def test_goodness_tells_a_wrong_model():
    data = np.random.default_rng(9).lognormal(0, 1.2, 80)
    assert th.fit("lognormal", data).goodness(99, seed=1).p_values["anderson_darling"] > 0.05
    assert th.fit("normal", data).goodness(99, seed=1).p_values["anderson_darling"] == pytest.approx(0.01)


def test_p_values_allow_for_the_estimation():
    """Lilliefors: for an estimated normal the 5 % point of KS at n = 50 is near 0.125, not 0.188."""
    random = np.random.default_rng(10)
    statistics = []
    for _ in range(200):
        x = random.normal(size=50)
        statistics.append(distances(stats.norm.cdf((x - x.mean()) / x.std()))[0])
    assert np.quantile(statistics, 0.95) == pytest.approx(0.125, abs=0.01)
    x = random.normal(size=50)
    found = th.fit("normal", x).goodness(200, seed=2)
    ks = found.statistics["kolmogorov_smirnov"]
    assert found.p_values["kolmogorov_smirnov"] == pytest.approx(np.mean(np.array(statistics) >= ks), abs=0.12)


def test_chi_squared_of_counts(published):
    table = pd.read_csv(published / "yeast_cells.csv")
    fit = th.fit("poisson", table, column="cells", weights="squares")
    found = fit.goodness()
    observed = [c[2] for c in found.classes]
    expected = [c[3] for c in found.classes]
    assert sum(observed) == 400 and sum(expected) == pytest.approx(400)
    known = stats.chisquare(observed, expected, ddof=1)
    assert found.statistics["chi_squared"] == pytest.approx(known.statistic)
    assert found.p_values["chi_squared"] == pytest.approx(known.pvalue)


# ------------------------------------------------------------------ comparison


def test_comparison(draws):
    found = th.compare(["gamma", "lognormal", "poisson", "exponential"], draws)
    assert {row.name for row in found} == {"gamma", "lognormal", "exponential"} and "integer" in found.failed["poisson"]
    assert sum(row.weight for row in found) == pytest.approx(1)
    known = stats.gamma.logpdf(draws, *stats.gamma.fit(draws, floc=0)).sum()
    assert found["gamma"].log_likelihood == pytest.approx(known, abs=1e-6)
    assert found["gamma"].aicc == pytest.approx(found["gamma"].aic + 2 * 2 * 3 / 57)
    assert [row.aic for row in found] == sorted(row.aic for row in found)
    statistic, p = found.vuong("gamma", "lognormal")
    d = stats.gamma.logpdf(draws, *stats.gamma.fit(draws, floc=0)) - stats.lognorm.logpdf(
        draws, *stats.lognorm.fit(draws, floc=0)
    )
    assert statistic == pytest.approx(d.sum() / math.sqrt(60) / d.std(), abs=1e-4)
    assert p == pytest.approx(2 * stats.norm.sf(abs(statistic)))
    assert "gamma" in str(found)


def test_likelihood_ratio_of_nested_models(draws):
    wide, narrow = th.fit("gamma", draws), th.fit("gamma", draws, fixed={"shape": 1.0})
    found = th.likelihood_ratio(narrow, wide)
    exponential = stats.expon.logpdf(draws, scale=draws.mean()).sum()
    assert found.degrees_of_freedom == 1
    assert found.statistic == pytest.approx(2 * (wide.log_likelihood - exponential))
    assert found.p_value == pytest.approx(stats.chi2.sf(found.statistic, 1))
    with pytest.raises(RequestError, match="parameters fixed"):
        th.likelihood_ratio(th.fit("exponential", draws), wide)


@pytest.mark.long
def test_choosing_among_the_catalogue():
    data = np.random.default_rng(11).gamma(2.0, 3.0, 400)
    found = th.choose(data)
    assert "gamma" in [row.name for row in found][:8] and "beta" in found.failed
    assert not any(name.startswith("uniform_zero") and found[0].name == name for name in found.failed)
    counts = th.choose(np.random.default_rng(12).negative_binomial(3, 0.3, 300))
    assert all(row.fit.source.integer for row in counts)
    assert any(row.name.startswith("negative_binomial") for row in counts.rows[:4])


# ------------------------------------------------------------------ coverage (the long one: tests/interval_coverage.py)


@pytest.mark.parametrize(
    ("family", "draw", "name", "true"),
    [
        ("exponential", lambda r: r.exponential(0.5, 50), "rate", 2.0),
        ("gamma", lambda r: r.gamma(2.0, 3.0, 50), "shape", 2.0),
        ("poisson", lambda r: r.poisson(2.5, 50), "rate", 2.5),
    ],
)
def test_coverage_of_profile_intervals(family, draw, name, true):
    """150 samples: the share that holds the truth lies within three standard errors of 95 %."""
    random = np.random.default_rng(20)
    inside = 0
    for _ in range(150):
        lower, upper = th.fit(family, draw(random)).interval(name, method="profile")
        inside += lower <= true <= upper
    assert abs(inside / 150 - 0.95) <= 3 * math.sqrt(0.95 * 0.05 / 150)


# ------------------------------------------------------------------ awkward data


def test_separated_data_have_no_finite_estimate():
    fit = th.fit("logistic_regression", {"z": [0, 1, 2, 3, 4, 5], "y": [0, 0, 0, 1, 1, 1]})
    assert fit.outcome.startswith("limit") and not fit.converged
    assert all(math.isnan(e) for e in fit.standard_errors.values())
    overlapping = th.fit("logistic_regression", {"z": [0, 1, 2, 3, 4, 5], "y": [0, 0, 1, 0, 1, 1]})
    assert overlapping.converged and math.isfinite(overlapping.standard_errors["slope"])


@pytest.mark.parametrize(
    ("family", "data"),
    [("normal", [3.0]), ("gamma", [2.0, 2.0, 2.0]), ("negative_binomial", [2, 3, 2, 3, 2, 2]), ("poisson", [0, 0])],
)
def test_no_maximum_means_no_error_and_a_reason(family, data):
    fit = th.fit(family, data)
    assert not fit.converged
    for name in fit.free:
        interval = fit.interval(name)
        assert math.isnan(interval[0]) and interval.note
    assert "std. error" in fit.summary()


def test_profile_of_a_median():
    """Laplace, scale profiled out: l_p(m) = -n log(sum |x - m|) + constant, to the cut-off on both sides."""
    data = np.random.default_rng(21).laplace(1, 2, 41)
    fit = th.fit("laplace", data)
    lower, upper = fit.interval("mu", method="profile")
    least = np.abs(data - np.median(data)).sum()
    for end in (lower, upper):
        assert 2 * 41 * math.log(np.abs(data - end).sum() / least) == pytest.approx(Z**2, rel=1e-8)
    assert lower < fit.params["mu"] < upper


def test_integers_that_a_likelihood_ratio_does_not_reject():
    """Binomial counts with the trials unknown: every candidate by its own probability."""
    x = np.array([3, 4, 5, 4])
    fit = th.fit("binomial_trials", x, fixed={"p": 0.5})
    logs = {n: stats.binom.logpmf(x, n, 0.5).sum() for n in range(5, 60)}
    best = max(logs.values())
    kept = [n for n, value in logs.items() if 2 * (best - value) <= stats.chi2.ppf(0.95, 1)]
    assert tuple(fit.interval("trials", method="profile")) == (kept[0], kept[-1])
    assert f"{kept[0]} .. {kept[-1]}" in fit.summary()
    both = th.fit("binomial_both", [16, 18, 22, 25, 27]).interval("trials", method="profile")
    assert both[1] == np.inf and "open above" in both.note


def test_bound_of_a_discrete_uniform_is_an_integer():
    """(m/N)^n >= 0.05 for the greatest of n draws."""
    interval = th.fit("discrete_uniform", [3, 7, 2]).interval("N", method="exact")
    assert tuple(interval) == (7, max(n for n in range(7, 100) if (7 / n) ** 3 >= 0.05))


def test_score_statistics_that_never_reach_the_cut_off_leave_the_interval_open():
    """One exponential: U/sqrt(I) = 1 - rate x stays below 1 on the left, and is -1.96 at rate = 2.96/x."""
    interval = th.fit("exponential", [4.2]).interval("rate", method="score")
    assert interval[0] == 0 and "open below" in interval.note
    assert interval[1] == pytest.approx((1 + stats.norm.ppf(0.975)) / 4.2, rel=1e-8)
    assert th.fit("laplace", [1.0, 2.0]).interval("scale", method="score")[1] == np.inf


def test_one_observation_has_no_robust_error_and_no_other_samples():
    fit = th.fit("poisson", [5])
    robust = fit.with_covariance("robust")
    assert np.isnan(robust.standard_errors["rate"]) and "more observations" in robust.undefined["rate"]
    with pytest.raises(RequestError, match="parametric=True"):
        fit.bootstrap(10, parametric=False)


def test_no_criteria_where_there_is_no_maximum():
    fit = th.fit("mixture_normal", [1.0, 2.0, 3.0, 4.0])
    assert fit.outcome.startswith("no maximum") and "AIC -" in fit.summary()
    assert "no exact interval" in fit.interval("mu_1", method="exact").note


def test_relative_efficiency():
    """Text-book values: the median of a normal 2/pi, its variance 1, the mean of a Laplace 1/2."""
    random = np.random.default_rng(12)
    normal = th.fit("normal", random.normal(3, 2, 50))
    assert float(normal.efficiency("median")) == pytest.approx(2 / np.pi, rel=1e-9)
    assert float(normal.efficiency("variance")) == pytest.approx(1, rel=1e-9)
    assert float(th.fit("laplace", random.laplace(size=50)).efficiency("mean")) == pytest.approx(0.5, rel=1e-9)
    assert float(th.fit("logistic", random.logistic(size=50)).efficiency("mean")) == pytest.approx(9 / np.pi**2)
    p, rate = 0.9, np.log(10)
    exponential = th.fit("exponential", random.exponential(size=50))
    assert float(exponential.efficiency(p)) == pytest.approx(rate**2 * (1 - p) / p, rel=1e-9)
    for of in ("mean", "variance"):
        with pytest.raises(RequestError, match="not finite"):
            th.fit("cauchy", random.standard_cauchy(50)).efficiency(of)
    with pytest.raises(RequestError, match="none of 'mean'"):
        normal.efficiency("mode")


def test_likelihood_ratio_of_a_model_with_tied_parameters(draws):
    wide = th.fit("gamma", draws)
    narrow = th.fit("gamma", draws, constraints={"scale": "2*shape"})
    test = th.likelihood_ratio(narrow, wide)
    assert test.degrees_of_freedom == 1
    assert test.statistic == pytest.approx(2 * (wide.log_likelihood - narrow.log_likelihood))
    with pytest.raises(RequestError, match="fixed or tied"):
        th.likelihood_ratio(narrow, th.fit("weibull", draws))
    with pytest.raises(RequestError):
        th.likelihood_ratio(wide, narrow)


def test_expected_information_of_a_generalised_pareto():
    """Smith (1984): n/(1 + 2 xi) times [[2/(1 + xi), 1/(s (1 + xi))], [., 1/s^2]], for xi > -1/2 only."""
    for xi in (0.3, -0.2):
        x = stats.genpareto(xi, scale=2).rvs(300, random_state=1)
        fit = th.fit("generalised_pareto", x)
        k, s = fit.params["shape"], fit.params["scale"]
        off = 1 / (s * (1 + k))
        known = 300 / (1 + 2 * k) * np.array([[2 / (1 + k), off], [off, 1 / s**2]])
        np.testing.assert_allclose(fit.with_covariance("expected").covariance, np.linalg.inv(known), rtol=1e-6)


def test_ends_of_the_support_at_which_the_usual_theory_fails():
    """Smith (1985): a Weibull's threshold for shape <= 2, extremes for shape <= -1/2."""
    x = stats.weibull_min(1.5, loc=2).rvs(200, random_state=1)
    fit = th.fit("weibull_shifted", x)
    assert np.isnan(fit.standard_errors["location"]) and "needs more than 1" in fit.undefined["location"]
    # the threshold converges faster than the others, which are as good as if it were known
    held = th.fit("weibull", x - fit.params["location"])
    assert fit.standard_errors["shape"] == pytest.approx(held.standard_errors["shape"], rel=1e-6)
    steep = th.fit("weibull_shifted", stats.weibull_min(4, loc=2).rvs(200, random_state=1))
    assert np.isfinite(steep.standard_errors["location"])
    for family, law in (
        ("generalised_pareto", stats.genpareto(-0.8)),
        ("generalised_extreme_value", stats.genextreme(0.8)),
    ):
        fit = th.fit(family, law.rvs(200, random_state=3))
        assert fit.converged and all(map(np.isnan, fit.standard_errors.values()))
        assert np.isnan(fit.interval("shape", method="profile")[0])
    near = th.fit("generalised_pareto", stats.genpareto(-0.45).rvs(2000, random_state=3))
    assert -0.5 < near.params["shape"] < -0.42 and np.isfinite(near.standard_errors["shape"])
    assert "too near to an infinite one" in near.with_covariance("expected").undefined["shape"]


def test_choosing_says_why_shortly_and_truly():
    """Under-dispersed counts: the negative binomial has no maximum; it is not another family's twin."""
    found = th.choose(
        [2, 3, 3, 2, 3, 2, 3, 3], families=["poisson", "poisson_log", "negative_binomial", "skellam", "beta"]
    )
    assert [row.name for row in found] == ["poisson"]
    assert found.failed["negative_binomial"].startswith("limit")
    assert found.failed["poisson_log"] == "the same distributions as poisson"
    assert "beta: the data lie outside the support" in str(found)
    assert max(map(len, str(found).splitlines())) <= 100
    alone = th.choose([2.5], families=["exponential", "rayleigh"])
    assert len(alone) == 0 and "no more observations" in alone.failed["rayleigh"]
