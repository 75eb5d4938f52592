"""From the density of one observation to the log-likelihood in natural form, and its score.

L(theta) = prod f(x_i; theta)        l(theta) = sum_k c_k(theta) Total(T_k(x))
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from sympy import Add, Expr, Mul, S, log, sign

from thetahat.algebra.logarithm import take_logarithm
from thetahat.algebra.natural import natural_form
from thetahat.algebra.observed import observed
from thetahat.algebra.signs import Signs
from thetahat.algebra.totals import split, tidy
from thetahat.core.derivation import (
    Claim,
    Density,
    Equation,
    Likelihood,
    LogLikelihood,
    Partial,
    Reason,
    SampleProduct,
    Step,
)
from thetahat.core.model import Model
from thetahat.core.statistics import Total
from thetahat.rules.state import Move, Oracle, State


def _unevaluated_logs(f: Expr) -> Expr:
    """log of each group of factors, left as it stands: log c + log exp(…) + log x**(k-1)."""
    constant: Expr = S.One
    moving: list[Expr] = []
    for factor in Mul.make_args(f):
        if not observed(factor):
            constant *= factor
        else:
            moving.append(factor)
    logs = [log(constant, evaluate=False)] if constant != 1 else []
    logs += [log(m, evaluate=False) for m in moving]
    return Add(*logs, evaluate=False)


def begin(model: Model, oracle: Oracle) -> Move:
    """Density, likelihood, log-likelihood."""
    signs = Signs(model)
    parameters = model.symbols
    f = model.density
    density = Density(*model.observation, *parameters)

    def sign_of(e: Expr) -> int | None:
        proved = signs.strictly(e)
        return proved if proved is not None else oracle.sign(e)[0]

    log_density = take_logarithm(f, sign_of)
    natural = tidy(split(log_density))
    named = LogLikelihood(*parameters)
    forms = [Total(log(density, evaluate=False)), Total(log(f, evaluate=False))]
    factored = _unevaluated_logs(f)
    if isinstance(factored, Add):
        forms.append(Total(factored))
    if isinstance(log_density, Add):
        forms.append(Total(log_density))
    forms.append(natural)
    steps = (
        Step(
            "density",
            Reason("density", {"observation": model.observation, "parameters": parameters}),
            (Equation(density, (f,), label="density"),),
            detail="brief",
        ),
        Step(
            "likelihood",
            Reason("likelihood"),
            (Equation(Likelihood(*parameters), (SampleProduct(density), SampleProduct(f)), label="likelihood"),),
        ),
        Step(
            "log_likelihood",
            Reason("take_logarithm"),
            (Equation(named, tuple(dict.fromkeys(forms)), label="log_likelihood"),),
            (Claim("density", (log_density,)), Claim("log_likelihood", (natural,))),
            detail="brief",
        ),
    )
    state = State(model, signs, log_density, natural, natural, model.parameters, MappingProxyType({}))
    return Move(steps, state)


FURTHER = 2
"""More statistics than this beyond the number of parameters summarise nothing."""


def sufficient(state: State) -> Move | None:
    """When no total holds a parameter, the totals are sufficient and the family is exponential."""
    unknown = set(state.model.symbols)
    natural = natural_form(state.log_likelihood, unknown)
    if natural is None or state.model.support.parameters & unknown or len(natural) > len(unknown) + FURTHER:
        return None
    step = Step("sufficient", Reason("sufficient", {"statistics": tuple(natural)}))
    facts = {"sufficient": tuple(natural), "exponential_family": (tuple(natural.values()), tuple(natural))}
    return Move((step,), state.noting(**facts))


def score(state: State) -> Move:
    """The derivative of the log-likelihood in each parameter, one observation's density being differentiated."""
    steps = []
    equations = {}
    labels = {}
    for p in state.open:
        if p.domain.integer:
            continue
        derivative = tidy(state.log_likelihood.diff(p.symbol))
        if derivative.has(sign) and any(f.has(p.symbol) for f in derivative.atoms(sign)):
            continue  # a corner at every observation: no equation to solve
        equations[p.symbol] = derivative
        labels[p.symbol] = f"score_{p.name}"
        steps.append(
            Step(
                "score",
                Reason("differentiate", {"parameter": p.symbol}),
                (Equation(Partial(LogLikelihood(), p.symbol), (derivative,), label=f"score_{p.name}"),),
                (Claim("derivative", (state.log_likelihood, p.symbol, derivative)),),
                detail="brief" if len(state.open) <= 2 else "standard",
            )
        )
    hessian = {(p, q): tidy(equations[p].diff(q)) for i, p in enumerate(equations) for q in list(equations)[i:]}
    frozen = MappingProxyType(equations)
    return Move(
        tuple(steps),
        replace(
            state, equations=frozen, labels=MappingProxyType(labels), score=frozen, hessian=MappingProxyType(hessian)
        ),
    )
