"""Maximum-likelihood estimation: Weibull lifetimes with right censoring.

    f(t, d; shape, scale) =
        (shape/scale*(t/scale)**(shape-1))**d*exp(-(t/scale)**shape)
    support: t > 0 and d in 0, 1
    shape: positive
    scale: positive

Log-likelihood:

    (shape - 1)*sum(d*log(t)) + (-(shape - 1)*sum(d) - sum(d))*log(scale) +
        log(shape)*sum(d) - sum(t**shape)/scale**shape

Estimator (reduced):

    shape = the solution of -sum(d)*sum(t**shape*log(t))/sum(t**shape) +
        sum(d*log(t)) + sum(d)/shape = 0
    scale = (sum(t**shape)/sum(d))**(1/shape)

Conditions:

    A maximum exists only if Σ dᵢ > 0.
    A maximum exists only if log(t₍ₙ₎) Σ dᵢ > Σ dᵢ log tᵢ.

Source:

    Kalbfleisch, Prentice (2002), The Statistical Analysis of Failure Time Data, 2nd
        ed., ch. 3

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

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


def _require(name, valid, rule):
    """ValueError if observations break a rule of the support."""
    if not np.all(valid):
        told = f"{np.sum(~valid)} of {np.size(valid)} observations"
        raise ValueError(f"{told} are outside the support: {name} {rule}")


def _total(values, weights):
    """The sum over the observations."""
    return np.sum(values if weights is None else weights * values)


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


def _solve(data, weights):
    """The estimate in standard units, in the order of PARAMETERS."""
    t, d = data.T
    sum_h = _total(special.xlogy(d, t), weights)
    sum_d = _total(d, weights)

    def equation(shape):
        """The equation that gives shape, and its slope."""
        t_1 = t**shape
        t_2 = np.log(t)
        sum_h_1 = _total(t_1, weights)
        sum_h_2 = _total(t_1 * t_2, weights)
        sum_h_3 = _total(t_2**2 * t_1, weights)
        t_3 = sum_d / sum_h_1
        value = sum_h + sum_d / shape - t_3 * sum_h_2
        slope = sum_h_2**2 * sum_d / sum_h_1**2 - t_3 * sum_h_3 - sum_d / shape**2
        return value, slope

    def rest(shape):
        """The value of nll and the parameters, the others found."""
        sum_h_4 = _total(t**shape, weights)
        scale = (sum_h_4 / sum_d) ** (1 / shape)
        value = nll(data, shape, scale, weights)
        return value, (shape, scale)

    best = _likeliest(equation, rest, 0, np.inf)
    if best is not None:
        chosen = best[1]
    else:
        size = len(t) if weights is None else np.sum(weights)

        def objective(theta):
            """nll/n, its gradient and its Hessian."""
            value = nll(data, *theta, weights)
            slope = gradient(data, *theta, weights)
            bend = hessian(data, *theta, weights)
            return value / size, slope / size, bend / size

        choices = [
            np.array([1.0, 0.1, 0.3, 0.7, 1.6, 3.0, 8.0, 25.0]),
            np.array([1.0, 0.5, 0.25, 2.0, 4.0]) ** 1.0,
        ]
        starts = _starts(lambda theta: objective(theta)[0], choices)
        chosen = _minimise(objective, starts)
    return chosen


def estimate(data, weights=None):
    """Maximum-likelihood estimates by name.

    data: array of shape (n, 2) with columns t, d, or a mapping; weights: frequencies, or None.
    Where no maximum exists: the limits, or nan; where none was found: nan.
    ValueError for data that are not numbers or lie outside the support.
    """
    t, d = _columns(data, ("t", "d"))
    weights = _frequencies(weights, len(t))
    _require("t", t > 0, "must be > 0")
    _require("d", d == np.rint(d), "must be an integer")
    _require("d", d >= 0, "must be >= 0")
    _require("d", d <= 1, "must be <= 1")
    sum_h = _total(special.xlogy(d, t), weights)
    sum_d = _total(d, weights)
    max_t = _greatest(t, weights)
    # A maximum exists only if log(t₍ₙ₎) Σ dᵢ > Σ dᵢ log tᵢ.
    if not (sum_d * np.log(max_t) - sum_h > 0):
        return {"shape": np.inf, "scale": np.nan}
    spread_t = _units(t, False, True)[1]
    shape, scale = _solve(np.column_stack([t / spread_t, d]), weights)
    scale = spread_t * scale
    return {"shape": float(shape), "scale": float(scale)}


def nll(data, shape, scale, weights=None):
    """-l, the negative log-likelihood, every constant included.

    data: array of shape (n, 2) with columns t, d, or a mapping; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    t, d = _columns(data, ("t", "d"))
    weights = _frequencies(weights, len(t))
    if not 0 < shape < np.inf:
        return np.inf
    if not 0 < scale < np.inf:
        return np.inf
    with np.errstate(all="ignore"):
        sum_h = _total(special.xlogy(d, t), weights)
        sum_d = _total(d, weights)
        sum_h_1 = _total((t / scale) ** shape, weights)
        t_1 = shape - 1
        t_2 = -special.xlogy(-t_1 * sum_d, scale)
        t_3 = -special.xlogy(-sum_d, scale)
        t_4 = -special.xlogy(sum_d, shape)
        return float(t_2 + t_3 + t_4 + sum_h_1 - t_1 * sum_h)


def gradient(data, shape, scale, weights=None):
    """The gradient of nll, shape (k,).

    data: array of shape (n, 2) with columns t, d, or a mapping; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    t, d = _columns(data, ("t", "d"))
    weights = _frequencies(weights, len(t))
    if not 0 < shape < np.inf:
        return np.full(2, np.nan)
    if not 0 < scale < np.inf:
        return np.full(2, np.nan)
    with np.errstate(all="ignore"):
        sum_h = _total(special.xlogy(d, t), weights)
        sum_d = _total(d, weights)
        t_1 = t / scale
        t_2 = t_1**shape
        sum_h_1 = _total(t_2 * np.log(t_1), weights)
        sum_h_2 = _total(t_2, weights)
        t_3 = 1 / scale
        t_4 = t_3 * sum_d
        h = sum_h_1 - sum_h - sum_d / shape - special.xlogy(-sum_d, scale)
        h_1 = (shape - 1) * t_4 + t_4 - shape * t_3 * sum_h_2
        return np.array([h, h_1])


def hessian(data, shape, scale, weights=None):
    """The Hessian of nll, shape (k, k).

    data: array of shape (n, 2) with columns t, d, or a mapping; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    t, d = _columns(data, ("t", "d"))
    weights = _frequencies(weights, len(t))
    if not 0 < shape < np.inf:
        return np.full((2, 2), np.nan)
    if not 0 < scale < np.inf:
        return np.full((2, 2), np.nan)
    with np.errstate(all="ignore"):
        sum_d = _total(d, weights)
        t_1 = t / scale
        t_2 = np.log(t_1)
        t_3 = t_1**shape
        sum_h = _total(t_2**2 * t_3, weights)
        sum_h_1 = _total(t_3, weights)
        sum_h_2 = _total(t_2 * t_3, weights)
        t_4 = shape**2
        t_5 = 1 / scale
        t_6 = 1 / scale**2
        t_7 = t_6 * sum_d
        h = t_5 * sum_d - t_5 * sum_h_1 - shape * t_5 * sum_h_2
        h_1 = t_4 * t_6 * sum_h_1 + shape * t_6 * sum_h_1 - (shape - 1) * t_7 - t_7
        return np.array([[sum_h + sum_d / t_4, h], [h, h_1]])


def log_density(data, shape, scale):
    """log f of each observation, shape (n,)."""
    t, d = _columns(data, ("t", "d"))
    with np.errstate(all="ignore"):
        t_1 = (shape - 1) * d
        t_2 = special.xlogy(-d - t_1, scale)
        h = special.xlogy(t_1, t) + special.xlogy(d, shape) + t_2 - (t / scale) ** shape
        return np.broadcast_to(h, t.shape).astype(float)


def scores(data, shape, scale):
    """The gradient of log f of each observation, shape (n, k)."""
    t, d = _columns(data, ("t", "d"))
    with np.errstate(all="ignore"):
        t_1 = 1 / scale
        t_2 = t_1 * t
        t_3 = t_2**shape
        t_4 = d / shape - t_3 * np.log(t_2)
        h = special.xlogy(-d, scale) + special.xlogy(d, t) + t_4
        h_1 = t_1 * (-(shape - 1) * d - d) + shape * t_1 * t_3
        return np.column_stack(
            [
                np.broadcast_to(h, t.shape),
                np.broadcast_to(h_1, t.shape),
            ]
        )


def standard_errors(data, shape, scale, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(data, shape, scale, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
