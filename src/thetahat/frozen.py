"""A fit's distribution: SciPy's own where it has the family, checked against the fitted density, else ours.

The family's file tells the name in scipy.stats and how its parameters follow from ours; because anyone may declare a
density under any name, SciPy's log-density must agree with the fitted one before it is handed over.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from thetahat.errors import RequestError

if TYPE_CHECKING:
    from thetahat.fit import Fit

_AGREE = 1e-8
_NAMES = re.compile(r"[A-Za-z_]\w*")
_FUNCTIONS = {"sqrt", "exp", "log", "gamma", "pi", "tan", "sin", "cos"}
"""Words in a family's aliases that are no parameters."""


def distribution(fit: Fit) -> Any:
    """A frozen distribution of scipy.stats, or `thetahat.distribution.Distribution`."""
    source = fit.source
    if source is None or not source.single:
        raise RequestError("a distribution is at hand for fits of one variable only")
    theta = [fit.params[p.name] for p in source.plan.parameters]
    if not all(map(math.isfinite, theta)):
        raise RequestError("there is no finite estimate, hence no fitted distribution")
    return family(fit)(theta)


def family(fit: Fit) -> Callable[[Sequence[float]], Any]:
    """The distribution at other values of the plan's parameters: SciPy's where it agrees at the estimate, else ours."""
    source = fit.source
    assert source is not None
    names = [p.name for p in source.plan.parameters]
    theta = [fit.params[name] for name in names]
    theirs = _scipy(source.plan.name, {**fit.params, **fit.fixed})
    if theirs is None:
        return source.distribution
    own = source.distribution(theta)
    points = np.unique(np.quantile(source.shown, np.linspace(0.05, 0.95, 19), method="nearest"))
    density = theirs.logpmf if source.integer else theirs.logpdf
    ours, other = own.logpdf(points), density(points)
    if not np.all(np.abs(ours - other) <= _AGREE * (1 + np.abs(ours))):
        return source.distribution
    held = {**fit.params, **fit.fixed}
    return lambda values: _scipy(source.plan.name, {**held, **dict(zip(names, values, strict=True))})


@cache
def _aliases(name: str) -> Mapping[str, str]:
    path = files("thetahat.families").joinpath(f"{name}.toml")
    if not path.is_file():
        return {}
    found = tomllib.loads(path.read_text(encoding="utf-8")).get("aliases", {}).get("scipy", {})
    return {key: str(value) for key, value in found.items()}


def _scipy(name: str, values: Mapping[str, float]) -> Any:
    table = dict(_aliases(name)) if name.isidentifier() else {}
    called = table.pop("name", "")
    from scipy import stats

    family = getattr(stats, called, None) if called else None
    if not isinstance(family, stats.rv_continuous | stats.rv_discrete):
        return None
    if any(set(_NAMES.findall(text)) - values.keys() - _FUNCTIONS for text in table.values()):
        return None
    return family(**{key: _value(text, values) for key, text in table.items()})


def _value(text: str, values: Mapping[str, float]) -> float:
    """A formula of a family's file at the estimates."""
    if text in values:
        return values[text]
    try:
        return float(text)
    except ValueError:
        sympy = import_module("sympy")
        symbols = {name: sympy.Symbol(name, real=True) for name in values}
        node = import_module("thetahat.declare.parser").parse(text, tuple(values), what="alias")
        tree = import_module("thetahat.declare.expression").to_sympy(node, symbols, "alias")
        return float(tree.xreplace({s: sympy.Float(values[n], 25) for n, s in symbols.items()}).evalf(20))
