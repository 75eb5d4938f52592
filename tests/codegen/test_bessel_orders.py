"""Derivatives in the order of a Bessel function, against mpmath; a distribution that needs them, against SciPy."""

import mpmath
import numpy as np
import pytest
from scipy import optimize, stats

import thetahat as th
from thetahat.engines.special import log_bessel_k_order


@pytest.mark.parametrize("order", [-8.3, -0.2, 0.0, 0.01, 0.5, 3.3, 20.0])
@pytest.mark.parametrize("z", [1e-3, 0.1, 1.0, 10.0, 1e3])
def test_differences_have_nine_digits(order, z):
    for r, digits in ((1, 2e-10), (2, 1e-9)):
        with mpmath.workdps(40):
            expected = float(mpmath.diff(lambda m: mpmath.log(mpmath.besselk(m, z)), order, r))
        assert log_bessel_k_order(r, order, z) == pytest.approx(expected, rel=digits, abs=1e-13)


def test_generalised_inverse_gaussian_against_scipy():
    """SciPy's density, maximised by a simplex from where our search does not begin."""
    x = stats.geninvgauss(-0.7, 1.4, scale=2.0).rvs(400, random_state=5)

    def nll(t):
        order, a, b = t[0], np.exp(t[1]), np.exp(t[2])
        return -np.sum(stats.geninvgauss.logpdf(x, order, np.sqrt(a * b), scale=np.sqrt(b / a)))

    options = {"xatol": 1e-9, "fatol": 1e-11, "maxiter": 4000, "maxfev": 4000}
    best = optimize.minimize(nll, [0.5, 0.0, 0.0], method="Nelder-Mead", options=options)
    f = th.fit("generalised_inverse_gaussian", x)
    assert f.outcome.startswith("global maximum")
    assert f.nll == pytest.approx(best.fun, rel=1e-10)
    found = [f.params["order"], np.log(f.params["a"]), np.log(f.params["b"])]
    assert found == pytest.approx(best.x, abs=1e-4)
