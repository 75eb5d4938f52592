"""Documents from derivations written by hand: structure, numbers, languages, details, and real TeX."""

from __future__ import annotations

import os
import re
import shutil
import subprocess

import pytest
from derivations import HAND_WRITTEN, normal

from thetahat.core.derivation import Certificate
from thetahat.errors import RequestError
from thetahat.render import latex, markdown, terminal
from thetahat.render.blocks import Display, Paragraph, Table
from thetahat.render.document import document
from thetahat.render.mathematics.measure import columns

BOTH = ["en", "ko"]
pytestmark = pytest.mark.filterwarnings("error")


def leads(doc):
    return ["".join(p for p in b.lead if isinstance(p, str)) for b in doc.blocks if isinstance(b, Paragraph) and b.lead]


@pytest.mark.parametrize("name", HAND_WRITTEN)
@pytest.mark.parametrize("lang", BOTH)
def test_the_result_comes_first_then_symbols_then_steps(name, lang):
    doc = document(HAND_WRITTEN[name](), lang)
    assert leads(doc)[0] in ("Result.", "결과.")
    table = next(k for k, b in enumerate(doc.blocks) if isinstance(b, Table))
    first_step = next(k for k, b in enumerate(doc.blocks) if isinstance(b, Display) and b.number == 1)
    assert table < first_step
    assert isinstance(doc.blocks[1], Display)
    assert doc.blocks[1].number is None


@pytest.mark.parametrize("name", HAND_WRITTEN)
def test_equations_are_numbered_without_gaps(name):
    for detail in ("brief", "standard", "full"):
        numbers = [
            b.number
            for b in document(HAND_WRITTEN[name](), detail=detail).blocks
            if isinstance(b, Display) and b.number
        ]
        assert numbers == list(range(1, len(numbers) + 1))


def test_both_languages_have_the_same_mathematics():
    for make in HAND_WRITTEN.values():
        english, korean = (document(make(), lang) for lang in BOTH)
        assert [b for b in english.blocks if isinstance(b, Display)] == [
            b for b in korean.blocks if isinstance(b, Display)
        ]


def test_citations_point_to_what_they_mean():
    out = terminal.write(document(normal()), 100)
    assert re.search(r"∂ℓ/∂σ² = −n/\(2σ²\) \+ \(1/\(2σ⁴\)\) Σ\(xᵢ − μ\)² +\(5\)", out)
    assert "Setting (5) equal to zero and solving for σ² gives" in out


def test_the_five_forms_of_the_normal_log_likelihood():
    out = latex.write(document(normal()))
    forms = [
        r"\sum_{i=1}^n\log f(x_i;\mu,\sigma^2)",
        r"\sum_{i=1}^n\log\left(\frac{1}{\sqrt{2\pi\sigma^2}}\exp\left(-\frac{(x_i-\mu)^2}{2\sigma^2}\right)\right)",
        r"\sum_{i=1}^n\left[\log\frac{1}{\sqrt{2\pi\sigma^2}}+\log\exp\left(-\frac{(x_i-\mu)^2}{2\sigma^2}\right)\right]",
        r"\sum_{i=1}^n\left[-\frac{1}{2}\log(2\pi\sigma^2)-\frac{(x_i-\mu)^2}{2\sigma^2}\right]",
        r"-\frac{n}{2}\log(2\pi\sigma^2)-\frac{1}{2\sigma^2}\sum_{i=1}^n(x_i-\mu)^2",
    ]
    places = [out.index("&= " + form) for form in forms]
    assert places == sorted(places)


def test_brief_is_half_a_page():
    for make in HAND_WRITTEN.values():
        brief = terminal.write(document(make(), detail="brief"), 88)
        standard = terminal.write(document(make(), detail="standard"), 88)
        assert len(brief.splitlines()) < 50
        assert len(brief) < 0.7 * len(standard)


def test_symbols_are_defined():
    out = terminal.write(document(HAND_WRITTEN["gamma"]()), 100)
    for row in ("k       shape", "θ       scale", "Γ       gamma function", "ψ       digamma", "ψ′      trigamma"):
        assert row in out


def test_every_condition_is_stated_with_what_happens_otherwise():
    out = terminal.write(document(HAND_WRITTEN["gamma"]()), 200)
    assert "A maximum exists only if the xᵢ are not all equal." in out
    assert "the likelihood keeps rising as k → ∞, θ → 0" in out


def test_figures_are_bounds_and_nothing_depends_on_the_day():
    first, second = (latex.write(document(normal())) for _ in range(2))
    assert first == second
    assert not re.search(r"\d\.\d{3,}", first)
    assert "today" not in first


def test_a_derivation_without_certificate_claims_nothing():
    from dataclasses import replace

    out = terminal.write(document(replace(normal(), certificate=Certificate())), 300)
    assert "The maximum-likelihood estimate is the following:" in out
    assert "exactly one maximum" not in out


@pytest.mark.parametrize(("key", "value"), [("detail", "long"), ("lang", "xx")])
def test_wrong_options_are_refused(key, value):
    with pytest.raises(RequestError, match="choose one of"):
        document(normal(), **{key: value})


# ------------------------------------------------------------------ LaTeX


def test_a_fragment_has_no_preamble():
    out = latex.write(document(normal()), fragment=True)
    assert r"\documentclass" not in out
    assert r"\eqref{eq:normal:4}" in out
    assert r"\end{document}" not in out


def test_special_signs_in_words_are_harmless():
    assert latex.escaped("50% of A_B & {σ²}") == r"50\% of A\_B \& \{$\sigma$$^2$\}"


def tex_is_here():
    if shutil.which("pdflatex"):
        return True
    if os.environ.get("CI"):
        pytest.fail("pdflatex is missing: install texlive-latex-base and texlive-lang-korean")
    return False


@pytest.mark.parametrize("name", HAND_WRITTEN)
@pytest.mark.parametrize("lang", BOTH)
def test_latex_compiles_without_wide_lines(tmp_path, name, lang):
    source = latex.write(document(HAND_WRITTEN[name](), lang, "full"))
    (tmp_path / "paper.tex").write_text(source, encoding="utf-8")
    if not tex_is_here():
        assert source.count(r"\begin{") == source.count(r"\end{")
        return
    run = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "paper.tex"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    assert run.returncode == 0, run.stdout[-2000:]
    assert (tmp_path / "paper.pdf").stat().st_size > 10_000
    assert not [w for w in re.findall(r"Overfull \\hbox \(([\d.]+)pt", run.stdout) if float(w) > 10]
    assert "Missing character" not in run.stdout


# ------------------------------------------------------------------ Markdown


@pytest.mark.parametrize("name", HAND_WRITTEN)
@pytest.mark.parametrize("lang", BOTH)
def test_markdown_survives_github(name, lang):
    out = markdown.write(document(HAND_WRITTEN[name](), lang))
    words = re.sub(r"\$\$.*?\$\$", "", out, flags=re.DOTALL)
    inline = re.findall(r"\$([^$\n]+)\$", words)
    assert inline
    for formula in inline:
        assert not formula.startswith(" ")
        assert not formula.endswith(" ")
        assert not re.search(r"\\[{},;!|]", formula), formula
    # a letter or a syllable right behind a closing dollar would hide the formula
    assert not re.search(r"§[가-힣A-Za-z0-9]", re.sub(r"\$[^$\n]+\$", "§", words))
    assert out.count("$$\n") % 2 == 0


def test_markdown_tags_are_the_numbers():
    out = markdown.write(document(normal()))
    assert [int(t) for t in re.findall(r"\\tag\{(\d+)\}", out)] == list(range(1, 13))


# ------------------------------------------------------------------ terminal


@pytest.mark.parametrize("name", HAND_WRITTEN)
@pytest.mark.parametrize("lang", BOTH)
@pytest.mark.parametrize("width", [60, 80, 120])
def test_text_keeps_to_the_width(name, lang, width):
    out = terminal.write(document(HAND_WRITTEN[name](), lang), width)
    assert max(columns(line) for line in out.splitlines()) <= width
    assert "\x1b" not in out
    assert not [line for line in out.splitlines() if line.endswith(" ")]


def test_matrices_take_several_lines():
    out = terminal.write(document(normal()), 80)
    assert "J = ⎣ 0     n/(2σ̂⁴) ⎦" in out
    assert "J⁻¹ = ⎣ 0     2σ̂⁴/n ⎦" in out


def test_wide_characters_count_twice():
    assert columns("최대가능도") == 10
    assert columns("μ̂") == 1
    assert terminal.wrapped("최대 가능도 추정", 8).splitlines() == ["최대", "가능도", "추정"]


def test_a_choice_is_a_set_of_values_and_no_chain_of_equals():
    from thetahat.core.derivation import Equation, Hat, Reason, Step

    derivation = HAND_WRITTEN["normal"]()
    mu = derivation.model.symbols[0]
    step = Step("solve", Reason("solve_score", {"parameter": mu}), (Equation(Hat(mu), (mu, 2 * mu), "in"),))
    shown = terminal.write(document(derivation, information=[step]))
    assert "μ̂ ∈ {μ, 2μ}" in shown
