"""Every function that is said in an engine's words has NumPy's value, also where digits are easily lost."""

import numpy as np
import pytest
from scipy import special

from thetahat.sources.frames import lazy
from thetahat.sources.opening import opened
from thetahat.sources.relation import UnsayableError
from thetahat.sources.writer import Writer

from .conftest import need

X = np.concatenate(
    [-np.geomspace(1e-20, 0.999, 60), np.geomspace(1e-20, 500, 90), [0.0, 1.0, -0.5, 1e-300, 30.0, -30.0, -700.0]]
)
CASES = {
    "log1p(x)": lambda x: np.log1p(x),
    "expm1(x)": np.expm1,
    "expit(x)": special.expit,
    "logaddexp(x, 1 - x)": lambda x: np.logaddexp(x, 1 - x),
    "xlogy(abs(x), x*x)": lambda x: special.xlogy(abs(x), x * x),
    "xlog1py(x, x*x)": lambda x: special.xlog1py(x, x * x),
    "sign(x)": np.sign,
    "sinh(x)": np.sinh,
    "cosh(x)": np.cosh,
    "where(x < 0, -x, x**2)": lambda x: np.where(x < 0, -x, x**2),
    "minimum(x, 0.5) + maximum(x, s)": lambda x: np.minimum(x, 0.5) + np.maximum(x, 0.25),
    "sqrt(abs(x))*exp(-x/s)": lambda x: np.sqrt(abs(x)) * np.exp(-x / 0.25),
    "abs(x)**s/(1 + x**2)": lambda x: abs(x) ** 0.25 / (1 + x**2),
    "where(logical_or(x < s, logical_not(0 < x <= 2)), 1, 0)": lambda x: ((x < 0.25) | ~((x > 0) & (x <= 2))) * 1.0,
    "floor(x) + ceil(x)": lambda x: np.floor(x) + np.ceil(x),
    "sin(x)*cos(x)": lambda x: np.sin(x) * np.cos(x),
}


@pytest.mark.parametrize("engine", ["DuckDB", "Polars"])
@pytest.mark.parametrize("source", list(CASES))
def test_words(engine, source):
    table = need("polars").DataFrame({"x": X})
    relation = (
        lazy(table.lazy()) if engine == "Polars" else opened(need("duckdb").connect().from_arrow(table.to_arrow()))
    )
    started = relation.start({"v0": "x"}, {})
    writer = Writer(started.words, {"x": started.words.column("v0")}, {"s": 0.25})
    with np.errstate(all="ignore"):
        wanted = CASES[source](X)
    parts = list(started.extended({"h": writer(source)}).batches(["v0", "h"]))
    x, found = (np.concatenate([p[n] for p in parts]) for n in ("v0", "h"))
    at = np.argsort(x, kind="stable")
    order = np.argsort(X, kind="stable")
    np.testing.assert_allclose(found[at], wanted[order], rtol=2e-14, atol=0)


def test_words_that_an_engine_has_not():
    relation = lazy(need("polars").LazyFrame({"x": [1.0]}))
    with pytest.raises(UnsayableError):
        Writer(relation.words, {"x": relation.words.column("x")}, {})("digamma(x)")
