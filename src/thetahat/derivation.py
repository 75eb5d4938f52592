"""Derivation: the answer as people hold it, with its documents and its functions a method away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from thetahat.core import derivation as core
from thetahat.errors import RequestError

if TYPE_CHECKING:
    from thetahat.information import FisherInformation

_WRITERS = {
    ".tex": "latex",
    ".md": "markdown",
    ".html": "html",
    ".ipynb": "notebook",
    ".pdf": "pdf",
    ".txt": "terminal",
}

_BESIDE = {"latex": ".pdf", "markdown": ".svg"}
"""The formats whose pictures are files of their own, and what kind of files."""
_DATA = ("data", "weights", "fixed", "column")
_EXAMPLE = 40
"""How many observations a notebook's example has."""


class Derivation(core.Derivation):
    """See `thetahat.core.derivation.Derivation`; this adds what writes it down.

    ``lang`` is a catalogue's name (en, ko); ``detail`` is brief, standard or full.  Every document takes observations
    as well (``data``, with ``weights``, ``column`` and ``fixed`` as for `thetahat.fit`): it then has a section in which
    the formulas are worked out with them, and pictures.
    """

    @cached_property
    def relatives(self) -> tuple[Any, ...]:
        """Catalogue families that transformed observations follow (see `thetahat.relatives`)."""
        found: tuple[Any, ...] = import_module("thetahat.relatives").relatives(self.model)
        return found

    def document(
        self,
        lang: str = "en",
        detail: str = "standard",
        *,
        data: Any = None,
        weights: Any = None,
        fixed: Mapping[str, float] | None = None,
        column: Any = None,
        pictures: bool = True,
    ) -> Any:
        """The document as blocks (see `thetahat.render.blocks`), which every writer of `thetahat.render` takes."""
        if data is None:
            # one document serves several writers
            if (lang, detail) not in self._documents:
                self._documents[lang, detail] = self._document(lang, detail, None)
            return self._documents[lang, detail]
        example = import_module("thetahat.worked").worked(
            self, data, weights=weights, fixed=fixed, column=column, pictures=pictures
        )
        return self._document(lang, detail, example)

    @cached_property
    def _documents(self) -> dict[tuple[str, str], Any]:
        return {}

    def _document(self, lang: str, detail: str, example: Any) -> Any:
        return import_module("thetahat.render.document").document(
            self,
            lang=lang,
            detail=detail,
            example=example,
            information=() if detail == "brief" else self.information.steps,
            kin=() if detail == "brief" else self.relatives,
        )

    def _written(self, kind: str, lang: str, detail: str, options: Mapping[str, Any]) -> tuple[Any, Any]:
        """The document, and what its writer made of it."""
        chosen = dict(options)
        shown = detail
        if kind == "html":  # a page holds every step; those beyond the detail wanted are folded
            shown, chosen = "full", {"opened": detail, "programs": self.programs, **chosen}
        if kind == "notebook":
            if chosen.get("data") is None:
                chosen = self._example()
            else:
                data = {key: chosen.pop(key, None) for key in ("data", "weights", "column")}
                chosen["data"] = import_module("thetahat.worked").columns(self, **data)
            document = self.document(lang, shown)
        else:
            data = {key: chosen.pop(key) for key in _DATA if key in chosen}
            document = self.document(lang, shown, **data, pictures=kind != "terminal")
        return document, import_module(f"thetahat.render.{kind}").write(document, **chosen)

    def _example(self) -> dict[str, Any]:
        """Observations drawn from the model, and values of its known constants, for a notebook to fit."""
        model = self.model
        values, data = import_module("thetahat.verify.points").Points(model, seed=1).sample(_EXAMPLE)
        return {
            "data": {x.name: [float(v) for v in data[x]] for x in model.observation},
            "fixed": {p.name: float(values[p.symbol]) for p in model.known},
        }

    def to_latex(self, lang: str = "en", detail: str = "standard", fragment: bool = False, **data: Any) -> str:
        """A LaTeX article, or only its body when ``fragment``."""
        return self._written("latex", lang, detail, {"fragment": fragment, **data})[1]

    def to_markdown(self, lang: str = "en", detail: str = "standard", **data: Any) -> str:
        """Markdown with dollar mathematics."""
        return self._written("markdown", lang, detail, data)[1]

    def to_text(self, lang: str = "en", detail: str = "standard", width: int = 88, **data: Any) -> str:
        """Readable text with Unicode mathematics."""
        return self._written("terminal", lang, detail, {"width": width, **data})[1]

    def to_html(self, lang: str = "en", detail: str = "standard", **data: Any) -> str:
        """One self-contained page; steps beyond ``detail`` are folded, and so are the programs at its end."""
        return self._written("html", lang, detail, data)[1]

    def to_notebook(self, lang: str = "en", detail: str = "standard", **data: Any) -> str:
        """A Jupyter notebook as JSON: the derivation, then code that derives again, fits and draws.

        Without ``data`` (a column for each variable) it fits observations drawn from the model.
        """
        return self._written("notebook", lang, detail, data)[1]

    def save(self, path: str | Path, lang: str = "en", detail: str = "standard", **options: Any) -> Path:
        """Write to a file; its suffix tells the format.  Pictures of .tex and .md are files beside it.

        Raises RequestError for a suffix that is not known.
        """
        target = Path(path)
        kind = _WRITERS.get(target.suffix.lower())
        if kind is None:
            known = ", ".join(_WRITERS)
            raise RequestError(f"cannot write {target.name!r}: the suffix must be one of {known}")
        document, written = self._written(kind, lang, detail, options)
        if isinstance(written, bytes):
            target.write_bytes(written)
        else:
            target.write_text(written, encoding="utf-8")
        for figure in document.figures if kind in _BESIDE else ():
            beside = target.parent / document.beside(figure, _BESIDE[kind])
            svg = import_module("thetahat.render.typst").alone
            beside.write_bytes(figure.pdf if kind == "latex" else svg(figure.svg).encode())
        return target

    @cached_property
    def information(self) -> FisherInformation:
        """Fisher information, the covariance for large samples and the bias, derived when first asked for."""
        return import_module("thetahat.information").information(self)  # type: ignore[no-any-return]

    def functions(self) -> dict[str, Callable[..., Any]]:
        """``nll``, ``gradient`` and ``hessian`` of (data, *parameters), lambdified by SymPy with our printer."""
        return import_module("thetahat.codegen.functions").functions(self)

    @cached_property
    def programs(self) -> dict[str, str]:
        """Target to source text, for the targets that pages show and that have words for the model."""
        return import_module("thetahat.codegen").programs(self)  # type: ignore[no-any-return]

    def generate(self, target: str = "numpy", **options: Any) -> str:
        """The estimator as a program; see `thetahat.targets`."""
        return import_module("thetahat.codegen").generate(self, target, **options)

    def __repr__(self) -> str:
        formulas = ", ".join(f"{name} = {formula}" for name, formula in self.estimators.items())
        return f"<Derivation of {self.model.name}: {self.verdict}{'; ' + formulas if formulas else ''}>"

    def _repr_markdown_(self) -> str:
        return self.to_markdown()
