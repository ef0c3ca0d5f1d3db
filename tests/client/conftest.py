"""Fixtures of the client's tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from omms_server.client.client import Client
from omms_server.client.connection import ServerAddress
from tests.support.rpyc_front import Clinic, make_clinic, tls_files
from tests.support.scripted_server import Ask


@pytest.fixture(scope="session")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Clinic:
    return make_clinic(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def ask(clinic: Clinic) -> Iterator[Ask]:
    """Makes clients of a server that follows a script."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("omms_server.client.client._FIRST_PAUSE_SECONDS", 0.001)
        clients: list[Client] = []

        def make(address: ServerAddress, **options: Any) -> Client:
            clients.append(Client(address, tls_files(clinic.desk), **options))
            return clients[-1]

        yield make
        for client in clients:
            client.close()
