"""The queue before a doctor's door: order, calls out of order, missed calls, strangers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from omms_server.contract.audit import ReadAudit
from omms_server.contract.faults import Confirm, NotAllowed, NotFound
from omms_server.contract.permissions import Role
from omms_server.contract.scheduling import (
    AppointmentState,
    BookAppointment,
    CallNext,
    CallPatient,
    CancelAppointment,
    CheckIn,
    LoadQueue,
    PassOver,
    QueueEmpty,
    WrongState,
)
from omms_server.core.ids import new_id
from omms_server.models.staff import Post
from tests.support.clinic import TODAY, Clinic

Arrive = Callable[..., int]


@pytest.fixture
def arrive(clinic: Clinic) -> Arrive:
    """Books and checks in a patient for Dr Lin; one minute passes with each."""
    slots: list[int] = []

    def come(segment: int = 0, *, here: bool = True) -> int:
        if not slots:
            slots.extend(clinic.a_session(capacity=20)[1])
        booked = clinic.amy.send(
            BookAppointment(patient_id=clinic.a_patient().id, slot_id=slots[segment])
        )
        if here:
            clinic.clock.forward(minutes=1)
            clinic.amy.send(CheckIn(appointment_id=booked.id))
        return booked.id

    return come


def queue(clinic: Clinic) -> list[int]:
    rows = clinic.lin.send(LoadQueue(doctor_id=clinic.lin.id, on=TODAY))
    return [row.appointment_id for row in rows]


def call_next(clinic: Clinic) -> int:
    return clinic.lin.send(CallNext(doctor_id=clinic.lin.id, on=TODAY)).id


def miss(clinic: Clinic, appointment_id: int) -> AppointmentState:
    return clinic.lin.send(PassOver(appointment_id=appointment_id)).state


def test_the_queue_goes_by_segment_then_by_arrival(clinic: Clinic, arrive: Arrive) -> None:
    """DOMAIN REG-R13: who comes early does not overtake an earlier segment."""
    late_segment = arrive(1)
    second, third = arrive(0), arrive(0)
    absent = arrive(0, here=False)
    assert queue(clinic) == [second, third, late_segment, absent]
    assert [call_next(clinic) for _ in range(3)] == [second, third, late_segment]
    with pytest.raises(QueueEmpty):
        call_next(clinic)


def test_who_is_late_joins_the_present_segment_at_its_end(clinic: Clinic, arrive: Arrive) -> None:
    """DOMAIN REG-R13."""
    late = arrive(0, here=False)
    punctual = arrive(1)
    clinic.clock.forward(minutes=40)
    clinic.amy.send(CheckIn(appointment_id=late))
    assert queue(clinic) == [punctual, late]


def test_called_patients_stand_before_the_waiting(clinic: Clinic, arrive: Arrive) -> None:
    first, second = arrive(), arrive()
    assert call_next(clinic) == first
    assert queue(clinic) == [first, second]
    rows = clinic.lin.send(LoadQueue(doctor_id=clinic.lin.id, on=TODAY))
    assert [row.state for row in rows] == [AppointmentState.CALLED, AppointmentState.CHECKED_IN]


def test_calling_out_of_order_asks_for_a_reason(clinic: Clinic, arrive: Arrive) -> None:
    """DOMAIN REG-R16."""
    first, second = arrive(), arrive()
    clinic.lin.send(CallPatient(appointment_id=first), reasons="")
    third = arrive()
    with pytest.raises(Confirm) as asked:
        clinic.lin.send(CallPatient(appointment_id=third))
    (finding,) = asked.value.params["findings"]
    assert (finding["code"], finding["level"], finding["params"]) == (
        "REG-R16", "REASON", {"number": 3},
    )  # fmt: skip
    assert queue(clinic) == [first, second, third]
    clinic.lin.send(CallPatient(appointment_id=third), reasons="高热")
    assert queue(clinic) == [first, third, second]
    (entry, *_) = clinic.wu.send(ReadAudit(action="scheduling.call")).rows
    assert entry.reason == "REG-R16 高热"


def test_one_letter_is_no_reason(clinic: Clinic, arrive: Arrive) -> None:
    arrive()
    second = arrive()
    with pytest.raises(Confirm):
        clinic.lin.send(CallPatient(appointment_id=second), reasons="x")


def test_calling_again_asks_nothing(clinic: Clinic, arrive: Arrive) -> None:
    first = arrive()
    arrive()
    call_next(clinic)
    again = clinic.lin.send(CallPatient(appointment_id=first))
    assert again.state is AppointmentState.CALLED


@pytest.mark.parametrize("state", ["absent", "cancelled"])
def test_who_does_not_wait_is_not_called(clinic: Clinic, arrive: Arrive, state: str) -> None:
    gone = arrive(here=state != "absent")
    if state == "cancelled":
        clinic.amy.send(CancelAppointment(appointment_id=gone))
    with pytest.raises(WrongState):
        clinic.lin.send(CallPatient(appointment_id=gone))
    with pytest.raises(WrongState):
        clinic.lin.send(PassOver(appointment_id=gone))


def test_missed_calls_move_back_five_five_to_the_end_and_out(
    clinic: Clinic, arrive: Arrive
) -> None:
    """DOMAIN REG-R15."""
    missed, *others = [arrive() for _ in range(13)]
    places = []
    for _ in range(3):
        clinic.lin.send(CallPatient(appointment_id=missed), reasons="再叫一次")
        assert miss(clinic, missed) is AppointmentState.CHECKED_IN
        places.append(queue(clinic).index(missed))
    assert places == [5, 5, 12]
    assert [one for one in queue(clinic) if one != missed] == others
    clinic.lin.send(CallPatient(appointment_id=missed), reasons="最后一次")
    assert miss(clinic, missed) is AppointmentState.NO_SHOW
    assert queue(clinic) == others


def test_in_the_usual_order_the_second_miss_costs_five_more(clinic: Clinic, arrive: Arrive) -> None:
    """DOMAIN REG-R15: five patients are seen in between, then five more."""
    missed, *others = [arrive() for _ in range(14)]
    assert call_next(clinic) == missed
    miss(clinic, missed)
    assert [call_next(clinic) for _ in range(6)] == [*others[:5], missed]
    miss(clinic, missed)
    assert [call_next(clinic) for _ in range(6)] == [*others[5:10], missed]
    miss(clinic, missed)
    assert [call_next(clinic) for _ in range(4)] == [*others[10:], missed]
    assert miss(clinic, missed) is AppointmentState.NO_SHOW


def test_alone_in_the_queue_a_missed_patient_stays_first(clinic: Clinic, arrive: Arrive) -> None:
    only = arrive()
    for _ in range(3):
        assert call_next(clinic) == only
        assert miss(clinic, only) is AppointmentState.CHECKED_IN
    call_next(clinic)
    assert miss(clinic, only) is AppointmentState.NO_SHOW
    with pytest.raises(WrongState):
        miss(clinic, only)


def test_who_lapsed_may_book_the_department_again(clinic: Clinic) -> None:
    _, slots = clinic.a_session()
    patient = clinic.a_patient()
    booked = clinic.amy.send(BookAppointment(patient_id=patient.id, slot_id=slots[0]))
    clinic.amy.send(CheckIn(appointment_id=booked.id))
    for _ in range(4):
        clinic.lin.send(CallPatient(appointment_id=booked.id))
        miss(clinic, booked.id)
    again = clinic.amy.send(BookAppointment(patient_id=patient.id, slot_id=slots[1]))
    assert again.state is AppointmentState.BOOKED


def test_a_stranger_calls_nobody(clinic: Clinic, arrive: Arrive) -> None:
    waiting, lin = arrive(), clinic.lin.id
    stranger = clinic.colleague("he")
    for request in (
        CallNext(doctor_id=lin, on=TODAY),
        CallPatient(appointment_id=waiting),
        PassOver(appointment_id=waiting),
    ):
        for colleague in (stranger, clinic.amy, clinic.dora):
            with pytest.raises(NotAllowed):
                colleague.send(request)


def test_triage_calls_for_the_doctors_of_its_department(clinic: Clinic, arrive: Arrive) -> None:
    waiting = arrive()
    with pytest.raises(QueueEmpty):  # Tao's is another department
        clinic.colleague("tao").send(CallNext(doctor_id=clinic.staff["lin"], on=TODAY))
    post = Post(id=new_id(), staff_id=clinic.staff["dora"], role=Role.TRIAGE_NURSE.value)
    post.department_id = clinic.departments["D01"]
    clinic.add(post)
    try:
        called = clinic.dora.send(CallNext(doctor_id=clinic.staff["lin"], on=TODAY))
        assert called.id == waiting
    finally:
        clinic.app.house.database.write(lambda s: s.delete(s.merge(post)))


def test_the_queue_of_another_day_is_another_queue(clinic: Clinic, arrive: Arrive) -> None:
    arrive()
    with pytest.raises(QueueEmpty):
        clinic.lin.send(CallNext(doctor_id=clinic.lin.id, on=TODAY + timedelta(days=1)))


def test_an_unknown_appointment_is_not_found(clinic: Clinic) -> None:
    with pytest.raises(NotFound):
        clinic.lin.send(CallPatient(appointment_id=7))
