"""The target `c`: one file of C99 without headers of its own, allocation or globals.

int    name_estimate(x, n, known, estimate)              0, or one of the codes that the file lists
double name_nll(x, n, known, parameters)
int    name_gradient, name_hessian(x, n, known, parameters, result)
int    name_standard_errors(x, n, known, parameters, result)
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from thetahat.codegen.languages.expression import ATOM, Text, parsed
from thetahat.codegen.languages.heading import heading
from thetahat.codegen.languages.imperative import Language, Node, each_nodes, every_name, is_truth
from thetahat.codegen.languages.lowering import Each, Function, fixed_tests, flow, only
from thetahat.codegen.languages.parts import parts_of
from thetahat.codegen.plan import plan as printed_plan
from thetahat.codegen.program import Program
from thetahat.codegen.program import program as program_of
from thetahat.core.derivation import Derivation
from thetahat.core.plan import Pass, Plan
from thetahat.errors import TargetError

KEYWORDS = frozenset(
    "auto break case char const continue default do double else enum extern float for goto if inline int long "
    "register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while "
    "_Bool _Complex bool true false main NULL NAN INFINITY HUGE_VAL size_t M_PI i j out rows add quantile ranked "
    "result estimate regular factor entry column variance triangle inner last "
    "y0 y1 yn j0 j1 jn gamma lgamma tgamma exp2 log2 logb scalb drem significand finite isinf isnan signgam "
    "fma fmax fmin fdim remainder rint round trunc cbrt hypot nan abs div time clock exit index errno asm typeof "
    "new delete class this template private public operator try catch throw namespace using virtual friend "
    "alignas alignof constexpr nullptr static_assert thread_local typeof_unqual inverse valid".split()
)


class C(Language):
    """C99."""

    target = "c"
    width = 80
    indent = "  "
    reserved = KEYWORDS
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
            if p.kinds[i] == "total":
                lost[i] = self.fresh("lost")
                self.line(f"double {lost[i]} = 0.0;")
        self.line("for (size_t i = 0; i < rows->n; ++i) {")
        self.depth += 1
        self.row(p.reads)
        for name, e in p.locals:
            self.assign(name, parsed(e), True, True)
        for i in loop:
            name = self.name(p.names[i])
            if p.kinds[i] == "total":
                text = self.text(self.fitted(parsed(p.summands[i]), len(name) + len(lost[i]) + 14))
                self.line(f"add(&{name}, &{lost[i]}, {text});")
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


def _words(item: object) -> set[str]:
    if isinstance(item, str):
        return set(re.findall(r"[A-Za-z_]\w*", item))
    if isinstance(item, Pass):
        return set(re.findall(r"[A-Za-z_]\w*", " ".join([*item.summands, *(e for _, e in item.locals)])))
    assert isinstance(item, Each)
    return set(re.findall(r"[A-Za-z_]\w*", " ".join(item.body))) | {"rows"}


_ADD = """/* Adds to a sum; what rounding loses is kept apart (Neumaier). */
static void add(double *sum, double *lost, double value) {
  const double whole = *sum + value;
  if (isfinite(whole)) {
    *lost += fabs(*sum) >= fabs(value) ? (*sum - whole) + value
                                       : (value - whole) + *sum;
  }
  *sum = whole;
}"""

_QUANTILE = """/* The value at a rank, counted from 1, without moving any: bisection over
   the values themselves. */
static double ranked(const struct rows *rows,
                     double (*value)(const struct rows *, size_t),
                     size_t rank) {
  double low = INFINITY;
  double high = -INFINITY;
  for (size_t i = 0; i < rows->n; ++i) {
    low = fmin(low, value(rows, i));
    high = fmax(high, value(rows, i));
  }
  while (low < high) {
    double pivot = 0.5 * low + 0.5 * high;
    if (!(pivot < high)) {
      pivot = low;
    }
    size_t below = 0;
    double under = -INFINITY;
    double over = INFINITY;
    for (size_t i = 0; i < rows->n; ++i) {
      const double v = value(rows, i);
      if (v <= pivot) {
        ++below;
        under = fmax(under, v);
      } else {
        over = fmin(over, v);
      }
    }
    if (rank <= below) {
      high = under;
    } else {
      low = over;
    }
  }
  return low;
}

/* The value at rank ceil(n p); for p = 1/2 the midpoint of the middle two. */
static double quantile(const struct rows *rows,
                       double (*value)(const struct rows *, size_t), double p) {
  const double place = ceil((double)rows->n * p * (1.0 - 1e-15));
  const size_t rank = place < 1.0 ? 1 : (size_t)place;
  if (p == 0.5 && rows->n % 2 == 0) {
    return 0.5 * (ranked(rows, value, rank) + ranked(rows, value, rank + 1));
  }
  return ranked(rows, value, rank);
}"""


def module(derivation: Derivation) -> str:
    """The file's text.  Raises TargetError, naming the function, for what C cannot compute."""
    p = program_of(derivation)
    return written(p, printed_plan(p))


def written(p: Program, plan: Plan) -> str:
    """The file's text, for a plan that is printed already."""
    return source(plan, heading(p))


def source(plan: Plan, head: Sequence[str]) -> str:
    """The file of a plan below the lines of a heading."""
    return _File(plan).text(head)


class _File:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.parts = parts_of(plan)
        self.prefix = re.sub(r"\W", "_", plan.name, flags=re.ASCII).strip("_") or "density"
        if not self.prefix[0].isalpha():
            self.prefix = f"density_{self.prefix}"
        self.c = C(self.parts.made.values())
        if "n" in (*plan.identifiers, *(k.identifier for k in plan.known)):
            self.c.reserved = KEYWORDS | {"n"}
        self.c.quantities = []
        self.c.settle([*every_name(self.parts.made.values()), *plan.identifiers])
        self.x = [self.c.name(x) for x in plan.identifiers]
        self.known = [self.c.name(k) for k in self.parts.known]
        self.k = self.parts.k

    def text(self, head: Sequence[str]) -> str:
        """Header, rows, helpers, functions, interface."""
        functions = ["\n".join(self.c.function(f)) for f in self.parts.made.values()]
        public = [self.estimate(), self.value(), self.vector("gradient"), self.matrix(), self.errors()]
        helpers = ["\n".join(self.c.kernel_function(n)) for n in self.c.needed()]
        body = "\n\n".join([*functions, *public])
        tools = [_ADD] if "add(&" in body else []
        tools += [_QUANTILE] if "quantile(rows" in body else []
        comment = "\n".join(["/*", *(f" * {x}".rstrip() for x in head), " *", *self.told(), " */"])
        parts = [
            comment,
            "#include <math.h>\n#include <stddef.h>",
            self.codes(),
            self.rows(body),
            *tools,
            *helpers,
            *self.c.quantities,
        ]
        return "\n\n".join([*parts, body]) + "\n"

    def told(self) -> list[str]:
        """How the functions are called."""
        names = ", ".join(p.name for p in self.plan.parameters)
        return [
            f" * Parameters stand in this order: {names}.",
            " * The Hessian is stored by rows. Nothing is allocated; data are only read.",
        ]

    def codes(self) -> str:
        """The codes that the functions return."""
        up = self.prefix.upper()
        return "\n".join(
            [
                "enum {",
                f"  {up}_PARAMETERS = {self.k},",
                f"  {up}_OK = 0,",
                "  /* Empty, not finite, or outside the support. */",
                f"  {up}_BAD_DATA = 1,",
                "  /* The result holds the limits, NAN where there are none. */",
                f"  {up}_NO_MAXIMUM = 2,",
                "  /* No maximum was found, or no information there. */",
                f"  {up}_NOT_FOUND = 3",
                "};",
            ]
        )

    def rows(self, body: str) -> str:
        """The struct, and the functions that read one row."""
        fields = [f"  const double *{x};" for x in self.x]
        for v, x in zip(self.plan.identifiers, self.x, strict=True):
            if v in self.parts.moved:
                fields += [f"  double {x}_centre;", f"  double {x}_spread;"]
        lines = ["/* The data, read as (x - centre)/spread where they are standardised. */" if self.parts.moved else
                 "/* The data. */", "struct rows {", *fields, "  size_t n;", "};"]  # fmt: skip
        for v, x in zip(self.plan.identifiers, self.x, strict=True):
            text = f"rows->{x}[i]"
            if v in self.parts.moved:
                text = f"({text} - rows->{x}_centre) / rows->{x}_spread"
            for name, value in ((f"{x}_at", text), (f"{x}_size_at", f"fabs({x}_at(rows, i))")):
                if name == f"{x}_at" or re.search(rf"\b{name}\b", body):
                    lines += ["", f"static double {name}(const struct rows *rows, size_t i) {{"]
                    lines += [f"  return {value};", "}"]
        return "\n".join([*lines, "", *self.valid()])

    def valid(self) -> list[str]:
        """Whether all rows are finite and in that part of the support which no parameter moves."""
        c = self.c
        tests = [f"isfinite({x})" for x in self.x]
        own = set()
        for _, source, _ in fixed_tests(self.plan):
            tests.append(c.text(source))
            own |= {k for k in self.parts.known if re.search(rf"\b{k}\b", source)}
        c.lines, c.depth = [], 0
        arguments = ["const struct rows *rows", *(f"double {k}" for k in self.known)]
        c.comment("1 if there are rows, all of them finite and inside the support.")
        c.wrapped("static int valid(", arguments, ") {")
        c.depth = 1
        for name, k in zip(self.parts.known, self.known, strict=True):
            if name not in own:
                c.line(f"(void){k};")
        c.line("for (size_t i = 0; i < rows->n; ++i) {")
        c.depth = 2
        c.row(self.plan.identifiers)
        c.test("if (!({0})) {{", parsed("x")) if not tests else self._tests(tests)
        c.line("  return 0;")
        c.line("}")
        c.depth = 1
        c.line("}")
        c.line("return rows->n > 0;")
        c.depth = 0
        c.line("}")
        return c.lines

    def _tests(self, tests: Sequence[str]) -> None:
        current = "if (!("
        for i, t in enumerate(tests):
            piece = f"({t})" if len(tests) > 1 and " " in t else t
            piece += ")) {" if i + 1 == len(tests) else " &&"
            if len(current) + len(piece) > self.c.width - 4:
                self.c.line(current.rstrip())
                current = " " * len("if (!(")
            current += piece + " "
        self.c.line(current.rstrip())

    # -------------------------------------------------------------- the interface

    def open(self, name: str, kind: str, last: Sequence[str]) -> None:
        """The head of a public function, and the rows."""
        c = self.c
        arguments = [*(f"const double *{x}" for x in self.x), "size_t n", *(f"double {k}" for k in self.known), *last]
        c.wrapped(f"{kind} {self.prefix}_{name}(", arguments, ") {")
        c.depth = 1
        values = list(self.x)
        fields = []
        for v, x in zip(self.plan.identifiers, self.x, strict=True):
            fields.append(f".{x} = {x}")
            if v in self.parts.moved:
                fields += [f".{x}_spread = 1.0"]
        del values
        const = "" if name == "estimate" and self.parts.moved else "const "
        c.wrapped(f"{const}struct rows rows = {{", [*fields, ".n = n"], "};")

    def close(self) -> str:
        """The end of a public function."""
        self.c.depth = 0
        self.c.line("}")
        return "\n".join(self.c.lines)

    def estimate(self) -> str:
        """name_estimate."""
        c, k, up = self.c, self.k, self.prefix.upper()
        c.lines, c.depth = [], 0
        c.comment("The maximum-likelihood estimate.")
        self.open("estimate", "int", ["double *estimate"])
        c.line(f"for (size_t i = 0; i < {k}; ++i) {{")
        c.line("  estimate[i] = NAN;")
        c.line("}")
        c.line(f"if (!valid({', '.join(['&rows', *self.known])})) {{")
        c.line(f"  return {up}_BAD_DATA;")
        c.line("}")
        if self.parts.conditional:
            c.line(f"double limit[{k + 1}];")
            c.wrapped("limits(", ["&rows", *self.known, "limit"], ");")
            c.line("if (limit[0] > 0.0) {")
            c.line(f"  for (size_t i = 0; i < {k}; ++i) {{")
            c.line("    estimate[i] = limit[i + 1];")
            c.line("  }")
            c.line(f"  return {up}_NO_MAXIMUM;")
            c.line("}")
        for v, x in zip(self.plan.identifiers, self.x, strict=True):
            if v in self.parts.moved:
                c.line(f"double units_of_{x}[2];")
                c.line(f"units_{v}(&rows, units_of_{x});")
        for v, x in zip(self.plan.identifiers, self.x, strict=True):
            if v in self.parts.moved:
                c.line(f"rows.{x}_centre = units_of_{x}[0];")
                c.line(f"rows.{x}_spread = units_of_{x}[1];")
        if k == 1:
            c.wrapped("estimate[0] = solve(", ["&rows", *self.known], ");")
        else:
            c.wrapped("solve(", ["&rows", *self.known, "estimate"], ");")
        if self.parts.moved:
            names = {f"result_{j}_": f"estimate[{j}]" for j in range(k)}
            for v, x in zip(self.plan.identifiers, self.x, strict=True):
                names |= {f"centre_{v}": f"rows.{x}_centre", f"spread_{v}": f"rows.{x}_spread"}
            outer = c.names
            c.names = {**outer, **names}
            for j in range(k):
                source = self.parts.back(j, f"result_{j}_")
                if source != f"result_{j}_":
                    c.line(f"estimate[{j}] = {c.text(source)};")
            c.names = outer
        c.line(f"for (size_t i = 0; i < {k}; ++i) {{")
        c.line("  if (!isfinite(estimate[i])) {")
        c.line(f"    for (size_t j = 0; j < {k}; ++j) {{")
        c.line("      estimate[j] = NAN;")
        c.line("    }")
        c.line(f"    return {up}_NOT_FOUND;")
        c.line("  }")
        c.line("}")
        c.line(f"return {up}_OK;")
        return self.close()

    def given(self) -> list[str]:
        """The arguments of nll, gradient and hessian."""
        return ["&rows", *self.known, *(f"parameters[{j}]" for j in range(self.k))]

    def check(self, otherwise: str) -> None:
        """Leave where data are none."""
        c = self.c
        c.line(f"if (!valid({', '.join(['&rows', *self.known])})) {{")
        c.line(f"  {otherwise}")
        c.line("}")

    def value(self) -> str:
        """name_nll."""
        c = self.c
        c.lines, c.depth = [], 0
        c.comment("-l, every constant included; INFINITY outside the domain or the support, NAN for bad data.")
        self.open("nll", "double", ["const double *parameters"])
        self.check("return NAN;")
        c.wrapped("return nll(", self.given(), ");")
        return self.close()

    def vector(self, name: str) -> str:
        """name_gradient."""
        c, up = self.c, self.prefix.upper()
        c.lines, c.depth = [], 0
        c.comment("The gradient of nll; NAN outside the domain or the support.")
        self.open(name, "int", ["const double *parameters", "double *result"])
        self.check(f"return {up}_BAD_DATA;")
        if self.k == 1:
            c.wrapped(f"result[0] = {name}(", self.given(), ");")
        else:
            c.wrapped(f"{name}(", [*self.given(), "result"], ");")
        c.line(f"return {up}_OK;")
        return self.close()

    def matrix(self) -> str:
        """name_hessian."""
        c, up, k = self.c, self.prefix.upper(), self.k
        c.lines, c.depth = [], 0
        c.comment("The Hessian of nll by rows; NAN outside the domain or the support.")
        self.open("hessian", "int", ["const double *parameters", "double *result"])
        self.check(f"return {up}_BAD_DATA;")
        if k == 1:
            c.wrapped("result[0] = hessian(", self.given(), ");")
        else:
            c.line(f"double triangle[{k * (k + 1) // 2}];")
            c.wrapped("hessian(", [*self.given(), "triangle"], ");")
            for i in range(k):
                for j in range(i + 1):
                    both = f"result[{i * k + j}] = " if i == j else f"result[{i * k + j}] = result[{j * k + i}] = "
                    c.line(f"{both}triangle[{i * (i + 1) // 2 + j}];")
        c.line(f"return {up}_OK;")
        return self.close()

    def errors(self) -> str:
        """name_standard_errors."""
        c, up, k = self.c, self.prefix.upper(), self.k
        regular = self.parts.regular
        m = len(regular)
        c.lines, c.depth = [], 0
        c.comment("Standard errors from the inverse of the Hessian of nll; NAN where there are none.")
        self.open("standard_errors", "int", ["const double *parameters", "double *result"])
        c.line(f"for (size_t i = 0; i < {k}; ++i) {{")
        c.line("  result[i] = NAN;")
        c.line("}")
        self.check(f"return {up}_BAD_DATA;")
        if not m:
            c.line("(void)parameters;")
            c.line(f"return {up}_NOT_FOUND;")
            return self.close()
        if k == 1:
            c.wrapped("const double information = hessian(", self.given(), ");")
            c.line("if (!(information > 0.0)) {")
            c.line(f"  return {up}_NOT_FOUND;")
            c.line("}")
            c.line("result[0] = 1.0 / sqrt(information);")
            c.line(f"return {up}_OK;")
            return self.close()
        c.line(f"double triangle[{k * (k + 1) // 2}];")
        c.wrapped("hessian(", [*self.given(), "triangle"], ");")
        self._inverted(regular)
        c.line(f"return {up}_OK;")
        return self.close()

    def _inverted(self, regular: Sequence[int]) -> None:
        """L L' = information, then the diagonal of the inverse, written as loops."""
        c, up, m = self.c, self.prefix.upper(), len(regular)
        c.line(f"static const size_t regular[{m}] = {{{', '.join(map(str, regular))}}};")
        c.line(f"double factor[{m}][{m}];")
        text = f"""for (size_t i = 0; i < {m}; ++i) {{
  for (size_t j = 0; j <= i; ++j) {{
    double entry = triangle[regular[i] * (regular[i] + 1) / 2 + regular[j]];
    for (size_t inner = 0; inner < j; ++inner) {{
      entry -= factor[i][inner] * factor[j][inner];
    }}
    if (i == j && !(entry > 0.0)) {{
      return {up}_NOT_FOUND;
    }}
    factor[i][j] = i == j ? sqrt(entry) : entry / factor[j][j];
  }}
}}
for (size_t last = 0; last < {m}; ++last) {{
  double column[{m}];
  double variance = 0.0;
  for (size_t i = last; i < {m}; ++i) {{
    double entry = i == last ? 1.0 : 0.0;
    for (size_t inner = last; inner < i; ++inner) {{
      entry -= factor[i][inner] * column[inner];
    }}
    column[i] = entry / factor[i][i];
    variance += column[i] * column[i];
  }}
  result[regular[last]] = sqrt(variance);
}}"""
        for line in text.splitlines():
            c.line(line)
