"""Which targets have a word of a plan, or all that a plan needs: what a refusal names."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from thetahat.codegen.languages.kernel import kernel
from thetahat.engines import vocabulary
from thetahat.errors import TargetError

if TYPE_CHECKING:
    from thetahat.core.plan import Plan

_TABLES = {
    "c": "c_language:C",
    "numba": "numba:Numba",
    "jax": "jax_language:Jax",
    "r": "r_language:R",
    "javascript": "javascript:JavaScript",
    "fortran": "fortran:Fortran",
    "octave": "octave:Octave",
    "julia": "julia:Julia",
    "rust": "rust:Rust",
}
"""Target to the module and the class that hold its words."""


def able(word: str, but: str = "") -> tuple[str, ...]:
    """The targets that can compute a word, ``but`` one."""
    found = ["numpy"] if word in vocabulary.HOME else []
    for target, home in _TABLES.items():
        module, name = home.split(":")
        table = getattr(import_module(f"thetahat.codegen.languages.{module}"), name)
        translated = word in kernel() and target != "jax"
        if target != but and (word in table.words or word in getattr(table, "carried", ()) or translated):
            found.append(target)
    return tuple(found)


_WIDE = ("c", "r")
"""Targets that write nearly every plan: those that a refusal of a whole plan tries."""


def others(plan: Plan, what: str = "it") -> str:
    """The end of a refusal: the targets that write the whole plan, each of them tried."""
    found = ["numpy"]
    for target in _WIDE:
        try:
            import_module(f"thetahat.codegen.languages.{target}").source(plan, ())
        except TargetError:
            continue
        found.append(target)
    return f"; {', '.join(found)} can write {what}"
