"""Maximum-likelihood estimation: Generalised Poisson distribution.

    f(x; theta, kappa) = theta*(theta+kappa*x)**(x-1)*exp(-theta-
        kappa*x)/factorial(x)
    support: x in 0, 1, 2, ...
    theta: positive
    kappa: 0 < kappa < 1

Log-likelihood:

    -kappa*sum(x) + (-theta + log(theta))*n + sum((x - 1)*log(x*kappa + theta)) -
        sum(loggamma(x + 1))

Estimator (reduced):

    theta = the solution of -theta**2*n*sum(1/(x + theta/(-theta*n/sum(x) +
        1)))/(-theta**3*n**3/sum(x)**2 + 3*theta**2*n**2/sum(x) - 3*theta*n +
        sum(x)) - theta*(theta - 1)*n**2*sum(x)/(-theta*n + sum(x))**2 +
        theta*(theta + 1)*sum(x)**3*sum(1/(x + theta/(-theta*n/sum(x) +
        1)))/(-theta*n + sum(x))**3 - n*sum(x)**2/(theta**2*n**2 - 2*theta*n*sum(x)
        + sum(x)**2) = 0
    kappa = -theta*n/sum(x) + 1

Conditions:

    A maximum exists only if the xᵢ are not all equal.
    A maximum exists only if Σ xᵢ > nθ.
    A maximum exists only if Σ xᵢ > 0.

Source:

    Consul, Jain (1973), A generalization of the Poisson distribution, Technometrics
        15, 791-799
    Consul, Shoukri (1984), Maximum likelihood estimation for the generalized
        Poisson distribution, Comm. Statist. Theory Methods 13, 1533-1547

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

PARAMETERS = ("theta", "kappa")


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


def _least(values, weights):
    """The smallest value."""
    return np.min(values if weights is None else values[weights > 0])


def _greatest(values, weights):
    """The largest value."""
    return np.max(values if weights is None else values[weights > 0])


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
    _require("x", x == np.rint(x), "must be an integer")
    _require("x", x >= 0, "must be >= 0")
    n = np.float64(len(x) if weights is None else np.sum(weights))
    sum_x = _total(x, weights)
    min_x = _least(x, weights)
    max_x = _greatest(x, weights)
    # A maximum exists only if the xᵢ are not all equal.
    if not (min_x < max_x):
        return {"theta": 0, "kappa": 1}
    # A maximum exists only if Σ xᵢ > 0.
    if not (sum_x > 0):
        return {"theta": np.nan, "kappa": np.nan}

    def equation(theta):
        """The equation that gives theta, and its slope."""
        t = x + theta / (1 - theta * n / sum_x)
        sum_h = _total(1 / t, weights)
        sum_h_1 = _total(1 / t**2, weights)
        t_1 = sum_x**2
        t_2 = theta**2
        t_3 = n**2
        t_4 = theta * n
        t_5 = 2 * sum_x
        t_6 = t_1 + t_2 * t_3 - t_4 * t_5
        t_7 = t_1 * n
        t_8 = -sum_x
        t_9 = n**3
        t_10 = 1 / sum_x
        t_11 = t_2 * n / (3 * t_2 * t_3 * t_10 - 3 * t_4 - t_8 - theta**3 * t_9 / t_1)
        t_12 = theta - 1
        t_13 = -t_4 - t_8
        t_14 = t_3 * sum_x / t_13**2
        t_15 = 1 / t_13**3
        t_16 = sum_x**3
        t_17 = theta + 1
        t_18 = 2 * theta
        t_19 = t_4 * t_10
        t_20 = 1 - t_19
        t_21 = -t_19 / t_20**2 - 1 / t_20
        t_22 = 1 / t_13**4
        t_23 = theta * t_15 * t_16 * t_17 * sum_h
        value = t_23 - t_11 * sum_h - theta * t_12 * t_14 - t_7 / t_6
        t_24 = -(2 * sum_x * n - t_18 * t_3) * t_7 / t_6**2
        t_25 = theta * t_15 * t_16 * t_17 * t_21 * sum_h_1
        t_26 = 3 * theta * t_16 * t_17 * t_22 * sum_h * n
        t_27 = -(t_4 + t_5) * t_1 * t_22 * t_4 * sum_h
        t_28 = -t_12 * t_15 * t_18 * t_9 * sum_x
        t_29 = (t_18 + 1) * t_15 * t_16 * sum_h
        t_30 = t_24 + t_25 - t_11 * t_21 * sum_h_1 - (t_18 - 1) * t_14
        slope = t_26 + t_27 + t_28 + t_29 + t_30
        return value, slope

    def rest(theta):
        """The value of nll and the parameters, the others found."""
        kappa = 1 - theta * n / sum_x
        value = nll(x, theta, kappa, weights)
        return value, (theta, kappa)

    best = _likeliest(equation, rest, 0, sum_x / n)
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
            np.linspace(0, 1, 9)[1:-1],
        ]
        starts = _starts(lambda theta: objective(theta)[0], choices)
        chosen = _minimise(objective, starts)
    return dict(zip(PARAMETERS, map(float, chosen)))


def nll(x, theta, kappa, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < theta < np.inf:
        return np.inf
    if not 0 < kappa < 1:
        return np.inf
    with np.errstate(all="ignore"):
        t = kappa * x + theta
        t_1 = deviance(x, t) - np.log(theta)
        sum_h = _total(stirling(x) + t_1 + np.log(t), weights)
        return float(sum_h)


def gradient(x, theta, kappa, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < theta < np.inf:
        return np.full(2, np.nan)
    if not 0 < kappa < 1:
        return np.full(2, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_x = _total(x, weights)
        t = kappa * x
        t_1 = 1 / (t + theta)
        sum_h = _total(x / (t / theta + 1), weights)
        sum_h_1 = _total(t_1 * x, weights)
        sum_h_2 = _total(t_1 * x**2, weights)
        h = n - kappa * sum_h / theta**2 - sum_h_1
        h_1 = sum_x + sum_h / theta - sum_h_2
        return np.array([h, h_1])


def hessian(x, theta, kappa, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < theta < np.inf:
        return np.full((2, 2), np.nan)
    if not 0 < kappa < 1:
        return np.full((2, 2), np.nan)
    with np.errstate(all="ignore"):
        t = kappa * x
        t_1 = 1 / (t + theta) ** 2
        t_2 = t / theta + 1
        t_3 = x**2
        sum_h = _total(t_1 * x, weights)
        sum_h_1 = _total(t_3 / t_2**2, weights)
        sum_h_2 = _total(x / t_2, weights)
        sum_h_3 = _total(t_1 * t_3, weights)
        sum_h_4 = _total(t_1 * x**3, weights)
        t_4 = kappa / theta**3
        t_5 = 1 / theta**2
        h = 2 * t_4 * sum_h_2 + sum_h - kappa**2 * sum_h_1 / theta**4
        h_1 = t_4 * sum_h_1 + sum_h_3 - t_5 * sum_h_2
        return np.array([[h, h_1], [h_1, sum_h_4 - t_5 * sum_h_1]])


def log_density(x, theta, kappa):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = kappa * x + theta
        h = np.log(theta) - deviance(x, t) - stirling(x) - np.log(t)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, theta, kappa):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = kappa * x
        t_1 = 1 / (t + theta)
        t_2 = 1 / theta
        t_3 = 1 / (t * t_2 + 1)
        h = t_1 * x + t * t_3 / theta**2 - 1
        h_1 = t_1 * x**2 - t_2 * t_3 * x - x
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, theta, kappa, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, theta, kappa, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
