"""Many rows: one reading checks and sums, kernels multiply logarithms, and the answer is the general way's."""

import math
import os
import pickle

import mpmath
import numpy as np
import pytest
from scipy import stats

import thetahat as th
from thetahat import plans
from thetahat.core.plan import Pass
from thetahat.engines import native
from thetahat.engines.estimate import estimate
from thetahat.engines.first import ways
from thetahat.engines.quick import quick

DRAWN = {
    "normal": stats.norm(1e6, 2),
    "gamma": stats.gamma(2.5, scale=3e-8),
    "beta": stats.beta(0.3, 40),
    "inverse_gaussian": stats.invgauss(0.7),
    "von_mises": stats.vonmises(2, 1),
    "lognormal": stats.lognorm(0.5),
    "rayleigh": stats.rayleigh(0, 3),
    "pareto": stats.pareto(3),
}


@pytest.mark.parametrize("kernels", ["never", "auto"])
@pytest.mark.parametrize("name", DRAWN)
def test_the_quick_way_for_many_rows_agrees_with_the_general_one(name, kernels, monkeypatch):
    monkeypatch.setenv("THETAHAT_KERNELS", kernels)
    plan = plans.shipped(name).plan
    x = DRAWN[name].rvs(size=40_001, random_state=np.random.default_rng(3))
    found = [way.run(x, float(len(x))) for way in ways(plan)]
    theta, value, triangle, _ = next(f for f in found if f is not None)
    slow = estimate(plan, x)
    assert theta == pytest.approx(tuple(slow.params.values()), rel=1e-9)
    assert value == pytest.approx(slow.log_likelihood, rel=1e-12)
    k = len(theta)
    assert triangle == pytest.approx(slow.hessian[np.tril_indices(k)], rel=1e-6, abs=1e-9 * np.abs(slow.hessian).max())


@pytest.mark.parametrize("name", ["normal", "gamma", "weibull", "student_t"])
@pytest.mark.parametrize(("bad", "told"), [(np.nan, "NaN"), (np.inf, "infinite"), (-np.inf, "infinite")])
def test_one_bad_value_among_many_is_found(name, bad, told):
    x = np.random.default_rng(0).gamma(2.0, 1.0, 50_000)
    x[31_234] = bad
    with pytest.raises(th.ThetahatError, match=f"{told} in row 31235"):
        th.fit(name, x)


@pytest.mark.parametrize(("name", "bad"), [("gamma", 0.0), ("gamma", -1.0), ("weibull", 0.0), ("beta", 1.0)])
def test_one_value_outside_the_support_among_many_is_found(name, bad):
    x = np.random.default_rng(0).beta(2.0, 1.5, 50_000)
    x[31_234] = bad
    with pytest.raises(th.ThetahatError, match="position 31234"):
        th.fit(name, x)


def test_many_equal_values_have_no_maximum():
    assert th.fit("gamma", np.full(50_000, 2.0)).outcome.startswith("no maximum")


REVISITED = {
    "weibull": stats.weibull_min(1.7),
    "gumbel": stats.gumbel_r(3, 2),
    "logistic": stats.logistic(3, 2),
    "student_t": stats.t(5),
    "skew_normal": stats.skewnorm(3, 3, 2),
}


@pytest.mark.parametrize("name", REVISITED)
def test_a_hundred_thousand_rows_are_read_at_most_four_times(name):
    fit = th.fit(name, REVISITED[name].rvs(size=120_000, random_state=np.random.default_rng(2)))
    assert fit.converged and int(fit.route["data"].split()[0]) <= 4


# ------------------------------------------------------------------ logarithms of products


def _sums(x, monkeypatch, tmp_path):
    monkeypatch.setenv("THETAHAT_KERNELS", "always")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    p = Pass(("a", "b"), ("total", "total"), ("log(x)", "log1p(x)"), reads=("x",))
    found = native.kernel(p, len(x), False)
    if found is None:
        assert os.environ.get("CI") != "true", "CI needs a C compiler"
        pytest.skip("there is no C compiler")
    return found.parts([x], None, [], len(x))[0]


def test_sums_of_logarithms_have_all_their_digits(monkeypatch, tmp_path):
    random = np.random.default_rng(1)
    x = np.concatenate(
        [10.0 ** random.uniform(-300, 300, 3000), 1 + 1e-14 * random.normal(size=700), [2.3e-308, 1e308]]
    )
    logs, logs1p = _sums(x, monkeypatch, tmp_path)
    with mpmath.workdps(30):
        assert logs == pytest.approx(float(mpmath.fsum(mpmath.log(v) for v in x.tolist())), rel=1e-13)
        assert logs1p == pytest.approx(float(mpmath.fsum(mpmath.log1p(v) for v in x.tolist())), rel=1e-13)


def test_small_terms_keep_their_digits(monkeypatch, tmp_path):
    x = 1e-12 * np.random.default_rng(1).uniform(0.5, 1.5, 2000)
    with mpmath.workdps(40):
        wanted = float(mpmath.fsum(mpmath.log1p(v) for v in x.tolist()))
    assert _sums(x, monkeypatch, tmp_path)[1] == pytest.approx(wanted, rel=1e-14)


@pytest.mark.parametrize(
    ("value", "logs", "logs1p"),
    [
        (0.0, -math.inf, 0.0),
        (5e-324, math.log(5e-324), 0.0),
        (math.inf, math.inf, math.inf),
        (-2.0, math.nan, math.nan),
    ],
)
def test_what_is_no_ordinary_number_is_taken_as_the_library_takes_it(value, logs, logs1p, monkeypatch, tmp_path):
    x = np.ones(1000)
    x[777] = value
    found = _sums(x, monkeypatch, tmp_path)
    assert found[0] == pytest.approx(logs, rel=1e-14, nan_ok=True)
    assert found[1] == pytest.approx(logs1p + 999 * math.log(2), rel=1e-14, nan_ok=True)


# ------------------------------------------------------------------ several starts and several roots, few rows

SEARCHED = {
    "student_t": stats.t(4, 3, 2),
    "skew_normal": stats.skewnorm(3, 3, 2),
    "generalised_gamma": stats.gengamma(2, 1.5, scale=3),
    "negative_binomial": stats.nbinom(4, 0.4),
}


@pytest.mark.parametrize("size", [40, 300, 5000])
@pytest.mark.parametrize("name", SEARCHED)
def test_searches_of_both_ways_end_at_the_same_height(name, size):
    plan = plans.shipped(name).plan
    x = SEARCHED[name].rvs(size=size, random_state=np.random.default_rng(size)).astype(float)
    way = quick(plan)
    with np.errstate(all="ignore"):
        found = way.run(x, float(size))
    slow = estimate(plan, x)
    if found is None:
        assert size == 40
        return
    assert found[1] == pytest.approx(slow.log_likelihood, rel=1e-10)
    assert found[0] == pytest.approx(tuple(slow.params.values()), rel=1e-5)


def test_what_a_small_fit_leaves_for_later_is_there_when_asked_for():
    x = SEARCHED["student_t"].rvs(size=60, random_state=np.random.default_rng(1))
    fit = th.fit("student_t", x)
    again = pickle.loads(pickle.dumps(fit))
    assert again.params == fit.params and again.route == fit.route and again.outcome == fit.outcome
    assert np.array_equal(again.covariance, fit.covariance) and again.bounds == fit.bounds
    assert fit.with_covariance("robust").standard_errors != fit.standard_errors
    errors = np.sqrt(np.diag(fit.covariance))
    assert tuple(fit.standard_errors.values()) == pytest.approx(tuple(errors), rel=1e-12)
    with pytest.raises(AttributeError):
        _ = fit.something
