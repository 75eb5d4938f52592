"""What is known of the answer, in words: conditions, verdict, certificate, and how the steps were checked."""

from __future__ import annotations

import math
from collections.abc import Iterable

from sympy import Integer, Symbol, nan
from sympy.logic.boolalg import Boolean

from thetahat.core.derivation import Condition, Derivation, Finding, Reason, Status, Verdict, hatted
from thetahat.render import words
from thetahat.render.blocks import Block, Display, Inline, Items, Maths, Paragraph, Strong, Table
from thetahat.render.inline import Piece, Speaker, merged
from thetahat.render.mathematics.layout import Node, Row, Script, Sign, Terms, listed, number, relation, row
from thetahat.render.mathematics.measure import em

_BOUNDS = (-12, -9, -6, -3, 0)
"""Only these powers of ten are printed as bounds: a figure that differs a little between machines prints alike."""
_AT_LEAST = ("rivals", "restarts")
"""Large counts are printed rounded down to one digit: they say as much, and do not move with every search."""
_LONGEST = 26.0
"""A formula in a line of text may be this wide, in em."""
_TO = relation(r"\to", "→")


def verdict_line(speaker: Speaker, derivation: Derivation) -> Inline:
    """Verdict: closed form.  Maximum: proved …"""
    out: list[object] = [
        Strong(speaker.word("phrases", "verdict")),
        " ",
        *speaker.say("verdicts", derivation.verdict.value),
    ]
    if derivation.verdict is not Verdict.UNBOUNDED:
        for claim in ("maximum", "unique", "exists"):
            if any(f.claim == claim for f in derivation.certificate.findings):
                status = derivation.certificate.status(claim).value
                out += [
                    " ",
                    Strong(speaker.word("phrases", f"claim_{claim}")),
                    " ",
                    *speaker.say("statuses_in_line", status),
                ]
    return merged(out)  # type: ignore[arg-type]


def statement(derivation: Derivation) -> str:
    """Which sentence introduces the estimates: what is known decides how much is said."""
    if derivation.verdict is Verdict.UNBOUNDED:
        return "unbounded"
    sure = (Status.PROVED, Status.CITED)
    maximum, unique = (derivation.certificate.status(c) in sure for c in ("maximum", "unique"))
    if maximum and unique:
        return "exactly_one"
    return "greatest" if maximum else "believed"


def conditions(speaker: Speaker, derivation: Derivation) -> list[Block]:
    """Each condition on the sample, how sure it is, and what happens otherwise."""
    if derivation.verdict is Verdict.UNBOUNDED:
        return []
    items = list(dict.fromkeys(_condition(speaker, c, derivation.model.symbols) for c in derivation.conditions))
    if not items:
        return []
    lead = (speaker.word("headings", "conditions"),)
    if len(items) == 1 or any(map(wide, items)):
        return [block for k, item in enumerate(items) for block in spread(item, () if k else lead, "conditions")]
    return [Paragraph((), lead, "conditions"), Items(tuple(items), "conditions")]


def wide(content: Inline) -> bool:
    """Whether a formula in a line is too long to stand there."""
    return any(isinstance(p, Maths) and em(p.node) > _LONGEST for p in content)


def spread(content: Inline, lead: Inline = (), name: str = "") -> list[Block]:
    """A paragraph; formulas that are too long for a line of text are displayed."""
    out: list[Block] = []
    held: list[Piece] = []
    for piece in content:
        if isinstance(piece, Maths) and em(piece.node) > _LONGEST:
            before = merged([p.rstrip() if p is held[-1] and isinstance(p, str) else p for p in held])
            out += [Paragraph(before, lead, name), displayed(piece.node)]
            held, lead = [], ()
        else:
            held.append(piece)
    rest = merged([p.lstrip(" .:,") if k == 0 and out and isinstance(p, str) else p for k, p in enumerate(held)])
    return [*out, Paragraph(rest, lead, name)] if rest or lead else out


def displayed(node: Node) -> Display:
    """A formula on lines of its own; a relation is split at its sign."""
    items = node.items if isinstance(node, Row) else ()
    at = next((k for k, part in enumerate(items) if isinstance(part, Sign) and part.kind == "relation"), None)
    return Display(node) if at is None else Display(row(*items[:at]), ((items[at], row(*items[at + 1 :])),))


def _condition(speaker: Speaker, c: Condition, names: Iterable[Symbol]) -> Inline:
    bindings = {k: hatted(v, names) if isinstance(v, Boolean) else v for k, v in c.sentence.bindings.items()}
    out: list[object] = [*speaker.sentence(Reason(c.sentence.key, bindings))]
    limits = [row(speaker.set(Symbol(name)), _TO, speaker.set(e)) for name, e in c.otherwise.items() if e is not nan]
    if c.otherwise and c.kind == "exists":
        key = "otherwise_limits" if limits else "otherwise_nothing"
        out += [" ", *speaker.say("phrases", key, limits=_joined(limits))]
    out += [" ", *speaker.say("statuses_of_condition", c.status.value)]
    if c.source:
        out += [" ", *speaker.say("phrases", "source", source=c.source)]
    return merged(out)  # type: ignore[arg-type]


def _joined(nodes: list[Node]) -> Maths | str:
    return Maths(listed(nodes)) if nodes else ""


_NUMERIC = ("steps", "contest")
"""Claims about what was computed: said under "how this was checked", not in the table."""
_ELSEWHERE = ("density", *_NUMERIC)
"""Claims that are not in the table; what is known of the density is said where it is shown."""


def certificate(speaker: Speaker, derivation: Derivation) -> list[Block]:
    """A table: claim, status, what it rests on."""
    findings = [f for f in derivation.certificate.findings if f.claim not in _ELSEWHERE]
    if not findings:
        return []
    rows = [
        (speaker.say("claims", f.claim), speaker.say("statuses", f.status.value), _ground(speaker, f)) for f in findings
    ]
    head = tuple(speaker.say("phrases", key) for key in ("column_claim", "column_status", "column_ground"))
    return [
        Paragraph((), (speaker.word("headings", "certificate"),), "certificate"),
        Table(head, tuple(rows), "certificate"),
    ]


def _ground(speaker: Speaker, f: Finding) -> Inline:
    bindings = {k: figure(v, k) for k, v in f.figures.items()} | dict(f.reason.bindings)
    key = f"ground_{f.reason.key}" if words.has("sentences", f"ground_{f.reason.key}") else f.reason.key
    out: list[object] = [*speaker.sentence(Reason(key, bindings))]
    if f.source:
        out += [" ", *speaker.say("phrases", "source", source=f.source)]
    return merged(out)  # type: ignore[arg-type]


def figure(value: float, name: str = "") -> object:
    """A count as it is, or rounded down; an exponent as a power of ten; any other number as a power of ten above it."""
    if name == "smallest":
        return Maths(_ten_to(round(value)))
    if name in _AT_LEAST:
        power = 10 ** max(len(str(int(value))) - 1, 0)
        return Integer(int(value) // power * power)
    return Integer(value) if isinstance(value, int) else bound(value)


def bound(value: float) -> object:
    """The least of a few powers of ten that |value| does not reach, such as 1e-12."""
    if not math.isfinite(value):
        return nan
    power = next((p for p in _BOUNDS if abs(value) < 10.0**p), None)
    if power is None:
        return Integer(10) ** math.ceil(math.log10(abs(value)))
    return Maths(_ten_to(power)) if power else Integer(1)


def _ten_to(power: int) -> Node:
    return Script(number(10), above=Terms(((-1, number(-power)),)))


def how_checked(speaker: Speaker, derivation: Derivation) -> list[Block]:
    """What was computed to test the steps and the answer, with its figures."""
    said = [_ground(speaker, f) for f in derivation.certificate.findings if f.claim in _NUMERIC]
    if not said:
        return []
    content = merged([piece for k, s in enumerate(said) for piece in ((" ",) if k else ()) + s])
    return [Paragraph(content, (speaker.word("headings", "how_checked"),), "how_checked")]


def normalised(speaker: Speaker, derivation: Derivation) -> Inline:
    """What is known of the density's integral, as a sentence."""
    counted = "sum" if speaker.kind == "discrete" else "integral"
    key = f"{counted}_{derivation.model.normalised}"
    return speaker.say("phrases", key) if words.has("phrases", key) else ()
