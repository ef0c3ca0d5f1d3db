"""Fixtures of the client's tests."""

from __future__ import annotations

import pytest

from tests.support.rpyc_front import Clinic, make_clinic


@pytest.fixture(scope="session")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Clinic:
    return make_clinic(tmp_path_factory.mktemp("authority"))
