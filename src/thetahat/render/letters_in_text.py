"""Greek letters and other mathematical signs that stand in plain words, as LaTeX mathematics."""

from __future__ import annotations

from thetahat.render.mathematics.letters import GREEK

GREEK_IN_TEXT = {sign: f"$\\{word}$" for word, sign in GREEK.items() if word != "omicron"} | {
    "×": r"$\times$",
    "≤": r"$\le$",
    "≥": r"$\ge$",
    "∞": r"$\infty$",
    "²": r"$^2$",
    "³": r"$^3$",
    "′": "$'$",
    "±": r"$\pm$",
    "≠": r"$\ne$",
    "∈": r"$\in$",
    "√": r"$\surd$",
    "≈": r"$\approx$",
    "·": r"$\cdot$",
    "→": r"$\to$",
}
