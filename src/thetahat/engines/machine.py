"""A plan made ready to run: closures over compiled sources, built when first needed and kept with the plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

from thetahat.core import plan as printed
from thetahat.core.plan import Formula, Plan
from thetahat.engines.arrays import reader
from thetahat.engines.compiled import elementwise, scalars
from thetahat.engines.compiled import expressions as expressions
from thetahat.engines.compiled import needs_of as needs_of
from thetahat.engines.data import Sample

Scalars = dict[str, float]
Step = Callable[[Sample, Scalars], None]
Function = Callable[[Sample, Mapping[str, float], Sequence[float]], tuple[float, ...]]

_MACHINES: WeakKeyDictionary[Plan, Machine] = WeakKeyDictionary()


def machine(plan: Plan) -> Machine:
    """The machine of a plan; always the same one for the same object."""
    found = _MACHINES.get(plan)
    if found is None:
        found = _MACHINES[plan] = Machine(plan)
    return found


class Machine:
    """Compiled parts of one plan.  Holds no data: one machine may serve several threads."""

    def __init__(self, plan: Plan) -> None:
        # Only the plan's parts are kept: a reference to the plan itself would keep both alive for ever.
        self._prelude_statements = plan.prelude
        self._formulas = {
            "value": plan.value,
            "gradient": plan.gradient,
            "derivatives": plan.derivatives,
        }
        self._log_density, self._scores = plan.log_density, plan.scores
        self._inside, self._regions = plan.inside, plan.regions
        self.identifiers = plan.identifiers
        self.size = plan.size
        self.known = tuple(p.identifier for p in plan.known)
        self.steps: dict[Any, Any] = {}
        """Further compiled statements, keyed by the statement's identity within the plan."""

    # -------------------------------------------------------------- blocks and formulas

    def block(self, statements: Sequence[printed.Statement]) -> Step:
        """Passes and scalars, one after the other."""
        steps = [self._step(s) for s in statements]
        if not steps:
            return lambda sample, values: None
        if len(steps) == 1:
            return steps[0]

        def run(sample: Sample, values: Scalars) -> None:
            for step in steps:
                step(sample, values)

        return run

    def _step(self, s: printed.Statement) -> Step:
        if isinstance(s, printed.Pass):
            return reader(s, self.identifiers)
        if isinstance(s, printed.Scalars):
            return _assignments(s)
        raise TypeError(f"{type(s).__name__} cannot stand inside a body")

    def formula(self, f: Formula) -> Function:
        """Outputs of a formula at given arguments; ``base`` holds the prelude's statistics and known constants."""
        body = self.block(f.body)
        outputs = expressions(f.outputs)
        arguments = f.arguments

        def run(sample: Sample, base: Mapping[str, float], values: Sequence[float]) -> tuple[float, ...]:
            here = dict(base)
            here.update(zip(arguments, values, strict=True))
            body(sample, here)
            return outputs(here)

        return run

    # -------------------------------------------------------------- the plan's own parts

    @cached_property
    def prelude(self) -> Step:
        """Statistics without parameters."""
        return self.block(self._prelude_statements)

    @cached_property
    def later_prelude(self) -> Step:
        """What comes after the first of them."""
        return self.block(self._prelude_statements[1:])

    @cached_property
    def value(self) -> Function:
        """The log-likelihood."""
        return self.formula(self._formulas["value"])

    @cached_property
    def gradient(self) -> Function:
        """Its gradient."""
        return self.formula(self._formulas["gradient"])

    @cached_property
    def derivatives(self) -> Function:
        """Value, gradient and lower triangle."""
        return self.formula(self._formulas["derivatives"])

    @cached_property
    def log_density(self) -> Callable[..., tuple[Any, ...]]:
        """log f of each observation: called with columns, parameters, known constants."""
        return elementwise(self._log_density, self.known)

    @cached_property
    def scores(self) -> Callable[..., tuple[Any, ...]]:
        """The gradient of log f of each observation."""
        return elementwise(self._scores, self.known)

    @cached_property
    def inside(self) -> Callable[..., tuple[Any, ...]]:
        """The support's further conditions for each observation."""
        bare = printed.Elementwise(self._log_density.arguments, self._log_density.reads, (), (), self._inside)
        return elementwise(bare, self.known)

    def base(self, sample: Sample, known: Mapping[str, float]) -> Scalars:
        """The number of observations, the known constants, and the prelude's statistics."""
        values: Scalars = {self.size: sample.size, **known}
        if sample.facts is None:
            self.prelude(sample, values)
        else:
            values.update(sample.facts)
            self.later_prelude(sample, values)
        return values


def _assignments(s: printed.Scalars) -> Step:
    names = tuple(n for n, _ in s.assignments)
    needs = s.needs
    function = scalars(needs, s.assignments, names)

    def run(sample: Sample, values: Scalars) -> None:
        values.update(zip(names, function(*[values[n] for n in needs]), strict=True))

    return run
