"""From data to a Fit, through the public name: weights, fixed values, several variables, frames, set answers."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy import integrate, stats

import thetahat as th
from thetahat.errors import DataError, RequestError


@pytest.fixture(scope="module")
def hours(published):
    return pd.read_csv(published / "air_conditioning.csv")


def test_a_path_an_array_and_a_frame_give_the_same_fit(published, hours):
    fits = [
        th.fit("exponential", published / "air_conditioning.csv", column="hours"),
        th.fit("exponential", hours, column="hours"),
        th.fit("exponential", hours["hours"]),
        th.fit("exponential", hours["hours"].to_numpy()),
        th.fit("exponential", hours["hours"].tolist()),
        th.fit("exponential", {"hours": hours["hours"], "aircraft": hours["aircraft"]}, column="hours"),
    ]
    assert len({tuple(fit.params.items()) for fit in fits}) == 1
    assert fits[0].params["rate"] == pytest.approx(213 / hours["hours"].sum(), rel=1e-14)


def test_weights_are_frequencies(published):
    """A table of counts is the same sample as its rows written out one by one."""
    table = pd.read_csv(published / "yeast_cells.csv")
    long = np.repeat(table["cells"].to_numpy(), table["squares"].to_numpy())
    short = th.fit("poisson", table, column="cells", weights="squares")
    whole = th.fit("poisson", long)
    assert short.n == whole.n == 400
    name = next(iter(short.params))
    assert short.params[name] == pytest.approx(0.6825, rel=1e-14)
    assert short.log_likelihood == pytest.approx(stats.poisson.logpmf(long, 0.6825).sum(), rel=1e-12)
    assert short.standard_errors[name] == pytest.approx(whole.standard_errors[name], rel=1e-12)


def test_a_fixed_parameter_is_given_and_not_counted(hours):
    x = hours["hours"].to_numpy()
    fit = th.fit("gamma", x, fixed={"shape": 2})
    assert list(fit.params) == ["shape", "scale"] and fit.params["shape"] == 2
    assert fit.params["scale"] == pytest.approx(x.mean() / 2, rel=1e-13)
    assert fit.aic == pytest.approx(2 - 2 * stats.gamma.logpdf(x, 2, scale=x.mean() / 2).sum(), rel=1e-12)
    assert math.isnan(fit.standard_errors["shape"])
    assert fit.standard_errors["scale"] == pytest.approx(fit.params["scale"] / math.sqrt(2 * 213), rel=1e-10)
    lower, upper = fit.interval("scale", method="profile")
    assert lower < fit.params["scale"] < upper


def test_a_known_constant_must_be_given_and_be_admissible():
    with pytest.raises(RequestError, match="trials"):
        th.fit("binomial", [3, 4])
    fit = th.fit("binomial", [3, 4], fixed={"trials": 10})
    assert fit.params["p"] == pytest.approx(0.35, rel=1e-14) and fit.fixed == {"trials": 10.0}
    assert fit.standard_errors["p"] == pytest.approx(math.sqrt(0.35 * 0.65 / 20), rel=1e-12)
    with pytest.raises(DataError, match="11"):
        th.fit("binomial", [3, 11], fixed={"trials": 10})
    with pytest.raises(RequestError, match="outside its domain"):
        th.fit("binomial", [0], fixed={"trials": 0})


@pytest.mark.parametrize("fixed", [{"shpae": 1}, {"shape": 1, "scale": 1}])
def test_what_cannot_be_fixed(fixed, hours):
    with pytest.raises(RequestError):
        th.fit("gamma", hours["hours"], fixed=fixed)


def test_a_straight_line_given_z():
    z = np.array([1.0, 2, 3, 4, 5, 6])
    y = np.array([2.1, 3.9, 6.2, 7.8, 10.1, 12.2])
    fit = th.fit("linear_regression", {"y": y, "z": z})
    slope, intercept = np.polyfit(z, y, 1)
    residual = y - intercept - slope * z
    expected = {"intercept": intercept, "slope": slope, "sigma2": np.mean(residual**2)}
    assert fit.params == {name: pytest.approx(value, rel=1e-9) for name, value in expected.items()}
    design = np.column_stack([np.ones(6), z])
    error = np.sqrt(np.diag(np.linalg.inv(design.T @ design)) * np.mean(residual**2))
    assert fit.standard_errors["slope"] == pytest.approx(error[1], rel=1e-9)
    assert fit.density is None


def test_the_fitted_density_is_one_and_nought_outside(hours):
    x = hours["hours"].to_numpy()
    fit = th.fit("gamma", x)
    area, _ = integrate.quad(lambda t: fit.density(np.array([t]))[0], 0, np.inf, points=None, limit=200)
    assert area == pytest.approx(1, abs=1e-7)
    assert fit.density(np.array([-1.0, -1e-300])).tolist() == [0.0, 0.0]
    np.testing.assert_allclose(
        fit.density(x), stats.gamma.pdf(x, fit.params["shape"], scale=fit.params["scale"]), rtol=1e-12
    )


def test_a_moving_support_ends_the_density():
    fit = th.fit("uniform_zero", [1.0, 3.0, 2.0])
    assert fit.params == {"theta": 3.0} and fit.outcome.startswith(("boundary", "global maximum"))
    np.testing.assert_allclose(fit.density(np.array([-0.1, 0.5, 3.0, 3.1])), [0, 1 / 3, 1 / 3, 0])
    assert math.isnan(fit.standard_errors["theta"])


def test_the_numbers_of_a_fit_do_not_depend_on_units(hours):
    x = hours["hours"].to_numpy(dtype=float)
    one = th.fit("gamma", x)
    for unit in (1e-8, 1e6):
        other = th.fit("gamma", x * unit)
        assert other.params["shape"] == pytest.approx(one.params["shape"], rel=1e-10)
        assert other.standard_errors["scale"] == pytest.approx(one.standard_errors["scale"] * unit, rel=1e-8)


@pytest.mark.parametrize(
    ("data", "words"),
    [([], "no data"), ([1.0, math.nan], "NaN"), ([1.0, math.inf], "infinite"), (["a"], "text"), ([-1.0, 2.0], "-1")],
)
def test_data_that_are_none_for_the_model(data, words):
    with pytest.raises(DataError, match=words) as caught:
        th.fit("gamma", data)
    assert "\n" not in str(caught.value)
