"""What `thetahat build` writes: for every catalogue family its derivation and its code, and an index.

    generated/README.md                        the index, and the mark by which a directory is known to be ours
    generated/index.html                       the same for a browser, with every estimator, searchable offline
    generated/<family>.tex, .md, .html         the derivation in English, <family>.ko.tex … in Korean
    generated/<family>.py                      the estimator as a NumPy module
    generated/<family>.c, .R, .sql, .stan      the same in C99, R, SQL and Stan, as far as each has words for it

and the family's plan, which the package carries so that the family is fitted without being derived:

    src/thetahat/plans/<family>.json

The text depends on the families and on the versions of the program and of SymPy alone: not on the machine, its speed,
or the order in which the work is done.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from thetahat.errors import RequestError, ThetahatError
from thetahat.render.gallery import Entry, entry, page, table

MARK = "<!-- written by thetahat build: the whole directory is rewritten -->"
INDEX, PAGE = "README.md", "index.html"
LANGUAGES = ("en", "ko")


@dataclass(frozen=True)
class Written:
    """Everything that belongs to one family: file name to text, and its place in the index."""

    name: str
    files: dict[str, str]
    entry: Entry
    plan: str


def build(
    directory: Path,
    names: Sequence[str] = (),
    *,
    check: bool = False,
    jobs: int | None = None,
    advance: Callable[[str], None] | None = None,
    plans: Path | None = None,
) -> list[str]:
    """Write the gallery and return what was written or removed; with ``check`` only return what would be.

    ``plans`` is the directory of the stored plans; without it these are left alone.

    ``names`` restricts the work to these families and leaves everything else in the directory alone.  ``advance`` is
    called with a family's name when it is done.  RequestError if everything is to be written and the directory holds
    something that is not ours.
    """
    from thetahat.families import families

    catalogue = families()
    if directory.exists() and not directory.is_dir():
        raise RequestError(f"{str(directory)!r} is not a directory")
    if not names:
        _claim(directory)
    chosen = names or catalogue
    written = _all(chosen, jobs or os.cpu_count() or 1, advance)
    texts = {file: text for name in chosen for file, text in written[name].files.items()}
    if not names:
        entries = [written[name].entry for name in catalogue]
        texts |= {INDEX: table(entries, MARK), PAGE: page(entries)}
    changed = [file for file, text in texts.items() if _read(directory / file) != text]
    stored = {} if plans is None else {plans / f"{name}.json": written[name].plan for name in chosen}
    stale = [file for file, text in stored.items() if _read(file) != text]
    strays = [] if names else _strays(directory, set(texts))
    if not check:
        directory.mkdir(parents=True, exist_ok=True)
        for file in changed:
            (directory / file).write_text(texts[file], encoding="utf-8", newline="\n")
        for file in strays:
            (directory / file).unlink()
        if plans is not None:
            plans.mkdir(parents=True, exist_ok=True)
        for place in stale:
            place.write_text(stored[place], encoding="utf-8", newline="\n")
    missing = [file for file in changed if not (directory / file).exists()] if check else []
    return [
        *(f"{file}: {'is missing' if file in missing else 'differs'}" for file in sorted(changed)),
        *(f"{file}: belongs to no family" for file in strays),
        *(f"{place.name}: the stored plan differs" for place in stale),
    ]


def _claim(directory: Path) -> None:
    """Refuse a directory that has files and is not a gallery, since what belongs to no family is removed."""
    holds = directory.exists() and any(directory.iterdir())
    if holds and MARK not in (_read(directory / INDEX) or ""):
        raise RequestError(f"{str(directory)!r} holds files that thetahat did not write: choose an empty directory")


def _read(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8", "replace") if path.is_file() else None


def _strays(directory: Path, ours: set[str]) -> list[str]:
    if not directory.exists():
        return []
    return sorted(p.name for p in directory.iterdir() if p.is_file() and p.name not in ours)


def _all(names: Sequence[str], jobs: int, advance: Callable[[str], None] | None) -> dict[str, Written]:
    """Every family's files; worker processes share the work.  Raises what went wrong, with all families that failed."""
    done: dict[str, Written] = {}
    failed: dict[str, ThetahatError] = {}
    # Fresh processes: what one family leaves in a cache never reaches another's text by way of the parent.
    context = multiprocessing.get_context("spawn")
    others = set(multiprocessing.active_children())
    with ProcessPoolExecutor(min(jobs, len(names)), mp_context=context, initializer=_worker) as pool:
        waiting = {pool.submit(written, name): name for name in names}
        try:
            for future in as_completed(waiting):
                name = waiting[future]
                try:
                    done[name] = future.result()
                except ThetahatError as error:
                    failed[name] = error
                if advance:
                    advance(name)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for process in set(multiprocessing.active_children()) - others:
                process.terminate()
            raise
    if failed:
        told = "; ".join(f"{name}: {failed[name]}" for name in sorted(failed))
        raise type(next(iter(failed.values())))(told)
    return done


def _worker() -> None:
    """An interrupt is for the parent, which ends the workers; arithmetic at trial points may overflow."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warnings.simplefilter("ignore", RuntimeWarning)


def written(name: str) -> Written:
    """The files of one family and its place in the index."""
    from thetahat import codegen
    from thetahat.describe import title
    from thetahat.families import family
    from thetahat.pipeline import derive, shipped

    model = family(name)
    derivation = derive(model)
    files = {}
    for lang in LANGUAGES:
        infix = "" if lang == "en" else f".{lang}"
        files[f"{name}{infix}.tex"] = derivation.to_latex(lang=lang)
        files[f"{name}{infix}.md"] = derivation.to_markdown(lang=lang)
        files[f"{name}{infix}.html"] = derivation.to_html(lang=lang)
    endings = {"numpy": "py", **codegen.GALLERY}
    programs = {f"{name}.{endings[target]}": text for target, text in derivation.programs.items()}
    others = [title(model, lang) for lang in LANGUAGES if lang != "en"]
    kinds = [file.rpartition(".")[2] for file in programs]
    place = entry(derivation, derivation.document(), title(model), others, kinds)
    texts = {file: text.rstrip("\n") + "\n" for file, text in (files | programs).items()}
    return Written(name, texts, place, shipped(derivation))
