"""Makes extreme.json: every family at extreme parameters with extreme data, and the exact values there.

    python tests/targets/extreme.py [family ...]

One parameter at a time is extreme (location and scale 1e8, shape 1e6, p = 1e-12, counts 1e9), the others are ordinary.
Log-density, gradient and Hessian are those of the declared density in a hundred digits, by differences of a relative
step of 1e-20; the estimate is Newton's limit in as many digits, from the package's estimate, where that is a maximum
at which the score vanishes.
"""

import json
import signal
import sys
import warnings
from pathlib import Path

import mpmath as mp
import numpy as np
from cases import plan_of

from thetahat.engines.estimate import estimate
from thetahat.families import families, family
from thetahat.verify.evaluate import declared
from thetahat.verify.points import Points

HOME = Path(__file__).with_name("extreme.json")
ROWS = 20
DIGITS = 100
STEP = mp.mpf(10) ** -20
SECONDS = 15


def values_of(model, p):
    """Extreme values of a parameter, by its domain."""
    counts = any(r.integer and not r.upper.is_finite for r in model.support.regions)  # 0 or 1 is an event
    low, high = (end.is_infinite is True for end in (p.domain.lower, p.domain.upper))
    if p.domain.integer:
        return [1e9]
    if low and high:
        return ([] if model.given else [float(np.log(1e9))]) if counts else [1e8]
    if high:
        return [1e6, 1e9] if counts else [1e6, 1e8] if scales(model, p) else [1e6]
    return [1e-12] if p.domain.lower == 0 else []


def scales(model, p):
    """Whether the density only stretches when the parameter grows with the data, as c, c^2 or 1/c, and locations do."""
    at, data = Points(model, seed=3).sample(8)
    real = [q.symbol for q in (*model.parameters, *model.known) if q.domain.lower.is_infinite]
    first = np.asarray(declared(model, at, data))
    for power in (1, 2, -1):
        there = {s: v * (3.0**power if s == p.symbol else 3.0 if s in real else 1.0) for s, v in at.items()}
        second = np.asarray(declared(model, there, {x: 3 * v for x, v in data.items()}))
        if np.allclose(second - first, -np.log(3.0), atol=1e-9):
            return True
    return False


def moved(model, base, p, value):
    """The base point with one parameter at an extreme value; ends that depend on it move along."""
    out = {s: float(v) for s, v in base.items()}
    for q in (*model.parameters, *model.known):
        if p.symbol in q.domain.lower.free_symbols:
            ratio = value / out[p.symbol]
            out[q.symbol] += value - out[p.symbol] if p.domain.lower.is_infinite else (ratio - 1) * out[q.symbol]
    out[p.symbol] = value
    upper = p.domain.upper.free_symbols & set(out)
    for u in upper:
        out[u] = max(out[u], 2 * value)
    if model.known and {k.name for k in model.known} == {"lower", "upper"} and p.name == "lower":
        out[model.known[1].symbol] += value
        for q in model.parameters:
            out[q.symbol] += value if q.domain.lower.free_symbols else 0.0
    return out


def counts_around_the_mode(model, at, random):
    """Whole numbers where the density is large: its mode by halving, its width by where it falls by 1."""
    (x,) = model.observation
    (region,) = model.support.regions
    low, high = (float(e.subs(at)) for e in (region.lower, region.upper))
    low = max(low, -1e13)
    high = min(high, 1e13)

    def height(v):
        return float(declared(model, at, {x: np.array([v])}, digits=50)[0])

    a, b = low, high
    while b - a > 2000:
        m = np.floor((a + b) / 2)
        a, b = (a, m) if height(m) >= height(m + 1) else (m, b)
    mode = max(np.arange(a, b + 1), key=height)
    width = 1.0
    while width < 1e12 and any(low <= v <= high and height(v) > height(mode) - 1 for v in (mode - width, mode + width)):
        width *= 2
    drawn = np.round(mode + width * random.normal(size=ROWS))
    return np.clip(drawn, low, high)


def drawn(model, at):
    """Data from the model, None where none can be drawn."""
    random = np.random.default_rng(1)
    if len(model.observation) == 1 and model.support.regions and model.support.regions[0].integer:
        return {model.observation[0].name: counts_around_the_mode(model, at, random)}
    points = Points(model, seed=3)
    data, good = points.data({s: np.full((1, 1), v) for s, v in at.items()}, ROWS, random)
    if not good[0]:
        return None
    return {x.name: np.asarray(v[0], dtype=float) for x, v in data.items()}


def derivatives(model, at, columns, symbols):
    """(log-densities, scores by rows, Hessians by rows), mpf numbers."""
    data = {x: columns[x.name] for x in model.observation}
    step = {s: STEP * (abs(mp.mpf(at[s])) or 1) for s in symbols}

    def f(*shifts):
        with mp.workdps(DIGITS):
            point = {s: mp.mpf(v) for s, v in at.items()}
            for s, k in shifts:
                point[s] += k * step[s]
        return np.array(declared(model, point, data, digits=DIGITS), dtype=object)

    with mp.workdps(DIGITS):
        centre = f()
        ends = {s: (f((s, 1)), f((s, -1))) for s in symbols}
        first = [(up - down) / (2 * step[s]) for s, (up, down) in ends.items()]
        second = []
        for i, s in enumerate(symbols):
            for t in symbols[:i]:
                cross = f((s, 1), (t, 1)) - f((s, 1), (t, -1)) - f((s, -1), (t, 1)) + f((s, -1), (t, -1))
                second.append(cross / (4 * step[s] * step[t]))
            second.append((ends[s][0] - 2 * centre + ends[s][1]) / step[s] ** 2)
    return centre, first, second


def sums(parts, floors):
    """Sums and sums of absolute values; what differences of many digits leave of a zero is zero."""
    with mp.workdps(DIGITS):
        sizes = [float(mp.fsum(map(abs, p))) for p in parts]
        kept = [s > 1e-50 * f for s, f in zip(sizes, floors, strict=True)]
        totals = [float(mp.fsum(p)) if k else 0.0 for p, k in zip(parts, kept, strict=True)]
        return totals, [s if k else 0.0 for s, k in zip(sizes, kept, strict=True)]


def polished(model, at, columns, symbols):
    """(estimate, standard errors) by Newton's method in many digits; None where it does not settle."""
    point = {s: mp.mpf(v) for s, v in at.items()}
    k = len(symbols)
    for _ in range(6):
        _, first, second = derivatives(model, point, columns, symbols)
        with mp.workdps(DIGITS):
            gradient = mp.matrix([mp.fsum(g) for g in first])
            triangle = [mp.fsum(h) for h in second]
            if not all(mp.isfinite(v) for v in (*gradient, *triangle)):
                return None
            hessian = mp.matrix(k, k)
            for i in range(k):
                for j in range(i + 1):
                    hessian[i, j] = hessian[j, i] = triangle[i * (i + 1) // 2 + j]
            try:
                inverse = -(hessian**-1)
            except ZeroDivisionError:
                return None
            if any(inverse[i, i] <= 0 for i in range(k)):
                return None
            errors = [mp.sqrt(inverse[i, i]) for i in range(k)]
            move = inverse * gradient
            if any(abs(move[i]) > errors[i] for i in range(k)):
                return None
            for i, s in enumerate(symbols):
                point[s] += move[i]
            if all(abs(move[i]) < 1e-18 * errors[i] for i in range(k)):
                return [float(point[s]) for s in symbols], [float(e) for e in errors]
    return None


def case(name, model, p, value):
    """One entry of the table, or None."""
    base, _ = Points(model, seed=3).sample(80)
    at = moved(model, base, p, value)
    columns = drawn(model, at)
    if columns is None or not all(np.isfinite(v).all() for v in columns.values()):
        return None
    symbols = model.symbols
    free = [s for s in symbols if not next(q for q in model.parameters if q.symbol == s).domain.integer]
    centre, first, second = derivatives(model, at, columns, free)
    if not all(mp.isfinite(v) for v in centre):
        return None
    scale = [float(1 / (abs(mp.mpf(at[s])) or 1)) for s in free]
    gradient, size = sums(first, scale)
    pairs = [(i, j) for i in range(len(free)) for j in range(i + 1)]
    hessian, hessian_size = sums(second, [scale[i] * scale[j] for i, j in pairs])
    out = {
        "family": name,
        "extreme": p.name,
        "columns": {k: list(map(float, v)) for k, v in columns.items()},
        "known": {q.name: at[q.symbol] for q in model.known},
        "theta": [at[s] for s in symbols],
        "nll": float(-mp.fsum(centre)),
        "free": [symbols.index(s) for s in free],
        "gradient": [-g for g in gradient],
        "gradient_size": size,
        "hessian": [-h for h in hessian],
        "hessian_size": hessian_size,
    }
    fit = estimate(plan_of(name), columns, known=out["known"])
    found = list(fit.params.values())
    if fit.converged and np.all(np.isfinite(found)) and len(free) == len(symbols):
        there = {**at, **dict(zip(symbols, found, strict=True))}
        best = polished(model, there, columns, symbols)
        if best is not None:
            out["estimate"], out["errors"] = best
    return out


def limited(*arguments):
    """The same, None where a sum of many digits does not end: Bessel functions of an order of 1e9."""
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.alarm(SECONDS)
    try:
        return case(*arguments)
    except KeyboardInterrupt:
        return None
    finally:
        signal.alarm(0)


def main(names):
    """Writes the table; with names only the entries of these families anew."""
    warnings.simplefilter("ignore")
    entries = [e for e in json.loads(HOME.read_text(encoding="utf-8")) if e["family"] not in names] if names else []
    for name in names or families():
        model = family(name)
        for p in (*model.parameters, *model.known):
            for value in values_of(model, p):
                with np.errstate(all="ignore"):
                    entry = limited(name, model, p, value)
                print(name, p.name, value, "no" if entry is None else "estimate" in entry, flush=True)
                if entry is not None:
                    entries.append(entry)
    entries.sort(key=lambda e: e["family"])
    text = ",\n".join(json.dumps(e) for e in entries)
    HOME.write_text(f"[\n{text}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
