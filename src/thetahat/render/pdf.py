"""A document as PDF, through a TeX found on the machine: pdflatex (with kotex for Korean), else lualatex or xelatex."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from thetahat.errors import RequestError
from thetahat.render import latex
from thetahat.render.blocks import Document

_ENGINES = ("pdflatex", "lualatex", "xelatex")
_SECONDS = 60
_INSTALL = "install TeX (Debian: texlive-latex-base, and texlive-lang-korean for Korean), or save as .html instead"


def write(document: Document) -> bytes:
    """The bytes of a PDF file.

    Raises `RequestError` when there is no TeX, or when it fails (its own message is passed on).
    """
    engine = next((e for e in _ENGINES if shutil.which(e)), None)
    if engine is None:
        raise RequestError(f"no TeX was found for a PDF: {_INSTALL}")
    with TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "document.tex").write_text(latex.write(document), encoding="utf-8")
        for figure in document.figures:
            (place / document.beside(figure, ".pdf")).write_bytes(figure.pdf)
        for _ in range(2):  # the second run knows the numbers of the equations
            _run(engine, place)
        return (place / "document.pdf").read_bytes()


def _run(engine: str, place: Path) -> None:
    command = [engine, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "document.tex"]
    try:
        done = subprocess.run(command, cwd=place, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired as late:
        raise RequestError(f"{engine} did not finish within {_SECONDS} seconds") from late
    if done.returncode:
        said = done.stdout.decode("utf-8", "replace").splitlines()
        first = next((line for line in said if line.startswith("!")), "unknown error")
        raise RequestError(f"{engine} failed: {first.lstrip('! ')}; {_INSTALL}")
