"""The clinic that service tests work in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from omms_server.core.log import configure_log
from tests.support.clinic import Clinic, open_clinic


@pytest.fixture(scope="session", autouse=True)
def _masked_log() -> None:
    """Log as the server does: one JSON line, masked, without local variables."""
    configure_log()


@pytest.fixture
def clinic(tmp_path: Path, database_url: str) -> Iterator[Clinic]:
    """A clinic on an empty database of each kind the test command has."""
    opened = open_clinic(tmp_path, database_url)
    yield opened
    opened.app.house.database.close()
