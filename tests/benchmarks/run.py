"""The benchmark: thetahat against other programs on the same data, in one process, interleaved, medians.

    python tests/benchmarks/run.py                     sizes 100, 10,000 and 1,000,000
    python tests/benchmarks/run.py 100 10000 --repeat 9

Our time is that of `th.fit` and of the standard errors, the check of the data included; the others' that of their
estimates alone.  A ratio below 1 means that thetahat is faster.  The excess is what a program's log-likelihood falls
short of the best one's.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from peers import CASES, Case, Fit, peers

import thetahat as th

PATIENCE = 2.0
"""A peer that needs more seconds than this for one fit is not repeated."""


def ours(case: Case) -> Fit:
    """thetahat's fit, with standard errors."""

    def fit(x: Any) -> dict[str, float]:
        found = th.fit(case.name, x)
        _ = found.standard_errors
        return dict(found.params)

    return fit


def timed(fit: Callable[[], Any]) -> tuple[float, Any]:
    """(seconds, what came out)."""
    start = time.perf_counter()
    result = fit()
    return time.perf_counter() - start, result


def compared(case: Case, n: int, repeat: int, seed: int = 1) -> list[tuple[str, float, float]]:
    """(program, median seconds, excess) for each program, thetahat first."""
    x = case.draw(np.random.default_rng(seed), n)
    programs: dict[str, Fit] = {"thetahat": ours(case), **peers(case)}
    times: dict[str, list[float]] = {name: [] for name in programs}
    found: dict[str, dict[str, float]] = {}
    rounds, inner = dict.fromkeys(programs, repeat), dict.fromkeys(programs, 1)
    for name, fit in programs.items():
        first, found[name] = timed(lambda fit=fit: fit(x))
        if first > PATIENCE:
            rounds[name] = 0
            times[name].append(first)
            continue
        # Short fits are measured several at a time, so that the clock's grain does not matter.
        inner[name] = 20 if timed(lambda fit=fit: fit(x))[0] < 1e-3 else 1
    for _ in range(repeat):
        for name, fit in programs.items():
            if len(times[name]) < rounds[name]:
                start = time.perf_counter()
                for _ in range(inner[name]):
                    fit(x)
                times[name].append((time.perf_counter() - start) / inner[name])
    values = {name: case.log_likelihood(x, params) for name, params in found.items()}
    best = max(v for v in values.values() if np.isfinite(v))
    return [(name, statistics.median(times[name]), best - values[name]) for name in programs]


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
    "th.derive('normal')": "import thetahat as th; th.derive('normal')",
    "scipy.stats.gamma.fit": "from scipy import stats; stats.gamma.fit([1.0, 2.0, 4.0], floc=0)",
}


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="thetahat against other programs")
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 10_000, 1_000_000])
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--family", action="append", help="only these families")
    options = parser.parse_args()
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, NumPy {np.__version__}")
    for n in options.sizes:
        print(f"\nn = {n:,}\n{'family':18}{'program':24}{'time':>12}{'ratio':>9}{'excess':>10}")
        for case in CASES:
            if options.family and case.name not in options.family:
                continue
            rows = compared(case, n, options.repeat)
            base = rows[0][1]
            for name, seconds, excess in rows:
                print(f"{case.name:18}{name:24}{1e6 * seconds:10.1f} µs{base / seconds:9.2f}{excess:10.1e}")
    print(f"\n{'a fresh process':26}{'time':>10}")
    for name, code in COLD.items():
        print(f"{name:26}{1e3 * cold(code):7.0f} ms")


if __name__ == "__main__":
    main()
