"""Names and titles that would be code, if a target let them."""

import ast
import re
import sqlite3
import subprocess
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from cases import Case, same_estimate, same_likelihood, tool
from running import RUN
from test_stan import compiler

import thetahat as th
from thetahat import codegen
from thetahat.codegen.languages import stan
from thetahat.codegen.plan import plan
from thetahat.codegen.program import program
from thetahat.engines.estimate import estimate
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


HOSTILE = (("reshape", "farthest", "a_lpmf"), ("x", "x_at", "X"), ("n", "limit", "estimate_hostile"))
"""Observation, shape and scale: what programs call, carry or name themselves, and names alike but for capitals."""


@cache
def hostile_case(names):
    """A gamma law in these letters, its data, and what the package makes of them."""
    x, shape, scale = names
    model = th.declare(
        f"{x}**({shape} - 1)*exp(-{x}/{scale})/(gamma({shape})*{scale}**{shape})",
        parameters={shape: "positive", scale: "positive"},
        support=f"{x} > 0",
        observation=(x,),
    )
    made = replace(plan(program(th.derive(model, contest=False))), name=f"hostile_{HOSTILE.index(names)}")
    columns = {x: np.random.default_rng(4).gamma(2.5, 3.0, 30)}
    return Case(made.name, made, columns, {}, np.array([2.0, 4.0]), estimate(made, columns))


SLOW = ("rust", "numba", "jax")


@pytest.mark.parametrize("target", [pytest.param(t, marks=[pytest.mark.long] * (t in SLOW)) for t in RUN])
def test_names_of_the_programs_own_are_legal_names(target, tmp_path):
    cases = [hostile_case(names) for names in HOSTILE]
    for c, row in zip(cases, RUN[target](tmp_path, cases), strict=True):
        assert same_estimate(c, row[:2]) == []
        assert same_likelihood(c, row[2], np.array(row[3:5]), np.array(row[5:]).reshape(2, 2)) == []


@pytest.mark.parametrize("names", HOSTILE)
def test_names_of_statistics_end_as_stan_allows(names, tmp_path):
    path = tmp_path / "hostile.stan"
    path.write_text(stan.model(hostile_case(names).plan, ["test"]), encoding="utf-8")
    done = subprocess.run(
        [compiler(), str(path), f"--o={tmp_path / 'out'}"], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr


def test_a_query_counts_rows_beside_an_observation_called_n():
    model = named("n", "sum", "sum_n")
    query = codegen.generate(model, "sql", dialect="sqlite", table="observed")
    database = sqlite3.connect(":memory:")
    database.execute('CREATE TABLE observed ("n" REAL)')
    database.executemany("INSERT INTO observed VALUES (?)", [(1.0,), (2.0,), (6.0,)])
    assert database.execute(query).fetchone()[:2] == pytest.approx((3.0, 14 / 3))
