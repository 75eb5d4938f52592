"""Derivations put together by hand, for tests of what comes after a derivation: programs, engines, solvers."""

from sympy import Abs, Rational, S, Symbol, binomial, exp, factorial, gamma, log, loggamma, oo, pi, polygamma, sqrt

from thetahat.core.derivation import Certificate, Condition, Derivation, Finding, Reason, Status, Verdict
from thetahat.core.estimator import (
    Choice,
    Closed,
    IntegerMaximum,
    Interval,
    Maximise,
    Mixture,
    PointSearch,
    Root,
)
from thetahat.core.model import Domain, Model, Parameter, Region, Support
from thetahat.core.statistics import SAMPLE_SIZE, Maximum, Minimum, Observation, Quantile, Total

REAL = Domain()
POSITIVE = Domain(lower=S.Zero, text="positive")
UNIT = Domain(lower=S.Zero, upper=S.One, text="0 < p < 1")

n = SAMPLE_SIZE
x = Observation("x", real=True)
above = Observation("x", positive=True)
count = Observation("x", integer=False, nonnegative=True)


def real(name):
    return Parameter(name, Symbol(name, real=True), REAL)


def positive(name):
    return Parameter(name, Symbol(name, positive=True), POSITIVE)


def share(name):
    return Parameter(name, Symbol(name, positive=True), UNIT)


def derivation(density, parameters, solution, log_likelihood, region, verdict=Verdict.CLOSED, **more):
    regions = region if isinstance(region, tuple) else (region,)
    observation = more.pop("observation", tuple(r.variable for r in regions))
    model = Model(
        density=density,
        observation=observation,
        parameters=tuple(parameters),
        support=Support(regions),
        known=more.pop("known", ()),
        given=more.pop("given", ()),
        name=more.pop("name", "density"),
    )
    return Derivation(model, (), verdict, tuple(solution), log_likelihood=log_likelihood, **more)


def certified(**statuses):
    return Certificate(tuple(Finding(claim, Status(status), Reason("said")) for claim, status in statuses.items()))


def normal():
    mu, v = real("mu"), positive("v")
    m, s = mu.symbol, v.symbol
    unequal = Condition(
        Minimum(x) < Maximum(x),
        "exists",
        Status.PROVED,
        Reason("not_all_equal"),
        {"v": S.Zero},
        text="A maximum exists only if the observations are not all equal.",
    )
    return derivation(
        exp(-((x - m) ** 2) / (2 * s)) / sqrt(2 * pi * s),
        (mu, v),
        (Closed(mu, Total(x) / n), Closed(v, Total((x - m) ** 2) / n)),
        -n * log(2 * pi * s) / 2 - Total((x - m) ** 2) / (2 * s),
        Region(x),
        conditions=(unequal,),
        name="normal",
    )


def gamma_shape_scale():
    k, theta = positive("k"), positive("theta")
    a, t = k.symbol, theta.symbol
    equation = n * log(n * a / Total(above)) - n * polygamma(0, a) + Total(log(above))
    unequal = Condition(
        Minimum(above) < Maximum(above),
        "exists",
        Status.PROVED,
        Reason("not_all_equal"),
        {"k": oo, "theta": S.Zero},
        text="A maximum exists only if the observations are not all equal.",
    )
    return derivation(
        above ** (a - 1) * exp(-above / t) / (gamma(a) * t**a),
        (k, theta),
        (Root(k, equation, falling=True), Closed(theta, Total(above) / (n * a))),
        (a - 1) * Total(log(above)) - Total(above) / t - n * a * log(t) - n * loggamma(a),
        Region(above, lower=S.Zero),
        Verdict.REDUCED,
        conditions=(unequal,),
        certificate=certified(unique="proved"),
        name="gamma",
    )


def weibull():
    k, scale = positive("k"), positive("l")
    a, b = k.symbol, scale.symbol
    equation = n / a + Total(log(above)) - n * Total(above**a * log(above)) / Total(above**a)
    return derivation(
        a / b * (above / b) ** (a - 1) * exp(-((above / b) ** a)),
        (k, scale),
        (Root(k, equation, falling=True), Closed(scale, (Total(above**a) / n) ** (1 / a))),
        n * log(a) - n * a * log(b) + (a - 1) * Total(log(above)) - Total((above / b) ** a),
        Region(above, lower=S.Zero),
        Verdict.REDUCED,
        certificate=certified(unique="proved"),
        name="weibull",
    )


def pareto():
    start, shape = positive("xm"), positive("alpha")
    m, a = start.symbol, shape.symbol
    return derivation(
        a * m**a / above ** (a + 1),
        (start, shape),
        (Closed(start, Minimum(above), "border"), Closed(shape, n / Total(log(above / m)))),
        n * log(a) + n * a * log(m) - (a + 1) * Total(log(above)),
        Region(above, lower=m, lower_closed=True),
        Verdict.BOUNDARY,
        name="pareto",
    )


def uniform():
    low = real("a")
    high = Parameter("b", Symbol("b", real=True), Domain(lower=low.symbol, text="a < b"))
    return derivation(
        1 / (high.symbol - low.symbol),
        (low, high),
        (Closed(low, Minimum(x), "border"), Closed(high, Maximum(x), "border")),
        -n * log(high.symbol - low.symbol),
        Region(x, lower=low.symbol, upper=high.symbol, lower_closed=True, upper_closed=True),
        Verdict.BOUNDARY,
        name="uniform",
    )


def uniform_of_width_one():
    """theta - 1/2 <= x <= theta + 1/2: every theta from the largest x less 1/2 to the smallest plus 1/2."""
    theta = real("theta")
    t, half = theta.symbol, Rational(1, 2)
    low, high = Maximum(x) - half, Minimum(x) + half
    return derivation(
        S.One,
        (theta,),
        (Interval(theta, low, high, (low + high) / 2),),
        S.Zero * n,
        Region(x, lower=t - half, upper=t + half, lower_closed=True, upper_closed=True),
        Verdict.BOUNDARY,
        name="uniform_width_one",
    )


def laplace():
    mu, b = real("mu"), positive("b")
    m, s = mu.symbol, b.symbol
    return derivation(
        exp(-Abs(x - m) / s) / (2 * s),
        (mu, b),
        (Closed(mu, Quantile(x), "quantile"), Closed(b, Total(Abs(x - m)) / n)),
        -n * log(2 * s) - Total(Abs(x - m)) / s,
        Region(x),
        Verdict.BOUNDARY,
        name="laplace",
    )


def logistic(**more):
    mu, s = real("mu"), positive("s")
    z = (x - mu.symbol) / s.symbol
    whole = -n * log(s.symbol) - Total(z) - 2 * Total(log(1 + exp(-z)))
    return derivation(
        exp(-z) / (s.symbol * (1 + exp(-z)) ** 2),
        (mu, s),
        (Maximise((mu, s), whole),),
        whole,
        Region(x),
        Verdict.NUMERIC,
        name="logistic",
        **more,
    )


def student(**more):
    """Student's t with location, scale and free degrees of freedom."""
    nu, mu, s = positive("nu"), real("mu"), positive("s")
    d, m, b = nu.symbol, mu.symbol, s.symbol
    z = (x - m) / b
    whole = n * (loggamma((d + 1) / 2) - loggamma(d / 2) - log(pi * d) / 2 - log(b)) - (d + 1) / 2 * Total(
        log(1 + z**2 / d)
    )
    density = gamma((d + 1) / 2) / (gamma(d / 2) * sqrt(pi * d) * b) * (1 + z**2 / d) ** (-(d + 1) / 2)
    return derivation(
        density,
        (nu, mu, s),
        (Maximise((nu, mu, s), whole, several=True),),
        whole,
        Region(x),
        more.pop("verdict", Verdict.NUMERIC),
        name="student",
        **more,
    )


def binomial_trials():
    """Binomial with known p = 1/2 and unknown number of trials."""
    trials = Parameter(
        "N", Symbol("N", positive=True), Domain(lower=S.One, lower_closed=True, integer=True, text="integer >= 1")
    )
    N = trials.symbol
    whole = Total(loggamma(N + 1) - loggamma(count + 1) - loggamma(N - count + 1)) - n * N * log(2)
    return derivation(
        binomial(N, count) / 2**N,
        (trials,),
        (IntegerMaximum(trials, whole, Maximum(count), oo, single=True),),
        whole,
        Region(count, lower=S.Zero, upper=N, lower_closed=True, upper_closed=True, integer=True),
        Verdict.BOUNDARY,
        name="binomial_trials",
    )


def normal_mean_is_variance():
    """N(theta, theta): one of two roots of a quadratic."""
    theta = positive("theta")
    t, mean_square = theta.symbol, Total(x**2) / n
    candidates = ((-1 + sqrt(1 + 4 * mean_square)) / 2, (-1 - sqrt(1 + 4 * mean_square)) / 2)
    return derivation(
        exp(-((x - t) ** 2) / (2 * t)) / sqrt(2 * pi * t),
        (theta,),
        (Choice(theta, candidates),),
        -n * log(2 * pi * t) / 2 - Total((x - t) ** 2) / (2 * t),
        Region(x),
        name="normal_mean_is_variance",
    )


def two_medians():
    """Laplace of known scale 1 as a search over the points."""
    mu = real("mu")
    whole = -n * log(2) - Total(Abs(x - mu.symbol))
    return derivation(
        exp(-Abs(x - mu.symbol)) / 2,
        (mu,),
        (PointSearch(mu, x, whole),),
        whole,
        Region(x),
        Verdict.BOUNDARY,
        name="laplace_by_search",
    )


def poisson_mixture():
    weight, first, second = share("w"), positive("a"), positive("b")
    w, a, b = weight.symbol, first.symbol, second.symbol
    r1, r2 = Observation("r1", real=True), Observation("r2", real=True)
    parts = (a**count * exp(-a) / factorial(count), b**count * exp(-b) / factorial(count))
    density = w * parts[0] + (1 - w) * parts[1]
    updates = {w: Total(r1) / n, a: Total(r1 * count) / Total(r1), b: Total(r2 * count) / Total(r2)}
    return derivation(
        density,
        (weight, first, second),
        (Mixture((weight, first, second), (w, 1 - w), parts, (r1, r2), updates),),
        Total(log(density)),
        Region(count, lower=S.Zero, lower_closed=True, integer=True),
        Verdict.LATENT,
        name="poisson_mixture",
    )


def censored_exponential():
    """(t, d): lifetimes, and whether each was seen to end."""
    rate = positive("lam")
    t, d = Observation("t", positive=True), Observation("d", nonnegative=True)
    lam = rate.symbol
    return derivation(
        (lam * exp(-lam * t)) ** d * exp(-lam * t) ** (1 - d),
        (rate,),
        (Closed(rate, Total(d) / Total(t)),),
        Total(d) * log(lam) - lam * Total(t),
        (
            Region(t, lower=S.Zero),
            Region(d, lower=S.Zero, upper=S.One, lower_closed=True, upper_closed=True, integer=True),
        ),
        name="censored_exponential",
    )


def straight_line():
    """y ~ N(a + b z, v) given z."""
    a, b, v = real("a"), real("b"), positive("v")
    y, z = Observation("y", real=True), Observation("z", real=True)
    residual = y - a.symbol - b.symbol * z
    mean_y, mean_z = Total(y) / n, Total(z) / n
    slope = Total((y - mean_y) * (z - mean_z)) / Total((z - mean_z) ** 2)
    return derivation(
        exp(-(residual**2) / (2 * v.symbol)) / sqrt(2 * pi * v.symbol),
        (a, b, v),
        (Closed(b, slope), Closed(a, mean_y - b.symbol * mean_z), Closed(v, Total(residual**2) / n)),
        -n * log(2 * pi * v.symbol) / 2 - Total(residual**2) / (2 * v.symbol),
        Region(y),
        observation=(y, z),
        given=(z,),
        name="straight_line",
    )


def censored_weibull():
    """(t, d) with two parameters: the scale of t moves the log-density by d log s."""
    shape, scale = positive("k"), positive("l")
    t, d = Observation("t", positive=True), Observation("d", nonnegative=True)
    k, b = shape.symbol, scale.symbol
    whole = Total(d) * (log(k) - k * log(b)) + (k - 1) * Total(d * log(t)) - Total((t / b) ** k)
    return derivation(
        (k / b * (t / b) ** (k - 1)) ** d * exp(-((t / b) ** k)),
        (shape, scale),
        (Maximise((shape, scale), whole),),
        whole,
        (
            Region(t, lower=S.Zero),
            Region(d, lower=S.Zero, upper=S.One, lower_closed=True, upper_closed=True, integer=True),
        ),
        Verdict.NUMERIC,
        name="censored_weibull",
    )


def negative_binomial():
    """Mean and size, jointly."""
    mean, size = positive("m"), positive("r")
    m, r = mean.symbol, size.symbol
    whole = (
        Total(loggamma(count + r) - loggamma(count + 1))
        - n * loggamma(r)
        + n * r * log(r)
        + Total(count) * log(m)
        - (n * r + Total(count)) * log(r + m)
    )
    return derivation(
        gamma(count + r) / (gamma(r) * factorial(count)) * (r / (r + m)) ** r * (m / (r + m)) ** count,
        (mean, size),
        (Maximise((mean, size), whole),),
        whole,
        Region(count, lower=S.Zero, lower_closed=True, integer=True),
        Verdict.NUMERIC,
        name="negative_binomial",
    )


def bernoulli():
    p = share("p")
    return derivation(
        p.symbol**count * (1 - p.symbol) ** (1 - count),
        (p,),
        (Closed(p, Total(count) / n),),
        Total(count) * log(p.symbol) + (n - Total(count)) * log(1 - p.symbol),
        Region(count, lower=S.Zero, upper=S.One, lower_closed=True, upper_closed=True, integer=True),
        name="bernoulli",
    )


def binomial_known_trials():
    p = share("p")
    trials = Parameter(
        "m", Symbol("m", positive=True), Domain(lower=S.One, lower_closed=True, integer=True, text="integer >= 1")
    )
    m = trials.symbol
    whole = (
        Total(loggamma(m + 1) - loggamma(count + 1) - loggamma(m - count + 1))
        + Total(count) * log(p.symbol)
        + (m * n - Total(count)) * log(1 - p.symbol)
    )
    return derivation(
        binomial(m, count) * p.symbol**count * (1 - p.symbol) ** (m - count),
        (p,),
        (Closed(p, Total(count) / (n * m)),),
        whole,
        Region(count, lower=S.Zero, upper=m, lower_closed=True, upper_closed=True, integer=True),
        known=(trials,),
        name="binomial",
    )


def lognormal():
    mu, v = real("mu"), positive("v")
    m, s = mu.symbol, v.symbol
    return derivation(
        exp(-((log(above) - m) ** 2) / (2 * s)) / (above * sqrt(2 * pi * s)),
        (mu, v),
        (Closed(mu, Total(log(above)) / n), Closed(v, Total((log(above) - m) ** 2) / n)),
        -n * log(2 * pi * s) / 2 - Total((log(above) - m) ** 2) / (2 * s) - Total(log(above)),
        Region(above, lower=S.Zero),
        name="lognormal",
    )


ALL = (
    normal,
    gamma_shape_scale,
    weibull,
    pareto,
    uniform,
    laplace,
    logistic,
    binomial_trials,
    normal_mean_is_variance,
    two_medians,
    poisson_mixture,
    censored_exponential,
    straight_line,
    bernoulli,
    lognormal,
)
