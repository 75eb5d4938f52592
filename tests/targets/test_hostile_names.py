"""Names and titles that would be code, if a target let them."""

import ast
import re
import subprocess
from functools import cache

import pytest
from cases import tool

import thetahat as th
from thetahat import codegen
from thetahat.errors import ThetahatError

COMMENT = {
    **dict.fromkeys(("numpy", "numba", "jax", "r", "julia"), "#"),
    **dict.fromkeys(("stan", "javascript", "rust"), "//"),
    **{"c": " *", "sql": "--", "octave": "%", "fortran": "!"},
}


def hostile():
    """A model whose title, source and name break out of comments and strings."""
    evil = "*/ INJECTED /* ''' INJECTED \u2028 INJECTED \u0085 INJECTED -- ; INJECTED \\\\" + '"' * 3
    return th.declare(
        "rate*exp(-rate*x)",
        parameters={"rate": "positive"},
        support="x > 0",
        title=evil,
    )


@pytest.fixture(scope="module")
def derived():
    return th.derive(hostile(), contest=False)


@pytest.mark.parametrize("target", COMMENT)
def test_nothing_breaks_out_of_a_comment(target, derived):
    try:
        text = codegen.generate(derived, target)
    except ThetahatError:
        return
    if target in ("numpy", "numba", "jax"):
        assert "INJECTED" not in {n.id for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Name)}
        return
    for line in re.split(r"[\n\r\u2028\u2029\x0b\x0c\x85]", text):
        assert line.startswith(COMMENT[target]) or "INJECTED" not in line, line
    if target == "c":
        assert text.index("*/") > text.index("Written by")


def test_a_name_that_is_no_name_is_refused():
    for name in ("a b; drop", "x'", 'x"', "a\nb", ""):
        with pytest.raises(ThetahatError):
            th.declare("r*exp(-r*x)", parameters={"r": "positive"}, support="x > 0", name=name or " ")


CHECK = {
    "c": (".c", ["gcc", "-std=c99", "-Wall", "-Werror", "-fsyntax-only"]),
    "javascript": (".mjs", ["node", "--check"]),
    "rust": (".rs", ["rustc", "--edition", "2021", "--crate-type", "lib", "--emit", "metadata"]),
    "fortran": (".f90", ["gfortran", "-std=f2018", "-fsyntax-only"]),
    "r": (".R", ["Rscript", "-e", "source(commandArgs(TRUE))"]),
    "numpy": (".py", ["python", "-m", "py_compile"]),
    "numba": (".py", ["python", "-m", "py_compile"]),
    "jax": (".py", ["python", "-m", "py_compile"]),
}


@cache
def named(x, mean, variance):
    """A normal law in these letters."""
    model = th.declare(
        f"exp(-({x}-{mean})**2/(2*{variance}))/sqrt(2*pi*{variance})",
        parameters={mean: "real", variance: "positive"},
        support="real",
        observation=(x,),
    )
    return th.derive(model, contest=False)


@pytest.mark.parametrize("names", [("function", "end", "return"), ("j", "rows", "count")])
@pytest.mark.parametrize("target", CHECK)
def test_words_of_the_languages_are_legal_names(target, names, tmp_path):
    ending, command = CHECK[target]
    path = tmp_path / f"named{ending}"
    path.write_text(codegen.generate(named(*names), target), encoding="utf-8")
    done = subprocess.run(
        [tool(command[0]), *command[1:], str(path)], capture_output=True, text=True, timeout=60, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
