"""Program -> a standalone NumPy/SciPy module: estimate, nll, gradient, hessian, scores, standard_errors.

The module holds no SymPy and nothing of thetahat.  Its text depends on the derivation and the versions alone.
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterable, Sequence
from functools import cache, singledispatchmethod
from importlib import resources
from typing import Any

from sympy import Dummy, Expr

from thetahat import __version__
from thetahat.codegen import likelihood
from thetahat.codegen import program as source
from thetahat.codegen import text as plain
from thetahat.codegen.equivariance import motions
from thetahat.codegen.names import Names, wish
from thetahat.codegen.numpy import NumPyPrinter
from thetahat.codegen.plan import shared
from thetahat.codegen.program import Formula, Program, program
from thetahat.codegen.writer import WIDTH, Writer, listed, signature, vector
from thetahat.core.derivation import Derivation
from thetahat.core.model import Parameter, Region
from thetahat.core.statistics import Maximum, Minimum, Quantile, Total

_REDUCE = {Total: "_total({}, weights)", Minimum: "_least({}, weights)", Maximum: "_greatest({}, weights)"}
_PUBLIC = ("estimate", "nll", "gradient", "hessian", "log_density", "scores", "standard_errors", "PARAMETERS", "data")


def module(derivation: Derivation) -> str:
    """The module's text.  Raises TargetError, naming the function, for what NumPy and SciPy cannot compute."""
    return written(program(derivation))


def written(p: Program) -> str:
    """The module's text, for a program that is made already."""
    return _Module(p).text()


class _Module:
    """One module in the making: a writer for each function, and what they need from the runtime."""

    def __init__(self, p: Program) -> None:
        self.p, self.model = p, p.model
        self.reserved = (*_PUBLIC, *_runtime(), *special_texts())
        base = self._names()
        self.variables = [base[x] for x in self.model.observation]
        self.parameters = [base[q.symbol] for q in self.model.parameters]
        self.known = [base[q.symbol] for q in self.model.known]
        self.data = self.variables[0] if len(self.variables) == 1 else "data"
        self.motions = motions(self.model, p.log_density, p.scores) if p.iterates else ()
        self.words: set[str] = set()
        self.needed: set[str] = set()

    def _names(self) -> Names:
        names = Names(self.reserved)
        for x in self.model.observation:
            names.give(x, x.name, "x")
        for q in (*self.model.parameters, *self.model.known):
            names.give(q.symbol, q.name, "p")
        names.give(self.p.size, "n")
        return names

    def writer(self) -> Writer:
        """A writer for one function, with names of its own."""
        names = self._names()
        printer = NumPyPrinter(names.table, "module")
        printer.given = frozenset(p.symbol for p in self.model.known)
        printer.words = self.words
        return Writer(names, printer)

    # -------------------------------------------------------------- the whole

    def text(self) -> str:
        """The parts in order: docstring, imports, what is used of the runtime, the functions."""
        functions = [
            self.estimate(),
            *self.likelihood(),
            self.elementwise("log_density", (self.p.balanced,), "log f of each observation, shape (n,)."),
            self.elementwise("scores", self.p.scores, "The gradient of log f of each observation, shape (n, k)."),
            self.standard_errors(),
        ]
        body = "\n\n\n".join("\n".join(f) for f in functions)
        carried = _carried(body + "\n".join(self.words & set(special_texts())), self.words)
        whole = "\n\n\n".join([*carried, body])
        head = [self.docstring(), "", "import numpy as np"]
        used = [w for w in ("optimize", "special") if re.search(rf"\b{w}\.", whole)]
        head += [f"from scipy import {', '.join(used)}"] if used else []
        names = ", ".join(f'"{q.name}"' for q in self.model.parameters)
        constant = f"PARAMETERS = ({names},)" if len(self.model.parameters) == 1 else f"PARAMETERS = ({names})"
        if len(constant) > WIDTH:
            constant = "\n".join(["PARAMETERS = (", *(f'    "{q.name}",' for q in self.model.parameters), ")"])
        return "\n".join(head) + f"\n\n{constant}\n\n\n{whole}\n"

    def docstring(self) -> str:
        """What the module is about: model, estimator, conditions, source."""
        p, model, d = self.p, self.model, self.p.derivation
        title = model.title if isinstance(model.title, str) else dict(model.title).get("en", "")
        random = ", ".join(x.name for x in model.random)
        given = f" | {', '.join(x.name for x in model.given)}" if model.given else ""
        letters = ", ".join(q.name for q in (*model.parameters, *model.known))
        lines = [f"Maximum-likelihood estimation: {title or model.name}.", ""]
        density = model.text.get("density") or plain.plain(model.density)
        lines += _indented(f"f({random}{given}; {letters}) = {density}")
        lines += _indented(f"support: {model.support.text}")
        for q in model.parameters:
            lines += _indented(f"{q.name}: {q.domain.text}")
        for q in model.known:
            lines += _indented(f"{q.name}: {q.domain.text} (a known constant)")
        lines += ["", "Log-likelihood:", ""]
        natural = d.log_likelihood if d.log_likelihood is not None else likelihood.total(p.log_density)
        lines += _indented(plain.plain(natural))
        lines += ["", f"Estimator ({d.verdict}):", ""]
        for item in d.solution:
            for told in plain.found(item):
                lines += _indented(told)
        conditions = [str(c) for c in d.conditions]
        if conditions:
            lines += ["", "Conditions:", ""]
            for c in conditions:
                lines += _indented(c)
        references = [*model.references, *dict.fromkeys(c.source for c in model.citations)]
        if references:
            lines += ["", "Source:", ""]
            for r in references:
                lines += _indented(r)
        lines += ["", f"Written by thetahat {__version__}."]
        return '"""' + _escaped("\n".join(lines)) + '\n"""'

    # -------------------------------------------------------------- shared pieces

    def read(self, w: Writer, weighted: bool = True) -> None:
        """Lines that check the data and name the variables."""
        if len(self.variables) == 1:
            w.line(f'{self.data} = _column({self.data}, "{self.model.observation[0].name}")')
        else:
            names = ", ".join(f'"{x.name}"' for x in self.model.observation)
            w.line(f"{', '.join(self.variables)} = _columns(data, ({names}))")
        if weighted:
            w.line(f"weights = _frequencies(weights, len({self.variables[0]}))")

    def size(self, w: Writer) -> None:
        """n, the sum of the weights."""
        w.line(f"{w.names[self.p.size]} = np.float64(len({self.variables[0]}) if weights is None else np.sum(weights))")

    def require(self, w: Writer) -> None:
        """Refuse observations outside that part of the support which no parameter moves."""
        free = set(self.model.symbols)
        for r in self.model.support.regions:
            name = w.names[r.variable]
            if r.integer:
                w.line(f'_require("{r.variable.name}", {name} == np.rint({name}), "must be an integer")')
            for relation, told in _bounds(r, w):
                if not relation[1].free_symbols & free:
                    w.line(f'_require("{r.variable.name}", {told}, "must be {told.split(" ", 1)[1]}")')

        for c in self.model.support.conditions:
            if not c.free_symbols & free:
                first = next(x for x in self.model.observation if c.has(x))
                w.line(f'_require("{first.name}", {w.text(c)}, "must satisfy {w.text(c)}")')

    def guard(self, w: Writer, otherwise: str) -> None:
        """Leave the function where a parameter is outside its domain or an observation outside the support."""
        for test in self.tests(w):
            with w.block(f"if not {test}:"):
                w.line(f"return {otherwise}")

    def tests(self, w: Writer) -> list[str]:
        """Texts that are true inside the domain and the support."""
        out = []
        for q in self.model.parameters:
            text = _interval(w.names[q.symbol], q, w)
            if text:
                out.append(text)
        free = set(self.model.symbols)
        for r in self.model.support.regions:
            for relation, told in _bounds(r, w):
                if relation[1].free_symbols & free:
                    # The border itself counts as inside: a density is taken up to null sets.
                    closed = told.replace(" > ", " >= ").replace(" < ", " <= ")
                    out.append(f"np.all({closed})")
        moving = [c for c in self.model.support.conditions if c.free_symbols & free]
        return [*out, *(f"np.all({w.text(c)})" for c in moving)]

    def statistics(self, w: Writer, needed: Iterable[Expr], body: Sequence[Any]) -> None:
        """The prelude's statistics that these expressions and this body use, in order."""
        wanted = {s for e in [*needed, *_expressions(body)] for s in e.free_symbols}
        chosen: list[source.Pass] = []
        for s in reversed(self.p.prelude):
            pairs = [(n, t) for n, t in zip(s.names, s.statistics, strict=True) if n in wanted]
            wanted |= {x for _, t in pairs for x in t.free_symbols}
            if pairs:
                chosen.insert(0, source.Pass(tuple(n for n, _ in pairs), tuple(t for _, t in pairs)))
        for s in chosen:
            self.statement(s, w)

    @singledispatchmethod
    def statement(self, s: Any, w: Writer) -> None:
        """Lines for one statement."""
        raise NotImplementedError(type(s).__name__)

    @statement.register
    def _(self, s: source.Pass, w: Writer) -> None:
        temporaries, reduced = shared([t.summand for t in s.statistics])
        for symbol, e in temporaries:
            w.assign(symbol, e)
        for name, statistic, e in zip(s.names, s.statistics, reduced, strict=True):
            wrap = _REDUCE.get(type(statistic))
            if isinstance(statistic, Quantile):
                wrap = "_quantile({}, " + w.text(statistic.probability) + ", weights)"
            assert wrap is not None
            w.assign(name, e, wish(statistic), wrap)

    @statement.register
    def _(self, s: source.Scalars, w: Writer) -> None:
        for symbol, e in s.assignments:
            w.assign(symbol, e)

    # -------------------------------------------------------------- likelihood

    def likelihood(self) -> list[list[str]]:
        """nll, gradient and hessian."""
        k = len(self.parameters)
        p = self.p
        return [
            self.function(
                "nll", p.summed, "float", "-l, the negative log-likelihood, every constant included.", "np.inf"
            ),
            self.function(
                "gradient", p.gradient, "vector", "The gradient of nll, shape (k,).", f"np.full({k}, np.nan)"
            ),
            self.function(
                "hessian", p.hessian, "matrix", "The Hessian of nll, shape (k, k).", f"np.full(({k}, {k}), np.nan)"
            ),
        ]

    def function(self, name: str, f: Formula, kind: str, told: str, otherwise: str) -> list[str]:
        """One function of data and parameters."""
        w = self.writer()
        for text in signature(f"def {name}", [self.data, *self.parameters, *self.known, "weights=None"]):
            w.line(text)
        w.depth = 1
        w.line(f'"""{told}')
        w.line()
        last = "inf" if kind == "float" else "nan"
        w.line(f"{self.data}: {self.shape()}; weights: frequencies, or None. Outside the domain")
        w.line(f'or the support: {last}. ValueError for data that are not numbers."""')
        w.lines[-1] = w.lines[-1].replace('"""', "")
        w.line('"""')
        self.read(w)
        self.guard(w, otherwise)
        used = {s for e in [*f.outputs, *_expressions(f.body)] for s in e.free_symbols}
        if self.p.size in used:
            self.size(w)
        with w.block('with np.errstate(all="ignore"):'):
            self.statistics(w, f.outputs, f.body)
            for s in f.body:
                self.statement(s, w)
            self.result(w, [-e for e in f.outputs], kind)
        return w.lines

    def result(self, w: Writer, outputs: Sequence[Expr], kind: str) -> None:
        """The return statement: a number, a vector, or a symmetric matrix from its lower triangle."""
        temporaries, reduced = shared(outputs)
        for symbol, e in temporaries:
            w.assign(symbol, e)
        if kind == "float":
            w.line(f"return {w.fitted(reduced[0], 14, 'float({})')}")
            return
        texts = []
        for e in reduced:
            if len(w.text(e)) > 30:
                symbol = Dummy("h", real=True)
                w.assign(symbol, e, "h")
                e = symbol
            texts.append(w.text(e))
        if kind == "vector":
            w.lines += vector("return np.array", texts, w.depth)
            return
        k = len(self.parameters)
        rows = [[texts[max(i, j) * (max(i, j) + 1) // 2 + min(i, j)] for j in range(k)] for i in range(k)]
        single = "    " * w.depth + "return np.array([" + ", ".join(f"[{', '.join(r)}]" for r in rows) + "])"
        if len(single) <= WIDTH:
            w.lines.append(single)
            return
        with w.block("return np.array("):
            with w.block("["):
                for r in rows:
                    w.lines += listed(r, w.depth)
                    w.lines[-1] += ","
            w.line("]")
        w.line(")")

    def elementwise(self, name: str, expressions: Sequence[Expr], told: str) -> list[str]:
        """A function of each observation."""
        w = self.writer()
        for text in signature(f"def {name}", [self.data, *self.parameters, *self.known]):
            w.line(text)
        w.depth = 1
        w.line(f'"""{told}"""')
        self.read(w, weighted=False)
        with w.block('with np.errstate(all="ignore"):'):
            temporaries, reduced = shared(expressions)
            for symbol, e in temporaries:
                w.assign(symbol, e)
            columns = []
            for e in reduced:
                symbol = Dummy("h", real=True)
                w.assign(symbol, e, "h")
                columns.append(f"np.broadcast_to({w.text(symbol)}, {self.variables[0]}.shape)")
            if name == "log_density":
                w.line(f"return {columns[0]}.astype(float)")
            else:
                single = "return np.column_stack([" + ", ".join(columns) + "])"
                if 4 * w.depth + len(single) <= WIDTH:
                    w.line(single)
                else:
                    with w.block("return np.column_stack("):
                        with w.block("["):
                            for c in columns:
                                w.line(f"{c},")
                        w.line("]")
                    w.line(")")
        return w.lines

    def standard_errors(self) -> list[str]:
        """Square roots of the diagonal of the inverse Hessian of nll."""
        w = self.writer()
        for text in signature("def standard_errors", [self.data, *self.parameters, *self.known, "weights=None"]):
            w.line(text)
        w.depth = 1
        w.line('"""Standard errors by name from the observed information; nan where there are none."""')
        arguments = [self.data, *self.parameters, *self.known, "weights"]
        regular = [i for i, q in enumerate(self.model.parameters) if _regular(self.p.kinds.get(q.name, ""))]
        w.lines += signature("information = hessian", arguments, "", w.depth)
        w.line(f"errors = np.full({len(self.parameters)}, np.nan)")
        w.line(f"regular = {regular}")
        with w.block("if regular and np.all(np.isfinite(information[np.ix_(regular, regular)])):"):
            w.line("part = information[np.ix_(regular, regular)]")
            with w.block("if np.all(np.linalg.eigvalsh(part) > 0):"):
                w.line("errors[regular] = np.sqrt(np.diag(np.linalg.inv(part)))")
        w.line("return dict(zip(PARAMETERS, errors.tolist()))")
        return w.lines

    def shape(self) -> str:
        """How the data are given, in words."""
        if len(self.variables) == 1:
            return "one-dimensional array"
        names = ", ".join(x.name for x in self.model.observation)
        return f"array of shape (n, {len(self.variables)}) with columns {names}, or a mapping"

    # -------------------------------------------------------------- the estimator

    def estimate(self) -> list[str]:
        """The function estimate, and what it is made of when the data are standardised first."""
        from thetahat.codegen.estimator import write

        return write(self)


# ------------------------------------------------------------------ small texts


def _regular(kind: str) -> bool:
    return kind in ("closed", "root", "choice", "numeric", "mixture", "")


def _bounds(r: Region, w: Writer) -> list[tuple[tuple[Any, Expr], str]]:
    """((variable, end), text) for each finite end."""
    name = w.names[r.variable]
    out = []
    for end, closed, signs in ((r.lower, r.lower_closed, (">=", ">")), (r.upper, r.upper_closed, ("<=", "<"))):
        if end.is_infinite is not True:
            out.append(((r.variable, end), f"{name} {signs[0] if closed else signs[1]} {w.text(end)}"))
    return out


def _interval(name: str, q: Parameter, w: Writer) -> str:
    """The text lower < name < upper, or nothing for a real parameter."""
    d = q.domain
    low = "" if d.lower.is_infinite is True else f"{w.text(d.lower)} {'<=' if d.lower_closed else '<'} "
    high = "" if d.upper.is_infinite is True else f" {'<=' if d.upper_closed else '<'} {w.text(d.upper)}"
    if d.upper_closed is False and d.upper.is_infinite is True and low:
        high = " < np.inf"
    return f"{low}{name}{high}" if low or high else f"np.isfinite({name})"


def _indented(text: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH - 4, initial_indent="    ", subsequent_indent="        ", break_long_words=False
    ) or [""]


def _escaped(text: str) -> str:
    """Text that can stand between three quotes."""
    printable = "".join(c if c.isprintable() or c == "\n" else " " for c in text)
    return printable.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')


def _expressions(statements: Sequence[Any]) -> list[Any]:
    """Every expression inside statements."""
    out: list[Any] = []
    for s in statements:
        if isinstance(s, source.Pass):
            out += s.statistics
        elif isinstance(s, source.Scalars):
            out += [e for _, e in s.assignments]
    return out


# ------------------------------------------------------------------ carried source text


@cache
def carried_texts(package: str, file: str) -> dict[str, str]:
    """Function name to source text, annotations taken out, of a file that generated modules borrow from."""
    whole = resources.files(package).joinpath(file).read_text(encoding="utf-8")
    lines = whole.splitlines()
    out = {}
    for node in ast.parse(whole).body:
        if isinstance(node, ast.FunctionDef):
            out[node.name] = _bare("\n".join(lines[node.lineno - 1 : node.end_lineno]))
    return out


def _bare(text: str) -> str:
    """The text without type annotations, which mean nothing in a module of its own."""
    text = re.sub(r"\) -> [^:]+:\n", "):\n", text)
    out = []
    for line in text.splitlines():
        if line.lstrip().startswith("def "):
            line = re.sub(r": (Any|float|str|bool|int)\b( = )?", lambda m: "=" if m[2] else "", line)
        out.append(re.sub(r"^( *\w+): (list\[Any\]|dict\[Any, Any\]|Any) =", r"\1 =", line))
    return "\n".join(out)


def _runtime() -> dict[str, str]:
    return carried_texts("thetahat.codegen", "runtime.py")


def special_texts() -> dict[str, str]:
    """The special functions that are ours, by name."""
    return {**carried_texts("thetahat.engines", "special.py"), **carried_texts("thetahat.engines", "rests.py")}


def _series() -> dict[str, str]:
    return carried_texts("thetahat.engines", "series.py")


def _carried(body: str, words: set[str]) -> list[str]:
    """The texts of the functions that the body uses, and of those that they use."""
    available = {**special_texts(), **_series(), **_runtime()}
    used: set[str] = {n for n in available if n in words or re.search(rf"\b{n}\(", body)}
    while True:
        more = {n for n in available if n not in used and any(re.search(rf"\b{n}\(", available[u]) for u in used)}
        if not more:
            break
        used |= more
    return [text for name, text in available.items() if name in used]
