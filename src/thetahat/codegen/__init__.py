"""The estimator as a program: one Program, one printer for each target.

generate(derivation, target="numpy") -> source text
targets() -> the names of the targets
"""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, Any

from thetahat.errors import RequestError, TargetError

if TYPE_CHECKING:
    from thetahat.core.derivation import Derivation

_TARGETS: dict[str, str] = {
    "numpy": "thetahat.codegen.module:module",
}
"""Target to the function (derivation, **options) -> source text that writes it."""


def targets() -> tuple[str, ...]:
    """The languages that `generate` writes."""
    return tuple(_TARGETS)


def generate(derivation: Derivation, target: str = "numpy", **options: Any) -> str:
    """Source text of the estimator of a derivation.

    Raises TargetError for an unknown target, or for one that has no way to say something that the estimator needs (the
    message names it); RequestError for an option that the target does not know.
    """
    if target not in _TARGETS:
        near = get_close_matches(target, _TARGETS, 1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(_TARGETS)}"
        raise TargetError(f"unknown target {target!r}; {hint}")
    home, name = _TARGETS[target].split(":")
    write: Callable[..., str] = getattr(import_module(home), name)
    if options:
        known = write.__code__.co_varnames[1 : write.__code__.co_argcount + write.__code__.co_kwonlyargcount]
        unknown = [o for o in options if o not in known]
        if unknown:
            raise RequestError(f"target {target!r} has no option {unknown[0]!r}")
    return write(derivation, **options)
