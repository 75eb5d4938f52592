"""Derivation: the answer as people hold it, with its documents and its functions a method away."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from thetahat.core import derivation as core
from thetahat.errors import RequestError

_WRITERS = {
    ".tex": "latex",
    ".md": "markdown",
    ".html": "html",
    ".ipynb": "notebook",
    ".pdf": "pdf",
    ".txt": "terminal",
}

_EXAMPLE = 40
"""How many observations a notebook's example has."""


class Derivation(core.Derivation):
    """See `thetahat.core.derivation.Derivation`; this adds what writes it down.

    ``lang`` is a catalogue's name (en, ko); ``detail`` is brief, standard or full.
    """

    def _written(self, kind: str, lang: str, detail: str, **options: Any) -> Any:
        shown = detail
        if kind == "html":  # a page holds every step; those beyond the detail wanted are folded
            shown, options = "full", {"opened": detail, **options}
        if kind == "notebook" and "data" not in options:
            options |= self._example()
        document = import_module("thetahat.render.document").document(self, lang=lang, detail=shown)
        return import_module(f"thetahat.render.{kind}").write(document, **options)

    def _example(self) -> dict[str, Any]:
        """Observations drawn from the model, and values of its known constants, for a notebook to fit."""
        model = self.model
        values, data = import_module("thetahat.verify.points").Points(model, seed=1).sample(_EXAMPLE)
        return {
            "data": {x.name: [float(v) for v in data[x]] for x in model.observation},
            "fixed": {p.name: float(values[p.symbol]) for p in model.known},
        }

    def to_latex(self, lang: str = "en", detail: str = "standard", fragment: bool = False) -> str:
        """A LaTeX article, or only its body when ``fragment``."""
        return self._written("latex", lang, detail, fragment=fragment)

    def to_markdown(self, lang: str = "en", detail: str = "standard") -> str:
        """Markdown with dollar mathematics."""
        return self._written("markdown", lang, detail)

    def to_text(self, lang: str = "en", detail: str = "standard", width: int = 88) -> str:
        """Readable text with Unicode mathematics."""
        return self._written("terminal", lang, detail, width=width)

    def to_html(self, lang: str = "en", detail: str = "standard") -> str:
        """One self-contained page; steps beyond ``detail`` are folded."""
        return self._written("html", lang, detail)

    def to_notebook(self, lang: str = "en", detail: str = "standard") -> str:
        """A Jupyter notebook as JSON: the derivation, then code that derives again, fits example data and draws."""
        return self._written("notebook", lang, detail)

    def save(self, path: str | Path, lang: str = "en", detail: str = "standard", **options: Any) -> Path:
        """Write to a file; its suffix tells the format.  Raises RequestError for a suffix that is not known."""
        target = Path(path)
        kind = _WRITERS.get(target.suffix.lower())
        if kind is None:
            known = ", ".join(_WRITERS)
            raise RequestError(f"cannot write {target.name!r}: the suffix must be one of {known}")
        written = self._written(kind, lang, detail, **options)
        if isinstance(written, bytes):
            target.write_bytes(written)
        else:
            target.write_text(written, encoding="utf-8")
        return target

    def functions(self) -> dict[str, Callable[..., Any]]:
        """``nll``, ``gradient`` and ``hessian`` of (data, *parameters), lambdified by SymPy with our printer."""
        return import_module("thetahat.codegen.functions").functions(self)

    def generate(self, target: str = "numpy", **options: Any) -> str:
        """The estimator as a program; see `thetahat.targets`."""
        return import_module("thetahat.codegen").generate(self, target, **options)

    def __repr__(self) -> str:
        formulas = ", ".join(f"{name} = {formula}" for name, formula in self.estimators.items())
        return f"<Derivation of {self.model.name}: {self.verdict}{'; ' + formulas if formulas else ''}>"

    def _repr_markdown_(self) -> str:
        return self.to_markdown()
