"""The Stan models: read by Stan's own compiler, all of the catalogue."""

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from cases import FEW, every, plan_of

from thetahat.codegen.languages.stan import model
from thetahat.errors import TargetError


def compiler() -> str:
    found = shutil.which("stanc")
    if found:
        return found
    package = importlib.util.find_spec("httpstan")
    if package is not None and package.origin:
        path = Path(package.origin).parent / "stanc"
        if path.exists():
            return str(path)
    if os.environ.get("CI") == "true":
        pytest.fail("no Stan compiler: install the package httpstan, which carries one")
    pytest.skip("no Stan compiler is installed (httpstan carries one)")


def refused(directory, names) -> list[str]:
    out = []
    for name in names:
        plan = plan_of(name)
        try:
            text = model(plan, ["test"])
        except TargetError as trouble:
            assert any(p.integer for p in plan.parameters) or "zeta" in str(trouble), trouble
            continue
        path = directory / f"{name}.stan"
        path.write_text(text, encoding="utf-8")
        done = subprocess.run(
            [compiler(), str(path), f"--o={directory / 'out.hpp'}"], capture_output=True, text=True, timeout=60
        )
        if done.returncode:
            out.append(f"{name}: {done.stderr[:400]}")
    return out


def test_a_model_is_accepted(tmp_path):
    assert refused(tmp_path, (*FEW, "conway_maxwell_poisson")) == []


@pytest.mark.long
def test_every_model_is_accepted(tmp_path):
    assert refused(tmp_path, every("stan")) == []


def test_constraints_follow_domain_and_support():
    text = model(plan_of("uniform"), [])
    assert "real<upper=min(x)> a;" in text and "max(x))> b;" in text
    text = model(plan_of("gamma"), [])
    assert "vector<lower=0.0>[N] x;" in text and "real<lower=0.0> shape;" in text
    assert "real<lower=0.0, upper=1.0> p;" in model(plan_of("binomial"), [])


def test_integers_are_refused_by_name():
    with pytest.raises(TargetError, match=r"no integer parameters \(trials\); numpy, c, r"):
        model(plan_of("binomial_trials"), [])
