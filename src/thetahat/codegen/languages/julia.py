"""The target `julia`: functions of base Julia.  The tests do not run it (untested).

estimate(x, known) -> named tuple; throws ArgumentError for data that are none, DomainError where no maximum exists
nll, gradient, hessian(x, parameters, known)
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from thetahat.codegen.languages.expression import ATOM, POWER, Text, parsed
from thetahat.codegen.languages.heading import heading
from thetahat.codegen.languages.items import Function
from thetahat.codegen.languages.loops import Loops, Written
from thetahat.codegen.lowered import printed
from thetahat.core.derivation import Derivation
from thetahat.core.plan import Pass, Plan

RESERVED = frozenset(
    "baremodule begin break catch const continue do else elseif end export false finally for function global if "
    "import let local macro module quote return struct true try using while abstract mutable primitive type where "
    "in isa pi Inf NaN i v estimate nll level limit result parameters negative found exp log all collect eachindex "
    "float isempty iseven length reshape sort sorted throw values name out read Symbol Tuple NamedTuple Float64 Int "
    "ArgumentError DomainError Base Core Main outer public im missing nothing eps any as".split()
)


class Julia(Loops):
    """Julia 1.6 and later."""

    target = "julia"
    width = 92
    end = ""
    declares = True
    reserved = RESERVED
    words = {
        **{w: w for w in "log exp sqrt abs sign sin cos tan sinh cosh tanh floor ceil log1p expm1 isfinite".split()},
        **{f"arc{w}": f"a{w}" for w in "sin cos tan sinh cosh tanh".split()},
        "arctan2": "atan",
        "maximum": "max",
        "minimum": "min",
    }
    constants = {"pi": "pi", "inf": "Inf", "nan": "NaN", "True": "true", "False": "false"}
    comment = "#"
    loop = "for i in eachindex({0})"
    close = "end"
    adding = "{0} += {1}"
    smaller = "{0} = min({0}, {1})"
    larger = "{0} = max({0}, {1})"
    texts = {
        "if": "if {0}",
        "elif": "elseif {0}",
        "else": "else",
        "close": "end",
        "while": "while {0}",
        "for": "for {0} in 0:({1} - 1)",
        "break": "break",
        "continue": "continue",
    }

    def call(self, word: str, args: list[ast.expr]) -> Text:
        if word == "count":
            return f"float(length({self.vectors[0]}))", ATOM
        return super().call(word, args)

    def title(self, name: str) -> str:
        return f"_{name}"

    def raised(self, base: ast.expr, exponent: ast.expr) -> Text:
        upper = exponent.value if isinstance(exponent, ast.Constant) else None
        if upper in (2, 3, 4):
            return f"{self.tight(base, ATOM)}^{upper}", POWER
        return f"{self.tight(base, ATOM)}^{self.tight(exponent, ATOM)}", POWER

    def head(self, f: Function) -> None:
        arguments = [*(self.vectors if f.rows else []), *(self.name(a) for a in f.arguments)]
        self.line(f"# {f.told}")
        self.wrapped(f"function {self.title(f.name)}(", arguments, ")")

    def foot(self, f: Function) -> None:
        self.line("end")

    def several(self, targets: Sequence[tuple[str, bool, bool]], call: ast.Call) -> None:
        assert isinstance(call.func, ast.Name)
        self.calls.add(call.func.id)
        names = ", ".join(self.name(v) if v in self.read else "_" for v, _, _ in targets)
        self.wrapped(f"{names} = {self.title(call.func.id)}(", [self.argument(a) for a in call.args], ")")

    def returned(self, values: Sequence[ast.expr]) -> None:
        texts = [self.text(self.fitted(v, 10)) for v in values]
        if len(texts) == 1:
            self.line(f"return {texts[0]}")
        else:
            self.wrapped("return (", texts, ")")

    def quantile(self, p: Pass, i: int) -> str:
        outer = self.rowwise(p.reads)
        self.names |= {n: self.text(e) for n, e in p.locals}
        value = self.text(parsed(p.summands[i]))
        self.names = outer
        return f"_level([{value} for i in eachindex({self.vectors[0]})], {p.levels[i]})"


_TOOLS = """# One variable as numbers.
function _column(values, name)
    out = collect(Float64, values)
    isempty(out) && throw(ArgumentError("$name is empty"))
    all(isfinite, out) || throw(ArgumentError("$name holds values that are not finite"))
    return out
end

# The value at rank ceil(n p); the midpoint of the two middle ones for p = 1/2.
function _level(values, p)
    sorted = sort(values)
    n = length(sorted)
    k = max(1, ceil(Int, n * p * (1 - 1e-15)))
    if p == 0.5 && iseven(n)
        return 0.5 * (sorted[k] + sorted[k + 1])
    end
    return sorted[k]
end"""


def module(derivation: Derivation) -> str:
    """The file's text.  Raises TargetError, naming the function, for what it cannot compute."""
    p, plan = printed(derivation)
    return text(plan, heading(p, 88))


def text(plan: Plan, head: Sequence[str]) -> str:
    """The file of a plan below the lines of a heading."""
    w = Written(plan, Julia)
    x, known = w.x, w.known
    read = [f'    {a} = _column({a}, "{v}")' for v, a in zip(plan.variables, x, strict=True)]
    row = {v: f"{a}[i]" for v, a in zip(plan.identifiers, x, strict=True)}
    for variable, test, rule in w.tests(row):
        read.append(f"    if !all({test} for i in eachindex({x[0]}))")
        read += [f'        throw(ArgumentError("{variable} {rule}"))', "    end"]
    lines = [f"# The estimates of {', '.join(w.labels)}, by name; NaN where no maximum was found.",
             "# DomainError, with the limits, where no maximum exists; ArgumentError for data that are none.",
             f"function estimate_{w.prefix}({', '.join([*x, *known])})", *read]  # fmt: skip
    if w.parts.conditional:
        lines.append(f"    limit = _limits({', '.join([*x, *known])})")
        lines.append('    limit[1] > 0 && throw(DomainError(limit[2:end], "no maximum exists: the limits"))')
    given = list(x)
    for v, a in w.moved:
        lines.append(f"    unit_{a} = _units_{v}({', '.join(x)})")
        given[x.index(a)] = f"({a} .- unit_{a}[1]) ./ unit_{a}[2]"
    lines.append(f"    result = collect(Float64, _solve({', '.join([*given, *known])}))")
    if w.k == 1:
        lines[-1] = f"    result = [_solve({', '.join([*given, *known])})]"
    back = w.back("result[<{}>]", "unit_{}[1]", "unit_{}[2]")
    for j, t in back:
        for m in range(w.k):
            t = t.replace(f"result[<{m}>]", f"result[{m + 1}]")
        lines.append(f"    result[{j + 1}] = {t}")
    names = ", ".join(f"Symbol({_quoted(n)})" for n in w.labels) + ("," if w.k == 1 else "")
    lines += [f"    return NamedTuple{{({names})}}(Tuple(result))", "end", ""]
    lines.append(f"# -l at parameters in the order {', '.join(w.labels)}; Inf outside the domain or the support.")
    lines += [f"function nll_{w.prefix}({', '.join([*x, 'parameters', *known])})", *read]
    lines += [f"    return _nll({', '.join([*x, *known, 'parameters...'])})", "end"]
    at = ", ".join([*x, *known, "parameters..."])
    head_ = ", ".join([*x, "parameters", *known])
    lines += ["", "# The gradient of nll; NaN outside the domain or the support."]
    lines += [f"function gradient_{w.prefix}({head_})", *read]
    lines += [f"    return Float64[_gradient({at})...]", "end", ""]
    lines += ["# The Hessian of nll; NaN outside the domain or the support."]
    lines += [f"function hessian_{w.prefix}({head_})", *read, f"    found = _hessian({at})"]
    whole = [f"found[{max(i, j) * (max(i, j) + 1) // 2 + min(i, j) + 1}]" for i in range(w.k) for j in range(w.k)]
    lines += [f"    return reshape(Float64[{', '.join(whole)}], {w.k}, {w.k})", "end"]
    interface = "\n".join(lines)
    return "\n\n".join([w.heading(head), interface, *w.carried(_TOOLS, interface), *w.functions]) + "\n"


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$") + '"'
