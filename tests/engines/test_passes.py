"""Passes over arrays: sums, extremes, quantiles, in blocks.  Truth: math.fsum, NumPy, sorting by hand."""

import math

import numpy as np
import pytest

from thetahat.core.plan import Elementwise, Pass
from thetahat.engines.arrays import BLOCK, quantile, reader
from thetahat.engines.compiled import checked, elementwise, scalars
from thetahat.engines.data import sample
from thetahat.errors import RequestError


def read(kinds, summands, data, weights=None, levels=(), **values):
    names = tuple(f"s{i}" for i in range(len(kinds)))
    run = reader(Pass(names, kinds, summands, levels, (), ("x",), tuple(values)), ("x",))
    run(sample(("x",), data, weights), values)
    return [values[n] for n in names]


@pytest.mark.parametrize("size", [1, 7, 2 * BLOCK, 2 * BLOCK + 1, 10 * BLOCK + 3])
def test_statistics_of_every_size(size):
    data = np.random.default_rng(size).normal(1e6, 1, size)
    found = read(("total", "total", "minimum", "maximum"), ("x", "(x - c)**2", "x", "x"), data, c=1e6)
    assert found[0] == pytest.approx(math.fsum(data), rel=1e-15)
    assert found[1] == pytest.approx(math.fsum((data - 1e6) ** 2), rel=1e-13)
    assert found[2:] == [data.min(), data.max()]


def test_sums_keep_their_digits_over_many_blocks():
    data = np.full(1_000_000, 0.1)
    assert read(("total",), ("x",), data)[0] == pytest.approx(100_000, rel=1e-15)


def test_numacc4_to_the_last_digit_of_two_passes():
    """NIST StRD NumAcc4: 10000000.2, then .1 and .3 by turns; mean 10000000.2, deviation 0.1 (divisor n - 1)."""
    data = np.concatenate([[10000000.2], np.tile([10000000.1, 10000000.3], 500)])
    total = read(("total",), ("x",), data)[0]
    assert total / 1001 == pytest.approx(10000000.2, rel=1e-15)
    squares = read(("total",), ("(x - m)**2",), data, m=total / 1001)[0]
    assert math.sqrt(squares / 1000) == pytest.approx(0.1, rel=1e-8)


def test_infinite_and_undefined_terms_are_not_hidden_by_blocks():
    data = np.ones(3 * BLOCK)
    data[5] = 0.0
    assert read(("total",), ("1/x",), data) == [math.inf]
    assert math.isnan(read(("minimum",), ("where(x == 0, nan, x)",), data)[0])


@pytest.mark.parametrize("weights", [None, "ones"])
@pytest.mark.parametrize("size", [1, 2, 5, 8, 101])
@pytest.mark.parametrize("p", [0.01, 0.25, 0.5, 0.75, 0.9])
def test_a_quantile_is_the_value_at_rank_ceil_np(size, p, weights):
    data = np.random.default_rng(size).normal(size=size)
    ordered, rank = np.sort(data), size * p
    expected = ordered[math.ceil(round(rank, 9)) - 1]
    if p == 0.5 and size % 2 == 0:
        expected = np.median(data)
    assert quantile(data, p, None if weights is None else np.ones(size)) == pytest.approx(expected)


def test_the_level_of_a_quantile_may_be_a_formula():
    data = np.arange(1.0, 11.0)
    assert read(("quantile",), ("x",), data, levels=("k**2/(1 + k**2)",), k=2.0) == [8.0]


def test_weights_of_a_quantile_are_repetitions():
    data, times = np.array([3.0, 1.0, 2.0, 5.0]), np.array([1.0, 4.0, 2.0, 3.0])
    for p in (0.1, 0.5, 0.7):
        assert quantile(data, p, times) == quantile(np.repeat(data, times.astype(int)), p)


def test_rows_of_weight_nothing_are_left_out():
    assert read(("minimum", "total"), ("x", "1 + 0*x"), [0.0, 1.0, 2.0], [0, 2, 3]) == [1.0, 5.0]


def test_floats_do_what_arrays_do_where_floats_raise():
    run = scalars(("a",), (("t", "1/a"),), ("t", "log(a)", "(-1)*a**0.5", "where(a > 0, a, nan)"))
    assert run(4.0) == (0.25, math.log(4.0), -2.0, 4.0)
    found = run(0.0)
    assert found[0] == math.inf and found[1] == -math.inf and found[2] == 0 and math.isnan(found[3])
    assert math.isnan(run(-4.0)[2])


@pytest.mark.parametrize(
    "source",
    [
        "__import__('os').system('true')",
        "x.__class__",
        "(lambda: 1)()",
        "[1, 2]",
        "open('f')",
        "x if x else 1",
        "'text'",
        "y + 1",
        "log(x",
        "f'{x}'",
        "x := 3",
        "gammaln.__globals__",
    ],
)
def test_a_damaged_plan_is_refused_before_it_is_compiled(source):
    with pytest.raises(RequestError, match="the plan is damaged"):
        checked(source, ["x"])


@pytest.mark.parametrize("name", ["class", "__builtins__", "a b", "log", "_x", "x)\n    import os\n    (", "ψ"])
def test_an_identifier_that_is_none_is_refused(name):
    with pytest.raises(RequestError, match="the plan is damaged"):
        elementwise(Elementwise((), (name,), (), (), ("1",)), ())
    with pytest.raises(RequestError, match="the plan is damaged"):
        scalars((), ((name, "1"),), ())


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("rows", [3, 3 * BLOCK])
@pytest.mark.parametrize("summand", ["x*t", "x + t"])
def test_the_root_of_a_negative_scalar_has_no_value(rows, summand):
    p = Pass(("s",), ("total",), (summand,), (), (("t", "a**0.5"),), ("x",), ("a",))
    values = {"a": -2.0}
    reader(p, ("x",))(sample(("x",), np.ones(rows)), values)
    assert math.isnan(values["s"])
