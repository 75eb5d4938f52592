r"""Functions with a sign of their own: one table, name of the SymPy class -> how it is set."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sympy import S

from thetahat.render.mathematics.factors import forward
from thetahat.render.mathematics.layout import (
    MINUS_ONE,
    Apply,
    Call,
    Fence,
    Grid,
    Node,
    Script,
    Sign,
    listed,
    name,
    row,
)

if TYPE_CHECKING:
    from thetahat.render.mathematics.setting import Setting

Set = Callable[["Setting", Any], Node]

LOG = Sign(r"\log", "log", "name")
CAPITAL_GAMMA = Sign(r"\Gamma", "Γ")
PSI = Sign(r"\psi", "ψ")
PRIME = Sign("'", "′", "mark")


def _applied(latex: str, text: str) -> Set:
    sign = Sign(latex, text, "name")
    return lambda s, e: Apply(sign, s.set(e.args[0]))


def _called(sign: Node) -> Set:
    return lambda s, e: Call(sign, listed([s.set(a) for a in e.args]))


def _indexed(letter: str) -> Set:
    """I_nu(z)."""
    return lambda s, e: Call(Script(Sign(letter, letter), below=s.set(e.args[0])), s.set(e.args[1]))


def _log(s: Setting, e: Any) -> Node:
    argument = e.args[0]
    inner = s.sum_of(argument, number_first=True) if argument.is_Add else s.set(argument)
    return Apply(LOG, inner)


def _log_plus_one(s: Setting, e: Any) -> Node:
    return Apply(LOG, s.sum_of(1 + e.args[0], number_first=True))


def _log_gamma(s: Setting, e: Any) -> Node:
    return Apply(LOG, _gamma(s, e))


def _polygamma(s: Setting, e: Any) -> Node:
    degree = e.args[0]
    sign: Node = PSI
    if degree.is_Integer and 0 < degree <= 3:
        sign = row(PSI, *[PRIME] * int(degree))
    elif degree != 0:
        sign = Script(PSI, above=Fence(s.set(degree)))
    return Call(sign, s.set(e.args[1]))


def _gamma(s: Setting, e: Any) -> Node:
    count = s.factorial_of(e)
    return _exclaimed(s, count) if count is not None else Call(CAPITAL_GAMMA, s.set(e.args[0]))


def _factorial(s: Setting, e: Any) -> Node:
    return _exclaimed(s, e.args[0])


def _exclaimed(s: Setting, count: Any) -> Node:
    body = s.set(count)
    simple = isinstance(body, Sign) or (isinstance(body, Script) and body.above is None)
    return row(body if simple else Fence(body), Sign("!", "!", "mark"))


def _binomial(s: Setting, e: Any) -> Node:
    return Grid(((s.set(e.args[0]),), (s.set(e.args[1]),)), "binomial")


def _lambert(s: Setting, e: Any) -> Node:
    branch = e.args[1] if len(e.args) > 1 else S.Zero
    sign: Node = Sign("W", "W")
    return Call(sign if branch == 0 else Script(sign, below=s.set(branch)), s.set(e.args[0]))


def _inverse(letter: Node) -> Set:
    return lambda s, e: Call(Script(letter, above=MINUS_ONE), s.set(e.args[0]))


FUNCTIONS: dict[str, Set] = {
    "log": _log,
    "log1p": _log_plus_one,
    "loggamma": _log_gamma,
    "gamma": _gamma,
    "polygamma": _polygamma,
    "digamma": lambda s, e: Call(PSI, s.set(e.args[0])),
    "trigamma": lambda s, e: Call(row(PSI, PRIME), s.set(e.args[0])),
    "beta": _called(Sign("B", "B")),
    "uppergamma": _called(CAPITAL_GAMMA),
    "lowergamma": _called(Sign(r"\gamma", "γ")),
    "zeta": _called(Sign(r"\zeta", "ζ")),
    "erf": _called(name("erf")),
    "erfc": _called(name("erfc")),
    "besseli": _indexed("I"),
    "besselk": _indexed("K"),
    "besselj": _indexed("J"),
    "bessely": _indexed("Y"),
    "factorial": _factorial,
    "binomial": _binomial,
    "Abs": lambda s, e: Fence(s.set(forward(e.args[0])), "|", "|"),
    "floor": lambda s, e: Fence(s.set(e.args[0]), "⌊", "⌋"),
    "ceiling": lambda s, e: Fence(s.set(e.args[0]), "⌈", "⌉"),
    "sign": _called(name("sgn")),
    "sin": _applied(r"\sin", "sin"),
    "cos": _applied(r"\cos", "cos"),
    "tan": _applied(r"\tan", "tan"),
    "sinh": _applied(r"\sinh", "sinh"),
    "cosh": _applied(r"\cosh", "cosh"),
    "tanh": _applied(r"\tanh", "tanh"),
    "atan": _applied(r"\arctan", "arctan"),
    "asin": _applied(r"\arcsin", "arcsin"),
    "acos": _applied(r"\arccos", "arccos"),
    "atan2": _called(name("atan2")),
    "Min": _called(Sign(r"\min", "min", "name")),
    "Max": _called(Sign(r"\max", "max", "name")),
    "LambertW": _lambert,
    "InverseDigamma": _inverse(PSI),
    "InverseBesselRatio": _inverse(Sign("A", "A")),
}


def function(setting: Setting, e: Any) -> Node:
    """A function of the table, or its name upright with the arguments in brackets."""
    kind = type(e).__name__
    if not (kind in ("gamma", "loggamma") and setting.factorial_of(e) is not None):
        setting.note(kind, int(e.args[0]) if kind == "polygamma" and e.args[0].is_Integer else 0)
    if kind in FUNCTIONS:
        return FUNCTIONS[kind](setting, e)
    word = kind.replace("_", " ")
    return Call(name(word, rf"\operatorname{{{word}}}"), listed([setting.set(a) for a in e.args]))
