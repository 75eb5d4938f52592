"""Expressions over a sample -> Python functions, through SymPy's lambdify with our printer.

functions(derivation)["nll"](x, *parameters)        -l(theta)
functions(derivation)["gradient"](x, *parameters)   its gradient, shape (k,)
functions(derivation)["hessian"](x, *parameters)    its Hessian, shape (k, k)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sympy import Symbol, lambdify

from thetahat.codegen import likelihood
from thetahat.codegen.balance import balanced
from thetahat.codegen.names import Names
from thetahat.codegen.numpy import NumPyPrinter, observed
from thetahat.codegen.schedule import SIZE
from thetahat.codegen.stable import printable
from thetahat.core.derivation import Derivation
from thetahat.core.model import Model, Parameter
from thetahat.core.statistics import Total
from thetahat.engines import vocabulary
from thetahat.errors import DataError, RequestError

Array = NDArray[np.float64]


class SamplePrinter(NumPyPrinter):
    """Prints statistics as reductions of arrays."""

    def __init__(self, names: Mapping[Symbol, str]) -> None:
        super().__init__(names)
        self._texts: dict[Any, str] = {}

    def doprint(self, expr: Any, assign_to: Any = None) -> str:
        """The text of an expression, printed once."""
        if expr not in self._texts:
            self._texts[expr] = super().doprint(expr, assign_to)
        return self._texts[expr]

    def _print_Total(self, e: Any) -> str:
        inner = self._print(e.summand)
        return f"total({inner})" if observed(e.summand) else f"({self.names[SIZE]}*({inner}))"

    def _print_Minimum(self, e: Any) -> str:
        return f"least({self._print(e.summand)})"

    def _print_Maximum(self, e: Any) -> str:
        return f"greatest({self._print(e.summand)})"

    def _print_Quantile(self, e: Any) -> str:
        return f"quantile({self._print(e.summand)}, {self._print(e.probability)})"


def _quantile(values: Array, p: float) -> float:
    """The value at rank ceil(n p); the midpoint of the two middle ones for p = 1/2."""
    return float(np.median(values) if p == 0.5 else np.quantile(values, p, method="inverted_cdf"))


_STATISTICS = {"total": np.sum, "least": np.min, "greatest": np.max, "quantile": _quantile}


def lambdified(arguments: Sequence[Symbol], expressions: Sequence[Any]) -> Callable[..., Sequence[Any]]:
    """Expressions as one function of the sample's size, then the arguments (arrays for observations)."""
    names = Names(_STATISTICS)
    for s in arguments:
        names.give(s, s.name, "v")
    names.give(SIZE, "n")
    printer = SamplePrinter(names.table)
    # The vocabulary is found by printing once; lambdify asks for the same texts again.
    for e in expressions:
        printer.doprint(e)
    words = {**vocabulary.array_words(printer.words), **_STATISTICS}
    # The printer knows the expressions' own symbols: only the arguments need names that Python accepts.
    safe = [Symbol(names[s]) for s in (SIZE, *arguments)]
    return lambdify(safe, list(expressions), modules=[words], printer=printer, cse=False)


def functions(derivation: Derivation) -> dict[str, Callable[..., Any]]:
    """``nll``, ``gradient`` and ``hessian`` of (data, *parameters).

    ``data`` is a one-dimensional array for one variable, else an array of shape (n, k), a mapping or a tuple of
    columns.  The parameters follow in the declared order, known constants last.  ``nll`` includes every constant, and
    is inf outside the domain or the support; there the derivatives are nan.  Raises DataError for data without rows or
    with the wrong number of columns, RequestError for the wrong number of parameters.
    """
    model = derivation.model
    symbols = model.symbols
    arguments = (*model.observation, *symbols, *(p.symbol for p in model.known))
    counts = {r.variable for r in model.support.regions if r.integer}
    log_density = likelihood.log_density(derivation)
    scores, triangle = likelihood.derivatives(log_density, symbols)
    rows = balanced(log_density)
    value = likelihood.total(log_density) if rows == log_density else Total(rows)
    blocks = [[value], *([likelihood.total(e) for e in block] for block in (scores, triangle))]
    parts = [lambdified(arguments, [printable(e, counts) for e in block]) for block in blocks]
    inside = lambdified(arguments, [*_domain(model), *_support(model)])
    wanted = [p.name for p in (*model.parameters, *model.known)]
    k = len(symbols)

    def at(part: Callable[..., Sequence[Any]], data: Any, values: Sequence[float]) -> Array | None:
        if len(values) != len(wanted):
            raise RequestError(f"{len(values)} parameters were given for {', '.join(wanted)}")
        columns = _columns(model, data)
        numbers = [np.float64(v) for v in values]
        with np.errstate(all="ignore"):
            if not all(np.all(c) for c in inside(len(columns[0]), *columns, *numbers)):
                return None
            return np.array([float(v) for v in part(len(columns[0]), *columns, *numbers)])

    def nll(data: Any, *parameters: float) -> float:
        """-l(theta)."""
        found = at(parts[0], data, parameters)
        return float("inf") if found is None else -float(found[0])

    def gradient(data: Any, *parameters: float) -> Array:
        """The gradient of nll, shape (k,)."""
        found = at(parts[1], data, parameters)
        return np.full(k, np.nan) if found is None else -found

    def hessian(data: Any, *parameters: float) -> Array:
        """The Hessian of nll, shape (k, k)."""
        found = at(parts[2], data, parameters)
        out = np.full((k, k), np.nan)
        if found is not None:
            rows, columns = np.tril_indices(k)
            out[rows, columns] = out[columns, rows] = -found
        return out

    return {"nll": nll, "gradient": gradient, "hessian": hessian}


def _domain(model: Model) -> list[Any]:
    """Relations that say that the parameters are admissible."""
    return [r for p in (*model.parameters, *model.known) for r in _within(p.symbol, p)]


def _within(value: Any, p: Parameter) -> list[Any]:
    return _relations(value, p.domain.lower, p.domain.upper, p.domain.lower_closed, p.domain.upper_closed)


def _relations(value: Any, low: Any, high: Any, low_closed: bool, high_closed: bool) -> list[Any]:
    # Unevaluated: a symbol that is positive by assumption must still be compared with 0.
    from sympy import GreaterThan, LessThan, StrictGreaterThan, StrictLessThan

    out = []
    if low.is_infinite is not True:
        out.append((GreaterThan if low_closed else StrictGreaterThan)(value, low, evaluate=False))
    if high.is_infinite is not True:
        out.append((LessThan if high_closed else StrictLessThan)(value, high, evaluate=False))
    return out


def _support(model: Model) -> list[Any]:
    """Relations that say that an observation is possible.

    The moving ends of a support count as closed: a density is taken up to null sets.
    """
    out: list[Any] = list(model.support.conditions)
    for r in model.support.regions:
        low_closed = r.lower_closed or bool(r.lower.free_symbols)
        high_closed = r.upper_closed or bool(r.upper.free_symbols)
        out += _relations(r.variable, r.lower, r.upper, low_closed, high_closed)
    return out


def _columns(model: Model, data: Any) -> list[Array]:
    names = [x.name for x in model.observation]
    if isinstance(data, Mapping) or hasattr(data, "columns"):
        columns = [np.asarray(data[n], dtype=float) for n in names]
    elif isinstance(data, tuple) and len(data) == len(names) > 1:
        columns = [np.asarray(c, dtype=float) for c in data]
    else:
        table = np.asarray(data, dtype=float)
        columns = (
            [table] if len(names) == 1 else [table[:, j] for j in range(table.shape[1])] if table.ndim == 2 else []
        )
    if len(columns) != len(names) or any(c.ndim != 1 for c in columns):
        raise DataError(f"the data need one column for each of {', '.join(names)}")
    if len(columns[0]) == 0:
        raise DataError("the data are empty: give at least one observation")
    return columns
