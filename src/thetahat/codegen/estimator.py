"""The function `estimate` of a generated NumPy module, statement by statement.

What iterates over the data is solved in standard units: `estimate` then standardises, calls `_solve`, and brings the
parameters back.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch
from typing import TYPE_CHECKING, Any

from sympy import Dummy, S

from thetahat.codegen import program as source
from thetahat.codegen.plan import shared
from thetahat.codegen.plausible import choices, coefficient
from thetahat.codegen.writer import WIDTH, Writer, signature, vector
from thetahat.core.plan import Motion

if TYPE_CHECKING:
    from thetahat.codegen.module import _Module


def write(m: _Module) -> list[str]:
    """The lines of `estimate`, with `_solve` before it where data are standardised."""
    if not m.motions:
        return _direct(m, "estimate", public=True)
    return [*_direct(m, "_solve", public=False), "", "", *_standardised(m)]


def _direct(m: _Module, name: str, public: bool) -> list[str]:
    w = m.writer()
    w.lines += signature(f"def {name}", [m.data, *m.known, "weights=None" if public else "weights"])
    w.depth = 1
    if public:
        _told(m, w)
        m.read(w)
        m.require(w)
    else:
        w.line('"""The estimate in standard units, in the order of PARAMETERS."""')
        if len(m.variables) > 1:
            w.line(f"{', '.join(m.variables)} = data.T")
    statements = m.p.estimate
    conditions = _conditions(m) if public else []
    needed = _needed(statements, m)
    needed += [c.holds for c in conditions] + [e for c in conditions for _, e in c.otherwise]
    if any(m.p.size in e.free_symbols for e in needed):
        m.size(w)
    m.statistics(w, needed, ())
    _refusals(m, w, conditions)
    _sequence(m, w, statements, public)
    return w.lines


def _told(m: _Module, w: Writer) -> None:
    w.line('"""Maximum-likelihood estimates by name.')
    w.line()
    w.line(f"{m.data}: {m.shape()}; weights: frequencies, or None.")
    w.line("Where no maximum exists: the limits, or nan; where none was found: nan.")
    w.line("ValueError for data that are not numbers or lie outside the support.")
    w.line('"""')


def _conditions(m: _Module) -> list[source.Condition]:
    """Conditions for existence that the prelude's statistics decide."""
    known = {n for s in m.p.prelude for n in s.names} | {m.p.size, *(q.symbol for q in m.model.known)}
    return [
        c
        for c in m.p.conditions
        if c.kind == "exists" and c.holds.free_symbols <= known and all(e.free_symbols <= known for _, e in c.otherwise)
    ]


def _refusals(m: _Module, w: Writer, conditions: Sequence[source.Condition]) -> None:
    for c in conditions:
        w.line(f"# {c.text or 'The maximum exists only under this condition.'}"[: WIDTH - 4].rstrip())
        with w.block(f"if not ({w.fitted(c.holds, 12)}):"):
            limits = dict(c.otherwise)
            pairs = [f'"{q.name}": {w.text(limits.get(q.name, S.NaN))}' for q in m.model.parameters]
            _dictionary(w, "return ", pairs)


def _needed(statements: Sequence[Any], m: _Module) -> list[Any]:
    """Every expression that the statements evaluate."""
    out: list[Any] = []
    for s in statements:
        if isinstance(s, source.Pass):
            out += s.statistics
        elif isinstance(s, source.Scalars):
            out += [e for _, e in s.assignments]
        elif isinstance(s, source.Root):
            out += [s.equation, s.slope, s.lower, s.upper, *([] if s.start is None else [s.start]), *_needed(s.body, m)]
        elif isinstance(s, (source.IntegerSearch, source.PointSearch)):
            out += [s.objective, *_needed(s.body, m)]
            out += [s.lower, s.upper] if isinstance(s, source.IntegerSearch) else [s.points]
        elif isinstance(s, source.Choice):
            out += s.candidates
        elif isinstance(s, source.Mixture):
            out += [*s.update.outputs, *_needed(s.update.body, m)]
        elif isinstance(s, source.Maximise) and not _complete(s, m):
            out += [*s.derivatives.outputs, *_needed(s.derivatives.body, m)]
    return out


def _complete(s: source.Maximise | source.Mixture, m: _Module) -> bool:
    return set(s.parameters) == set(m.model.symbols)


def _dictionary(w: Writer, head: str, pairs: Sequence[str]) -> None:
    single = "    " * w.depth + head + "{" + ", ".join(pairs) + "}"
    if len(single) <= 88:
        w.lines.append(single)
        return
    with w.block(head + "{"):
        for p in pairs:
            w.line(f"{p},")
    w.line("}")


def _returned(m: _Module, w: Writer, public: bool, head: str = "return ") -> None:
    names = [w.names[q.symbol] for q in m.model.parameters]
    if public:
        _dictionary(w, head, [f'"{q.name}": float({n})' for q, n in zip(m.model.parameters, names, strict=True)])
    else:
        w.line(f"{head}({', '.join(names)}{',' if len(names) == 1 else ''})")


def _sequence(m: _Module, w: Writer, statements: Sequence[Any], public: bool) -> None:
    """All statements; those after one that has several answers are written for each of them."""
    known = set(m.model.symbols)
    for i, s in enumerate(statements):
        if _forks(s):
            if isinstance(s, source.Choice):
                w.line(_nothing(m))
            _likeliest(m, w, statements[i:], nested=False)
            _chosen(m, w, public, isinstance(s, source.Root))
            return
        if all(q in w.names for q in known) and isinstance(s, source.Pass) and not _still_needed(statements[i:], m):
            break
        _write(s, m, w)
    _returned(m, w, public)


def _forks(s: Any) -> bool:
    """Whether a statement has several answers."""
    return isinstance(s, source.Choice) or (isinstance(s, source.Root) and s.several)


def _still_needed(statements: Sequence[Any], m: _Module) -> bool:
    """Whether a parameter is still to be found; what comes after the last one only reports."""
    left = set(m.model.symbols)
    for s in statements:
        defined = {n for n, _ in s.assignments} if isinstance(s, source.Scalars) else set()
        defined |= set(getattr(s, "parameters", ())) | {getattr(s, "parameter", None)}
        if defined & left:
            return True
    return False


def _likeliest(m: _Module, w: Writer, statements: Sequence[Any], nested: bool) -> None:
    """Lines after which `best` holds the value and the parameters of the likeliest answer to the first statement."""
    s, rest = statements[0], statements[1:]
    if isinstance(s, source.Choice):
        name = w.names.give(s.parameter, s.parameter.name)
        texts = []
        for e in s.candidates:
            symbol = Dummy("candidate", real=True)
            w.assign(symbol, e, "candidate")
            texts.append(w.text(symbol))
        with w.block(f"for {name} in ({', '.join(texts)}{',' if len(texts) == 1 else ''}):"):
            parameters = _rest(m, w, rest)
            if parameters:
                w.lines += signature("value = nll", _at(m, w), "", w.depth)
                with w.block("if value < best[0]:"):
                    w.line(f"best = (value, {parameters})")
        return
    _equation(s, m, w)
    name = w.names.give(s.parameter, s.parameter.name)
    _definition(w, "rest", name, "The value of nll and the parameters, the others found.")
    if any(map(_forks, rest)):
        w.line(_nothing(m))
    parameters = _rest(m, w, rest)
    if parameters:
        w.lines += signature("value = nll", _at(m, w), "", w.depth)
        w.line(f"return value, {parameters}")
    else:
        w.line("return best")
    w.depth -= 1
    w.line()
    start = [] if s.start is None else [w.fitted(s.start, 30)]
    arguments = ["equation", "rest", w.text(s.lower), w.text(s.upper), *start]
    w.lines += signature(f"{'found' if nested else 'best'} = _likeliest", arguments, "", w.depth)
    if nested:
        with w.block("if found is not None and found[0] < best[0]:"):
            w.line("best = found")


def _nothing(m: _Module) -> str:
    return f"best = (np.inf, [np.nan] * {len(m.parameters)})"


def _rest(m: _Module, w: Writer, statements: Sequence[Any]) -> str:
    """The statements after one that has several answers, then the parameters as a text, or none: `best` holds them."""
    last = max((i for i in range(len(statements)) if _still_needed(statements[i:], m)), default=-1)
    for i, s in enumerate(statements[: last + 1]):
        if _forks(s):
            _likeliest(m, w, statements[i:], nested=True)
            return ""
        _write(_only(s, _needed(statements[i + 1 : last + 1], m)), m, w)
    names = [w.names[q.symbol] for q in m.model.parameters]
    return f"({', '.join(names)}{',' if len(names) == 1 else ''})"


def _only(s: Any, needed: Sequence[Any]) -> Any:
    """A pass without the statistics that only a report needs."""
    if not isinstance(s, source.Pass):
        return s
    read = {x for e in needed for x in e.free_symbols}
    pairs = [(n, t) for n, t in zip(s.names, s.statistics, strict=True) if n in read]
    return source.Pass(tuple(n for n, _ in pairs), tuple(t for _, t in pairs))


def _at(m: _Module, w: Writer) -> list[str]:
    """The arguments of nll at the parameters that were found."""
    return [m.data, *(w.names[q.symbol] for q in m.model.parameters), *m.known, "weights"]


def _chosen(m: _Module, w: Writer, public: bool, roots: bool) -> None:
    """The likeliest answer; where an equation that may have several roots gives none, all parameters together."""
    chosen = "best[1]"
    if roots:
        chosen = "chosen"
        with w.block("if best is not None:"):
            w.line("chosen = best[1]")
        with w.block("else:"):
            _whole(m, w)
            choices(m.model.symbols, m, w)
            w.line("starts = _starts(lambda theta: objective(theta)[0], choices)")
            w.line("chosen = _minimise(objective, starts)")
    w.line(f"return dict(zip(PARAMETERS, map(float, {chosen})))" if public else f"return {chosen}")


# ------------------------------------------------------------------ statements


@singledispatch
def _write(s: Any, m: _Module, w: Writer) -> None:
    m.statement(s, w)


def _definition(w: Writer, name: str, parameter: str, told: str) -> None:
    if w.lines[-1]:
        w.line()
    w.line(f"def {name}({parameter}):")
    w.depth += 1
    w.line(f'"""{told}"""')


def _equation(s: source.Root, m: _Module, w: Writer) -> None:
    name = w.names.give(s.parameter, s.parameter.name)
    _definition(w, "equation", name, f"The equation that gives {s.parameter.name}, and its slope.")
    for inner in s.body:
        m.statement(inner, w)
    value, slope = Dummy("value", real=True), Dummy("slope", real=True)
    temporaries, reduced = shared((s.equation, s.slope))
    for symbol, e in temporaries:
        w.assign(symbol, e)
    w.assign(value, reduced[0], "value")
    w.assign(slope, reduced[1], "slope")
    w.line(f"return {w.text(value)}, {w.text(slope)}")
    w.depth -= 1
    w.line()


@_write.register(source.Root)
def _(s: source.Root, m: _Module, w: Writer) -> None:
    _equation(s, m, w)
    name = w.names[s.parameter]
    start = [] if s.start is None else [w.fitted(s.start, 30)]
    w.lines += signature(f"{name} = _root", ["equation", w.text(s.lower), w.text(s.upper), *start], "", w.depth)


@_write.register(source.IntegerSearch)
def _(s: source.IntegerSearch, m: _Module, w: Writer) -> None:
    name = w.names.give(s.parameter, s.parameter.name)
    _objective(s, m, w, name)
    w.lines += signature(f"{name} = _integer", ["objective", w.text(s.lower), w.text(s.upper)], "", w.depth)


@_write.register(source.PointSearch)
def _(s: source.PointSearch, m: _Module, w: Writer) -> None:
    name = w.names.give(s.parameter, s.parameter.name)
    _objective(s, m, w, name)
    w.line(f"{name} = _point(objective, {w.fitted(s.points, 30)})")


def _objective(s: source.IntegerSearch | source.PointSearch, m: _Module, w: Writer, name: str) -> None:
    _definition(w, "objective", name, f"The log-likelihood as a function of {s.parameter.name}.")
    for inner in s.body:
        m.statement(inner, w)
    w.line(f"return {w.fitted(s.objective, 7)}")
    w.depth -= 1
    w.line()


@_write.register(source.Maximise)
def _(s: source.Maximise, m: _Module, w: Writer) -> None:
    names = [w.names.give(p, p.name) for p in s.parameters]
    if _complete(s, m):
        _whole(m, w)
    else:
        _partial(s, m, w, names)
    choices(s.parameters, m, w)
    w.line("starts = _starts(lambda theta: objective(theta)[0], choices)")
    for start in s.starts:
        w.line(f"starts.insert(0, np.array([{', '.join(w.text(e) for e in start)}]))")
    w.line(f"{_unpacked(names)} = _minimise(objective, starts)")


@_write.register(source.Mixture)
def _(s: source.Mixture, m: _Module, w: Writer) -> None:
    names = [w.names.give(p, p.name) for p in s.parameters]
    _definition(w, "update", "theta", "One step of the EM algorithm.")
    w.line(f"{_unpacked(names)} = theta")
    for inner in s.update.body:
        m.statement(inner, w)
    outputs = [w.text(e) for e in s.update.outputs]
    w.lines += vector("return np.array", outputs, w.depth)
    w.depth -= 1
    w.line()
    _whole(m, w, [s.parameters.index(p) for p in m.model.symbols])
    choices(s.parameters, m, w)
    w.line("starts = _starts(lambda theta: objective(theta)[0], choices, 8)")
    w.line("reached = [_repeat(update, start) for start in starts]")
    w.line(f"{_unpacked(names)} = _minimise(objective, reached)")


def _unpacked(names: Sequence[str]) -> str:
    return ", ".join(names) if len(names) > 1 else f"({names[0]},)"


def _whole(m: _Module, w: Writer, order: Sequence[int] = ()) -> None:
    """The objective when all parameters are found together: the module's own functions."""
    theta = "theta" if list(order) in ([], list(range(len(m.parameters)))) else f"theta[{list(order)}]"
    first = [m.data, f"*{theta}", *m.known, "weights"]
    w.line(f"size = len({m.variables[0]}) if weights is None else np.sum(weights)")
    _definition(w, "objective", "theta", "nll/n, its gradient and its Hessian.")
    for name, call in (("value", "nll"), ("slope", "gradient"), ("bend", "hessian")):
        w.lines += signature(f"{name} = {call}", first, "", w.depth)
    w.line("return value / size, slope / size, bend / size")
    w.depth -= 1
    w.line()


def _partial(s: source.Maximise, m: _Module, w: Writer, names: Sequence[str]) -> None:
    """The objective when other parameters are found before or after."""
    from thetahat.codegen.module import _interval

    k = len(s.parameters)
    _definition(w, "objective", "theta", "The negative objective, its gradient and its Hessian.")
    w.line(f"{_unpacked(names)} = theta")
    for p in s.parameters:
        q = m.model.parameter(p)
        if not q.domain.bounds_symbols - set(s.parameters):
            with w.block(f"if not {_interval(w.names[p], q, w)}:"):
                w.line(f"return np.inf, np.zeros({k}), np.eye({k})")
    for inner in s.derivatives.body:
        m.statement(inner, w)
    symbols = []
    temporaries, reduced = shared([-e for e in s.derivatives.outputs])
    for symbol, e in temporaries:
        w.assign(symbol, e)
    for e in reduced:
        symbol = Dummy("h", real=True)
        w.assign(symbol, e, "h")
        symbols.append(w.text(symbol))
    w.lines += vector("gradient_ = np.array", symbols[1 : k + 1], w.depth)
    w.line(f"hessian_ = np.zeros(({k}, {k}))")
    position = k + 1
    for i in range(k):
        for j in range(i + 1):
            w.line(f"hessian_[{i}, {j}] = hessian_[{j}, {i}] = {symbols[position]}")
            position += 1
    w.line(f"return {symbols[0]}, gradient_, hessian_")
    w.depth -= 1
    w.line()


# ------------------------------------------------------------------ standard units


def _standardised(m: _Module) -> list[str]:
    w = m.writer()
    w.lines += signature("def estimate", [m.data, *m.known, "weights=None"])
    w.depth = 1
    _told(m, w)
    m.read(w)
    m.require(w)
    conditions = _conditions(m)
    needed = [c.holds for c in conditions] + [e for c in conditions for _, e in c.otherwise]
    if any(m.p.size in e.free_symbols for e in needed):
        m.size(w)
    m.statistics(w, needed, ())
    _refusals(m, w, conditions)
    standard = []
    for x, name in zip(m.model.observation, m.variables, strict=True):
        shift, scale = _motion(m, x.name, "shift"), _motion(m, x.name, "scale")
        if shift is None and scale is None:
            standard.append(name)
            continue
        centre, spread = _unit_names(m, name)
        units = f"_units({name}, {shift is not None}, {scale is not None})"
        if shift is None:
            w.line(f"{spread} = {units}[1]")
        elif scale is None:
            w.line(f"{centre} = {units}[0]")
        else:
            w.line(f"{centre}, {spread} = {units}")
        moved = name if shift is None else f"{name} - {centre}"
        standard.append(
            moved if scale is None else f"({moved}) / {spread}" if shift is not None else f"{name} / {spread}"
        )
    inner = f"np.column_stack([{', '.join(standard)}])" if len(standard) > 1 else standard[0]
    names = [w.names[q.symbol] for q in m.model.parameters]
    w.lines += signature(f"{_unpacked(names)} = _solve", [inner, *m.known, "weights"], "", w.depth)
    for j, name in enumerate(names):
        text = _back(m, j, name)
        if text != name:
            w.line(f"{name} = {text}")
    _returned(m, w, public=True)
    return w.lines


def _unit_names(m: _Module, name: str) -> tuple[str, str]:
    return ("centre", "spread") if len(m.variables) == 1 else (f"centre_{name}", f"spread_{name}")


def _motion(m: _Module, variable: str, kind: str) -> Motion | None:
    return next((x for x in m.motions if x.variable == variable and x.kind == kind), None)


def _back(m: _Module, j: int, name: str) -> str:
    """Parameter j in the data's units."""
    text = name
    for x, column in zip(m.model.observation, m.variables, strict=True):
        centre, spread = _unit_names(m, column)
        scale, shift = _motion(m, x.name, "scale"), _motion(m, x.name, "shift")
        if scale is not None and scale.powers[j]:
            p = scale.powers[j]
            factor = spread if p == 1 else f"{spread}**{int(p) if p == int(p) else p}"
            text = f"{factor} * {text}" if "+" not in text else f"{factor} * ({text})"
        if scale is not None and scale.offsets[j]:
            text = f"{text} + {coefficient(scale.offsets[j])}np.log({spread})"
        if shift is not None and shift.offsets[j]:
            text = f"{text} + {coefficient(shift.offsets[j])}{centre}"
    return text
