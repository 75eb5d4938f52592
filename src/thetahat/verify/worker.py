"""The other side of `deadline`: reads a function and its arguments, computes, answers; ends when its input ends."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from thetahat.verify.deadline import receive, send

_GRACE = 5.0


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer requests until there are no more."""
    start = receive(requests)
    if start is None:
        return
    sys.path[:] = pickle.loads(start)
    while (message := receive(requests)) is not None:
        send(answers, _answer(message))


def _answer(message: bytes) -> tuple[str, Any]:
    try:
        function, arguments, seconds, megabytes = pickle.loads(message)
        with _limited(seconds, megabytes):
            value = function(*arguments)
        pickle.dumps(value)
    except MemoryError:
        return "memory", None
    except Exception as error:
        return "error", _portable(error)
    return "value", value


def _portable(error: Exception) -> Exception:
    """The error itself if it survives pickling, else one of the same text."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


@contextmanager
def _limited(seconds: float, megabytes: float) -> Iterator[None]:
    """An address-space limit above what is used now, and an alarm that kills should nobody be left to do so."""
    if os.name != "posix":
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = _used() + int(megabytes * 2**20)
    resource.setrlimit(resource.RLIMIT_AS, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
    signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _used() -> int:
    """The address space in use, in bytes; where the system does not tell, one gigabyte is assumed."""
    try:
        with open("/proc/self/statm", encoding="ascii") as f:  # noqa: PTH123
            return int(f.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except FileNotFoundError:
        return 2**30


def main() -> None:
    """Serve on the standard streams; whatever the work prints goes to standard error instead."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
