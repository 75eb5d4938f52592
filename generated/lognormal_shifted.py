"""Maximum-likelihood estimation: Lognormal distribution with a threshold.

    f(x; location, mu, sigma2) =
        1/((x-location)*sqrt(2*pi*sigma2))*exp(-(log(x-location)-mu)**2/(2*sigma2))
    support: x > location
    location: real
    mu: real
    sigma2: positive

Log-likelihood:

    -log(2*pi*sigma2)*n/2 - sum(log(x - location)) - sum((-mu + log(x -
        location))**2)/(2*sigma2)

Estimator (unbounded):

    location = the solution of n*sum(log(x - location)/(x - location))/sum((log(x -
        location) - sum(log(x - location))/n)**2) + sum(1/(x - location)) - sum(1/(x
        - location))*sum(log(x - location))/sum((log(x - location) - sum(log(x -
        location))/n)**2) = 0
    sigma2 = sum((log(x - location) - sum(log(x - location))/n)**2)/n
    mu = sum(log(x - location))/n

Source:

    Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions, vol. 1,
        ch. 14
    Hill (1963), The three-parameter lognormal distribution and Bayesian analysis of
        a point-source epidemic, J. Amer. Statist. Assoc. 58, 72-84

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize

PARAMETERS = ("location", "mu", "sigma2")


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


def _least(values, weights):
    """The smallest value."""
    return np.min(values if weights is None else values[weights > 0])


def _units(values, centred, scaled):
    """A centre and a spread with which the data are standardised."""
    low, middle, high = np.quantile(values, (0.25, 0.5, 0.75))
    size = 0.74 * (high - low) if centred else np.median(np.abs(values))
    size = size or np.std(values) or np.max(np.abs(values)) or 1.0
    return float(middle) if centred else 0.0, float(size) if scaled else 1.0


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


def _solve(x, weights):
    """The estimate in standard units, in the order of PARAMETERS."""
    n = np.float64(len(x) if weights is None else np.sum(weights))
    min_x = _least(x, weights)

    def equation(location):
        """The equation that gives location, and its slope."""
        t = x - location
        t_1 = np.log(t)
        t_2 = 1 / t
        t_3 = 1 / t**2
        sum_h = _total(t_1, weights)
        sum_h_1 = _total(t_1 * t_2, weights)
        sum_h_2 = _total(t_2, weights)
        sum_h_3 = _total(t_3, weights)
        sum_h_4 = _total(t_1 * t_3, weights)
        t_4 = 1 / n
        t_5 = x - location
        t_6 = np.log(t_5) - t_4 * sum_h
        sum_h_5 = _total(t_6**2, weights)
        sum_h_6 = _total((1 / t_5 - t_4 * sum_h_2) * t_6, weights)
        t_7 = 1 / sum_h_5
        t_8 = t_7 * n
        t_9 = t_7 * sum_h
        t_10 = 2 * sum_h_6 / sum_h_5**2
        value = t_8 * sum_h_1 + sum_h_2 - t_9 * sum_h_2
        t_11 = (sum_h_4 - sum_h_3) * t_8
        t_12 = t_10 * sum_h_1 * n + sum_h_2**2 * t_7 - t_9 * sum_h_3
        slope = t_11 + t_12 + sum_h_3 - t_10 * sum_h * sum_h_2
        return value, slope

    def rest(location):
        """The value of nll and the parameters, the others found."""
        sum_h_7 = _total(np.log(x - location), weights)
        mu = sum_h_7 / n
        sum_h_8 = _total((np.log(x - location) - sum_h_7 / n) ** 2, weights)
        sigma2 = sum_h_8 / n
        value = nll(x, location, mu, sigma2, weights)
        return value, (location, mu, sigma2)

    best = _likeliest(equation, rest, -np.inf, min_x)
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

        choices = [
            np.min(x) - np.std(x) * np.array([0.1, 0.01, 0.5, 2.0]),
            np.array([0.0, -1.0, 1.0, -2.5, 2.5]),
            np.array([1.0, 0.1, 0.3, 0.7, 1.6, 3.0, 8.0, 25.0]),
        ]
        starts = _starts(lambda theta: objective(theta)[0], choices)
        chosen = _minimise(objective, starts)
    return chosen


def estimate(x, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    Where no maximum exists: the limits, or nan; where none was found: nan.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    centre, spread = _units(x, True, True)
    location, mu, sigma2 = _solve((x - centre) / spread, weights)
    location = spread * location + centre
    mu = mu + np.log(spread)
    return {"location": float(location), "mu": float(mu), "sigma2": float(sigma2)}


def nll(x, location, mu, sigma2, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(location):
        return np.inf
    if not np.isfinite(mu):
        return np.inf
    if not 0 < sigma2 < np.inf:
        return np.inf
    if not np.all(x >= location):
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = np.log(x - location)
        sum_h = _total(t, weights)
        sum_h_1 = _total((t - mu) ** 2, weights)
        t_1 = 0.5 * n * np.log(2 * np.pi * sigma2)
        return float(t_1 + sum_h + 0.5 * sum_h_1 / sigma2)


def gradient(x, location, mu, sigma2, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(location):
        return np.full(3, np.nan)
    if not np.isfinite(mu):
        return np.full(3, np.nan)
    if not 0 < sigma2 < np.inf:
        return np.full(3, np.nan)
    if not np.all(x >= location):
        return np.full(3, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = x - location
        t_1 = 1 / t
        t_2 = np.log(t) - mu
        sum_h = _total(t_1 * t_2, weights)
        sum_h_1 = _total(t_1, weights)
        sum_h_2 = _total(t_2, weights)
        sum_h_3 = _total(t_2**2, weights)
        t_3 = 1 / sigma2
        h = 0.5 * t_3 * n - 0.5 * sum_h_3 / sigma2**2
        return np.array([-t_3 * sum_h - sum_h_1, -t_3 * sum_h_2, h])


def hessian(x, location, mu, sigma2, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(location):
        return np.full((3, 3), np.nan)
    if not np.isfinite(mu):
        return np.full((3, 3), np.nan)
    if not 0 < sigma2 < np.inf:
        return np.full((3, 3), np.nan)
    if not np.all(x >= location):
        return np.full((3, 3), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = x - location
        t_1 = 1 / t**2
        t_2 = np.log(t) - mu
        t_3 = 1 / t
        sum_h = _total(t_1 * t_2, weights)
        sum_h_1 = _total(t_1, weights)
        sum_h_2 = _total(t_3, weights)
        sum_h_3 = _total(t_2 * t_3, weights)
        sum_h_4 = _total(t_2, weights)
        sum_h_5 = _total(t_2**2, weights)
        t_4 = 1 / sigma2
        t_5 = 1 / sigma2**2
        h = t_4 * sum_h_1 - t_4 * sum_h - sum_h_1
        h_1 = sum_h_5 / sigma2**3 - 0.5 * t_5 * n
        return np.array(
            [
                [h, t_4 * sum_h_2, t_5 * sum_h_3],
                [t_4 * sum_h_2, t_4 * n, t_5 * sum_h_4],
                [t_5 * sum_h_3, t_5 * sum_h_4, h_1],
            ]
        )


def log_density(x, location, mu, sigma2):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = np.log(x - location)
        h = -t - 0.5 * np.log(2 * np.pi * sigma2) - 0.5 * (t - mu) ** 2 / sigma2
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, location, mu, sigma2):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = x - location
        t_1 = 1 / t
        t_2 = 1 / sigma2
        t_3 = np.log(t)
        t_4 = t_3 - mu
        t_5 = 0.5 * t_2
        h = t_1 * t_2 * t_4 + t_1
        h_1 = -(2 * mu - 2 * t_3) * t_5
        h_2 = 0.5 * t_4**2 / sigma2**2 - t_5
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
                np.broadcast_to(h_2, x.shape),
            ]
        )


def standard_errors(x, location, mu, sigma2, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, location, mu, sigma2, weights)
    errors = np.full(3, np.nan)
    regular = [0, 1, 2]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
