"""Progress is told on a terminal, after a while, once, and taken back."""

import io
import time

from thetahat.sources import progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_only_long_work_on_a_terminal_is_told(monkeypatch):
    monkeypatch.setattr(progress, "AFTER", 0.02)
    for stream, seconds, told in ((Terminal(), 0.2, True), (Terminal(), 0.0, False), (io.StringIO(), 0.2, False)):
        monkeypatch.setattr("sys.stderr", stream)
        with progress.progress("reading rain"), progress.progress("inner"):
            time.sleep(seconds)
        text = stream.getvalue()
        assert ("reading rain …" in text) is told and "inner" not in text
        assert not told or text.endswith("\r\033[K")
