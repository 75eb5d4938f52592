r"""Names to letters: greek words, digits as subscripts, sigma2 as a square, and a model's own notation.

mu -> \mu,  x_m -> x_m,  theta1 -> \theta_1,  sigma2 -> \sigma^2,  shape -> the notation's letter or an upright word.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from thetahat.render.mathematics.layout import Accent, Node, Script, Sign, Verbatim, number

GREEK = {
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "delta": "δ",
    "epsilon": "ε",
    "zeta": "ζ",
    "eta": "η",
    "theta": "θ",
    "iota": "ι",
    "kappa": "κ",
    "lambda": "λ",
    "mu": "μ",
    "nu": "ν",
    "xi": "ξ",
    "omicron": "ο",
    "pi": "π",
    "rho": "ρ",
    "sigma": "σ",
    "tau": "τ",
    "upsilon": "υ",
    "phi": "φ",
    "chi": "χ",
    "psi": "ψ",
    "omega": "ω",
    "Gamma": "Γ",
    "Delta": "Δ",
    "Theta": "Θ",
    "Lambda": "Λ",
    "Xi": "Ξ",
    "Pi": "Π",
    "Sigma": "Σ",
    "Upsilon": "Υ",
    "Phi": "Φ",
    "Psi": "Ψ",
    "Omega": "Ω",
}
_LATEX_OF = {"epsilon": r"\varepsilon", "phi": r"\varphi", "omicron": "o"}
_SPELLINGS = {
    "lam": "lambda",
    "lamda": "lambda",
    "eps": "epsilon",
    "varepsilon": "epsilon",
    "varphi": "phi",
    "ell": "ell",
}
_SQUARES = {"sigma", "tau", "omega"}
"""Letters whose name with a 2 behind means the square: a variance."""


def greek(word: str) -> Sign | None:
    """The greek letter that a word names."""
    spelled = _SPELLINGS.get(word, word)
    if spelled == "ell":
        return Sign(r"\ell", "ℓ")
    if spelled not in GREEK:
        return None
    return Sign(_LATEX_OF.get(spelled, "\\" + spelled), GREEK[spelled])


def _simple(word: str) -> Sign:
    found = greek(word)
    if found is not None:
        return found
    if len(word) == 1:
        return Sign(word, word)
    if word.isdigit():
        return number(word)
    return Sign(rf"\mathrm{{{word}}}", word, "name")


def letter(name: str, others: Collection[str] = ()) -> Node:
    """The letter for a name without notation; ``others`` are the names beside it (sigma1 makes sigma2 a subscript)."""
    word = name.rstrip("_")
    head, _, tail = word.partition("_")
    if tail:
        return Script(letter(head, others), below=letter(tail))
    match = re.fullmatch(r"([A-Za-z]+?)(\d+)", word)
    if match:
        stem, digits = match.groups()
        if digits == "2" and stem in _SQUARES and f"{stem}1" not in others:
            return Script(_simple(stem), above=number(2))
        if greek(stem) is not None or len(stem) == 1:
            return Script(_simple(stem), below=number(digits))
    return _simple(word)


_TOKEN = re.compile(r"\\[A-Za-z]+|[A-Za-z0-9]|[_^{}*']")


def notation(latex: str) -> Node:
    r"""A letter written in LaTeX, such as \sigma^2, x_m, \lambda_{12} or \bar\mu; anything richer is kept as it is."""
    tokens = _TOKEN.findall(latex)
    if "".join(tokens) != latex.replace(" ", ""):
        return Verbatim(latex, latex)
    try:
        node, rest = _scripted(tokens)
    except IndexError:
        return Verbatim(latex, latex)
    return Verbatim(latex, latex) if rest else node


_ACCENTS = {r"\hat": "hat", r"\bar": "bar", r"\tilde": "tilde"}


def _scripted(tokens: list[str]) -> tuple[Node, list[str]]:
    node, tokens = _group(tokens)
    below: Node | None = None
    above: Node | None = None
    while tokens and tokens[0] in "_^":
        kind = tokens[0]
        part, tokens = _group(tokens[1:])
        below, above = (part, above) if kind == "_" else (below, part)
    return (Script(node, below, above) if below or above else node), tokens


def _group(tokens: list[str]) -> tuple[Node, list[str]]:
    head, rest = tokens[0], tokens[1:]
    if head in _ACCENTS:
        body, rest = _group(rest)
        return Accent(_ACCENTS[head], body), rest
    if head in (r"\mathrm", r"\text", r"\operatorname"):
        end = rest.index("}")
        return Sign(rf"\mathrm{{{''.join(rest[1:end])}}}", "".join(rest[1:end]), "name"), rest[end + 1 :]
    if head == "{":
        depth, k = 1, 0
        while depth:
            depth += {"{": 1, "}": -1}.get(rest[k], 0)
            k += 1
        inside = rest[: k - 1]
        if all(t.isalnum() for t in inside) and len(inside) > 1:
            word = "".join(inside)
            return (number(word) if word.isdigit() else Sign(word, word)), rest[k:]
        node, left = _scripted(inside)
        if left:
            raise IndexError
        return node, rest[k:]
    if head.startswith("\\"):
        found = greek(head[1:].removeprefix("var"))
        if found is None:
            raise IndexError
        return Sign(head, found.text), rest
    if head.isalnum():
        return (number(head) if head.isdigit() else Sign(head, head)), rest
    raise IndexError


class Alphabet:
    """The letters of one model: its notation first, then the names themselves."""

    def __init__(self, notations: Mapping[str, str] | None = None, names: Collection[str] = ()) -> None:
        self._notations = dict(notations or {})
        self._names = tuple(names)

    def __getitem__(self, name: str) -> Node:
        if name in self._notations:
            return notation(self._notations[name])
        return letter(name, self._names)

    def position(self, name: str) -> int:
        """The place of a name in the declared order; unknown names come after."""
        return self._names.index(name) if name in self._names else len(self._names)
