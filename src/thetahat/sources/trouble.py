"""Errors of engines as errors of ours, one line that names what could not be read; and Ctrl-C while they work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from thetahat.errors import DataError, ThetahatError

Result = TypeVar("Result")
HOMES = ("duckdb", "polars", "pyarrow", "pyspark", "py4j", "dask", "ibis", "sqlite3", "psycopg", "narwhals", "pandas")
"""Packages whose exceptions speak of data."""


@contextmanager
def engine_errors(engine: str) -> Iterator[None]:
    """Within, what an engine raises becomes a DataError with its first line."""
    try:
        yield
    except ThetahatError:
        raise
    except (OSError, EOFError) as error:
        raise DataError(f"{engine} cannot read the data: {_line(error)}") from error
    except Exception as error:
        if type(error).__name__ == "InterruptException" or str(error) == "Query interrupted":
            # Ctrl-C, as DuckDB tells it.
            raise KeyboardInterrupt from error
        if type(error).__module__.split(".")[0].strip("_") not in HOMES:
            raise
        raise DataError(f"{engine} cannot read the data: {_line(error)}") from error


def interruptible(work: Callable[[], Result], stop: Callable[[], None]) -> Result:
    """What ``work`` gives, done beside the main thread: that can hear Ctrl-C meanwhile, which calls ``stop``."""
    with ThreadPoolExecutor(1) as beside:
        waiting = beside.submit(work)
        try:
            return waiting.result()
        except KeyboardInterrupt:
            stop()
            raise


def _line(error: BaseException) -> str:
    # The first paragraph says what is wrong, what follows gives advice on the engine's own settings.
    paragraph = str(error).strip().split("\n\n")[0].split("\nLINE ")[0].splitlines()
    text = (
        "; ".join(line.strip().rstrip(".") for line in paragraph[:3] if not line.startswith("Try "))
        or type(error).__name__
    )
    return text if len(text) <= 300 else text[:297] + "..."
