"""Text files through DuckDB: the first rows tell the separator and the types, once.

A CSV file has no types.  A column whose cells are numbers, or words for nothing (NA, a blank), is a column of numbers,
with a decimal comma where semicolons or tabs separate, as in the reader of small files.  Any other cell is an error.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from thetahat.sources.duck import Duck
from thetahat.sources.relation import Kind
from thetahat.sources.sql import is_number, literal, quoted

MISSING = ("", "na", "n/a", "null", "none", ".", "-", "?")
"""Cells that hold no value, in any case of letters."""
_SNIFFED = ("Delimiter", "Quote", "Escape", "Comment", "SkipRows", "HasHeader", "Columns")


class Delimited(Duck):
    """CSV and TSV files, compressed or not; files of different columns are united by their names."""

    def __init__(self, connection: Any, files: Sequence[str], separator: str = "") -> None:
        nothing = sorted({form(word) for word in MISSING for form in (str.lower, str.upper, str.capitalize)})
        self.nothing = f"nullstr = [{', '.join(map(literal, nothing))}]"
        self.files = f"[{', '.join(map(literal, files))}]"
        delimiter = f", delim = {literal(separator)}" if separator else ""
        super().__init__(connection, f"read_csv({self.files}, union_by_name = true{delimiter}")
        sniffer = f"sniff_csv({literal(files[0])}, {self.nothing}{delimiter})"
        row = self.run(f"SELECT {', '.join(_SNIFFED)} FROM {sniffer}")[0]
        found = dict(zip(_SNIFFED, row, strict=True))
        self.comma = found["Delimiter"] != ","
        self.types: dict[str, str] = {}
        self.fixed = ""
        if len(files) == 1:
            # Told what it found, DuckDB does not look at the file again for every query.
            self.types = {str(c["name"]): str(c["type"]) for c in found["Columns"]}
            self.fixed = f"read_csv({self.files}, {_dialect(found)}"

    def place(self) -> str:
        """All columns, by the types that the first rows have."""
        return self._read({}, True)

    def _read(self, types: Mapping[str, str], gaps: bool) -> str:
        nothing = f", {self.nothing}" if gaps else ""
        if self.fixed:
            return f"{self.fixed}{nothing}, columns = {_struct({**self.types, **types})})"
        return f"{self.text}{nothing}, types = {_struct(types)})" if types else f"{self.text}{nothing})"

    def kinds(self) -> list[Kind]:
        """The columns."""
        if self.types:
            return [Kind(name, is_number(kind), kind) for name, kind in self.types.items()]
        return super().kinds()

    def chosen(self, columns: Mapping[str, str], keys: Mapping[str, str]) -> str:
        """A query of some columns; what follows the first rows may have decimals where they have none."""
        kinds = {k.name: k for k in self.kinds()}
        # In a group's name NA is a name: then the words for nothing are looked for in the columns of numbers alone.
        named = any(not kinds[c].numeric for c in keys.values())
        types = {c: "VARCHAR" if named or not kinds[c].numeric else "DOUBLE" for c in columns.values()}
        types |= {c: kinds[c].type for c in keys.values()}
        items = [f"{quoted(c) if types[c] == 'DOUBLE' else self._number(c)} AS {n}" for n, c in columns.items()]
        items += [f"{quoted(c)} AS {name}" for name, c in keys.items()]
        return f"SELECT {', '.join(items)} FROM {self._read(types, not named)}"

    def _cell(self, name: str) -> str:
        trimmed = f"TRIM({quoted(name)})"
        return f"REPLACE({trimmed}, ',', '.')" if self.comma else trimmed

    def _blank(self, name: str) -> str:
        words = ", ".join(map(literal, MISSING))
        return f"LOWER(TRIM({quoted(name)})) IN ({words})"

    def _number(self, name: str) -> str:
        return f"CASE WHEN NOT {self._blank(name)} THEN CAST({self._cell(name)} AS DOUBLE) END"

    def numeric_text(self, name: str) -> bool:
        """Whether all cells are numbers or stand for nothing: reads the column."""
        return not self.text_example(name)

    def text_example(self, name: str) -> str:
        """A cell that is not a number."""
        found = self.run(
            f"SELECT {quoted(name)} FROM {self._read({name: 'VARCHAR'}, False)} "
            f"WHERE NOT {self._blank(name)} AND TRY_CAST({self._cell(name)} AS DOUBLE) IS NULL LIMIT 1"
        )
        return repr(found[0][0][:40]) if found else ""


class Lines(Duck):
    """JSON lines, or files that are one JSON array."""

    def __init__(self, connection: Any, files: Sequence[str]) -> None:
        self.files = f"[{', '.join(map(literal, files))}]"
        super().__init__(connection, f"read_json_auto({self.files}, union_by_name = true)")

    def chosen(self, columns: Mapping[str, str], keys: Mapping[str, str]) -> str:
        """A query of some columns: told which, DuckDB looks for no others."""
        kinds = {k.name: k.type for k in self.kinds()}
        types = dict.fromkeys(columns.values(), "DOUBLE") | {c: kinds[c] for c in keys.values()}
        items = [f"{quoted(c)} AS {name}" for name, c in (*columns.items(), *keys.items())]
        return f"SELECT {', '.join(items)} FROM read_json({self.files}, columns = {_struct(types)})"


def _dialect(found: Mapping[str, Any]) -> str:
    """How the file is written, in the options of read_csv."""

    def sign(name: str, otherwise: str = "") -> str:
        return literal(otherwise if found[name] in (None, "(empty)") else str(found[name]))

    options = {
        "auto_detect": "false",
        "delim": sign("Delimiter"),
        # Quotation marks may come after the first rows.
        "quote": sign("Quote", '"'),
        "escape": sign("Escape", '"'),
        "comment": sign("Comment"),
        "skip": str(int(found["SkipRows"])),
        "header": "true" if found["HasHeader"] else "false",
    }
    return ", ".join(f"{name} = {value}" for name, value in options.items())


def _struct(types: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{literal(name)}: {literal(kind)}" for name, kind in types.items()) + "}"
