"""What a generated file begins with, as plain lines: model, log-likelihood, estimator, conditions, source, version."""

from __future__ import annotations

import textwrap
import unicodedata

from thetahat import __version__
from thetahat.codegen import likelihood
from thetahat.codegen import text as plain
from thetahat.codegen.program import Program


def heading(p: Program, width: int = 76) -> list[str]:
    """The lines, without a comment's marks; printable ASCII only, so that no mark can end a comment early."""
    model, d = p.model, p.derivation
    title = model.title if isinstance(model.title, str) else dict(model.title).get("en", "")
    random = ", ".join(x.name for x in model.random)
    given = f" | {', '.join(x.name for x in model.given)}" if model.given else ""
    letters = ", ".join(q.name for q in (*model.parameters, *model.known))
    density = model.text.get("density") or plain.plain(model.density)
    lines: list[str] = []

    def told(text: str, first: str = "  ", rest: str = "      ") -> None:
        # letters of other alphabets become words, so that lines are measured after that
        lines.extend(textwrap.wrap(safe(text), width, initial_indent=first, subsequent_indent=rest) or [""])

    told(f"Maximum-likelihood estimation: {title or model.name}.", "", "")
    lines.append("")

    told(f"f({random}{given}; {letters}) = {density}")
    told(f"support: {model.support.text}")
    for q in model.parameters:
        told(f"{q.name}: {q.domain.text}")
    for q in model.known:
        told(f"{q.name}: {q.domain.text} (a known constant)")
    natural = d.log_likelihood if d.log_likelihood is not None else likelihood.total(p.log_density)
    lines += ["", "Log-likelihood:", ""]
    told(plain.plain(natural))
    lines += ["", f"Estimator ({d.verdict}):", ""]
    for item in d.solution:
        for text in plain.found(item):
            told(text)
    if d.conditions:
        lines += ["", "Conditions:", ""]
        for c in d.conditions:
            told(str(c))
    references = [*model.references, *dict.fromkeys(c.source for c in model.citations)]
    if references:
        lines += ["", "Source:", ""]
        for r in references:
            told(r)
    lines += ["", f"Written by thetahat {__version__}."]
    return lines


_MARKS = {
    "−": "-", "–": "-", "×": "*", "·": "*", "≤": "<=", "≥": ">=", "≠": "!=", "→": "->", "∈": "in", "∞": "infinity",
    "√": "sqrt", "∑": "sum ", "Σ": "sum ", "∫": "integral of ", "∂": "d", "…": "...", "’": "'", "λ": "lambda",
    "\N{COMBINING CIRCUMFLEX ACCENT}": "_hat", "\N{COMBINING MACRON}": "_bar", "\N{COMBINING TILDE}": "_tilde",
}  # fmt: skip
"""Signs of mathematics to what is typed for them."""
_SCRIPTS = {"<sub>": "_", "<super>": "^"}


def ascii_text(text: str) -> str:
    """Text with Unicode mathematics as it is typed: xᵢ² is x_i^2, nσ̂ is n sigma_hat."""
    out = ""
    before = ""
    for sign in unicodedata.normalize("NFC", text):
        kind = unicodedata.decomposition(sign).partition(" ")[0]
        plain_signs = unicodedata.normalize("NFKD", sign)
        name = unicodedata.name(sign, "")
        greek = name.startswith("GREEK")
        if greek or (before in ("GREEK", "<sub>") and sign.isalpha() and kind not in _SCRIPTS):
            # a letter that becomes a word stands alone, and so does what follows an index
            out += " " * out[-1:].isalnum()
        if sign in _MARKS:
            out += _MARKS[sign]
        elif kind in _SCRIPTS:
            out += ("" if kind == before else _SCRIPTS[kind]) + "".join(_MARKS.get(c, c) for c in plain_signs)
        elif greek:
            word = name.split()[-1]
            out += word.lower() if "SMALL" in name else word.capitalize()
        else:
            out += "".join(_MARKS.get(c, c) for c in plain_signs if c.isascii() or not unicodedata.combining(c))
        before = "GREEK" if greek else kind
    return out.replace("sum  ", "sum ").encode("ascii", "replace").decode()


def safe(text: str) -> str:
    """ASCII without the marks that end a comment in some language: */ and backslashes."""
    out = "".join(c if c.isprintable() else " " for c in ascii_text(text))
    return out.replace("*/", "* /").replace("/*", "/ *").replace("\\", "/").replace("%}", "% }").rstrip()
