"""The section with data: what the sample's statistics are, the numbers put into the formulas, errors, pictures."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from sympy import Expr, Float, Symbol, nan, oo

from thetahat.core.derivation import Derivation, Hat
from thetahat.core.estimator import Closed, Interval, Root
from thetahat.render.blocks import Block, Display, Figure, Inline, Maths, Paragraph, Table
from thetahat.render.estimates import arranged
from thetahat.render.inline import Speaker
from thetahat.render.mathematics.layout import (
    EQUALS,
    ONE,
    Accent,
    Big,
    Fence,
    Fraction,
    Node,
    Product,
    Script,
    Sign,
    Terms,
    Words,
    listed,
    product,
    relation,
)
from thetahat.render.mathematics.named import N

_DIGITS = 6
_ABOUT = relation(r"\approx", "≈")
_CONSTANTS = {"π", "e"}


@dataclass(frozen=True)
class Picture:
    """A picture without words: its kind, an svg element, a PDF file, and the numbers that its caption tells."""

    kind: str
    svg: str
    pdf: bytes
    figures: Mapping[str, Any]


@dataclass(frozen=True)
class Worked:
    """A derivation's formulas evaluated on a sample."""

    n: float
    statistics: tuple[tuple[Expr, float], ...]
    """The statistics in the formulas, earlier estimates in them as ``Hat``, with their values."""
    estimates: Mapping[Symbol, float]
    known: Mapping[Symbol, float]
    errors: Mapping[Symbol, float]
    """Standard errors; nan where the usual theory does not apply."""
    intervals: Mapping[Symbol, tuple[float, float]]
    level: float
    log_likelihood: float
    aic: float
    bic: float
    outcome: str
    """One of `thetahat.fit.OUTCOMES`."""
    right_sides: Mapping[Symbol, float] = field(default_factory=dict)
    """What the part without the unknown of each root's equation comes to."""
    pictures: tuple[Picture, ...] = ()


def blocks(speaker: Speaker, derivation: Derivation, worked: Worked) -> list[Block]:
    """The section, its heading first."""
    lead = (speaker.word("headings", "worked"),)
    out: list[Block] = []
    rows = [((Maths(speaker.set(e)),), (Maths(rounded(speaker, v)),)) for e, v in worked.statistics]
    given = tuple(Maths(_equal(speaker, s, v)) for s, v in worked.known.items())
    size = Maths(rounded(speaker, worked.n))
    key = "data_given" if given else "data"
    out.append(Paragraph(speaker.say("worked", key, size=size, given=given), lead, "worked"))
    if rows:
        out.append(Paragraph(speaker.say("worked", "statistics")))
        out.append(
            Table(
                tuple(speaker.say("phrases", f"column_{c}") for c in ("statistic", "value")), tuple(rows), "statistics"
            )
        )
    if all(map(math.isfinite, worked.estimates.values())):
        shown = _substituted(speaker, derivation, worked)
        if shown:
            out += [Paragraph(speaker.say("worked", "substituted")), *shown]
    out.append(Paragraph(speaker.say("outcomes", worked.outcome.replace(" ", "_"))))
    out.append(_table(speaker, worked))
    out += _remarks(speaker, worked)
    out += [_figure(speaker, p, k, worked) for k, p in enumerate(worked.pictures)]
    return out


def rounded(speaker: Speaker, value: float) -> Node:
    """A number to six significant digits."""
    if not math.isfinite(value):
        return speaker.set(nan if math.isnan(value) else oo if value > 0 else -oo)
    return speaker.set(Float(f"{value:.{_DIGITS}g}"))


def _equal(speaker: Speaker, symbol: Symbol, value: float) -> Node:
    return listed([speaker.set(symbol), rounded(speaker, value)], EQUALS)


# ---------------------------------------------------------------- numbers in the place of statistics


def _substituted(speaker: Speaker, derivation: Derivation, worked: Worked) -> list[Display]:
    """theta-hat = formula = the formula with numbers = value, for each formula; an equation with its numbers."""
    numbers = {speaker.set(e): rounded(speaker, v) for e, v in worked.statistics}
    numbers |= {speaker.set(Hat(s)): rounded(speaker, v) for s, v in worked.estimates.items()}
    numbers |= {speaker.set(s): rounded(speaker, v) for s, v in worked.known.items()}
    numbers[N] = rounded(speaker, worked.n)
    solved: dict[Symbol, Expr] = {}
    out: list[Display] = []
    for found in derivation.solution:
        if isinstance(found, Closed | Interval):
            symbol = found.parameter.symbol
            formula = found.expression if isinstance(found, Closed) else found.reported
            node = speaker.set(formula.xreplace(solved))
            right = [(EQUALS, node)]
            put = replaced(node, numbers)
            value = rounded(speaker, worked.estimates[symbol])
            if put != value and told(put):
                right.append((EQUALS, put))
            out.append(Display(speaker.set(Hat(symbol)), (*right, (EQUALS if put == value else _ABOUT, value))))
        elif isinstance(found, Root):
            out += _root(speaker, found, worked, solved, numbers)
        for p in getattr(found, "parameters", ()) or (found.parameter,):  # type: ignore[union-attr]
            solved[p.symbol] = Hat(p.symbol)
    return out


def _root(
    speaker: Speaker, found: Root, worked: Worked, solved: Mapping[Symbol, Expr], numbers: Mapping[Node, Node]
) -> list[Display]:
    symbol = found.parameter.symbol
    left, right = (speaker.set(side.xreplace(dict(solved))) for side in arranged(found.equation, symbol))
    out: list[Display] = []
    letters = {s.text for s in speaker.set(symbol).walk() if isinstance(s, Sign)}
    sides = replaced(left, numbers), replaced(right, numbers)
    if all(told(side, letters) for side in sides) and (left, right) != sides:
        value = worked.right_sides.get(symbol)
        told_ = (
            ((EQUALS, sides[1]),)
            if _is_number(sides[1]) or value is None
            else (
                (EQUALS, sides[1]),
                (_ABOUT, rounded(speaker, value)),
            )
        )
        out.append(Display(sides[0], told_))
    return [*out, Display(speaker.set(Hat(symbol)), ((_ABOUT, rounded(speaker, worked.estimates[symbol])),))]


def replaced(node: Node, numbers: Mapping[Node, Node]) -> Node:
    """The tree with numbers for the parts that have one, in brackets where a sign or a product would be misread."""
    if node in numbers:
        return numbers[node]
    if not is_dataclass(node) or isinstance(node, Sign | Words):
        return node
    kept = {f.name: _field(getattr(node, f.name), numbers) for f in fields(node)}
    match node:
        case Product():
            factors = tuple(_atom(f) if k or len(node.factors) > 1 else f for k, f in enumerate(kept["factors"]))
            return _over(tuple(x for f in factors for x in (f.factors if isinstance(f, Product) else (f,))))
        case Fence() if _is_number(kept["body"]) and kept["body"] != node.body:
            return kept["body"]  # type: ignore[no-any-return]
        case Terms():
            pairs = tuple(_term(s, t) for s, t in kept["terms"])
            return Terms(pairs, node.open)
        case Script():
            base = kept["base"]
            return Script(base if base == node.base else _atom(base, whole=True), kept["below"], kept["above"])
        case _:
            return type(node)(**kept)


def _is_number(node: Node) -> bool:
    return isinstance(node, Sign) and node.kind == "number"


def _over(factors: tuple[Node, ...]) -> Node:
    """A product of numbers; 1/a times b is b/a."""
    match factors:
        case (Fraction(above, below), second, *rest) if above == ONE and _is_number(second):
            return product([Fraction(second, below), *rest])
        case _:
            return product(list(factors))


def _field(value: Any, numbers: Mapping[Node, Node]) -> Any:
    if isinstance(value, Node):
        return replaced(value, numbers)
    if isinstance(value, tuple):
        return tuple(_field(v, numbers) for v in value)
    return value


def _atom(node: Node, whole: bool = False) -> Node:
    return Fence(node) if isinstance(node, Terms) or (whole and isinstance(node, Product)) else node


def _term(sign: int, node: Node) -> tuple[int, Node]:
    if isinstance(node, Terms):
        if len(node.terms) == 1:
            return sign * node.terms[0][0], node.terms[0][1]
        return sign, Fence(node)
    return sign, node


def told(node: Node, letters: set[str] | None = None) -> bool:
    """Whether nothing but numbers, functions, and these letters is left in a formula."""
    allowed = _CONSTANTS | (letters or set())
    return all(_known(c, allowed) for c in _arguments(node))


def _arguments(node: Node) -> list[Node]:
    """All nodes but the names of functions."""
    out = [node]
    for f in fields(node) if is_dataclass(node) else ():
        if f.name != "name":
            value = getattr(node, f.name)
            out += [c for v in _flat(value) for c in _arguments(v)]
    return out


def _flat(value: Any) -> list[Node]:
    if isinstance(value, Node):
        return [value]
    return [n for v in value for n in _flat(v)] if isinstance(value, tuple) else []


def _known(node: Node, allowed: set[str]) -> bool:
    match node:
        case Big() | Accent() | Words():
            return False
        case Sign(_, text, "letter"):
            return text in allowed
        case _:
            return True


# ---------------------------------------------------------------- the table of estimates


def _table(speaker: Speaker, worked: Worked) -> Table:
    percent = f"{100 * worked.level:g}"
    head: tuple[Inline, ...] = (
        speaker.say("phrases", "column_parameter"),
        speaker.say("phrases", "column_estimate"),
        speaker.say("phrases", "column_error"),
        speaker.say("phrases", "column_interval", level=percent),
    )
    rows: list[tuple[Inline, ...]] = []
    for symbol, value in worked.estimates.items():
        error, ends = worked.errors[symbol], worked.intervals[symbol]
        none: Inline = ("–",)
        interval = Fence(listed([rounded(speaker, e) for e in ends]), "(", ")")
        rows.append(
            (
                (Maths(speaker.set(symbol)),),
                (Maths(rounded(speaker, value)),),
                (Maths(rounded(speaker, error)),) if math.isfinite(error) else none,
                (Maths(interval),) if all(map(math.isfinite, ends)) else none,
            )
        )
    return Table(head, tuple(rows), "estimates")


def _remarks(speaker: Speaker, worked: Worked) -> list[Block]:
    without = tuple(s for s, v in worked.errors.items() if not math.isfinite(v))
    out: list[Block] = []
    if without and math.isfinite(worked.log_likelihood):
        out.append(Paragraph(speaker.say("worked", "without_errors", parameters=without)))
    if len(without) < len(worked.errors):
        out.append(Paragraph(speaker.say("worked", "errors")))
    if math.isfinite(worked.log_likelihood):
        value, aic, bic = (Maths(rounded(speaker, v)) for v in (worked.log_likelihood, worked.aic, worked.bic))
        out.append(Paragraph(speaker.say("worked", "criteria", value=value, aic=aic, bic=bic)))
    return out


def _figure(speaker: Speaker, picture: Picture, place: int, worked: Worked) -> Figure:
    bindings: dict[str, Any] = {}
    if picture.kind == "candidates":
        symbol = next(s for s in worked.estimates if s.name == picture.figures["parameter"])
        bindings["parameter"] = symbol
        for word, (value, height) in zip(("lower", "fitted", "upper"), picture.figures["values"], strict=True):
            bindings[word] = Maths(_equal(speaker, symbol, value))
            bindings[f"{word}_height"] = Maths(rounded(speaker, height))
    key = picture.kind
    if key == "likelihood":
        key = "likelihood_curve" if len(worked.estimates) == 1 else "likelihood_contours"
        bindings["parameters"] = tuple(list(worked.estimates)[:2])
        if len(worked.estimates) > 2:
            key = "likelihood_section"
    caption = speaker.say("pictures", key, **bindings)
    alt = speaker.say("pictures_in_words", picture.kind)
    return Figure(picture.svg, picture.pdf, caption, "".join(str(p) for p in alt), picture.kind)
