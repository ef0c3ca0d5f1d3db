"""The clinic that service tests work in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.clinic import Clinic, open_clinic


@pytest.fixture
def clinic(tmp_path: Path, database_url: str) -> Iterator[Clinic]:
    """A clinic on an empty database of each kind the test command has."""
    opened = open_clinic(tmp_path, database_url)
    yield opened
    opened.app.house.database.close()
