"""The table of symbols: observations, parameters, known constants, and the special functions that the text uses."""

from __future__ import annotations

from collections.abc import Sequence

from thetahat.core.model import Model, Parameter
from thetahat.render import words
from thetahat.render.blocks import Inline, Maths, Table
from thetahat.render.domains import domain, region
from thetahat.render.inline import Speaker
from thetahat.render.mathematics.functions import CAPITAL_GAMMA, PSI
from thetahat.render.mathematics.layout import (
    MINUS_ONE,
    Apply,
    Call,
    Fence,
    Grid,
    Node,
    Script,
    Sign,
    listed,
    name,
    number,
    row,
)
from thetahat.render.mathematics.named import PROFILE, N
from thetahat.render.mathematics.setting import EULER

_PRIME = Sign("'", "′", "mark")
_A, _X = Sign("a", "a"), Sign("x", "x")

_FUNCTIONS: dict[tuple[str, int], tuple[str, Node]] = {
    ("gamma", 0): ("gamma_function", CAPITAL_GAMMA),
    ("loggamma", 0): ("gamma_function", CAPITAL_GAMMA),
    ("uppergamma", 0): ("incomplete_gamma", Call(CAPITAL_GAMMA, listed([_A, _X]))),
    ("polygamma", 0): ("digamma", PSI),
    ("digamma", 0): ("digamma", PSI),
    ("polygamma", 1): ("trigamma", row(PSI, _PRIME)),
    ("trigamma", 0): ("trigamma", row(PSI, _PRIME)),
    ("polygamma", 2): ("tetragamma", row(PSI, _PRIME, _PRIME)),
    ("beta", 0): ("beta_function", Sign("B", "B")),
    ("zeta", 0): ("zeta_function", Sign(r"\zeta", "ζ")),
    ("erf", 0): ("error_function", name("erf")),
    ("erfc", 0): ("complementary_error_function", name("erfc")),
    ("besseli", 0): ("bessel_i", Script(Sign("I", "I"), below=Sign(r"\nu", "ν"))),
    ("besselk", 0): ("bessel_k", Script(Sign("K", "K"), below=Sign(r"\nu", "ν"))),
    ("LambertW", 0): ("lambert", Sign("W", "W")),
    ("InverseDigamma", 0): ("inverse_digamma", Script(PSI, above=MINUS_ONE)),
    ("InverseBesselRatio", 0): ("inverse_bessel_ratio", Script(Sign("A", "A"), above=MINUS_ONE)),
    ("binomial", 0): ("binomial_coefficient", Grid(((Sign("m", "m"),), (Sign("k", "k"),)), "binomial")),
    ("floor", 0): ("floor", Fence(_X, "⌊", "⌋")),
    ("ceiling", 0): ("ceiling", Fence(_X, "⌈", "⌉")),
    ("sign", 0): ("sign", Apply(name("sgn"), _X)),
    ("EulerGamma", 0): ("euler", EULER),
}


def table(speaker: Speaker, model: Model, intermediate: Sequence[Parameter] = ()) -> Table:
    """Every symbol of the document with its meaning and its domain.  Call it when everything else has been set."""
    rows: list[tuple[Inline, ...]] = []
    setting = speaker.setting
    for part in model.support.regions:
        given = part.variable in model.given
        meaning = speaker.say("symbols", "given" if given else "observation")
        rows.append(((Maths(setting.of_sample(part.variable)),), meaning, (Maths(region(setting, part, sample=True)),)))
    for parameter in (*model.parameters, *model.known, *intermediate):
        role = "known" if parameter in model.known else "intermediate" if parameter in intermediate else "parameter"
        rows.append(
            (
                (Maths(setting.set(parameter.symbol)),),
                _meaning(speaker, parameter.name, role),
                (Maths(domain(setting, parameter)),),
            )
        )
    variable = setting.set(model.observation[0])
    ordered: dict[tuple[str, int], tuple[str, Node]] = {
        ("Minimum", 0): ("minimum", Script(variable, below=Fence(number(1)))),
        ("Maximum", 0): ("maximum", Script(variable, below=Fence(N))),
        ("Median", 0): ("median", Call(name("med"), variable)),
    }
    ordered["ProfileLogLikelihood", 0] = ("profile", PROFILE)
    known_signs = {**ordered, **_FUNCTIONS}
    said: set[str] = set()
    for kind in sorted(setting.seen):
        if kind in known_signs and known_signs[kind][0] not in said:
            key, sign = known_signs[kind]
            said.add(key)
            rows.append(((Maths(sign),), speaker.say("symbols", key), ()))
    head = tuple(speaker.say("phrases", key) for key in ("column_symbol", "column_meaning", "column_domain"))
    return Table(head, tuple(rows), "symbols")


def _meaning(speaker: Speaker, key: str, role: str) -> Inline:
    if role != "intermediate" and words.has("parameters", key):
        return speaker.say("symbols", f"{role}_named", meaning=speaker.word("parameters", key))
    return speaker.say("symbols", role)
