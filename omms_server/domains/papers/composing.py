"""What each paper says, gathered from the domains that know it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from omms_server.contract.ages import age, age_text
from omms_server.contract.billing import BillState, Tender
from omms_server.contract.documents import PaperKind
from omms_server.contract.patients import AllergyState, Banner
from omms_server.contract.permissions import Permission
from omms_server.contract.types import Sex
from omms_server.core.clock import local_date
from omms_server.core.context import Context
from omms_server.documents import drug_label, prescription, queue_slip, receipt, values
from omms_server.domains.access import service as access
from omms_server.domains.billing import service as billing
from omms_server.domains.charting import prescriptions
from omms_server.domains.charting.dosing import Directions, medication_of, terms_of
from omms_server.domains.patients import service as patients
from omms_server.domains.pharmacy import service as pharmacy
from omms_server.domains.scheduling import service as scheduling

SEX_WORDS = {Sex.MALE: "男", Sex.FEMALE: "女", Sex.UNKNOWN: "未知"}
MEANS = {Tender.CASH: "现金", Tender.WECHAT: "微信支付", Tender.ALIPAY: "支付宝"}
STORAGE = {"RT": "常温 10–30 ℃", "COOL": "阴凉处 ≤ 20 ℃", "COLD": "冷藏 2–8 ℃"}
ALLERGY_WORDS = {AllergyState.NOT_ASKED: "未询问", AllergyState.NONE_KNOWN: "否认过敏"}


class NotPrintable(Exception):
    """The record is not in a state to be printed; `state` tells which."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


@dataclass(frozen=True)
class Draft:
    """A paper ready to be drawn. `draw(copy_no, reprint)` makes the PDF."""

    title: str
    number: str
    draw: Any


def queue_slip_draft(appointment_id: int, ctx: Context) -> Draft:
    """The slip a patient waits with."""
    ctx.require(Permission.CHECK_IN)
    booked = scheduling.view_within(appointment_id, Permission.CHECK_IN, ctx)
    if booked.checked_in_at is None:
        raise NotPrintable(booked.state.value)
    ctx.about(booked.patient_id, f"appointment:{booked.id}")
    zone = ctx.house.clock.zone
    segment = f"{booked.starts_at.astimezone(zone):%H:%M}–{booked.ends_at.astimezone(zone):%H:%M}"
    slip = values.QueueSlip(
        clinic=clinic_heading(ctx),
        number=str(booked.number),
        department=booked.department,
        doctor=booked.doctor,
        room=booked.room,
        segment=segment,
        patient_name=booked.patient,
        visit_number=booked.patient_number,
        checked_in_at=booked.checked_in_at,
    )
    return Draft("候诊号条", str(booked.number), lambda **copy: queue_slip.render(slip, **copy))


def receipt_draft(bill_id: int, ctx: Context) -> Draft:
    """The numbered receipt of a paid bill."""
    ctx.require(Permission.BILLS_SETTLE)
    bill = billing.view_within(bill_id, ctx)
    if bill.state is not BillState.PAID or bill.payment is None or bill.paid_at is None:
        raise NotPrintable(bill.state.value)
    categories = {row.code: row.name_zh for row in ctx.house.reference.receipt_categories}
    lines = tuple(
        values.ReceiptLine(
            category=categories.get(line.category, line.category),
            name=line.name,
            quantity=line.quantity,
            unit=line.unit,
            price=line.price,
            amount=line.amount,
        )
        for line in bill.charges
    )
    cash = bill.payment.tender is Tender.CASH
    paper = values.Receipt(
        clinic=clinic_heading(ctx),
        number=bill.receipt_no,
        bill_number=bill.number,
        payer=bill.patient,
        patient_number=bill.patient_number,
        lines=lines,
        tenders=(values.TenderLine(MEANS[bill.payment.tender], bill.payment.amount),),
        cashier=ctx.actor.person.staff_no,
        issued_at=bill.paid_at,
        received=bill.payment.received if cash else None,
        change=bill.payment.change,
        simulated=bill.payment.simulated,
    )
    return Draft("收据", bill.receipt_no, lambda **copy: receipt.render(paper, **copy))


def prescription_draft(prescription_id: int, ctx: Context) -> Draft:
    """The prescription on its colour class."""
    ctx.require(Permission.CHART_READ)
    opened = prescriptions.open_prescription(ctx, prescription_id)
    access.require(ctx, opened.row.patient_id, Permission.CHART_READ)
    row, terms = opened.row, terms_of(ctx.house.reference)
    banner = patients.banner_of(row, ctx)
    paper = values.Prescription(
        clinic=clinic_heading(ctx),
        kind=values.PrescriptionKind(row.kind),
        number=row.number,
        patient=_patient(banner, row.signed_at, ctx),
        payer="自费",
        department=row.department,
        diagnosis="；".join(one.name + ("?" if one.suspected else "") for one in opened.diagnoses),
        lines=tuple(
            values.PrescriptionLine(
                medication=medication_of(line, _directions(line), terms),
                quantity=line.units,
                unit=line.min_unit,
                remark=line.remark,
            )
            for line in opened.lines
        ),
        doctor=row.doctor,
        written_at=row.signed_at,
        amount=row.amount,
    )
    return Draft("处方笺", row.number, lambda **copy: prescription.render(paper, **copy))


def drug_label_draft(prescription_id: int, ctx: Context) -> Draft:
    """The labels of what was handed out, one a drug (DOMAIN RX-R18)."""
    ctx.require(Permission.DISPENSE)
    opened = prescriptions.open_prescription(ctx, prescription_id)
    sheet = pharmacy.sheet(opened, ctx)
    if sheet.prescription.state != "dispensed":
        raise NotPrintable(sheet.prescription.state.value)
    terms = terms_of(ctx.house.reference)
    lots: dict[int, list[tuple[str, str]]] = {}
    for pick in sheet.picks:
        lots.setdefault(pick.line_id, []).append((pick.lot, pick.expires_on.isoformat()))
    labels = values.DrugLabels(
        clinic=clinic_heading(ctx),
        patient=_patient(sheet.banner, opened.row.signed_at, ctx),
        drugs=tuple(
            values.LabelledDrug(
                medication=medication_of(line, _directions(line), terms),
                quantity=line.units,
                unit=line.min_unit,
                storage=STORAGE.get(terms.drugs[line.code].storage, ""),
                warnings=line.remark,
                lots=tuple(lots.get(line.id, [])),
            )
            for line in opened.lines
        ),
        dispensed_at=ctx.now,
        pharmacist=ctx.actor.person.name,
    )
    return Draft("药品标签", opened.row.number, lambda **copy: drug_label.render(labels, **copy))


def clinic_heading(ctx: Context) -> values.Clinic:
    """The clinic as papers name it."""
    clinic = ctx.house.settings.clinic
    return values.Clinic(clinic.name, clinic.phone, clinic.address, clinic.zone)


def _patient(banner: Banner, at: datetime, ctx: Context) -> values.Patient:
    on = local_date(at, ctx.house.clock.zone)
    named = "、".join(allergy.allergen for allergy in banner.allergies)
    return values.Patient(
        name=banner.name,
        sex=SEX_WORDS[banner.sex],
        age=age_text(age(banner.born_on, on)),
        number=banner.number,
        allergies=named or ALLERGY_WORDS.get(banner.allergy_state, ""),
    )


def _directions(line: Any) -> Directions:
    return Directions(line.dose, line.route, line.frequency, line.timing, line.days)


DRAFTS = {
    PaperKind.QUEUE_SLIP: queue_slip_draft,
    PaperKind.RECEIPT: receipt_draft,
    PaperKind.PRESCRIPTION: prescription_draft,
    PaperKind.DRUG_LABEL: drug_label_draft,
}
