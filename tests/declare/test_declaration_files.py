"""TOML files, and the catalogue's loader."""

import sys
from pathlib import Path
from typing import Any

import pytest
import sympy as sp

import thetahat as th
from thetahat.core.statistics import SAMPLE_SIZE, Maximum, Minimum, Total
from thetahat.declare.toml import load
from thetahat.errors import DeclarationError, FamilyError, RequestError
from thetahat.families import titles

GOOD = r"""
title = { en = "A decay", ko = "감쇠" }
density = "rate*exp(-rate*(y - shift))"
observation = ["y"]
support = "y >= shift"
references = ["Somebody (1999), Something, ch. 1"]

[parameters]
rate = "positive"

[known]
shift = "real"

[notation]
rate = "\\lambda"

[aliases.scipy]
name = "expon"
loc = "shift"
scale = "1/rate"

[aliases.r]
name = "exp"

[[cited]]
claim = "exists"
statement = "The maximum exists if not all observations are at the edge."
source = "Somebody (1999)"
condition = "minimum(y) < maximum(y) and mean(y) > 0 and total(y**2)/n > mean(y)**2"

[[cited]]
claim = "unique"
statement = "It is the only one."
source = "Somebody (1999)"
"""


def write(folder: Path, text: str, name: str = "my-decay.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_everything_in_a_file(tmp_path: Path) -> None:
    m = load(write(tmp_path, GOOD))
    (y,) = m.observation
    (rate,) = m.symbols
    shift = m.known[0].symbol
    assert m.name == "my_decay"
    assert m.title == {"en": "A decay", "ko": "감쇠"}
    assert m.density == rate * sp.exp(-rate * (y - shift))
    assert m.support.regions[0].lower == shift
    assert m.notation == {"rate": r"\lambda"}
    assert m.aliases["scipy"] == {"name": "expon", "loc": "shift", "scale": "1/rate"}
    assert m.references == ("Somebody (1999), Something, ch. 1",)
    assert [c.claim for c in m.citations] == ["exists", "unique"]
    mean = Total(y) / SAMPLE_SIZE
    assert m.citations[0].condition == sp.And(Minimum(y) < Maximum(y), mean > 0, Total(y**2) / SAMPLE_SIZE > mean**2)
    assert m.citations[1].condition is None
    assert m.text["density"] == "rate*exp(-rate*(y - shift))"


def test_the_parameters_order_is_the_files(tmp_path: Path) -> None:
    text = (
        'density = "exp(-(x-zeta)**2/(2*alpha))/sqrt(2*pi*alpha)"\nsupport = "real"\n'
        '[parameters]\nzeta = "real"\nalpha = "positive"\n'
    )
    assert load(write(tmp_path, text)).names == ("zeta", "alpha")


def test_several_variables(tmp_path: Path) -> None:
    text = (
        'density = "(r*exp(-r*t))**d*exp(-r*t)**(1-d)"\nobservation = ["t", "d"]\nkernel = true\n'
        '[support]\nt = "t > 0"\nd = "d in 0, 1"\n[parameters]\nr = "positive"\n'
    )
    m = load(write(tmp_path, text))
    assert m.kernel and m.normalised == "kernel"
    assert [str(r.variable) for r in m.support.regions] == ["t", "d"]


def test_a_sample_size_is_n_unless_declared(tmp_path: Path) -> None:
    text = GOOD.replace("rate", "n")
    m = load(write(tmp_path, text.replace('condition = "', 'condition = "n > 2 and ')))
    assert m.symbols[0] in m.citations[0].condition.free_symbols  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("density =", "densty =", ["unknown key 'densty'", "'density'"]),
        ('density = "rate*exp(-rate*(y - shift))"', "", ["density is missing"]),
        ('support = "y >= shift"', "", ["support is missing"]),
        ('[parameters]\nrate = "positive"', "", ["parameters is missing", "[parameters]"]),
        ('density = "rate*exp(-rate*(y - shift))"', "density = 3", ["density: a int"]),
        ("rate*exp", "rat*exp", ["'rat' is not declared", "'rate'"]),
        ('rate = "positive"', 'rate = "postive"', ["domain of rate", "'positive'"]),
        ('rate = "positive"', "rate = 1", ["domain of rate should be a text"]),
        ("scale = ", "scal e = ", ["not a TOML file"]),
        ("[aliases.scipy]", "[aliases.scypi]", ["'scypi'", "'scipy'"]),
        ('loc = "shift"', 'loc = "shft"', ["aliases.scipy.loc", "'shft' is not declared", "'shift'"]),
        ('claim = "unique"', 'claim = "best"', ["claim 'best'", "exists, unique"]),
        ('statement = "It is the only one."\n', "", ["cited: statement is missing"]),
        ("statement", "statemnt", ["unknown key 'statemnt'", "'statement'"]),
        ("mean(y) > 0", "mean(y)", ["'and'"]),
        ("mean(y) > 0", "y > 0", ["y stands outside"]),
        ("mean(y) > 0", "median(y) > 0", ["unknown function 'median'"]),
        ("mean(y) > 0", "__import__('os') > 0", ["unexpected character"]),
        ("minimum(y) < maximum(y) and mean(y) > 0 and total(y**2)/n > mean(y)**2", "mean(y)", ["not an inequality"]),
        ('"Somebody (1999), Something, ch. 1"', "3", ["references"]),
        ('title = { en = "A decay", ko = "감쇠" }', 'title = { en = "two\\nlines" }', ["title", "one line"]),
        ("observation =", "kernel = 1\nobservation =", ["kernel: a int"]),
    ],
)
def test_errors_name_the_file_and_the_culprit(tmp_path: Path, old: str, new: str, words: list[str]) -> None:
    assert old in GOOD
    with pytest.raises(DeclarationError) as caught:
        load(write(tmp_path, GOOD.replace(old, new)))
    message = str(caught.value)
    assert message.startswith("my-decay.toml: ") and "\n" not in message
    for word in words:
        assert word in message


def test_missing_and_broken_files(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    with pytest.raises(RequestError, match=r"did you mean 'my-decay\.toml'"):
        load(tmp_path / "my-decya.toml")
    with pytest.raises(RequestError, match="there is no file"):
        load(tmp_path / "nowhere" / "x.toml")
    with pytest.raises(RequestError, match="there is no file"):
        load(tmp_path)
    (tmp_path / "latin.toml").write_bytes(b'title = "\xe9"')
    with pytest.raises(DeclarationError, match="UTF-8"):
        load(tmp_path / "latin.toml")
    (tmp_path / "huge.toml").write_bytes(b"#" * 300_000)
    with pytest.raises(DeclarationError, match="larger than"):
        load(tmp_path / "huge.toml")
    (tmp_path / "deep.toml").write_text("a = " + "[" * 5_000)
    with pytest.raises(DeclarationError, match="not a TOML file"):
        load(tmp_path / "deep.toml")


@pytest.mark.parametrize("stem", ["my density", "1st", "__", "한글", "a" * 80, "x.y"])
def test_any_file_name_makes_a_name(tmp_path: Path, stem: str) -> None:
    name = load(write(tmp_path, GOOD, f"{stem}.toml")).name
    assert name.isidentifier() and name.isascii() and len(name) <= 40


# ------------------------------------------------------------------ the catalogue


def test_every_family_loads() -> None:
    names = th.families()
    assert len(names) > 30 and list(names) == sorted(names)
    for name in names:
        m = th.family(name)
        assert m.name == name
        assert m.declared is not None
        assert set(th.families()) >= {name}


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("normal", "normal"),
        ("Normal", "normal"),
        ("norm", "normal"),
        ("student-t", "student_t"),
        ("Student T", "student_t"),
        ("nbinom", "negative_binomial"),
        ("invgauss", "inverse_gaussian"),
        ("invgamma", "inverse_gamma"),
        ("double_exponential", "laplace"),
        ("expon", "exponential"),
        ("gumbel_r", "gumbel"),
    ],
)
def test_names_elsewhere(alias: str, name: str) -> None:
    assert th.family(alias) is th.family(name)


@pytest.mark.parametrize("name", ["nromal", "gama", "", "../normal", "normal.toml", "__init__", "x" * 1000, 3, None])
def test_unknown_families(name: Any) -> None:
    with pytest.raises(FamilyError) as caught:
        th.family(name)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 200
    if name == "nromal":
        assert "'normal'" in str(caught.value)


def test_one_family_does_not_read_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    module = sys.modules["thetahat.families"]
    original, asked = module.source, []

    def reading(name: str) -> str:
        asked.append(name)
        return original(name)

    for cached in (module._family, module._table, module._aliases):
        cached.cache_clear()
    monkeypatch.setattr(module, "source", reading)
    th.family("gamma")
    assert asked == ["gamma"]


def test_titles() -> None:
    assert set(titles()) == set(th.families())
    assert titles("ko")["normal"] != titles("en")["normal"]
