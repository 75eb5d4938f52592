"""Long formulas: every line fits, and nothing is lost between the lines."""

from __future__ import annotations

import re

import pytest
from derivations import positive
from sympy import Add, Symbol, exp, log, sqrt

from thetahat.core.statistics import SAMPLE_SIZE, Observation, Total
from thetahat.render.mathematics import Setting, linear
from thetahat.render.mathematics.breaking import lines
from thetahat.render.mathematics.measure import columns, em, on_terminal

x = Observation("x", positive=True)
n = SAMPLE_SIZE
a, b, c = (positive(s).symbol for s in "abc")
letters = [Symbol(f"theta{k}", positive=True) for k in range(12)]
long_sum = Add(*(s * log(s + 1) for s in letters))

LONG = {
    "sum": long_sum,
    "sum in a total": a * Total(Add(*(s * log(x + s) for s in letters))),
    "fraction with a long top": long_sum / (a + b),
    "fraction with a long bottom": a * b / long_sum,
    "root": sqrt(long_sum),
    "power": long_sum**a,
    "logarithm": log(long_sum) * a,
    "exponential": exp(-long_sum) / b,
    "product": a * Total(exp(-x * long_sum)) * b,
}


@pytest.mark.parametrize("name", LONG)
@pytest.mark.parametrize("limit", [40, 60])
def test_lines_fit(name, limit):
    pieces = lines(Setting().set(LONG[name]), limit, on_terminal)
    assert len(pieces) > 1
    assert max(columns(linear(p)) for p in pieces) <= limit


@pytest.mark.parametrize("name", LONG)
def test_nothing_is_lost(name):
    node = Setting().set(LONG[name])
    whole = sorted(re.findall(r"θ[₀-₉]+|[abx]", linear(node)))
    broken = sorted(re.findall(r"θ[₀-₉]+|[abx]", "".join(linear(p) for p in lines(node, 50, on_terminal))))
    assert whole == [w for w in broken if w] or len(whole) == len(broken)


def test_short_formulas_stay_on_one_line():
    node = Setting().set(a + b)
    assert lines(node, 30.0, em) == [node]


def test_what_cannot_be_broken_is_left_alone():
    name = Symbol("a_very_long_name_that_fits_nowhere")
    node = Setting().set(name)
    assert lines(node, 5.0, em) == [node]


def test_widths_are_those_of_a_real_page():
    # measured with TeX: \hbox{$\displaystyle …$} in 10 pt Computer Modern, in em of 10 pt
    formula = -n / 2 * log(2 * a) - Total((x - b) ** 2) / (2 * a)
    assert em(Setting().set(formula)) == pytest.approx(15.5, rel=0.2)
