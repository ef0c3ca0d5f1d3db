"""What is to be done next for the patient at the counter: pure rules, no Qt."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from omms_server.contract.scheduling import Appointment, AppointmentState


class Step(StrEnum):
    """The one thing F9 or F8 does now."""

    NOBODY = "nobody"
    BOOK = "book"
    CHECK_IN = "check_in"
    PAY = "pay"
    SLIP = "slip"
    OVER = "over"


ACTIVE = (
    AppointmentState.BOOKED,
    AppointmentState.CHECKED_IN,
    AppointmentState.CALLED,
    AppointmentState.IN_VISIT,
)
_CANCELLABLE = (AppointmentState.BOOKED, AppointmentState.CHECKED_IN)


def is_cancellable(appointment: Appointment) -> bool:
    """Whether the number may still be given back at the desk (DOMAIN REG-R11)."""
    return appointment.state in _CANCELLABLE and not appointment.fee_paid


def is_due(appointment: Appointment) -> bool:
    """Whether its bill waits to be settled."""
    return appointment.bill_id is not None and not appointment.fee_paid


def first_choice(today: Iterable[Appointment]) -> Appointment | None:
    """The appointment a patient most likely came for: not yet here, then unpaid, then waiting."""
    active = [one for one in today if one.state in ACTIVE]
    return min(active, key=_urgency, default=None)


def step_of(appointment: Appointment | None, *, settles: bool) -> Step:
    """The next step; `settles`: whether this desk takes the fee of this appointment."""
    if appointment is None:
        return Step.BOOK
    if appointment.state is AppointmentState.BOOKED:
        return Step.CHECK_IN
    if appointment.state not in ACTIVE:
        return Step.OVER
    return Step.PAY if settles and is_due(appointment) else Step.SLIP


def _urgency(appointment: Appointment) -> tuple[int, int]:
    return (ACTIVE.index(appointment.state), 0 if is_due(appointment) else 1)
