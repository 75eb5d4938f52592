"""The target `rust`: one module of safe Rust, standard library only.

estimate(x, known) -> Result<[f64; K], Trouble>
nll, gradient, hessian(x, parameters, known) -> f64, [f64; K], [[f64; K]; K]
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Sequence

from thetahat.codegen.languages.expression import ATOM, POWER, Swap, Text, parsed
from thetahat.codegen.languages.heading import heading
from thetahat.codegen.languages.items import Function
from thetahat.codegen.languages.loops import NEGATIVE, Loops, Written
from thetahat.codegen.lowered import printed
from thetahat.core.derivation import Derivation
from thetahat.core.plan import Pass, Plan

RESERVED = frozenset(
    "as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move "
    "mut pub ref return self Self static struct super trait true type unsafe use where while abstract become box do "
    "final macro override priv typeof unsized virtual yield try union f64 usize bool i v estimate nll level limit "
    "result parameters Trouble Result Ok Err Some None Vec gen gradient hessian negative negative_gradient "
    "negative_hessian found".split()
)
METHODS = {
    "log": "ln",
    "log1p": "ln_1p",
    "expm1": "exp_m1",
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
    "arcsinh": "asinh",
    "arccosh": "acosh",
    "arctanh": "atanh",
    "isfinite": "is_finite",
    **{w: w for w in "exp sqrt abs sin cos tan sinh cosh tanh floor ceil".split()},
}


class Rust(Loops):
    """Rust 2021."""

    target = "rust"
    width = 100
    reserved = RESERVED
    titles = NEGATIVE
    words = {"arctan2": "f64::atan2", "maximum": "f64::max", "minimum": "f64::min"}
    constants = {
        "pi": "std::f64::consts::PI",
        "inf": "f64::INFINITY",
        "-inf": "f64::NEG_INFINITY",
        "nan": "f64::NAN",
        "True": "true",
        "False": "false",
    }
    texts = {
        **Loops.texts,
        "if": "if {0} {{",
        "elif": "}} else if {0} {{",
        "while": "while {0} {{",
        "for": "for {0} in 0..{1} {{",
    }
    loop = "for i in 0..{0}.len() {{"
    smaller = "{0} = {0}.min({1});"
    larger = "{0} = {0}.max({1});"
    square = True

    def call(self, word: str, args: list[ast.expr]) -> Text:
        if word == "count":
            return f"({self.vectors[0]}.len() as f64)", ATOM
        if word in METHODS:
            return f"{self.receiver(args[0])}.{METHODS[word]}()", ATOM
        return super().call(word, args)

    def receiver(self, e: ast.expr) -> str:
        """What a method is called on; a bare number needs its type."""
        text = self.tight(e, ATOM)
        return f"{text}_f64" if isinstance(e, ast.Constant) else text

    def raised(self, base: ast.expr, exponent: ast.expr) -> Text:
        whole = {2: 2, 3: 3, 4: 4}.get(exponent.value) if isinstance(exponent, ast.Constant) else None  # type: ignore[arg-type]
        if whole is not None:
            return f"{self.receiver(base)}.powi({whole})", POWER
        return f"{self.receiver(base)}.powf({self.text(exponent)})", POWER

    def where(self, test: ast.expr, yes: ast.expr, no: ast.expr) -> Text:
        return f"(if {self.text(test)} {{ {self.text(yes)} }} else {{ {self.text(no)} }})", ATOM

    def show_Name(self, e: ast.Name) -> Text:
        if e.id in self.integers:
            return f"({self.name(e.id)} as f64)", ATOM
        return super().show_Name(e)

    def declared(self, name: str, value: str, once: bool) -> str:
        return f"let {'' if once else 'mut '}{name}: f64 = {value};"

    def truth(self, name: str, value: str) -> str:
        return f"let {name} = {value};"

    def head(self, f: Function) -> None:
        self.line(f"/// {f.told}")
        out = "f64" if f.outputs == 1 else f"[f64; {f.outputs}]"
        arguments = [f"{x}: &[f64]" for x in self.vectors] if f.rows else []
        arguments += [f"{self.name(a)}: f64" for a in f.arguments]
        single = f"fn {self.title(f.name)}({', '.join(arguments)}) -> {out} {{"
        if len(single) <= self.width:
            self.line(single)
            return
        self.line(f"fn {self.title(f.name)}(")
        for a in arguments:
            self.line(f"    {a},")
        self.line(f") -> {out} {{")

    def several(self, targets: Sequence[tuple[str, bool, bool]], call: ast.Call) -> None:
        assert isinstance(call.func, ast.Name)
        self.calls.add(call.func.id)
        found = self.fresh("found")
        self.wrapped(f"let {found} = {self.title(call.func.id)}(", [self.argument(a) for a in call.args], ");")
        for i, (v, new, once) in enumerate(targets):
            if v in self.read:
                value = f"{found}[{i}]"
                self.line(self.declared(self.name(v), value, once) if new else f"{self.name(v)} = {value};")

    def returned(self, values: Sequence[ast.expr]) -> None:
        # the last value of a function stands alone
        word, end = ("", "") if self.depth == 1 else ("return ", ";")
        if len(values) == 1:
            value = values[0]
            if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id not in self.words:
                items = [self.argument(a) for a in value.args]
                if len(", ".join(items)) > 60 and value.func.id not in METHODS:
                    self.calls.add(value.func.id)
                    self.wrapped(f"{word}{self.title(value.func.id)}(", items, f"){end}")
                    return
            self.line(f"{word}{self.text(self.alone(values[0], 10))}{end}")
            return
        texts = [self.text(self.alone(v, 10)) for v in values]
        self.wrapped(f"{word}[", texts, f"]{end}")

    def fitted(self, value: ast.expr, used: int) -> ast.expr:
        while True:
            long = [n for n in ast.walk(value) if n is not value and self._long_choice(n)]
            if not long:
                return super().fitted(value, used)
            value = self._apart(value, long[-1])

    def alone(self, value: ast.expr, used: int) -> ast.expr:
        """As fitted, for a place where a long choice may not stand by itself."""
        return self._apart(value, value) if self._long_choice(value) else self.fitted(value, used)

    def _long_choice(self, n: ast.AST) -> bool:
        choice = isinstance(n, ast.IfExp) or (isinstance(n, ast.Call) and getattr(n.func, "id", "") == "where")
        return choice and isinstance(n, ast.expr) and len(self.text(n)) > 52

    def _apart(self, value: ast.expr, inner: ast.AST) -> ast.expr:
        """The formula with a name for what is inside it, declared before."""
        assert isinstance(inner, ast.expr)
        name = self.fresh()
        self.part(name, super().fitted(inner, len(name) + 16))
        out = Swap(inner, name).visit(copy.deepcopy(value, {id(inner): inner}))
        assert isinstance(out, ast.expr)
        return out

    def line(self, text: str = "") -> None:
        """One line; as rustfmt, a choice of more than fifty characters in five, a long assignment in two."""
        left, equal, right = text.partition(" = ")
        room = self.width - len(self.indent) * self.depth
        if equal and len(text) > room >= len(self.indent) + len(right) and not text.startswith("//"):
            super().line(f"{left} =")
            super().line(f"{self.indent}{right}")
            return
        head, found, choice = text.partition("= (if ")
        if not found or not choice.endswith(" });") or len(choice) + 1 <= 50:
            super().line(text)
            return
        cuts = _braces(choice)
        if len(cuts) != 4 or cuts[3] != len(choice) - 3:
            super().line(text)
            return
        test, yes, no = choice[: cuts[0]], choice[cuts[0] + 1 : cuts[1]], choice[cuts[2] + 1 : cuts[3]]
        pieces = (f"{head}= (if {test}{{", f"    {yes.strip()}", "} else {", f"    {no.strip()}", "});")
        for piece in pieces:
            super().line(piece)

    def wrapped(self, head: str, items: Sequence[str], tail: str) -> None:
        """As rustfmt: on one line up to sixty characters of items, else one item a line."""
        items = [part for item in items for part in (item.split(", ") if item == ", ".join(self.vectors) else [item])]
        inner = ", ".join(items)
        room = self.width - len(self.indent) * self.depth
        if len(inner) <= 60 and len(head) + len(inner) + len(tail) <= room:
            self.line(f"{head}{inner}{tail}")
            return
        self.line(head)
        if all(len(item) <= 10 for item in items) and len(inner) + 5 <= room:
            rows = [inner]
        else:
            rows = _filled(items, room - 5) if head.endswith("[") else list(items)
        for row in rows:
            self.line(f"    {row},")
        self.line(tail)

    def assign(self, target: str, value: ast.expr, new: bool, once: bool) -> None:
        if self._long_choice(value):
            value = self._apart(value, value)
        elif isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id not in self.words:
            word, items = value.func.id, [self.argument(a) for a in value.args]
            if len(", ".join(items)) > 60 and word not in METHODS:
                self.calls.add(word)
                name = self.name(target)
                head = self.declared(name, "", once) if new else self.assigned(name, "")
                self.wrapped(f"{head.removesuffix(';')}{self.title(word)}(", items, ");")
                return
        super().assign(target, value, new, once)

    def branch(self, n: ast.If, word: str, inner: Sequence[str]) -> None:
        if word == "if" and not isinstance(n.test, ast.BoolOp):
            n = ast.If(self.fitted(n.test, len(self.texts["if"])), n.body, n.orelse)
        super().branch(n, word, inner)

    def added(self, pattern: str, name: str, value: ast.expr) -> None:
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id not in METHODS:
            items = [self.argument(a) for a in value.args]
            if value.func.id not in self.words and value.func.id != "where" and len(", ".join(items)) > 60:
                self.calls.add(value.func.id)
                head, tail = pattern.format(name, "\0").split("\0")
                self.wrapped(f"{head}{self.title(value.func.id)}(", items, f"){tail}")
                return
        super().added(pattern, name, value)

    def test(self, pattern: str, test: ast.expr) -> None:
        text = pattern.format(self.text(test))
        if len(text) <= self.width - len(self.indent) * self.depth or " && " not in text:
            self.line(text)
            return
        first, *others = text.removesuffix(" {").split(" && ")
        self.line(first)
        for part in others:
            self.line(f"    && {part}")
        self.line("{")

    def quantile(self, p: Pass, i: int) -> str:
        outer = self.rowwise(p.reads)
        self.names |= {n: self.text(e) for n, e in p.locals}
        value = self.text(parsed(p.summands[i]))
        self.names = outer
        return f"level((0..{self.vectors[0]}.len()).map(|i| {value}).collect(), {self.text(p.levels[i])})"


_TOOLS = """/// Why there is no estimate.
#[derive(Debug, Clone, PartialEq)]
pub enum Trouble {
    /// Empty, not finite, or outside the support.
    BadData(&'static str),
    /// No maximum exists; the limits of the parameters, NaN where there are none.
    NoMaximum(Vec<f64>),
    /// No maximum was found.
    NotFound,
}

/// The value at rank ceil(n p); the midpoint of the two middle ones for p = 1/2.
fn level(mut values: Vec<f64>, p: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let n = values.len();
    let k = ((n as f64 * p * (1.0 - 1e-15)).ceil() as usize).max(1);
    if p == 0.5 && n % 2 == 0 {
        return 0.5 * (values[k - 1] + values[k]);
    }
    values[k - 1]
}"""


def module(derivation: Derivation) -> str:
    """The module's text.  Raises TargetError, naming the function, for what it cannot compute."""
    p, plan = printed(derivation)
    return text(plan, heading(p, 90))


def text(plan: Plan, head: Sequence[str]) -> str:
    """The module of a plan below the lines of a heading."""
    w = Written(plan, Rust)
    x, known, k = w.x, w.known, w.k
    read = [f"    if {x[0]}.is_empty() {{", '        return Err(Trouble::BadData("there are no rows"));', "    }"]
    for a in x[1:]:
        read.append(f"    if {a}.len() != {x[0]}.len() {{")
        read += ['        return Err(Trouble::BadData("the variables differ in length"));', "    }"]
    for a in x:
        read.append(f"    if !{a}.iter().all(|v| v.is_finite()) {{")
        read += [f'        return Err(Trouble::BadData("{a} is not finite"));', "    }"]
    row = {v: f"{a}[i]" for v, a in zip(plan.identifiers, x, strict=True)}
    for variable, test, rule in w.tests(row):
        read.append(f"    if !(0..{x[0]}.len()).all(|i| {test}) {{")
        read += [f'        return Err(Trouble::BadData("{variable} {rule}"));', "    }"]
    arrays, given = [f"{a}: &[f64]" for a in x], [f"{a}: f64" for a in known]
    lines = [f"/// The estimates of {', '.join(w.labels)}.",
             f"pub fn estimate({', '.join([*arrays, *given])}) -> Result<[f64; {k}], Trouble> {{", *read]  # fmt: skip
    if w.parts.conditional:
        lines.append(f"    let limit = limits({', '.join([*x, *known])});")
        lines += ["    if limit[0] > 0.0 {", "        return Err(Trouble::NoMaximum(limit[1..].to_vec()));", "    }"]
    passed = list(x)
    for v, a in w.moved:
        lines.append(f"    let unit_{a} = units_{v}({', '.join(x)});")
        lines.append(f"    let moved_{a}: Vec<f64> = {a}.iter().map(|v| (v - unit_{a}[0]) / unit_{a}[1]).collect();")
        passed[x.index(a)] = f"&moved_{a}"
    back = w.back("result[{}]", "unit_{}[0]", "unit_{}[1]")
    solved = f"solve({', '.join([*passed, *known])})"
    lines.append(f"    let {'mut ' if back else ''}result = {solved if k > 1 else f'[{solved}]'};")
    lines += [f"    result[{j}] = {t};" for j, t in back]
    lines += ["    if result.iter().all(|v| v.is_finite()) {", "        Ok(result)", "    } else {"]
    lines += ["        Err(Trouble::NotFound)", "    }", "}", ""]
    lines.append(
        f"/// -l at parameters in the order {', '.join(w.labels)}; infinity outside the domain or the support."
    )
    lines.append(f"pub fn nll({', '.join([*arrays, f'parameters: &[f64; {k}]', *given])}) -> f64 {{")
    at = ", ".join([*x, *known, *(f"parameters[{j}]" for j in range(k))])
    lines += [*_called("negative", at), "}"]
    given_ = ", ".join([*arrays, f"parameters: &[f64; {k}]", *given])
    lines += ["", "/// The gradient of nll; NaN outside the domain or the support."]
    lines += [f"pub fn gradient({given_}) -> [f64; {k}] {{"]
    lines += [f"    [negative_gradient({at})]"] if k == 1 else _called("negative_gradient", at)
    lines += ["}", ""]
    lines += ["/// The Hessian of nll by rows; NaN outside the domain or the support."]
    lines.append(f"pub fn hessian({given_}) -> [[f64; {k}]; {k}] {{")
    lines += _called("let found = negative_hessian", at, ";")
    rows = [f"[{', '.join(r)}]" for r in w.square("found" if k == 1 else "found[{}]")]
    single = f"[{', '.join(rows)}]"
    lines += [f"    {single}", "}"] if len(single) <= 62 else ["    [", *(f"        {r}," for r in rows), "    ]", "}"]
    allowed = "#![allow(clippy::all, non_snake_case)]\n"
    allowed += "#![allow(unused_variables, unused_mut, unused_assignments, unused_parens)]"
    interface = "\n".join(lines)
    return "\n\n".join([w.heading(head), allowed, *w.carried(_TOOLS, interface), interface, *w.functions]) + "\n"


def _called(name: str, arguments: str, end: str = "") -> list[str]:
    """A call as a function's value: on one line up to sixty characters of arguments, else one argument a line."""
    if len(arguments) <= 60:
        return [f"    {name}({arguments}){end}"]
    return [f"    {name}(", *(f"        {a}," for a in arguments.split(", ")), f"    ){end}"]


def _filled(items: Sequence[str], room: int) -> list[str]:
    """The lines of an array: as rustfmt, filled with short names and numbers, else one item a line."""
    if not all(len(item) <= 10 and item.removeprefix("-").isidentifier() for item in items):
        return list(items)
    rows = [items[0]]
    for item in items[1:]:
        longer = f"{rows[-1]}, {item}"
        if len(longer) > room:
            rows.append(item)
        else:
            rows[-1] = longer
    return rows


def _braces(text: str) -> list[int]:
    """Where braces of the outermost level open and close."""
    depth, out = 0, []
    for i, c in enumerate(text):
        if c == "{":
            out += [i] if depth == 0 else []
            depth += 1
        elif c == "}":
            depth -= 1
            out += [i] if depth == 0 else []
    return out
