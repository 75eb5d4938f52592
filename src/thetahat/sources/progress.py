"""Progress on stderr for work that takes more than a second, and nothing where nobody looks at it."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

AFTER = 1.0
"""Seconds before anything is said."""
_SHOWN: list[str] = []
"""What is being told: work within other work is not told again."""


@contextmanager
def progress(what: str) -> Iterator[None]:
    """Within, a line on a terminal tells what is being done and for how long; it is taken back at the end."""
    if not sys.stderr.isatty() or _SHOWN:
        yield
        return
    _SHOWN.append(what)
    done = threading.Event()
    began = time.monotonic()

    def say() -> None:
        while not done.wait(AFTER):
            sys.stderr.write(f"\r\033[K{what} … {time.monotonic() - began:.0f} s")
            sys.stderr.flush()

    thread = threading.Thread(target=say, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        _SHOWN.clear()
        thread.join()
        if time.monotonic() - began > AFTER:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()
