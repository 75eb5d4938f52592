"""Robustness: random samples of 50, most of them badly scaled, against the best that any program finds.

    python tests/benchmarks/robustness.py                 200 samples for each of eleven families
    python tests/benchmarks/robustness.py 20 --family gamma --details

A fit succeeds where its log-likelihood lies within one part in 1e6 of the greatest that anybody found.  Where ours does
not, the outcome must not claim a global maximum.  The rivals: scipy.stats' own fit, and scipy.optimize (Nelder-Mead,
BFGS, L-BFGS-B) on a negative log-likelihood written by hand, from data as they are and from standardised data; iminuit
where it is installed.  SciPy's log-density judges everybody.
"""

from __future__ import annotations

import argparse
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import numpy as np
from scipy import optimize, stats

import thetahat as th

Parameters = tuple[float, ...]


@dataclass(frozen=True)
class Family:
    """A family in coordinates without bounds: u -> the arguments of a SciPy distribution."""

    name: str
    truth: Callable[[np.random.Generator], Parameters]
    distribution: Any
    arguments: Callable[[Parameters], tuple[float, ...]]
    """The parameters by position -> shape, location and scale for SciPy."""
    logarithmic: tuple[bool, ...]
    start: Callable[[Any], Parameters]
    units: str
    """What the data may be subjected to: shift and scale, scale, or nothing."""
    scipy: Callable[[Any], Parameters] | None = None
    moved: Callable[[Parameters, float, float], Parameters] | None = None
    """The parameters of c + s x from those of x."""

    def value(self, x: Any, params: Parameters) -> float:
        """The log-likelihood by SciPy."""
        d = self.distribution
        rate = d.logpmf if hasattr(d, "logpmf") else d.logpdf
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            out = float(np.sum(rate(x, *self.arguments(params))))
        return out if np.isfinite(out) else -np.inf

    def height(self, x: Any) -> Callable[[Any], float]:
        """The negative log-likelihood as a function of the coordinates."""
        return lambda u: -self.value(x, self.outward(u))

    def outward(self, u: Any) -> Parameters:
        """Coordinates -> parameters."""
        pairs = zip(u, self.logarithmic, strict=True)
        return tuple(float(np.exp(v)) if log else float(v) for v, log in pairs)

    def inward(self, params: Parameters) -> list[float]:
        """Parameters -> coordinates."""
        return [float(np.log(v)) if log else v for v, log in zip(params, self.logarithmic, strict=True)]


def _both(p: Parameters, c: float, s: float) -> Parameters:
    return (p[0] * s + c, p[1] * s, *p[2:])


def _last(p: Parameters, c: float, s: float) -> Parameters:
    return (*p[:-1], p[-1] * s)


def _robust(x: Any) -> Parameters:
    low, middle, high = np.quantile(x, (0.25, 0.5, 0.75))
    return float(middle), float(0.74 * (high - low))


def _location(name: str, distribution: Any) -> Family:
    return Family(
        name,
        lambda random: (random.normal(), 1.0),
        distribution,
        lambda p: (p[0], p[1]),
        (False, True),
        _robust,
        "shift",
        distribution.fit,
        _both,
    )


FAMILIES = (
    *(
        _location(name, distribution)
        for name, distribution in (
            ("normal_sd", stats.norm),
            ("logistic", stats.logistic),
            ("gumbel", stats.gumbel_r),
            ("cauchy", stats.cauchy),
        )
    ),
    Family(
        "student_t",
        lambda random: (0.0, 1.0, float(np.exp(random.uniform(0.3, 3)))),
        stats.t,
        lambda p: (p[2], p[0], p[1]),
        (False, True, True),
        lambda x: (*_robust(x), 4.0),
        "shift",
        lambda x: tuple(np.array(stats.t.fit(x))[[1, 2, 0]]),
        _both,
    ),
    Family(
        "skew_normal",
        lambda random: (0.0, 1.0, random.normal(0, 4)),
        stats.skewnorm,
        lambda p: (p[2], p[0], p[1]),
        (False, True, False),
        lambda x: (float(np.mean(x)), float(np.std(x)), float(stats.skew(x))),
        "shift",
        lambda x: tuple(np.array(stats.skewnorm.fit(x))[[1, 2, 0]]),
        _both,
    ),
    Family(
        "gamma",
        lambda random: (float(np.exp(random.uniform(-2, 5))), 1.0),
        stats.gamma,
        lambda p: (p[0], 0.0, p[1]),
        (True, True),
        lambda x: (1.0, float(np.mean(x))),
        "scale",
        lambda x: tuple(np.array(stats.gamma.fit(x, floc=0))[[0, 2]]),
        _last,
    ),
    Family(
        "weibull",
        lambda random: (float(np.exp(random.uniform(-1.5, 4))), 1.0),
        stats.weibull_min,
        lambda p: (p[0], 0.0, p[1]),
        (True, True),
        lambda x: (1.0, float(np.mean(x))),
        "scale",
        lambda x: tuple(np.array(stats.weibull_min.fit(x, floc=0))[[0, 2]]),
        _last,
    ),
    Family(
        "inverse_gaussian",
        lambda random: (float(np.exp(random.uniform(-2, 2))), 1.0),
        stats.invgauss,
        lambda p: (p[0] / p[1], 0.0, p[1]),
        (True, True),
        lambda x: (float(np.mean(x)), float(np.mean(x))),
        "scale",
        None,
        lambda p, c, s: (p[0] * s, p[1] * s),
    ),
    Family(
        "beta",
        lambda random: (float(np.exp(random.uniform(-1.5, 6))), float(np.exp(random.uniform(-1.5, 6)))),
        stats.beta,
        lambda p: (*p, 0.0, 1.0),
        (True, True),
        lambda x: (1.0, 1.0),
        "",
        lambda x: tuple(stats.beta.fit(x, floc=0, fscale=1)[:2]),
    ),
    Family(
        "negative_binomial",
        lambda random: (float(np.exp(random.uniform(-1, 5))), float(random.uniform(0.02, 0.9))),
        stats.nbinom,
        lambda p: (p[0], min(p[1], 1.0)),
        (True, True),
        lambda x: (1.0, 1.0 / (1.0 + float(np.mean(x)) + 1e-9)),
        "",
    ),
)


def drawn(family: Family, random: np.random.Generator, n: int) -> Any:
    """One sample: four out of five times in units that trouble a program."""
    while True:
        x = np.asarray(family.distribution.rvs(*family.arguments(family.truth(random)), size=n, random_state=random))
        if family.name == "beta" and not (x.min() > 0 and x.max() < 1):
            continue
        break
    x = x.astype(float)
    if family.units == "shift":
        c, s = ((0.0, 1.0), (1e6, 1.0), (0.0, 1e-8), (1e6, 1e-2), (-1e3, 1e5))[random.integers(5)]
        return c + s * x
    if family.units == "scale":
        return x * (1.0, 1e-8, 1e6, 1e-3, 1e8)[random.integers(5)]
    return x


def rivals(family: Family, x: Any) -> Iterator[tuple[str, Parameters]]:
    """What the others find."""
    if family.scipy is not None:
        try:
            yield "scipy.stats", tuple(map(float, family.scipy(x)))
        except (RuntimeError, ValueError, FloatingPointError, OverflowError, stats.FitError):
            yield "scipy.stats", ()
    c, s = _robust(x) if family.units == "shift" else (0.0, float(np.median(x)) if family.units else 1.0)
    for kind, data in (("", x), (", standardised", (x - c) / s)):
        if kind and family.moved is None:
            continue
        height = family.height(data)
        start = family.inward(family.start(data))
        found = {m: optimize.minimize(height, start, method=m).x for m in ("Nelder-Mead", "BFGS", "L-BFGS-B")}
        if kind or family.moved is None:
            # The reference: on from the best of them, as far as it goes.
            best = min(found.values(), key=height)
            options = {"xatol": 1e-10, "fatol": 1e-12, "maxiter": 4000, "maxfev": 4000}
            found["Nelder-Mead twice"] = optimize.minimize(height, best, method="Nelder-Mead", options=options).x
        if find_spec("iminuit") and (kind or family.moved is None):
            from iminuit import Minuit

            m = Minuit(height, np.array(start))
            m.errordef = Minuit.LIKELIHOOD
            m.migrad()
            found["iminuit"] = np.array(m.values)
        for name, u in found.items():
            params = family.outward(u)
            yield name + kind, family.moved(params, c, s) if kind and family.moved is not None else params


def limiting(family: Family, found: Any, x: Any) -> float:
    """Our log-likelihood: by SciPy where the estimates are numbers, else as reported."""
    params = tuple(found.params[name] for name in ORDER.get(family.name, tuple(found.params)))
    reported = float(found.log_likelihood)
    if all(map(np.isfinite, params)):
        judged = family.value(x, params)
        return judged if np.isfinite(judged) else reported
    return reported


ORDER = {"student_t": ("mu", "sigma", "nu"), "skew_normal": ("location", "scale", "shape")}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="thetahat on awkward data, against other programs")
    parser.add_argument("samples", nargs="?", type=int, default=200)
    parser.add_argument("--family", action="append")
    parser.add_argument("--details", action="store_true", help="print the samples where we fall short")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    total: dict[str, list[bool]] = {}
    dishonest = 0
    print(f"{'family':20}{'success':>9}{'honest':>8}   best rival")
    for family in FAMILIES:
        if options.family and family.name not in options.family:
            continue
        success: dict[str, list[bool]] = {}
        false_claims = 0
        for seed in range(options.samples):
            x = drawn(family, np.random.default_rng([7, seed]), 50)
            fit = th.fit(family.name, x)
            values = {"thetahat": limiting(family, fit, x)}
            for name, params in rivals(family, x):
                values[name] = family.value(x, params) if params else -np.inf
            best = max(values.values())
            for name, v in values.items():
                good = bool(v >= best - 1e-6 * max(1.0, abs(best)))
                success.setdefault(name, []).append(good)
                total.setdefault(name, []).append(good)
            if not success["thetahat"][-1]:
                claimed = fit.outcome.startswith("global") or (fit.converged and not fit.outcome.startswith("local"))
                false_claims += claimed
                if options.details:
                    who = max(values, key=lambda k: values[k])
                    print("  ", seed, fit.outcome, dict(fit.params), values["thetahat"], who, best)
        dishonest += false_claims
        share = {name: float(np.mean(v)) for name, v in success.items()}
        rival = max((n for n in share if n != "thetahat"), key=lambda n: share[n])
        wrong = f"{false_claims} false" if false_claims else "all"
        print(f"{family.name:20}{share['thetahat']:9.1%}{wrong:>8}   {rival} {share[rival]:.1%}", flush=True)
    print()
    for name, good in sorted(total.items(), key=lambda item: -float(np.mean(item[1]))):
        print(f"{name:36}{float(np.mean(good)):8.1%} of {len(good)}")
    print(f"claims of a global maximum that another program disproves: {dishonest}")


if __name__ == "__main__":
    main()
