"""The statement of the result: the formulas first, then how what they contain is found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sympy import Add, Expr, Mul, S, Symbol

from thetahat.core.derivation import Cite, Derivation, Hat, ProfileLogLikelihood
from thetahat.core.estimator import (
    Choice,
    Closed,
    Found,
    IntegerMaximum,
    Interval,
    Maximise,
    Mixture,
    PointSearch,
    Root,
)
from thetahat.core.model import Parameter
from thetahat.core.statistics import SAMPLE_SIZE, Total, statistics_of
from thetahat.render.blocks import Block, Display, Inline, Maths, Paragraph
from thetahat.render.inline import Speaker
from thetahat.render.mathematics.layout import EQUALS, Node, relation

_AT_MOST = relation(r"\le", "≤")


class Estimates:
    """Writes each member of a solution; remembers which parameters carry a hat by now."""

    def __init__(self, speaker: Speaker, derivation: Derivation) -> None:
        self._speaker = speaker
        self._derivation = derivation
        self._solved: dict[Symbol, Expr] = {}
        self._formulas: dict[Symbol, Expr] = {}
        self._after_formula = any(isinstance(f, Closed | Interval) for f in derivation.solution)

    def blocks(self) -> list[Block]:
        """Displays with the words between them."""
        formulas: list[Block] = []
        rest: list[Block] = []
        for found in self._derivation.solution:
            (formulas if isinstance(found, Closed | Interval) else rest).extend(self._one(found))
            for symbol in _symbols(found):
                self._solved[symbol] = Hat(symbol)
            if isinstance(found, Closed) and not found.expression.free_symbols & set(self._solved):
                self._formulas[found.parameter.symbol] = found.expression
        return [*formulas, *rest]

    def _set(self, e: Expr) -> Node:
        return self._speaker.set(e.xreplace(self._solved))

    def _say(self, key: str, found_symbol: Symbol | None = None, **bindings: object) -> Inline:
        if found_symbol is not None:
            bindings = {"parameter": Hat(found_symbol), "letter": found_symbol, **bindings}
        if key not in ("interval", "bracket", "several"):
            key, self._after_formula = ("where_" + key if self._after_formula else key), True
        return self._speaker.say("results", key, **bindings)

    def _one(self, found: Found) -> list[Block]:
        match found:
            case Closed(parameter, expression, _):
                return [Display(self._speaker.set(Hat(parameter.symbol)), ((EQUALS, self._set(expression)),))]
            case Interval(parameter, lower, upper, reported):
                hat = self._speaker.set(Hat(parameter.symbol))
                line = Display(self._set(lower), ((_AT_MOST, hat), (_AT_MOST, self._set(upper))))
                return [line, Paragraph(self._say("interval", parameter.symbol, reported=Maths(self._set(reported))))]
            case Root():
                return self._root(found)
            case Choice(parameter, candidates):
                lines: list[Block] = [
                    Display(self._speaker.set(Hat(parameter.symbol)), ((EQUALS, self._set(c)),)) for c in candidates
                ]
                return [Paragraph(self._say("choice", parameter.symbol)), *lines]
            case PointSearch(parameter, points, _):
                point = Maths(self._speaker.setting.of_sample(points.xreplace(self._solved)))
                return [Paragraph(self._say("point", parameter.symbol, points=point))]
            case IntegerMaximum(parameter, objective, lower, _, _):
                left = self._speaker.set(ProfileLogLikelihood(parameter.symbol))
                return [
                    Paragraph(self._say("integer", parameter.symbol, lower=Maths(self._set(lower)))),
                    Display(left, ((EQUALS, self._set(objective)),)),
                ]
            case Maximise(parameters, _, _, _):
                hats = tuple(Hat(p.symbol) for p in parameters)
                scores = self._scores(parameters)
                if len(scores) < len(parameters):
                    return [Paragraph(self._say("maximise_all", parameters=hats))]
                return [Paragraph(self._say("maximise", parameters=hats, equations=scores))]
            case Mixture(parameters, weights, _, _, _):
                return [
                    Paragraph(
                        self._say(
                            "mixture", parameters=tuple(Hat(p.symbol) for p in parameters), components=S(len(weights))
                        )
                    )
                ]

    def _scores(self, parameters: Iterable[Parameter]) -> tuple[Cite, ...]:
        labels = [f"score_{p.name}" for p in parameters]
        return tuple(Cite(label) for label in labels if label in self._speaker.numbers)

    def _root(self, found: Root) -> list[Block]:
        p = found.parameter.symbol
        left, right = arranged(put_in(found.equation, self._formulas), p)
        key = "only_root" if found.falling else "root"
        several = (Paragraph(self._say("several", p)),) if found.several and not found.falling else ()
        bracket: tuple[Paragraph, ...] = ()
        if found.bracket is not None:
            bracket = (
                Paragraph(
                    self._say(
                        "bracket", p, lower=Maths(self._set(found.bracket[0])), upper=Maths(self._set(found.bracket[1]))
                    )
                ),
            )
        return [
            Paragraph(self._say(key, p)),
            Display(self._set(left), ((EQUALS, self._set(right)),)),
            *bracket,
            *several,
        ]


def _symbols(found: Found) -> list[Symbol]:
    if isinstance(found, Maximise | Mixture):
        return [p.symbol for p in found.parameters]
    return [found.parameter.symbol]


def put_in(equation: Expr, formulas: Mapping[Symbol, Expr]) -> Expr:
    """The equation with formulas for parameters in it, where it loses terms by that: S/(n v) is 1 if v = S/n."""
    if not equation.free_symbols & set(formulas):
        return equation
    shorter = Add(*_terms(equation.xreplace(dict(formulas))))
    return shorter if len(Add.make_args(shorter)) < len(_terms(equation)) else equation


def arranged(equation: Expr, p: Symbol) -> tuple[Expr, Expr]:
    """equation = 0 as (terms with p) = (numbers computed from the data), divided by n where every term has it."""
    terms = _terms(equation)
    divided = [_over_n(t) for t in terms]
    if all(t is not None for t in divided):
        terms = [t for t in divided if t is not None]
    moving = [t for t in terms if t.has(p)]
    still = [t for t in terms if not t.has(p)]
    if not still or not all(statistics_of(t) for t in still):
        whole = Add(*terms)
        return (-whole if all(t.could_extract_minus_sign() for t in terms) else whole), S.Zero
    left, right = Add(*moving), -Add(*still)
    down = sum(t.could_extract_minus_sign() for t in moving)
    return (-left, -right) if down > len(moving) / 2 else (left, right)


def _terms(equation: Expr) -> list[Expr]:
    return [t for part in Add.make_args(_multiplied(equation)) for t in Add.make_args(_multiplied(part))]


def _multiplied(e: Expr) -> Expr:
    """c (a + b) as c a + c b, one level deep."""
    factors = Mul.make_args(e)
    sums = [f for f in factors if f.is_Add]
    if len(sums) != 1:
        return e
    others = Mul(*(f for f in factors if f is not sums[0]))
    return Add(*(others * t for t in sums[0].args))


def _over_n(term: Expr) -> Expr | None:
    """term / n, if n is a factor or the term is a multiple of one total."""
    factors = Mul.make_args(term)
    if SAMPLE_SIZE in factors:
        return term / SAMPLE_SIZE
    summed = [f for f in factors if isinstance(f, Total)]
    if len(summed) == 1 and not any(statistics_of(f) for f in factors if f is not summed[0]):
        return term / SAMPLE_SIZE
    return None
