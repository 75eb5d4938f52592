"""Generated modules: compiled, run, and held against SciPy, the engines and the lambdified functions."""

import ast
import math
import shutil
import subprocess

import numpy as np
import pytest
from scipy import stats

import hand_built
from thetahat.codegen import generate, targets
from thetahat.codegen.functions import functions
from thetahat.codegen.plan import plan
from thetahat.codegen.program import program
from thetahat.engines.estimate import estimate
from thetahat.errors import DataError, RequestError, TargetError

RNG = np.random.default_rng(11)
DATA = {
    "normal": RNG.normal(5, 2, 80),
    "gamma_shape_scale": RNG.gamma(3, 2, 80),
    "weibull": 2 * RNG.weibull(1.5, 80),
    "pareto": 2 * (1 + RNG.pareto(3, 80)),
    "uniform": RNG.uniform(1, 3, 80),
    "uniform_of_width_one": RNG.uniform(0, 1, 5),
    "laplace": RNG.laplace(1, 2, 81),
    "logistic": RNG.logistic(1, 2, 80),
    "student": stats.t.rvs(4, size=200, random_state=1),
    "binomial_trials": RNG.binomial(20, 0.5, 30),
    "normal_mean_is_variance": RNG.normal(3, math.sqrt(3), 80),
    "two_medians": RNG.normal(size=31),
    "poisson_mixture": np.concatenate([RNG.poisson(2, 60), RNG.poisson(12, 40)]),
    "censored_exponential": np.column_stack([RNG.exponential(2, 50), RNG.integers(0, 2, 50)]),
    "straight_line": np.column_stack([RNG.normal(size=50), RNG.uniform(0, 9, 50)]),
    "bernoulli": RNG.integers(0, 2, 40),
    "lognormal": RNG.lognormal(1, 0.5, 80),
}
BUILDS = (*hand_built.ALL, hand_built.uniform_of_width_one, hand_built.student)


@pytest.fixture(scope="module")
def made():
    cache = {}

    def get(build):
        if build not in cache:
            d = build()
            text = generate(d)
            namespace = {}
            exec(compile(text, build.__name__, "exec"), namespace)
            cache[build] = (d, text, namespace)
        return cache[build]

    return get


@pytest.mark.parametrize("build", BUILDS)
def test_a_module_stands_alone(made, build):
    _, text, _ = made(build)
    tree = ast.parse(text)
    modules = {
        n.module if isinstance(n, ast.ImportFrom) else a.name
        for n in ast.walk(tree)
        if isinstance(n, (ast.Import, ast.ImportFrom))
        for a in n.names
    }
    assert modules <= {"numpy", "scipy"}
    names = {n.name for n in tree.body if isinstance(n, ast.FunctionDef)}
    assert {"estimate", "nll", "gradient", "hessian", "log_density", "scores", "standard_errors"} <= names
    assert all(ast.get_docstring(n) for n in tree.body if isinstance(n, ast.FunctionDef))
    assert ast.get_docstring(tree).startswith("Maximum-likelihood estimation")


@pytest.mark.parametrize("build", BUILDS)
def test_its_estimate_is_that_of_the_engines(made, build):
    d, _, module = made(build)
    data = DATA[build.__name__]
    ours = estimate(plan(program(d)), data)
    found = module["estimate"](data)
    assert list(found) == list(d.model.names) and all(type(v) is float for v in found.values())
    nll = module["nll"](data, *found.values())
    assert nll == pytest.approx(-ours.log_likelihood, rel=1e-10, abs=1e-10)
    if build is hand_built.poisson_mixture:  # which component comes first is open
        assert sorted([found["a"], found["b"]]) == pytest.approx(sorted([ours.params["a"], ours.params["b"]]), rel=1e-6)
        return
    for name, value in ours.params.items():
        assert found[name] == pytest.approx(value, rel=1e-6), name


@pytest.mark.parametrize("build", BUILDS)
def test_functions_of_the_derivation_agree_with_the_module(made, build):
    d, _, module = made(build)
    data = DATA[build.__name__]
    point = [v * 1.01 + 0.01 for v in module["estimate"](data).values()]
    if build in (hand_built.binomial_trials, hand_built.pareto, hand_built.uniform, hand_built.uniform_of_width_one):
        point = list(module["estimate"](data).values())
    same = functions(d)
    assert same["nll"](data, *point) == pytest.approx(module["nll"](data, *point), rel=1e-12)
    scale = 1e-12 * abs(same["nll"](data, *point)) + 1e-12
    np.testing.assert_allclose(same["gradient"](data, *point), module["gradient"](data, *point), rtol=1e-10, atol=scale)
    np.testing.assert_allclose(same["hessian"](data, *point), module["hessian"](data, *point), rtol=1e-10, atol=scale)


@pytest.mark.parametrize("build", [hand_built.gamma_shape_scale, hand_built.student, hand_built.poisson_mixture])
def test_gradient_and_hessian_are_those_of_nll(made, build):
    _, _, module = made(build)
    data = DATA[build.__name__]
    point = np.array([v * 1.02 for v in module["estimate"](data).values()])
    gradient, hessian = module["gradient"](data, *point), module["hessian"](data, *point)
    for i in range(len(point)):
        h = 1e-5 * point[i]
        up, down = point.copy(), point.copy()
        up[i] += h
        down[i] -= h
        slope = (module["nll"](data, *up) - module["nll"](data, *down)) / (2 * h)
        assert gradient[i] == pytest.approx(slope, rel=1e-6, abs=1e-5)
        column = (module["gradient"](data, *up) - module["gradient"](data, *down)) / (2 * h)
        np.testing.assert_allclose(hessian[:, i], column, rtol=1e-6, atol=1e-5)
    np.testing.assert_allclose(module["scores"](data, *point).sum(axis=0), -gradient, rtol=1e-10, atol=1e-10)
    assert module["log_density"](data, *point).sum() == pytest.approx(-module["nll"](data, *point), rel=1e-12)


def test_standard_errors_are_the_text_book_s(made):
    _, _, module = made(hand_built.normal)
    data = DATA["normal"]
    mean, variance = data.mean(), data.var()
    errors = module["standard_errors"](data, mean, variance)
    assert errors["mu"] == pytest.approx(math.sqrt(variance / 80), rel=1e-12)
    assert errors["v"] == pytest.approx(variance * math.sqrt(2 / 80), rel=1e-12)


def test_an_order_statistic_has_no_standard_error(made):
    _, _, module = made(hand_built.pareto)
    data = DATA["pareto"]
    errors = module["standard_errors"](data, *module["estimate"](data).values())
    assert math.isnan(errors["xm"]) and errors["alpha"] > 0


@pytest.mark.parametrize("build", [hand_built.weibull, hand_built.logistic, hand_built.laplace])
def test_frequencies_are_repetitions(made, build):
    _, _, module = made(build)
    data, times = DATA[build.__name__][:40], RNG.integers(1, 4, 40)
    weighted = module["estimate"](data, weights=times)
    assert weighted == pytest.approx(module["estimate"](np.repeat(data, times)), rel=1e-7, abs=1e-8)


@pytest.mark.parametrize("scale", [1e-8, 1e8])
def test_units_do_not_matter(made, scale):
    _, _, module = made(hand_built.logistic)
    data = DATA["logistic"]
    plain, scaled = module["estimate"](data), module["estimate"](scale * data)
    for name in plain:
        assert scaled[name] == pytest.approx(scale * plain[name], rel=1e-7)


@pytest.mark.parametrize(
    ("build", "data", "told"),
    [
        (hand_built.gamma_shape_scale, [], "x: the data are empty"),
        (hand_built.gamma_shape_scale, [1.0, math.nan], "x: 1 values are not finite"),
        (hand_built.gamma_shape_scale, ["a"], "x: expected real numbers"),
        (hand_built.gamma_shape_scale, [[1.0]], "x: expected one dimension"),
        (hand_built.gamma_shape_scale, [1.0, -1.0], "1 of 2 observations are outside the support: x must be > 0"),
        (hand_built.bernoulli, [0.5], "must be an integer"),
        (hand_built.straight_line, [1.0, 2.0], r"expected an array of shape \(n, 2\)"),
        (hand_built.straight_line, {"y": [1.0]}, "no column 'z'"),
    ],
)
def test_bad_data_are_refused_in_the_language_s_manner(made, build, data, told):
    with pytest.raises(ValueError, match=told):
        made(build)[2]["estimate"](data)


def test_outside_the_domain_there_is_no_likelihood(made):
    _, _, module = made(hand_built.gamma_shape_scale)
    assert module["nll"]([1.0, 2.0], -1.0, 1.0) == math.inf
    assert np.all(np.isnan(module["gradient"]([1.0, 2.0], -1.0, 1.0)))
    _, _, module = made(hand_built.uniform)
    assert module["nll"]([1.0, 2.0], 1.5, 3.0) == math.inf
    assert module["nll"]([1.0, 2.0], 1.0, 2.0) == 0.0


def test_data_without_a_maximum_give_the_limits(made):
    assert made(hand_built.gamma_shape_scale)[2]["estimate"]([3.0, 3.0]) == {"k": math.inf, "theta": 0.0}


def test_known_constants_follow_the_data():
    d = hand_built.binomial_known_trials()
    namespace = {}
    exec(generate(d), namespace)
    data = np.array([1, 2, 3, 2])
    assert namespace["estimate"](data, 5)["p"] == pytest.approx(0.4)
    assert namespace["nll"](data, 0.4, 5) == pytest.approx(-stats.binom.logpmf(data, 5, 0.4).sum(), rel=1e-13)
    assert functions(d)["nll"](data, 0.4, 5) == pytest.approx(namespace["nll"](data, 0.4, 5), rel=1e-13)


def test_the_text_is_always_the_same():
    assert generate(hand_built.student()) == generate(hand_built.student())


@pytest.mark.parametrize("build", BUILDS)
def test_the_text_is_formatted(made, build, tmp_path):
    ruff = shutil.which("ruff")
    assert ruff, "ruff belongs to the tests' extra"
    file = tmp_path / f"{build.__name__}.py"
    file.write_text(made(build)[1], encoding="utf-8")
    run = subprocess.run([ruff, "format", "--isolated", "--diff", str(file)], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout


def test_text_from_people_cannot_leave_the_docstring():
    d = hand_built.normal()
    hostile = '"""\nimport os\n"""\\'
    model = type(d.model)(
        **{**d.model.__dict__, "title": hostile, "references": (hostile,), "text": {"density": hostile}}
    )
    text = generate(type(d)(**{**d.__dict__, "model": model}))
    tree = ast.parse(text)
    assert not any(isinstance(n, ast.Import) and n.names[0].name == "os" for n in ast.walk(tree))


def test_targets_are_listed_and_unknown_ones_refused():
    assert "numpy" in targets()
    with pytest.raises(TargetError, match="unknown target 'nunpy'; did you mean 'numpy'"):
        generate(hand_built.normal(), "nunpy")
    with pytest.raises(RequestError, match="has no option 'dialect'"):
        generate(hand_built.normal(), "numpy", dialect="spark")


def test_functions_refuse_what_is_no_sample():
    f = functions(hand_built.straight_line())["nll"]
    with pytest.raises(DataError, match="one column for each of y, z"):
        f([1.0, 2.0], 0, 1, 1)
    with pytest.raises(RequestError, match="2 parameters were given for a, b, v"):
        f([[1.0, 2.0]], 0, 1)
    with pytest.raises(DataError, match="empty"):
        functions(hand_built.normal())["nll"]([], 0, 1)


def test_where_no_start_is_admissible_the_answer_is_nan(made):
    module = made(hand_built.logistic)[2]
    found = module["_minimise"](lambda theta: (math.inf, np.zeros(2), np.eye(2)), [np.ones(2)])
    assert np.all(np.isnan(found))
    assert "none was found: nan" in module["estimate"].__doc__
