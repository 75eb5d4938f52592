"""A fit as text and as HTML: the same rows, set twice."""

from __future__ import annotations

import math
import textwrap
import unicodedata
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from thetahat.fit import Fit
    from thetahat.inference import Interval

_HEAD = ("parameter", "estimate", "std. error", "95 % interval", "found by")


def number(value: float, digits: int = 6) -> str:
    """A number for reading: ``digits`` significant digits, no exponent for ordinary sizes, '-' for NaN."""
    if math.isnan(value):
        return "-"
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    if value == 0 or 1e-4 <= abs(value) < 1e7:
        if float(value).is_integer() and abs(value) < 1e7:
            return f"{value:.0f}"
        decimals = digits - 1 - math.floor(math.log10(abs(value)))
        return f"{value:.{max(decimals, 0)}f}"
    return f"{value:.{digits - 1}e}"


def rows(fit: Fit) -> list[tuple[str, str, str, str, str]]:
    """One row for each parameter: name, estimate, standard error, interval, route."""
    table = []
    for name, value in fit.params.items():
        error = fit.standard_errors[name]
        if name in fit.fixed:
            table.append((name, number(value), "-", "-", "given"))
            continue
        lower, upper = best_interval(fit, name)
        interval = "-" if math.isnan(lower) else f"{number(lower, 5)} .. {number(upper, 5)}"
        table.append((name, number(value), number(error, 4), interval, fit.route.get(name, "")))
    for name, formula in fit.tied.items():
        follows = fit.estimate(formula)
        lower, upper = follows.interval()
        interval = "-" if math.isnan(lower) else f"{number(lower, 5)} .. {number(upper, 5)}"
        table.append((name, number(follows.value), number(follows.standard_error, 4), interval, f"= {formula}"))
    table += [(name, number(v), "-", "-", "given") for name, v in fit.fixed.items() if name not in fit.params]
    return table


def best_interval(fit: Fit, name: str) -> Interval:
    """Wald's interval; where the usual theory does not apply, the exact one or the profile's if there is one."""
    interval = fit.interval(name)
    if math.isnan(interval[0]) and fit.source is not None:
        exact = fit.interval(name, method="exact")
        if not math.isnan(exact[0]):
            return exact
        if fit.converged and name in fit.non_regular:
            return fit.interval(name, method="profile")
    return interval


def figures(fit: Fit) -> list[tuple[str, str]]:
    """Label and value of the figures that describe the whole fit; no criteria where there is no maximum to count."""
    if fit.outcome.startswith("no maximum"):
        return [("observations", number(fit.n)), *((label, "-") for label in ("log-likelihood", "AIC", "BIC"))]
    return [
        ("observations", number(fit.n)),
        ("log-likelihood", number(fit.log_likelihood, 8)),
        ("AIC", number(fit.aic, 7)),
        ("BIC", number(fit.bic, 7)),
    ]


def notes(fit: Fit) -> list[str]:
    """Why a parameter has no standard error, one sentence each; without a maximum the outcome has said it."""
    said = []
    if fit.covariance_kind != "observed":
        said.append(f"standard errors from the {_KINDS[fit.covariance_kind]}")
    if fit.converged:
        said += [f"no standard error for {name}: {why}" for name, why in fit.undefined.items() if name not in fit.fixed]
    if fit.source is not None:
        for name in fit.free:
            interval = best_interval(fit, name)
            if interval.method == "exact":
                said.append(f"the interval of {name} is {interval.note}")
            elif interval.method == "profile" and not math.isnan(interval[0]):
                told = f": {interval.note}" if interval.note else ""
                said.append(f"the interval of {name} is from the profile likelihood{told}")
    return said


_KINDS = {
    "expected": "expected (Fisher) information, integrated numerically",
    "robust": "observed information and the scores (sandwich), which holds when the model does not",
}


def text(fit: Fit, width: int = 80) -> str:
    """The summary as plain text."""
    lines = textwrap.wrap(fit.title, width) if fit.title else []
    lines += textwrap.wrap("   ".join(f"{label}\u00a0{value}" for label, value in figures(fit)), width)
    lines = [line.replace("\u00a0", " ") for line in lines]
    lines += ["", *_table([_HEAD, *rows(fit)], width), ""]
    lines += textwrap.wrap(fit.outcome, width)
    for note in notes(fit):
        lines += textwrap.wrap(note, width)
    if "data" in fit.route:
        lines += textwrap.wrap(fit.route["data"], width)
    return "\n".join(lines)


def _table(table: Sequence[tuple[str, ...]], width: int) -> list[str]:
    """Aligned columns, words left and numbers right; where they are too wide the last one goes below its row."""
    widths = [max(len(row[i]) for row in table) for i in range(len(table[0]))]
    folded = sum(widths) + 2 * (len(widths) - 1) > width
    lines = []
    for row in table:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(row[1:4], widths[1:4], strict=True))]
        line = "  ".join(cells)
        if not folded:
            lines.append(f"{line}  {row[4]}".rstrip())
            continue
        lines.append(line.rstrip())
        if row is not table[0] and row[4]:
            lines += textwrap.wrap(row[4], width, initial_indent="    ", subsequent_indent="    ")
    return lines


def html(fit: Fit) -> str:
    """The summary as an HTML table with a caption."""
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in _HEAD)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:]) + "</tr>"
        for row in rows(fit)
    )
    whole = ", ".join(f"{escape(label)} {escape(value)}" for label, value in figures(fit))
    remarks = "".join(f"<p>{escape(sentence)}</p>" for sentence in (fit.outcome, *notes(fit)))
    return (
        f'<div class="thetahat-fit"><table><caption>{escape(fit.title)} ({whole})</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{remarks}</div>"
    )


_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "_": r"\_",
        "%": r"\%",
        "&": r"\&",
        "#": r"\#",
        "$": r"\$",
        "{": r"\{",
        "}": r"\}",
        "^": r"\^{}",
        "~": r"\~{}",
    }
)


_SIGNS = {"Σ": r"\sum ", "ᵢ": "_i", "≥": r"\ge ", "≤": r"\le ", "−": "-", "∞": r"\infty ", "²": "^2", "→": r"\to "}


def _escaped(text: str) -> str:
    """Text for LaTeX: its special signs escaped, letters and signs of mathematics as mathematics."""
    out = []
    for letter in text.translate(_LATEX):
        words = unicodedata.name(letter, "").split()
        if letter in _SIGNS:
            out.append(rf"\ensuremath{{{_SIGNS[letter]}}}")
        elif words[:3] == ["GREEK", "SMALL", "LETTER"] and len(words) == 4:
            out.append(rf"\ensuremath{{\{words[3].lower()}}}")
        else:
            out.append(letter)
    return "".join(out)


def latex(fit: Fit) -> str:
    """The summary as a LaTeX table (package booktabs); the formulas in sentences stay text."""

    def line(cells: Sequence[str]) -> str:
        return " & ".join(_escaped(cell) for cell in cells) + r" \\"

    whole = _escaped(", ".join(f"{label} {value}" for label, value in figures(fit)))
    remarks = ". ".join(sentence[:1].upper() + sentence[1:] for sentence in (fit.outcome, *notes(fit)))
    return "\n".join(
        [
            r"\begin{table}",
            rf"\caption{{{_escaped(fit.title)} ({whole})}}",
            r"\centering",
            r"\begin{tabular}{lrrrl}",
            r"\toprule",
            line(_HEAD),
            r"\midrule",
            *(line([row[0], row[1], row[2], row[3].replace("..", "to"), row[4]]) for row in rows(fit)),
            r"\bottomrule",
            r"\end{tabular}",
            "",
            _escaped(remarks) + ".",
            r"\end{table}",
        ]
    )
