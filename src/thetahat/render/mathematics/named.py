"""The setting of statistics and of what a text names: sums over the sample, hats, f, L, l, derivatives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sympy import Expr, Function, S, Symbol

from thetahat.core.derivation import ProfileLogLikelihood
from thetahat.core.statistics import SAMPLE_SIZE, Observation, Statistic
from thetahat.render.mathematics import order
from thetahat.render.mathematics.functions import PRIME
from thetahat.render.mathematics.layout import (
    EQUALS,
    ONE,
    Accent,
    Apply,
    Big,
    Call,
    Fence,
    Fraction,
    Node,
    Script,
    Sign,
    Terms,
    listed,
    mark,
    name,
    needs_brackets,
    number,
    product,
    raised,
    relation,
    row,
)
from thetahat.render.mathematics.letters import Alphabet

N = Sign("n", "n")
ELL = Sign(r"\ell", "ℓ")
PROFILE = Script(ELL, below=name("p", r"\mathrm{p}"))
_INDICES = ("i", "j", "l", "m")
SUM = Sign(r"\sum", "Σ", "operator")
_PRODUCT = Sign(r"\prod", "Π", "operator")
_MINIMUM = Sign(r"\min", "min", "name")
_MAXIMUM = Sign(r"\max", "max", "name")
_NUMBER_OF = Sign(r"\#", "#", "operator")
_ROUND_D = Sign(r"\partial", "∂", "operator")
_STRAIGHT_D = Sign("d", "d")
_ARGUMENTS_FOLLOW = mark(";", "; ")
_EXPECTATION, _PROBABILITY = name("E"), name("P")
_VARIANCE, _COVARIANCE = name("Var"), name("Cov")
_MINUS = relation("-", "−")
_THIN = mark(r"\,", " ")


class NamedSetting:
    """How statistics and named things are set; mixed into `Setting`."""

    alphabet: Alphabet
    _depth: int
    single: bool

    if TYPE_CHECKING:

        def set(self, expression: Any) -> Node:
            """See `Setting`."""

        def note(self, kind: str, order: int = 0) -> None:
            """See `Setting`."""

    @contextmanager
    def _inside(self) -> Iterator[Node]:
        """Within a statistic the observation carries an index: i, and j in a statistic inside it."""
        self._depth += 1
        try:
            letter = _INDICES[(self._depth - 1) % len(_INDICES)]
            yield Sign(letter, letter)
        finally:
            self._depth -= 1

    def _print_Symbol(self, e: Symbol) -> Node:
        return self.alphabet[e.name]

    def _print_Observation(self, e: Observation) -> Node:
        sign = self.alphabet[e.name]
        if not self._depth:
            return sign
        letter = _INDICES[(self._depth - 1) % len(_INDICES)]
        index: Node = Sign(letter, letter)
        if isinstance(sign, Script):
            below = row(sign.below, mark(",", ","), index) if sign.below else index
            return Script(sign.base, below, sign.above)
        return Script(sign, below=index)

    # ---------------------------------------------------------------- statistics

    def _over_sample(self, sign: Sign, summand: Expr, limits: bool) -> Node:
        with self._inside() as index:
            body = self.set(summand)
            if isinstance(body, Terms):
                body = bracketed(body)
            if limits:
                return Big(sign, body, below=row(index, EQUALS, ONE), above=N)
            return Big(sign, body, below=index)

    def _print_Total(self, e: Statistic) -> Node:
        if e == SAMPLE_SIZE:
            return N
        part = order.part(e.summand)
        return self._over_part(*part) if part else self._over_sample(SUM, e.summand, limits=True)

    def _over_part(self, summand: Expr, condition: Any) -> Node:
        """The sum over the observations that meet a condition; of ones, their number."""
        with self._inside():
            which = self.set(condition)
            if summand == 1:
                return Big(_NUMBER_OF, Fence(which, "{", "}"))
            body = self.set(summand)
            return Big(SUM, bracketed(body) if isinstance(body, Terms) else body, below=which)

    def _print_SampleProduct(self, e: Statistic) -> Node:
        return self._over_sample(_PRODUCT, e.summand, limits=True)

    def _ordered(self, e: Statistic, place: Node, word: Sign) -> Node:
        self.note(type(e).__name__ + ("" if isinstance(e.summand, Observation) else "Of"))
        if isinstance(e.summand, Observation):
            return Script(self.alphabet[e.summand.name], below=Fence(place))
        return self._over_sample(word, e.summand, limits=False)

    def _print_Minimum(self, e: Statistic) -> Node:
        return self._ordered(e, ONE, _MINIMUM)

    def _print_Maximum(self, e: Statistic) -> Node:
        return self._ordered(e, N, _MAXIMUM)

    def _print_Quantile(self, e: Any) -> Node:
        plain = isinstance(e.summand, Observation)
        self.note("Median" if e.probability == S.Half else "Quantile")
        if e.probability == S.Half:
            if plain:
                return Call(name("med"), self.set(e.summand))
            with self._inside() as index:
                return Call(Script(name("med"), below=index), self.set(e.summand))
        place = Fence(Fence(product([N, self.set(e.probability)]), "⌈", "⌉"))
        if plain:
            return Script(self.alphabet[e.summand.name], below=place)
        with self._inside():
            return Script(bracketed(self.set(e.summand)), below=place)

    # ---------------------------------------------------------------- what a text names

    def _print_Hat(self, e: Any) -> Node:
        letter = self.set(e.args[0])
        if isinstance(letter, Script):
            hatted: Node = Script(Accent("hat", letter.base), letter.below, letter.above)
        else:
            hatted = Accent("hat", letter)
        return Call(hatted, listed([self.set(a) for a in e.args[1:]])) if len(e.args) > 1 else hatted

    def _print_Density(self, e: Any) -> Node:
        seen = listed([self.set(a) for a in e.args if isinstance(a, Observation)])
        rest = [self.set(a) for a in e.args if not isinstance(a, Observation)]
        return Call(Sign("f", "f"), row(seen, _ARGUMENTS_FOLLOW, listed(rest)) if rest else seen)

    def _function_of(self, sign: Node, e: Any) -> Node:
        return Call(sign, listed([self.set(a) for a in e.args])) if e.args else sign

    def _print_Likelihood(self, e: Any) -> Node:
        return self._function_of(Sign("L", "L"), e)

    def _print_LogLikelihood(self, e: Any) -> Node:
        return self._function_of(ELL, e)

    def _print_ProfileLogLikelihood(self, e: Any) -> Node:
        self.note("ProfileLogLikelihood")
        return self._function_of(PROFILE, e)

    def _print_Information(self, e: Any) -> Node:
        return Sign("I", "I") if e.args and e.args[0] == 1 else Sign("J", "J")

    def _print_Expectation(self, e: Any) -> Node:
        part = order.part(e.args[0])
        if part and part[0] == 1:
            return Call(_PROBABILITY, self.set(part[1]))
        return row(_EXPECTATION, Fence(self.set(e.args[0]), "[", "]"))

    def _print_Covariance(self, e: Any) -> Node:
        letters = [self.set(a) for a in e.args]
        return Call(_VARIANCE if len(letters) == 1 else _COVARIANCE, listed(letters))

    def _print_Bias(self, e: Any) -> Node:
        (estimator,) = e.args
        return row(_EXPECTATION, Fence(self.set(estimator), "[", "]"), _MINUS, self.set(estimator.args[0]))

    def _print_Partial(self, e: Any) -> Node:
        thing, *variables = e.args
        alone = self.single or (isinstance(thing, ProfileLogLikelihood) and len(thing.args) == 1)
        d = _STRAIGHT_D if alone else _ROUND_D
        whole = self.set(thing)
        return self._derivative(whole.name if isinstance(whole, Call) else whole, variables, d)

    def _print_Derivative(self, e: Any) -> Node:
        variables = [v for v, times in e.variable_count for _ in range(int(times))]
        d = _STRAIGHT_D if e.expr.free_symbols <= set(variables) else _ROUND_D
        whole = self.set(e.expr)
        if e.expr.args == (variables[0],) and isinstance(whole, Call) and len(variables) < 4:
            return Call(row(whole.name, *[PRIME] * len(variables)), whole.body)
        if isinstance(e.expr, Function):
            return self._derivative(whole, variables, d)
        return product([self._derivative(row(), variables, d), Fence(whole, "[", "]")])

    def _print_Subs(self, e: Any) -> Node:
        """The value of a derivative at a point."""
        point = [row(self.set(v), EQUALS, self.set(at)) for v, at in zip(e.variables, e.point, strict=True)]
        return Script(Fence(self.set(e.expr), "[", "]"), below=listed(point))

    def _derivative(self, bare: Node, variables: Any, d: Sign) -> Node:
        times = len(variables)
        below: list[Node] = []
        for v in dict.fromkeys(variables):
            letter, power = self.set(v), variables.count(v)
            if power > 1:
                squared = isinstance(letter, Script) and letter.above is not None
                letter = raised(Fence(letter) if squared else letter, number(power))
            below += [_THIN] * bool(below) + [d, letter]
        return Fraction(row(raised(d, number(times)) if times > 1 else d, bare), row(*below))


def _has_brackets(node: Node) -> bool:
    match node:
        case Fence() | Call():
            return True
        case Apply(_, argument, always):
            return always or needs_brackets(argument) or _has_brackets(argument)
        case Script(base, _, _):
            return _has_brackets(base)
        case _:
            return any(_has_brackets(c) for c in node.children())


def bracketed(node: Node) -> Node:
    """In ( ), or in [ ] where the body has brackets of its own."""
    return Fence(node, "[", "]") if _has_brackets(node) else Fence(node)
