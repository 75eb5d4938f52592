"""What a domain or a support is made of: words, inequalities and lists of integers.  No SymPy.

0 < p < 1        integer, 0 <= K <= 100        x in 0, 1, 2, ..., N        t > 0 and d in 0, 1        y real
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from thetahat.declare.limits import checked_size
from thetahat.declare.names import near, shown
from thetahat.declare.parser import COMPARISON, COMPARISONS, SUM, Parser
from thetahat.declare.syntax import Compare, Name, Node
from thetahat.declare.tokens import checked_text
from thetahat.errors import DeclarationError

KINDS = {
    "real": "real",
    "reals": "real",
    "positive": "positive",
    "nonnegative": "nonnegative",
    "negative": "negative",
    "nonpositive": "nonpositive",
    "integer": "integer",
    "integers": "integer",
}
SETS = {"R": "real", "Z": "integer"}
ACCEPTED = "real, positive, nonnegative, negative, integer, or inequalities such as 0 < p < 1"
FORMS = "real, integer, x > 0, 0 <= x <= theta, x in 0, 1, 2, ..., or several of these joined by 'and'"


@dataclass(frozen=True, slots=True)
class Kind:
    """A word: the variable (None: the only one) is real, positive, … or integer."""

    variable: str | None
    word: str


@dataclass(frozen=True, slots=True)
class Relation:
    """An inequality, or a chain of them."""

    chain: Compare


@dataclass(frozen=True, slots=True)
class Members:
    """A list of integers: ``items`` in order, None where the dots stand."""

    variable: str
    items: tuple[Node | None, ...]


Clause = Kind | Relation | Members


def clauses(text: str, variables: Collection[str], names: Collection[str], what: str, forms: str) -> list[Clause]:
    """The clauses of a domain or a support.

    Parameters
    ----------
    variables
        the names that it speaks of.
    names
        every declared name, these included.
    forms
        what is accepted, for error messages.
    """
    return _Reader(text, variables, names, what, forms).read()


class _Reader:
    def __init__(self, text: str, variables: Collection[str], names: Collection[str], what: str, forms: str) -> None:
        checked_text(text, what)
        self.parser = Parser(text.replace("non-", "non"), {*names, *variables}, what=what)
        self.variables = tuple(variables)
        self.what = what
        self.forms = forms
        self.text = text

    def read(self) -> list[Clause]:
        found = self.clause()
        while self.parser.accept(",", ";", "and"):
            found += self.clause()
        if self.parser.next.kind != "end":
            if self.parser.at("or"):
                raise DeclarationError(f"{self.what}: 'or' has no place here (accepted: {self.forms})")
            self.parser.finish()
        return found

    def clause(self) -> list[Clause]:
        p = self.parser
        variable = None
        if p.next.text in self.variables and (self.is_kind(p.ahead().text) or p.ahead().text == "in"):
            variable = p.next.text
            p.place += 1
            if p.accept("in"):
                return self.members(variable)
        if p.next.kind == "name" and self.is_kind(p.next.text):
            return self.kinds(variable)
        return [self.relation(p.expression(COMPARISON))]

    def is_kind(self, word: str) -> bool:
        return word in KINDS and word not in self.parser.names

    def kinds(self, variable: str | None) -> list[Clause]:
        """``integer``, ``positive integer``, ``integer >= 1``."""
        p = self.parser
        found: list[Clause] = []
        while p.next.kind == "name" and self.is_kind(p.next.text):
            found.append(Kind(variable, KINDS[p.next.text]))
            p.place += 1
        if p.next.text in COMPARISONS:
            if variable is None and len(self.variables) != 1:
                raise DeclarationError(f"{self.what}: {shown(self.text)} does not say which variable it limits")
            found.append(self.relation(p.comparison(Name(variable or self.variables[0]))))
        return found

    def relation(self, node: Node) -> Relation:
        if not isinstance(node, Compare):
            word = node.name if isinstance(node, Name) else self.text.strip()
            raise DeclarationError(
                f"{self.what}: cannot read {shown(word)}{near(word, KINDS)} (accepted: {self.forms})"
            )
        if "!=" in node.operators or "==" in node.operators:
            raise DeclarationError(f"{self.what}: only <, <=, > and >= can limit a variable (accepted: {self.forms})")
        checked_size(node, self.what)
        return Relation(node)

    # -------------------------------------------------------------- lists

    def members(self, variable: str) -> list[Clause]:
        """What follows ``x in``: a list, a list in braces, an interval, or a word."""
        p = self.parser
        word = SETS.get(p.next.text, p.next.text)
        if p.next.kind == "name" and word in KINDS and p.next.text not in p.names:
            p.place += 1
            return [Kind(variable, KINDS[word])]
        if p.at("(", "["):
            start = p.place
            interval = self.interval(variable)
            if interval is not None:
                return [interval]
            p.place = start
        closing = bool(p.accept("{"))
        items = [self.item()]
        while p.at(","):
            comma = p.place
            p.place += 1
            if not closing and self.begins_clause():
                p.place = comma
                break
            items.append(self.item())
        if closing:
            p.expect("}", "to close the list")
        for i in items:
            if i is not None:
                checked_size(i, self.what)
        return [Members(variable, tuple(items))]

    def begins_clause(self) -> bool:
        """True if what follows a comma is a clause of its own rather than one more number."""
        p = self.parser
        start = p.place
        if self.is_kind(p.next.text):
            return True
        if p.at("..."):
            return False
        p.expression(SUM)
        found = p.next.text in COMPARISONS or p.next.text == "in" or self.is_kind(p.next.text)
        p.place = start
        return found

    def item(self) -> Node | None:
        if self.parser.accept("..."):
            return None
        return self.parser.numeric(self.parser.expression(SUM), "in")

    def interval(self, variable: str) -> Relation | None:
        """``(a, b)``, ``[a, b)`` …, or None if it is not one."""
        p = self.parser
        opened = p.next.text
        p.place += 1
        low = p.expression(SUM)
        if not p.accept(","):
            return None
        if p.at("..."):
            return None
        high = p.expression(SUM)
        closed = p.accept(")", "]")
        if closed is None:
            return None
        return self.relation(
            Compare(("<=" if opened == "[" else "<", "<=" if closed.text == "]" else "<"), (low, Name(variable), high))
        )
