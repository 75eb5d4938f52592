"""The R files: sourced and run by R in one process, held against the package."""

import re
import subprocess

import mpmath
import numpy as np
import pytest
from cases import FEW, case, every, plan_of, same_estimate, same_likelihood, tool
from scipy.special import gammaln, logsumexp

from thetahat.codegen.languages.r import _File
from thetahat.codegen.languages.r_runtime import OWN


def vector(values) -> str:
    return f"c({', '.join(repr(float(v)) for v in values)})"


def run(directory, names):
    """Everything that R says about these families: name to what to numbers."""
    lines = ['say <- function(n, k, v) cat(n, k, sprintf("%.17g", v), "\\n")']
    for name in names:
        c = case(name)
        path = directory / f"{name}.R"
        path.write_text(_File(c.plan).text(["test"]), encoding="utf-8")
        data = ", ".join(vector(c.columns[v]) for v in c.plan.variables)
        known = "".join(f", {c.known[k.name]!r}" for k in c.plan.known)
        lines += [
            f'source("{path}")',
            f"m <- suppressWarnings(mle_{name}({data}{known}))",
            f'say("{name}", "estimate", m$estimate)',
            f'say("{name}", "errors", m$standard_errors)',
            f'say("{name}", "logLik", m$logLik)',
            f"at <- {vector(c.theta)}",
        ]
        for what in ("nll", "gradient", "hessian"):
            lines.append(f'say("{name}", "{what}", {what}_{name}({data}, at{known}))')
        lines.append(f'say("{name}", "scores", colSums(scores_{name}({data}, at{known})))')
    script = directory / "all.R"
    script.write_text("\n".join(lines), encoding="utf-8")
    done = subprocess.run([tool("Rscript"), str(script)], capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stderr[-2000:]
    out = {}
    for line in done.stdout.splitlines():
        name, what, *numbers = line.split()
        out.setdefault(name, {})[what] = np.array([float(v.replace("NA", "nan")) for v in numbers])
    return out


def differences(name, said) -> list[str]:
    c = case(name)
    k = len(c.plan.parameters)
    out = same_likelihood(c, said["nll"][0], said["gradient"], said["hessian"].reshape(k, k))
    scores = c.likelihood.scores(c.theta).sum(axis=0)
    if not np.all(np.abs(said["scores"] - scores) <= 1e-10 * c.contributions + 1e-13):
        out.append(f"{name}: scores {said['scores']} are not {scores}")
    return out + same_estimate(c, said["estimate"])


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    return run(tmp_path_factory.mktemp("r"), FEW)


@pytest.mark.parametrize("name", FEW)
def test_a_file_says_what_the_package_says(few, name):
    assert differences(name, few[name]) == []


@pytest.mark.long
def test_every_family_says_what_the_package_says(tmp_path):
    said = run(tmp_path, every("r"))
    assert [d for n in every("r") for d in differences(n, said[n])] == []


def test_standard_errors_are_those_of_the_fit(few):
    for name in ("normal", "gamma", "weibull", "linear_regression"):
        np.testing.assert_allclose(few[name]["errors"], case(name).errors, rtol=1e-6)


def test_awkward_data_stop_with_a_sentence(tmp_path):
    path = tmp_path / "gamma.R"
    path.write_text(_File(plan_of("gamma")).text(["test"]), encoding="utf-8")
    calls = ("numeric(0)", "c(1, NA)", "c(1, -2)", '"text"')
    lines = [f'source("{path}")']
    lines += [f"cat(tryCatch(mle_gamma({c}), error = conditionMessage), sep = '\\n')" for c in calls]
    lines += ["cat(suppressWarnings(mle_gamma(c(2, 2, 2)))$estimate, sep = '\\n')"]
    lines += ["cat(tryCatch(mle_gamma(c(2, 2, 2)), warning = conditionMessage), sep = '\\n')"]
    done = subprocess.run([tool("Rscript"), "-e", "; ".join(lines)], capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines() == [
        "'x' is empty",
        "1 values of 'x' are missing or infinite",
        "1 observations are outside the support: 'x' must be > 0",
        "'x' must be numeric",
        "Inf",
        "0",
        "no maximum exists: the limits are returned",
    ]


SUMMED = ("conway_maxwell_poisson", "generalised_inverse_gaussian")


@pytest.fixture(scope="module")
def summed(tmp_path_factory):
    return run(tmp_path_factory.mktemp("r"), SUMMED)


@pytest.mark.parametrize("name", SUMMED)
def test_sums_over_an_index_and_orders_of_bessel_functions(summed, name):
    assert differences(name, summed[name]) == []


def test_sums_have_a_value_for_each_row_and_go_both_ways():
    """Against SciPy's logsumexp, closed forms, and the theta function of mpmath."""
    text = "\n".join(OWN[n] for n in OWN if n.startswith(("series_", "log_series")))
    lines = [
        text,
        'say <- function(v) cat(sprintf("%.17g", v), "\\n")',
        "a <- c(0.5, 3, 40)",
        "say(log_series(function(k) k * log(a) - lgamma(k + 1), 0, Inf))",
        "say(series_mean(function(k) k, function(k) k * log(a) - lgamma(k + 1), 0, Inf))",
        "say(log_series(function(k) k * log(a) - lgamma(k + 1), 0, c(2, 5, 1)))",
        "say(series_sum(function(k) k * 0.5^k, 1, Inf))",
        "say(log_series(function(k) -k^2 * pmin(a, 5), -Inf, Inf))",
        "say(log_series(function(k) 0.3 * k, -Inf, -1))",
        "say(series_mean(function(k) k, function(k) k * log(3e5) - lgamma(k + 1), 0, Inf))",
        "say(log_series(function(k) 0 * k, 0, Inf))",
    ]
    done = subprocess.run([tool("Rscript"), "-e", "\n".join(lines)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    said = [np.array(line.split(), dtype=float) for line in done.stdout.splitlines()]
    a = np.array([0.5, 3.0, 40.0])
    ends = [
        logsumexp([k * np.log(x) - gammaln(k + 1) for k in range(m + 1)]) for x, m in zip(a, (2, 5, 1), strict=True)
    ]
    theta = [float(mpmath.log(mpmath.jtheta(3, 0, mpmath.exp(-x)))) for x in np.minimum(a, 5)]
    wanted = [a, a, ends, [2.0], theta, [-0.3 - np.log(-np.expm1(-0.3))], [3e5]]
    for found, value in zip(said[:-1], wanted, strict=True):
        np.testing.assert_allclose(found, value, rtol=1e-11)
    assert np.isnan(said[-1]).all()


@pytest.mark.parametrize("name", ["gamma", "binomial", "linear_regression"])
def test_every_argument_of_a_function_for_users_is_told(name):
    text = _File(plan_of(name)).text(["test"])
    functions = re.findall(r"((?:^#' ?.*\n)+)^(\w+) <- function\(([^)]*)\)", text, re.MULTILINE)
    assert [f.removesuffix(f"_{name}") for _, f, _ in functions] == ["mle", "nll", "gradient", "hessian", "scores"]
    for told, _, arguments in functions:
        assert re.findall(r"@param (\S+)", told) == arguments.split(", ")
        assert "@return" in told and "@export" in told
