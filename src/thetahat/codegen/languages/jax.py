"""The target `jax`: a module of compiled functions over arrays of float64, to be differentiated and mapped.

estimate(x, known) -> dict of arrays; the limits where no maximum exists, nan for data that are none
nll, gradient, hessian(x, parameters, known), log_density(x, parameters, known)
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Sequence
from functools import singledispatchmethod
from typing import Any

from thetahat.codegen.languages.expression import ATOM, COMPARE, Text, names_of, parsed
from thetahat.codegen.languages.heading import heading
from thetahat.codegen.languages.lowering import domain_tests, fixed_tests, needed, only, support_tests, value_of
from thetahat.codegen.languages.maximum import plausible, quantiles
from thetahat.codegen.languages.numba import Numba
from thetahat.codegen.languages.parts import back, standardised
from thetahat.codegen.lowered import printed
from thetahat.codegen.module import carried_texts
from thetahat.core import plan as nodes
from thetahat.core.derivation import Derivation
from thetahat.core.plan import Formula, Pass, Plan, Scalars
from thetahat.errors import TargetError

_JNP = (
    "log exp sqrt abs sign sin cos tan arcsin arccos arctan arctan2 sinh cosh tanh arcsinh arccosh arctanh floor ceil "
    "log1p expm1 logaddexp where minimum maximum isfinite logical_not"
).split()
_SPECIAL = (
    "gammaln gamma digamma polygamma beta erf erfc erfcx erfinv expit xlogy xlog1py gammainc gammaincc expi exp1"
).split()
_OWN = (
    "log1m_exp inverse_expm1 log_ratio log_growth log_excess stirling deviance log_erfc mills polygamma_rising "
    "zeta_derivative log_rising betaln log_erf_gap log_bessel_i bessel_i_ratio iv lambert_w inverse_digamma "
    "inverse_bessel_ratio"
).split()
RESERVED = frozenset(
    "False None True and as assert async await break class continue def del elif else except finally for from global "
    "if import in is lambda nonlocal not or pass raise return try while with yield match case jax jnp lax special "
    "estimate nll gradient hessian log_density parameters PARAMETERS dict zip valid inside theta rate value "
    "derivatives equation objective update starts choices float lower upper height slopes bends found".split()
)
_REDUCE = {"total": "jnp.sum({})", "minimum": "jnp.min({})", "maximum": "jnp.max({})"}


class Jax(Numba):
    """Formulas over arrays."""

    target = "jax"
    width = 120
    reserved = RESERVED | set(_OWN)
    carried = frozenset(_OWN)
    words = {
        **{w: f"jnp.{w}" for w in _JNP},
        **{w: f"special.{w}" for w in _SPECIAL},
        "trigamma": "special.polygamma(1, {0})",
        "zeta": "zeta_derivative(0, {0}, {1})",
    }
    constants = {"pi": "jnp.pi", "inf": "jnp.inf", "nan": "jnp.nan", "True": "True", "False": "False"}
    logic = {ast.And: "&", ast.Or: "|"}
    denial = "~"

    def __init__(self) -> None:
        super().__init__(())

    def title(self, name: str) -> str:
        return name

    def call(self, word: str, args: list[ast.expr]) -> Text:
        if word in ("log_bessel_i", "bessel_i_ratio", "iv") and not self._whole(args[0]):
            self.refuse(f"{word} of an order that varies")
        if word in _OWN:
            self.calls.add(word)
            order = [self._order(args[0])] if word in _ORDERED else []
            return f"{word}({', '.join([*order, *(self.text(a) for a in args[len(order) :])])})", ATOM
        if word not in self.words:
            self.refuse(word)
        return super().call(word, args)

    @staticmethod
    def _whole(e: ast.expr) -> bool:
        e = e.operand if isinstance(e, ast.UnaryOp) else e
        return isinstance(e, ast.Constant) and float(e.value) == int(e.value)  # type: ignore[arg-type]

    @staticmethod
    def _order(e: ast.expr) -> str:
        return str(int(ast.literal_eval(e))) if Jax._whole(e) else ast.unparse(e)

    def where(self, test: ast.expr, yes: ast.expr, no: ast.expr) -> Text:
        return f"jnp.where({self.text(test)}, {self.text(yes)}, {self.text(no)})", ATOM

    def show_Compare(self, e: ast.Compare) -> Text:
        if len(e.ops) == 1:
            return super().show_Compare(e)
        parts, left = [], e.left
        for op, right in zip(e.ops, e.comparators, strict=True):
            parts.append(f"({self.text(ast.Compare(left, [op], [right]))})")
            left = right
        return " & ".join(parts), COMPARE - 1

    def show_BoolOp(self, e: ast.BoolOp) -> Text:
        return self._joined(e.values, type(e.op))

    def show_Call(self, e: ast.Call) -> Text:
        assert isinstance(e.func, ast.Name)
        if e.func.id in ("logical_and", "logical_or"):
            return self._joined(e.args, ast.And if e.func.id == "logical_and" else ast.Or)
        return super().show_Call(e)

    def _joined(self, values: Sequence[ast.expr], op: type) -> Text:
        return f" {self.logic[op]} ".join(self.tight(v, ATOM) for v in values), COMPARE - 1


_ORDERED = ("log_bessel_i", "bessel_i_ratio", "iv", "polygamma_rising", "zeta_derivative")
"""Functions whose first argument is an order."""


def module(derivation: Derivation) -> str:
    """The module's text.  Raises TargetError, naming the function, for what it cannot compute."""
    p, plan = printed(derivation)
    return text(plan, heading(p, 84))


def text(plan: Plan, head: Sequence[str]) -> str:
    """The module of a plan below the lines of a heading."""
    return _Module(plan).text(head)


class _Module:
    """One module in the making."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.j = Jax()
        self.j.settle([*plan.identifiers, *_names(plan)])
        self.names = tuple(p.identifier for p in plan.parameters)
        self.x = [self.j.name(x) for x in plan.identifiers]
        self.known = [self.j.name(k.identifier) for k in plan.known]
        self.moved = standardised(plan) if plan.iterates else {}

    # -------------------------------------------------------------- the whole

    def text(self, head: Sequence[str]) -> str:
        """Heading, imports, what is used of the runtime, the functions."""
        functions = [self.solve(), self.estimate(), *self.likelihood(), self.density()]
        texts = {
            **{n: _translated(t) for n, t in carried_texts("thetahat.engines", "special.py").items() if n in _OWN},
            **carried_texts("thetahat.codegen.languages", "jax_runtime.py"),
        }
        body = "\n\n\n".join("\n".join(f) for f in functions)
        used: set[str] = set()
        todo = [body]
        while todo:
            here = todo.pop()
            more = {n for n in texts if n not in used and re.search(rf"(?<![\w.]){n}\(", here)}
            used |= more
            todo += [texts[n] for n in more]
        carried = [t for n, t in texts.items() if n in used]
        whole = "\n\n\n".join([*carried, body])
        said = "\n".join([*head, "", *_NOTE]).replace('"""', "'''")
        names = ", ".join(f'"{p.name}"' for p in self.plan.parameters) + ("," if len(self.names) == 1 else "")
        imports = ["import jax", "import jax.numpy as jnp"]
        imports += ["from jax import lax"] if re.search(r"\blax\.", whole) else []
        imports += ["from jax.scipy import special"] if re.search(r"(?<!\.)\bspecial\.", whole) else []
        opening = [f'"""{said}\n"""', "", *imports, "", 'jax.config.update("jax_enable_x64", True)', ""]
        return "\n".join([*opening, f"PARAMETERS = ({names})", "", "", whole]) + "\n"

    def head(self, name: str, arguments: Sequence[str], told: str, compiled: bool = True) -> None:
        """The lines before a function's body."""
        self.j.lines, self.j.depth = [], 0
        if compiled:
            self.j.line("@jax.jit")
        self.j.wrapped(f"def {name}(", arguments, "):")
        self.j.depth = 1
        self.j.line(f'"""{told}"""')

    def read(self) -> None:
        """The variables as arrays, and whether they are data."""
        j, plan = self.j, self.plan
        for x in self.x:
            j.line(f"{x} = jnp.asarray({x}, jnp.float64)")
        tests = [f"jnp.all(jnp.isfinite({x}))" for x in self.x]
        tests += [f"jnp.all({j.text(s)})" for _, s, _ in fixed_tests(plan)]
        j.line(f"valid = {tests[0]}")
        for t in tests[1:]:
            j.line(f"valid &= {t}")

    def unpack(self) -> None:
        """The parameters by name."""
        self.unpacked([self.j.name(n) for n in self.names], "jnp.asarray(parameters, jnp.float64)")

    def inside(self, names: Iterable[str], rows: bool = True, target: str = "inside") -> None:
        """Whether parameters lie in their domains, and observations in the support."""
        chosen = set(names)
        tests = [
            t for p in (*self.plan.parameters, *self.plan.known) if p.identifier in chosen for t in domain_tests(p)
        ]
        lines = [f"({self.j.text(t)})" if not t.startswith("isfinite") else self.j.text(t) for t in tests]
        lines += [f"jnp.all({self.j.text(t)})" for t in support_tests(self.plan)] if rows else []
        self.j.line(f"{target} = {lines[0].removeprefix('(').removesuffix(')') if lines[0][0] == '(' else lines[0]}")
        for t in lines[1:]:
            self.j.line(f"{target} &= {t.removeprefix('(').removesuffix(')') if t[0] == '(' else t}")

    # -------------------------------------------------------------- statements

    def opening(self, sources: Iterable[str]) -> None:
        """n and the statistics of the prelude that these texts use."""
        wanted = {n for s in sources for n in names_of(s)}
        kept: list[Any] = []
        for s in reversed(self.plan.prelude):
            part = only(s, wanted) if isinstance(s, Pass) else s
            if part is not None:
                kept.insert(0, part)
                wanted |= {n for t in _sources(part) for n in names_of(t)}
        if self.plan.size in wanted:
            self.j.line(f"{self.j.name(self.plan.size)} = {self.x[0]}.size")
        for s in kept:
            self.statement(s, ())

    @singledispatchmethod
    def statement(self, s: nodes.Statement, after: Sequence[nodes.Statement]) -> None:
        """Lines for one statement; ``after`` is what follows it."""
        raise NotImplementedError(type(s).__name__)

    @statement.register
    def _(self, s: Pass, after: Sequence[nodes.Statement]) -> None:
        rows = {*s.reads}
        for name, e in s.locals:
            self.j.assign(name, parsed(e), True, True)
            if names_of(e) & rows:
                rows.add(name)
        for i, (name, kind, e) in enumerate(zip(s.names, s.kinds, s.summands, strict=True)):
            value = self.j.text(self.j.fitted(parsed(e), len(name) + 16))
            if not names_of(e) & rows:
                value = f"jnp.full_like({self.x[0]}, {value})"
            pattern = f"_level({{}}, {self.j.text(s.levels[i])})" if kind == "quantile" else _REDUCE[kind]
            self.j.line(f"{self.j.name(name)} = {pattern.format(value)}")

    @statement.register
    def _(self, s: Scalars, after: Sequence[nodes.Statement]) -> None:
        for name, e in s.assignments:
            self.j.assign(name, parsed(e), True, True)

    def body(self, statements: Sequence[nodes.Statement], outputs: Sequence[str]) -> None:
        """What of these statements leads to the outputs."""
        wanted = {n for o in outputs for n in names_of(o)}
        for s in needed(statements, wanted):
            self.statement(s, ())

    def inner(self, name: str, arguments: Sequence[str], write: Callable[[], None]) -> None:
        """A function inside a function."""
        if not self.j.lines or self.j.lines[-1]:
            self.j.lines.append("")
        self.j.wrapped(f"def {name}(", arguments, "):")
        self.j.depth += 1
        write()
        self.j.depth -= 1
        self.j.lines.append("")

    def array(self, head: str, items: Sequence[str | list[str]], call: str = "jnp.array") -> None:
        """An array, or a list where ``call`` is empty; what does not fit on a line stands one item a line."""
        j = self.j
        texts = [i if isinstance(i, str) else f"[{', '.join(i)}]" for i in items]
        inner = f"[{', '.join(texts)}]"
        single = f"{head}{call}({inner})" if call else head + inner
        if len(single) <= j.width - len(j.indent) * j.depth:
            j.line(single)
            return
        if call:
            j.line(f"{head}{call}(")
            j.depth += 1
        j.line("[" if call else f"{head}[")
        j.depth += 1
        for item, text in zip(items, texts, strict=True):
            if isinstance(item, str) or len(text) < j.width - len(j.indent) * j.depth:
                j.line(f"{text},")
                continue
            j.line("[")
            j.lines += [f"{j.indent * (j.depth + 1)}{i}," for i in item]
            j.line("],")
        j.depth -= 1
        j.line("]")
        if call:
            j.depth -= 1
            j.line(")")

    def unpacked(self, names: Sequence[str], value: str) -> None:
        """names = value, of which there may be one."""
        left = f"({names[0]},)" if len(names) == 1 else ", ".join(names)
        self.j.line(f"{left} = {value}")

    def give(self, values: Sequence[str]) -> None:
        """A return statement."""
        self.j.returned([parsed(v) for v in values])

    def chain(self, statements: Sequence[nodes.Statement], wanted: Iterable[str]) -> None:
        """Everything that leads to the wanted names."""
        kept = needed(statements, set(wanted))
        for i, s in enumerate(kept):
            self.statement(s, kept[i + 1 :])

    def rate(self, p: str, after: Sequence[nodes.Statement]) -> None:
        """rate_p: the log-likelihood when the rest of the chain is followed from a value of p."""

        def write() -> None:
            self.chain(after, self.names)
            self.value(value_of(self.plan), self.names)

        self.inner(f"rate_{p}", [self.j.name(p)], write)

    def value(self, f: Formula, names: Sequence[str]) -> None:
        """return value, -inf outside the domain."""
        self.inside(names, set(names) == set(self.names), "inside")
        self.body(f.body, f.outputs[:1])
        self.j.line(f"return jnp.where(inside, {self.j.text(self.j.fitted(parsed(f.outputs[0]), 38))}, -jnp.inf)")

    @statement.register
    def _(self, s: nodes.Root, after: Sequence[nodes.Statement]) -> None:
        p, j = s.parameter, self.j

        def equation() -> None:
            self.body(s.body, (s.equation, s.slope))
            self.give((s.equation, s.slope))

        self.inner(f"equation_{p}", [j.name(p)], equation)
        ends = ", ".join([j.text(s.lower), j.text(s.upper), j.text(s.start or "nan")])
        if not s.several:
            j.line(f"{j.name(p)} = _root(equation_{p}, {ends})")
            return
        if s.objective:

            def objective() -> None:
                self.body(s.objective_body, (s.objective,))
                self.give((s.objective,))

            self.inner(f"rate_{p}", [j.name(p)], objective)
        else:
            self.rate(p, after)
        j.line(f"{j.name(p)} = _roots(equation_{p}, rate_{p}, {ends})")

    @statement.register
    def _(self, s: nodes.Choice, after: Sequence[nodes.Statement]) -> None:
        p, j = s.parameter, self.j
        self.rate(p, after)
        j.line(f"{j.name(p)} = _best([{', '.join(j.text(c) for c in s.candidates)}], rate_{p})")

    def objective(self, p: str, body: Sequence[nodes.Statement], objective: str) -> None:
        """objective_p as a function inside a function."""

        def write() -> None:
            self.body(body, (objective,))
            self.give((objective,))

        self.inner(f"objective_{p}", [self.j.name(p)], write)

    @statement.register
    def _(self, s: nodes.IntegerSearch, after: Sequence[nodes.Statement]) -> None:
        p, j = s.parameter, self.j
        self.objective(p, s.body, s.objective)
        j.line(f"{j.name(p)} = _integer(objective_{p}, {j.text(s.lower)}, {j.text(s.upper)})")

    @statement.register
    def _(self, s: nodes.PointSearch, after: Sequence[nodes.Statement]) -> None:
        p, j = s.parameter, self.j
        self.objective(p, s.body, s.objective)
        for name, e in s.locals:
            j.assign(name, parsed(e), True, True)
        j.line(f"{j.name(p)} = _best({j.text(s.points)}, objective_{p})")

    @statement.register
    def _(self, s: nodes.Maximise, after: Sequence[nodes.Statement]) -> None:
        self.joint(s.parameters, s.value, s.derivatives, s.starts)

    @statement.register
    def _(self, s: nodes.Mixture, after: Sequence[nodes.Statement]) -> None:
        def update() -> None:
            j = self.j
            j.line(f"{', '.join(j.name(n) for n in self.names)} = theta")
            self.body(s.update.body, s.update.outputs)
            new = dict(zip(s.parameters, s.update.outputs, strict=True))
            self.array("return ", [j.text(j.fitted(parsed(new.get(n, n)), 20)) for n in self.names])

        self.inner("update", ["theta"], update)
        self.joint(self.names, self.plan.value, self.plan.derivatives, (), "update")

    def joint(
        self, names: Sequence[str], value: Formula, both: Formula, starts: Sequence[Sequence[str]], update: str = ""
    ) -> None:
        """The joint maximiser of some parameters."""
        j, k = self.j, len(names)
        own = [j.name(n) for n in names]

        def opened() -> None:
            self.unpacked(own, "theta")

        def rated() -> None:
            opened()
            self.value(value, names)

        def derived() -> None:
            opened()
            self.inside(names, set(names) == set(self.names))
            self.body(both.body, both.outputs)
            texts = [j.text(j.fitted(parsed(o), 18)) for o in both.outputs]
            j.line(f"height = {texts[0]}")
            j.line("height = jnp.where(inside, height, -jnp.inf)")
            self.array("slopes = ", texts[1 : 1 + k])
            self.array("bends = ", _square(texts[1 + k :], k))
            j.line("return height, slopes, bends")

        self.inner("value", ["theta"], rated)
        self.inner("derivatives", ["theta"], derived)
        table = {p.identifier: p for p in self.plan.parameters}
        free = set(names)
        choices = [plausible(self.plan, table[n]) for n in names]
        for s in quantiles(self.plan, {n for c in choices for e in c for n in names_of(e)}):
            self.statement(s, ())
        ends = [_ends(table[n], free) for n in names]
        self.array("starts = ", [[j.text(e) for e in s] for s in starts], "")
        self.array("choices = ", [[j.text(e) for e in c] for c in choices], "")
        j.line(f"lower = [{', '.join(j.text(a) for a, _ in ends)}]")
        j.line(f"upper = [{', '.join(j.text(b) for _, b in ends)}]")
        arguments = ["derivatives", "value", "starts", "choices", "lower", "upper", *([update] if update else [])]
        self.unpacked(own, f"_maximise({', '.join(arguments)})")

    # -------------------------------------------------------------- functions

    def solve(self) -> list[str]:
        """_solve(x, known) -> the parameters, in standard units where the data are standardised first."""
        told = "The estimate, in the order of the parameters."
        self.head("_solve", [*self.x, *self.known], told, compiled=False)
        top = list(self.j.lines)
        self.j.lines = []
        self.chain(self.plan.estimate, self.names)
        if any(isinstance(s, nodes.Choice) or (isinstance(s, nodes.Root) and s.several) for s in self.plan.estimate):
            j = self.j
            found = [f"found_{i + 1}" for i in range(len(self.names))]
            for f, n in zip(found, self.names, strict=True):
                j.line(f"{f} = {j.name(n)}")
            self.inside(self.names, rows=False, target="found")
            # where an equation that may have several roots gives none: all parameters together
            self.joint(self.names, self.plan.value, self.plan.derivatives, ())
            for f, n in zip(found, self.names, strict=True):
                j.line(f"{j.name(n)} = jnp.where(found, {f}, {j.name(n)})")
        self.j.line(f"return jnp.array([{', '.join(self.j.name(n) for n in self.names)}]) + 0.0")
        rest = self.j.lines
        self.j.lines = []
        known = {n: i for i, n in self.j.names.items()}
        wanted = {known.get(w, w) for line in rest for w in re.findall(r"[^\W\d]\w*", line)}
        self.opening(w for w in wanted if w.isidentifier() and w not in _KEYWORDS)
        apart = [""] if self.j.lines and rest[0].lstrip().startswith("def ") else []
        return [*top, *self.j.lines, *apart, *rest]

    def estimate(self) -> list[str]:
        """The function that outsiders call."""
        plan, j = self.plan, self.j
        told = "The estimates by name; the limits where no maximum exists, nan for data that are none."
        self.head("estimate", [*self.x, *self.known], told, compiled=False)
        j.wrapped("return dict(zip(PARAMETERS, _estimate(", [*self.x, *self.known], ")))")
        outer = [*j.lines, "", ""]
        self.head("_estimate", [*self.x, *self.known], "The estimates as an array.")
        self.read()
        given = list(self.x)
        for v, x in zip(plan.identifiers, self.x, strict=True):
            if v in self.moved:
                centred, scaled = self.moved[v]
                j.line(f"centre_{v}, spread_{v} = _units({x}, {centred}, {scaled})")
                given[self.x.index(x)] = f"({x} - centre_{v}) / spread_{v}"
        j.wrapped("found = _solve(", [*given, *self.known], ")")
        if self.moved:
            for i in range(len(self.names)):
                source = back(plan, i, f"found_{i}_")
                if source != f"found_{i}_":
                    t = re.sub(r"\bfound_(\d+)_", r"found[\1]", j.text(source))
                    j.line(f"found = found.at[{i}].set({t})")
        # a root may lie where there is no parameter; an end of the domain is let through
        tests = [t.replace(" > ", " >= ").replace(" < ", " <= ") for p in plan.parameters for t in domain_tests(p)]
        tests = [t for t in tests if not t.startswith("isfinite")]
        if tests:
            self.unpacked([j.name(n) for n in self.names], "found")
            joined = " & ".join(f"({j.text(t)})" for t in tests)
            j.line(f"found = jnp.where({joined if len(tests) > 1 else joined[1:-1]}, found, jnp.nan)")
        names = {n for s in plan.prelude if isinstance(s, Pass) for n in s.names}
        names |= {plan.size, *(k.identifier for k in plan.known)}
        limits = [
            c
            for c in plan.conditions
            if c.kind == "exists" and names_of(c.holds) | {n for _, e in c.otherwise for n in names_of(e)} <= names
        ]
        self.opening([s for c in limits for s in (c.holds, *(e for _, e in c.otherwise))])
        for c in reversed(limits):
            table = dict(c.otherwise)
            values = [j.text(table.get(p.name, "nan")) for p in plan.parameters]
            j.line(f"found = jnp.where({j.text(c.holds)}, found, jnp.array([{', '.join(values)}]))")
        j.line("return jnp.where(valid, found, jnp.nan)")
        return [*outer, *j.lines]

    def likelihood(self) -> list[list[str]]:
        """nll, gradient and hessian."""
        plan, k = self.plan, len(self.names)
        second = Formula(plan.derivatives.arguments, plan.derivatives.body, plan.derivatives.outputs[1 + k :])
        out = []
        for name, f, told in (
            (
                "nll",
                value_of(plan),
                "-l, with parameters in the order of PARAMETERS; inf outside the domain or the support.",
            ),
            ("gradient", plan.gradient, "The gradient of nll; nan outside the domain or the support."),
            ("hessian", second, "The Hessian of nll; nan outside the domain or the support."),
        ):
            self.head(name, [*self.x, "parameters", *self.known], told)
            self.read()
            self.unpack()
            self.inside((*self.names, *(q.identifier for q in plan.known)))
            kept = needed(f.body, {n for o in f.outputs for n in names_of(o)})
            self.opening([*f.outputs, *(t for s in kept for t in _sources(s))])
            self.body(f.body, f.outputs)
            texts = [self.j.text(self.j.fitted(parsed(o), 18)) for o in f.outputs]
            if name == "nll":
                self.j.line(f"value = {texts[0]}")
                self.j.line("return jnp.where(valid, jnp.where(inside, -value, jnp.inf), jnp.nan)")
            else:
                self.array("value = ", _square(texts, k) if name == "hessian" else texts)
                self.j.line("return jnp.where(valid & inside, -value, jnp.nan)")
            out.append(self.j.lines)
        return out

    def density(self) -> list[str]:
        """The log-density of each observation."""
        e = self.plan.log_density
        self.head("log_density", [*self.x, "parameters", *self.known], "log f of each observation.")
        for x in self.x:
            self.j.line(f"{x} = jnp.asarray({x}, jnp.float64)")
        self.unpack()
        for name, source in (*e.scalars, *e.locals):
            self.j.assign(name, parsed(source), True, True)
        value = self.j.text(self.j.fitted(parsed(e.outputs[0]), 40))
        self.j.line(f"return jnp.broadcast_to({value}, {self.x[0]}.shape)")
        return self.j.lines


_KEYWORDS = {"def", "return", "inf", "nan", "pi", "True", "False", "jnp", "special", "lambda", "in", "is", "not", "and"}
_NOTE = [
    "Every function is compiled, works on float64, and may be mapped (jax.vmap); nll and",
    "log_density may be differentiated (jax.grad). Data outside the support give nan.",
]


def _ends(p: nodes.Parameter, free: set[str]) -> tuple[str, str]:
    """The ends of a domain as coordinates see them."""
    low, high = p.lower.source, p.upper.source
    if p.periodic:
        return "-inf", "inf"
    return ("-inf" if names_of(low) & free else low), ("inf" if names_of(high) & free else high)


def _square(entries: Sequence[str], k: int) -> list[str | list[str]]:
    """The rows of a symmetric matrix from its lower triangle."""
    return [[entries[max(a, b) * (max(a, b) + 1) // 2 + min(a, b)] for b in range(k)] for a in range(k)]


def _sources(s: object) -> list[str]:
    """Every formula of a pass or of assignments."""
    if isinstance(s, Pass):
        return [*(e for _, e in s.locals), *s.summands, *(x for x in s.levels if x)]
    if isinstance(s, Scalars):
        return [e for _, e in s.assignments]
    raise TargetError(f"target 'jax' cannot write {type(s).__name__} there")


def _names(plan: Plan) -> list[str]:
    """Every identifier of a plan, in an order that does not change."""
    out: dict[str, None] = {}

    def walk(value: object) -> None:
        if isinstance(value, (Pass, Scalars)):
            pairs = (*getattr(value, "locals", ()), *getattr(value, "assignments", ()))
            for n in (*getattr(value, "names", ()), *(n for n, _ in pairs)):
                out.setdefault(n)
        elif isinstance(value, tuple):
            for v in value:
                walk(v)
        elif hasattr(value, "__dataclass_fields__"):
            for f in value.__dataclass_fields__:
                walk(getattr(value, f))

    for q in (*plan.parameters, *plan.known):
        out.setdefault(q.identifier)
    out.setdefault(plan.size)
    for part in (plan.prelude, plan.estimate, plan.value, plan.gradient, plan.derivatives):
        walk(part)
    for e in (plan.log_density, plan.scores):
        for n, _ in (*e.scalars, *e.locals):
            out.setdefault(n)
    return list(out)


def _translated(text: str) -> str:
    """A function of NumPy and SciPy as JAX writes it."""
    for old, new in _TRANSLATION.items():
        text = text.replace(old, new)
    return re.sub(r"\bnp\.", "jnp.", text)


_TRANSLATION = {
    # JAX differentiates neither zeta in its order nor NumPy's shapes
    "special.zeta(2.0, b)": "special.polygamma(1, b)",
    "special.zeta(2.0, a)": "special.polygamma(1, a)",
    "    if m == 0:\n        return special.zeta(s, a)\n": "",
    "np.broadcast(s, a).shape": "np.broadcast_shapes(s.shape, a.shape)",
}
