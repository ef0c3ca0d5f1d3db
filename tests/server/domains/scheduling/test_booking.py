"""Patients book for themselves: what is offered, one-time codes, and the booking."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from omms_server.bootstrap import Application
from omms_server.contract.booking import (
    BookOnline,
    IdentityMismatch,
    ListOfferedDays,
    ListOfferedSlots,
    OnlineBooking,
    RequestBookingCode,
    TooManyCodes,
    WrongBookingCode,
)
from omms_server.contract.faults import Fault, NotAllowed
from omms_server.contract.patients import FindPatients
from omms_server.contract.scheduling import (
    AlreadyBooked,
    Channel,
    ListAppointments,
    NotReleased,
    SlotFull,
    SlotOver,
)
from omms_server.core.context import House
from omms_server.models.patient import Patient
from omms_server.models.scheduling import BookingCode
from tests.support.clinic import MORNING, TODAY, Clinic, identity_number

MOBILE = "13912345678"
KEY = "a-key-of-the-booking-page"


def a_code(clinic: Clinic, mobile: str = MOBILE) -> str:
    code = clinic.sidecar.send(RequestBookingCode(mobile=mobile)).shown_code
    assert code is not None
    return code


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def form(slot_id: int, code: str, **changes: Any) -> BookOnline:
    """What a patient fills in."""
    given = {
        "slot_id": slot_id,
        "name": "王小红",
        "identity_number": identity_number(),
        "mobile": MOBILE,
        "code": code,
        **changes,
    }
    return BookOnline(**given)


def book(clinic: Clinic, slot_id: int, **changes: Any) -> OnlineBooking:
    return clinic.sidecar.send(form(slot_id, a_code(clinic), **changes))


def tries(clinic: Clinic) -> int:
    return clinic.app.house.database.read(lambda s: s.scalars(select(BookingCode.tries)).one())


def count(clinic: Clinic, table: Any) -> int:
    counting = select(func.count()).select_from(table)
    return clinic.app.house.database.read(lambda session: session.scalar(counting) or 0)


def offered(clinic: Clinic, code: str = "D01") -> list[tuple[date, int]]:
    days = clinic.sidecar.send(ListOfferedDays())
    (one,) = [each for each in days if each.department.code == code]
    return [(day.on, day.free) for day in one.days]


# What is offered


def test_days_are_offered_inside_the_window_with_their_free_numbers(clinic: Clinic) -> None:
    """DOMAIN REG-R1: seven days ahead from 07:00 on."""
    for days in (0, 1, 7, 8):
        clinic.a_session(start=MORNING + timedelta(days=days), slots=2, capacity=3)
    assert offered(clinic) == [
        (TODAY, 6), (TODAY + timedelta(days=1), 6), (TODAY + timedelta(days=7), 6),
    ]  # fmt: skip
    clinic.clock.at = MORNING - timedelta(hours=2, minutes=1)
    assert offered(clinic)[-1][0] == TODAY + timedelta(days=1)
    clinic.clock.forward(minutes=1)
    assert offered(clinic)[-1][0] == TODAY + timedelta(days=7)


def test_todays_numbers_end_with_the_closing_time(clinic: Clinic) -> None:
    """DOMAIN REG-R2: mornings close at 11:00, afternoons at 16:00, and a past slot is over."""
    clinic.a_session(slots=6, capacity=1)
    clinic.a_session(start=MORNING + timedelta(hours=5), slots=6, capacity=1)
    assert offered(clinic) == [(TODAY, 12)]
    clinic.clock.forward(minutes=30)
    assert offered(clinic) == [(TODAY, 11)]
    clinic.clock.at = MORNING + timedelta(hours=2)
    assert offered(clinic) == [(TODAY, 6)]
    clinic.clock.at = MORNING + timedelta(hours=7)
    assert offered(clinic) == []


def test_slots_of_a_day_are_offered_and_of_others_none(clinic: Clinic) -> None:
    session_id, slots = clinic.a_session(start=MORNING + timedelta(days=1))
    clinic.a_session(start=MORNING + timedelta(days=8))

    def found(days: int) -> list[int]:
        asked = ListOfferedSlots(
            department_id=clinic.departments["D01"], on=TODAY + timedelta(days=days)
        )
        return [slot.id for one in clinic.sidecar.send(asked) for slot in one.slots]

    assert found(1) == slots
    assert [found(days) for days in (-1, 0, 2, 8)] == [[]] * 4
    assert session_id


def test_a_department_without_online_booking_offers_nothing(clinic: Clinic) -> None:
    closed = next(row for row in clinic.app.house.reference.departments if not row.online_booking)
    _, slots = clinic.a_session(department=closed.code)
    codes = {one.department.code for one in clinic.sidecar.send(ListOfferedDays())}
    assert closed.code not in codes
    with pytest.raises(SlotOver):
        book(clinic, slots[0])


def test_a_staff_member_has_no_business_here_and_the_sidecar_none_there(clinic: Clinic) -> None:
    with pytest.raises(NotAllowed):
        clinic.amy.send(RequestBookingCode(mobile=MOBILE))
    with pytest.raises(NotAllowed):
        clinic.sidecar.send(FindPatients(text="张"))


# One-time codes


def test_a_code_is_six_digits_and_holds_ten_minutes(clinic: Clinic) -> None:
    sent = clinic.sidecar.send(RequestBookingCode(mobile=MOBILE))
    assert sent.shown_code is not None
    assert (len(sent.shown_code), sent.shown_code.isdigit()) == (6, True)
    assert sent.valid_minutes == 10


def test_only_digests_are_kept(clinic: Clinic) -> None:
    code = a_code(clinic)
    row = clinic.app.house.database.read(lambda s: s.scalars(select(BookingCode)).one())
    kept = bytes(row.mobile_index) + bytes(row.code_digest)
    assert code.encode() not in kept
    assert MOBILE.encode() not in kept


def test_a_wrong_code_is_counted_although_the_call_is_refused(clinic: Clinic) -> None:
    _, slots = clinic.a_session()
    code = a_code(clinic)
    for left in (4, 3, 2, 1, 0):
        with pytest.raises(WrongBookingCode) as refused:
            clinic.sidecar.send(form(slots[0], wrong(code)))
        assert refused.value.params == {"left": left}
    assert tries(clinic) == 5
    with pytest.raises(WrongBookingCode):
        clinic.sidecar.send(form(slots[0], code))
    assert count(clinic, Patient) == 0


def test_a_counted_try_can_be_sent_again_under_the_same_key(clinic: Clinic) -> None:
    """The refusal keeps its count and gives the key back: the corrected form goes through."""
    _, slots = clinic.a_session()
    code = a_code(clinic)
    right = form(slots[0], code)
    with pytest.raises(WrongBookingCode):
        clinic.sidecar.send(right.model_copy(update={"code": wrong(code)}), key=KEY)
    assert tries(clinic) == 1
    assert clinic.sidecar.send(right, key=KEY).number == 1


def test_a_code_expires(clinic: Clinic) -> None:
    _, slots = clinic.a_session()
    code = a_code(clinic)
    clinic.clock.forward(minutes=10)
    with pytest.raises(WrongBookingCode):
        clinic.sidecar.send(form(slots[0], code))


def test_a_code_is_used_once(clinic: Clinic) -> None:
    _, slots = clinic.a_session()
    code = a_code(clinic)
    clinic.sidecar.send(form(slots[0], code))
    with pytest.raises(WrongBookingCode):
        clinic.sidecar.send(form(slots[1], code, identity_number=identity_number()))
    assert count(clinic, Patient) == 1


def test_a_code_is_one_mobiles_alone(clinic: Clinic) -> None:
    _, slots = clinic.a_session()
    a_code(clinic, "13912345679")
    code = a_code(clinic)
    with pytest.raises(WrongBookingCode):
        clinic.sidecar.send(form(slots[0], code, mobile="13912345679"))
    with pytest.raises(WrongBookingCode) as refused:
        clinic.sidecar.send(form(slots[0], code, mobile="13912345670"))
    assert refused.value.params == {"left": 0}


def test_a_minute_passes_between_codes_and_the_newest_counts(clinic: Clinic) -> None:
    _, slots = clinic.a_session()
    old = a_code(clinic)
    clinic.clock.forward(seconds=50)
    with pytest.raises(TooManyCodes) as refused:
        clinic.sidecar.send(RequestBookingCode(mobile=MOBILE))
    assert refused.value.params == {"seconds": 10}
    clinic.clock.forward(seconds=9.5)
    with pytest.raises(TooManyCodes) as refused:
        clinic.sidecar.send(RequestBookingCode(mobile=MOBILE))
    assert refused.value.params == {"seconds": 1}
    clinic.clock.forward(seconds=0.5)
    new = a_code(clinic)
    if old != new:
        with pytest.raises(WrongBookingCode):
            clinic.sidecar.send(form(slots[0], old))
    clinic.sidecar.send(form(slots[0], new))


def test_at_most_the_whole_pause_is_told(clinic: Clinic) -> None:
    a_code(clinic)
    with pytest.raises(TooManyCodes) as refused:
        clinic.sidecar.send(RequestBookingCode(mobile=MOBILE))
    assert refused.value.params == {"seconds": 60}


def outside_development(clinic: Clinic) -> Clinic:
    house: House = clinic.app.house
    settings = house.settings.model_copy(update={"development": False})
    app = Application(replace(house, settings=settings), password_cost=4)
    return replace(clinic, app=app, _people={})


def test_outside_development_nobody_is_shown_the_code(clinic: Clinic) -> None:
    real = outside_development(clinic)
    with capture_logs() as lines:
        sent = real.sidecar.send(RequestBookingCode(mobile=MOBILE))
    assert sent.shown_code is None
    assert all("code" not in line for line in lines)


# The booking


def test_a_new_patient_books_and_is_known_afterwards(clinic: Clinic) -> None:
    _, slots = clinic.a_session()
    booked = book(clinic, slots[1], name="欧阳小红")
    assert (booked.number, booked.patient_masked, booked.doctor) == (3, "欧阳**", "林大夫")
    assert (booked.fee, booked.starts_at) == (1100, MORNING + timedelta(minutes=30))
    assert booked.cancel_until < booked.starts_at
    (row,) = clinic.amy.send(ListAppointments(on=TODAY)).rows
    assert (row.patient, row.channel, row.phone_tail) == ("欧阳小红", Channel.WEB, "5678")
    assert [each.id for each in clinic.amy.send(FindPatients(text="欧阳小红")).rows] == [
        row.patient_id
    ]


def test_a_known_patient_books_under_his_own_record(clinic: Clinic) -> None:
    _, slots = clinic.a_session()
    known = clinic.a_patient(name="王小红")
    book(clinic, slots[0], identity_number=known.identity_number)
    (row,) = clinic.amy.send(ListAppointments(on=TODAY)).rows
    assert row.patient_id == known.id
    assert count(clinic, Patient) == 1


@pytest.mark.parametrize("case", ["name", "number"])
def test_a_mismatch_tells_nothing_and_books_nothing(clinic: Clinic, case: str) -> None:
    _, slots = clinic.a_session()
    known = clinic.a_patient(name="张晓明")
    number = known.identity_number
    if case == "number":
        number = number[:-1] + ("0" if number[-1] != "0" else "1")
    with pytest.raises(IdentityMismatch) as refused:
        book(clinic, slots[0], name="王小红", identity_number=number)
    assert refused.value.params == {}
    assert clinic.amy.send(ListAppointments(on=TODAY)).total == 0


def test_a_refused_booking_leaves_the_code_unused(clinic: Clinic) -> None:
    _, slots = clinic.a_session(capacity=1)
    book(clinic, slots[0], mobile=MOBILE)
    clinic.clock.forward(minutes=1)
    code = a_code(clinic)
    fields = form(slots[0], code, identity_number=identity_number())
    with pytest.raises(SlotFull):
        clinic.sidecar.send(fields)
    assert clinic.sidecar.send(fields.model_copy(update={"slot_id": slots[1]})).number == 2


def test_one_booking_a_day_and_department(clinic: Clinic) -> None:
    _, slots = clinic.a_session()
    number = identity_number()
    book(clinic, slots[0], identity_number=number)
    clinic.clock.forward(minutes=1)
    with pytest.raises(AlreadyBooked):
        book(clinic, slots[1], identity_number=number)


def test_a_double_submit_books_once_and_answers_alike(clinic: Clinic) -> None:
    _, slots = clinic.a_session()
    request = form(slots[0], a_code(clinic))
    first = clinic.sidecar.send(request, key=KEY)
    assert clinic.sidecar.send(request, key=KEY) == first
    assert clinic.amy.send(ListAppointments(on=TODAY)).total == 1


def test_what_is_not_offered_cannot_be_booked_by_hand(clinic: Clinic) -> None:
    _, over = clinic.a_session()
    _, far = clinic.a_session(start=MORNING + timedelta(days=9))
    clinic.clock.forward(minutes=31)
    code = a_code(clinic)
    with pytest.raises(SlotOver):
        clinic.sidecar.send(form(over[0], code))
    with pytest.raises(NotReleased):
        clinic.sidecar.send(form(far[0], code))
    with pytest.raises(Fault) as refused:
        clinic.sidecar.send(form(7, code))
    assert refused.value.code == "not_found"
    clinic.sidecar.send(form(over[1], code))
