"""Compiled kernels give what NumPy gives, whatever the number of threads; without a compiler all stays as it is."""

import os
import shutil

import numpy as np
import pytest
from scipy import special, stats

import thetahat as th
from thetahat import plans
from thetahat.core.plan import Pass
from thetahat.engines import kernels, native
from thetahat.engines.compiled import reductions
from thetahat.engines.estimate import estimate

needs_compiler = pytest.mark.skipif(
    not (shutil.which("cc") or shutil.which("gcc") or os.environ.get("CI") == "true"), reason="there is no C compiler"
)

DRAWN = {
    "weibull": stats.weibull_min(1.7, scale=3),
    "logistic": stats.logistic(3, 2),
    "student_t": stats.t(4, 3, 2),
    "von_mises": stats.vonmises(2, 1),
    "skew_normal": stats.skewnorm(3, 3, 2),
    "gumbel": stats.gumbel_r(3, 2),
}


@pytest.fixture
def always(monkeypatch, tmp_path):
    """Every pass is compiled, into a directory of its own."""
    monkeypatch.setenv("THETAHAT_CACHE", str(tmp_path))
    monkeypatch.setenv("THETAHAT_KERNELS", "always")
    monkeypatch.setattr(native, "_LOADED", {})
    monkeypatch.setattr(native, "_SPENT", {})
    return tmp_path


@needs_compiler
@pytest.mark.parametrize("name", DRAWN)
def test_a_kernel_changes_no_estimate(name, always, monkeypatch):
    x = DRAWN[name].rvs(size=30_011, random_state=np.random.default_rng(5))
    plan = plans.shipped(name).plan
    fast = estimate(plan, x)
    assert 0 < fast.compiled <= fast.passes
    monkeypatch.setenv("THETAHAT_KERNELS", "never")
    slow = estimate(plan, x)
    assert slow.compiled == 0 and slow.passes == fast.passes and slow.outcome == fast.outcome
    assert fast.log_likelihood == pytest.approx(slow.log_likelihood, rel=1e-12)
    errors = np.sqrt(np.diag(np.linalg.inv(-slow.hessian)))
    a, b = np.array(list(fast.params.values())), np.array(list(slow.params.values()))
    assert np.all(np.abs(a - b) <= 1e-6 * errors)
    assert fast.hessian == pytest.approx(slow.hessian, rel=1e-9, abs=1e-9 * np.abs(slow.hessian).max())


@needs_compiler
def test_weights_extremes_and_the_number_of_threads(always, monkeypatch):
    p = Pass(("a", "b", "c"), ("total", "minimum", "maximum"), ("exp(-x/s)", "x", "x"), (), (), ("x",), ("s",))
    random = np.random.default_rng(3)
    x, w = random.normal(size=100_003), random.integers(1, 4, 100_003).astype(float)
    kernel = native.kernel(p, len(x), True)
    results = []
    for threads in ("1", "2", "3"):
        monkeypatch.setenv("THETAHAT_THREADS", threads)
        monkeypatch.setattr(native, "TOGETHER", 1000)
        results.append(kernel.parts([x], w, [2.0], 8192))
    assert all(np.array_equal(r, results[0]) for r in results)
    assert results[0][:, 0].sum() == pytest.approx(np.sum(w * np.exp(-x / 2)), rel=1e-13)
    assert results[0][:, 1].min() == x.min() and results[0][:, 2].max() == x.max()


@needs_compiler
@pytest.mark.parametrize(
    ("source", "truth"),
    [
        ("log_erfc(x)", lambda x: special.log_ndtr(-np.sqrt(2) * x) + np.log(2)),
        ("mills(x)", lambda x: 1 / special.erfcx(x)),
        ("expit(x)", special.expit),
        ("logaddexp(-x, 2*x)", lambda x: np.logaddexp(-x, 2 * x)),
        ("where(x < 0, x**3, sqrt(x))", lambda x: np.where(x < 0, x**3, np.sqrt(np.abs(x)))),
        ("sin(x)*cos(x)", lambda x: np.sin(x) * np.cos(x)),
        ("xlogy(abs(x), abs(x))", lambda x: special.xlogy(np.abs(x), np.abs(x))),
    ],
)
def test_functions_of_the_kernels(source, truth, always):
    p = Pass(("a",), ("total",), (source,), (), (), ("x",))
    kernel = native.kernel(p, 10, False)
    for x in (-30.0, -4.1, -0.7, 1e-12, 0.4, 3.9, 26.0):
        found = kernel.parts([np.full(16, x)], None, [], 8192)[0, 0] / 16
        assert found == pytest.approx(float(truth(np.float64(x))), rel=2e-13), x


@needs_compiler
def test_a_kernel_is_kept_and_found_again(always, monkeypatch):
    p = Pass(("a",), ("total",), ("log1p(x*x)",), (), (), ("x",))
    assert native.kernel(p, 10, False) is not None
    assert len(list((always / "kernels").glob("*.so"))) == 1
    monkeypatch.setattr(native, "_LOADED", {})
    monkeypatch.setattr(native, "compiled", lambda *_: pytest.fail("it is compiled again"))
    monkeypatch.setenv("THETAHAT_KERNELS", "auto")
    assert native.kernel(p, native.LEAST, False) is not None
    file = next((always / "kernels").glob("*.so"))
    file.chmod(0o777)
    monkeypatch.setattr(native, "_LOADED", {})
    assert native.kernel(p, native.LEAST, False) is None, "a file that anybody may write to is not loaded"


def test_nothing_is_compiled_for_small_data_or_where_it_is_not_wanted(monkeypatch, tmp_path):
    monkeypatch.setenv("THETAHAT_CACHE", str(tmp_path))
    monkeypatch.setattr(native, "_LOADED", {})
    monkeypatch.setattr(native, "_SPENT", {})
    monkeypatch.setattr(native, "compiled", lambda *_: pytest.fail("something was compiled"))
    x = stats.logistic.rvs(size=50_000, random_state=np.random.default_rng(1))
    assert "compiled" not in th.fit("logistic", x).route["data"]
    p = Pass(("a",), ("total",), ("exp(x)",), (), (), ("x",))
    monkeypatch.setenv("THETAHAT_KERNELS", "never")
    assert native.kernel(p, 10**9, False) is None


def test_without_a_compiler_numpy_does_the_work(always, monkeypatch):
    monkeypatch.setenv("PATH", str(always))
    monkeypatch.setenv("CC", "")
    p = Pass(("a",), ("total",), ("exp(2*x)",), (), (), ("x",))
    assert native.kernel(p, 10**9, False) is None
    assert native._LOADED, "the attempt is remembered"


def test_what_c_cannot_say_is_left_to_numpy():
    assert kernels.text(Pass(("a",), ("total",), ("digamma(x)",), (), (), ("x",)), False) is None
    assert kernels.text(Pass(("a",), ("quantile",), ("x",), ("0.5",), (), ("x",)), False) is None
    assert kernels.text(Pass(("a",), ("minimum",), ("x*x",), (), (), ("x",)), False) is None


def test_names_do_not_matter():
    one = Pass(("a",), ("total",), ("t*x",), (), (("t", "exp(x/s)"),), ("x",), ("s",))
    two = Pass(("b",), ("total",), ("u*y",), (), (("u", "exp(y/r)"),), ("y",), ("r",))
    assert kernels.text(one, False) == kernels.text(two, False)
    assert reductions(one, False)(np.array([1.0]), 2.0) == pytest.approx([np.exp(0.5)])


@needs_compiler
@pytest.mark.parametrize("order", ["drawn", "sorted", "wild"])
@pytest.mark.parametrize(("centre", "spread"), [(0.0, 1.0), (1e8, 1e-3), (-5.0, 1e6)])
def test_mean_and_squares_about_it_are_read_together(centre, spread, order, always):
    x = centre + spread * np.random.default_rng(4).normal(size=50_000)
    if order != "drawn":
        x = np.sort(x)
    if order == "wild":
        x[0] = centre - 1e6 * spread  # the few rows that choose the centre hold it
    fit = th.fit("normal_sd", x)
    whole = x.astype(np.longdouble)
    deviation = np.sqrt(np.mean((whole - whole.mean()) ** 2))
    assert fit.params["mu"] == pytest.approx(float(whole.mean()), rel=0, abs=1e-15 * (abs(centre) + float(deviation)))
    assert fit.params["sigma"] == pytest.approx(float(deviation), rel=1e-9 if order == "wild" else 1e-14)
    assert fit.route["data"].startswith("2 passes" if order == "wild" else "1 pass ")
