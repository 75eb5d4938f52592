"""Text files of numbers: CSV with or without a header, or just numbers.

The separator (comma, semicolon or tab) and the header are recognised.  In a file separated by semicolons or tabs a
decimal comma is understood.  A cell that is not a number is reported with its row, its column and what it holds.
"""

from __future__ import annotations

import csv
import math
import sys
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import numpy as np

from thetahat.engines.tables import Gappy
from thetahat.errors import DataError

_SEPARATORS = ("\t", ";", ",")
_MISSING = {"", "na", "n/a", "nan", "null", "none", ".", "-", "?"}


def read(name: str) -> Any:
    """The file's columns by name, or an array when it holds nothing but numbers in no columns; '-' reads stdin.

    DataError when the file cannot be read or holds no data.
    """
    where = "standard input" if name == "-" else name
    text = _text(name, where)
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    if not lines:
        raise DataError(f"{where}: there are no data")
    separator = _separator(lines)
    if separator is None:
        return _words(lines, where)
    try:
        records = list(csv.reader(lines, delimiter=separator, skipinitialspace=True, strict=True))
    except csv.Error as error:
        raise DataError(f"{where}: not a table of comma-separated values ({error})") from error
    return _Columns(records, where, decimal_comma=separator != ",").unwrapped()


def _text(name: str, where: str) -> str:
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except FileNotFoundError as error:
        raise DataError(f"there is no file {name!r}{_near(name)}") from error
    except OSError as error:
        raise DataError(f"cannot read {where!r}: {error.strerror or error}") from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    if "\0" in text:
        raise DataError(f"{where}: this is not a text file")
    return text


def _near(name: str) -> str:
    folder = Path(name).parent
    names = [p.name for p in folder.iterdir() if p.is_file()] if folder.is_dir() else []
    near = [str(folder / match) for match in get_close_matches(Path(name).name, names, 3)]
    return f": did you mean {' or '.join(map(repr, near))}?" if near else ""


def _separator(lines: list[str]) -> str | None:
    """The first separator that every one of the first lines holds equally often; None when there is none."""
    head = lines[:20]
    for separator in _SEPARATORS:
        counts = {len(row) for row in csv.reader(head, delimiter=separator, skipinitialspace=True)}
        if len(counts) == 1 and counts != {1}:
            return separator
    held = [s for s in _SEPARATORS if any(s in line for line in head)]
    if held:
        return held[0]
    return None if any(len(line.split()) > 1 for line in head) and _number(head[0].split()[0]) is not None else ","


def _number(cell: str, decimal_comma: bool = False) -> float | None:
    """The number that a cell holds, or None.  NaN counts as a number here; it is refused later, with its row."""
    text = cell.strip()
    if decimal_comma and text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    if "_" in text:
        return None
    try:
        return float(text)
    except ValueError:
        return None


def _words(lines: list[str], where: str) -> Any:
    """Numbers between blanks, as many on a line as there happen to be."""
    found = []
    for number, line in enumerate(lines, 1):
        for word in line.split():
            value = _number(word)
            if value is None:
                raise DataError(f"{where}: {word!r} in line {number} is not a number")
            found.append(value)
    return np.array(found)


class _Columns(Mapping[str, Any], Gappy):
    """A table of cells; a column is turned into numbers when it is asked for."""

    def __init__(self, records: list[list[str]], where: str, decimal_comma: bool) -> None:
        self.where = where
        self.decimal_comma = decimal_comma
        first = records[0]
        self.header = any(_number(c, decimal_comma) is None and c.strip().lower() not in _MISSING for c in first)
        self.records = records[1:] if self.header else records
        self.names = [c.strip() for c in first] if self.header else [str(i + 1) for i in range(len(first))]
        if not self.records:
            raise DataError(f"{where}: there is a header and no data")
        twice = next((name for name in self.names if self.names.count(name) > 1), None)
        if twice is not None:
            raise DataError(f"{where}: two columns are called {twice!r}: rename one")
        for row, record in enumerate(self.records, 1):
            if len(record) != len(self.names):
                raise DataError(f"{where}: row {row} has {len(record)} cells, not {len(self.names)}")

    def unwrapped(self) -> Any:
        """The columns; a single line of numbers without a header is a sample, not a row."""
        if not self.header and len(self.records) == 1:
            return np.array([self._cell(cell, 1, str(i + 1)) for i, cell in enumerate(self.records[0])])
        return self

    def __getitem__(self, name: str) -> Any:
        place = self.names.index(name) if name in self.names else -1
        if place < 0:
            raise KeyError(name)
        cells = [record[place] for record in self.records]
        try:
            # The usual case, fast; whatever it does not take is looked at cell by cell.
            values = np.array([float(cell) for cell in cells])
        except ValueError:
            values = None
        if values is None or np.isnan(values).any() or any("_" in cell for cell in cells):
            values = np.array([self._cell(cell, row, name) for row, cell in enumerate(cells, 1)])
        return values

    def labels(self, name: str) -> Any:
        """A column that tells groups: numbers if all cells are, else their texts."""
        place = self.names.index(name)
        cells = [record[place].strip() for record in self.records]
        found = [_number(cell, self.decimal_comma) for cell in cells]
        return np.array(cells) if any(v is None or v != v for v in found) else np.array(found, dtype=np.float64)

    def _cell(self, cell: str, row: int, name: str) -> float:
        value = _number(cell, self.decimal_comma)
        if value is not None and value == value:
            return value
        if cell.strip().lower() in _MISSING and self.gaps:
            return math.nan
        if cell.strip().lower() in _MISSING:
            word = "blank" if not cell.strip() else repr(cell.strip())
            raise DataError(f"{self.where}: column {name!r} is {word} in row {row}: remove this row or fill it in")
        shown = cell if len(cell) <= 40 else cell[:37] + "..."
        raise DataError(f"{self.where}: column {name!r} holds text in row {row}: {shown!r} is not a number")

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)
