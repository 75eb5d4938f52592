"""The joint maximiser as plain loops: damped Newton steps in free coordinates, from the best of random starts.

For k parameters the matrices are written out: L D L' of the Hessian, its solution, one line for each entry.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from thetahat.codegen.languages.expression import names_of
from thetahat.core.plan import Parameter, Pass, Plan

if TYPE_CHECKING:
    from thetahat.codegen.languages.items import Item
    from thetahat.codegen.languages.lowering import Lowering

ROUNDS, DRAWS, CHOICES = 4, 40, 7


def place(
    lowering: Lowering,
    tag: str,
    names: tuple[str, ...],
    whole: bool,
    starts: Sequence[tuple[str, ...]],
    update: Sequence[str] = (),
) -> list[Item]:
    """Functions surface_tag, climb_tag and maximise_tag, and the items that call the last."""
    made = _Joint(lowering, tag, names)
    made.surface(whole)
    made.climb()
    return made.maximise(starts, update)


class _Joint:
    def __init__(self, lowering: Lowering, tag: str, names: tuple[str, ...]) -> None:
        self.lowering, self.tag, self.names = lowering, tag, names
        table = {p.identifier: p for p in lowering.plan.parameters}
        self.parameters = [table[n] for n in names]
        self.k = len(names)
        local = lowering.local
        self.u = [local(f"u_{i + 1}") for i in range(self.k)]
        self.g = [local(f"g_{i + 1}") for i in range(self.k)]
        self.h = [local(f"h_{i + 1}_{j + 1}") for i in range(self.k) for j in range(i + 1)]
        self.ends = [_ends(p, set(names)) for p in self.parameters]

    def at(self, i: int, j: int) -> str:
        """The name of the Hessian's entry."""
        i, j = max(i, j), min(i, j)
        return self.h[i * (i + 1) // 2 + j]

    # -------------------------------------------------------------- the surface

    def surface(self, whole: bool) -> None:
        """-l/n in free coordinates, with gradient and Hessian."""
        low, k, local = self.lowering, self.k, self.lowering.local
        f = local("height")
        s = [local(f"stretch_{i + 1}") for i in range(k)]
        items: list[Item] = []
        for i, (name, (a, b)) in enumerate(zip(self.names, self.ends, strict=True)):
            items += [f"{name} = outward({self.u[i]}, {a}, {b})", f"{s[i]} = stretch({self.u[i]}, {a}, {b})"]
        items += low.guarded(self.names, f"return {', '.join(['inf'] + ['0.0'] * (k + len(self.h)))}")
        call = low.call(f"derivatives_{self.tag}", *self.names)
        items.append(f"{', '.join([f, *self.g, *self.h])} = {call}")
        n = low.size
        out = [f"-{f} / {n}", *(f"-{g} * {t} / {n}" for g, t in zip(self.g, s, strict=True))]
        for i in range(k):
            for j in range(i + 1):
                entry = f"-{self.at(i, j)} * {s[i]} * {s[j]} / {n}"
                if i == j:
                    a, b = self.ends[i]
                    entry += f" - {self.g[i]} * bend({self.u[i]}, {a}, {b}) / {n}"
                out.append(entry)
        items.append(f"return {', '.join(out)}")
        told = "-l/n in free coordinates, its gradient and the lower triangle of its Hessian."
        low.add(f"surface_{self.tag}", told, items, tuple(self.u), 1 + k + len(self.h))

    # -------------------------------------------------------------- climbing

    def climb(self) -> None:
        """The local maximum uphill of a start: (l/n, parameters)."""
        low, k, local = self.lowering, self.k, self.lowering.local
        start = [local(f"start_{i + 1}") for i in range(k)]
        step = [local(f"step_{i + 1}") for i in range(k)]
        d = [local(f"d_{i + 1}") for i in range(k)]
        v = [local(f"v_{i + 1}") for i in range(k)]
        new = [local(f"{n}_new") for n in ["f", *self.g, *self.h]]
        f, damp, trial, decrement, size = map(local, ("f", "damp", "trial", "decrement", "length"))
        definite = local("definite")

        def call(at: Sequence[str]) -> str:
            return low.call(f"surface_{self.tag}", *at)

        lines = [f"{u} = inward({t}, {a}, {b})" for u, t, (a, b) in zip(self.u, start, self.ends, strict=True)]
        lines += [f"{', '.join([f, *self.g, *self.h])} = {call(self.u)}"]
        lines += [f"if not isfinite({f}):", f"    return -inf, {', '.join(start)}"]
        lines += [f"{damp} = 0.0", f"for {trial} in range(400):"]
        body: list[str] = [f"{definite} = 1.0"]
        body += self._factor(d, damp, definite)
        body += [f"if {definite} == 0.0:", f"    {damp} = maximum(4.0 * {damp}, 1e-3)", "    continue"]
        # L z = -g, D y = z, L' s = y
        for i in range(k):
            terms = "".join(f" - {self._l(i, j)} * {v[j]}" for j in range(i))
            body.append(f"{v[i]} = -{self.g[i]}{terms}")
        body.append(f"{decrement} = " + " + ".join(f"{v[i]} * {v[i]} / {d[i]}" for i in range(k)))
        for i in reversed(range(k)):
            terms = "".join(f" - {self._l(j, i)} * {step[j]}" for j in range(i + 1, k))
            body.append(f"{step[i]} = {v[i]} / {d[i]}{terms}")
        body.append(f"{size} = " + _nested([f"abs({s})" for s in step]))
        body.append(f"if {size} > 4.0:")
        body += [f"    {s} = {s} * 4.0 / {size}" for s in step]
        moved = [f"{u} + {s}" for u, s in zip(self.u, step, strict=True)]
        body.append(f"{', '.join(new)} = {call(moved)}")
        finite = " and ".join(f"isfinite({n})" for n in new)
        body.append(f"if {finite} and {new[0]} <= {f} + 1e-13 * (1.0 + abs({f})):")
        body += [f"    {u} = {u} + {s}" for u, s in zip(self.u, step, strict=True)]
        body += [f"    {old} = {n}" for old, n in zip([f, *self.g, *self.h], new, strict=True)]
        body += [f"    if {damp} == 0.0 and {decrement} <= 1e-22:", "        break", f"    {damp} = 0.2 * {damp}"]
        body += [f"    if {damp} < 1e-6:", f"        {damp} = 0.0"]
        body += ["else:", f"    {damp} = maximum(4.0 * {damp}, 1e-3)"]
        body += [f"    if {damp} > 1e12:", "        break"]
        lines += [f"    {b}" for b in body]
        lines += self._flat(d, f"    return -inf, {', '.join(start)}")
        back = [f"outward({u}, {a}, {b})" for u, (a, b) in zip(self.u, self.ends, strict=True)]
        lines.append(f"return -{f}, {', '.join(back)}")
        told = "The local maximum uphill of a start, by damped Newton steps: its height, and the parameters."
        low.add(f"climb_{self.tag}", told, _statements(lines), tuple(start), 1 + k)

    def _flat(self, d: Sequence[str], leave: str) -> list[str]:
        """No maximum where the surface is flat in the logarithm of a distance from an end: the climb never ended."""
        out = []
        for i in range(self.k):
            out += [f"{self._l(i, j)} = ({self.at(i, j)}{self._less(i, j, d)}) / {d[j]}" for j in range(i)]
            out.append(f"{d[i]} = {self.at(i, i)}{self._less(i, i, d)}")
            out += [f"if abs({d[i]}) <= {'0.0' if self.ends[i] == ('-inf', 'inf') else '1e-9'}:", leave]
        return out

    def _less(self, i: int, j: int, d: Sequence[str]) -> str:
        """What the entry's own share of L D L' lacks."""
        return "".join(f" - {self._l(i, m)} * {self._l(j, m)} * {d[m]}" for m in range(j))

    def _l(self, i: int, j: int) -> str:
        return self.lowering.local(f"l_{i + 1}_{j + 1}")

    def _factor(self, d: Sequence[str], damp: str, definite: str) -> list[str]:
        """L D L' of the damped Hessian, written out."""
        out = []
        for i in range(self.k):
            out += [f"{self._l(i, j)} = ({self.at(i, j)}{self._less(i, j, d)}) / {d[j]}" for j in range(i)]
            own = self.at(i, i)
            out.append(f"{d[i]} = {own} + {damp} * maximum(abs({own}), 1e-6){self._less(i, i, d)}")
            out.append(f"if not {d[i]} > 1e-14 * abs({own}):")
            out.append(f"    {definite} = 0.0")
            out.append(f"    {d[i]} = 1.0")
        return out

    # -------------------------------------------------------------- several starts

    def maximise(self, starts: Sequence[tuple[str, ...]], update: Sequence[str]) -> list[Item]:
        """Items that end with the parameters at the best of the climbs."""
        low, k, local = self.lowering, self.k, self.lowering.local
        choices = [plausible(low.plan, p, low.sampled) for p in self.parameters]
        needed = {n for c in choices for e in c for n in names_of(e)}
        items: list[Item] = list(quantiles(low.plan, needed))
        best, height, seed, rated, at = (local(n) for n in ("best", "height", "seed", "rated", "at"))
        chosen = [local(f"chosen_{i + 1}") for i in range(k)]
        reached = [local(f"reached_{i + 1}") for i in range(k)]
        draw = [local(f"draw_{i + 1}") for i in range(k)]
        lines = [f"{best} = -inf", *(f"{c} = nan" for c in chosen)]

        def climbed(from_: Sequence[str], pad: str) -> list[str]:
            out = [f"{pad}{', '.join([height, *reached])} = {low.call(f'climb_{self.tag}', *from_)}"]
            out += [f"{pad}if {height} > {best}:", f"{pad}    {best} = {height}"]
            return out + [f"{pad}    {c} = {r}" for c, r in zip(chosen, reached, strict=True)]

        for start in starts:
            lines += climbed([f"({s})" for s in start], "")
        proved = low.plan.status("unique") in ("proved", "cited") or low.plan.status("maximum") == "proved"
        rounds = 0 if starts and proved else (1 if proved else ROUNDS)
        if rounds:
            around, pick = local("around"), local("pick")
            lines += [f"{seed} = 20240229.0", f"for {around} in range({rounds}):"]
            lines += [f"    {rated} = -inf", *(f"    {r} = {c[0]}" for r, c in zip(reached, choices, strict=True))]
            lines += [f"    for {pick} in range({DRAWS}):"]
            for i, c in enumerate(choices):
                lines.append(f"        {seed} = modulo(16807.0 * {seed}, 2147483647.0)")
                lines.append(f"        {at} = floor({seed} / 2147483647.0 * {len(c)}.0)")
                lines.append(f"        {draw[i]} = choose({at}, {', '.join(c)})")
            guard = [f"        {height} = -inf"]
            inside = low.inside(self.names, dict(zip(self.names, draw, strict=True)))
            test = " and ".join(inside)
            value = low.call(f"value_{self.tag}", *draw)
            guard += [f"        if {test}:", f"            {height} = {value}"] if test else []
            lines += guard if test else [f"        {height} = {value}"]
            lines += [f"        if {height} > {rated}:", f"            {rated} = {height}"]
            lines += [f"            {r} = {d}" for r, d in zip(reached, draw, strict=True)]
            if update:
                lines += self._repeated(update, reached)
            lines += climbed(reached, "    ")
        items += _statements(lines)
        items.append(f"return {', '.join(chosen)}")
        low.add(f"maximise_{self.tag}", "The joint maximiser, the best of several climbs.", items, (), k)
        call = low.call(f"maximise_{self.tag}")
        return [f"{', '.join(self.names)} = {call}"]

    def _repeated(self, update: Sequence[str], reached: Sequence[str]) -> list[str]:
        """EM steps from the best draw, until nothing changes."""
        low, local = self.lowering, self.lowering.local
        place = dict(zip(self.names, reached, strict=True))
        ordered = [place[n] for n in update]
        new = [local(f"next_{i + 1}") for i in range(len(update))]
        turn = local("turn")
        change = local("change")
        out = [f"    for {turn} in range(200):"]
        out.append(f"        {', '.join(new)} = {low.call('update_joint', *ordered)}")
        out.append(f"        if not ({' and '.join(f'isfinite({n})' for n in new)}):")
        out.append("            break")
        sizes = [f"abs({n} - {r}) / maximum(abs({r}), 1e-8)" for n, r in zip(new, ordered, strict=True)]
        out.append(f"        {change} = {_nested(sizes)}")
        out += [f"        {r} = {n}" for n, r in zip(new, ordered, strict=True)]
        out += [f"        if {change} < 1e-8:", "            break"]
        return out


def _nested(parts: Sequence[str]) -> str:
    out = parts[0]
    for p in parts[1:]:
        out = f"maximum({out}, {p})"
    return out


def _statements(lines: Sequence[str]) -> list[str]:
    """Lines as statements: an indented line belongs to the one before it."""
    out: list[str] = []
    for line in lines:
        if line.startswith((" ", "else:")):
            out[-1] += f"\n{line}"
        else:
            out.append(line)
    return out


def _ends(p: Parameter, free: set[str]) -> tuple[str, str]:
    """The ends of a domain as coordinates see them; an end that moves with other parameters is left to the guard."""
    low, high = p.lower.source, p.upper.source
    if p.periodic:
        return "-inf", "inf"
    if names_of(low) & free:
        low = "-inf"
    if names_of(high) & free:
        high = "inf"
    return low, high


# ------------------------------------------------------------------ plausible values

_LEVELS = {"lowest": "0.05", "low": "0.25", "middle": "0.5", "high": "0.75", "highest": "0.95"}


def quantiles(plan: Plan, needed: set[str]) -> list[Pass]:
    """Passes that give the quantiles which the choices use, named lowest_x … highest_x."""
    out = []
    for x in plan.identifiers:
        wanted = [w for w in _LEVELS if f"{w}_{x}_" in needed]
        if wanted:
            names = tuple(f"{w}_{x}_" for w in wanted)
            levels = tuple(_LEVELS[w] for w in wanted)
            out.append(Pass(names, ("quantile",) * len(wanted), (x,) * len(wanted), levels, (), (x,), ()))
    return out


def plausible(plan: Plan, p: Parameter, sampled: bool = True) -> list[str]:
    """Sources of CHOICES values that the parameter may plausibly have."""
    j = plan.parameters.index(p)
    table = dict(zip(plan.variables, plan.identifiers, strict=True))
    for m in plan.motions:
        if m.kind == "shift" and m.offsets[j]:
            x = table[m.variable]
            levels = ("middle", "low", "high", "lowest", "highest", "middle", "middle")
            return [(f"{m.offsets[j]} * " if m.offsets[j] != 1 else "") + f"{w}_{x}_" for w in levels]
    for m in plan.motions:
        if m.kind == "scale" and m.powers[j]:
            return [repr(c ** m.powers[j]) for c in (1.0, 0.5, 0.25, 0.7, 1.5, 2.0, 4.0)]
        if m.kind == "scale" and m.offsets[j]:
            return [repr(m.offsets[j] * c) for c in (0.0, -1.0, 1.0, -2.5, 2.5, 0.5, -0.5)]
    low, high = p.lower.source, p.upper.source
    free = {q.identifier for q in plan.parameters}
    low = "-inf" if names_of(low) & free else low
    high = "inf" if names_of(high) & free else high
    if low != "-inf" and high != "inf":
        return [f"({low}) + (({high}) - ({low})) * {c}" for c in ("0.5", "0.05", "0.2", "0.35", "0.65", "0.8", "0.95")]
    sizes = ("1.0", "0.1", "0.3", "0.7", "2.0", "5.0", "20.0")
    x = plan.identifiers[0]
    if not plan.motions and sampled:
        sizes = ("1.0", "0.1", "0.4", "2.5", f"(1e-3 + abs(middle_{x}_))", f"(1e-3 + abs(high_{x}_))", "20.0")
    if low != "-inf":
        return list(sizes) if low == "0" else [f"({low}) + {c}" for c in sizes]
    if high != "inf":
        return [f"({high}) - {c}" for c in sizes]
    if plan.motions or not sampled:
        return ["0.0", "0.5", "-0.5", "1.0", "-1.0", "2.5", "-2.5"]
    return ["0.0", "1.0", "-1.0", f"middle_{x}_", f"low_{x}_", f"high_{x}_", "0.3"]
