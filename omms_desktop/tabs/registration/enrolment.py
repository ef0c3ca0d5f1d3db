"""Registers a new patient: what the finder held, what the identity number tells, saving. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Protocol

from pydantic import ValidationError

from omms_desktop.backend.tab_context import TabContext
from omms_desktop.clinic.times import ClinicTime
from omms_server.contract.faults import Fault, Invalid
from omms_server.contract.identity import (
    IdentityProblem,
    ResidentIdentity,
    normalise_identity_number,
    read_identity_number,
)
from omms_server.contract.patients import (
    IdentityKind,
    IdentityTaken,
    Patient,
    PatientFields,
    RegisterPatient,
)

from .complaints import invalid, wrong

_WHOLE = 18


class EnrolmentView(Protocol):
    """The form for a new patient."""

    def show_form(self, values: Mapping[str, object] | None) -> None:
        """Open the form with these values alone, or as it was left when None."""

    def show_identity(self, read: ResidentIdentity | IdentityProblem | None) -> None:
        """Tell what the identity number says, or what is wrong with it."""

    def show_errors(self, errors: Mapping[str, str]) -> list[str]:
        """Show sentences beside fields; return those without one."""

    def show_saving(self, under_way: bool) -> None:
        """The form is on its way to the server."""

    def offer_existing(self, number: str) -> None:
        """The identity number belongs to the patient of this number: offer to open that record."""

    def close_form(self) -> None:
        """It is saved; the next one begins empty."""


class Enrolment:
    """One new patient at a time."""

    def __init__(self, context: TabContext, opened: Callable[[int], None]) -> None:
        self._context, self._opened = context, opened
        self._zone = ClinicTime(context.clinic.zone)
        self._view: EnrolmentView | None = None
        self._saving = False
        self._existing: int | None = None

    def attach(self, view: EnrolmentView) -> None:
        """Use this view from now on."""
        self._view = view

    @property
    def today(self) -> date:
        """The clinic's day."""
        return self._zone.day(self._context.clock.now())

    def start(self, text: str) -> None:
        """Open the form; what the finder did not find is carried over."""
        if self._view:
            self._view.show_form(carried(text) or None)

    def read(self, text: str, kind: IdentityKind) -> ResidentIdentity | IdentityProblem | None:
        """What a resident's number tells; None where there is nothing to read."""
        if kind is not IdentityKind.RESIDENT or not text.strip():
            return None
        return read_identity_number(text, self.today)

    def identity_typed(self, text: str, kind: IdentityKind, *, finished: bool = False) -> None:
        """Say what was read, as soon as the number is whole."""
        whole = finished or len(normalise_identity_number(text)) >= _WHOLE
        if self._view:
            self._view.show_identity(self.read(text, kind) if whole else None)

    def save(self, values: Mapping[str, object]) -> None:
        """Check as the server does, then register."""
        if self._saving:
            return
        try:
            fields = self.checked(values)
        except Invalid as fault:
            self._show(fault)
            return
        self._set_saving(True)
        self._context.tasks.run(RegisterPatient(fields=fields), self._saved, self._refused)

    def open_existing(self) -> None:
        """Open the patient whom the identity number belongs to."""
        if self._existing is not None and self._view:
            self._view.close_form()
            self._opened(self._existing)

    def checked(self, values: Mapping[str, object]) -> PatientFields:
        """The fields as they will be sent; raises `Invalid`."""
        given = {key: value for key, value in values.items() if value not in (None, "")}
        if given.get("identity_kind") == IdentityKind.NONE:
            given.pop("identity_number", None)
        try:
            fields = PatientFields.model_validate(given)
        except ValidationError as error:
            raise invalid(error) from error
        self._refuse_contradictions(fields)
        return fields

    def _refuse_contradictions(self, fields: PatientFields) -> None:
        if fields.born_on > self.today:
            raise wrong("born_on", "date_in_future")
        read = self.read(fields.identity_number or "", fields.identity_kind)
        if isinstance(read, IdentityProblem):
            raise wrong("identity_number", f"identity_{read.value}")
        if read is not None and read.birth_date != fields.born_on:
            raise wrong("born_on", "identity_birth_date_differs")
        if read is not None and read.sex is not fields.sex:
            raise wrong("sex", "identity_sex_differs")

    def _saved(self, patient: Patient) -> None:
        self._set_saving(False)
        if self._view:
            self._view.close_form()
        self._opened(patient.id)

    def _refused(self, fault: Fault) -> None:
        self._set_saving(False)
        self._show(fault)
        known = fault.params.get("patient_id")
        if isinstance(fault, IdentityTaken) and isinstance(known, int) and self._view:
            self._existing = known
            self._view.offer_existing(str(fault.params.get("number", "")))

    def _show(self, fault: Fault) -> None:
        beside = self._view.show_errors if self._view and isinstance(fault, Invalid) else None
        self._context.notices.show_fault(fault, beside=beside)

    def _set_saving(self, under_way: bool) -> None:
        self._saving = under_way
        if self._view:
            self._view.show_saving(under_way)


def carried(text: str) -> dict[str, str]:
    """What was typed to find somebody, as the field it belongs to; pinyin belongs to none."""
    typed = text.strip()
    number = normalise_identity_number(typed)
    if len(number) == _WHOLE and number[:17].isdigit():
        return {"identity_number": number}
    if len(number) == 11 and number.isdigit() and number.startswith("1"):
        return {"phone": number}
    return {"name": typed} if typed and not typed.isascii() else {}
