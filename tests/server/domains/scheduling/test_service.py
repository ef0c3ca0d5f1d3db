"""Booking, check-in and cancelling through the dispatcher, on every database."""

from datetime import date, timedelta

import pytest

from omms_server.contract.billing import LoadBill, PayCash
from omms_server.contract.faults import Fault, NotAllowed
from omms_server.contract.scheduling import (
    Admission,
    AlreadyBooked,
    AppointmentState,
    BookAppointment,
    CancelAppointment,
    CheckIn,
    ListAppointments,
    ListSessions,
    LoadArrival,
    NotCheckInTime,
    NotReleased,
    SlotFull,
    SlotOver,
    WrongState,
)
from omms_server.contract.types import Sex
from tests.support.clinic import MORNING, TODAY, Clinic


def free_places(clinic: Clinic) -> int:
    (found,) = clinic.amy.send(ListSessions(on=TODAY))
    return found.session.free


def test_a_booking_takes_one_place_and_the_next_number(clinic: Clinic) -> None:
    _, slots = clinic.a_session()
    first = clinic.amy.send(BookAppointment(patient_id=clinic.a_patient().id, slot_id=slots[1]))
    second = clinic.amy.send(BookAppointment(patient_id=clinic.a_patient().id, slot_id=slots[1]))
    assert (first.number, second.number) == (3, 4)
    assert first.state is AppointmentState.BOOKED
    assert first.fee == 1100
    assert free_places(clinic) == 6


def test_a_full_slot_is_refused_with_its_numbers(clinic: Clinic) -> None:
    """DOMAIN REG-01."""
    _, slots = clinic.a_session(capacity=1)
    clinic.amy.send(BookAppointment(patient_id=clinic.a_patient().id, slot_id=slots[0]))
    with pytest.raises(SlotFull) as refused:
        clinic.amy.send(BookAppointment(patient_id=clinic.a_patient().id, slot_id=slots[0]))
    assert refused.value.params == {"booked": 1, "quota": 1}


def test_a_cancelled_slot_can_be_booked_again_under_a_new_number(clinic: Clinic) -> None:
    """DOMAIN REG-R11."""
    _, slots = clinic.a_session(slots=2, capacity=1)
    booked = clinic.amy.send(BookAppointment(patient_id=clinic.a_patient().id, slot_id=slots[0]))
    cancelled = clinic.amy.send(CancelAppointment(appointment_id=booked.id, reason="有事"))
    assert cancelled.state is AppointmentState.CANCELLED
    again = clinic.amy.send(BookAppointment(patient_id=clinic.a_patient().id, slot_id=slots[0]))
    assert (booked.number, again.number) == (1, 3)


def test_one_booking_a_patient_day_and_department(clinic: Clinic) -> None:
    """DOMAIN REG-R3, REG-03."""
    _, slots = clinic.a_session()
    patient = clinic.a_patient()
    first = clinic.amy.send(BookAppointment(patient_id=patient.id, slot_id=slots[0]))
    with pytest.raises(AlreadyBooked) as refused:
        clinic.amy.send(BookAppointment(patient_id=patient.id, slot_id=slots[1]))
    assert refused.value.params["existing"] == f"林大夫 {first.number}"
    assert free_places(clinic) == 7
    clinic.amy.send(CancelAppointment(appointment_id=first.id))
    clinic.amy.send(BookAppointment(patient_id=patient.id, slot_id=slots[1]))


@pytest.mark.parametrize(
    ("department", "born_on", "sex", "fits"),
    [
        ("D03", date(2011, 11, 24), Sex.MALE, True),
        ("D03", date(2011, 11, 23), Sex.MALE, False),
        ("D04", date(1990, 1, 1), Sex.FEMALE, True),
        ("D04", date(1990, 1, 1), Sex.MALE, False),
    ],
)
def test_a_department_admits_by_age_and_sex(
    clinic: Clinic, department: str, born_on: date, sex: Sex, *, fits: bool
) -> None:
    """DOMAIN REG-R6, REG-08: children are those who have not completed 15 years here."""
    clinic.clock.at = MORNING
    _, slots = clinic.a_session(department=department)
    patient = clinic.a_patient(born_on=born_on, sex=sex)
    request = BookAppointment(patient_id=patient.id, slot_id=slots[0])
    if fits:
        clinic.amy.send(request)
    else:
        with pytest.raises(Admission):
            clinic.amy.send(request)


def test_a_day_beyond_the_window_is_not_released(clinic: Clinic) -> None:
    """DOMAIN REG-R1, REG-02."""
    _, slots = clinic.a_session(start=MORNING + timedelta(days=8))
    with pytest.raises(NotReleased) as refused:
        clinic.amy.send(BookAppointment(patient_id=clinic.a_patient().id, slot_id=slots[0]))
    assert refused.value.params["release_time"] == "2026-11-24 07:00"


def test_a_slot_that_is_over_is_refused(clinic: Clinic) -> None:
    _, slots = clinic.a_session()
    clinic.clock.forward(minutes=30)
    with pytest.raises(SlotOver):
        clinic.amy.send(BookAppointment(patient_id=clinic.a_patient().id, slot_id=slots[0]))


def test_check_in_charges_the_fee_once_and_queues(clinic: Clinic) -> None:
    """DOMAIN 1.2."""
    _, slots = clinic.a_session()
    booked = clinic.amy.send(BookAppointment(patient_id=clinic.a_patient().id, slot_id=slots[0]))
    here = clinic.amy.send(CheckIn(appointment_id=booked.id))
    assert here.state is AppointmentState.CHECKED_IN
    assert here.bill_id is not None
    assert not here.fee_paid
    bill = clinic.amy.send(LoadBill(bill_id=here.bill_id))
    assert [(line.item_code, line.amount) for line in bill.charges] == [("R01", 100), ("C01", 1000)]
    with pytest.raises(WrongState):
        clinic.amy.send(CheckIn(appointment_id=booked.id))
    clinic.amy.send(PayCash(bill_id=bill.id, version=bill.version, received=2000))
    (row,) = clinic.amy.send(ListAppointments(on=TODAY)).rows
    assert row.fee_paid


def test_check_in_opens_an_hour_before_and_closes_after_the_grace(clinic: Clinic) -> None:
    """DOMAIN REG-R8."""
    _, slots = clinic.a_session(start=MORNING + timedelta(hours=2))
    booked = clinic.amy.send(BookAppointment(patient_id=clinic.a_patient().id, slot_id=slots[0]))
    with pytest.raises(NotCheckInTime) as refused:
        clinic.amy.send(CheckIn(appointment_id=booked.id))
    assert refused.value.params == {"opens": "10:00", "closes": "12:00"}
    clinic.clock.forward(hours=3, minutes=1)
    with pytest.raises(NotCheckInTime):
        clinic.amy.send(CheckIn(appointment_id=booked.id))
    clinic.clock.forward(minutes=-1)
    clinic.amy.send(CheckIn(appointment_id=booked.id))


def test_cancelling_after_check_in_takes_the_fee_off(clinic: Clinic) -> None:
    _, slots = clinic.a_session()
    booked = clinic.amy.send(BookAppointment(patient_id=clinic.a_patient().id, slot_id=slots[0]))
    here = clinic.amy.send(CheckIn(appointment_id=booked.id))
    clinic.amy.send(CancelAppointment(appointment_id=booked.id))
    bill = clinic.amy.send(LoadBill(bill_id=here.bill_id or 0))
    assert (bill.state, bill.total) == ("voided", 0)


def test_the_desk_sees_who_stands_before_it(clinic: Clinic) -> None:
    _, slots = clinic.a_session()
    patient = clinic.a_patient()
    clinic.amy.send(BookAppointment(patient_id=patient.id, slot_id=slots[0]))
    arrival = clinic.amy.send(LoadArrival(patient_id=patient.id, on=TODAY))
    assert arrival.banner.name == patient.name
    assert [row.doctor for row in arrival.today] == ["林大夫"]


def test_only_the_desk_books(clinic: Clinic) -> None:
    _, slots = clinic.a_session()
    patient = clinic.a_patient()
    for colleague in (clinic.dora, clinic.chen, clinic.bo):
        with pytest.raises(NotAllowed):
            colleague.send(BookAppointment(patient_id=patient.id, slot_id=slots[0]))


def test_an_unknown_slot_and_patient_are_not_found(clinic: Clinic) -> None:
    _, slots = clinic.a_session()
    for patient_id, slot_id in ((clinic.a_patient().id, 7), (7, slots[0])):
        with pytest.raises(Fault) as refused:
            clinic.amy.send(BookAppointment(patient_id=patient_id, slot_id=slot_id))
        assert refused.value.code == "not_found"
