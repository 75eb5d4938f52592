"""Maximum-likelihood estimation: Mixture of two normal distributions of equal variance.

    f(x; weight, mu_1, mu_2, sigma2) =
        weight/sqrt(2*pi*sigma2)*exp(-(x-mu_1)**2/(2*sigma2))+(1-weight)/sqrt(2*pi*sigma2)*exp(-(x-mu_2)**2/(2*sigma2))
    support: real
    weight: 0 < weight < 1
    mu_1: real
    mu_2: real
    sigma2: positive

Log-likelihood:

    sum(log(sqrt(2)*weight*exp(-(x - mu_1)**2/(2*sigma2))/(2*sqrt(pi)*sqrt(sigma2))
        + sqrt(2)*(1 - weight)*exp(-(x -
        mu_2)**2/(2*sigma2))/(2*sqrt(pi)*sqrt(sigma2))))

Estimator (latent):

    weight, mu_1, mu_2, sigma2 = the joint maximiser of the log-likelihood, by the
        EM algorithm and Newton's method

Source:

    McLachlan, Peel (2000), Finite Mixture Models, ch. 3
    Day (1969), Estimating the components of a mixture of normal distributions,
        Biometrika 56, 463-474

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize

PARAMETERS = ("weight", "mu_1", "mu_2", "sigma2")


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


def _total(values, weights):
    """The sum over the observations."""
    return np.sum(values if weights is None else weights * values)


def _units(values, centred, scaled):
    """A centre and a spread with which the data are standardised."""
    low, middle, high = np.quantile(values, (0.25, 0.5, 0.75))
    size = 0.74 * (high - low) if centred else np.median(np.abs(values))
    size = size or np.std(values) or np.max(np.abs(values)) or 1.0
    return float(middle) if centred else 0.0, float(size) if scaled else 1.0


def _starts(rate, choices, wanted=4):
    """The best of 160 random combinations of plausible values, no two alike."""
    random = np.random.default_rng(20240229)
    points = [np.array([c[0] for c in choices], dtype=float)]
    points += [np.array([random.choice(c) for c in choices]) for _ in range(159)]
    rated = [(rate(p), i) for i, p in enumerate(points)]
    chosen = []
    for _, i in sorted((v, i) for v, i in rated if np.isfinite(v)):
        scale = np.abs(points[i]) + 0.1
        if all(np.max(np.abs(points[i] - c) / scale) > 0.4 for c in chosen):
            chosen.append(points[i])
        if len(chosen) == wanted:
            break
    return chosen or points[:1]


def _ended(theta, gradient, hessian):
    """Whether a climb ended: not if a large parameter may still grow and lose nothing."""
    size = np.abs(theta)
    inverse = np.linalg.pinv(hessian * np.outer(size, size))
    step, variances = inverse @ (gradient * size), np.diag(inverse)
    far = (np.abs(step) > 1e-3) | (np.abs(variances) > 1e9)
    return not np.any(far & (size > 1e4))


def _downhill(at, start, unit):
    """The local minimum downhill of a start, in units of each parameter."""
    return optimize.minimize(
        lambda v: at(v * unit)[0],
        start,
        jac=lambda v: at(v * unit)[1] * unit,
        hess=lambda v: at(v * unit)[2] * np.outer(unit, unit),
        method="trust-exact",
        options={"gtol": 1e-11, "maxiter": 500},
    ).x


def _minimise(objective, starts):
    """The best local minimum that trust-region Newton reaches from the starts, or nan.

    ``objective(theta)`` returns value, gradient and Hessian; the value is inf outside
    the domain, where no step ends.
    """
    last = {}

    def at(theta):
        key = theta.tobytes()
        if key not in last:
            last.clear()
            value, gradient, hessian = objective(theta)
            if not (np.isfinite(value) and np.all(np.isfinite(hessian))):
                k = len(theta)
                value, gradient, hessian = np.inf, np.zeros(k), np.eye(k)
            last[key] = value, gradient, hessian
        return last[key]

    best, lowest = None, np.inf
    for start in starts:
        theta = np.asarray(start, dtype=float)
        if not np.isfinite(at(theta)[0]):
            continue
        unit = np.ones(len(theta))
        for _ in range(12):
            theta = unit * _downhill(at, theta / unit, unit)
            if _ended(theta, *at(theta)[1:]):
                break
            unit = np.maximum(np.abs(theta), 1.0)
        for _ in range(3):
            value, gradient, hessian = at(theta)
            new = theta - np.linalg.lstsq(hessian, gradient, rcond=None)[0]
            if at(new)[0] > value + 1e-12 * abs(value):
                break
            theta = new
        if at(theta)[0] < lowest:
            best, lowest = theta, at(theta)[0]
    if best is None or not _ended(best, *at(best)[1:]):
        return np.full(len(starts[0]), np.nan)
    return best


def _repeat(update, theta, steps=200):
    """The EM update again and again, until nothing changes."""
    for _ in range(steps):
        new = np.asarray(update(theta), dtype=float)
        if not np.all(np.isfinite(new)):
            break
        change = np.max(np.abs(new - theta) / np.maximum(np.abs(theta), 1e-8))
        theta = new
        if change < 1e-8:
            break
    return theta


def _solve(x, weights):
    """The estimate in standard units, in the order of PARAMETERS."""

    def update(theta):
        """One step of the EM algorithm."""
        weight, mu_1, mu_2, sigma2 = theta
        t = 0.5 * np.log(2 * np.pi * sigma2)
        t_1 = 0.5 / sigma2
        t_2 = t_1 * (x - mu_1) ** 2
        t_3 = t_1 * (x - mu_2) ** 2 - np.log1p(-weight)
        t_4 = np.logaddexp(np.log(weight) - t - t_2, -t - t_3)
        t_5 = np.sqrt(2) / (np.sqrt(np.pi) * np.sqrt(sigma2))
        t_6 = t_5 * np.exp(-t_3 - t_4)
        t_7 = weight * t_5 * np.exp(-t_2 - t_4)
        t_8 = x**2
        sum_h = _total(t_6, weights)
        sum_h_1 = _total(t_7, weights)
        sum_h_2 = _total(t_7 * x, weights)
        sum_h_3 = _total(t_6 * x, weights)
        sum_h_4 = _total(t_6 * t_8, weights)
        sum_h_5 = _total(t_7 * t_8, weights)
        weight_new = 0.5 * sum_h_1 / (0.5 * sum_h + 0.5 * sum_h_1)
        mu_1_new = sum_h_2 / sum_h_1
        mu_2_new = sum_h_3 / sum_h
        t_9 = 0.5 * mu_1_new**2 * sum_h_1 / (0.5 * sum_h + 0.5 * sum_h_1)
        t_10 = 0.5 * mu_2_new**2 * sum_h / (0.5 * sum_h + 0.5 * sum_h_1)
        t_11 = -mu_1_new * sum_h_2 / (0.5 * sum_h + 0.5 * sum_h_1)
        t_12 = -mu_2_new * sum_h_3 / (0.5 * sum_h + 0.5 * sum_h_1)
        t_13 = 0.5 * sum_h_4 / (0.5 * sum_h + 0.5 * sum_h_1)
        t_14 = 0.5 * sum_h_5 / (0.5 * sum_h + 0.5 * sum_h_1)
        sigma2_new = t_9 + t_10 + t_11 + t_12 + t_13 + t_14
        return np.array([weight_new, mu_1_new, mu_2_new, sigma2_new])

    size = len(x) if weights is None else np.sum(weights)

    def objective(theta):
        """nll/n, its gradient and its Hessian."""
        value = nll(x, *theta, weights)
        slope = gradient(x, *theta, weights)
        bend = hessian(x, *theta, weights)
        return value / size, slope / size, bend / size

    choices = [
        np.linspace(0, 1, 9)[1:-1],
        np.quantile(x, [0.5, 0.1, 0.25, 0.75, 0.9]),
        np.quantile(x, [0.5, 0.1, 0.25, 0.75, 0.9]),
        np.array([1.0, 0.5, 0.25, 2.0, 4.0]) ** 2.0,
    ]
    starts = _starts(lambda theta: objective(theta)[0], choices, 8)
    reached = [_repeat(update, start) for start in starts]
    weight, mu_1, mu_2, sigma2 = _minimise(objective, reached)
    return (weight, mu_1, mu_2, sigma2)


def estimate(x, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    Where no maximum exists: the limits, or nan; where none was found: nan.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    centre, spread = _units(x, True, True)
    weight, mu_1, mu_2, sigma2 = _solve((x - centre) / spread, weights)
    mu_1 = spread * mu_1 + centre
    mu_2 = spread * mu_2 + centre
    sigma2 = spread**2 * sigma2
    return {
        "weight": float(weight),
        "mu_1": float(mu_1),
        "mu_2": float(mu_2),
        "sigma2": float(sigma2),
    }


def nll(x, weight, mu_1, mu_2, sigma2, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < weight < 1:
        return np.inf
    if not np.isfinite(mu_1):
        return np.inf
    if not np.isfinite(mu_2):
        return np.inf
    if not 0 < sigma2 < np.inf:
        return np.inf
    with np.errstate(all="ignore"):
        t = 0.5 / sigma2
        t_1 = 0.5 * np.log(sigma2) + 0.5 * np.log(2) + 0.5 * np.log(np.pi)
        t_2 = -t * (x - mu_1) ** 2 - t_1
        t_3 = -t * (x - mu_2) ** 2 - t_1
        t_4 = np.logaddexp(t_2 + np.log(weight), t_3 + np.log1p(-weight))
        sum_h = _total(t_4, weights)
        return float(-sum_h)


def gradient(x, weight, mu_1, mu_2, sigma2, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < weight < 1:
        return np.full(4, np.nan)
    if not np.isfinite(mu_1):
        return np.full(4, np.nan)
    if not np.isfinite(mu_2):
        return np.full(4, np.nan)
    if not 0 < sigma2 < np.inf:
        return np.full(4, np.nan)
    with np.errstate(all="ignore"):
        t = x - mu_1
        t_1 = t**2
        t_2 = 1 / sigma2
        t_3 = x - mu_2
        t_4 = t_3**2
        t_5 = 0.5 * t_1 * t_2 - 0.5 * t_2 * t_4
        t_6 = 1 / (weight * np.exp(-t_5) + 1 - weight)
        t_7 = 1 / (weight + (1 - weight) * np.exp(t_5))
        t_8 = 1 / sigma2**2
        sum_h = _total(t_6, weights)
        sum_h_1 = _total(t_7, weights)
        sum_h_2 = _total(t * t_7, weights)
        sum_h_3 = _total(t_3 * t_6, weights)
        sum_h_4 = _total((t_1 * t_8 - t_2) * t_7, weights)
        sum_h_5 = _total((t_4 * t_8 - t_2) * t_6, weights)
        t_9 = 1 / sigma2
        t_10 = 1 - weight
        h = -0.5 * t_10 * sum_h_5 - 0.5 * weight * sum_h_4
        return np.array(
            [sum_h - sum_h_1, -weight * t_9 * sum_h_2, -t_9 * t_10 * sum_h_3, h]
        )


def hessian(x, weight, mu_1, mu_2, sigma2, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < weight < 1:
        return np.full((4, 4), np.nan)
    if not np.isfinite(mu_1):
        return np.full((4, 4), np.nan)
    if not np.isfinite(mu_2):
        return np.full((4, 4), np.nan)
    if not 0 < sigma2 < np.inf:
        return np.full((4, 4), np.nan)
    with np.errstate(all="ignore"):
        t = x - mu_1
        t_1 = t**2
        t_2 = 1 / sigma2
        t_3 = 0.5 * t_2
        t_4 = x - mu_2
        t_5 = t_4**2
        t_6 = t_1 * t_3 - t_3 * t_5
        t_7 = 1 / (weight * np.exp(-t_6) + 1 - weight)
        t_8 = 1 / (weight + (1 - weight) * np.exp(t_6))
        t_9 = t_8 - t_7
        t_10 = -t_8 * t_9
        t_11 = t_7 * t_9
        t_12 = t * t_8
        t_13 = t_7 * t_8
        t_14 = t_4 * t_7
        t_15 = 1 / sigma2**2
        t_16 = -t_15 * t_5
        t_17 = -t_16 - t_2
        t_18 = t_17 * t_7
        t_19 = t_1 * t_15
        t_20 = t_19 - t_2
        t_21 = t_20 * t_8
        t_22 = 1 / sigma2**3
        t_23 = t_16 + t_19
        sum_h = _total(t_10, weights)
        sum_h_1 = _total(t_11, weights)
        sum_h_2 = _total(t_12, weights)
        sum_h_3 = _total(t * t_10, weights)
        sum_h_4 = _total(t_8, weights)
        sum_h_5 = _total(t_1 * t_13, weights)
        sum_h_6 = _total(t_14, weights)
        sum_h_7 = _total(t_11 * t_4, weights)
        sum_h_8 = _total(t_12 * t_14, weights)
        sum_h_9 = _total(t_7, weights)
        sum_h_10 = _total(t_13 * t_5, weights)
        sum_h_11 = _total(t_18, weights)
        sum_h_12 = _total(t_10 * t_20, weights)
        sum_h_13 = _total(t_11 * t_17, weights)
        sum_h_14 = _total(t_21, weights)
        sum_h_15 = _total(t_12 * t_18, weights)
        sum_h_16 = _total(t_12 * t_20 * t_7, weights)
        sum_h_17 = _total(t_14 * t_17 * t_8, weights)
        sum_h_18 = _total(t_14 * t_21, weights)
        sum_h_19 = _total((2 * t_1 * t_22 - t_15) * t_8, weights)
        sum_h_20 = _total((2 * t_22 * t_5 - t_15) * t_7, weights)
        sum_h_21 = _total(-t_21 * t_23 * t_7, weights)
        sum_h_22 = _total(t_18 * t_23 * t_8, weights)
        t_24 = 1 / sigma2
        t_25 = weight * t_24
        t_26 = weight - 1
        t_27 = 1 / sigma2**2
        t_28 = weight * t_27
        t_29 = -t_26
        t_30 = t_24 * t_29
        t_31 = t_28 * t_29
        t_32 = 0.5 * weight
        t_33 = 0.5 * t_26
        t_34 = 0.5 * t_29
        t_35 = t_25 * t_34
        t_36 = t_25 * t_33
        t_37 = 0.25 * weight
        h = -t_24 * sum_h_2 - t_25 * sum_h_3
        h_1 = t_25 * sum_h_4 + t_26 * t_28 * sum_h_5
        h_2 = t_24 * sum_h_6 + t_30 * sum_h_7
        h_3 = t_30 * sum_h_9 - t_31 * sum_h_10
        h_4 = 0.5 * sum_h_11 - t_32 * sum_h_12 - t_33 * sum_h_13 - 0.5 * sum_h_14
        h_5 = t_35 * sum_h_15 + t_36 * sum_h_16 + t_28 * sum_h_2
        h_6 = t_27 * t_29 * sum_h_6 - t_35 * sum_h_17 - t_36 * sum_h_18
        t_38 = t_34 * sum_h_20 + t_32 * sum_h_19
        h_7 = t_38 + t_37 * t_29 * sum_h_22 - t_37 * t_26 * sum_h_21
        return np.array(
            [
                [-sum_h - sum_h_1, h, h_2, h_4],
                [h, h_1, t_31 * sum_h_8, h_5],
                [h_2, t_31 * sum_h_8, h_3, h_6],
                [h_4, h_5, h_6, h_7],
            ]
        )


def log_density(x, weight, mu_1, mu_2, sigma2):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 0.5 / sigma2
        t_1 = 0.5 * np.log(sigma2) + 0.5 * np.log(2) + 0.5 * np.log(np.pi)
        t_2 = -t * (x - mu_1) ** 2 - t_1
        t_3 = -t * (x - mu_2) ** 2 - t_1
        h = np.logaddexp(t_2 + np.log(weight), t_3 + np.log1p(-weight))
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, weight, mu_1, mu_2, sigma2):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 1 - weight
        t_1 = (x - mu_1) ** 2
        t_2 = 1 / sigma2
        t_3 = 0.5 * t_2
        t_4 = (x - mu_2) ** 2
        t_5 = t_1 * t_3 - 0.5 * t_2 * t_4
        t_6 = 1 / (t + (1 - t) * np.exp(-t_5))
        t_7 = 1 / (weight + (1 - weight) * np.exp(t_5))
        t_8 = 2 * x
        t_9 = weight * t_7
        t_10 = t * t_6
        t_11 = 1 / sigma2**2
        h = t_7 - t_6
        h_1 = -(2 * mu_1 - t_8) * t_3 * t_9
        h_2 = -(2 * mu_2 - t_8) * t_10 * t_3
        h_3 = (0.5 * t_11 * t_4 - t_3) * t_10 + (0.5 * t_1 * t_11 - t_3) * t_9
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
                np.broadcast_to(h_2, x.shape),
                np.broadcast_to(h_3, x.shape),
            ]
        )


def standard_errors(x, weight, mu_1, mu_2, sigma2, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, weight, mu_1, mu_2, sigma2, weights)
    errors = np.full(4, np.nan)
    regular = [0, 1, 2, 3]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
