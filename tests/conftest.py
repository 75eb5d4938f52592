"""What all tests share."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def published() -> Path:
    """The directory of published data."""
    return Path(__file__).parent / "data"
