"""Functions of the lowered plan -> R: passes over vectors, scalar loops for the searches."""

from __future__ import annotations

import ast
import copy
import re
import textwrap
from collections.abc import Iterable, Sequence

from thetahat.codegen.languages.expression import ATOM, POWER, Swap, Text, parsed
from thetahat.codegen.languages.imperative import Language
from thetahat.codegen.languages.items import Each, Function, Item, pass_sources, tree
from thetahat.codegen.languages.kernel import kernel
from thetahat.codegen.languages.r_layout import laid
from thetahat.codegen.languages.r_runtime import OWN
from thetahat.codegen.languages.variables import Node, each_nodes
from thetahat.core.plan import Pass

RESERVED = frozenset(
    "if else repeat while function for next break TRUE FALSE NULL Inf NaN NA NA_integer_ NA_real_ NA_complex_ "
    "NA_character_ in T F c pi i parameters labels exists limit estimate vcov value information regular part out "
    "triangle".split()
)


class R(Language):
    """R: passes over vectors, scalar loops for the searches."""

    target = "r"
    width = 80
    indent = "  "
    end = ""
    declares = False
    reserved = RESERVED
    words = {
        **{w: w for w in "log exp sqrt abs sign sin cos tan sinh cosh tanh floor log1p expm1".split()},
        **{f"arc{w}": f"a{w}" for w in "sin cos tan sinh cosh tanh".split()},
        "arctan2": "atan2",
        "ceil": "ceiling",
        "gammaln": "lgamma",
        "gamma": "gamma",
        "digamma": "digamma",
        "trigamma": "trigamma",
        "polygamma": "psigamma({1}, {0})",
        "beta": "beta",
        "betaln": "lbeta",
        "maximum": "pmax",
        "minimum": "pmin",
        "expit": "stats::plogis",
        "isfinite": "is.finite",
        "inverse_expm1": "(1 / expm1({0}))",
        "erfc": "(2 * stats::pnorm(-sqrt(2) * ({0})))",
        "erf": "(1 - 2 * stats::pnorm(-sqrt(2) * ({0})))",
        "log_bessel_k": "(log(besselK({1}, {0}, TRUE)) - {1})",
        "bessel_k_ratio": "(besselK({1}, {0} + 1, TRUE) / besselK({1}, {0}, TRUE))",
        "gammainc": "stats::pgamma({1}, {0})",
        "gammaincc": "stats::pgamma({1}, {0}, lower.tail = FALSE)",
    }
    constants = {"pi": "pi", "inf": "Inf", "nan": "NaN", "True": "TRUE", "False": "FALSE"}
    logic = {ast.And: "&", ast.Or: "|"}
    denial = "!"
    texts = {
        "if": "if ({0}) {{",
        "elif": "}} else if ({0}) {{",
        "else": "}} else {{",
        "close": "}}",
        "while": "while ({0}) {{",
        "for": "for ({0} in seq_len({1}) - 1) {{",
        "break": "break",
        "continue": "next",
    }
    carried = frozenset(OWN)
    closure = "function({0}) {1}"
    prefix = ""
    vectors: list[str] = []

    def line(self, text: str = "") -> None:
        self.lines += laid(text, self.indent * self.depth, self.width) if text else [""]

    def wrapped(self, head: str, items: Sequence[str], tail: str) -> None:
        if not tail.endswith("{"):
            self.line(head + ", ".join(items) + tail)
        elif len(head) <= self.width // 2 or len(head) + len(", ".join(items)) + len(tail) <= self.width:
            super().wrapped(head, items, tail)
        else:
            self.line(head)
            self.depth += 2
            super().wrapped("", items, "")
            self.depth -= 2
            self.line(tail)

    def number(self, value: float) -> str:
        return repr(float(value)).removesuffix(".0")

    named: dict[str, str] = {}
    """Functions of an index that come twice in the function that is written, to their names."""

    def function(self, f: Function) -> list[str]:
        self.expect(x for item in f.body for x in _sources(item))
        return super().function(f)

    def expect(self, sources: Iterable[str]) -> None:
        """What the body of a function holds."""
        found = [ast.unparse(n) for x in sources for n in ast.walk(tree(x)) if isinstance(n, ast.Lambda)]
        self.named = {x: "" for x in found if found.count(x) > 1}

    def fitted(self, value: ast.expr, used: int) -> ast.expr:
        value = copy.deepcopy(value)
        for n in [n for n in ast.walk(value) if isinstance(n, ast.Lambda)]:
            source = ast.unparse(n)
            if source in self.named and self.depth == 1:
                if not self.named[source]:
                    self.named[source] = self.fresh("term")
                    self.line(f"{self.named[source]} <- {self.text(n)}")
                value = Swap(n, self.named[source]).visit(value)
        # formulas of two lines are laid out; longer ones are cut
        return super().fitted(value, used - self.width)

    def raised(self, base: ast.expr, exponent: ast.expr) -> Text:
        return f"{self.tight(base, ATOM)}^{self.tight(exponent, ATOM)}", POWER

    def where(self, test: ast.expr, yes: ast.expr, no: ast.expr) -> Text:
        return f"ifelse({self.text(test)}, {self.text(yes)}, {self.text(no)})", ATOM

    def declared(self, name: str, value: str, once: bool) -> str:
        return f"{name} <- {value}"

    def assigned(self, name: str, value: str) -> str:
        return f"{name} <- {value}"

    def title(self, name: str) -> str:
        return f".{self.prefix}_{name}"

    def argument(self, e: ast.expr) -> str:
        if isinstance(e, ast.Name) and e.id == "rows":
            return ", ".join(self.vectors)
        return self.text(e)

    def call(self, word: str, args: list[ast.expr]) -> Text:
        if word == "count":
            return f"length({self.vectors[0]})", ATOM
        if word in OWN:
            self.calls.add(word)
            return f"{self.title(word)}({', '.join(self.argument(a) for a in args)})", ATOM
        return super().call(word, args)

    def show_BoolOp(self, e: ast.BoolOp) -> Text:
        # in tests of scalars; passes use logical_and, which is elementwise
        sign = "&&" if isinstance(e.op, ast.And) else "||"
        return f" {sign} ".join(self.tight(v, 1) for v in e.values), 0

    def show_Compare(self, e: ast.Compare) -> Text:
        text, binds = super().show_Compare(e)
        return text.replace(" & ", " && ") if len(e.ops) > 1 else text, binds

    def show_UnaryOp(self, e: ast.UnaryOp) -> Text:
        if isinstance(e.op, ast.Not):
            inner = e.operand
            sure = isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id == "isfinite"
            return (f"!{self.text(inner)}" if sure else f"!isTRUE({self.text(inner)})"), ATOM
        return super().show_UnaryOp(e)

    # -------------------------------------------------------------- functions

    def head(self, f: Function) -> None:
        for x in textwrap.wrap(f.told, self.width - 4):
            self.line(f"# {x}")
        arguments = [*(self.vectors if f.rows else []), *(self.name(a) for a in f.arguments)]
        self.wrapped(f"{self.title(f.name)} <- function(", arguments, ") {")

    def kernel_function(self, name: str) -> list[str]:
        """A scalar function, made to work on vectors."""
        lines = super().kernel_function(name)
        if name in ("outward", "inward", "stretch", "bend", "farthest", "unbounded", "choose", "modulo"):
            return lines
        lines += laid(f"{self.title(name)} <- Vectorize({self.title(name)})", "", self.width)
        return lines

    def several(self, targets: Sequence[tuple[str, bool, bool]], call: ast.Call) -> None:
        found = self.fresh("found")
        assert isinstance(call.func, ast.Name)
        self.calls.add(call.func.id)
        self.wrapped(f"{found} <- {self.title(call.func.id)}(", [self.argument(a) for a in call.args], ")")
        for i, (v, _, _) in enumerate(targets):
            if v in self.read:
                self.line(f"{self.name(v)} <- {found}[{i + 1}]")

    def returned(self, values: Sequence[ast.expr]) -> None:
        early = self.depth > 1
        value = values[0]
        if len(values) == 1 and isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
            word = value.func.id
            if word in self.functions or word in kernel():
                text, items = self.text(value), [self.argument(a) for a in value.args]
                if text == f"{self.title(word)}({', '.join(items)})":
                    head, tail = ("return(", "))") if early else ("", ")")
                    self.wrapped(f"{head}{self.title(word)}(", items, tail)
                    return
        if len(values) == 1:
            text = self.text(self.fitted(values[0], 10))
            self.line(f"return({text})" if early else text)
            return
        texts = [self.text(self.fitted(v, 10)) for v in values]
        self.wrapped("return(c(" if early else "c(", texts, "))" if early else ")")

    def test(self, pattern: str, test: ast.expr) -> None:
        sure = isinstance(test, ast.UnaryOp) or _is_finite(test)
        text = self.text(test)
        line = pattern.format(text if sure else f"isTRUE({text})")
        room = self.width - len(self.indent) * self.depth
        if len(line) <= room:
            self.line(line)
            return
        parts = re.split(r" (?=&& )", line)
        current = ""
        for i, part in enumerate(parts):
            part = part.removeprefix("&& ")
            after = 3 if i + 1 < len(parts) else 0
            if current and len(current) + 4 + len(part) + after > room:
                self.line(current + " &&")
                current = self.indent + part
            else:
                current = f"{current} && {part}" if current else part
        self.line(current)

    # -------------------------------------------------------------- rows

    def passed(self, p: Pass, new: set[str], once: set[str]) -> None:
        for name, e in p.locals:
            self.assign(name, parsed(e), True, True)
        for i, kind in enumerate(p.kinds):
            name = self.name(p.names[i])
            rest = self.fitted(parsed(p.summands[i]), len(name) + 12)
            text = self.text(rest)
            if kind == "quantile":
                self.calls.add("level")
                self.line(f"{name} <- {self.title('level')}({text}, {self.text(p.levels[i])})")
            else:
                self.line(f"{name} <- {_REDUCE[kind]}({text})")

    def each(self, e: Each) -> None:
        outer = dict(self.names)
        i = self.fresh("i")
        self.line(f"for ({i} in seq_along({self.vectors[0]})) {{")
        self.depth += 1
        for v in e.reads:
            vector = self.names.get(v, v)
            self.names[v] = f"{vector}_here"
            self.line(f"{self.names[v]} <- {vector}[{i}]")
        nodes: list[Node] = list(each_nodes(e))
        self.block(nodes, [])
        self.depth -= 1
        self.line("}")
        self.names = outer


def _sources(item: Item) -> Sequence[str]:
    """The texts of one item of a body."""
    if isinstance(item, str):
        return [item]
    return pass_sources(item) if isinstance(item, Pass) else item.body


def _is_finite(test: ast.expr) -> bool:
    """Whether a test is TRUE or FALSE, never NA."""
    if isinstance(test, ast.BoolOp):
        return all(map(_is_finite, test.values))
    return isinstance(test, ast.Call) and isinstance(test.func, ast.Name) and test.func.id == "isfinite"


_REDUCE = {"total": "sum", "minimum": "min", "maximum": "max"}
