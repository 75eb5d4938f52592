"""The Julia files: there is no Julia to run them, but another parser reads them all."""

import pytest
from cases import FEW, every, plan_of, wheel

from thetahat.codegen.languages.julia import text


def parsed(source: str):
    """The root of the tree that tree-sitter makes of a Julia file."""
    grammar = wheel("tree_sitter_julia")
    sitter = wheel("tree_sitter")
    parser = sitter.Parser(sitter.Language(grammar.language()))
    return parser.parse(source.encode("utf-8")).root_node


def test_a_few_files_are_julia():
    assert [name for name in FEW[:5] if parsed(text(plan_of(name), ["test"])).has_error] == []


@pytest.mark.long
def test_every_file_is_julia():
    assert [name for name in every("julia") if parsed(text(plan_of(name), ["test"])).has_error] == []


def test_what_is_no_julia_is_noticed():
    assert parsed("function f(x\n  x + 1\nend").has_error
