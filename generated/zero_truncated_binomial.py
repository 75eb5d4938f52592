"""Maximum-likelihood estimation: Zero-truncated binomial distribution with a known number of trials.

    f(x; p, trials) = binomial(trials, x)*p**x*(1-p)**(trials-x)/(1-(1-p)**trials)
    support: x in 1, 2, ..., trials
    p: 0 < p < 1
    trials: integer >= 2 (a known constant)

Log-likelihood:

    (-log(1 - (1 - p)**trials) + loggamma(trials + 1))*n + log(p)*sum(x) - log(1 -
        p)*sum(x - trials) - sum(loggamma(x + 1)) - sum(loggamma(-x + trials + 1))

Estimator (reduced):

    p = the solution of -trials*(1 - p)**trials*n/((1 - p)*(1 - (1 - p)**trials)) +
        sum(x - trials)/(1 - p) + sum(x)/p = 0

Conditions:

    A maximum exists only if Σ xᵢ > n.

Source:

    Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed., ch. 3

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

PARAMETERS = ("p",)


def log1m_exp(u):
    """log(1 - exp u) for u < 0, accurate at both ends."""
    u = np.asarray(u, dtype=float)
    close = u > -0.6931471805599453
    near = np.log(-np.expm1(np.where(close, u, -1.0)))
    return np.where(close, near, np.log1p(-np.exp(np.where(close, -1.0, u))))


def inverse_expm1(v):
    """1/(exp v - 1)."""
    return 1.0 / np.expm1(v)


def log_ratio(d):
    """log(1 + d) - d for d > -1, without cancellation near 0."""
    d = np.asarray(d, dtype=float)
    # With r = d/(2 + d): log(1 + d) = 2 atanh r, and 2 r - d = -r d.
    small = np.abs(d) < 0.5
    e = np.where(small, d, 0.0)
    r = e / (2.0 + e)
    s = r * r
    odd = 1.0 / 31.0
    for k in (29, 27, 25, 23, 21, 19, 17, 15, 13, 11, 9, 7, 5, 3):
        odd = 1.0 / k + s * odd
    return np.where(small, -r * e + 2.0 * r * s * odd, np.log1p(d) - d)


def stirling(y):
    """log Gamma(y + 1) - y log y + y for y >= 0.  Source: NIST DLMF 5.11.1."""
    y = np.asarray(y, dtype=float)
    large, none = y >= 16.0, y == 0.0
    z, s = np.where(large, y, 16.0), np.where(large | none, 1.0, y)
    w = 1.0 / (z * z)
    tail = (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z
    small = np.where(none, 0.0, special.gammaln(s + 1.0) - s * np.log(s) + s)
    return np.where(large, 0.9189385332046727 + 0.5 * np.log(z) + tail, small)


def deviance(y, m):
    """y log(y/m) + m - y for y >= 0, m > 0, without cancellation near y = m."""
    y, m = np.asarray(y, dtype=float), np.asarray(m, dtype=float)
    none = y == 0.0
    some = np.where(none, 1.0, y)
    d = np.where(none, 1.0, (m - y) / some)
    near = np.abs(d) < 0.5
    far = np.where(none, m, y * np.log(some / m) + m - y)
    return np.where(near, -y * log_ratio(np.where(near, d, 0.0)), far)


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


def _outward(u, lower, upper):
    """The point of (lower, upper) at a coordinate u of the line."""
    if np.isinf(lower) and np.isinf(upper):
        return u
    if np.isinf(upper):
        return lower + np.exp(u)
    if np.isinf(lower):
        return upper - np.exp(u)
    return lower + (upper - lower) / (1.0 + np.exp(-u))


def _inward(t, lower, upper):
    """The coordinate of a point of (lower, upper)."""
    if np.isinf(lower) and np.isinf(upper):
        return t
    if np.isinf(upper):
        return np.log(t - lower)
    if np.isinf(lower):
        return np.log(upper - t)
    return np.log((t - lower) / (upper - t))


def _zero(equation, near, far, lower, upper):
    """The zero between two coordinates: Brent's method, then Newton's for the last digits."""

    def value(u):
        return float(equation(_outward(u, lower, upper))[0])

    u = optimize.brentq(value, near, far, xtol=1e-13, rtol=1e-15)
    t = np.float64(_outward(u, lower, upper))
    for _ in range(2):
        height, slope = equation(t)
        change = height / slope if slope else 0.0
        if abs(change) < 1e-6 * abs(t) and lower < t - change < upper:
            t -= change
    return t


def _roots(equation, grid, lower, upper):
    """Every zero of an equation that a grid of coordinates separates."""
    points = np.array([_outward(u, lower, upper) for u in grid])
    signs = np.sign([equation(t)[0] for t in points])
    pairs = [grid[i : i + 2] for i in np.flatnonzero(signs[:-1] * signs[1:] < 0)]
    between = [_zero(equation, near, far, lower, upper) for near, far in pairs]
    return [*points[signs == 0], *between]


def _likeliest(equation, rest, lower, upper, start=None):
    """The likeliest zero of an equation in (lower, upper), None if there is none.

    ``rest(t)`` returns the negative log-likelihood and all parameters.  A grid around the
    start separates the zeros.  Where it has none, a peak further out is taken.
    """

    def value(u):
        return float(rest(np.float64(_outward(u, lower, upper)))[0])

    def peak(t):
        u, here = _inward(t, lower, upper), rest(t)[0]
        around = min(value(u - 1.0), value(u + 1.0))
        return bool(here < value(centre) and around - here > 1e-10 * (1.0 + abs(here)))

    inside = start is not None and lower < start < upper
    centre = _inward(start, lower, upper) if inside else 0.0
    with np.errstate(all="ignore"):
        grid = centre + np.linspace(-12.0, 12.0, 97)
        found = _roots(equation, grid, lower, upper)
        ends = np.isfinite([lower, upper])
        if not found and ends.any():
            steps = 10.0 + 2.0 * 1.5 ** np.arange(16)
            limit = 36.0 if ends.all() else 690.0
            for side in (steps, -steps):
                grid = np.clip(centre + side, -limit, limit)
                found += filter(peak, _roots(equation, grid, lower, upper))
        rated = [rest(t) for t in found]
    rated = [r for r in rated if r[0] < np.inf]
    return min(rated, key=lambda r: r[0], default=None)


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


def estimate(x, trials, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    Where no maximum exists: the limits, or nan; where none was found: nan.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    _require("x", x == np.rint(x), "must be an integer")
    _require("x", x >= 1, "must be >= 1")
    _require("x", x <= trials, "must be <= trials")
    n = np.float64(len(x) if weights is None else np.sum(weights))
    sum_x = _total(x, weights)
    sum_h = _total(x - trials, weights)
    # A maximum exists only if Σ xᵢ > n.
    if not (sum_x - n > 0):
        return {"p": 0}

    def equation(p):
        """The equation that gives p, and its slope."""
        t = 1 - p
        t_1 = 1 / t
        t_2 = t**trials
        t_3 = 1 - t_2
        t_4 = t_2 / t_3
        t_5 = trials * t_4
        t_6 = 1 / t**2
        t_7 = trials**2 * t_6
        value = t_1 * sum_h + sum_x / p - t_1 * t_5 * n
        t_8 = (t ** (2 * trials) * t_7 / t_3**2 + t_4 * t_7 - t_5 * t_6) * n
        slope = t_8 + t_6 * sum_h - sum_x / p**2
        return value, slope

    def rest(p):
        """The value of nll and the parameters, the others found."""
        value = nll(x, p, trials, weights)
        return value, (p,)

    best = _likeliest(equation, rest, 0, 1)
    if best is not None:
        chosen = best[1]
    else:
        size = len(x) if weights is None else np.sum(weights)

        def objective(theta):
            """nll/n, its gradient and its Hessian."""
            value = nll(x, *theta, trials, weights)
            slope = gradient(x, *theta, trials, weights)
            bend = hessian(x, *theta, trials, weights)
            return value / size, slope / size, bend / size

        choices = [
            np.linspace(0, 1, 9)[1:-1],
        ]
        starts = _starts(lambda theta: objective(theta)[0], choices)
        chosen = _minimise(objective, starts)
    return dict(zip(PARAMETERS, map(float, chosen)))


def nll(x, p, trials, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < p < 1:
        return np.inf
    with np.errstate(all="ignore"):
        t = trials - x
        t_1 = log1m_exp(trials * np.log1p(-p))
        t_2 = deviance(t, trials * (1 - p))
        t_3 = deviance(x, p * trials)
        t_4 = t_1 + t_2 - stirling(trials)
        sum_h = _total(stirling(x) + t_3 + t_4 + stirling(t), weights)
        return float(sum_h)


def gradient(x, p, trials, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < p < 1:
        return np.full(1, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_x = _total(x, weights)
        sum_h = _total(x - trials, weights)
        t = 1 / (1 - p)
        t_1 = trials * t * n * inverse_expm1(-trials * np.log1p(-p))
        h = t_1 - t * sum_h - sum_x / p
        return np.array([h])


def hessian(x, p, trials, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < p < 1:
        return np.full((1, 1), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_x = _total(x, weights)
        sum_h = _total(x - trials, weights)
        t = 1 / (1 - p) ** 2
        t_1 = inverse_expm1(-trials * np.log1p(-p))
        t_2 = -(trials**2) * (t_1 + 1) * t * t_1 * n
        h = trials * t * t_1 * n + t_2 + sum_x / p**2 - t * sum_h
        return np.array([[h]])


def log_density(x, p, trials):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = trials - x
        t_1 = -log1m_exp(trials * np.log1p(-p))
        t_2 = -deviance(t, trials * (1 - p))
        t_3 = -deviance(x, p * trials) - stirling(x) - stirling(t)
        h = t_1 + t_2 + t_3 + stirling(trials)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, p, trials):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 1 / (1 - p)
        t_1 = -trials * t * inverse_expm1(-trials * np.log1p(-p))
        h = t * (x - trials) + x / p + t_1
        return np.column_stack([np.broadcast_to(h, x.shape)])


def standard_errors(x, p, trials, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, p, trials, weights)
    errors = np.full(1, np.nan)
    regular = [0]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
