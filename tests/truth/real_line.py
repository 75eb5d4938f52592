"""Densities on the whole line (and on the circle): normal in disguise, extreme values, robust ones, two-sided ones."""

from __future__ import annotations

import itertools

import numpy as np
from scipy import special, stats
from scipy.optimize import minimize_scalar

from truth.row import row
from truth.search import root

POSITIVE = "positive"
mean, log, exp, sqrt = np.mean, np.log, np.exp, np.sqrt


def normal(x, mu, variance):
    return -np.sum(stats.norm.logpdf(x, mu, sqrt(variance)))


# ------------------------------------------------------------------ normal, reparametrised and disguised
row(
    "normal_variance_known",
    "exp(-(x-mu)**2/8)/sqrt(8*pi)",
    {"mu": "real"},
    "real",
    "closed",
    lambda r: r.normal(-3, 2, 60),
    lambda x, mu: normal(x, mu, 4),
    mean,
    why="the score is linear in mu",
)
row(
    "normal_constant_cv",
    "sqrt(2/pi)/theta*exp(-2*(x-theta)**2/theta**2)",
    {"theta": POSITIVE},
    "real",
    "closed",
    lambda r: r.normal(4, 2, 60),
    lambda x, t: normal(x, t, t * t / 4),
    lambda x: (sqrt(16 * mean(x) ** 2 + 16 * mean(x * x)) - 4 * mean(x)) / 2,
    why="standard deviation theta/2: the score is quadratic in theta, one root is positive",
)
row(
    "normal_log_sd",
    "exp(-(x-mu)**2*exp(-2*eta)/2-eta)/sqrt(2*pi)",
    {"mu": "real", "eta": "real"},
    "real",
    "closed",
    lambda r: r.normal(1, 0.02, 60),
    lambda x, mu, eta: normal(x, mu, exp(2 * eta)),
    lambda x: (mean(x), log(np.std(x))),
    why="invariance: eta is the logarithm of the standard deviation",
)
row(
    "normal_reciprocal_mean",
    "exp(-(x-1/theta)**2/2)/sqrt(2*pi)",
    {"theta": POSITIVE},
    "real",
    "closed",
    lambda r: r.normal(5, 1, 60),
    lambda x, t: normal(x, 1 / t, 1),
    lambda x: 1 / mean(x),
    why="invariance: theta is the reciprocal of the mean",
)
row(
    "normal_natural",
    "sqrt(-b/pi)*exp(a*x+b*x**2+a**2/(4*b))",
    {"a": "real", "b": "b < 0"},
    "real",
    "closed",
    lambda r: r.normal(2, 1.5, 60),
    lambda x, a, b: normal(x, -a / (2 * b), -1 / (2 * b)),
    lambda x: (mean(x) / np.var(x), -1 / (2 * np.var(x))),
    why="natural parameters of an exponential family: invariance from mean and variance",
)
row(
    "normal_expanded",
    "exp(-x**2/(2*v)+mu*x/v-mu**2/(2*v))/sqrt(2*pi*v)",
    {"mu": "real", "v": POSITIVE},
    "real",
    "closed",
    lambda r: r.normal(10, 3, 60),
    normal,
    lambda x: (mean(x), np.var(x)),
    why="the square is written out; the answer is the normal's",
)
row(
    "normal_split_exponents",
    "exp(-x**2/(2*s**2))*exp(mu*x/s**2)*exp(-mu**2/(2*s**2))/(s*sqrt(2)*sqrt(pi))",
    {"s": POSITIVE, "mu": "real"},
    "real",
    "closed",
    lambda r: r.normal(-1, 0.3, 60),
    lambda x, s, mu: normal(x, mu, s * s),
    lambda x: (np.std(x), mean(x)),
    why="the exponential is split in three and the order of the parameters turned round",
)
row(
    "normal_scaled",
    "1000*exp(-(1000*x-m)**2/(2*w))/sqrt(2*pi*w)",
    {"m": "real", "w": POSITIVE},
    "real",
    "closed",
    lambda r: r.normal(0.005, 0.001, 60),
    lambda x, m, w: normal(1000 * x, m, w) - x.size * log(1000),
    lambda x: (1000 * mean(x), 1e6 * np.var(x)),
    why="parameters in thousandths of the data's unit",
)
row(
    "normal_far_away",
    "exp(-(x-mu)**2/(2*v))/sqrt(2*pi*v)",
    {"mu": "real", "v": POSITIVE},
    "real",
    "closed",
    lambda r: 1e8 + r.normal(0, 2, 60),
    lambda x, mu, v: normal(x - 1e8, mu - 1e8, v),
    lambda x: (1e8 + mean(x - 1e8), np.var(x - 1e8)),
    why="the mean is 1e8 standard deviations away: sums must be centred",
)
row(
    "normal_mean_not_negative",
    "exp(-(x-mu)**2/2)/sqrt(2*pi)",
    {"mu": "nonnegative"},
    "real",
    {"closed": 1.0, "boundary": 1.0},
    lambda r: r.normal(-2, 1, 40),
    lambda x, mu: normal(x, mu, 1),
    lambda x: 0.0,
    why="the mean is negative, the domain closed at 0: the estimate is clamped to the edge and attained",
)
row(
    "normal_integer_mean",
    "exp(-(x-mu)**2/2)/sqrt(2*pi)",
    {"mu": "integer"},
    "real",
    "boundary",
    lambda r: r.normal(7.3, 1, 40),
    lambda x, mu: normal(x, mu, 1),
    lambda x: round(float(mean(x))),
    why="an integer answer: the whole number nearest to the mean",
)

# ------------------------------------------------------------------ Gumbel, logistic and their like


def gumbel_least(x):
    top = x.max()

    def weights(s):
        return exp((x - top) / s)

    s = root(lambda s: np.sum(x * weights(s)) / np.sum(weights(s)) - s - mean(x), 0.02, 200)
    return top + s * log(mean(weights(s))), s


row(
    "gumbel_minimum",
    "exp((x-mu)/s-exp((x-mu)/s))/s",
    {"mu": "real", "s": POSITIVE},
    "real",
    "reduced",
    lambda r: -r.gumbel(3, 1.5, 80),
    lambda x, mu, s: -np.sum(stats.gumbel_l.logpdf(x, mu, s)),
    gumbel_least,
    why="mu is explicit for fixed s; one equation in s",
)
row(
    "gumbel_scale_known",
    "exp(-(x-mu)/2-exp(-(x-mu)/2))/2",
    {"mu": "real"},
    "real",
    "closed",
    lambda r: r.gumbel(30, 2, 60),
    lambda x, mu: -np.sum(stats.gumbel_r.logpdf(x, mu, 2)),
    lambda x: x.min() - 2 * log(mean(exp(-(x - x.min()) / 2))),
    why="exp(mu/2) stands alone in the score",
)
row(
    "gumbel_log_scale",
    "exp(-(x-mu)*exp(-t)-exp(-(x-mu)*exp(-t))-t)",
    {"mu": "real", "t": "real"},
    "real",
    "reduced",
    lambda r: r.gumbel(0, 4, 80),
    lambda x, mu, t: -np.sum(stats.gumbel_r.logpdf(x, mu, exp(t))),
    starts=lambda x: [[mean(x) - 0.5 * np.std(x), log(np.std(x))], [np.median(x), log(np.std(x)) - 1]],
    why="Gumbel with the logarithm of its scale: still one equation",
)
row(
    "logistic_scale_known",
    "exp(-(x-mu))/(1+exp(-(x-mu)))**2",
    {"mu": "real"},
    "real",
    "reduced",
    lambda r: r.logistic(2, 1, 60),
    lambda x, mu: -np.sum(stats.logistic.logpdf(x, mu)),
    lambda x: root(lambda mu: np.sum(np.tanh((x - mu) / 2)), x.min() - 1, x.max() + 1),
    why="one falling equation in mu",
)
row(
    "hyperbolic_secant",
    "1/(s*pi*cosh((x-mu)/s))",
    {"mu": "real", "s": POSITIVE},
    "real",
    "numeric",
    lambda r: stats.hypsecant.rvs(2, 3, size=80, random_state=r),
    lambda x, mu, s: -np.sum(stats.hypsecant.logpdf(x, mu, s)),
    starts=lambda x: [[np.median(x), np.std(x) / 2], [mean(x), np.std(x)]],
    why="location and scale coupled, no parameter can be isolated",
)

# ------------------------------------------------------------------ heavy tails
row(
    "cauchy_scale_known",
    "1/(pi*(1+(x-mu)**2))",
    {"mu": "real"},
    "real",
    "reduced",
    lambda r: 5 + r.standard_cauchy(60),
    lambda x, mu: -np.sum(stats.cauchy.logpdf(x, mu)),
    starts=lambda x: [[q] for q in np.quantile(x, np.linspace(0.05, 0.95, 19))],
    why="one equation of degree 2n-1 with perhaps several roots",
)
row(
    "cauchy_location_known",
    "s/(pi*(s**2+x**2))",
    {"s": POSITIVE},
    "real",
    "reduced",
    lambda r: 3 * r.standard_cauchy(60),
    lambda x, s: -np.sum(stats.cauchy.logpdf(x, 0, s)),
    lambda x: root(lambda s: mean(x * x / (s * s + x * x)) - 0.5, 1e-3, 1e4),
    why="the sum of x^2/(s^2+x^2) falls in s and equals n/2 once",
)
row(
    "student_t_location_known",
    "3/8*(1+x**2/(4*v))**(-5/2)/sqrt(v)",
    {"v": POSITIVE},
    "real",
    "reduced",
    lambda r: 2 * r.standard_t(4, 60),
    lambda x, v: -np.sum(stats.t.logpdf(x, 4, 0, sqrt(v))),
    lambda x: root(lambda v: 5 * mean(x * x / (4 * v + x * x)) - 1, 1e-4, 1e5),
    why="one falling equation in v; the constant of four degrees of freedom is 3/8",
)
row(
    "student_t_two_degrees",
    "(2+((x-mu)/s)**2)**(-3/2)/s",
    {"mu": "real", "s": POSITIVE},
    "real",
    {"numeric": 1.0, "latent": 1.0},
    lambda r: 1 + 3 * r.standard_t(2, 80),
    lambda x, mu, s: -np.sum(stats.t.logpdf(x, 2, mu, s)),
    starts=lambda x: [[np.median(x), 3.0], [np.median(x) + 1, 1.0], [mean(x), 5.0]],
    why="location and scale coupled; a normal mixture over the scale, so EM is as good",
)
row(
    "student_t_degrees_only",
    "gamma((nu+1)/2)/(gamma(nu/2)*sqrt(nu*pi))*(1+x**2/nu)**(-(nu+1)/2)",
    {"nu": POSITIVE},
    "real",
    "reduced",
    lambda r: r.standard_t(3, 200),
    lambda x, nu: -np.sum(stats.t.logpdf(x, nu)),
    starts=lambda x: [[2.0], [5.0], [20.0]],
    why="one equation in nu, centre and scale known",
)
row(
    "student_t_free",
    "gamma((nu+1)/2)/(gamma(nu/2)*sqrt(nu*pi)*s)*(1+((x-mu)/s)**2/nu)**(-(nu+1)/2)",
    {"mu": "real", "s": POSITIVE, "nu": POSITIVE},
    "real",
    "unbounded",
    lambda r: 1 + 2 * r.standard_t(5, 120),
    lambda x, mu, s, nu: -np.sum(stats.t.logpdf(x, nu, mu, s)),
    exists=False,
    why="mu on an observation, s to 0, nu < 1/(n-1): the likelihood grows without bound (Fernandez and Steel 1999)",
)

# ------------------------------------------------------------------ not smooth


def check_loss_median(x):
    return (np.median(x), mean(np.abs(x - np.median(x))))


row(
    "laplace_scale_known",
    "exp(-Abs(x-mu))/2",
    {"mu": "real"},
    "real",
    "boundary",
    lambda r: r.laplace(4, 1, 60),
    lambda x, mu: -np.sum(stats.laplace.logpdf(x, mu)),
    np.median,
    why="least absolute deviations: the median, a whole interval for an even sample",
)
row(
    "laplace_standard_deviation",
    "exp(-sqrt(2)*Abs(x-mu)/s)/(s*sqrt(2))",
    {"mu": "real", "s": POSITIVE},
    "real",
    "boundary",
    lambda r: r.laplace(-1, 3, 61),
    lambda x, mu, s: -np.sum(stats.laplace.logpdf(x, mu, s / sqrt(2))),
    lambda x: (np.median(x), sqrt(2) * mean(np.abs(x - np.median(x)))),
    why="the median, then the mean absolute deviation times the square root of 2",
)
row(
    "quantile_density",
    "3/16*exp(-Piecewise((3*(x-mu)/4, x >= mu), ((mu-x)/4, True)))",
    {"mu": "real"},
    "real",
    "boundary",
    lambda r: r.normal(0, 5, 61),
    lambda x, mu: np.sum(np.where(x >= mu, 0.75 * (x - mu), 0.25 * (mu - x))) - x.size * log(3 / 16),
    lambda x: np.sort(x)[int(np.ceil(0.75 * x.size)) - 1],
    why="check loss at level 3/4: the upper quartile of the sample",
)


def asymmetric_laplace(x, m, a, b):
    return -np.sum(log(a * b / (a + b)) - np.where(x >= m, a * (x - m), b * (m - x)))


def asymmetric_laplace_best(x):
    """Kotz, Kozubowski, Podgorski (2001): for fixed m the rates are explicit; the best m is an observation."""

    def rates(m):
        up, down = mean(np.maximum(x - m, 0)), mean(np.maximum(m - x, 0))
        return 1 / (up + sqrt(up * down)), 1 / (down + sqrt(up * down))

    inner = np.sort(x)[1:-1]
    m = min(inner, key=lambda m: asymmetric_laplace(x, m, *rates(m)))
    return (m, *rates(m))


row(
    "laplace_asymmetric",
    "a*b/(a+b)*exp(-Piecewise((a*(x-m), x >= m), (b*(m-x), True)))",
    {"m": "real", "a": POSITIVE, "b": POSITIVE},
    "real",
    "boundary",
    lambda r: 1 + r.exponential(3, 80) - r.exponential(1, 80),
    asymmetric_laplace,
    asymmetric_laplace_best,
    why="the corner sits on one of the observations",
)


def two_sided_best(x):
    up, down = np.sum(x[x >= 0]), -np.sum(x[x < 0])
    return (up + sqrt(up * down)) / x.size, (down + sqrt(up * down)) / x.size


row(
    "exponential_two_sided",
    "Piecewise((exp(-x/a)/(a+b), x >= 0), (exp(x/b)/(a+b), True))",
    {"a": POSITIVE, "b": POSITIVE},
    "real",
    "closed",
    lambda r: r.exponential(3, 80) - r.exponential(1, 80),
    lambda x, a, b: x.size * log(a + b) + np.sum(np.where(x >= 0, x / a, -x / b)),
    two_sided_best,
    why="both scores together: a/b is the root of a ratio of sums",
)


def split_normal(x, mu, a, b):
    return -np.sum(0.5 * log(2 / np.pi) - log(a + b) - (x - mu) ** 2 / (2 * np.where(x < mu, a, b) ** 2))


def split_normal_best(x):
    """The scales follow from the sums of squares on either side; the rest is a function of mu alone."""

    def scales(mu):
        low, high = np.sum(np.minimum(x - mu, 0) ** 2), np.sum(np.maximum(x - mu, 0) ** 2)
        total = low ** (1 / 3) + high ** (1 / 3)
        return sqrt(low ** (2 / 3) * total / x.size), sqrt(high ** (2 / 3) * total / x.size)

    s = np.sort(x)
    tries = [
        minimize_scalar(
            lambda m: split_normal(x, m, *scales(m)), bounds=(u, v), method="bounded", options={"xatol": 1e-13}
        )
        for u, v in itertools.pairwise(s)
    ]
    mu = min(tries, key=lambda t: t.fun).x
    return (mu, *scales(mu))


row(
    "split_normal",
    "sqrt(2/pi)/(a+b)*Piecewise((exp(-(x-mu)**2/(2*a**2)), x < mu), (exp(-(x-mu)**2/(2*b**2)), True))",
    {"mu": "real", "a": POSITIVE, "b": POSITIVE},
    "real",
    "reduced",
    lambda r: 2 + np.where(r.random(100) < 0.25, -np.abs(r.normal(0, 1, 100)), np.abs(r.normal(0, 3, 100))),
    split_normal,
    split_normal_best,
    why="both scales explicit for fixed mu; one scalar equation between order statistics",
)

# ------------------------------------------------------------------ shapes
row(
    "skew_normal",
    "exp(-(x-mu)**2/(2*s**2))/(s*sqrt(2*pi))*(1+erf(alpha*(x-mu)/(s*sqrt(2))))",
    {"mu": "real", "s": POSITIVE, "alpha": "real"},
    "real",
    "numeric",
    lambda r: stats.skewnorm.rvs(3, 1, 2, size=300, random_state=r),
    lambda x, mu, s, a: -np.sum(stats.skewnorm.logpdf(x, a, mu, s)),
    starts=lambda x: [[x.min(), 2 * np.std(x), 4.0], [mean(x), np.std(x), 1.0], [mean(x), np.std(x), -1.0]],
    why="three coupled equations",
)


def generalised_normal(x, mu, a, p):
    return -np.sum(stats.gennorm.logpdf(x, p, mu, a))


row(
    "error_centred",
    "p/(2*a*gamma(1/p))*exp(-(Abs(x)/a)**p)",
    {"a": POSITIVE, "p": POSITIVE},
    "real",
    "reduced",
    lambda r: stats.gennorm.rvs(1.4, 0, 2, size=120, random_state=r),
    lambda x, a, p: generalised_normal(x, 0, a, p),
    starts=lambda x: [[np.std(x), 2.0], [np.std(x) / 2, 1.0]],
    why="a is explicit for fixed p; one equation in p",
)
row(
    "error_free",
    "p/(2*a*gamma(1/p))*exp(-(Abs(x-mu)/a)**p)",
    {"mu": "real", "a": POSITIVE, "p": POSITIVE},
    "real",
    "unbounded",
    lambda r: stats.gennorm.rvs(1.6, 1, 2, size=120, random_state=r),
    generalised_normal,
    exists=False,
    why="mu on an observation, p to 0 with a profiled: log-likelihood grows like -(n/p) log((n-1)/n)",
)
row(
    "error_rounder",
    "p/(2*a*gamma(1/p))*exp(-(Abs(x-mu)/a)**p)",
    {"mu": "real", "a": POSITIVE, "p": "p > 1"},
    "real",
    "numeric",
    lambda r: stats.gennorm.rvs(2.5, 1, 2, size=150, random_state=r),
    generalised_normal,
    starts=lambda x: [[mean(x), np.std(x) * 1.4, 2.0], [np.median(x), np.std(x), 1.5], [mean(x), 2.0, 4.0]],
    why="with p > 1 the density has no corner; two coupled equations stay",
)

# ------------------------------------------------------------------ the circle
row(
    "von_mises_centred",
    "exp(k*cos(x))/(2*pi*besseli(0, k))",
    {"k": POSITIVE},
    "-pi <= x <= pi",
    "special",
    lambda r: r.vonmises(0, 1.5, 80),
    lambda x, k: -np.sum(stats.vonmises.logpdf(x, k)),
    lambda x: root(lambda k: special.i1e(k) / special.i0e(k) - mean(np.cos(x)), 1e-9, 500),
    why="the inverse of the Bessel ratio at the mean cosine",
)
row(
    "von_mises_direction",
    "exp(2*cos(x-mu))/(2*pi*besseli(0, 2))",
    {"mu": "-pi < mu <= pi"},
    "-pi <= x <= pi",
    "closed",
    lambda r: r.vonmises(-2, 2, 80),
    lambda x, mu: -np.sum(stats.vonmises.logpdf(x - mu, 2)),
    lambda x: np.arctan2(mean(np.sin(x)), mean(np.cos(x))),
    why="the direction of the resultant",
)
row(
    "wrapped_cauchy",
    "(1-r**2)/(2*pi*(1+r**2-2*r*cos(x-mu)))",
    {"mu": "-pi < mu <= pi", "r": "0 < r < 1"},
    "-pi <= x <= pi",
    "numeric",
    lambda r: np.angle(np.exp(1j * stats.cauchy.rvs(0.5, 0.6, size=100, random_state=r))),
    lambda x, mu, r: -np.sum(log(1 - r * r) - log(2 * np.pi) - log(1 + r * r - 2 * r * np.cos(x - mu))),
    starts=lambda x: [[0.5, 0.5], [0.0, 0.3], [1.0, 0.8]],
    why="two coupled equations (Kent and Tyler 1988 iterate)",
)
row(
    "cardioid",
    "(1+2*r*cos(x))/(2*pi)",
    {"r": "-1/2 < r < 1/2"},
    "-pi <= x <= pi",
    "reduced",
    lambda r: (lambda u: u[r.random(u.size) < (1 + 0.6 * np.cos(u)) / 1.6][:80])(r.uniform(-np.pi, np.pi, 400)),
    lambda x, r: -np.sum(np.log1p(2 * r * np.cos(x)) - log(2 * np.pi)),
    lambda x: root(lambda r: mean(np.cos(x) / (1 + 2 * r * np.cos(x))), -0.4999, 0.4999),
    why="one falling equation in r",
)

# ------------------------------------------------------------------ mixtures


def two_normals(x, p, a, b, u, v):
    return -np.sum(np.logaddexp(log(p) + stats.norm.logpdf(x, a, u), np.log1p(-p) + stats.norm.logpdf(x, b, v)))


row(
    "mixture_normal_means",
    "p*exp(-(x-a)**2/2)/sqrt(2*pi)+(1-p)*exp(-(x-b)**2/2)/sqrt(2*pi)",
    {"p": "0 < p < 1", "a": "real", "b": "real"},
    "real",
    "latent",
    lambda r: np.where(r.random(200) < 0.3, r.normal(-2, 1, 200), r.normal(2, 1, 200)),
    lambda x, p, a, b: two_normals(x, p, a, b, 1, 1),
    starts=lambda x: [[0.3, -2.0, 2.0], [0.5, -1.0, 1.0]],
    why="missing labels: EM with closed updates",
)
row(
    "mixture_weight_only",
    "p*exp(-x**2/2)/sqrt(2*pi)+(1-p)*exp(-(x-3)**2/2)/sqrt(2*pi)",
    {"p": "0 < p < 1"},
    "real",
    {"reduced": 1.0, "latent": 1.0, "numeric": 0.5},
    lambda r: np.where(r.random(150) < 0.4, r.normal(0, 1, 150), r.normal(3, 1, 150)),
    lambda x, p: two_normals(x, p, 0, 3, 1, 1),
    starts=lambda x: [[0.4], [0.7]],
    why="one equation in the weight, falling; EM is as good",
)
row(
    "mixture_normal_variances",
    "p*exp(-(x-a)**2/(2*u))/sqrt(2*pi*u)+(1-p)*exp(-(x-b)**2/(2*v))/sqrt(2*pi*v)",
    {"p": "0 < p < 1", "a": "real", "b": "real", "u": POSITIVE, "v": POSITIVE},
    "real",
    "unbounded",
    lambda r: np.where(r.random(200) < 0.4, r.normal(-2, 0.7, 200), r.normal(2, 1.3, 200)),
    lambda x, p, a, b, u, v: two_normals(x, p, a, b, sqrt(u), sqrt(v)),
    exists=False,
    why="one component collapses on an observation",
)
row(
    "mixture_outliers",
    "4/5*exp(-(x-mu)**2/(2*v))/sqrt(2*pi*v)+1/5*exp(-(x-mu)**2/(18*v))/sqrt(18*pi*v)",
    {"mu": "real", "v": POSITIVE},
    "real",
    {"latent": 1.0, "numeric": 1.0},
    lambda r: 1 + np.where(r.random(150) < 0.8, 1, 3) * r.normal(0, 1, 150),
    lambda x, mu, v: (
        -np.sum(
            np.logaddexp(log(0.8) + stats.norm.logpdf(x, mu, sqrt(v)), log(0.2) + stats.norm.logpdf(x, mu, 3 * sqrt(v)))
        )
    ),
    starts=lambda x: [[np.median(x), 1.0], [mean(x), np.var(x)]],
    exists=True,
    why="known weights and a common scale: both components shrink together, so no collapse pays",
)
