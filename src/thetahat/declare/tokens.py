"""Plain text to tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from thetahat.declare.names import INFINITY, shown
from thetahat.errors import DeclarationError

LONGEST_TEXT = 10_000
LONGEST_NUMBER = 40
LARGEST_EXPONENT = 300


@dataclass(frozen=True, slots=True)
class Token:
    r"""One word: ``number``, ``name``, ``mark``, ``end``; from LaTeX also ``function`` and ``constant``."""

    kind: str
    text: str
    position: int


_TOKEN = re.compile(
    r"(?P<number>(?:[0-9]+(?:\.(?!\.)[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<mark>\.\.\.|\*\*|<=|>=|==|!=|[-+*/^(){}\[\],;<>=|!])"
    r"|(?P<space>\s+)",
    re.ASCII,
)

# What a page has where a keyboard has something else.
_SIGNS = {"−": "-", "·": "*", "×": "*", "≤": "<=", "≥": ">=", "≠": "!=", "…": "...", "∞": " oo "}


def checked_text(text: object, what: str) -> str:
    """The text itself if it is a string of a reasonable length, not empty."""
    if not isinstance(text, str):
        raise DeclarationError(f"{what}: expected text, not {type(text).__name__}")
    if not text.strip():
        raise DeclarationError(f"{what}: the text is empty")
    if len(text) > LONGEST_TEXT:
        raise DeclarationError(f"{what}: {len(text)} characters; at most {LONGEST_TEXT} are read")
    return text


def number(text: str, what: str) -> Fraction:
    """An exact number from its decimal text, of bounded size."""
    mantissa, _, exponent = text.lower().partition("e")
    if len(mantissa) > LONGEST_NUMBER or (exponent and (len(exponent) > 4 or abs(int(exponent)) > LARGEST_EXPONENT)):
        raise DeclarationError(
            f"{what}: the number {shown(text, 20)} is too long; at most {LONGEST_NUMBER} digits, "
            f"exponent at most {LARGEST_EXPONENT}"
        )
    return Fraction(text)


def tokens(text: str, what: str = "density") -> list[Token]:
    """The tokens of a plain text, closed by one of kind ``end``.

    Raises
    ------
    DeclarationError
        for a character that has no place in the grammar.
    """
    for sign, plain in _SIGNS.items():
        text = text.replace(sign, plain)
    found: list[Token] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            remedy = "; spell greek letters out (mu, sigma2)" if "\u0370" <= text[position] <= "\u03ff" else ""
            raise DeclarationError(
                f"{what}: unexpected character {shown(text[position])} at place {position + 1}{remedy}"
            )
        kind, word = str(match.lastgroup), match.group()
        if kind != "space":
            word = "^" if word == "**" else INFINITY.get(word, word) if kind == "name" else word
            found.append(Token(kind, word, position))
        position = match.end()
    found.append(Token("end", "", len(text)))
    return found
