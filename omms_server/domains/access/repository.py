"""Every query about what ties a person to patients."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, or_, select
from sqlalchemy.orm import Session

from omms_server.contract.scheduling import AppointmentState as State
from omms_server.core.prepared import Prepared
from omms_server.core.rows import table_of
from omms_server.models.scheduling import Appointment
from omms_server.models.sharing import EmergencyOpening, SharingGrant

from .rules import Consented

_VISIT = table_of(Appointment)
_TYING = [
    state.value
    for state in (State.BOOKED, State.CHECKED_IN, State.CALLED, State.IN_VISIT, State.FINISHED)
]
"""A number that was given back, or never used, ties nobody."""
_PLACES = Prepared(
    select(_VISIT.c.doctor_id, _VISIT.c.department_id)
    .distinct()
    .where(
        _VISIT.c.patient_id == bindparam("of_patient"),
        or_(*(_VISIT.c.state == state for state in _TYING)),
    )
)


class TiesOfPatients:
    """Reads ties in the transaction of the call."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def places(self, patient_id: int) -> list[Any]:
        """Where a patient was or is awaited: rows (doctor, department)."""
        return _PLACES.rows(self._session, {"of_patient": patient_id})

    def consents(
        self, patient_id: int, staff_id: int, departments: Collection[int], now: datetime
    ) -> tuple[Consented, ...]:
        """The patient's consents in force for a person or his departments."""
        rows = self._session.execute(
            select(SharingGrant.first_day, SharingGrant.last_day).where(
                SharingGrant.patient_id == patient_id,
                SharingGrant.revoked_at.is_(None),
                SharingGrant.until > now,
                or_(
                    SharingGrant.staff_id == staff_id,
                    SharingGrant.department_id.in_(departments),
                ),
            )
        )
        return tuple(Consented(*row) for row in rows)

    def emergency(self, patient_id: int, staff_id: int, now: datetime) -> bool:
        """Whether a person has this record open in an emergency."""
        opened = select(EmergencyOpening.id).where(
            EmergencyOpening.patient_id == patient_id,
            EmergencyOpening.by_id == staff_id,
            EmergencyOpening.until > now,
        )
        return self._session.scalar(opened.limit(1)) is not None

    def tied(
        self, patient_ids: Collection[int], staff_id: int, departments: Collection[int]
    ) -> set[int]:
        """Those of these patients whom a visit ties to a person or his departments."""
        return set(
            self._session.scalars(
                select(Appointment.patient_id)
                .distinct()
                .where(
                    Appointment.patient_id.in_(patient_ids),
                    Appointment.state.in_(_TYING),
                    visits_of(staff_id, departments),
                )
            )
        )


def visits_of(staff_id: int, departments: Collection[int]) -> ColumnElement[bool]:
    """The condition on appointments: one's own, or of one's departments."""
    return or_(Appointment.doctor_id == staff_id, Appointment.department_id.in_(departments))
