"""A plan's passes and scalars as cells of Python text, of which those that are needed become one function."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from thetahat.core.plan import Formula, Maximise, Parameter, Pass, Plan, Root, Scalars, Statement
from thetahat.engines import vocabulary
from thetahat.engines.arrays import Together
from thetahat.engines.compiled import checked, expressions, needs_of, total
from thetahat.engines.kernels import work
from thetahat.engines.reductions import REDUCTIONS

COSTLY = 10.0
"""Nanoseconds for one row from which on a kernel is asked for."""

_WORD = re.compile(r"\b([A-Za-z_]\w*)\(")
REDUCE = {"total": "_add", "minimum": "_least", "maximum": "_greatest"}


class Unusual(Exception):  # noqa: N818 - not an error: the general way is taken
    """The plan is not for this module."""


@dataclass
class Cell:
    """A few lines that define names and use others."""

    defines: tuple[str, ...]
    uses: set[str]
    lines: list[str]
    reads: bool = False
    forks: str = ""
    """The parameter for each of whose values the rest is solved,"""
    ends: str = ""
    """the ends of its domain,"""
    choose: Sequence[str] = ()
    """and the lines that find the values."""


class Cells:
    """The cells of a plan that is being read, with the names and words that they use."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.names = {*plan.identifiers, plan.size, *(p.identifier for p in plan.known)}
        self.words: dict[str, Any] = {}
        self.cells: list[Cell] = []
        self.routes: dict[str, str] = {}
        self.searched: list[str] = []
        self.repeated: list[int] = []
        self.standard = False
        self.pilots = False
        """Whether a maximum that was proved to be the only one is sought in the data."""
        self.starts = 0
        """Where the number of starts stands among the counts."""
        self.kernels: dict[str, Together] = {}
        self.searches: dict[str, Any] = {}
        self.extremes: dict[str, tuple[str, str]] = {}
        """Names that stand for the least or the greatest value of a variable: (kind, variable)."""

    # -------------------------------------------------------------- sources

    def scalar(self, source: str) -> str:
        """A source with the words for floats."""
        checked(source, self.names)
        return _WORD.sub(lambda m: self._word(m[1], "s", vocabulary.scalar_words), source)

    def array(self, source: str) -> str:
        """A source with the words for arrays."""
        checked(source, self.names)
        return _WORD.sub(lambda m: self._word(m[1], "a", vocabulary.array_words), source)

    def _word(self, name: str, mark: str, meanings: Callable[[Iterable[str]], dict[str, Any]]) -> str:
        self.words[f"_{mark}_{name}"] = meanings((name,))[name]
        return f"_{mark}_{name}("

    def assigned(self, name: str, text: str, source: str, reads: bool = False) -> None:
        """name = text."""
        self.cells.append(Cell((name,), set(needs_of(source)), [f"{name} = {text}"], reads))
        self.names.add(name)

    # -------------------------------------------------------------- passes and scalars

    def read(self, s: Pass) -> None:
        """One reading of the data."""
        if any(s.levels):
            raise Unusual
        self.cells.append(Cell(("_pass",), set(), [], True))
        native, call = self.native(s)
        if native:
            self.cells.append(Cell((native,), set(s.needs), [f"{native} = {call}"], True))
        place = dict(zip(s.names, range(len(s.names)), strict=True))
        for name, text, source in self.rows_of(s):
            if native:
                done = f"{native}[{place[name]}]" if name in place else "None"
                text = f"{text} if {native} is None else {done}"
            self.assigned(name, text, source, True)
            if native:
                self.cells[-1].uses.add(native)

    def native(self, s: Pass) -> tuple[str, str]:
        """(a name, the call that gives it a kernel's statistics or None) for a pass that is worth one; else nothing."""
        if s.reads != self.plan.identifiers or len(s.reads) != 1 or any(s.levels) or not s.needs or work(s) < COSTLY:
            return "", ""
        name = f"_r{len(self.kernels)}"
        self.kernels[f"_k{name}"] = Together(s)
        return name, f"_k{name}({s.reads[0]}, ({''.join(f'{n}, ' for n in s.needs)}))"

    def rows_of(self, s: Pass) -> Iterator[tuple[str, str, str]]:
        """(name, text, source) of what a pass computes, in order."""
        if any(s.levels):
            raise Unusual
        rows = set(s.reads)
        for name, source in s.locals:
            if needs_of(source) & rows:
                rows.add(name)
                yield name, self.array(source), source
            else:
                # A power of a negative float is complex, which this refuses.
                yield name, f"_float({self.array(source)})", source
            self.names.add(name)
        for name, kind, source in zip(s.names, s.kinds, s.summands, strict=True):
            row = self._row(source, s)
            if source in self.plan.identifiers:
                self.extremes[name] = (kind, source)
            reduced = self.total(source, row, s) if kind == "total" else f"{REDUCE[kind]}({row})"
            yield name, f"_float({reduced})", source

    def total(self, source: str, row: str, s: Pass) -> str:
        """A sum over the rows, with the words for arrays; ``row`` is the summand as an array."""
        if row != self.array(source):
            return f"_add({row})"
        return _WORD.sub(
            lambda m: m[0] if m[1] in REDUCTIONS else self._word(m[1], "a", vocabulary.array_words),
            total(source, s.reads),
        )

    def _row(self, source: str, s: Pass) -> str:
        """A summand as an array, also where it does not depend on the observation."""
        text = self.array(source)
        varies = {*s.reads, *(name for name, _ in s.locals)}
        return text if needs_of(source) & varies else f"({text}) + 0.0*{s.reads[0]}" if s.reads else unusual()

    def body(self, statements: Sequence[Statement], arguments: set[str], outputs: Sequence[str]) -> Any:
        """(lines, names used from outside) of passes and scalars inside a function."""
        lines: list[str] = []
        inner = {*arguments, *self.plan.identifiers}
        uses: set[str] = set()
        for b in statements:
            if isinstance(b, Pass):
                rows = self.rows_of(b)
                native, call = self.native(b)
                if native:
                    # The kernel gives all statistics at once; else the lines that follow do.
                    uses |= set(b.needs) - inner
                    lines += [f"{native} = {call}", f"if {native} is None:"]
                    for name, text, source in rows:
                        self.names.add(name)
                        lines.append(f"    {name} = {text}")
                        uses |= needs_of(source) - inner
                        inner.add(name)
                    lines += ["else:", f"    {', '.join(b.names)}, = {native}"]
                    continue
            elif isinstance(b, Scalars):
                rows = ((name, self.scalar(source), source) for name, source in b.assignments)
            else:
                raise Unusual
            for name, text, source in rows:
                self.names.add(name)
                lines.append(f"{name} = {text}")
                uses |= needs_of(source) - inner
                inner.add(name)
        uses |= set().union(*(needs_of(o) for o in outputs)) - inner
        return lines, uses

    def function(self, f: Formula) -> tuple[list[str], set[str]]:
        """(lines that end with the outputs, names used from outside) of a formula."""
        lines, uses = self.body(f.body, set(f.arguments), f.outputs)
        return [*lines, "return (" + "".join(f"_float({self.scalar(o)}), " for o in f.outputs) + ")"], uses


def unusual() -> Any:
    """Give the plan to the general way."""
    raise Unusual


def ends_of(p: Parameter) -> tuple[float, float] | None:
    """The ends of a domain, if they are numbers."""
    if needs_of(p.lower.source) or needs_of(p.upper.source):
        return None
    low, high = expressions((p.lower.source, p.upper.source))({})
    return low, high


def reads_inside(plan: Plan) -> bool:
    """Whether something that is iterated reads the data."""
    bodies = [
        s.body if isinstance(s, Root) else s.derivatives.body for s in plan.estimate if isinstance(s, Root | Maximise)
    ]
    return any(isinstance(b, Pass) for body in bodies for b in body)


def kept(cells: Sequence[Cell], live: set[str]) -> list[Cell]:
    """The cells that are needed, in order; a pass without a needed statistic is left out."""
    wanted = set(live)
    kept: list[Cell] = []
    reading = False
    for cell in reversed(cells):
        if cell.defines == ("_pass",):
            if reading:
                kept.append(cell)
            reading = False
        elif wanted & set(cell.defines):
            wanted |= cell.uses
            kept.append(cell)
            reading |= cell.reads
    return kept[::-1]
