"""Counts at the edge of what they can be: the condition says when there is no maximum, and only then."""

import pytest

import thetahat as th

COUNTS = "x in 0, 1, 2, ..."
CASES = [
    # density, parameter, domain, support, samples without a maximum, samples with one
    ("(1-exp(-lam))*exp(-lam*x)", "lam", "positive", COUNTS, [[0], [0, 0, 0]], [[1], [0, 3]]),
    ("t/(1+t)*(1/(1+t))**x", "t", "positive", COUNTS, [[0], [0, 0, 0]], [[1], [0, 3]]),
    ("exp(-exp(t))*exp(t*x)/factorial(x)", "t", "real", COUNTS, [[0], [0, 0, 0]], [[1], [0, 3]]),
    ("(1-p)**x*p", "p", "0 < p <= 1", COUNTS, [], [[0], [0, 0, 0], [1], [0, 3]]),
    ("x**(-s)/zeta(s)", "s", "s > 1", "x in 1, 2, 3, ...", [[1], [1, 1, 1]], [[2], [1, 1, 4]]),
    ("exp(t*x)/(1+exp(t))", "t", "real", "x in 0, 1", [[0, 0], [1, 1, 1]], [[0, 1], [1, 1, 0]]),
]


@pytest.mark.parametrize(
    ("density", "name", "domain", "support", "without", "having"), CASES, ids=lambda c: str(c)[:30]
)
def test_counts_at_the_edge(density, name, domain, support, without, having):
    derivation = th.derive(th.declare(density, parameters={name: domain}, support=support))
    assert derivation.certificate.status("exists") == "proved"
    for sample in without:
        fit = th.fit(derivation, sample)
        assert not fit.converged
        assert fit.outcome.startswith("no maximum: a maximum exists only if"), fit.outcome
    for sample in having:
        assert th.fit(derivation, sample).converged


def test_an_exponential_waiting_time_that_is_cut_off():
    """Below half the cut on the average, and only then; the limit is the uniform distribution."""
    derivation = th.derive("truncated_exponential")
    assert derivation.certificate.status("exists") == "proved"
    assert th.fit(derivation, [0.1, 0.3, 0.9], fixed={"upper": 1.0}).converged
    assert not th.fit(derivation, [0.5, 0.3, 0.9], fixed={"upper": 1.0}).converged


def test_a_maximum_that_always_exists():
    assert th.derive("half_logistic").certificate.status("exists") == "proved"
    assert not th.derive("half_logistic").conditions
