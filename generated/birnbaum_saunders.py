"""Maximum-likelihood estimation: Birnbaum-Saunders distribution.

    f(x; shape, scale) =
        (sqrt(x/scale)+sqrt(scale/x))/(2*shape*x*sqrt(2*pi))*exp(-(x/scale+scale/x-2)/(2*shape**2))
    support: x > 0
    shape: positive
    scale: positive

Log-likelihood:

    (-log(shape) - 3*log(2)/2 - log(pi)/2)*n - sum(log(x)) +
        sum(log(sqrt(x)/sqrt(scale) + sqrt(scale)/sqrt(x))) + (-scale*sum(1/x) + 2*n
        - sum(x)/scale)/(2*shape**2)

Estimator (reduced):

    shape = the solution of -sum(sqrt(x)/(sqrt(x)*((shape**2 + 2)*n +
        sqrt(shape**4*n**2 + 4*shape**2*n**2 + 4*n**2 - 4*sum(1/x)*sum(x)))/sum(1/x)
        + ((shape**2 + 2)*n + sqrt(shape**4*n**2 + 4*shape**2*n**2 + 4*n**2 -
        4*sum(1/x)*sum(x)))**2/(2*sqrt(x)*sum(1/x)**2))) + sum(1/(x + ((shape**2 +
        2)*n + sqrt(shape**4*n**2 + 4*shape**2*n**2 + 4*n**2 -
        4*sum(1/x)*sum(x)))/(2*sum(1/x))))/2 - sum(1/x)/(2*shape**2) +
        sum(1/x)**2*sum(x)/(shape**2*(shape**4*n**2 + shape**2*sqrt(shape**4*n**2 +
        4*shape**2*n**2 + 4*n**2 - 4*sum(1/x)*sum(x))*n + 4*shape**2*n**2 +
        2*sqrt(shape**4*n**2 + 4*shape**2*n**2 + 4*n**2 - 4*sum(1/x)*sum(x))*n +
        4*n**2 - 2*sum(1/x)*sum(x))) = 0
    scale = ((shape**2 + 2)*n + sqrt(shape**4*n**2 + 4*shape**2*n**2 + 4*n**2 -
        4*sum(1/x)*sum(x)))/(2*sum(1/x))

Conditions:

    A maximum exists only if the xᵢ are not all equal.
    A maximum exists only if 2n + nshape² + √(4n² + 4n²shape² + n²shape⁴ − 4(Σ
        1/xᵢ)(Σ xᵢ)) > 0.

Source:

    Birnbaum, Saunders (1969), A new family of life distributions, J. Appl. Probab.
        6, 319-327
    Ng, Kundu, Balakrishnan (2003), Modified moment estimation for the two-parameter
        Birnbaum-Saunders distribution, Comput. Statist. Data Anal. 43, 283-298
    Birnbaum, Saunders (1969), Estimation for a family of life distributions with
        applications to fatigue, J. Appl. Probab. 6, 328-347

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize

PARAMETERS = ("shape", "scale")


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
    sum_h = _total(1 / x, weights)
    sum_x = _total(x, weights)
    t = 1 / n
    sum_h_1 = _total((1 / x - t * sum_h) * (x - t * sum_x), weights)

    def equation(shape):
        """The equation that gives shape, and its slope."""
        t_1 = 1 / sum_h
        t_2 = n**2
        t_3 = shape**2
        t_4 = 4 * t_2
        t_5 = 4 * n
        t_6 = np.sqrt(shape**4 * t_2 + t_3 * t_4 + t_5 * sum_h_1)
        t_7 = (t_3 + 2) * n + t_6
        t_8 = t_1 * t_7
        t_9 = 2 * x + t_8
        t_10 = np.sqrt(x)
        t_11 = 1 / (t_10 * sum_h**2)
        t_12 = 2 * t_10
        t_13 = t_7**2 * t_11 + t_12 * t_8
        t_14 = (2 * shape**3 * t_2 + shape * t_4) / t_6
        sum_h_2 = _total(1 / t_9, weights)
        sum_h_3 = _total(t_10 / t_13, weights)
        sum_h_4 = _total(1 / t_9**2, weights)
        t_15 = (2 * t_14 + shape * t_5) * t_11 * t_7
        t_16 = t_15 + (2 * shape * n + t_14) * t_1 * t_12
        sum_h_5 = _total(t_16 * t_10 / t_13**2, weights)
        t_17 = shape**2
        t_18 = 1 / t_17
        t_19 = n**2
        t_20 = 4 * t_19
        t_21 = t_17 * t_20 + shape**4 * t_19
        t_22 = np.sqrt(4 * sum_h_1 * n + t_21)
        t_23 = t_22 * n
        t_24 = 2 * t_23
        t_25 = t_17 * t_23 + t_20 + t_21 + t_24 - 2 * sum_h * sum_x
        t_26 = 1 / t_25
        t_27 = sum_h**2 * sum_x
        t_28 = shape**3
        t_29 = 1 / t_28
        t_30 = (2 * t_28 * t_19 + shape * t_20) / t_22
        t_31 = t_30 * n
        value = t_18 * t_27 * t_26 + sum_h_2 - 0.5 * t_18 * sum_h - 2 * sum_h_3
        t_32 = -t_17 * t_31 - t_28 * t_20 - 2 * t_31 - 8 * shape * t_19 - shape * t_24
        t_33 = 4 * (-0.5 * shape * n - 0.25 * t_30) * sum_h_4 / sum_h
        t_34 = (t_32 * t_18 / t_25**2 - 2 * t_29 * t_26) * t_27
        slope = t_33 + t_34 + t_29 * sum_h + 2 * sum_h_5
        return value, slope

    def rest(shape):
        """The value of nll and the parameters, the others found."""
        t_35 = np.sqrt(shape**4 * n**2 + 4 * shape**2 * n**2 + 4 * sum_h_1 * n)
        scale = 0.5 * ((shape**2 + 2) * n + t_35) / sum_h
        value = nll(x, shape, scale, weights)
        return value, (shape, scale)

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

        choices = [
            np.array([1.0, 0.1, 0.3, 0.7, 1.6, 3.0, 8.0, 25.0]),
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
    min_x = _least(x, weights)
    max_x = _greatest(x, weights)
    # A maximum exists only if the xᵢ are not all equal.
    if not (min_x < max_x):
        return {"shape": 0, "scale": np.nan}
    spread = _units(x, False, True)[1]
    shape, scale = _solve(x / spread, weights)
    scale = spread * scale
    return {"shape": float(shape), "scale": float(scale)}


def nll(x, shape, scale, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < shape < np.inf:
        return np.inf
    if not 0 < scale < np.inf:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        t = np.sqrt(scale)
        t_1 = np.sqrt(x)
        sum_h = _total(x / scale + scale / x - 2, weights)
        sum_h_1 = _total(np.log(t / t_1 + t_1 / t), weights)
        t_2 = 0.5 * n * np.log(np.pi)
        t_3 = 0.5 * sum_h / shape**2
        t_4 = 1.5 * n * np.log(2)
        return float(n * np.log(shape) + t_2 + t_3 + t_4 + sum_log_x - sum_h_1)


def gradient(x, shape, scale, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < shape < np.inf:
        return np.full(2, np.nan)
    if not 0 < scale < np.inf:
        return np.full(2, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_h = _total(1 / x, weights)
        sum_x = _total(x, weights)
        t = np.sqrt(scale)
        t_1 = np.sqrt(x)
        t_2 = 1 / t_1
        t_3 = 1 / (t * t_2 + t_1 / t)
        sum_h_1 = _total(x / scale + scale / x - 2, weights)
        sum_h_2 = _total(t_2 * t_3, weights)
        sum_h_3 = _total(t_1 * t_3, weights)
        t_4 = 0.5 / shape**2
        t_5 = -0.5 * sum_h_2 / np.sqrt(scale)
        h = t_5 + t_4 * sum_h + 0.5 * sum_h_3 / scale**1.5 - t_4 * sum_x / scale**2
        return np.array([n / shape - sum_h_1 / shape**3, h])


def hessian(x, shape, scale, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < shape < np.inf:
        return np.full((2, 2), np.nan)
    if not 0 < scale < np.inf:
        return np.full((2, 2), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_h = _total(1 / x, weights)
        sum_x = _total(x, weights)
        t = 1 / x
        t_1 = np.sqrt(scale)
        t_2 = np.sqrt(x)
        t_3 = 1 / t_2
        t_4 = t_1 * t_3 + t_2 / t_1
        t_5 = 1 / t_4**2
        t_6 = 1 / t_4
        sum_h_1 = _total(x / scale + scale * t - 2, weights)
        sum_h_2 = _total(t_5, weights)
        sum_h_3 = _total(t * t_5, weights)
        sum_h_4 = _total(t_5 * x, weights)
        sum_h_5 = _total(t_3 * t_6, weights)
        sum_h_6 = _total(t_2 * t_6, weights)
        t_7 = 1 / shape**2
        t_8 = 1 / shape**3
        t_9 = 1 / scale**2
        t_10 = 1 / scale**3
        h = 3 * sum_h_1 / shape**4 - t_7 * n
        h_1 = t_8 * t_9 * sum_x - t_8 * sum_h
        t_11 = -0.75 * sum_h_6 / scale**2.5
        t_12 = 0.25 * sum_h_5 / scale**1.5
        t_13 = 0.25 * t_10 * sum_h_4 + 0.25 * sum_h_3 / scale - 0.5 * t_9 * sum_h_2
        h_2 = t_11 + t_12 + t_13 + t_7 * t_10 * sum_x
        return np.array([[h, h_1], [h_1, h_2]])


def log_density(x, shape, scale):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = np.sqrt(scale)
        t_1 = np.sqrt(x)
        t_2 = 0.5 / shape**2 * (2 - x / scale - scale / x)
        t_3 = np.log(t / t_1 + t_1 / t)
        t_4 = -np.log(x) - np.log(shape) - 1.5 * np.log(2)
        h = t_2 + t_3 + t_4 - 0.5 * np.log(np.pi)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, shape, scale):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 1 / x
        t_1 = np.sqrt(scale)
        t_2 = np.sqrt(x)
        t_3 = 1 / t_2
        t_4 = 1 / t_1
        h = -(2 - x / scale - scale * t) / shape**3 - 1 / shape
        t_5 = (0.5 * t_3 * t_4 - 0.5 * t_2 / scale**1.5) / (t_1 * t_3 + t_2 * t_4)
        h_1 = 0.5 / shape**2 * (x / scale**2 - t) + t_5
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, shape, scale, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, shape, scale, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
