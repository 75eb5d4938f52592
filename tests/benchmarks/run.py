"""The benchmark: thetahat against other programs on the same data, in one process, interleaved, medians.

    python tests/benchmarks/run.py                     sizes 100, 10,000 and 1,000,000
    python tests/benchmarks/run.py 100 10000 --repeat 9 --summary
    python tests/benchmarks/run.py 10000000 --repeat 3 --summary        ten million, a few minutes, 2 GB

Our time is that of `th.fit` and of the standard errors, the check of the data included; the others' that of their
estimates alone, without what they compile.  thetahat is timed twice: in NumPy alone, and with kernels that were
compiled before.  The ratio is thetahat's time over the other program's, below 1 where thetahat is faster: the first one
with NumPy, the second with kernels, and in brackets the second one over the time of a hand-written C program that does
only what no fit can do without (ideal.c).  The excess is what a program's log-likelihood falls short of the best one's.
A peer that would take longer than a minute, by its time for a tenth of the rows, is left out.
All run in one thread unless --threads says otherwise.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from ideal import ideal
from peers import CASES, Case, Fit, peers

import thetahat as th

PATIENCE = 2.0
"""A peer that needs more seconds than this for one fit is not repeated."""


NUMPY, KERNELS, IDEAL = "thetahat", "thetahat, kernels", "ideal C"
MANY = 5_000_000
"""From this many rows on peers are tried on a tenth first."""
CORRECT = 1e-6
"""A program whose log-likelihood falls short by more than this part of it has not found the maximum."""


def ours(case: Case) -> Fit:
    """thetahat's fit, with standard errors."""

    def fit(x: Any) -> dict[str, float]:
        found = th.fit(case.name, x)
        _ = found.standard_errors
        return dict(found.params)

    return fit


def told(name: str) -> None:
    """Tell thetahat which of its engines is meant."""
    os.environ["THETAHAT_KERNELS"] = {NUMPY: "never", KERNELS: "auto"}.get(name, "auto")


def timed(fit: Callable[[], Any]) -> tuple[float, Any]:
    """(seconds, what came out)."""
    start = time.perf_counter()
    result = fit()
    return time.perf_counter() - start, result


def compared(
    case: Case, n: int, repeat: int, seed: int = 1, only: Sequence[str] = ("",)
) -> list[tuple[str, float, float]]:
    """(program, median seconds, excess) for each program, thetahat first."""
    x = case.draw(np.random.default_rng(seed), n)
    programs: dict[str, Fit] = {NUMPY: ours(case)}
    if n >= 5000:
        os.environ["THETAHAT_KERNELS"] = "always"
        ours(case)(x)
        programs[KERNELS] = ours(case)
    wanted = {name: fit for name, fit in peers(case).items() if any(part in name for part in only)}
    programs |= {name: fit for name, fit in wanted.items() if bearable(fit, x)}
    least = ideal(case.name)
    if least is not None:
        programs[IDEAL] = least
    times: dict[str, list[float]] = {name: [] for name in programs}
    found: dict[str, dict[str, float]] = {}
    rounds, inner = dict.fromkeys(programs, repeat), dict.fromkeys(programs, 1)
    for name, fit in programs.items():
        told(name)
        first, found[name] = timed(lambda fit=fit: fit(x))
        if first > PATIENCE:
            rounds[name] = 0
            times[name].append(first)
            continue
        # Each fit is timed on its own: the median is then deaf to whatever else the machine does.
        inner[name] = 20 if timed(lambda fit=fit: fit(x))[0] < 1e-3 else 1
    for _ in range(repeat):
        for name, fit in programs.items():
            if len(times[name]) < rounds[name] * inner[name]:
                # What ran before may still spin in threads of its own, and has filled the caches.
                time.sleep(0.02)
                told(name)
                fit(x)
                times[name] += [timed(lambda fit=fit: fit(x))[0] for _ in range(inner[name])]
    found.pop(IDEAL, None)
    values = {name: case.log_likelihood(x, params) for name, params in found.items()}
    best = max(v for v in values.values() if np.isfinite(v))
    return [(name, statistics.median(times[name]), best - values.get(name, best)) for name in programs]


def bearable(fit: Fit, x: Any) -> bool:
    """Whether a peer will have done with large data within a minute."""
    return len(x) < MANY or 10.0 * timed(lambda: fit(x[: len(x) // 10]))[0] < 60.0


def cold(code: str) -> float:
    """Seconds of a fresh process, the median of five."""
    return statistics.median(
        timed(lambda: subprocess.run([sys.executable, "-c", code], check=True))[0] for _ in range(5)
    )


COLD = {
    "python": "pass",
    "import numpy": "import numpy",
    "th.fit('normal', data)": "import thetahat as th; th.fit('normal', [1.0, 2.0, 4.0])",
    "th.fit('gamma', data)": "import thetahat as th; th.fit('gamma', [1.0, 2.0, 4.0])",
    "th.fit('weibull', data)": "import thetahat as th; th.fit('weibull', [1.0, 2.0, 4.0])",
    "th.fit('student_t', data)": "import thetahat as th; th.fit('student_t', [1.0, 2.0, 4.0, 3.0, 9.0])",
    "th.derive('normal')": "import thetahat as th; th.derive('normal')",
    "scipy.stats.gamma.fit": "from scipy import stats; stats.gamma.fit([1.0, 2.0, 4.0], floc=0)",
    "import jax, iminuit": "import iminuit; from jax import numpy; numpy.zeros(3)",
}


def processor() -> str:
    """The processor's name."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def listed(case: Case, rows: list[tuple[str, float, float]]) -> None:
    """A line for each program."""
    own = [seconds for name, seconds, _ in rows if name in (NUMPY, KERNELS)]
    for name, seconds, excess in rows:
        ratios = "".join(f"{base / seconds:9.3f}" for base in own)
        print(f"{case.name:18}{name:24}{1e6 * seconds:10.1f} µs{ratios:>18}{excess:10.1e}", flush=True)


def summarised(case: Case, rows: list[tuple[str, float, float]], n: int) -> None:
    """thetahat and the fastest of those that found the maximum."""
    times = {name: seconds for name, seconds, _ in rows}
    others = [(s, name) for name, s, excess in rows if name not in (NUMPY, KERNELS, IDEAL) and excess <= CORRECT * 1e3]
    seconds, name = min(others) if others else (float("nan"), "none")
    kernels = f"{1e6 * times[KERNELS]:9.0f} µs" if KERNELS in times else " " * 12
    ratios = "".join(f"{times[k] / seconds:9.3f}" if k in times else " " * 9 for k in (NUMPY, KERNELS))
    own = times.get(KERNELS, times[NUMPY])
    bracket = f" ({own / times[IDEAL]:4.1f})" if IDEAL in times and n >= 5000 else " " * 7
    print(
        f"{case.name:18}{1e6 * times[NUMPY]:9.0f} µs{kernels}{1e6 * seconds:9.0f} µs{ratios}{bracket}  {name}",
        flush=True,
    )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="thetahat against other programs")
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 10_000, 1_000_000])
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--family", action="append", help="only these families")
    parser.add_argument("--peer", action="append", help="only these peers, by a part of their names")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--summary", action="store_true", help="one line for each family: the best correct peer only")
    options = parser.parse_args()
    os.environ["THETAHAT_THREADS"] = str(options.threads)
    print(f"{processor()}, Python {platform.python_version()}, NumPy {np.__version__}")
    for n in options.sizes:
        head = (
            f"{'':18}{'NumPy':>12}{'kernels':>12}{'best peer':>12}{'ratio':>9}{'':9}{'(ideal)':>7}  "
            if options.summary
            else ""
        )
        print(f"\nn = {n:,}\n" + (head or f"{'family':18}{'program':24}{'time':>12}{'ratios':>18}{'excess':>10}"))
        for case in CASES:
            if options.family and case.name not in options.family:
                continue
            rows = compared(case, n, options.repeat, only=options.peer or ("",))
            if options.summary:
                summarised(case, rows, n)
            else:
                listed(case, rows)
    if options.family:
        return
    print(f"\n{'a fresh process':26}{'time':>10}")
    for name, code in COLD.items():
        print(f"{name:26}{1e3 * cold(code):7.0f} ms")


if __name__ == "__main__":
    main()
