"""Where what was worked out once is kept for the next time: a directory of the user's."""

from __future__ import annotations

import os
import sys
from pathlib import Path

CACHE = "THETAHAT_CACHE"
"""The environment variable that names the directory; empty, nothing is kept."""


def directory() -> Path | None:
    """Where plans are kept; None if the user wants none."""
    named = os.environ.get(CACHE)
    if named is not None:
        return Path(named) if named else None
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "thetahat" if base else None
