"""Sums over an index as loops: against closed forms and mpmath, run as the Python that they are written in."""

import math
import subprocess

import mpmath
import numpy as np
import pytest
from cases import case, same_estimate, same_likelihood, tool
from running import RUN

from thetahat.codegen.languages import octave
from thetahat.codegen.languages.items import Function
from thetahat.codegen.languages.series_loops import differentiable, looped
from thetahat.errors import TargetError

WORDS = {
    "log": lambda v: math.log(v) if v > 0 else -math.inf if v == 0 else math.nan,
    "exp": lambda v: math.exp(v) if v < 709 else math.inf,
    "expm1": math.expm1,
    "sqrt": math.sqrt,
    "floor": math.floor,
    "maximum": max,
    "abs": abs,
    "sign": lambda v: math.copysign(1.0, v) if v else 0.0,
    "gammaln": math.lgamma,
    "logaddexp": lambda a, b: float(np.logaddexp(a, b)),
    "log1m_exp": lambda u: math.log1p(-math.exp(u)),
    "inf": math.inf,
    "nan": math.nan,
}


def run(source: str, write=None, **values: float) -> float:
    """A formula over values, its sums as loops."""
    plain = Function("formula", "", tuple(values), (f"return {source}",), 1, False)
    made = looped({"formula": plain}, write)
    space = dict(WORDS)
    for f in made.values():
        body = "\n".join(str(item) for item in f.body)
        text = "\n".join(f"    {line}" for line in body.splitlines())
        exec(f"def {f.name}({', '.join(f.arguments)}):\n{text}", space)
    return space["formula"](**values)


@pytest.mark.parametrize(
    ("source", "values", "wanted"),
    [
        ("log_series(lambda k: k*log(a) - gammaln(k + 1), 0, inf)", {"a": 40.0}, 40.0),
        ("series_mean(lambda k: k, lambda j: j*log(a) - gammaln(j + 1), 0, inf)", {"a": 3.0}, 3.0),
        ("series_mean(lambda k: k*(k - a), lambda k: k*log(a) - gammaln(k + 1), 0, inf)", {"a": 3.0}, 3.0),
        ("series_sum(lambda k: k*0.5**k, 1, inf)", {}, 2.0),
        ("series_sum(lambda k: (-1)**k*r**k, 0, inf)", {"r": 0.5}, 2 / 3),
        ("log_series(lambda k: 0.3*k, -inf, -1)", {}, -0.3 - math.log(-math.expm1(-0.3))),
        ("log_series(lambda k: k*0.0, low, high)", {"low": 3.0, "high": 12.0}, math.log(10)),
        ("series_mean(lambda k: k, lambda k: k*log(a) - gammaln(k + 1), 0, inf)", {"a": 3e5}, 3e5),
        (
            "log_series(lambda k: -k**2*a, -inf, inf)",
            {"a": 0.5},
            float(mpmath.log(mpmath.jtheta(3, 0, mpmath.exp(-0.5)))),
        ),
        (
            "log_series(lambda k: -k**2*a, -inf, inf) + series_mean(lambda k: k**2, lambda m: -m**2*a, -inf, inf)",
            {"a": 40.0},
            float(mpmath.log(1 + 2 * mpmath.exp(-40)) + 2 * mpmath.exp(-40) / (1 + 2 * mpmath.exp(-40))),
        ),
    ],
)
def test_a_sum_is_what_it_should_be(source, values, wanted):
    assert run(source, **values) == pytest.approx(wanted, rel=2e-12)


@pytest.mark.parametrize("write", [None, differentiable])
def test_what_does_not_end_is_nan(write):
    assert math.isnan(run("log_series(lambda k: 0.0*k, 0, inf)", write))


def test_logarithms_of_sums_are_those_that_stan_differentiates():
    poisson = "log_series(lambda k: k*log(a) - gammaln(k + 1), 0, inf)"
    assert run(poisson, differentiable, a=40.0) == pytest.approx(40.0, rel=1e-13)
    theta = float(mpmath.log(mpmath.jtheta(3, 0, mpmath.exp(-0.5))))
    assert run("log_series(lambda k: -k**2*a, -inf, inf)", differentiable, a=0.5) == pytest.approx(theta, rel=1e-13)
    geometric = -0.3 - math.log(-math.expm1(-0.3))
    assert run("log_series(lambda k: 0.3*k, -inf, -1)", differentiable) == pytest.approx(geometric, rel=1e-13)
    with pytest.raises(TargetError, match="target 'stan' has no series_mean"):
        run("series_mean(lambda k: k, lambda k: -k, 0, inf)", differentiable)


def test_terms_of_one_form_share_their_functions():
    items = (
        "u = log_series(lambda k: k*t - s*gammaln(k + 1), 0, inf)",
        "return u + series_mean(lambda i: i, lambda j: j*log(t) - 2*gammaln(j + 1), 0, inf)",
    )
    made = looped({"f": Function("f", "", ("s", "t"), items, 1, False)})
    assert [name for name in made if name.startswith("series")] == ["series_1", "series_2"]
    items = (items[0], "return u + series_mean(lambda i: i, lambda j: j*log(t) - v*gammaln(j + 1), 0, inf)")
    made = looped({"f": Function("f", "", ("s", "t", "v"), items, 1, False)})
    assert [name for name in made if name.startswith("series")] == ["series_1"]
    assert made["f"].body[1] == "return u + series_1(1.0, log(t), v, 0, inf)"


@pytest.mark.parametrize("target", ["c", "javascript"])
def test_a_file_says_what_the_package_says(target, tmp_path):
    c = case("conway_maxwell_poisson")
    row = RUN[target](tmp_path, [c])[0]
    assert same_estimate(c, row[:2]) == []
    assert same_likelihood(c, row[2], np.array(row[3:5]), np.array(row[5:]).reshape(2, 2)) == []


@pytest.mark.long
def test_an_octave_file_has_the_package_s_likelihood(tmp_path):
    c = case("conway_maxwell_poisson")
    path = tmp_path / "functions.m"
    path.write_text(octave.text(c.plan, ["test"]), encoding="utf-8")
    x, theta = ([*map(float, v)] for v in (c.columns["x"], c.theta))
    numbers = ", ".join(f"{what}_{c.name}({x}, {theta})(:)" for what in ("nll", "gradient", "hessian"))
    script = f'source("{path}"); printf("%.17g ", vertcat({numbers}));'
    done = subprocess.run([tool("octave-cli"), "--eval", script], capture_output=True, text=True, timeout=60)
    row = [float(w) for w in done.stdout.split()]
    assert same_likelihood(c, row[0], np.array(row[1:3]), np.array(row[3:]).reshape(2, 2)) == []
