"""What generated JAX modules carry: coordinates, roots, integers, maxima, and functions that JAX lacks.

A module takes from this file the source text of the functions that it uses; ``jnp``, ``lax`` and ``special`` are those
of JAX.  Nothing here looks at a value: each function can be compiled and mapped over batches.
"""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
from jax import lax
from jax.scipy import special

from thetahat.engines.special import log1m_exp, log_erfc


def _level(values: Any, p: Any) -> Any:
    """The value at rank ceil(n p); the midpoint of the two middle ones for p = 1/2."""
    ordered = jnp.sort(values)
    n = values.size
    k = jnp.clip(jnp.ceil(n * p * (1 - 1e-15)), 1, n).astype(int)
    last = jnp.where((p == 0.5) & (n % 2 == 0), jnp.minimum(k, n - 1), k - 1)
    return 0.5 * (ordered[k - 1] + ordered[last])


def _units(values: Any, centred: bool, scaled: bool) -> Any:
    """A centre and a spread with which the data are standardised."""
    middle = _level(values, 0.5)
    spread = _level(jnp.abs(values), 0.5)
    if centred:
        spread = 0.74 * (_level(values, 0.75) - _level(values, 0.25))
    spread = jnp.where(spread > 0, spread, jnp.std(values))
    spread = jnp.where(spread > 0, spread, jnp.max(jnp.abs(values)))
    spread = jnp.where(spread > 0, spread, 1.0)
    return (middle if centred else 0.0), (spread if scaled else 1.0)


def _outward(u: Any, lower: Any, upper: Any) -> Any:
    """The parameter at the free coordinate u."""
    low, high = jnp.isfinite(lower), jnp.isfinite(upper)
    a, b = jnp.where(low, lower, 0.0), jnp.where(high, upper, 0.0)
    e = jnp.exp(-jnp.abs(u))
    inside = jnp.where(u < 0, a + (b - a) * e / (1 + e), b - (b - a) * e / (1 + e))
    single = jnp.where(low, a + jnp.exp(u), jnp.where(high, b - jnp.exp(u), u))
    return jnp.where(low & high, inside, single)


def _inward(t: Any, lower: Any, upper: Any) -> Any:
    """The free coordinate of a parameter."""
    low, high = jnp.isfinite(lower), jnp.isfinite(upper)
    below, above = jnp.where(low, t - lower, 1.0), jnp.where(high, upper - t, 1.0)
    return jnp.where(low | high, jnp.where(low, 1, -1) * jnp.log(below / above), t)


def _bends(u: Any, lower: Any, upper: Any) -> Any:
    """The first and second derivatives of the parameter in its free coordinate."""
    low, high = jnp.isfinite(lower), jnp.isfinite(upper)
    e = jnp.exp(-jnp.abs(u))
    first = (jnp.where(high, upper, 0.0) - jnp.where(low, lower, 0.0)) * e / (1 + e) ** 2
    second = -jnp.sign(u) * first * (1 - e) / (1 + e)
    single = jnp.where(low, jnp.exp(u), jnp.where(high, -jnp.exp(u), 1.0))
    bend = jnp.where(low | high, single, 0.0)
    return jnp.where(low & high, first, single), jnp.where(low & high, second, bend)


def _farthest(lower: Any, upper: Any) -> Any:
    """How far the free coordinate goes."""
    low, high = jnp.isfinite(lower), jnp.isfinite(upper)
    return jnp.where(low & high, 36.0, jnp.where(low | high, 690.0, 1e300))


def _zero(equation: Any, near: Any, f_near: Any, far: Any, lower: Any, upper: Any) -> Any:
    """The zero between two coordinates where the signs differ: Newton steps, bisections where one would leave."""
    free = ~(jnp.isfinite(lower) | jnp.isfinite(upper))
    a, b = jnp.minimum(near, far), jnp.maximum(near, far)
    f_a = jnp.where(near < far, f_near, -f_near)
    width = b - a

    def going(state: Any) -> Any:
        return ~state[-1] & (state[-2] < 200)

    def step(state: Any) -> Any:
        u, a, b, f_a, before, turn, _ = state
        f, slope = equation(_outward(u, lower, upper))
        slope = slope * _bends(u, lower, upper)[0]
        wild = ~jnp.isfinite(f)
        left = ~wild & ((f > 0) == (f_a > 0))
        a, b = jnp.where(left, u, a), jnp.where(left | wild, b, u)
        scale = jnp.where(free, jnp.maximum(jnp.abs(u), 1e-6 * width), jnp.maximum(jnp.abs(u), 1.0))
        move = -f / slope
        good = ~wild & (a < u + move) & (u + move < b) & (jnp.abs(move) < 0.5 * before)
        new = jnp.where(good, u + move, jnp.where(wild, 0.5 * (u + a), 0.5 * (a + b)))
        size = jnp.where(good, jnp.abs(move), b - a)
        done = (f == 0) | (good & (size <= 1e-9 * scale)) | (b - a <= 4e-16 * scale)
        return jnp.where(f == 0, u, new), a, b, f_a, size, turn + 1, done

    start = (0.5 * (a + b), a, b, f_a, width, 0, ~(width > 0))
    return _outward(lax.while_loop(going, step, start)[0], lower, upper)


def _root(equation: Any, lower: Any, upper: Any, start: Any) -> Any:
    """The zero of an equation (value, slope) in (lower, upper), searched outwards; nan if its sign never changes."""
    limit = _farthest(lower, upper)
    inside = (lower < start) & (start < upper)
    middle = jnp.where(jnp.isfinite(lower), lower, upper)
    safe = jnp.where(inside, start, _outward(0.0, lower, upper))
    centre = jnp.where(inside, _inward(safe, lower, upper), 0.0) + 0.0 * jnp.where(jnp.isfinite(middle), middle, 0.0)

    def value(u: Any) -> Any:
        return equation(_outward(u, lower, upper))[0] + 0.0

    def astray(state: Any) -> Any:
        return ~jnp.isfinite(state[1]) & (state[2] < 40.0)

    def other(state: Any) -> Any:
        u, _, shift = state
        up, down = value(u + shift), value(u - shift)
        good, fair = jnp.isfinite(up), jnp.isfinite(down)
        new = jnp.where(good, u + shift, jnp.where(fair, u - shift, u))
        return new, jnp.where(good, up, down), 2.0 * shift

    centre, f, _ = lax.while_loop(astray, other, (centre, value(centre), 1.0))

    def wanted(state: Any) -> Any:
        (_, _, up), (_, _, down), found = state
        return ~found[3] & ((up > 0) | (down > 0))

    def side(place: Any, sign: Any) -> Any:
        u, f_u, size = place
        new = jnp.clip(u + sign * size, -limit, limit)
        f_new = value(new)
        good = jnp.isfinite(f_new) & (size > 0)
        turn = good & ((f_new > 0) != (f_u > 0))
        less = jnp.where(0.25 * size < 1e-3 * jnp.maximum(1.0, jnp.abs(u)), 0.0, 0.25 * size)
        grown = jnp.where(jnp.abs(new) >= limit, 0.0, 2.0 * size)
        after = (jnp.where(good, new, u), jnp.where(good, f_new, f_u), jnp.where(good, grown, less))
        return after, (u, f_u, new, turn)

    def widen(state: Any) -> Any:
        right, left, _ = state
        right, first = side(right, 1.0)
        left, second = side(left, -1.0)
        found = tuple(jnp.where(first[3], p, q) for p, q in zip(first, second, strict=True))
        return right, left, found

    known = jnp.isfinite(f)
    first = (centre, f, jnp.where(known & (f != 0), 1.0, 0.0))
    state = (first, first, (centre, f, centre, ~known))
    near, f_near, far, turned = lax.while_loop(wanted, widen, state)[2]
    t = jnp.where(f == 0, _outward(centre, lower, upper), _zero(equation, near, f_near, far, lower, upper))
    return jnp.where(known & ((f == 0) | turned), t, jnp.nan)


def _roots(equation: Any, rate: Any, lower: Any, upper: Any, start: Any) -> Any:
    """That zero of an equation in (lower, upper) which is likeliest, among those of a grid; else a peak beyond."""
    inside = (lower < start) & (start < upper)
    safe = jnp.where(inside, start, _outward(0.0, lower, upper))
    centre = jnp.where(inside, _inward(safe, lower, upper), 0.0)
    grid = centre + jnp.minimum(12.0, _farthest(lower, upper)) * jnp.linspace(-1.0, 1.0, 61)
    values = lax.map(lambda u: equation(_outward(u, lower, upper))[0] + 0.0, grid)

    def one(i: Any) -> Any:
        f, g = values[i], values[i + 1]
        turn = jnp.isfinite(f) & jnp.isfinite(g) & ((f == 0) | ((f > 0) != (g > 0)))
        t = _zero(equation, grid[i], f, jnp.where(turn & (f != 0), grid[i + 1], grid[i]), lower, upper)
        height = jnp.where(turn, rate(t), -jnp.inf)
        return t, jnp.where(jnp.isnan(height), -jnp.inf, height)

    points, heights = lax.map(one, jnp.arange(60))
    best = jnp.argmax(heights)
    middle = _outward(centre, lower, upper)

    def beyond() -> Any:
        t = _root(equation, lower, upper, start) + 0.0
        v, height = _inward(t, lower, upper), rate(t)
        around = jnp.fmax(rate(_outward(v - 1.0, lower, upper)), rate(_outward(v + 1.0, lower, upper)))
        peak = (height > rate(middle)) & (height - around > 1e-10 * (1.0 + jnp.abs(height)))
        return jnp.where(peak, t, jnp.nan)

    line = ~(jnp.isfinite(lower) | jnp.isfinite(upper))
    middle = jnp.where(line, jnp.nan, middle)
    return lax.cond(heights[best] > -jnp.inf, lambda: points[best] + 0.0, beyond)


def _best(candidates: Any, rate: Any) -> Any:
    """That candidate with the greatest rate, nan if none has any."""
    points = jnp.array(candidates) + 0.0
    heights = lax.map(rate, points)
    heights = jnp.where(jnp.isnan(heights), -jnp.inf, heights)
    best = jnp.argmax(heights)
    return jnp.where(heights[best] > -jnp.inf, points[best], jnp.nan)


def _integer(objective: Any, lower: Any, upper: Any) -> Any:
    """The integer in lower..upper with the greatest objective; inf if it never falls."""
    low, top = jnp.ceil(lower - 1e-9) + 0.0, jnp.floor(upper + 1e-9) + 0.0

    def rising(state: Any) -> Any:
        _, _, n, _, falls, step, *_ = state
        return (n <= top) & (falls < 3) & (step <= 2.0**44)

    def leap(state: Any) -> Any:
        best, at, n, last, falls, step, left, right = state
        height = objective(n)
        better = height > best
        ended = ~better & (right < left) & (best > -jnp.inf)
        left, right = jnp.where(better, last, left), jnp.where(better, low - 1, jnp.where(ended, n, right))
        falls = jnp.where(better, 0, falls + (height > -jnp.inf))
        return jnp.maximum(best, height), jnp.where(better, n, at), n + step, n, falls, 2.0 * step, left, right

    first = (-jnp.inf + 0.0 * low, low, low, low, 0, 1.0, low, low - 1)
    _, _, _, _, falls, step, left, right = lax.while_loop(rising, leap, first)
    endless = (step > 2.0**44) & (falls < 3)
    right = jnp.where(right < left, top, right)

    def wide(state: Any) -> Any:
        return state[1] - state[0] > 3

    def narrow(state: Any) -> Any:
        left, right = state
        third = jnp.maximum(jnp.floor((right - left) / 3), 1.0)
        up = objective(left + third) < objective(right - third)
        return jnp.where(up, left + third, left), jnp.where(up, right, right - third)

    left, right = lax.while_loop(wide, narrow, (left, jnp.where(endless, left, right)))
    near = jnp.clip(left - 1 + jnp.arange(6.0), low, jnp.minimum(right + 1, top))
    return jnp.where(endless, jnp.inf, _best(near, objective))


def _climb(objective: Any, theta: Any, lower: Any, upper: Any) -> Any:
    """The local maximum uphill of a start, by damped Newton steps in free coordinates: its height, and the parameters.

    ``objective(theta)`` returns value, gradient and Hessian; the value is -inf outside the domain.
    """

    def surface(u: Any) -> Any:
        value, gradient, hessian = objective(_outward(u, lower, upper))
        first, second = _bends(u, lower, upper)
        hessian = hessian * first[:, None] * first[None, :] + jnp.diag(gradient * second)
        good = jnp.isfinite(value) & jnp.all(jnp.isfinite(hessian))
        nothing = jnp.zeros_like(gradient), jnp.eye(gradient.size)
        height = jnp.where(good, -value, jnp.inf)
        return height, jnp.where(good, -gradient * first, nothing[0]), jnp.where(good, -hessian, nothing[1])

    def going(state: Any) -> Any:
        return ~state[-1] & (state[-2] < 400)

    def step(state: Any) -> Any:
        u, (f, g, h), damp, turn, _ = state
        lower_factor = jnp.linalg.cholesky(h + damp * jnp.diag(jnp.maximum(jnp.abs(jnp.diag(h)), 1e-6)))
        definite = jnp.all(jnp.isfinite(lower_factor))
        factor = jnp.where(definite, lower_factor, jnp.eye(g.size))
        move = -jax.scipy.linalg.cho_solve((factor, True), g)
        length = jnp.max(jnp.abs(move))
        move = move * jnp.minimum(1.0, 4.0 / length)
        new = surface(u + move)
        better = definite & (new[0] <= f + 1e-14 * jnp.abs(f)) & jnp.isfinite(new[0])
        done = better & (length <= 1e-9 * (1.0 + jnp.max(jnp.abs(u))))
        more = jnp.maximum(4.0 * damp, 1e-3)
        damp = jnp.where(better, jnp.where(damp < 1e-5, 0.0, 0.1 * damp), more)
        kept = tuple(jnp.where(better, p, q) for p, q in zip(new, (f, g, h), strict=True))
        return jnp.where(better, u + move, u), kept, damp, turn + 1, done | (damp > 1e12) | (f == jnp.inf)

    u = _inward(theta, lower, upper)
    u, (f, _, _), _, _, _ = lax.while_loop(going, step, (u, surface(u), 0.0, 0, False))
    return -f, _outward(u, lower, upper)


def _maximise(objective: Any, value: Any, starts: Any, choices: Any, lower: Any, upper: Any, update: Any = None) -> Any:
    """The best of the climbs from given starts and from the best of random combinations of plausible values.

    ``update`` is one step of the EM algorithm, repeated from the random starts until nothing changes.
    """
    lower, upper = (jnp.stack([jnp.asarray(e, float) for e in ends]) for ends in (lower, upper))
    table = jnp.stack([jnp.stack([jnp.asarray(c, float) for c in row]) for row in choices])
    k = len(choices)
    picks = jax.random.randint(jax.random.key(20240229), (4, 40, k), 0, table.shape[1])
    draws = table[jnp.arange(k), picks.at[0, 0].set(0)]

    def settled(theta: Any) -> Any:
        def going(state: Any) -> Any:
            return (state[1] > 1e-8) & (state[2] < 200)

        def again(state: Any) -> Any:
            new = update(state[0])
            good = jnp.all(jnp.isfinite(new))
            change = jnp.max(jnp.abs(new - state[0]) / jnp.maximum(jnp.abs(state[0]), 1e-8))
            return jnp.where(good, new, state[0]), jnp.where(good, change, 0.0), state[2] + 1

        return lax.while_loop(going, again, (theta, jnp.inf, 0))[0]

    def chosen(group: Any) -> Any:
        theta = group[jnp.argmax(jnp.nan_to_num(lax.map(value, group), nan=-jnp.inf, posinf=-jnp.inf))]
        return theta if update is None else settled(theta)

    points = lax.map(chosen, draws)
    if starts:
        given = jnp.stack([jnp.stack([jnp.asarray(v, float) for v in s]) for s in starts])
        points = jnp.concatenate([given, points])
    heights, found = lax.map(lambda theta: _climb(objective, theta, lower, upper), points)
    best = jnp.argmax(jnp.where(jnp.isnan(heights), -jnp.inf, heights))
    return jnp.where(heights[best] > -jnp.inf, found[best], jnp.nan)


# ------------------------------------------------------------------ special functions


def log_erf_gap(a: Any, b: Any) -> Any:
    """log(erf b - erf a) for a < b, also where both are 1 or -1 to all digits."""
    near, far = jnp.where(a > 0, a, -b), jnp.where(a > 0, b, -a)
    tail = (a > 0) | (b < 0)
    low, high = log_erfc(jnp.where(tail, near, 0.0)), log_erfc(jnp.where(tail, far, 1.0))
    plain = jnp.log(jnp.where(tail, 1.0, special.erf(b) - special.erf(a)))
    return jnp.where(tail, low + log1m_exp(jnp.minimum(high - low, -1e-300)), plain)


def log_bessel_i(m: Any, z: Any) -> Any:
    """log I_m(z) for a whole number m >= 0 and z >= 0."""
    out = jnp.log(special.i0e(z)) + z
    for k in range(int(m)):
        out = out + jnp.log(bessel_i_ratio(k, z))
    return out


def bessel_i_ratio(m: Any, z: Any) -> Any:
    """I_{m+1}(z)/I_m(z) for a whole number m: by recurrence for large z, by a continued fraction else."""
    if m < 0:
        return 1.0 / bessel_i_ratio(-m - 1, z)
    near = jnp.where(z < 40.0, jnp.maximum(z, 1e-300), 1.0)
    ratio = lax.fori_loop(0, 120, lambda j, r: 1.0 / (2.0 * (int(m) + 120 - j) / near + r), 0.0 * near)
    far = jnp.where(z < 40.0, 40.0, z)
    large = special.i1e(far) / special.i0e(far)
    for k in range(1, int(m) + 1):
        large = 1.0 / large - 2.0 * k / far
    return jnp.where(z < 40.0, ratio * (z > 0), large)


def iv(m: Any, z: Any) -> Any:
    """I_m(z) for a whole number m >= 0."""
    return jnp.exp(log_bessel_i(m, z))


def lambert_w(y: Any, branch: Any = 0) -> Any:
    """The real w with w exp(w) = y on a branch (0 or -1), by Halley's method; nan where there is none."""
    y = jnp.asarray(y, float)
    p = jnp.sqrt(jnp.maximum(0.0, 2.0 * (2.718281828459045 * y + 1.0)))
    sign = 1.0 if branch == 0 else -1.0
    w = -1.0 + sign * p - p * p / 3.0 + sign * 11.0 / 72.0 * p * p * p
    if branch == 0:
        up = jnp.log1p(jnp.where(y > 1.0, y, 1.0))
        w = jnp.where(y > 1.0, up * (1.0 - jnp.log1p(up) / (2.0 + up)), w)
    else:
        low = jnp.log(jnp.where((y > -0.1) & (y < 0), -y, 0.1))
        w = jnp.where(y > -0.1, low - jnp.log(-low), w)
    for _ in range(12):
        e = jnp.exp(w)
        f = w * e - y
        below = e * (w + 1.0) - (w + 2.0) * f / jnp.where(w == -1.0, 1.0, 2.0 * w + 2.0)
        w = w - jnp.where((f == 0) | (w == -1.0), 0.0, f / jnp.where(below == 0, 1.0, below))
    real = (y >= -0.36787944117144245) & ((y < 0) if branch != 0 else True)
    return jnp.where(real, w, jnp.nan)


def inverse_digamma(y: Any) -> Any:
    """The a > 0 with psi(a) = y, by Newton's method; psi is increasing and concave."""
    y = jnp.asarray(y, float)
    a = jnp.where(y > -2.22, jnp.exp(jnp.minimum(y, 700.0)) + 0.5, -1.0 / (y + 0.5772156649015329))
    for _ in range(8):
        step = (special.digamma(a) - y) / special.polygamma(1, a)
        a = jnp.where(a > step, a - step, 0.5 * a)
    return a


def inverse_bessel_ratio(r: Any) -> Any:
    """The k > 0 with I_1(k)/I_0(k) = r, 0 < r < 1, by Newton's method; nan outside."""
    inside = (r > 0.0) & (r < 1.0)
    q = jnp.where(inside, r, 0.5)
    k = jnp.where(q < 0.9, q * (2.0 - q * q) / (1.0 - q * q), 0.5 / (1.0 - q) + 0.25)
    for _ in range(20):
        ratio = bessel_i_ratio(0, k)
        step = (ratio - q) / (1.0 - ratio / k - ratio * ratio)
        k = jnp.where(k > step, k - step, 0.5 * k)
    return jnp.where(inside, k, jnp.nan)
