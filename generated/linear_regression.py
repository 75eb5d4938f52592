"""Maximum-likelihood estimation: Straight line with normal errors.

    f(y | z; intercept, slope, sigma2) = 1/sqrt(2*pi*sigma2)*exp(-(y-intercept-
        slope*z)**2/(2*sigma2))
    support: y real
    intercept: real
    slope: real
    sigma2: positive

Log-likelihood:

    -log(2*pi*sigma2)*n/2 - sum((y - z*slope - intercept)**2)/(2*sigma2)

Estimator (closed):

    slope = sum((y - sum(y)/n)*(z - sum(z)/n))/sum((z - sum(z)/n)**2)
    sigma2 = -sum((y - sum(y)/n)*(z - sum(z)/n))**2/(n*sum((z - sum(z)/n)**2)) +
        sum((y - sum(y)/n)**2)/n
    intercept = (-slope*sum(z) + sum(y))/n

Conditions:

    A maximum exists only if the yᵢ are not all equal.
    A maximum exists only if the zᵢ are not all equal.
    A maximum exists only if (Σ(yᵢ − (1/n) Σ yⱼ)²)(Σ(zᵢ − (1/n) Σ zⱼ)²) > (Σ(yᵢ −
        (1/n) Σ yⱼ)(zᵢ − (1/n) Σ zⱼ))².

Source:

    Seber, Lee (2003), Linear Regression Analysis, 2nd ed., ch. 6

Written by thetahat 0.1.0.
"""

import numpy as np

PARAMETERS = ("intercept", "slope", "sigma2")


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

    data: array of shape (n, 2) with columns y, z, or a mapping; weights: frequencies, or None.
    Where no maximum exists: the limits, or nan; where none was found: nan.
    ValueError for data that are not numbers or lie outside the support.
    """
    y, z = _columns(data, ("y", "z"))
    weights = _frequencies(weights, len(y))
    n = np.float64(len(y) if weights is None else np.sum(weights))
    sum_z = _total(z, weights)
    sum_y = _total(y, weights)
    min_y = _least(y, weights)
    max_y = _greatest(y, weights)
    min_z = _least(z, weights)
    max_z = _greatest(z, weights)
    t = 1 / n
    t_1 = z - t * sum_z
    t_2 = y - t * sum_y
    sum_h = _total(t_1**2, weights)
    sum_h_1 = _total(t_1 * t_2, weights)
    sum_h_2 = _total(t_2**2, weights)
    # A maximum exists only if the yᵢ are not all equal.
    if not (min_y < max_y):
        return {"intercept": np.nan, "slope": np.nan, "sigma2": 0}
    # A maximum exists only if the zᵢ are not all equal.
    if not (min_z < max_z):
        return {"intercept": np.nan, "slope": np.nan, "sigma2": np.nan}
    # A maximum exists only if (Σ(yᵢ − (1/n) Σ yⱼ)²)(Σ(zᵢ − (1/n) Σ zⱼ)²) > (Σ(yᵢ − (1/n
    if not (sum_h * sum_h_2 - sum_h_1**2 > 0):
        return {"intercept": np.nan, "slope": np.nan, "sigma2": np.nan}
    slope = sum_h_1 / sum_h
    sigma2 = sum_h_2 / n - sum_h_1**2 / (sum_h * n)
    intercept = (sum_y - slope * sum_z) / n
    return {
        "intercept": float(intercept),
        "slope": float(slope),
        "sigma2": float(sigma2),
    }


def nll(data, intercept, slope, sigma2, weights=None):
    """-l, the negative log-likelihood, every constant included.

    data: array of shape (n, 2) with columns y, z, or a mapping; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    y, z = _columns(data, ("y", "z"))
    weights = _frequencies(weights, len(y))
    if not np.isfinite(intercept):
        return np.inf
    if not np.isfinite(slope):
        return np.inf
    if not 0 < sigma2 < np.inf:
        return np.inf
    n = np.float64(len(y) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_h = _total((y - slope * z - intercept) ** 2, weights)
        return float(0.5 * n * np.log(2 * np.pi * sigma2) + 0.5 * sum_h / sigma2)


def gradient(data, intercept, slope, sigma2, weights=None):
    """The gradient of nll, shape (k,).

    data: array of shape (n, 2) with columns y, z, or a mapping; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    y, z = _columns(data, ("y", "z"))
    weights = _frequencies(weights, len(y))
    if not np.isfinite(intercept):
        return np.full(3, np.nan)
    if not np.isfinite(slope):
        return np.full(3, np.nan)
    if not 0 < sigma2 < np.inf:
        return np.full(3, np.nan)
    n = np.float64(len(y) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = slope * z + intercept - y
        t_1 = -t
        sum_h = _total(t, weights)
        sum_h_1 = _total(t_1 * z, weights)
        sum_h_2 = _total(t_1**2, weights)
        t_2 = 1 / sigma2
        h = 0.5 * t_2 * n - 0.5 * sum_h_2 / sigma2**2
        return np.array([t_2 * sum_h, -t_2 * sum_h_1, h])


def hessian(data, intercept, slope, sigma2, weights=None):
    """The Hessian of nll, shape (k, k).

    data: array of shape (n, 2) with columns y, z, or a mapping; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    y, z = _columns(data, ("y", "z"))
    weights = _frequencies(weights, len(y))
    if not np.isfinite(intercept):
        return np.full((3, 3), np.nan)
    if not np.isfinite(slope):
        return np.full((3, 3), np.nan)
    if not 0 < sigma2 < np.inf:
        return np.full((3, 3), np.nan)
    n = np.float64(len(y) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_z = _total(z, weights)
        sum_z_2 = _total(z**2, weights)
        t = slope * z + intercept - y
        t_1 = -t
        sum_h = _total(t, weights)
        sum_h_1 = _total(t_1 * z, weights)
        sum_h_2 = _total(t_1**2, weights)
        t_2 = 1 / sigma2
        t_3 = 1 / sigma2**2
        h = sum_h_2 / sigma2**3 - 0.5 * t_3 * n
        return np.array(
            [
                [t_2 * n, t_2 * sum_z, -t_3 * sum_h],
                [t_2 * sum_z, t_2 * sum_z_2, t_3 * sum_h_1],
                [-t_3 * sum_h, t_3 * sum_h_1, h],
            ]
        )


def log_density(data, intercept, slope, sigma2):
    """log f of each observation, shape (n,)."""
    y, z = _columns(data, ("y", "z"))
    with np.errstate(all="ignore"):
        t = -0.5 / sigma2 * (y - slope * z - intercept) ** 2
        h = t - 0.5 * np.log(2 * np.pi * sigma2)
        return np.broadcast_to(h, y.shape).astype(float)


def scores(data, intercept, slope, sigma2):
    """The gradient of log f of each observation, shape (n, k)."""
    y, z = _columns(data, ("y", "z"))
    with np.errstate(all="ignore"):
        t = slope * z
        t_1 = 1 / sigma2
        t_2 = 0.5 * t_1
        t_3 = y - t - intercept
        h = -t_2 * (2 * t + 2 * intercept - 2 * y)
        h_1 = t_1 * t_3 * z
        h_2 = 0.5 * t_3**2 / sigma2**2 - t_2
        return np.column_stack(
            [
                np.broadcast_to(h, y.shape),
                np.broadcast_to(h_1, y.shape),
                np.broadcast_to(h_2, y.shape),
            ]
        )


def standard_errors(data, intercept, slope, sigma2, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(data, intercept, slope, sigma2, weights)
    errors = np.full(3, np.nan)
    regular = [0, 1, 2]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
