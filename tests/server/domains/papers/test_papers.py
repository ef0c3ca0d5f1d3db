"""Printing: the original, marked reprints, what is not ready, and the sealed archive."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import pypdfium2
import pytest
from sqlalchemy import select

from omms_server.contract.billing import LoadBill, PayCash
from omms_server.contract.documents import NotPrintable, Paper, PaperKind, PrintPaper
from omms_server.contract.faults import Confirm, Fault, NotAllowed, NotFound
from omms_server.contract.scheduling import Appointment, BookAppointment, CheckIn
from omms_server.core.vault import SealBroken
from omms_server.domains.papers.repository import PDF
from omms_server.models.system import ArchivedPaper
from tests.support.clinic import Clinic

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
KEY = "a-key-of-the-workstation"


def booked(clinic: Clinic) -> Appointment:
    _, slots = clinic.a_session()
    patient = clinic.a_patient(name="欧阳晓明")
    return clinic.amy.send(BookAppointment(patient_id=patient.id, slot_id=slots[0]))


def paid(clinic: Clinic) -> int:
    """A paid bill of a registration."""
    here = clinic.amy.send(CheckIn(appointment_id=booked(clinic).id))
    bill = clinic.bo.send(LoadBill(bill_id=here.bill_id or 0))
    clinic.bo.send(PayCash(bill_id=bill.id, version=bill.version, received=2000))
    return bill.id


def slip(appointment_id: int) -> PrintPaper:
    return PrintPaper(kind=PaperKind.QUEUE_SLIP, subject_id=appointment_id)


def receipt(bill_id: int) -> PrintPaper:
    return PrintPaper(kind=PaperKind.RECEIPT, subject_id=bill_id)


def text_of(paper: Paper) -> str:
    """What stands on a paper, without blanks."""
    document = pypdfium2.PdfDocument(base64.b64decode(paper.pdf))
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return "".join(text.split())


def archive(clinic: Clinic) -> list[Any]:
    wanted = select(ArchivedPaper).order_by(ArchivedPaper.id)
    return clinic.app.house.database.read(lambda session: list(session.scalars(wanted)))


def test_a_queue_slip_says_number_doctor_and_place(clinic: Clinic) -> None:
    here = clinic.amy.send(CheckIn(appointment_id=booked(clinic).id))
    paper = clinic.amy.send(slip(here.id))
    assert (paper.title, paper.number, paper.copy_no) == ("候诊号条", "1", 0)
    text = text_of(paper)
    assert all(told in text for told in ("林大夫", "内科", "101"))
    assert "欧阳晓明" not in text
    assert "补打" not in text


def test_before_check_in_there_is_no_slip(clinic: Clinic) -> None:
    with pytest.raises(NotPrintable) as refused:
        clinic.amy.send(slip(booked(clinic).id))
    assert refused.value.params == {"state": "booked"}
    assert archive(clinic) == []


def test_a_receipt_says_what_was_paid(clinic: Clinic) -> None:
    paper = clinic.bo.send(receipt(paid(clinic)))
    text = text_of(paper)
    assert (paper.number, paper.copy_no) == ("202600000001", 0)
    assert all(told in text for told in ("202600000001", "11.00", "20.00", "9.00", "现金"))


def test_an_open_bill_has_no_receipt(clinic: Clinic) -> None:
    here = clinic.amy.send(CheckIn(appointment_id=booked(clinic).id))
    with pytest.raises(NotPrintable) as refused:
        clinic.bo.send(receipt(here.bill_id or 0))
    assert refused.value.params == {"state": "open"}


def test_a_receipts_reprint_asks_for_a_reason_and_is_marked(clinic: Clinic) -> None:
    """DOMAIN FIN-07, FIN-08: there is never a second original."""
    bill_id = paid(clinic)
    clinic.bo.send(receipt(bill_id))
    for count in (1, 2):
        with pytest.raises(Confirm) as asked:
            clinic.bo.send(receipt(bill_id))
        (finding,) = asked.value.params["findings"]
        assert (finding["code"], finding["level"]) == ("FIN-08", "REASON")
        assert finding["params"] == {"no": "202600000001", "count": count}
        again = clinic.bo.send(receipt(bill_id), reasons="患者遗失")
        assert again.copy_no == count
        assert "补打" in text_of(again)
    assert [row.copy_no for row in archive(clinic)] == [0, 1, 2]


def test_a_slip_is_printed_again_without_asking_but_marked(clinic: Clinic) -> None:
    here = clinic.amy.send(CheckIn(appointment_id=booked(clinic).id))
    clinic.amy.send(slip(here.id))
    again = clinic.amy.send(slip(here.id))
    assert again.copy_no == 1
    assert "补打" in text_of(again)


def test_a_repeat_of_the_call_is_the_same_paper_and_no_reprint(clinic: Clinic) -> None:
    bill_id = paid(clinic)
    first = clinic.bo.send(receipt(bill_id), key=KEY)
    assert clinic.bo.send(receipt(bill_id), key=KEY) == first
    assert len(archive(clinic)) == 1


def test_every_paper_is_archived_as_it_was_and_sealed(clinic: Clinic) -> None:
    paper = clinic.bo.send(receipt(paid(clinic)))
    pdf = base64.b64decode(paper.pdf)
    (row,) = archive(clinic)
    vault = clinic.app.house.vault
    assert bytes(row.sha256) == hashlib.sha256(pdf).digest()
    assert pdf[:5] not in bytes(row.pdf)
    assert vault.open_bytes(PDF, row.id, row.pdf) == pdf
    with pytest.raises(SealBroken):
        vault.open_bytes(PDF, row.id + 1, row.pdf)
    assert (row.kind, row.number, row.by_id) == ("receipt", paper.number, clinic.staff["bo"])


@pytest.mark.parametrize("who", ["dora", "chen", "wu"])
def test_each_paper_wants_its_own_right(clinic: Clinic, who: str) -> None:
    """The pharmacist may print, but neither slips nor receipts."""
    here = clinic.amy.send(CheckIn(appointment_id=booked(clinic).id))
    for request in (slip(here.id), receipt(here.bill_id or 0)):
        with pytest.raises(NotAllowed):
            clinic.colleague(who).send(request)


@pytest.mark.parametrize("kind", list(PaperKind))
def test_a_paper_of_nothing_is_not_found(clinic: Clinic, kind: PaperKind) -> None:
    holders = {PaperKind.PRESCRIPTION: clinic.lin, PaperKind.DRUG_LABEL: clinic.chen}
    with pytest.raises(NotFound):
        holders.get(kind, clinic.amy).send(PrintPaper(kind=kind, subject_id=7))


def test_a_name_no_font_can_write_is_told_and_nothing_is_archived(clinic: Clinic) -> None:
    _, slots = clinic.a_session()
    patient = clinic.a_patient(name="王𓀀明")
    number = clinic.amy.send(BookAppointment(patient_id=patient.id, slot_id=slots[0]))
    here = clinic.amy.send(CheckIn(appointment_id=number.id))
    bill = clinic.bo.send(LoadBill(bill_id=here.bill_id or 0))
    clinic.bo.send(PayCash(bill_id=bill.id, version=bill.version, received=1100))
    with pytest.raises(Fault) as refused:
        clinic.bo.send(receipt(bill.id))
    assert refused.value.code == "documents.glyph_missing"
    assert archive(clinic) == []
