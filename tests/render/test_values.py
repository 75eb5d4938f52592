"""What is set means what was meant: pages are read back, by other code, and give the same numbers.

Densities go through LaTeX and the grammar for declared densities.  Formulas over samples are evaluated sign by sign, as
a reader would, from the set mathematics.
"""

from __future__ import annotations

import math
import re

import mpmath
import numpy as np
import pytest
import sympy as sp

import thetahat as th
from everyday import mostly_long
from thetahat.declare.expression import to_sympy
from thetahat.declare.parser import parse
from thetahat.families import source
from thetahat.render.document import setting_of
from thetahat.render.mathematics import Setting, tex
from thetahat.render.mathematics import layout as set_
from thetahat.verify import evaluate
from thetahat.verify.points import Points

LETTERS = "abcdghjkpqrstuvwz"


def without_cases():
    """By their texts: to declare all families takes seconds."""
    return [name for name in th.families() if "Piecewise" not in source(name)]


@pytest.mark.parametrize("name", without_cases())
def test_densities_are_read_back(name):
    model = th.family(name)
    assert not model.density.has(sp.Piecewise)
    symbols = [*model.symbols, *(p.symbol for p in model.known), *model.observation]
    renamed = {s: type(s)(c, **s.assumptions0) for s, c in zip(symbols, LETTERS, strict=False)}
    integers = [r.variable for r in model.support.regions if r.integer]
    integers += [p.symbol for p in (*model.parameters, *model.known) if p.domain.integer]
    setting = Setting(counts=[renamed[s].name for s in integers])
    density = model.density.xreplace(renamed)
    # the grammar takes a letter before a bracket for a function
    page = re.sub(r"(?<![A-Za-z_\\])([a-z])\(", r"\1\\cdot(", tex(setting.set(density)))
    read = to_sympy(parse(page), {s.name: s for s in renamed.values()})
    points = Points(model, seed=3)
    for _ in range(3):
        values, data = points.sample(1)
        at = {renamed[s]: float(v) for s, v in values.items()} | {renamed[x]: float(v[0]) for x, v in data.items()}
        assert complex(sp.N(read.xreplace(at))) == pytest.approx(complex(sp.N(density.xreplace(at))), rel=1e-9)


# ------------------------------------------------------------------ reading set mathematics


CALLS = {
    "exp": mpmath.exp,
    "log": mpmath.log,
    "Γ": mpmath.gamma,
    "ψ": mpmath.digamma,
    "ψ′": lambda x: mpmath.psi(1, x),
    "cos": mpmath.cos,
    "sin": mpmath.sin,
    "sgn": mpmath.sign,
    "erf": mpmath.erf,
}


class Reader:
    """The value of set mathematics: letters have values, sums run over the sample."""

    def __init__(self, letters, data, size):
        self.letters, self.data, self.size, self.at = letters, data, size, {}

    def read(self, node):
        if node in self.letters:
            return self.letters[node]
        match node:
            case set_.Sign(_, "n", "letter"):
                return mpmath.mpf(self.size)
            case set_.Sign(_, "e", _):
                return mpmath.e
            case set_.Sign(_, "π", _):
                return mpmath.pi
            case set_.Sign(_, text, "number"):
                return mpmath.mpf(text)
            case set_.Script(base, set_.Sign(_, index, _), None) if index in self.at:
                return self.data[base][self.at[index]]
            case set_.Script(base, set_.Sign(_, index, _), above) if index in self.at:
                return self.data[base][self.at[index]] ** self.read(above)
            case set_.Script(base, set_.Fence(set_.Sign(_, place, _)), _):
                return (min if place == "1" else max)(self.data[base])
            case set_.Script(base, below, above):
                inner = base if below is None else set_.Script(base, below)
                return self.read(inner) ** (1 if above is None else self.read(above))
            case set_.Row((body, set_.Sign(_, "!", _))):
                return mpmath.factorial(self.read(body))
            case set_.Product(factors):
                return mpmath.fprod(self.read(f) for f in factors)
            case set_.Terms(terms):
                return mpmath.fsum(s * self.read(t) for s, t in terms)
            case set_.Fraction(above, below):
                return self.read(above) / self.read(below)
            case set_.Root(body):
                return mpmath.sqrt(self.read(body))
            case set_.Fence(body, "|", "|"):
                return abs(self.read(body))
            case set_.Fence(body) | set_.Accent("hat", body):
                return self.read(body)
            case set_.Apply(name, argument):
                return self.call(name, argument)
            case set_.Call(name, body):
                return self.call(name, body)
            case set_.Big(set_.Sign(_, "Σ", _), body, set_.Row((set_.Sign(_, index, _), *_))):
                return mpmath.fsum(self.each(index, body))
            case set_.Big(set_.Sign(_, "min", _), body, set_.Sign(_, index, _)):
                return min(self.each(index, body))
        raise AssertionError(f"a reader cannot read {node}")

    def call(self, name, argument):
        text = "".join(c.text for c in name.walk() if isinstance(c, set_.Sign))
        if text == "med":
            return mpmath.mpf(float(np.median([float(v) for v in self.data[argument]])))
        return CALLS[text](self.read(argument))

    def each(self, index, body):
        values = []
        for k in range(self.size):
            self.at[index] = k
            values.append(self.read(body))
        del self.at[index]
        return values


def reader(setting, model, values, data):
    letters = {}
    for p in (*model.parameters, *model.known):
        node = setting.set(p.symbol)
        value = mpmath.mpf(float(values[p.symbol]))
        if isinstance(node, set_.Script) and node.above == set_.number(2):
            letters[node.base] = mpmath.sqrt(value)
        else:
            letters[node] = value
    size = len(next(iter(data.values())))
    columns = {setting.set(x): [mpmath.mpf(float(v)) for v in data[x]] for x in model.observation}
    return Reader(letters, columns, size)


FAMILIES = [
    *("normal", "normal_sd", "gamma", "weibull", "pareto", "inverse_gaussian", "gumbel", "beta", "laplace"),
    *("poisson", "binomial", "negative_binomial", "geometric", "lognormal", "rayleigh", "student_t_known"),
    *("kumaraswamy", "uniform_zero", "linear_regression", "exponential_censored", "lomax", "exponential_reflected"),
]


@pytest.mark.parametrize("name", mostly_long(FAMILIES, FAMILIES[::4]))
def test_formulas_over_samples_are_read_back(name):
    derivation = th.derive(name, contest=False)
    model = derivation.model
    setting = setting_of(model)
    values, data = Points(model, seed=5).sample(7)
    page = reader(setting, model, values, data)
    formulas = [derivation.log_likelihood, *derivation.score.values(), *derivation.estimators.values()]
    assert len(formulas) > 1
    for formula in formulas:
        meant = evaluate.value(formula, values, data)
        read = page.read(setting.set(formula))
        assert float(mpmath.re(read)) == pytest.approx(float(meant), rel=1e-9, abs=1e-9), formula
        assert math.isfinite(float(mpmath.re(read)))


def test_what_stands_over_its_own_root_is_the_root():
    from sympy import Symbol, sqrt

    from thetahat.render.inline import roots_joined

    a, b, k = (Symbol(s, positive=True) for s in "abk")
    root = sqrt(a**2 + b**2)
    assert roots_joined(a**2 / root + b**2 / root - k) == root - k
    assert roots_joined(3 * k * a**2 / root + 3 * k * b**2 / root) == 3 * k * root
    assert roots_joined(a / root + b**2 / root) == a / root + b**2 / root
