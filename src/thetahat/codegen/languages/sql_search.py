"""The search for a root in SQL: one safeguarded Newton step at each turn of a recursive expression."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from thetahat.codegen.languages.sql_parts import indented, listed, values_read


@dataclass(frozen=True)
class Search:
    """The recursive half of a search for a root: ``r`` is the row of the step before."""

    kept: Sequence[str]
    parts: Sequence[tuple[str, str]]
    """Column, what several summands share."""
    sums: Sequence[tuple[str, str, str]]
    """Column, aggregate, summand."""
    rows: str
    belongs: str
    equation: str
    slope: str
    positive: bool
    small: str

    @property
    def scale(self) -> str:
        """What a step is compared with."""
        return "ABS(r.root)" if self.positive else "(1.0 + ABS(r.root))"

    @property
    def where(self) -> str:
        """The rows that count."""
        return f"o.status = 0 AND {self.belongs}" if self.belongs else "o.status = 0"

    def move(self, newton: str, value: str = "r.value", low: str = "r.low", high: str = "r.high") -> str:
        """Newton's step where it is small or stays between what is known, else a wider or halved bracket."""
        size = f"ABS({newton} - r.root)"
        up, down = ("r.root * 4.0", "r.root / 4.0") if self.positive else (
            "r.root + 1.0 + ABS(r.root)", "r.root - 1.0 - ABS(r.root)"
        )  # fmt: skip
        middle = f"SQRT({low}) * SQRT({high})" if self.positive else f"0.5 * ({low} + {high})"
        return (
            "CASE\n"
            f"  WHEN {value} = 0.0 THEN r.root\n"
            f"  WHEN {size} <= {self.small} * {self.scale} THEN {newton}\n"
            f"  WHEN {newton} > COALESCE({low}, {down}) AND {newton} < COALESCE({high}, {up})\n"
            f"    AND (r.moved IS NULL OR {size} < 0.5 * r.moved) THEN {newton}\n"
            f"  WHEN {low} IS NULL THEN {down}\n"
            f"  WHEN {high} IS NULL THEN {up}\n"
            f"  ELSE {middle}\n"
            "END"
        )

    @property
    def going(self) -> str:
        """Whether another step is needed."""
        return f"(r.value IS NULL OR r.value <> 0.0)\n  AND (r.moved IS NULL OR r.moved > {self.small} * {self.scale})"

    def at_once(self, first: str) -> str:
        """One step for each turn: sums, equation and slope, bracket, Newton's point, each in a query of its own."""
        totals = [f"{function}({summand}) AS {n}" for n, function, summand in self.sums]
        start, sums = f"FROM {first} AS r", ""
        if totals:
            source = f"FROM {self.rows} AS o\nWHERE {self.where}"
            if self.parts:
                shared = [*values_read(totals), *(f"{text} AS {n}" for n, text in self.parts)]
                totals = [re.sub(r"\bo\.value_", "q.value_", t) for t in totals]
                source = f"FROM (\n{indented(f'SELECT{chr(10)}{listed(shared)}{chr(10)}{source}')}\n) AS q"
            inner = indented(f"SELECT\n{listed(totals)}\n{source}")
            start += f"\nCROSS JOIN LATERAL (\n{inner}\n) AS p"
            sums = ", p.*"
        going = f"WHERE r.step < 200\n  AND (r.step = 0 OR r.value IS NOT NULL)\n  AND {self.going}"
        text = f"SELECT r.*{sums}\n{start}\n{going}"
        bracket = [
            "CASE WHEN r.height > 0.0 THEN r.root ELSE r.low END AS below",
            "CASE WHEN r.height <= 0.0 THEN r.root ELSE r.high END AS above",
            "r.root - r.height / NULLIF(r.tilt, 0.0) AS newton",
        ]
        move = self.move("r.newton", "r.height", "r.below", "r.above")
        moved = [move, "r.height", "r.below", "r.above", "ABS(r.newton - r.root)", "r.step + 1"]
        for columns in (
            ["r.*", f"{self.equation} AS height", f"{self.slope} AS tilt"],
            ["r.*", *bracket],
            [*(f"r.{c}" for c in self.kept), *moved],
        ):
            text = f"SELECT\n{listed(columns)}\nFROM (\n{indented(text)}\n) AS r"
        return text

    def in_turns(self, first: str) -> str:
        """Four turns for each step, for systems that allow no query around the row of the step before."""
        turn = [f"r.step % 4 = {k}" for k in range(4)]
        newton = "(r.root - r.value / NULLIF(r.slope, 0.0))"
        step = [*(f"r.{c}" for c in self.kept)]
        step.append(f"CASE WHEN {turn[3]} THEN\n{indented(self.move(newton))}\nELSE r.root END")
        for n, function, summand in self.sums:
            inner = f"(\n  SELECT {function}({summand})\n  FROM {self.rows} AS o WHERE {self.where}\n)"
            step.append(f"CASE WHEN {turn[0]} THEN {inner} ELSE r.{n} END")
        step.append(f"CASE WHEN {turn[1]} THEN {self.slope} ELSE r.slope END")
        step.append(f"CASE WHEN {turn[1]} THEN {self.equation} ELSE r.value END")
        step.append(f"CASE WHEN {turn[2]} AND r.value > 0.0 THEN r.root ELSE r.low END")
        step.append(f"CASE WHEN {turn[2]} AND r.value <= 0.0 THEN r.root ELSE r.high END")
        step.append(f"CASE WHEN {turn[3]} THEN ABS(r.value / NULLIF(r.slope, 0.0)) ELSE r.moved END")
        step.append("r.step + 1")
        going = f"WHERE r.step < 800\n  AND ({turn[0]} OR {turn[1]} OR (r.value IS NOT NULL AND r.slope IS NOT NULL))"
        going += f"\n  AND {self.going}"
        return f"SELECT\n{listed(step)}\nFROM {first} AS r\n{going}"
