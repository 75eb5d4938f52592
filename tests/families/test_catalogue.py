"""Every family against SciPy: the density's text, the mapping of the parameters, the ends of the support, the integral.

The text is read by the tests' own evaluator, not by the package.
"""

from __future__ import annotations

import ast
import functools
import itertools
import tomllib
from importlib import resources
from typing import Any

import numpy as np
import pytest
from scipy import integrate, stats

from truth.row import in_domain
from truth.text import value

FOLDER = resources.files("thetahat.families")
FAMILIES = sorted(f.name.removesuffix(".toml") for f in FOLDER.iterdir() if f.name.endswith(".toml"))
KEYS = {
    "title", "density", "support", "references", "parameters", "known", "notation", "aliases", "cited",
    "observation", "given", "kernel",
}  # fmt: skip
CANDIDATES = (-2.5, -1.0, -0.4, 0.15, 0.3, 0.45, 0.55, 1.0, 1.3, 1.7, 2.0, 2.4, 3.0)
GIVEN_VALUE = 1.7
"""The value of covariates and exposures when a conditional density is summed."""


@functools.cache
def table(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def points(name: str) -> list[dict[str, float]]:
    """Three admissible points, the same on every run."""
    family = table(name)
    domains = {**family.get("known", {}), **family["parameters"]}
    rng = np.random.default_rng(sum(map(ord, name)))
    found: list[dict[str, float]] = []
    while len(found) < 3:
        named = dict(zip(domains, map(float, rng.choice(CANDIDATES, len(domains))), strict=True))
        if all(in_domain(p, d, named) for p, d in domains.items()):
            found.append(named)
    return found


def ends(name: str, named: dict[str, float]) -> tuple[float, float, bool]:
    """Lower end, upper end, and whether the support is made of integers."""
    family = table(name)
    variable = family.get("observation", ["x"])[0]
    low, high = -np.inf, np.inf
    for part in family["support"].split(" and "):
        if part in ("real", f"{variable} real"):
            continue
        if part.startswith(f"{variable} in "):
            items = [i.strip() for i in part.removeprefix(f"{variable} in ").split(",")]
            low = -np.inf if items[0] == "..." else float(value(items[0], named))
            high = np.inf if items[-1] == "..." else float(value(items[-1], named))
            return low, high, True
        node = ast.parse(part, mode="eval").body
        assert isinstance(node, ast.Compare)
        sides = [ast.unparse(s) for s in (node.left, *node.comparators)]
        if variable in sides:
            at = sides.index(variable)
            rising = isinstance(node.ops[0], ast.Lt | ast.LtE)
            before, after = (sides[:at], sides[at + 1 :]) if rising else (sides[at + 1 :], sides[:at])
            low = max([low, *(float(value(s, named)) for s in before)])
            high = min([high, *(float(value(s, named)) for s in after)])
        elif variable in {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}:
            # 1 + shape*(x - mu)/scale > 0: one end, where the line crosses zero
            at_zero = float(value(sides[0], {**named, variable: 0.0}))
            slope = float(value(sides[0], {**named, variable: 1.0})) - at_zero
            low, high = (max(low, -at_zero / slope), high) if slope > 0 else (low, min(high, -at_zero / slope))
    return low, high, False


def scipy_distribution(name: str, named: dict[str, float]) -> Any:
    mapping = dict(table(name)["aliases"]["scipy"])
    family = getattr(stats, mapping.pop("name"))
    numbers = {k: float(value(v, named)) for k, v in mapping.items()}
    # SciPy draws binomial counts for a whole number of trials only
    return family(**{k: int(v) if v.is_integer() else v for k, v in numbers.items()})


WITH_SCIPY = [n for n in FAMILIES if "scipy" in table(n).get("aliases", {})]
DENSITIES = [n for n in FAMILIES if not table(n).get("kernel")]


@pytest.mark.parametrize("name", FAMILIES)
def test_file(name: str) -> None:
    family = table(name)
    assert set(family) <= KEYS
    assert set(family["title"]) == {"en", "ko"}
    assert family["references"]
    names = {*family["parameters"], *family.get("known", {})}
    assert set(family.get("notation", {})) <= names
    used = {n.id for n in ast.walk(ast.parse(family["density"], mode="eval")) if isinstance(n, ast.Name)}
    used |= {
        w.strip("-+*/() ") for w in family["support"].replace("<", " ").replace("=", " ").replace(",", " ").split()
    }
    assert names <= used, f"declared and not used: {names - used}"
    for mapping in family.get("aliases", {}).values():
        assert mapping["name"]
    for cited in family.get("cited", []):
        assert cited["claim"] in ("exists", "unique")
        assert cited["statement"]
        assert cited["source"]


@pytest.mark.parametrize("name", WITH_SCIPY)
def test_text_is_scipys_density(name: str) -> None:
    for named in points(name):
        distribution = scipy_distribution(name, named)
        discrete = ends(name, named)[2]
        x = np.unique(distribution.ppf(np.linspace(0.03, 0.97, 23)))
        theirs = distribution.logpmf(x) if discrete else distribution.logpdf(x)
        ours = np.log(value(table(name)["density"], {**named, "x": x}) * np.ones(x.size))
        np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-9, err_msg=f"{name} at {named}")


OTHER_SUPPORT = {"hypergeometric_population", "hypergeometric_marked", "von_mises", "von_mises_known_direction"}
"""SciPy counts from the smallest possible overlap, and lets a von Mises variable run over the whole line."""


@pytest.mark.parametrize("name", [n for n in WITH_SCIPY if n not in OTHER_SUPPORT])
def test_support_is_scipys(name: str) -> None:
    for named in points(name):
        low, high, _ = ends(name, named)
        assert scipy_distribution(name, named).support() == pytest.approx((low, high), rel=1e-12, abs=1e-12)


def over_the_plane(name: str, named: dict[str, float]) -> float:
    """The integral of the text over all pairs of real numbers, by the trapezoidal rule."""
    family = table(name)
    assert family["support"] == "x real and y real"
    t = np.linspace(-4, 4, 1201)
    u, du = np.sinh(t), np.cosh(t) * (t[1] - t[0])
    pair = dict(zip(family["observation"], np.meshgrid(u, u), strict=True))
    return float(np.sum(value(family["density"], {**named, **pair}) * np.outer(du, du)))


def whole(name: str, named: dict[str, float]) -> float:
    """The integral, or the sum, of the text over the support."""
    family = table(name)
    variable, *others = family.get("observation", ["x"])
    if set(others) - set(family.get("given", [])):
        return over_the_plane(name, named)
    low, high, discrete = ends(name, named)
    fixed = {**named, **dict.fromkeys(others, GIVEN_VALUE)}

    def density(x: Any) -> Any:
        # where a text overflows (a Bessel function far out) the density itself has long vanished
        return np.nan_to_num(value(family["density"], {**fixed, variable: x}))

    if discrete:
        x = np.arange(max(low, -140), min(high, 140) + 1)
        return float(np.sum(density(x) * np.ones(x.size)))
    middle = low + 1.0 if np.isinf(high) and np.isfinite(low) else 0.0 if np.isinf(high) else (low + high) / 2
    middle = high - 1.0 if np.isinf(low) and np.isfinite(high) else middle
    cuts = sorted({low, high, middle, *(v for v in named.values() if low < v < high)})
    pieces = [integrate.quad(density, a, b, limit=400, epsabs=1e-10)[0] for a, b in itertools.pairwise(cuts)]
    return float(sum(pieces))


HEAVY_TAILED_COUNTS = {"zeta", "yule_simon"}
"""A sum of a few hundred terms says nothing; SciPy's mass function above does."""


@pytest.mark.parametrize("name", [n for n in DENSITIES if n not in HEAVY_TAILED_COUNTS])
def test_integral_is_one(name: str) -> None:
    for named in points(name):
        with np.errstate(all="ignore"):
            assert whole(name, named) == pytest.approx(1, abs=2e-6), f"{name} at {named}"
