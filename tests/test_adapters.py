"""Fits in other people's forms: frames, LaTeX, pickles, iminuit, scikit-learn."""

from __future__ import annotations

import math
import pickle
import warnings

import numpy as np
import pytest

import thetahat as th
from thetahat.errors import RequestError

DATA = np.random.default_rng(0).gamma(2, 3, 60)


def test_frame():
    fit = th.fit("gamma", DATA)
    frame = fit.to_frame(0.9, "profile")
    assert list(frame.index) == ["shape", "scale"]
    assert tuple(frame.loc["shape", ["lower", "upper"]]) == tuple(fit.interval("shape", 0.9, "profile"))


def test_latex_summary_escapes_what_needs_it():
    text = th.fit("uniform_zero", DATA).summary(form="latex")
    assert r"\begin{tabular}" in text and r"\theta" in text and r"95 \% interval" in text
    assert "<table" in th.fit("gamma", DATA).summary(form="html")
    with pytest.raises(RequestError, match="'text', 'html' or 'latex'"):
        th.fit("gamma", DATA).summary(form="word")


def test_summary_gives_the_exact_interval_and_says_so():
    text = th.fit("uniform_zero", DATA).summary(width=200)
    assert "one-sided" in text and ".." in text


def test_a_fit_can_be_pickled():
    fit = th.fit("weibull", DATA)
    again = pickle.loads(pickle.dumps(fit))
    assert again.params == fit.params
    assert tuple(again.interval("shape", method="profile")) == tuple(fit.interval("shape", method="profile"))
    np.testing.assert_allclose(again.density(DATA), fit.density(DATA), rtol=1e-14)


def test_minuit_agrees():
    fit = th.fit("gamma", DATA)
    found = fit.minuit()
    found.migrad()
    found.hesse()
    assert found.valid
    assert found.values["shape"] == pytest.approx(fit.params["shape"], rel=1e-5)
    assert found.errors["shape"] == pytest.approx(fit.standard_errors["shape"], rel=1e-2)
    assert found.fval == pytest.approx(-fit.log_likelihood)
    with pytest.raises(RequestError, match="no finite estimate"):
        th.fit("weibull", [2.0, 2.0, 2.0]).minuit()


def test_scikit_learn_conventions():
    """Every check of a real-line family; the array API's own is only run where SciPy was started for it."""
    from sklearn.utils.estimator_checks import check_estimator

    from thetahat.sklearn import DensityEstimator

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        done = check_estimator(DensityEstimator("normal"), on_fail=None)
    assert len(done) > 30
    left = {c["check_name"]: repr(c["exception"]) for c in done if c["status"] != "passed"}
    assert set(left) <= {"check_array_api_input"}, left


def test_scikit_learn_scores_columns_independently():
    from thetahat.sklearn import DensityEstimator

    columns = np.column_stack([DATA, DATA[::-1] * 2])
    found = DensityEstimator("gamma").fit(columns)
    a, b = (th.fit("gamma", c) for c in columns.T)
    assert found.score(columns) == pytest.approx(a.log_likelihood + b.log_likelihood)
    assert found.sample(5, random_state=1).shape == (5, 2)
    with pytest.raises(ValueError, match="outside the support"):
        DensityEstimator("gamma").fit(-columns)
    assert math.isinf(found.score_samples(-columns)[0])
