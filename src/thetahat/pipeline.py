"""The table of contents: what happens to a density, from the declaration to numbers.

checked    the declared density is one
derive     log-likelihood, rules, verdict, conditions, certificate
generate   the estimator as a program
recipe     all that a fit needs (`thetahat.estimating` goes on from there)
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from thetahat.answer import Answer, answers
from thetahat.core.clock import Clock
from thetahat.core.derivation import Condition, Finding, Reason, Status, Step, Verdict
from thetahat.core.estimator import Maximise
from thetahat.core.model import Model
from thetahat.derivation import Derivation
from thetahat.errors import RequestError

if TYPE_CHECKING:
    from thetahat.core.plan import Plan
    from thetahat.plans import Recipe
    from thetahat.rules.existence import Existence


ALLOWED = 30.0
"""Seconds for the algebra of one model: many times what the longest of the catalogue takes."""


def resolve(model: Model | Derivation | str) -> Model:
    """A model from a model, a derivation, or a catalogue name."""
    if isinstance(model, str):
        return _of_catalogue(model)
    if isinstance(model, Derivation):
        return model.model
    if isinstance(model, Model):
        return model
    raise RequestError(f"expected a model, a derivation or a family's name, not {type(model).__name__}")


@cache
def _of_catalogue(name: str) -> Model:
    from thetahat.families import family

    return family(name)


def checked(model: Model) -> Model:
    """The model with what is known of its integral; refuses a density that is none, warns when undecided."""
    if model.normalised != "unknown":
        return model
    from thetahat.verify import density

    known = density.check(model)
    if known == "undecided":
        warnings.warn(f"could not decide whether the density of {model.name!r} integrates to one", stacklevel=3)
    return replace(model, normalised=known)


# Densities are tried where they overflow or have no value: that is judged, and no warning helps.
@np.errstate(all="ignore")
def derive(model: Model | Derivation | str, contest: bool = True, budget: float = ALLOWED) -> Derivation:
    """The maximum-likelihood estimator of a declared density, with its steps, verdict and certificate.

    ``contest`` may be switched off where only the algebra is wanted; the certificate then says so.  ``budget`` is the
    time that the algebra may take, in seconds: what is unsolved by then is left to numbers, and a step says so.
    """
    if isinstance(model, Derivation):
        return model
    from thetahat.verify import certificate, unbounded

    declared = checked(resolve(model))
    probed = cache(lambda: unbounded.probe(declared))
    first: Derivation | None = None
    for answer in answers(declared, Clock(budget)):
        found = answer.existence()
        arguments, exists, theorem = answer.arguments, found.status, found.theorem
        growth = None if all(a.status is Status.PROVED for a in arguments) else probed()
        derivation = _written(answer, found, growth)
        # where the likelihood grows without bound there is nothing to win
        outcome = held(derivation) if contest and growth is None else None
        if outcome is None or outcome.reason.key != "contest_lost" or answer.verdict is Verdict.LATENT:
            # EM promises no more than a local maximum
            break
        first = first or derivation
    else:
        # a formula that loses to numbers is withdrawn, whatever was proved on the way to it
        derivation, arguments, exists, theorem = withdrawn(first or derivation), (), Status.UNPROVED, False
        outcome = held(derivation)
    return replace(
        derivation,
        certificate=certificate.certificate(
            declared,
            derivation.steps,
            arguments,
            derivation.solution,
            derivation.conditions,
            exists,
            theorem,
            outcome,
            growth,
        ),
    )


def _written(answer: Answer, found: Existence, growth: Finding | None) -> Derivation:
    """The derivation that an answer makes, before it is contested."""
    from thetahat.verify import unbounded

    state = answer.state
    model = state.model
    return Derivation(
        model=model,
        steps=(*answer.steps, *(unbounded.steps(model, growth) if growth else found.steps)),
        verdict=Verdict.UNBOUNDED if growth else answer.verdict,
        solution=answer.solution,
        conditions=_in_words(found.conditions or _cited_conditions(answer), model),
        log_likelihood=state.log_likelihood,
        score=dict(state.score),
        hessian=dict(state.hessian),
        equations=answer.equations,
        facts=state.facts,
    )


def _cited_conditions(answer: Answer) -> tuple[Condition, ...]:
    """When the maximum is known to be the only one, where the literature says so and no rule does."""
    if all(a.status is Status.PROVED for a in answer.arguments):
        return ()
    return tuple(
        Condition(c.condition, "unique", Status.CITED, Reason("unique_if", {"relation": c.condition}), source=c.source)
        for c in answer.state.model.citations
        if c.claim == "unique" and c.condition is not None
    )


def withdrawn(derivation: Derivation) -> Derivation:
    """The derivation without its formulas: the log-likelihood is left to be maximised numerically."""
    model = derivation.model
    step = Step("withdrawn", Reason("contest_lost_formula", {"parameters": model.symbols}), detail="brief")
    return replace(
        derivation,
        steps=(*derivation.steps, step),
        verdict=derivation.verdict if derivation.verdict is Verdict.UNBOUNDED else Verdict.NUMERIC,
        solution=(Maximise(model.parameters, derivation.log_likelihood, several=True),),
        conditions=(),
        equations=tuple(derivation.score.values()),
    )


def _in_words(conditions: Sequence[Condition], model: Model) -> tuple[Condition, ...]:
    """The conditions as a reader would put them, without those that always hold."""
    from thetahat.algebra.signs import Signs
    from thetahat.render.conditions import stated
    from thetahat.render.words import sentence

    signs = Signs(model)
    said = [s for c in conditions if (s := stated(c, signs)) is not None]
    once: dict[tuple[str, str], Condition] = {}
    for c in (replace(c, text=sentence(c.sentence, "en")) for c in said):
        # two formulas may ask for the same: the one that says what happens otherwise tells it
        if not (known := once.get((c.kind, c.text))) or (c.otherwise and not known.otherwise):
            once[c.kind, c.text] = c
    return tuple(once.values())


def plan_of(derivation: Derivation) -> Plan:
    """The printed program of a derivation: all that fitting needs."""
    from thetahat.codegen.plan import plan
    from thetahat.codegen.program import program

    return plan(program(derivation))


def held(derivation: Derivation) -> Finding:
    """The numeric contest of the program that the derivation gives."""
    from thetahat.engines.estimate import estimate
    from thetahat.verify.contest import contest

    printed = plan_of(derivation)

    def solver(data: Any, known: Mapping[str, float]) -> Mapping[str, float] | None:
        found = estimate(printed, data, known=known)
        return found.params if found.converged else None

    return contest(derivation.model, solver)


def targets() -> tuple[str, ...]:
    """The languages that `generate` writes."""
    from thetahat import codegen

    return tuple(codegen.targets())


def generate(model: Model | Derivation | str, target: str = "numpy", **options: Any) -> str:
    """Source text of a program that estimates the parameters of the model, in one of `targets()`."""
    from thetahat import codegen

    codegen.check(target, options)
    return codegen.generate(derive(model), target, **options)


def recipe(derivation: Derivation, model: Model | None = None) -> Recipe:
    """All that fitting needs: the printed program, the names of parameters and constants, a title.

    ``model`` is the model as it was declared, when the derivation treats some of its parameters as known.
    """
    from thetahat.plans import Recipe

    declared = model or derivation.model
    return Recipe(plan_of(derivation), declared.names, tuple(p.name for p in declared.known), _title(declared))


def shipped(derivation: Derivation) -> str:
    """The text of a catalogue family's stored plan."""
    from thetahat import plans

    return plans.written(recipe(derivation), plans.catalogue_key(derivation.model.name))


def _title(model: Model) -> str:
    if isinstance(model.title, str):
        return model.title
    return next((model.title[k] for k in ("en", *model.title)), "")
