"""Fixtures of the workstations' tests."""

from __future__ import annotations

import pytest

from tests.support.clinic import Clinic
from tests.support.workstations import give_authority


@pytest.fixture
def clinic(working_clinic: Clinic) -> Clinic:
    """A clinic with an authority that signs certificates."""
    give_authority(working_clinic)
    return working_clinic
