"""The certificate: what the trace, the arguments of each stage and the numbers together say, claim by claim."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from thetahat.core.derivation import Certificate, Condition, Finding, Reason, Status, Step
from thetahat.core.estimator import Closed, Found, Root
from thetahat.core.model import Model
from thetahat.rules.state import Argument

_ORDER = (Status.PROVED, Status.CITED, Status.CHECKED, Status.UNPROVED)


def worst(statuses: Iterable[Status]) -> Status:
    """The weakest link."""
    return max(statuses, key=_ORDER.index, default=Status.UNPROVED)


def _density(model: Model) -> Finding:
    status = {"proved": Status.PROVED, "checked": Status.CHECKED, "kernel": Status.CHECKED}.get(
        model.normalised, Status.UNPROVED
    )
    key = model.normalised if model.normalised in ("proved", "checked", "kernel") else "undecided"
    return Finding("density", status, Reason(f"density_{key}"))


def _steps(steps: Sequence[Step]) -> Finding:
    claimed = [s for s in steps if any(c.kind != "nothing" for c in s.claims)]
    held = [s for s in claimed if s.check.status is Status.CHECKED]
    largest = max((s.check.largest for s in held if not math.isnan(s.check.largest)), default=0.0)
    points = min((s.check.points for s in held), default=0)
    status = Status.CHECKED if claimed and len(held) == len(claimed) else Status.UNPROVED
    bound = 0 if largest == 0 else math.ceil(math.log10(largest))
    return Finding(
        "steps",
        status,
        Reason(
            "steps_checked" if status is Status.CHECKED else "steps_unchecked",
            {"steps": len(held), "points": points, "power": min(bound, -6)},
        ),
        {"steps": len(held), "of": len(claimed), "points": points, "largest": largest},
    )


def _score(arguments: Sequence[Argument], solution: Sequence[Found]) -> Finding | None:
    interior = {f.parameter.name for f in solution if isinstance(f, Closed) and f.kind == "score"}
    zeros = [a.zero for a in arguments if a.parameter.name in interior]
    if not zeros:
        return None
    status = worst(zeros)
    return Finding("score", status, Reason(f"score_{status}"))


def _cited(model: Model, claim: str) -> Finding | None:
    for c in model.citations:
        if c.claim == claim:
            return Finding(claim, Status.CITED, Reason("cited", {"source": c.source}), source=c.source)
    return None


def _maximum(model: Model, arguments: Sequence[Argument]) -> list[Finding]:
    status = worst(a.status for a in arguments)
    keys = {a.key for a in arguments}
    found = []
    if status is Status.PROVED:
        how = "concave" if keys <= {"concave", "concave_open"} else "stages"
        found.append(Finding("maximum", status, Reason(f"maximum_{how}")))
        several = keys & {"check_loss", "constant", "corner", "neighbours", "integers"}
        # concave given the covariates, but flat in some direction when these do not vary enough
        flat = "concave_open" in keys or (bool(model.given) and "concave" in keys)
        turns = "turns" in keys
        key = "not" if several else "turns" if turns else "unproved" if flat else how
        sure = not (several or turns or flat)
        found.append(Finding("unique", status if sure else Status.UNPROVED, Reason(f"unique_{key}")))
        return found
    cited = _cited(model, "unique")
    if cited is not None:
        return [Finding("maximum", Status.CITED, cited.reason, source=cited.source), cited]
    return [
        Finding("maximum", status, Reason(f"maximum_{status}")),
        Finding("unique", Status.UNPROVED, Reason("unique_unproved")),
    ]


def _existence(model: Model, conditions: Sequence[Condition], by: str, exists: Status) -> Finding:
    cited = _cited(model, "exists")
    status = worst([exists, *(c.status for c in conditions if c.kind == "exists")])
    if status in (Status.CHECKED, Status.UNPROVED) and cited is not None:
        return cited
    key = by if status is Status.PROVED and by else str(status)
    return Finding("exists", status, Reason(f"exists_{key}", {"conditions": len(conditions)}))


def certificate(
    model: Model,
    steps: Sequence[Step],
    arguments: Sequence[Argument],
    solution: Sequence[Found],
    conditions: Sequence[Condition],
    exists: Status,
    theorem: bool,
    contest: Finding | None,
    unbounded: Finding | None,
) -> Certificate:
    """All findings, the density first and the contest last."""
    findings = [_density(model), _steps(steps)]
    score = _score(arguments, solution)
    if score is not None:
        findings.append(score)
    if unbounded is not None:
        findings.append(unbounded)
    else:
        by = "theorem" if theorem else "ends" if any(isinstance(f, Root) for f in solution) else ""
        findings += [*_maximum(model, arguments), _existence(model, conditions, by, exists)]
    if contest is not None:
        findings.append(contest)
    return Certificate(tuple(findings))
