"""Asking for a target: what is refused before anything is derived, what the gallery takes, the command."""

import time

import numpy as np
import pytest
from cases import plan_of
from click.testing import CliRunner

import thetahat as th
from thetahat import codegen
from thetahat.cli import main_group
from thetahat.codegen.languages import sql
from thetahat.codegen.languages.python import finishing
from thetahat.errors import RequestError, TargetError


def test_an_unknown_target_is_refused_before_deriving(monkeypatch):
    monkeypatch.setattr("thetahat.pipeline.derive", lambda *a, **k: pytest.fail("derived"))
    with pytest.raises(TargetError, match="unknown target 'cobol'"):
        th.generate("gamma", "cobol")
    with pytest.raises(RequestError, match="no option 'table'"):
        th.generate("gamma", "c", table="t")


def test_the_gallery_takes_four_files_and_little_time():
    d = th.derive("exponential", contest=False)
    codegen.files(d)
    start = time.perf_counter()
    found = codegen.files(d)
    assert time.perf_counter() - start < 0.5
    assert list(found) == ["exponential.c", "exponential.R", "exponential.sql", "exponential.stan"]
    assert codegen.files(d) == found and codegen.refusals(d) == {}


@pytest.mark.parametrize("target", [t for t in codegen.targets() if t != "numpy"])
def test_every_target_writes_the_normal(target):
    text = codegen.generate(th.derive("normal", contest=False), target)
    assert "thetahat" in text or target in ("latex", "text")
    assert text.endswith("\n") and "\t" not in text and not any(x != x.rstrip() for x in text.splitlines())


def test_the_command_writes_a_query():
    options = ["--target", "sql", "--dialect", "duckdb", "--table", "rain.parquet", "--column", "mm", "--by", "station"]
    done = CliRunner().invoke(main_group, ["generate", "exponential", *options])
    assert done.exit_code == 0, done.output
    assert 'FROM "rain.parquet"' in done.output and '"mm"' in done.output and 'AS "station"' in done.output


@pytest.mark.parametrize(
    "target, told",
    [
        ({"dialect": "portable"}, "no gammaln (duckdb has); numpy, c, r can write conway_maxwell_poisson"),
        ({"dialect": "duckdb"}, "its sums over an index need more than a short program; numpy, c, r can write it"),
    ],
)
def test_a_refused_plan_names_the_targets_that_write_all_of_it(target, told):
    with pytest.raises(TargetError) as refused:
        sql.query(plan_of("conway_maxwell_poisson"), [], **target)
    assert str(refused.value).endswith(told)


def test_the_program_that_finishes_imports_what_it_calls():
    names: dict[str, object] = {}
    exec("\n".join(finishing(plan_of("generalised_inverse_gaussian"))), names)
    x = np.random.default_rng(2).gamma(3.0, 2.0, 400)
    found = names["finish"](sum_h=(1 / x).sum(), n=x.size, sum_x=x.sum(), sum_log_x=np.log(x).sum())
    fit = th.fit("generalised_inverse_gaussian", x)
    assert found == pytest.approx(dict(fit.params), rel=1e-6)


def test_a_refusal_names_the_targets_that_can():
    from thetahat.codegen.languages.c_language import C
    from thetahat.codegen.languages.jax_language import Jax

    with pytest.raises(TargetError, match="target 'c' has no gammainc; numpy, jax, r can write it"):
        C(()).text("gammainc(a, x)")
    with pytest.raises(TargetError, match="target 'jax' has no iv of an order that varies; numpy, c, numba, r"):
        Jax().text("iv(m, x)")
