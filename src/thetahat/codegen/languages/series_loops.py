"""Sums over an index as plain loops, for the languages that have no functions of an index to hand over.

    log_series(lambda k: k*t - s*gammaln(k + 1), 0, inf)    becomes    series_1(0.0, t, s, 0, inf)

What does not hold the index is an argument, so that all sums with terms of one form share their functions.  The rules
are those of the package's own sums: terms are added until a geometric series that begins with the last one no longer
matters; terms that still rise after many are summed around their greatest; nan where that takes a quarter of a million.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from thetahat.codegen.languages.items import Each, Function, Item, tree
from thetahat.core.plan import Pass
from thetahat.engines.vocabulary import SERIES
from thetahat.errors import TargetError

_TERM = "The logarithm of the size of the term with index k."
_VALUE = "What is averaged: a function of the index k for each kind."
_SUMS = (
    "Sums from begin on, over the greatest term's size, and 0: done, 1: the terms still rise, 2: they fall too slowly."
)
_SUMMIT = "The index from which on the terms fall, and about how many around it matter."

SUMS = """top = -inf
total = 0.0
moment = 0.0
state = 1.0
before = -inf
k = begin
taken = 0.0
while taken < most:
    if k < lower or k > upper:
        state = 0.0
        break
    height = $term
    if height > top:
        total = total * exp(top - height) + 1.0
        moment = moment * exp(top - height) + $value
        top = height
    elif height > -inf:
        weight = exp(height - top)
        total = total + weight
        moment = moment + $value * weight
    elif height != -inf:
        total = nan
    state = 2.0
    if height > before:
        state = 1.0
    if height == -inf and before == -inf and taken > 64.0:
        state = 0.0
        break
    if not total < inf:
        state = 0.0
        break
    if height < before and height < top - 25.0:
        if height - log(-expm1(height - before)) < top + log(total) - 40.0:
            state = 0.0
            break
    before = height
    k = k + way
    taken = taken + 1.0
return top, total, moment, state
"""

SUMMIT = """low = begin
high = 2.0 * begin
for turn in range(52):
    k = high + 1.0
    above = $term
    k = high
    if above > $term:
        high = 2.0 * high
for turn in range(52):
    middle = floor(0.5 * (low + high))
    k = middle + 1.0
    above = $term
    k = middle
    if above > $term:
        low = middle
    else:
        high = middle
step = maximum(floor(sqrt(high)), 1.0)
k = high
curve = 2.0 * $term
k = high + step
curve = curve - $term
k = high - step
curve = (curve - $term) / (step * step)
return high, 20.0 / sqrt(maximum(curve, 1e-300))
"""

SERIES_TEXT = """most = 262144.0
top_2 = -inf
total_2 = 0.0
moment_2 = 0.0
state_2 = 0.0
if lower > -inf:
    top, total, moment, state = $sums(lower, 1.0, 16320.0)
    if state == 2.0:
        top, total, moment, state = $sums(lower, 1.0, most)
    elif state == 1.0:
        at, around = $summit(lower + 16320.0)
        if around < most:
            top, total, moment, state = $sums(at, 1.0, most)
            top_2, total_2, moment_2, state_2 = $sums(at - 1.0, -1.0, most)
elif upper < inf:
    top, total, moment, state = $sums(upper, -1.0, most)
else:
    top, total, moment, state = $sums(0.0, 1.0, most)
    top_2, total_2, moment_2, state_2 = $sums(-1.0, -1.0, most)
if state > 0.0 or state_2 > 0.0:
    return nan
if top_2 > -inf:
    highest = maximum(top, top_2)
    total = total * exp(top - highest) + total_2 * exp(top_2 - highest)
    moment = moment * exp(top - highest) + moment_2 * exp(top_2 - highest)
    top = highest
"""

_RESULT = {"log_series": "top + log(total)", "series_mean": "moment / total", "series_sum": "exp(top) * moment"}


@dataclass
class _Form:
    """Sums whose terms have one form."""

    number: int
    term: str
    given: tuple[str, ...]
    kinds: dict[tuple[str, str], int] = field(default_factory=dict)
    """(what is wanted, the value's source) to the number by which a call asks for it."""
    needs: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """What the value of each kind needs, in the order of the arguments."""

    @property
    def own(self) -> tuple[str, ...]:
        """The arguments that values need, for all kinds."""
        return tuple(f"a_{i + 1}" for i in range(max((len(v) for v in self.needs.values()), default=0)))


class Series(ast.NodeTransformer):
    """Collects the sums of functions, and puts calls of loops in their place."""

    def __init__(self) -> None:
        self.forms: dict[str, _Form] = {}
        self.calls: list[tuple[ast.Call, _Form, int, list[ast.expr]]] = []

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """A call of a sum: its functions of the index become a form, a kind, and arguments."""
        if not (isinstance(node.func, ast.Name) and node.func.id in SERIES):
            self.generic_visit(node)
            return node
        word = node.func.id
        functions = [a for a in node.args if isinstance(a, ast.Lambda)]
        ends = [a for a in node.args if not isinstance(a, ast.Lambda)]
        term, value = functions[-1].body, functions[0].body
        letter = functions[-1].args.args[0].arg
        if word == "series_sum":
            name = functions[0].args.args[0].arg
            term = ast.parse(f"log(abs({ast.unparse(value)}))", mode="eval").body
            value, letter = ast.parse(f"sign({ast.unparse(value)})", mode="eval").body, name
        body, given = _opened(term, letter, "c")
        form = self.forms.setdefault(
            body, _Form(len(self.forms) + 1, body, tuple(f"c_{i + 1}" for i in range(len(given))))
        )
        text, needs = ("", []) if word == "log_series" else _opened(value, functions[0].args.args[0].arg, "a")
        kind = form.kinds.setdefault((word, text), len(form.kinds))
        form.needs[kind] = tuple(f"a_{i + 1}" for i in range(len(needs)))
        call = ast.Call(ast.Name(f"series_{form.number}", ast.Load()), [*given, *ends], [])
        self.calls.append((call, form, kind, needs))
        return call

    def finish(self) -> None:
        """The arguments that depend on what other calls ask for: which kind, and what values need."""
        for call, form, kind, needs in self.calls:
            rest = [ast.Constant(0.0)] * (len(form.own) - len(needs))
            which = [ast.Constant(float(kind))] if len(form.kinds) > 1 else []
            call.args = [*which, *needs, *rest, *call.args]


def _opened(body: ast.expr, letter: str, name: str) -> tuple[str, list[ast.expr]]:
    """(source over k and name_1, name_2, …; what these stand for): parts that do not hold the index."""
    found: dict[str, ast.expr] = {}

    def walk(e: ast.expr) -> ast.expr:
        names = {n.id for n in ast.walk(e) if isinstance(n, ast.Name)}
        if isinstance(e, ast.Name) and e.id == letter:
            return ast.Name("k", ast.Load())
        if letter not in names:
            if all(isinstance(n, (ast.Constant, ast.UnaryOp, ast.USub)) for n in ast.walk(e)):
                return e
            source = ast.unparse(e)
            found.setdefault(source, e)
            return ast.Name(f"{name}_{list(found).index(source) + 1}", ast.Load())
        for kind, inner in ast.iter_fields(e):
            if isinstance(inner, ast.expr) and kind != "func":
                setattr(e, kind, walk(inner))
            elif isinstance(inner, list):
                setattr(e, kind, [walk(i) if isinstance(i, ast.expr) else i for i in inner])
        return e

    return ast.unparse(walk(copy.deepcopy(body))), list(found.values())


def looped(
    functions: dict[str, Function], write: Callable[[_Form], list[Function]] | None = None
) -> dict[str, Function]:
    """The functions with loops in the place of sums over an index, which come first."""
    series = Series()
    trees: list[tuple[str, list[Callable[[], Item]]]] = []
    for name, f in functions.items():
        trees.append((name, [_rewritten(item, series) for item in f.body]))
    if not series.forms:
        return functions
    series.finish()
    made: dict[str, Function] = {}
    for form in series.forms.values():
        for g in (write or _functions)(form):
            made[g.name] = g
    for name, items in trees:
        made[name] = replace(functions[name], body=tuple(make() for make in items))
    return made


def _rewritten(item: Item, series: Series) -> Callable[[], Item]:
    """What makes the item anew when all sums are known."""
    if isinstance(item, str):
        if not any(word in item for word in SERIES):
            return lambda: item
        changed = series.visit(copy.deepcopy(tree(item)))
        return lambda: ast.unparse(changed)
    if isinstance(item, Pass):
        summands = [_rewritten(e, series) for e in item.summands]
        locals_ = [(n, _rewritten(e, series)) for n, e in item.locals]
        return lambda: replace(
            item, summands=tuple(_text(s) for s in summands), locals=tuple((n, _text(e)) for n, e in locals_)
        )
    body = [_rewritten(e, series) for e in item.body]
    return lambda: Each(item.reads, tuple(_text(e) for e in body))


def _text(make: Callable[[], Item]) -> str:
    out = make()
    assert isinstance(out, str)
    return out


def _functions(form: _Form) -> list[Function]:
    """term, value, sums, summit and series of one form."""
    i = form.number
    several = len(form.kinds) > 1
    which = ("which",) if several else ()
    first = (*which, *form.own, *form.given)
    term = Function(f"term_{i}", _TERM, ("k", *form.given), (f"return {form.term}",), 1, False)
    values = [(n, text) for (word, text), n in form.kinds.items() if word != "log_series"]
    out = [term]
    value = "0.0"
    if values:
        value = _call(f"value_{i}", ("k", *which, *form.own))
        items = [f"if which == {n}.0:\n    return {text}" for n, text in values[:-1]] + [f"return {values[-1][1]}"]
        out.append(Function(f"value_{i}", _VALUE, ("k", *which, *form.own), tuple(items), 1, False))
    t = _call(term.name, ("k", *form.given))
    ends = ("lower", "upper", "begin", "way", "most")
    sums = SUMS.replace("$term", t).replace("$value", value)
    summit = SUMMIT.replace("$term", t)
    out.append(Function(f"sums_{i}", _SUMS, (*first, *ends), (_shown(sums, values),), 4 if values else 3, False))
    out.append(Function(f"summit_{i}", _SUMMIT, (*form.given, "begin"), (summit,), 2, False))
    text = SERIES_TEXT.replace("$sums(", f"sums_{i}({''.join(f'{a}, ' for a in (*first, 'lower', 'upper'))}")
    text = text.replace("$summit(", f"summit_{i}({''.join(f'{a}, ' for a in form.given)}")
    results = [(n, _RESULT[word]) for (word, _), n in form.kinds.items()]
    last = results[-1][1]
    text = _shown(text, values)
    text += "".join(f"if which == {n}.0:\n    return {r}\n" for n, r in results if r != last) + f"return {last}\n"
    told = "A sum over an index: the logarithm of the sum, or a mean."
    out.append(Function(f"series_{i}", told, (*first, "lower", "upper"), (text,), 1, False))
    return out


ADDED = """value = -inf
before = -inf
k = begin
taken = 0.0
while taken < 262144.0:
    if k < lower or k > upper:
        return value
    height = $term
    value = logaddexp(value, height)
    if height < before:
        if height - log1m_exp(height - before) < value - 40.0:
            return value
    before = height
    k = k + way
    taken = taken + 1.0
return nan
"""

ADDED_SERIES = """if lower > -inf:
    return $sums(lower, 1.0)
if upper < inf:
    return $sums(upper, -1.0)
return logaddexp($sums(0.0, 1.0), $sums(-1.0, -1.0))
"""


def differentiable(form: _Form) -> list[Function]:
    """term, sums and series for a language that differentiates by itself: logarithms of sums, term by term."""
    if any(word != "log_series" for word, _ in form.kinds):
        raise TargetError(f"target 'stan' has no {next(w for w, _ in form.kinds if w != 'log_series')}")
    i = form.number
    term = Function(f"term_{i}", _TERM, ("k", *form.given), (f"return {form.term}",), 1, False)
    added = ADDED.replace("$term", _call(term.name, term.arguments))
    sums = (*form.given, "lower", "upper", "begin", "way")
    text = ADDED_SERIES.replace("$sums(", f"sums_{i}({''.join(f'{a}, ' for a in sums[:-2])}")
    return [
        term,
        Function(f"sums_{i}", "The logarithm of the sum from begin on.", sums, (added,), 1, False),
        Function(f"series_{i}", "The logarithm of the sum over the index.", sums[:-2], (text,), 1, False),
    ]


def _shown(text: str, values: Sequence[object]) -> str:
    """The text, without the sum of values where nothing is averaged."""
    if values:
        return text
    lines = [x for x in text.splitlines(keepends=True) if not x.lstrip().startswith("moment")]
    return "".join(lines).replace(", moment_2", "").replace(", moment", "")


def _call(name: str, arguments: Sequence[str]) -> str:
    return f"{name}({', '.join(arguments)})"
