"""The functions that every language's template puts together: solve, limits, units, likelihood and derivatives."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from thetahat.codegen.languages.domains import domain_tests
from thetahat.codegen.languages.expression import names_of
from thetahat.codegen.languages.items import Function, Item
from thetahat.codegen.languages.lowering import Lowering
from thetahat.codegen.languages.series_loops import looped
from thetahat.core.plan import Choice, Maximise, Motion, Pass, Plan, Root

SMOOTH = ("closed", "root", "choice", "numeric", "mixture", "")
"""Kinds of parameters that have a standard error from the Hessian."""


class Parts(Lowering):
    """A plan's functions by name, in an order in which each is defined before it is called.

    solve(rows, known) -> parameters           in standard units where ``moved`` says so
    limits(rows, known) -> 1 or 0, limits      1 where no maximum exists
    units_x(rows) -> centre, spread            for each variable that is standardised
    nll, gradient, hessian(rows, known, parameters)
    """

    def __init__(self, plan: Plan, derivatives: bool = True, inner: bool = True, loops: bool = False) -> None:
        super().__init__(plan)
        self.k = len(self.parameters)
        self.moved = standardised(plan) if plan.iterates else {}
        if inner:
            self._solve()
            self._limits()
            for x, (centred, scaled) in self.moved.items():
                self._units(x, centred, scaled)
        self._likelihood(derivatives)
        if loops:
            self.made = looped(self.made)

    # -------------------------------------------------------------- solving

    def _finish(
        self,
        name: str,
        told: str,
        items: Sequence[Item],
        given: Sequence[str],
        outputs: int,
        first: Sequence[Item] = (),
    ) -> None:
        """A function that begins with what comes ``first`` and with the statistics that it needs."""
        given = tuple(given)
        whole = [*first, *self.opening(items, given), *items]
        self.made[name] = Function(name, told, given, tuple(whole), outputs, True)

    def _solve(self) -> None:
        items = [*self.solution(), *self._otherwise(), f"return {', '.join(self.parameters)}"]
        self._finish("solve", "The estimate, in the order of the parameters.", items, self.known, self.k)

    def _otherwise(self) -> list[Item]:
        """Where an equation that may have several roots gives none: all parameters together."""
        if not any(isinstance(s, Choice) or (isinstance(s, Root) and s.several) for s in self.plan.estimate):
            return []
        whole = Maximise(self.parameters, self.plan.value, self.plan.derivatives)
        found = self.chain((whole,), set(self.parameters))
        tests = dict.fromkeys(f"isfinite({x})" for x in self.parameters)
        tests |= dict.fromkeys(t for p in self.plan.parameters for t in domain_tests(p))
        return [f"if not ({' and '.join(tests)}):\n    {found[0]}"]

    def _limits(self) -> None:
        known = {*self.prelude_names, self.size, *self.known}
        items: list[Item] = []
        for c in self.plan.conditions:
            needs = names_of(c.holds) | {n for _, e in c.otherwise for n in names_of(e)}
            if c.kind != "exists" or not needs <= known:
                continue
            limits = dict(c.otherwise)
            values = [limits.get(p.name, "nan") for p in self.plan.parameters]
            items.append(f"if not ({c.holds}):\n    return 1.0, {', '.join(values)}")
        self.conditional = bool(items)
        if items:
            items.append(f"return 0.0{', nan' * self.k}")
            told = "1 and the limits where no maximum exists, else 0."
            self._finish("limits", told, items, self.known, 1 + self.k)

    def _units(self, x: str, centred: bool, scaled: bool) -> None:
        """centre, spread of one variable: median and quartiles, the standard deviation where those are equal."""
        value = x if centred else f"abs({x})"
        items: list[Item] = []
        if scaled:
            items = [
                Pass(("quarter", "half", "rest"), ("quantile",) * 3, (value,) * 3, ("0.25", "0.5", "0.75"), (), (x,)),
                Pass(("total", "largest"), ("total", "maximum"), (x, f"abs({x})"), (), (), (x,)),
                f"mean = total / {self.size}",
                Pass(("squares",), ("total",), ("(x_ - mean)**2".replace("x_", x),), (), (), (x,), ("mean",)),
                "spread = 0.74 * (rest - quarter)" if centred else "spread = half",
                f"if not spread > 0.0:\n    spread = sqrt(squares / {self.size})",
                "if not spread > 0.0:\n    spread = largest",
                "if not spread > 0.0:\n    spread = 1.0",
                f"return {'half' if centred else '0.0'}, spread",
            ]
            if not centred:
                first = items[0]
                assert isinstance(first, Pass)
                items[0] = Pass(("half",), ("quantile",), (value,), ("0.5",), (), (x,))
        else:
            items = [Pass(("half",), ("quantile",), (x,), ("0.5",), (), (x,)), "return half, 1.0"]
        self._finish(f"units_{x}", "A centre and a spread with which the data are standardised.", items, (), 2)

    def back(self, j: int, name: str) -> str:
        """Parameter j in the data's units, as a source over centre_x, spread_x."""
        return back(self.plan, j, name)

    # -------------------------------------------------------------- likelihood

    def guard(self, otherwise: str) -> list[Item]:
        """Leave with ``otherwise`` outside the domain or the support."""
        tests = [t for p in (*self.plan.parameters, *self.plan.known) for t in domain_tests(p)]
        return [f"if not ({' and '.join(tests)}):\n    {otherwise}", *self.supported(otherwise)]

    def _likelihood(self, derivatives: bool) -> None:
        plan, given, k = self.plan, (*self.known, *self.parameters), self.k
        triangle = k * (k + 1) // 2
        self.likelihood()
        call = self.call("log_likelihood", *self.parameters)
        told = "-l, the negative log-likelihood, every constant included; inf outside the domain or the support."
        self._finish("nll", told, [f"return -{call}"], given, 1, self.guard("return inf"))
        if not derivatives:
            return
        g, h = [self.local(f"g_{i + 1}") for i in range(k)], [self.local(f"h_{i + 1}") for i in range(triangle)]
        nothing = ", ".join(["nan"] * k)
        self.function_of("score", "The gradient of the log-likelihood.", plan.gradient)
        call = self.call("score", *self.parameters)
        back = f"return {', '.join(f'-{x}' for x in g)}"
        items = [f"{', '.join(g)} = {call}", back] if k > 1 else [f"return -{call}"]
        told = "The gradient of nll; nan outside the domain or the support."
        self._finish("gradient", told, items, given, k, self.guard(f"return {nothing}"))
        second = plan.derivatives.outputs[1 + k :]
        body = type(plan.derivatives)(plan.derivatives.arguments, plan.derivatives.body, second)
        self.function_of("curvature", "The lower triangle of the Hessian of the log-likelihood, by rows.", body)
        call = self.call("curvature", *self.parameters)
        back = f"return {', '.join(f'-{x}' for x in h)}"
        nothing = ", ".join(["nan"] * triangle)
        items = [f"{', '.join(h)} = {call}", back] if k > 1 else [f"return -{call}"]
        told = "The lower triangle of the Hessian of nll, by rows; nan outside the domain or the support."
        self._finish("hessian", told, items, given, triangle, self.guard(f"return {nothing}"))

    @property
    def regular(self) -> list[int]:
        """The parameters that have a standard error."""
        return [i for i, p in enumerate(self.plan.parameters) if p.kind in SMOOTH]


@lru_cache(maxsize=4)
def parts_of(plan: Plan, loops: bool = False) -> Parts:
    """The parts of a plan, made once for all targets; ``loops``: sums over an index are loops."""
    return Parts(plan, loops=loops)


def standardised(plan: Plan) -> dict[str, tuple[bool, bool]]:
    """Identifier of a variable that is standardised to (centred, scaled)."""
    table = dict(zip(plan.variables, plan.identifiers, strict=True))
    out: dict[str, tuple[bool, bool]] = {}
    for m in plan.motions:
        centred, scaled = out.get(table[m.variable], (False, False))
        out[table[m.variable]] = (centred or m.kind == "shift", scaled or m.kind == "scale")
    return out


def motion(plan: Plan, variable: str, kind: str) -> Motion | None:
    """The motion of one variable, if it has one of that kind."""
    return next((m for m in plan.motions if m.variable == variable and m.kind == kind), None)


def back(plan: Plan, j: int, name: str, after: str = "") -> str:
    """Parameter j in the data's units: a source over ``name``, centre_x and spread_x (and what comes ``after``)."""
    text = name
    table = dict(zip(plan.variables, plan.identifiers, strict=True))
    for m in plan.motions:
        p, x = m.powers[j], table[m.variable]
        if m.kind == "scale" and p:
            text = f"spread_{x}{after}*({text})" if p == 1 else f"spread_{x}{after}**{p}*({text})"
    for m in plan.motions:
        x = table[m.variable]
        factor = "" if m.offsets[j] == 1 else f"{m.offsets[j]}*"
        if m.offsets[j]:
            text += f" + {factor}" + (f"log(spread_{x}{after})" if m.kind == "scale" else f"centre_{x}{after}")
    return text
