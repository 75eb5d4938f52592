"""Passes compiled by the machine's C compiler: kept on disk, loaded when there, made when that pays at once.

    kernel(p, rows, weighted) -> Kernel, or None: NumPy it is

A kernel that was made before is used from 5,000 rows on.  A new one is made (about a fifth of a second) only where
NumPy would take longer than that for the data at hand.  THETAHAT_KERNELS=never leaves everything to NumPy, =always
compiles for any number of rows.  The sums of fixed blocks are added exactly: the result does not depend on the number
of threads (THETAHAT_THREADS; two from a million rows on, where the machine has them).
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thetahat.core.cache import directory
from thetahat.core.plan import Pass
from thetahat.engines import kernels

Array = NDArray[np.float64]

LEAST = 5_000
"""Rows from which on a kernel that is at hand is used."""
PRICE = 2e8
"""Nanoseconds of NumPy's time that are worth a compilation."""
READINGS = 4
"""How often a pass that uses parameters is expected to be run."""
TOGETHER = 1_000_000
"""Rows from which on two threads share the work."""
SECONDS = 20
"""A compiler that takes longer is stopped."""

FLAGS = (
    *("-O2", "-ftree-vectorize", "-march=native", "-fopenmp-simd", "-fPIC", "-shared"),
    *("-fno-math-errno", "-fno-trapping-math", "-fno-signed-zeros", "-freciprocal-math"),
    # Else sine and cosine of one argument become a single call that has no form for vectors.
    *("-fno-builtin-sin", "-fno-builtin-cos"),
)
VARIANTS = (
    ('-DVECTOR=__attribute__((simd("notinbranch"),const))', "-lmvec", "-lm"),
    ("-DVECTOR=", "-lm"),
)
"""With the C library's functions for whole vectors; without, where it has none."""


class Kernel:
    """A compiled pass."""

    def __init__(self, path: str, p: Pass) -> None:
        # ctypes lets other threads run during a call.
        self.function = ctypes.CDLL(path).kernel
        pointers = [ctypes.c_void_p] * (len(p.reads) + 2)
        self.function.argtypes = [*pointers, ctypes.c_long, ctypes.c_long, ctypes.c_void_p]
        self.function.restype = None
        self.statistics = len(p.names)

    def parts(self, columns: list[Array], weights: Array | None, values: list[float], block: int) -> Array:
        """The statistics of each block of rows, shape (blocks, statistics)."""
        rows = len(columns[0])
        count = -(-rows // block)
        out = np.empty((count, self.statistics))
        scalars = np.array(values, dtype=np.float64)
        together = threads() if rows >= TOGETHER else 1
        share = -(-count // together)

        def run(first: int) -> None:
            start, stop = first * block, min((first + share) * block, rows)
            data = [c[start:stop].ctypes.data for c in columns]
            weight = 0 if weights is None else weights[start:stop].ctypes.data
            self.function(*data, weight, scalars.ctypes.data, stop - start, block, out[first:].ctypes.data)

        others = [threading.Thread(target=run, args=(first,)) for first in range(share, count, share)]
        for thread in others:
            thread.start()
        run(0)
        for thread in others:
            thread.join()
        return out

    def lists(self, x: Array, values: tuple[float, ...], block: int) -> list[list[float]]:
        """For each statistic its parts from the blocks of one column, at the least cost of a call."""
        rows = len(x)
        if rows >= TOGETHER:
            return self.parts([x], None, list(values), block).T.tolist()  # type: ignore[no-any-return]
        out = _doubles(-(-rows // block) * self.statistics)()
        scalars = _doubles(len(values))(*values)
        self.function(x.__array_interface__["data"][0], None, scalars, rows, block, out)
        found = list(out)
        return [found[j :: self.statistics] for j in range(self.statistics)]


@cache
def _doubles(count: int) -> Any:
    """The type of an array of numbers: making it costs more than most calls."""
    return ctypes.c_double * count


def threads() -> int:
    """How many threads may share a reading."""
    named = os.environ.get("THETAHAT_THREADS", "")
    if named.isdigit() and int(named) > 0:
        return int(named)
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(2, available)


def kernel(p: Pass, rows: int, weighted: bool) -> Kernel | None:
    """The compiled pass, if it is at hand or worth making for this many rows."""
    return ready(p)(rows, weighted)


def ready(p: Pass) -> Callable[..., Kernel | None]:
    """The same as a function of (rows, weighted), which writes the pass as C only once.

    A third argument is the number of rows of which these are a pilot's share.
    """
    texts: dict[bool, str | None] = {}
    price = kernels.work(p)

    def wanted(rows: int, weighted: bool, whole: int = 0) -> Kernel | None:
        if not allowed(max(rows, whole)):
            return None
        if weighted not in texts:
            texts[weighted] = kernels.text(p, weighted)
        text = texts[weighted]
        if text is None:
            return None
        readings = READINGS if p.needs else 1
        found: Kernel | None = obtained(text, rows * price, readings, lambda file: _loaded(file, p, weighted))
        return found

    return wanted


def function(text: str, rows: int, price: float) -> Any:
    """The library of another text, if it is at hand or worth making: NumPy takes ``price`` nanoseconds for a row."""
    return obtained(text, rows * price, 1, _library) if allowed(rows) else None


def allowed(rows: int) -> bool:
    """Whether kernels are wanted for so many rows."""
    wish = os.environ.get("THETAHAT_KERNELS", "auto")
    return (rows >= LEAST or wish == "always") and wish != "never" and sys.platform != "win32"


def obtained(text: str, spent: float, readings: int, load: Callable[[Path], Any]) -> Any:
    """What ``load`` makes of the compiled text; None where there is none, and making it does not pay.

    ``spent``: nanoseconds that NumPy would take for one of the ``readings`` that are expected.
    """
    if text in _LOADED:
        return _LOADED[text]
    charged = _SPENT[text] = _SPENT.get(text, 0.0) + spent
    pays = os.environ.get("THETAHAT_KERNELS") == "always" or charged + (readings - 1) * spent >= PRICE
    with _LOCK:
        place = directory()
        if place is not None and text not in _MISSING:
            file = place / "kernels" / f"{_key(text)}.so"
            if _ours(file):
                _LOADED[text] = load(file)
                return _LOADED[text]
        if not pays:
            _MISSING.add(text)
            return None
        with tempfile.TemporaryDirectory(prefix="thetahat-") as scratch:
            made = compiled(text, Path(scratch))
            found = None if made is None else load(made)
            if made is not None and found is not None and place is not None:
                _kept(made, place / "kernels" / f"{_key(text)}.so")
            _LOADED[text] = found
            return found


_LOADED: dict[str, Any] = {}
"""What came of each attempt: a kernel, or None for good."""
_SPENT: dict[str, float] = {}
"""What NumPy has been charged with for each text in this process: many fits are worth a kernel as one large one is."""
_MISSING: set[str] = set()
"""Texts for which no kernel was kept when it was looked for."""
_LOCK = threading.Lock()


def _library(file: Path) -> Any:
    try:
        return ctypes.CDLL(str(file))
    except OSError:
        return None


def compiled(text: str, place: Path) -> Path | None:
    """A shared library of the text, or None where no compiler makes one."""
    compiler = next((c for c in (os.environ.get("CC", ""), "cc", "gcc", "clang") if c and shutil.which(c)), None)
    if compiler is None:
        return None
    source, target = place / "kernel.c", place / "kernel.so"
    source.write_text(text, encoding="ascii")
    for first, *libraries in VARIANTS:
        command = [compiler, *FLAGS, first, str(source), "-o", str(target), *libraries]
        try:
            done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return None
        if done.returncode == 0:
            return target
    return None


def _loaded(file: Path, p: Pass, weighted: bool) -> Kernel | None:
    """The kernel in a file, if it computes what NumPy computes."""
    try:
        found = Kernel(str(file), p)
    except (OSError, AttributeError):
        return None
    return found if _agrees(found, p, weighted) else None


def _agrees(found: Kernel, p: Pass, weighted: bool) -> bool:
    """Whether kernel and NumPy agree on single observations, each many times over to fill the vector lanes."""
    from thetahat.engines.compiled import reductions

    plain = reductions(p, weighted)
    values = [0.75 + 0.125 * i for i in range(len(p.needs))]
    copies = 67
    weights = np.ones(copies) if weighted else None
    for point in (0.3, 0.9, 1.7, 6.0, -2.5):
        columns = [np.full(copies, point + 0.0625 * i) for i in range(len(p.reads))]
        with np.errstate(all="ignore"):
            wanted = np.array([float(v) for v in plain(*columns, *([weights] if weighted else []), *values)])
        got = found.parts(columns, weights, values, 8192)[0]
        same = np.isclose(got, wanted, rtol=1e-11, atol=1e-13 * copies, equal_nan=True)
        if not np.all(same | ~np.isfinite(wanted)):
            return False
    return True


# ------------------------------------------------------------------ the files


@cache
def _machine() -> str:
    """The processor's kind: a kernel for one may not run on another."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
        flags = next((line for line in lines if line.startswith(("flags", "Features"))), "")
    except OSError:
        flags = platform.processor()
    return f"{platform.machine()} {platform.libc_ver()} {flags}"


def _key(text: str) -> str:
    parts = "\0".join([text, *FLAGS, repr(VARIANTS), _machine()])
    return hashlib.sha256(parts.encode()).hexdigest()[:32]


def _ours(file: Path) -> bool:
    """Whether a file is there and nobody else could have written it."""
    try:
        stat = file.stat()
    except OSError:
        return False
    return stat.st_uid == os.getuid() and not stat.st_mode & 0o022


def _kept(made: Path, file: Path) -> None:
    """Keep a library; where that is not possible nothing is lost but time."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".so")
        os.close(handle)
        shutil.copyfile(made, temporary)
        Path(temporary).chmod(0o700)
        Path(temporary).replace(file)
    except OSError:
        return
