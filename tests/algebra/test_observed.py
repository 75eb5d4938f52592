"""Whether an expression varies from one observation to the next."""

from sympy import Symbol

from thetahat.algebra.observed import observed
from thetahat.core.statistics import SAMPLE_SIZE, Minimum, Observation, Total

x = Observation("x", positive=True)
mu = Symbol("mu", real=True)


def test_free_observations_vary_and_bound_ones_do_not():
    assert observed(x - mu)
    assert not observed(mu)
    assert not observed(Total(x) / SAMPLE_SIZE - mu)
    assert observed(x - Minimum(x))
    assert not observed(Symbol("x", positive=True))
