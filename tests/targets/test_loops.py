"""The languages of loops: run by node, Octave, rustc, gfortran and Numba on many families, held against the package."""

import subprocess

import numpy as np
import pytest
from cases import FEW, Case, case, every, plan_of, same_estimate, same_likelihood, tool
from running import RUN

from thetahat.codegen.languages import javascript


def differences(name, numbers):
    """Estimate, then nll, gradient and Hessian at the point away from the optimum; sums here are plain ones."""
    c = case(name)
    k = len(c.plan.parameters)
    estimate, (nll,), gradient, hessian = np.split(np.array(numbers), [k, k + 1, 2 * k + 1])
    with np.errstate(all="ignore"):
        value = c.likelihood.nll(c.theta)
        size = np.sum(np.abs(c.likelihood.log_density(c.theta)))
    if abs(nll - value) <= 1e-12 * size + 1e-12:
        nll = value
    return same_estimate(c, estimate) + same_likelihood(c, nll, gradient, hessian.reshape(k, k))


@pytest.mark.parametrize(
    "target", ["javascript", "octave", "rust", "fortran", pytest.param("numba", marks=pytest.mark.long)]
)
def test_a_few_families(target, tmp_path):
    # Octave takes a second for what the others do in a millisecond; Numba compiles for seconds
    names = FEW[: {"octave": 6, "numba": 3}.get(target)]
    found = RUN[target](tmp_path, [case(n) for n in names])
    assert [d for n, numbers in zip(names, found, strict=True) for d in differences(n, numbers)] == []


@pytest.mark.long
@pytest.mark.parametrize("target", ["javascript", "fortran"])
def test_every_family(target, tmp_path):
    found = RUN[target](tmp_path, [case(n) for n in every(target)])
    assert [d for n, numbers in zip(every(target), found, strict=True) for d in differences(n, numbers)] == []


def test_bad_data_are_refused_in_the_manner_of_the_language(tmp_path):
    path = tmp_path / "gamma.mjs"
    path.write_text(javascript.text(plan_of("gamma"), ["test"]), encoding="utf-8")
    calls = "[[], [1, NaN], [1, -2]]"
    script = (
        f'import("{path}").then((m) => {{ for (const x of {calls}) '
        "{ try { m.estimate(x); } catch (e) { console.log(e.message); } } "
        "console.log(m.estimate([2, 2]).exists); })"
    )
    done = subprocess.run([tool("node"), "-e", script], capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines() == ["x is empty", "1 values of x are not finite", "x must be > 0", "false"]


def test_no_number_is_made_up_where_the_likelihood_only_rises(tmp_path):
    # the shape of a Lomax density would have to be infinite
    x = np.linspace(0.9, 1.1, 30)
    flat = Case("lomax", plan_of("lomax"), {"x": x}, {}, np.array([1.0, 1.0]), None)
    for target in ("javascript", "c"):
        assert np.isnan(RUN[target](tmp_path, [flat])[0][:2]).all()
