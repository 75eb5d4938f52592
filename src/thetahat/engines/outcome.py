"""What an estimate may be called: one sentence, which begins with exactly one of these words.

    global maximum | local maximum | boundary | limit | not unique | no maximum | not converged

Several starts that agree prove nothing: a numeric answer is called global only when the certificate says so.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from thetahat.core.plan import Condition, Plan
from thetahat.solve.climb import Maximum

SURE = ("proved", "cited")
BORDER = ("border",)
SMOOTH = ("closed", "root", "choice", "numeric", "mixture", "")
"""Kinds of answers at which the score vanishes."""


ROUTES = {
    "closed": "closed form",
    "border": "border of the support or the domain",
    "quantile": "sample quantile",
    "interval": "the middle of an interval of maximisers",
}
"""How a kind of answer is found, in words."""

_IRREGULAR = {
    "border": "it is an order statistic, to which the usual theory does not apply",
    "quantile": "the log-likelihood has a corner at the estimate",
    "interval": "every value of an interval maximises the likelihood",
    "integer": "it is an integer",
    "points": "it is one of the observations",
}


def irregularity(kind: str) -> str:
    """Why there is no standard error for an answer of this kind."""
    return _IRREGULAR.get(kind, "the estimate does not lie inside the domain, where the likelihood is smooth")


CERTAIN = 1e-7
"""A log-likelihood of counts nearer to 0 than this is that of certain observations."""


@dataclass
class Findings:
    """What happened on the way to an estimate."""

    plan: Plan
    params: Mapping[str, float]
    intervals: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    ties: Mapping[str, Sequence[float]] = field(default_factory=dict)
    limits: Mapping[str, float] = field(default_factory=dict)
    """Parameters that run to an end of their domain that is not attained."""
    edges: Mapping[str, float] = field(default_factory=dict)
    """Parameters at a closed end of their domain."""
    maximum: Maximum | None = None
    fallback: str = ""
    """Why the plan's own way was left, if it was."""
    missing: Sequence[Condition] = ()
    """Conditions for a maximum to exist that could only be evaluated at the estimate, and do not hold there."""
    interior_failed: Sequence[Condition] = ()
    unique_failed: Sequence[Condition] = ()
    value: float = math.nan
    admissible: bool = True
    """Whether all observations lie in the support that the parameters imply."""


def described(f: Findings) -> tuple[str, bool]:
    """(the outcome, whether a maximum was reached)."""
    for rule in _RULES:
        told = rule(f)
        if told is not None:
            return told
    if f.plan.verdict == "reduced" and not {f.plan.status("unique"), f.plan.status("maximum")} & set(SURE):
        return "local maximum: the best root that was found; that no other is greater was not proved", True
    return "global maximum", True


def number(v: float) -> str:
    """A number in a sentence."""
    if math.isinf(v):
        return "infinity" if v > 0 else "minus infinity"
    return f"{v:.10g}"


def _listed(values: Mapping[str, float]) -> str:
    return " and ".join(f"{k} = {number(v)}" for k, v in values.items())


def _towards(values: Mapping[str, float]) -> str:
    return " and ".join(f"{k} → {number(v)}" for k, v in values.items())


# ------------------------------------------------------------------ rules, the first that speaks decides


def _missing(f: Findings) -> tuple[str, bool] | None:
    return (without(f.missing), False) if f.missing else None


def _unbounded(f: Findings) -> tuple[str, bool] | None:
    if f.plan.verdict != "unbounded":
        return None
    if f.maximum is not None and f.maximum.interior:
        return (
            "local maximum: the likelihood is unbounded; this is the best maximum inside the domain that was found",
            True,
        )
    if f.maximum is None and all(map(math.isfinite, f.params.values())) and math.isfinite(f.value):
        return "local maximum: the likelihood is unbounded; this is a zero of the score inside the domain", True
    return "no maximum: the likelihood is unbounded, and no maximum inside the domain was found", False


def _limit(f: Findings) -> tuple[str, bool] | None:
    if not f.limits:
        return None
    # a probability is at most one: there the likelihood is bounded
    if f.maximum is not None and f.maximum.endless and not all(r.integer for r in f.plan.regions):
        return f"no maximum: the likelihood grows without bound as {_towards(f.limits)}", False
    if f.maximum is not None:
        return (
            f"limit: the likelihood does not fall as {_towards(f.limits)}; no interior maximum as great was found",
            False,
        )
    domains = {p.name: p.text for p in f.plan.parameters}
    outside = " and ".join(f"{k} ({domains[k]})" for k in f.limits)
    return f"no maximum: the likelihood grows as {_towards(f.limits)}, which the domain of {outside} leaves out", False


def _certain(f: Findings) -> tuple[str, bool] | None:
    """Counts whose likelihood reaches 1 in a search: separated data, for which no finite point is best."""
    searched = f.maximum is not None or any(p.kind == "root" for p in f.plan.parameters)
    if not searched or not f.value > -CERTAIN or not any(r.integer for r in f.plan.regions):
        return None
    return (
        "limit: the observations have probability 1 in the limit, so that the likelihood keeps rising as the "
        "parameters run off; the values are where the search stopped",
        False,
    )


def _broken(f: Findings) -> tuple[str, bool] | None:
    bad = [k for k, v in f.params.items() if not math.isfinite(v)]
    if not bad:
        return None
    if any(math.isinf(f.params[k]) for k in bad):
        return (
            f"no maximum: the likelihood grows as {_towards({k: f.params[k] for k in bad if math.isinf(f.params[k])})}",
            False,
        )
    return f"not converged: no value was found for {', '.join(bad)}{f.fallback and f' ({f.fallback})'}", False


def _unfinished(f: Findings) -> tuple[str, bool] | None:
    m = f.maximum
    if m is None or (m.converged and m.strict):
        return None
    if m.decrement < 1e-3 and not m.strict:
        return "not unique: the likelihood is flat at the maximum, other values are as good", False
    why = f"; {f.fallback}" if f.fallback else ""
    return f"not converged: the log-likelihood could still grow by about {0.5 * m.decrement:.1g}{why}", False


def _impossible(f: Findings) -> tuple[str, bool] | None:
    """No parameter at all admits the data: the likelihood is 0 everywhere."""
    crossed = {k: (a, b) for k, (a, b) in f.intervals.items() if b < a}
    if crossed:
        told = "; ".join(
            f"{k} would have to be above {number(a)} and below {number(b)}" for k, (a, b) in crossed.items()
        )
        return f"no maximum: the likelihood is 0 everywhere, {told}", False
    if not f.admissible:
        return "no maximum: the support that the estimate implies does not hold all observations", False
    return None


def _set_valued(f: Findings) -> tuple[str, bool] | None:
    wide = {k: (a, b) for k, (a, b) in f.intervals.items() if b > a}
    if wide:
        told = "; ".join(
            f"every {k} from {number(a)} to {number(b)} gives the same maximum, {number(f.params[k])} is reported"
            for k, (a, b) in wide.items()
        )
        return f"not unique: {told}", True
    if f.ties:
        told = "; ".join(
            f"{k} = {', '.join(map(number, v))} is as good as {number(f.params[k])}" for k, v in f.ties.items()
        )
        return f"not unique: {told}", True
    if f.unique_failed:
        return f"not unique: {_told(f.unique_failed[0])}, and these data do not fulfil that", True
    return None


def _edge(f: Findings) -> tuple[str, bool] | None:
    if f.edges:
        return f"boundary: the likelihood is greatest at the end of the domain, {_listed(f.edges)}", True
    if f.interior_failed:
        return f"boundary: {_told(f.interior_failed[0])}, and these data do not fulfil that", True
    border = [p.name for p in f.plan.parameters if p.kind in BORDER]
    if border:
        lies = "lies" if len(border) == 1 else "lie"
        where = "on the border of what the data allow, where the likelihood is greatest"
        return f"boundary: {' and '.join(border)} {lies} {where}", True
    return None


def _numeric(f: Findings) -> tuple[str, bool] | None:
    m = f.maximum
    if m is None:
        return None
    if f.plan.status("unique") in SURE:
        return "global maximum: the certificate says that there is only one", True
    if f.plan.status("maximum") in SURE:
        return "global maximum: the certificate says that none is greater", True
    starts = f"the best of {m.starts} starts, {m.agreeing} of which agree" if m.starts > 1 else "found from one start"
    return f"local maximum: {starts}; that it is the greatest is not proved", True


_RULES = (_missing, _unbounded, _limit, _certain, _broken, _impossible, _unfinished, _set_valued, _edge, _numeric)


def without(conditions: Sequence[Condition]) -> str:
    """The outcome when conditions for existence fail."""
    return "no maximum: " + " and ".join(_told(c) for c in conditions) + ", and these data do not fulfil that"


def _told(c: Condition) -> str:
    """A condition's sentence as part of another."""
    text = (c.text or c.holds).rstrip(".")
    return text[:1].lower() + text[1:] if text[:2] in ("A ", "An", "Th") else text
