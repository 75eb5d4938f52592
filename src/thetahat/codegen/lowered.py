"""A derivation's program with its printed plan: what every target begins with."""

from __future__ import annotations

from thetahat.codegen.plan import plan as printed_plan
from thetahat.codegen.program import Program, program
from thetahat.core.derivation import Derivation
from thetahat.core.plan import Plan


def printed(derivation: Derivation) -> tuple[Program, Plan]:
    """(program, plan)."""
    made = program(derivation)
    return made, printed_plan(made)
