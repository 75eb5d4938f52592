"""Maximum-likelihood estimation: Rice distribution.

    f(x; nu, sigma2) = x/sigma2*exp(-(x**2+nu**2)/(2*sigma2))*besseli(0,
        x*nu/sigma2)
    support: x > 0
    nu: nonnegative
    sigma2: positive

Log-likelihood:

    -log(sigma2)*n + sum(log(x)) + sum(log(besseli(0, x*nu/sigma2))) - sum(x**2 +
        nu**2)/(2*sigma2)

Estimator (reduced):

    nu = the solution of -nu*n + sum(x*besseli(1, x*nu/(-nu**2/2 +
        sum(x**2)/(2*n)))/besseli(0, x*nu/(-nu**2/2 + sum(x**2)/(2*n)))) = 0
    sigma2 = -nu**2/2 + sum(x**2)/(2*n)

Conditions:

    A maximum exists only if Σ xᵢ² > nν².

Source:

    Rice (1945), Mathematical analysis of random noise, Bell Syst. Tech. J. 24,
        46-156
    Talukdar, Lawing (1991), Estimation of the parameters of the Rice distribution,
        J. Acoust. Soc. Am. 89, 1193-1197

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

PARAMETERS = ("nu", "sigma2")


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


def _units(values, centred, scaled):
    """A centre and a spread with which the data are standardised."""
    low, middle, high = np.quantile(values, (0.25, 0.5, 0.75))
    size = 0.74 * (high - low) if centred else np.median(np.abs(values))
    size = size or np.std(values) or np.max(np.abs(values)) or 1.0
    return float(middle) if centred else 0.0, float(size) if scaled else 1.0


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


def _solve(x, weights):
    """The estimate in standard units, in the order of PARAMETERS."""
    n = np.float64(len(x) if weights is None else np.sum(weights))
    sum_x_2 = _total(x**2, weights)

    def equation(nu):
        """The equation that gives nu, and its slope."""
        t = nu**2
        t_1 = 0.5 * sum_x_2 / n - 0.5 * t
        t_2 = x / t_1
        t_3 = nu * t_2
        t_4 = bessel_i_ratio(0, t_3)
        t_5 = special.iv(0, t_3)
        t_6 = (t / t_1**2 * x + t_2) * x
        sum_h = _total(t_4 * x, weights)
        sum_h_1 = _total((t_5 + special.iv(2, t_3)) * t_6 / t_5, weights)
        sum_h_2 = _total(t_4**2 * t_6, weights)
        value = sum_h - nu * n
        slope = 0.5 * sum_h_1 - n - sum_h_2
        return value, slope

    best = None
    for nu in _roots(equation, 0, np.sqrt(sum_x_2) / np.sqrt(n)):
        sigma2 = 0.5 * sum_x_2 / n - 0.5 * nu**2
        value = nll(x, nu, sigma2, weights)
        if best is None or value < best[0]:
            best = (value, (nu, sigma2))
    chosen = [np.nan] * 2 if best is None else best[1]
    return chosen


def estimate(x, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    _require("x", x > 0, "must be > 0")
    spread = _units(x, False, True)[1]
    nu, sigma2 = _solve(x / spread, weights)
    nu = spread * nu
    sigma2 = spread**2 * sigma2
    return {"nu": float(nu), "sigma2": float(sigma2)}


def nll(x, nu, sigma2, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 <= nu < np.inf:
        return np.inf
    if not 0 < sigma2 < np.inf:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        t = nu / sigma2 * x
        sum_h = _total((x - nu) ** 2, weights)
        t_1 = 25 * sigma2**3 / (384 * nu**3) / x**3
        t_2 = 0.1015625 * sigma2**4 / nu**4 / x**4
        t_3 = 0.0625 * sigma2**2 / nu**2 / x**2
        t_4 = 0.125 * sigma2 / nu / x + t_1 + t_2 + t_3 - 0.5 * np.log(2 * np.pi * t)
        sum_h_1 = _total(np.where(t > 1000, t_4, log_bessel_i(0, t) - t), weights)
        t_5 = 0.5 * sum_h / sigma2
        return float(n * np.log(sigma2) + t_5 - sum_h_1 - sum_log_x)


def gradient(x, nu, sigma2, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 <= nu < np.inf:
        return np.full(2, np.nan)
    if not 0 < sigma2 < np.inf:
        return np.full(2, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = x - nu
        t_1 = 1 / nu
        t_2 = 0.125 / x
        t_3 = sigma2 / nu**2
        t_4 = 0.125 / x**2
        t_5 = sigma2**2
        t_6 = t_5 / nu**3
        t_7 = 0.40625 / x**4
        t_8 = sigma2**3 / nu**4
        t_9 = 0.1953125 / x**3
        t_10 = 1 / sigma2
        t_11 = t_10 * x
        t_12 = nu * t_11
        t_13 = t_12 > 1000
        t_14 = bessel_i_ratio(0, t_12)
        t_15 = 1 / t_5
        sum_h = _total(t, weights)
        t_16 = -0.5 * t_1 - t_2 * t_3 - t_4 * t_6 - sigma2**4 * t_7 / nu**5 - t_8 * t_9
        sum_h_1 = _total(np.where(t_13, t_16, t_11 * t_14 - t_11), weights)
        sum_h_2 = _total(t**2, weights)
        t_17 = t_1 * t_2 + 0.5 * t_10 + t_3 * t_4 + t_6 * t_9 + t_7 * t_8
        t_18 = nu * t_15 * x - nu * t_14 * t_15 * x
        sum_h_3 = _total(np.where(t_13, t_17, t_18), weights)
        t_19 = 1 / sigma2
        h = t_19 * n - 0.5 * sum_h_2 / sigma2**2 - sum_h_3
        return np.array([-t_19 * sum_h - sum_h_1, h])


def hessian(x, nu, sigma2, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 <= nu < np.inf:
        return np.full((2, 2), np.nan)
    if not 0 < sigma2 < np.inf:
        return np.full((2, 2), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = nu**2
        t_1 = 1 / t
        t_2 = 1 / nu**3
        t_3 = 1 / x
        t_4 = sigma2 * t_3
        t_5 = 0.25 * t_4
        t_6 = 1 / nu**4
        t_7 = x**2
        t_8 = 1 / t_7
        t_9 = sigma2**2
        t_10 = t_8 * t_9
        t_11 = 0.375 * t_10
        t_12 = sigma2**3
        t_13 = t_12 / nu**5
        t_14 = 1 / x**3
        t_15 = 0.78125 * t_14
        t_16 = sigma2**4
        t_17 = 1 / x**4
        t_18 = 2.03125 * t_16 * t_17
        t_19 = nu * x
        t_20 = t_19 / sigma2
        t_21 = t_20 > 1000
        t_22 = 1 / t_9
        t_23 = 1 / nu
        t_24 = bessel_i_ratio(0, t_20)
        t_26 = t_1 * t_11 + t_12 * t_15 * t_2 + t_18 * t_6 + t_23 * t_5 + 0.5
        t_27 = np.where(t_20 > 300, t_26 * t_1 * t_10, 1 - t_23 * t_24 * t_4 - t_24**2)
        t_25 = t_27 * t_7
        t_28 = x - nu
        t_29 = 0.125 * t_1
        t_30 = sigma2 * t_2
        t_31 = t_6 * t_9
        t_32 = 1 / t_12
        t_33 = 2 * t_19 * t_32
        t_34 = 0.5 * t_1 + t_11 * t_6 + t_13 * t_15 + t_18 / nu**6 + t_2 * t_5
        sum_h = _total(np.where(t_21, t_34, t_22 * t_25), weights)
        sum_h_1 = _total(t_28, weights)
        t_35 = t_22 * x - t_22 * t_24 * x - nu * t_25 * t_32
        t_36 = -0.5859375 * t_14 * t_31
        t_37 = t_36 - 1.625 * t_13 * t_17 - t_29 * t_3 - 0.25 * t_30 * t_8
        sum_h_2 = _total(np.where(t_21, t_37, t_35), weights)
        sum_h_3 = _total(t_28**2, weights)
        t_38 = 0.390625 * t_14 * t_30 + 1.21875 * t_17 * t_31 + t_29 * t_8 - 0.5 * t_22
        t_39 = t * t_25 / t_16 + t_24 * t_33 - t_33
        sum_h_4 = _total(np.where(t_21, t_38, t_39), weights)
        t_40 = 1 / sigma2**2
        h = sum_h_3 / sigma2**3 - t_40 * n - sum_h_4
        return np.array(
            [
                [n / sigma2 - sum_h, t_40 * sum_h_1 - sum_h_2],
                [t_40 * sum_h_1 - sum_h_2, h],
            ]
        )


def log_density(x, nu, sigma2):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 1 / sigma2
        t_1 = nu * t * x
        t_2 = 25 * sigma2**3 / (384 * nu**3) / x**3
        t_3 = 0.1015625 * sigma2**4 / nu**4 / x**4
        t_4 = 0.0625 * sigma2**2 / nu**2 / x**2
        t_5 = -0.5 * np.log(2 * np.pi * t_1)
        t_6 = 0.125 * sigma2 / nu / x + t_2 + t_3 + t_4 + t_5
        t_7 = np.where(t_1 > 1000, t_6, log_bessel_i(0, t_1) - t_1)
        h = np.log(x) + t_7 - 0.5 * t * (x - nu) ** 2 - np.log(sigma2)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, nu, sigma2):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 1 / sigma2
        t_1 = 0.5 * t
        t_2 = 1 / nu
        t_3 = 0.125 / x
        t_4 = sigma2 / nu**2
        t_5 = 0.125 / x**2
        t_6 = sigma2**2
        t_7 = t_6 / nu**3
        t_8 = 0.40625 / x**4
        t_9 = sigma2**3 / nu**4
        t_10 = 0.1953125 / x**3
        t_11 = t * x
        t_12 = nu * t_11
        t_13 = t_12 > 1000
        t_14 = bessel_i_ratio(0, t_12)
        t_15 = 1 / t_6
        t_16 = -(sigma2**4) * t_8 / nu**5
        t_17 = t_16 - t_10 * t_9 - 0.5 * t_2 - t_3 * t_4 - t_5 * t_7
        h = np.where(t_13, t_17, t_11 * t_14 - t_11) - t_1 * (2 * nu - 2 * x)
        t_18 = t_1 + t_10 * t_7 + t_2 * t_3 + t_4 * t_5 + t_8 * t_9
        t_19 = np.where(t_13, t_18, nu * t_15 * x - nu * t_14 * t_15 * x)
        h_1 = 0.5 * t_15 * (x - nu) ** 2 + t_19 - t
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, nu, sigma2, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, nu, sigma2, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
