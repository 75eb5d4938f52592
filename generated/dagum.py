"""Maximum-likelihood estimation: Dagum distribution.

    f(x; a, b, p) = a*p/x*(x/b)**(a*p)/(1+(x/b)**a)**(p+1)
    support: x > 0
    a: positive
    b: positive
    p: positive

Log-likelihood:

    (-p - 1)*sum(log((x/b)**a + 1)) + (a*p - 1)*sum(log(x)) + (-a*p*log(b) + log(a)
        + log(p))*n

Estimator (numeric):

    a, b = the joint maximiser of the log-likelihood
    p = n/(a*log(b)*n - a*sum(log(x)) + sum(log((x/b)**a + 1)))

Source:

    Dagum (1977), A new model of personal income distribution: specification and
        estimation, Economie Appliquee 30, 413-437
    Kleiber (2008), A guide to the Dagum distributions, Modeling Income
        Distributions and Lorenz Curves, 97-117

Written by thetahat 0.1.0.
"""

import numpy as np
from scipy import optimize

PARAMETERS = ("a", "b", "p")


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


def _minimise(objective, starts):
    """The best local minimum that trust-region Newton reaches from the starts.

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
        theta = optimize.minimize(
            lambda t: at(t)[0],
            theta,
            jac=lambda t: at(t)[1],
            hess=lambda t: at(t)[2],
            method="trust-exact",
            options={"gtol": 1e-11, "maxiter": 500},
        ).x
        for _ in range(3):
            value, gradient, hessian = at(theta)
            new = theta - np.linalg.lstsq(hessian, gradient, rcond=None)[0]
            if at(new)[0] > value + 1e-12 * abs(value):
                break
            theta = new
        if at(theta)[0] < lowest:
            best, lowest = theta, at(theta)[0]
    if best is None:
        raise ValueError("no admissible starting value was found")
    return best


def _solve(x, weights):
    """The estimate in standard units, in the order of PARAMETERS."""
    n = np.float64(len(x) if weights is None else np.sum(weights))
    sum_log_x = _total(np.log(x), weights)

    def objective(theta):
        """The negative objective, its gradient and its Hessian."""
        a, b = theta
        if not 0 < a < np.inf:
            return np.inf, np.zeros(2), np.eye(2)
        if not 0 < b < np.inf:
            return np.inf, np.zeros(2), np.eye(2)
        t = 1 / b
        t_1 = t * x
        t_2 = t_1**a
        t_3 = np.log(t_1)
        t_4 = t_2 + 1
        t_5 = 1 / t_4
        t_6 = t_2 * t_5
        t_7 = t_3 * t_6
        t_8 = t * t_6
        t_9 = t_3**2
        t_10 = t_1 ** (2 * a)
        t_11 = 1 / t_4**2
        t_12 = t_10 * t_11
        t_13 = 1 / b**2
        t_14 = t_13 * t_6
        t_15 = a**2
        sum_h = _total(np.log1p(t_2), weights)
        sum_h_1 = _total(t_7, weights)
        sum_h_2 = _total(a * t_8, weights)
        sum_h_3 = _total(t_2 * t_5 * t_9 - t_12 * t_9, weights)
        sum_h_4 = _total(a * t * t_10 * t_11 * t_3 - a * t * t_7 - t_8, weights)
        sum_h_5 = _total(t_14 * t_15 + a * t_14 - t_12 * t_13 * t_15, weights)
        t_16 = a * sum_log_x
        t_17 = np.log(b)
        t_18 = t_17 * n
        t_19 = a * t_18 + sum_h - t_16
        t_20 = 1 / t_19
        t_21 = t_20 * n
        t_22 = n**2
        t_23 = t_20 * t_22
        t_24 = t_17 * t_23
        t_25 = sum_log_x - t_18 - sum_h_1
        t_26 = 1 / t_19**2
        t_27 = t_26 * n
        t_28 = t_27 * sum_h
        t_29 = t_26 * t_22
        t_30 = t_17 * t_29
        t_31 = t_30 * t_25
        t_32 = t_27 * t_25
        t_33 = 1 / b
        t_34 = t_33 * n
        t_35 = a * t_34
        t_36 = sum_h_2 - t_35
        t_37 = t_27 * t_36
        t_38 = 2 * sum_h_1
        t_39 = t_16 * t_27
        t_40 = sum_h * n
        t_41 = 1 / t_19**3
        t_42 = (2 * sum_log_x - 2 * t_18 - t_38) * t_41
        t_43 = t_42 * t_25
        t_44 = a * t_30
        t_45 = a * t_17 * t_22
        t_46 = t_16 * n
        t_47 = -t_34 - sum_h_4
        t_48 = a * t_29 * t_33
        t_49 = t_36 * t_40
        t_50 = t_36 * t_42
        t_51 = a / b**2
        t_52 = t_51 * n - sum_h_5
        t_53 = (2 * sum_h_2 - 2 * t_35) * t_41
        t_54 = t_36 * t_53
        t_55 = -(np.log(t_21) + np.log(a)) * n
        h = t_55 + t_21 * sum_h + a * t_24 + sum_log_x + sum_h - t_16 * t_21
        t_56 = -(t_20 * t_25 + 1 / a) * n
        t_57 = t_28 * t_25 + a * t_31 + t_21 * sum_h_1 - t_16 * t_32
        h_1 = t_56 + t_57 + t_24 + sum_h_1 - t_21 * sum_log_x
        t_58 = a * t_17 * t_26 * t_36 * t_22
        t_59 = -t_16 * t_37 - t_36 * t_21 - sum_h_2
        t_60 = a * t_33 * t_20 * t_22 - t_21 * sum_h_2
        h_2 = t_26 * t_36 * sum_h * n + t_58 + t_59 + t_60
        t_61 = -(t_25**2 * t_26 - t_20 * sum_h_3 - 1 / a**2) * n
        t_63 = 2 * t_31 + t_32 * t_38 + t_39 * sum_h_3
        t_62 = t_63 + t_40 * t_43 + t_43 * t_45 + t_21 * sum_h_3
        t_64 = -t_28 * sum_h_3 - t_43 * t_46 - t_44 * sum_h_3
        h_3 = t_61 + t_62 + t_64 + sum_h_3 - 2 * t_32 * sum_log_x
        t_66 = t_28 * t_47 + t_30 * t_36 + t_33 * t_23 + t_37 * sum_h_1
        t_65 = t_66 + t_42 * t_49 + t_44 * t_47 + t_45 * t_50 + t_48 * t_25
        t_67 = t_21 * sum_h_4 - t_32 * sum_h_2 - t_37 * t_25 - t_37 * sum_log_x
        h_4 = t_65 + t_67 + sum_h_4 - t_39 * t_47 - t_46 * t_50 - t_47 * t_21
        t_69 = t_28 * t_52 + t_44 * t_52 + t_45 * t_54
        t_68 = t_69 + t_49 * t_53 + t_21 * sum_h_5 - t_36**2 * t_27
        t_70 = -t_39 * t_52 - t_46 * t_54 - t_51 * t_23 - t_52 * t_21
        h_5 = t_68 + t_70 + 2 * t_36 * t_48 + sum_h_5 - 2 * t_37 * sum_h_2
        gradient_ = np.array([h_1, h_2])
        hessian_ = np.zeros((2, 2))
        hessian_[0, 0] = hessian_[0, 0] = h_3
        hessian_[1, 0] = hessian_[0, 1] = h_4
        hessian_[1, 1] = hessian_[1, 1] = h_5
        return h, gradient_, hessian_

    choices = [
        np.array([1.0, 0.1, 0.3, 0.7, 1.6, 3.0, 8.0, 25.0]),
        np.array([1.0, 0.5, 0.25, 2.0, 4.0]) ** 1.0,
    ]
    starts = _starts(lambda theta: objective(theta)[0], choices)
    a, b = _minimise(objective, starts)
    t_71 = x / b
    t_72 = t_71**a
    t_73 = np.log(t_71)
    t_74 = t_72 + 1
    t_75 = t_72 / t_74
    t_76 = t_73**2
    t_77 = t_71 ** (2 * a) / t_74**2
    sum_h_6 = _total(np.log1p(t_72), weights)
    sum_h_7 = _total(t_73 * t_75, weights)
    sum_h_8 = _total(t_75, weights)
    sum_h_9 = _total(t_76 * t_77, weights)
    sum_h_10 = _total(t_75 * t_76, weights)
    sum_h_11 = _total(t_73 * t_77, weights)
    sum_h_12 = _total(t_77, weights)
    p = n / (a * n * np.log(b) + sum_h_6 - a * sum_log_x)
    return (a, b, p)


def estimate(x, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    _require("x", x > 0, "must be > 0")
    spread = _units(x, False, True)[1]
    a, b, p = _solve(x / spread, weights)
    b = spread * b
    return {"a": float(a), "b": float(b), "p": float(p)}


def nll(x, a, b, p, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < a < np.inf:
        return np.inf
    if not 0 < b < np.inf:
        return np.inf
    if not 0 < p < np.inf:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        sum_h = _total(np.log1p((x / b) ** a), weights)
        t = -(a * p - 1) * sum_log_x
        t_1 = a * p * n * np.log(b)
        return float(t + t_1 - n * np.log(a) - n * np.log(p) - (-p - 1) * sum_h)


def gradient(x, a, b, p, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < a < np.inf:
        return np.full(3, np.nan)
    if not 0 < b < np.inf:
        return np.full(3, np.nan)
    if not 0 < p < np.inf:
        return np.full(3, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        t = x / b
        t_1 = t**a
        t_2 = t_1 / (t_1 + 1)
        sum_h = _total(t_2 * np.log(t), weights)
        sum_h_1 = _total(t_2, weights)
        sum_h_2 = _total(np.log1p(t_1), weights)
        t_3 = -p - 1
        t_4 = np.log(b)
        t_5 = a / b
        h = p * t_4 * n - n / a - t_3 * sum_h - p * sum_log_x
        h_1 = p * t_5 * n + t_3 * t_5 * sum_h_1
        h_2 = a * t_4 * n + sum_h_2 - n / p - a * sum_log_x
        return np.array([h, h_1, h_2])


def hessian(x, a, b, p, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not 0 < a < np.inf:
        return np.full((3, 3), np.nan)
    if not 0 < b < np.inf:
        return np.full((3, 3), np.nan)
    if not 0 < p < np.inf:
        return np.full((3, 3), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        sum_log_x = _total(np.log(x), weights)
        t = x / b
        t_1 = np.log(t)
        t_2 = t_1**2
        t_3 = t**a
        t_4 = t_3 + 1
        t_5 = t ** (2 * a) / t_4**2
        t_6 = t_3 / t_4
        sum_h = _total(t_2 * t_5, weights)
        sum_h_1 = _total(t_2 * t_6, weights)
        sum_h_2 = _total(t_6, weights)
        sum_h_3 = _total(t_1 * t_5, weights)
        sum_h_4 = _total(t_1 * t_6, weights)
        sum_h_5 = _total(t_5, weights)
        t_7 = p + 1
        t_8 = -t_7
        t_9 = a**2
        t_10 = 1 / b
        t_11 = t_10 * n
        t_12 = t_10 * sum_h_2
        t_13 = a * t_8
        t_14 = t_10 * t_13
        t_15 = 1 / b**2
        h = n / t_9 - t_7 * sum_h - t_8 * sum_h_1
        h_1 = t_8 * t_12 + p * t_11 + t_14 * sum_h_4 - t_14 * sum_h_3
        t_16 = -t_8 * t_9 * t_15 * sum_h_2
        t_17 = t_8 * t_9 * t_15 * sum_h_5
        h_2 = t_16 + t_17 - a * p * t_15 * n - t_13 * t_15 * sum_h_2
        h_3 = n * np.log(b) + sum_h_4 - sum_log_x
        return np.array(
            [
                [h, h_1, h_3],
                [h_1, h_2, a * t_11 - a * t_12],
                [h_3, a * t_11 - a * t_12, n / p**2],
            ]
        )


def log_density(x, a, b, p):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = a * p
        t_1 = (-p - 1) * np.log1p((x / b) ** a)
        h = (t - 1) * np.log(x) + t_1 + np.log(a) + np.log(p) - t * np.log(b)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, a, b, p):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = np.log(x)
        t_1 = np.log(b)
        t_2 = 1 / b
        t_3 = t_2 * x
        t_4 = t_3**a
        t_5 = (-p - 1) * t_4 / (t_4 + 1)
        t_6 = a * t_2
        h = p * t + t_5 * np.log(t_3) + 1 / a - p * t_1
        h_1 = -t_5 * t_6 - p * t_6
        h_2 = a * t + 1 / p - a * t_1 - np.log1p(t_4)
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
                np.broadcast_to(h_2, x.shape),
            ]
        )


def standard_errors(x, a, b, p, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, a, b, p, weights)
    errors = np.full(3, np.nan)
    regular = [0, 1, 2]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
