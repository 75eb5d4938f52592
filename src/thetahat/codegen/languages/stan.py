"""The target `stan`: a complete model whose optimum is the maximum-likelihood estimate.

Statistics without parameters are computed once, in the transformed data; the constraints are the parameters' domains,
and where the support ends at a parameter, the data.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from thetahat.codegen.languages.able import others
from thetahat.codegen.languages.domains import support_tests
from thetahat.codegen.languages.expression import Text, names_of, parsed
from thetahat.codegen.languages.heading import heading
from thetahat.codegen.languages.imperative import Language
from thetahat.codegen.languages.items import Function, Item, pruned
from thetahat.codegen.languages.lowering import Lowering
from thetahat.codegen.languages.series_loops import differentiable, looped
from thetahat.codegen.languages.variables import assigned, every_name, nodes_of
from thetahat.codegen.plan import plan as printed_plan
from thetahat.codegen.program import Program
from thetahat.codegen.program import program as program_of
from thetahat.core.derivation import Derivation
from thetahat.core.plan import Parameter, Pass, Plan, Region
from thetahat.errors import TargetError

WORDS = frozenset(
    "for in while repeat until if then else true false var struct typedef export auto extern static int real complex "
    "vector row_vector matrix array tuple simplex unit_vector ordered positive_ordered corr_matrix cov_matrix lower "
    "upper offset multiplier functions data model parameters transformed generated quantities target return break "
    "continue print reject void profile N i n_rows lp__ T pi e sum mean min max exp log sqrt abs pow fabs step normal "
    "gamma beta lbeta lgamma digamma size rows cols sd variance dot inv square cbrt hypot floor ceil round trunc not "
    "jacobian fatal_error abort assert case char class const default delete do double enum explicit float friend goto "
    "inline long mutable namespace new operator private protected public register short signed sizeof switch template "
    "this throw try typeid typename union unsigned using virtual volatile and or xor bool alignas alignof constexpr "
    "decltype noexcept nullptr thread_local".split()
)


class Stan(Language):
    """Stan 2.26 and later."""

    target = "stan"
    width = 80
    indent = "  "
    reserved = WORDS
    endings = tuple("__ _lpdf _lpmf _lupdf _lupmf _lcdf _lccdf _cdf _rng _lp _log _jacobian".split())
    words = {
        **{w: w for w in "log exp sqrt abs sin cos tan sinh cosh tanh floor ceil log1p expm1 erf erfc".split()},
        **{f"arc{w}": f"a{w}" for w in "sin cos tan sinh cosh tanh".split()},
        "arctan2": "atan2",
        "gammaln": "lgamma",
        "gamma": "tgamma",
        "digamma": "digamma",
        "trigamma": "trigamma",
        "betaln": "lbeta",
        "pow": "pow",
        "sign": "(({0}) > 0.0 ? 1.0 : ({0}) < 0.0 ? -1.0 : 0.0)",
        "expit": "inv_logit",
        "logaddexp": "log_sum_exp",
        "log1m_exp": "log1m_exp",
        "inverse_expm1": "(1.0 / expm1({0}))",
        "log_growth": "(({0}) * log1p(({1}) / ({0})))",
        "log_rising": "(lgamma(({0}) + ({1})) - lgamma({0}))",
        "xlogy": "lmultiply",
        "xlog1py": "(({0}) * log1p({1}))",
        "log_erfc": "(log(2.0) + normal_lcdf(-sqrt(2.0) * ({0}) | 0.0, 1.0))",
        "log_erf_gap": "(log(2.0) + log_diff_exp(normal_lcdf(sqrt(2.0) * ({1}) | 0.0, 1.0), "
        "normal_lcdf(sqrt(2.0) * ({0}) | 0.0, 1.0)))",
        "log_bessel_i": "log_modified_bessel_first_kind(abs({0}), {1})",
        "bessel_i_rest": "(log_modified_bessel_first_kind(abs({1}), {2}) - hypot({1}, {2}) - abs({1}) * "
        "log({2} / (abs({1}) + hypot({1}, {2}))))",
        "deviance": "(lmultiply({0}, ({0}) / ({1})) + ({1}) - ({0}))",
        # Gauss's rule for the integral
        "log_flat": "log(dot_product(["
        "0.06474248308443487, 0.13985269574463843, 0.19091502525255935, 0.20897959183673465, "
        "0.19091502525255935, 0.13985269574463843, 0.06474248308443487], "
        "exp(-({0}) * ["
        "0.0254460438286207, 0.12923440720030277, 0.2970774243113014, 0.5, "
        "0.7029225756886985, 0.8707655927996972, 0.9745539561713793]"
        " - ({1}) * ["
        "0.0006475011465280857, 0.01670153200441367, 0.08825499603543702, 0.25, "
        "0.49410014741283415, 0.7582327176038082, 0.9497554134892867])))",
        "maximum": "fmax",
        "minimum": "fmin",
        "lambert_w": "lambert_w0",
    }
    constants = {
        "pi": "pi()",
        "inf": "positive_infinity()",
        "-inf": "negative_infinity()",
        "nan": "not_a_number()",
        "True": "1",
        "False": "0",
    }
    square = True

    def truth(self, name: str, value: str) -> str:
        return f"int {name} = {value};"

    def declared(self, name: str, value: str, once: bool) -> str:
        return f"real {name} = {value};"

    def passed(self, p: Pass, new: set[str], once: set[str]) -> None:
        for name, kind in zip(p.names, p.kinds, strict=True):
            if kind == "quantile":
                raise TargetError("target 'stan' has no quantile")
            first = {"total": "0.0", "minimum": "positive_infinity()", "maximum": "negative_infinity()"}[kind]
            self.line(f"real {self.name(name)} = {first};")
        self.line("for (i in 1 : N) {")
        self.depth += 1
        outer = dict(self.names)
        for x in p.reads:
            self.names[x] = f"{outer.get(x, x)}[i]"
        for name, e in p.locals:
            self.assign(name, parsed(e), True, True)
        for name, kind, summand in zip(p.names, p.kinds, p.summands, strict=True):
            text = self.text(self.fitted(parsed(summand), len(self.name(name)) + 8))
            target = self.name(name)
            if kind == "total":
                self.line(f"{target} += {text};")
            else:
                self.line(f"{target} = {'fmin' if kind == 'minimum' else 'fmax'}({target}, {text});")
        self.names = outer
        self.depth -= 1
        self.line("}")

    def call(self, word: str, args: list[ast.expr]) -> Text:
        if word not in self.words and word not in self.functions:
            self.refuse(word)
        return super().call(word, args)

    def head(self, f: Function) -> None:
        self.line(f"// {f.told}")
        self.wrapped(f"real {f.name}(", [f"real {self.name(a)}" for a in f.arguments], ") {")

    def returned(self, values: Sequence[ast.expr]) -> None:
        self.line(f"return {self.text(self.fitted(values[0], 10))};")


def module(derivation: Derivation) -> str:
    """The model's text.  Raises TargetError, naming what Stan lacks: integer parameters, some functions."""
    p = program_of(derivation)
    return written(p, printed_plan(p))


def written(p: Program, plan: Plan) -> str:
    """The model's text, for a plan that is printed already."""
    return model(plan, heading(p))


def model(plan: Plan, head: Sequence[str]) -> str:
    """The model of a plan below the lines of a heading."""
    for p in plan.parameters:
        if p.integer:
            raise TargetError(f"target 'stan' has no integer parameters ({p.name}){others(plan)}")
    return _Model(plan).text(head)


class _Model:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        lowering = Lowering(plan)
        self.items: list[Item] = pruned([*lowering.items(plan.value.body), f"return {plan.value.outputs[0]}"])
        made = looped({"": Function("", "", (), tuple(self.items))}, differentiable)
        self.items = list(made.pop("").body)
        self.functions = made
        self.opening = [x for x in lowering.opening(self.items, lowering.parameters) if not isinstance(x, str)]
        self.size = any(plan.size in names_of(x) for x in self._sources())
        self.stan = Stan(made.values())
        names = [*plan.identifiers, *lowering.parameters, *lowering.known, plan.size]
        for item in (*self.opening, *self.items):
            if isinstance(item, Pass):
                names += [*(n for n, _ in item.locals), *item.names]
            else:
                names += assigned(nodes_of(item))
        self.stan.settle([*names, *every_name(made.values())])

    def _sources(self) -> list[str]:
        out = []
        for item in self.items:
            if isinstance(item, str):
                out.append(item.split("return ", 1)[-1] if item.startswith("return") else item.split(" = ", 1)[1])
            elif isinstance(item, Pass):
                out += [*item.summands, *(e for _, e in item.locals)]
        return out

    def text(self, head: Sequence[str]) -> str:
        """The blocks of the model."""
        s = self.stan
        s.lines, s.depth = [], 0
        for x in head:
            s.line(f"// {x}".rstrip())
        s.line("//")
        s.line("// Optimise without the Jacobian of the constraints (optimize jacobian=0, the default).")
        self.sums()
        self.data()
        self.transformed()
        self.parameters()
        self.model()
        return "\n".join(s.lines) + "\n"

    def sums(self) -> None:
        """The functions that sum over an index."""
        s = self.stan
        if not self.functions:
            return
        before = [*s.lines, "functions {"]
        for f in self.functions.values():
            before += [s.indent + x for x in s.function(f)]
        s.lines, s.depth = [*before, "}"], 0

    def data(self) -> None:
        """Rows and known constants, with the ends that no parameter moves."""
        s = self.stan
        s.line("data {")
        s.line("  int<lower=1> N;")
        for k in self.plan.known:
            s.line(f"  real{self.constraint(k.lower.source, k.upper.source)} {s.name(k.identifier)};")
        free = {p.identifier for p in self.plan.parameters}
        found = {r.identifier: r for r in self.plan.regions}
        for x in self.plan.identifiers:
            r = found.get(x) or Region(x, x, "-inf", "inf")
            low = "-inf" if names_of(r.lower) & free else r.lower
            high = "inf" if names_of(r.upper) & free else r.upper
            s.line(f"  vector{self.constraint(low, high)}[N] {s.name(x)};")
        s.line("}")

    def constraint(self, low: str, high: str) -> str:
        """<lower=…, upper=…>."""
        parts = []
        if low != "-inf":
            parts.append(f"lower={self.stan.text(low)}")
        if high != "inf":
            parts.append(f"upper={self.stan.text(high)}")
        return f"<{', '.join(parts)}>" if parts else ""

    def transformed(self) -> None:
        """The size and the statistics that hold no parameter."""
        s = self.stan
        s.line("transformed data {")
        s.depth = 1
        if self.size:
            s.line(f"real {s.name(self.plan.size)} = N;")
        for r in self.plan.regions:
            if r.integer:
                x = s.name(r.identifier)
                s.line("for (i in 1 : N) {")
                s.line(f"  if ({x}[i] != floor({x}[i])) {{")
                s.line(f'    reject("the values of {x} must be integers");')
                s.line("  }")
                s.line("}")
        self.related()
        for item in self.opening:
            assert isinstance(item, Pass)
            s.passed(item, set(), set())
        s.depth = 0
        s.line("}")

    def related(self) -> None:
        """Rows whose variables do not stand to one another as the support wants it."""
        s, free = self.stan, {p.identifier for p in self.plan.parameters}
        outer = dict(s.names)
        for text in (t for t in self.plan.inside if not names_of(t) & free):
            s.names = {**outer, **{x: f"{outer.get(x, x)}[i]" for x in self.plan.identifiers}}
            s.line("for (i in 1 : N) {")
            s.line(f"  if (!({s.text(text)})) {{")
            s.line(f'    reject("every row must satisfy {text}");')
            s.line("  }")
            s.line("}")
        s.names = outer

    def parameters(self) -> None:
        """The parameters in an order in which each end is known, with their domains."""
        s = self.stan
        s.line("parameters {")
        todo = list(self.plan.parameters)
        free = {p.identifier for p in todo}
        while todo:
            ready = [p for p in todo if not (names_of(p.lower.source) | names_of(p.upper.source)) & free]
            for p in ready or todo[:1]:
                low, high = self.ends(p)
                parts = ([f"lower={low}"] if low else []) + ([f"upper={high}"] if high else [])
                constraint = f"<{', '.join(parts)}>" if parts else ""
                s.line(f"  real{constraint} {s.name(p.identifier)};")
                todo.remove(p)
                free.discard(p.identifier)
        s.line("}")

    def ends(self, p: Parameter) -> tuple[str, str]:
        """The ends of a domain, drawn in by the data where the support ends at this parameter."""
        s = self.stan
        low = "" if p.lower.source == "-inf" else s.text(p.lower.source)
        high = "" if p.upper.source == "inf" else s.text(p.upper.source)
        for r in self.plan.regions:
            x = s.name(r.identifier)
            if r.lower == p.identifier:
                high = f"fmin({high}, min({x}))" if high else f"min({x})"
            if r.upper == p.identifier:
                low = f"fmax({low}, max({x}))" if low else f"max({x})"
        return low, high

    def model(self) -> None:
        """The log-likelihood."""
        s = self.stan
        s.line("model {")
        s.depth = 1
        tests = support_tests(self.plan)
        tests = [t for t in tests if not self.direct(t)]
        if tests:
            s.line("for (i in 1 : N) {")
            outer = dict(s.names)
            for x in self.plan.identifiers:
                s.names[x] = f"{outer.get(x, x)}[i]"
            s.line(f"  if (!({' && '.join(s.text(t) for t in tests)})) {{")
            s.line("    target += negative_infinity();")
            s.line("  }")
            s.line("}")
            s.names = outer
        for item in self.items:
            if isinstance(item, Pass):
                s.passed(item, set(), set())
                continue
            for node in nodes_of(item):
                if isinstance(node, ast.Assign):
                    assert isinstance(node.targets[0], ast.Name)
                    s.assign(node.targets[0].id, node.value, True, True)
                elif isinstance(node, ast.Return):
                    assert node.value is not None
                    s.line(f"target += {s.text(s.fitted(node.value, 12))};")
        s.depth = 0
        s.line("}")

    def direct(self, test: str) -> bool:
        """Whether a test of the support is a constraint of one parameter already."""
        tree = parsed(test)
        free = {p.identifier for p in self.plan.parameters}
        return (
            isinstance(tree, ast.Compare)
            and isinstance(tree.comparators[0], ast.Name)
            and tree.comparators[0].id in free
            and isinstance(tree.left, ast.Name)
        )
