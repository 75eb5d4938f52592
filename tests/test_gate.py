"""The gate that people run before they commit is a test as well."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_style_types_and_borders():
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")} | {"PYTHON": sys.executable}
    done = subprocess.run(["bash", ROOT / ".ci/check"], capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr


def test_ci_runs_the_command_of_the_readme():
    command = "python3 -m venv .venv && .venv/bin/pip install -q '.[tests]' && .venv/bin/pytest -n auto"
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")
    assert (ROOT / ".ci/run").read_text(encoding="utf-8").rstrip().endswith("\n" + command)
