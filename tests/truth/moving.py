"""Densities whose support moves with a parameter, or whose answer is an order statistic."""

from __future__ import annotations

import numpy as np
from scipy import stats

from truth.row import only, row, within
from truth.search import root

POSITIVE = "positive"
mean, log, exp, sqrt = np.mean, np.log, np.exp, np.sqrt


def between(low, x, high):
    return within(low, x) and within(x, high)


# ------------------------------------------------------------------ uniform
row(
    "uniform_unit_around",
    "1",
    {"theta": "real"},
    "theta - 1/2 <= x <= theta + 1/2",
    "boundary",
    lambda r: r.uniform(2.5, 3.5, 40),
    lambda x, t: only(between(t - 0.5, x, t + 0.5), 0.0),
    lambda x: (x.min() + x.max()) / 2,
    why="every theta between max - 1/2 and min + 1/2: a set",
)
row(
    "uniform_unit_from",
    "1",
    {"theta": "real"},
    "theta <= x <= theta + 1",
    "boundary",
    lambda r: r.uniform(-4, -3, 40),
    lambda x, t: only(between(t, x, t + 1), 0.0),
    lambda x: (x.min() + x.max() - 1) / 2,
    why="every theta between max - 1 and min: a set",
)
row(
    "uniform_doubling",
    "1/theta",
    {"theta": POSITIVE},
    "theta <= x <= 2*theta",
    "boundary",
    lambda r: r.uniform(3, 6, 40),
    lambda x, t: only(between(t, x, 2 * t), x.size * log(t)),
    lambda x: x.max() / 2,
    why="the likelihood falls in theta: the smallest admissible value, half the maximum",
)
row(
    "uniform_centre_width",
    "1/(2*h)",
    {"c": "real", "h": POSITIVE},
    "c - h <= x <= c + h",
    "boundary",
    lambda r: r.uniform(1, 9, 40),
    lambda x, c, h: only(between(c - h, x, c + h), x.size * log(2 * h)),
    lambda x: ((x.min() + x.max()) / 2, (x.max() - x.min()) / 2),
    why="midrange and half the range",
)
row(
    "uniform_log_bound",
    "exp(-t)",
    {"t": "real"},
    "0 <= x <= exp(t)",
    "boundary",
    lambda r: r.uniform(0, 20, 40),
    lambda x, t: only(between(0, x, exp(t)), x.size * t),
    lambda x: log(x.max()),
    why="the bound is exp(t): the logarithm of the maximum",
)
row(
    "uniform_reciprocal_bound",
    "b",
    {"b": POSITIVE},
    "0 <= x <= 1/b",
    "boundary",
    lambda r: r.uniform(0, 0.25, 40),
    lambda x, b: only(between(0, x, 1 / b), -x.size * log(b)),
    lambda x: 1 / x.max(),
    why="the likelihood rises in b up to the reciprocal of the maximum",
)
row(
    "log_uniform",
    "1/(x*log(b/a))",
    {"a": POSITIVE, "b": "a < b"},
    "a <= x <= b",
    "boundary",
    lambda r: exp(r.uniform(0, 4, 40)),
    lambda x, a, b: only(between(a, x, b), np.sum(log(x)) + x.size * log(log(b / a))),
    lambda x: (x.min(), x.max()),
    why="uniform for log x",
)

# ------------------------------------------------------------------ one-sided
row(
    "exponential_below",
    "exp(x-theta)",
    {"theta": "real"},
    "x <= theta",
    "boundary",
    lambda r: 6 - r.exponential(1, 40),
    lambda x, t: only(within(x, t), np.sum(t - x)),
    np.max,
    why="the likelihood falls in theta down to the maximum",
)
row(
    "exponential_shift_rate",
    "r*exp(-r*(x-a))",
    {"r": POSITIVE, "a": "real"},
    "x >= a",
    "boundary",
    lambda r: -2 + r.exponential(4, 50),
    lambda x, r, a: only(within(a, x), -np.sum(log(r) - r * (x - a))),
    lambda x: (1 / mean(x - x.min()), x.min()),
    why="the minimum, then the reciprocal of the mean excess",
)
row(
    "exponential_same_shift_and_scale",
    "exp(-(x-t)/t)/t",
    {"t": POSITIVE},
    "x >= t",
    "boundary",
    lambda r: 3 + r.exponential(3, 50),
    lambda x, t: only(within(t, x), np.sum(log(t) + (x - t) / t)),
    np.min,
    why="the score n(mean - t)/t^2 is positive below the mean, so the likelihood rises up to the minimum",
)
row(
    "pareto_shape_known",
    "3*m**3/x**4",
    {"m": POSITIVE},
    "x >= m",
    "boundary",
    lambda r: 5 * (1 + r.pareto(3, 50)),
    lambda x, m: only(within(m, x), -np.sum(log(3) + 3 * log(m) - 4 * log(x))),
    np.min,
    why="the likelihood rises up to the minimum",
)
row(
    "pareto_log_parameters",
    "exp(u+exp(u)*v)*x**(-exp(u)-1)",
    {"u": "real", "v": "real"},
    "x >= exp(v)",
    "boundary",
    lambda r: 2 * (1 + r.pareto(1.5, 60)),
    lambda x, u, v: only(within(exp(v), x), -np.sum(u + exp(u) * v - (exp(u) + 1) * log(x))),
    lambda x: (-log(mean(log(x / x.min()))), log(x.min())),
    why="logarithms of shape and scale",
)
row(
    "power_bound_known",
    "a*x**(a-1)/2**a",
    {"a": POSITIVE},
    "0 < x <= 2",
    "closed",
    lambda r: 2 * r.random(50) ** (1 / 3),
    lambda x, a: only((x > 0) & (x <= 2), -np.sum(log(a) + (a - 1) * log(x) - a * log(2))),
    lambda x: 1 / mean(log(2 / x)),
    why="the bound does not move",
)
row(
    "triangle_to_theta",
    "2*x/theta**2",
    {"theta": POSITIVE},
    "0 < x < theta",
    "boundary",
    lambda r: 4 * sqrt(r.random(50)),
    lambda x, t: only(within(x, t), -np.sum(log(2 * x)) + 2 * x.size * log(t)),
    np.max,
    why="open border of a density that stays finite: up to a null set the maximum is attained",
)
row(
    "pareto_truncated",
    "a*m**a*x**(-a-1)/(1-(m/b)**a)",
    {"m": POSITIVE, "b": "m < b", "a": POSITIVE},
    "m <= x <= b",
    "boundary",
    lambda r: (1 - r.random(100) * (1 - (1 / 20) ** 1.2)) ** (-1 / 1.2),
    lambda x, m, b, a: only(
        between(m, x, b), -np.sum(log(a) + a * log(m) - (a + 1) * log(x)) + x.size * np.log1p(-((m / b) ** a))
    ),
    lambda x: (
        lambda q: (
            x.min(),
            x.max(),
            root(lambda a: 1 / a + log(q) * q**a / (1 - q**a) - mean(log(x / x.min())), 1e-3, 50),
        )
    )(x.min() / x.max()),
    why="minimum and maximum, then one equation (Aban, Meerschaert, Panorska 2006)",
)
row(
    "bound_where_density_vanishes",
    "(k+1)*(b-x)**k/b**(k+1)",
    {"b": POSITIVE, "k": "k > 1"},
    "0 <= x <= b",
    "reduced",
    lambda r: 10 * (1 - r.random(200) ** (1 / 4)),
    lambda x, b, k: only(between(0, x, b), -np.sum(log(k + 1) + k * log(b - x) - (k + 1) * log(b))),
    starts=lambda x: [[1.2 * x.max(), 2.0], [2 * x.max(), 5.0], [1.05 * x.max(), 1.2]],
    why="the density vanishes at b, so the estimate is interior; k explicit for fixed b",
)
row(
    "power_three",
    "c*(x-a)**(c-1)/(b-a)**c",
    {"a": "real", "b": "a < b", "c": POSITIVE},
    "a < x <= b",
    "unbounded",
    lambda r: 1 + 4 * r.random(60) ** (1 / 2),
    lambda x, a, b, c: only(within(a, x) and within(x, b), -np.sum(log(c) + (c - 1) * log(x - a) - c * log(b - a))),
    exists=False,
    why="c < 1 and a to the minimum",
)
row(
    "arcsine_bound",
    "1/(pi*sqrt(x*(theta-x)))",
    {"theta": POSITIVE},
    "0 < x < theta",
    "unbounded",
    lambda r: 3 * r.beta(0.5, 0.5, 50),
    lambda x, t: only(x < t, np.sum(log(np.pi) + 0.5 * log(x * (t - x)))),
    exists=False,
    why="the density is infinite at its border: theta to the maximum",
)

# ------------------------------------------------------------------ interior although the support moves
row(
    "rayleigh_shifted",
    "(x-a)/v*exp(-(x-a)**2/(2*v))",
    {"a": "real", "v": POSITIVE},
    "x > a",
    "reduced",
    lambda r: 4 + r.rayleigh(2, 80),
    lambda x, a, v: -np.sum(stats.rayleigh.logpdf(x, a, sqrt(v))),
    starts=lambda x: [[x.min() - 0.1, np.var(x)], [x.min() - 1, 4.0]],
    why="the density is 0 at the threshold; v explicit for fixed a",
)
row(
    "levy_shifted",
    "sqrt(c/(2*pi))*exp(-c/(2*(x-a)))/(x-a)**(3/2)",
    {"a": "real", "c": POSITIVE},
    "x > a",
    "reduced",
    lambda r: 1 + 2 / r.normal(0, 1, 80) ** 2,
    lambda x, a, c: -np.sum(stats.levy.logpdf(x, a, c)),
    starts=lambda x: [[x.min() - 0.1, 1.0], [x.min() - 1, 3.0]],
    why="c explicit for fixed a, one equation in a",
)
row(
    "generalised_pareto",
    "(1+xi*x/s)**(-1/xi-1)/s",
    {"xi": "real", "s": POSITIVE},
    "x >= 0 and 1 + xi*x/s > 0",
    "unbounded",
    lambda r: stats.genpareto.rvs(0.3, 0, 2, size=120, random_state=r),
    lambda x, xi, s: -np.sum(stats.genpareto.logpdf(x, xi, 0, s)),
    exists=False,
    why="xi < -1 with -s/xi at the maximum: no bound; Grimshaw's root is a local maximum",
)
row(
    "generalised_extreme_value",
    "(1+xi*(x-mu)/s)**(-1/xi-1)*exp(-(1+xi*(x-mu)/s)**(-1/xi))/s",
    {"mu": "real", "s": POSITIVE, "xi": "real"},
    "1 + xi*(x-mu)/s > 0",
    "unbounded",
    lambda r: stats.genextreme.rvs(-0.2, 10, 2, size=150, random_state=r),
    lambda x, mu, s, xi: -np.sum(stats.genextreme.logpdf(x, -xi, mu, s)),
    exists=False,
    why="xi < -1 with the end point at the maximum (Smith 1985)",
)
row(
    "generalised_extreme_value_heavy",
    "(1+xi*(x-mu)/s)**(-1/xi-1)*exp(-(1+xi*(x-mu)/s)**(-1/xi))/s",
    {"mu": "real", "s": POSITIVE, "xi": POSITIVE},
    "1 + xi*(x-mu)/s > 0",
    "unbounded",
    lambda r: stats.genextreme.rvs(-0.3, 10, 2, size=200, random_state=r),
    lambda x, mu, s, xi: -np.sum(stats.genextreme.logpdf(x, -xi, mu, s)),
    exists=False,
    why="the lower end point at distance d from the minimum and xi = -log d: the likelihood grows like 1/(d (log d)^n)",
)


# ------------------------------------------------------------------ peaks


def triangle_nll(x, c):
    return only((x >= 0) & (x <= 1), -np.sum(log(np.where(x <= c, 2 * x / c, 2 * (1 - x) / (1 - c)))))


row(
    "triangular_mode",
    "Piecewise((2*x/c, x <= c), (2*(1-x)/(1-c), True))",
    {"c": "0 < c < 1"},
    "0 <= x <= 1",
    "boundary",
    lambda r: r.triangular(0, 0.3, 1, 60),
    triangle_nll,
    lambda x: min(x, key=lambda c: triangle_nll(x, c)),
    why="the mode sits on an observation (Oliver 1972)",
)
row(
    "two_rates_known_knot",
    "Piecewise((p, x <= 1), (1-p, True))",
    {"p": "0 < p < 1"},
    "0 <= x <= 2",
    "closed",
    lambda r: np.where(r.random(80) < 0.3, r.uniform(0, 1, 80), r.uniform(1, 2, 80)),
    lambda x, p: only((x >= 0) & (x <= 2), -np.sum(log(np.where(x <= 1, p, 1 - p)))),
    lambda x: mean(x <= 1),
    why="a histogram with two cells: the relative frequency",
)
row(
    "one_observation_uniform",
    "1/theta",
    {"theta": POSITIVE},
    "0 <= x <= theta",
    "boundary",
    lambda r: r.uniform(0, 5, 1),
    lambda x, t: only(between(0, x, t), x.size * log(t)),
    np.max,
    why="one observation is enough",
)
