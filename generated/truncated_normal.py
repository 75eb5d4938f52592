"""Maximum-likelihood estimation: Normal distribution truncated at known points.

    f(x; mu, sigma, lower, upper) =
        sqrt(2/pi)/sigma*exp(-(x-mu)**2/(2*sigma**2))/(erf((upper-
        mu)/(sigma*sqrt(2)))-erf((lower-mu)/(sigma*sqrt(2))))
    support: lower <= x <= upper
    mu: real
    sigma: positive
    lower: real (a known constant)
    upper: lower < upper (a known constant)

Log-likelihood:

    (-log(sigma) - log(-erf(sqrt(2)*(lower - mu)/(2*sigma)) + erf(sqrt(2)*(-mu +
        upper)/(2*sigma))) + log(2/pi)/2)*n - sum((x - mu)**2)/(2*sigma**2)

Estimator (numeric):

    mu, sigma = the joint maximiser of the log-likelihood

Source:

    Cohen (1991), Truncated and Censored Samples, ch. 3

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

PARAMETERS = ("mu", "sigma")


def log1m_exp(u):
    """log(1 - exp u) for u < 0, accurate at both ends."""
    u = np.asarray(u, dtype=float)
    close = u > -0.6931471805599453
    near = np.log(-np.expm1(np.where(close, u, -1.0)))
    return np.where(close, near, np.log1p(-np.exp(np.where(close, -1.0, u))))


def log_erfc(w):
    """log erfc(w); erfc itself underflows beyond w = 27."""
    w = np.asarray(w, dtype=float)
    return special.log_ndtr(-1.4142135623730951 * w) + 0.6931471805599453


def log_erf_gap(a, b):
    """log(erf b - erf a) for a < b, also where both are 1 or -1 to all digits."""
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    near, far = np.where(a > 0, a, -b), np.where(a > 0, b, -a)
    tail = (a > 0) | (b < 0)
    with np.errstate(all="ignore"):
        low, high = log_erfc(near), log_erfc(far)
        plain = np.log(special.erf(b) - special.erf(a))
        return np.where(tail, low + log1m_exp(np.minimum(high - low, -1e-300)), plain)


def log_flat(a, b):
    """log of the integral of exp(-a s - b s^2) over 0 < s < 1, for |a| <= 1, 0 <= b <= 1."""
    a, b = np.clip(a, -1.0, 1.0), np.clip(b, 0.0, 1.0)
    before, here = 0.0 * (a + b), 1.0 + 0.0 * (a + b)
    rest = before
    for n in range(1, 31):
        before, here = here, -(a * here + 2.0 * b * before) / n
        rest = rest + here / (n + 1.0)
    return np.log1p(rest)


def flat_moment(k, a, b):
    """The mean of s^k over 0 < s < 1 with weights exp(-a s - b s^2), for |a| <= 1, 0 <= b <= 1."""
    a, b = np.clip(a, -1.0, 1.0), np.clip(b, 0.0, 1.0)
    before, here = 0.0 * (a + b), 1.0 + 0.0 * (a + b)
    above, below = here / (k + 1.0), here
    for n in range(1, 31):
        before, here = here, -(a * here + 2.0 * b * before) / n
        above, below = above + here / (n + k + 1.0), below + here / (n + 1.0)
    return above / below


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


def estimate(x, lower, upper, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    Where no maximum exists: the limits, or nan; where none was found: nan.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    _require("x", x >= lower, "must be >= lower")
    _require("x", x <= upper, "must be <= upper")
    size = len(x) if weights is None else np.sum(weights)

    def objective(theta):
        """nll/n, its gradient and its Hessian."""
        value = nll(x, *theta, lower, upper, weights)
        slope = gradient(x, *theta, lower, upper, weights)
        bend = hessian(x, *theta, lower, upper, weights)
        return value / size, slope / size, bend / size

    moments = abs(np.mean(x)), np.var(x)
    choices = [
        np.append([0.0, 1.0, -1.0], np.quantile(x, [0.5, 0.25, 0.75])),
        np.append([1.0, 0.1, 0.3, 0.7, 1.6, 3.0, 8.0, 25.0], moments),
    ]
    starts = _starts(lambda theta: objective(theta)[0], choices)
    mu, sigma = _minimise(objective, starts)
    return {"mu": float(mu), "sigma": float(sigma)}


def nll(x, mu, sigma, lower, upper, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(mu):
        return np.inf
    if not 0 < sigma < np.inf:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = 1 / sigma**2
        t_1 = lower - upper
        t_3 = 0.5 * t_1**2 * t + np.abs((lower - mu) * t_1) * t < 0.25 * np.pi
        t_2 = np.where(t_3, lower, mu)
        sum_h = _total((x - t_2) * (x + t_2 - 2 * mu), weights)
        t_4 = 1 / sigma**2
        t_5 = lower - mu
        t_6 = -upper
        t_7 = t_6 + lower
        t_8 = -t_7
        t_9 = 0.5 * t_8**2 * t_4
        t_10 = 0.5 * np.sqrt(2) / sigma
        t_11 = -np.log(t_8) - log_flat(t_4 * t_5 * t_8, t_9)
        t_12 = np.abs(t_5 * t_7) * t_4 + t_9 < 0.25 * np.pi
        t_13 = -log_erf_gap(t_5 * t_10, (-t_6 - mu) * t_10)
        t_14 = np.where(t_12, t_11, t_13 + 0.5 * np.log(2 / np.pi) - np.log(sigma))
        return float(0.5 * t_4 * sum_h - t_14 * n)


def gradient(x, mu, sigma, lower, upper, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(mu):
        return np.full(2, np.nan)
    if not 0 < sigma < np.inf:
        return np.full(2, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = 1 / sigma**2
        t_1 = lower - upper
        t_3 = 0.5 * t_1**2 * t + np.abs((lower - mu) * t_1) * t < 0.25 * np.pi
        t_2 = np.where(t_3, lower, mu)
        t_4 = x + t_2 - 2 * mu
        t_5 = x - t_2
        sum_h = _total(t_4, weights)
        sum_h_1 = _total(t_5, weights)
        sum_h_2 = _total(t_4 * t_5, weights)
        t_6 = lower - mu
        t_7 = 1 / sigma**2
        t_8 = -upper
        t_9 = t_8 + lower
        t_10 = -t_9
        t_11 = t_7 * t_10
        t_12 = t_6 * t_11
        t_13 = t_10**2
        t_14 = 0.5 * t_7
        t_15 = t_13 * t_14
        t_16 = flat_moment(1, t_12, t_15)
        t_17 = np.abs(t_6 * t_9) * t_7 + t_15 < 0.25 * np.pi
        t_18 = np.sqrt(2)
        t_19 = 1 / sigma
        t_20 = t_18 * t_19
        t_21 = 0.5 * t_20
        t_22 = -t_8 - mu
        t_23 = log_erf_gap(t_6 * t_21, t_21 * t_22)
        t_24 = np.exp(-(t_6**2) * t_14 - t_23)
        t_25 = 1 / np.sqrt(np.pi)
        t_26 = np.exp(-(t_22**2) * t_14 - t_23)
        t_27 = np.where(t_17, 0, 1)
        t_28 = 1 / sigma**3
        t_29 = t_18 * t_19 * t_25 * t_26 - t_20 * t_24 * t_25
        t_30 = -n * np.where(t_17, -t_16 * t_11, t_29)
        h = t_30 + 0.5 * (t_27 - 2) * t_7 * sum_h_1 - t_27 * t_14 * sum_h
        t_31 = -2 * t_6 * t_16 * t_28 * t_10 - t_28 * t_13 * flat_moment(2, t_12, t_15)
        t_32 = t_7 * t_18 * t_22 * t_25 * t_26 - t_6 * t_7 * t_18 * t_24 * t_25 - t_19
        h_1 = -n * np.where(t_17, t_31, t_32) - t_28 * sum_h_2
        return np.array([h, h_1])


def hessian(x, mu, sigma, lower, upper, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(mu):
        return np.full((2, 2), np.nan)
    if not 0 < sigma < np.inf:
        return np.full((2, 2), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = 1 / sigma**2
        t_1 = lower - upper
        t_3 = 0.5 * t_1**2 * t + np.abs((lower - mu) * t_1) * t < 0.25 * np.pi
        t_2 = np.where(t_3, lower, mu)
        t_4 = x - t_2
        t_5 = x + t_2 - 2 * mu
        sum_h = _total(t_4, weights)
        sum_h_1 = _total(t_5, weights)
        sum_h_2 = _total(t_4 * t_5, weights)
        t_6 = 1 / sigma**2
        t_7 = lower - mu
        t_8 = -upper
        t_9 = t_8 + lower
        t_10 = -t_9
        t_11 = t_7 * t_10
        t_12 = t_6 * t_11
        t_13 = t_10**2
        t_14 = 0.5 * t_6
        t_15 = t_13 * t_14
        t_16 = flat_moment(1, t_12, t_15)
        t_17 = flat_moment(2, t_12, t_15)
        t_18 = t_16**2 - t_17
        t_19 = 1 / sigma**4
        t_20 = np.abs(t_7 * t_9) * t_6 + t_15 < 0.25 * np.pi
        t_21 = t_7**2
        t_22 = np.sqrt(2)
        t_23 = 1 / sigma
        t_24 = t_22 * t_23
        t_25 = 0.5 * t_24
        t_26 = -t_8 - mu
        t_27 = log_erf_gap(t_7 * t_25, t_25 * t_26)
        t_28 = np.exp(-t_21 * t_14 - t_27)
        t_29 = 1 / np.sqrt(np.pi)
        t_30 = t_24 * t_28 * t_29
        t_31 = t_26**2
        t_32 = np.exp(-t_27 - t_31 * t_14)
        t_33 = t_30 - t_22 * t_23 * t_29 * t_32
        t_34 = -t_33 - (2 * mu - 2 * lower) * t_14
        t_35 = -t_33 - (2 * mu - 2 * upper) * t_14
        t_36 = np.where(t_20, 0, 1)
        t_37 = t_36 - 2
        t_38 = 1 / sigma**5
        t_39 = t_16 * t_17 - flat_moment(3, t_12, t_15)
        t_40 = 1 / sigma**3
        t_41 = 2 * t_40
        t_42 = t_22 * t_29
        t_43 = t_6 * t_42
        t_44 = t_32 * t_43
        t_45 = t_7 * t_28 * t_43
        t_46 = t_40 * t_13
        t_47 = t_41 * t_11
        t_48 = t_41 * t_42
        t_49 = t_26 * t_44
        t_50 = t_49 - t_45
        t_51 = t_22 * t_23 * t_29 * t_32 * t_35 - t_30 * t_34
        h = -t_6 * t_36 * t_37 * n - n * np.where(t_20, t_18 * t_19 * t_13, t_51)
        t_52 = t_6 * t_22 * t_26 * t_29 * t_32 * t_35
        t_53 = t_52 + t_6 * t_22 * t_28 * t_29 - t_34 * t_45 - t_44
        t_54 = 2 * t_7 * t_18 * t_38 * t_13
        t_55 = np.where(t_20, t_54 + t_16 * t_41 * t_10 + t_10**3 * t_38 * t_39, t_53)
        h_1 = t_36 * t_40 * sum_h_1 - t_55 * n - t_37 * t_40 * sum_h
        t_56 = -(-t_39 * t_47 - (t_17**2 - flat_moment(4, t_12, t_15)) * t_46) * t_46
        t_57 = -(-t_18 * t_47 - t_39 * t_46) * t_47
        t_58 = t_56 + t_57 + 6 * t_7 * t_16 * t_19 * t_10 + 3 * t_17 * t_19 * t_13
        t_59 = -(t_21 * t_40 + t_50) * t_45
        t_60 = (t_31 * t_40 + t_50) * t_49
        t_61 = t_59 + t_60 + t_6 + t_7 * t_28 * t_48 - t_26 * t_32 * t_48
        h_2 = 3 * t_19 * sum_h_2 - n * np.where(t_20, t_58, t_61)
        return np.array([[h, h_1], [h_1, h_2]])


def log_density(x, mu, sigma, lower, upper):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 1 / sigma**2
        t_1 = lower - mu
        t_2 = -upper
        t_3 = t_2 + lower
        t_4 = -t_3
        t_5 = 0.5 * t
        t_6 = t_4**2 * t_5
        t_7 = np.abs(t_1 * t_3) * t + t_6 < 0.25 * np.pi
        t_8 = np.where(t_7, lower, mu)
        t_9 = 0.5 * np.sqrt(2) / sigma
        t_10 = -np.log(t_4) - log_flat(t * t_1 * t_4, t_6)
        t_11 = -log_erf_gap(t_1 * t_9, (-t_2 - mu) * t_9)
        t_12 = np.where(t_7, t_10, t_11 + 0.5 * np.log(2 / np.pi) - np.log(sigma))
        h = t_12 - t_5 * (x - t_8) * (x + t_8 - 2 * mu)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, mu, sigma, lower, upper):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 1 / sigma**2
        t_1 = lower - mu
        t_2 = -upper
        t_3 = t_2 + lower
        t_4 = -t_3
        t_5 = t_4**2
        t_6 = 0.5 * t
        t_7 = t_5 * t_6
        t_8 = np.abs(t_1 * t_3) * t + t_7 < 0.25 * np.pi
        t_9 = np.where(t_8, lower, mu)
        t_10 = x + t_9 - 2 * mu
        t_11 = np.where(t_8, 0, 1)
        t_12 = x - t_9
        t_13 = t * t_4
        t_14 = t_1 * t_13
        t_15 = flat_moment(1, t_14, t_7)
        t_16 = np.sqrt(2)
        t_17 = 1 / sigma
        t_18 = t_16 * t_17
        t_19 = 0.5 * t_18
        t_20 = -t_2 - mu
        t_21 = log_erf_gap(t_1 * t_19, t_19 * t_20)
        t_22 = np.exp(-(t_1**2) * t_6 - t_21)
        t_23 = 1 / np.sqrt(np.pi)
        t_24 = np.exp(-(t_20**2) * t_6 - t_21)
        t_25 = 1 / sigma**3
        t_26 = t_16 * t_17 * t_23 * t_24 - t_18 * t_22 * t_23
        t_27 = np.where(t_8, -t_13 * t_15, t_26)
        h = t_27 + t_10 * t_11 * t_6 - (t_11 - 2) * t_12 * t_6
        t_28 = -2 * t_1 * t_15 * t_25 * t_4 - t_25 * t_5 * flat_moment(2, t_14, t_7)
        t_29 = t * t_16 * t_20 * t_23 * t_24 - t * t_1 * t_16 * t_22 * t_23 - t_17
        h_1 = t_10 * t_12 * t_25 + np.where(t_8, t_28, t_29)
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, mu, sigma, lower, upper, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, mu, sigma, lower, upper, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
