"""Which rows are observations of a model: each row gets a number, 0 for a sound one, and all numbers are counted.

The rule: rows without a value (NULL, NaN) are refused with their count, or left out with their count if the user says
``missing="drop"``.  Infinite values and values outside the support are always refused.  Rows of weight 0 stand for no
observation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from thetahat.core.plan import Plan
from thetahat.engines.compiled import expressions, needs_of
from thetahat.engines.nouns import Count
from thetahat.errors import DataError
from thetahat.sources.relation import Expression, Words
from thetahat.sources.roles import Roles
from thetahat.sources.writer import Writer

MISSING = ("NULL", "NaN")
"""What may be left out."""


@dataclass(frozen=True)
class Flaw:
    """A way in which a row fails: its number, the user's column, the word for it, a rule for the support."""

    code: int
    column: str
    word: str
    variable: int = -1
    condition: str = ""
    """For the support: what holds for a sound row, as a formula of the variable."""


def support(plan: Plan, known: Mapping[str, float]) -> list[tuple[int, str, str]]:
    """(variable, condition on a sound value, the condition in words) for what no free parameter moves."""
    out = []
    free = {p.identifier for p in plan.parameters}
    for r in plan.regions:
        at = plan.identifiers.index(r.identifier)
        if r.integer:
            out.append((at, f"floor({r.identifier}) == {r.identifier}", f"{r.variable} must be an integer"))
        for text, closed, signs in (
            (r.lower, r.lower_closed, (">", ">=")),
            (r.upper, r.upper_closed, ("<", "<=")),
        ):
            if text in ("inf", "-inf") or needs_of(text) & free:
                continue
            end = expressions((text,))(known)[0]
            sign = signs[closed]
            out.append((at, f"{r.identifier} {sign} {end!r}", f"{r.variable} must be {sign} {end:g}"))
    for text in plan.inside:
        if not needs_of(text) & free:
            # how variables stand to one another: successes <= trials
            at = min(plan.identifiers.index(n) for n in needs_of(text) if n in plan.identifiers)
            out.append((at, text, f"{text} must hold"))
    return out


def flaws(plan: Plan, roles: Roles, known: Mapping[str, float]) -> list[Flaw]:
    """Everything that may be wrong with a row, in the order in which it is looked for."""
    out: list[Flaw] = []

    def add(column: str, word: str, variable: int = -1, condition: str = "") -> None:
        out.append(Flaw(len(out) + 1, column, word, variable, condition))

    columns = [*enumerate(roles.columns), *([(-2, roles.weights)] if roles.weights else [])]
    for word in (*MISSING, "infinite"):
        for i, column in columns:
            add(column, word, i)
    for at, condition, told in support(plan, known):
        add(roles.columns[at], told, at, condition)
    if roles.weights:
        add(roles.weights, "negative", -2)
        add(roles.weights, "zero", -2)
    return out


def status(words: Words, plan: Plan, found: Sequence[Flaw]) -> Expression:
    """The number of the first flaw of a row, 0 for a sound row."""
    rows = {name: words.column(f"v{i}") for i, name in enumerate(plan.identifiers)}
    writer = Writer(words, rows, {})
    out = words.number(0.0)
    for flaw in reversed(found):
        value = words.column("w" if flaw.variable == -2 else f"v{flaw.variable}")
        zero = words.number(0.0)
        if flaw.condition:
            bad = words.negated(writer(flaw.condition))
        elif flaw.word == "NULL":
            bad = words.missing(value)
        elif flaw.word == "NaN":
            bad = words.undefined(value)
        elif flaw.word == "infinite":
            bad = words.negated(words.finite(value))
        else:
            bad = words.compare("<" if flaw.word == "negative" else "==", value, zero)
        out = words.where(bad, words.number(float(flaw.code)), out)
    # Most rows are sound: one comparison says so, and the flaws are looked at in the others only.
    sound = words.flag(True)
    for name in dict.fromkeys("w" if flaw.variable == -2 else f"v{flaw.variable}" for flaw in found):
        sound = words.both(sound, words.finite(words.column(name)))
    for flaw in found:
        if flaw.condition:
            sound = words.both(sound, writer(flaw.condition))
        elif flaw.word == "zero":
            sound = words.both(sound, words.compare(">", words.column("w"), words.number(0.0)))
    return words.where(sound, words.number(0.0), out)


def judged(
    counts: Mapping[int, int], found: Sequence[Flaw], rows: int, plan: Plan, missing: str, where: str = ""
) -> dict[str, int]:
    """How many rows were left out for what reason.  Raises DataError for rows that may not be left out."""
    told: dict[str, list[str]] = {}
    outside: list[str] = []
    dropped: dict[str, int] = {}
    droppable = True
    for flaw in found:
        count = counts.get(flaw.code, 0)
        if not count or flaw.word == "zero":
            continue
        if flaw.condition:
            outside.append(
                f"column {flaw.column!r}: {count} of {rows} rows are outside the support of {plan.name}: {flaw.word}"
            )
        elif flaw.word in MISSING and missing == "drop":
            key = f"{flaw.word} in {flaw.column!r}"
            dropped[key] = dropped.get(key, 0) + count
        else:
            droppable &= flaw.word in MISSING
            told.setdefault(flaw.column, []).append(f"{flaw.word} in {count}")
    if told:
        listed = "; ".join(f"column {c!r} is {' and '.join(parts)} of {rows} rows" for c, parts in told.items())
        remedy = "correct them, or leave them out with missing='drop'" if droppable else "remove or correct these rows"
        raise DataError(f"{where}{listed}: {remedy}")
    if outside:
        raise DataError(where + "; ".join(outside))
    return dropped


def left_out(parts: Iterable[Mapping[str, int]]) -> str:
    """What was left out of one or more tables, in words; empty if nothing."""
    counts: dict[str, int] = {}
    for part in parts:
        for key, count in part.items():
            counts[key] = counts.get(key, 0) + count
    return ", ".join(f"{Count(count):row} left out ({key})" for key, count in counts.items())
