"""Special functions in the subset of Python that is translated: floats, assignments, if, while, for, return.

A language takes those that it lacks.  Each calls nothing but ``math`` and functions of the rooms above its own:

coordinates  a parameter and its free coordinate
logarithms   logarithms and exponentials without cancellation
gamma        log Gamma, its derivatives, Hurwitz's zeta function
error        erf, erfc
bessel       modified Bessel functions
inverses     of digamma, of the ratio of Bessel functions, Lambert's W
rests        what is left of functions when their large parts have cancelled
"""

from __future__ import annotations

import ast
from functools import cache
from importlib import resources

_ROOMS = ("coordinates", "logarithms", "gamma", "error", "bessel", "inverses", "rests")
"""In this order functions are carried: what is called stands above what calls it."""


@cache
def kernel() -> dict[str, ast.FunctionDef]:
    """The special functions that can be translated, by name."""
    home = resources.files(__name__)
    texts = [home.joinpath(f"{room}.py").read_text(encoding="utf-8") for room in _ROOMS]
    return {n.name: n for text in texts for n in ast.parse(text).body if isinstance(n, ast.FunctionDef)}


@cache
def kernel_calls(name: str) -> frozenset[str]:
    """The words that a kernel function calls."""
    return frozenset(
        n.func.id for n in ast.walk(kernel()[name]) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
    )
