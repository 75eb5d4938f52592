"""The target `sql`: one query that returns the estimates from a table, for each group where ``by`` is given.

A closed estimator is a chain of common table expressions, one for each reading of the rows and each layer of formulas.
An equation with one root is solved by a recursive one, where the dialect has the functions.  For everything else the
query returns the sufficient statistics, if there are any, and says what is left to do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from thetahat.codegen.languages.able import others
from thetahat.codegen.languages.expression import names_of
from thetahat.codegen.languages.heading import heading
from thetahat.codegen.languages.items import flow, needed, only
from thetahat.codegen.languages.parts import back, standardised
from thetahat.codegen.languages.sql_dialects import DIALECTS
from thetahat.codegen.languages.sql_parts import indented, listed
from thetahat.codegen.languages.sql_stages import Stages
from thetahat.codegen.plan import plan as printed_plan
from thetahat.codegen.program import Program
from thetahat.codegen.program import program as program_of
from thetahat.core.derivation import Derivation
from thetahat.core.plan import Pass, Plan, Root, Scalars
from thetahat.errors import RequestError, TargetError


def module(
    derivation: Derivation,
    dialect: str = "portable",
    table: str = "data",
    column: object = None,
    by: object = None,
    known: Mapping[str, float] | None = None,
) -> str:
    """The query's text.

    ``column`` names the table's column of the variable (a mapping where there are several), ``by`` the columns whose
    values make the groups; ``known`` gives values to known constants, which are bind parameters otherwise.  Raises
    RequestError for an unknown dialect or column, TargetError where no statistics carry the estimate.
    """
    p = program_of(derivation)
    return written(p, printed_plan(p), dialect, table, column, by, known)


def written(
    p: Program,
    plan: Plan,
    dialect: str = "portable",
    table: str = "data",
    column: object = None,
    by: object = None,
    known: Mapping[str, float] | None = None,
) -> str:
    """The query's text, for a plan that is printed already."""
    return query(plan, heading(p), dialect, table, column, by, known)


def query(
    plan: Plan,
    head: Sequence[str],
    dialect: str = "portable",
    table: str = "data",
    column: object = None,
    by: object = None,
    known: Mapping[str, float] | None = None,
) -> str:
    """The query of a plan below the lines of a heading."""
    if dialect not in DIALECTS:
        raise RequestError(f"unknown SQL dialect {dialect!r}; there are: {', '.join(DIALECTS)}")
    groups = (by,) if isinstance(by, str) else tuple(by or ())  # type: ignore[arg-type]
    made = _Query(plan, DIALECTS[dialect], table, _columns(plan, column), groups, dict(known or {}))
    return made.text(head)


def _columns(plan: Plan, column: object) -> dict[str, str]:
    """Variable to column."""
    if column is None:
        return {v: v for v in plan.variables}
    if isinstance(column, str):
        if len(plan.variables) != 1:
            names = ", ".join(plan.variables)
            raise RequestError(f"column names one column, but the model has {names}: give a mapping")
        return {plan.variables[0]: column}
    if not isinstance(column, Mapping):
        raise RequestError("column must be a name, or a mapping from variable to name")
    unknown = [v for v in column if v not in plan.variables]
    if unknown:
        raise RequestError(f"column names {unknown[0]!r}, which is no variable: {', '.join(plan.variables)}")
    return {v: str(column.get(v, v)) for v in plan.variables}


class _Query(Stages):
    """One query in the making."""

    # -------------------------------------------------------------- the whole

    def text(self, head: Sequence[str]) -> str:
        """Comment, common table expressions, the final select."""
        self.numbers: dict[str, int] = {}
        self.base()
        told: list[str] = []
        wanted = [p.identifier for p in self.plan.parameters]
        try:
            self.chain(needed(self.plan.estimate, set(wanted)))
            outputs = self.estimates()
        except TargetError as trouble:
            self.parts, self.have, self.numbers, self.recursive = [], [], {}, False
            self.base()
            outputs = self.statistics(trouble)
            told = self.finish(trouble)
        comment = [*head, "", *told]
        comment += [
            "Rows where a value is NULL or not finite are skipped and counted in missing_rows; rows outside the",
            "support make the answer NULL and are counted in outside_rows.",
        ]
        lines = [f"-- {x}".rstrip() for x in comment]
        keyword = "WITH RECURSIVE" if self.recursive else "WITH"
        body = ",\n".join(f"{name} AS (\n{indented(text)}\n)" for name, text in self.parts)
        return "\n".join([*lines, f"{keyword} {body}", outputs]) + ";\n"

    def chain(self, statements: Sequence[object]) -> None:
        """Stages for the prelude that is needed and for each statement."""
        prelude = self.prelude(statements)
        self.moved = (
            standardised(self.plan) if any(isinstance(s, Root) for s in statements) and self.plan.iterates else {}
        )
        if self.moved:
            self._standardise()
        self.read(prelude)
        for s in statements:
            if isinstance(s, Pass):
                self.read([s])
            elif isinstance(s, Scalars):
                self.compute(s)
            elif isinstance(s, Root) and not s.several:
                self.root(s)
            else:
                kind = type(s).__name__
                raise TargetError(f"target 'sql' has no {_TOLD.get(kind, kind)}")

    def prelude(self, statements: Sequence[object]) -> list[Pass]:
        """The passes of the prelude, reduced to what is used."""
        wanted = {n for s in statements for n in _mentioned(s)}
        for c in self.conditions():
            wanted |= names_of(c[0]) | {n for _, e in c[1] for n in names_of(e)}
        out: list[Pass] = []
        for s in reversed(self.plan.prelude):
            part = only(s, wanted) if isinstance(s, Pass) else None
            if isinstance(part, Pass):
                out.insert(0, part)
                wanted |= set(flow(part)[0])
        return out

    def conditions(self) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
        """Conditions for existence that statistics alone decide."""
        have = {n for s in self.plan.prelude if isinstance(s, Pass) for n in s.names}
        have |= {self.plan.size, *(k.identifier for k in self.plan.known)}
        return [
            (c.holds, c.otherwise)
            for c in self.plan.conditions
            if c.kind == "exists" and names_of(c.holds) | {n for _, e in c.otherwise for n in names_of(e)} <= have
        ]

    # -------------------------------------------------------------- results

    def _labels(self) -> list[str]:
        out = []
        for g, n in zip(self.groups, self.group_names, strict=True):
            out.append(f"s.{n} AS {self.quoted(g)}")
        return out

    def _counts(self) -> list[str]:
        taken = {*self.groups, *(p.name for p in self.plan.parameters)}
        names = {"n": "sound_rows", "missing_rows": "missing_rows", "outside_rows": "outside_rows"}
        out = []
        for label, column in names.items():
            while label in taken:
                label += "_"
            out.append(f"s.{column} AS {self.quoted(label)}")
        return out

    def estimates(self) -> str:
        """The final select: NULL where the data are none, the limits where no maximum exists."""
        conditions = self.conditions()
        columns = self._labels()
        for p in self.plan.parameters:
            cases = ["WHEN s.outside_rows > 0 OR s.sound_rows = 0 THEN NULL"]
            for holds, otherwise in conditions:
                limit = dict(otherwise).get(p.name, "nan")
                text = "NULL" if limit == "nan" else self.formula(limit)
                cases.append(f"WHEN NOT ({self.formula(holds)}) THEN {text}")
            value = f"s.{self.columns_of[p.identifier]}"
            if self.units:
                value = self.formula(back(self.plan, self.plan.parameters.index(p), p.identifier, "_"))
            chosen = "\n  ".join([*cases, f"ELSE {value}"])
            columns.append(f"CASE\n  {chosen}\nEND AS {self.quoted(_label(p.name, self.groups))}")
        columns += self._counts()
        text = f"SELECT\n{listed(columns)}\nFROM {self.last} AS s"
        return text + (f"\nORDER BY {', '.join(f's.{n}' for n in self.group_names)}" if self.groups else "")

    def statistics(self, trouble: TargetError) -> str:
        """The final select of the sufficient statistics."""
        statements = needed(self.plan.estimate, {p.identifier for p in self.plan.parameters})
        if any(_reads(s) for s in statements):
            reason = str(trouble).split(";")[0].split(" has no ", 1)[-1]
            raise TargetError(
                f"target 'sql' cannot write {self.plan.name}: it has no {reason}, and no fixed set of sums carries "
                f"the estimate{others(self.plan)}"
            )
        try:
            self.read(self.prelude(statements))
        except TargetError as again:
            raise TargetError(f"{again}{others(self.plan, self.plan.name)}") from trouble
        columns = self._labels()
        for n in self.have:
            if n != self.plan.size:
                columns.append(f"s.{self.columns_of[n]} AS {self.quoted(n)}")
        columns += self._counts()
        text = f"SELECT\n{listed(columns)}\nFROM {self.last} AS s"
        return text + (f"\nORDER BY {', '.join(f's.{n}' for n in self.group_names)}" if self.groups else "")

    def finish(self, trouble: TargetError) -> list[str]:
        """What is left to do, in a comment: the program that finishes, in Python."""
        from thetahat.codegen.languages.python import finishing

        reason = str(trouble).split(";")[0].removeprefix("target 'sql' ")
        lines = [f"SQL {reason}: the query returns the sufficient statistics, and this program finishes.", ""]
        return [*lines, *(f"  {x}".rstrip() for x in finishing(self.plan)), ""]


_TOLD = {
    "Root": "search for the best of several roots",
    "Maximise": "joint maximisation",
    "Mixture": "EM algorithm",
    "IntegerSearch": "search over integers",
    "PointSearch": "search over the observations",
    "Choice": "choice between candidates",
}


def _label(name: str, groups: Sequence[str]) -> str:
    while name in groups:
        name += "_"
    return name


def _mentioned(s: object) -> set[str]:
    if isinstance(s, str):
        return set(names_of(s)) if s else set()
    if isinstance(s, tuple):
        return set().union(*map(_mentioned, s)) if s else set()
    if hasattr(s, "__dataclass_fields__"):
        return set().union(*(_mentioned(getattr(s, f)) for f in s.__dataclass_fields__ if f != "kinds"))
    return set()


def _reads(s: object) -> bool:
    """Whether a statement reads rows once the prelude is known."""
    if isinstance(s, Pass):
        return True
    if isinstance(s, tuple):
        return any(map(_reads, s))
    if hasattr(s, "__dataclass_fields__"):
        return any(_reads(getattr(s, f)) for f in s.__dataclass_fields__)
    return False
