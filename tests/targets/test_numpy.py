"""The NumPy module of every family: what the package says, on ordinary and on extreme data, and formatted by ruff.

A sample of them; NUMPY_EVERY=1 shows all.
"""

import os
import subprocess
import warnings

import numpy as np
import pytest
from cases import case, every, plan_of, same_estimate, same_likelihood, tool
from test_extreme import differences, table

import thetahat as th
from thetahat.codegen import generate

EVERY = int(os.environ.get("NUMPY_EVERY", "40"))
FEW = ("asymmetric_laplace", "weibull_censored")
"""One that chooses among the observations, one with two columns in standard units."""
NAMES = dict.fromkeys([*FEW, *every("numpy")[::EVERY]])


def numbers(module, columns, known, theta):
    """Estimate, nll, gradient, Hessian."""
    data = next(iter(columns.values())) if len(columns) == 1 else columns
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = list(module["estimate"](data, *known.values()).values())
        at = (data, *theta, *known.values())
        return found, module["nll"](*at), module["gradient"](*at), module["hessian"](*at)


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_a_module_says_what_the_package_says(name, tmp_path):
    c = case(name)
    text = generate(th.derive(name, contest=False))
    module = {}
    exec(text, module)
    found, *likelihood = numbers(module, c.columns, c.known, c.theta)
    wrong = same_estimate(c, found) + same_likelihood(c, *likelihood)
    for e in table():
        if e["family"] == name and plan_of(name).variables == tuple(e["columns"]):
            columns = {k: np.array(v) for k, v in e["columns"].items()}
            found, nll, gradient, hessian = numbers(module, columns, e["known"], e["theta"])
            wrong += differences(e, [*found, nll, *gradient, *np.ravel(hessian)])
    assert wrong == []
    path = tmp_path / "module.py"
    path.write_text(text, encoding="utf-8")
    command = [tool("ruff"), "format", "--isolated", "--line-length", "88", "--diff", str(path)]
    assert subprocess.run(command, capture_output=True, text=True, timeout=60).stdout == ""
