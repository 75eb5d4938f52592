"""The section with data: its numbers against NumPy and SciPy, its formulas, its pictures, and where they are put."""

from __future__ import annotations

import math
import re
import shutil
import subprocess
from functools import cache

import numpy as np
import pytest
from scipy import special, stats

import thetahat as th
from thetahat.errors import RequestError
from thetahat.plots import quantiles
from thetahat.render.mathematics.layout import EQUALS, Fence, Fraction, Product, Script, Sign, Terms, number
from thetahat.render.mathematics.linear import linear
from thetahat.render.worked import replaced, told

RAIN = np.array([0.4, 1.7, 2.2, 3.1, 3.9, 5.8, 0.9, 2.7, 1.1, 4.4])


@cache
def derived(name):
    return th.derive(name, contest=False)


def test_the_statistics_and_the_chain_of_normal():
    text = derived("normal").to_text(data=RAIN)
    mean, square = RAIN.mean(), ((RAIN - RAIN.mean()) ** 2).sum()
    for value in (RAIN.sum(), mean, square, square / 10):
        assert f"{value:.6g}" in text
    assert "μ̂ = (1/n) Σ xᵢ\n      = 26.2/10\n" in text.replace("    μ̂", "μ̂").replace("\n       = ", "\n      = ")
    errors = math.sqrt(square / 100), math.sqrt(2 * (square / 10) ** 2 / 10)
    assert all(f"{e:.6g}" in text for e in errors)
    assert f"{stats.norm.logpdf(RAIN, mean, math.sqrt(square / 10)).sum():.6g}".replace("-", "−") in text


def test_the_remaining_equation_has_its_numbers():
    text = derived("gamma").to_text(data=RAIN)
    gap = math.log(RAIN.mean()) - np.log(RAIN).mean()
    assert f"≈ {gap:.6g}" in text
    shape = float(re.search(r"k̂ ≈ ([\d.]+)", text).group(1))
    assert math.log(shape) - special.digamma(shape) == pytest.approx(gap, rel=1e-4)


def test_weights_are_frequencies():
    twice = derived("exponential").to_text(data=np.repeat(RAIN, 2), width=100)
    weighted = derived("exponential").to_text(data={"x": RAIN, "w": np.full(10, 2)}, weights="w", width=100)
    assert weighted == twice


def test_a_border_has_no_standard_error():
    text = derived("pareto").to_text(data=RAIN)
    assert "x₍₁₎ = 0.4" in text.replace("\n", " ")
    assert re.search(r"xₘ +0\.4 +– +–", text)
    assert "For xₘ the usual theory of standard errors does not apply." in text


def test_data_without_a_maximum_have_limits_and_no_pictures():
    document = derived("gamma").document(data=[2.0, 2.0, 2.0])
    assert not document.figures
    assert "no maximum" in derived("gamma").to_text(data=[2.0, 2.0, 2.0])


def test_known_constants_are_asked_for():
    binomial = derived("binomial")
    (constant,) = binomial.model.known
    assert re.search(r"with \w = 9\.", binomial.to_text(data=[1, 3, 4], fixed={constant.name: 9}))
    with pytest.raises(RequestError, match="unknown here"):
        derived("normal").to_text(data=RAIN, fixed={"mu": 0})


def test_numbers_stand_where_they_can_be_read():
    a, b, x = Sign("a", "a"), Sign("b", "b"), Sign("x", "x")
    minus = Terms(((-1, number(3)),))

    def put(node):
        return linear(replaced(node, {a: number("2.5"), b: minus}))

    assert put(Product((a, b))) == "2.5(−3)"
    assert put(Terms(((1, a), (-1, b)))) == "2.5 + 3"
    assert put(Script(b, above=number(2))) == "(−3)²"
    assert put(Script(Fence(a), above=number(2))) == "2.5²"
    assert put(Product((Fraction(number(1), x), a))) == "2.5/x"
    assert told(replaced(a, {a: number(1)}))
    assert not told(Product((x, number(1))))
    assert told(Product((x, number(1))), {"x"})
    assert EQUALS.kind == "relation"


# ------------------------------------------------------------------ pictures


@pytest.mark.parametrize(
    ("law", "size"),
    [
        (stats.gamma(0.5), 50), (stats.cauchy(), 50), (stats.uniform(2, 3), 20), (stats.norm(1e6, 1e-2), 50),
        (stats.beta(0.5, 0.5), 50), (stats.lognorm(2), 30), (stats.expon(5), 10),
    ],
)  # fmt: skip
def test_quantiles_from_a_density(law, size):
    sample = np.sort(law.rvs(size, random_state=np.random.default_rng(7)))
    levels = (np.arange(size) + 0.5) / size
    np.testing.assert_allclose(law.cdf(quantiles(law.pdf, sample, levels)), levels, atol=1e-4)


def test_pictures_stand_in_the_page():
    page = derived("gamma").to_html(data=RAIN)
    assert page == derived("gamma").to_html(data=RAIN)
    pictures = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(pictures) == page.count("<figcaption>") == 4
    names = re.findall(r'\bid="([^"]*)"', page)
    assert len(names) == len(set(names))
    for link in re.findall(r'(?:href="#|url\(#)([^")]+)', page):
        assert link in names
    assert not re.search(r"https?:|<style[^>]*>\*|xmlns", page.replace("<style>\n", "", 1))
    for picture in pictures:
        assert 'role="img"' in picture and re.search(r'aria-label="[^"]{10,}"', picture)
        assert "currentColor" in picture


def test_no_pictures_of_several_variables_but_the_likelihood():
    random = np.random.default_rng(3)
    z = random.normal(size=20)
    data = {"y": 1 + z + random.normal(size=20), "z": z}
    assert [f.name for f in derived("linear_regression").document(data=data).figures] == ["likelihood"]


def test_counts_have_no_quantile_picture():
    figures = derived("poisson").document(data=[0, 1, 1, 2, 2, 2, 3, 4, 1, 0, 2]).figures
    assert [f.name for f in figures] == ["candidates", "density", "likelihood"]


def test_a_saved_document_has_its_pictures_beside_it(tmp_path):
    derived("exponential").save(tmp_path / "a.tex", data=RAIN)
    derived("exponential").save(tmp_path / "a.md", data=RAIN)
    named = sorted(p.name for p in tmp_path.iterdir())
    pictures = [f"exponential-{k}" for k in ("candidates", "density", "likelihood", "quantiles")]
    assert named == sorted(["a.md", "a.tex", *(p + s for p in pictures for s in (".pdf", ".svg"))])
    assert (tmp_path / "exponential-density.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "exponential-density.svg").read_text().startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    if shutil.which("pdflatex"):
        command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "a.tex"]
        subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, timeout=60)
