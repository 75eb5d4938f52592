"""Three derivations written by hand, as a text book has them: normal, gamma, Pareto."""

from __future__ import annotations

from sympy import ImmutableMatrix, S, Symbol, exp, gamma, log, loggamma, oo, pi, polygamma, sqrt

from thetahat.core.derivation import (
    Certificate,
    Check,
    Cite,
    Claim,
    Condition,
    Density,
    Derivation,
    Equation,
    Finding,
    Hat,
    Information,
    Likelihood,
    LogLikelihood,
    Partial,
    ProfileLogLikelihood,
    Reason,
    SampleProduct,
    Status,
    Step,
    Verdict,
)
from thetahat.core.estimator import Closed, Root
from thetahat.core.model import Domain, Model, Parameter, Region, Support
from thetahat.core.statistics import SAMPLE_SIZE, Maximum, Minimum, Observation, Total

n = SAMPLE_SIZE

CHECKED = Check(Status.CHECKED, 20, 3e-15)


def positive(name: str) -> Parameter:
    return Parameter(name, Symbol(name, positive=True), Domain(S.Zero, oo, text="positive"))


def found(claim: str, status: Status, key: str, **bindings: object) -> Finding:
    return Finding(claim, status, Reason(key, bindings))


def normal() -> Derivation:
    x = Observation("x", real=True)
    mu = Symbol("mu", real=True)
    v = Symbol("sigma2", positive=True)
    f = exp(-((x - mu) ** 2) / (2 * v)) / sqrt(2 * pi * v)
    square = Total((x - mu) ** 2)
    first = log(1 / sqrt(2 * pi * v), evaluate=False)
    second = log(exp(-((x - mu) ** 2) / (2 * v), evaluate=False), evaluate=False)
    at = Hat(mu), Hat(v)
    model = Model(
        f,
        (x,),
        (Parameter("mu", mu, Domain()), Parameter("sigma2", v, Domain(S.Zero, oo))),
        Support((Region(x),)),
        name="normal",
        title={"en": "Normal distribution (mean, variance)", "ko": "정규분포 (평균, 분산)"},
        aliases={
            "scipy": {"name": "norm", "loc": mu, "scale": sqrt(v)},
            "r": {"name": "norm", "mean": mu, "sd": sqrt(v)},
        },
        references=("Johnson, Kotz, Balakrishnan (1994), Continuous Univariate Distributions, vol. 1, ch. 13",),
        normalised="proved",
    )
    natural = -n / 2 * log(2 * pi * v) - square / (2 * v)
    steps = (
        Step("density", Reason("density"), (Equation(Density(x, mu, v), (f,), label="density"),), detail="brief"),
        Step(
            "likelihood",
            Reason("likelihood"),
            (Equation(Likelihood(mu, v), (SampleProduct(Density(x, mu, v)), SampleProduct(f)), label="likelihood"),),
        ),
        Step(
            "log_likelihood",
            Reason("take_logarithm"),
            (
                Equation(
                    LogLikelihood(mu, v),
                    (
                        Total(log(Density(x, mu, v), evaluate=False)),
                        Total(log(f, evaluate=False)),
                        Total(first + second),
                        Total(-log(2 * pi * v) / 2 - (x - mu) ** 2 / (2 * v)),
                        natural,
                    ),
                    label="log_likelihood",
                ),
            ),
            (Claim("log_likelihood", (natural,)),),
            detail="brief",
            check=CHECKED,
        ),
        Step("sufficient", Reason("sufficient", {"statistics": (Total(x), Total(x**2))})),
        Step(
            "score",
            Reason("differentiate", {"parameter": mu}),
            (Equation(Partial(LogLikelihood(), mu), (Total(x - mu) / v,), label="score_mu"),),
            (Claim("derivative", (natural, mu, Total(x - mu) / v)),),
            detail="brief",
            check=CHECKED,
        ),
        Step(
            "score",
            Reason("differentiate", {"parameter": v}),
            (Equation(Partial(LogLikelihood(), v), (-n / (2 * v) + square / (2 * v**2),), label="score_sigma2"),),
            (Claim("derivative", (natural, v, -n / (2 * v) + square / (2 * v**2))),),
            detail="brief",
            check=CHECKED,
        ),
        Step(
            "solve",
            Reason("solve_score", {"parameter": mu, "equation": Cite("score_mu"), "others": ()}),
            (Equation(Hat(mu), (Total(x) / n,), label="estimate_mu"),),
            (Claim("solves", (Total(x - mu), mu, Total(x) / n)),),
            detail="brief",
            check=CHECKED,
        ),
        Step(
            "solve",
            Reason("solve_score", {"parameter": v, "equation": Cite("score_sigma2"), "others": ()}),
            (Equation(Hat(v), (Total((x - Hat(mu)) ** 2) / n,), label="estimate_sigma2"),),
            (Claim("solves", (-n * v + square, v, square / n)),),
            detail="brief",
            check=CHECKED,
        ),
        Step(
            "second_order",
            Reason("hessian", {"parameters": (mu, v)}),
            (
                Equation(Partial(LogLikelihood(), mu, mu), (-n / at[1],)),
                Equation(Partial(LogLikelihood(), mu, v), (S.Zero,)),
                Equation(Partial(LogLikelihood(), v, v), (-n / (2 * at[1] ** 2),)),
            ),
        ),
        Step("second_order", Reason("negative_definite", {"parameters": (mu, v)})),
        Step(
            "information",
            Reason("observed_information"),
            (
                Equation(Information(), (ImmutableMatrix([[n / at[1], 0], [0, n / (2 * at[1] ** 2)]]),)),
                Equation(Information() ** -1, (ImmutableMatrix([[at[1] / n, 0], [0, 2 * at[1] ** 2 / n]]),)),
            ),
        ),
    )
    return Derivation(
        model,
        steps,
        Verdict.CLOSED,
        (Closed(model.parameters[0], Total(x) / n), Closed(model.parameters[1], square / n)),
        (
            Condition(
                Minimum(x) < Maximum(x),
                "exists",
                Status.PROVED,
                Reason("not_all_equal", {"variable": x}),
                {"sigma2": S.Zero},
            ),
        ),
        Certificate(
            (
                found("maximum", Status.PROVED, "negative_definite", parameters=(mu, v)),
                found("unique", Status.PROVED, "canonical"),
                found("contest", Status.CHECKED, "contest_won", samples=S(12), restarts=S(36), rivals=S(2400)),
            )
        ),
        natural,
    )


def gamma_() -> Derivation:
    x = Observation("x", positive=True)
    shape, scale = positive("shape"), positive("scale")
    k, t = shape.symbol, scale.symbol
    f = x ** (k - 1) * exp(-x / t) / (gamma(k) * t**k)
    logs = Total(log(x))
    natural = (k - 1) * logs - Total(x) / t - n * k * log(t) - n * loggamma(k)
    score_t = Total(x) / t**2 - n * k / t
    score_k = logs - n * log(t) - n * polygamma(0, k)
    profile = n * log(k) - n * polygamma(0, k) - n * log(Total(x) / n) + logs
    model = Model(
        f,
        (x,),
        (shape, scale),
        Support((Region(x, S.Zero),)),
        name="gamma",
        title={"en": "Gamma distribution (shape, scale)", "ko": "감마분포 (형상, 척도)"},
        notation={"shape": "k", "scale": r"\theta"},
        aliases={
            "scipy": {"name": "gamma", "a": k, "loc": S.Zero, "scale": t},
            "stan": {"name": "gamma", "alpha": k, "beta": 1 / t},
        },
        normalised="proved",
    )
    steps = (
        Step("density", Reason("density"), (Equation(Density(x, k, t), (f,), label="density"),), detail="brief"),
        Step(
            "likelihood", Reason("likelihood"), (Equation(Likelihood(k, t), (SampleProduct(f),), label="likelihood"),)
        ),
        Step(
            "log_likelihood",
            Reason("take_logarithm"),
            (Equation(LogLikelihood(k, t), (natural,), label="log_likelihood"),),
            (Claim("log_likelihood", (natural,)),),
            detail="brief",
            check=CHECKED,
        ),
        Step("sufficient", Reason("sufficient", {"statistics": (Total(x), logs)})),
        Step(
            "score",
            Reason("differentiate", {"parameter": k}),
            (Equation(Partial(LogLikelihood(), k), (score_k,), label="score_shape"),),
            detail="brief",
        ),
        Step(
            "score",
            Reason("differentiate", {"parameter": t}),
            (Equation(Partial(LogLikelihood(), t), (score_t,), label="score_scale"),),
            detail="brief",
        ),
        Step(
            "solve",
            Reason("solve_given", {"parameter": t, "others": (k,), "equation": Cite("score_scale")}),
            (Equation(Hat(t, k), (Total(x) / (n * k),), label="estimate_scale"),),
            detail="brief",
        ),
        Step(
            "profile",
            Reason("substitute", {"parameter": t, "into": Cite("score_shape"), "from": Cite("estimate_scale")}),
            (Equation(Partial(ProfileLogLikelihood(), k), (profile,), label="equation_shape"),),
        ),
        Step(
            "monotone",
            Reason("falls_once", {"parameter": k}),
            (Equation(Partial(ProfileLogLikelihood(), k, k), (n / k - n * polygamma(1, k),)),),
            (Claim("sign", (n / k - n * polygamma(1, k), -1)),),
            check=CHECKED,
        ),
        Step(
            "information",
            Reason("observed_information"),
            (
                Equation(
                    Information(),
                    (
                        ImmutableMatrix([[n * polygamma(1, k), n / t], [n / t, n * k / t**2]]).xreplace(
                            {k: Hat(k), t: Hat(t)}
                        ),
                    ),
                ),
            ),
        ),
    )
    mean = Total(x) / n
    return Derivation(
        model,
        steps,
        Verdict.REDUCED,
        (Root(shape, profile, falling=True, bracket=(S.One, S(2))), Closed(scale, mean / k)),
        (
            Condition(
                Minimum(x) < Maximum(x),
                "exists",
                Status.PROVED,
                Reason("not_all_equal", {"variable": x}),
                {"shape": oo, "scale": S.Zero},
            ),
        ),
        Certificate(
            (
                found("maximum", Status.PROVED, "falls_once", parameter=k),
                found("unique", Status.PROVED, "falls_once", parameter=k),
            )
        ),
        natural,
    )


def pareto() -> Derivation:
    x = Observation("x", positive=True)
    x_m, shape = positive("x_m"), positive("shape")
    m, a = x_m.symbol, shape.symbol
    f = a * m**a / x ** (a + 1)
    natural = n * log(a) + n * a * log(m) - (a + 1) * Total(log(x))
    model = Model(
        f,
        (x,),
        (x_m, shape),
        Support((Region(x, m, lower_closed=True),)),
        name="pareto",
        title={"en": "Pareto distribution", "ko": "파레토분포"},
        notation={"shape": r"\alpha"},
        normalised="checked",
    )
    least = Minimum(x)
    steps = (
        Step("density", Reason("density"), (Equation(Density(x, m, a), (f,), label="density"),), detail="brief"),
        Step(
            "log_likelihood",
            Reason("take_logarithm"),
            (Equation(LogLikelihood(m, a), (natural,), label="log_likelihood"),),
            (Claim("log_likelihood", (natural,)),),
            detail="brief",
            check=CHECKED,
        ),
        Step(
            "border",
            Reason("rises_to", {"parameter": m, "bound": least}),
            (
                Equation(m, (least,), "<="),
                Equation(Partial(LogLikelihood(), m), (n * a / m,)),
                Equation(Hat(m), (least,), label="estimate_x_m"),
            ),
            (Claim("sign", (n * a / m, 1)),),
            detail="brief",
            check=CHECKED,
        ),
        Step(
            "score",
            Reason("differentiate", {"parameter": a}),
            (Equation(Partial(LogLikelihood(), a), (n / a - Total(log(x / Hat(m))),), label="score_shape"),),
            detail="brief",
        ),
        Step(
            "solve",
            Reason("solve_score", {"parameter": a, "equation": Cite("score_shape"), "others": ()}),
            (Equation(Hat(a), (n / Total(log(x / Hat(m))),), label="estimate_shape"),),
            detail="brief",
        ),
    )
    return Derivation(
        model,
        steps,
        Verdict.BOUNDARY,
        (Closed(x_m, least, "border"), Closed(shape, n / Total(log(x / m)))),
        (
            Condition(
                Minimum(x) < Maximum(x),
                "exists",
                Status.PROVED,
                Reason("not_all_equal", {"variable": x}),
                {"shape": oo},
            ),
        ),
        Certificate((found("maximum", Status.PROVED, "rises_to", parameter=m, bound=least),)),
        natural,
    )


HAND_WRITTEN = {"normal": normal, "gamma": gamma_, "pareto": pareto}
