"""Roots, integers and maxima as plain loops: texts in the subset of Python that every language can say.

``$equation(t)`` stands for a call of the equation with all that it needs.  The coordinate u of a parameter is the
parameter itself on the line, log(t - lower) above an end, log(upper - t) below one, and the log-odds between two.
"""

ZERO = """zero
The zero of the equation between two points where its signs differ: Newton steps, bisections where one would leave.
a = near
f_a = f_near
b = far
if b < a:
    a = far
    f_a = f_far
    b = near
u = near + (far - near) * f_near / (f_near - f_far)
if not (a < u and u < b):
    u = 0.5 * (a + b)
before = b - a
width = b - a
for turn in range(200):
    f, slope = $equation(outward(u, lower, upper))
    if f == 0.0:
        break
    if not isfinite(f):
        u = 0.5 * (u + a)
        continue
    if (f > 0.0 and f_a > 0.0) or (f < 0.0 and f_a < 0.0):
        a = u
        f_a = f
    else:
        b = u
    scale = maximum(abs(u), 1.0)
    if unbounded(lower, upper) > 0.0:
        scale = maximum(abs(u), 1e-6 * width)
    step = -f / (slope * stretch(u, lower, upper))
    if a < u + step and u + step < b and abs(step) < 0.5 * before:
        u = u + step
        before = abs(step)
        if before <= 1e-9 * scale:
            break
    else:
        u = 0.5 * (a + b)
        before = b - a
    if b - a <= 4e-16 * scale:
        break
return outward(u, lower, upper)
"""

_START = """u = 0.0
if lower < start and start < upper:
    u = inward(start, lower, upper)
limit = farthest(lower, upper)
"""

ROOT = f"""root
The zero of the equation in (lower, upper), searched outwards from start; nan if its sign never changes.
{_START}f, slope = $equation(outward(u, lower, upper))
shift = 1.0
while not isfinite(f) and shift < 40.0:
    f, slope = $equation(outward(u + shift, lower, upper))
    if isfinite(f):
        u = u + shift
    else:
        f, slope = $equation(outward(u - shift, lower, upper))
        if isfinite(f):
            u = u - shift
    shift = 2.0 * shift
if not isfinite(f):
    return nan
if f == 0.0:
    return outward(u, lower, upper)
right = u
f_right = f
up = 1.0
left = u
f_left = f
down = 1.0
while up > 0.0 or down > 0.0:
    if up > 0.0:
        new = minimum(right + up, limit)
        f, slope = $equation(outward(new, lower, upper))
        if not isfinite(f):
            up = 0.25 * up
            if up < 1e-3 * maximum(1.0, abs(right)):
                up = 0.0
        elif (f > 0.0) == (f_right > 0.0):
            right = new
            f_right = f
            up = 2.0 * up
            if right >= limit:
                up = 0.0
        else:
            return $zero(right, f_right, new, f, lower, upper)
    if down > 0.0:
        new = maximum(left - down, -limit)
        f, slope = $equation(outward(new, lower, upper))
        if not isfinite(f):
            down = 0.25 * down
            if down < 1e-3 * maximum(1.0, abs(left)):
                down = 0.0
        elif (f > 0.0) == (f_left > 0.0):
            left = new
            f_left = f
            down = 2.0 * down
            if left <= -limit:
                down = 0.0
        else:
            return $zero(left, f_left, new, f, lower, upper)
return nan
"""

ROOTS = f"""root
That zero of the equation in (lower, upper) which is likeliest, among those that a grid separates; else a peak beyond.
{_START}span = minimum(12.0, limit)
best = -inf
chosen = nan
last = u
f_last = nan
for turn in range(61):
    new = u + span * (turn / 30.0 - 1.0)
    f, slope = $equation(outward(new, lower, upper))
    if isfinite(f) and isfinite(f_last) and f != 0.0 and (f > 0.0) != (f_last > 0.0):
        t = $zero(last, f_last, new, f, lower, upper)
        height = $rate(t)
        if height > best:
            best = height
            chosen = t
    if f == 0.0:
        height = $rate(outward(new, lower, upper))
        if height > best:
            best = height
            chosen = outward(new, lower, upper)
        f = nan
    last = new
    f_last = f
if best > -inf or unbounded(lower, upper) > 0.0:
    return chosen
best = $rate(outward(u, lower, upper))
for turn in range(2):
    last = u + span * (1.0 - 2.0 * turn)
    f_last, slope = $equation(outward(last, lower, upper))
    shift = 1.0 - 2.0 * turn
    while isfinite(f_last) and abs(last) < limit:
        new = maximum(minimum(last + shift, limit), -limit)
        f, slope = $equation(outward(new, lower, upper))
        if isfinite(f) and (f > 0.0) != (f_last > 0.0):
            t = $zero(last, f_last, new, f, lower, upper)
            height = $rate(t)
            v = inward(t, lower, upper)
            below = $rate(outward(v - 1.0, lower, upper))
            above = $rate(outward(v + 1.0, lower, upper))
            gap = height - maximum(below, above)
            if height > best and gap > 1e-10 * (1.0 + abs(height)):
                best = height
                chosen = t
        last = new
        f_last = f
        shift = 1.5 * shift
return chosen
"""

INTEGER = """integer
The integer in lower..upper with the greatest objective; inf if it never falls.
low = ceil(lower - 1e-9)
top = floor(upper + 1e-9)
best = -inf
at = low
left = low
right = low
last = low
n_ = low
step = 1.0
falls = 0.0
open_ = 0.0
if top - low <= 2000.0:
    left = low
    right = top
else:
    while n_ <= top and falls < 3.0:
        if step > 17592186044416.0:
            return inf
        height = $objective(n_)
        if height > best:
            best = height
            at = n_
            left = last
            falls = 0.0
            open_ = 1.0
        else:
            if open_ > 0.0:
                right = n_
                open_ = 0.0
            if height > -inf:
                falls = falls + 1.0
        last = n_
        n_ = n_ + step
        step = 2.0 * step
    if open_ > 0.0:
        right = top
    while right - left > 3.0:
        step = maximum(floor((right - left) / 3.0), 1.0)
        height = $objective(left + step)
        other = $objective(right - step)
        if height < other:
            left = left + step
        else:
            right = right - step
    left = maximum(left - 1.0, low)
    right = minimum(right + 1.0, top)
best = -inf
n_ = left
while n_ <= right:
    height = $objective(n_)
    if height > best:
        best = height
        at = n_
    n_ = n_ + 1.0
return at
"""
