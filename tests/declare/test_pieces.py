"""A support that is written into the density, as pieces of value 0."""

import numpy as np
import pytest
import scipy.optimize
import scipy.stats
import sympy
from sympy import Symbol

import thetahat as th
from thetahat.core.statistics import Maximum, Minimum
from thetahat.errors import DeclarationError

REAL = {"m": "real"}


def _declared(text, parameters, support="real", **options):
    return th.declare(text, parameters=parameters, support=support, **options)


@pytest.mark.parametrize(
    ("text", "parameters", "support", "lower", "upper"),
    [
        ("Piecewise((exp(-(x-m)), x >= m), (0, True))", REAL, "real", "m", "oo"),
        ("Piecewise((0, x < m), (exp(-(x-m)), True))", REAL, "real", "m", "oo"),
        ("exp(-(x-m))*Piecewise((1, x > m), (0, True))", REAL, "real", "m", "oo"),
        ("Piecewise((1/m, x < m), (0, True))", {"m": "positive"}, "positive", "0", "m"),
        ("Piecewise((1/(2*m), abs(x) < m), (0, True))", {"m": "positive"}, "real", "-m", "m"),
        ("Piecewise((1/m, 0 < x and x <= m), (0, True))", {"m": "positive"}, "real", "0", "m"),
        ("Piecewise((1/m, 1 <= x and x <= m), (0, True))", {"m": "integer >= 1"}, "integer", "1", "m"),
        (
            "Piecewise((1/3, Eq(x, 2)), ((1-m)/3, x == 1), ((1+m)/3, x == 3), (0, True))",
            {"m": "0<m<1"},
            "integer",
            1,
            3,
        ),
        (
            "Piecewise((2*x/m, 0 <= x and x < m), (2*(1-x)/(1-m), m <= x and x <= 1), (0, True))",
            {"m": "0 < m < 1"},
            "real",
            "0",
            "1",
        ),
        ("Piecewise((exp(m-x)/2, x > m), (exp(x-m)/2, x < m), (0, True))", REAL, "real", "-oo", "oo"),
    ],
)
def test_where_the_density_is_zero_is_outside_the_support(text, parameters, support, lower, upper):
    model = _declared(text, parameters, support)
    (region,) = model.support.regions
    m = model.symbols[0]
    assert region.lower == sympy.sympify(lower, locals={"m": m})
    assert region.upper == sympy.sympify(upper, locals={"m": m})
    assert not any(value == 0 for piece in model.density.atoms(sympy.Piecewise) for value, _ in piece.args)


@pytest.mark.parametrize(
    ("text", "parameters", "support", "told"),
    [
        ("Piecewise((1/2, x < 0 - m), (1/2, x > m), (0, True))", {"m": "positive"}, "-3 < x < 3", "between two parts"),
        ("Piecewise((exp(-x), sin(x) > m), (0, True))", REAL, "x > 0", "gives no bounds"),
        ("Piecewise((0, x > m), (0, True))", REAL, "real", "zero everywhere"),
    ],
)
def test_a_support_that_is_no_interval_is_refused(text, parameters, support, told):
    with pytest.raises(DeclarationError, match=told):
        _declared(text, parameters, support)


@pytest.mark.parametrize(
    "text",
    [
        r"e^{-(x-m)} \mathbf{1}_{x \ge m}",
        r"\mathbb{1}\{x > m\} e^{-(x-m)}",
        r"\mathbf{1}\left\{x \ge m\right\} e^{-(x-m)}",
        r"\mathbf{1}_{[m,\infty)}(x) e^{-(x-m)}",
        r"\mathbf 1_{\left(m, \infty\right)}(x)\, e^{m-x}",
        r"1_{x > m} e^{m-x}",
        r"\begin{cases} e^{m-x} & x \ge m \\ 0 & \text{otherwise} \end{cases}",
        "exp(m-x)*Indicator(x >= m)",
        "I(x > m)*exp(m-x)",
        "Heaviside(x-m)*exp(m-x)",
    ],
)
def test_indicators(text):
    model = _declared(text, REAL)
    (region,) = model.support.regions
    assert (region.lower, region.upper) == (model.symbols[0], sympy.oo)
    assert sympy.simplify(sympy.log(model.density) - (model.symbols[0] - model.observation[0])) == 0


def test_the_greater_of_two_formulas_is_pieces():
    for text in ("Max(0, 1-abs(x-m))", "Max(1-abs(x-m), 0)"):
        model = _declared(text, REAL)
        (region,) = model.support.regions
        m = model.symbols[0]
        assert (region.lower, region.upper) == (m - 1, m + 1)
        x = np.random.default_rng(2).triangular(1.0, 2.0, 3.0, 30)
        grid = np.linspace(x.max() - 1, x.min() + 1, 200_001)[1:-1]
        heights = np.sum(np.log(1 - np.abs(x[:, None] - grid)), axis=0)
        assert -th.fit(model, x).nll >= heights.max() - 1e-9


def test_a_parameter_that_cancels_is_refused():
    with pytest.raises(DeclarationError, match="'b' cancels out"):
        _declared("a*b*exp(-a*x)/b", {"a": "positive", "b": "positive"}, "x > 0")


def test_factors_whose_signs_change_together_stay_together():
    """s/(1 - exp(-s)) is positive for every s, and has a logarithm where s has none."""
    model = _declared("s*exp(-s*x)/(1-exp(-s))", {"s": "real"}, "0 < x < 1")
    found = th.derive(model)
    assert [found.certificate.status(c) for c in ("maximum", "unique", "exists")] == ["proved"] * 3
    x = np.random.default_rng(5).random(50) ** 0.7
    nll = lambda s: -np.sum(np.log(s / -np.expm1(-s)) - s * x)  # noqa: E731
    best = scipy.optimize.minimize_scalar(nll, bounds=(-9, -0.01), method="bounded", options={"xatol": 1e-10})
    assert th.fit(model, x).params["s"] == pytest.approx(best.x, abs=1e-6)


def test_several_variables_are_held_by_inequalities():
    model = _declared(
        "Piecewise((2/m**2, x < y and y < m), (0, True))", {"m": "positive"}, "x > 0 and y > 0", observation="x, y"
    )
    x, y = model.observation
    assert model.density == 2 / model.symbols[0] ** 2
    assert model.support.region(y).upper == model.symbols[0]
    assert model.support.conditions == (y > x,)


def test_a_sum_of_halves_is_one_density():
    """(x - m)^2 phi(x - m), written as two half-lines that meet at m."""
    half = "(x-m)**2*exp(-(x-m)**2/2)/sqrt(2*pi)"
    model = _declared(f"Piecewise(({half}, x > m), (0, True)) + Piecewise(({half}, x < m), (0, True))", REAL)
    whole = _declared(half, REAL)
    assert model.density.subs(model.observation[0], 3) == whole.density.subs(whole.observation[0], 3)
    assert not model.support.parameters


def test_strict_and_weak_ends_give_the_same_estimate():
    """A density is meant up to null sets: max x is the answer for 0 < x < m as for 0 <= x <= m."""
    for mark in ("<", "<="):
        found = th.derive(
            _declared(f"Piecewise((1/m, 0 {mark} x and x {mark} m), (0, True))", {"m": "positive"}, "real")
        )
        assert found.estimators == {"m": Maximum(found.model.observation[0])}
    shifted = th.derive(_declared("Piecewise((exp(-(x-m)), x > m), (0, True))", REAL))
    assert shifted.estimators == {"m": Minimum(shifted.model.observation[0])}


def test_two_half_lines_are_laplace():
    model = _declared(
        "Piecewise((exp(-(x-m)/s)/(2*s), x > m), (exp((x-m)/s)/(2*s), x < m), (0, True))", REAL | {"s": "positive"}
    )
    x = np.random.default_rng(3).laplace(2.0, 1.5, 41)
    found = th.fit(model, x)
    m, s = scipy.stats.laplace.fit(x)
    assert found.params == pytest.approx({"m": m, "s": s}, rel=1e-10)


def test_sympy_expressions_are_read_alike():
    x, m = Symbol("x", real=True), Symbol("m", positive=True)
    model = th.Model(
        sympy.Piecewise((1 / m, (x > 0) & (x < m)), (0, True)), parameters={"m": "positive"}, support="real"
    )
    assert model.support.region(model.observation[0]).upper == model.symbols[0]


def test_nothing_is_said_across_a_pole():
    """The score of sum log (x - m)^2 - (x - m)^2/2 falls between the observations and jumps up at each of them."""
    found = th.derive(_declared("(x-m)**2*exp(-(x-m)**2/2)/sqrt(2*pi)", REAL))
    assert found.verdict == "reduced"
    assert found.certificate.status("unique") == "unproved"
    assert not [s for s in found.steps if s.rule in ("monotone", "concave")]
    x = np.array([-1.3, 0.2, 2.1])
    grid = np.linspace(-6.0, 6.0, 480_001)
    heights = np.sum(np.log((x[:, None] - grid) ** 2) - (x[:, None] - grid) ** 2 / 2, axis=0)
    assert th.fit(found.model, x).params["m"] == pytest.approx(grid[np.nanargmax(heights)], abs=5e-5)
