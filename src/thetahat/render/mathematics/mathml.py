"""Set mathematics as MathML Core, for browsers and screen readers.

Letters keep their own code points and are slanted by the style sheet: the mathematical alphabets of Unicode would show
as boxes where no mathematics font is installed.  Invisible times and function application are marked, so that
formulas are spoken as they are meant.
"""

from __future__ import annotations

from html import escape

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

_TIMES = "<mo>&#x2062;</mo>"
_OF = "<mo>&#x2061;</mo>"
_SLASH = '<mo lspace="0" rspace="0">/</mo>'
_THIN = '<mspace width="0.17em"></mspace>'
_ACCENTS = {"hat": "^", "bar": "¯", "tilde": "~"}
_BIG = {"Σ": "∑", "Π": "∏"}


def mathml(node: Node, raised: bool = False) -> str:
    """MathML without the outer element.  ``raised``: inside a script, where fractions are written with a slash."""
    match node:
        case Sign():
            return _sign(node)
        case Words(text):
            return f"<mtext>&#xA0;{escape(text)}&#xA0;</mtext>"
        case Verbatim(_, text):
            return f"<mtext>{escape(text)}</mtext>"
        case Row(items):
            return _row([mathml(i, raised) for i in items])
        case Product(factors):
            return _product(factors, raised)
        case Terms(terms, open_):
            return _terms(terms, open_, raised)
        case Fraction(above, below):
            if raised:
                return _row([_slashed(above), _SLASH, _slashed(below, under=True)])
            return f"<mfrac>{mathml(above, _holds_fraction(above))}{mathml(below, _holds_fraction(below))}</mfrac>"
        case Script(base, below, above):
            return _script(mathml(base, raised), below, above)
        case Root(body):
            return f"<msqrt>{mathml(body, raised)}</msqrt>"
        case Fence(body, left, right):
            return fenced(mathml(body, raised), left, right, tall(body) and not raised)
        case Apply(name, argument, always):
            inner = mathml(argument, raised)
            brackets = always or needs_brackets(argument) or (raised and isinstance(argument, Fraction))
            if brackets:
                return _row([mathml(name), _OF, fenced(inner, grow=tall(argument) and not raised)])
            return _row([mathml(name), _OF, _THIN, inner])
        case Call(name, body):
            return _row([mathml(name, raised), _OF, fenced(mathml(body, raised), grow=tall(body) and not raised)])
        case Big():
            return _big(node, raised)
        case Accent(kind, body):
            return f'<mover accent="true">{mathml(body, raised)}<mo stretchy="false">{_ACCENTS[kind]}</mo></mover>'
        case Grid(rows, kind):
            return _grid(rows, kind)
        case _:
            raise TypeError(f"no MathML for {type(node).__name__}")


def element(inner: str, display: bool = False) -> str:
    """A whole formula."""
    return f'<math display="block">{inner}</math>' if display else f"<math>{inner}</math>"


def _sign(node: Sign) -> str:
    text = escape(node.text.strip())
    match node.kind:
        case "number":
            return f"<mn>{text}</mn>"
        case "name":
            return f"<mi>{text}</mi>"
        case "letter":
            slanted = "" if "Α" <= text[:1] <= "Ω" else ' class="v"'
            return f"<mi{slanted}>{text}</mi>"
        case "mark":
            if text in (",", ";"):
                return f'<mo separator="true">{text}</mo>'
            return f"<mo>{text}</mo>" if text else '<mspace width="0.2em"></mspace>'
        case "open" | "close":
            size = (
                ' stretchy="true" minsize="1.8em" maxsize="1.8em"'
                if node.latex.startswith(r"\Big")
                else ' stretchy="false"'
            )
            return f'<mo{size} lspace="0" rspace="0">{text}</mo>'
        case _:
            return f"<mo>{text}</mo>"


def _row(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"<mrow>{''.join(parts)}</mrow>"


def fenced(inner: str, left: str = "(", right: str = ")", grow: bool = True) -> str:
    """Inner between brackets, which grow with it if asked."""
    how = 'fence="true" lspace="0" rspace="0"' + ("" if grow else ' stretchy="false"')
    return f"<mrow><mo {how}>{left}</mo>{inner}<mo {how}>{right}</mo></mrow>"


def _script(base: str, below: Node | None, above: Node | None) -> str:
    if below is not None and above is not None:
        return f"<msubsup>{base}{mathml(below, True)}{mathml(above, True)}</msubsup>"
    if below is not None:
        return f"<msub>{base}{mathml(below, True)}</msub>"
    return f"<msup>{base}{mathml(above, True)}</msup>" if above is not None else base


def _big(node: Big, raised: bool) -> str:
    text = escape(_BIG.get(node.sign.text, node.sign.text))
    sign = f"<mi>{text}</mi>" if text == "#" else f"<mo>{text}</mo>"
    if node.below is not None and node.above is not None:
        sign = f"<munderover>{sign}{mathml(node.below, True)}{mathml(node.above, True)}</munderover>"
    elif node.below is not None:
        sign = f"<munder>{sign}{mathml(node.below, True)}</munder>"
    return _row([sign, mathml(node.body, raised)])


def _terms(terms: tuple[tuple[int, Node], ...], open_: bool, raised: bool) -> str:
    out: list[str] = []
    for k, (sign, term) in enumerate(terms):
        if sign < 0:
            out.append("<mo>−</mo>")
        elif k or open_:
            out.append("<mo>+</mo>")
        out.append(mathml(term, raised))
    return _row(out)


def _product(factors: tuple[Node, ...], raised: bool) -> str:
    out: list[str] = []
    for k, f in enumerate(factors):
        part = mathml(f, raised)
        if raised and isinstance(f, Fraction):
            part = fenced(part, grow=False)
        if k:
            digit = isinstance(f, Sign) and f.kind == "number"
            operator = isinstance(factors[k - 1], Sign) and factors[k - 1].kind == "operator"  # type: ignore[attr-defined]
            out.append("<mo>⋅</mo>" if digit and not operator else "" if operator else _TIMES)
            if isinstance(f, Apply | Big) and not isinstance(factors[k - 1], Big):
                out.append(_THIN)
        out.append(part)
    return _row([p for p in out if p])


def _holds_fraction(node: Node) -> bool:
    return any(isinstance(c, Fraction) for c in node.walk())


def _slashed(node: Node, under: bool = False) -> str:
    inner = mathml(node, True)
    compound = isinstance(node, Terms | Fraction | Big) or (under and isinstance(node, Product))
    return fenced(inner, grow=False) if compound else inner


def _grid(rows: tuple[tuple[Node, ...], ...], kind: str) -> str:
    if kind == "binomial":
        return fenced(f'<mfrac linethickness="0">{mathml(rows[0][0])}{mathml(rows[1][0])}</mfrac>')
    side = "l" if kind == "cases" else "c"
    cells = "".join("<mtr>" + "".join(f'<mtd class="{side}">{mathml(c)}</mtd>' for c in r) + "</mtr>" for r in rows)
    table = f'<mtable displaystyle="true">{cells}</mtable>'
    return f'<mrow><mo fence="true">{{</mo>{table}</mrow>' if kind == "cases" else fenced(table)
