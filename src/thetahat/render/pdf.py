"""A document as PDF: through a TeX found on the machine, else through the typst wheel."""

from __future__ import annotations

import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from thetahat.errors import RequestError
from thetahat.render import latex, typst
from thetahat.render.blocks import Document

_ENGINES = ("pdflatex", "lualatex", "xelatex")
_SECONDS = 60
_INSTALL = (
    "install TeX (Debian: texlive-latex-recommended, and texlive-lang-korean for Korean) or the typst wheel "
    "(pip install 'thetahat[typst]'), or save as .html instead"
)


def write(document: Document) -> bytes:
    """The bytes of a PDF file.

    Every TeX that is found is tried, then the typst wheel.  Raises `RequestError` when there is none, or when all fail
    (the first one's own message is passed on).
    """
    engines = [e for e in _ENGINES if shutil.which(e)]
    failed: RequestError | None = None
    for engine in engines:
        try:
            return _through(engine, document)
        except RequestError as error:
            failed = failed or error
    if find_spec("typst") is not None:
        return typst.pdf(document)
    raise failed or RequestError(f"nothing was found that makes a PDF: {_INSTALL}")


def _through(engine: str, document: Document) -> bytes:
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
        raise RequestError(f"{engine} did not finish within {_SECONDS} seconds; save as .html instead") from late
    if done.returncode:
        said = done.stdout.decode("utf-8", "replace").splitlines()
        first = next((line for line in said if line.startswith("!")), "unknown error")
        raise RequestError(f"{engine} failed: {first.lstrip('! ')}; {_INSTALL}")
