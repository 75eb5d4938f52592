"""A model as it was declared, for the terminal.  No mathematics is done here: what was typed is shown."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from thetahat.core.model import Model

_SYSTEMS = {"scipy": "SciPy", "r": "R", "stan": "Stan"}


def title(model: Model, lang: str = "en") -> str:
    """The model's title in a language, or its name."""
    chosen = model.title.get(lang, "") if isinstance(model.title, Mapping) else model.title
    return chosen or model.name.replace("_", " ")


def describe(model: Model, width: int = 80) -> str:
    """Density, support, parameters, names elsewhere and references of a model, one block each."""
    text = model.text
    blocks = {
        "density": [str(text.get("density", model.density))],
        "observed": [", ".join(map(str, model.observation))] if len(model.observation) > 1 else [],
        "given": [", ".join(map(str, model.given))],
        "support": [str(text.get("support", model.support.text))],
        "parameters": [f"{p.name}: {p.domain.text}" for p in model.parameters],
        "known": [f"{p.name}: {p.domain.text}" for p in model.known],
        "elsewhere": [f"{_SYSTEMS.get(system, system)} {_call(names)}" for system, names in model.aliases.items()],
        "references": list(model.references),
    }
    label = max(map(len, blocks)) + 2
    lines = [f"{model.name}: {title(model)}", ""]
    for name, items in blocks.items():
        lines += _block(name, [item for item in items if item], label, width)
    return "\n".join(lines)


def _call(names: Any) -> str:
    """How another system is called: gamma(a=shape, scale=scale)."""
    if not isinstance(names, Mapping):
        return str(names)
    arguments = ", ".join(f"{key}={value}" for key, value in names.items() if key != "name")
    return f"{names.get('name', '')}({arguments})"


def _block(name: str, items: Iterable[str], label: int, width: int) -> list[str]:
    lines: list[str] = []
    for item in items:
        head = ("" if lines else name).ljust(label)
        lines += textwrap.wrap(
            item, max(width, label + 20), initial_indent=head, subsequent_indent=" " * label, break_long_words=False
        )
    return lines
