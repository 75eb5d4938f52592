"""Maximum-likelihood estimation: Negative binomial distribution (size, probability).

    f(x; size, p) = gamma(x+size)/(gamma(size)*factorial(x))*p**size*(1-p)**x
    support: x in 0, 1, 2, ...
    size: positive
    p: 0 < p < 1

Log-likelihood:

    (size*log(p) - loggamma(size))*n + log(1 - p)*sum(x) - sum(loggamma(x + 1)) +
        sum(loggamma(x + size))

Estimator (reduced):

    size = the solution of (log(size*n/(size*n + sum(x))) - polygamma(0, size))*n +
        sum(polygamma(0, x + size)) = 0
    p = size*n/(size*n + sum(x))

Conditions:

    A maximum exists only if Σ xᵢ > 0.

Source:

    Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed., ch. 5
    Aragon, Eberly, Eberly (1992), Existence and uniqueness of the maximum
        likelihood estimator for the two-parameter negative binomial distribution,
        Statist. Probab. Lett. 15, 375-379
    Levin, Reeds (1977), Compound multinomial likelihood functions are unimodal:
        proof of a conjecture of I. J. Good, Ann. Statist. 5, 79-87

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

PARAMETERS = ("size", "p")


def trigamma(x):
    """psi'(x) = sum over k >= 0 of 1/(x + k)^2."""
    # far below zero SciPy adds as many terms as x has units
    return special.zeta(2.0, np.where(np.asarray(x) < -1e3, np.nan, x))


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


def polygamma_rising(m, a, d):
    """psi_m(a + d) - psi_m(a) for a > 0, a + d > 0.

    Source: NIST DLMF 5.11.2 and its derivative.
    """
    a, d = np.asarray(a, dtype=float), np.asarray(d, dtype=float)
    b = a + d
    a, b = np.where(a > 0, a, np.nan), np.where(b > 0, b, np.nan)
    if m >= 2:
        return special.polygamma(m, b) - special.polygamma(m, a)
    large = np.minimum(a, b) >= 20.0
    u, v = np.where(large, a, 20.0), np.where(large, b, 20.0)
    e = np.where(large, d, 0.0)
    if m == 0:

        def rest(z):
            w = 1.0 / (z * z)
            return -0.5 / z - w * (1 / 12 - w * (1 / 120 - w * (1 / 252 - w / 240)))

        series = np.log1p(e / u) + (rest(v) - rest(u))
        return np.where(large, series, special.digamma(b) - special.digamma(a))

    def remainder(z):
        w = 1.0 / (z * z)
        return w * (0.5 + (1 / 6 - w * (1 / 30 - w * (1 / 42 - w / 30))) / z)

    series = -e / (u * v) + (remainder(v) - remainder(u))
    return np.where(large, series, special.zeta(2.0, b) - special.zeta(2.0, a))


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
    _require("x", x == np.rint(x), "must be an integer")
    _require("x", x >= 0, "must be >= 0")
    n = np.float64(len(x) if weights is None else np.sum(weights))
    sum_x = _total(x, weights)
    # A maximum exists only if Σ xᵢ > 0.
    if not (sum_x > 0):
        return {"size": np.nan, "p": 1}

    def equation(size):
        """The equation that gives size, and its slope."""
        t = x + size
        sum_h = _total(special.digamma(t), weights)
        sum_h_1 = _total(trigamma(t), weights)
        t_1 = size * n
        t_2 = t_1 + sum_x
        t_3 = 1 / t_2
        value = (np.log(t_1 * t_3) - special.digamma(size)) * n + sum_h
        t_4 = (t_3 * n - size * n**2 / t_2**2) * t_2 / (size * n) - trigamma(size)
        slope = t_4 * n + sum_h_1
        return value, slope

    def rest(size):
        """The value of nll and the parameters, the others found."""
        p = size * n / (size * n + sum_x)
        value = nll(x, size, p, weights)
        return value, (size, p)

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
            np.linspace(0, 1, 9)[1:-1],
        ]
        starts = _starts(lambda theta: objective(theta)[0], choices)
        chosen = _minimise(objective, starts)
    return dict(zip(PARAMETERS, map(float, chosen)))


def nll(x, size, p, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < size < np.inf:
        return np.inf
    if not 0 < p < 1:
        return np.inf
    with np.errstate(all="ignore"):
        t = x + size
        t_1 = -deviance(x, (1 - p) * t)
        t_2 = -deviance(size, p * t)
        t_3 = -stirling(x) - np.log(t) - stirling(size)
        sum_h = _total(t_1 + t_2 + t_3 + np.log(size) + stirling(t), weights)
        return float(-sum_h)


def gradient(x, size, p, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < size < np.inf:
        return np.full(2, np.nan)
    if not 0 < p < 1:
        return np.full(2, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_x = _total(x, weights)
        sum_h = _total(1 / (x + size), weights)
        sum_h_1 = _total(polygamma_rising(0, size, x + 1), weights)
        h = sum_h - n * np.log(p) - sum_h_1
        return np.array([h, sum_x / (1 - p) - size * n / p])


def hessian(x, size, p, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < size < np.inf:
        return np.full((2, 2), np.nan)
    if not 0 < p < 1:
        return np.full((2, 2), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_x = _total(x, weights)
        sum_h = _total(1 / (x + size) ** 2, weights)
        sum_h_1 = _total(polygamma_rising(1, size, x + 1), weights)
        h = size * n / p**2 + sum_x / (1 - p) ** 2
        return np.array([[-sum_h - sum_h_1, -n / p], [-n / p, h]])


def log_density(x, size, p):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = x + size
        t_1 = -deviance(x, (1 - p) * t)
        t_2 = -stirling(x) - deviance(size, p * t) - stirling(size)
        h = t_1 + t_2 + np.log(size) + stirling(t) - np.log(t)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, size, p):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        h = polygamma_rising(0, size, x + 1) + np.log(p) - 1 / (x + size)
        h_1 = size / p - x / (1 - p)
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, size, p, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, size, p, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
