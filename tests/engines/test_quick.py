"""The quick way gives what the general way gives, and leaves to it whatever is out of the ordinary."""

import sys

import numpy as np
import pytest
from scipy import stats

import thetahat as th
from thetahat import plans
from thetahat.engines.estimate import estimate
from thetahat.engines.quick import quick
from thetahat.fitting import fitted

DRAWN = {
    "normal": stats.norm(3, 2),
    "exponential": stats.expon(0, 3),
    "gamma": stats.gamma(2.5, scale=3e-8),
    "gamma_mean": stats.gamma(2.5, scale=3),
    "inverse_gamma": stats.invgamma(3),
    "beta": stats.beta(0.3, 40),
    "beta_symmetric": stats.beta(4, 4),
    "nakagami": stats.nakagami(1.5),
    "inverse_gaussian": stats.invgauss(0.7),
    "lognormal": stats.lognorm(0.5),
    "von_mises": stats.vonmises(2, 1),
    "uniform": stats.uniform(1, 2),
    "pareto": stats.pareto(3),
    "exponential_shifted": stats.expon(1e6, 2),
    "poisson": stats.poisson(4),
    "geometric": stats.geom(0.3),
    "zeta": stats.zipf(2.5),
    "bernoulli": stats.bernoulli(0.4),
    "weibull": stats.weibull_min(30, scale=1e-8),
    "gumbel": stats.gumbel_r(1e6, 2),
    "logistic": stats.logistic(-1e6, 1e-3),
    "cauchy": stats.cauchy(3, 1e4),
}


@pytest.mark.parametrize("size", [3, 20, 500, 9000])
@pytest.mark.parametrize("name", DRAWN)
def test_both_ways_agree(name, size):
    recipe = plans.shipped(name)
    way = quick(recipe.plan)
    assert way is not None
    x = DRAWN[name].rvs(size=size, random_state=np.random.default_rng(size)).astype(float)
    slow = estimate(recipe.plan, x)
    with np.errstate(all="ignore"):
        found = way.run(x, float(size))
    if found is None:
        assert not slow.outcome.startswith("global") or size == 3
        return
    theta, value, triangle, _ = found
    assert theta == pytest.approx(tuple(slow.params.values()), rel=1e-8)
    assert value == pytest.approx(slow.log_likelihood, rel=1e-12)
    k = len(theta)
    assert triangle == pytest.approx(slow.hessian[np.tril_indices(k)], rel=1e-6, abs=1e-9 * np.abs(slow.hessian).max())
    assert way.outcome == slow.outcome


@pytest.mark.parametrize("name", ["gamma", "normal", "beta", "uniform", "poisson"])
def test_both_ways_give_the_same_kind_of_fit(name):
    recipe = plans.shipped(name)
    x = DRAWN[name].rvs(size=30, random_state=np.random.default_rng(4)).astype(float)
    fast = th.fit(name, x)
    slow = fitted(recipe.plan, x, weights=np.ones(30), names=recipe.names, title=recipe.title)
    assert fast.standard_errors == pytest.approx(slow.standard_errors, rel=1e-8, nan_ok=True)
    assert fast.bounds == slow.bounds and fast.title == slow.title and set(fast.route) == set(slow.route)
    assert fast.irregular == slow.irregular and fast.undefined == slow.undefined
    for parameter in fast.params:
        a, b = fast.interval(parameter, method="profile"), slow.interval(parameter, method="profile")
        assert tuple(a) == pytest.approx(tuple(b), rel=1e-6, nan_ok=True)
    assert fast.density(x[:3]) == pytest.approx(slow.density(x[:3]), rel=1e-8)


@pytest.mark.parametrize(
    ("name", "data", "begins"),
    [
        ("gamma", [2.0, 2.0, 2.0], "no maximum"),
        ("normal", [1.0], "no maximum"),
        ("bernoulli", [0.0, 0.0], ""),
        ("exponential", [0.0, 0.0], "no maximum"),
    ],
)
def test_what_is_out_of_the_ordinary_is_explained(name, data, begins):
    fit = th.fit(name, np.array(data))
    assert fit.outcome.startswith(begins) and not fit.outcome.startswith("global")


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, -1.0])
def test_bad_data_are_refused(bad):
    with pytest.raises(th.ThetahatError):
        th.fit("gamma", np.array([1.0, 2.0, bad]))


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", ["normal", "gamma", "weibull", "logistic", "student_t", "negative_binomial"])
def test_every_kind_of_array_gives_the_same_fit(name):
    x = np.array([3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0, 5.0, 8.0])
    fit = th.fit(name, x)
    frozen = x.copy()
    frozen.setflags(write=False)
    strided = np.repeat(x, 3)[::3]
    kinds = [frozen, strided, x[::-1][::-1], x.astype(">f8"), x.astype(np.float32), x.astype(np.int16), x.tolist()]
    kinds += [np.ma.masked_array(x, mask=False), tuple(x), x.astype(object)]
    for other in kinds:
        again = th.fit(name, other)
        assert again.params == fit.params and again.outcome == fit.outcome
    assert np.array_equal(frozen, x)
    with pytest.raises(th.ThetahatError, match="masked"):
        th.fit(name, np.ma.masked_array(x, mask=x > 8))
    for empty in ([], np.empty(0)):
        with pytest.raises(th.ThetahatError, match="no data"):
            th.fit(name, empty)


def test_threads_do_not_disturb_one_another():
    from concurrent.futures import ThreadPoolExecutor

    samples = [np.random.default_rng(i).gamma(2.0, 3.0, 60) for i in range(40)]
    alone = [th.fit(name, x).params for x in samples for name in ("gamma", "weibull")]
    with ThreadPoolExecutor(8) as pool:
        jobs = [pool.submit(th.fit, name, x) for x in samples for name in ("gamma", "weibull")]
    assert [job.result().params for job in jobs] == alone


def test_a_small_fit_does_not_import_anything():
    th.fit("gamma", [1.0, 2.0, 3.5])
    before = set(sys.modules)
    th.fit("gamma", np.array([1.0, 2.0, 3.7])).standard_errors  # noqa: B018
    assert set(sys.modules) == before


def test_one_evaluation_is_no_evaluations():
    from thetahat.engines.nouns import Count

    assert f"{Count(1):evaluation}, {Count(2):pass}, {Count(0):row}, {Count(7)}" == "1 evaluation, 2 passes, 0 rows, 7"
    x = stats.logistic(3, 2).rvs(size=50_000, random_state=np.random.default_rng(1))
    assert not any("1 evaluations" in text or " 1 starts" in text for text in th.fit("logistic", x).route.values())
