"""The targets `latex` and `text`: the formulas alone, for pasting."""

from __future__ import annotations

from typing import Any

from sympy import Rational, Symbol
from sympy.printing.latex import LatexPrinter

from thetahat.codegen import likelihood
from thetahat.codegen import text as plain
from thetahat.codegen.numpy import observed
from thetahat.codegen.program import program as program_of
from thetahat.core import estimator as found
from thetahat.core.derivation import Derivation
from thetahat.core.statistics import Observation


class _Latex(LatexPrinter):
    """SymPy's LaTeX with statistics as sums over i and observations with that index."""

    def _print_Observation(self, e: Any) -> str:
        return f"{self._print(Symbol(e.name))}_{{i}}"

    def _print_Total(self, e: Any, exp: str | None = None) -> str:
        if not observed(e.summand):
            text = "n" if e.summand == 1 else f"n {self.parenthesize(e.summand, 60)}"
        else:
            text = rf"\sum_{{i=1}}^{{n}} {self.parenthesize(e.summand, 40)}"
        return text if exp is None else rf"\left({text}\right)^{{{exp}}}"

    def _edge(self, place: str, e: Any, exp: str | None) -> str:
        inner = e.summand
        letter = (
            self._print(Symbol(inner.name)) if isinstance(inner, Observation) else rf"\{place}_i {self._print(inner)}"
        )
        text = f"{letter}_{{({1 if place == 'min' else 'n'})}}" if isinstance(inner, Observation) else letter
        return text if exp is None else rf"\left({text}\right)^{{{exp}}}"

    def _print_Minimum(self, e: Any, exp: str | None = None) -> str:
        return self._edge("min", e, exp)

    def _print_Maximum(self, e: Any, exp: str | None = None) -> str:
        return self._edge("max", e, exp)

    def _print_Quantile(self, e: Any, exp: str | None = None) -> str:
        name = r"\operatorname{med}" if e.probability == Rational(1, 2) else rf"Q_{{{self._print(e.probability)}}}"
        text = rf"{name}\left({self._print(e.summand)}\right)"
        return text if exp is None else rf"\left({text}\right)^{{{exp}}}"

    def _print_Symbol(self, e: Any, style: str = "plain") -> str:
        name = e.name
        if name in _NAMED:
            return _NAMED[name]
        text = str(super()._print_Symbol(e))
        long = text.replace("_", "").isalpha() and len(text.split("_")[0]) > 1 and "\\" not in text
        return rf"\mathrm{{{text}}}" if long and "_" not in text else text

    def _print_loggamma(self, e: Any, exp: str | None = None) -> str:
        text = rf"\log\Gamma\left({self._print(e.args[0])}\right)"
        return text if exp is None else rf"\left({text}\right)^{{{exp}}}"

    def _print_polygamma(self, e: Any, exp: str | None = None) -> str:
        order, x = e.args
        mark = {0: "", 1: "'"}.get(int(order), rf"^{{({order})}}") if order.is_Integer else rf"^{{({order})}}"
        text = rf"\psi{mark}\left({self._print(x)}\right)"
        return text if exp is None else rf"\left({text}\right)^{{{exp}}}"

    def _print_LogRising(self, e: Any) -> str:
        a, d = e.args
        return rf"\log\frac{{\Gamma\left({self._print(a + d)}\right)}}{{\Gamma\left({self._print(a)}\right)}}"


_NAMED = {"sigma2": r"\sigma^2", "tau2": r"\tau^2"}


def _tex(e: Any) -> str:
    return str(_Latex({"fold_short_frac": False}).doprint(e))


def _hat(name: str) -> str:
    return rf"\hat{{{_tex(Symbol(name))}}}"


def _found(item: Any) -> list[str]:
    """A line for each parameter of one part of the solution."""
    if isinstance(item, found.Closed):
        return [f"{_hat(item.parameter.name)} &= {_tex(item.expression)}"]
    if isinstance(item, found.Interval):
        ends = rf"\left[{_tex(item.lower)}, {_tex(item.upper)}\right]"
        return [rf"{_hat(item.parameter.name)} &\in {ends}"]
    if isinstance(item, found.Root):
        return [rf"0 &= {_tex(item.equation)} && \text{{solved for }} {_hat(item.parameter.name)}"]
    if isinstance(item, found.Choice):
        several = r",\ ".join(_tex(c) for c in item.candidates)
        return [rf"{_hat(item.parameter.name)} &\in \left\{{{several}\right\}}"]
    names = ", ".join(_hat(p.name) for p in getattr(item, "parameters", None) or (item.parameter,))
    return [rf"{names} &= \arg\max \ell"]


def latex(derivation: Derivation) -> str:
    """An align* environment: the log-likelihood, then the estimator."""
    made = program_of(derivation)
    natural = derivation.log_likelihood
    whole = natural if natural is not None else likelihood.total(made.log_density)
    letters = ", ".join(_tex(s) for s in derivation.model.symbols)
    lines = [rf"\ell({letters}) &= {_tex(whole)}", *(x for item in derivation.solution for x in _found(item))]
    return "\\begin{align*}\n" + " \\\\\n".join(f"  {x}" for x in lines) + "\n\\end{align*}\n"


def text(derivation: Derivation) -> str:
    """The same as lines of plain text."""
    made = program_of(derivation)
    natural = derivation.log_likelihood
    whole = natural if natural is not None else likelihood.total(made.log_density)
    lines = [f"log-likelihood = {plain.plain(whole)}"]
    lines += [x for item in derivation.solution for x in plain.found(item)]
    return "\n".join(lines) + "\n"
