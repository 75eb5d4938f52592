"""thetahat: maximum-likelihood estimators of declared densities, with proof, derivation, code and fit.

Nothing heavy is imported until one of the names below is used.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOME = {
    "Model": "thetahat.declare.model",
    "declare": "thetahat.declare.model",
    "load": "thetahat.declare.toml",
    "family": "thetahat.families",
    "families": "thetahat.families",
    "derive": "thetahat.pipeline",
    "fit": "thetahat.estimating",
    "explain": "thetahat.estimating",
    "Statistics": "thetahat.sources.statistics",
    "generate": "thetahat.pipeline",
    "targets": "thetahat.pipeline",
    "Derivation": "thetahat.pipeline",
    "Fit": "thetahat.fit",
    "Fits": "thetahat.groups",
    "choose": "thetahat.comparison",
    "compare": "thetahat.comparison",
    "likelihood_ratio": "thetahat.comparison",
    "Verdict": "thetahat.core.derivation",
    "Total": "thetahat.core.statistics",
    "Minimum": "thetahat.core.statistics",
    "Maximum": "thetahat.core.statistics",
    "Quantile": "thetahat.core.statistics",
    "ThetahatError": "thetahat.errors",
}

__all__ = ["__version__", *sorted(_HOME)]

if TYPE_CHECKING:
    from thetahat.core.derivation import Verdict as Verdict
    from thetahat.core.statistics import Maximum as Maximum
    from thetahat.core.statistics import Minimum as Minimum
    from thetahat.core.statistics import Quantile as Quantile
    from thetahat.core.statistics import Total as Total
    from thetahat.errors import ThetahatError as ThetahatError


class _Package(ModuleType):
    """The package: `declare`, `families` and `fit` are functions of it, although modules of these names lie below.

    Python binds a submodule to its package when it is imported; here that must not hide the function.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'thetahat' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
