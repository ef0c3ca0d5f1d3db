"""The patient at the counter: his numbers of today and what is to be done next. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from omms_desktop.backend.tab_context import TabContext
from omms_desktop.clinic.times import ClinicTime
from omms_server.contract.billing import Bill
from omms_server.contract.documents import Paper, PaperKind, PrintPaper
from omms_server.contract.faults import Fault
from omms_server.contract.patients import Banner, Patient
from omms_server.contract.permissions import Permission
from omms_server.contract.scheduling import (
    Appointment,
    AppointmentsPage,
    Arrival,
    CancelAppointment,
    CheckIn,
    ListAppointments,
    LoadArrival,
)

from .booking import Booking
from .cash import Cash
from .standing import Standing
from .steps import Step, first_choice


class CounterView(Protocol):
    """The banner and the detail at the right."""

    def show_patient(
        self, banner: Banner | None, today: Sequence[Appointment], chosen: Appointment | None
    ) -> None:
        """Show who stands here and his numbers of today."""

    def show_step(self, step: Step, *, begin: bool) -> None:
        """Show the part for this step; `begin` puts the cursor where it starts."""

    def show_waiting(self, under_way: bool) -> None:
        """Something was asked of the server and is not answered yet."""

    def say_cancelled(self, appointment: Appointment) -> None:
        """The number was given back."""

    def finish(self) -> None:
        """This patient is done: the next one may be looked for."""


class Counter:
    """One patient at a time; one command at a time."""

    def __init__(self, context: TabContext) -> None:
        self._context, self._zone = context, ClinicTime(context.clinic.zone)
        self._view: CounterView | None = None
        self.booking = Booking(context)
        self.cash = Cash(context, self._settled)
        self.here = Standing()
        self._wanted, self._wanted_number = 0, 0
        self._busy = False

    def attach(self, view: CounterView) -> None:
        """Use this view from now on."""
        self._view = view
        self._show(begin=False)

    @property
    def step(self) -> Step:
        """What is to be done next."""
        may = self._context.may
        return self.here.step(books=may(Permission.BOOK), settles=may(Permission.BILLS_SETTLE))

    def open(self, patient_id: int, appointment_id: int = 0) -> None:
        """A patient stands at the counter, perhaps for a certain number."""
        self._wanted, self._wanted_number = patient_id, appointment_id
        self._ask_arrival(patient_id, self._arrived)

    def choose(self, appointment_id: int) -> None:
        """Go on with another of his numbers."""
        found = self.here.find(appointment_id)
        if found is not None and (self.here.another or found is not self.here.chosen):
            self._work_on(found)

    def book_another(self) -> None:
        """A number with one more doctor."""
        if self.here.banner is not None and self._context.may(Permission.BOOK):
            self.here.another = True
            self._show(begin=True)

    def book(self, slot_id: int) -> None:
        """Take a number; who stands here is here, so he is checked in at once."""
        patient_id = self.here.patient_id
        if patient_id is not None and self._start():
            self.booking.book(patient_id, slot_id, self._booked, self._refused)

    def check_in(self) -> None:
        """The patient is here (DOMAIN 1.2)."""
        chosen = self.here.chosen
        if self.step is Step.CHECK_IN and chosen is not None and self._start():
            request = CheckIn(appointment_id=chosen.id)
            self._context.tasks.run(request, self._moved, self._refused)

    def settle_elsewhere(self) -> None:
        """The fee will be paid at the cashier."""
        if self.step is Step.PAY and self.here.chosen is not None:
            self.here.elsewhere.add(self.here.chosen.id)
            self._show(begin=True)

    def print_slip(self) -> None:
        """Print the queue slip; again makes a marked reprint."""
        chosen = self.here.chosen
        if chosen is not None and chosen.checked_in_at is not None and self._start():
            request = PrintPaper(kind=PaperKind.QUEUE_SLIP, subject_id=chosen.id)
            self._context.tasks.run(request, self._printed, self._refused)

    def cancel(self, appointment_id: int, reason: str) -> None:
        """Give the number back (DOMAIN REG-R11)."""
        if self._start():
            request = CancelAppointment(appointment_id=appointment_id, reason=reason)
            self._context.tasks.run(request, self._cancelled, self._refused)

    def allergies_changed(self, patient: Patient) -> None:
        """An allergy was recorded or denied here."""
        self.here.note_allergies(patient)
        self._show(begin=False, fresh=False)

    def look_again(self) -> None:
        """Who he is may have changed elsewhere: an allergy, a name."""
        asked = self.here.patient_id

        def loaded(arrival: Arrival) -> None:
            if self.here.patient_id == asked:
                self.here.banner = arrival.banner
                self._renew(arrival.today)

        if asked is not None:
            self._ask_arrival(asked, loaded)

    def refresh(self) -> None:
        """His numbers may have changed elsewhere; who he is has not."""
        asked = self.here.patient_id

        def loaded(answer: AppointmentsPage) -> None:
            if self.here.patient_id == asked:
                self._renew(answer.rows)

        if asked is not None:
            day = self._zone.day(self._context.clock.now())
            request = ListAppointments(on=day, patient_id=asked, size=100)
            self._context.tasks.run(request, loaded, self._failed)

    def _ask_arrival(self, patient_id: int, then: Callable[[Arrival], None]) -> None:
        day = self._zone.day(self._context.clock.now())
        request = LoadArrival(patient_id=patient_id, on=day)
        self._context.tasks.run(request, then, self._failed)

    def _arrived(self, arrival: Arrival) -> None:
        if arrival.banner.patient_id == self._wanted:
            self.here.arrive(arrival, self._wanted_number)
            self._show(begin=True)

    def _renew(self, today: tuple[Appointment, ...]) -> None:
        before = self.step
        self.here.renew(today)
        self._show(begin=False, fresh=before is not self.step)

    def _booked(self, appointment: Appointment) -> None:
        self._moved(appointment)
        if self._context.may(Permission.CHECK_IN):
            self.check_in()

    def _moved(self, appointment: Appointment) -> None:
        self._done()
        if self.here.put(appointment):
            self._work_on(appointment)

    def _cancelled(self, appointment: Appointment) -> None:
        self._done()
        if self._view:
            self._view.say_cancelled(appointment)
        if self.here.put(appointment):
            self._work_on(first_choice(self.here.today))

    def _settled(self, bill: Bill) -> None:
        self._show(begin=self.here.mark_paid(bill.id))

    def _printed(self, paper: Paper) -> None:
        self._done()
        self._context.papers.print(paper)
        if self._view:
            self._view.finish()

    def _work_on(self, chosen: Appointment | None) -> None:
        self.here.work_on(chosen)
        self._show(begin=True)

    def _show(self, *, begin: bool, fresh: bool = True) -> None:
        """`fresh`: the step may be another one, so its part loads what it needs."""
        if self._view is None:
            return
        step = self.step
        if begin or fresh:
            if step is Step.BOOK and (begin or not self.booking.open):
                self.booking.begin()
            self._prepare(step, self.here.chosen)
        self._view.show_patient(self.here.banner, self.here.today, self.here.chosen)
        self._view.show_step(step, begin=begin)

    def _prepare(self, step: Step, chosen: Appointment | None) -> None:
        self.booking.open = step is Step.BOOK
        if step is Step.PAY and chosen is not None and chosen.bill_id is not None:
            self.cash.load(chosen.bill_id)
        elif chosen is None or not self.cash.shows_paid(chosen.bill_id):
            self.cash.forget()

    def _start(self) -> bool:
        if self._busy:
            return False
        self._wait(True)
        return True

    def _done(self) -> None:
        self._wait(False)

    def _wait(self, under_way: bool) -> None:
        self._busy = under_way
        if self._view:
            self._view.show_waiting(under_way)

    def _refused(self, fault: Fault) -> None:
        self._done()
        self._failed(fault)

    def _failed(self, fault: Fault) -> None:
        self._context.notices.show_fault(fault)
