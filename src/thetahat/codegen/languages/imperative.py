"""Functions of the lowered plan -> lines of a language with statements: declarations, loops, passes over rows.

A language is a subclass: tables of words, and a few texts for declaring, looping and returning.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

from thetahat.codegen.languages.expression import Formulas, Text, cut, identifiers
from thetahat.codegen.languages.items import Each, Function
from thetahat.codegen.languages.kernel import kernel, kernel_calls
from thetahat.codegen.languages.variables import Node, assigned, mentioned, nodes_of, read, tested, times
from thetahat.core.plan import Pass


class Language(Formulas):
    """Base of the languages with statements."""

    width = 80
    indent = "    "
    end = ";"
    reserved: frozenset[str] = frozenset()
    tools: tuple[str, ...] = ()
    """Functions that every file carries."""
    fold = False
    endings: tuple[str, ...] = ()
    """Endings that names of variables may not have."""
    declares = True
    """Whether variables are declared."""
    aligned = False
    """Whether a condition goes on under its bracket."""
    texts: dict[str, str] = {
        "if": "if ({0}) {{",
        "elif": "}} else if ({0}) {{",
        "else": "}} else {{",
        "close": "}}",
        "while": "while ({0}) {{",
        "for": "for (int {0} = 0; {0} < {1}; ++{0}) {{",
        "break": "break;",
        "continue": "continue;",
    }

    def __init__(self, functions: Iterable[Function]) -> None:
        super().__init__()
        self.functions = {f.name: f for f in functions}
        self.lines: list[str] = []
        self.depth = 0
        self.integers: set[str] = set()
        self.count = 0
        self.calls: set[str] = set()
        self.read: set[str] = set()

    # -------------------------------------------------------------- names

    def settle(self, names: Iterable[str]) -> None:
        """Fix the identifiers of everything that the functions name."""
        functions = {*self.functions, *kernel(), *self.tools}
        taken = {*self.reserved, *functions, *map(self.title, functions)}
        taken |= {w for w in self.words.values() if w.isidentifier()}
        self.names = identifiers(names, taken, self.fold, self.endings)

    def fresh(self, base: str = "part") -> str:
        """A name for a part of a long formula."""
        self.count += 1
        name = f"{base}_{self.count}"
        while name in self.names.values() or name in self.names:
            self.count += 1
            name = f"{base}_{self.count}"
        return name

    # -------------------------------------------------------------- lines

    def line(self, text: str = "") -> None:
        """One line at the present depth."""
        self.lines.append(self.indent * self.depth + text if text else "")

    def wrapped(self, head: str, items: Sequence[str], tail: str) -> None:
        """head(item, …)tail on one line if it fits, else continued."""
        room = self.width - len(self.indent) * self.depth
        pad = " " * len(head)
        fits = self.aligned and all(len(head) + len(i) + len(tail) <= room for i in items)
        inner = ", ".join(items) + tail
        # an assignment takes two lines rather than three
        third = " = " in head and len(inner) > 2 * (room - len(head))
        if fits and third and 2 * len(self.indent) + len(inner) <= room:
            self.line(head)
            self.line(self.indent * 2 + inner)
            return
        if len(head) > room // 2 and not fits:
            pad = self.indent * 2 if self.aligned else self.indent
        current = head
        for i, item in enumerate(items):
            text = item + (", " if i + 1 < len(items) else tail)
            if len(current) + len(text.rstrip()) > room and current.strip():
                self.line(self.broken(current.rstrip()))
                current = pad
            current += text
        self.line(current.rstrip())

    def broken(self, text: str) -> str:
        """A line that goes on in the next one."""
        return text

    def call(self, word: str, args: list[ast.expr]) -> Text:
        """A function of the language, of the plan, or of the kernel."""
        if word in self.words:
            return super().call(word, args)
        if word not in self.functions and word not in kernel():
            self.refuse(word)
        if word == "lambert_w" and len(args) == 1:
            args = [*args, ast.Constant(0.0)]
        self.calls.add(word)
        return f"{self.title(word)}({', '.join(self.argument(a) for a in args)})", 6

    def title(self, name: str) -> str:
        """The name of a function as the language writes it."""
        return name

    def argument(self, e: ast.expr) -> str:
        """An argument of a call."""
        return self.text(e)

    # -------------------------------------------------------------- functions

    def function(self, f: Function) -> list[str]:
        """The lines of one function."""
        return self._written(f, [n for item in f.body for n in nodes_of(item)])

    def kernel_function(self, name: str) -> list[str]:
        """The lines of a function of the kernel."""
        node = kernel()[name]
        doc = ast.get_docstring(node) or ""
        own = tuple(a.arg for a in node.args.args)
        f = Function(name, doc, own, (), 1, False)
        body: list[Node] = [n for n in node.body if not isinstance(n, ast.Expr)]
        outer = self.names
        taken = {*self.reserved, *kernel(), *(w for w in self.words.values() if w.isidentifier())}
        self.names = identifiers([*own, *assigned(body)], taken, self.fold)
        lines = self._written(f, body)
        self.names = outer
        return lines

    def _written(self, f: Function, nodes: Sequence[Node]) -> list[str]:
        self.lines, self.depth = [], 0
        self.head(f)
        self.depth += 1
        self.arguments = set(f.arguments)
        self.opening(f, nodes)
        self.outputs = f.outputs
        self.read = read(nodes)
        self.block(nodes, [v for v in assigned(nodes) if v not in self.arguments])
        self.closing(f)
        self.depth -= 1
        self.foot(f)
        return self.lines

    def needed(self) -> list[str]:
        """The kernel functions that were called, and those that they call, in the kernel's order."""
        todo = [w for w in self.calls if w in kernel() and w not in self.functions]
        found: set[str] = set()
        while todo:
            name = todo.pop()
            if name not in found:
                found.add(name)
                todo += [w for w in kernel_calls(name) if w in kernel() and w not in self.words]
        return [n for n in kernel() if n in found]

    # hooks of a language

    def head(self, f: Function) -> None:
        """The lines before a function's body."""
        raise NotImplementedError

    def foot(self, f: Function) -> None:
        """The lines after it."""
        self.line("}")

    def opening(self, f: Function, nodes: Sequence[Node]) -> None:
        """What a body begins with."""

    def closing(self, f: Function) -> None:
        """What a body ends with."""

    def declared(self, name: str, value: str, once: bool) -> str:
        """A declaration with a value; ``once``: it never changes."""
        return f"{name} = {value}{self.end}"

    def assigned(self, name: str, value: str) -> str:
        """An assignment."""
        return f"{name} = {value}{self.end}"

    def several(self, targets: Sequence[tuple[str, bool, bool]], call: ast.Call) -> None:
        """targets (name, new, once) = the numbers that a call returns."""
        raise NotImplementedError

    def returned(self, values: Sequence[ast.expr]) -> None:
        """A return statement."""
        raise NotImplementedError

    def passed(self, p: Pass, new: set[str], once: set[str]) -> None:
        """A pass over the rows; ``new`` are the names that it declares."""
        raise NotImplementedError

    def each(self, e: Each) -> None:
        """A loop over the rows."""
        raise NotImplementedError

    # -------------------------------------------------------------- statements

    def block(self, nodes: Sequence[Node], variables: Sequence[str]) -> None:
        """Statements, with the declarations of these variables where they belong."""
        inline: dict[int, list[str]] = {}
        inner: dict[int, list[str]] = {}
        mentions = [mentioned(n) for n in nodes]
        for v in [v for v in variables if v in self.read]:
            where = [i for i, names in enumerate(mentions) if v in names]
            first = nodes[where[0]]
            if len(where) == 1 and isinstance(first, (ast.If, ast.While, ast.For, Each)) and not tested(first, v):
                inner.setdefault(where[0], []).append(v)
            elif isinstance(first, (ast.Assign, Pass)):
                inline.setdefault(where[0], []).append(v)
            elif self.declares:
                self.line(self.declared(self.name(v), self.number(0.0), False))
        counts = times(nodes)
        for i, n in enumerate(nodes):
            new = set(inline.get(i, ()))
            once = {v for v in new if counts.get(v, 0) == 1}
            self.statement(n, new, once, inner.get(i, []))

    def name(self, v: str) -> str:
        """The identifier of a name."""
        return self.names.get(v, v)

    def statement(self, n: Node, new: set[str], once: set[str], inner: Sequence[str]) -> None:
        """One statement; ``inner`` are the variables that live inside it."""
        if isinstance(n, Pass):
            self.passed(n, new, once)
        elif isinstance(n, Each):
            self.each(n)
        elif isinstance(n, ast.Assign):
            target = n.targets[0]
            if isinstance(target, ast.Tuple):
                assert isinstance(n.value, ast.Call)
                ids = [t.id for t in target.elts if isinstance(t, ast.Name)]
                self.several([(v, v in new, v in once) for v in ids], n.value)
            else:
                assert isinstance(target, ast.Name)
                self.assign(target.id, n.value, target.id in new, target.id in once)
        elif isinstance(n, ast.Return):
            assert n.value is not None
            self.returned(n.value.elts if isinstance(n.value, ast.Tuple) else [n.value])
        elif isinstance(n, ast.If):
            self.branch(n, "if", inner)
        elif isinstance(n, ast.While):
            self.test(self.texts["while"], n.test)
            self.inside(n.body, inner)
            self.line(self.texts.get("close loop", self.texts["close"]).format())
        elif isinstance(n, ast.For):
            assert isinstance(n.target, ast.Name) and isinstance(n.iter, ast.Call)
            name = n.target.id
            self.integers.add(name)
            self.line(self.texts["for"].format(self.name(name), self.index(n.iter.args[0])))
            self.inside(n.body, [v for v in inner if v != name])
            self.integers.discard(name)
            self.line(self.texts.get("close loop", self.texts["close"]).format())
        elif isinstance(n, (ast.Break, ast.Continue)):
            self.line(self.texts[type(n).__name__.lower()])
        else:
            raise NotImplementedError(type(n).__name__)

    def inside(self, body: Sequence[ast.stmt], variables: Sequence[str]) -> None:
        """An indented block."""
        self.depth += 1
        self.block(body, variables)
        self.depth -= 1

    def branch(self, n: ast.If, word: str, inner: Sequence[str]) -> None:
        """if, elif, else."""
        test = n.test
        if word == "if" and self.aligned and not isinstance(test, ast.BoolOp):
            test = self.fitted(test, len(self.texts["if"]))
        self.test(self.texts[word], test)
        inside = set().union(*map(mentioned, n.body))
        here = [v for v in inner if v in inside]
        self.inside(n.body, here)
        outside = set().union(*map(mentioned, n.orelse))
        other = [v for v in inner if v in outside]
        after = n.orelse[0] if len(n.orelse) == 1 else None
        if isinstance(after, ast.If) and not (self.declares and any(tested(after, v) for v in other)):
            self.branch(after, "elif", other)
            return
        if n.orelse:
            self.line(self.texts["else"].format())
            self.inside(n.orelse, other)
        self.line(self.texts["close"].format())

    def test(self, pattern: str, test: ast.expr) -> None:
        """The line of a condition, cut where it is too long."""
        text = pattern.format(self.text(test))
        room = self.width - len(self.indent) * self.depth
        sign = f" {self.logic[ast.And]} "
        if len(text) > room and sign in text:
            parts = text.split(sign)
            current, pad = parts[0], ""
            for i, part in enumerate(parts[1:], 2):
                after = len(sign) - 1 if i < len(parts) else 0
                if len(pad) + len(current) + len(sign) + len(part) + after > room:
                    self.line(pad + self.broken(current + sign.rstrip()))
                    pad = " " * (_open(pad + current) if self.aligned else 2 * len(self.indent))
                    current = part
                else:
                    current += sign + part
            self.line(pad + current)
            return
        self.line(text)

    def assign(self, target: str, value: ast.expr, new: bool, once: bool) -> None:
        """target = formula, in as many lines as it takes."""
        name = self.name(target)
        value = self.fitted(value, len(name) + 16)
        text = self.text(value)
        if new and is_truth(value):
            self.line(self.truth(name, text))
            return
        self.line(self.declared(name, text, once) if new else self.assigned(name, text))

    def truth(self, name: str, value: str) -> str:
        """A declaration of a truth value."""
        return self.declared(name, value, True)

    def fitted(self, value: ast.expr, used: int) -> ast.expr:
        """The formula with parts declared before it, so that the rest fits on a line."""
        room = self.width - len(self.indent) * self.depth - used
        parts, rest = cut(value, room, lambda e: len(self.text(e)), self.fresh)
        for name, part in parts:
            self.part(name, part)
        return rest

    def part(self, name: str, e: ast.expr) -> None:
        """The declaration of a part of a formula."""
        text = self.text(e)
        self.line(self.truth(name, text) if is_truth(e) else self.declared(name, text, True))


def _open(text: str) -> int:
    """The column behind the last bracket that is open; that of the text where none is."""
    places = [len(text) - len(text.lstrip())]
    for i, c in enumerate(text):
        if c == "(":
            places.append(i + 1)
        elif c == ")":
            places.pop()
    return places[-1]


def is_truth(e: ast.expr) -> bool:
    """Whether a formula is true or false."""
    if isinstance(e, ast.Call) and isinstance(e.func, ast.Name):
        return e.func.id in ("logical_and", "logical_or", "logical_not", "isfinite")
    return isinstance(e, (ast.Compare, ast.BoolOp)) or (isinstance(e, ast.UnaryOp) and isinstance(e.op, ast.Not))
