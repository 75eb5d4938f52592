"""The target `jax`: a module of compiled functions over arrays of float64, to be differentiated and mapped.

estimate(x, known) -> dict of arrays; the limits where no maximum exists, nan for data that are none
nll, gradient, hessian(x, parameters, known), log_density(x, parameters, known)
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from thetahat.codegen.languages.domains import domain_tests
from thetahat.codegen.languages.expression import names_of, parsed
from thetahat.codegen.languages.heading import heading
from thetahat.codegen.languages.items import needed
from thetahat.codegen.languages.jax_language import OWN
from thetahat.codegen.languages.jax_statements import Statements, formulas_of, square
from thetahat.codegen.languages.lowering import value_of
from thetahat.codegen.languages.parts import back
from thetahat.codegen.lowered import printed
from thetahat.codegen.module import carried_texts, special_texts
from thetahat.core import plan as nodes
from thetahat.core.derivation import Derivation
from thetahat.core.plan import Formula, Pass, Plan


def module(derivation: Derivation) -> str:
    """The module's text.  Raises TargetError, naming the function, for what it cannot compute."""
    p, plan = printed(derivation)
    return text(plan, heading(p, 84))


def text(plan: Plan, head: Sequence[str]) -> str:
    """The module of a plan below the lines of a heading."""
    return _Module(plan).text(head)


class _Module(Statements):
    """One module in the making."""

    # -------------------------------------------------------------- the whole

    def text(self, head: Sequence[str]) -> str:
        """Heading, imports, what is used of the runtime, the functions."""
        functions = [self.solve(), self.estimate(), *self.likelihood(), self.density()]
        texts = {
            **{n: _translated(t) for n, t in special_texts().items() if n in OWN},
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
            self.opening([*f.outputs, *(t for s in kept for t in formulas_of(s))])
            self.body(f.body, f.outputs)
            texts = [self.j.text(self.j.fitted(parsed(o), 18)) for o in f.outputs]
            if name == "nll":
                self.j.line(f"value = {texts[0]}")
                self.j.line("return jnp.where(valid, jnp.where(inside, -value, jnp.inf), jnp.nan)")
            else:
                self.array("value = ", square(texts, k) if name == "hessian" else texts)
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
