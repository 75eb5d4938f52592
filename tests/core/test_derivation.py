"""The nouns of an answer: verdicts are text, findings are looked up by claim, conditions read as sentences."""

import pytest
from sympy import Symbol

from thetahat.core.derivation import (
    Certificate,
    Claim,
    Condition,
    Finding,
    Hat,
    LogLikelihood,
    Partial,
    Reason,
    Status,
    Step,
    Verdict,
)
from thetahat.core.statistics import Maximum, Minimum, Observation

x = Observation("x", real=True)
mu = Symbol("mu", real=True)


def test_verdicts_are_strings():
    assert Verdict.CLOSED == "closed"
    assert sorted(Verdict) == ["boundary", "closed", "latent", "numeric", "reduced", "special", "unbounded"]
    assert f"{Verdict.REDUCED}" == "reduced"


def test_a_certificate_is_read_by_claim():
    found = Finding("exists", Status.PROVED, Reason("exists_proved"))
    certificate = Certificate((found,))
    assert certificate["exists"] is found
    assert certificate.status("exists") is Status.PROVED
    assert certificate.status("unique") is Status.UNPROVED
    with pytest.raises(KeyError):
        certificate["unique"]


def test_a_condition_reads_as_its_sentence():
    condition = Condition(Minimum(x) < Maximum(x), "exists", Status.PROVED, Reason("not_all_equal", {"variable": x}))
    assert str(condition) == str(Minimum(x) < Maximum(x))
    assert (
        str(Condition(condition.holds, "exists", Status.PROVED, condition.sentence, text="They differ."))
        == "They differ."
    )


def test_named_things_have_no_value_but_keep_their_symbols():
    hat = Hat(mu)
    assert hat != mu
    assert hat.is_number is False
    assert hat.free_symbols == {mu}
    assert Partial(LogLikelihood(), mu) != Partial(LogLikelihood(), mu, mu)
    assert (hat + hat) == 2 * hat


def test_a_step_claims_nothing_unless_told():
    step = Step("density", Reason("density"))
    assert step.claims == ()
    assert step.check.status is Status.UNPROVED
    assert Claim("nothing").expressions == ()
