"""Maximum-likelihood estimation: Burr III distribution.

    f(x; c, k) = c*k*x**(-c-1)*(1+x**(-c))**(-k-1)
    support: x > 0
    c: positive
    k: positive

Log-likelihood:

    (-c - 1)*sum(log(x)) + (-k - 1)*sum(log(1 + x**(-c))) + (log(c) + log(k))*n

Estimator (reduced):

    c = the solution of n*sum(log(x)/(x**c*(1 + x**(-c))))/sum(log(1 + x**(-c))) +
        sum(log(x)/(x**c*(1 + x**(-c)))) - sum(log(x)) + n/c = 0
    k = n/sum(log(1 + x**(-c)))

Source:

    Burr (1942), Cumulative frequency functions, Ann. Math. Statist. 13, 215-232

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

PARAMETERS = ("c", "k")


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


def estimate(x, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    Where no maximum exists: the limits, or nan; where none was found: nan.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    _require("x", x > 0, "must be > 0")
    n = np.float64(len(x) if weights is None else np.sum(weights))
    sum_log_x = _total(np.log(x), weights)

    def equation(c):
        """The equation that gives c, and its slope."""
        t = np.log(x)
        t_1 = -c * t
        t_2 = special.expit(t_1)
        t_3 = t**2
        sum_h = _total(np.logaddexp(0, t_1), weights)
        sum_h_1 = _total(t * t_2, weights)
        sum_h_2 = _total(t_2 * t_3, weights)
        sum_h_3 = _total(t_2**2 * t_3, weights)
        t_4 = n / sum_h
        value = n / c + t_4 * sum_h_1 + sum_h_1 - sum_log_x
        t_5 = (sum_h_3 - sum_h_2) * t_4
        slope = sum_h_1**2 * n / sum_h**2 + t_5 + sum_h_3 - n / c**2 - sum_h_2
        return value, slope

    def rest(c):
        """The value of nll and the parameters, the others found."""
        sum_h_4 = _total(np.logaddexp(0, -c * np.log(x)), weights)
        k = n / sum_h_4
        value = nll(x, c, k, weights)
        return value, (c, k)

    best = _likeliest(equation, rest, 0, np.inf)
    if best is not None:
        chosen = best[1]
    else:
        size = len(x) if weights is None else np.sum(weights)

        def objective(theta):
            """nll/n, its gradient and its Hessian."""
            value = nll(x, *theta, weights)
            slope = gradient(x, *theta, weights)
            bend = hessian(x, *theta, weights)
            return value / size, slope / size, bend / size

        moments = abs(np.mean(x)), np.var(x)
        choices = [
            np.append([1.0, 0.1, 0.3, 0.7, 1.6, 3.0, 8.0, 25.0], moments),
            np.append([1.0, 0.1, 0.3, 0.7, 1.6, 3.0, 8.0, 25.0], moments),
        ]
        starts = _starts(lambda theta: objective(theta)[0], choices)
        chosen = _minimise(objective, starts)
    return dict(zip(PARAMETERS, map(float, chosen)))


def nll(x, c, k, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < c < np.inf:
        return np.inf
    if not 0 < k < np.inf:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        sum_h = _total(np.logaddexp(0, -c * np.log(x)), weights)
        t = -(-c - 1) * sum_log_x
        return float(t - n * np.log(c) - n * np.log(k) - (-k - 1) * sum_h)


def gradient(x, c, k, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < c < np.inf:
        return np.full(2, np.nan)
    if not 0 < k < np.inf:
        return np.full(2, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        t = np.log(x)
        t_1 = -c * t
        sum_h = _total(t * special.expit(t_1), weights)
        sum_h_1 = _total(np.logaddexp(0, t_1), weights)
        h = sum_log_x - n / c - (k + 1) * sum_h
        return np.array([h, sum_h_1 - n / k])


def hessian(x, c, k, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < c < np.inf:
        return np.full((2, 2), np.nan)
    if not 0 < k < np.inf:
        return np.full((2, 2), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = np.log(x)
        t_1 = c * t
        t_2 = special.expit(-t_1)
        sum_h = _total(t**2 * t_2 * special.expit(t_1), weights)
        sum_h_1 = _total(t * t_2, weights)
        return np.array([[n / c**2 - (-k - 1) * sum_h, -sum_h_1], [-sum_h_1, n / k**2]])


def log_density(x, c, k):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = np.log(x)
        h = (-c - 1) * t + (-k - 1) * np.logaddexp(0, -c * t) + np.log(c) + np.log(k)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, c, k):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = np.log(x)
        t_1 = -c * t
        h = 1 / c - (-k - 1) * t * special.expit(t_1) - t
        h_1 = 1 / k - np.logaddexp(0, t_1)
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, c, k, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, c, k, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
