"""The quick way for whole numbers: the rows are counted once, and what iterates reads the table of counts.

of_counts(plan)    the compiled ordinary case over a table, or None for plans that read their data only once
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from thetahat.core.plan import Pass, Plan
from thetahat.engines.cells import Unusual, reads_inside
from thetahat.engines.counting import table
from thetahat.engines.quick import Builder, Quick
from thetahat.engines.swift_units import Found, Run

WEIGHTS = "_weights"


def of_counts(plan: Plan) -> Quick | None:
    """The ordinary case for one column of whole numbers."""
    if len(plan.variables) != 1 or not plan.regions[0].integer or not reads_inside(plan):
        return None
    try:
        return Tallied(plan).built()
    except Unusual:
        return None


class Tallied(Builder):
    """Every sum is weighted with the counts."""

    def built(self) -> Quick:
        """The function, which searches from one start: several are drawn from rows, and a table has none."""
        found = super().built()
        if self.searches or self.standard:
            raise Unusual
        return replace(found, passes=1, repeated=(0,) * len(found.repeated))

    def columns(self) -> tuple[str, ...]:
        """The values and their counts."""
        return (*self.plan.identifiers, WEIGHTS)

    def begun(self, run: Run) -> Run:
        """The rows counted."""

        def counted(x: Any, n: float, *known: float) -> Found | None:
            values, counts = table(x) or (None, None)
            return None if values is None else run(values, counts, n, *known)

        return counted

    def total(self, source: str, row: str, s: Pass) -> str:
        """A dot product with the counts."""
        return f"_dot({row}, {WEIGHTS})"

    def across(self, row: str) -> str:
        """The same at several trial points."""
        return f"_across(({row})*{WEIGHTS})"

    def native(self, s: Pass) -> tuple[str, str]:
        """A table is too short for a kernel."""
        return "", ""

    def hinted(self) -> bool:
        """It needs no pilot."""
        self.words["_hint"] = None
        return False
