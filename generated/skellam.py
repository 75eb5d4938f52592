"""Maximum-likelihood estimation: Skellam distribution.

    f(x; mu_1, mu_2) = exp(-mu_1-mu_2)*(mu_1/mu_2)**(x/2)*besseli(x,
        2*sqrt(mu_1*mu_2))
    support: x in ..., -2, -1, 0, 1, 2, ...
    mu_1: positive
    mu_2: positive

Log-likelihood:

    (-mu_1 - mu_2)*n + (log(mu_1)/2 - log(mu_2)/2)*sum(x) + sum(log(besseli(x,
        2*sqrt(mu_1)*sqrt(mu_2))))

Estimator (reduced):

    mu_2 = the solution of -n - sum(x)/(2*mu_2) + sqrt(mu_2 +
        sum(x)/n)*sum(besseli(x - 1, 2*sqrt(mu_2)*sqrt(mu_2 + sum(x)/n))/besseli(x,
        2*sqrt(mu_2)*sqrt(mu_2 + sum(x)/n)))/(2*sqrt(mu_2)) + sqrt(mu_2 +
        sum(x)/n)*sum(besseli(x + 1, 2*sqrt(mu_2)*sqrt(mu_2 + sum(x)/n))/besseli(x,
        2*sqrt(mu_2)*sqrt(mu_2 + sum(x)/n)))/(2*sqrt(mu_2)) = 0
    mu_1 = mu_2 + sum(x)/n

Conditions:

    A maximum exists only if nμ₂ + Σ xᵢ > 0.

Source:

    Skellam (1946), The frequency distribution of the difference between two Poisson
        variates, J. Roy. Statist. Soc. 109, 296
    Alzaid, Omair (2010), On the Poisson difference distribution inference and
        applications, Bull. Malays. Math. Sci. Soc. 33, 17-45

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

PARAMETERS = ("mu_1", "mu_2")


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


def deviance(y, m):
    """y log(y/m) + m - y for y >= 0, m > 0, without cancellation near y = m."""
    y, m = np.asarray(y, dtype=float), np.asarray(m, dtype=float)
    none = y == 0.0
    some = np.where(none, 1.0, y)
    d = np.where(none, 1.0, (m - y) / some)
    near = np.abs(d) < 0.5
    far = np.where(none, m, y * np.log(some / m) + m - y)
    return np.where(near, -y * log_ratio(np.where(near, d, 0.0)), far)


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


def bessel_i_series(k, y, p):
    """The sum of c y^j p^i (j + 2 i)^k, which is log of the uniform expansion of I_m(z) for k = 0.

    Source: NIST DLMF 10.41.3, 10.41.10.
    """
    rows = [
        [23797 / 4096, -244539 / 512, 7069979 / 1024, -20526309 / 512, 243859359 / 2048,
         -101540765 / 512, 192309147 / 1024, -48436755 / 512, 80727925 / 4096],
        [375733 / 229376, -3407083 / 32768, 38038059 / 32768, -168434443 / 32768,
         1852155413 / 163840, -432038457 / 32768, 256406305 / 32768, -1282031525 / 688128],
        [103 / 192, -405 / 16, 1677 / 8, -5389 / 8, 65385 / 64, -11805 / 16, 19675 / 96],
        [1073 / 5120, -50049 / 7168, 186821 / 4608, -44899 / 512, 82825 / 1024, -82825 / 3072],
        [13 / 128, -71 / 32, 531 / 64, -339 / 32, 565 / 128],
        [25 / 384, -531 / 640, 221 / 128, -1105 / 1152],
        [1 / 16, -3 / 8, 5 / 16],
        [1 / 8, -5 / 24],
    ]  # fmt: skip
    total = 0.0 * p
    for row in rows:
        inner, j = 0.0 * p, len(row) - 1
        for i in range(j, -1, -1):
            inner = inner * p + row[i] * (j + 2.0 * i) ** k
        total = (total + inner) * y
    return total


def bessel_i_rest(k, m, z):
    """The k-th derivative in log z of log I_m(z) - r - |m| log(z/(|m| + r)), r = sqrt(m^2 + z^2).

    For whole m, z > 0 and k = 0, 1, 2.  From r = 75 on by the uniform expansion, below by
    the power series.  Source: NIST DLMF 10.25.2, 10.41.3.
    """
    m, z = np.abs(np.asarray(m, dtype=float)), np.asarray(z, dtype=float)
    r = np.hypot(m, z)
    far = r >= 75.0
    size = np.where(far, r, 75.0)
    y, p, q = 1.0 / size, (m / size) ** 2, (z / size) ** 2
    h = np.where(far, 0.0, 0.25 * z * z)
    term = 1.0 + 0.0 * h * m
    above = first = 0.0 * term
    for n in range(1, 201):
        term = term * h / (n * (m + n))
        above, first = above + term, first + n * term
        if np.all(term <= 1e-18 * above):
            break
    if k == 0:
        turn = m * np.log(0.5 * (m + r)) - special.gammaln(m + 1.0)
        turn = np.where(m > 0, turn, 0.0)
        series = bessel_i_series(0.0, y, p) - 0.5 * np.log(6.283185307179586 * size)
        return np.where(far, series, np.log1p(above) + turn - r)
    slope = 0.5 + bessel_i_series(1.0, y, p)
    near = 2.0 * first / (1.0 + above) - z * z / (m + r)
    if k == 1:
        return np.where(far, -q * slope, near)
    bend = q * (q * bessel_i_series(2.0, y, p) - 2.0 * p * slope)
    return np.where(far, bend, -near * (2.0 * r + near) - z * z / r)


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
    n = np.float64(len(x) if weights is None else np.sum(weights))
    sum_x = _total(x, weights)

    def equation(mu_2):
        """The equation that gives mu_2, and its slope."""
        t = 2 * np.sqrt(mu_2) * np.sqrt(mu_2 + sum_x / n)
        t_1 = special.iv(x, t)
        t_2 = 1 / t_1
        t_3 = special.iv(x - 1, t)
        t_4 = special.iv(x + 1, t)
        t_5 = (t_3 + t_4) / t_1**2
        sum_h = _total(t_2 * t_3, weights)
        sum_h_1 = _total(bessel_i_ratio(x, t), weights)
        sum_h_2 = _total(t_2 * (special.iv(x - 2, t) + t_1), weights)
        sum_h_3 = _total(t_3 * t_5, weights)
        sum_h_4 = _total(t_2 * (special.iv(x + 2, t) + t_1), weights)
        sum_h_5 = _total(t_4 * t_5, weights)
        t_6 = 0.5 * sum_x
        t_7 = np.sqrt(mu_2)
        t_8 = 1 / t_7
        t_9 = np.sqrt(mu_2 + sum_x / n)
        t_10 = 1 / t_9
        t_11 = 0.25 * t_8 * t_10 - 0.25 * t_9 / mu_2**1.5
        t_12 = 0.5 * t_8 * t_9
        t_13 = 0.5 * t_7 * t_10 + t_12
        t_14 = -t_13
        value = 0.5 * t_8 * t_9 * sum_h + 0.5 * t_8 * t_9 * sum_h_1 - n - t_6 / mu_2
        t_15 = (t_13 * sum_h_2 + t_14 * sum_h_3) * t_12
        t_16 = (t_13 * sum_h_4 + t_14 * sum_h_5) * t_12
        slope = t_15 + t_16 + t_6 / mu_2**2 + t_11 * sum_h + t_11 * sum_h_1
        return value, slope

    def rest(mu_2):
        """The value of nll and the parameters, the others found."""
        mu_1 = mu_2 + sum_x / n
        value = nll(x, mu_1, mu_2, weights)
        return value, (mu_1, mu_2)

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


def nll(x, mu_1, mu_2, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < mu_1 < np.inf:
        return np.inf
    if not 0 < mu_2 < np.inf:
        return np.inf
    with np.errstate(all="ignore"):
        t = mu_1 * mu_2
        t_1 = 2 * t / (np.sqrt(x**2 + 4 * t) + np.abs(x))
        t_2 = deviance(np.maximum(-x, 0) + t_1, mu_2)
        sum_h = _total(deviance(np.maximum(0, x) + t_1, mu_1) + t_2, weights)
        t_3 = 2 * np.sqrt(mu_1) * np.sqrt(mu_2)
        sum_h_1 = _total(bessel_i_rest(0, x, t_3), weights)
        return float(sum_h - sum_h_1)


def gradient(x, mu_1, mu_2, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < mu_1 < np.inf:
        return np.full(2, np.nan)
    if not 0 < mu_2 < np.inf:
        return np.full(2, np.nan)
    with np.errstate(all="ignore"):
        t = mu_1 * mu_2
        t_1 = 2 * t / (np.sqrt(x**2 + 4 * t) + np.abs(x))
        t_2 = x + mu_2 - mu_1
        sum_h = _total(t_2 / (np.maximum(-x, 0) + t_1 + mu_1), weights)
        t_3 = 2 * np.sqrt(mu_1) * np.sqrt(mu_2)
        sum_h_1 = _total(bessel_i_rest(1, x, t_3), weights)
        sum_h_2 = _total(t_2 / (np.maximum(0, x) + t_1 + mu_2), weights)
        t_4 = 0.5 * sum_h_1
        return np.array([-t_4 / mu_1 - sum_h, sum_h_2 - t_4 / mu_2])


def hessian(x, mu_1, mu_2, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < mu_1 < np.inf:
        return np.full((2, 2), np.nan)
    if not 0 < mu_2 < np.inf:
        return np.full((2, 2), np.nan)
    with np.errstate(all="ignore"):
        t = mu_1 * mu_2
        t_1 = 4 * t
        t_2 = 1 / (np.sqrt(x**2 + t_1) + np.abs(x))
        t_3 = 2 * t * t_2
        t_4 = np.maximum(-x, 0)
        t_5 = t_3 + t_4 + mu_1
        t_6 = np.maximum(0, x)
        t_7 = 1 / (t_1 * t_2 + t_4 + t_6)
        t_8 = x + mu_2 - mu_1
        t_9 = 2 * np.sqrt(mu_1) * np.sqrt(mu_2)
        t_10 = t_3 + t_6 + mu_2
        t_11 = t_8 / t_10**2
        sum_h = _total(1 / t_5, weights)
        sum_h_1 = _total((mu_2 * t_7 + 1) * t_8 / t_5**2, weights)
        sum_h_2 = _total(bessel_i_rest(1, x, t_9), weights)
        sum_h_3 = _total(bessel_i_rest(2, x, t_9), weights)
        sum_h_4 = _total(t_11 * t_7, weights)
        sum_h_5 = _total(1 / t_10, weights)
        sum_h_6 = _total((mu_1 * t_7 + 1) * t_11, weights)
        t_12 = 1 / mu_1**2
        t_13 = 0.5 * sum_h_2
        t_14 = 0.25 * sum_h_3
        t_15 = 1 / mu_2**2
        h = t_12 * t_13 + sum_h + sum_h_1 - t_12 * t_14
        h_1 = -t_14 / (mu_1 * mu_2) - mu_2 * sum_h_4 - sum_h_5
        h_2 = t_13 * t_15 + sum_h_5 - t_14 * t_15 - sum_h_6
        return np.array([[h, h_1], [h_1, h_2]])


def log_density(x, mu_1, mu_2):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = mu_1 * mu_2
        t_1 = 2 * t / (np.sqrt(x**2 + 4 * t) + np.abs(x))
        t_2 = bessel_i_rest(0, x, 2 * np.sqrt(mu_1) * np.sqrt(mu_2))
        t_3 = -deviance(np.maximum(-x, 0) + t_1, mu_2)
        h = t_2 + t_3 - deviance(np.maximum(0, x) + t_1, mu_1)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, mu_1, mu_2):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = mu_1 * mu_2
        t_1 = 2 * t / (np.sqrt(x**2 + 4 * t) + np.abs(x))
        t_2 = x + mu_2 - mu_1
        t_3 = bessel_i_rest(1, x, 2 * np.sqrt(mu_1) * np.sqrt(mu_2))
        h = t_2 / (np.maximum(-x, 0) + t_1 + mu_1) + 0.5 * t_3 / mu_1
        h_1 = 0.5 * t_3 / mu_2 - t_2 / (np.maximum(0, x) + t_1 + mu_2)
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, mu_1, mu_2, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, mu_1, mu_2, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
