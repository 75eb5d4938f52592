"""Canonical parameters: where the log-density is affine in them but for a term without the observation.

    log f = sum_k theta_k T_k(x) - A(theta) + h(x)   ->   Hessian of l = -n Cov(T) <= 0

A is then the logarithm of the integral of exp(sum theta_k T_k + h), which is convex (Hoelder): the log-likelihood is
concave in the theta_k jointly, strictly so unless the T_k are affinely dependent.  Variables that are given stay fixed:
they may stand in T and in A.
"""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Abs, Expr, Heaviside, Max, Min, Piecewise, Symbol, ceiling, expand, floor, sign

from thetahat.core.model import Model


def canonical(log_density: Expr, parameters: Sequence[Symbol], model: Model) -> bool:
    """Whether these parameters, the others being fixed, are canonical for a normalised density."""
    if (
        model.kernel
        or model.normalised == "undecided"
        or model.support.parameters & set(parameters)
        or cornered(log_density, parameters)
    ):
        return False
    random = set(model.random)
    for i, p in enumerate(parameters):
        first = log_density.diff(p)
        if not first.free_symbols & random:
            return False
        for q in parameters[i:]:
            second = first.diff(q)
            if second.free_symbols & random and expand(second).free_symbols & random:
                return False
    return True


def cornered(log_density: Expr, parameters: Sequence[Symbol]) -> bool:
    """Whether a parameter moves a corner or a jump, which no derivative sees."""
    places = [w for f in log_density.atoms(Piecewise) for _, w in f.args]
    places += log_density.atoms(Abs, sign, Max, Min, floor, ceiling, Heaviside)
    return any(e.has(*parameters) for e in places)
