"""Fit and what follows from a maximum.  Truth: SciPy's distributions and root finders, published figures, theory."""

import json
import math
import pickle
from types import SimpleNamespace

import numpy as np
import pytest
from scipy import optimize, special, stats

import thetahat as th
from thetahat.errors import RequestError
from thetahat.fit import OUTCOMES, Fit
from thetahat.inference import Coordinate, Interval, covariance, normal_quantile, wald

Z = stats.norm.ppf(0.975)


class Exponential:
    """n log(rate) - rate S: S is the sample's sum."""

    def __init__(self, data):
        self.n, self.total = len(data), float(np.sum(data))

    def value(self, theta):
        return self.n * math.log(theta[0]) - theta[0] * self.total if theta[0] > 0 else -math.inf

    def gradient(self, theta):
        return np.array([self.n / theta[0] - self.total])

    def hessian(self, theta):
        return np.array([[-self.n / theta[0] ** 2]])


class Gamma:
    """Shape and scale."""

    def profile(self, fixed, start):
        """For a fixed shape the scale is mean/shape; for a fixed scale the shape solves psi(k) = mean log(x/scale)."""
        if 0 in fixed:
            theta = [self.total / self.n / fixed[0]]
        else:
            wanted = self.logs / self.n - math.log(fixed[1])
            theta = [optimize.brentq(lambda k: special.digamma(k) - wanted, 1e-6, 1e6, xtol=1e-14)]
        return SimpleNamespace(theta=theta, converged=True)

    def __init__(self, data):
        self.n, self.total, self.logs = len(data), float(np.sum(data)), float(np.sum(np.log(data)))

    def value(self, theta):
        k, s = theta
        if k <= 0 or s <= 0:
            return -math.inf
        return (k - 1) * self.logs - self.total / s - self.n * (k * math.log(s) + special.gammaln(k))

    def gradient(self, theta):
        k, s = theta
        return np.array([self.logs - self.n * (math.log(s) + special.digamma(k)), self.total / s**2 - self.n * k / s])

    def hessian(self, theta):
        k, s = theta
        cross = -self.n / s
        return np.array(
            [[-self.n * special.polygamma(1, k), cross], [cross, -2 * self.total / s**3 + self.n * k / s**2]]
        )


def exponential_fit(data, **options):
    likelihood = Exponential(data)
    rate = likelihood.n / likelihood.total
    return Fit(
        params={"rate": rate},
        log_likelihood=likelihood.value([rate]),
        n=float(likelihood.n),
        outcome="global maximum: the log-likelihood is concave",
        converged=True,
        route={"rate": "closed form"},
        information=-likelihood.hessian([rate]),
        bounds={"rate": (0.0, math.inf)},
        likelihood=likelihood,
        title="Exponential distribution",
        **options,
    )


def gamma_fit(data):
    likelihood = Gamma(data)
    shape, _, scale = stats.gamma.fit(data, floc=0)
    # SciPy stops early: Newton's last digits, from the exact derivatives.
    theta = np.array([shape, scale])
    for _ in range(5):
        theta = theta - np.linalg.solve(likelihood.hessian(theta), likelihood.gradient(theta))
    return Fit(
        params={"shape": float(theta[0]), "scale": float(theta[1])},
        log_likelihood=likelihood.value(theta),
        n=float(likelihood.n),
        outcome="global maximum: the profile score falls",
        converged=True,
        route={"shape": "root of one equation", "scale": "closed form given shape"},
        information=-likelihood.hessian(theta),
        bounds={"shape": (0.0, math.inf), "scale": (0.0, math.inf)},
        likelihood=likelihood,
        title="Gamma distribution (shape, scale)",
    )


@pytest.fixture(scope="module")
def hours(published):
    return np.array(
        [float(line.split(",")[1]) for line in (published / "air_conditioning.csv").read_text().split()[1:]]
    )


def plane(published, number):
    lines = (published / "air_conditioning.csv").read_text().split()[1:]
    return np.array([float(h) for a, h in (line.split(",") for line in lines) if a == str(number)])


def test_exponential_figures(published):
    """Aircraft 8044: mean 108.083 (Davison and Hinkley 1997, example 1.1); se(rate) = rate/sqrt(n)."""
    fit = exponential_fit(plane(published, 8044))
    assert 1 / fit.params["rate"] == pytest.approx(108.083, abs=5e-4)
    assert fit.standard_errors["rate"] == pytest.approx(fit.params["rate"] / math.sqrt(12), rel=1e-14)
    assert fit.log_likelihood == pytest.approx(
        stats.expon.logpdf(plane(published, 8044), scale=1297 / 12).sum(), rel=1e-13
    )
    assert fit.nll == -fit.log_likelihood and fit.aic == 2 - 2 * fit.log_likelihood
    assert fit.bic == pytest.approx(math.log(12) - 2 * fit.log_likelihood)


def test_habitual_names_are_aliases(hours):
    fit = gamma_fit(hours)
    assert fit.bse is fit.standard_errors and fit.cov is fit.covariance
    assert (fit.llf, fit.nobs, fit.message) == (fit.log_likelihood, 213, fit.outcome)
    assert fit.conf_int()["shape"] == fit.interval("shape")


def test_gamma_covariance_is_the_text_book_inverse(hours):
    fit = gamma_fit(hours)
    k, s = fit.params.values()
    psi = special.polygamma(1, k)
    expected = np.array([[k, -s], [-s, s**2 * psi]]) / (213 * (k * psi - 1))
    np.testing.assert_allclose(fit.covariance, expected, rtol=1e-10)
    assert not fit.covariance.flags.writeable


def test_wald_interval_is_made_on_the_logarithm(hours):
    fit = exponential_fit(hours)
    rate = fit.params["rate"]
    np.testing.assert_allclose(fit.interval("rate"), rate * np.exp(np.array([-Z, Z]) / math.sqrt(213)), rtol=1e-12)
    lower, upper = fit.interval("rate", 0.999999)
    assert 0 < lower < rate < upper


@pytest.mark.parametrize(
    ("estimate", "error", "ends", "expected"),
    [
        (1.0, 0.5, (-math.inf, math.inf), (1 - Z / 2, 1 + Z / 2)),
        (2.0, 1.0, (1.0, math.inf), (1 + math.exp(-Z), 1 + math.exp(Z))),
        (-2.0, 1.0, (-math.inf, -1.0), (-1 - math.exp(Z), -1 - math.exp(-Z))),
        (0.5, 0.25, (0.0, 1.0), (special.expit(-Z), special.expit(Z))),
        (0.01, 0.1, (0.0, 1.0), tuple(special.expit(special.logit(0.01) + np.array([-Z, Z]) * 0.1 / 0.0099))),
    ],
)
def test_wald_intervals_respect_the_domain(estimate, error, ends, expected):
    np.testing.assert_allclose(wald(estimate, error, Coordinate(*ends), 0.95), expected, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("ends", [(-math.inf, math.inf), (2.0, math.inf), (-math.inf, 3.0), (-1.0, 4.0)])
def test_coordinates_go_there_and_back_and_know_their_slopes(ends):
    coordinate = Coordinate(*ends)
    for theta in (2.1, 2.5, 2.999):
        phi = coordinate.free(theta)
        assert coordinate.bound(phi) == pytest.approx(theta, rel=1e-14)
        h = 1e-4
        up, down = coordinate.bound(phi + h), coordinate.bound(phi - h)
        first, second = coordinate.slopes(theta)
        assert first == pytest.approx((up - down) / (2 * h), rel=1e-6)
        assert second == pytest.approx((up - 2 * theta + down) / h**2, rel=1e-3, abs=1e-4)


def test_profile_interval_in_one_parameter_against_brentq(hours):
    fit = exponential_fit(hours)
    best, total = fit.log_likelihood, hours.sum()

    def fall(rate):
        return 213 * math.log(rate) - rate * total - best + stats.chi2.ppf(0.95, 1) / 2

    rate = fit.params["rate"]
    expected = optimize.brentq(fall, rate / 2, rate, xtol=1e-15), optimize.brentq(fall, rate, rate * 2, xtol=1e-15)
    np.testing.assert_allclose(fit.interval("rate", method="profile"), expected, rtol=1e-9)


def test_profile_interval_of_the_gamma_shape_against_its_closed_profile(hours):
    """For a fixed shape the scale is mean/shape: the profile is a function of one variable that brentq can solve."""
    fit = gamma_fit(hours)
    likelihood = Gamma(hours)

    def fall(shape):
        return likelihood.value((shape, hours.mean() / shape)) - fit.log_likelihood + stats.chi2.ppf(0.9, 1) / 2

    shape = fit.params["shape"]
    expected = optimize.brentq(fall, shape / 2, shape, xtol=1e-14), optimize.brentq(fall, shape, shape * 2, xtol=1e-14)
    np.testing.assert_allclose(fit.interval("shape", 0.9, method="profile"), expected, rtol=1e-9)


def test_profile_interval_does_not_change_with_the_units(hours):
    one, other = gamma_fit(hours), gamma_fit(hours * 1e-8)
    np.testing.assert_allclose(
        np.array(other.interval("scale", method="profile")) * 1e8, one.interval("scale", method="profile"), rtol=1e-7
    )


def test_profile_interval_of_a_normal_mean_has_a_closed_form(hours):
    """-(n/2) log(1 + (m - mu)^2/v) = -z^2/2, with m and v the mean and the mean squared deviation."""
    fit = th.fit("normal", np.log(hours))
    m, v = fit.params.values()
    half = math.sqrt(v * (math.exp(Z**2 / 213) - 1))
    np.testing.assert_allclose(fit.interval("mu", method="profile"), (m - half, m + half), rtol=1e-9)


def test_profile_interval_of_a_fit_without_formulas():
    """Beta: the other parameter maximised by SciPy at every step of brentq."""
    x = stats.beta.rvs(2, 0.8, size=60, random_state=7)
    fit = th.fit("beta", x)
    a, b = fit.params.values()

    def fall(first):
        def loss(second):
            return -stats.beta.logpdf(x, first, second).sum()

        inner = optimize.minimize_scalar(loss, bounds=(b / 5, b * 5), method="bounded", options={"xatol": 1e-11})
        return -inner.fun - fit.log_likelihood + Z**2 / 2

    expected = optimize.brentq(fall, a / 3, a, xtol=1e-12), optimize.brentq(fall, a, a * 3, xtol=1e-12)
    np.testing.assert_allclose(fit.interval(next(iter(fit.params)), method="profile"), expected, rtol=1e-6)


def test_a_fit_of_a_threshold_keeps_the_error_of_the_shape(hours):
    """Pareto: alpha has the error alpha/sqrt(n), the threshold has none."""
    fit = th.fit("pareto", hours)
    scale, shape = fit.params
    assert fit.params[scale] == hours.min()
    assert fit.standard_errors[shape] == pytest.approx(fit.params[shape] / math.sqrt(213), rel=1e-12)
    assert math.isnan(fit.standard_errors[scale]) and "order statistic" in fit.undefined[scale]
    lower, upper = fit.interval(shape, method="profile")
    assert lower < fit.params[shape] < upper


def test_an_open_end_is_reported():
    """Student t in 1/nu: data of light tails, so that the likelihood does not fall towards 0 (the normal)."""

    class Saturating:
        def value(self, theta):
            return -((math.exp(-theta[0]) - 0.01) ** 2)

        def gradient(self, theta):
            return np.array([2 * (math.exp(-theta[0]) - 0.01) * math.exp(-theta[0])])

        def hessian(self, theta):
            e = math.exp(-theta[0])
            return np.array([[-2 * e * (2 * e - 0.01)]])

    best = -math.log(0.01)
    fit = Fit(
        {"a": best}, 0.0, 10.0, "global maximum: one root", True, {}, -Saturating().hessian([best]),
        likelihood=Saturating(),
    )  # fmt: skip
    lower, upper = interval = fit.interval("a", method="profile")
    assert upper == math.inf and interval.note.startswith("open above")
    assert Saturating().value([lower]) == pytest.approx(-(Z**2) / 2, rel=1e-8)


def test_a_better_point_is_noticed(hours):
    good = exponential_fit(hours)
    likelihood = good.likelihood
    worse = good.params["rate"] * 1.3
    fit = Fit(
        {"rate": worse}, likelihood.value([worse]), 213.0, "local maximum: claimed", True, {},
        -likelihood.hessian([worse]), bounds={"rate": (0.0, math.inf)}, likelihood=likelihood,
    )  # fmt: skip
    interval = fit.interval("rate", method="profile")
    assert math.isnan(interval.lower) and "higher likelihood" in interval.note


def test_where_theory_does_not_apply_there_is_no_error_and_a_reason():
    """Pareto: the threshold is the smallest observation; the shape keeps its error alpha/sqrt(n), with it held."""
    fit = Fit(
        params={"x_m": 1.0, "alpha": 2.0},
        log_likelihood=-10.0,
        n=25.0,
        outcome="boundary: x_m is the smallest observation",
        converged=True,
        information=np.array([[0.0, -25.0], [-25.0, 25 / 4]]),
        irregular={"x_m": "the smallest observation: its error is of order 1/n"},
    )
    assert math.isnan(fit.standard_errors["x_m"]) and fit.standard_errors["alpha"] == pytest.approx(0.4, rel=1e-14)
    interval = fit.interval("x_m", method="profile")
    assert math.isnan(interval[0]) and math.isnan(interval[1]) and "order 1/n" in interval.note
    assert "no standard error for x_m" in fit.summary()
    assert np.isnan(fit.covariance[0]).all() and np.isnan(fit.covariance[0, 1])


def test_a_flat_likelihood_has_no_covariance():
    matrix, reasons = covariance(np.array([[1.0, 1.0], [1.0, 1.0]]), ("a", "b"), {})
    assert np.isnan(matrix).all() and set(reasons) == {"a", "b"}


def test_covariance_does_not_mind_units():
    information = np.array([[4.0, 1e10], [1e10, 1e24]]) * 1e-3
    matrix, reasons = covariance(information, ("a", "b"), {})
    np.testing.assert_allclose(matrix @ information, np.eye(2), atol=1e-12 * 1e10)
    assert not reasons


def test_no_maximum_is_said_and_nothing_is_made_up():
    fit = Fit(
        {"mu": 3.0, "sigma2": 0.0}, math.inf, 1.0, "no maximum: one observation", False, {},
        np.array([[math.inf, 0], [0, math.nan]]), bounds={"sigma2": (0.0, math.inf)},
    )  # fmt: skip
    assert all(map(math.isnan, fit.standard_errors.values()))
    assert "no maximum: one observation" in fit.summary()
    assert json.loads(fit.to_json())["log_likelihood"] == "inf"
    assert math.isnan(fit.interval("mu", method="profile").lower)


def test_fixed_parameters_are_shown_and_not_counted(hours):
    likelihood = Gamma(hours)
    scale = hours.mean() / 2
    fit = Fit(
        {"shape": 2.0, "scale": scale}, likelihood.value((2, scale)), 213.0, "global maximum: concave", True,
        {"scale": "closed form"}, np.array([[2 * 213 / scale**2]]), fixed={"shape": 2.0},
        bounds={"scale": (0.0, math.inf)},
    )  # fmt: skip
    assert fit.free == ("scale",) and fit.aic == 2 - 2 * fit.log_likelihood
    assert fit.standard_errors["scale"] == pytest.approx(scale / math.sqrt(426), rel=1e-14)
    assert math.isnan(fit.standard_errors["shape"]) and fit.undefined == {"shape": "fixed"}
    assert "given" in fit.summary() and "no standard error" not in fit.summary()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda f: f.interval("rat"), "did you mean 'rate'"),
        (lambda f: f.interval("rate", 1.5), "between 0 and 1"),
        (lambda f: f.interval("rate", 95), "between 0 and 1"),
        (lambda f: f.interval("rate", method="guess"), "use 'wald', 'profile'"),
        (lambda f: f.plot("pie"), "unknown picture 'pie'"),
        (lambda f: f.plot("likelihood", parameters=("shape",)), "no free parameter 'shape'"),
    ],
)
def test_requests_that_make_no_sense_are_refused(hours, call, message):
    with pytest.raises(RequestError, match=message):
        call(exponential_fit(hours))


def test_outcomes_begin_with_one_of_the_fixed_words():
    with pytest.raises(RequestError, match="begins with one of"):
        Fit({}, 0.0, 1.0, "success", True)
    assert "global maximum" in OUTCOMES


def test_the_summary_is_aligned_and_fits_its_width(hours):
    fit = gamma_fit(hours)
    lines = fit.summary().splitlines()
    assert lines[0] == "Gamma distribution (shape, scale)"
    start = lines.index("") + 1
    head, shape, scale = lines[start : start + 3]
    # Numbers end where their headings end.
    for heading, cell in (("estimate", "0.921"), ("std. error", "0.07")):
        end = head.index(heading) + len(heading)
        assert cell in shape[:end] and shape[end : end + 1] == " " and shape[end - 1].isdigit()
    assert head.startswith("parameter") and shape.startswith("shape") and scale.startswith("scale")
    for width in (40, 60, 80):
        assert max(map(len, fit.summary(width).splitlines())) <= max(width, 58)
    assert all(word in fit.summary(40) for word in ("shape", "scale", "root of one equation"))


def test_html_escapes_what_people_typed(hours):
    fit = exponential_fit(hours)
    hostile = Fit({"a": 1.0}, 0.0, 1.0, "global maximum: <b>&", True, title="<script>")
    assert "<script>" not in hostile._repr_html_() and "&lt;b&gt;&amp;" in hostile._repr_html_()
    assert "<table>" in fit._repr_html_() and "rate" in fit._repr_html_()


def test_to_dict_is_plain_and_json_is_strict(hours):
    fit = gamma_fit(hours)
    parsed = json.loads(fit.to_json(), parse_constant=pytest.fail)
    assert parsed["params"] == fit.params and parsed["n"] == 213 and parsed["converged"] is True
    np.testing.assert_allclose(parsed["covariance"], fit.covariance)
    assert parsed["intervals"]["shape"] == list(fit.interval("shape"))


def test_intervals_travel():
    interval = Interval(1.0, 2.0, 0.9, "profile", "open above")
    again = pickle.loads(pickle.dumps(interval))
    assert again == (1.0, 2.0) and (again.level, again.method, again.note) == (0.9, "profile", "open above")


def test_normal_quantile_against_scipy():
    for level in (1e-6, 0.5, 0.95, 1 - 1e-9):
        assert normal_quantile(level) == pytest.approx(stats.norm.ppf((1 + level) / 2), rel=1e-9)


def test_pictures(hours, tmp_path):
    fit = exponential_fit(hours, density=lambda x: stats.expon.pdf(x, scale=hours.mean()), sample=hours)
    file = tmp_path / "fit.png"
    axes = fit.plot(file=file)
    assert file.read_bytes().startswith(b"\x89PNG") and axes.get_ylabel() == "density"
    curve = fit.plot("likelihood").get_lines()[0].get_ydata()
    assert max(curve) == pytest.approx(0, abs=1e-6) and curve[0] < -4
    assert gamma_fit(hours).plot("likelihood").get_ylabel() == "scale"
    with pytest.raises(RequestError, match="cannot write the picture"):
        fit.plot(file=tmp_path / "fit.nonsense")


def test_pictures_of_counts():
    counts = np.array([0.0, 1, 2, 3, 4, 5])
    weights = np.array([213.0, 128, 37, 18, 3, 1])
    fit = Fit(
        {"lam": 0.6825}, -1.0, 400.0, "global maximum: concave", True, title="Poisson",
        density=lambda x: stats.poisson.pmf(x, 0.6825), sample=np.repeat(counts, weights.astype(int)),
    )  # fmt: skip
    axes = fit.plot()
    assert [bar.get_height() for bar in axes.patches] == pytest.approx(weights / 400)


def test_pictures_of_distribution_functions_and_order_statistics(hours):
    """The curves at points where the exponential's own formulas say where they lie."""
    fit = th.fit("exponential_scale", hours)
    fitted = stats.expon(scale=hours.mean())
    steps, curve = fit.plot("cdf").get_lines()
    x, y = curve.get_data()
    np.testing.assert_allclose(y, fitted.cdf(x), atol=1e-12)
    assert steps.get_ydata()[1:-1] == pytest.approx(np.arange(1, len(hours) + 1) / len(hours))
    _, dots = fit.plot("qq").get_lines()
    levels = (np.arange(len(hours)) + 0.5) / len(hours)
    np.testing.assert_allclose(dots.get_xdata(), fitted.ppf(levels), rtol=1e-9)
    np.testing.assert_allclose(dots.get_ydata(), np.sort(hours))
    dots = fit.plot("pp").get_lines()[1]
    np.testing.assert_allclose(dots.get_ydata(), fitted.cdf(np.sort(hours)), atol=1e-12)
    band = fit.plot("pp").collections[0].get_paths()[0].vertices
    n = len(hours)
    assert np.min(np.abs(band - (levels[0], stats.beta.ppf(0.975, 1, n))).sum(axis=1)) < 1e-9


def test_pictures_of_profiles(hours):
    fit = th.fit("gamma", hours)
    curve = fit.plot("profile", parameters=("scale",)).get_lines()[0]
    assert max(curve.get_ydata()) == pytest.approx(0, abs=1e-9)
    regions = fit.plot("profile", parameters=("shape", "scale")).get_lines()
    assert [line.get_label() for line in regions[:4]] == ["50 %", "90 %", "95 %", "99 %"]
    with pytest.raises(RequestError, match="no free parameter 'rate'"):
        fit.plot("profile", parameters=("rate",))
    counts = th.fit("poisson", [0, 1, 1, 2, 4])
    assert len(counts.plot("cdf").get_lines()) == 2
    with pytest.raises(RequestError, match="kind='cdf'"):
        counts.plot("pp")
    with pytest.raises(RequestError, match="'qq'"):
        counts.plot("pie")


def test_a_missing_matplotlib_is_one_clear_line(hours, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "matplotlib.figure", None)
    with pytest.raises(RequestError, match=r"pip install 'thetahat\[plots\]'"):
        exponential_fit(hours).plot("likelihood")
