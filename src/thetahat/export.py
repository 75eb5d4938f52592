"""A fit for other programs: plain numbers, JSON, a data frame."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from thetahat.errors import RequestError

if TYPE_CHECKING:
    from thetahat.fit import Fit
    from thetahat.quantities import Quantity


def numbers(fit: Fit, level: float) -> dict[str, Any]:
    """Everything as plain numbers, strings, lists and dictionaries.  NaN and infinities stay floats."""
    return {
        "model": fit.title,
        "params": dict(fit.params),
        "standard_errors": dict(fit.standard_errors),
        "covariance": fit.covariance.tolist(),
        "intervals": {name: list(interval) for name, interval in fit.conf_int(level).items()},
        "level": level,
        "fixed": dict(fit.fixed),
        "tied": {name: fit.estimate(formula).value for name, formula in fit.tied.items()},
        "log_likelihood": fit.log_likelihood,
        "nll": fit.nll,
        "covariance_kind": fit.covariance_kind,
        "aic": fit.aic,
        "aicc": fit.aicc,
        "bic": fit.bic,
        "n": fit.n,
        "route": dict(fit.route),
        "outcome": fit.outcome,
        "converged": fit.converged,
        "undefined": fit.undefined,
    }


def text(fit: Fit, level: float, estimates: Sequence[Quantity]) -> str:
    """The numbers as JSON, which has no NaN and no infinity: they become null and the strings "inf", "-inf"."""
    found = numbers(fit, level)
    if estimates:
        found["estimates"] = {
            q.name: {"value": q.value, "standard_error": q.standard_error, "interval": list(q.interval(level))}
            for q in estimates
        }
    return json.dumps(_plain(found), indent=2, ensure_ascii=False, allow_nan=False)


def frame(fit: Fit, level: float, method: str) -> Any:
    """A pandas data frame: a row for each parameter, with estimate, error and interval."""
    try:
        from importlib import import_module

        pandas = import_module("pandas")
    except ImportError as error:
        raise RequestError("a frame needs pandas: pip install pandas") from error
    rows = []
    for name, value in fit.params.items():
        ends = (math.nan, math.nan) if name in fit.fixed else fit.interval(name, level, method)
        rows.append((value, fit.standard_errors[name], *ends))
    columns = ["estimate", "standard_error", "lower", "upper"]
    return pandas.DataFrame(rows, index=pandas.Index(list(fit.params), name="parameter"), columns=columns)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None if math.isnan(value) else ("inf" if value > 0 else "-inf")
    return value
