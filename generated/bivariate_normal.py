"""Maximum-likelihood estimation: Bivariate normal distribution.

    f(x, y; mu_x, mu_y, sigma_x, sigma_y, rho) =
        exp(-(((x-mu_x)/sigma_x)**2-2*rho*((x-mu_x)/sigma_x)*((y-mu_y)/sigma_y)+((y-mu_y)/sigma_y)**2)/(2*(1-rho**2)))/(2*pi*sigma_x*sigma_y*sqrt(1-rho**2))
    support: x real and y real
    mu_x: real
    mu_y: real
    sigma_x: positive
    sigma_y: positive
    rho: -1 < rho < 1

Log-likelihood:

    (-log(sigma_x) - log(sigma_y) - log(1 - rho**2)/2 - log(2*pi))*n + (2*rho*sum((x
        - mu_x)*(y - mu_y))/(sigma_x*sigma_y) - sum((y - mu_y)**2)/sigma_y**2 -
        sum((x - mu_x)**2)/sigma_x**2)/(2 - 2*rho**2)

Estimator (closed):

    mu_x = sum(x)/n
    mu_y = sum(y)/n
    sigma_x = sqrt(sum((x - mu_x)**2))/sqrt(n)
    sigma_y = sqrt(sum((y - mu_y)**2))/sqrt(n)
    rho = sum((x - mu_x)*(y - mu_y))/(sigma_x*sigma_y*n)

Conditions:

    A maximum exists only if the xᵢ are not all equal.
    A maximum exists only if the yᵢ are not all equal.
    A maximum exists only if nσₓσ_y + Σ(xᵢ − μₓ)(yᵢ − μ_y) > 0.
    A maximum exists only if Σ(xᵢ − μₓ)(yᵢ − μ_y) < nσₓσ_y.

Source:

    Anderson (2003), An Introduction to Multivariate Statistical Analysis, ch. 3

Written by thetahat 0.1.0.
"""

import numpy as np

PARAMETERS = ("mu_x", "mu_y", "sigma_x", "sigma_y", "rho")


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


def _columns(data, names):
    """Several variables from an array of shape (n, k) or a mapping of columns."""
    if hasattr(data, "keys"):
        missing = [name for name in names if name not in data]
        if missing:
            raise ValueError(f"the data have no column {missing[0]!r}")
        return [_column(data[name], name) for name in names]
    table = np.asarray(data)
    if table.ndim != 2 or table.shape[1] != len(names):
        wanted = f"(n, {len(names)})"
        raise ValueError(f"expected an array of shape {wanted}, got {table.shape}")
    return [_column(table[:, j], name) for j, name in enumerate(names)]


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


def _total(values, weights):
    """The sum over the observations."""
    return np.sum(values if weights is None else weights * values)


def _least(values, weights):
    """The smallest value."""
    return np.min(values if weights is None else values[weights > 0])


def _greatest(values, weights):
    """The largest value."""
    return np.max(values if weights is None else values[weights > 0])


def estimate(data, weights=None):
    """Maximum-likelihood estimates by name.

    data: array of shape (n, 2) with columns x, y, or a mapping; weights: frequencies, or None.
    Where no maximum exists: the limits, or nan; where none was found: nan.
    ValueError for data that are not numbers or lie outside the support.
    """
    x, y = _columns(data, ("x", "y"))
    weights = _frequencies(weights, len(x))
    n = np.float64(len(x) if weights is None else np.sum(weights))
    sum_x = _total(x, weights)
    sum_y = _total(y, weights)
    min_x = _least(x, weights)
    max_x = _greatest(x, weights)
    min_y = _least(y, weights)
    max_y = _greatest(y, weights)
    # A maximum exists only if the xᵢ are not all equal.
    if not (min_x < max_x):
        return {
            "mu_x": np.nan,
            "mu_y": np.nan,
            "sigma_x": 0,
            "sigma_y": np.nan,
            "rho": np.nan,
        }
    # A maximum exists only if the yᵢ are not all equal.
    if not (min_y < max_y):
        return {
            "mu_x": np.nan,
            "mu_y": np.nan,
            "sigma_x": np.nan,
            "sigma_y": 0,
            "rho": np.nan,
        }
    mu_x = sum_x / n
    mu_y = sum_y / n
    t = x - mu_x
    t_1 = y - mu_y
    sum_h = _total(t**2, weights)
    sum_h_1 = _total(t_1**2, weights)
    sum_h_2 = _total(t * t_1, weights)
    sigma_x = np.sqrt(sum_h) / np.sqrt(n)
    sigma_y = np.sqrt(sum_h_1) / np.sqrt(n)
    rho = sum_h_2 / (sigma_x * sigma_y * n)
    return {
        "mu_x": float(mu_x),
        "mu_y": float(mu_y),
        "sigma_x": float(sigma_x),
        "sigma_y": float(sigma_y),
        "rho": float(rho),
    }


def nll(data, mu_x, mu_y, sigma_x, sigma_y, rho, weights=None):
    """-l, the negative log-likelihood, every constant included.

    data: array of shape (n, 2) with columns x, y, or a mapping; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x, y = _columns(data, ("x", "y"))
    weights = _frequencies(weights, len(x))
    if not np.isfinite(mu_x):
        return np.inf
    if not np.isfinite(mu_y):
        return np.inf
    if not 0 < sigma_x < np.inf:
        return np.inf
    if not 0 < sigma_y < np.inf:
        return np.inf
    if not -1 < rho < 1:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = x - mu_x
        t_1 = y - mu_y
        t_2 = 2 * rho * t * t_1 / (sigma_x * sigma_y)
        sum_h = _total(t_2 - t**2 / sigma_x**2 - t_1**2 / sigma_y**2, weights)
        t_3 = rho**2
        t_4 = 0.5 * n * np.log1p(-t_3)
        t_5 = -sum_h / (2 - 2 * t_3)
        t_6 = n * np.log(2 * np.pi)
        return float(n * np.log(sigma_x) + n * np.log(sigma_y) + t_4 + t_5 + t_6)


def gradient(data, mu_x, mu_y, sigma_x, sigma_y, rho, weights=None):
    """The gradient of nll, shape (k,).

    data: array of shape (n, 2) with columns x, y, or a mapping; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x, y = _columns(data, ("x", "y"))
    weights = _frequencies(weights, len(x))
    if not np.isfinite(mu_x):
        return np.full(5, np.nan)
    if not np.isfinite(mu_y):
        return np.full(5, np.nan)
    if not 0 < sigma_x < np.inf:
        return np.full(5, np.nan)
    if not 0 < sigma_y < np.inf:
        return np.full(5, np.nan)
    if not -1 < rho < 1:
        return np.full(5, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = 1 / sigma_x**2
        t_1 = y - mu_y
        t_2 = 1 / sigma_x
        t_3 = 1 / sigma_y
        t_4 = rho * t_3
        t_5 = 2 * t_2 * t_4
        t_6 = 1 / sigma_y**2
        t_7 = x - mu_x
        t_8 = t_7**2
        t_9 = t_1 * t_7
        t_10 = t_1**2
        sum_h = _total(t * (2 * mu_x - 2 * x) + t_1 * t_5, weights)
        sum_h_1 = _total(t_6 * (2 * mu_y - 2 * y) + t_5 * t_7, weights)
        sum_h_2 = _total(t_8 / sigma_x**3 - t * t_4 * t_9, weights)
        sum_h_3 = _total(t_10 / sigma_y**3 - rho * t_2 * t_6 * t_9, weights)
        t_11 = 2 * rho * t_1 * t_2 * t_3 * t_7
        sum_h_4 = _total(t_11 - t * t_8 - t_10 * t_6, weights)
        sum_h_5 = _total(t_9, weights)
        t_12 = rho**2
        t_13 = 2 - 2 * t_12
        t_14 = 1 / t_13
        t_15 = 1 / sigma_x
        t_16 = 2 * t_14
        t_17 = 1 / sigma_y
        t_18 = -t_15 * t_16 * t_17 * sum_h_5
        h = t_18 - rho * n / (1 - t_12) - 4 * rho * sum_h_4 / t_13**2
        return np.array(
            [
                t_14 * sum_h,
                t_14 * sum_h_1,
                t_15 * n - t_16 * sum_h_2,
                t_17 * n - t_16 * sum_h_3,
                h,
            ]
        )


def hessian(data, mu_x, mu_y, sigma_x, sigma_y, rho, weights=None):
    """The Hessian of nll, shape (k, k).

    data: array of shape (n, 2) with columns x, y, or a mapping; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x, y = _columns(data, ("x", "y"))
    weights = _frequencies(weights, len(x))
    if not np.isfinite(mu_x):
        return np.full((5, 5), np.nan)
    if not np.isfinite(mu_y):
        return np.full((5, 5), np.nan)
    if not 0 < sigma_x < np.inf:
        return np.full((5, 5), np.nan)
    if not 0 < sigma_y < np.inf:
        return np.full((5, 5), np.nan)
    if not -1 < rho < 1:
        return np.full((5, 5), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = 1 / sigma_x**3
        t_1 = 2 * mu_x - 2 * x
        t_2 = 1 / sigma_x**2
        t_3 = y - mu_y
        t_4 = 1 / sigma_y
        t_5 = rho * t_4
        t_6 = t_3 * t_5
        t_7 = x - mu_x
        t_8 = t_7**2
        t_9 = t_3 * t_7
        t_10 = 2 * t_5
        t_11 = 1 / sigma_y**3
        t_12 = 2 * mu_y - 2 * y
        t_13 = 1 / sigma_x
        t_14 = t_13 * t_7
        t_15 = 1 / sigma_y**2
        t_16 = rho * t_15
        t_17 = t_3**2
        t_18 = 2 * t_13
        sum_h = _total(t * t_1 + t_2 * t_6, weights)
        sum_h_1 = _total(t_7, weights)
        sum_h_2 = _total(t * t_10 * t_9 - 3 * t_8 / sigma_x**4, weights)
        sum_h_3 = _total(t_3, weights)
        sum_h_4 = _total(t_11 * t_12 + t_14 * t_16, weights)
        sum_h_5 = _total(t_9, weights)
        sum_h_6 = _total(rho * t_11 * t_18 * t_9 - 3 * t_17 / sigma_y**4, weights)
        sum_h_7 = _total(t_1 * t_2 + t_18 * t_6, weights)
        sum_h_8 = _total(t_10 * t_14 + t_12 * t_15, weights)
        sum_h_9 = _total(t * t_8 - t_2 * t_5 * t_9, weights)
        sum_h_10 = _total(t_11 * t_17 - t_13 * t_16 * t_9, weights)
        t_19 = 2 * rho * t_13 * t_3 * t_4 * t_7
        sum_h_11 = _total(t_19 - t_15 * t_17 - t_2 * t_8, weights)
        t_20 = 1 / sigma_x**2
        t_21 = t_20 * n
        t_22 = rho**2
        t_23 = 2 * t_22
        t_24 = 2 - t_23
        t_25 = 2 / t_24
        t_26 = 1 / sigma_x
        t_27 = 1 / sigma_y
        t_28 = t_25 * t_27
        t_29 = t_26 * t_28
        t_30 = 1 / sigma_y**2
        t_31 = t_30 * n
        t_32 = t_20 * t_28
        t_33 = t_30 * t_25
        t_34 = rho * t_33
        t_35 = 1 / t_24**2
        t_36 = 4 * t_35
        t_37 = rho * t_36
        t_38 = rho * t_35
        t_39 = 8 * t_38
        t_40 = t_26 * sum_h_5
        t_41 = 1 - t_22
        h = t_37 * sum_h_7 + t_29 * sum_h_3
        h_1 = t_37 * sum_h_8 + t_29 * sum_h_1
        h_2 = t_32 * sum_h_5 - t_39 * sum_h_9
        t_42 = -32 * t_22 * sum_h_11 / t_24**3
        t_43 = -16 * t_38 * t_40 * t_27
        h_3 = t_42 + t_43 - n / t_41 - t_23 * n / t_41**2 - t_36 * sum_h_11
        return np.array(
            [
                [
                    t_21 * t_25,
                    -rho * t_29 * n,
                    -t_25 * sum_h,
                    -t_34 * t_26 * sum_h_3,
                    h,
                ],
                [
                    -rho * t_29 * n,
                    t_31 * t_25,
                    -rho * t_32 * sum_h_1,
                    -t_25 * sum_h_4,
                    h_1,
                ],
                [
                    -t_25 * sum_h,
                    -rho * t_32 * sum_h_1,
                    -t_21 - t_25 * sum_h_2,
                    -t_20 * t_34 * sum_h_5,
                    h_2,
                ],
                [
                    -t_34 * t_26 * sum_h_3,
                    -t_25 * sum_h_4,
                    -t_20 * t_34 * sum_h_5,
                    -t_31 - t_25 * sum_h_6,
                    t_33 * t_40 - t_39 * sum_h_10,
                ],
                [h, h_1, h_2, t_33 * t_40 - t_39 * sum_h_10, h_3],
            ]
        )


def log_density(data, mu_x, mu_y, sigma_x, sigma_y, rho):
    """log f of each observation, shape (n,)."""
    x, y = _columns(data, ("x", "y"))
    with np.errstate(all="ignore"):
        t = rho**2
        t_1 = x - mu_x
        t_2 = y - mu_y
        t_3 = 2 * rho * t_1 * t_2 / (sigma_x * sigma_y)
        t_4 = (t_3 - t_1**2 / sigma_x**2 - t_2**2 / sigma_y**2) / (2 - 2 * t)
        t_5 = -np.log(sigma_x) - np.log(sigma_y)
        h = t_4 + t_5 - 0.5 * np.log1p(-t) - np.log(2 * np.pi)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(data, mu_x, mu_y, sigma_x, sigma_y, rho):
    """The gradient of log f of each observation, shape (n, k)."""
    x, y = _columns(data, ("x", "y"))
    with np.errstate(all="ignore"):
        t = rho**2
        t_1 = 2 - 2 * t
        t_2 = 1 / t_1
        t_3 = 1 / sigma_x**2
        t_4 = y - mu_y
        t_5 = 1 / sigma_x
        t_6 = 1 / sigma_y
        t_7 = 2 * rho * t_5 * t_6
        t_8 = 1 / sigma_y**2
        t_9 = x - mu_x
        t_10 = t_9**2
        t_11 = 2 * rho * t_4 * t_9
        t_12 = t_4**2
        h = t_2 * (-t_3 * (2 * mu_x - 2 * x) - t_4 * t_7)
        h_1 = t_2 * (-t_8 * (2 * mu_y - 2 * y) - t_7 * t_9)
        h_2 = (2 * t_10 / sigma_x**3 - t_11 * t_3 * t_6) * t_2 - t_5
        h_3 = (2 * t_12 / sigma_y**3 - t_11 * t_5 * t_8) * t_2 - t_6
        t_13 = 2 * rho * t_4 * t_5 * t_6 * t_9 - t_10 * t_3 - t_12 * t_8
        h_4 = 4 * rho * t_13 / t_1**2 + 2 * t_2 * t_4 * t_5 * t_6 * t_9 + rho / (1 - t)
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
                np.broadcast_to(h_2, x.shape),
                np.broadcast_to(h_3, x.shape),
                np.broadcast_to(h_4, x.shape),
            ]
        )


def standard_errors(data, mu_x, mu_y, sigma_x, sigma_y, rho, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(data, mu_x, mu_y, sigma_x, sigma_y, rho, weights)
    errors = np.full(5, np.nan)
    regular = [0, 1, 2, 3, 4]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
