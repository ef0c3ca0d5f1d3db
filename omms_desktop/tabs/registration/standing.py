"""Who stands at the counter and how far he is: plain state, no Qt and no server."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from omms_server.contract.patients import Banner, Patient
from omms_server.contract.scheduling import Appointment, Arrival

from .steps import Step, first_choice, step_of


@dataclass
class Standing:
    """One patient, his numbers of today, and the number that is worked on."""

    banner: Banner | None = None
    today: tuple[Appointment, ...] = ()
    chosen: Appointment | None = None
    another: bool = False
    """One more number is wanted although he has one."""
    elsewhere: set[int] = field(default_factory=set)
    """Appointments whose fee will be settled at the cashier."""

    @property
    def patient_id(self) -> int | None:
        """Who it is."""
        return self.banner.patient_id if self.banner else None

    def step(self, *, books: bool, settles: bool) -> Step:
        """What is to be done next by somebody who may give numbers, who may take money."""
        if self.banner is None:
            return Step.NOBODY
        here = self.chosen is not None and self.chosen.id not in self.elsewhere
        step = step_of(None if self.another else self.chosen, settles=settles and here)
        return Step.OVER if step is Step.BOOK and not books else step

    def arrive(self, arrival: Arrival, number: int) -> None:
        """He stands here, for the appointment of this id or for what is likeliest."""
        self.banner, self.today, self.another = arrival.banner, arrival.today, False
        self.chosen = self.find(number) or first_choice(self.today)

    def find(self, appointment_id: int) -> Appointment | None:
        """One of his numbers."""
        return next((one for one in self.today if one.id == appointment_id), None)

    def work_on(self, chosen: Appointment | None) -> None:
        """Go on with this number."""
        self.chosen, self.another = chosen, False

    def put(self, changed: Appointment) -> bool:
        """Keep a changed or new number; False when another patient stands here by now."""
        if self.patient_id != changed.patient_id:
            return False
        others = [one for one in self.today if one.id != changed.id]
        self.today = tuple(sorted([*others, changed], key=lambda one: (one.starts_at, one.number)))
        return True

    def renew(self, today: Iterable[Appointment]) -> None:
        """His numbers as they are now; the chosen one stays chosen while it is there."""
        here = self.chosen.id if self.chosen else 0
        self.today = tuple(today)
        self.chosen = self.find(here)
        if self.chosen is None and not self.another:
            self.chosen = first_choice(self.today)

    def mark_paid(self, bill_id: int) -> bool:
        """A bill was settled; True when it is that of the chosen number."""
        paid = {"fee_paid": True}
        self.today = tuple(
            one.model_copy(update=paid) if one.bill_id == bill_id else one for one in self.today
        )
        mine = self.chosen is not None and self.chosen.bill_id == bill_id
        if mine and self.chosen is not None:
            self.chosen = self.find(self.chosen.id)
        return mine

    def note_allergies(self, patient: Patient) -> None:
        """His allergies are known better now."""
        if self.banner is not None and self.banner.patient_id == patient.id:
            change = {"allergy_state": patient.allergy_state, "allergies": patient.allergies}
            self.banner = self.banner.model_copy(update=change)

    def knows(self, ref: int) -> bool:
        """Whether a change of this record concerns him."""
        mine = {one.id for one in self.today} | {one.bill_id for one in self.today}
        return ref in mine or self.patient_id == ref
