"""Which of the seven verdicts a finished state has."""

from __future__ import annotations

from thetahat.core.derivation import Verdict
from thetahat.core.estimator import Choice, Closed, IntegerMaximum, Interval, Maximise, Mixture, PointSearch, Root
from thetahat.core.special import SPECIAL_INVERSES
from thetahat.rules.state import State


def verdict(state: State) -> Verdict:
    """``boundary`` if anything is an order statistic, quantile, integer or set; else the first that holds."""
    solution = state.solution
    if any(
        isinstance(f, Interval | PointSearch | IntegerMaximum)
        or (isinstance(f, Closed) and f.kind in ("border", "quantile"))
        or (isinstance(f, Choice) and f.parameter.domain.integer)
        for f in solution
    ):
        return Verdict.BOUNDARY
    if any(isinstance(f, Mixture) for f in solution):
        return Verdict.LATENT
    if any(isinstance(f, Maximise) for f in solution):
        return Verdict.NUMERIC
    roots = sum(isinstance(f, Root) for f in solution)
    special = 0
    for f in solution:
        if isinstance(f, Closed):
            special += sum(f.expression.count(s) for s in SPECIAL_INVERSES)
        elif isinstance(f, Choice):
            special += max(sum(c.count(s) for s in SPECIAL_INVERSES) for c in f.candidates)
    if roots + special == 0:
        return Verdict.CLOSED
    if roots == 0 and special == 1:
        return Verdict.SPECIAL
    return Verdict.REDUCED if roots <= 1 else Verdict.NUMERIC
