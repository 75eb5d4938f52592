"""The C files: compiled under strict warnings and the undefined-behaviour sanitiser, run, held against the package."""

import ctypes
import subprocess

import numpy as np
import pytest
from cases import FEW, Case, case, every, plan_of, same_estimate, same_likelihood, tool

from thetahat.codegen.languages.c import _File
from thetahat.core.plan import Plan
from thetahat.families import family
from thetahat.verify.evaluate import declared

FLAGS = [
    *("-std=c99", "-O0", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror"),
    *("-fsanitize=undefined", "-fno-sanitize-recover", "-shared", "-fPIC"),
]
Pointer = ctypes.POINTER(ctypes.c_double)


class Library:
    """The functions of one compiled family."""

    def __init__(self, library, plan: Plan, prefix: str = ""):
        self.library, self.plan, self.prefix = library, plan, prefix or plan.name
        self.k = len(plan.parameters)

    def _call(self, name, columns, known, *rest, kind=ctypes.c_int):
        function = getattr(self.library, f"{self.prefix}_{name}")
        function.restype = kind
        arrays = [np.ascontiguousarray(columns[v], dtype=float) for v in self.plan.variables]
        arguments = [a.ctypes.data_as(Pointer) for a in arrays]
        arguments.append(ctypes.c_size_t(len(arrays[0])))
        arguments += [ctypes.c_double(known[k.name]) for k in self.plan.known]
        return function(*arguments, *(r.ctypes.data_as(Pointer) for r in rest))

    def estimate(self, columns, known=None):
        out = np.zeros(self.k)
        return self._call("estimate", columns, known or {}, out), out

    def nll(self, columns, known, theta):
        return self._call("nll", columns, known, np.array(theta, dtype=float), kind=ctypes.c_double)

    def gradient(self, columns, known, theta):
        out = np.zeros(self.k)
        self._call("gradient", columns, known, np.array(theta, dtype=float), out)
        return out

    def hessian(self, columns, known, theta):
        out = np.zeros((self.k, self.k))
        self._call("hessian", columns, known, np.array(theta, dtype=float), out)
        return out

    def standard_errors(self, columns, known, theta):
        out = np.zeros(self.k)
        return self._call("standard_errors", columns, known, np.array(theta, dtype=float), out), out


def compiled(directory, plans):
    """One shared library of all plans."""
    sources = []
    for name, plan in plans.items():
        path = directory / f"{name}.c"
        path.write_text(_File(plan).text(["test"]), encoding="utf-8")
        sources.append(str(path))
    library = directory / "all.so"
    done = subprocess.run(
        [tool("gcc"), *FLAGS, *sources, "-o", str(library), "-lm"], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr[:3000]
    loaded = ctypes.CDLL(str(library))
    return {name: Library(loaded, plan) for name, plan in plans.items()}


def differences(c: Case, f: Library) -> list[str]:
    nll = f.nll(c.columns, c.known, c.theta)
    out = same_likelihood(c, nll, f.gradient(c.columns, c.known, c.theta), f.hessian(c.columns, c.known, c.theta))
    return out + same_estimate(c, f.estimate(c.columns, c.known)[1])


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    return compiled(tmp_path_factory.mktemp("c"), {n: plan_of(n) for n in FEW})


@pytest.mark.parametrize("name", FEW)
def test_a_file_says_what_the_package_says(few, name):
    assert differences(case(name), few[name]) == []


@pytest.mark.long
def test_every_family_says_what_the_package_says(tmp_path):
    library = compiled(tmp_path, {n: plan_of(n) for n in every("c")})
    assert [d for n in every("c") for d in differences(case(n), library[n])] == []


def test_standard_errors_are_those_of_the_fit(few):
    for name in ("normal", "gamma", "weibull", "linear_regression"):
        c = case(name)
        code, out = few[name].standard_errors(c.columns, c.known, list(c.fit.params.values()))
        assert code == 0
        np.testing.assert_allclose(out, c.errors, rtol=1e-6)


def test_awkward_data_give_a_code_and_no_number(few):
    x = np.array([1.0, 2.0, 4.0])
    for bad in (np.array([]), np.array([1.0, np.nan]), np.array([1.0, np.inf]), np.array([1.0, -2.0])):
        code, out = few["gamma"].estimate({"x": bad})
        assert code == 1 and np.all(np.isnan(out))
        assert np.isnan(few["gamma"].nll({"x": bad}, {}, [1.0, 1.0]))
    code, out = few["gamma"].estimate({"x": np.full(4, 2.5)})
    assert code == 2 and out[0] == np.inf
    assert few["gamma"].nll({"x": x}, {}, [-1.0, 1.0]) == np.inf
    assert np.all(np.isnan(few["gamma"].gradient({"x": x}, {}, [-1.0, 1.0])))


EXTREME = {
    "normal": lambda r: {"x": 1e8 + r.normal(size=200)},
    "gamma": lambda r: {"x": r.gamma(1e6, 3.0, 200)},
    "weibull": lambda r: {"x": 1e8 * r.weibull(1.7, 200)},
    "laplace": lambda r: {"x": -1e8 + r.laplace(size=201)},
    "pareto": lambda r: {"x": 1e8 * (1 + r.pareto(2.0, 200))},
    "student_t_known": lambda r: {"x": 1e8 + 1e-2 * r.standard_t(5, 200)},
    "beta": lambda r: {"x": r.beta(1e6, 2e6, 200)},
    "negative_binomial": lambda r: {"x": np.floor(r.gamma(3.0, 3e5, 200))},
    "binomial": lambda r: {"x": r.binomial(10**9, 1e-7, 200).astype(float)},
}


@pytest.mark.parametrize("name", EXTREME)
def test_extreme_data_lose_no_more_than_three_digits(few, name):
    from thetahat.engines.estimate import estimate

    columns = EXTREME[name](np.random.default_rng(5))
    known = {"student_t_known": {"nu": 5.0}, "binomial": {"trials": 1e9}}.get(name, {})
    fit = estimate(plan_of(name), columns, known=known)
    c = Case(name, plan_of(name), columns, known, np.array(list(fit.params.values())), fit)
    f = few[name]
    m = family(name)
    values = {**c.fit.params, **known}
    parameters = {p.symbol: values[p.name] for p in (*m.parameters, *m.known)}
    exact = -float(sum(declared(m, parameters, {x: columns[x.name] for x in m.observation}, digits=40)))
    assert f.nll(columns, known, c.theta) == pytest.approx(exact, rel=1e-9)
    out = []
    assert out + same_estimate(c, f.estimate(columns, known)[1], 1e3) == []


def test_names_of_users_are_made_safe(tmp_path):
    import thetahat as th
    from thetahat.codegen import generate

    model = th.declare(
        "double*exp(-double*int)",
        parameters={"double": "positive"},
        support="int > 0",
        observation=("int",),
        name="double",
        title="*/ int main(void) { return 1; } /*",
    )
    text = generate(th.derive(model, contest=False), "c")
    path = tmp_path / "named.c"
    path.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [tool("gcc"), *FLAGS, str(path), "-o", str(tmp_path / "named.so"), "-lm"], capture_output=True
    )
    assert done.returncode == 0, done.stderr
    assert "main" not in subprocess.run([tool("nm"), str(tmp_path / "named.so")], capture_output=True, text=True).stdout


def test_the_file_begins_with_what_it_is_about():
    import thetahat as th
    from thetahat.codegen import generate

    text = generate(th.derive("exponential", contest=False), "c")
    assert text.startswith("/*\n * Maximum-likelihood estimation: Exponential distribution")
    for told in ("Log-likelihood:", "Estimator (closed):", "rate: positive", f"Written by thetahat {th.__version__}."):
        assert told in text
    assert "malloc" not in text and max(map(len, text.splitlines())) <= 100
    assert text == generate(th.derive("exponential", contest=False), "c")
