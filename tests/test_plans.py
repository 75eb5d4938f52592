"""Stored plans: those of the catalogue are up to date, those in the cache are found again, and neither needs SymPy."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import thetahat as th
from thetahat import plans
from thetahat.families import families

POSITIVE = np.array([1.2, 0.4, 2.5, 3.1, 0.9, 1.7])


@pytest.mark.parametrize("name", families())
def test_every_family_has_a_plan_made_from_its_present_text(name):
    recipe = plans.shipped(name)
    assert recipe is not None, f"thetahat build {name}"
    assert recipe.plan.name == name and set(recipe.names) >= {p.name for p in recipe.plan.parameters}


@pytest.mark.parametrize("name", ["exponential", "gamma", "uniform", "pareto"])
def test_a_shipped_plan_is_what_the_derivation_gives_today(name):
    from thetahat.pipeline import derive, shipped

    text = (Path(plans.__file__).parent / f"{name}.json").read_text(encoding="utf-8")
    assert text == shipped(derive(name)), f"thetahat build {name}"


def modules(code, tmp_path, **environment):
    """(what a fresh process prints, the modules that it has loaded)."""
    program = f"import sys\n{code}\nprint(' '.join(sys.modules))"
    environment = {**os.environ, **environment}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=tmp_path, env=environment
    )
    *printed, loaded = done.stdout.splitlines()
    return "\n".join(printed), set(loaded.split())


@pytest.mark.parametrize("name", ["gamma", "norm", "beta", "weibull"])
def test_a_catalogue_family_is_fitted_without_sympy(name, tmp_path):
    code = f"import thetahat as th\nprint(th.fit({name!r}, [0.2, 0.4, 0.5, 0.9]).converged)"
    printed, loaded = modules(code, tmp_path)
    assert printed == "True"
    assert not {"sympy", "mpmath", "scipy.stats", "scipy.optimize"} & loaded


def test_the_command_fits_without_sympy(tmp_path):
    (tmp_path / "data.csv").write_text("rain\n" + "\n".join(map(str, POSITIVE)), encoding="utf-8")
    code = "import thetahat.cli\nthetahat.cli.main_group(['fit', 'gamma', 'data.csv', '--json'], standalone_mode=False)"
    printed, loaded = modules(code, tmp_path)
    assert json.loads(printed)["params"]["shape"] == pytest.approx(th.fit("gamma", POSITIVE).params["shape"])
    assert not {"sympy", "mpmath", "scipy.stats"} & loaded


def test_a_declared_density_is_derived_once(cache, monkeypatch):
    from thetahat import pipeline

    def declared():
        return th.declare("a*b*exp(-a*b*x)", {"a": "positive"}, "x > 0", known={"b": "positive"})

    first = th.fit(declared(), POSITIVE, fixed={"b": 2.0})
    monkeypatch.setattr(pipeline, "derive", lambda *_: pytest.fail("derived again"))
    again = th.fit(declared(), POSITIVE, fixed={"b": 2.0})
    assert again.params == first.params and again.outcome == first.outcome
    assert any(cache.iterdir())


def test_a_family_with_a_parameter_held_is_derived_once(monkeypatch):
    from thetahat import estimating, pipeline

    first = th.fit("gamma", POSITIVE, fixed={"shape": 2})
    monkeypatch.setattr(pipeline, "derive", lambda *_: pytest.fail("derived again"))
    estimating._kept_family.cache_clear()
    assert th.fit("gamma", POSITIVE, fixed={"shape": 3}).params["scale"] == pytest.approx(first.params["scale"] * 2 / 3)


def test_different_densities_do_not_share_a_plan():
    one = th.fit(th.declare("lam*exp(-lam*x)", {"lam": "positive"}, "x > 0"), POSITIVE)
    two = th.fit(th.declare("exp(-x/lam)/lam", {"lam": "positive"}, "x > 0"), POSITIVE)
    assert one.params["lam"] * two.params["lam"] == pytest.approx(1.0)


@pytest.mark.parametrize("text", ["", "{", '{"key": "k"}', '{"key": "k", "plan": {"node": "Nonsense"}}'])
def test_a_damaged_plan_is_as_good_as_none(text):
    assert plans.read(text, "k") is None


def test_a_cache_that_cannot_be_written_does_no_harm(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(plans.CACHE, str(tmp_path / "file" / "below"))
    model = th.declare("3*x**2*a**3*exp(-(a*x)**3)", {"a": "positive"}, "x > 0")
    assert th.fit(model, POSITIVE).converged
    monkeypatch.setenv(plans.CACHE, "")
    assert plans.directory() is None
