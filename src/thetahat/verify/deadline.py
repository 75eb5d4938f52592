"""Work that may never end, in a process of its own: killed at its limit of time or memory.

    run(function, *arguments, seconds=5, megabytes=1000)

The worker is started once and kept warm; it is replaced after it had to be killed.  ``function`` must be importable
by its module and name, and what goes in and out must pickle.  The worker does not import the caller's ``__main__``.
"""

from __future__ import annotations

import atexit
import os
import pickle
import queue
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import IO, Any

from thetahat.errors import DeadlineError

_HEADER = struct.Struct("!Q")


def run(function: Callable[..., Any], *arguments: Any, seconds: float, megabytes: float = 1000.0) -> Any:
    """What ``function(*arguments)`` returns, if it does so within the limits.

    Raises
    ------
    DeadlineError
        when ``seconds`` pass, when more than ``megabytes`` are asked for, or when the worker dies.
    Exception
        whatever the function itself raised.
    """
    with _LOCK:
        worker = _current()
        try:
            return worker.ask(function, arguments, seconds, megabytes)
        except BaseException:
            # A limit, a dead worker or Ctrl-C: what the worker would still send belongs to no one.  An error of the
            # function itself comes as an answer, and leaves the worker ready.
            if not worker.ready:
                worker.close()
            raise


def close() -> None:
    """End the worker, if there is one."""
    with _LOCK:
        if _WORKERS:
            _WORKERS.pop().close()


class _Worker:
    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "thetahat.verify.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            close_fds=True,
        )
        self.owner = os.getpid()
        self.ready = True
        self.answers: queue.SimpleQueue[Any] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()
        self._send(sys.path)

    def ask(self, function: Callable[..., Any], arguments: tuple[Any, ...], seconds: float, megabytes: float) -> Any:
        request = pickle.dumps((function, arguments, seconds, megabytes))
        self.ready = False
        self._send(request)
        try:
            answer = self.answers.get(timeout=seconds)
        except queue.Empty:
            raise DeadlineError(f"{_name(function)} was stopped after {seconds:g} s; give it more time") from None
        if answer is None:
            raise DeadlineError(f"the process that computed {_name(function)} ended without an answer")
        self.ready = True
        kind, value = pickle.loads(answer)
        if kind == "memory":
            raise DeadlineError(f"{_name(function)} was stopped at {megabytes:g} MB; give it more memory")
        if kind == "error":
            raise value
        return value

    def alive(self) -> bool:
        return self.ready and self.owner == os.getpid() and self.process.poll() is None

    def close(self) -> None:
        if self.owner == os.getpid():
            self.process.kill()
            self.process.wait()
            for stream in (self.process.stdin, self.process.stdout):
                _shut(stream)

    def _send(self, message: Any) -> None:
        assert self.process.stdin is not None
        data = message if isinstance(message, bytes) else pickle.dumps(message)
        try:
            self.process.stdin.write(_HEADER.pack(len(data)) + data)
            self.process.stdin.flush()
        except BrokenPipeError:
            raise DeadlineError("the worker process could not be started or has died") from None

    def _listen(self) -> None:
        assert self.process.stdout is not None
        while True:
            try:
                message = receive(self.process.stdout)
            except ValueError:  # closed while reading
                message = None
            self.answers.put(message)
            if message is None:
                return


def receive(stream: IO[bytes]) -> bytes | None:
    """One message with its length in front; None at the end of the stream."""
    header = stream.read(_HEADER.size)
    if header is None or len(header) < _HEADER.size:
        return None
    (length,) = _HEADER.unpack(header)
    data = stream.read(length)
    return data if len(data) == length else None


def send(stream: IO[bytes], message: Any) -> None:
    """One pickled message with its length in front."""
    data = pickle.dumps(message)
    stream.write(_HEADER.pack(len(data)) + data)
    stream.flush()


def _shut(stream: IO[bytes] | None) -> None:
    if stream is None:
        return
    try:
        stream.close()
    except BrokenPipeError:
        # Unsent bytes of a killed worker: there is nobody left to read them.
        return


def _name(function: Callable[..., Any]) -> str:
    return getattr(function, "__name__", "the work")


def _current() -> _Worker:
    if _WORKERS and not _WORKERS[0].alive():
        _WORKERS.pop().close()
    if not _WORKERS:
        _WORKERS.append(_Worker())
    return _WORKERS[0]


_LOCK = threading.RLock()
_WORKERS: list[_Worker] = []
atexit.register(close)
