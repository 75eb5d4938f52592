"""Extreme parameters and data: every target against exact values (extreme.json, made by extreme.py with mpmath).

Everyday the targets see a sample of the table; EXTREME_EVERY=1 shows them all of it.
"""

import json
import os
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from cases import LATENT, RUNNING, Case, plan_of
from running import RUN

from thetahat.engines.estimate import estimate

EVERY = int(os.environ.get("EXTREME_EVERY", "40"))


@cache
def table():
    return json.loads(Path(__file__).with_name("extreme.json").read_text(encoding="utf-8"))


def case_of(entry):
    columns = {k: np.array(v) for k, v in entry["columns"].items()}
    return Case(entry["family"], plan_of(entry["family"]), columns, entry["known"], np.array(entry["theta"]), None)


def differences(entry, numbers):
    """What misses: 1e-9 of the value, 1e-7 of the absolute contributions, 1e-7 or 1e-3 standard errors."""
    k, free = len(entry["theta"]), entry["free"]
    found, (nll,), gradient, hessian = np.split(np.array(numbers, dtype=float), [k, k + 1, 2 * k + 1])
    hessian = hessian.reshape(k, k)[np.ix_(free, free)][np.tril_indices(len(free))]
    label = f"{entry['family']} {entry['extreme']} {entry['theta']}:"
    out = []
    if not abs(nll - entry["nll"]) <= 1e-9 * abs(entry["nll"]):
        out.append(f"{label} nll {nll!r} is not {entry['nll']!r}")
    rows, columns = np.tril_indices(len(free))
    diagonal = np.array(entry["hessian_size"])[rows == columns]
    # rounding of what is exactly zero, in units of the two parameters
    rest = {"gradient": 1e-13 * np.sqrt(diagonal), "hessian": 1e-13 * np.sqrt(diagonal[rows] * diagonal[columns])}
    for what, value in (("gradient", gradient[free]), ("hessian", hessian)):
        exact, size = np.array(entry[what]), np.array(entry[f"{what}_size"])
        if not np.all(np.abs(value - exact) <= 1e-7 * size + rest[what]):
            out.append(f"{label} {what} {value} is not {exact}")
    # the table holds a local maximum: a limit at infinity may be greater (skew normal data without a left tail)
    if "estimate" in entry and entry["family"] not in (*LATENT, *RUNNING) and not np.any(np.isinf(found)):
        exact, errors = np.array(entry["estimate"]), np.array(entry["errors"])
        if not np.all(np.abs(found - exact) <= 1e-7 * np.abs(exact) + 1e-3 * errors):
            out.append(f"{label} estimate {found} is not {exact}")
    return out


@pytest.mark.long
def test_the_package():
    wrong = []
    for e in table():
        c = case_of(e)
        with np.errstate(all="ignore"):
            fit = estimate(c.plan, c.columns, known=c.known)
            here = fit.likelihood
            numbers = [
                *fit.params.values(),
                here.nll(c.theta),
                *-here.gradient(c.theta),
                *-here.hessian(c.theta).ravel(),
            ]
        wrong += differences(e, numbers)
    assert wrong == []


@pytest.mark.parametrize("target", ["c", "javascript", "r", "fortran"])
def test_a_sample_of_the_table(target, tmp_path):
    check(target, tmp_path, table()[:: 2 * EVERY if target == "fortran" else EVERY])


@pytest.mark.long
@pytest.mark.parametrize(("target", "share"), [("rust", 0.5), ("octave", 1), ("jax", 12), ("numba", 12)])
def test_a_few_of_the_table(target, share, tmp_path):
    # compilers of Python take seconds for a family
    check(target, tmp_path, table()[EVERY // 2 :: max(1, int(share * EVERY))])


def check(target, directory, entries):
    with np.errstate(all="ignore"):
        said = RUN[target](directory, [case_of(e) for e in entries])
    assert [d for e, numbers in zip(entries, said, strict=True) for d in differences(e, numbers)] == []
