"""Maximum-likelihood estimation: Skellam distribution.

    f(x; mu_1, mu_2) = exp(-mu_1-mu_2)*(mu_1/mu_2)**(x/2)*besseli(x,
        2*sqrt(mu_1*mu_2))
    support: x in ..., -2, -1, 0, 1, 2, ...
    mu_1: positive
    mu_2: positive

Log-likelihood:

    (-mu_1 - mu_2)*n + (log(mu_1)/2 - log(mu_2)/2)*sum(x) + sum(log(besseli(x,
        2*sqrt(mu_1)*sqrt(mu_2))))

Estimator (reduced):

    mu_2 = the solution of -n - sum(x)/(2*mu_2) + sqrt(mu_2 +
        sum(x)/n)*sum(besseli(x - 1, 2*sqrt(mu_2)*sqrt(mu_2 + sum(x)/n))/besseli(x,
        2*sqrt(mu_2)*sqrt(mu_2 + sum(x)/n)))/(2*sqrt(mu_2)) + sqrt(mu_2 +
        sum(x)/n)*sum(besseli(x + 1, 2*sqrt(mu_2)*sqrt(mu_2 + sum(x)/n))/besseli(x,
        2*sqrt(mu_2)*sqrt(mu_2 + sum(x)/n)))/(2*sqrt(mu_2)) = 0
    mu_1 = mu_2 + sum(x)/n

Conditions:

    A maximum exists only if nμ₂ + Σ xᵢ > 0.

Source:

    Skellam (1946), The frequency distribution of the difference between two Poisson
        variates, J. Roy. Statist. Soc. 109, 296
    Alzaid, Omair (2010), On the Poisson difference distribution inference and
        applications, Bull. Malays. Math. Sci. Soc. 33, 17-45

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

PARAMETERS = ("mu_1", "mu_2")


def log_bessel_i(m, z):
    """log I_m(z) for z >= 0; beyond an order of 600 by its uniform expansion.  Source: NIST DLMF 10.41.3."""
    m, z = np.asarray(m, dtype=float), np.asarray(z, dtype=float)
    far = (np.abs(m) > 600.0) & (z > 0.0)
    order, at = np.where(far, np.abs(m), 600.0), np.where(far, z, 600.0)
    r = np.hypot(order, at)
    t = 1.0 / r
    p = (order * t) ** 2
    first = t * (3.0 - 5.0 * p) / 24.0
    second = t**2 * (81.0 + p * (-462.0 + 385.0 * p)) / 1152.0
    third = t**3 * (30375.0 + p * (-369603.0 + p * (765765.0 - 425425.0 * p))) / 414720.0
    series = r + order * np.log(at / (order + r)) - 0.5 * np.log(2 * np.pi * r) + np.log1p(first + second + third)
    # SciPy has no value from about 2^31 on, where two terms of Hankel's expansion say everything
    huge = (z > 1e9) & ~far
    w, q = 1.0 / np.where(huge, 8.0 * z, 8e9), 4.0 * np.where(far, 0.0, m) ** 2 - 1.0
    hankel = np.log1p(-q * w * (1.0 - 0.5 * (q - 8.0) * w)) - 0.5 * np.log(np.where(huge, 2 * np.pi * z, 1.0))
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
    hankel = (1.0 - p * w * (1.0 - 0.5 * (p - 8.0) * w)) / (1.0 - q * w * (1.0 - 0.5 * (q - 8.0) * w))
    with np.errstate(all="ignore"):
        large = np.exp(log_bessel_i(m + 1.0, z) - log_bessel_i(m, z))
        usual = special.ive(near + 1.0, at) / special.ive(near, at)
    return np.where(far, large, np.where(huge, hankel, usual))


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


def _roots(equation, lower, upper, start=None):
    """Every zero of an equation in (lower, upper) that a grid separates."""
    centre = 1.0 if start is None else float(start)
    if np.isinf(lower) and np.isinf(upper):
        grid = centre + np.linspace(-12.0, 12.0, 97)
    elif np.isinf(upper):
        grid = lower + abs(centre - lower) * np.exp(np.linspace(-12.0, 12.0, 97))
    elif np.isinf(lower):
        grid = upper - abs(upper - centre) * np.exp(np.linspace(12.0, -12.0, 97))
    else:
        grid = lower + (upper - lower) / (1.0 + np.exp(np.linspace(12.0, -12.0, 97)))
    with np.errstate(all="ignore"):
        values = np.array([equation(t)[0] for t in grid], dtype=float)
        found = [float(t) for t in grid[values == 0]]
        for i in np.flatnonzero(values[:-1] * values[1:] < 0):
            a, b = grid[i], grid[i + 1]
            if np.isfinite(values[i]) and np.isfinite(values[i + 1]):
                tolerance = 1e-15 * max(abs(a), abs(b))
                t = optimize.brentq(lambda s: equation(s)[0], a, b, xtol=tolerance)
                found.append(float(t))
    return found


def estimate(x, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    _require("x", x == np.rint(x), "must be an integer")
    n = np.float64(len(x) if weights is None else np.sum(weights))
    sum_x = _total(x, weights)

    def equation(mu_2):
        """The equation that gives mu_2, and its slope."""
        t = 2 * np.sqrt(mu_2) * np.sqrt(mu_2 + sum_x / n)
        t_1 = special.iv(x, t)
        t_2 = 1 / t_1
        t_3 = special.iv(x - 1, t)
        t_4 = special.iv(x + 1, t)
        t_5 = (t_3 + t_4) / t_1**2
        sum_h = _total(t_2 * t_3, weights)
        sum_h_1 = _total(bessel_i_ratio(x, t), weights)
        sum_h_2 = _total(t_2 * (special.iv(x - 2, t) + t_1), weights)
        sum_h_3 = _total(t_3 * t_5, weights)
        sum_h_4 = _total(t_2 * (special.iv(x + 2, t) + t_1), weights)
        sum_h_5 = _total(t_4 * t_5, weights)
        t_6 = 0.5 * sum_x
        t_7 = np.sqrt(mu_2)
        t_8 = 1 / t_7
        t_9 = np.sqrt(mu_2 + sum_x / n)
        t_10 = 1 / t_9
        t_11 = 0.25 * t_8 * t_10 - 0.25 * t_9 / mu_2**1.5
        t_12 = 0.5 * t_8 * t_9
        t_13 = 0.5 * t_7 * t_10 + t_12
        t_14 = -t_13
        value = 0.5 * t_8 * t_9 * sum_h + 0.5 * t_8 * t_9 * sum_h_1 - n - t_6 / mu_2
        t_15 = (t_13 * sum_h_2 + t_14 * sum_h_3) * t_12
        t_16 = (t_13 * sum_h_4 + t_14 * sum_h_5) * t_12
        slope = t_15 + t_16 + t_6 / mu_2**2 + t_11 * sum_h + t_11 * sum_h_1
        return value, slope

    best = None
    for mu_2 in _roots(equation, 0, np.inf):
        mu_1 = mu_2 + sum_x / n
        value = nll(x, mu_1, mu_2, weights)
        if best is None or value < best[0]:
            best = (value, (mu_1, mu_2))
    chosen = [np.nan] * 2 if best is None else best[1]
    return dict(zip(PARAMETERS, map(float, chosen)))


def nll(x, mu_1, mu_2, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < mu_1 < np.inf:
        return np.inf
    if not 0 < mu_2 < np.inf:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_x = _total(x, weights)
        sum_h = _total(log_bessel_i(x, 2 * np.sqrt(mu_1) * np.sqrt(mu_2)), weights)
        t = -(0.5 * np.log(mu_1) - 0.5 * np.log(mu_2)) * sum_x
        return float(mu_1 * n + mu_2 * n + t - sum_h)


def gradient(x, mu_1, mu_2, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < mu_1 < np.inf:
        return np.full(2, np.nan)
    if not 0 < mu_2 < np.inf:
        return np.full(2, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_x = _total(x, weights)
        t = np.sqrt(mu_1)
        t_1 = np.sqrt(mu_2)
        sum_h = _total(2 * bessel_i_ratio(x, 2 * t * t_1) + x / (t * t_1), weights)
        t_2 = 0.5 * sum_x
        t_3 = np.sqrt(mu_1)
        t_4 = np.sqrt(mu_2)
        t_5 = 0.5 * sum_h
        h = n - t_2 / mu_1 - t_4 * t_5 / t_3
        h_1 = n + t_2 / mu_2 - t_3 * t_5 / t_4
        return np.array([h, h_1])


def hessian(x, mu_1, mu_2, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < mu_1 < np.inf:
        return np.full((2, 2), np.nan)
    if not 0 < mu_2 < np.inf:
        return np.full((2, 2), np.nan)
    with np.errstate(all="ignore"):
        sum_x = _total(x, weights)
        t = np.sqrt(mu_2)
        t_1 = 1 / t
        t_2 = t_1 * x
        t_3 = np.sqrt(mu_1)
        t_4 = 1 / t_3
        t_5 = bessel_i_ratio(x, 2 * t * t_3)
        t_6 = 1 - 0.5 * t_1 * t_4 * t_5 * (2 * x + 1) - t_5**2
        sum_h = _total(4 * t * t_4 * t_6 - t_2 / mu_1**1.5, weights)
        sum_h_1 = _total(t_2 * t_4 + 2 * t_5, weights)
        sum_h_2 = _total(4 * t_1 * t_3 * t_6 - t_4 / mu_2**1.5 * x, weights)
        t_7 = 0.5 * sum_x
        t_8 = np.sqrt(mu_1)
        t_9 = 1 / t_8
        t_10 = np.sqrt(mu_2)
        t_11 = 0.25 * t_10
        t_12 = 0.25 / t_10
        t_13 = t_8 * t_12
        h = t_7 / mu_1**2 + t_11 * sum_h_1 / mu_1**1.5 - t_9 * t_11 * sum_h
        h_1 = -t_9 * t_12 * sum_h_1 - t_13 * sum_h
        h_2 = 0.25 * t_8 * sum_h_1 / mu_2**1.5 - t_7 / mu_2**2 - t_13 * sum_h_2
        return np.array([[h, h_1], [h_1, h_2]])


def log_density(x, mu_1, mu_2):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = log_bessel_i(x, 2 * np.sqrt(mu_1) * np.sqrt(mu_2))
        h = (0.5 * np.log(mu_1) - 0.5 * np.log(mu_2)) * x + t - mu_1 - mu_2
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, mu_1, mu_2):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 0.5 * x
        t_1 = np.sqrt(mu_1)
        t_2 = 1 / t_1
        t_3 = np.sqrt(mu_2)
        t_4 = 1 / t_3
        t_5 = bessel_i_ratio(x, 2 * t_1 * t_3) + t * t_2 * t_4
        h = t / mu_1 + t_2 * t_3 * t_5 - 1
        h_1 = t_1 * t_4 * t_5 - t / mu_2 - 1
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, mu_1, mu_2, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, mu_1, mu_2, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
