"""Catalogues: complete, consistent, and with a word for every step and every reason that the program can give."""

from __future__ import annotations

import ast
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from sympy import Symbol

import thetahat
from thetahat.core.derivation import Cite, Reason, Status, Verdict
from thetahat.core.statistics import Observation, Total
from thetahat.errors import RequestError
from thetahat.render import words
from thetahat.render.inline import Speaker, plain

SOURCE = Path(thetahat.__file__).parent
PREFIXES = {
    "density_": ("proved", "checked", "kernel", "undecided"),
    "score_": tuple(s.value for s in Status),
    "maximum_": (*(s.value for s in Status if s is not Status.PROVED), "concave", "stages"),
    "exists_": tuple(s.value for s in Status),
    "unique_": (*(s.value for s in Status if s is not Status.PROVED), "not", "stages"),
}
"""Reasons whose key is put together: the endings that occur."""


@cache
def every_call():
    """The name of what is called to its calls, each with its file."""
    found = defaultdict(list)
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                found[getattr(node.func, "id", getattr(node.func, "attr", ""))].append((path, node))
    return found


def calls(name):
    return every_call()[name]


def strings(node):
    return [c.value for c in ast.walk(node) if isinstance(c, ast.Constant) and isinstance(c.value, str)]


def reason_keys():
    found = set()
    for _, call in calls("Reason"):
        if not call.args:
            continue
        if isinstance(call.args[0], ast.JoinedStr):
            for prefix in strings(call.args[0]):
                found |= {prefix + ending for ending in PREFIXES.get(prefix, ("?",))}
        else:
            found |= set(strings(call.args[0]))
    return sorted(found)


def step_rules():
    return sorted({s for _, call in calls("Step") if call.args for s in strings(call.args[0])})


def claims():
    return sorted({s for _, call in calls("Finding") if call.args for s in strings(call.args[0])})


def test_there_are_reasons_to_look_for():
    assert len(reason_keys()) > 30
    assert len(step_rules()) > 10


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("key", reason_keys())
def test_every_reason_has_a_sentence(lang, key):
    assert key in words.catalogue(lang)["sentences"]


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("rule", step_rules())
def test_every_rule_has_a_heading(lang, rule):
    assert rule in words.catalogue(lang)["headings"]


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_every_claim_status_and_verdict_has_words(lang):
    catalogue = words.catalogue(lang)
    assert set(claims()) <= set(catalogue["claims"])
    assert {s.value for s in Status} == set(catalogue["statuses"]) == set(catalogue["statuses_in_line"])
    assert {v.value for v in Verdict} == set(catalogue["verdicts"])


@pytest.mark.parametrize("lang", words.languages())
def test_no_phrase_is_missing(lang):
    assert words.missing(lang) == []


@pytest.mark.parametrize("lang", words.languages())
def test_no_phrase_is_left_over(lang):
    english = words.catalogue("en")
    extra = [f"{s}.{k}" for s, entries in words.catalogue(lang).items() for k in entries if k not in english.get(s, {})]
    assert extra == []


def test_a_missing_phrase_is_told(monkeypatch):
    english = words.catalogue("en")
    broken = {s: dict(e) for s, e in english.items()}
    del broken["sentences"]["curvature"]
    broken["sentences"]["substitute"] = "From {nowhere}."
    monkeypatch.setattr(words, "catalogue", lambda lang: broken if lang == "xx" else english)
    assert words.missing("xx") == ["sentences.curvature", "sentences.substitute: nowhere"]


def test_an_unknown_language_is_refused_with_the_choices():
    with pytest.raises(RequestError, match="choose one of en, ko"):
        words.catalogue("tlh")


def test_korean_is_korean():
    for section, entries in words.catalogue("ko").items():
        for key, template in entries.items():
            texts = [template] if isinstance(template, str) else [v for k, v in template.items() if k != "of"]
            for text in texts:
                bare = words.PLACEHOLDER.sub("", text)
                letters = [c for c in bare if c.isalpha()]
                if letters and section not in ("phrases",):
                    assert any("가" <= c <= "힣" for c in letters), f"{section}.{key}: {text}"


def test_sentences_in_plain_text():
    mu, x = Symbol("mu"), Observation("x")
    statistics = {"statistics": (Total(x), Total(x**2))}
    assert words.sentence(Reason("sufficient", statistics)) == (
        "The data enter through Σ xᵢ and Σ xᵢ² alone, which are therefore jointly sufficient; "
        "the distributions form an exponential family."
    )
    assert "which is therefore sufficient" in words.sentence(Reason("sufficient", {"statistics": (Total(x),)}))
    assert words.sentence(Reason("not_all_equal", {"variable": x}), "ko") == (
        "최댓값이 존재하려면 xᵢ가 모두 같지는 않아야 합니다."
    )
    assert words.sentence(Reason("curvature", {"parameter": mu}), notation={"mu": "m"}).endswith("maximum over m:")


def test_equations_that_are_not_shown_are_not_cited():
    reason = Reason("solve_score", {"parameter": Symbol("mu"), "equation": Cite("score_mu")})
    shown = Speaker("en", numbers={"score_mu": 4})
    assert plain(shown.sentence(reason)) == "Setting (4) equal to zero and solving for μ gives"
    assert "(4)" not in plain(Speaker("en").sentence(reason))
    assert "derivative with respect to μ" in plain(Speaker("en").sentence(reason))


def test_a_sentence_is_said_shorter_the_second_time():
    reason = Reason("differentiate", {"parameter": Symbol("mu")})
    assert plain(Speaker("en").sentence(reason, again=True)) == "With respect to μ:"
