"""A limit of time for algebra, which may not end by itself.

clock = Clock(30.0)
with clock.running():       raises Expired, in this thread, once 30 s have gone by since the clock was made
    simplify(…)
"""

from __future__ import annotations

import ctypes
import math
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Expired(BaseException):
    """The time is used up.  Not an Exception: libraries catch these on the way."""


class Clock:
    """How much time is left of what was allowed."""

    def __init__(self, seconds: float = math.inf) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds that are left, none below zero."""
        return max(0.0, self._end - time.monotonic())

    @contextmanager
    def running(self) -> Iterator[None]:
        """Interrupt what is inside, wherever it stands, when the time is used up."""
        left = self.left
        if left == math.inf:
            yield
            return
        if left == 0.0:
            raise Expired
        over = threading.Event()
        ring = threading.Thread(target=_ring, args=(threading.get_ident(), left, over), daemon=True)
        ring.start()
        try:
            yield
        finally:
            over.set()
            ring.join()


def _ring(thread: int, seconds: float, over: threading.Event) -> None:
    """Raise Expired in a thread after the time, and again every second until it is heard."""
    while not over.wait(seconds):
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(Expired))
        seconds = 1.0
