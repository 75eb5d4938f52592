"""The worker process: warm, limited in time and memory, replaced when it had to be killed, gone at the end."""

import os
import subprocess
import sys
import textwrap
import time

import pytest
import sympy as sp

from thetahat.core.statistics import Observation, Total
from thetahat.errors import DeadlineError
from thetahat.verify import deadline

from . import work


def test_it_is_warm():
    first = deadline.run(work.process, seconds=20)
    assert first != os.getpid()
    assert deadline.run(work.process, seconds=20) == first
    assert deadline.run(work.square, 7, seconds=20) == 49


def test_expressions_travel():
    x, a = Observation("x", real=True), sp.Symbol("a", positive=True)
    e = Total(sp.log(x) * a)
    assert deadline.run(sp.diff, e, a, seconds=20) == Total(sp.log(x))


@pytest.mark.parametrize("function", [work.never_ends, work.sleeps])
def test_time_runs_out(function):
    before = deadline.run(work.process, seconds=20)
    start = time.monotonic()
    with pytest.raises(DeadlineError, match=r"stopped after 0\.3 s"):
        deadline.run(function, seconds=0.3)
    assert time.monotonic() - start < 5
    assert deadline.run(work.process, seconds=20) != before


@pytest.mark.skipif(os.name != "posix", reason="address-space limits are POSIX")
def test_memory_runs_out():
    with pytest.raises(DeadlineError, match="stopped at 200 MB"):
        deadline.run(work.eats_memory, seconds=30, megabytes=200)
    assert deadline.run(work.square, 2, seconds=20) == 4


def test_errors_come_back_and_leave_the_worker():
    before = deadline.run(work.process, seconds=20)
    with pytest.raises(KeyError, match="no such thing"):
        deadline.run(work.fails, seconds=20)
    assert deadline.run(work.process, seconds=20) == before


def test_a_dead_worker_is_replaced():
    with pytest.raises(DeadlineError, match="ended without an answer"):
        deadline.run(work.dies, seconds=20)
    assert deadline.run(work.square, 3, seconds=20) == 9


def test_what_it_prints_disturbs_nothing():
    assert deadline.run(work.prints, seconds=20) == 1


def test_close():
    pid = deadline.run(work.process, seconds=20)
    deadline.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_script_without_a_guard_leaves_no_process_behind(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        textwrap.dedent(
            """
            import os
            from thetahat.verify import deadline
            print(deadline.run(os.getpid, seconds=30))
            """
        )
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60, check=True)
    (pid,) = done.stdout.split()
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid), 0)
