"""Two habits of pages: a formula has a left side, and a variance is written as a square."""

from __future__ import annotations

from thetahat.declare.tokens import Token
from thetahat.errors import DeclarationError


def without_left_side(found: list[Token], what: str) -> list[Token]:
    """``f(x; mu) = formula`` without its left side."""
    depth, equals = 0, []
    for i, t in enumerate(found):
        depth += (t.text in ("(", "[", "{")) - (t.text in (")", "]", "}"))
        if t.text == "=" and depth == 0:
            equals.append(i)
    if not equals:
        return found
    if len(equals) > 1:
        raise DeclarationError(f"{what}: more than one '='; give the right-hand side of one equation")
    left = found[: equals[0]]
    if left and left[0].kind == "name" and (len(left) == 1 or (left[1].text == "(" and left[-1].text == ")")):
        return found[equals[0] + 1 :]
    return found


def named_squares(found: list[Token], names: frozenset[str]) -> list[Token]:
    """``sigma^(2)`` as the name ``sigma2`` where that was declared and ``sigma`` was not; its even powers too."""
    out: list[Token] = []
    i = 0
    while i < len(found):
        t = found[i]
        out.append(t)
        i += 1
        base, _, below = t.text.partition("_")
        square = f"{base}2_{below}" if below else f"{base}2"
        if t.kind != "name" or t.text in names or square not in names:
            continue
        power = found[i : i + 4]
        if [p.text for p in power if p.kind == "mark"] != ["^", "(", ")"] or not power[2].text.isdigit():
            continue
        exponent = int(power[2].text[:4])
        if exponent % 2 == 0 and exponent > 0:
            out[-1] = Token("name", square, t.position)
            if exponent > 2:
                out += [power[0], power[1], Token("number", str(exponent // 2), power[2].position), power[3]]
            i += 4
    return out
