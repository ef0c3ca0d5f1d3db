"""Bills to pay."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from omms_server.contract.billing import Bill, LoadBill
from omms_server.contract.scheduling import BookAppointment, CheckIn
from omms_server.verification import verify
from tests.support.clinic import Clinic

Owing = Callable[..., Bill]


@pytest.fixture
def owing(clinic: Clinic) -> Iterator[Owing]:
    """Makes open bills of a registration, 11.00 yuan each; afterwards every promise is kept."""
    slots: list[int] = []

    def make() -> Bill:
        if not slots:
            slots.extend(clinic.a_session(start=clinic.clock.now(), capacity=20)[1])
        booked = clinic.amy.send(
            BookAppointment(patient_id=clinic.a_patient().id, slot_id=slots[0])
        )
        bill_id = clinic.amy.send(CheckIn(appointment_id=booked.id)).bill_id
        return clinic.bo.send(LoadBill(bill_id=bill_id or 0))

    yield make
    broken = {k: v for k, v in clinic.app.house.database.read(verify).items() if v}
    assert broken == {}
