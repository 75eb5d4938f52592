"""The estimator as a program: one Program, one printer for each target.

generate(derivation, target="numpy") -> source text
targets() -> the names of the targets
files(derivation) -> file name to text, for the gallery
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, Any

from thetahat.errors import RequestError, TargetError

if TYPE_CHECKING:
    from thetahat.codegen.program import Program
    from thetahat.core.derivation import Derivation
    from thetahat.core.plan import Plan

_TARGETS: dict[str, str] = {
    "numpy": "thetahat.codegen.module:module",
    "c": "thetahat.codegen.languages.c:module",
    "numba": "thetahat.codegen.languages.numba:module",
    "jax": "thetahat.codegen.languages.jax:module",
    "r": "thetahat.codegen.languages.r:module",
    "stan": "thetahat.codegen.languages.stan:module",
    "sql": "thetahat.codegen.languages.sql:module",
    "javascript": "thetahat.codegen.languages.javascript:module",
    "fortran": "thetahat.codegen.languages.fortran:module",
    "octave": "thetahat.codegen.languages.octave:module",
    "julia": "thetahat.codegen.languages.julia:module",
    "rust": "thetahat.codegen.languages.rust:module",
    "latex": "thetahat.codegen.languages.formulas:latex",
    "text": "thetahat.codegen.languages.formulas:text",
}
"""Target to the function (derivation, **options) -> source text that writes it."""


def targets() -> tuple[str, ...]:
    """The languages that `generate` writes."""
    return tuple(_TARGETS)


def check(target: str, options: Iterable[str] = ()) -> Callable[..., str]:
    """The function that writes a target; a request that cannot be met is refused here, before anything is derived.

    Raises TargetError for an unknown target, RequestError for an option that the target does not know.
    """
    if target not in _TARGETS:
        near = get_close_matches(target, _TARGETS, 1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(_TARGETS)}"
        raise TargetError(f"unknown target {target!r}; {hint}")
    home, name = _TARGETS[target].split(":")
    write: Callable[..., str] = getattr(import_module(home), name)
    known = write.__code__.co_varnames[1 : write.__code__.co_argcount + write.__code__.co_kwonlyargcount]
    for o in options:
        if o not in known:
            told = f"it has {', '.join(known)}" if known else "it has none"
            raise RequestError(f"target {target!r} has no option {o!r}; {told}")
    return write


def generate(derivation: Derivation, target: str = "numpy", **options: Any) -> str:
    """Source text of the estimator of a derivation.

    Raises TargetError for an unknown target, or for one that has no way to say something that the estimator needs (the
    message names it); RequestError for an option that the target does not know.
    """
    return check(target, options)(derivation, **options)


GALLERY = {"c": "c", "r": "R", "sql": "sql", "stan": "stan"}
"""Target to the ending of its files, for those that the gallery shows beside the NumPy module."""


def files(derivation: Derivation, plan: Plan | None = None) -> dict[str, str]:
    """File name to text for each target of `GALLERY` that has words for the model; the program is made once.

    ``plan`` may be given if it was printed before.  A target that refuses the model is left out: `refusals` tells why.
    """
    return _each(derivation, plan)[0]


def programs(derivation: Derivation) -> dict[str, str]:
    """Target to text for NumPy and each target of `GALLERY` that has words for the model; the program is made once."""
    from thetahat.codegen.module import written
    from thetahat.codegen.program import program

    made = program(derivation)
    out: dict[str, str] = {}
    with suppress(TargetError):
        out["numpy"] = written(made)
    found = _each(derivation, None, made)[0]
    for target, ending in GALLERY.items():
        if f"{derivation.model.name}.{ending}" in found:
            out[target] = found[f"{derivation.model.name}.{ending}"]
    return out


def refusals(derivation: Derivation, plan: Plan | None = None) -> dict[str, str]:
    """Target of `GALLERY` to the sentence in which it refuses the model."""
    return _each(derivation, plan)[1]


def _each(
    derivation: Derivation, plan: Plan | None, made: Program | None = None
) -> tuple[dict[str, str], dict[str, str]]:
    from thetahat.codegen.plan import plan as printed
    from thetahat.codegen.program import program

    made = program(derivation) if made is None else made
    known = plan if plan is not None else printed(made)
    written: dict[str, str] = {}
    refused: dict[str, str] = {}
    for target, ending in GALLERY.items():
        write: Callable[..., str] = import_module(f"thetahat.codegen.languages.{target}").written
        try:
            written[f"{derivation.model.name}.{ending}"] = write(made, known)
        except TargetError as trouble:
            refused[target] = str(trouble)
    return written, refused
