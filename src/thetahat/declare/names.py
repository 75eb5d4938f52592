"""The one table of known names: functions with their arity, other spellings, constants, reserved words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from thetahat.errors import DeclarationError

MANY = 99

FUNCTIONS: dict[str, tuple[int, int]] = {
    "exp": (1, 1),
    "log": (1, 1),
    "sqrt": (1, 1),
    "Abs": (1, 1),
    "sign": (1, 1),
    "gamma": (1, 1),
    "loggamma": (1, 1),
    "beta": (2, 2),
    "factorial": (1, 1),
    "binomial": (2, 2),
    "erf": (1, 1),
    "erfc": (1, 1),
    "besseli": (2, 2),
    "besselk": (2, 2),
    "zeta": (1, 2),
    "digamma": (1, 1),
    "polygamma": (2, 2),
    "floor": (1, 1),
    "ceiling": (1, 1),
    "sin": (1, 1),
    "cos": (1, 1),
    "tan": (1, 1),
    "atan": (1, 1),
    "sinh": (1, 1),
    "cosh": (1, 1),
    "tanh": (1, 1),
    "log1p": (1, 1),
    "expm1": (1, 1),
    "Min": (1, MANY),
    "Max": (1, MANY),
    "Piecewise": (1, MANY),
    "Indicator": (1, 1),
    "Heaviside": (1, 1),
    "Eq": (2, 2),
    "Ne": (2, 2),
    "Sum": (2, 4),
}
"""Canonical name to least and greatest number of arguments."""

STATISTICS: dict[str, tuple[int, int]] = {"total": (1, 1), "mean": (1, 1), "minimum": (1, 1), "maximum": (1, 1)}
"""Functions of a whole sample, known only where a condition on data is read."""

SPELLINGS = {
    "ln": "log",
    "abs": "Abs",
    "lgamma": "loggamma",
    "gammaln": "loggamma",
    "Gamma": "gamma",
    "Beta": "beta",
    "psi": "digamma",
    "binom": "binomial",
    "choose": "binomial",
    "arctan": "atan",
    "ceil": "ceiling",
    "sgn": "sign",
    "I": "Indicator",
    "indicator": "Indicator",
    "min": "Min",
    "max": "Max",
}

CONSTANTS = ("pi", "E", "oo")
INFINITY = {"inf": "oo", "infinity": "oo"}
RESERVED = frozenset({"and", "or", "not", "in", "True", "False", "oo", "inf", "infinity"})

_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_]*", re.ASCII)
LONGEST_NAME = 40


def canonical(function: str) -> str:
    """The canonical name of a function, whatever its spelling."""
    return SPELLINGS.get(function, function)


def near(name: str, options: Iterable[str]) -> str:
    """``", did you mean 'a' or 'b'?"`` with the closest options, or an empty string."""
    known = {o.lower(): o for o in options}
    found = [known[k] for k in get_close_matches(name.lower()[:LONGEST_NAME], known, n=3, cutoff=0.6)]
    return f"; did you mean {' or '.join(repr(f) for f in found)}?" if found else ""


def shown(text: object, longest: int = 40) -> str:
    """A piece of somebody's text, quoted and short enough for one line."""
    cut = str(text)
    return ascii(cut if len(cut) <= longest else cut[: longest - 1] + "…").replace(r"\u2026", "…")


def valid_name(name: object, what: str) -> str:
    """The name itself, if it may name a parameter or a variable.

    Raises
    ------
    DeclarationError
        if it is not an identifier of ASCII letters, digits and underscores that begins with a letter.
    """
    if not isinstance(name, str) or not _IDENTIFIER.fullmatch(name) or len(name) > LONGEST_NAME:
        raise DeclarationError(
            f"{what}: {shown(name)} is not a name; use ASCII letters, digits and _, beginning with a letter "
            f"(greek letters spelled out: mu, sigma2), at most {LONGEST_NAME} characters"
        )
    if name in RESERVED or "__" in name:
        raise DeclarationError(f"{what}: {shown(name)} has a meaning of its own in this grammar; choose another name")
    return name
