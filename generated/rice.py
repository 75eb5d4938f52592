"""Maximum-likelihood estimation: Rice distribution.

    f(x; nu, sigma2) = x/sigma2*exp(-(x**2+nu**2)/(2*sigma2))*besseli(0,
        x*nu/sigma2)
    support: x > 0
    nu: nonnegative
    sigma2: positive

Log-likelihood:

    -log(sigma2)*n + sum(log(x)) + sum(log(besseli(0, x*nu/sigma2))) - sum(x**2 +
        nu**2)/(2*sigma2)

Estimator (reduced):

    nu = the solution of -nu*n + sum(x*besseli(1, x*nu/(-nu**2/2 +
        sum(x**2)/(2*n)))/besseli(0, x*nu/(-nu**2/2 + sum(x**2)/(2*n)))) = 0
    sigma2 = -nu**2/2 + sum(x**2)/(2*n)

Conditions:

    A maximum exists only if Σ xᵢ² > nν².

Source:

    Rice (1945), Mathematical analysis of random noise, Bell Syst. Tech. J. 24,
        46-156
    Talukdar, Lawing (1991), Estimation of the parameters of the Rice distribution,
        J. Acoust. Soc. Am. 89, 1193-1197

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

PARAMETERS = ("nu", "sigma2")


def log_bessel_i(m, z):
    """log I_m(z) for z >= 0; beyond an order of 600 by its uniform expansion.

    Source: NIST DLMF 10.41.3.
    """
    m, z = np.asarray(m, dtype=float), np.asarray(z, dtype=float)
    far = (np.abs(m) > 600.0) & (z > 0.0)
    order, at = np.where(far, np.abs(m), 600.0), np.where(far, z, 600.0)
    r = np.hypot(order, at)
    t = 1.0 / r
    p = (order * t) ** 2
    first = t * (3.0 - 5.0 * p) / 24.0
    second = t**2 * (81.0 + p * (-462.0 + 385.0 * p)) / 1152.0
    inner = -369603.0 + p * (765765.0 - 425425.0 * p)
    third = t**3 * (30375.0 + p * inner) / 414720.0
    series = r + order * np.log(at / (order + r)) - 0.5 * np.log(2 * np.pi * r)
    series = series + np.log1p(first + second + third)
    # SciPy has no value from about 2^31 on; two terms of Hankel's expansion say all
    huge = (z > 1e9) & ~far
    w, q = 1.0 / np.where(huge, 8.0 * z, 8e9), 4.0 * np.where(far, 0.0, m) ** 2 - 1.0
    hankel = np.log1p(-q * w * (1.0 - 0.5 * (q - 8.0) * w))
    hankel = hankel - 0.5 * np.log(np.where(huge, 2 * np.pi * z, 1.0))
    near = np.log(special.ive(np.where(far, 0.0, m), np.where(huge, 1.0, z)))
    return np.where(far, series, np.where(huge, hankel, near) + z)


def bessel_i_ratio(m, z):
    """I_{m+1}(z)/I_m(z); beyond an order of 600 from the logarithms."""
    m, z = np.asarray(m, dtype=float), np.asarray(z, dtype=float)
    far = (np.abs(m) > 600.0) & (z > 0.0)
    huge = (z > 1e9) & ~far
    near, at = np.where(far, 0.0, m), np.where(huge, 1.0, z)
    # by Hankel's expansion, where SciPy has no value
    w, q = 1.0 / np.where(huge, 8.0 * z, 8e9), 4.0 * near**2 - 1.0
    p = q + 8.0 * near + 4.0
    above = 1.0 - p * w * (1.0 - 0.5 * (p - 8.0) * w)
    hankel = above / (1.0 - q * w * (1.0 - 0.5 * (q - 8.0) * w))
    with np.errstate(all="ignore"):
        large = np.exp(log_bessel_i(m + 1.0, z) - log_bessel_i(m, z))
        usual = special.ive(near + 1.0, at) / special.ive(near, at)
    return np.where(far, large, np.where(huge, hankel, usual))


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
    sum_x_2 = _total(x**2, weights)

    def equation(nu):
        """The equation that gives nu, and its slope."""
        t = nu**2
        t_1 = 0.5 * sum_x_2 / n - 0.5 * t
        t_2 = x / t_1
        t_3 = nu * t_2
        t_4 = bessel_i_ratio(0, t_3)
        t_5 = special.iv(0, t_3)
        t_6 = (t / t_1**2 * x + t_2) * x
        sum_h = _total(t_4 * x, weights)
        sum_h_1 = _total((t_5 + special.iv(2, t_3)) * t_6 / t_5, weights)
        sum_h_2 = _total(t_4**2 * t_6, weights)
        value = sum_h - nu * n
        slope = 0.5 * sum_h_1 - n - sum_h_2
        return value, slope

    def rest(nu):
        """The value of nll and the parameters, the others found."""
        sigma2 = 0.5 * sum_x_2 / n - 0.5 * nu**2
        value = nll(x, nu, sigma2, weights)
        return value, (nu, sigma2)

    best = _likeliest(equation, rest, 0, np.sqrt(sum_x_2) / np.sqrt(n))
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
            np.array([1.0, 0.5, 0.25, 2.0, 4.0]) ** 2.0,
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
    nu, sigma2 = _solve(x / spread, weights)
    nu = spread * nu
    sigma2 = spread**2 * sigma2
    return {"nu": float(nu), "sigma2": float(sigma2)}


def nll(x, nu, sigma2, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 <= nu < np.inf:
        return np.inf
    if not 0 < sigma2 < np.inf:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        t = nu / sigma2 * x
        sum_h = _total((x - nu) ** 2, weights)
        t_1 = 25 * sigma2**3 / (384 * nu**3) / x**3
        t_2 = 0.1015625 * sigma2**4 / nu**4 / x**4
        t_3 = 0.0625 * sigma2**2 / nu**2 / x**2
        t_4 = 0.125 * sigma2 / nu / x + t_1 + t_2 + t_3 - 0.5 * np.log(2 * np.pi * t)
        sum_h_1 = _total(np.where(t > 1000, t_4, log_bessel_i(0, t) - t), weights)
        t_5 = 0.5 * sum_h / sigma2
        return float(n * np.log(sigma2) + t_5 - sum_h_1 - sum_log_x)


def gradient(x, nu, sigma2, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 <= nu < np.inf:
        return np.full(2, np.nan)
    if not 0 < sigma2 < np.inf:
        return np.full(2, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = x - nu
        t_1 = 1 / nu
        t_2 = 0.125 / x
        t_3 = sigma2 / nu**2
        t_4 = 0.125 / x**2
        t_5 = sigma2**2
        t_6 = t_5 / nu**3
        t_7 = 0.40625 / x**4
        t_8 = sigma2**3 / nu**4
        t_9 = 0.1953125 / x**3
        t_10 = 1 / sigma2
        t_11 = t_10 * x
        t_12 = nu * t_11
        t_13 = t_12 > 1000
        t_14 = bessel_i_ratio(0, t_12)
        t_15 = 1 / t_5
        sum_h = _total(t, weights)
        t_16 = -0.5 * t_1 - t_2 * t_3 - t_4 * t_6 - sigma2**4 * t_7 / nu**5 - t_8 * t_9
        sum_h_1 = _total(np.where(t_13, t_16, t_11 * t_14 - t_11), weights)
        sum_h_2 = _total(t**2, weights)
        t_17 = t_1 * t_2 + 0.5 * t_10 + t_3 * t_4 + t_6 * t_9 + t_7 * t_8
        t_18 = nu * t_15 * x - nu * t_14 * t_15 * x
        sum_h_3 = _total(np.where(t_13, t_17, t_18), weights)
        t_19 = 1 / sigma2
        h = t_19 * n - 0.5 * sum_h_2 / sigma2**2 - sum_h_3
        return np.array([-t_19 * sum_h - sum_h_1, h])


def hessian(x, nu, sigma2, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 <= nu < np.inf:
        return np.full((2, 2), np.nan)
    if not 0 < sigma2 < np.inf:
        return np.full((2, 2), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = nu**2
        t_1 = 1 / t
        t_2 = 1 / nu**3
        t_3 = 1 / x
        t_4 = sigma2 * t_3
        t_5 = 0.25 * t_4
        t_6 = 1 / nu**4
        t_7 = x**2
        t_8 = 1 / t_7
        t_9 = sigma2**2
        t_10 = t_8 * t_9
        t_11 = 0.375 * t_10
        t_12 = sigma2**3
        t_13 = t_12 / nu**5
        t_14 = 1 / x**3
        t_15 = 0.78125 * t_14
        t_16 = sigma2**4
        t_17 = 1 / x**4
        t_18 = 2.03125 * t_16 * t_17
        t_19 = nu * x
        t_20 = t_19 / sigma2
        t_21 = t_20 > 1000
        t_22 = 1 / t_9
        t_23 = 1 / nu
        t_24 = bessel_i_ratio(0, t_20)
        t_26 = t_1 * t_11 + t_12 * t_15 * t_2 + t_18 * t_6 + t_23 * t_5 + 0.5
        t_27 = np.where(t_20 > 300, t_26 * t_1 * t_10, 1 - t_23 * t_24 * t_4 - t_24**2)
        t_25 = t_27 * t_7
        t_28 = x - nu
        t_29 = 0.125 * t_1
        t_30 = sigma2 * t_2
        t_31 = t_6 * t_9
        t_32 = 1 / t_12
        t_33 = 2 * t_19 * t_32
        t_34 = 0.5 * t_1 + t_11 * t_6 + t_13 * t_15 + t_18 / nu**6 + t_2 * t_5
        sum_h = _total(np.where(t_21, t_34, t_22 * t_25), weights)
        sum_h_1 = _total(t_28, weights)
        t_35 = t_22 * x - t_22 * t_24 * x - nu * t_25 * t_32
        t_36 = -0.5859375 * t_14 * t_31
        t_37 = t_36 - 1.625 * t_13 * t_17 - t_29 * t_3 - 0.25 * t_30 * t_8
        sum_h_2 = _total(np.where(t_21, t_37, t_35), weights)
        sum_h_3 = _total(t_28**2, weights)
        t_38 = 0.390625 * t_14 * t_30 + 1.21875 * t_17 * t_31 + t_29 * t_8 - 0.5 * t_22
        t_39 = t * t_25 / t_16 + t_24 * t_33 - t_33
        sum_h_4 = _total(np.where(t_21, t_38, t_39), weights)
        t_40 = 1 / sigma2**2
        h = sum_h_3 / sigma2**3 - t_40 * n - sum_h_4
        return np.array(
            [
                [n / sigma2 - sum_h, t_40 * sum_h_1 - sum_h_2],
                [t_40 * sum_h_1 - sum_h_2, h],
            ]
        )


def log_density(x, nu, sigma2):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 1 / sigma2
        t_1 = nu * t * x
        t_2 = 25 * sigma2**3 / (384 * nu**3) / x**3
        t_3 = 0.1015625 * sigma2**4 / nu**4 / x**4
        t_4 = 0.0625 * sigma2**2 / nu**2 / x**2
        t_5 = -0.5 * np.log(2 * np.pi * t_1)
        t_6 = 0.125 * sigma2 / nu / x + t_2 + t_3 + t_4 + t_5
        t_7 = np.where(t_1 > 1000, t_6, log_bessel_i(0, t_1) - t_1)
        h = np.log(x) + t_7 - 0.5 * t * (x - nu) ** 2 - np.log(sigma2)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, nu, sigma2):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 1 / sigma2
        t_1 = 0.5 * t
        t_2 = 1 / nu
        t_3 = 0.125 / x
        t_4 = sigma2 / nu**2
        t_5 = 0.125 / x**2
        t_6 = sigma2**2
        t_7 = t_6 / nu**3
        t_8 = 0.40625 / x**4
        t_9 = sigma2**3 / nu**4
        t_10 = 0.1953125 / x**3
        t_11 = t * x
        t_12 = nu * t_11
        t_13 = t_12 > 1000
        t_14 = bessel_i_ratio(0, t_12)
        t_15 = 1 / t_6
        t_16 = -(sigma2**4) * t_8 / nu**5
        t_17 = t_16 - t_10 * t_9 - 0.5 * t_2 - t_3 * t_4 - t_5 * t_7
        h = np.where(t_13, t_17, t_11 * t_14 - t_11) - t_1 * (2 * nu - 2 * x)
        t_18 = t_1 + t_10 * t_7 + t_2 * t_3 + t_4 * t_5 + t_8 * t_9
        t_19 = np.where(t_13, t_18, nu * t_15 * x - nu * t_14 * t_15 * x)
        h_1 = 0.5 * t_15 * (x - nu) ** 2 + t_19 - t
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, nu, sigma2, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, nu, sigma2, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
