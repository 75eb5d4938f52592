"""Every example in the README is run, and what it prints must be what the README says.

Run as a program (python tests/test_readme.py) it writes the real output into the README.
"""

import contextlib
import doctest
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def console(block: str, folder: Path) -> str:
    """Lines that begin with '$ ' are run by a shell; the lines after each are replaced by what it prints."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path, "COLUMNS": "88", "LC_ALL": "C.UTF-8"}
    out = []
    for line in block.splitlines():
        if line.startswith("$ "):
            done = subprocess.run(
                line[2:], shell=True, cwd=folder, env=environment, text=True, encoding="utf-8",
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            )  # fmt: skip
            out += [line, *(text.rstrip() for text in done.stdout.splitlines())]
    return "\n".join(out) + "\n"


def session(block: str, names: dict[str, object]) -> str:
    """A Python session: each statement is executed, and what it prints is put below it."""
    out = []
    for example in doctest.DocTestParser().get_examples(block):
        first, *rest = example.source.rstrip("\n").split("\n")
        out += [f">>> {first}", *(f"... {line}" for line in rest)]
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(example.source, "README.md", "single"), names)
        out += [line.rstrip() for line in printed.getvalue().splitlines()]
    return "\n".join(out) + "\n"


def refreshed(text: str) -> str:
    """The README with the output of its examples written anew."""
    names: dict[str, object] = {}

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "tests/data", folder / "tests/data")
        here = Path.cwd()
        os.chdir(folder)
        try:

            def replace(match: re.Match[str]) -> str:
                kind, block = match.groups()
                if kind == "console":
                    block = console(block, folder)
                elif kind == "pycon":
                    block = session(block, names)
                elif kind == "toml":
                    (folder / "my-density.toml").write_text(block, encoding="utf-8")
                return f"```{kind}\n{block}```"

            return FENCE.sub(replace, text)
        finally:
            os.chdir(here)


def test_every_example_prints_what_the_readme_says():
    text = README.read_text(encoding="utf-8")
    assert text.count("```console") + text.count("```pycon") >= 5
    assert refreshed(text) == text


def test_links_lead_somewhere():
    for target in re.findall(r"\]\(([^)#:]+)\)", README.read_text(encoding="utf-8")):
        assert (ROOT / target).exists(), target


if __name__ == "__main__":
    README.write_text(refreshed(README.read_text(encoding="utf-8")), encoding="utf-8")
