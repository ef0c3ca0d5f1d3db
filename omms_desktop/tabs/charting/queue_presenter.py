"""Decides about the doctor's queue: whose turn it is, who came, who is seen. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, Protocol

from omms_desktop.backend.ports import Clock, Notices, Tasks
from omms_desktop.clinic.times import ClinicTime
from omms_server.contract.charting import Encounter, StartEncounter
from omms_server.contract.faults import Fault
from omms_server.contract.messages import Request
from omms_server.contract.patients import FindPatients, FoundPatients, PatientRow
from omms_server.contract.scheduling import (
    Appointment,
    AppointmentsPage,
    AppointmentState,
    CallNext,
    CallPatient,
    ListAppointments,
    LoadQueue,
    PassOver,
    QueueRow,
)
from omms_server.contract.types import Sex

State = AppointmentState


@dataclass(frozen=True, slots=True)
class Waiting:
    """One row of the list, of the queue or of those already seen."""

    appointment_id: int
    number: int
    patient_id: int
    patient: str
    sex: Sex
    born_on: date
    state: AppointmentState
    since: datetime | None
    fee_paid: bool
    misses: int


class QueueView(Protocol):
    """What the list side of the page can show."""

    def show_queue(self, rows: tuple[Waiting, ...], today: date) -> None: ...
    def show_choice(self, row: Waiting | None) -> None: ...
    def show_called(self, booked: Appointment) -> None: ...
    def show_passed_over(self, booked: Appointment) -> None: ...
    def show_found(self, rows: tuple[PatientRow, ...]) -> None: ...
    def show_not_here(self) -> None: ...
    def show_busy(self, busy: bool) -> None: ...
    def select(self, appointment_id: int) -> bool: ...


class QueuePresenter:
    """`opened` is told of each visit that is begun or opened again."""

    def __init__(
        self,
        view: QueueView,
        tasks: Tasks,
        notices: Notices,
        who: Whose,
        opened: Callable[[Encounter], None],
    ) -> None:
        self.view, self._tasks, self._notices = view, tasks, notices
        self._who, self._opened = who, opened
        self._seen = False
        self._asked: object = None
        self._found: object = None
        self._choice: Waiting | None = None
        self._select_later: int | None = None
        self.rows: tuple[Waiting, ...] = ()

    def load(self) -> None:
        """Load the list anew; the choice stays where it was."""
        asked = self._request()
        self._asked = asked
        self.view.show_busy(True)
        self._tasks.run(asked, partial(self._show, asked), partial(self._fail, asked))

    def show_seen(self, seen: bool) -> None:
        """List those already seen today, or the queue."""
        self._seen = seen
        self.load()

    def choose(self, row: Waiting | None) -> None:
        """The choice stands on this row now."""
        self._choice = row
        self.view.show_choice(row)

    def call_next(self) -> None:
        """Call whose turn it is (DOMAIN REG-R13)."""
        asked = CallNext(doctor_id=self._who.id, on=self._who.today())
        self._tasks.run(asked, self._called, self._notices.show_fault)

    def call_chosen(self) -> None:
        """Call the chosen patient; out of order the person is asked why (DOMAIN REG-R16)."""
        if self._choice:
            asked = CallPatient(appointment_id=self._choice.appointment_id)
            self._tasks.run(asked, self._called, self._notices.show_fault)

    def pass_over(self) -> None:
        """The called patient did not come (DOMAIN REG-R15)."""
        if self._choice:
            asked = PassOver(appointment_id=self._choice.appointment_id)
            self._tasks.run(asked, self._passed_over, self._notices.show_fault)

    def start(self, row: Waiting | None = None) -> None:
        """Begin the chosen patient's visit, or open it again."""
        row = row or self._choice
        if row:
            asked = StartEncounter(appointment_id=row.appointment_id)
            self._tasks.run(asked, self._start, self._notices.show_fault)

    def find(self, text: str) -> None:
        """Look for a patient by any key."""
        asked = self._found = FindPatients(text=text)

        def show(answer: FoundPatients) -> None:
            if asked is self._found:  # an older search may answer late
                self.view.show_found(answer.rows)

        self._tasks.run(asked, show, self._notices.show_fault)

    def choose_patient(self, patient_id: int) -> None:
        """Go to this patient's row; say so when he is not in the list."""
        for row in self.rows:
            if row.patient_id == patient_id:
                self.view.select(row.appointment_id)
                return
        self.view.show_not_here()

    def _request(self) -> Request[Any]:
        today = self._who.today()
        if not self._seen:
            return LoadQueue(doctor_id=self._who.id, on=today)
        return ListAppointments(
            on=today, doctor_id=self._who.id, states=(State.FINISHED,), size=100
        )

    def _start(self, encounter: Encounter) -> None:
        self._opened(encounter)
        self.load()

    def _called(self, booked: Appointment) -> None:
        self.view.show_called(booked)
        self._seen = False
        self._select_later = booked.id
        self.load()

    def _passed_over(self, booked: Appointment) -> None:
        self.view.show_passed_over(booked)
        self.load()

    def _show(self, asked: object, answer: tuple[QueueRow, ...] | AppointmentsPage) -> None:
        if asked is not self._asked:
            return
        self.view.show_busy(False)
        if isinstance(answer, AppointmentsPage):
            self.rows = tuple(_of_appointment(row) for row in answer.rows)
        else:
            self.rows = tuple(_of_queue(row) for row in answer)
        self.view.show_queue(self.rows, self._who.today())
        if self._select_later and self.view.select(self._select_later):
            self._select_later = None
        self._refresh_choice()

    def _refresh_choice(self) -> None:
        """The chosen row may have another state now."""
        here = self._choice.appointment_id if self._choice else None
        self.choose(next((row for row in self.rows if row.appointment_id == here), None))

    def _fail(self, asked: object, fault: Fault) -> None:
        if asked is self._asked:
            self.view.show_busy(False)
            self._notices.show_fault(fault)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose queue it is, and by which clock."""

    id: int
    clock: Clock
    times: ClinicTime

    def today(self) -> date:
        """The clinic's day."""
        return self.times.day(self.clock.now())


def _of_queue(row: QueueRow) -> Waiting:
    return Waiting(
        appointment_id=row.appointment_id,
        number=row.number,
        patient_id=row.patient_id,
        patient=row.patient,
        sex=row.sex,
        born_on=row.born_on,
        state=row.state,
        since=row.checked_in_at,
        fee_paid=row.fee_paid,
        misses=row.misses,
    )


def _of_appointment(row: Appointment) -> Waiting:
    return Waiting(
        appointment_id=row.id,
        number=row.number,
        patient_id=row.patient_id,
        patient=row.patient,
        sex=row.sex,
        born_on=row.born_on,
        state=row.state,
        since=row.checked_in_at,
        fee_paid=row.fee_paid,
        misses=0,
    )
