"""Files are laid out as the formatters of their languages lay them out."""

import subprocess

import pytest
from cases import every, plan_of, tool

from thetahat.codegen.languages import c, jax, numba, r, rust
from thetahat.codegen.languages.r_layout import laid

FEW = ("normal", "gamma", "weibull", "laplace", "student_t_known", "linear_regression", "zero_inflated_poisson")
STYLE = "{BasedOnStyle: LLVM, AllowShortFunctionsOnASingleLine: None}"


def formatted(command, path, text):
    """The text as a formatter rewrites the file, or leaves it."""
    path.write_text(text, encoding="utf-8")
    done = subprocess.run([*command, str(path)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FEW)
@pytest.mark.parametrize(("write", "width"), [(jax.text, "120"), (numba.text, "88")])
def test_ruff_changes_nothing(write, width, name, tmp_path):
    text = write(plan_of(name), ["test"])
    command = [tool("ruff"), "format", "-q", "--isolated", "--line-length", width]
    assert formatted(command, tmp_path / "text.py", text) == text


@pytest.mark.long
def test_ruff_changes_no_numba_module(tmp_path):
    for name in every("numba"):
        (tmp_path / f"{name}.py").write_text(numba.text(plan_of(name), ["test"]), encoding="utf-8")
    command = [tool("ruff"), "format", "--isolated", "--line-length", "88", "--diff", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.stdout == ""


def test_ruff_changes_no_numpy_module(tmp_path):
    import thetahat as th
    from thetahat.codegen import generate

    for name in ("normal", "weibull"):
        text = generate(th.derive(name, contest=False))
        command = [tool("ruff"), "format", "-q", "--isolated", "--line-length", "120"]
        assert formatted(command, tmp_path / "text.py", text) == text


@pytest.mark.parametrize("name", [*FEW, "student_t", "mixture_normal", "beta"])
def test_clang_format_changes_nothing(name, tmp_path):
    text = c._File(plan_of(name)).text(["test"])
    assert formatted([tool("clang-format"), "-i", f"--style={STYLE}"], tmp_path / "text.c", text) == text


@pytest.mark.parametrize("name", FEW)
def test_rustfmt_changes_nothing(name, tmp_path):
    text = rust.text(plan_of(name), ["test"])
    assert formatted([tool("rustfmt"), "--edition", "2021"], tmp_path / "text.rs", text) == text


@pytest.mark.long
def test_clang_format_changes_no_file(tmp_path):
    paths = [tmp_path / f"{name}.c" for name in every("c")]
    for path in paths:
        path.write_text(c._File(plan_of(path.stem)).text(["test"]), encoding="utf-8")
    command = [tool("clang-format"), "--dry-run", "-Werror", f"--style={STYLE}", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100)
    assert done.stderr == ""


@pytest.mark.long
def test_rustfmt_changes_no_module(tmp_path):
    paths = [tmp_path / f"{name}.rs" for name in every("rust")]
    for path in paths:
        path.write_text(rust.text(plan_of(path.stem), ["test"]), encoding="utf-8")
    command = [tool("rustfmt"), "--edition", "2021", "--check", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100)
    assert done.stdout + done.stderr == ""


@pytest.mark.parametrize("name", [*FEW, "conway_maxwell_poisson", "truncated_normal"])
def test_no_line_of_r_is_too_long(name):
    assert [x for x in r.source(plan_of(name), []).splitlines() if len(x) > 80] == []


def test_a_long_call_of_r_is_laid_out_between_its_brackets():
    text = "b <- sum(a_long_name_of_something * another(x, y) - f(z, 'a, b') - the_last_term_of_all_here)"
    assert laid(text, "", 60) == [
        "b <- sum(",
        "  a_long_name_of_something * another(x, y) - f(z, 'a, b') -",
        "    the_last_term_of_all_here",
        ")",
    ]
    assert laid("return(f(first_argument, second_argument, third))", "  ", 40) == [
        "  return(",
        "    f(",
        "      first_argument,",
        "      second_argument,",
        "      third",
        "    )",
        "  )",
    ]
