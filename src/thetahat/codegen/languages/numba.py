"""The target `numba`: a Python module whose functions are compiled by Numba.

estimate(x, known) -> dict of floats; nan or the limits where no maximum exists
nll, gradient, hessian(x, parameters, known) -> float, array (k,), array (k, k)
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Sequence

from thetahat.codegen.languages.expression import ADD, ATOM, COMPARE, NEGATE, POWER, Text, parsed
from thetahat.codegen.languages.heading import heading
from thetahat.codegen.languages.items import Function
from thetahat.codegen.languages.loops import Loops, Written
from thetahat.codegen.lowered import printed
from thetahat.codegen.writer import signature
from thetahat.core.derivation import Derivation
from thetahat.core.plan import Pass, Plan

RESERVED = frozenset(
    "False None True and as assert async await break class continue def del elif else except finally for from global "
    "if import in is lambda nonlocal not or pass raise return try while with yield match case math np numba compiled "
    "i range len float min max estimate nll gradient hessian parameters result limit found PARAMETERS dict zip int "
    "abs sum values name".split()
)


class Numba(Loops):
    """Python that Numba compiles: floats, arrays, loops."""

    target = "numba"
    width = 88
    end = ""
    declares = False
    reserved = RESERVED | frozenset(dir(builtins))
    words = {
        **{w: f"np.{w}" for w in "log exp sqrt abs sign sin cos tan sinh cosh tanh floor ceil log1p expm1".split()},
        **{w: f"np.{w}" for w in "arcsin arccos arctan arctan2 arcsinh arccosh arctanh isfinite".split()},
        **{"gammaln": "math.lgamma", "erf": "math.erf", "erfc": "math.erfc"},
    }
    constants = {"pi": "np.pi", "inf": "np.inf", "nan": "np.nan", "True": "True", "False": "False"}
    logic = {ast.And: "and", ast.Or: "or"}
    denial = "not "
    comment = "#"
    loop = "for i in range(len({0})):"
    close = ""
    adding = "{0} += {1}"
    smaller = "{0} = min({0}, {1})"
    larger = "{0} = max({0}, {1})"
    texts = {
        "if": "if {0}:",
        "elif": "elif {0}:",
        "else": "else:",
        "close": "",
        "while": "while {0}:",
        "for": "for {0} in range({1}):",
        "break": "break",
        "continue": "continue",
    }

    def title(self, name: str) -> str:
        return f"_{name}"

    def line(self, text: str = "") -> None:
        if text:  # the end of a block has no line
            super().line(text)

    def wrapped(self, head: str, items: Sequence[str], tail: str) -> None:
        """On one line, in one line inside the brackets, or one item a line."""
        pad, room = self.indent * self.depth, self.width - len(self.indent) * self.depth
        inner = ", ".join(items)
        if len(head) + len(inner) + len(tail) > room >= len(self.indent) + len(inner):
            self.lines += [pad + head, f"{pad}{self.indent}{inner}", pad + tail]
            return
        self.lines += signature(head.removesuffix("("), items, tail.removeprefix(")"), self.depth)

    def call(self, word: str, args: list[ast.expr]) -> Text:
        if word == "count":
            return f"float(len({self.vectors[0]}))", ATOM
        return super().call(word, args)

    def raised(self, base: ast.expr, exponent: ast.expr) -> Text:
        # an integer power is multiplied out, a floating one is not
        whole = isinstance(exponent, ast.Constant) and exponent.value in (2, 3, 4)
        power = str(int(exponent.value)) if whole and isinstance(exponent, ast.Constant) else self.tight(exponent, ATOM)  # type: ignore[arg-type]
        below = self.tight(base, ATOM)
        sign = "**" if _SIMPLE.fullmatch(below) and _SIMPLE.fullmatch(power) else " ** "
        return f"{below}{sign}{power}", POWER

    def number(self, value: float) -> str:
        return super().number(value).replace("e+", "e")

    def text(self, source: str | ast.expr) -> str:
        out = super().text(source)
        return out[1:-1] if out.startswith("(") and _closes(out) else out

    def show_UnaryOp(self, e: ast.UnaryOp) -> Text:
        if isinstance(e.op, ast.Not):
            return super().show_UnaryOp(e)
        text, binds = self.show(e.operand)
        return f"-{text}" if binds == ATOM else f"-({text})", NEGATE

    def where(self, test: ast.expr, yes: ast.expr, no: ast.expr) -> Text:
        return f"({self.tight(yes, ADD)} if {self.tight(test, COMPARE)} else {self.tight(no, ADD)})", ATOM

    def test(self, pattern: str, test: ast.expr) -> None:
        single = pattern.format(self.text(test))
        room = self.width - len(self.indent) * self.depth
        denied = isinstance(test, ast.UnaryOp)
        inner = test.operand if isinstance(test, ast.UnaryOp) else test
        if len(single) > room and pattern.startswith("if ") and not isinstance(inner, ast.BoolOp):
            inner = self.fitted(inner, len("if not :"))
            single = pattern.format(self.text(ast.UnaryOp(ast.Not(), inner) if denied else inner))
        if len(single) <= room or not isinstance(inner, ast.BoolOp):
            self.line(single)
            return
        sign = self.logic[type(inner.op)]
        head, tail = pattern.format("not (" if denied else "(").removesuffix(":"), "):"
        self.line(head)
        self.depth += 1
        parts = [self.tight(v, COMPARE) for v in inner.values]
        whole = f" {sign} ".join(parts)
        fits = len(whole) <= room - len(self.indent)
        for line in [whole] if fits else [parts[0], *(f"{sign} {part}" for part in parts[1:])]:
            self.line(line)
        self.depth -= 1
        self.line(tail)

    def assign(self, target: str, value: ast.expr, new: bool, once: bool) -> None:
        name = self.name(target)
        rest = self.fitted(value, len(name) + 3)
        text = self.text(rest)
        if len(name) + 3 + len(text) + len(self.indent) * self.depth > self.width and isinstance(rest, ast.Call):
            word = text.partition("(")[0]
            self.wrapped(f"{name} = {word}(", [self.argument(a) for a in rest.args], ")")
            return
        self.line(f"{name} = {text}")

    def head(self, f: Function) -> None:
        arguments = [*(self.vectors if f.rows else []), *(self.name(a) for a in f.arguments)]
        self.line("@compiled")
        self.wrapped(f"def {self.title(f.name)}(", arguments, "):")
        self.depth += 1
        told = f'"""{f.told}"""'
        if len(told) + len(self.indent) <= self.width:
            self.line(told)
        else:
            cut = told.rfind(" ", 0, self.width - len(self.indent))
            self.line(told[:cut])
            self.line(told[cut + 1 :])
        self.depth -= 1

    def foot(self, f: Function) -> None:
        """Nothing closes a function."""

    def several(self, targets: Sequence[tuple[str, bool, bool]], call: ast.Call) -> None:
        assert isinstance(call.func, ast.Name)
        self.calls.add(call.func.id)
        names = ", ".join(self.name(v) if v in self.read else "_" for v, _, _ in targets)
        head, items = f"{self.title(call.func.id)}(", [self.argument(a) for a in call.args]
        room = self.width - len(self.indent) * self.depth
        if len(names) + len(head) + 3 <= room:
            self.wrapped(f"{names} = {head}", items, ")")
            return
        whole = f"{head}{', '.join(items)})"
        if len(names) + 4 <= room:
            self.line(f"{names} = (")
            self.line(f"    {whole}")
            self.line(")")
            return
        self.line("(")
        for name in names.split(", "):
            self.line(f"    {name},")
        self.wrapped(f") = {head}", items, ")")

    def returned(self, values: Sequence[ast.expr]) -> None:
        texts = [self.text(self.fitted(v, 8)) for v in values]
        room = self.width - len(self.indent) * self.depth
        if len(texts) == 1 and len(texts[0]) + 7 > room and isinstance(values[0], ast.Call):
            word = texts[0].partition("(")[0]
            self.wrapped(f"return {word}(", [self.argument(a) for a in values[0].args], ")")
            return
        single = f"return {', '.join(texts)}"
        if len(single) <= room:
            self.line(single)
            return
        self.line("return (")
        self.depth += 1
        for t in texts:
            self.line(f"{t},")
        self.depth -= 1
        self.line(")")

    def quantile(self, p: Pass, i: int) -> str:
        outer = self.rowwise(p.reads)
        self.names |= {n: self.text(e) for n, e in p.locals}
        value = self.text(parsed(p.summands[i]))
        self.names = outer
        return f"_level(np.array([{value} for i in range(len({self.vectors[0]}))]), {p.levels[i]})"


def _closes(text: str) -> bool:
    """Whether the bracket that a text begins with is closed at its end."""
    depth = 0
    for i, c in enumerate(text):
        depth += (c == "(") - (c == ")")
        if depth == 0:
            return i + 1 == len(text)
    return False


_SIMPLE = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*|[0-9.e]+")
"""What stands next to ** without spaces."""

_COLUMN = '''def _column(values, name):
    """One variable as an array of floats; ValueError if it is none."""
    out = np.ascontiguousarray(values, dtype=np.float64)
    if out.ndim != 1 or out.size == 0:
        raise ValueError(f"{name}: expected a vector with data, got shape {out.shape}")
    bad = np.sum(~np.isfinite(out))
    if bad:
        raise ValueError(f"{name}: {bad} values are not finite")
    return out'''

_LEVEL = '''@compiled
def _level(values, p):
    """The value at rank ceil(n p); the midpoint of the two middle ones for p = 1/2."""
    ordered = np.sort(values)
    n = len(ordered)
    k = max(1, int(np.ceil(n * p * (1 - 1e-15))))
    if p == 0.5 and n % 2 == 0:
        return 0.5 * (ordered[k - 1] + ordered[k])
    return ordered[k - 1]'''

_NOTE = [
    "The functions that begin with an underscore are compiled. They take arrays of float64,",
    "check nothing, and may be called from other compiled functions.",
]


def module(derivation: Derivation) -> str:
    """The module's text.  Raises TargetError, naming the function, for what it cannot compute."""
    p, plan = printed(derivation)
    return text(plan, heading(p, 84))


def text(plan: Plan, head: Sequence[str]) -> str:
    """The module of a plan below the lines of a heading."""
    w = Written(plan, Numba)
    x, known, k = w.x, w.known, w.k
    read = [f'    {a} = _column({a}, "{v}")' for v, a in zip(plan.variables, x, strict=True)]
    for a in x[1:]:
        read += [f"    if len({a}) != len({x[0]}):", '        raise ValueError("the variables differ in length")']
    row = {v: f"{a}[i]" for v, a in zip(plan.identifiers, x, strict=True)}
    tests = w.tests(row)
    checked = [*read]
    for j, (variable, _, rule) in enumerate(tests):
        checked += [
            f"    if not _valid_{j + 1}({', '.join([*x, *known])}):",
            f'        raise ValueError("{variable} {rule}")',
        ]
    valid = []
    for j, (variable, test, rule) in enumerate(tests):
        told = f'    """Whether this holds for each row: {variable} {rule}."""'
        valid.append("\n".join([
            "@compiled", f"def _valid_{j + 1}({', '.join([*x, *known])}):", told,
            f"    for i in range(len({x[0]})):", f"        if not ({test}):", "            return False",
            "    return True",
        ]))  # fmt: skip
    lines = [f"def estimate({', '.join([*x, *known])}):"]
    lines += ['    """The estimates by name; the limits, or nan, where no maximum exists."""', *checked]
    if w.parts.conditional:
        lines.append(f"    limit = _limits({', '.join([*x, *known])})")
        lines += ["    if limit[0] > 0:", "        return dict(zip(PARAMETERS, limit[1:]))"]
    given = list(x)
    for v, a in w.moved:
        lines.append(f"    unit_{a} = _units_{v}({', '.join(x)})")
        given[x.index(a)] = f"({a} - unit_{a}[0]) / unit_{a}[1]"
    solved = f"_solve({', '.join([*given, *known])})"
    lines.append(f"    result = {f'list({solved})' if k > 1 else f'[{solved}]'}")
    lines += [f"    result[{j}] = {t}" for j, t in w.back("result[{}]", "unit_{}[0]", "unit_{}[1]")]
    lines += ["    return dict(zip(PARAMETERS, map(float, result)))"]
    at = ", ".join([*x, *known, "*map(float, parameters)"])
    arguments = ", ".join([*x, "parameters", *known])
    public = ["\n".join(lines)]
    whole = "found" if k == 1 else "found[{}]"
    answers = {
        "nll": ("-l, with parameters in the order of PARAMETERS", ["    return found"]),
        "gradient": ("The gradient of nll", [f"    return np.array({'[found]' if k == 1 else 'found'})"]),
        "hessian": ("The Hessian of nll", ["    return np.array(", "        [",
                    *(f"            [{', '.join(r)}]," for r in w.square(whole)), "        ]", "    )"]),
    }  # fmt: skip
    for name, (told, last) in answers.items():
        outside = "inf" if name == "nll" else "nan"
        public.append("\n".join([
            f"def {name}({arguments}):", f'    """{told}; {outside} outside the domain or the support."""',
            *checked, f"    found = _{name}({at})", *last,
        ]))  # fmt: skip
    said = "\n".join([*head, "", *_NOTE]).replace('"""', "'''")
    names = ", ".join(f'"{n}"' for n in w.labels) + ("," if k == 1 else "")
    opening = f'"""{said}\n"""\n\nimport math\n\nimport numba\nimport numpy as np\n\nPARAMETERS = ({names})'
    body = [_COLUMN, *([_LEVEL] if any("_level(" in f for f in w.functions) else []), *w.functions, *valid, *public]
    if "math." not in "\n".join(body):
        opening = opening.replace("import math\n\n", "")
    rule = "# Division by zero gives inf, as NumPy has it.\n" + 'compiled = numba.njit(error_model="numpy")'
    return "\n\n\n".join([f"{opening}\n\n{rule}", *body]) + "\n"
