"""A position in the tokens of a text, and what is said when they do not fit."""

from __future__ import annotations

import re
from collections.abc import Collection

from thetahat.declare.latex import latex_tokens
from thetahat.declare.names import shown
from thetahat.declare.tokens import Token, checked_text, tokens
from thetahat.errors import DeclarationError

OPERANDS = frozenset({"number", "name", "constant", "function"})
BRACKETS = {"(": ")"}
PAGE_BRACKETS = {"(": ")", "[": "]", "{": "}"}

_LATEX = re.compile(r"\\|[\^_]\s*\{")


def is_latex(text: str) -> bool:
    """True if the text is to be read as LaTeX: it holds a backslash, or a brace after ^ or _."""
    return _LATEX.search(text) is not None


class Cursor:
    """The tokens of a text, the place reached in them, and the errors that name that place."""

    def __init__(self, text: str, names: Collection[str], latex: bool | None, what: str) -> None:
        checked_text(text, what)
        self.what = what
        self.names = frozenset(names)
        self.latex = is_latex(text) if latex is None else latex
        self.tokens = latex_tokens(text, self.names, what) if self.latex else tokens(text, what)
        self.brackets = PAGE_BRACKETS if self.latex else BRACKETS
        self.place = 0

    @property
    def next(self) -> Token:
        """The token to be read."""
        return self.tokens[self.place]

    def ahead(self, steps: int = 1) -> Token:
        """A token further on; the end if there are not so many."""
        return self.tokens[min(self.place + steps, len(self.tokens) - 1)]

    def at(self, *marks: str) -> bool:
        """True if the next token is one of these marks or words."""
        return self.next.text in marks and self.next.kind != "end"

    def accept(self, *marks: str) -> Token | None:
        """Read the next token if it is one of these."""
        if not self.at(*marks):
            return None
        self.place += 1
        return self.tokens[self.place - 1]

    def expect(self, mark: str, why: str) -> None:
        """Read this mark, or refuse."""
        if not self.accept(mark):
            raise self.error(f"expected {mark!r} {why}")

    def error(self, message: str) -> DeclarationError:
        """An error at the next token."""
        t = self.next
        found = "the end" if t.kind == "end" else f"{shown(t.text, 20)} at place {t.position + 1}"
        return DeclarationError(f"{self.what}: {message}, found {found}")

    def refuse(self, message: str) -> DeclarationError:
        """An error that speaks for itself."""
        return DeclarationError(f"{self.what}: {message}")

    def finish(self) -> None:
        """Refuse whatever is left over."""
        t = self.next
        if t.kind == "end":
            return
        if t.text in (")", "]", "}"):
            raise self.refuse(f"unbalanced brackets: {t.text!r} at place {t.position + 1} closes nothing")
        if t.text == "=":
            raise self.refuse(
                f"'=' at place {t.position + 1}: write the formula alone, without 'f(x) =' (equality is '==' or Eq)"
            )
        if t.text in (",", ";"):
            raise self.refuse(
                f"{t.text!r} at place {t.position + 1} ends the formula; the domain of x belongs in support="
            )
        if t.kind in OPERANDS or t.text in self.brackets:
            raise self.refuse(
                f"an operator is missing before {shown(t.text, 20)} at place {t.position + 1}; write products with *"
            )
        raise self.error("unexpected token")
