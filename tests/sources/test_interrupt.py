"""Ctrl-C while an engine works: one line, exit code 130, soon, and nothing left behind."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .conftest import need

ENDLESS = {
    "a.duckdb": "SELECT 1.5 + range % 7 AS x FROM range(1000000000000)",
    "a.sqlite": "WITH RECURSIVE r(x) AS (SELECT 1.5 UNION ALL SELECT x + 1.0 FROM r LIMIT 1000000000) SELECT x FROM r",
}
LOADED = {"a.duckdb": "duckdb", "a.sqlite": "sqlite"}


def waits(process, library, seconds=60):
    """Until a process has loaded a library."""
    until = time.monotonic() + seconds
    while library not in Path(f"/proc/{process.pid}/maps").read_text():
        assert process.poll() is None and time.monotonic() < until, process.communicate()
        time.sleep(0.05)
    time.sleep(0.5)


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="looks into /proc")
@pytest.mark.parametrize("name", list(ENDLESS))
def test_ctrl_c(folder, name):
    if name == "a.duckdb":
        need("duckdb").connect(str(folder / name)).execute("CREATE TABLE t AS SELECT 1 AS x").close()
    else:
        with sqlite3.connect(folder / name) as made:
            made.execute("CREATE TABLE t (x)")
    before = set(folder.iterdir())
    command = [sys.executable, "-c", "from thetahat.cli import main; main()", "fit", "gamma", name]
    environment = {**os.environ, "TMPDIR": str(folder)}
    process = subprocess.Popen(
        [*command, "--query", ENDLESS[name]],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    waits(process, LOADED[name])
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, "", "thetahat: interrupted\n")
    assert set(folder.iterdir()) == before
