"""The borders between the parts, held by reading every import statement, and start-up in fresh processes."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import thetahat

ROOT = Path(thetahat.__file__).parent
STDLIB = sys.stdlib_module_names

# For each part: the third-party packages it may import, and the parts of thetahat it may import.  `errors` is for all.
BORDERS: dict[str, tuple[str, str]] = {
    "core.plan": ("", "core"),
    "core.special": ("sympy mpmath", "core"),
    "core": ("sympy", "core"),
    "algebra": ("sympy", "core algebra"),
    "declare": ("sympy", "core declare algebra"),
    "families": ("", "core declare families"),
    "rules": ("sympy", "core algebra rules"),
    # A certificate weighs the arguments that the rules left in their state.
    "verify": ("sympy mpmath numpy scipy", "core algebra declare verify codegen engines solve rules.state"),
    "render": ("sympy typst", "core declare algebra render"),
    # The vocabulary is what printed programs may call: those who print and those who run share it.
    # Its text is carried into generated modules; nothing imports it.
    "codegen.languages.jax_runtime": ("jax", "engines.special"),
    "codegen": ("sympy numpy scipy mpmath", "core algebra codegen engines.vocabulary"),
    "engines": ("numpy scipy narwhals", "core engines solve fit inference"),
    "solve": ("numpy scipy", "core solve"),
    "sources": (
        "numpy narwhals duckdb pyarrow polars pandas dask psycopg",
        "core.plan engines solve fit fitting groups source sources",
    ),
    "answer": ("sympy", "core algebra rules verify"),
    "relatives": ("numpy sympy", "core declare families verify"),
    "derivation": ("", "core information"),
    "information": ("sympy", "core algebra verify information"),
    "groups": ("numpy", "core.plan engines fit fitting"),
    "plans": ("", "core.plan core.cache families"),
    "fitting": ("numpy", "core.plan engines fit inference solve"),
    "limits": ("numpy", "core.plan plans families fit fitting"),
    "fit": (
        "numpy",
        "inference summary plots source quantities intervals uncertainty export regions frozen bootstrap goodness"
        " minuit",
    ),
    "minuit": ("numpy", "fit"),
    "sklearn": ("numpy sklearn", ""),
    "restart": ("numpy", "fit"),
    "restrict": ("sympy", "core declare"),
    "source": ("numpy", "core.plan engines distribution"),
    "distribution": ("numpy", ""),
    "quantities": ("numpy", "fit inference"),
    "intervals": ("numpy", "fit inference profile"),
    "uncertainty": ("numpy", "fit inference"),
    "export": ("", "fit quantities"),
    "regions": ("numpy", "fit inference profile"),
    "frozen": ("numpy scipy", "fit"),
    "bootstrap": ("numpy", "fit inference source engines"),
    "goodness": ("numpy scipy", "fit bootstrap frozen source"),
    "comparison": ("numpy scipy", "fit bootstrap"),
    "inference": ("numpy", ""),
    "profile": ("numpy", "inference"),
    "summary": ("", "fit inference"),
    "plots": ("numpy scipy matplotlib", "fit inference regions"),
    "pictures": ("matplotlib", "fit plots"),
    "describe": ("", "core"),
    "errors": ("", ""),
}
WITHOUT_SYMPY = (
    "engines solve sources fitting fit inference profile summary plots core.plan"
    " source distribution quantities intervals uncertainty export regions frozen bootstrap goodness comparison"
    " restart pictures"
)


def modules() -> dict[str, Path]:
    """Dotted name below thetahat to file; a package has its own name."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def statements(parent: ast.AST, typing_too: bool) -> Iterator[ast.Import | ast.ImportFrom]:
    """Import statements; those under ``if TYPE_CHECKING`` only if asked for."""
    for node in ast.iter_child_nodes(parent):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test) and not typing_too:
            continue
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        yield from statements(node, typing_too)


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


@cache
def imports(module: str, typing_too: bool = True) -> set[str]:
    """Absolute names imported by a module; names of thetahat's own modules as deep as they go."""
    found = set()
    for node in statements(tree(module), typing_too):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        else:
            assert node.level == 0, f"{module}: relative import in line {node.lineno}"
            source = node.module or ""
            inner = source.removeprefix("thetahat").lstrip(".")
            for alias in node.names:
                deeper = f"{inner}.{alias.name}".lstrip(".")
                own = source.split(".")[0] == "thetahat" and deeper in MODULES
                found.add(f"thetahat.{deeper}" if own else source)
    return found


def own(name: str) -> str | None:
    """The name below thetahat, or None."""
    return name.removeprefix("thetahat").lstrip(".") if name.split(".")[0] == "thetahat" else None


def within(module: str, parts: str) -> bool:
    """Whether a module is one of these parts or lies in one."""
    return any(module == part or module.startswith(part + ".") for part in parts.split())


def border(module: str) -> tuple[str, str] | None:
    return next((BORDERS[key] for key in BORDERS if within(module, key)), None)


@pytest.mark.parametrize("module", [m for m in MODULES if border(m)])
def test_borders(module):
    outside, inside = border(module)
    for name in imports(module):
        inner = own(name)
        if inner is None:
            top = name.split(".")[0]
            assert top in STDLIB or top in outside.split(), f"{module} may not import {name}"
        else:
            assert not inner or within(inner, inside + " errors"), f"{module} may not import {name}"


def test_every_part_has_a_border():
    free = "pipeline estimating cli build worked"  # these put the parts together
    assert not [m for m in MODULES if m and not border(m) and not within(m, free)]


@pytest.mark.parametrize("module", [m for m in MODULES if m != "cli"])
def test_nothing_imports_the_command(module):
    rooms = "" if within(module, "cli") else "cli"
    assert not [name for name in imports(module) if name == "thetahat.cli" or within(own(name) or "", rooms)]


def test_one_rule_does_not_import_another():
    from thetahat.rules import RULES

    homes = {own(rule.__module__) for rule in RULES}
    for home in homes:
        others = {own(name) for name in imports(home)} & homes - {home}
        assert not others, f"{home} imports the rules {sorted(others)}"


# The contest must not search with the optimiser that it puts to the test; the runtime is the text of generated modules.
OPTIMISERS = "solve verify.contest codegen.runtime"


@pytest.mark.parametrize("module", [m for m in MODULES if not within(m, OPTIMISERS)])
def test_scipy_optimize_lives_in_solve(module):
    assert not [name for name in imports(module) if name.startswith("scipy.optimize")]
    assert "from scipy import optimize" not in MODULES[module].read_text(encoding="utf-8")


def reachable(module: str) -> set[str]:
    """Every module that importing this one loads, packages on the way included."""
    seen: set[str] = set()
    waiting = [module]
    while waiting:
        name = waiting.pop()
        if name in seen or name not in MODULES:
            continue
        seen.add(name)
        parts = name.split(".")
        waiting += [".".join(parts[:i]) for i in range(1, len(parts))]
        waiting += [inner for imported in imports(name, typing_too=False) if (inner := own(imported))]
    return seen


@pytest.mark.parametrize("module", [m for m in MODULES if within(m, WITHOUT_SYMPY)])
def test_fitting_from_a_printed_program_loads_no_sympy(module):
    guilty = {m for m in reachable(module) for name in imports(m, False) if name.split(".")[0] in ("sympy", "mpmath")}
    assert not guilty, f"{module} loads SymPy through {sorted(guilty)}"


def test_nothing_evaluates_text():
    """No eval or exec of anything; the one compile is of text that our own printer wrote."""
    for module in MODULES:
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                allowed = module.startswith("engines") and node.func.id in ("exec", "compile")
                assert allowed or node.func.id not in ("eval", "exec", "compile", "parse_expr"), (
                    f"{module}:{node.lineno}"
                )
                if node.func.id == "sympify":
                    strict = any(k.arg == "strict" for k in node.keywords)
                    assert strict, f"{module}:{node.lineno}: sympify without strict=True evaluates strings"


def test_nothing_swallows_exceptions():
    for module in MODULES:
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.ExceptHandler):
                broad = node.type is None or (isinstance(node.type, ast.Name) and node.type.id == "Exception")
                silent = all(isinstance(statement, ast.Pass | ast.Continue) for statement in node.body)
                assert not (broad and silent), f"{module}:{node.lineno} swallows every exception"


def loaded(code: str) -> set[str]:
    """The top-level modules that a fresh process has loaded after running this code."""
    program = f"import sys\n{code}\nprint(*sorted({{m.split('.')[0] for m in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    "code",
    [
        "import thetahat",
        "import thetahat.cli",
        "import thetahat.cli\ntry:\n    thetahat.cli.main_group(['--help'])\nexcept SystemExit: pass",
        "import thetahat.cli\ntry:\n    thetahat.cli.main_group(['fit', '--help'])\nexcept SystemExit: pass",
    ],
)
def test_starting_up_loads_nothing_heavy(code):
    assert not {"sympy", "numpy", "scipy", "mpmath"} & loaded(code)


@pytest.mark.parametrize("module", ["fit", "inference", "profile", "engines.tables", "engines.files"])
def test_numbers_load_no_sympy(module):
    assert not {"sympy", "mpmath"} & loaded(f"import thetahat.{module}")


def test_public_names_exist():
    for name in thetahat.__all__:
        assert getattr(thetahat, name) is not None and name in dir(thetahat)
    with pytest.raises(AttributeError, match="nonsense"):
        _ = thetahat.nonsense
