"""What all tests share: database servers of the run, and which tests may use the network."""

from __future__ import annotations

import os

import pytest

from installer.fetching import is_ci
from tests.support import database_fixtures
from tests.support.database_fixtures import (
    database_url,
    mariadb_server,
    mariadb_url,
    mysql56_server,
)

__all__ = ["database_url", "mariadb_server", "mariadb_url", "mysql56_server"]


def pytest_configure(config: pytest.Config) -> None:
    """Open the run before xdist starts its workers, which inherit the environment."""
    config.add_cleanup(database_fixtures.close_run)
    database_fixtures.open_run()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave tests of the network to CI and to who asks for them."""
    if is_ci() or os.environ.get("OMMS_NETWORK"):
        return
    reason = "fetches from a registry: runs in CI, or with OMMS_NETWORK=1"
    for item in items:
        if item.get_closest_marker("network"):
            item.add_marker(pytest.mark.skip(reason=reason))
