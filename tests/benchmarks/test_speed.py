"""The benchmark at a small size: nobody may find a greater likelihood, and closed forms must not lose their speed.

Not part of the ordinary run: ``python -m pytest tests/benchmarks``.
"""

import pytest
from peers import CASES
from run import compared


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_no_program_finds_a_greater_likelihood(case):
    rows = compared(case, 1000, 1)
    assert rows[0][2] <= 1e-6


@pytest.mark.parametrize("name", ["gamma", "beta", "weibull", "gumbel", "logistic"])
def test_no_slower_than_the_library_at_hand(name):
    case = next(c for c in CASES if c.name == name)
    times = {name: seconds for name, seconds, _ in compared(case, 10_000, 5)}
    assert min(times["thetahat"], times["thetahat, kernels"]) <= 2.0 * times["scipy.stats"]
