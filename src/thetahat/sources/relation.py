"""What is asked of an engine: columns, expressions of them, and aggregates.  Each kind of engine says it in its words.

An expression (`Expression`) is whatever the engine takes: SQL text, or a narwhals expression.  Names are given by us
(`v0`, `w`, `k0`); a user's column name is looked up and quoted by the engine once, when a relation is opened.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thetahat.errors import DataError

Array = NDArray[np.float64]
Expression = Any

TOTAL, LEAST, GREATEST = "total", "minimum", "maximum"
"""Kinds of aggregates."""
LARGEST = 1.7976931348623157e308
"""The greatest double."""


class UnsayableError(Exception):
    """The engine has no word for a function: the rows must come to NumPy."""


class Words(ABC):
    """How an engine says numbers, arithmetic and functions."""

    @abstractmethod
    def column(self, name: str) -> Expression:
        """A column by the name that we gave it."""

    @abstractmethod
    def number(self, value: float) -> Expression:
        """A double."""

    @abstractmethod
    def flag(self, value: bool) -> Expression:
        """A truth value."""

    @abstractmethod
    def arithmetic(self, operator: str, a: Expression, b: Expression) -> Expression:
        """``+ - * / **``."""

    @abstractmethod
    def compare(self, operator: str, a: Expression, b: Expression) -> Expression:
        """``< <= > >= == !=``."""

    @abstractmethod
    def both(self, a: Expression, b: Expression) -> Expression:
        """Both conditions."""

    @abstractmethod
    def either(self, a: Expression, b: Expression) -> Expression:
        """At least one condition."""

    @abstractmethod
    def negated(self, a: Expression) -> Expression:
        """Not a condition."""

    @abstractmethod
    def where(self, condition: Expression, yes: Expression, no: Expression | None) -> Expression:
        """One of two values; without ``no`` there is none (NULL)."""

    @abstractmethod
    def missing(self, a: Expression) -> Expression:
        """Whether there is no value (NULL)."""

    @abstractmethod
    def equal(self, a: Expression, value: Any) -> Expression:
        """Whether a column of groups has this value, None among them."""

    @abstractmethod
    def undefined(self, a: Expression) -> Expression:
        """Whether a double is NaN."""

    def finite(self, a: Expression) -> Expression:
        """Whether a double is a finite number; what is said of no value does not matter."""
        return self.compare("<=", self.call("abs", [a]), self.number(LARGEST))

    @abstractmethod
    def call(self, word: str, arguments: Sequence[Expression]) -> Expression:
        """A function of a plan's vocabulary.  Raises UnsayableError."""


@dataclass(frozen=True)
class Kind:
    """What a column holds: its name, whether it is a number, and the engine's name of its type."""

    name: str
    numeric: bool
    type: str


class Relation(ABC):
    """Rows somewhere.  Immutable: each method gives a new relation, and only `aggregate` and the like read rows."""

    words: Words
    engine: str
    """The engine's name, for readers."""
    loses: bool = False
    """Whether sums leave out values that a formula has not (NULL for log(-1)): then these are counted."""

    @abstractmethod
    def kinds(self) -> Sequence[Kind]:
        """The columns."""

    @abstractmethod
    def start(self, columns: Mapping[str, str], keys: Mapping[str, str]) -> Relation:
        """Only these columns, under new names: ``columns`` as doubles, ``keys`` as they are."""

    @abstractmethod
    def extended(self, new: Mapping[str, Expression]) -> Relation:
        """With further columns."""

    @abstractmethod
    def filtered(self, condition: Expression) -> Relation:
        """The rows that fulfil a condition."""

    @abstractmethod
    def aggregate(self, items: Mapping[str, tuple[str, Expression]], by: Sequence[str] = ()) -> list[dict[str, Any]]:
        """Aggregates (kind, expression) of all rows, or of each group.  Reads the rows once."""

    @abstractmethod
    def sample(self, names: Sequence[str], fraction: float, most: int) -> dict[str, Array]:
        """Some of the rows at random, at most this many."""

    @abstractmethod
    def head(self, names: Sequence[str], count: int) -> dict[str, Array]:
        """Any few rows, as cheaply as can be."""

    @abstractmethod
    def batches(self, names: Sequence[str]) -> Iterator[dict[str, Array]]:
        """All rows, some at a time; columns of groups (k0, …) as they are, all others as doubles."""

    @abstractmethod
    def explained(self, items: Mapping[str, tuple[str, Expression]], by: Sequence[str] = ()) -> str:
        """The text of such an aggregate in the engine's language; reads nothing."""

    @abstractmethod
    def rows(self) -> int | None:
        """The number of rows if it can be told without reading them."""

    def numeric_text(self, column: str) -> bool:
        """Whether a column of text holds numbers all the same, as one of a text file may."""
        return False

    def text_example(self, column: str) -> str:
        """A cell of a column that is no number, for a message; empty if none is found cheaply."""
        return ""

    def frame(self, columns: Mapping[str, Sequence[Any]]) -> Any:
        """A table of results as the kind of frame that came in."""
        return dict(columns)


def numeric(relation: Relation, name: str) -> Kind:
    """The column, which must hold numbers.  Raises DataError."""
    kind = next(k for k in relation.kinds() if k.name == name)
    if not kind.numeric and not relation.numeric_text(name):
        example = relation.text_example(name)
        shown = f", such as {example}" if example else ""
        raise DataError(f"column {name!r} holds {kind.type} in {relation.engine}{shown}: numbers are needed")
    return kind
