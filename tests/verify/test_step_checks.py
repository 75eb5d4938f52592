"""True claims pass, false ones do not, down to a relative error of 1e-5 in a derivative."""

import pytest
import sympy as sp

from thetahat.core.derivation import Claim, Reason, Status, Step
from thetahat.core.statistics import Total
from thetahat.errors import RequestError
from thetahat.verify.points import Points
from thetahat.verify.steps import checked

from .examples import line, model, symbols

n = Total(1)


def run(m, *claims, given=(), substeps=()):
    step = Step("rule", Reason("key"), claims=tuple(claims), given=given, substeps=substeps)
    return checked(step, m, Points(m)).check


def parts(name):
    m = model(name)
    return m, m.observation[0], symbols(m)


def normal_claims():
    m, x, s = parts("normal")
    mu, v = s["mu"], s["v"]
    each = -sp.log(2 * sp.pi * v) / 2 - (x - mu) ** 2 / (2 * v)
    whole = -n * sp.log(2 * sp.pi * v) / 2 - Total((x - mu) ** 2) / (2 * v)
    slope = -n / (2 * v) + Total((x - mu) ** 2) / (2 * v**2)
    bit = sp.Rational(1, 10**5)
    true = [
        Claim("density", (each,)),
        Claim("log_likelihood", (whole,)),
        Claim("derivative", (whole, mu, Total(x - mu) / v)),
        Claim("derivative", (whole, v, slope)),
        Claim("derivative", (slope, v, n / (2 * v**2) - Total((x - mu) ** 2) / v**3)),
        Claim("solves", (Total(x - mu) / v, mu, Total(x) / n)),
        Claim("solves", (slope, v, Total((x - mu) ** 2) / n)),
        Claim("equal", (Total((x - mu) ** 2), Total(x**2) - 2 * mu * Total(x) + n * mu**2)),
        Claim("equal", (sp.ImmutableMatrix([[v, mu]]), sp.ImmutableMatrix([[v * 2 / 2, mu]]))),
        Claim("sign", (Total((x - mu) ** 2), 1)),
        Claim("sign", (-v, -1)),
    ]
    false = [
        Claim("density", (each + bit**2,)),
        Claim("log_likelihood", (whole + bit,)),
        Claim("derivative", (whole, mu, Total(x - mu) / v * (1 + bit))),
        Claim("derivative", (whole, v, slope * (1 - bit))),
        Claim("solves", (Total(x - mu) / v, mu, Total(x) / (n + bit))),
        Claim("equal", (sp.ImmutableMatrix([[v, mu]]), sp.ImmutableMatrix([[v, mu + bit**2]]))),
        Claim("equal", (v, -v)),
        Claim("sign", (mu, 1)),
        Claim("sign", (v, -1)),
    ]
    return m, true, false


M, TRUE, FALSE = normal_claims()


@pytest.mark.parametrize("claim", TRUE, ids=lambda c: c.kind)
def test_true_claims(claim):
    check = run(M, claim)
    assert check.status is Status.CHECKED
    assert check.points == 20
    assert check.largest < 1e-9


@pytest.mark.parametrize("claim", FALSE, ids=lambda c: c.kind)
def test_false_claims(claim):
    check = run(M, claim)
    assert check.status is Status.UNPROVED
    assert check.largest > 1e-11


def test_one_false_claim_is_enough():
    assert run(M, TRUE[0], FALSE[0]).status is Status.UNPROVED


def test_special_functions():
    m, x, s = parts("gamma")
    a, b = s["a"], s["b"]
    likelihood = (a - 1) * Total(sp.log(x)) - Total(x) / b - n * a * sp.log(b) - n * sp.loggamma(a)
    assert (
        run(m, Claim("log_likelihood", (likelihood,)), Claim("derivative", (likelihood, a, likelihood.diff(a)))).status
        is Status.CHECKED
    )
    second = likelihood.diff(a, 2)
    assert run(m, Claim("derivative", (likelihood.diff(a), a, second))).status is Status.CHECKED
    assert run(m, Claim("derivative", (likelihood.diff(a), a, second + n / 10**5))).status is Status.UNPROVED


def test_an_identity_that_doubles_cannot_see():
    m, _, s = parts("gamma")
    a = s["a"]
    big = 10**20
    assert run(m, Claim("equal", ((a + big) - big, a))).status is Status.CHECKED
    assert run(m, Claim("equal", (sp.exp(sp.log(a) + 800) / sp.exp(800), a))).status is Status.CHECKED


def test_what_a_step_assumes():
    m, _, s = parts("gamma")
    claim = Claim("equal", (sp.Abs(s["a"] - 1), s["a"] - 1))
    assert run(m, claim).status is Status.UNPROVED
    assert run(m, claim, given=(s["a"] > 1,)).status is Status.CHECKED


def test_a_claim_that_could_not_be_tried_is_not_checked():
    m, _, s = parts("gamma")
    check = run(m, Claim("equal", (sp.log(-s["a"]), sp.log(-s["a"]))))
    assert (check.status, check.points) == (Status.UNPROVED, 0)


def test_substeps():
    m = M
    points = Points(m)
    step = Step("rule", Reason("key"), substeps=(Step("s", Reason("k"), claims=(FALSE[0],)),))
    found = checked(step, m, points)
    assert found.substeps[0].check.status is Status.UNPROVED
    assert found.check.status is Status.UNPROVED
    words = checked(Step("rule", Reason("key"), claims=(Claim("nothing"),)), m, points)
    assert (words.check.status, words.check.points) == (Status.CHECKED, 0)


def test_ends_that_depend_on_parameters():
    m, _, s = parts("uniform")
    a, b = s["a"], s["b"]
    assert (
        run(
            m, Claim("log_likelihood", (-n * sp.log(b - a),)), Claim("derivative", (-n * sp.log(b - a), a, n / (b - a)))
        ).status
        is Status.CHECKED
    )


def test_tuples():
    m, s = line(), symbols(line())
    y, z = m.observation
    a, b, v = s["a"], s["b"], s["v"]
    slope = Total(z * (y - a - b * z)) / v
    value = (Total(z * y) - a * Total(z)) / Total(z**2)
    whole = -n * sp.log(2 * sp.pi * v) / 2 - Total((y - a - b * z) ** 2) / (2 * v)
    assert (
        run(
            m,
            Claim("log_likelihood", (whole,)),
            Claim("derivative", (whole, b, slope)),
            Claim("solves", (slope, b, value)),
        ).status
        is Status.CHECKED
    )


def test_an_unknown_kind_is_refused():
    with pytest.raises(RequestError, match="no check is known"):
        run(M, Claim("hope", ()))
