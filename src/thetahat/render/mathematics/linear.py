"""Set mathematics on one line of Unicode text: σ̂² = (1/n) Σ(xᵢ − μ̂)²."""

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
)

_ABOVE = dict(
    zip("0123456789+−-=()nkirabcdmpstuvwxyzjlTαβγδθφχ", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿᵏⁱʳᵃᵇᶜᵈᵐᵖˢᵗᵘᵛʷˣʸᶻʲˡᵀᵅᵝᵞᵟᶿᵠᵡ", strict=True)
)
_BELOW = dict(zip("0123456789+−-=()aeoxhklmnpstijruvβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥᵦᵧᵨᵩᵪ", strict=True))
_ACCENTS = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303"}


def linear(node: Node) -> str:
    """Unicode text on one line."""
    match node:
        case Sign(_, text, kind):
            return f" {text} " if kind == "relation" else text
        case Words(text) | Verbatim(_, text):
            return text
        case Row(items):
            return "".join(linear(i) for i in items)
        case Product(factors):
            return _product(factors)
        case Terms(terms, open_):
            return _terms(terms, open_)
        case Fraction(above, below):
            return f"{_operand(above)}/{_operand(below, under=True)}"
        case Script(base, below, above):
            return _base(base) + _script(below, _BELOW, "_") + _script(above, _ABOVE, "^")
        case Root(body):
            inner = linear(body)
            return f"√{inner}" if _atomic(body) else f"√({inner})"
        case Fence(body, left, right):
            return f"{left}{linear(body)}{right}"
        case Apply(name, argument, always):
            inner = linear(argument)
            bare = not always and _atomic(argument)
            return f"{linear(name)} {inner}" if bare else f"{linear(name)}({inner})"
        case Call(name, body):
            return f"{linear(name)}({linear(body)})"
        case Big(sign, body, below, above):
            # what is summed over the observations is plain without its i = 1, ..., n
            over = None if above == Sign("n", "n") else below.items[0] if isinstance(below, Row) and above else below
            index = _script(over, _BELOW, "_")
            inner = linear(body)
            if (isinstance(body, Product) and isinstance(body.factors[0], Fraction | Root)) or _wide_fraction(body):
                inner = f"[{inner}]"
            return sign.text + index + spaced(inner)
        case Accent(kind, body):
            inner = linear(body)
            return inner[:1] + _ACCENTS[kind] + inner[1:]
        case Grid(rows, "binomial"):
            return f"C({linear(rows[0][0])}, {linear(rows[1][0])})"
        case Grid(rows, "cases"):
            return "{" + "; ".join(", ".join(linear(c) for c in r) for r in rows) + "}"
        case Grid(rows, _):
            return "[" + "; ".join(", ".join(linear(c) for c in r) for r in rows) + "]"
        case _:
            raise TypeError(f"no text for {type(node).__name__}")


def _wide_fraction(body: Node) -> bool:
    """A fraction that would be taken for the sum of what stands above, divided by what stands below."""
    if not isinstance(body, Fraction):
        return False
    above = body.above.base if isinstance(body.above, Script) else body.above
    return not isinstance(above, Sign)


def spaced(body: str) -> str:
    """A body behind a big sign: a blank unless a bracket follows."""
    return body if body[:1] in "([{|" else f" {body}"


def _atomic(node: Node) -> bool:
    """Whether a node can follow a function's name or a root without brackets."""
    if isinstance(node, Script):
        return not isinstance(node.base, Fence) and (node.above is None or len(_script(node.above, _ABOVE, "^")) == 1)
    return isinstance(node, Sign | Call | Accent) or (isinstance(node, Fence) and node.left == "|")


def _script(node: Node | None, table: dict[str, str], sign: str) -> str:
    if node is None:
        return ""
    inner = linear(node).strip()
    compact = inner.replace(" ", "")
    if all(c in table for c in compact) and len(compact) <= 6:
        return "".join(table[c] for c in compact)
    bare = len(inner) == 1 or (sign == "_" and inner.isalnum()) or (inner[0] == "(" and isinstance(node, Fence))
    return f"{sign}{inner}" if bare else f"{sign}({inner})"


def _base(node: Node) -> str:
    inner = linear(node)
    return f"({inner})" if isinstance(node, Apply | Big | Fraction | Product | Terms | Root) else inner


def _operand(node: Node, under: bool = False) -> str:
    inner = linear(node)
    if (
        isinstance(node, Terms | Fraction)
        or (isinstance(node, Big) and node.below is not None and not under)
        or (under and isinstance(node, Product | Apply))
    ):
        return f"({inner})"
    if isinstance(node, Product) and any(isinstance(f, Apply | Big | Fraction) for f in node.factors):
        return f"({inner})"
    return inner


def _word(node: Node) -> bool:
    """Whether a factor is read as a word and wants blanks around it."""
    return (
        isinstance(node, Apply | Big)
        or (isinstance(node, Call) and _named(node.name))
        or (isinstance(node, Sign) and _named(node))
    )


def _named(node: Node) -> bool:
    return isinstance(node, Sign) and node.kind in ("name", "operator")


def _product(factors: tuple[Node, ...]) -> str:
    out = ""
    for k, f in enumerate(factors):
        last = k == len(factors) - 1
        inner = f"({linear(f)})" if isinstance(f, Fraction) and not last else linear(f)
        if k:
            before = factors[k - 1]
            digit = isinstance(f, Sign) and f.kind == "number"
            if digit and not (isinstance(before, Sign) and before.kind == "operator"):
                out += "·"
            elif (
                (
                    _word(f)
                    or _word(before)
                    or isinstance(before, Fraction | Root | Grid)
                    or isinstance(f, Root | Grid | Fraction)
                )
                or (_crowded(before) and not isinstance(f, Fence))
                or _crowded(f)
                or isinstance(before, Call)
            ):
                out += " "
        out += inner
    return out


def _crowded(node: Node) -> bool:
    """A script written with ^( ) or a greek or long letter, which the next letter would run into."""
    return isinstance(node, Script) and "^" in linear(node)


def _terms(terms: tuple[tuple[int, Node], ...], open_: bool) -> str:
    out = ""
    for k, (sign, term) in enumerate(terms):
        inner = linear(term)
        if k:
            out += " − " if sign < 0 else " + "
        elif sign < 0:
            out += "− " if open_ else "−"
        elif open_:
            out += "+ "
        out += inner
    return out
