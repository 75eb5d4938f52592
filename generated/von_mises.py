"""Maximum-likelihood estimation: von Mises distribution.

    f(x; mu, kappa) = exp(kappa*cos(x-mu))/(2*pi*besseli(0, kappa))
    support: -pi <= x <= pi
    mu: -pi < mu <= pi
    kappa: positive

Log-likelihood:

    kappa*sum(cos(x - mu)) + (-log(besseli(0, kappa)) - log(2*pi))*n

Estimator (special):

    mu = atan2(sum(sin(x)), sum(cos(x)))
    kappa = InverseBesselRatio(sqrt(sum(sin(x))**2 + sum(cos(x))**2)/n)

Conditions:

    A maximum exists only if the xᵢ are not all equal.
    A maximum exists only if √((Σ cos xᵢ)² + (Σ sin xᵢ)²) < n.

Source:

    Mardia, Jupp (2000), Directional Statistics, ch. 5

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import special

PARAMETERS = ("mu", "kappa")


def log_bessel_i(m, z):
    """log I_m(z) for z >= 0."""
    return np.log(special.ive(m, z)) + z


def bessel_i_ratio(m, z):
    """I_{m+1}(z)/I_m(z)."""
    return special.ive(m + 1, z) / special.ive(m, z)


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


def _least(values, weights):
    """The smallest value."""
    return np.min(values if weights is None else values[weights > 0])


def _greatest(values, weights):
    """The largest value."""
    return np.max(values if weights is None else values[weights > 0])


def estimate(x, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    _require("x", x >= -np.pi, "must be >= -np.pi")
    _require("x", x <= np.pi, "must be <= np.pi")
    n = np.float64(len(x) if weights is None else np.sum(weights))
    sum_h = _total(np.sin(x), weights)
    sum_h_1 = _total(np.cos(x), weights)
    min_x = _least(x, weights)
    max_x = _greatest(x, weights)
    # A maximum exists only if the xᵢ are not all equal.
    if not (min_x < max_x):
        return {"mu": np.nan, "kappa": np.inf}
    # A maximum exists only if √((Σ cos xᵢ)² + (Σ sin xᵢ)²) < n.
    t = -(sum_h_1**2) / np.sqrt(sum_h**2 + sum_h_1**2)
    if not (n + t - sum_h**2 / np.sqrt(sum_h**2 + sum_h_1**2) > 0):
        return {"mu": np.nan, "kappa": np.inf}
    mu = np.arctan2(sum_h, sum_h_1)
    kappa = inverse_bessel_ratio(np.sqrt(sum_h**2 + sum_h_1**2) / n)
    return {"mu": float(mu), "kappa": float(kappa)}


def nll(x, mu, kappa, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not -np.pi < mu <= np.pi:
        return np.inf
    if not 0 < kappa < np.inf:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_h = _total(np.cos(x - mu), weights)
        t = n * log_bessel_i(0, kappa)
        return float(n * np.log(2 * np.pi) + t - kappa * sum_h)


def gradient(x, mu, kappa, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not -np.pi < mu <= np.pi:
        return np.full(2, np.nan)
    if not 0 < kappa < np.inf:
        return np.full(2, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = x - mu
        sum_h = _total(np.sin(t), weights)
        sum_h_1 = _total(np.cos(t), weights)
        h = bessel_i_ratio(0, kappa) * n - sum_h_1
        return np.array([-kappa * sum_h, h])


def hessian(x, mu, kappa, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not -np.pi < mu <= np.pi:
        return np.full((2, 2), np.nan)
    if not 0 < kappa < np.inf:
        return np.full((2, 2), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = x - mu
        sum_h = _total(np.cos(t), weights)
        sum_h_1 = _total(np.sin(t), weights)
        t_1 = bessel_i_ratio(0, kappa)
        h = n - t_1**2 * n - t_1 * n / kappa
        return np.array([[kappa * sum_h, -sum_h_1], [-sum_h_1, h]])


def log_density(x, mu, kappa):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        h = kappa * np.cos(x - mu) - log_bessel_i(0, kappa) - np.log(2 * np.pi)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, mu, kappa):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = x - mu
        h = kappa * np.sin(t)
        h_1 = np.cos(t) - bessel_i_ratio(0, kappa)
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, mu, kappa, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, mu, kappa, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
