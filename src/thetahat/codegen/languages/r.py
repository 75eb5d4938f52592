"""The target `r`: functions in R's habits, base R alone.

mle_name(x, known)                 a list: estimate, vcov, standard_errors, logLik, n
nll_name(x, parameters, known)     and gradient_name, hessian_name, scores_name
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Sequence

from thetahat.codegen.languages.domains import fixed_tests
from thetahat.codegen.languages.expression import names_of, parsed
from thetahat.codegen.languages.heading import heading
from thetahat.codegen.languages.kernel import kernel
from thetahat.codegen.languages.parts import parts_of
from thetahat.codegen.languages.r_language import R
from thetahat.codegen.languages.r_runtime import OWN, TOLD
from thetahat.codegen.languages.variables import every_name
from thetahat.codegen.plan import plan as printed_plan
from thetahat.codegen.program import Program
from thetahat.codegen.program import program as program_of
from thetahat.core.derivation import Derivation
from thetahat.core.plan import Elementwise, Plan


def module(derivation: Derivation) -> str:
    """The file's text.  Raises TargetError, naming the function, for what R cannot compute."""
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
        self.r = R(self.parts.made.values())
        elementwise = [n for e in (plan.scores,) for n, _ in (*e.scalars, *e.locals)]
        self.r.settle([*every_name(self.parts.made.values()), *plan.identifiers, *elementwise])
        self.x = [self.r.name(x) for x in plan.identifiers]
        self.r.vectors, self.r.prefix = self.x, self.prefix
        self.known = [self.r.name(k) for k in self.parts.known]
        self.parameters = [self.r.name(k) for k in self.parts.parameters]
        self.k = self.parts.k

    def text(self, head: Sequence[str]) -> str:
        """Header, the interface, then what it is made of."""
        public = [self.estimate(), self.value(), self.vector(), self.matrix(), self.scores()]
        functions = ["\n".join(self.r.function(f)) for f in self.parts.made.values()]
        kernel = ["\n".join(self.r.kernel_function(n)) for n in self.r.needed() if n not in OWN]
        comment = "\n".join(f"# {x}".rstrip() for x in head)
        own = [self._own(n) for n in self._carried()]
        return "\n\n".join([comment, *public, *own, *kernel, *functions]) + "\n"

    def _carried(self) -> list[str]:
        """The functions of OWN that are used, and those that they use."""
        todo = [w for w in self.r.calls if w in OWN] + ["column", "require_rows"]
        if not fixed_tests(self.plan):
            todo.remove("require_rows")
        found: set[str] = set()
        while todo:
            n = todo.pop()
            if n not in found:
                found.add(n)
                todo += [m for m in OWN if m != n and re.search(rf"\b{m}\(", OWN[n])]
        return [n for n in OWN if n in found]

    def _own(self, name: str) -> str:
        text = OWN[name]
        for n in OWN:
            text = re.sub(rf"(?<![\w.]){n}(?=\(| <- function)", self.r.title(n), text)
        told = "" if text.startswith("#") else TOLD.get(name) or ast.get_docstring(kernel()[name]) or ""
        return "\n".join([*(f"# {x}" for x in textwrap.wrap(told, self.r.width - 4)), *self._laid(text)])

    def _laid(self, text: str) -> list[str]:
        """The lines of a function whose callees have longer names here."""
        r = self.r
        r.lines, r.depth = [], 0
        for line in text.splitlines():
            code = line.lstrip()
            r.depth = (len(line) - len(code)) // len(r.indent)
            head, brackets, arguments = code.partition("<- function(")
            if brackets and code.endswith(") {"):
                r.wrapped(head + brackets, arguments.removesuffix(") {").split(", "), ") {")
            else:
                r.line(code)
        r.depth = 0
        return r.lines

    # -------------------------------------------------------------- the interface

    def _read(self) -> None:
        r = self.r
        for v, x in zip(self.plan.variables, self.x, strict=True):
            r.line(f"{x} <- {r.title('column')}({x}, {_quoted(v)})")
        if len(self.x) > 1:
            lengths = ", ".join(f"length({x})" for x in self.x)
            r.line(f"if (length(unique(c({lengths}))) > 1) {{")
            r.line('  stop("the variables differ in length", call. = FALSE)')
            r.line("}")
        for variable, source, rule in fixed_tests(self.plan):
            r.wrapped(f"{r.title('require_rows')}(", [_quoted(variable), r.text(source), _quoted(rule)], ")")

    def _named(self) -> None:
        """Parameters by name, from a vector in their order."""
        r = self.r
        for i, p in enumerate(self.parameters):
            r.line(f"{p} <- parameters[[{i + 1}]]")

    def _begin(self, name: str, told: Sequence[str], gives: str, arguments: Sequence[str]) -> None:
        """A heading as roxygen reads it, and the line that opens the function."""
        r = self.r
        r.lines, r.depth = [], 0
        single = len(self.x) == 1
        about = {x: f"numeric vector: the {'observations' if single else f'values of {v}'}." for x, v in self._pairs()}
        about["parameters"] = f"numeric vector: {', '.join(p.name for p in self.plan.parameters)}, in this order."
        about |= {k: f"number: a known constant, {p.text}." for k, p in zip(self.known, self.plan.known, strict=True)}
        told = [*told, *(f"@param {a} {about[a]}" for a in arguments), f"@return {gives}", "@export"]
        for x in told:
            rest = "  " if x.startswith("@") else ""
            for y in textwrap.wrap(x, r.width - 4, subsequent_indent=rest) or [""]:
                r.line(f"#' {y}".rstrip())
        r.wrapped(f"{name}_{self.prefix} <- function(", arguments, ") {")
        r.depth = 1

    def _pairs(self) -> list[tuple[str, str]]:
        return list(zip(self.x, self.plan.variables, strict=True))

    def _end(self) -> str:
        self.r.depth = 0
        self.r.line("}")
        return "\n".join(self.r.lines)

    def _labels(self) -> str:
        return ", ".join(_quoted(p.name) for p in self.plan.parameters)

    def estimate(self) -> str:
        """mle_name."""
        r, k = self.r, self.k
        self._begin(
            "mle",
            [
                "Maximum-likelihood estimates",
                "",
                "Stops for data that are none; warns where no maximum exists or none was found.",
                "",
            ],
            "list: estimate, its covariance matrix vcov, standard_errors, logLik (at the estimate) and n.",
            [*self.x, *self.known],
        )
        self._read()
        r.wrapped("labels <- c(", [_quoted(p.name) for p in self.plan.parameters], ")")
        solve = [*self.x, *self.known]
        if self.parts.conditional:
            r.wrapped(f"limit <- {r.title('limits')}(", solve, ")")
            r.line("exists <- limit[1] == 0")
            r.line("if (!exists) {")
            r.line('  warning("no maximum exists: the limits are returned", call. = FALSE)')
            r.line("  estimate <- limit[-1]")
            r.line("} else {")
            r.depth += 1
        self._solved()
        if self.parts.conditional:
            r.depth -= 1
            r.line("}")
        r.line("names(estimate) <- labels")
        r.line(f"vcov <- matrix(NA_real_, {k}, {k}, dimnames = list(labels, labels))")
        r.line("value <- NA_real_")
        r.line(f"if ({'exists && ' if self.parts.conditional else ''}all(is.finite(estimate))) {{")
        r.depth += 1
        r.wrapped(f"value <- -nll_{self.prefix}(", [*self.x, "estimate", *self.known], ")")
        regular = [i + 1 for i in self.parts.regular]
        if regular:
            r.wrapped(f"information <- hessian_{self.prefix}(", [*self.x, "estimate", *self.known], ")")
            whole = len(regular) == k
            if not whole:
                r.line(f"regular <- c({', '.join(map(str, regular))})")
                r.line("information <- information[regular, regular, drop = FALSE]")
            # In units of each parameter: curvatures of very different sizes are not a singular matrix.
            r.line("size <- sqrt(pmax(diag(information), 0))")
            r.line("if (all(is.finite(information)) && all(size > 0)) {")
            r.line("  unit <- size %o% size")
            r.line("  root <- tryCatch(chol(information / unit), error = function(e) NULL)")
            r.line("  if (!is.null(root)) {")
            r.line(f"    vcov[{'' if whole else 'regular, regular'}] <- chol2inv(root) / unit")
            r.line("  }")
            r.line("}")
        r.depth -= 1
        r.line("} else if (exists) {" if self.parts.conditional else "} else {")
        r.line('  warning("no maximum was found", call. = FALSE)')
        r.line("}")
        r.line("list(")
        r.line("  estimate = estimate, vcov = vcov, standard_errors = sqrt(diag(vcov)),")
        r.line(f"  logLik = value, n = length({self.x[0]})")
        r.line(")")
        return self._end()

    def _solved(self) -> None:
        r = self.r
        given = list(self.x)
        for v, x in zip(self.plan.identifiers, self.x, strict=True):
            if v in self.parts.moved:
                r.wrapped(f"units_{x} <- {r.title(f'units_{v}')}(", self.x, ")")
                given[self.x.index(x)] = f"(x - units_{x}[1]) / units_{x}[2]".replace("(x ", f"({x} ")
        r.wrapped(f"estimate <- {r.title('solve')}(", [*given, *self.known], ")")
        if not self.parts.moved:
            return
        outer = r.names
        names = {f"result_{j}_": f"estimate[{j + 1}]" for j in range(self.k)}
        for v, x in zip(self.plan.identifiers, self.x, strict=True):
            names |= {f"centre_{v}": f"units_{x}[1]", f"spread_{v}": f"units_{x}[2]"}
        r.names = {**outer, **names}
        for j in range(self.k):
            source = self.parts.back(j, f"result_{j}_")
            if source != f"result_{j}_":
                r.line(f"estimate[{j + 1}] <- {r.text(source)}")
        r.names = outer

    def _function(self, name: str, inner: str, title: str, gives: str) -> None:
        self._begin(name, [title, ""], gives, [*self.x, "parameters", *self.known])
        self._read()
        r = self.r
        values = [f"parameters[[{j + 1}]]" for j in range(self.k)]
        head = "" if name != "hessian" else "triangle <- "
        r.wrapped(f"{head}{r.title(inner)}(", [*self.x, *self.known, *values], ")")

    def value(self) -> str:
        """nll_name."""
        gives = "number: minus the log-likelihood, every constant included; Inf outside the domain or the support."
        self._function("nll", "nll", "The negative log-likelihood", gives)
        return self._end()

    def vector(self) -> str:
        """gradient_name."""
        gives = "numeric vector in the order of the parameters; NaN outside the domain or the support."
        self._function("gradient", "gradient", "The gradient of the negative log-likelihood", gives)
        return self._end()

    def matrix(self) -> str:
        """hessian_name."""
        r, k = self.r, self.k
        gives = "symmetric matrix in the order of the parameters; NaN outside the domain or the support."
        self._function("hessian", "hessian", "The Hessian of the negative log-likelihood", gives)
        r.line(f"out <- matrix(0, {k}, {k})")
        r.line("out[upper.tri(out, diag = TRUE)] <- triangle")
        r.line("out[lower.tri(out)] <- t(out)[lower.tri(out)]")
        r.line("out")
        return self._end()

    def scores(self) -> str:
        """scores_name."""
        r, e = self.r, self.plan.scores
        title = "The scores: the gradient of each observation's log-density"
        gives = "matrix with a row for each observation and a column for each parameter."
        self._begin("scores", [title, ""], gives, [*self.x, "parameters", *self.known])
        self._read()
        r.expect([*(s for _, s in (*e.scalars, *e.locals)), *e.outputs])
        used = _used(e)
        for v, p in zip(self.parts.parameters, enumerate(self.parameters), strict=True):
            if v in used:
                r.line(f"{p[1]} <- parameters[[{p[0] + 1}]]")
        for name, source in (*e.scalars, *e.locals):
            r.assign(name, parsed(source), True, True)
        columns = []
        for i, source in enumerate(e.outputs):
            name = f"score_{i + 1}"
            rest = r.fitted(parsed(source), len(name) + 30)
            r.line(f"{name} <- rep_len({r.text(rest)}, length({self.x[0]}))")
            columns.append(name)
        r.wrapped("out <- cbind(", columns, ")")
        r.wrapped("colnames(out) <- c(", [_quoted(p.name) for p in self.plan.parameters], ")")
        r.line("out")
        return self._end()


def _used(e: Elementwise) -> set[str]:
    return {n for s in (*(s for _, s in e.scalars), *(s for _, s in e.locals), *e.outputs) for n in names_of(s)}


def _quoted(text: str) -> str:
    """A string of R."""
    safe = "".join(c if c.isprintable() else " " for c in text)
    return '"' + safe.replace("\\", "\\\\").replace('"', '\\"') + '"'
