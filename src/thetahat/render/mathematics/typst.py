"""Set mathematics as Typst: letters as themselves, everything else by name, so that nothing is read twice."""

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

_ACCENTS = {"hat": "hat", "bar": "macron", "tilde": "tilde"}
_BIG = {"Σ": "sum", "Π": "product"}
_ESCAPED = {",": r"\,", ";": r"\;", "#": r"\#", "$": r"\$", "'": "prime", "′": "prime", "_": r"\_", "/": r"\/"}


def typst(node: Node, raised: bool = False) -> str:
    """Typst mathematics without dollars.  ``raised``: inside a script, where fractions are written with a slash."""
    match node:
        case Sign():
            return _sign(node)
        case Words(text) | Verbatim(_, text):
            return quoted(text)
        case Row(items):
            return " ".join(typst(i, raised) for i in items)
        case Product(factors):
            return " ".join(_factors(factors, raised))
        case Terms(terms, open_):
            return _terms(terms, open_, raised)
        case Fraction(above, below):
            if raised:
                return rf"{_slashed(above)} \/ {_slashed(below, under=True)}"
            return f"frac({typst(above)}, {typst(below)})"
        case Script(base, below, above):
            return _attached(typst(base, raised), below, above)
        case Root(body):
            return f"sqrt({typst(body, raised)})"
        case Fence(body, left, right):
            return fenced(typst(body, raised), left, right, tall(body) and not raised)
        case Apply(name, argument, always):
            inner = typst(argument, raised)
            if always or needs_brackets(argument) or (raised and isinstance(argument, Fraction)):
                return f"{typst(name)} {fenced(inner, grow=tall(argument) and not raised)}"
            return f"{typst(name)} thin {inner}"
        case Call(name, body):
            return f"{typst(name, raised)} {fenced(typst(body, raised), grow=tall(body) and not raised)}"
        case Big(sign, body, below, above):
            return f"{_attached(_big(sign), below, above)} {typst(body, raised)}"
        case Accent(kind, body):
            return f"{_ACCENTS[kind]}({typst(body, raised)})"
        case Grid(rows, kind):
            return _grid(rows, kind)
        case _:
            raise TypeError(f"no Typst for {type(node).__name__}")


def quoted(text: str) -> str:
    """A string literal."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _sign(node: Sign) -> str:
    text = node.text.strip()
    if node.kind == "name":
        return f"op({quoted(text)})"
    if not text:
        return "thin"
    if len(text) > 1 and node.kind == "letter":
        return quoted(text)
    return " ".join(_ESCAPED.get(c, c) for c in text) if not text[0].isdigit() else text


def _big(sign: Sign) -> str:
    if sign.text in _BIG:
        return _BIG[sign.text]
    return f"op({quoted(sign.text)}, limits: #true)"


def _attached(base: str, below: Node | None, above: Node | None) -> str:
    parts = [base]
    if below is not None:
        parts.append(f"b: {typst(below, True)}")
    if above is not None:
        parts.append(f"t: {typst(above, True)}")
    return f"attach({', '.join(parts)})" if len(parts) > 1 else base


def fenced(inner: str, left: str = "(", right: str = ")", grow: bool = True) -> str:
    """Inner between brackets, which grow if asked."""
    a, b = (f"\\{c}" if c in "()[]{}|" else c for c in (left, right))
    return f"lr({a} {inner} {b})" if grow else f"{a} {inner} {b}"


def _factors(factors: tuple[Node, ...], raised: bool) -> list[str]:
    out: list[str] = []
    for k, f in enumerate(factors):
        part = typst(f, raised)
        if raised and isinstance(f, Fraction):
            part = fenced(part, grow=False)
        before = factors[k - 1] if k else None
        operator = isinstance(before, Sign) and before.kind == "operator"
        if k and isinstance(f, Sign) and f.kind == "number" and not operator:
            out.append("dot.op")
        elif k and isinstance(f, Apply | Big) and not isinstance(before, Big):
            out.append("thin")
        out.append(part)
    return out


def _terms(terms: tuple[tuple[int, Node], ...], open_: bool, raised: bool) -> str:
    out: list[str] = []
    for k, (sign, term) in enumerate(terms):
        out += ["−"] if sign < 0 else ["+"] if k or open_ else []
        out.append(typst(term, raised))
    return " ".join(out)


def _slashed(node: Node, under: bool = False) -> str:
    inner = typst(node, True)
    compound = isinstance(node, Terms | Fraction | Big) or (under and isinstance(node, Product))
    return fenced(inner, grow=False) if compound else inner


def _grid(rows: tuple[tuple[Node, ...], ...], kind: str) -> str:
    if kind == "binomial":
        return f"binom({typst(rows[0][0])}, {typst(rows[1][0])})"
    if kind == "cases":
        return f"cases({', '.join(' quad & '.join(f'display({typst(c)})' for c in r) for r in rows)})"
    return f"mat({'; '.join(', '.join(f'display({typst(c)})' for c in r) for r in rows)})"
