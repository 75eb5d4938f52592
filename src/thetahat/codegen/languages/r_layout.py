"""Lines of R that are too long, laid out as the tidyverse style has them.

A call goes on in indented lines between its brackets; a sum or a condition goes on after an operator.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_LOOSE_TO_TIGHT = (
    (" && ", " || ", " & ", " | "),
    (" == ", " < ", " > ", " <= ", " >= "),
    (" + ", " - "),
    (" * ", " / "),
)
_HEAD = re.compile(r"(?:[.\w\[\]]+ <- )?(?:function\([\w, ]*\) )?")


def laid(text: str, pad: str, width: int = 80) -> list[str]:
    """A statement in lines of at most ``width`` signs, where its parts allow that; ``pad`` stands before each."""
    if len(pad) + len(text) <= width or text.startswith("#"):
        return [pad + text]
    tail = " {" if text.endswith(" {") else ""
    found = _HEAD.match(text)
    head = found[0] if found else ""
    return _formula(head, text[len(head) : len(text) - len(tail)], tail, pad, width)


def _formula(head: str, body: str, tail: str, pad: str, width: int) -> list[str]:
    """head body tail, where head and tail stay on the lines of the body's ends."""
    if len(pad) + len(head) + len(body) + len(tail) <= width:
        return [pad + head + body + tail]
    opened = _last_bracket(body)
    for signs in _LOOSE_TO_TIGHT:
        parts = list(_split(body, signs))
        # factors stay before the bracket of a call that holds most of the product
        factors = " * " in signs and opened is not None and 2 * opened < len(body)
        if len(parts) > 1 and not factors:
            return _chain(head, parts, tail, pad, width)
    if opened is None:
        return [pad + head + body + tail]
    before, inside, after = body[: opened + 1], body[opened + 1 : -1], body[-1]
    arguments = [a.strip() for a in _split(inside, (", ",))]
    lines = [pad + head + before]
    inner = pad + "  "
    whole = " ".join(arguments)
    if len(inner) + len(whole) <= width:
        lines.append(inner + whole)
    else:
        for a in arguments:
            lines += _argument(a, inner, width)
    return [*lines, pad + after + tail]


def _argument(text: str, pad: str, width: int) -> list[str]:
    """One argument, with the comma that may follow it."""
    comma = "," if text.endswith(",") else ""
    lines = laid(text.removesuffix(","), pad, width - len(comma))
    return [*lines[:-1], lines[-1] + comma]


def _chain(head: str, parts: Sequence[str], tail: str, pad: str, width: int) -> list[str]:
    """Parts, each but the last with its operator behind it, filled into lines."""
    lines: list[str] = []
    current = head
    inner = pad
    for i, part in enumerate(parts):
        last = i + 1 == len(parts)
        text = part + (tail if last else "")
        joined = current + ("" if current == head or not current else " ") + text
        if len(inner) + len(joined) <= width:
            current = joined
            continue
        if current.strip() and current != head:
            lines.append(inner + current)
            inner = pad + "  "
            current = ""
        if len(inner) + len(current) + len(text) <= width:
            current += text
            continue
        operator = "" if last else part[part.rindex(" ") :]
        whole = _formula(current, part[: len(part) - len(operator)], operator + (tail if last else ""), inner, width)
        lines += whole[:-1]
        inner = whole[-1][: len(whole[-1]) - len(whole[-1].lstrip())]
        current = whole[-1].lstrip()
    if current.strip():
        lines.append(inner + current)
    return lines


def _split(text: str, signs: Sequence[str]) -> Iterator[str]:
    """The parts between signs that stand outside all brackets and strings, each with its sign but no space after it."""
    begin = 0
    for i, depth, quoted in _places(text):
        if depth or quoted:
            continue
        for sign in signs:
            if text.startswith(sign, i) and i > begin:
                yield text[begin : i + len(sign) - 1]
                begin = i + len(sign)
    yield text[begin:]


def _places(text: str) -> Iterator[tuple[int, int, bool]]:
    """(place, open brackets before it, whether it is inside a string)."""
    depth, quote = 0, ""
    for i, c in enumerate(text):
        yield i, depth, bool(quote)
        if quote:
            quote = "" if c == quote and text[i - 1] != "\\" else quote
        elif c in "\"'`":
            quote = c
        elif c in "([":
            depth += 1
        elif c in ")]":
            depth -= 1


def _last_bracket(text: str) -> int | None:
    """Where the bracket opens that the text ends with."""
    if not text.endswith((")", "]")):
        return None
    found = None
    for i, depth, quoted in _places(text):
        if depth == 0 and not quoted and text[i] in "([":
            found = i
    return found
