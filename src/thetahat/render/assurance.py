"""What is known of the answer, in words: conditions, verdict, certificate, and how the steps were checked."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from sympy import Integer, nan

from thetahat.core.derivation import Condition, Derivation, Finding, Reason, Status, Step, Verdict
from thetahat.render import words
from thetahat.render.blocks import Block, Inline, Items, Maths, Paragraph, Strong, Table
from thetahat.render.inline import Speaker, merged
from thetahat.render.mathematics.layout import Node, listed, relation, row

_SMALLEST = -12
"""No figure is printed more precisely than 1e-12: smaller ones differ from machine to machine."""
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


def conditions(speaker: Speaker, found: Iterable[Condition]) -> list[Block]:
    """Each condition on the sample, how sure it is, and what happens otherwise."""
    items = [_condition(speaker, c) for c in found]
    if not items:
        return []
    lead = (speaker.word("headings", "conditions"),)
    if len(items) == 1:
        return [Paragraph(items[0], lead, "conditions")]
    return [Paragraph((), lead, "conditions"), Items(tuple(items), "conditions")]


def _condition(speaker: Speaker, c: Condition) -> Inline:
    out: list[object] = [*speaker.sentence(c.sentence)]
    limits = [row(speaker.set(_symbol(name)), _TO, speaker.set(e)) for name, e in c.otherwise.items() if e is not nan]
    if c.otherwise and c.kind == "exists":
        key = "otherwise_limits" if limits else "otherwise_nothing"
        out += [" ", *speaker.say("phrases", key, limits=_joined(limits))]
    out += [" ", *speaker.say("statuses_of_condition", c.status.value)]
    if c.source:
        out += [" ", *speaker.say("phrases", "source", source=c.source)]
    return merged(out)  # type: ignore[arg-type]


def _joined(nodes: list[Node]) -> Maths | str:
    return Maths(listed(nodes)) if nodes else ""


def _symbol(name: str) -> object:
    from sympy import Symbol

    return Symbol(name)


def certificate(speaker: Speaker, derivation: Derivation) -> list[Block]:
    """A table: claim, status, what it rests on."""
    if not derivation.certificate.findings:
        return []
    rows = [
        (speaker.say("claims", f.claim), speaker.say("statuses", f.status.value), _ground(speaker, f))
        for f in derivation.certificate.findings
    ]
    head = tuple(speaker.say("phrases", key) for key in ("column_claim", "column_status", "column_ground"))
    return [
        Paragraph((), (speaker.word("headings", "certificate"),), "certificate"),
        Table(head, tuple(rows), "certificate"),
    ]


def _ground(speaker: Speaker, f: Finding) -> Inline:
    bindings = {k: figure(v) for k, v in f.figures.items()} | dict(f.reason.bindings)
    out: list[object] = [*speaker.sentence(Reason(f.reason.key, bindings))]
    if f.source:
        out += [" ", *speaker.say("phrases", "source", source=f.source)]
    return merged(out)  # type: ignore[arg-type]


def figure(value: float) -> object:
    """A count as it is; any other number as a power of ten that it does not exceed."""
    if float(value) == int(value) if math.isfinite(value) else False:
        return Integer(int(value))
    return bound(value)


def bound(value: float) -> object:
    """The least power of ten that is not below |value|, and at least 1e-12."""
    if not math.isfinite(value):
        return nan
    power = _SMALLEST if value == 0 else max(_SMALLEST, math.ceil(math.log10(abs(value))))
    return Integer(10) ** power if power >= 0 else Maths(_ten_to(power))


def _ten_to(power: int) -> Node:
    from thetahat.render.mathematics.layout import Script, Terms, number

    return Script(number(10), above=Terms(((-1, number(-power)),)))


def all_steps(steps: Iterable[Step]) -> Iterator[Step]:
    """Steps and their substeps."""
    for s in steps:
        yield s
        yield from all_steps(s.substeps)


def how_checked(speaker: Speaker, derivation: Derivation) -> list[Block]:
    """How many steps were checked, at how many points, with which largest difference."""
    claimed = [s for s in all_steps(derivation.steps) if any(c.kind != "nothing" for c in s.claims)]
    held = [s for s in claimed if s.check.status in (Status.PROVED, Status.CHECKED) and s.check.points]
    if not held:
        return []
    largest = max((s.check.largest for s in held if math.isfinite(s.check.largest)), default=0.0)
    key = "all_steps_checked" if len(held) == len(claimed) else "some_steps_checked"
    content = speaker.say(
        "phrases",
        key,
        count=Integer(len(held)),
        claimed=Integer(len(claimed)),
        points=Integer(min(s.check.points for s in held)),
        bound=bound(largest),
    )
    return [Paragraph(content, (speaker.word("headings", "how_checked"),), "how_checked")]


def normalised(speaker: Speaker, derivation: Derivation) -> Inline:
    """What is known of the density's integral, as a sentence."""
    counted = "sum" if derivation.model.support.discrete else "integral"
    key = f"{counted}_{derivation.model.normalised}"
    return speaker.say("phrases", key) if words.has("phrases", key) else ()
