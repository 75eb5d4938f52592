"""Functions of the lowered plan -> C: doubles, structures for rows and for results, loops."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from thetahat.codegen.languages.expression import ATOM, Text, parsed
from thetahat.codegen.languages.imperative import Language, is_truth
from thetahat.codegen.languages.items import Each, Function, flow, only
from thetahat.codegen.languages.variables import Node, each_nodes
from thetahat.core.plan import Pass
from thetahat.engines.vocabulary import SERIES
from thetahat.errors import TargetError

KEYWORDS = frozenset(
    "auto break case char const continue default do double else enum extern float for goto if inline int long "
    "register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while "
    "_Bool _Complex bool true false main NULL NAN INFINITY HUGE_VAL size_t M_PI i j out rows add quantile ranked "
    "result estimate regular factor entry column variance triangle inner last "
    "y0 y1 yn j0 j1 jn gamma lgamma tgamma exp2 log2 logb scalb drem significand finite isinf isnan signgam "
    "fma fmax fmin fdim remainder rint round trunc cbrt hypot nan abs div time clock exit index errno asm typeof "
    "new delete class this template private public operator try catch throw namespace using virtual friend alignas "
    "alignof constexpr nullptr static_assert thread_local typeof_unqual inverse valid limit units information "
    "parameters acos asin atan atan2 ceil cos cosh exp expm1 fabs floor fmod frexp ldexp log log10 log1p modf pow "
    "sin sinh sqrt tan tanh acosh asinh atanh erf erfc copysign ilogb isfinite isnormal isgreater isless nearbyint "
    "nextafter scalbn ptrdiff_t".split()
)


class C(Language):
    """C99."""

    target = "c"
    width = 80
    indent = "  "
    reserved = KEYWORDS
    carried = frozenset(SERIES)
    words = {
        **{w: w for w in "log exp sqrt sin cos tan sinh cosh tanh floor ceil log1p expm1 erf erfc isfinite".split()},
        "abs": "fabs",
        "arcsin": "asin",
        "arccos": "acos",
        "arctan": "atan",
        "arctan2": "atan2",
        "arcsinh": "asinh",
        "arccosh": "acosh",
        "arctanh": "atanh",
        "gammaln": "lgamma",
        "gamma": "tgamma",
        "maximum": "fmax",
        "minimum": "fmin",
        "pow": "pow",
    }
    quantities: list[str] = []
    constants = {"pi": "3.141592653589793", "inf": "INFINITY", "nan": "NAN", "True": "1", "False": "0"}
    square = True
    aligned = True

    def truth(self, name: str, value: str) -> str:
        return f"const int {name} = {value};"

    def declared(self, name: str, value: str, once: bool) -> str:
        return f"{'const ' if once else ''}double {name} = {value};"

    def argument(self, e: ast.expr) -> str:
        return "rows" if isinstance(e, ast.Name) and e.id == "rows" else self.text(e)

    def call(self, word: str, args: list[ast.expr]) -> Text:
        return ("(double)rows->n", ATOM) if word == "count" else super().call(word, args)

    def show_Name(self, e: ast.Name) -> Text:
        if e.id in self.integers:
            return self.name(e.id), 6
        return super().show_Name(e)

    # -------------------------------------------------------------- functions

    def head(self, f: Function) -> None:
        self.comment(f.told)
        arguments = ["const struct rows *rows"] if f.rows else []
        arguments += [f"double {self.name(a)}" for a in f.arguments]
        if f.outputs > 1:
            arguments.append("double *out")
        self.wrapped(f"static {'double' if f.outputs == 1 else 'void'} {f.name}(", arguments or ["void"], ") {")

    def comment(self, text: str) -> None:
        """A comment before a function."""
        import textwrap

        lines = textwrap.wrap(text.replace("*/", "* /"), self.width - 6) or [""]
        for i, x in enumerate(lines):
            self.line(("/* " if i == 0 else "   ") + x + (" */" if i + 1 == len(lines) else ""))

    def opening(self, f: Function, nodes: Sequence[Node]) -> None:
        mentioned = {m for item in f.body for m in _words(item)}
        for a in f.arguments:
            if f.body and a not in mentioned:
                self.line(f"(void){self.name(a)};")
        if f.rows and f.body and not ("rows" in mentioned or any(not isinstance(b, str) for b in f.body)):
            self.line("(void)rows;")

    def several(self, targets: Sequence[tuple[str, bool, bool]], call: ast.Call) -> None:
        found = self.fresh("found")
        self.line(f"double {found}[{len(targets)}];")
        assert isinstance(call.func, ast.Name)
        self.calls.add(call.func.id)
        self.wrapped(f"{call.func.id}(", [*(self.argument(a) for a in call.args), found], ");")
        for i, (v, new, once) in enumerate(targets):
            if v not in self.read:
                continue
            value = f"{found}[{i}]"
            self.line(self.declared(self.name(v), value, once) if new else f"{self.name(v)} = {value};")

    def returned(self, values: Sequence[ast.expr]) -> None:
        if self.outputs == 1:
            self.broken_line("return ", self.fitted(values[0], 10))
            return
        for i, v in enumerate(values):
            self.line(f"out[{i}] = {self.text(self.fitted(v, 14))};")
        if self.depth > 1:
            self.line("return;")

    def assign(self, target: str, value: ast.expr, new: bool, once: bool) -> None:
        name = self.name(target)
        value = self.fitted(value, len(name) + 16)
        if new and is_truth(value):
            self.broken_line(f"const int {name} = ", value)
            return
        kind = ("const double " if once else "double ") if new else ""
        self.broken_line(f"{kind}{name} = ", value)

    def part(self, name: str, e: ast.expr) -> None:
        self.broken_line(f"const {'int' if is_truth(e) else 'double'} {name} = ", e)

    def broken_line(self, head: str, value: ast.expr) -> None:
        """head value; as clang-format cuts it: a call between its arguments, else after the equals sign."""
        text = self.text(value)
        room = self.width - len(self.indent) * self.depth
        if len(head) + len(text) < room:
            self.line(f"{head}{text};")
        elif head.endswith("= ") and len(text) + 4 < room:
            self.line(head.rstrip())
            self.line(f"    {text};")
        elif isinstance(value, ast.Call) and text.endswith(")") and text.partition("(")[0].isidentifier():
            self.wrapped(f"{head}{text.partition('(')[0]}(", [self.argument(a) for a in value.args], ");")
        elif head.endswith("= "):
            self.line(head.rstrip())
            self.line(f"    {text};")
        else:
            self.line(f"{head}{text};")

    # -------------------------------------------------------------- rows

    def row(self, reads: Sequence[str]) -> None:
        """The variables of row i."""
        for x in reads:
            self.line(f"const double {self.name(x)} = {self.name(x)}_at(rows, i);")

    def passed(self, p: Pass, new: set[str], once: set[str]) -> None:
        loop = [i for i, kind in enumerate(p.kinds) if kind != "quantile"]
        for i, kind in enumerate(p.kinds):
            if kind == "quantile":
                level = self.text(p.levels[i])
                text = f"quantile(rows, {self.at(p, p.summands[i])}, {level})"
                name = p.names[i]
                self.line(self.declared(self.name(name), text, name in once) if name in new else f"{name} = {text};")
        if not loop:
            return
        lost = {}
        for i in loop:
            name = self.name(p.names[i])
            first = {"total": "0.0", "minimum": "INFINITY", "maximum": "-INFINITY"}[p.kinds[i]]
            self.line(f"double {name} = {first};" if p.names[i] in new else f"{name} = {first};")
            if p.kinds[i] == "total" and not _counts(p.summands[i]):
                lost[i] = self.fresh("lost")
                self.line(f"double {lost[i]} = 0.0;")
        self.line("for (size_t i = 0; i < rows->n; ++i) {")
        self.depth += 1
        self.row(p.reads)
        for name, e in p.locals:
            self.assign(name, parsed(e), True, True)
        for i in loop:
            name = self.name(p.names[i])
            if i in lost:
                text = self.text(self.fitted(parsed(p.summands[i]), len(name) + len(lost[i]) + 14))
                self.line(f"add(&{name}, &{lost[i]}, {text});")
            elif p.kinds[i] == "total":
                text = self.text(self.fitted(parsed(p.summands[i]), len(name) + 6))
                self.line(f"{name} += {text.removeprefix('(').removesuffix(')')};")
            else:
                text = self.text(self.fitted(parsed(p.summands[i]), 2 * len(name) + 14))
                self.line(f"{name} = {'fmin' if p.kinds[i] == 'minimum' else 'fmax'}({name}, {text});")
        self.depth -= 1
        self.line("}")
        for i in lost:
            self.line(f"{self.name(p.names[i])} += {lost[i]};")

    def at(self, p: Pass, summand: str) -> str:
        """The function that gives at a row what a quantile is taken of; it is made when it is none of the variables."""
        found = re.fullmatch(r"(abs\()?([A-Za-z]\w*)\)?", summand)
        if found is not None and found[2] in p.reads:
            return f"{self.name(found[2])}_{'size_' if found[1] else ''}at"
        part = only(Pass(p.names, p.kinds, (summand,) * len(p.names), p.levels, p.locals, p.reads), {p.names[0]})
        assert isinstance(part, Pass)
        if flow(part)[0]:
            raise TargetError(f"target 'c' has no quantile of {summand}; numpy, r can write it")
        name = self.fresh("quantity") + "_at"
        outer, self.lines, depth, self.depth = self.lines, [], self.depth, 0
        self.line(f"static double {name}(const struct rows *rows, size_t i) {{")
        self.depth = 1
        self.row(part.reads)
        for local, e in part.locals:
            self.assign(local, parsed(e), True, True)
        self.line(f"return {self.text(summand)};")
        self.depth = 0
        self.line("}")
        self.quantities.append("\n".join(self.lines))
        self.lines, self.depth = outer, depth
        return name

    def each(self, e: Each) -> None:
        self.line("for (size_t i = 0; i < rows->n; ++i) {")
        self.depth += 1
        self.row(e.reads)
        nodes = each_nodes(e)
        inside = [n.targets[0].id for n in nodes if isinstance(n, ast.Assign) and isinstance(n.targets[0], ast.Name)]
        self.block(nodes, inside)
        self.depth -= 1
        self.line("}")


def _counts(summand: str) -> bool:
    """Whether a sum counts rows: nothing is rounded."""
    e = parsed(summand)
    called = isinstance(e, ast.Call) and isinstance(e.func, ast.Name) and e.func.id == "where"
    return called and isinstance(e, ast.Call) and all(isinstance(a, ast.Constant) for a in e.args[1:])


def _words(item: object) -> set[str]:
    if isinstance(item, str):
        return set(re.findall(r"[A-Za-z_]\w*", item))
    if isinstance(item, Pass):
        return set(re.findall(r"[A-Za-z_]\w*", " ".join([*item.summands, *(e for _, e in item.locals)])))
    assert isinstance(item, Each)
    return set(re.findall(r"[A-Za-z_]\w*", " ".join(item.body))) | {"rows"}
