"""A clock stops work that would never end, in the thread that runs it, and leaves other work alone."""

from __future__ import annotations

import contextlib
import threading
import time

import pytest

from thetahat.core.clock import Clock, Expired


def endless() -> None:
    while True:
        # libraries swallow exceptions on their way: that must not keep the clock from stopping them
        with contextlib.suppress(Exception):
            sum(range(1000))


def test_work_without_an_end_is_stopped() -> None:
    begun = time.monotonic()
    with pytest.raises(Expired), Clock(0.2).running():
        endless()
    assert 0.15 < time.monotonic() - begun < 5


def test_it_works_in_any_thread() -> None:
    heard = []

    def run() -> None:
        try:
            with Clock(0.1).running():
                endless()
        except Expired:
            heard.append(True)

    threads = [threading.Thread(target=run) for _ in range(3)]
    for t in threads:
        t.start()
    for t in threads:
        t.join(10)
    assert heard == [True] * 3


def test_work_in_time_is_not_disturbed() -> None:
    clock = Clock(30.0)
    for _ in range(50):
        with clock.running():
            sum(range(1000))
    assert 0 < clock.left < 30


def test_no_time_left_means_no_work() -> None:
    clock = Clock(0.0)
    with pytest.raises(Expired), clock.running():
        raise AssertionError("begun")


def test_without_a_limit_nothing_is_started() -> None:
    before = threading.active_count()
    with Clock().running():
        assert threading.active_count() == before
