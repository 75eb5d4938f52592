r"""Set mathematics as LaTeX: amsmath and amssymb, brackets of the size that their content needs."""

from __future__ import annotations

from thetahat.render.mathematics.layout import (
    Accent,
    Apply,
    Big,
    Call,
    Fence,
    Fraction,
    Grid,
    Node,
    Product,
    Root,
    Row,
    Script,
    Sign,
    Terms,
    Verbatim,
    Words,
    needs_brackets,
    tall,
)

_BRACKETS = {
    "{": r"\{",
    "}": r"\}",
    "|": r"\vert",
    "⌈": r"\lceil",
    "⌉": r"\rceil",
    "⌊": r"\lfloor",
    "⌋": r"\rfloor",
    "": ".",
}
_ENVIRONMENTS = {"matrix": "pmatrix", "cases": "cases"}
_SPECIAL = {
    "\\": r"\backslash ",
    "_": r"\_",
    "%": r"\%",
    "#": r"\#",
    "&": r"\&",
    "$": r"\$",
    "{": r"\{",
    "}": r"\}",
    "^": r"\hat{}",
    "~": r"\sim ",
}


def tex(node: Node, raised: bool = False) -> str:
    """LaTeX without delimiters.  ``raised``: inside a superscript, where fractions are written with a slash."""
    match node:
        case Sign(latex, _, _):
            return latex
        case Words(text):
            return rf"\text{{{''.join(_SPECIAL.get(c, c) for c in text)}}}"
        case Verbatim(latex, _):
            return latex
        case Row(items):
            return joined([tex(i, raised) for i in items])
        case Product(factors):
            return joined(_factors(factors, raised))
        case Terms(terms, open_):
            return _terms(terms, open_, raised)
        case Fraction(above, below):
            if raised:
                return joined([_slashed(above, raised), "/", _slashed(below, raised, under=True)])
            return rf"\frac{{{tex(above, _lone(above))}}}{{{tex(below, _lone(below))}}}"
        case Script(base, below, above):
            out = tex(base, raised)
            return out + _script("_", below) + _script("^", above)
        case Root(body):
            return rf"\sqrt{{{tex(body, raised)}}}"
        case Fence(body, left, right):
            return fenced(tex(body, raised), left, right, tall(body) and not raised)
        case Apply(name, argument, always):
            inner = tex(argument, raised)
            if always or needs_brackets(argument) or (raised and isinstance(argument, Fraction)):
                return tex(name) + fenced(inner, "(", ")", tall(argument) and not raised)
            return joined([tex(name), inner])
        case Call(name, body):
            return tex(name, raised) + fenced(tex(body, raised), "(", ")", tall(body) and not raised)
        case Big(sign, body, below, above):
            return joined([sign.latex + _script("_", below) + _script("^", above), tex(body, raised)])
        case Accent(kind, body):
            return rf"\{kind}{{{tex(body, raised)}}}"
        case Grid(rows, kind):
            if kind == "binomial":
                return rf"\binom{{{tex(rows[0][0])}}}{{{tex(rows[1][0])}}}"
            apart = r" \\[6pt] " if any(tall(c) for r in rows for c in r) else r" \\ "
            body_ = apart.join(" & ".join(_cell(c) for c in r) for r in rows)
            return rf"\begin{{{_ENVIRONMENTS[kind]}}} {body_} \end{{{_ENVIRONMENTS[kind]}}}"
        case _:
            raise TypeError(f"no LaTeX for {type(node).__name__}")


def _lone(node: Node) -> bool:
    """Whether what stands over or under a line holds fractions, which are then written with a slash."""
    return any(isinstance(c, Fraction) for c in node.walk())


def _script(sign: str, node: Node | None) -> str:
    if node is None:
        return ""
    inner = tex(node, raised=True)
    return f"{sign}{inner}" if len(inner) == 1 else f"{sign}{{{inner}}}"


def joined(parts: list[str]) -> str:
    r"""Parts side by side: a control word that ends in a letter is kept apart from a letter that follows."""
    out = ""
    for p in parts:
        if p[:1].isalnum() and (_ends_in_word(out) or out[-2:-1] in ("^", "_")):
            out += " "
        out += p
    return out


def _ends_in_word(s: str) -> bool:
    k = len(s)  # the last control word, if the text ends in one
    while k and s[k - 1].isalpha():
        k -= 1
    return k > 0 and s[k - 1] == "\\"


def fenced(inner: str, left: str, right: str, grow: bool) -> str:
    """Inner between brackets, which grow if asked."""
    a, b = _BRACKETS.get(left, left), _BRACKETS.get(right, right)
    if left == "|" and not grow:
        a, b = r"\lvert", r"\rvert"
    if grow:
        return joined([rf"\left{a}", inner, rf"\right{b}"])
    return joined([a, inner, b])


def _factors(factors: tuple[Node, ...], raised: bool) -> list[str]:
    out: list[str] = []
    for k, f in enumerate(factors):
        part = tex(f, raised)
        if raised and isinstance(f, Fraction):
            part = fenced(part, "(", ")", False)
        before = factors[k - 1] if k else None
        if (
            k
            and isinstance(f, Sign)
            and f.kind == "number"
            and not (isinstance(before, Sign) and before.kind == "operator")
        ):
            out.append(r"\cdot ")
        elif isinstance(f, Grid) and f.kind == "cases":
            out.append(r"\,")
        out.append(part)
    return out


def _terms(terms: tuple[tuple[int, Node], ...], open_: bool, raised: bool) -> str:
    out: list[str] = []
    for k, (sign, term) in enumerate(terms):
        if sign < 0:
            out.append("-")
        elif k or open_:
            out.append("+")
        out.append(tex(term, raised))
    return joined(out)


def _slashed(node: Node, raised: bool, under: bool = False) -> str:
    inner = tex(node, raised)
    compound = isinstance(node, Terms | Fraction) or (under and isinstance(node, Product)) or isinstance(node, Big)
    return fenced(inner, "(", ")", False) if compound else inner


def _cell(node: Node) -> str:
    r"""A matrix entry, its fractions at full size."""
    return tex(node).replace(r"\frac", r"\dfrac") if isinstance(node, Fraction | Terms | Product) else tex(node)
