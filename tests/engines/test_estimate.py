"""Estimates from hand-built derivations.  Truth: NumPy's two-pass formulas, SciPy's fits, known limits."""

import json
import math
import subprocess
import sys

import numpy as np
import pytest
from scipy import optimize, special, stats

import hand_built
from thetahat.codegen.plan import plan
from thetahat.codegen.program import program
from thetahat.core.derivation import Verdict
from thetahat.core.plan import from_json, to_json
from thetahat.engines.estimate import estimate
from thetahat.errors import DataError, RequestError
from thetahat.plans import shipped


def planned(build, **options):
    return plan(program(build(**options)))


@pytest.fixture(scope="module")
def plans():
    made = {}

    def get(build):
        if build not in made:
            made[build] = planned(build)
        return made[build]

    return get


def rng(seed=1):
    return np.random.default_rng(seed)


# ------------------------------------------------------------------ closed forms


def test_the_normal_is_the_mean_and_the_mean_square_to_the_last_digits(plans):
    np.random.seed(123)
    data = np.random.normal(5, 2, 1000)
    e = estimate(plans(hand_built.normal), data)
    mean = math.fsum(data) / 1000
    assert e.params["mu"] == pytest.approx(mean, rel=1e-15)
    assert e.params["v"] == pytest.approx(math.fsum((data - mean) ** 2) / 1000, rel=1e-14)
    assert e.log_likelihood == pytest.approx(stats.norm.logpdf(data, mean, data.std()).sum(), rel=1e-14)
    assert e.passes == 2 and e.converged and e.outcome == "global maximum"
    np.testing.assert_allclose(e.hessian, -np.diag([1000 / e.params["v"], 500 / e.params["v"] ** 2]), atol=1e-9)


@pytest.mark.parametrize("size", [1, 2, 8192, 16384, 16385, 50_000])
def test_blocks_do_not_show(plans, size):
    data = rng().normal(1e8, 2, size) + np.arange(size) % 2
    e = estimate(plans(hand_built.normal), data)
    if size == 1:
        assert e.outcome.startswith("no maximum") and e.params == {"mu": data[0], "v": 0.0}
        return
    mean = math.fsum(data) / size
    assert e.params["mu"] == pytest.approx(mean, rel=1e-15)
    assert e.params["v"] == pytest.approx(math.fsum((data - mean) ** 2) / size, rel=1e-9)


def test_pareto_takes_the_smallest_observation_as_it_stands(plans):
    data = 2 * (1 + rng().pareto(3, 200))
    e = estimate(plans(hand_built.pareto), data)
    assert e.params["xm"] == data.min()
    assert e.params["alpha"] == pytest.approx(200 / np.log(data / data.min()).sum(), rel=1e-13)
    assert e.outcome.startswith("boundary") and e.converged and e.regular == ("alpha",)


def test_the_straight_line_is_that_of_least_squares(plans):
    z = rng().uniform(0, 10, 60) + 1e5
    y = 3 + 0.5 * z + rng(2).normal(0, 0.3, 60)
    e = estimate(plans(hand_built.straight_line), {"z": z, "y": y})
    slope = np.sum((z - z.mean()) * (y - y.mean())) / np.sum((z - z.mean()) ** 2)
    assert e.params["b"] == pytest.approx(slope, rel=1e-12)
    assert e.params["a"] == pytest.approx(y.mean() - slope * z.mean(), rel=1e-9)
    assert e.params["v"] == pytest.approx(np.mean((y - e.params["a"] - slope * z) ** 2), rel=1e-9)
    table = estimate(plans(hand_built.straight_line), np.column_stack([y, z]))
    assert table.params == e.params


def test_censored_lifetimes(plans):
    lifetimes = rng().exponential(3, 100)
    data = {"t": np.minimum(lifetimes, 4.0), "d": (lifetimes < 4.0).astype(int)}
    e = estimate(plans(hand_built.censored_exponential), data)
    assert e.params["lam"] == pytest.approx(data["d"].sum() / data["t"].sum(), rel=1e-14)
    assert e.passes == 1


def test_laplace_is_the_median_and_the_mean_deviation(plans):
    data = rng().laplace(1, 2, 101)
    e = estimate(plans(hand_built.laplace), data)
    assert e.params["mu"] == np.median(data)
    assert e.params["b"] == pytest.approx(np.abs(data - np.median(data)).mean(), rel=1e-14)


def test_known_constants_are_given_by_name(plans):
    data = rng().binomial(7, 0.3, 50)
    e = estimate(plans(hand_built.binomial_known_trials), data, known={"m": 7})
    assert e.params["p"] == pytest.approx(data.sum() / 350, rel=1e-15)
    assert e.log_likelihood == pytest.approx(stats.binom.logpmf(data, 7, e.params["p"]).sum(), rel=1e-13)


@pytest.mark.parametrize(
    ("known", "told"),
    [
        (None, "'m' needs a value"),
        ({"m": 7, "q": 1}, "'q' is not a known constant"),
        ({"m": 0}, "m = 0 is outside its domain"),
        ({"m": 7.5}, "m = 7.5 is outside its domain"),
        ({"m": "seven"}, "must be a number"),
    ],
)
def test_a_constant_that_is_missing_or_impossible_is_named(plans, known, told):
    with pytest.raises(RequestError, match=told):
        estimate(plans(hand_built.binomial_known_trials), [1, 2], known=known)


# ------------------------------------------------------------------ roots, searches, choices


def test_gamma_agrees_with_scipy_on_its_one_equation(plans):
    data = rng().gamma(3, 2, 500)
    e = estimate(plans(hand_built.gamma_shape_scale), data)
    gap = math.log(data.mean()) - np.log(data).mean()
    shape = optimize.brentq(lambda k: math.log(k) - special.digamma(k) - gap, 0.1, 100, xtol=1e-14, rtol=1e-15)
    assert e.params["k"] == pytest.approx(shape, rel=1e-12)
    assert e.params["theta"] == pytest.approx(data.mean() / shape, rel=1e-12)
    assert e.passes == 1 and "root" in e.route["k"]


@pytest.mark.parametrize("shape", [0.02, 0.5, 1, 40, 3000])
def test_weibull_reaches_any_shape_and_any_scale(plans, shape):
    data = 1e-8 * rng().weibull(shape, 300)
    e = estimate(plans(hand_built.weibull), data)
    logs = np.log(data) - np.log(data).mean()

    def equation(k):
        weights = np.exp(k * logs - (k * logs).max())
        return 1 / k - np.sum(weights * logs) / np.sum(weights)

    root = optimize.brentq(equation, shape / 10, shape * 10, xtol=1e-14 * shape, rtol=1e-15)
    assert e.params["k"] == pytest.approx(root, rel=1e-10)
    assert e.outcome == "global maximum"


def test_of_two_roots_the_one_in_the_domain(plans):
    data = rng().normal(3, math.sqrt(3), 100)
    e = estimate(plans(hand_built.normal_mean_is_variance), data)
    assert e.params["theta"] == pytest.approx((-1 + math.sqrt(1 + 4 * np.mean(data**2))) / 2, rel=1e-14)


def test_the_number_of_trials_is_the_best_integer(plans):
    data = rng().binomial(20, 0.5, 15)
    e = estimate(plans(hand_built.binomial_trials), data)
    values = {N: stats.binom.logpmf(data, N, 0.5).sum() for N in range(data.max(), 100)}
    assert e.params["N"] == max(values, key=values.get)
    assert e.log_likelihood == pytest.approx(max(values.values()), rel=1e-12)


def test_a_search_over_the_points_finds_a_median(plans):
    data = rng().normal(size=31)
    assert estimate(plans(hand_built.two_medians), data).params["mu"] == np.median(data)


def test_every_value_between_is_as_good_and_the_middle_is_reported():
    data = np.array([0.3, 0.5, 0.9])
    e = estimate(planned(hand_built.uniform_of_width_one), data)
    assert e.params["theta"] == pytest.approx(0.6)
    assert e.intervals["theta"] == (pytest.approx(0.4), pytest.approx(0.8))
    assert e.outcome.startswith("not unique: every theta from 0.4 to 0.8") and e.converged


def test_data_that_no_value_admits_have_no_maximum():
    e = estimate(planned(hand_built.uniform_of_width_one), [0.0, 1.3])
    assert e.outcome.startswith("no maximum: the likelihood is 0 everywhere") and not e.converged


# ------------------------------------------------------------------ joint maximisation


def test_logistic_agrees_with_scipy(plans):
    data = rng().logistic(1, 2, 300)
    e = estimate(plans(hand_built.logistic), data)
    location, scale = stats.logistic.fit(data)
    assert e.params["mu"] == pytest.approx(location, rel=1e-4)
    assert e.log_likelihood >= stats.logistic.logpdf(data, location, scale).sum()
    assert np.max(np.abs(e.gradient)) < 1e-9
    assert e.outcome.startswith("local maximum: the best of")


def test_a_certificate_makes_it_global():
    certificate = hand_built.certified(maximum="checked", unique="cited")
    e = estimate(planned(hand_built.logistic, certificate=certificate), rng().logistic(1, 2, 50))
    assert e.outcome.startswith("global maximum") and "one start" in e.route["mu"]


def test_a_mixture_is_recovered_and_called_local(plans):
    data = np.concatenate([rng().poisson(2, 300), rng(2).poisson(11, 200)])
    e = estimate(plans(hand_built.poisson_mixture), data)

    def nll(u):
        w, a, b = special.expit(u[0]), *np.exp(u[1:])
        return -np.logaddexp(
            math.log(w) + stats.poisson.logpmf(data, a), np.log1p(-w) + stats.poisson.logpmf(data, b)
        ).sum()

    best = min(optimize.minimize(nll, [0, math.log(m), math.log(3 * m)], tol=1e-12).fun for m in (1, 2, 4))
    assert -e.log_likelihood == pytest.approx(best, rel=1e-9)
    assert sorted([e.params["a"], e.params["b"]]) == pytest.approx([2, 11], rel=0.1)
    assert "EM" in e.route["w"] and e.outcome.startswith("local maximum")


def test_normal_data_push_the_degrees_of_freedom_to_infinity():
    data = stats.norm.ppf((np.arange(200) + 0.5) / 200)
    e = estimate(planned(hand_built.student), data)
    assert e.params["nu"] == math.inf and not e.converged
    assert e.outcome.startswith("limit") and "nu → infinity" in e.outcome
    assert e.params["mu"] == pytest.approx(0, abs=1e-8)
    assert e.params["s"] == pytest.approx(data.std(), rel=1e-6)
    assert e.log_likelihood == pytest.approx(stats.norm.logpdf(data, 0, data.std()).sum(), rel=1e-9)


def test_counts_less_spread_than_poisson_s_run_to_poisson(plans):
    data = np.array([3, 4, 4, 5, 4, 3, 5, 4, 4, 4])
    e = estimate(plans(hand_built.negative_binomial), data)
    assert e.params["r"] == math.inf and e.outcome.startswith("limit") and not e.converged
    assert e.params["m"] == pytest.approx(4.0, rel=1e-7)
    assert e.log_likelihood == pytest.approx(stats.poisson.logpmf(data, 4.0).sum(), rel=1e-9)


def test_counts_more_spread_than_poisson_s_have_a_size(plans):
    data = rng().negative_binomial(2.5, 0.2, 300)
    e = estimate(plans(hand_built.negative_binomial), data)
    assert e.params["m"] == pytest.approx(data.mean(), rel=1e-9)
    profile = optimize.minimize_scalar(
        lambda u: -stats.nbinom.logpmf(data, math.exp(u), math.exp(u) / (math.exp(u) + data.mean())).sum(),
        bounds=(-3, 5),
    )
    assert e.log_likelihood == pytest.approx(-profile.fun, rel=1e-10)


def test_an_unbounded_likelihood_gives_the_local_maximum_inside():
    data = stats.t.rvs(3, loc=1, scale=2, size=200, random_state=3)
    e = estimate(planned(hand_built.student, verdict=Verdict.UNBOUNDED), data)
    best = stats.t.logpdf(data, *stats.t.fit(data)).sum()
    assert e.outcome.startswith("local maximum: the likelihood is unbounded")
    assert e.log_likelihood >= best - 1e-6


# ------------------------------------------------------------------ invariance


@pytest.mark.parametrize("scale", [1e-8, 1.0, 1e8])
@pytest.mark.parametrize("build", [hand_built.logistic, hand_built.student, hand_built.laplace, hand_built.normal])
def test_scaling_the_data_scales_the_answer(plans, build, scale):
    data = stats.t.rvs(4, size=80, random_state=5)
    plain, scaled = estimate(plans(build), data), estimate(plans(build), scale * data)
    powers = {"mu": 1, "s": 1, "b": 1, "v": 2, "nu": 0}
    for name, value in plain.params.items():
        assert scaled.params[name] == pytest.approx(value * scale ** powers[name], rel=1e-8)
    assert scaled.log_likelihood == pytest.approx(plain.log_likelihood - 80 * math.log(scale), rel=1e-10)
    assert scaled.outcome == plain.outcome


@pytest.mark.parametrize("scale", [1e-9, 1e9])
def test_censored_lifetimes_are_as_free_of_units(plans, scale):
    lifetimes = 5 * rng().weibull(1.7, 150)
    data = {"t": np.minimum(lifetimes, 6.0), "d": (lifetimes < 6.0).astype(float)}
    plain = estimate(plans(hand_built.censored_weibull), data)
    scaled = estimate(plans(hand_built.censored_weibull), {**data, "t": scale * data["t"]})
    assert scaled.params["k"] == pytest.approx(plain.params["k"], rel=1e-9)
    assert scaled.params["l"] == pytest.approx(scale * plain.params["l"], rel=1e-9)
    assert scaled.log_likelihood == pytest.approx(plain.log_likelihood - data["d"].sum() * math.log(scale), rel=1e-10)
    truth = stats.weibull_min.fit(stats.CensoredData.right_censored(data["t"], data["d"] == 0), floc=0)
    assert plain.params["k"] == pytest.approx(truth[0], rel=1e-3)


@pytest.mark.parametrize("build", [hand_built.logistic, hand_built.student])
def test_a_shift_shifts_the_location_and_nothing_else(plans, build):
    # Multiples of 2^-20 near 1e6 are exact, so that the shifted data are the same data.
    data = np.round(stats.t.rvs(4, size=80, random_state=5) * 2**20) / 2**20
    plain, moved = estimate(plans(build), data), estimate(plans(build), data + 1e6)
    assert moved.params["mu"] - 1e6 == pytest.approx(plain.params["mu"], abs=1e-9)
    assert moved.params["s"] == pytest.approx(plain.params["s"], rel=1e-9)


@pytest.mark.parametrize("build", hand_built.ALL)
def test_frequencies_are_repetitions(plans, build):
    draw = {
        "straight_line": lambda: {"y": rng().normal(size=20), "z": rng(2).normal(size=20)},
        "censored_exponential": lambda: {"t": rng().exponential(size=20), "d": rng(2).integers(0, 2, 20)},
        "binomial_trials": lambda: {"x": rng().binomial(9, 0.5, 20)},
        "poisson_mixture": lambda: {"x": np.concatenate([rng().poisson(1, 12), rng().poisson(20, 8)])},
        "bernoulli": lambda: {"x": np.arange(20) % 3 // 2},
    }.get(build.__name__, lambda: {"x": 1.5 + rng().gamma(2, 1, 20)})
    data, times = draw(), rng(4).integers(0, 4, 20)
    times[:2] = 1
    weighted = estimate(plans(build), data, weights=times)
    repeated = estimate(plans(build), {k: np.repeat(v, times) for k, v in data.items()})
    assert weighted.n == repeated.n == times.sum()
    assert weighted.log_likelihood == pytest.approx(repeated.log_likelihood, rel=1e-9)
    for name, value in repeated.params.items():
        assert weighted.params[name] == pytest.approx(value, rel=1e-6)


# ------------------------------------------------------------------ no maximum, no data


def test_equal_observations_have_no_gamma_maximum(plans):
    e = estimate(plans(hand_built.gamma_shape_scale), [0.1, 0.1, 0.1])
    assert e.params == {"k": math.inf, "theta": 0.0} and not e.converged
    assert e.outcome.startswith("no maximum: a maximum exists only if the observations are not all equal")
    assert e.regular == ()


@pytest.mark.parametrize("data", [[0, 0, 0], [1, 1]])
def test_an_estimate_on_an_open_end_is_no_maximum(plans, data):
    e = estimate(plans(hand_built.bernoulli), data)
    assert e.params["p"] == data[0] and not e.converged
    assert e.outcome.startswith("no maximum: the likelihood grows as p →")
    assert e.log_likelihood == 0.0


@pytest.mark.parametrize(
    ("build", "data", "told"),
    [
        (hand_built.normal, [], "no data"),
        (hand_built.normal, [1.0, math.nan], "NaN"),
        (hand_built.normal, [1.0, math.inf], "infinite"),
        (hand_built.normal, ["a", "b"], "text"),
        (hand_built.normal, np.ones((3, 2)), "1-d"),
        (hand_built.normal, np.ma.masked_array([1.0, 2.0], [0, 1]), "masked"),
        (
            hand_built.gamma_shape_scale,
            [1.0, -2.0, 0.0],
            "2 of 3 observations are outside the support of gamma: x must be > 0",
        ),
        (hand_built.bernoulli, [0, 1, 2], "1 of 3 .* must be <= 1 .2 at position 2"),
        (hand_built.bernoulli, [0, 0.5], "1 of 2 .* must be an integer .0.5 at position 1"),
        (hand_built.straight_line, {"y": [1.0, 2.0]}, "'z'"),
        (hand_built.straight_line, {"y": [1.0, 2.0], "z": [1.0]}, "length"),
    ],
)
def test_data_that_are_none_are_refused_in_one_line(plans, build, data, told):
    with pytest.raises(DataError, match=told) as refusal:
        estimate(plans(build), data)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.astype(np.float32),
        lambda d: d.astype(">f8"),
        lambda d: np.repeat(d, 2)[::2],
        lambda d: d.tolist(),
        lambda d: np.ma.masked_array(d),
        lambda d: d.astype(np.int32),
        lambda d: [*map(int, d)],
    ],
)
def test_any_kind_of_array_will_do(plans, change):
    data = np.round(rng().normal(50, 9, 64))
    data.setflags(write=False)
    assert estimate(plans(hand_built.normal), change(data)).params == estimate(plans(hand_built.normal), data).params


def test_the_data_are_not_touched(plans):
    data = rng().logistic(size=100)
    data.setflags(write=False)
    before = data.copy()
    estimate(plans(hand_built.logistic), data)
    np.testing.assert_array_equal(data, before)


# ------------------------------------------------------------------ large samples, threads, start-up


def test_a_large_sample_is_read_a_few_times(plans):
    data = rng().logistic(3, 2, 200_000)
    e = estimate(plans(hand_built.logistic), data)
    assert e.passes <= 8
    assert np.max(np.abs(e.gradient)) < 1e-6 * 200_000
    assert e.params["mu"] == pytest.approx(3, abs=0.03)


def test_one_plan_serves_several_threads(plans):
    from concurrent.futures import ThreadPoolExecutor

    samples = [rng(i).logistic(i, 1 + i, 50) for i in range(12)]
    alone = [estimate(plans(hand_built.logistic), s).params for s in samples]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda s: estimate(plans(hand_built.logistic), s).params, samples))
    assert together == alone


def test_a_stored_plan_fits_without_sympy(plans, tmp_path):
    stored = tmp_path / "plan.json"
    stored.write_text(to_json(plans(hand_built.weibull)), encoding="utf-8")
    script = (
        "import json, sys\n"
        "from thetahat.core.plan import from_json\n"
        "from thetahat.engines.estimate import estimate\n"
        f"e = estimate(from_json(open({str(stored)!r}).read()), [1.0, 2.0, 4.0])\n"
        "print(json.dumps([e.params, 'sympy' in sys.modules, 'scipy.stats' in sys.modules]))\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    params, sympy, scipy_stats = json.loads(run.stdout)
    shape, _, scale = stats.weibull_min.fit([1.0, 2.0, 4.0], floc=0)
    assert params["k"] == pytest.approx(shape, rel=1e-3) and params["l"] == pytest.approx(scale, rel=1e-3)
    assert not sympy and not scipy_stats


def test_the_round_trip_through_json_changes_nothing(plans):
    for build in hand_built.ALL:
        text = to_json(plans(build))
        assert to_json(from_json(text)) == text


def test_a_mixture_with_a_part_at_the_border_of_the_support_runs_away():
    """The part that sits on the zeros has no curvature there."""
    found = estimate(shipped("mixture_exponential").plan, np.repeat([0.0, 1.0], [120, 80]))
    assert found.outcome.startswith("no maximum") and "rate_2" in found.outcome and not found.converged
