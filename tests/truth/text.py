"""A density's text evaluated with NumPy: a second reading of the declaration, to hold against the likelihoods."""

from __future__ import annotations

import ast
import operator
from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy import special

_OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.USub: operator.neg,
}


def _piecewise(*branches: tuple[Any, Any]) -> Any:
    out: Any = np.nan
    for value, condition in reversed(branches):
        out = np.where(condition, value, out)
    return out


_FUNCTIONS = {
    "exp": np.exp,
    "log": np.log,
    "sqrt": np.sqrt,
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "cosh": np.cosh,
    "sinh": np.sinh,
    "tanh": np.tanh,
    "atan": np.arctan,
    "Abs": np.abs,
    "abs": np.abs,
    "gamma": special.gamma,
    "loggamma": special.gammaln,
    "beta": special.beta,
    "factorial": lambda k: special.gamma(np.asarray(k, float) + 1),
    "binomial": special.binom,
    "besseli": special.iv,
    "besselk": special.kv,
    "zeta": lambda s, a=1.0: special.zeta(s, a),
    "erf": special.erf,
    "erfc": special.erfc,
    "floor": np.floor,
    "Min": np.minimum,
    "Max": np.maximum,
    "Eq": np.equal,
    "Ne": np.not_equal,
    "Piecewise": _piecewise,
}


MOST = 400
"""Terms of an infinite sum; where they overflow, inf/inf, they are far beyond those that matter."""


def value(text: str, named: Mapping[str, Any]) -> Any:
    """The value of an expression in the plain grammar at these numbers or arrays."""

    def go(node: Any) -> Any:
        match node:
            case ast.Constant(value=bool(v)):
                return v
            case ast.Constant(value=v):
                return np.float64(v)
            case ast.Name(id="pi"):
                return np.pi
            case ast.Name(id="E"):
                return np.e
            case ast.Name(id=name):
                return named[name]
            case ast.UnaryOp(op=op, operand=a):
                return _OPERATORS[type(op)](go(a))
            case ast.BinOp(left=a, op=op, right=b):
                return _OPERATORS[type(op)](go(a), go(b))
            case ast.Compare(left=a, ops=[op], comparators=[b]):
                return _OPERATORS[type(op)](go(a), go(b))
            case ast.Tuple(elts=parts):
                return tuple(go(p) for p in parts)
            case ast.Call(func=ast.Name(id="Sum"), args=[term, ast.Name(id=index), lower, upper]):
                last = MOST if getattr(upper, "id", "") == "oo" else go(upper)
                ranks = np.arange(go(lower), last + 1)
                inner = ast.unparse(term)
                return np.nansum([value(inner, {**named, index: k}) for k in ranks], axis=0)
            case ast.Call(func=ast.Name(id=name), args=args):
                return _FUNCTIONS[name](*[go(a) for a in args])
        raise ValueError(f"not in the grammar: {ast.dump(node)}")

    with np.errstate(all="ignore"):
        return go(ast.parse(text, mode="eval").body)
