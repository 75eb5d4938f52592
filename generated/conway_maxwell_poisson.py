"""Maximum-likelihood estimation: Conway-Maxwell-Poisson distribution.

    f(x; rate, dispersion) =
        rate**x/(factorial(x)**dispersion*Sum(rate**k/factorial(k)**dispersion, k,
        0, oo))
    support: x in 0, 1, 2, ...
    rate: positive
    dispersion: positive

Log-likelihood:

    -dispersion*sum(loggamma(x + 1)) + log(rate)*sum(x) - log(Sum(rate**k/gamma(k +
        1)**dispersion, (k, 0, oo)))*n

Estimator (numeric):

    rate, dispersion = the joint maximiser of the log-likelihood

Source:

    Conway, Maxwell (1962), A queuing model with state dependent service rates, J.
        Indust. Eng. 12, 132-136
    Shmueli, Minka, Kadane, Borle, Boatwright (2005), A useful distribution for
        fitting discrete data, Appl. Statist. 54, 127-142

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize, special

PARAMETERS = ("rate", "dispersion")


def _summed(value, term, lower, upper, begin, way, most):
    """What `_series` gives, from begin on; and whether that is all, and terms rise."""
    top, total, moment = -np.inf, 0.0, 0.0
    width = np.ndim(term(begin) + lower + upper)
    taken, size, rising = 0, 64, np.asarray(True)
    while taken < most:
        steps = np.arange(taken, taken + size, dtype=float)
        k = begin + way * steps.reshape((-1,) + (1,) * width)
        terms = np.where((k >= lower) & (k <= upper), term(k), -np.inf)
        new = np.maximum(top, np.max(terms, axis=0))
        level = np.where(np.isinf(new), 0.0, new)
        weights, kept = np.exp(terms - level), np.exp(top - level)
        total = total * kept + np.sum(weights, axis=0)
        parts = np.where(weights > 0, value(k) * weights, 0.0)
        moment = moment * kept + np.sum(parts, axis=0)
        top = new
        far, near = terms[-1], terms[-2]
        rising = far > near
        rest = far - np.log(-np.expm1(np.where(far < near, far - near, -1.0)))
        ended = (far < near) & (rest < top + np.log(total) - 40.0)
        ended = ended | np.isneginf(far) | np.isnan(total)
        if np.all(ended):
            break
        taken, size = taken + size, min(2 * size, 16384)
    return top, total, moment, ended, rising


def _summit(term, begin):
    """The k from which on the terms fall, and about how many around it matter."""
    low, high = term(begin) * 0.0 + begin, term(begin) * 0.0 + 2.0 * begin
    for _ in range(52):
        high = np.where(term(high + 1.0) > term(high), 2.0 * high, high)
    for _ in range(52):
        middle = np.floor(0.5 * (low + high))
        rises = term(middle + 1.0) > term(middle)
        low, high = np.where(rises, middle, low), np.where(rises, high, middle)
    step = np.maximum(np.floor(np.sqrt(high)), 1.0)
    bend = (2.0 * term(high) - term(high + step) - term(high - step)) / (step * step)
    return high, 20.0 / np.sqrt(np.maximum(bend, 1e-300))


def _series(value, term, lower, upper):
    """(m, sum of exp(term - m), sum of value exp(term - m)) over the whole range."""
    lower, upper = np.asarray(lower, dtype=float), np.asarray(upper, dtype=float)
    first, last = float(np.min(lower)), float(np.max(upper))

    def part(begin, way, most):
        return _summed(value, term, lower, upper, begin, way, most)

    columns = np.size(term(0.0 if np.isinf(first) else first) + lower + upper)
    some, most = 16320, 262144
    if columns > 1:
        some, most = 960, max(4096, 262144 // columns)
    if np.isinf(first) and np.isinf(last):
        found = [part(0.0, 1.0, most), part(-1.0, -1.0, most)]
    elif np.isinf(first):
        found = [part(last, -1.0, most)]
    else:
        found = [part(first, 1.0, some)]
        _, _, _, ended, rising = found[0]
        if np.any(rising & ~ended):
            middle, around = _summit(term, first + some)
            if np.all(around < most):
                found = [part(middle, 1.0, most), part(middle - 1.0, -1.0, most)]
        elif not np.all(ended):
            found = [part(first, 1.0, most)]
    top = found[0][0] if len(found) == 1 else np.maximum(found[0][0], found[1][0])
    level = np.where(np.isinf(top), 0.0, top)
    total = sum(np.where(f[3], f[1], np.nan) * np.exp(f[0] - level) for f in found)
    return top, total, sum(f[2] * np.exp(f[0] - level) for f in found)


def log_series(term, lower, upper):
    """The logarithm of the sum of exp(term(k)) over k from lower to upper."""
    with np.errstate(all="ignore"):
        top, total, _ = _series(lambda k: 0.0, term, lower, upper)
        return top + np.log(total)


def series_mean(value, term, lower, upper):
    """The mean of value(k), the k from lower to upper weighted with exp(term(k))."""
    with np.errstate(all="ignore"):
        _, total, moment = _series(value, term, lower, upper)
        return moment / total


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
    rate, dispersion = _minimise(objective, starts)
    return {"rate": float(rate), "dispersion": float(dispersion)}


def nll(x, rate, dispersion, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < rate < np.inf:
        return np.inf
    if not 0 < dispersion < np.inf:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_x = _total(x, weights)
        sum_h = _total(special.gammaln(x + 1), weights)
        t = log_series(
            lambda k: k * np.log(rate) - dispersion * special.gammaln(k + 1), 0, np.inf
        )
        return float(t * n + dispersion * sum_h - special.xlogy(sum_x, rate))


def gradient(x, rate, dispersion, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < rate < np.inf:
        return np.full(2, np.nan)
    if not 0 < dispersion < np.inf:
        return np.full(2, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_x = _total(x, weights)
        sum_h = _total(special.gammaln(x + 1), weights)
        t = 1 / rate
        t_1 = np.log(rate)
        t_2 = series_mean(
            lambda k: k,
            lambda k: k * t_1 - dispersion * special.gammaln(k + 1),
            0,
            np.inf,
        )
        h = t_2 * t * n - t * sum_x
        t_3 = series_mean(
            lambda k: special.gammaln(k + 1),
            lambda k: k * t_1 - dispersion * special.gammaln(k + 1),
            0,
            np.inf,
        )
        h_1 = sum_h - t_3 * n
        return np.array([h, h_1])


def hessian(x, rate, dispersion, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < rate < np.inf:
        return np.full((2, 2), np.nan)
    if not 0 < dispersion < np.inf:
        return np.full((2, 2), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_x = _total(x, weights)
        t = 1 / rate**2
        t_1 = 1 / rate
        t_2 = np.log(rate)
        t_3 = series_mean(
            lambda k: k,
            lambda k: k * t_2 - dispersion * special.gammaln(k + 1),
            0,
            np.inf,
        )
        t_4 = t_1 * n
        t_5 = series_mean(
            lambda k: special.gammaln(k + 1),
            lambda k: k * t_2 - dispersion * special.gammaln(k + 1),
            0,
            np.inf,
        )
        t_6 = series_mean(
            lambda k: k**2,
            lambda k: k * t_2 - dispersion * special.gammaln(k + 1),
            0,
            np.inf,
        )
        h = t * sum_x + (t_6 * t_1 - t_3**2 * t_1) * t_4 - t * t_3 * n
        t_7 = series_mean(
            lambda k: k * special.gammaln(k + 1),
            lambda k: k * t_2 - dispersion * special.gammaln(k + 1),
            0,
            np.inf,
        )
        h_1 = t_3 * t_4 * t_5 - t_7 * t_4
        t_8 = series_mean(
            lambda k: special.gammaln(k + 1) ** 2,
            lambda k: k * t_2 - dispersion * special.gammaln(k + 1),
            0,
            np.inf,
        )
        h_2 = t_8 * n - t_5**2 * n
        return np.array([[h, h_1], [h_1, h_2]])


def log_density(x, rate, dispersion):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = log_series(
            lambda k: k * np.log(rate) - dispersion * special.gammaln(k + 1), 0, np.inf
        )
        h = special.xlogy(x, rate) - dispersion * special.gammaln(x + 1) - t
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, rate, dispersion):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 1 / rate
        t_1 = np.log(rate)
        t_2 = series_mean(
            lambda k: k,
            lambda k: k * t_1 - dispersion * special.gammaln(k + 1),
            0,
            np.inf,
        )
        h = t * x - t_2 * t
        t_3 = series_mean(
            lambda k: special.gammaln(k + 1),
            lambda k: k * t_1 - dispersion * special.gammaln(k + 1),
            0,
            np.inf,
        )
        h_1 = t_3 - special.gammaln(x + 1)
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
            ]
        )


def standard_errors(x, rate, dispersion, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, rate, dispersion, weights)
    errors = np.full(2, np.nan)
    regular = [0, 1]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
