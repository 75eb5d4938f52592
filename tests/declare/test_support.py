"""Supports: every way of writing them, what they imply for the observation, what is refused."""

import pytest
from sympy import Abs, Ge, Gt, Lt, Symbol, oo, pi

from thetahat.declare.model import Model, declare
from thetahat.errors import DeclarationError


def model(support: object, *, domain: str = "positive", density: str = "exp(-(x-theta)**2/2)", **more: object) -> Model:
    return declare(density, {"theta": domain}, support, **more)  # type: ignore[arg-type]


T = Symbol("theta", positive=True)

# text, lower, upper, lower closed, upper closed, integer, sign of x
ROWS = [
    ("real", -oo, oo, False, False, False, None),
    ("x real", -oo, oo, False, False, False, None),
    ("x in reals", -oo, oo, False, False, False, None),
    ("-oo < x < oo", -oo, oo, False, False, False, None),
    ("positive", 0, oo, False, False, False, "positive"),
    ("x > 0", 0, oo, False, False, False, "positive"),
    ("0 < x", 0, oo, False, False, False, "positive"),
    # A density is taken up to null sets: the point 0 has none.
    ("x >= 0", 0, oo, True, False, False, "positive"),
    ("x <= 0", -oo, 0, False, True, False, "negative"),
    ("0 <= x <= theta", 0, T, True, True, False, "positive"),
    ("0 < x, x <= theta", 0, T, False, True, False, "positive"),
    ("x >= theta", T, oo, True, False, False, "positive"),
    ("theta < x < theta + 1", T, T + 1, False, False, False, "positive"),
    ("-theta <= x <= theta", -T, T, True, True, False, None),
    ("abs(x) <= theta", -T, T, True, True, False, None),
    ("abs(x - 3)/theta < 2", 3 - 2 * T, 3 + 2 * T, False, False, False, None),
    ("theta - x > 0", -oo, T, False, False, False, None),
    ("1 + theta*(x - 2)/3 > 0", 2 - 3 / T, oo, False, False, False, None),
    ("-pi <= x <= pi", -pi, pi, True, True, False, None),
    ("x in (0, theta)", 0, T, False, False, False, "positive"),
    ("x in [0, oo)", 0, oo, True, False, False, "positive"),
    (r"x \in [0, \infty)", 0, oo, True, False, False, "positive"),
    (r"x \ge 0", 0, oo, True, False, False, "positive"),
    (r"x \in \mathbb{R}", -oo, oo, False, False, False, None),
    ("integer", -oo, oo, False, False, True, None),
    ("integers", -oo, oo, False, False, True, None),
    ("x integer", -oo, oo, False, False, True, None),
    ("x in ..., -1, 0, 1, ...", -oo, oo, False, False, True, None),
    ("x in ..., -2, -1", -oo, -1, False, True, True, "negative"),
    ("x in 0, 1, 2, ...", 0, oo, True, False, True, "nonnegative"),
    ("x in {0, 1, 2, ...}", 0, oo, True, False, True, "nonnegative"),
    (r"x \in \{0, 1, 2, \dots\}", 0, oo, True, False, True, "nonnegative"),
    ("x in 1, 2, ...", 1, oo, True, False, True, "positive"),
    ("x in 7, 8, 9, ...", 7, oo, True, False, True, "positive"),
    ("x in 0, 1", 0, 1, True, True, True, "nonnegative"),
    ("x in 0, 1, ..., 10", 0, 10, True, True, True, "nonnegative"),
    ("x in 1, ..., 4", 1, 4, True, True, True, "positive"),
    ("x integer, x > 2.5", 3, oo, True, False, True, "positive"),
    ("integer >= 1", 1, oo, True, False, True, "positive"),
]


@pytest.mark.parametrize("row", ROWS, ids=[r[0] for r in ROWS])
def test_region(row: tuple[str, object, object, bool, bool, bool, str | None]) -> None:
    text, lower, upper, lower_closed, upper_closed, integer, sign = row
    m = model(text)
    (r,) = m.support.regions
    assert (r.lower, r.upper) == (lower, upper)
    assert (r.lower_closed, r.upper_closed, r.integer) == (lower_closed, upper_closed, integer)
    x = m.observation[0]
    assert r.variable == x
    assert m.support.conditions == ()
    assert x.is_integer is None and x.is_real
    assert (x.is_positive, x.is_negative, x.is_nonnegative) == (
        True if sign == "positive" else False if sign == "negative" else None,
        True if sign == "negative" else False if sign in ("positive", "nonnegative") else None,
        True if sign in ("positive", "nonnegative") else False if sign == "negative" else None,
    )


def test_integer_ends_may_be_integer_parameters() -> None:
    m = declare("1/(b-a+1)", {"a": "integer", "b": "integer, b > a"}, "x in a, a+1, ..., b")
    a, b = m.symbols
    assert (m.support.regions[0].lower, m.support.regions[0].upper) == (a, b)
    assert m.parameter("b").domain.lower == a + 1
    m = declare("p**x*(1-p)**(m-x)*binomial(m, x)", {"p": "0<p<1"}, "x in 0, 1, ..., m", known={"m": "integer >= 1"})
    assert m.support.regions[0].upper == m.known[0].symbol
    with pytest.raises(DeclarationError, match=r"'theta' in a list of integers.*declare it as 'integer'"):
        model("x in 0, 1, ..., theta")


def test_what_no_interval_can_say_is_a_condition() -> None:
    m = declare("(1+xi*(x-mu)/s)**(-1-1/xi)/s", {"xi": "real", "mu": "real", "s": "positive"}, "1 + xi*(x - mu)/s > 0")
    xi, mu, s = m.symbols
    x = m.observation[0]
    (condition,) = m.support.conditions
    assert condition == Gt(1 + xi * (x - mu) / s, 0)
    assert (m.support.regions[0].lower, m.support.regions[0].upper) == (-oo, oo)
    assert m.support.parameters == {xi, mu, s}
    # The same inequality is a bound where the sign of xi is known.
    m = declare(
        "(1+xi*(x-mu)/s)**(-1-1/xi)/s", {"xi": "positive", "mu": "real", "s": "positive"}, "1 + xi*(x - mu)/s > 0"
    )
    xi, mu, s = m.symbols
    assert m.support.regions[0].lower == mu - s / xi
    m = declare(
        "(1+xi*(x-mu)/s)**(-1-1/xi)/s", {"xi": "negative", "mu": "real", "s": "positive"}, "1 + xi*(x - mu)/s >= 0"
    )
    xi, mu, s = m.symbols
    assert m.support.regions[0].upper == mu - s / xi and m.support.regions[0].upper_closed
    m = model("x**2 < theta")
    assert m.support.conditions == (Lt(m.observation[0] ** 2, m.symbols[0]),)
    m = model("Abs(x) >= theta")
    assert m.support.conditions == (Ge(Abs(m.observation[0]), m.symbols[0]),)


CENSORED = "(lam*exp(-lam*t))**d*exp(-lam*t)**(1-d)"


@pytest.mark.parametrize(
    "support",
    [
        "t > 0 and d in 0, 1",
        "t > 0; d in 0, 1",
        "t > 0, d in 0, 1",
        "d in 0, 1, t > 0",
        "d in {0, 1} and t positive",
        {"t": "t > 0", "d": "d in 0, 1"},
        {"d": "d in 0, 1", "t": "positive"},
    ],
)
def test_several_variables(support: object) -> None:
    m = declare(CENSORED, {"lam": "positive"}, support, observation=("t", "d"), kernel=True)  # type: ignore[arg-type]
    t, d = m.observation
    assert (m.support.region(t).lower, m.support.region(t).integer) == (0, False)
    assert (m.support.region(d).lower, m.support.region(d).upper, m.support.region(d).integer) == (0, 1, True)
    assert t.is_positive and d.is_nonnegative and d.is_positive is None


def test_given_variables_need_no_support() -> None:
    line = "exp(-(y-a-b*z)**2/(2*v))/sqrt(2*pi*v)"
    domains = {"a": "real", "b": "real", "v": "positive"}
    for text in ("y real", "real"):
        m = declare(line, domains, text, observation=("y", "z"), given=("z",))
        assert [str(r.variable) for r in m.support.regions] == ["y"]
        assert [str(v) for v in m.random] == ["y"]
    m = declare(
        "(r*t)**x*exp(-r*t)/factorial(x)",
        {"r": "positive"},
        "x in 0, 1, ... and t >= 0",
        observation=("x", "t"),
        given=("t",),
    )
    # A given value is no random one: it may well be 0.
    assert m.given[0].is_nonnegative and m.given[0].is_positive is None


def test_a_point_that_the_density_treats_apart_is_not_a_null_set() -> None:
    hurdle = "Piecewise((p, Eq(x, 0)), ((1-p)*exp(-x), True))"
    m = declare(hurdle, {"p": "0 < p < 1"}, "x >= 0", kernel=True)
    assert m.observation[0].is_positive is None and m.observation[0].is_nonnegative
    m = declare("Piecewise((p, x > 1), (1-p, True))", {"p": "0 < p < 1"}, "0 <= x <= 2")
    assert m.observation[0].is_positive


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x in 0, 2, 4", ["consecutive", "'2' does not follow '0'"]),
        ("x in 0.5, 1.5, ...", ["'1/2'", "integers only"]),
        ("x in ...", ["at least one number", "x integer"]),
        ("x in 0, 1, ..., 5, 6", ["dots"]),
        ("x in", ["expected"]),
        ("x > 1 and x < 0", ["no value of x"]),
        ("0 < x < -theta", ["no value of x"]),
        ("theta > 0", ["holds none of x", "domains"]),
        ("y > 0", ["'y' is not declared"]),
        ("thta < x", ["'thta' is not declared", "'theta'"]),
        ("x", ["cannot read 'x'", "accepted"]),
        ("", ["empty"]),
        ("0 <= x <= 1 or x > 2", ["'or'"]),
        ("x == 1", ["only <"]),
        ("x in range(3)", ["unknown function 'range'"]),
        ({"y": "positive"}, ["'y' is not an observation variable", "x"]),
        (5, ["expected text"]),
        ({"x": 5}, ["expected text"]),
    ],
)
def test_errors(text: object, words: list[str]) -> None:
    with pytest.raises(DeclarationError) as caught:
        model(text)
    message = str(caught.value)
    assert message.startswith("support") and "\n" not in message
    for word in words:
        assert word in message


def test_a_variable_without_a_support_is_refused() -> None:
    with pytest.raises(DeclarationError, match="says nothing about d"):
        declare(CENSORED, {"lam": "positive"}, "t > 0", observation=("t", "d"), kernel=True)
    with pytest.raises(DeclarationError, match="which of t, d"):
        declare(CENSORED, {"lam": "positive"}, "positive", observation=("t", "d"), kernel=True)
