"""Which column is which variable, checked against the columns that a relation has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from thetahat.engines.tables import Column, named_columns
from thetahat.errors import DataError, RequestError
from thetahat.sources.relation import Relation, numeric


@dataclass(frozen=True)
class Roles:
    """Column names: one for each variable in the plan's order, the weights, and the groups."""

    variables: tuple[str, ...]
    columns: tuple[str, ...]
    weights: str | None = None
    by: tuple[str, ...] = ()

    @property
    def ours(self) -> dict[str, str]:
        """Our name for a column of numbers to the user's name."""
        out = {f"v{i}": c for i, c in enumerate(self.columns)}
        return out | ({"w": self.weights} if self.weights else {})

    @property
    def keys(self) -> dict[str, str]:
        """Our name for a column of groups to the user's name."""
        return {f"k{i}": c for i, c in enumerate(self.by)}


def roles(relation: Relation, variables: Sequence[str], column: Column, weights: Any, by: Any = None) -> Roles:
    """The columns that a fit needs.  Raises DataError for one that is missing or holds no numbers."""
    names = [k.name for k in relation.kinds()]
    twice = next((n for n in names if names.count(n) > 1), None)
    if twice is not None:
        raise DataError(f"two columns are called {twice!r}: rename one")
    if weights is not None and not isinstance(weights, str):
        raise RequestError(f"weights of data in {relation.engine} are a column: give its name")
    groups: tuple[str, ...] = ()
    if by is not None:
        several = list(by) if isinstance(by, list | tuple) else [by]
        if not several or not all(isinstance(b, str) for b in several):
            raise RequestError(f"by= of data in {relation.engine} is the name of a column, or a list of names")
        groups = tuple(named_columns(names, (b,), b, None)[b] for b in several)
    chosen = named_columns([n for n in names if n not in groups], variables, column, weights)
    weighted = named_columns(names, (weights,), weights, None)[weights] if weights else None
    for name in (*chosen.values(), *((weighted,) if weighted else ())):
        numeric(relation, name)
    return Roles(tuple(variables), tuple(chosen[v] for v in variables), weighted, groups)
