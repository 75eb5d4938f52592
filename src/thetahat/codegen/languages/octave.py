"""The target `octave`: one script file of functions; MATLAB reads it too.

[estimate, exists] = estimate_name(x, known)       a struct; exists is false where its fields are limits
value = nll_name(x, parameters, known), and gradient_name, hessian_name
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from thetahat.codegen.languages.expression import ATOM, POWER, Text, parsed
from thetahat.codegen.languages.heading import heading
from thetahat.codegen.languages.items import Function
from thetahat.codegen.languages.kernel import kernel
from thetahat.codegen.languages.loops import Loops, Written
from thetahat.codegen.lowered import printed
from thetahat.core.derivation import Derivation
from thetahat.core.plan import Pass, Plan

RESERVED = frozenset(
    "break case catch continue do else elseif end end_try_catch end_unwind_protect endfor endfunction endif endswitch "
    "endwhile for function global if otherwise persistent return switch try until unwind_protect while i j e pi Inf "
    "NaN eps ans beta gamma sum min max sort mean var std size length numel all any abs exp log estimate nll level "
    "limit result parameters out exists column classdef methods properties parfor spmd range mode inv psi found "
    "value row arrayfun cell2struct complex double error false floor imag inf isa isargout isempty isfinite ismember "
    "isnumeric isreal mod nan real reshape sorted struct true unit values where zeros endparfor endspmd arguments "
    "enumeration events argn nargin nargout varargin varargout __FILE__ __LINE__".split()
)


class Octave(Loops):
    """Octave and MATLAB: scalar loops for the searches, element by element for the rows."""

    target = "octave"
    indent = "  "
    declares = False
    reserved = RESERVED
    tools = ("column", "where", "real", "level")
    words = {
        **{w: w for w in "log exp sqrt abs sign sin cos tan sinh cosh tanh floor ceil log1p expm1 isfinite".split()},
        **{f"arc{w}": f"a{w}" for w in "sin cos tan sinh cosh tanh".split()},
        "arctan2": "atan2",
        "maximum": "max",
        "minimum": "min",
        "gammaln": "gammaln",
        "erf": "erf",
        "erfc": "erfc",
        "erfcx": "erfcx",
        "where": "where",
    }
    constants = {"pi": "pi", "inf": "Inf", "nan": "NaN", "True": "true", "False": "false"}
    compare = {**Loops.compare, ast.NotEq: "~="}
    denial = "~"
    comment = "%"
    loop = "for row = 1:numel({0})"
    close = "end"
    item = "{0}(row)"
    adding = "{0} = {0} + {1};"
    smaller = "{0} = min({0}, {1});"
    larger = "{0} = max({0}, {1});"
    texts = {
        "if": "if {0}",
        "elif": "elseif {0}",
        "else": "else",
        "close": "end",
        "while": "while {0}",
        "for": "for {0} = 0:({1} - 1)",
        "break": "break;",
        "continue": "continue;",
    }

    def number(self, value: float) -> str:
        return repr(float(value)).removesuffix(".0")

    def call(self, word: str, args: list[ast.expr]) -> Text:
        if word == "count":
            return f"numel({self.vectors[0]})", ATOM
        return super().call(word, args)

    def title(self, name: str) -> str:
        return f"{self.prefix}_{name}" if self.prefix else name

    def raised(self, base: ast.expr, exponent: ast.expr) -> Text:
        return f"{self.tight(base, ATOM)}^{self.tight(exponent, ATOM)}", POWER

    def where(self, test: ast.expr, yes: ast.expr, no: ast.expr) -> Text:
        self.calls.add("where")
        return f"{self.title('where')}({self.text(test)}, {self.text(yes)}, {self.text(no)})", ATOM

    def head(self, f: Function) -> None:
        arguments = [*(self.vectors if f.rows else []), *(self.name(a) for a in f.arguments)]
        self.line(f"% {f.told}")
        self.wrapped(f"function out = {self.title(f.name)}(", arguments, ")")

    def foot(self, f: Function) -> None:
        # roots and logarithms of negative numbers are complex here, and would be compared by their size
        if f.name not in kernel() and any(word in line for line in self.lines for word in ("sqrt(", "log(", "^")):
            self.depth += 1
            self.line(f"out = {self.title('real')}(out);")
            self.depth -= 1
        self.line("end")

    def broken(self, text: str) -> str:
        return f"{text} ..."

    def several(self, targets: Sequence[tuple[str, bool, bool]], call: ast.Call) -> None:
        assert isinstance(call.func, ast.Name)
        self.calls.add(call.func.id)
        found = self.fresh("found")
        self.wrapped(f"{found} = {self.title(call.func.id)}(", [self.argument(a) for a in call.args], ");")
        for i, (v, _, _) in enumerate(targets):
            if v in self.read:
                self.line(f"{self.name(v)} = {found}({i + 1});")

    def returned(self, values: Sequence[ast.expr]) -> None:
        texts = [self.text(self.fitted(v, 10)) for v in values]
        if len(texts) == 1:
            self.line(f"out = {texts[0]};")
        else:
            # a minus between blanks would begin a new element: each one has its line
            self.line(f"out = zeros(1, {len(texts)});")
            for i, t in enumerate(texts):
                self.line(f"out({i + 1}) = {t};")
        if self.depth > 1:
            self.line("return;")

    def quantile(self, p: Pass, i: int) -> str:
        outer = self.rowwise(p.reads)
        self.names |= {n: self.text(e) for n, e in p.locals}
        value = self.text(parsed(p.summands[i]))
        self.names = outer
        values = f"arrayfun(@(row) {value}, 1:numel({self.vectors[0]}))"
        return f"{self.title('level')}({values}, {p.levels[i]})"


_TOOLS = """function out = {0}_column(values, name)
  out = double(values(:)');
  if isempty(out)
    error([name ' is empty']);
  end
  if ~all(isfinite(out))
    error([name ' holds values that are not finite']);
  end
end

% One of two values.
function out = {0}_where(test, yes, no)
  if test
    out = yes;
  else
    out = no;
  end
end

% NaN for what is not real.
function out = {0}_real(values)
  out = real(values);
  out(imag(values) ~= 0) = NaN;
end

% The value at rank ceil(n p); the midpoint of the two middle ones for p = 1/2.
function out = {0}_level(values, p)
  sorted = sort(values);
  n = numel(sorted);
  k = max(1, ceil(n * p * (1 - 1e-15)));
  out = sorted(k);
  if p == 0.5 && mod(n, 2) == 0
    out = 0.5 * (sorted(k) + sorted(k + 1));
  end
end"""


def module(derivation: Derivation) -> str:
    """The file's text.  Raises TargetError, naming the function, for what it cannot compute."""
    p, plan = printed(derivation)
    return text(plan, heading(p))


class _Written(Written):
    def __init__(self, plan: Plan) -> None:
        import re

        prefix = re.sub(r"\W", "_", plan.name, flags=re.ASCII).strip("_") or "density"
        language = type("Octave", (Octave,), {"prefix": prefix})
        super().__init__(plan, language)


def text(plan: Plan, head: Sequence[str]) -> str:
    """The file of a plan below the lines of a heading."""
    w = _Written(plan)
    x, known, name = w.x, w.known, w.prefix
    read = [f"  {a} = {name}_column({a}, '{v}');" for v, a in zip(plan.variables, x, strict=True)]
    row = {v: f"{a}(row)" for v, a in zip(plan.identifiers, x, strict=True)}
    for variable, test, rule in w.tests(row):
        read.append(f"  if ~all(arrayfun(@(row) {test}, 1:numel({x[0]})))")
        read += [f"    error('{variable} {rule}');", "  end"]
    lines = [f"% The estimates of {', '.join(w.labels)}; exists is false where they are limits,",
             "% or NaN because no maximum was found.",
             f"function [estimate, exists] = estimate_{name}({', '.join([*x, *known])})", *read]  # fmt: skip
    given = list(x)
    solved = []
    for v, a in w.moved:
        solved.append(f"unit_{a} = {name}_units_{v}({', '.join(x)});")
        given[x.index(a)] = f"({a} - unit_{a}(1)) / unit_{a}(2)"
    solved.append(f"result = {name}_solve({', '.join([*given, *known])});")
    for j, t in w.back("result(<{}>)", "unit_{}(1)", "unit_{}(2)"):
        for m in range(w.k):
            t = t.replace(f"result(<{m}>)", f"result({m + 1})")
        solved.append(f"result({j + 1}) = {t};")
    lines.append("  exists = true;")
    if w.parts.conditional:
        lines.append(f"  limit = {name}_limits({', '.join([*x, *known])});")
        lines += ["  if limit(1) > 0", "    exists = false;", "    result = limit(2:end);", "  else"]
        lines += [*(f"    {s}" for s in solved), "  end"]
    else:
        lines += [f"  {s}" for s in solved]
    lines.append("  exists = exists && all(isfinite(result));")
    lines += [f"  estimate.{n} = result({j + 1});" for j, n in enumerate(w.labels)]
    lines += [
        "end",
        "",
        f"% -l at parameters in the order {', '.join(w.labels)}; Inf outside the domain or the support.",
    ]
    lines += [f"function value = nll_{name}({', '.join([*x, 'parameters', *known])})", *read]
    values = [f"parameters({j + 1})" for j in range(w.k)]
    lines += [f"  value = {name}_nll({', '.join([*x, *known, *values])});", "end"]
    at = ", ".join([*x, *known, *values])
    head_ = ", ".join([*x, "parameters", *known])
    lines += ["", "% The gradient of nll, a column; NaN outside the domain or the support."]
    lines += [f"function value = gradient_{name}({head_})", *read]
    lines += [f"  value = {name}_gradient({at});", "  value = value(:);", "end", ""]
    lines += ["% The Hessian of nll; NaN outside the domain or the support."]
    lines += [f"function value = hessian_{name}({head_})", *read, f"  found = {name}_hessian({at});"]
    places = [str(max(i, j) * (max(i, j) + 1) // 2 + min(i, j) + 1) for i in range(w.k) for j in range(w.k)]
    lines += [f"  value = reshape(found([{', '.join(places)}]), {w.k}, {w.k});", "end"]
    first = "1;  % a script file: several functions stand in it"
    interface = "\n".join(lines)
    tools = w.carried(_TOOLS.replace("{0}", name), interface)
    return "\n\n".join([w.heading(head), first, interface, *tools, *w.functions]) + "\n"
