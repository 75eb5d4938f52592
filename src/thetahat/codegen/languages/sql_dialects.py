"""Formulas of a plan -> SQL, and what differs from one system to the next."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass

from thetahat.codegen.languages.expression import ADD, ATOM, COMPARE, MULTIPLY, Formulas, Text
from thetahat.errors import TargetError


@dataclass(frozen=True)
class Dialect:
    """What differs from one system to the next."""

    name: str
    double: str = "DOUBLE PRECISION"
    quote: str = '"'
    infinity: str = "CAST('Infinity' AS DOUBLE PRECISION)"
    total: str = "SUM"
    placeholder: str = ":"
    functions: tuple[str, ...] = ()
    files: bool = False
    lateral: bool = False
    """Whether a recursive expression may hold queries within queries: one reading of the rows at each step."""
    strict: bool = False
    """Whether an exponential that is too small or too large for a number is an error, which ends the query."""


DIALECTS = {
    d.name: d
    for d in (
        Dialect("portable"),
        Dialect("postgres", lateral=True, strict=True),
        Dialect(
            "duckdb",
            double="DOUBLE",
            infinity="CAST('Infinity' AS DOUBLE)",
            total="SUM",
            placeholder="$",
            functions=("gammaln",),
            files=True,
            lateral=True,
        ),
        Dialect("sqlite", double="REAL", infinity="9e999"),
        Dialect("spark", double="DOUBLE", quote="`", infinity="CAST('Infinity' AS DOUBLE)"),
    )
}


class SQL(Formulas):
    """Formulas in the functions that every dialect has; what may divide by 0 or leave a domain gives NULL."""

    target = "sql"
    words = {
        **{w: w.upper() for w in "abs sin cos tan floor exp sign".split()},
        "arcsin": "ASIN",
        "arccos": "ACOS",
        "arctan": "ATAN",
        "arctan2": "ATAN2",
        "sinh": "((EXP({0}) - EXP(-({0}))) / 2.0)",
        "cosh": "((EXP({0}) + EXP(-({0}))) / 2.0)",
        "tanh": "(1.0 - 2.0 / (EXP(2.0 * ({0})) + 1.0))",
        "ceil": "CEILING",
        "log": "CASE WHEN ({0}) > 0.0 THEN LN({0}) END",
        "sqrt": "CASE WHEN ({0}) >= 0.0 THEN SQRT({0}) END",
        "expit": "(1.0 / (1.0 + EXP(-({0}))))",
        "inverse_expm1": "(1.0 / NULLIF(EXP({0}) - 1.0, 0.0))",
        "xlogy": "CASE WHEN ({0}) = 0.0 THEN 0.0 WHEN ({1}) > 0.0 THEN ({0}) * LN({1}) END",
        "xlog1py": "CASE WHEN ({0}) = 0.0 THEN 0.0 WHEN ({1}) > -1.0 THEN ({0}) * LN(1.0 + ({1})) END",
        "logaddexp": "(CASE WHEN ({0}) > ({1}) THEN ({0}) ELSE ({1}) END + LN(1.0 + EXP(-ABS(({0}) - ({1})))))",
        "log1p": "CASE WHEN 1.0 + ({0}) = 1.0 THEN ({0}) "
        "WHEN ({0}) > -1.0 THEN ({0}) * LN(1.0 + ({0})) / ((1.0 + ({0})) - 1.0) END",
        "expm1": "CASE WHEN ABS({0}) > 0.3 THEN EXP({0}) - 1.0 WHEN EXP({0}) = 1.0 THEN ({0}) "
        "ELSE (EXP({0}) - 1.0) * ({0}) / LN(EXP({0})) END",
        "gammaln": "LGAMMA",
        "maximum": "CASE WHEN ({0}) >= ({1}) THEN ({0}) ELSE ({1}) END",
        "minimum": "CASE WHEN ({0}) <= ({1}) THEN ({0}) ELSE ({1}) END",
    }
    compare = {**Formulas.compare, ast.Eq: "=", ast.NotEq: "<>"}
    logic = {ast.And: "AND", ast.Or: "OR"}
    denial = "NOT "
    positive: set[str] = set()
    exponential = False
    """Whether powers are written by their logarithms, which a search needs as well: half the time."""

    def __init__(self, dialect: Dialect, names: Mapping[str, str]) -> None:
        super().__init__(names)
        self.dialect = dialect
        if dialect.strict:
            self.words = {w: _EXPONENTIAL.sub(_bounded, p) for w, p in {**self.words, "exp": "EXP({0})"}.items()}
        self.constants = {
            "pi": "3.141592653589793",
            "inf": dialect.infinity,
            "nan": f"CAST(NULL AS {dialect.double})",
            "True": "TRUE",
            "False": "FALSE",
        }

    def number(self, value: float) -> str:
        text = repr(float(value))
        return f"CAST({text} AS {self.dialect.double})" if "e" in text else text

    def show_UnaryOp(self, e: ast.UnaryOp) -> Text:
        if isinstance(e.op, ast.Not):
            return f"(NOT ({self.text(e.operand)}))", ATOM
        return super().show_UnaryOp(e)

    def show_BinOp(self, e: ast.BinOp) -> Text:
        if isinstance(e.op, ast.Div) and not isinstance(e.right, ast.Constant):
            return f"{self.tight(e.left, MULTIPLY)} / NULLIF({self.text(e.right)}, 0.0)", MULTIPLY
        return super().show_BinOp(e)

    def power(self, base: ast.expr, exponent: ast.expr) -> Text:
        return self.raised(base, exponent)

    def raised(self, base: ast.expr, exponent: ast.expr) -> Text:
        value = exponent.value if isinstance(exponent, ast.Constant) else None
        whole = float(value) if isinstance(value, (int, float)) else 0.5
        if whole in (2.0, 3.0, 4.0):
            one = self.tight(base, MULTIPLY + 1)
            return " * ".join([one] * int(whole)), MULTIPLY
        if whole.is_integer() and whole > 0:
            return f"POWER({self.text(base)}, {self.number(whole)})", ATOM
        inner, upper = self.text(base), self.text(exponent)
        if self.sure(base):
            if self.exponential:
                power = f"EXP({self.tight(exponent, MULTIPLY)} * LN({inner}))"
                return (_EXPONENTIAL.sub(_bounded, power) if self.dialect.strict else power), ATOM
            return f"POWER({inner}, {upper})", ATOM
        return f"CASE WHEN ({inner}) > 0.0 THEN POWER({inner}, {upper}) END", ADD - 3

    def where(self, test: ast.expr, yes: ast.expr, no: ast.expr) -> Text:
        return f"CASE WHEN {self.tight(test, COMPARE)} THEN {self.text(yes)} ELSE {self.text(no)} END", ADD - 3

    def sure(self, e: ast.expr) -> bool:
        """Whether the support says that a row's variable is positive."""
        return isinstance(e, ast.Name) and e.id in self.positive

    def call(self, word: str, args: list[ast.expr]) -> Text:
        if word in ("log", "sqrt") and self.sure(args[0]):
            return f"{'LN' if word == 'log' else 'SQRT'}({self.text(args[0])})", ATOM
        if word == "gammaln" and word not in self.dialect.functions:
            raise TargetError(f"target 'sql' in the dialect {self.dialect.name} has no {word} (duckdb has)")
        text, _ = super().call(word, args)
        return text, (ADD - 3 if text.startswith("CASE") else ATOM)


_EXPONENTIAL = re.compile(r"EXP\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)")


def _bounded(found: re.Match[str]) -> str:
    """The exponential of what is between -700 and 700."""
    y = found[1]
    return f"EXP(CASE WHEN {y} < -700.0 THEN -700.0 WHEN {y} > 700.0 THEN 700.0 ELSE {y} END)"
