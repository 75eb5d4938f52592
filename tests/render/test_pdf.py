"""PDF without TeX, and what is said when nothing is there that makes one."""

from __future__ import annotations

import pytest
from derivations import HAND_WRITTEN
from sympy import Matrix, S, Symbol

from thetahat.core.derivation import Equation, Information, Reason, Step
from thetahat.errors import RequestError
from thetahat.render import pdf, typst
from thetahat.render.blocks import Display
from thetahat.render.document import document
from thetahat.render.mathematics.layout import Fraction, Product, Script, Sign, Terms, Words, number
from thetahat.render.mathematics.typst import typst as mathematics


@pytest.mark.parametrize("name", HAND_WRITTEN)
def test_typst_compiles(name):
    made = typst.pdf(document(HAND_WRITTEN[name](), detail="full"))
    assert made.startswith(b"%PDF")
    assert made == typst.pdf(document(HAND_WRITTEN[name](), detail="full"))


def test_typst_takes_over_where_tex_is_missing(monkeypatch):
    monkeypatch.setattr(pdf.shutil, "which", lambda name: None)
    assert pdf.write(document(HAND_WRITTEN["normal"]())).startswith(b"%PDF")


def test_nothing_at_all_is_told_in_one_line(monkeypatch):
    monkeypatch.setattr(pdf.shutil, "which", lambda name: None)
    monkeypatch.setattr(pdf, "find_spec", lambda name: None)
    with pytest.raises(RequestError, match=r"pip install 'thetahat\[typst\]'.*\.html") as caught:
        pdf.write(document(HAND_WRITTEN["normal"]()))
    assert "\n" not in str(caught.value)


def test_signs_are_read_once():
    x = Sign("x", "x")
    assert mathematics(Words('a "b"')) == '"a \\"b\\""'
    assert mathematics(Product((number(2), number(3)))) == "2 dot.op 3"
    assert mathematics(Terms(((-1, x), (1, number(2))))) == "− x + 2"
    assert mathematics(Script(x, above=Fraction(number(1), x))) == r"attach(x, t: 1 \/ x)"
    assert typst.escaped("a_b #c $d /e") == r"a\_b \#c \$d \/e"


def test_a_matrix_wider_than_a_page_is_shown_by_entries():
    a, b = Symbol("a", positive=True), Symbol("b", positive=True)
    long_ = sum((a**k / (b + k) for k in range(1, 9)), a)

    def step(matrix):
        return Step("information", Reason("information_expected"), (Equation(Information(S.One), (matrix,)),))

    shown = document(HAND_WRITTEN["normal"](), information=[step(Matrix([[long_, b], [b, long_]]))])
    last = [block for block in shown.blocks if isinstance(block, Display) and isinstance(block.left, Script)][-3:]
    assert [d.number is None for d in last] == [True, True, False]
    narrow = step(Matrix([[a, b], [b, a]]))
    assert len(document(HAND_WRITTEN["normal"](), information=[narrow]).blocks) == len(shown.blocks) - 2
