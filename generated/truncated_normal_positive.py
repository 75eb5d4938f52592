"""Maximum-likelihood estimation: Normal distribution truncated to positive values.

    f(x; mu, sigma) =
        sqrt(2/pi)/sigma*exp(-(x-mu)**2/(2*sigma**2))/(1+erf(mu/(sigma*sqrt(2))))
    support: x > 0
    mu: real
    sigma: positive

Log-likelihood:

    (-log(sigma) - log(erf(sqrt(2)*mu/(2*sigma)) + 1) + log(2/pi)/2)*n - sum((x -
        mu)**2)/(2*sigma**2)

Estimator (reduced):

    mu = the solution of n*sum(x - mu)/(-mu*sum(x) + sum(x**2)) -
        sqrt(2)*exp(-mu**2*n/(2*(-mu*sum(x) +
        sum(x**2))))*n**(3/2)/(sqrt(pi)*sqrt(-mu*sum(x) +
        sum(x**2))*(erf(sqrt(2)*mu*sqrt(n)/(2*sqrt(-mu*sum(x) + sum(x**2)))) + 1)) =
        0
    sigma = sqrt(-mu*sum(x)/n + sum(x**2)/n)

Conditions:

    A maximum exists only if Σ xᵢ² > μ Σ xᵢ.

Source:

    del Castillo (1994), The singly truncated normal distribution: a non-steep
        exponential family, Ann. Inst. Statist. Math. 46, 57-66
    del Castillo (1994), The singly truncated normal distribution: a non-steep
        exponential family, Ann. Inst. Statist. Math. 46, 57-66

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

PARAMETERS = ("mu", "sigma")


def log_erfc(w):
    """log erfc(w); erfc itself underflows beyond w = 27."""
    w = np.asarray(w, dtype=float)
    return special.log_ndtr(-1.4142135623730951 * w) + 0.6931471805599453


def mills(w):
    """exp(-w^2)/erfc(w)."""
    return 1.0 / special.erfcx(w)


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
    sum_x = _total(x, weights)
    sum_x_2 = _total(x**2, weights)

    def equation(mu):
        """The equation that gives mu, and its slope."""
        sum_h = _total(x - mu, weights)
        t = mu * sum_x
        t_1 = sum_x_2 - t
        t_2 = 1 / t_1
        t_3 = n**1.5
        t_4 = 1 / np.sqrt(np.pi)
        t_5 = np.sqrt(n)
        t_6 = np.sqrt(2)
        t_7 = 1 / np.sqrt(t_1)
        t_8 = t_6 * t_7
        t_9 = 0.5 * t_5 * t_8
        t_10 = mills(-mu * t_9)
        t_11 = t_10 * t_4 * t_8
        t_12 = 1 / t_1**2
        t_13 = t_6 / t_1**1.5
        value = t_2 * sum_h * n - t_11 * t_3
        t_14 = 2 * t_10**2 * (0.25 * t * t_13 * t_5 + t_9) * t_6 * t_7 / np.pi
        t_15 = (t_14 - (-0.5 * mu**2 * t_12 * sum_x * n - mu * t_2 * n) * t_11) * t_3
        t_16 = -0.5 * t_10 * t_13 * t_3 * t_4 * sum_x
        slope = t_12 * sum_x * sum_h * n + t_15 + t_16 - n**2 * t_2
        return value, slope

    def rest(mu):
        """The value of nll and the parameters, the others found."""
        sigma = np.sqrt(sum_x_2 / n - mu * sum_x / n)
        value = nll(x, mu, sigma, weights)
        return value, (mu, sigma)

    best = _likeliest(equation, rest, -np.inf, np.inf)
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
            np.array([1.0, 0.5, 0.25, 2.0, 4.0]) ** 1.0,
            np.array([1.0, 0.5, 0.25, 2.0, 4.0]) ** 1.0,
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
    _require("x", x > 0, "must be > 0")
    spread = _units(x, False, True)[1]
    mu, sigma = _solve(x / spread, weights)
    mu = spread * mu
    sigma = spread * sigma
    return {"mu": float(mu), "sigma": float(sigma)}


def nll(x, mu, sigma, weights=None):
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
        sum_h = _total((x - mu) ** 2, weights)
        t = n * log_erfc(-0.5 * mu * np.sqrt(2) / sigma)
        t_1 = -0.5 * n * np.log(2 / np.pi)
        return float(n * np.log(sigma) + t + t_1 + 0.5 * sum_h / sigma**2)


def gradient(x, mu, sigma, weights=None):
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
        t = x - mu
        sum_h = _total(t, weights)
        sum_h_1 = _total(t**2, weights)
        t_1 = 1 / sigma**2
        t_2 = np.sqrt(2)
        t_3 = 1 / sigma
        t_4 = mu * t_2
        t_5 = mills(-0.5 * t_3 * t_4) / np.sqrt(np.pi)
        h = t_2 * t_3 * t_5 * n - t_1 * sum_h
        h_1 = t_3 * n - t_1 * t_4 * t_5 * n - sum_h_1 / sigma**3
        return np.array([h, h_1])


def hessian(x, mu, sigma, weights=None):
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
        t = x - mu
        sum_h = _total(t, weights)
        sum_h_1 = _total(t**2, weights)
        t_1 = n / sigma**2
        t_2 = 1 / np.sqrt(np.pi)
        t_3 = np.sqrt(2)
        t_4 = mu * t_3 / sigma
        t_5 = mills(-0.5 * t_4)
        t_6 = t_2 * t_5
        t_7 = t_4 + 2 * t_6
        t_8 = t_1 * t_6
        t_9 = 1 / sigma**3
        t_10 = t_6 * t_7
        t_11 = 1 / sigma**4
        h = mu * t_9 * t_10 * n + 2 * t_9 * sum_h - t_3 * t_8
        t_12 = 2 * mu * t_2 * t_3 * t_5 * t_9 * n
        h_1 = t_12 + 3 * t_11 * sum_h_1 - mu**2 * t_11 * t_10 * n - t_1
        return np.array([[t_1 - t_7 * t_8, h], [h, h_1]])


def log_density(x, mu, sigma):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = -log_erfc(-0.5 * mu * np.sqrt(2) / sigma)
        h = t + 0.5 * np.log(2 / np.pi) - 0.5 / sigma**2 * (x - mu) ** 2 - np.log(sigma)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, mu, sigma):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 1 / sigma**2
        t_1 = np.sqrt(2)
        t_2 = 1 / sigma
        t_3 = t_1 * t_2
        t_4 = mills(-0.5 * mu * t_3) / np.sqrt(np.pi)
        h = -0.5 * t * (2 * mu - 2 * x) - t_3 * t_4
        h_1 = (x - mu) ** 2 / sigma**3 + mu * t * t_1 * t_4 - t_2
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, mu, sigma, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, mu, sigma, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
