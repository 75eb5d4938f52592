"""Sentences with formulas set into them: a reason and its bindings become inline content."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sympy import (
    Add,
    Basic,
    Eq,
    Expr,
    Gt,
    Lt,
    Mul,
    Piecewise,
    Pow,
    S,
    Symbol,
    default_sort_key,
    log,
    oo,
    piecewise_fold,
    polygamma,
    sqrt,
)

from thetahat.core.derivation import Cite, Equation, Information, LogLikelihood, Reason
from thetahat.core.statistics import SAMPLE_SIZE, Observation, Total
from thetahat.render import words
from thetahat.render.blocks import Code, Inline, Maths, Reference, Strong
from thetahat.render.mathematics.layout import MINUS_INFINITY, PLUS_INFINITY, Node, Words
from thetahat.render.mathematics.linear import linear
from thetahat.render.mathematics.setting import Setting
from thetahat.render.particles import PAIRS, ending, particle, spoken

Piece = str | Maths | Reference | Code | Strong

_A = Symbol("a", positive=True)

_ALWAYS: dict[str, Any] = {
    "n": SAMPLE_SIZE,
    "log_likelihood": LogLikelihood(),
    "J": Information(),
    "plus_infinity": PLUS_INFINITY,
    "minus_infinity": MINUS_INFINITY,
    "infinity": oo,
    "any_number": _A,
    "digamma_bound": Lt(polygamma(0, _A), log(_A) - 1 / (2 * _A), evaluate=False),
    "trigamma_bound": Gt(polygamma(1, _A), 1 / _A + 1 / (2 * _A**2), evaluate=False),
}
"""Formulas that any sentence may hold without a binding."""


LONGEST = 600
"""A formula of more operations than this is not printed."""


class Speaker:
    """Says things in one language with the letters of one model; ``numbers`` are the numbers of labelled equations."""

    def __init__(
        self,
        lang: str,
        setting: Setting | None = None,
        numbers: Mapping[str, int] | None = None,
        kind: str = "continuous",
    ) -> None:
        self.lang = lang
        self.kind = kind
        self.setting = setting or Setting()
        self.numbers = numbers if numbers is not None else {}

    def set(self, expression: Any) -> Node:
        """An expression set, the words inside it in this language; one that would fill a page is only described."""
        expression = roots_joined(of_all(expression))
        operations = expression.count_ops() if isinstance(expression, Expr) else 0
        if operations > LONGEST:
            rounded = round(int(operations), -2)
            return Words(self.word("in_formulas", "too_long").replace("{count}", str(rounded)))
        return translated(self.setting.set(expression), self.lang)

    def word(self, section: str, key: str) -> str:
        """A phrase without placeholders."""
        template = words.phrase(self.lang, section, key)
        return template if isinstance(template, str) else words.chosen(template, {})

    def cites(self, reason: Reason) -> bool:
        """Whether every equation that the reason cites has a number."""
        return all(c.label in self.numbers for c in _cited(reason))

    def sentence(self, reason: Reason, again: bool = False) -> Inline:
        """The sentence of a reason.  A sentence whose equations are not shown uses its variant ``uncited``."""
        template = words.phrase(self.lang, "sentences", reason.key)
        if isinstance(template, Mapping) and "uncited" in template and not self.cites(reason):
            return self.fill(template["uncited"], reason.bindings)
        return self.fill(words.chosen(template, reason.bindings, again, self.kind), reason.bindings)

    def say(self, section: str, key: str, **bindings: Any) -> Inline:
        """A phrase of a section with bindings."""
        return self.fill(words.chosen(words.phrase(self.lang, section, key), bindings, kind=self.kind), bindings)

    def fill(self, template: str, bindings: Mapping[str, Any]) -> Inline:
        """A template with its placeholders filled."""
        out: list[Piece] = []
        for piece in words.pieces(template):
            if isinstance(piece, str):
                out.append(piece)
                continue
            name, modifier = piece
            value = bindings[name] if name in bindings else _ALWAYS.get(name, "")
            filled = self._value(value, modifier)
            out += filled
            if modifier in PAIRS and filled:
                out.append(particle(modifier, _end(filled[-1])))
        return merged(out)

    def _value(self, value: Any, modifier: str) -> list[Piece]:
        if isinstance(value, Cite):
            if value.label in self.numbers:
                return [Reference(self.numbers[value.label])]
            return [self.word("phrases", "an_earlier_equation")]
        if isinstance(value, Reason):
            return list(self.sentence(value))
        if isinstance(value, str):
            if value.startswith("@"):
                return [self.word("phrases", value[1:])]
            return [value]
        if isinstance(value, Observation):
            return [Maths(self.setting.of_sample(value))]
        if isinstance(value, Equation):
            return [Maths(self.set(Eq(value.left, value.right[0], evaluate=False)))]
        if isinstance(value, Maths | Reference | Code | Strong):
            return [value]
        if isinstance(value, list | tuple):
            return self._several([self._value(v, modifier) for v in value])
        return [Maths(self.set(value))]

    def _several(self, values: list[list[Piece]]) -> list[Piece]:
        out: list[Piece] = []
        for k, v in enumerate(values):
            if k:
                last = k == len(values) - 1
                key = "and_two" if last and len(values) == 2 else "and_last" if last else "comma"
                joint = self.word("phrases", key)
                for piece in words.pieces(joint):
                    # a Korean "and" is a particle of the word before it
                    out.append(piece if isinstance(piece, str) else particle(piece[1], _end(out[-1])))
            out += v
        return out


def of_all(expression: Any) -> Any:
    """Totals whose parts make up the whole sample as multiples of n: the sum of [x = 0] + [x != 0] is n."""
    if not (isinstance(expression, Basic) and expression.has(Piecewise)):
        return expression
    mixed = [t for t in expression.atoms(Total) if t.summand.is_Add and t.summand.has(Piecewise)]
    folded = {t: piecewise_fold(t.summand) for t in mixed}
    return expression.xreplace({t: f * SAMPLE_SIZE for t, f in folded.items() if f.is_number})


def roots_joined(expression: Any) -> Any:
    """a^2/sqrt(a^2 + b^2) + b^2/sqrt(a^2 + b^2) as sqrt(a^2 + b^2), wherever the terms stand in one sum."""
    if not isinstance(expression, Expr) or not any(_under_root(p) for p in expression.atoms(Pow)):
        return expression
    return expression.replace(lambda e: isinstance(e, Add), _joined)


def _under_root(p: Pow) -> bool:
    return isinstance(p.base, Add) and p.exp == -S.Half


def _joined(e: Expr) -> Expr:
    terms = list(Add.make_args(e))
    for base in dict.fromkeys(p.base for p in sorted(e.atoms(Pow), key=default_sort_key) if _under_root(p)):
        root = base ** (-S.Half)
        over = {t: t / root for t in terms if root in Mul.make_args(t)}
        factor = next(iter(over.values())) / base.args[0] if over else S.Zero
        for candidate in (factor, *(v / a for v in over.values() for a in base.args)):
            wanted = [candidate * a for a in base.args]
            if over and not candidate.has(*base.args) and set(wanted) <= set(over.values()):
                gone = [t for t, v in over.items() if v in wanted]
                terms = [t for t in terms if t not in gone] + [candidate * sqrt(base)]
                break
    return Add(*terms)


def _cited(reason: Reason) -> list[Cite]:
    found: list[Cite] = []
    for value in reason.bindings.values():
        for v in value if isinstance(value, list | tuple) else (value,):
            if isinstance(v, Cite):
                found.append(v)
            elif isinstance(v, Reason):
                found += _cited(v)
    return found


def _end(piece: Piece) -> int:
    match piece:
        case Maths(node):
            return spoken(node)
        case Reference(number):
            return ending(str(number))
        case Code(text) | Strong(text) | str(text):
            return ending(text)


def merged(pieces: list[Piece]) -> Inline:
    """Neighbouring strings as one."""
    out: list[Piece] = []
    for p in pieces:
        if isinstance(p, str) and out and isinstance(out[-1], str):
            out[-1] += p
        elif p != "":
            out.append(p)
    return tuple(out)


def plain(content: Inline) -> str:
    """Inline content as one line of plain text."""
    out = ""
    for piece in content:
        match piece:
            case str():
                out += piece
            case Maths(node):
                out += linear(node)
            case Reference(number):
                out += f"({number})"
            case Code(text) | Strong(text):
                out += text
    return out


def translated(node: Node, lang: str) -> Node:
    """The same formula with the words inside it (otherwise, undefined) in a language."""
    if isinstance(node, Words):
        return Words(words.phrase(lang, "in_formulas", node.text) if words.has("in_formulas", node.text) else node.text)
    if lang == words.REFERENCE_LANGUAGE or not any(isinstance(c, Words) for c in node.walk()):
        return node
    return type(node)(**{k: _translated_field(v, lang) for k, v in vars(node).items()})


def _translated_field(value: Any, lang: str) -> Any:
    if isinstance(value, Node):
        return translated(value, lang)
    if isinstance(value, tuple):
        return tuple(_translated_field(v, lang) for v in value)
    return value
