"""What all tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Plans that tests derive are kept apart from those of whoever runs the tests."""
    place = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("THETAHAT_CACHE", str(place))
        yield place


@pytest.fixture(scope="session")
def published() -> Path:
    """The directory of published data."""
    return Path(__file__).parent / "data"
