"""Notebooks: valid JSON of the format, and code that runs from top to bottom."""

from __future__ import annotations

import json
import os

import pytest
from derivations import HAND_WRITTEN

import thetahat as th
from thetahat.render import notebook
from thetahat.render.document import document


def cells(text, kind):
    return ["".join(c["source"]) for c in json.loads(text)["cells"] if c["cell_type"] == kind]


def test_the_format_is_4_5():
    book = json.loads(notebook.write(document(HAND_WRITTEN["normal"]())))
    assert (book["nbformat"], book["nbformat_minor"]) == (4, 5)
    names = [c["id"] for c in book["cells"]]
    assert len(names) == len(set(names))
    for cell in book["cells"]:
        assert set(cell) >= {"cell_type", "id", "metadata", "source"}
        assert cell["cell_type"] == "markdown" or {"outputs", "execution_count"} <= set(cell)


def test_every_part_has_a_cell():
    prose = cells(notebook.write(document(HAND_WRITTEN["normal"](), "ko")), "markdown")
    assert prose[0].startswith("# 정규분포")
    assert sum(p.startswith("**") for p in prose) > 8


@pytest.mark.parametrize(
    "model",
    [
        "gamma",
        pytest.param("linear_regression", marks=pytest.mark.long),
        "binomial",
        th.declare("lam*exp(-lam*y)", parameters={"lam": "positive"}, support="y >= 0", observation=("y",)),
    ],
    ids=str,
)
def test_the_code_runs(model, monkeypatch):
    monkeypatch.setitem(os.environ, "MPLBACKEND", "agg")
    code = cells(th.derive(model, contest=False).to_notebook(), "code")
    assert len(code) == 3
    room: dict[str, object] = {}
    for cell in code:
        exec(compile(cell, "cell", "exec"), room)
    assert room["f"].converged
    assert room["d"].verdict == th.derive(model, contest=False).verdict


def test_a_notebook_with_data_of_ones_own():
    derivation = th.derive("exponential", contest=False)
    code = cells(derivation.to_notebook(data=[1.5, 2.25, 4]), "code")
    assert "data = [1.5, 2.25, 4.0]" in code[1]
    with pytest.raises(th.ThetahatError, match="without weights"):
        derivation.to_notebook(data=[1.5, 2.25], weights=[1, 2])
