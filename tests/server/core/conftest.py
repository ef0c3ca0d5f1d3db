"""Fixtures of the core's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.rpyc_front import (
    QUICK,
    Clinic,
    Front,
    Obedient,
    make_clinic,
    own_threads,
    serving,
    until,
)


@pytest.fixture(scope="session")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Clinic:
    return make_clinic(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def front(clinic: Clinic) -> Iterator[Front]:
    """A server that is left without clients and threads."""
    handler = Obedient()
    with serving(clinic, handler) as (server, address):
        yield server, address, handler
        assert until(lambda: server.connections == 0)
        assert len(own_threads()) == QUICK.workers + 1
    assert own_threads() == []
