"""Declared densities whose parameters are bent, restricted or turned: no claim may be more than what holds."""

import numpy as np
import pytest

import thetahat as th

NORMAL = "exp(-(x-{mean})**2/2)/sqrt(2*pi)"
ANGLE = "exp(kappa*cos(x-mu))/(2*pi*besseli(0,kappa))"


def _status(found):
    return {c: str(found.certificate.status(c)) for c in ("maximum", "unique", "exists")}


def test_a_logarithm_needs_a_positive_mean():
    found = th.derive(th.declare(NORMAL.format(mean="exp(m)"), {"m": "real"}, "real"))
    (condition,) = found.conditions
    assert "Σ xᵢ > 0" in condition.text
    assert found.model.names[0] in condition.otherwise
    assert th.fit(found.model, [1.0, 2.0]).params["m"] == pytest.approx(np.log(1.5))
    assert th.fit(found.model, [-1.0, -2.0]).outcome.startswith("no maximum")


@pytest.mark.parametrize(
    ("domain", "centre", "single"),
    [
        ("-pi < mu <= pi", 0.0, True),
        ("0 <= mu < 2*pi", np.pi, True),
        ("0 < mu < 2*pi", np.pi, True),
        ("real", 0.0, False),
        ("positive", np.pi, False),
    ],
)
def test_an_angle_lies_in_its_domain(domain, centre, single):
    found = th.derive(th.declare(ANGLE, {"mu": domain, "kappa": "positive"}, "-pi < x < pi"))
    assert _status(found) == {"maximum": "proved", "unique": "proved" if single else "unproved", "exists": "proved"}
    random = np.random.default_rng(4)
    for mu in (-2.5, -1.0, 0.4, 2.0):
        x = random.vonmises(mu, 2.0, 50)
        direction = np.angle(np.mean(np.exp(1j * x)))
        expected = centre + (direction - centre + np.pi) % (2 * np.pi) - np.pi
        assert th.fit(found.model, x).params["mu"] == pytest.approx(expected, abs=1e-12)


def test_an_end_of_the_support_that_is_a_square():
    """t^2 + t + 1 > max x: the root that leads back to t is the bound."""
    found = th.derive(th.declare("1/(1+t)", {"t": "positive"}, "t**2 < x < t**2+t+1"))
    assert found.verdict == "boundary"
    t = th.fit(found.model, [1.31, 2.0, 3.2]).params["t"]
    assert t**2 + t + 1 == pytest.approx(3.2, rel=1e-12)


def test_no_root_is_promised_where_the_support_cannot_be_solved():
    found = th.derive(th.declare("1/(t**5+t)", {"t": "positive"}, "0 < x < t**5+t"))
    assert found.verdict == "numeric"
    assert _status(found) == {"maximum": "unproved", "unique": "unproved", "exists": "unproved"}


def test_a_sum_of_two_rates_is_not_unique():
    found = th.derive(th.declare("(a+b)*exp(-(a+b)*x)", {"a": "positive", "b": "positive"}, "x > 0"))
    assert _status(found)["unique"] == "unproved"
    assert "only one" not in th.fit(found.model, [0.5, 1.0, 2.5]).outcome


@pytest.mark.parametrize("names", [("epsilon", "w", "L"), ("delta", "tau", "epsilon"), ("w", "epsilon", "L")])
def test_no_name_is_taken_by_the_search_for_unboundedness(names):
    location, scale, degrees = names
    text = (
        f"gamma(({degrees}+1)/2)/(gamma({degrees}/2)*sqrt(pi*{degrees})*{scale})"
        f"*(1+((x-{location})/{scale})**2/{degrees})**(-({degrees}+1)/2)"
    )
    found = th.derive(th.declare(text, {location: "real", scale: "positive", degrees: "positive"}, "real"))
    assert found.verdict == "unbounded"


def test_the_median_whatever_its_name():
    for name in ("m", "mu", "q"):
        found = th.derive(th.declare(f"exp(-abs(x-2*{name})/s)/(2*s)", {name: "real", "s": "positive"}, "real"))
        x = np.array([0.3, 2.0, -1.0, 5.5, 1.2])
        assert th.fit(found.model, x).params[name] == pytest.approx(0.6)
        assert found.certificate.status("maximum") == "proved"


def test_a_condition_is_told_once():
    found = th.derive(th.declare("(1-t)/(1+t)*t**abs(x)", {"t": "0 < t < 1"}, "x integer"))
    texts = [c.text for c in found.conditions]
    assert len(texts) == len(set(texts)) == 1
