"""SymPy expressions -> NumPy/SciPy source text: SymPy's own printer with our tables.

Two spellings: ``bare`` (the vocabulary of a plan: ``log(x)``) and ``module`` (``np.log(x)``, ``special.gammaln(x)``).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from typing import Any

from sympy import Add, Expr, Function, Integer, Mul, Pow, Rational, Sum, Symbol, exp, log
from sympy.codegen.cfunctions import log1p
from sympy.core.function import AppliedUndef
from sympy.printing.numpy import SciPyPrinter
from sympy.printing.precedence import PRECEDENCE

from thetahat.codegen.rests import PairDeviance, PairRoot
from thetahat.codegen.series import LogSeries, SeriesMean
from thetahat.core.statistics import Observation
from thetahat.engines import vocabulary
from thetahat.errors import TargetError

FUNCTIONS: dict[str, str] = {
    # SymPy's functions
    "log": "log",
    "exp": "exp",
    "Abs": "abs",
    "sign": "sign",
    "sin": "sin",
    "cos": "cos",
    "tan": "tan",
    "asin": "arcsin",
    "acos": "arccos",
    "atan": "arctan",
    "atan2": "arctan2",
    "sinh": "sinh",
    "cosh": "cosh",
    "tanh": "tanh",
    "asinh": "arcsinh",
    "acosh": "arccosh",
    "atanh": "arctanh",
    "floor": "floor",
    "ceiling": "ceil",
    "log1p": "log1p",
    "expm1": "expm1",
    "gamma": "gamma",
    "loggamma": "gammaln",
    "digamma": "digamma",
    "trigamma": "trigamma",
    "beta": "beta",
    "erf": "erf",
    "erfc": "erfc",
    "erfinv": "erfinv",
    "besseli": "iv",
    "besselk": "kv",
    "Ei": "expi",
    # ours
    "LogAddExp": "logaddexp",
    "Tanh": "tanh",
    "Expit": "expit",
    "Log1mExp": "log1m_exp",
    "InverseExpm1": "inverse_expm1",
    "LogErfc": "log_erfc",
    "LogErfGap": "log_erf_gap",
    "Mills": "mills",
    "LogBesselI": "log_bessel_i",
    "BesselIRatio": "bessel_i_ratio",
    "LogBesselK": "log_bessel_k",
    "BesselKRatio": "bessel_k_ratio",
    "LogBesselKOrder": "log_bessel_k_order",
    "LogBeta": "betaln",
    "LogRising": "log_rising",
    "PolygammaRising": "polygamma_rising",
    "ZetaDerivative": "zeta_derivative",
    "LogRatio": "log_ratio",
    "LogGrowth": "log_growth",
    "LogExcess": "log_excess",
    "Stirling": "stirling",
    "Deviance": "deviance",
    "Log1pOver": "log1p_over",
    "RisingGap": "rising_gap",
    "LogFlat": "log_flat",
    "FlatMoment": "flat_moment",
    "LogDecay": "log_decay",
    "BesselIRest": "bessel_i_rest",
    "XLogY": "xlogy",
    "XLog1pY": "xlog1py",
    "InverseDigamma": "inverse_digamma",
    "InverseBesselRatio": "inverse_bessel_ratio",
    "LambertW": "lambert_w",
}
"""SymPy class name to word.  What is not here, nor in a method below, is refused by name."""

_OVER = {LogSeries: "log_series", SeriesMean: "series_mean", Sum: "series_sum"}

_OPERAND = re.compile(r"-?[0-9.]+|[A-Za-z_][A-Za-z0-9_.]*")
"""What stands next to ** without spaces: a name or a number."""
_SPELLED = {"numpy": "np.", "scipy.special": "special."}


class NumPyPrinter(SciPyPrinter):
    """Prints in the vocabulary of plans, or as a module that imports NumPy and scipy.special writes it."""

    target = "numpy"

    given: frozenset[Symbol] = frozenset()
    """Known constants.  Their differences with the data come first: n - x is exact, and beta would be lost in n."""

    def __init__(self, names: Mapping[Symbol, str], spelling: str = "bare") -> None:
        super().__init__({"fully_qualified_modules": False, "allow_unknown_functions": False})
        self.names = names
        self.spelling = spelling
        # A module is spaced as ruff formats it, a plan is compact.
        self.times, self.over = (" * ", " / ") if spelling == "module" else ("*", "/")
        self.words: set[str] = set()

    def _print(self, expr: Any, **kwargs: Any) -> Any:
        # The parents print many functions in SciPy's manner; only what is in our vocabulary may pass.
        if isinstance(expr, Function) and type(expr).__name__ not in _PRINTED:
            return self._refuse(expr)
        return super()._print(expr, **kwargs)

    def word(self, name: str) -> str:
        """A word of the vocabulary, as this spelling writes it; remembered as used."""
        self.words.add(name)
        if self.spelling == "bare":
            return name
        if name in ("pi", "inf", "nan"):
            return f"np.{name}"
        return _SPELLED.get(vocabulary.HOME.get(name, ""), "") + name

    def call(self, name: str, *args: Any) -> str:
        """word(arg, …)."""
        return f"{self.word(name)}({', '.join(self._print(a) for a in args)})"

    # -------------------------------------------------------------- leaves

    def _print_Symbol(self, e: Any) -> str:
        if e not in self.names:
            raise TargetError(f"target '{self.target}': {e.name!r} has no value at this point of the program")
        return self.names[e]

    def _print_Integer(self, e: Any) -> str:
        return str(e.p) if abs(e.p) < 2**53 else repr(float(e))

    def _print_Rational(self, e: Any) -> str:
        if _exact(e):
            return repr(float(e))
        return f"{e.p}{self.over}{e.q}"

    def _print_Float(self, e: Any) -> str:
        return repr(float(e))

    def _print_NumberSymbol(self, e: Any) -> str:
        return repr(float(e))

    def _print_Pi(self, e: Any) -> str:
        return self.word("pi")

    def _print_Infinity(self, e: Any) -> str:
        return self.word("inf")

    def _print_NegativeInfinity(self, e: Any) -> str:
        return "-" + self.word("inf")

    def _print_NaN(self, e: Any) -> str:
        return self.word("nan")

    def _print_BooleanTrue(self, e: Any) -> str:
        return "True"

    def _print_BooleanFalse(self, e: Any) -> str:
        return "False"

    # -------------------------------------------------------------- arithmetic

    def _print_Add(self, e: Any, order: Any = None) -> str:
        # What is added before what is subtracted, data before parameters: (x - mu), not (-mu + x).
        terms = sorted(self._as_ordered_terms(e), key=lambda t: (t.could_extract_minus_sign(), not observed(t)))
        exact = [t for t in terms if t.free_symbols and all(s in self.given or observed(s) for s in t.free_symbols)]
        if self.given and len({t.could_extract_minus_sign() for t in exact}) == 2:
            terms = [*exact, *(t for t in terms if t not in exact)]
        out = ""
        for t in terms:
            if t.could_extract_minus_sign():
                text = self.parenthesize(-t, PRECEDENCE["Add"] if not isinstance(-t, Add) else PRECEDENCE["Mul"])
                out += f" - {text}" if out else self._minus(text)
            else:
                text = self.parenthesize(t, PRECEDENCE["Add"], strict=True)
                out += f" + {text}" if out else text
        return out

    def _minus(self, text: str) -> str:
        """-text; ruff writes a power that follows it in brackets, -(x**2)."""
        if self.spelling == "bare" or "**" not in text:
            return f"-{text}"
        first = ast.parse(text, mode="eval").body
        while isinstance(first, ast.BinOp) and not isinstance(first.op, ast.Pow):
            first = first.left
        power = isinstance(first, ast.BinOp) and first.col_offset == 0
        return f"-({text[: first.end_col_offset]}){text[first.end_col_offset :]}" if power else f"-{text}"

    def _print_Mul(self, e: Any) -> str:
        # Scalars first, so that what is the same for all observations is multiplied once.
        coefficient, rest = e.as_coeff_Mul()
        if coefficient.is_negative:
            inner = self._print(-e)
            return f"-({inner})" if isinstance(-e, Add) else self._minus(inner)
        factors = Mul.make_args(rest)
        groups = [[f for f in factors if not observed(f)], [f for f in factors if observed(f)]]
        text = ""
        if coefficient != 1 and not (coefficient.is_Rational and coefficient.p == 1 and not _exact(coefficient)):
            whole = not coefficient.is_Rational or _exact(coefficient)
            text = self._print(coefficient if whole else Integer(coefficient.p))
        below = [] if not coefficient.is_Rational or _exact(coefficient) else [str(coefficient.q)]
        for group in groups:
            above = [f for f in group if not _divides(f)]
            below += [self.parenthesize(1 / f, PRECEDENCE["Mul"]) for f in group if _divides(f)]
            for f in above:
                factor = self.parenthesize(f, PRECEDENCE["Mul"], strict=True)
                text = f"{text}{self.times}{factor}" if text else factor
            if below and (text or group is groups[-1]):
                divisor = below[0] if len(below) == 1 else f"({self.times.join(below)})"
                text = f"{text or '1'}{self.over}{divisor}"
                below = []
        return text

    def parenthesize(self, item: Any, level: int, strict: bool = False) -> str:
        """No brackets around numbers such as 0.5."""
        if isinstance(item, Rational) and _exact(item) and item >= 0:
            return self._print(item)
        if isinstance(item, (PairDeviance, PairRoot)):
            return f"({self._print(item)})"
        return super().parenthesize(item, level, strict)

    def _print_Pow(self, e: Any, rational: bool = False, sqrt: str = "") -> str:
        base, power = e.base, e.exp
        if power == Rational(1, 2):
            return self.call("sqrt", base)
        if power.is_number and power.is_negative:
            below = base if power == -1 else base**-power
            return f"1{self.over}{self.parenthesize(below, PRECEDENCE['Pow'], strict=True)}"
        if power in (3, 4) and base.is_Symbol and self.spelling == "bare":
            return "(" + "*".join([self._print(base)] * int(power)) + ")"
        above, exponent = (self.parenthesize(a, PRECEDENCE["Pow"]) for a in (base, power))
        simple = self.spelling == "bare" or all(_OPERAND.fullmatch(t) for t in (above, exponent))
        return f"{above}**{exponent}" if simple else f"{above} ** {exponent}"

    def _print_LogMix(self, e: Any) -> str:
        w, a, b = e.args
        return self.call("logaddexp", a + log(w), b + log1p(-w))

    def _print_MixRatio(self, e: Any) -> str:
        w, d = e.args
        return self._print(1 / (w + (1 - w) * exp(d)))

    def _print_PairRoot(self, e: Any) -> str:
        return str(self._print(e.opened()))

    def _print_RealPower(self, e: Any) -> str:
        return self._print_Pow(Pow(*e.args, evaluate=False))

    def _print_LogSeries(self, e: Any) -> str:
        word, arguments = self.summation(e)
        return f"{word}({', '.join(arguments)})"

    def summation(self, e: Any) -> tuple[str, list[str]]:
        """A sum over an index as a word and its arguments: functions of the index, then the ends."""
        *values, (index, lower, upper) = e.args
        if isinstance(e, Sum) and len(values) > 1:
            self._refuse(e)
        taken, letter = {*self.names.values(), *vocabulary.HOME}, index.name
        while letter in taken:
            letter += "_"
        names, self.names = self.names, {**self.names, index: letter}
        texts = [f"lambda {letter}: {self._print(v)}" for v in values]
        self.names = names
        return self.word(_OVER[type(e)]), [*texts, self._print(lower), self._print(upper)]

    def _print_Mod(self, e: Any) -> str:
        a, b = (self.parenthesize(x, PRECEDENCE["Mul"]) for x in e.args)
        return f"({a} % {b})"

    # -------------------------------------------------------------- functions with a choice to make

    def _print_polygamma(self, e: Any) -> str:
        order, x = e.args
        if order in (0, 1):
            return self.call("digamma" if order == 0 else "trigamma", x)
        return self.call("polygamma", order, x)

    def _print_zeta(self, e: Any) -> str:
        s, a = e.args if len(e.args) == 2 else (e.args[0], Integer(1))
        return self.call("zeta", s, a)

    def _print_factorial(self, e: Any) -> str:
        return self.call("gamma", e.args[0] + 1)

    def _print_lowergamma(self, e: Any) -> str:
        s, x = e.args
        return f"{self.call('gamma', s)}{self.times}{self.call('gammainc', s, x)}"

    def _print_uppergamma(self, e: Any) -> str:
        s, x = e.args
        return f"{self.call('gamma', s)}{self.times}{self.call('gammaincc', s, x)}"

    def _print_Max(self, e: Any) -> str:
        return self._nested("maximum", e.args)

    def _print_Min(self, e: Any) -> str:
        return self._nested("minimum", e.args)

    def _nested(self, name: str, args: Any) -> str:
        texts = sorted(self._print(a) for a in args)
        out = texts[0]
        for t in texts[1:]:
            out = f"{self.word(name)}({out}, {t})"
        return out

    def _print_Heaviside(self, e: Any) -> str:
        return f"{self.word('where')}({self._print(e.args[0])} < 0, 0.0, 1.0)"

    def _print_Piecewise(self, e: Any) -> str:
        out = self.word("nan")
        for value, condition in reversed(e.args):
            if condition == True:  # noqa: E712  (SymPy's truth)
                out = self._print(value)
            else:
                out = f"{self.word('where')}({self._print(condition)}, {self._print(value)}, {out})"
        return out

    # -------------------------------------------------------------- truth values

    def _print_Relational(self, e: Any) -> str:
        return f"{self._print(e.lhs)} {e.rel_op} {self._print(e.rhs)}"

    def _print_And(self, e: Any) -> str:
        return self._nested("logical_and", e.args)

    def _print_Or(self, e: Any) -> str:
        return self._nested("logical_or", e.args)

    def _print_Not(self, e: Any) -> str:
        return self.call("logical_not", e.args[0])

    # -------------------------------------------------------------- what cannot be said

    def _refuse(self, e: Any) -> str:
        what = e.func.__name__ if isinstance(e, (Expr, AppliedUndef)) else type(e).__name__
        raise TargetError(f"target '{self.target}' has no {what}")


def _exact(e: Rational) -> bool:
    """Whether a rational is a short binary fraction, the same number as its decimal text."""
    return int(e.q).bit_count() == 1 and e.q <= 1024 and abs(e.p) < 2**40


def _divides(f: Expr) -> bool:
    return isinstance(f, Pow) and f.exp.is_number and bool(f.exp.is_negative)


def _calls(word: str) -> Callable[[NumPyPrinter, Any], str]:
    def method(self: NumPyPrinter, e: Any) -> str:
        return self.call(word, *e.args)

    return method


_SAME: dict[str, str] = {
    "_print_Symbol": "Dummy Observation",
    "_print_LogSeries": "SeriesMean Sum",
    "_print_PairRoot": "PairDeviance",
    "_print_Rational": "Half",
    "_print_NumberSymbol": "Exp1 EulerGamma GoldenRatio Catalan",
    "_print_NaN": "ComplexInfinity",
    "_print_Relational": "Equality Unequality StrictLessThan LessThan StrictGreaterThan GreaterThan",
    "_refuse": "not_supported Function Derivative Integral Product Limit Subs ImaginaryUnit meijerg hyper",
}
"""Classes that are printed by the method of another; the parents print most of them in ways of their own."""

for _method, _classes in _SAME.items():
    for _class in _classes.split():
        setattr(NumPyPrinter, f"_print_{_class}", getattr(NumPyPrinter, _method))
NumPyPrinter.emptyPrinter = NumPyPrinter._refuse
for _name, _word in FUNCTIONS.items():
    setattr(NumPyPrinter, f"_print_{_name}", _calls(_word))

_PRINTED = {m.removeprefix("_print_") for m in vars(NumPyPrinter) if m.startswith("_print_")}


def observed(e: Any) -> bool:
    """Whether an expression varies from one observation to the next."""
    return any(isinstance(s, Observation) for s in e.free_symbols)
