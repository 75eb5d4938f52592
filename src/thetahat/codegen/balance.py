"""Log-densities whose large terms cancel, written so that they never arise.

log Gamma(y + 1) = y log y - y + Stirling(y) splits every log-gamma into a small part and one that is known exactly.
The latter, the logarithms and the linear terms together are deviances, D(y, m) = y log(y/m) + m - y, which are small
where y is near m:

    x log m - m - log x!                       -D(x, m) - Stirling(x)
    log C(n, x) + x log p + (n - x) log q      -D(x, n p) - D(n - x, n q) + Stirling(n) - Stirling(x) - Stirling(n - x)

Two log-gammas against the third of their sum make a binomial coefficient, a beta function or one over it.  Such a
triple goes with logarithms of two shares p + q = 1, or with the triple of the opposite sign that holds the sums
(beta-binomial, hypergeometric), whose shares are then the pooled ones.

Source: C. Loader (2000), Fast and accurate computation of binomial probabilities.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from sympy import Add, Expr, Mul, Piecewise, Pow, S, exp, expand, gamma, log, loggamma, simplify, together
from sympy.codegen.cfunctions import log1p

from thetahat.codegen.nodes import Deviance, LogAddExp, LogBeta, LogGrowth, LogMix, LogRising, Stirling

Triple = tuple[Expr, Expr, Expr]
"""(y_1, y_2, y_0) with y_1 + y_2 = y_0."""


def balanced(log_density: Expr) -> Expr:
    """The same function of one observation with deviances in the place of log-gammas, where its terms allow that."""
    return _cases(log_density) or _mixed(log_density) or _balance(log_density) or log_density


def _mixed(e: Expr) -> Expr | None:
    """Every density of a mixture for itself."""
    found = {}
    for t in Add.make_args(e):
        if isinstance(t, (LogAddExp, LogMix)):
            first = len(t.args) - 2
            found[t] = t.func(*t.args[:first], *map(balanced, t.args[first:]))
    return e.xreplace(found) if any(t != new for t, new in found.items()) else None


def _cases(e: Expr) -> Expr | None:
    """Terms by cases under the same conditions: each case for itself."""
    parts = [(t, [f for f in Mul.make_args(t) if isinstance(f, Piecewise)]) for t in Add.make_args(e)]
    pieces = [(Mul(*(f for f in Mul.make_args(t) if f not in found)), *found) for t, found in parts if found]
    if not e.has(loggamma) or any(len(p) != 2 for p in pieces) or len({_conditions(p) for _, p in pieces}) != 1:
        return None
    conditions = _conditions(pieces[0][1])
    sums = [Add(*(c * p.args[k].expr for c, p in pieces)) for k in range(len(conditions))]
    new = [_balance(s) for s in sums]
    if not any(new):
        return None
    chosen = [a if b is None else b for a, b in zip(sums, new, strict=True)]
    return Add(*(t for t, found in parts if not found), Piecewise(*zip(chosen, conditions, strict=True)))


def _conditions(p: Piecewise) -> tuple[Expr, ...]:
    return tuple(q.cond for q in p.args)


@dataclass
class _Terms:
    """A sum sorted: log-gammas by y = z - 1 or z, logarithms by what is inside, and the rest."""

    gammas: dict[Expr, Expr] = field(default_factory=dict)
    logs: dict[Expr, Expr] = field(default_factory=dict)
    rest: Expr = S.Zero
    units: dict[Expr, Expr] = field(default_factory=dict)
    """Bases that were written as log1p(u), and this."""

    def term(self, t: Expr) -> bool:
        """Sorts one term in; False where log-gammas are multiplied by something."""
        for f in Mul.make_args(t):
            c = t / f
            if isinstance(f, log) and isinstance(f.args[0], gamma):  # so SymPy writes a whole number's
                return self._gammas(c, loggamma(f.args[0].args[0], evaluate=False))
            if isinstance(f, (loggamma, LogBeta, LogRising)):
                return self._gammas(c, f)
            if isinstance(f, (log, log1p)):
                self._logarithm(c, f)
                return True
            if isinstance(f, LogGrowth):
                u, w = f.args
                self._logarithm(c * u, log1p(w / u))
                return True
        self.rest += t
        return not t.has(loggamma, LogBeta, LogRising)

    def _gammas(self, c: Expr, f: Expr) -> bool:
        if not c.is_Integer:
            return False
        if isinstance(f, loggamma):
            self._gamma(c, f.args[0])
        elif isinstance(f, LogBeta):
            a, b = f.args
            for sign, z in ((1, a), (1, b), (-1, a + b)):
                self._gamma(sign * c, z)
        else:
            a, d = f.args
            self._gamma(c, a + d)
            self._gamma(-c, a)
        return True

    def _gamma(self, c: Expr, z: Expr) -> None:
        """log Gamma(y + k) = log Gamma(y + 1) + log(y + 1) + … + log(y + k - 1); log Gamma(y) = … - log y."""
        number, y = expand(z).as_coeff_Add()
        if y == 0 or not (number.is_Integer and number >= 0):
            number, y = S.Zero, z
        if number == 0:
            self._add(-c, y)
        for k in range(1, int(number)):
            self._add(c, y + k)
        self.gammas[y] = self.gammas.get(y, S.Zero) + c

    def _logarithm(self, c: Expr, f: Expr) -> None:
        if isinstance(f, log):
            self._add(c, f.args[0])
            return
        base = 1 + f.args[0]
        above, below = together(base).as_numer_denom()
        if below == 1 or above.could_extract_minus_sign() or any(t.could_extract_minus_sign() for t in above.args):
            self.units[base] = f
            self._add(c, base)
        else:
            self._add(c, above)
            self._add(-c, below)

    def _add(self, c: Expr, base: Expr) -> None:
        for factor in Mul.make_args(base):
            b, power = factor.as_base_exp()
            if not b.is_positive and not isinstance(b, Add):
                b, power = factor, S.One
            self.logs[b] = self.logs.get(b, S.Zero) + c * power

    def whole(self) -> Expr:
        """The sum of what is not a log-gamma."""
        logs = (expand(c) * self.units.get(b, log(b)) for b, c in self.logs.items())
        return Add(self.rest, *logs)


def _balance(e: Expr) -> Expr | None:
    terms = _Terms()
    if not e.has(loggamma, LogBeta, LogRising):
        return None
    parts = [s for t in Add.make_args(e) for s in Add.make_args(_opened(t))]
    if not all(terms.term(t) for t in parts):
        return None
    terms.gammas = {y: c for y, c in terms.gammas.items() if c != 0}
    stirlings = Add(*(c * Stirling(y) for y, c in terms.gammas.items()))
    found = S.Zero
    for y, c in list(terms.gammas.items()):
        m = _mean(y, terms) if c == -1 else None
        if m is not None:
            found -= Deviance(y, m)
            del terms.gammas[y]
    if terms.gammas:
        triples = _shared(terms) or _pooled(terms)
        if triples is None:
            return None
        found += triples
    return found + stirlings + terms.whole()


def _opened(t: Expr) -> Expr:
    """c (log a + log b) as two terms."""
    return expand(t, deep=False) if any(isinstance(f, Add) and f.has(log, log1p) for f in Mul.make_args(t)) else t


# ------------------------------------------------------------------ one log-gamma: x log m - m - log x!


def _mean(y: Expr, terms: _Terms) -> Expr | None:
    """m, where the other terms hold y log m - m; both are then taken away."""
    for g in sorted(y.free_symbols, key=str):
        unit = expand(y).coeff(g)
        powers = {b: expand(c).coeff(g) / unit for b, c in terms.logs.items()} if unit.is_number else {}
        if not all(a.is_number for a in powers.values()):
            continue
        rest = expand(terms.rest)
        for slope in dict.fromkeys((S.Zero, expand(rest).coeff(g) / unit)):
            m = Mul(exp(slope), *(Pow(b, a) for b, a in powers.items()))
            before = expand(rest - slope * y)
            after = expand(before + m)
            if len(_summands(after)) == len(_summands(before)) - len(_summands(expand(m))):
                terms.logs = {b: expand(c - powers[b] * y) for b, c in terms.logs.items()}
                terms.rest = after
                return m
    return None


def _summands(e: Expr) -> tuple[Expr, ...]:
    return () if e == 0 else Add.make_args(e)


# ------------------------------------------------------------------ triples


def _triples(halves: list[Expr], wholes: list[Expr]) -> Iterator[Triple]:
    for y_1, y_2 in combinations(halves, 2):
        for y_0 in wholes:
            if expand(y_1 + y_2 - y_0) == 0:
                yield y_1, y_2, y_0


def _signed(terms: _Terms, sign: int) -> list[Expr]:
    return [y for y, c in terms.gammas.items() if c == sign]


_SHARES = ((0, 0), (1, 0), (0, 1), (-1, 0), (0, -1), (1, 1), (-1, -1))


def _shared(terms: _Terms) -> Expr | None:
    """A binomial coefficient (or one over a beta function) with y_1 log p + y_2 log q, p + q = 1."""
    if len(terms.gammas) != 3:
        return None
    for y_1, y_2, y_0 in _triples(_signed(terms, -1), _signed(terms, 1)):
        p, q, left = S.One, S.One, {}
        for b, c in terms.logs.items():
            rests = {(i, j): expand(c - i * y_1 - j * y_2) for i, j in _SHARES}
            i, j = next((ij for ij, rest in rests.items() if rest.is_number), (0, 0))
            p, q, left[b] = p * b**i, q * b**j, rests[i, j]
        if simplify(p + q) == 1:
            terms.logs = left
            return -Deviance(y_1, y_0 * p) - Deviance(y_2, y_0 * q)
    return None


def _pooled(terms: _Terms) -> Expr | None:
    """Two triples over the one of their sums: the shares that they have together are those of each."""
    above, below = _signed(terms, 1), _signed(terms, -1)
    if len(above) + len(below) != len(terms.gammas) or (len(above), len(below)) not in ((4, 5), (3, 4)):
        return None
    for p, q, whole in _triples(above, below):
        halves = [y for y in below if y != whole]
        wholes = [y for y in above if y not in (p, q)]
        for one, two in combinations(_triples(halves, wholes), 2):
            if len({*one, *two}) != len(halves) + len(wholes):
                continue
            for first, second in ((p, q), (q, p)):
                if expand(one[0] + two[0] - first) == 0 or expand(one[0] + two[1] - first) == 0:
                    straight = expand(one[0] + two[0] - first) == 0
                    pairs = (first, second), ((first, second) if straight else (second, first))
                    return -Add(
                        *(
                            Deviance(y, t[2] * share / whole)
                            for t, shares in zip((one, two), pairs, strict=True)
                            for y, share in zip(t[:2], shares, strict=True)
                        )
                    )
    return None
