"""Domains of parameters: every way of writing them, what they imply for the symbol, what is refused."""

from math import inf, pi, sqrt

import pytest
from sympy import Symbol

from thetahat.declare.domains import parameters
from thetahat.errors import DeclarationError

# text, lower, upper, lower closed, upper closed, integer, sign that the symbol carries
ROWS = [
    ("real", -inf, inf, False, False, False, None),
    ("theta real", -inf, inf, False, False, False, None),
    ("positive", 0, inf, False, False, False, "positive"),
    ("theta positive", 0, inf, False, False, False, "positive"),
    ("nonnegative", 0, inf, True, False, False, "nonnegative"),
    ("non-negative", 0, inf, True, False, False, "nonnegative"),
    ("negative", -inf, 0, False, False, False, "negative"),
    ("nonpositive", -inf, 0, False, True, False, "nonpositive"),
    ("theta > 2", 2, inf, False, False, False, "positive"),
    ("2 < theta", 2, inf, False, False, False, "positive"),
    ("theta > -1", -1, inf, False, False, False, None),
    ("theta >= 0", 0, inf, True, False, False, "nonnegative"),
    ("theta <= -1/2", -inf, -0.5, False, True, False, "negative"),
    ("0 < theta < 1", 0, 1, False, False, False, "positive"),
    ("0 <= theta <= 1", 0, 1, True, True, False, "nonnegative"),
    ("1 > theta >= 0.25", 0.25, 1, True, False, False, "positive"),
    ("-pi < theta <= pi", -pi, pi, False, True, False, None),
    ("theta > sqrt(2)", sqrt(2), inf, False, False, False, "positive"),
    ("0 < theta < oo", 0, inf, False, False, False, "positive"),
    ("-oo < theta < oo", -inf, inf, False, False, False, None),
    ("abs(theta) < 1", -1, 1, False, False, False, None),
    ("|theta| <= 3", -3, 3, True, True, False, None),
    ("2*theta + 1 > 0", -0.5, inf, False, False, False, None),
    ("1 - theta/2 >= 0", -inf, 2, False, True, False, None),
    ("theta > 0 and theta < 5", 0, 5, False, False, False, "positive"),
    ("0 < theta, theta <= 5", 0, 5, False, True, False, "positive"),
    ("theta > 0; theta > 3", 3, inf, False, False, False, "positive"),
    ("theta >= 1, theta > 1", 1, inf, False, False, False, "positive"),
    ("theta in (0, 1)", 0, 1, False, False, False, "positive"),
    ("theta in [0, oo)", 0, inf, True, False, False, "nonnegative"),
    ("integer", -inf, inf, False, False, True, None),
    ("integer >= 1", 1, inf, True, False, True, "positive"),
    ("integer > 0", 1, inf, True, False, True, "positive"),
    ("positive integer", 1, inf, True, False, True, "positive"),
    ("nonnegative integer", 0, inf, True, False, True, "nonnegative"),
    ("integer, 0 <= theta <= 100", 0, 100, True, True, True, "nonnegative"),
    ("integer, 1/2 < theta < 7.5", 1, 7, True, True, True, "positive"),
    ("theta > 2, integer", 3, inf, True, False, True, "positive"),
    (r"\theta > 0", 0, inf, False, False, False, "positive"),
    (r"0 < \theta \le 1", 0, 1, False, True, False, "positive"),
    ("theta ≥ 0", 0, inf, True, False, False, "nonnegative"),
]


@pytest.mark.parametrize("row", ROWS, ids=[r[0] for r in ROWS])
def test_domain(row: tuple[str, float, float, bool, bool, bool, str | None]) -> None:
    text, lower, upper, lower_closed, upper_closed, integer, sign = row
    p = parameters({"theta": text})["theta"]
    d = p.domain
    assert (float(d.lower), float(d.upper)) == pytest.approx((lower, upper))
    assert (d.lower_closed, d.upper_closed, d.integer) == (lower_closed, upper_closed, integer)
    assert d.text == text
    assert p.symbol == (Symbol("theta", **{sign: True}) if sign else Symbol("theta", real=True))
    assert p.symbol.is_integer is None


def test_ends_may_be_other_parameters() -> None:
    made = parameters({"a": "real", "b": "a < b"})
    assert made["b"].domain.lower == made["a"].symbol
    assert made["b"].domain.bounds_symbols == {made["a"].symbol}
    made = parameters({"a": "a < b", "b": "real"})
    assert made["a"].domain.upper == made["b"].symbol
    made = parameters({"p1": "0 < p1 < 1", "p2": "0 < p2 < 1 - p1"})
    assert made["p2"].domain.upper == 1 - made["p1"].symbol
    assert made["p2"].symbol.is_positive


def test_signs_are_learnt_from_other_parameters() -> None:
    made = parameters({"c": "c > b", "b": "b > a", "a": "positive"})
    assert all(made[n].symbol.is_positive for n in "abc")
    assert made["c"].domain.lower == made["b"].symbol
    made = parameters({"lower": "real", "upper": "upper > lower"})
    assert made["upper"].symbol.is_positive is None


def test_integers_move_open_ends_inwards() -> None:
    made = parameters({"m": "integer >= 1", "k": "integer, 0 <= k < m"})
    assert made["k"].domain.upper == made["m"].symbol - 1
    assert made["k"].domain.upper_closed
    made = parameters({"t": "positive", "k": "integer, 0 <= k < t"})
    assert made["k"].domain.upper == made["t"].symbol
    assert not made["k"].domain.upper_closed


def test_two_bounds_that_cannot_be_compared_are_both_kept() -> None:
    made = parameters({"a": "real", "b": "real", "c": "c > a and c > b"})
    lower = made["c"].domain.lower
    assert lower.subs({made["a"].symbol: 2, made["b"].symbol: 5}) == 5
    assert lower.subs({made["a"].symbol: 7, made["b"].symbol: 5}) == 7


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("postive", ["'postive'", "did you mean 'positive'", "accepted"]),
        ("", ["empty"]),
        ("theta", ["cannot read 'theta'"]),
        ("0 < 1", ["does not mention theta"]),
        ("theta > foo", ["'foo' is not declared"]),
        ("1 < theta < 0", ["no number"]),
        ("theta < 0 and theta > 0", ["no number"]),
        ("integer, 0 < theta < 1", ["no number"]),
        ("theta**2 < 1", ["cannot be solved"]),
        ("theta != 0", ["only <"]),
        ("theta > 0 or theta < -1", ["'or'"]),
        ("theta in 0, 1, 2", ["list"]),
        ("theta > 0)", ["unbalanced"]),
        ("(theta > 0", ["unbalanced"]),
        ("theta >", ["expected"]),
        ("theta > 9**9**9", ["exponent"]),
    ],
)
def test_errors(text: str, words: list[str]) -> None:
    with pytest.raises(DeclarationError) as caught:
        parameters({"theta": text, "eta": "real"})
    message = str(caught.value)
    assert message.startswith("domain of theta: ")
    assert "\n" not in message
    for word in words:
        assert word in message
