"""One table of seeded data in every place where a table can live."""

import os
from pathlib import Path

import numpy as np
import pytest

import servers

from . import everywhere

ROWS = 40_000
NASTY = 'x"; DROP TABLE t; --'


def need(name):
    """An optional library: under CI its absence is a failure, elsewhere the test is skipped."""
    if os.environ.get("CI"):
        return __import__(name)
    return pytest.importorskip(name)


@pytest.fixture(scope="session")
def columns():
    draw = np.random.default_rng(20)
    return {
        "rain": draw.gamma(2.3, 4.0, ROWS),
        "height": draw.normal(1e6, 2.0, ROWS),
        "share": draw.beta(2.0, 3.0, ROWS),
        "life": 3.0 * draw.weibull(1.7, ROWS),
        "gain": 1.0 + 2.0 * draw.standard_t(5, ROWS),
        "peak": draw.gumbel(3.0, 2.0, ROWS),
        "turn": draw.vonmises(0.3, 2.0, ROWS),
        "count": draw.negative_binomial(3, 0.3, ROWS),
        "w": draw.integers(0, 4, ROWS).astype(float),
        "both": np.where(draw.random(ROWS) < 0.3, draw.normal(-2.0, 1.0, ROWS), draw.normal(2.0, 1.5, ROWS)),
        "far": draw.normal(1e8, 1.0, ROWS),
        "station": np.array(["Añasco", "b'c", 'd"e'])[draw.integers(0, 3, ROWS)],
    }


@pytest.fixture(scope="session")
def frame(columns):
    return need("polars").DataFrame(columns)


@pytest.fixture(scope="session")
def places(frame, tmp_path_factory):
    """Name to a function that gives the data there."""
    need("duckdb")
    folder = tmp_path_factory.mktemp("places")
    return {
        **everywhere.in_memory(frame),
        **everywhere.lazy(frame),
        **everywhere.files(frame, folder),
        **everywhere.databases(frame, folder),
        "ibis": lambda: everywhere.in_ibis(folder)["ibis"]() if need("ibis") else None,
    }


@pytest.fixture(scope="session")
def server():
    """A PostgreSQL server of our own."""
    need("psycopg")
    if servers.programs() is None:
        assert not os.environ.get("CI"), "CI needs a PostgreSQL server"
        pytest.skip("there is no PostgreSQL server on this machine")
    with servers.postgres() as made:
        yield made


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path
