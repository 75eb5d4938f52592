"""Maximum-likelihood estimation: Asymmetric Laplace distribution.

    f(x; mu, scale, kappa) =
        1/(scale*(kappa+1/kappa))*Piecewise((exp(-kappa*(x-mu)/scale), x >= mu),
        (exp((x-mu)/(kappa*scale)), True))
    support: real
    mu: real
    scale: positive
    kappa: positive

Log-likelihood:

    (-log(scale) - log(kappa + 1/kappa))*n + sum(-x*kappa + x/kappa + kappa*mu -
        mu/kappa)/(2*scale) + (-kappa**2 - 1)*sum(Abs(x - mu))/(2*kappa*scale)

Estimator (boundary):

    mu = the value among x that maximises (-log((-sum(x - mu - Abs(x -
        mu)))**(1/4)/sum(x - mu + Abs(x - mu))**(1/4) + sum(x - mu + Abs(x -
        mu))**(1/4)/(-sum(x - mu - Abs(x - mu)))**(1/4)) - log(-mu*(-sum(x - mu -
        Abs(x - mu)))**(1/4)/(2*sum(x - mu + Abs(x - mu))**(1/4)) + mu*sum(x - mu +
        Abs(x - mu))**(1/4)/(2*(-sum(x - mu - Abs(x - mu)))**(1/4)) + (-sum(x - mu -
        Abs(x - mu)))**(1/4)*sum(x)/(2*n*sum(x - mu + Abs(x - mu))**(1/4)) + (-sum(x
        - mu - Abs(x - mu)))**(1/4)*sum(Abs(x - mu))/(2*n*sum(x - mu + Abs(x -
        mu))**(1/4)) - sum(x)*sum(x - mu + Abs(x - mu))**(1/4)/(2*(-sum(x - mu -
        Abs(x - mu)))**(1/4)*n) + sum(x - mu + Abs(x - mu))**(1/4)*sum(Abs(x -
        mu))/(2*(-sum(x - mu - Abs(x - mu)))**(1/4)*n)) - 1)*n
    kappa = sum(-x/2 + mu/2 + Abs(x - mu)/2)**(1/4)/sum(x/2 - mu/2 + Abs(x -
        mu)/2)**(1/4)
    scale = (-kappa**2*mu*n + kappa**2*sum(x) + mu*n + (kappa**2 + 1)*sum(Abs(x -
        mu)) - sum(x))/(2*kappa*n)

Conditions:

    A maximum exists only if (Σ xᵢ − nμ + Σ|xᵢ − μ|) (nμ + Σ|xᵢ − μ| − Σ xᵢ)^(1/4) >
        0.

Source:

    Kotz, Kozubowski, Podgorski (2001), The Laplace Distribution and
        Generalizations, ch. 3

Written by thetahat 0.1.0.
"""

import numpy as np

PARAMETERS = ("mu", "scale", "kappa")


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


def _units(values, centred, scaled):
    """A centre and a spread with which the data are standardised."""
    low, middle, high = np.quantile(values, (0.25, 0.5, 0.75))
    size = 0.74 * (high - low) if centred else np.median(np.abs(values))
    size = size or np.std(values) or np.max(np.abs(values)) or 1.0
    return float(middle) if centred else 0.0, float(size) if scaled else 1.0


def _point(objective, points):
    """That one of the points at which the objective is greatest."""
    points = np.unique(points)
    with np.errstate(all="ignore"):
        heights = np.array([objective(t) for t in points])
    return float(points[np.argmax(np.where(np.isnan(heights), -np.inf, heights))])


def _solve(x, weights):
    """The estimate in standard units, in the order of PARAMETERS."""
    n = np.float64(len(x) if weights is None else np.sum(weights))
    sum_x = _total(x, weights)

    def objective(mu):
        """The log-likelihood as a function of mu."""
        t = x - mu
        t_1 = np.abs(t)
        sum_h = _total(x - t_1 - mu, weights)
        sum_h_1 = _total(t + t_1, weights)
        sum_h_2 = _total(t_1, weights)
        t_2 = sum_h_1**0.25 / (-sum_h) ** 0.25 + (-sum_h) ** 0.25 / sum_h_1**0.25
        t_3 = 0.5 * sum_h_1**0.25 * sum_h_2 / ((-sum_h) ** 0.25 * n)
        t_4 = 0.5 * (-sum_h) ** 0.25 * sum_h_2 / (sum_h_1**0.25 * n)
        t_5 = -0.5 * sum_h_1**0.25 * sum_x / ((-sum_h) ** 0.25 * n)
        t_6 = 0.5 * (-sum_h) ** 0.25 * sum_x / (sum_h_1**0.25 * n)
        t_7 = -0.5 * mu * (-sum_h) ** 0.25 / sum_h_1**0.25
        t_8 = 0.5 * mu * sum_h_1**0.25 / (-sum_h) ** 0.25
        return (-np.log(t_2) - np.log(t_3 + t_4 + t_5 + t_6 + t_7 + t_8) - 1) * n

    mu = _point(objective, x)
    t_9 = x - mu
    t_10 = np.abs(t_9)
    sum_h_3 = _total(t_10 + mu - x, weights)
    sum_h_4 = _total(t_9 + t_10, weights)
    sum_h_5 = _total(t_10, weights)
    sum_h_6 = _total(np.minimum(0, t_9), weights)
    sum_h_7 = _total(np.maximum(0, t_9), weights)
    sum_h_8 = _total(np.where(t_9 < 0, 0.0, 1.0), weights)
    sum_h_9 = _total(np.where(-t_9 < 0, 0.0, 1.0), weights)
    sum_h_10 = _total(0, weights)
    sum_h_11 = _total(0, weights)
    kappa = sum_h_3**0.25 / sum_h_4**0.25
    t_11 = mu * n - sum_x
    t_12 = t_11 + kappa**2 * sum_x + (kappa**2 + 1) * sum_h_5 - mu * kappa**2 * n
    scale = 0.5 * t_12 / (kappa * n)
    return (mu, scale, kappa)


def estimate(x, weights=None):
    """Maximum-likelihood estimates by name.

    x: one-dimensional array; weights: frequencies, or None.
    Where no maximum exists: the limits, or nan; where none was found: nan.
    ValueError for data that are not numbers or lie outside the support.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    centre, spread = _units(x, True, True)
    mu, scale, kappa = _solve((x - centre) / spread, weights)
    mu = spread * mu + centre
    scale = spread * scale
    return {"mu": float(mu), "scale": float(scale), "kappa": float(kappa)}


def nll(x, mu, scale, kappa, weights=None):
    """-l, the negative log-likelihood, every constant included.

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: inf. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(mu):
        return np.inf
    if not 0 < scale < np.inf:
        return np.inf
    if not 0 < kappa < np.inf:
        return np.inf
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = x - mu
        sum_h = _total(np.minimum(0, t), weights)
        sum_h_1 = _total(np.maximum(0, t), weights)
        t_1 = 1 / kappa
        t_2 = 1 / scale
        t_3 = n * np.log(t_1 + kappa)
        t_4 = kappa * t_2 * sum_h_1
        return float(n * np.log(scale) + t_3 + t_4 - t_1 * t_2 * sum_h)


def gradient(x, mu, scale, kappa, weights=None):
    """The gradient of nll, shape (k,).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(mu):
        return np.full(3, np.nan)
    if not 0 < scale < np.inf:
        return np.full(3, np.nan)
    if not 0 < kappa < np.inf:
        return np.full(3, np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = x - mu
        sum_h = _total(np.where(t < 0, 0.0, 1.0), weights)
        sum_h_1 = _total(np.where(-t < 0, 0.0, 1.0), weights)
        sum_h_2 = _total(np.maximum(0, t), weights)
        sum_h_3 = _total(np.minimum(0, t), weights)
        t_1 = 1 / scale
        t_2 = 1 / kappa
        t_3 = 1 / scale**2
        t_4 = 1 / kappa**2
        h = t_1 * t_2 * sum_h_1 - kappa * t_1 * sum_h
        h_1 = t_1 * n + t_2 * t_3 * sum_h_3 - kappa * t_3 * sum_h_2
        h_2 = (1 - t_4) * n / (t_2 + kappa) + t_1 * t_4 * sum_h_3 + t_1 * sum_h_2
        return np.array([h, h_1, h_2])


def hessian(x, mu, scale, kappa, weights=None):
    """The Hessian of nll, shape (k, k).

    x: one-dimensional array; weights: frequencies, or None. Outside the domain
    or the support: nan. ValueError for data that are not numbers.
    """
    x = _column(x, "x")
    weights = _frequencies(weights, len(x))
    if not np.isfinite(mu):
        return np.full((3, 3), np.nan)
    if not 0 < scale < np.inf:
        return np.full((3, 3), np.nan)
    if not 0 < kappa < np.inf:
        return np.full((3, 3), np.nan)
    n = np.float64(len(x) if weights is None else np.sum(weights))
    with np.errstate(all="ignore"):
        t = x - mu
        sum_h = _total(0, weights)
        sum_h_1 = _total(0, weights)
        sum_h_2 = _total(np.where(-t < 0, 0.0, 1.0), weights)
        sum_h_3 = _total(np.where(t < 0, 0.0, 1.0), weights)
        sum_h_4 = _total(np.maximum(0, t), weights)
        sum_h_5 = _total(np.minimum(0, t), weights)
        t_1 = 1 / scale
        t_2 = 1 / kappa
        t_3 = 1 / scale**2
        t_4 = 1 / scale**3
        t_5 = 1 / kappa**2
        t_6 = 2 / kappa**3
        t_7 = t_2 + kappa
        t_8 = 1 - t_5
        h = t_1 * t_2 * sum_h_1 + kappa * t_1 * sum_h
        h_1 = kappa * t_3 * sum_h_3 - t_2 * t_3 * sum_h_2
        h_2 = 2 * kappa * t_4 * sum_h_4 - t_3 * n - 2 * t_2 * t_4 * sum_h_5
        h_3 = -t_1 * t_5 * sum_h_2 - t_1 * sum_h_3
        h_4 = -t_3 * t_5 * sum_h_5 - t_3 * sum_h_4
        h_5 = t_6 * n / t_7 - t_8**2 * n / t_7**2 - t_1 * t_6 * sum_h_5
        return np.array([[h, h_1, h_3], [h_1, h_2, h_4], [h_3, h_4, h_5]])


def log_density(x, mu, scale, kappa):
    """log f of each observation, shape (n,)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 1 / scale
        t_1 = x - mu
        t_2 = 1 / kappa
        t_3 = -kappa * t * np.maximum(0, t_1)
        h = t_3 + t * t_2 * np.minimum(0, t_1) - np.log(scale) - np.log(t_2 + kappa)
        return np.broadcast_to(h, x.shape).astype(float)


def scores(x, mu, scale, kappa):
    """The gradient of log f of each observation, shape (n, k)."""
    x = _column(x, "x")
    with np.errstate(all="ignore"):
        t = 1 / scale
        t_1 = x - mu
        t_2 = 1 / kappa
        t_3 = 1 / scale**2
        t_4 = np.minimum(0, t_1)
        t_5 = np.maximum(0, t_1)
        t_6 = 1 / kappa**2
        t_7 = kappa * t * np.where(t_1 < 0, 0.0, 1.0)
        h = t_7 - t * t_2 * np.where(-t_1 < 0, 0.0, 1.0)
        h_1 = kappa * t_3 * t_5 - t - t_2 * t_3 * t_4
        h_2 = -t * t_4 * t_6 - t * t_5 - (1 - t_6) / (t_2 + kappa)
        return np.column_stack(
            [
                np.broadcast_to(h, x.shape),
                np.broadcast_to(h_1, x.shape),
                np.broadcast_to(h_2, x.shape),
            ]
        )


def standard_errors(x, mu, scale, kappa, weights=None):
    """Standard errors by name from the observed information; nan where there are none."""
    information = hessian(x, mu, scale, kappa, weights)
    errors = np.full(3, np.nan)
    regular = [1, 2]
    if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):
        part = information[np.ix_(regular, regular)]
        if np.all(np.linalg.eigvalsh(part) > 0):
            errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))
    return dict(zip(PARAMETERS, errors.tolist()))
