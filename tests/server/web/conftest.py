"""The sidecar over a fake backend, and over the real application."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.clinic import Clinic, open_clinic
from tests.support.web import FakeBackend, Site, a_site


@pytest.fixture
def backend() -> FakeBackend:
    return FakeBackend()


@pytest.fixture
def site(backend: FakeBackend, tmp_path: Path) -> Iterator[Site]:
    """A browser without JavaScript at a sidecar whose server is invented."""
    with a_site(backend, tmp_path) as opened:
        yield opened


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    """The real application on SQLite: these tests ask about pages, not about databases."""
    opened = open_clinic(tmp_path, f"sqlite:///{tmp_path / 'web.db'}")
    yield opened
    opened.app.house.database.close()


@pytest.fixture
def real_site(clinic: Clinic, tmp_path: Path) -> Iterator[Site]:
    """The same browser at a sidecar before the real application."""
    with a_site(clinic.sidecar, tmp_path, now=clinic.clock.now) as opened:
        yield opened
