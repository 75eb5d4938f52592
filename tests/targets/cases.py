"""Every catalogue family with data drawn from it, a point away from the optimum, and what the package says there."""

import importlib
import json
import os
import shutil
import sys
import warnings
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import pytest

from thetahat.core.plan import Plan, decode
from thetahat.engines.estimate import Estimate, estimate
from thetahat.families import families, family
from thetahat.verify.points import Points

FEW = (
    "normal",
    "gamma",
    "weibull",
    "laplace",
    "pareto",
    "negative_binomial",
    "binomial",
    "student_t_known",
    "beta",
    "linear_regression",
    "exponential_censored",
    "binomial_trials",
    "zero_inflated_poisson",
    "von_mises",
)
LATENT = ("mixture_exponential", "mixture_normal", "mixture_normal_equal_variance", "mixture_poisson")
"""Which component comes first is open."""
RUNNING = ("generalised_normal", "weibull_shifted", "generalised_extreme_value", "generalised_pareto", "student_t")
"""The likelihood is unbounded: which local maximum is found is open."""


@cache
def plan_of(name: str) -> Plan:
    """The stored plan of a family, or a new one."""
    try:
        text = files("thetahat.plans").joinpath(f"{name}.json").read_text(encoding="utf-8")
    except (ModuleNotFoundError, FileNotFoundError):
        from thetahat.pipeline import derive
        from thetahat.pipeline import plan_of as printed

        return printed(derive(name))
    return decode(json.loads(text)["plan"])


@dataclass(frozen=True, eq=False)
class Case:
    """One family."""

    name: str
    plan: Plan
    columns: dict[str, np.ndarray]
    known: dict[str, float]
    theta: np.ndarray
    fit: Estimate

    @property
    def likelihood(self):
        return self.fit.likelihood

    @property
    def contributions(self):
        """Sums of absolute contributions to the gradient."""
        with np.errstate(all="ignore"):
            return np.abs(self.likelihood.scores(self.theta)).sum(axis=0)

    @property
    def errors(self):
        """Standard errors of the package's fit, 0 where there are none."""
        h = np.atleast_2d(self.fit.hessian)
        if not np.all(np.isfinite(h)):
            return np.zeros(len(h))
        with np.errstate(all="ignore"):
            variances = np.diag(np.linalg.pinv(-h))
        return np.sqrt(np.where(variances > 0, variances, 0.0))


@cache
def case(name: str) -> Case:
    """The case of a family."""
    plan = plan_of(name)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        parameters, data = Points(family(name), seed=3).sample(80)
        values = {s.name: float(v) for s, v in parameters.items()}
        columns = {x.name: np.ascontiguousarray(v, dtype=float) for x, v in data.items()}
        known = {k.name: values[k.name] for k in plan.known}
        fit = estimate(plan, columns, known=known)
        theta = np.array([values[p.name] for p in plan.parameters])
        if not fit.likelihood.admissible(theta):
            theta = np.array(list(fit.params.values()))
    return Case(name, plan, columns, known, theta, fit)


ONLY = {
    "conway_maxwell_poisson": ("numpy", "c", "r", "sql", "javascript", "fortran", "rust", "julia", "stan"),
    "generalised_inverse_gaussian": ("numpy", "r", "sql"),
}
"""Bessel functions of any order: the targets that have them; sums over an index: those that are quick besides."""


def every(target: str) -> tuple[str, ...]:
    """The families that a target writes."""
    return tuple(n for n in families() if target in ONLY.get(n, (target,)))


def tool(name: str) -> str:
    """The path of a program that the tests need."""
    path = shutil.which(name)
    if path is None:
        pytest.fail(f"{name} is not installed: these tests run what is printed")
    return path


def wheel(name: str):
    """A module of the tests' extra; its wheels may be missing for the newest interpreters alone."""
    optional = sys.version_info >= (3, 14) and os.environ.get("CI") != "true"
    return pytest.importorskip(name) if optional else importlib.import_module(name)


def same_likelihood(c: Case, nll, gradient, hessian, loose: float = 1.0) -> list[str]:
    """What differs from the package by more than 1e-12 (value) or 1e-10 (derivatives)."""
    with np.errstate(all="ignore"):
        value = c.likelihood.nll(c.theta)
        first, second = -c.likelihood.gradient(c.theta), -c.likelihood.hessian(c.theta)
    out = []
    if not (nll == value or abs(nll - value) <= loose * 1e-12 * abs(value)):
        out.append(f"{c.name}: nll {nll!r} is not {value!r}")
    small = loose * 1e-10 * c.contributions + 1e-13
    if gradient is not None and not _close(gradient, first, small):
        out.append(f"{c.name}: gradient {gradient} is not {first}")
    if hessian is not None and not _close(hessian, second, loose * 1e-9 * np.max(np.abs(second), initial=1e-4)):
        out.append(f"{c.name}: Hessian {hessian} is not {second}")
    return out


def _close(a, b, slack) -> bool:
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    with np.errstate(all="ignore"):
        return bool(np.all((np.abs(a - b) <= slack) | (a == b) | (np.isnan(a) & np.isnan(b))))


def same_estimate(c: Case, found, loose: float = 1.0) -> list[str]:
    """What differs from the package by more than 1e-10, or 1e-6 of a standard error where something iterates."""
    wanted = np.array(list(c.fit.params.values()))
    found = np.asarray(found, dtype=float)
    iterated = {p.kind for p in c.plan.parameters} & {"root", "numeric", "mixture", "choice"}
    slack = loose * (1e-10 * np.abs(wanted) + (1e-6 * c.errors if iterated else 0.0))
    if c.name in LATENT or c.name in RUNNING:
        likelihood = c.likelihood.nll(found) if np.all(np.isfinite(found)) else np.inf
        if not c.fit.converged or likelihood <= -c.fit.log_likelihood + 1e-7:
            return []
    if not c.fit.converged and not np.all(np.isfinite(wanted)) and not np.all(np.isfinite(found)):
        return []
    return [] if _close(found, wanted, slack) else [f"{c.name}: estimate {found} is not {wanted} ({c.fit.outcome})"]
