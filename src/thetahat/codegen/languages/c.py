"""The target `c`: one file of C99 without headers of its own, allocation or globals.

int    name_estimate(x, n, known, estimate)              0, or one of the codes that the file lists
double name_nll(x, n, known, parameters)
int    name_gradient, name_hessian(x, n, known, parameters, result)
int    name_standard_errors(x, n, known, parameters, result)
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from thetahat.codegen.languages.c_language import KEYWORDS, C
from thetahat.codegen.languages.c_runtime import ADD, QUANTILE
from thetahat.codegen.languages.domains import fixed_tests
from thetahat.codegen.languages.expression import parsed
from thetahat.codegen.languages.heading import heading
from thetahat.codegen.languages.parts import parts_of
from thetahat.codegen.languages.variables import every_name
from thetahat.codegen.plan import plan as printed_plan
from thetahat.codegen.program import Program
from thetahat.codegen.program import program as program_of
from thetahat.core.derivation import Derivation
from thetahat.core.plan import Plan


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
        self.parts = parts_of(plan, loops=True)
        self.prefix = re.sub(r"\W", "_", plan.name, flags=re.ASCII).strip("_") or "density"
        if not self.prefix[0].isalpha():
            self.prefix = f"density_{self.prefix}"
        self.c = C(self.parts.made.values())
        # functions that read a row, and variables of the interface
        own = {f"{x}_at" for x in plan.identifiers} | {f"{x}_size_at" for x in plan.identifiers}
        own |= {f"units_of_{x}" for x in plan.identifiers}
        if "n" in (*plan.identifiers, *(k.identifier for k in plan.known)):
            own.add("n")
        self.c.reserved = KEYWORDS | own
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
        tools = [ADD] if "add(&" in body else []
        tools += [QUANTILE] if "quantile(rows" in body else []
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
        code = re.sub(r"/\*.*?\*/", "", body, flags=re.DOTALL)
        for v, x in zip(self.plan.identifiers, self.x, strict=True):
            text = f"rows->{x}[i]"
            if v in self.parts.moved:
                text = f"({text} - rows->{x}_centre) / rows->{x}_spread"
            for name, value in ((f"{x}_at", text), (f"{x}_size_at", f"fabs({x}_at(rows, i))")):
                if name == f"{x}_at" or re.search(rf"\b{name}\b", code):
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
        if len(tests) == 1:
            self.c.line(f"if (!{tests[0]}) {{")
            return
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
