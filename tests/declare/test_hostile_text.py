"""Text that wants to be executed, to be slow, or to be something else: one line, at once."""

import string
import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import thetahat as th
from thetahat.declare.model import declare
from thetahat.declare.parser import parse
from thetahat.errors import DeclarationError

PAYLOADS = [
    "__import__('os').system('id')",
    "__import__(os)",
    "x.__class__.__mro__",
    "x.real",
    "lambda x: x",
    "lambda: 0",
    "f'{x}'",
    '"a" + x',
    "[x for x in y]",
    "x if x > 0 else 1",
    "x := 3",
    "x; import os",
    "x\nimport os",
    "exec(x)",
    "eval(x)",
    "open(x)",
    "globals()",
    "().__class__",
    "{}",
    "{x}",
    "x[0]",
    "`id`",
    "$(id)",
    "%s",
    "{0.__class__}",
    "\\input{/etc/passwd}",
    "\\write18{id}",
    "\\def\\x{1}",
    "\\catcode",
    "x\x00",
    "x\u200b*2",
    "ⅹ*2",
    "ｘ*2",
    "x²",
    "𝑥",
    "０+x",
    "١+x",
    "x\u202e)(",
    "exp\u0028x\u0029" + "\ufeff",
    "0x10*x",
    "0b1*x",
    "1_000*x",
    "1j*x",
    "x@mu",
    "x//mu",
    "x%mu",
    "x<<mu",
    "~x",
    "x&mu",
    "*x",
    "**x",
    "exp(*x)",
    "exp(x=1)",
    "Symbol('x')",
    "S(1)",
    "Integer(1)*x",
    "Function('f')(x)",
    "Lambda(x, x)",
    "Integral(x, x)",
    "_",
    "_x",
    "__x__",
]

HEAVY = [
    "9**9**9**9",
    "9**9**9**9*x",
    "x**(9**9**9)",
    "(-9)**9**9**9",
    "x**10**10",
    "2**(2**(2**(2**(2**2))))",
    "zeta(10**9)",
    "gamma(10**9)",
    "factorial(10**7)",
    "factorial(factorial(factorial(9)))",
    "binomial(10**9, 5*10**8)",
    "binomial(10**6, x)",
    "loggamma(10**8)",
    "beta(10**8, 10**8)",
    "polygamma(10**6, 2)",
    "digamma(10**8)",
    "besseli(10**9, 1)",
    "zeta(3, 10**7)",
    "exp(10**9)",
    "exp(exp(exp(9)))",
    "1e999999999",
    "1e-999999999",
    "9" * 5000,
    "0." + "0" * 5000 + "1",
    "1" * 45,
    "(" * 10_000,
    "(" * 10_000 + "x" + ")" * 10_000,
    "(" * 4_000 + "x" + ")" * 4_000,
    "exp(" * 1_000 + "x" + ")" * 1_000,
    "-" * 9_000 + "x",
    "not " * 2_000 + "x < 1",
    "x**" * 3_000 + "x",
    "x+" * 4_900 + "x",
    "x*" * 400 + "x",
    "x!" + "!" * 5_000,
    "|" * 5_000,
    "Piecewise((" * 500,
    "x" * 9_000,
    "x<" * 3_000 + "x",
    "x" + " " * 20_000,
    "\\frac" * 1_900,
    "\\sqrt" * 1_900 + "x",
    "\\sqrt[" * 1_500,
    "{" * 9_000 + "\\x",
    "\\left(" * 1_600,
    "x^{" * 3_000,
    "x_" * 4_000 + "\\x",
    "\\begin{cases}" * 700,
    "\\\\" * 4_000,
    "\\sum_{k=" * 1_000,
]

NAMES = ("x", "mu")


@pytest.mark.parametrize("text", PAYLOADS)
def test_payloads_are_refused_in_one_line(text: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        declare(text + "*mu", {"mu": "positive"}, "real")
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300
    for where in ("parameters", "support", "observation", "known", "given", "name", "domain"):
        request = {
            "parameters": {text: "real"} if where == "parameters" else {"mu": text if where == "domain" else "real"},
            "support": text if where == "support" else "real",
            "observation": [text] if where == "observation" else ["x"],
            "given": [text] if where == "given" else [],
            "known": {text: "real"} if where == "known" else {},
            "name": text if where == "name" else "density",
        }
        with pytest.raises(DeclarationError) as caught:
            declare("mu*x", **request)  # type: ignore[arg-type]
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", HEAVY, ids=range(len(HEAVY)))
def test_heavy_text_is_refused_at_once(text: str) -> None:
    took = []
    for _ in range(3):  # a collection of garbage may fall into one of them
        began = time.process_time()
        with pytest.raises(DeclarationError) as caught:
            parse(text, NAMES)
        took.append(time.process_time() - began)
    assert min(took) < 0.5
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("text", ["(" * 5_000, "9**9**9**9 < mu", "mu > zeta(10**9)", "mu < " + "9" * 500])
def test_heavy_domains_and_supports_are_refused_at_once(text: str) -> None:
    with pytest.raises(DeclarationError):
        declare("mu*x", {"mu": text}, "real")
    with pytest.raises(DeclarationError):
        declare("mu*x", {"mu": "real"}, text.replace("mu", "x"))


def test_names_may_not_carry_code() -> None:
    for name in ("mu); import os", "a b", "1a", "", "a.b", "a-b", "é", "x" * 41, "a__b", "True", "oo", None):
        with pytest.raises(DeclarationError):
            declare("mu*x", {name: "real"}, "real")  # type: ignore[dict-item]
        with pytest.raises(DeclarationError):
            declare("mu*x", {"mu": "real"}, "real", observation=(name,))  # type: ignore[arg-type]


ALPHABET = string.ascii_letters + string.digits + "+-*/^()[]{}<>=!|,;._\\ &$~'\"πσ×≤"
WORDS = [
    "x", "mu", "exp(", "log", "(", ")", "**", "-", "+", "*", "/", "Piecewise((", "), (", "True", "<", "<=", "and",
    "not", ",", "1", "0",
    "2.5", "1e5", "gamma(", "beta", "Sum(", "k", "oo", "|", "!", "\\frac{", "}{", "}", "\\sqrt", "^{",
    "_", "\\left(", "\\right)", "\\begin{cases}", "\\end{cases}", "&", "\\\\", "\\sum_{k=0}^{", "\\mu", "\\text{", "e",
    "\\log", "\\binom", "\\in", "\\{", "\\}", "...", "in", "=", "zeta(", "sqrt(", "polygamma(", "\\cdot", "I_0",
]  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.text(ALPHABET, max_size=80), st.lists(st.sampled_from(WORDS)).map("".join)))
@settings(max_examples=600, deadline=2000)
def test_random_text_raises_nothing_but_our_error(text: str) -> None:
    for latex in (None, True, False):
        try:
            parse(text, NAMES, latex=latex)
        except DeclarationError as error:
            assert "\n" not in str(error)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join))
@settings(max_examples=200, deadline=5000)
def test_random_declarations_raise_nothing_but_our_error(text: str) -> None:
    for density, domain, support in (
        (text, "positive", "real"),
        ("mu*x", text, "real"),
        ("mu*x", "positive", text),
        (f"mu*({text})", "real", "x > 0"),
    ):
        try:
            declare(density, {"mu": domain}, support)
        except DeclarationError as error:
            assert "\n" not in str(error)


def test_the_parser_needs_no_sympy() -> None:
    code = (
        "import sys, thetahat.declare.parser, thetahat.declare.clauses, thetahat.declare.text; "
        "from thetahat.families import families, resolved, titles; "
        "families(); titles(); resolved('norm'); assert 'sympy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_functions_are_not_hidden_by_the_modules_of_their_names() -> None:
    code = (
        "import thetahat as th; from thetahat.fit import Fit; import thetahat.declare.parser, thetahat.families; "
        "assert callable(th.declare) and callable(th.families) and callable(th.fit); "
        "assert type(th.declare).__name__ == 'function'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert th.ThetahatError is not None
