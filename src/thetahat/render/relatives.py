"""What transformed observations follow: log x of a lognormal x is normal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from sympy import Expr

from thetahat.render.blocks import Block, Code, Inline, Maths, Paragraph
from thetahat.render.inline import Piece, Speaker, merged


class Relative(Protocol):
    """A formula of the observation, and the family that it follows with these parameters."""

    transformed: Expr
    title: Any
    parameters: tuple[tuple[str, Expr], ...]


def blocks(speaker: Speaker, relatives: Sequence[Relative]) -> list[Block]:
    """One paragraph, a sentence for each relative."""
    if not relatives:
        return []
    content = merged([piece for k, r in enumerate(relatives) for piece in ((" ",) if k else ()) + _one(speaker, r)])
    return [Paragraph(content, (speaker.word("headings", "relatives"),), "relatives")]


def _one(speaker: Speaker, r: Relative) -> Inline:
    title = r.title.get(speaker.lang, next(iter(r.title.values()))) if isinstance(r.title, Mapping) else r.title
    named: list[Piece] = []
    for name, e in r.parameters:
        named += [", ", Code(name), " = ", Maths(speaker.set(e))]
    transformed = Maths(speaker.setting.of_sample(r.transformed))
    return (
        *speaker.say("phrases", "relative", transformed=transformed, family=title),
        *named,
        *speaker.say("phrases", "relative_estimates"),
    )
