"""Fits side by side: criteria, Akaike weights, Vuong's test, the likelihood-ratio test of nested models.

AIC = 2 f - 2 l        AICc = AIC + 2 f (f + 1)/(n - f - 1)        BIC = f log n - 2 l
weight = exp(-(AIC - least AIC)/2) / sum
Vuong   sum d_i / (sqrt(n) sd(d)),  d_i = log f_1(x_i) - log f_2(x_i), for models that are not nested
LR      2 (l_wide - l_narrow) ~ chi-squared with as many degrees of freedom as parameters were fixed
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np

from thetahat.errors import RequestError, ThetahatError
from thetahat.fit import Fit

CRITERIA = ("aic", "aicc", "bic")


@dataclass(frozen=True, eq=False)
class Row:
    """One fitted model in a comparison."""

    name: str
    fit: Fit
    log_likelihood: float
    k: int
    aic: float
    aicc: float
    bic: float
    weight: float


@dataclass(frozen=True, eq=False)
class Comparison:
    """Models fitted to the same data, best first; ``failed`` tells of the others why."""

    rows: tuple[Row, ...]
    failed: Mapping[str, str]
    criterion: str

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, key: int | str) -> Row:
        if isinstance(key, int):
            return self.rows[key]
        for row in self.rows:
            if row.name == key:
                return row
        why = self.failed.get(key)
        raise RequestError(f"{key} is not in this comparison{': ' + why if why else ''}")

    @property
    def best(self) -> Fit:
        """The fit with the least criterion."""
        if not self.rows:
            raise RequestError("no model could be fitted to these data")
        return self.rows[0].fit

    def vuong(self, first: str, second: str) -> tuple[float, float]:
        """Vuong's statistic (positive: the first is nearer to the truth) and its two-sided p-value."""
        return vuong(self[first].fit, self[second].fit)

    def to_dict(self) -> list[dict[str, Any]]:
        """The rows as plain dictionaries."""
        keys = ("name", "log_likelihood", "k", *CRITERIA, "weight")
        return [{key: getattr(row, key) for key in keys} for row in self.rows]

    def __str__(self) -> str:
        wide = max([5, *(len(r.name) for r in self.rows)])
        lines = [f"{'model':<{wide}}  {'k':>2}  {'log-likelihood':>14}  {'AIC':>11}  {'BIC':>11}  weight"]
        lines += [
            f"{r.name:<{wide}}  {r.k:>2}  {r.log_likelihood:>14.6g}  {r.aic:>11.6g}  {r.bic:>11.6g}  {r.weight:.4f}"
            for r in self.rows
        ]
        if self.failed:
            lines.append("")
            alike: dict[str, list[str]] = {}
            for name, why in self.failed.items():
                alike.setdefault(_shortly(why), []).append(name)
            for why, names in alike.items():
                lines += textwrap.wrap(f"{', '.join(names)}: {why}", 100, subsequent_indent="    ")
        return "\n".join(lines)


_SHORT = {
    "outside the support of": "the data lie outside the support",
    "needs a value: pass fixed=": "a known constant needs a value, by fixed=",
    "the model observes": "the model is one of several variables",
}
"""Reasons that differ by family only in their details, which ``failed`` keeps."""


def _shortly(why: str) -> str:
    return next((short for part, short in _SHORT.items() if part in why), why)


def compared(fits: Mapping[str, Fit], failed: Mapping[str, str], criterion: str = "aic") -> Comparison:
    """The comparison of fits to the same data; those without a maximum go to ``failed``."""
    if criterion not in CRITERIA:
        raise RequestError(f"unknown criterion {criterion!r}: use {', '.join(map(repr, CRITERIA))}")
    good = {n: f for n, f in fits.items() if f.converged and math.isfinite(f.log_likelihood)}
    bad = {**failed, **{n: f.outcome for n, f in fits.items() if n not in good}}
    sizes = {f.n for f in good.values()}
    if len(sizes) > 1:
        raise RequestError("the fits are not to the same data: their numbers of observations differ")
    least = min((f.aic for f in good.values()), default=0.0)
    shares = {n: math.exp(-(f.aic - least) / 2) for n, f in good.items()}
    whole = sum(shares.values())
    rows = [Row(n, f, f.log_likelihood, len(f.free), f.aic, f.aicc, f.bic, shares[n] / whole) for n, f in good.items()]
    rows.sort(key=lambda row: (getattr(row, criterion), row.k, row.name))
    return Comparison(tuple(rows), bad, criterion)


def compare(models: Sequence[Any] | Mapping[str, Any], data: Any, criterion: str = "aic", **options: Any) -> Comparison:
    """Fit each model (a name, a model, a derivation, or a Fit to the same data) and compare them.

    ``options`` go to `thetahat.fit`.  What cannot be fitted is listed with its reason.
    """
    fit = import_module("thetahat").fit
    named = models if isinstance(models, Mapping) else {_name(m, k): m for k, m in enumerate(models)}
    if len(named) < (1 if isinstance(models, Mapping) else len(models)):
        raise RequestError("two models have the same name: give a mapping of names to models")
    fits: dict[str, Fit] = {}
    failed: dict[str, str] = {}
    for name, model in named.items():
        if isinstance(model, Fit):
            fits[name] = model
            continue
        try:
            fits[name] = fit(model, data, **options)
        except ThetahatError as error:
            failed[name] = str(error)
    return compared(fits, failed, criterion)


def _name(model: Any, place: int) -> str:
    if isinstance(model, str):
        return model
    inner = getattr(model, "model", model)
    return getattr(inner, "name", "") or getattr(model, "title", "") or f"model {place + 1}"


KINDS = ("counts", "measurements")
_OTHER_KIND = (
    "the data are taken as counts, and a density's likelihood cannot be compared with a probability's "
    "(kind='measurements' compares the densities)",
    "the data are measurements, and a probability's likelihood cannot be compared with a density's",
)


def choose(
    data: Any,
    criterion: str = "aic",
    families: Sequence[str] | None = None,
    progress: bool = False,
    kind: str | None = None,
    **options: Any,
) -> Comparison:
    """Fit every family of the catalogue whose support admits the data; rank them by a likelihood criterion.

    Families of several variables, with known constants, or whose likelihood is unbounded are listed among the failed,
    with the reason, as are those that the data do not belong to, that have no maximum, and that have as many parameters
    as there are observations.  Parametrisations of one family are kept under the shortest name only.

    ``kind`` tells whether the data are ``"counts"``, which have a probability, or ``"measurements"``, which have a
    density: the two cannot be compared.  Without it whole numbers that a family of counts admits are counts.
    """
    if kind not in (None, *KINDS):
        raise RequestError(f"unknown kind {kind!r}: use {', '.join(map(repr, KINDS))}")
    from thetahat.bootstrap import show

    package = import_module("thetahat")
    fit, names = package.fit, tuple(families or package.families())
    fits: dict[str, Fit] = {}
    failed: dict[str, str] = {}
    for k, name in enumerate(names):
        try:
            found = fit(name, data, **options)
        except ThetahatError as error:
            failed[name] = str(error)
        else:
            if "unbounded" in found.outcome or not found.converged:
                # the criteria compare greatest likelihoods, and here there is none
                failed[name] = found.outcome
            elif found.n <= len(found.free):
                failed[name] = "there are no more observations than parameters, which leaves nothing to rank by"
            else:
                fits[name] = found
        if progress:
            show(k + 1, len(names))
    discrete = {n for n, f in fits.items() if f.source is not None and f.source.integer}
    seen: list[str] = []
    for name in sorted(fits, key=len):
        twin = next((other for other in seen if _same(fits[name], fits[other])), None)
        if twin is None:
            seen.append(name)
        else:
            failed[name] = f"the same distributions as {twin}"
            del fits[name]
    # Probabilities and densities have different units: their likelihoods cannot be compared.
    counts = kind == "counts" or (kind is None and not discrete.isdisjoint(fits))
    for name in [n for n in fits if (n in discrete) != counts]:
        failed[name] = _OTHER_KIND[name in discrete]
        del fits[name]
    return compared(fits, failed, criterion)


def _same(first: Fit, second: Fit) -> bool:
    """Whether two fits are one distribution: equally many parameters, and the same density in and between the data."""
    a, b = first.source, second.source
    if a is None or b is None or len(first.free) != len(second.free) or a.integer != b.integer:
        return False
    if abs(first.log_likelihood - second.log_likelihood) > 1e-8 * (1 + abs(second.log_likelihood)):
        return False
    x = np.unique(a.shown)
    x = x[:: max(1, len(x) // 200)]
    points = np.concatenate([x, [x[-1] + 1, x[-1] + 3] if a.integer else (x[1:] + x[:-1]) / 2])
    one, other = (
        f.log_density(points, [g.params[p.name] for p in f.plan.parameters]) for f, g in ((a, first), (b, second))
    )
    return bool(np.allclose(one, other, rtol=1e-6, atol=1e-6))


def vuong(first: Fit, second: Fit) -> tuple[float, float]:
    """(statistic, p): sum of differences of log-densities over their deviation; for models that are not nested."""
    from scipy.stats import norm

    a, b = (_log_densities(f) for f in (first, second))
    if a[0].shape != b[0].shape:
        raise RequestError("the fits are not to the same data")
    d, weights = a[0] - b[0], a[1]
    n = weights.sum()
    mean = float((weights * d).sum() / n)
    deviation = math.sqrt(float((weights * (d - mean) ** 2).sum() / n))
    if deviation == 0:
        raise RequestError("the two models give every observation the same density: there is nothing to test")
    statistic = math.sqrt(n) * mean / deviation
    return statistic, float(2 * norm.sf(abs(statistic)))


def _log_densities(fit: Fit) -> tuple[Any, Any]:
    source = fit.source
    if source is None or not fit.converged:
        raise RequestError("Vuong's test needs fits with their data and a maximum")
    logs = fit.likelihood.log_density([fit.params[p.name] for p in source.plan.parameters])  # type: ignore[union-attr]
    weights = source.sample.weights
    return logs, np.ones(len(logs)) if weights is None else weights


@dataclass(frozen=True)
class RatioTest:
    """2 (l_wide - l_narrow), its degrees of freedom and p-value; ``note`` warns where chi-squared does not hold."""

    statistic: float
    degrees_of_freedom: int
    p_value: float
    note: str = ""


def likelihood_ratio(narrow: Fit, wide: Fit) -> RatioTest:
    """The test of a model against a wider one that holds it: the same with parameters fixed, or tied by formulas.

    RequestError when the narrow one is not the wide one so narrowed.
    """
    from scipy.stats import chi2

    a, b = narrow.source, wide.source
    rule = (
        "the narrow model must be the wide one with parameters fixed or tied: fit it with fixed={…} or constraints={…}"
    )
    if a is None or b is None:
        raise RequestError("a likelihood-ratio test needs fits with their data")
    if set(narrow.params) | set(narrow.tied) != set(wide.params) | set(wide.tied) or not wide.tied.items() <= (
        narrow.tied.items()
    ):
        raise RequestError(rule)
    if a.plan.name != b.plan.name + ("_tied" if narrow.tied and not wide.tied else ""):
        raise RequestError(rule)
    gone = set(wide.free) - set(narrow.free)
    if not set(narrow.free) < set(wide.free) or any(narrow.fixed.get(n) != value for n, value in wide.fixed.items()):
        raise RequestError("the narrow model fixes nothing that the wide one leaves free")
    if narrow.n != wide.n or not (narrow.converged and wide.converged):
        raise RequestError("both fits need a maximum, and the same data")
    freedom = len(wide.free) - len(narrow.free)
    statistic = max(2 * (wide.log_likelihood - narrow.log_likelihood), 0.0)
    edges = [name for name in gone if narrow.fixed.get(name, math.nan) in wide.bounds.get(name, ())]
    note = f"{edges[0]} is fixed at an end of its domain: the p-value is too large" if edges else ""
    irregular = [name for name in gone if name in wide.non_regular]
    note = f"the usual theory does not apply to {irregular[0]}: {wide.non_regular[irregular[0]]}" if irregular else note
    return RatioTest(statistic, freedom, float(chi2.sf(statistic, freedom)), note)
