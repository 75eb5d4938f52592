"""Korean particles follow how a formula is read aloud."""

from __future__ import annotations

import pytest
from sympy import S, Symbol

from thetahat.core.derivation import Cite, Hat, Reason
from thetahat.core.statistics import SAMPLE_SIZE, Minimum, Observation, Total
from thetahat.render.inline import Speaker, plain
from thetahat.render.particles import PAIRS, ending, particle, spoken

x = Observation("x")

READ = {
    Symbol("mu"): ("뮤", "는", "가", "를", "와", "로"),
    Symbol("lam"): ("람다", "는", "가", "를", "와", "로"),
    Symbol("sigma2"): ("시그마 제곱", "은", "이", "을", "과", "으로"),
    Symbol("n"): ("엔", "은", "이", "을", "과", "으로"),
    Symbol("m"): ("엠", "은", "이", "을", "과", "으로"),
    Symbol("r"): ("알", "은", "이", "을", "과", "로"),
    Symbol("k"): ("케이", "는", "가", "를", "와", "로"),
    Symbol("x_m"): ("엑스 엠", "은", "이", "을", "과", "으로"),
    Symbol("theta1"): ("세타 일", "은", "이", "을", "과", "로"),
    Symbol("theta2"): ("세타 이", "는", "가", "를", "와", "로"),
    Hat(Symbol("mu")): ("뮤 햇 (모자는 읽지 않음)", "는", "가", "를", "와", "로"),
    SAMPLE_SIZE: ("엔", "은", "이", "을", "과", "으로"),
    Minimum(x): ("엑스 일", "은", "이", "을", "과", "로"),
    Total(x): ("시그마 엑스 아이", "는", "가", "를", "와", "로"),
    S(3): ("삼", "은", "이", "을", "과", "으로"),
    S(10): ("십", "은", "이", "을", "과", "으로"),
    S(8): ("팔", "은", "이", "을", "과", "로"),
}


@pytest.mark.parametrize("expression", READ, ids=str)
def test_particles_after_formulas(expression):
    end = spoken(Speaker("ko").set(expression))
    found = tuple(particle(pair, end) for pair in ("은는", "이가", "을를", "과와", "으로"))
    assert found == READ[expression][1:]


@pytest.mark.parametrize(
    ("word", "pair", "expected"),
    [
        ("모수", "은는", "는"),
        ("관측값", "은는", "은"),
        ("식", "으로", "으로"),
        ("일", "으로", "로"),
        ("함수", "과와", "와"),
    ],
)
def test_particles_after_words(word, pair, expected):
    assert particle(pair, ending(word)) == expected


def test_every_pair_has_two_forms():
    assert all(len(forms) == 2 for forms in PAIRS.values())


def test_sentences_choose_particles():
    speaker = Speaker("ko", numbers={"score_mu": 4, "score_sigma2": 5})
    mu, v = Symbol("mu"), Symbol("sigma2")
    assert plain(speaker.sentence(Reason("differentiate", {"parameter": mu}))) == "로그가능도를 μ로 미분합니다."
    assert plain(speaker.sentence(Reason("differentiate", {"parameter": v}))) == "로그가능도를 σ²으로 미분합니다."
    both = {"parameters": (mu, v), "equations": (Cite("score_mu"), Cite("score_sigma2"))}
    assert plain(speaker.sentence(Reason("coupled", both))).startswith("식 (4)와 (5)는 서로 얽혀")
