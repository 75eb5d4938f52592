"""Plausible values of the parameters, from which the joint maximiser of a NumPy module starts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sympy import Symbol

from thetahat.codegen.writer import Writer
from thetahat.core.model import Parameter

if TYPE_CHECKING:
    from thetahat.codegen.module import _Module


def choices(parameters: Sequence[Symbol], m: _Module, w: Writer) -> None:
    """Plausible values of each parameter, a line for each."""
    texts = [_plausible(m.model.parameter(p), m, w) for p in parameters]
    if any("moments" in t for t in texts):
        w.line(f"moments = abs(np.mean({m.variables[0]})), np.var({m.variables[0]})")
    with w.block("choices = ["):
        for t in texts:
            w.line(f"{t},")
    w.line("]")


def _plausible(q: Parameter, m: _Module, w: Writer) -> str:
    j = m.model.parameters.index(q)
    for r, column in zip(m.model.support.regions, m.variables, strict=False):
        for end, text in ((r.lower, "np.min({0}) - "), (r.upper, "np.max({0}) + ")):
            if end == q.symbol:
                return f"{text}np.std({{0}}) * np.array([0.1, 0.01, 0.5, 2.0])".format(column)
    for motion in m.motions:
        column = m.variables[[x.name for x in m.model.observation].index(motion.variable)]
        if motion.kind == "shift" and motion.offsets[j]:
            return f"{coefficient(motion.offsets[j])}np.quantile({column}, [0.5, 0.1, 0.25, 0.75, 0.9])"
    for motion in m.motions:
        if motion.kind == "scale" and motion.powers[j]:
            return f"np.array([1.0, 0.5, 0.25, 2.0, 4.0]) ** {motion.powers[j]}"
        if motion.kind == "scale" and motion.offsets[j]:
            return f"{coefficient(motion.offsets[j])}np.array([0.0, -1.0, 1.0, -2.5, 2.5])"
    low, high = q.domain.lower, q.domain.upper
    column = m.variables[0]
    if low.is_finite and high.is_finite and not q.domain.bounds_symbols:
        return f"np.linspace({w.text(low)}, {w.text(high)}, 9)[1:-1]"
    positive = "np.array([1.0, 0.1, 0.3, 0.7, 1.6, 3.0, 8.0, 25.0])"
    if not m.motions:
        positive = "np.append([1.0, 0.1, 0.3, 0.7, 1.6, 3.0, 8.0, 25.0], moments)"
    if low.is_finite and not low.free_symbols:
        return positive if low == 0 else f"{w.text(low)} + {positive}"
    if high.is_finite and not high.free_symbols:
        return f"{w.text(high)} - {positive}"
    if m.motions:
        return "np.array([0.0, 0.5, -0.5, 1.0, -1.0, 2.5, -2.5])"
    return f"np.append([0.0, 1.0, -1.0], np.quantile({column}, [0.5, 0.25, 0.75]))"


def coefficient(c: float) -> str:
    """A coefficient before a text."""
    return "" if c == 1 else f"{c} * "
