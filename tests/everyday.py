"""Some of many cases are tried every day; the others take minutes together and are left to CI."""

from collections.abc import Container, Iterable
from typing import Any

import pytest


def mostly_long(names: Iterable[str], everyday: Container[str]) -> list[Any]:
    """The cases of a parametrised test: those outside ``everyday`` are marked long."""
    return [name if name in everyday else pytest.param(name, marks=pytest.mark.long) for name in names]
