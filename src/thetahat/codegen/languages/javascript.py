"""The target `javascript`: an ES module.

estimate(x, known) -> { estimate: { name: value }, exists }
nll(x, parameters, known), gradient, hessian -> number, array, array of rows
"""

from __future__ import annotations

import ast
import json
from collections.abc import Sequence

from thetahat.codegen.languages.expression import parsed
from thetahat.codegen.languages.heading import heading
from thetahat.codegen.languages.items import Function
from thetahat.codegen.languages.loops import NEGATIVE, Loops, Written
from thetahat.codegen.lowered import printed
from thetahat.core.derivation import Derivation
from thetahat.core.plan import Pass, Plan

RESERVED = frozenset(
    "await break case catch class const continue debugger default delete do else enum export extends false finally for "
    "function if import in instanceof let new null return static super switch this throw true try typeof var void "
    "while with yield async of get set undefined NaN Infinity arguments eval Math Number Array Object Error RangeError "
    "TypeError i v at estimate nll level column units limit result parameters values name implements interface "
    "package private protected public gradient hessian negative negative_gradient negative_hessian found".split()
)


class JavaScript(Loops):
    """ECMAScript 2015."""

    target = "javascript"
    indent = "  "
    reserved = RESERVED
    words = {
        **{w: f"Math.{w}" for w in "log exp sqrt abs sign sin cos tan sinh cosh tanh floor ceil log1p expm1".split()},
        **{f"arc{w}": f"Math.a{w}" for w in "sin cos tan sinh cosh tanh".split()},
        "arctan2": "Math.atan2",
        "maximum": "Math.max",
        "minimum": "Math.min",
        "isfinite": "Number.isFinite",
    }
    constants = {"pi": "Math.PI", "inf": "Infinity", "nan": "NaN", "True": "true", "False": "false"}
    compare = {**Loops.compare, ast.Eq: "===", ast.NotEq: "!=="}
    square = True
    titles = NEGATIVE
    texts = {**Loops.texts, "for": "for (let {0} = 0; {0} < {1}; ++{0}) {{"}

    def number(self, value: float) -> str:
        return repr(float(value)).removesuffix(".0")

    def raised(self, base: ast.expr, exponent: ast.expr) -> tuple[str, int]:
        return f"Math.pow({self.text(base)}, {self.text(exponent)})", 6

    def declared(self, name: str, value: str, once: bool) -> str:
        return f"{'const' if once else 'let'} {name} = {value};"

    def call(self, word: str, args: list[ast.expr]) -> tuple[str, int]:
        if word == "count":
            return f"{self.vectors[0]}.length", 6
        return super().call(word, args)

    def head(self, f: Function) -> None:
        self.line(f"// {f.told}")
        self.wrapped(
            f"function {self.title(f.name)}(",
            [*(self.vectors if f.rows else []), *(self.name(a) for a in f.arguments)],
            ") {",
        )

    def several(self, targets: Sequence[tuple[str, bool, bool]], call: ast.Call) -> None:
        assert isinstance(call.func, ast.Name)
        self.calls.add(call.func.id)
        found = self.fresh("found")
        self.wrapped(f"const {found} = {self.title(call.func.id)}(", [self.argument(a) for a in call.args], ");")
        for i, (v, new, once) in enumerate(targets):
            if v in self.read:
                value = f"{found}[{i}]"
                self.line(self.declared(self.name(v), value, once) if new else f"{self.name(v)} = {value};")

    def returned(self, values: Sequence[ast.expr]) -> None:
        if len(values) == 1:
            self.line(f"return {self.text(self.fitted(values[0], 10))};")
            return
        self.wrapped("return [", [self.text(self.fitted(v, 10)) for v in values], "];")

    def quantile(self, p: Pass, i: int) -> str:
        outer = self.rowwise(p.reads)
        self.names |= {n: self.text(e) for n, e in p.locals}
        value = self.text(parsed(p.summands[i]))
        self.names = outer
        return f"level({self.vectors[0]}.map((v, i) => {value}), {p.levels[i]})"


_TOOLS = """// One variable as numbers.
function column(values, name) {
  const out = Array.from(values, Number);
  if (out.length === 0) {
    throw new RangeError(`${name} is empty`);
  }
  const bad = out.filter((v) => !Number.isFinite(v)).length;
  if (bad > 0) {
    throw new RangeError(`${bad} values of ${name} are not finite`);
  }
  return out;
}

// The value at rank ceil(n p); the midpoint of the two middle ones for p = 1/2.
function level(values, p) {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  const k = Math.max(1, Math.ceil(n * p * (1 - 1e-15)));
  if (p === 0.5 && n % 2 === 0) {
    return 0.5 * (sorted[k - 1] + sorted[k]);
  }
  return sorted[k - 1];
}"""


def module(derivation: Derivation) -> str:
    """The module's text.  Raises TargetError, naming the function, for what it cannot compute."""
    p, plan = printed(derivation)
    return text(plan, heading(p))


def text(plan: Plan, head: Sequence[str]) -> str:
    """The module of a plan below the lines of a heading."""
    w = Written(plan, JavaScript)
    x, known = w.x, w.known
    read = [f"  {a} = column({a}, {json.dumps(v)});" for v, a in zip(plan.variables, x, strict=True)]
    row = {v: f"{a}[i]" for v, a in zip(plan.identifiers, x, strict=True)}
    for variable, test, rule in w.tests(row):
        told = json.dumps(f"{variable} {rule}")
        read += [f"  if (!{x[0]}.every((v, i) => {test})) {{", f"    throw new RangeError({told});", "  }"]
    lines = ["// { estimate, exists }: the estimates by name; exists is false where they are limits,",
             "// or NaN because no maximum was found.",
             f"export function estimate({', '.join([*x, *known])}) {{", *read]  # fmt: skip
    names = "[" + ", ".join(json.dumps(n) for n in w.labels) + "]"
    lines.append(f"  const names = {names};")
    lines.append("  const named = (r) => Object.fromEntries(names.map((n, j) => [n, r[j]]));")
    if w.parts.conditional:
        lines.append(f"  const limit = limits({', '.join([*x, *known])});")
        lines += ["  if (limit[0] > 0) {", "    return { estimate: named(limit.slice(1)), exists: false };", "  }"]
    given = list(x)
    for v, a in w.moved:
        lines.append(f"  const unit_{a} = units_{v}({', '.join(x)});")
        given[x.index(a)] = f"{a}.map((v) => (v - unit_{a}[0]) / unit_{a}[1])"
    solved = f"solve({', '.join([*given, *known])})"
    lines.append(f"  const result = {solved if w.k > 1 else f'[{solved}]'};")
    lines += [f"  result[{j}] = {t};" for j, t in w.back("result[{}]", "unit_{}[0]", "unit_{}[1]")]
    lines.append("  return { estimate: named(result), exists: result.every(Number.isFinite) };")
    lines += ["}", "", f"// -l at parameters in the order {', '.join(w.labels)}; Infinity outside the domain."]
    lines += [f"export function nll({', '.join([*x, 'parameters', *known])}) {{", *read]
    at = ", ".join([*x, *known, "...parameters"])
    lines += [f"  return negative({at});", "}"]
    for name, told in (("gradient", "The gradient"), ("hessian", "The Hessian, an array of rows,")):
        lines += ["", f"// {told} of nll; NaN outside the domain.", f"export function {name}("]
        lines[-1] += f"{', '.join([*x, 'parameters', *known])}) {{"
        lines += [*read, f"  const found = negative_{name}({at});"]
        if name == "gradient":
            lines += [f"  return {'[found]' if w.k == 1 else 'found'};", "}"]
        else:
            rows = [f"[{', '.join(r)}]" for r in w.square("found" if w.k == 1 else "found[{}]")]
            lines += ["  return [", *(f"    {r}," for r in rows), "  ];", "}"]
    interface = "\n".join(lines)
    return "\n\n".join([w.heading(head), interface, *w.carried(_TOOLS, interface), *w.functions]) + "\n"
