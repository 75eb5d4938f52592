"""Formulas of a plan -> JAX: words of jax.numpy and jax.scipy, and functions that a module carries."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Sequence

from thetahat.codegen.languages.expression import ATOM, COMPARE, Text
from thetahat.codegen.languages.numba import Numba

_JNP = (
    "log exp sqrt abs sign sin cos tan arcsin arccos arctan arctan2 sinh cosh tanh arcsinh arccosh arctanh floor ceil "
    "log1p expm1 logaddexp where minimum maximum isfinite logical_not"
).split()


_SPECIAL = (
    "gammaln gamma digamma polygamma beta erf erfc erfcx erfinv expit xlogy xlog1py gammainc gammaincc expi exp1"
).split()


OWN = (
    "log1m_exp inverse_expm1 log_ratio log_growth log_excess stirling deviance log_erfc mills polygamma_rising "
    "zeta_derivative log_rising betaln log_erf_gap log_bessel_i bessel_i_ratio iv lambert_w inverse_digamma "
    "inverse_bessel_ratio log1p_odd log1p_over rising_gap log_flat flat_moment "
    "log_decay"
).split()


RESERVED = frozenset(
    "False None True and as assert async await break class continue def del elif else except finally for from global "
    "if import in is lambda nonlocal not or pass raise return try while with yield match case jax jnp lax special "
    "estimate nll gradient hessian log_density parameters PARAMETERS dict zip valid inside theta rate value "
    "derivatives equation objective update starts choices float lower upper height slopes bends found".split()
)


class Jax(Numba):
    """Formulas over arrays."""

    target = "jax"
    width = 120
    reserved = RESERVED | frozenset([*OWN, *dir(builtins)])
    carried = frozenset(OWN)
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
        if word in OWN:
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


_ORDERED = (
    *("log_bessel_i", "bessel_i_ratio", "iv", "polygamma_rising", "zeta_derivative"),
    *("log1p_over", "rising_gap", "flat_moment", "log_decay"),
)
"""Functions whose first argument is an order."""
