"""Fits of catalogue families against estimates that R and SciPy found for the same samples."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import thetahat as th

REFERENCE = json.loads((Path(__file__).parent / "reference" / "fits.json").read_text())


@pytest.mark.parametrize("case", REFERENCE["cases"], ids=lambda c: f"{c['family']}-{c['by']}")
def test_fit_is_at_least_as_good(case: dict[str, Any]) -> None:
    fit = th.fit(case["family"], np.array(case["data"]))
    assert fit.converged
    assert fit.log_likelihood >= case["log_likelihood"] - 1e-9 * (1 + abs(case["log_likelihood"]))
    # R's gradients are finite differences, hence the five digits
    assert list(fit.params.values()) == pytest.approx(case["estimate"], rel=2e-5)
    assert fit.log_likelihood == pytest.approx(case["log_likelihood"], rel=1e-8)
