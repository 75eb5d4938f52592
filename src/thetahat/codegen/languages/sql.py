"""The target `sql`: one query that returns the estimates from a table, for each group where ``by`` is given.

A closed estimator is a chain of common table expressions, one for each reading of the rows and each layer of formulas.
An equation with one root is solved by a recursive one, where the dialect has the functions.  For everything else the
query returns the sufficient statistics, if there are any, and says what is left to do.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thetahat.codegen.languages.able import others
from thetahat.codegen.languages.expression import ADD, ATOM, COMPARE, MULTIPLY, Formulas, Text, names_of, parsed
from thetahat.codegen.languages.heading import heading
from thetahat.codegen.languages.lowering import fixed_tests, flow, needed, only
from thetahat.codegen.languages.parts import back, standardised
from thetahat.codegen.plan import plan as printed_plan
from thetahat.codegen.program import Program
from thetahat.codegen.program import program as program_of
from thetahat.core.derivation import Derivation
from thetahat.core.plan import Pass, Plan, Root, Scalars
from thetahat.errors import RequestError, TargetError


@dataclass(frozen=True)
class Dialect:
    """What differs from one system to the next."""

    name: str
    double: str = "DOUBLE PRECISION"
    quote: str = '"'
    infinity: str = "CAST('Infinity' AS DOUBLE PRECISION)"
    total: str = "SUM"
    placeholder: str = ":"
    functions: tuple[str, ...] = ()
    files: bool = False
    lateral: bool = False
    """Whether a recursive expression may hold queries within queries: one reading of the rows at each step."""


DIALECTS = {
    d.name: d
    for d in (
        Dialect("portable"),
        Dialect("postgres", lateral=True),
        Dialect(
            "duckdb",
            double="DOUBLE",
            infinity="CAST('Infinity' AS DOUBLE)",
            total="SUM",
            placeholder="$",
            functions=("gammaln",),
            files=True,
            lateral=True,
        ),
        Dialect("sqlite", double="REAL", infinity="9e999"),
        Dialect("spark", double="DOUBLE", quote="`", infinity="CAST('Infinity' AS DOUBLE)"),
    )
}


class SQL(Formulas):
    """Formulas in the functions that every dialect has; what may divide by 0 or leave a domain gives NULL."""

    target = "sql"
    words = {
        **{w: w.upper() for w in "abs sin cos tan floor exp sign".split()},
        "arcsin": "ASIN",
        "arccos": "ACOS",
        "arctan": "ATAN",
        "arctan2": "ATAN2",
        "sinh": "((EXP({0}) - EXP(-({0}))) / 2.0)",
        "cosh": "((EXP({0}) + EXP(-({0}))) / 2.0)",
        "tanh": "(1.0 - 2.0 / (EXP(2.0 * ({0})) + 1.0))",
        "ceil": "CEILING",
        "log": "CASE WHEN ({0}) > 0.0 THEN LN({0}) END",
        "sqrt": "CASE WHEN ({0}) >= 0.0 THEN SQRT({0}) END",
        "expit": "(1.0 / (1.0 + EXP(-({0}))))",
        "inverse_expm1": "(1.0 / NULLIF(EXP({0}) - 1.0, 0.0))",
        "xlogy": "CASE WHEN ({0}) = 0.0 THEN 0.0 WHEN ({1}) > 0.0 THEN ({0}) * LN({1}) END",
        "xlog1py": "CASE WHEN ({0}) = 0.0 THEN 0.0 WHEN ({1}) > -1.0 THEN ({0}) * LN(1.0 + ({1})) END",
        "logaddexp": "(CASE WHEN ({0}) > ({1}) THEN ({0}) ELSE ({1}) END + LN(1.0 + EXP(-ABS(({0}) - ({1})))))",
        "log1p": "CASE WHEN 1.0 + ({0}) = 1.0 THEN ({0}) "
        "WHEN ({0}) > -1.0 THEN ({0}) * LN(1.0 + ({0})) / ((1.0 + ({0})) - 1.0) END",
        "expm1": "CASE WHEN ABS({0}) > 0.3 THEN EXP({0}) - 1.0 WHEN EXP({0}) = 1.0 THEN ({0}) "
        "ELSE (EXP({0}) - 1.0) * ({0}) / LN(EXP({0})) END",
        "gammaln": "LGAMMA",
        "maximum": "CASE WHEN ({0}) >= ({1}) THEN ({0}) ELSE ({1}) END",
        "minimum": "CASE WHEN ({0}) <= ({1}) THEN ({0}) ELSE ({1}) END",
    }
    compare = {**Formulas.compare, ast.Eq: "=", ast.NotEq: "<>"}
    logic = {ast.And: "AND", ast.Or: "OR"}
    denial = "NOT "
    positive: set[str] = set()
    exponential = False
    """Whether powers are written by their logarithms, which a search needs as well: half the time."""

    def __init__(self, dialect: Dialect, names: Mapping[str, str]) -> None:
        super().__init__(names)
        self.dialect = dialect
        self.constants = {
            "pi": "3.141592653589793",
            "inf": dialect.infinity,
            "nan": f"CAST(NULL AS {dialect.double})",
            "True": "TRUE",
            "False": "FALSE",
        }

    def number(self, value: float) -> str:
        text = repr(float(value))
        return f"CAST({text} AS {self.dialect.double})" if "e" in text else text

    def show_UnaryOp(self, e: ast.UnaryOp) -> Text:
        if isinstance(e.op, ast.Not):
            return f"(NOT ({self.text(e.operand)}))", ATOM
        return super().show_UnaryOp(e)

    def show_BinOp(self, e: ast.BinOp) -> Text:
        if isinstance(e.op, ast.Div) and not isinstance(e.right, ast.Constant):
            return f"{self.tight(e.left, MULTIPLY)} / NULLIF({self.text(e.right)}, 0.0)", MULTIPLY
        return super().show_BinOp(e)

    def power(self, base: ast.expr, exponent: ast.expr) -> Text:
        return self.raised(base, exponent)

    def raised(self, base: ast.expr, exponent: ast.expr) -> Text:
        value = exponent.value if isinstance(exponent, ast.Constant) else None
        whole = float(value) if isinstance(value, (int, float)) else 0.5
        if whole in (2.0, 3.0, 4.0):
            one = self.tight(base, MULTIPLY + 1)
            return " * ".join([one] * int(whole)), MULTIPLY
        if whole.is_integer() and whole > 0:
            return f"POWER({self.text(base)}, {self.number(whole)})", ATOM
        inner, upper = self.text(base), self.text(exponent)
        if self.sure(base):
            if self.exponential:
                return f"EXP({self.tight(exponent, MULTIPLY)} * LN({inner}))", ATOM
            return f"POWER({inner}, {upper})", ATOM
        return f"CASE WHEN ({inner}) > 0.0 THEN POWER({inner}, {upper}) END", ADD - 3

    def where(self, test: ast.expr, yes: ast.expr, no: ast.expr) -> Text:
        return f"CASE WHEN {self.tight(test, COMPARE)} THEN {self.text(yes)} ELSE {self.text(no)} END", ADD - 3

    def sure(self, e: ast.expr) -> bool:
        """Whether the support says that a row's variable is positive."""
        return isinstance(e, ast.Name) and e.id in self.positive

    def call(self, word: str, args: list[ast.expr]) -> Text:
        if word in ("log", "sqrt") and self.sure(args[0]):
            return f"{'LN' if word == 'log' else 'SQRT'}({self.text(args[0])})", ATOM
        if word == "gammaln" and word not in self.dialect.functions:
            raise TargetError(f"target 'sql' in the dialect {self.dialect.name} has no {word} (duckdb has)")
        text, _ = super().call(word, args)
        return text, (ADD - 3 if text.startswith("CASE") else ATOM)


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


class _Query:
    def __init__(
        self,
        plan: Plan,
        dialect: Dialect,
        table: str,
        columns: Mapping[str, str],
        groups: Sequence[str],
        known: dict[str, float],
    ) -> None:
        self.plan, self.dialect, self.table, self.columns, self.groups = plan, dialect, table, columns, groups
        self.group_names = [f"group_{i + 1}" for i in range(len(groups))]
        self.rows = "observations"
        while table.split(".")[-1].lower().startswith(self.rows):
            self.rows += "_"
        self.parts: list[tuple[str, str]] = []
        self.have: list[str] = []
        self.last = ""
        self.recursive = False
        self.count = 0
        constants = {}
        for k in plan.known:
            if k.name in known:
                constants[k.identifier] = f"CAST({float(known[k.name])!r} AS {dialect.double})"
            else:
                constants[k.identifier] = f"CAST({dialect.placeholder}{k.identifier} AS {dialect.double})"
        unknown = [n for n in known if n not in {k.name for k in plan.known}]
        if unknown:
            raise RequestError(f"known names {unknown[0]!r}, which is no known constant of this model")
        self.constants = constants
        self.units: dict[str, tuple[str, str]] = {}
        """Variable to the columns of its centre and its spread, where rows are standardised."""
        self.positive = {
            r.identifier
            for r in plan.regions
            if (r.lower == "0" and not r.lower_closed) or (r.lower[0].isdigit() and r.lower != "0")
        }
        self.names = dict(constants)

    # -------------------------------------------------------------- texts

    def quoted(self, name: str) -> str:
        """An identifier between the dialect's marks."""
        if not name or any(not c.isprintable() for c in name):
            raise RequestError(f"{name!r} cannot be the name of a column or table")
        q = self.dialect.quote
        return q + name.replace(q, q + q) + q

    def source(self) -> str:
        """The table, its parts quoted one by one; a file's name stays whole."""
        whole = self.dialect.files and re.search(r"[/\\]|\.(parquet|csv|json)$", self.table)
        parts = [self.table] if whole else self.table.split(".")
        return ".".join(self.quoted(p) for p in parts)

    def formula(self, source: str, table: str = "s") -> str:
        """A formula over scalars of the last stage."""
        names = {**{n: f"{table}.{column}" for n, column in self.columns_of.items()}, **self.names}
        return SQL(self.dialect, names).text(source)

    def row_names(self, table: str = "s") -> dict[str, str]:
        """Known constants, and variables as one row has them, in standard units once there are any."""
        out = dict(self.constants)
        for i, x in enumerate(self.plan.identifiers):
            out[x] = f"o.value_{i + 1}"
            if x in self.units:
                centre, spread = self.units[x]
                out[x] = f"((o.value_{i + 1} - {table}.{centre}) / {table}.{spread})"
        return out

    def rowwise(self, names: Mapping[str, str]) -> SQL:
        """A printer of formulas over rows."""
        made = SQL(self.dialect, names)
        made.positive = self.positive
        return made

    def over_rows(self, source: str | ast.expr, table: str = "s") -> str:
        """A formula over one row and scalars."""
        names = {**{n: f"{table}.{column}" for n, column in self.columns_of.items()}, **self.row_names(table)}
        return self.rowwise(names).text(source)

    @property
    def columns_of(self) -> dict[str, str]:
        """Scalar to the column that holds it: numbered, so that no name can clash."""
        return {n: f"v_{self.numbers[n]}_{_plain(n)}" for n in self.have}

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
        body = ",\n".join(f"{name} AS (\n{_indented(text)}\n)" for name, text in self.parts)
        return "\n".join([*lines, f"{keyword} {body}", outputs]) + ";\n"

    def base(self) -> None:
        """The rows with their status: 0 sound, 1 missing, 2 outside the support."""
        d = self.dialect
        casts = [
            f"CAST({self.quoted(self.columns[v])} AS {d.double}) AS value_{i + 1}"
            for i, v in enumerate(self.plan.variables)
        ]
        groups = [f"{self.quoted(g)} AS {n}" for g, n in zip(self.groups, self.group_names, strict=True)]
        inner = f"SELECT\n{_listed([*groups, *casts])}\nFROM {self.source()}"
        values = [f"o.value_{i + 1}" for i in range(len(self.plan.variables))]
        finite = " AND ".join(f"ABS({v}) <= {SQL(d, {}).number(1.7976931348623157e308)}" for v in values)
        tests = [SQL(d, self.row_names()).tight(parsed(s), COMPARE) for _, s, _ in fixed_tests(self.plan)]
        status = f"CASE\n  WHEN {finite} THEN\n    "
        status += f"CASE WHEN {' AND '.join(tests)} THEN 0 ELSE 2 END" if tests else "0"
        status += "\n  ELSE 1\nEND AS status"
        columns = [*(f"o.{n}" for n in self.group_names), *values, status]
        self.parts.append((self.rows, f"SELECT\n{_listed(columns)}\nFROM (\n{_indented(inner)}\n) AS o"))
        self.first = True

    def stage(self) -> str:
        self.count += 1
        return f"stage_{self.count}"

    def joined(self, left: str, right: str) -> str:
        """The condition that two tables belong to the same group."""
        if not self.groups:
            return ""
        return " AND ".join(f"{left}.{n} IS NOT DISTINCT FROM {right}.{n}" for n in self.group_names)

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

    # -------------------------------------------------------------- stages

    def read(self, passes: Sequence[Pass]) -> None:
        """One reading of the rows for each pass; the first counts them."""
        for i, p in enumerate(passes or [None]):  # type: ignore[list-item]
            self._pass(p, i == 0 and self.first)
        self.first = False

    def _standardise(self) -> None:
        """Columns with a centre and a spread of the rows: an iteration then starts in the right place."""
        sums, squares, made = [], [], []
        for x, (centred, _) in self.moved.items():
            sums.append((f"total_{x}_", x if centred else f"abs({x})"))
            made.append((f"centre_{x}_", f"total_{x}_/{self.plan.size}" if centred else "0"))
        p = Pass(tuple(n for n, _ in sums), ("total",) * len(sums), tuple(e for _, e in sums))
        self.read([p])
        self.compute(Scalars(tuple(made)))
        for x, (centred, scaled) in self.moved.items():
            if centred and scaled:
                squares.append((f"total_{x}_2_", f"({x} - centre_{x}_)**2"))
        if squares:
            names, summands = tuple(n for n, _ in squares), tuple(e for _, e in squares)
            self.read([Pass(names, ("total",) * len(squares), summands)])
        spreads = []
        for x, (centred, scaled) in self.moved.items():
            size = f"sqrt(total_{x}_2_/{self.plan.size})" if centred else f"total_{x}_/{self.plan.size}"
            spreads.append((f"spread_{x}_", f"where({size} > 0, {size}, 1)" if scaled else "1"))
        self.compute(Scalars(tuple(spreads)))
        columns = self.columns_of
        self.units = {x: (columns[f"centre_{x}_"], columns[f"spread_{x}_"]) for x in self.moved}

    def _pass(self, p: Pass | None, counting: bool) -> None:
        if p is not None and "quantile" in p.kinds:
            if counting:
                self._pass(None, True)
                counting = False
            self._ranked(p)
        columns: list[str] = []
        if counting:
            columns += [f"COUNT(CASE WHEN o.status = {k} THEN 1 END) AS {n}" for k, n in _COUNTS]
        names: list[str] = []
        if p is not None:
            for name, kind, summand in zip(p.names, p.kinds, p.summands, strict=True):
                if kind == "quantile":
                    continue
                inner = self.over_rows(_inlined(summand, p.locals))
                function = {"total": self.dialect.total, "minimum": "MIN", "maximum": "MAX"}[kind]
                names.append(name)
                column = f"{function}(CASE WHEN o.status = 0 THEN {inner} END)"
                # counts of cases would be decimal numbers
                columns.append(f"CAST({column} AS {self.dialect.double})" if inner.startswith("CASE") else column)
        before = None if counting else self.last
        stage = self.stage()
        if before is None:
            self.numbers[self.plan.size] = 0
            size = f"CAST(COUNT(CASE WHEN o.status = 0 THEN 1 END) AS {self.dialect.double}) AS v_0_n"
            self.have.append(self.plan.size)
            columns = [size, *columns]
        start = len(columns) - len(names)
        for i, name in enumerate(names):
            self._take(name)
            columns[start + i] += f" AS {self.columns_of[name]}"
        if before is None:
            groups = [f"o.{n}" for n in self.group_names]
            text = f"SELECT\n{_listed([*groups, *columns])}\nFROM {self.rows} AS o"
            text += f"\nGROUP BY {', '.join(groups)}" if groups else ""
            self.parts.append((stage, text))
            self.last = stage
            return
        if not names:
            return
        groups = [f"s.{n}" for n in self.group_names]
        text = f"SELECT\n{_listed([*groups, *columns])}\nFROM {self.rows} AS o\n"
        on = self.joined("o", "s")
        text += f"JOIN {before} AS s ON {on}\n" if on else f"CROSS JOIN {before} AS s\n"
        text += f"GROUP BY {', '.join(groups)}" if groups else ""
        self.parts.append((f"pass_{self.count}", text.rstrip()))
        made = [f"p.{self.columns_of[n]}" for n in names]
        text = f"SELECT\n{_listed(['s.*', *made])}\nFROM {before} AS s\n"
        on = self.joined("s", "p")
        text += f"JOIN pass_{self.count} AS p ON {on}" if on else f"CROSS JOIN pass_{self.count} AS p"
        self.parts.append((stage, text))
        self.last = stage

    def _ranked(self, p: Pass) -> None:
        """Quantiles by rank: a numbered list of the values, then those in the middle of it."""
        on = self.joined("o", "s")
        for name, kind, summand, level in zip(p.names, p.kinds, p.summands, p.levels, strict=True):
            if kind != "quantile":
                continue
            value = self.over_rows(_inlined(summand, p.locals))
            share = self.formula(level)
            groups = [f"o.{n}" for n in self.group_names]
            window = f"PARTITION BY {', '.join(groups)} " if groups else ""
            columns = [*groups, f"{value} AS value"]
            columns.append(f"ROW_NUMBER() OVER ({window}ORDER BY {value}) AS place")
            stage = self.stage()
            text = f"SELECT\n{_listed(columns)}\nFROM {self.rows} AS o\n"
            text += f"JOIN {self.last} AS s ON {on}\n" if on else f"CROSS JOIN {self.last} AS s\n"
            self.parts.append((f"ranked_{self.count}", text + "WHERE o.status = 0"))
            size = f"s.{self.columns_of[self.plan.size]}"
            if share == "0.5":
                test = f"2.0 * o.place >= {size} AND 2.0 * o.place <= {size} + 2.0"
                # with an odd number of values the neighbours of the middle one are left out
                test += f" AND (2.0 * o.place = {size} + 1.0 OR 2.0 * FLOOR({size} / 2.0) = {size})"
            else:
                test = f"o.place >= {size} * {share} AND o.place < {size} * {share} + 1.0"
            groups = [f"s.{n}" for n in self.group_names]
            text = f"SELECT\n{_listed([*groups, f'AVG(CASE WHEN {test} THEN o.value END) AS value'])}\n"
            text += f"FROM ranked_{self.count} AS o\n"
            text += f"JOIN {self.last} AS s ON {on}" if on else f"CROSS JOIN {self.last} AS s"
            text += f"\nGROUP BY {', '.join(groups)}" if groups else ""
            self.parts.append((f"quantile_{self.count}", text))
            before = self.last
            self._take(name)
            text = f"SELECT\n{_listed(['s.*', f'p.value AS {self.columns_of[name]}'])}\nFROM {before} AS s\n"
            match = self.joined("s", "p")
            text += f"JOIN quantile_{self.count} AS p ON {match}" if match else f"CROSS JOIN quantile_{self.count} AS p"
            self.parts.append((stage, text))
            self.last = stage

    def _take(self, name: str) -> None:
        if name not in self.numbers:
            self.numbers[name] = len(self.numbers)
        if name not in self.have:
            self.have.append(name)

    def compute(self, s: Scalars) -> None:
        """Formulas in layers: each layer uses those before it."""
        todo = list(s.assignments)
        while todo:
            ready = [(n, e) for n, e in todo if not names_of(e) & {m for m, _ in todo}]
            columns = [(n, self.formula(e)) for n, e in ready]
            for n, _ in columns:
                self._take(n)
            stage = self.stage()
            made = [f"{text} AS {self.columns_of[n]}" for n, text in columns]
            self.parts.append((stage, f"SELECT\n{_listed(['s.*', *made])}\nFROM {self.last} AS s"))
            self.last = stage
            todo = [x for x in todo if x not in ready]

    # -------------------------------------------------------------- one equation

    def root(self, s: Root) -> None:
        """A recursive expression that takes a safeguarded Newton step at a time, then what it ends with."""
        positive = (s.lower, s.upper) == ("0", "inf")
        if not positive and (s.lower, s.upper) != ("-inf", "inf"):
            raise TargetError(f"target 'sql' has no equation on ({s.lower}, {s.upper})")
        double = self.dialect.double
        kept = [*self.group_names, *(self.columns_of[n] for n in self.have), *_COUNTED]
        names = {n: f"r.{c}" for n, c in self.columns_of.items()} | {s.parameter: "r.root"} | self.names
        sums, names = self._inner(s, names)
        printer = self.rowwise({**names, **self.row_names("r")})
        printer.exponential = True
        parts = _repeated([e for _, _, e in sums]) if self.dialect.lateral else {}
        columns = [(name, printer.text(e)) for name, e in parts.values()]
        printer.names |= {name: f"q.{name}" for name, _ in parts.values()}
        search = _Search(
            kept=kept,
            parts=columns,
            sums=[(n, function, printer.text(_shortened(e, parts))) for n, function, e in sums],
            rows=self.rows,
            belongs=self.joined("o", "r"),
            equation=SQL(self.dialect, names).text(s.equation),
            slope=SQL(self.dialect, names).text(s.slope),
            positive=positive,
            small=SQL(self.dialect, {}).number(1e-9),
        )
        first, before = self.stage(), self.last
        held = [] if self.dialect.lateral else [*(n for n, _, _ in sums), "slope"]
        seed = [*(f"s.{c}" for c in kept), f"CAST({'1.0' if positive else '0.0'} AS {double}) AS root"]
        seed += [f"CAST(NULL AS {double}) AS {n}" for n in (*held, *_SEARCH)]
        seed.append("0 AS step")
        step = search.at_once(first) if self.dialect.lateral else search.in_turns(first)
        self.parts.append((first, f"SELECT\n{_listed(seed)}\nFROM {before} AS s\nUNION ALL\n{step}"))
        self.recursive = True
        self._take(s.parameter)
        final = self.stage()
        last = " AND ".join(["t.step > r.step", *([self.joined("t", "r")] if self.groups else [])])
        solved = f"CASE WHEN r.moved <= {search.small} * {search.scale} OR r.value = 0.0 THEN r.root END"
        pick = [*(f"r.{c}" for c in kept), f"{solved} AS {self.columns_of[s.parameter]}"]
        text = f"SELECT\n{_listed(pick)}\nFROM {first} AS r\n"
        text += f"WHERE NOT EXISTS (SELECT 1 FROM {first} AS t WHERE {last})"
        self.parts.append((final, text))
        self.last = final

    def _inner(self, s: Root, names: Mapping[str, str]) -> tuple[list[tuple[str, str, ast.expr]], dict[str, str]]:
        """(sums as (column, aggregate, summand), all names): what the equation's body defines, scalars written out."""
        out = dict(names)
        sums: list[tuple[str, str, ast.expr]] = []
        wanted = names_of(s.equation) | names_of(s.slope)
        wanted |= {n for c in s.body if isinstance(c, Scalars) for _, e in c.assignments for n in names_of(e)}
        for b in s.body:
            if isinstance(b, Scalars):
                for n, e in b.assignments:
                    out[n] = f"({SQL(self.dialect, out).text(e)})"
                continue
            part = only(b, wanted) if isinstance(b, Pass) else None
            if not isinstance(part, Pass):
                continue
            if set(flow(part)[0]) & {n for n, _, _ in sums}:
                raise TargetError("target 'sql' has no equation that reads the rows twice at each step")
            for name, kind, summand in zip(part.names, part.kinds, part.summands, strict=True):
                if kind == "quantile":
                    raise TargetError("target 'sql' has no quantile inside an equation")
                function = {"total": self.dialect.total, "minimum": "MIN", "maximum": "MAX"}[kind]
                column = f"w_{len(sums) + 1}_{_plain(name)}"
                sums.append((column, function, _inlined(summand, part.locals)))
                out[name] = f"r.{column}"
        return sums, out

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
            columns.append(f"CASE {' '.join(cases)} ELSE {value} END AS {self.quoted(_label(p.name, self.groups))}")
        columns += self._counts()
        text = f"SELECT\n{_listed(columns)}\nFROM {self.last} AS s"
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
        text = f"SELECT\n{_listed(columns)}\nFROM {self.last} AS s"
        return text + (f"\nORDER BY {', '.join(f's.{n}' for n in self.group_names)}" if self.groups else "")

    def finish(self, trouble: TargetError) -> list[str]:
        """What is left to do, in a comment: the program that finishes, in Python."""
        from thetahat.codegen.languages.python import finishing

        reason = str(trouble).split(";")[0].removeprefix("target 'sql' ")
        lines = [f"SQL {reason}: the query returns the sufficient statistics, and this program finishes.", ""]
        return [*lines, *(f"  {x}".rstrip() for x in finishing(self.plan)), ""]


@dataclass(frozen=True)
class _Search:
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
                shared = [*_values(totals), *(f"{text} AS {n}" for n, text in self.parts)]
                totals = [re.sub(r"\bo\.value_", "q.value_", t) for t in totals]
                source = f"FROM (\n{_indented(f'SELECT{chr(10)}{_listed(shared)}{chr(10)}{source}')}\n) AS q"
            inner = _indented(f"SELECT\n{_listed(totals)}\n{source}")
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
            text = f"SELECT\n{_listed(columns)}\nFROM (\n{_indented(text)}\n) AS r"
        return text

    def in_turns(self, first: str) -> str:
        """Four turns for each step, for systems that allow no query around the row of the step before."""
        turn = [f"r.step % 4 = {k}" for k in range(4)]
        newton = "(r.root - r.value / NULLIF(r.slope, 0.0))"
        step = [*(f"r.{c}" for c in self.kept)]
        step.append(f"CASE WHEN {turn[3]} THEN\n{_indented(self.move(newton))}\nELSE r.root END")
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
        return f"SELECT\n{_listed(step)}\nFROM {first} AS r\n{going}"


_TOLD = {
    "Root": "search for the best of several roots",
    "Maximise": "joint maximisation",
    "Mixture": "EM algorithm",
    "IntegerSearch": "search over integers",
    "PointSearch": "search over the observations",
    "Choice": "choice between candidates",
}
_COUNTS = ((0, "sound_rows"), (1, "missing_rows"), (2, "outside_rows"))
_COUNTED = tuple(n for _, n in _COUNTS)
_SEARCH = ("value", "low", "high", "moved")


def _label(name: str, groups: Sequence[str]) -> str:
    while name in groups:
        name += "_"
    return name


def _plain(name: str) -> str:
    """The part of a column's name that tells what it is."""
    return re.sub(r"\W", "", name.lower(), flags=re.ASCII)[:24] or "x"


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


def _inlined(summand: str, locals_: Sequence[tuple[str, str]]) -> ast.expr:
    """A summand with the row's local names written out."""
    table: dict[str, ast.expr] = {}

    class Open(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            return table.get(node.id, node)

    for name, e in locals_:
        table[name] = Open().visit(ast.parse(e, mode="eval").body)
    return Open().visit(ast.parse(summand, mode="eval").body)


def _values(texts: Sequence[str]) -> list[str]:
    """The columns of a row that these texts read."""
    return sorted({m for t in texts for m in re.findall(r"\bo\.value_[0-9]+\b", t)})


def _repeated(summands: Sequence[ast.expr]) -> dict[str, tuple[str, ast.expr]]:
    """Calls and powers that stand in more than one place: what they look like -> (name, expression)."""
    found: dict[str, int] = {}
    for e in summands:
        for node in ast.walk(e):
            if _costly(node):
                found[ast.dump(node)] = found.get(ast.dump(node), 0) + 1
    out: dict[str, tuple[str, ast.expr]] = {}
    for e in summands:
        for node in ast.walk(e):
            key = ast.dump(node)
            if isinstance(node, ast.expr) and found.get(key, 0) > 1 and key not in out:
                out[key] = (f"part_{len(out) + 1}", node)
    return out


def _costly(node: ast.AST) -> bool:
    power = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow) and not isinstance(node.right, ast.Constant)
    return power or isinstance(node, ast.Call)


def _shortened(e: ast.expr, parts: Mapping[str, tuple[str, ast.expr]]) -> ast.expr:
    """The expression with names in the place of repeated parts."""
    out = _Named(parts).visit(e)
    assert isinstance(out, ast.expr)
    return out


class _Named(ast.NodeTransformer):
    def __init__(self, parts: Mapping[str, tuple[str, ast.expr]]) -> None:
        self.parts = parts

    def visit(self, node: ast.AST) -> ast.AST:
        """A name, or the node with names inside."""
        part = self.parts.get(ast.dump(node)) if _costly(node) else None
        return ast.Name(part[0], ast.Load()) if part else super().visit(node)


def _listed(items: Sequence[str]) -> str:
    return ",\n".join("  " + i.replace("\n", "\n  ") for i in items)


def _indented(text: str) -> str:
    return "\n".join(f"  {x}" for x in text.splitlines())
