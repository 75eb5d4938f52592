"""Maximum-likelihood estimation: von Mises distribution with known direction.

    f(x; kappa, mu) = exp(kappa*cos(x-mu))/(2*pi*besseli(0, kappa))
    support: -pi <= x <= pi
    kappa: positive
    mu: -pi < mu <= pi (a known constant)

Log-likelihood:

    kappa*sum(cos(x - mu)) + (-log(besseli(0, kappa)) - log(2*pi))*n

Estimator (special):

    kappa = InverseBesselRatio(sum(cos(x - mu))/n)

Conditions:

    A maximum exists only if Σ cos(xᵢ − μ) > 0.
    A maximum exists only if Σ cos(xᵢ − μ) < n.

Source:

    Mardia, Jupp (2000), Directional Statistics, ch. 5

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import special

PARAMETERS = ("kappa",)


def log_bessel_i(m, z):
    """log I_m(z) for z >= 0; beyond an order of 600 by its uniform expansion.

    Source: NIST DLMF 10.41.3.
    """
    m, z = np.asarray(m, dtype=float), np.asarray(z, dtype=float)
    far = (np.abs(m) > 600.0) & (z > 0.0)
    order, at = np.where(far, np.abs(m), 600.0), np.where(far, z, 600.0)
    r = np.hypot(order, at)
    t = 1.0 / r
    p = (order * t) ** 2
    first = t * (3.0 - 5.0 * p) / 24.0
    second = t**2 * (81.0 + p * (-462.0 + 385.0 * p)) / 1152.0
    inner = -369603.0 + p * (765765.0 - 425425.0 * p)
    third = t**3 * (30375.0 + p * inner) / 414720.0
    series = r + order * np.log(at / (order + r)) - 0.5 * np.log(2 * np.pi * r)
    series = series + np.log1p(first + second + third)
    # SciPy has no value from about 2^31 on; two terms of Hankel's expansion say all
    huge = (z > 1e9) & ~far
    w, q = 1.0 / np.where(huge, 8.0 * z, 8e9), 4.0 * np.where(far, 0.0, m) ** 2 - 1.0
    hankel = np.log1p(-q * w * (1.0 - 0.5 * (q - 8.0) * w))
    hankel = hankel - 0.5 * np.log(np.where(huge, 2 * np.pi * z, 1.0))
    near = np.log(special.ive(np.where(far, 0.0, m), np.where(huge, 1.0, z)))
    return np.where(far, series, np.where(huge, hankel, near) + z)


def bessel_i_ratio(m, z):
    """I_{m+1}(z)/I_m(z); beyond an order of 600 from the logarithms."""
    m, z = np.asarray(m, dtype=float), np.asarray(z, dtype=float)
    far = (np.abs(m) > 600.0) & (z > 0.0)
    huge = (z > 1e9) & ~far
    near, at = np.where(far, 0.0, m), np.where(huge, 1.0, z)
    # by Hankel's expansion, where SciPy has no value
    w, q = 1.0 / np.where(huge, 8.0 * z, 8e9), 4.0 * near**2 - 1.0
    p = q + 8.0 * near + 4.0
    above = 1.0 - p * w * (1.0 - 0.5 * (p - 8.0) * w)
    hankel = above / (1.0 - q * w * (1.0 - 0.5 * (q - 8.0) * w))
    with np.errstate(all="ignore"):
        large = np.exp(log_bessel_i(m + 1.0, z) - log_bessel_i(m, z))
        usual = special.ive(near + 1.0, at) / special.ive(near, at)
    return np.where(far, large, np.where(huge, hankel, usual))


def inverse_bessel_ratio(r):
    """The k > 0 with I_1(k)/I_0(k) = r, 0 < r < 1, by Newton's method; nan outside."""
    r = np.asarray(r, dtype=float)
    inside = (r > 0.0) & (r < 1.0)
    q = np.where(inside, r, 0.5)
    low, high = q * (2.0 - q * q) / (1.0 - q * q), 0.5 / (1.0 - q) + 0.25
    k = np.where(q < 0.9, low, high)
    for _ in range(60):
        ratio = special.ive(1, k) / special.ive(0, k)
        slope = 1.0 - ratio / k - ratio * ratio
        step = (ratio - q) / slope
        new = np.where(k > step, k - step, 0.5 * k)
        done = np.all(np.abs(new - k) <= 4e-16 * k)
        k = new
        if done:
            break
    return np.where(inside, k, np.nan)[()]


def _column(values, name):
    """One variable as a one-dimensional float array; ValueError if it is none."""
    column = np.asarray(values)
    if column.dtype.kind not in "fiub":
        raise ValueError(f"{name}: expected real numbers, got {column.dtype}")
    if column.ndim != 1:
        raise ValueError(f"{name}: expected one dimension, got shape {column.shape}")
    if column.size == 0:
        raise ValueError(f"{name}: the data are empty")
    column = column.astype(float)
    bad = np.sum(~np.isfinite(column))
    if bad:
        raise ValueError(f"{name}: {bad} values are not finite")
    return column


def _frequencies(weights, rows):
    """Weights, one for each row, as a float array, or None."""
    if weights is None:
        return None
    weights = _column(weights, "weights")
    if weights.size != rows:
        raise ValueError(f"there are {weights.size} weights for {rows} observations")
    if np.any(weights < 0) or not np.any(weights > 0):
        raise ValueError("weights are frequencies: 0 or more, and not all 0")
    return weights


def _require(name, valid, rule):
    """ValueError if observations break a rule of the support."""
    if not np.all(valid):
        told = f"{np.sum(~valid)} of {np.size(valid)} observations"
        raise ValueError(f"{told} are outside the support: {name} {rule}")


def _total(values, weights):
    """The sum over the observations."""
    return np.sum(values if weights is None else weights * values)


def estimate(x, mu, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    Where no maximum exists: the limits, or nan; where none was found: nan.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    _require("x", x >= -np.pi, "must be >= -np.pi")
    _require("x", x <= np.pi, "must be <= np.pi")
    n = np.float64(len(x) if weights is None else np.sum(weights))
    sum_h = _total(np.cos(x), weights)
    sum_h_1 = _total(np.sin(x), weights)
    # A maximum exists only if Σ cos(xᵢ − μ) > 0.
    if not (sum_h * np.cos(mu) + sum_h_1 * np.sin(mu) > 0):
        return {"kappa": 0}
    # A maximum exists only if Σ cos(xᵢ − μ) < n.
    if not (n - sum_h * np.cos(mu) - sum_h_1 * np.sin(mu) > 0):
        return {"kappa": np.inf}
    kappa = inverse_bessel_ratio((sum_h * np.cos(mu) + sum_h_1 * np.sin(mu)) / n)
    return {"kappa": float(kappa)}


def nll(x, kappa, mu, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < kappa < np.inf:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_h = _total(np.cos(x), weights)
        sum_h_1 = _total(np.sin(x), weights)
        t = -kappa * (sum_h * np.cos(mu) + sum_h_1 * np.sin(mu))
        return float(n * log_bessel_i(0, kappa) + n * np.log(2 * np.pi) + t)


def gradient(x, kappa, mu, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < kappa < np.inf:
        return np.full(1, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_h = _total(np.cos(x), weights)
        sum_h_1 = _total(np.sin(x), weights)
        h = bessel_i_ratio(0, kappa) * n - sum_h * np.cos(mu) - sum_h_1 * np.sin(mu)
        return np.array([h])


def hessian(x, kappa, mu, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < kappa < np.inf:
        return np.full((1, 1), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = 1 / kappa**2
        t_1 = 1 / kappa
        t_2 = bessel_i_ratio(0, kappa)
        t_3 = 0.375 * t + 0.25 * t_1 + 0.5 + 0.78125 / kappa**3 + 2.03125 / kappa**4
        h = n * np.where(kappa > 300, t_3 * t, 1 - t_1 * t_2 - t_2**2)
        return np.array([[h]])


def log_density(x, kappa, mu):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        h = kappa * np.cos(x - mu) - log_bessel_i(0, kappa) - np.log(2 * np.pi)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, kappa, mu):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        h = np.cos(x - mu) - bessel_i_ratio(0, kappa)
        return np.column_stack([np.broadcast_to(h, x.shape)])


def standard_errors(x, kappa, mu, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, kappa, mu, weights)
    errors = np.full(1, np.nan)
    regular = [0]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
