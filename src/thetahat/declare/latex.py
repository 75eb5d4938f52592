r"""LaTeX to the same tokens as plain text, so that one parser reads both.

``\frac{a}{b}`` becomes ``((a)/(b))``, braces become brackets, ``\sigma`` becomes ``sigma``, and ``\sigma^2`` becomes
``sigma2`` if that is what was declared.  Products without a sign are left to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from thetahat.declare import latex_words as words
from thetahat.declare.names import FUNCTIONS, canonical, near, shown
from thetahat.declare.page_habits import named_squares, without_left_side
from thetahat.declare.tokens import Token
from thetahat.errors import DeclarationError

DEEPEST = 60

_COMMAND = re.compile(r"\\([A-Za-z]+|.)", re.ASCII | re.DOTALL)
_NUMBER = re.compile(r"[0-9]+(?:\.(?!\.)[0-9]*)?|\.[0-9]+", re.ASCII)
_LETTERS = re.compile(r"[A-Za-z]+", re.ASCII)
_WORD = re.compile(r"\s*(?:\{\s*([A-Za-z0-9,.: ]*?)\s*\}|([A-Za-z0-9]))", re.ASCII)
_INTERVAL = re.compile(
    r"\s*_\s*\{\s*(?:\\left\s*)?([\[(])([^,{}]{1,80}),([^,{}]{1,80}?)(?:\\right\s*)?([\])])\s*\}"
    r"\s*\(\s*(\\?[A-Za-z]+)\s*\)",
    re.ASCII,
)
r"""``_{[a, b)}(x)``: an interval, and what lies in it."""
_SUBSCRIPT = re.compile(
    r"\s*(?:\{\s*(?:\\(?:mathrm|mathit|text|textrm)\s*\{\s*([A-Za-z0-9]+)\s*\}|\\?([A-Za-z0-9]+))\s*\}"
    r"|\\([A-Za-z]+)|([A-Za-z0-9]))",
    re.ASCII,
)


def latex_tokens(text: str, names: Collection[str] = (), what: str = "density") -> list[Token]:
    """The tokens of a LaTeX formula, closed by one of kind ``end``.

    Raises
    ------
    DeclarationError
        for a command that has no meaning here, and for unbalanced braces.
    """
    reader = _Reader(text, frozenset(names), what)
    reader.sequence(closing=False)
    found = without_left_side(named_squares(reader.found, reader.names), what)
    while found and found[-1].text in (",", ";", "."):
        found.pop()
    return [*found, Token("end", "", len(text))]


class _Reader:
    """Reads from left to right and appends tokens."""

    def __init__(self, text: str, names: frozenset[str], what: str) -> None:
        self.text = text
        self.names = names
        self.what = what
        self.place = 0
        self.depth = 0
        self.cases = 0
        self.found: list[Token] = []

    def refuse(self, message: str) -> DeclarationError:
        return DeclarationError(f"{self.what}: {message}")

    def emit(self, *marks: str, kind: str = "mark") -> None:
        self.found += [Token(kind, m, min(self.place, len(self.text) - 1)) for m in marks]

    def spaces(self) -> None:
        while self.place < len(self.text) and self.text[self.place] in " \t\r\n~$":
            self.place += 1

    def at(self, mark: str) -> bool:
        self.spaces()
        return self.text.startswith(mark, self.place)

    def deeper(self) -> None:
        """One level of nesting more, if it is allowed."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.refuse(f"nested more than {DEEPEST} deep at place {self.place + 1}")

    # -------------------------------------------------------------- groups and arguments

    def sequence(self, closing: bool) -> None:
        """Everything up to a closing brace, or up to the end."""
        opened = self.place
        self.deeper()
        while not self.at("}") and self.place < len(self.text):
            self.unit()
        if closing and self.place >= len(self.text):
            raise self.refuse(f"unbalanced brackets: '{{' at place {opened} is never closed")
        if not closing and self.place < len(self.text):
            raise self.refuse(f"unbalanced brackets: '}}' at place {self.place + 1} closes nothing")
        self.place += closing
        self.depth -= 1

    def unit(self, single: bool = False) -> None:
        """One thing: a group, a command, a number or a run of letters (one character if ``single``), a mark."""
        c = self.text[self.place]
        if c == "{":
            self.group()
        elif c == "\\":
            self.command()
        elif (number := _NUMBER.match(self.text, self.place)) and not (single and c == "."):
            self.number(number.group()[0] if single else number.group())
        elif letters := _LETTERS.match(self.text, self.place):
            self.letters(letters.group()[0] if single else letters.group())
        elif single:
            raise self.refuse(f"an argument is missing at place {self.place + 1}; put it in braces")
        else:
            self.mark(c)

    def number(self, digits: str) -> None:
        if digits == "1" and self.text.startswith("_", self.place + 1):
            self.place += 1
            self.indicator()
            return
        self.emit(digits, kind="number")
        self.place += len(digits)

    def mark(self, c: str) -> None:
        for long in ("...", "**", "<=", ">=", "==", "!="):
            if self.text.startswith(long, self.place):
                self.emit("^" if long == "**" else long)
                self.place += len(long)
                return
        if c not in "+-*/()[],;<>=|!.^&":
            raise self.refuse(f"unexpected character {shown(c)} at place {self.place + 1}")
        self.place += 1
        if c == "&":
            if self.cases and self.found[-1].text != ",":
                self.emit(",")
        elif c == "^":
            self.emit("^")
            self.argument()
        else:
            self.emit(c)

    def group(self) -> None:
        r"""``{…}`` in brackets; ``{n \choose k}`` is a binomial coefficient."""
        self.place += 1
        self.emit("(")
        start = len(self.found)
        self.sequence(closing=True)
        inside = self.found[start:]
        choices = [i for i, t in enumerate(inside) if t.text == "choose"]
        if len(choices) == 1:
            at = inside[choices[0]]
            inside[choices[0]] = Token("mark", ",", at.position)
            self.found[start - 1 :] = [
                Token("function", "binomial", at.position),
                Token("mark", "(", at.position),
                *inside,
            ]
        self.emit(")")

    def argument(self) -> None:
        """The argument of a command, in brackets: a group, or a single character or command."""
        self.spaces()
        if self.place >= len(self.text):
            raise self.refuse("the text ends where an argument is expected")
        if self.text[self.place] == "{":
            self.group()
            return
        self.deeper()
        self.emit("(")
        self.unit(single=True)
        self.emit(")")
        self.depth -= 1

    # -------------------------------------------------------------- commands

    def command(self) -> None:
        match = _COMMAND.match(self.text, self.place)
        if match is None:
            raise self.refuse("the text ends with a backslash")
        name, at = match.group(1), self.place
        self.place = match.end()
        if name in words.SPACES:
            return
        special: dict[str, Callable[[], None]] = {
            "left": lambda: self.delimiter(0),
            "right": lambda: self.delimiter(1),
            "sqrt": self.root,
            "begin": lambda: self.environment(True),
            "end": lambda: self.environment(False),
            "\\": self.row,
        }
        if name in special:
            special[name]()
        elif name in words.FRACTIONS:
            self.pair("(", "/")
        elif name in words.BINOMIALS:
            self.emit("binomial", kind="function")
            self.pair("(", ",")
        elif name == "choose":
            self.emit("choose")
        elif name in words.MARKS:
            self.emit(words.MARKS[name])
        elif name in words.NAMED:
            self.emit(words.NAMED[name], kind="name")
        elif name in words.WRAPPERS:
            self.word(name)
        elif name in words.APPLIED and name not in self.names:
            self.applied(words.APPLIED[name])
        elif name in words.GREEK or name in words.VARIANTS:
            self.symbol(words.VARIANTS.get(name, name))
        elif name in words.MEANINGLESS:
            raise self.refuse(f"\\{name} at place {at + 1}: {words.MEANINGLESS[name]}")
        else:
            raise self.refuse(
                f"unknown LaTeX command {shown(name, 20)} at place {at + 1}{near(name, sorted(words.COMMANDS))}"
            )

    def pair(self, opening: str, between: str) -> None:
        """Two arguments with a mark between them, in brackets."""
        self.emit(opening)
        self.argument()
        self.emit(between)
        self.argument()
        self.emit(")")

    def delimiter(self, side: int) -> None:
        r"""What follows ``\left`` (side 0) or ``\right`` (side 1)."""
        self.spaces()
        for text, *made in words.DELIMITERS:
            if self.text.startswith(text, self.place):
                self.place += len(text)
                self.emit(made[side])
                return
        raise self.refuse(f"\\{('left', 'right')[side]} at place {self.place} needs a visible bracket after it")

    def root(self) -> None:
        r"""``\sqrt{a}``, ``\sqrt[n]{a}``."""
        if not self.at("["):
            self.emit("sqrt", kind="function")
            self.argument()
            return
        opened = self.place
        self.place += 1
        self.deeper()
        outer, self.found = self.found, []
        while not self.at("]"):
            if self.place >= len(self.text) or self.at("}"):
                raise self.refuse(f"unbalanced brackets: '[' at place {opened + 1} is never closed")
            self.unit()
        self.place += 1
        degree, self.found = self.found, outer
        self.depth -= 1
        self.emit("(")
        self.argument()
        self.emit("^", "(")
        self.emit("1", kind="number")
        self.emit("/", "(")
        self.found += degree
        self.emit(")", ")", ")")

    def applied(self, function: str) -> None:
        """A function command and its subscript; the argument is found by the parser."""
        self.emit(function, kind="function")
        if self.at("_"):
            self.place += 1
            self.emit("_")
            self.argument()

    def indicator(self) -> None:
        r"""``\mathbf{1}_{x > m}``, ``\mathbf{1}\{x > m\}``, ``\mathbf{1}_{[m, \infty)}(x)``."""
        interval = _INTERVAL.match(self.text, self.place)
        if interval is None:
            self.applied("Indicator")
            return
        left, lower, upper, right, variable = interval.groups()
        sides = [
            f"{lower} {'<=' if left == '[' else '<'} " if "infty" not in lower else "",
            f" {'<=' if right == ']' else '<'} {upper}" if "infty" not in upper else "",
        ]
        self.text = f"{self.text[: self.place]}({variable.join(sides)}){self.text[interval.end() :]}"
        self.applied("Indicator")

    def environment(self, begins: bool) -> None:
        r"""``\begin{cases} value & condition \\ … \end{cases}`` as a Piecewise."""
        match = _WORD.match(self.text, self.place)
        name = "" if match is None else match.group(1) or ""
        if match is None or name != "cases" or (self.cases == 0 and not begins):
            raise self.refuse(f"the environment {shown(name)} has no meaning here; only a complete 'cases' has")
        self.place = match.end()
        self.cases += 1 if begins else -1
        if begins:
            self.emit("Piecewise", kind="name")
            self.emit("(", "(")
        elif [t.text for t in self.found[-3:]] == [")", ",", "("]:
            del self.found[-2:]
            self.emit(")")
        else:
            self.row_ended()
            self.emit(")", ")")

    def row(self) -> None:
        """The double backslash: the next row of cases."""
        if not self.cases:
            raise self.refuse(f"a line break at place {self.place - 1} has no meaning here; give one formula")
        self.row_ended()
        self.emit(")", ",", "(")

    def row_ended(self) -> None:
        while self.found[-1].text in (",", ".", ";"):
            self.found.pop()

    def word(self, command: str) -> None:
        r"""``\mathrm{B}``, ``\operatorname{erf}``, ``\text{if }``."""
        match = _WORD.match(self.text, self.place)
        if match is None:
            raise self.refuse(f"\\{command} at place {self.place} needs a plain word in braces")
        self.place = match.end()
        word = str(match.group(1) if match.group(1) is not None else match.group(2)).strip(" ,.:")
        if word in words.SILENT:
            return
        if word == "1":
            self.indicator()
            return
        if word in words.WORDS:
            self.emit(words.WORDS[word], kind="name")
        elif word[0].isdigit() or not word.isalnum():
            raise self.refuse(
                f"{shown(word)} at place {self.place} is no name; an indicator is written \\mathbf{{1}}_{{x > 0}}"
            )
        elif word not in self.names and len(word) > 1 and canonical(word) in FUNCTIONS:
            self.applied(canonical(word))
        else:
            self.symbol(word)

    # -------------------------------------------------------------- names

    def letters(self, run: str) -> None:
        """A run of letters: a declared name, a function, or a product of declared names and single letters."""
        end = self.place + len(run)
        if run not in self.names and len(run) > 1 and canonical(run) in FUNCTIONS:
            self.place = end
            self.applied(canonical(run))
            return
        while self.place < end:
            rest = run[len(run) - (end - self.place) :]
            declared = [rest[:k] for k in range(len(rest), 1, -1) if rest[:k] in self.names]
            name = declared[0] if declared else rest[0]
            self.place += len(name)
            if self.place < end:
                self.letter(name)
            else:
                self.symbol(name)

    def letter(self, name: str) -> None:
        """The declared name, or the constant, that a letter stands for."""
        if name == "e" and name not in self.names:
            self.emit("E", kind="constant")
            return
        habits = [h for h in words.HABITS.get(name, ()) if h in self.names]
        self.emit(habits[0] if habits and name not in self.names else name, kind="name")

    def symbol(self, name: str) -> None:
        """A name with the subscript that may follow it."""
        if not self.at("_"):
            if name in words.LETTER_FUNCTIONS and name not in self.names:
                self.emit(words.LETTER_FUNCTIONS[name], kind="function")
            else:
                self.letter(name)
            return
        self.place += 1
        match = _SUBSCRIPT.match(self.text, self.place)
        below = next((g for g in match.groups() if g), "") if match else ""
        joined = self.declared(name, below)
        if name in words.BESSEL and name not in self.names and not joined:
            self.emit(words.BESSEL[name], kind="function")
            self.emit("_")
            self.argument()
            return
        if match is None:
            raise self.refuse(f"the subscript at place {self.place + 1} is not a plain word of letters and digits")
        self.place = match.end()
        self.emit(joined or f"{name}_{below}", kind="name")

    def declared(self, name: str, below: str) -> str:
        """The declared name that a letter with a subscript stands for, if any: x_m is x_m or xm, x_i is x."""
        if f"{name}_{below}" in self.names:
            return f"{name}_{below}"
        if below in words.INDICES and name in self.names:
            return name
        # x with i below is not the greek letter xi.
        together = f"{name}{below}"
        return together if together in self.names and together not in words.GREEK else ""
