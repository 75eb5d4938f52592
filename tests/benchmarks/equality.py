"""Fits of the same numbers wherever they live, against those of NumPy arrays.

python tests/benchmarks/equality.py [ROWS]     1,000,000 rows; every place, every kind of estimator

Sums and what is solved from them agree to 1e-12 of the value, whatever is iterated over the rows to 1e-6 of a standard
error, and log-likelihoods to 1e-12; the greatest difference of each place is printed, and what exceeds the bounds.
"""

import math
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from types import SimpleNamespace

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ["THETAHAT_KERNELS"] = "never"

import servers
import thetahat as th
from sources import everywhere

FAMILIES = {
    "normal": "height",
    "gamma": "rain",
    "beta": "share",
    "negative_binomial": "number",
    "laplace": "fault",
    "uniform": "flat",
    "pareto": "wealth",
    "von_mises": "turn",
    "weibull": "life",
    "student_t": "gain",
    "gumbel": "peak",
    "mixture_normal": "both",
}
FAR = {"normal": "far", "laplace": "far", "uniform": "far", "gumbel": "far_peak", "student_t": "far_gain"}
"""At 1e8 with a spread of 1."""
CLOSED, ITERATED = 1e-12, 1e-6


def columns(rows: int, seed: int = 20) -> dict[str, np.ndarray]:
    """A column for each family."""
    draw = np.random.default_rng(seed)
    return {
        "height": draw.normal(1e6, 2.0, rows),
        "rain": draw.gamma(2.3, 4.0, rows),
        "share": draw.beta(2.0, 3.0, rows),
        "number": draw.negative_binomial(3, 0.3, rows),
        "fault": draw.laplace(2.0, 3.0, rows),
        "flat": draw.uniform(-1.0, 7.0, rows),
        "wealth": 2.0 * (1.0 + draw.pareto(2.5, rows)),
        "turn": draw.vonmises(0.3, 2.0, rows),
        "life": 3.0 * draw.weibull(1.7, rows),
        "gain": 1.0 + 2.0 * draw.standard_t(5, rows),
        "peak": draw.gumbel(3.0, 2.0, rows),
        "both": np.where(draw.random(rows) < 0.3, draw.normal(-2.0, 1.0, rows), draw.normal(2.0, 1.5, rows)),
        "far": draw.normal(1e8, 1.0, rows),
        "far_peak": draw.gumbel(1e8, 1.0, rows),
        "far_gain": 1e8 + draw.standard_t(5, rows),
    }


def iterates(family: str) -> bool:
    """Whether the rows are read again at each step."""
    from thetahat import plans
    from thetahat.core.plan import Pass, Scalars
    from thetahat.sources.moments import within

    recipe = plans.shipped(family)
    assert recipe is not None
    return any(not isinstance(s, Pass | Scalars) and any(within(s)) for s in recipe.plan.estimate)


def difference(found, wanted, iterated: bool) -> float:
    """The greatest difference over what is allowed: at most 1 is well."""
    # How often the search was begun differs, and is told in the outcome.
    if found.outcome.split(":")[0] != wanted.outcome.split(":")[0] or found.n != wanted.n:
        return math.inf
    parts = [abs(found.log_likelihood - wanted.log_likelihood) / abs(wanted.log_likelihood) / CLOSED]
    for name, value in wanted.params.items():
        unit = ITERATED * wanted.standard_errors[name] if iterated else CLOSED * abs(value)
        parts.append(abs(found.params[name] - value) / unit)
    return max(parts)


def relabelled(found):
    """A mixture with its two components in each other's place: they have no order."""
    if "weight" not in found.params:
        return found
    p, e = dict(found.params), dict(found.standard_errors)
    swapped = {n: n[:-1] + {"1": "2", "2": "1"}[n[-1]] if n[-1] in "12" else n for n in p}
    values = {n: p[swapped[n]] for n in p} | {"weight": 1 - p["weight"]}
    errors = {n: e[swapped[n]] for n in p}
    return SimpleNamespace(
        params=values,
        standard_errors=errors,
        outcome=found.outcome,
        n=found.n,
        log_likelihood=found.log_likelihood,
    )


def everything(table, folder: Path, stack: ExitStack) -> Iterator[everywhere.Places]:
    """The table in every place, a few at a time."""
    yield everywhere.in_memory(table)
    yield everywhere.lazy(table)
    yield everywhere.files(table, folder)
    yield everywhere.databases(table, folder)
    yield everywhere.in_ibis(folder)
    yield everywhere.in_postgres(table, stack.enter_context(servers.postgres()).url)
    yield everywhere.in_dask(table)
    session = everywhere.spark_session(folder / "warehouse")
    stack.callback(session.stop)
    yield everywhere.in_spark(table, session, folder)


def main(rows: int, only: list[str]) -> int:
    """The number of differences beyond the bounds."""
    import polars as pl

    table = pl.DataFrame(columns(rows))
    cases = [(f, c, f) for f, c in FAMILIES.items()] + [(f, c, f"{f} at 1e8") for f, c in FAR.items()]
    wanted = {label: th.fit(f, table[c].to_numpy()) for f, c, label in cases}
    wrong = 0
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        for place, opened in chain.from_iterable(p.items() for p in everything(table, Path(name), stack)):
            if only and place not in only:
                continue
            began, worst = time.perf_counter(), {True: 0.0, False: 0.0}
            for family, column, label in cases:
                iterated = iterates(family)
                try:
                    found = th.fit(family, opened(), column=column)
                except th.ThetahatError as error:
                    wrong += 1
                    print(f"{place:12} {label}: {error}")
                    continue
                here = min(difference(f, wanted[label], iterated) for f in (found, relabelled(found)))
                worst[iterated] = max(worst[iterated], here)
                if not here <= 1:
                    wrong += 1
                    print(f"{place:12} {label}: {here:.3g} times the bound; {found.outcome}")
            seconds = time.perf_counter() - began
            print(
                f"{place:12} closed {worst[False] * CLOSED:.1e} of the value, "
                f"iterated {worst[True] * ITERATED:.1e} of a standard error   {seconds:.1f} s",
                flush=True,
            )
    return wrong


if __name__ == "__main__":
    sys.exit(main(int(float(sys.argv[1])) if len(sys.argv) > 1 else 1_000_000, sys.argv[2:]))
