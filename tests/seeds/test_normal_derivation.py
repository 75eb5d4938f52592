"""The second seed: the derivation of the normal distribution's estimators, in full, in two languages.

Definition; likelihood; the log-likelihood in its forms; both scores; both solutions; the conclusion.
"""

import re
from pathlib import Path

import pytest
from sympy import Rational, log, pi, simplify

import thetahat as th
from thetahat.core.derivation import Density, LogLikelihood

GENERATED = Path(__file__).parents[2] / "generated"


@pytest.fixture(scope="module")
def derivation():
    return th.derive("normal")


@pytest.fixture(scope="module")
def symbols(derivation):
    return (*derivation.model.symbols, derivation.model.observation[0])


def test_the_estimators(derivation, symbols):
    mu, _, x = symbols
    n = th.Total(1)
    assert simplify(derivation.estimators["mu"] - th.Total(x) / n) == 0
    assert simplify(derivation.estimators["sigma2"] - th.Total((x - mu) ** 2) / n) == 0
    assert derivation.verdict == "closed"


def test_the_scores_read_as_in_text_books(derivation, symbols):
    mu, variance, x = symbols
    n = th.Total(1)
    assert derivation.score[mu] == th.Total(x - mu) / variance
    expected = -n / (2 * variance) + th.Total((x - mu) ** 2) / (2 * variance**2)
    assert simplify(derivation.score[variance] - expected) == 0


def test_the_maximum_is_proved(derivation):
    for claim in ("score", "maximum", "unique"):
        assert derivation.certificate.status(claim) == "proved", claim


def test_the_log_likelihood_stands_in_five_forms(derivation, symbols):
    """Sum of log P; sum of log density; sum of two logarithms; -log(2 pi v)/2 - …; -n log(2 pi v)/2 - sum/(2 v)."""
    mu, variance, x = symbols
    chains = [e for s in derivation.steps for e in s.equations if isinstance(e.left, LogLikelihood)]
    forms = max((e.right for e in chains), key=len)
    assert len(forms) >= 5
    first, *_, last = forms
    assert first.has(Density)
    n = th.Total(1)
    expected = -n * log(2 * pi * variance) / 2 - th.Total((x - mu) ** 2) / (2 * variance)
    assert simplify(last - expected) == 0
    assert last.has(log(2 * pi * variance)) or last.has(Rational(1, 2) * log(2 * pi * variance))


@pytest.mark.parametrize(("name", "words"), [("normal.tex", "likelihood"), ("normal.ko.tex", "가능도")])
def test_both_languages_are_in_the_gallery(name, words):
    text = (GENERATED / name).read_text(encoding="utf-8")
    assert words in text
    squeezed = re.sub(r"\s+|\\,|\\left|\\right|[{}]", "", text)
    assert r"\prod_i=1^n" in squeezed and r"\sum_i=1^n" in squeezed
    assert re.search(r"\\hat\{?\\mu\}?", text) and re.search(
        r"\\hat\{?\\sigma\}?\^\{?2\}?|\\hat\{\\sigma\^\{?2\}?\}", text
    )
