"""The whole table: importing this module fills `ROWS`."""

from __future__ import annotations

from truth import awkward, counts, half_line, moving, real_line, tuples
from truth.row import ROWS, Row

GROUPS = {m.__name__.rpartition(".")[2]: m for m in (real_line, half_line, moving, counts, tuples, awkward)}

__all__ = ["GROUPS", "ROWS", "Row"]
