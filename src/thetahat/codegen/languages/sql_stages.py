"""The stages of a query: rows with their status, sums, quantiles, formulas, the search for a root."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence

from thetahat.codegen.languages.domains import fixed_tests
from thetahat.codegen.languages.expression import COMPARE, names_of, parsed
from thetahat.codegen.languages.items import flow, only
from thetahat.codegen.languages.sql_dialects import SQL, Dialect
from thetahat.codegen.languages.sql_parts import indented, inlined, listed, parts_shared, plain, shortened
from thetahat.codegen.languages.sql_search import Search
from thetahat.core.plan import Pass, Plan, Root, Scalars
from thetahat.errors import RequestError, TargetError

COUNTS = ((0, "sound_rows"), (1, "missing_rows"), (2, "outside_rows"))


COUNTED = tuple(n for _, n in COUNTS)


_SEARCH = ("value", "low", "high", "moved")


class Stages:
    """The stages of one query, each a common table expression that reads the one before."""

    numbers: dict[str, int]
    """Scalar to its number among the columns."""
    moved: dict[str, tuple[bool, bool]]
    """Variable that is standardised to (centred, scaled)."""

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
        return {n: f"v_{self.numbers[n]}_{plain(n)}" for n in self.have}

    # -------------------------------------------------------------- rows

    def base(self) -> None:
        """The rows with their status: 0 sound, 1 missing, 2 outside the support."""
        d = self.dialect
        casts = [
            f"CAST({self.quoted(self.columns[v])} AS {d.double}) AS value_{i + 1}"
            for i, v in enumerate(self.plan.variables)
        ]
        groups = [f"{self.quoted(g)} AS {n}" for g, n in zip(self.groups, self.group_names, strict=True)]
        inner = f"SELECT\n{listed([*groups, *casts])}\nFROM {self.source()}"
        values = [f"o.value_{i + 1}" for i in range(len(self.plan.variables))]
        finite = " AND ".join(f"ABS({v}) <= {SQL(d, {}).number(1.7976931348623157e308)}" for v in values)
        tests = [SQL(d, self.row_names()).tight(parsed(s), COMPARE) for _, s, _ in fixed_tests(self.plan)]
        status = f"CASE\n  WHEN {finite} THEN\n    "
        status += f"CASE WHEN {' AND '.join(tests)} THEN 0 ELSE 2 END" if tests else "0"
        status += "\n  ELSE 1\nEND AS status"
        columns = [*(f"o.{n}" for n in self.group_names), *values, status]
        self.parts.append((self.rows, f"SELECT\n{listed(columns)}\nFROM (\n{indented(inner)}\n) AS o"))
        self.first = True

    def stage(self) -> str:
        self.count += 1
        return f"stage_{self.count}"

    def joined(self, left: str, right: str) -> str:
        """The condition that two tables belong to the same group."""
        if not self.groups:
            return ""
        return " AND ".join(f"{left}.{n} IS NOT DISTINCT FROM {right}.{n}" for n in self.group_names)

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
            columns += [f"COUNT(CASE WHEN o.status = {k} THEN 1 END) AS {n}" for k, n in COUNTS]
        names: list[str] = []
        if p is not None:
            for name, kind, summand in zip(p.names, p.kinds, p.summands, strict=True):
                if kind == "quantile":
                    continue
                inner = self.over_rows(inlined(summand, p.locals))
                function = {"total": self.dialect.total, "minimum": "MIN", "maximum": "MAX"}[kind]
                names.append(name)
                column = f"{function}(CASE WHEN o.status = 0 THEN {inner} END)"
                # counts of cases would be decimal numbers
                columns.append(f"CAST({column} AS {self.dialect.double})" if inner.startswith("CASE") else column)
        before = None if counting else self.last
        stage = self.stage()
        if before is None:
            self.numbers[self.plan.size] = 0
            self.have.append(self.plan.size)
            size = f"CAST(COUNT(CASE WHEN o.status = 0 THEN 1 END) AS {self.dialect.double})"
            size += f" AS {self.columns_of[self.plan.size]}"
            columns = [size, *columns]
        start = len(columns) - len(names)
        for i, name in enumerate(names):
            self._take(name)
            columns[start + i] += f" AS {self.columns_of[name]}"
        if before is None:
            groups = [f"o.{n}" for n in self.group_names]
            text = f"SELECT\n{listed([*groups, *columns])}\nFROM {self.rows} AS o"
            text += f"\nGROUP BY {', '.join(groups)}" if groups else ""
            self.parts.append((stage, text))
            self.last = stage
            return
        if not names:
            return
        groups = [f"s.{n}" for n in self.group_names]
        text = f"SELECT\n{listed([*groups, *columns])}\nFROM {self.rows} AS o\n"
        on = self.joined("o", "s")
        text += f"JOIN {before} AS s ON {on}\n" if on else f"CROSS JOIN {before} AS s\n"
        text += f"GROUP BY {', '.join(groups)}" if groups else ""
        self.parts.append((f"pass_{self.count}", text.rstrip()))
        made = [f"p.{self.columns_of[n]}" for n in names]
        text = f"SELECT\n{listed(['s.*', *made])}\nFROM {before} AS s\n"
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
            value = self.over_rows(inlined(summand, p.locals))
            share = self.formula(level)
            groups = [f"o.{n}" for n in self.group_names]
            window = f"PARTITION BY {', '.join(groups)} " if groups else ""
            columns = [*groups, f"{value} AS value"]
            columns.append(f"ROW_NUMBER() OVER ({window}ORDER BY {value}) AS place")
            stage = self.stage()
            text = f"SELECT\n{listed(columns)}\nFROM {self.rows} AS o\n"
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
            text = f"SELECT\n{listed([*groups, f'AVG(CASE WHEN {test} THEN o.value END) AS value'])}\n"
            text += f"FROM ranked_{self.count} AS o\n"
            text += f"JOIN {self.last} AS s ON {on}" if on else f"CROSS JOIN {self.last} AS s"
            text += f"\nGROUP BY {', '.join(groups)}" if groups else ""
            self.parts.append((f"quantile_{self.count}", text))
            before = self.last
            self._take(name)
            text = f"SELECT\n{listed(['s.*', f'p.value AS {self.columns_of[name]}'])}\nFROM {before} AS s\n"
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
            self.parts.append((stage, f"SELECT\n{listed(['s.*', *made])}\nFROM {self.last} AS s"))
            self.last = stage
            todo = [x for x in todo if x not in ready]

    # -------------------------------------------------------------- one equation

    def root(self, s: Root) -> None:
        """A recursive expression that takes a safeguarded Newton step at a time, then what it ends with."""
        positive = (s.lower, s.upper) == ("0", "inf")
        if not positive and (s.lower, s.upper) != ("-inf", "inf"):
            raise TargetError(f"target 'sql' has no equation on ({s.lower}, {s.upper})")
        double = self.dialect.double
        kept = [*self.group_names, *(self.columns_of[n] for n in self.have), *COUNTED]
        names = {n: f"r.{c}" for n, c in self.columns_of.items()} | {s.parameter: "r.root"} | self.names
        sums, names = self._inner(s, names)
        printer = self.rowwise({**names, **self.row_names("r")})
        printer.exponential = True
        parts = parts_shared([e for _, _, e in sums]) if self.dialect.lateral else {}
        columns = [(name, printer.text(e)) for name, e in parts.values()]
        printer.names |= {name: f"q.{name}" for name, _ in parts.values()}
        search = Search(
            kept=kept,
            parts=columns,
            sums=[(n, function, printer.text(shortened(e, parts))) for n, function, e in sums],
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
        self.parts.append((first, f"SELECT\n{listed(seed)}\nFROM {before} AS s\nUNION ALL\n{step}"))
        self.recursive = True
        self._take(s.parameter)
        final = self.stage()
        last = " AND ".join(["t.step > r.step", *([self.joined("t", "r")] if self.groups else [])])
        solved = f"CASE WHEN r.moved <= {search.small} * {search.scale} OR r.value = 0.0 THEN r.root END"
        pick = [*(f"r.{c}" for c in kept), f"{solved} AS {self.columns_of[s.parameter]}"]
        text = f"SELECT\n{listed(pick)}\nFROM {first} AS r\n"
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
                column = f"w_{len(sums) + 1}_{plain(name)}"
                sums.append((column, function, inlined(summand, part.locals)))
                out[name] = f"r.{column}"
        return sums, out
