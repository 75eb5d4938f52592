"""What LaTeX commands mean here: tables only."""

from __future__ import annotations

GREEK: frozenset[str] = frozenset({
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi",
    "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta",
    "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega",
})  # fmt: skip
VARIANTS = {
    "varepsilon": "epsilon",
    "vartheta": "theta",
    "varrho": "rho",
    "varsigma": "sigma",
    "varphi": "phi",
    "varkappa": "kappa",
    "varpi": "pi",
}
HABITS = {"lambda": ("lam", "lamda", "lambda_"), "epsilon": ("eps",), "upsilon": ("ups",)}
"""Names that programs use for a letter whose own name is taken there."""

INDICES = frozenset({"i", "j", "t"})
"""Subscripts that number the observations: x_i is x."""

LETTER_FUNCTIONS = {"B": "beta"}
"""Letters that are functions if they are not declared names."""

BESSEL = {"I": "besseli", "K": "besselk"}
"""I_0(x): the subscript is the order."""

APPLIED = {
    "exp": "exp",
    "log": "log",
    "ln": "log",
    "Gamma": "gamma",
    "sin": "sin",
    "cos": "cos",
    "tan": "tan",
    "arctan": "atan",
    "sinh": "sinh",
    "cosh": "cosh",
    "tanh": "tanh",
    "min": "Min",
    "max": "Max",
    "sum": "sum",
}
"""Commands that take an argument, in brackets or not."""

MARKS = {
    "cdot": "*",
    "times": "*",
    "ast": "*",
    "div": "/",
    "le": "<=",
    "leq": "<=",
    "leqslant": "<=",
    "ge": ">=",
    "geq": ">=",
    "geqslant": ">=",
    "lt": "<",
    "gt": ">",
    "ne": "!=",
    "neq": "!=",
    "ldots": "...",
    "dots": "...",
    "cdots": "...",
    "dotsc": "...",
    "lvert": "lbar",
    "rvert": "rbar",
    "vert": "|",
    "mid": "|",
    "lbrace": "{",
    "rbrace": "}",
    "lbrack": "[",
    "rbrack": "]",
    "{": "{",
    "}": "}",
}
NAMED = {
    "infty": "oo",
    "in": "in",
    "land": "and",
    "wedge": "and",
    "lor": "or",
    "vee": "or",
    "lnot": "not",
    "neg": "not",
}

FRACTIONS = frozenset({"frac", "dfrac", "tfrac", "cfrac"})
BINOMIALS = frozenset({"binom", "dbinom", "tbinom"})
SPACES: frozenset[str] = frozenset({
    ",", ";", ":", "!", ">", "quad", "qquad", "displaystyle", "textstyle", "scriptstyle", "limits", "nolimits", "big",
    "Big", "bigg", "Bigg", "bigl", "Bigl", "biggl", "Biggl", "bigr", "Bigr", "biggr", "Biggr", "bigm", "[", "]", "(",
    ")", "nonumber", " ", "\n", "\t",
})  # fmt: skip
WRAPPERS = frozenset(
    {"mathrm", "mathit", "mathbf", "mathsf", "mathbb", "mathbbm", "mathds", "text", "textrm", "textit", "operatorname"}
)
WORDS = {"otherwise": "True", "else": "True", "elsewhere": "True", "and": "and", "or": "or", "in": "in"}
SILENT = frozenset({"", "if", "for", "when", "where"})

DELIMITERS = (
    ("\\{", "{", "}"),
    ("\\}", "{", "}"),
    ("\\lbrace", "{", "}"),
    ("\\rbrace", "{", "}"),
    ("\\lvert", "lbar", "rbar"),
    ("\\rvert", "lbar", "rbar"),
    ("\\vert", "lbar", "rbar"),
    ("|", "lbar", "rbar"),
    ("(", "(", ")"),
    (")", "(", ")"),
    ("[", "[", "]"),
    ("]", "[", "]"),
)
r"""What follows \left or \right, and the mark that it makes on either side."""

MEANINGLESS = {
    "hat": "hats are for estimates; write the parameter itself",
    "widehat": "hats are for estimates; write the parameter itself",
    "bar": "bars are for averages; write the variable itself",
    "overline": "bars are for averages; write the variable itself",
    "int": "an integral cannot be declared; write its value",
    "prod": "a product over the sample cannot be declared; write the density of one observation",
    "partial": "a derivative cannot be declared; write its value",
}

COMMANDS = frozenset(
    {*GREEK, *VARIANTS, *APPLIED, *MARKS, *NAMED, *FRACTIONS, *BINOMIALS, *WRAPPERS, "sqrt", "left", "right", "choose"}
)
