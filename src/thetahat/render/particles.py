"""Korean particles: which of 은/는, 이/가, 을/를, 과/와, 으로/로 follows a formula depends on how it is read aloud.

A formula is read from left to right; what counts is the last sign with a sound.  mu -> 뮤, open: 는.  n -> 엔: 은.
"""

from __future__ import annotations

from thetahat.render.mathematics.layout import Big, Fence, Fraction, Node, Root, Script, Sign, Verbatim, Words

PAIRS = {
    "은는": ("은", "는"),
    "이가": ("이", "가"),
    "을를": ("을", "를"),
    "과와": ("과", "와"),
    "으로": ("으로", "로"),
    "이": ("이", ""),
}
"""Name in a catalogue -> after a closed syllable, after an open one."""

_OPEN, _RIEUL, _CLOSED = 0, 1, 2
_LETTERS = dict.fromkeys("abcdefghijkopqstuvwxyzABCDEFGHIJKOPQSTUVWXYZ", _OPEN) | {
    "l": _RIEUL,
    "L": _RIEUL,
    "r": _RIEUL,
    "R": _RIEUL,
    "m": _CLOSED,
    "M": _CLOSED,
    "n": _CLOSED,
    "N": _CLOSED,
}
_DIGITS = {
    "0": _CLOSED,
    "1": _RIEUL,
    "2": _OPEN,
    "3": _CLOSED,
    "4": _OPEN,
    "5": _OPEN,
    "6": _CLOSED,
    "7": _RIEUL,
    "8": _RIEUL,
    "9": _OPEN,
}
_CLOSED_GREEK = set("ευονΕΥΟ") - {"ν"}
"""엡실론, 입실론, 오미크론 end closed; 뉴, 뮤, 시그마 … end open."""
_NAMES = {
    "log": _CLOSED,
    "exp": _OPEN,
    "sin": _CLOSED,
    "cos": _CLOSED,
    "tan": _OPEN,
    "max": _OPEN,
    "min": _CLOSED,
    "med": _OPEN,
}
_SIGNS = {"∞": _OPEN, "ℓ": _RIEUL, "!": _RIEUL, "ℝ": _RIEUL, "′": _CLOSED}
_POWER = _CLOSED
"""제곱, 승: a power ends closed."""


def ending(word: str) -> int:
    """How the last syllable of a word ends: open, in rieul, or in another consonant."""
    for c in reversed(word):
        if "가" <= c <= "힣":
            final = (ord(c) - ord("가")) % 28
            return _OPEN if final == 0 else _RIEUL if final == 8 else _CLOSED
        if c.isdigit():
            return _number(word)
        if c in _LETTERS:
            return _NAMES.get(word, _LETTERS[c])
        if c in _SIGNS:
            return _SIGNS[c]
        if "α" <= c <= "ω" or "Α" <= c <= "Ω":
            return _CLOSED if c in _CLOSED_GREEK else _OPEN
    return _OPEN


def _number(word: str) -> int:
    digits = "".join(c for c in word if c.isdigit())
    if digits.endswith("0") and len(digits) > 1:
        return _CLOSED
    return _DIGITS[digits[-1]]


def spoken(node: Node) -> int:
    """How a formula ends when it is read aloud."""
    match node:
        case Script(_, _, above) if above is not None:
            return _POWER
        case Script(_, below, _) if below is not None:
            return spoken(below) if not isinstance(below, Fence) else spoken(below.body)
        case Fraction(above, _):
            return spoken(above)
        case Root(body) | Fence(body, _, _) | Big(_, body, _, _):
            return spoken(body)
        case Sign(_, text, _) | Words(text) | Verbatim(_, text):
            return ending(text)
        case _:
            parts = list(node.children())
            return spoken(parts[-1]) if parts else _OPEN


def particle(pair: str, end: int) -> str:
    """The form of a particle after a word or a formula with this end."""
    closed, open_ = PAIRS[pair]
    if pair == "으로":
        return closed if end == _CLOSED else open_
    return open_ if end == _OPEN else closed
