"""Tokens to a syntax tree, by precedence climbing.  One parser for plain text and LaTeX.

    or < and < not < comparison < + - < * / < unary minus < ^ (to the right) < factorial

Nothing is evaluated.  Every bracket, sign and exponent counts towards a limit of nesting, so that hostile text is
refused at once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction

from thetahat.declare.cursor import OPERANDS, Cursor
from thetahat.declare.limits import checked_size
from thetahat.declare.names import CONSTANTS, FUNCTIONS, LONGEST_NAME, MANY, SPELLINGS, canonical, near, shown
from thetahat.declare.syntax import (
    Binary,
    Call,
    Compare,
    Constant,
    Logic,
    Name,
    Node,
    Number,
    Sum,
    Truth,
    Tuple,
    Unary,
    is_condition,
)
from thetahat.declare.tokens import Token, number

DEEPEST = 60

BINDING = {"or": 1, "and": 2, "+": 5, "-": 5, "*": 6, "/": 6, "^": 8, "!": 9}
NOT, COMPARISON, SUM, PRODUCT, SIGN, POWER = 3, 4, 5, 6, 7, 8
COMPARISONS = frozenset({"<", "<=", ">", ">=", "==", "!="})


def parse(
    text: str,
    names: Collection[str] = (),
    *,
    latex: bool | None = None,
    what: str = "density",
    extra: Mapping[str, tuple[int, int]] | None = None,
) -> Node:
    r"""The syntax tree of a formula or a condition.

    Parameters
    ----------
    text
        plain (``exp(-x)``) or LaTeX (``e^{-x}``).
    names
        declared names: they win over constants (``E``, ``pi``) and tell LaTeX what ``\sigma^2`` and ``ab`` mean.
    latex
        None: LaTeX if it holds a backslash, or a brace after ^ or _.
    what
        what the text is, for error messages.
    extra
        further functions allowed here, with their arity.

    Raises
    ------
    DeclarationError
        in one line, with the place of the trouble.
    """
    parser = Parser(text, names, latex=latex, what=what, extra=extra)
    node = parser.expression()
    parser.finish()
    return checked_size(node, what)


class Parser(Cursor):
    """Reads expressions from where the cursor stands."""

    def __init__(
        self,
        text: str,
        names: Collection[str] = (),
        *,
        latex: bool | None = None,
        what: str = "density",
        extra: Mapping[str, tuple[int, int]] | None = None,
    ) -> None:
        super().__init__(text, names, latex, what)
        self.functions = {**FUNCTIONS, **(extra or {})}
        self.depth = 0
        self.bars = 0

    # -------------------------------------------------------------- expressions

    def expression(self, least: int = 0) -> Node:
        """Everything that binds at least as tightly as ``least``."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.refuse(f"nested more than {DEEPEST} deep at place {self.next.position + 1}")
        left = self.prefix()
        divided = False
        while True:
            mark = self.next.text if self.next.kind != "end" else ""
            if mark in COMPARISONS and least <= COMPARISON:
                left = self.comparison(left)
                continue
            juxtaposed = self.juxtaposed()
            mark = "*" if juxtaposed else mark
            if BINDING.get(mark, -1) < least:
                break
            if juxtaposed:
                if divided:
                    raise self.refuse(
                        f"a/b c is ambiguous at place {self.next.position + 1}; write \\frac{{a}}{{b c}} or brackets"
                    )
            else:
                self.place += 1
            # 1/(a) b is read as it looks; 1/a b could be either.
            divided = mark == "/" and not self.at(*self.brackets)
            left = self.joined(mark, left)
        self.depth -= 1
        return left

    def joined(self, mark: str, left: Node) -> Node:
        """``left`` with the operator just read and what follows it."""
        if mark == "!":
            return Call("factorial", (self.numeric(left, "!"),))
        if mark in ("and", "or"):
            return Logic(mark, (self.logical(left, mark), self.logical(self.expression(BINDING[mark] + 1), mark)))
        right = self.expression(SIGN if mark == "^" else BINDING[mark] + 1)
        return Binary(mark, self.numeric(left, mark), self.numeric(right, mark))

    def comparison(self, left: Node) -> Node:
        """The chain that begins with ``left``."""
        operands, operators = [left], []
        while self.next.kind == "mark" and self.next.text in COMPARISONS:
            operators.append(self.next.text)
            self.place += 1
            operands.append(self.expression(SUM))
        return Compare(tuple(operators), tuple(self.numeric(o, operators[0]) for o in operands))

    def juxtaposed(self) -> bool:
        """True in LaTeX where a product is meant without a sign."""
        t = self.next
        if not self.latex or t.text in ("and", "or", "not", "in"):
            return False
        return t.kind in OPERANDS or t.text in (*self.brackets, "lbar") or (t.text == "|" and not self.bars)

    def prefix(self) -> Node:
        """A sign, ``not``, or an operand."""
        if self.accept("not"):
            return Logic("not", (self.logical(self.expression(NOT), "not"),))
        if self.accept("-"):
            return Unary("-", self.numeric(self.expression(SIGN), "-"))
        if self.accept("+"):
            return self.numeric(self.expression(SIGN), "+")
        return self.operand()

    def operand(self) -> Node:
        """A number, a name, a call, or something in brackets."""
        t = self.next
        if t.kind == "number":
            self.place += 1
            return Number(number(t.text, self.what))
        if t.kind == "constant":
            self.place += 1
            return Constant(t.text)
        if t.kind == "function":
            return self.applied()
        if t.kind == "name":
            return self.named()
        if self.at(*self.brackets):
            return self.bracketed()
        if bar := self.accept("|", "lbar"):
            self.bars += 1
            inside = self.expression()
            self.bars -= 1
            self.expect("|" if bar.text == "|" else "rbar", "to close the absolute value")
            return Call("Abs", (self.numeric(inside, "|"),))
        if t.text in (")", "]", "}") and self.place == 0:
            raise self.refuse(f"unbalanced brackets: {t.text!r} at place {t.position + 1} closes nothing")
        raise self.error("expected a number, a name or '('")

    def bracketed(self) -> Node:
        """What stands in brackets that have been opened; several items make a tuple."""
        opened = self.next
        self.place += 1
        bars, self.bars = self.bars, 0
        items = [self.expression()]
        tuple_ = False
        while self.accept(","):
            tuple_ = True
            if self.at(self.brackets[opened.text]):
                break
            items.append(self.expression())
        self.bars = bars
        self.close(opened)
        return Tuple(tuple(items)) if tuple_ else items[0]

    def close(self, opened: Token) -> None:
        """Read the bracket that closes this one."""
        closing = self.brackets[opened.text]
        if self.next.kind == "end":
            raise self.refuse(f"unbalanced brackets: {opened.text!r} at place {opened.position + 1} is never closed")
        if not self.accept(closing):
            t = self.next
            if t.kind in OPERANDS or t.text in self.brackets:
                self.finish()
            raise self.error(f"expected {closing!r} to close the bracket at place {opened.position + 1}")

    # -------------------------------------------------------------- names and calls

    def named(self) -> Node:
        """A name, or a call if a bracket follows (in LaTeX a declared name is never called)."""
        t = self.next
        self.place += 1
        name = t.text
        if name in ("True", "False"):
            return Truth(name == "True")
        if name in ("and", "or", "not", "in"):
            self.place -= 1
            raise self.error("expected a number, a name or '('")
        if len(name) > LONGEST_NAME:
            raise self.refuse(f"the name {shown(name, 20)} is longer than {LONGEST_NAME} characters")
        declared = name in self.names
        if self.at("(") and not (self.latex and (declared or canonical(name) not in self.functions)):
            return self.call(name)
        if declared:
            return Name(name)
        if name in CONSTANTS and not (self.latex and name == "E"):
            return Constant(name)
        if canonical(name) in self.functions and self.names:
            raise self.refuse(
                f"{name!r} at place {t.position + 1} is a function; write {name}(…), or declare that name"
            )
        return Name(name)

    def call(self, name: str) -> Node:
        """A function applied to what stands in brackets."""
        function = canonical(name)
        opened = self.next
        if function not in self.functions:
            if name in self.names:
                raise self.refuse(f"{name!r} is not a function; write {name}*(…) for a product")
            raise self.refuse(
                f"unknown function {shown(name)}{near(name, [*self.functions, *SPELLINGS])} (place {opened.position})"
            )
        self.place += 1
        arguments: list[Node] = []
        bars, self.bars = self.bars, 0
        while not self.at(")"):
            arguments.append(self.expression())
            if not self.accept(","):
                break
        self.bars = bars
        self.close(opened)
        return self.built(function, name, tuple(arguments))

    def applied(self) -> Node:
        """A LaTeX function command: subscript as first argument, exponent before the argument, brackets or none."""
        t = self.next
        self.place += 1
        if t.text == "sum":
            return self.summation()
        first: tuple[Node, ...] = ()
        if self.accept("_"):
            first = (self.operand(),)
        if first and t.text == "Indicator":
            return self.indicator(first[0])
        exponent: Node | None = None
        if self.accept("^"):
            exponent = self.expression(SIGN)
            if exponent == Unary("-", Number(Fraction(1))):
                raise self.refuse(f"\\{t.text}^{{-1}} may mean an inverse or a reciprocal; write it out")
        if self.at(*self.brackets):
            inside = self.bracketed()
            arguments = (*first, *(inside.items if isinstance(inside, Tuple) else (inside,)))
        else:
            arguments = (*first, self.expression(POWER))
            n = self.next
            if self.juxtaposed() and n.kind != "function":
                raise self.refuse(
                    f"where the argument of \\{t.text} ends is not clear at place {n.position + 1}; put it in brackets"
                )
        node = self.built(t.text, t.text, arguments)
        return node if exponent is None else Binary("^", node, exponent)

    def built(self, function: str, name: str, arguments: tuple[Node, ...]) -> Node:
        """The node of a call, once its arguments are of the right number and kind."""
        least, most = self.functions[function]
        if not least <= len(arguments) <= most:
            wanted = f"{least}" if least == most else f"at least {least}" if most == MANY else f"{least} to {most}"
            plural = "" if wanted == "1" else "s"
            raise self.refuse(f"{name} takes {wanted} argument{plural}, not {len(arguments)}")
        if function == "Piecewise":
            return Call(function, tuple(self.branch(a) for a in arguments))
        if function == "Indicator":
            return self.indicator(arguments[0])
        if function == "Sum":
            return self.sum(arguments)
        for a in arguments:
            self.numeric(a, name)
        if function in ("Eq", "Ne"):
            return Compare(("==" if function == "Eq" else "!=",), arguments)
        if function == "Heaviside":
            return self.indicator(Compare((">=",), (arguments[0], Number(Fraction(0)))))
        return Call(function, arguments)

    def indicator(self, condition: Node) -> Node:
        """1 where the condition holds, 0 elsewhere."""
        if not is_condition(condition):
            raise self.refuse("Indicator takes a condition, such as Indicator(x > m)")
        one, zero = Number(Fraction(1)), Number(Fraction(0))
        return Call("Piecewise", (Tuple((one, condition)), Tuple((zero, Truth(True)))))

    def branch(self, node: Node) -> Node:
        """A (value, condition) pair of a Piecewise."""
        if not isinstance(node, Tuple) or len(node.items) != 2 or not is_condition(node.items[1]):
            raise self.refuse("Piecewise takes pairs (value, condition), the last one (value, True)")
        self.numeric(node.items[0], "Piecewise")
        return node

    def summation(self) -> Node:
        r"""``\sum_{k=0}^{\infty} term``; the term is a product."""
        self.expect("_", "below \\sum, as in \\sum_{k=0}^{\\infty}")
        self.expect("(", "below \\sum, as in \\sum_{k=0}^{\\infty}")
        index = self.operand()
        self.expect("=", "below \\sum, as in \\sum_{k=0}^{\\infty}")
        lower = self.expression()
        self.expect(")", "to close the lower end of \\sum")
        self.expect("^", "after the lower end of \\sum")
        upper = self.operand()
        return self.sum((self.expression(PRODUCT), index, lower, upper))

    def sum(self, arguments: tuple[Node, ...]) -> Node:
        """Sum(term, k, lower, upper), or Sum(term, (k, lower, upper))."""
        last = arguments[-1]
        parts = (arguments[0], *last.items) if len(arguments) == 2 and isinstance(last, Tuple) else arguments
        index = parts[1]
        if len(parts) != 4 or not isinstance(index, Name):
            raise self.refuse("a sum is written Sum(term, k, 0, oo), with a plain name for its index")
        term, _, lower, upper = parts
        if index.name in self.names:
            raise self.refuse(f"the index {index.name!r} of a sum is also a declared name; rename the index")
        for part in (term, lower, upper):
            self.numeric(part, "Sum")
        return Sum(term, index.name, lower, upper)

    # -------------------------------------------------------------- kinds

    def numeric(self, node: Node, where: str) -> Node:
        """The node, if it is a number."""
        if is_condition(node):
            raise self.refuse(
                f"a comparison stands where {where!r} needs a number; write Piecewise((value, condition), …)"
            )
        if isinstance(node, Tuple):
            raise self.refuse(f"a list in brackets stands where {where!r} needs a number")
        return node

    def logical(self, node: Node, where: str) -> Node:
        """The node, if it is true or false."""
        if not is_condition(node):
            raise self.refuse(f"a number stands where {where!r} needs a comparison")
        return node
