"""The grammar: precedence as Python has it, names, calls, messages; text and tree go round."""

import ast
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thetahat.declare.parser import parse
from thetahat.declare.syntax import (
    Binary,
    Call,
    Compare,
    Constant,
    Logic,
    Name,
    Node,
    Number,
    Sum,
    Truth,
    Tuple,
    Unary,
    free_names,
)
from thetahat.declare.text import written
from thetahat.errors import DeclarationError

NAMES = ("x", "mu", "a", "b", "beta", "gamma", "lam", "n")

PYTHON = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "^"}
PYTHON_COMPARE = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}


def as_python_reads(text: str) -> Node:
    """The tree that Python's own parser makes of the same text."""

    def read(node: ast.expr) -> Node:
        match node:
            case ast.Constant(bool() as value):
                return Truth(value)
            case ast.Constant():
                return Number(Fraction(ast.get_source_segment(text, node) or ""))
            case ast.Name(name):
                return Constant(name) if name in ("pi", "E") else Name(name)
            case ast.UnaryOp(ast.USub(), operand):
                return Unary("-", read(operand))
            case ast.UnaryOp(ast.UAdd(), operand):
                return read(operand)
            case ast.UnaryOp(ast.Not(), operand):
                return Logic("not", (read(operand),))
            case ast.BinOp(left, operator, right):
                return Binary(PYTHON[type(operator)], read(left), read(right))
            case ast.BoolOp(operator, values):
                word = "and" if isinstance(operator, ast.And) else "or"
                joined = read(values[0])
                for value in values[1:]:
                    joined = Logic(word, (joined, read(value)))
                return joined
            case ast.Compare(left, operators, right):
                return Compare(tuple(PYTHON_COMPARE[type(o)] for o in operators), (read(left), *map(read, right)))
            case ast.Call(ast.Name(name), arguments):
                return Call(name, tuple(map(read, arguments)))
        raise AssertionError(ast.dump(node))

    return read(ast.parse(text, mode="eval").body)


@pytest.mark.parametrize(
    "text",
    [
        "a-b-x",
        "a/b/x",
        "a/b*x",
        "a**b**x",
        "-a**b",
        "a**-b",
        "a**-b**x",
        "2*-a",
        "--a",
        "-a*b",
        "+a-+b",
        "a-(b-x)",
        "(a*b)**x",
        "a+b*x**2",
        "1.5e-3*x",
        ".5*x + 2.",
        "exp(-x/a)/a",
        "besseli(0, a)*gamma(b)",
        "a < b",
        "a < b <= x",
        "a+b < b*x",
        "not a < b and b < x or x >= 1",
        "a == b or a != x",
        "not not a < b",
        "a < b and (b < x or x < 1)",
        "sqrt(2*pi*E)",
    ],
)
def test_precedence_is_pythons(text: str) -> None:
    assert parse(text, NAMES) == as_python_reads(text)


NUMBERS = st.one_of(
    st.integers(0, 99).map(str), st.decimals(0, 9, allow_nan=False, places=2).map(str), st.just("1e-3"), st.just("3.")
)
ATOMS = st.one_of(NUMBERS, st.sampled_from([*NAMES, "pi"]))


def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    blank = st.sampled_from(["", " ", "  "])
    return st.one_of(
        st.tuples(inner, blank, st.sampled_from(["+", "-", "*", "/"]), blank, inner).map("".join),
        inner.map(lambda s: f"({s})"),
        inner.map(lambda s: f"-{s}"),
        st.tuples(st.sampled_from(["x", "mu", "a"]), st.sampled_from(["**2", "**-1", "**b", "**-b**2"])).map("".join),
        st.tuples(st.sampled_from(["exp", "log", "sqrt", "gamma", "erf"]), inner).map(lambda p: f"{p[0]}({p[1]})"),
    )


FORMULAS = st.recursive(ATOMS, larger, max_leaves=12)


@given(FORMULAS)
@settings(max_examples=300, deadline=None)
def test_any_formula_reads_as_python_reads_it(text: str) -> None:
    try:
        node = parse(text, NAMES)
    except DeclarationError as error:
        # Constants without a value are refused: 1/0, log(0), exp(-(…)) beyond the range of doubles.
        assert any(w in str(error) for w in ("zero", "real", "1e30", "large", "infinite", "bits")), (text, str(error))
        return
    assert node == as_python_reads(text)


@given(FORMULAS)
@settings(max_examples=300, deadline=None)
def test_what_is_written_reads_back(text: str) -> None:
    try:
        node = parse(text, NAMES)
    except DeclarationError:
        return
    assert parse(written(node), NAMES) == node


@pytest.mark.parametrize(
    "text",
    [
        "Piecewise((a, x < 0), (b, 0 <= x < 1 or not x > 3), (1, True))",
        "Sum(a**k/factorial(k)**b, k, 0, oo)",
        "zeta(a, 2)*Max(a, b, x)",
        "0.1*x + 1e-30*a + 123456789.25*b",
        "beta(a, b)*beta + gamma(gamma)",
        "x!",
        "(x!)!",
        "a**(b**x)",
    ],
)
def test_richer_texts_read_back(text: str) -> None:
    node = parse(text, NAMES)
    assert parse(written(node), NAMES) == node


def test_numbers_are_exact() -> None:
    assert parse("0.1") == Number(Fraction(1, 10))
    assert parse("1e-3") == Number(Fraction(1, 1000))
    assert parse("12345678901234567890.5") == Number(Fraction(24691357802469135781, 2))


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("ln(x)", Call("log", (Name("x"),))),
        ("abs(x)", Call("Abs", (Name("x"),))),
        ("lgamma(x)", Call("loggamma", (Name("x"),))),
        ("max(x, a)", Call("Max", (Name("x"), Name("a")))),
        ("x^2", Binary("^", Name("x"), Number(Fraction(2)))),
        ("Eq(x, a)", Compare(("==",), (Name("x"), Name("a")))),
        ("Ne(x, a)", Compare(("!=",), (Name("x"), Name("a")))),
        ("|x - a|", Call("Abs", (Binary("-", Name("x"), Name("a")),))),
        ("x − a·b", Binary("-", Name("x"), Binary("*", Name("a"), Name("b")))),
        ("x ≤ a", Compare(("<=",), (Name("x"), Name("a")))),
        ("pi", Constant("pi")),
        ("True", Truth(True)),
        ("Sum(a, (k, 0, oo))", Sum(Name("a"), "k", Number(Fraction(0)), Constant("oo"))),
        (
            "Piecewise((a, x < 0), (b, True))",
            Call(
                "Piecewise",
                (
                    Tuple((Name("a"), Compare(("<",), (Name("x"), Number(Fraction(0)))))),
                    Tuple((Name("b"), Truth(True))),
                ),
            ),
        ),
    ],
)
def test_spellings(text: str, node: Node) -> None:
    assert parse(text, NAMES) == node


def test_a_declared_name_is_a_name_unless_a_bracket_follows() -> None:
    assert parse("beta*beta(a, b)", NAMES) == Binary("*", Name("beta"), Call("beta", (Name("a"), Name("b"))))
    assert parse("pi", ["pi"]) == Name("pi")
    assert parse("E", ["E"]) == Name("E")
    assert parse("lambda*n", ["lambda", "n"]) == Binary("*", Name("lambda"), Name("n"))


def test_free_names_leave_the_index_of_a_sum_out() -> None:
    assert free_names(parse("b*Sum(a**k*x, k, 0, n) + k", [*NAMES])) == ("b", "a", "x", "n", "k")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("besel(0, a)", ["unknown function 'besel'", "'besseli'"]),
        ("exp(x", ["unbalanced", "place 4", "never closed"]),
        ("exp(x))", ["unbalanced", "place 7", "closes nothing"]),
        (")", ["unbalanced"]),
        ("exp(a, b)", ["exp takes 1 argument, not 2"]),
        ("besseli(a)", ["besseli takes 2 arguments, not 1"]),
        ("zeta()", ["zeta takes 1 to 2 arguments, not 0"]),
        ("mu(x-1)", ["'mu' is not a function", "mu*("]),
        ("2x", ["operator is missing", "place 2"]),
        ("a b", ["operator is missing", "place 3"]),
        ("f(x) = a", ["unknown function 'f'"]),
        ("x = a", ["'='", "without 'f(x) ='"]),
        ("a*x, x > 0", ["','", "support="]),
        ("a +", ["expected a number", "the end"]),
        ("a ** ", ["expected a number", "the end"]),
        ("", ["empty"]),
        ("   ", ["empty"]),
        ("a & b", ["unexpected character '&'", "place 3"]),
        ("exp*x", ["'exp' at place 1 is a function"]),
        ("(x > 0)*a", ["comparison", "Piecewise"]),
        ("exp(x > 0)", ["comparison", "'exp'"]),
        ("a and b", ["number", "'and'"]),
        ("not a", ["number", "'not'"]),
        ("(a, b)*x", ["list in brackets"]),
        ("Piecewise(a, b)", ["Piecewise takes pairs"]),
        ("Piecewise((a, b))", ["Piecewise takes pairs"]),
        ("Piecewise((x > 0, x > 0))", ["comparison", "'Piecewise'"]),
        ("Sum(a, x, 0, oo)", ["index 'x'", "rename"]),
        ("Sum(a, 2, 0, oo)", ["Sum(term, k, 0, oo)"]),
        ("Sum(a, k)", ["Sum(term, k, 0, oo)"]),
        ("σ*x", ["spell greek letters out"]),
        ("1/(2-2)", ["division by zero"]),
        ("sqrt(-2)*x", ["not a finite real number"]),
        ("(-2)**0.5", ["not a real number"]),
        ("gamma(-1)", ["not a finite real number"]),
        ("oo + 1", ["infinite"]),
    ],
)
def test_errors_name_the_culprit(text: str, words: list[str]) -> None:
    with pytest.raises(DeclarationError) as caught:
        parse(text, NAMES)
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith("density: ")
    for word in words:
        assert word in message
