"""The receptionist's day by keyboard, on the real server in this process."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QTableView

from omms_server.contract.billing import LoadBill, PayCash
from omms_server.contract.documents import PaperKind
from omms_server.contract.events import Topic
from omms_server.contract.patients import AllergyState, LoadPatient, RegisterPatient
from omms_server.contract.scheduling import (
    AppointmentState,
    BookAppointment,
    CancelAppointment,
    CheckIn,
    ListAppointments,
)
from tests.support.clinic import MORNING, TODAY, identity_number

KEY = Qt.Key


@pytest.fixture
def press(qtbot, desk):
    """Press keys where the cursor stands, as a person does; counts them."""

    class Press:
        count = 0

        def __call__(self, *keys):
            for key in keys:
                self.count += 1
                qtbot.keyClick(QApplication.focusWidget() or desk.page, key)

        def text(self, text):
            self.count += len(text)
            qtbot.keyClicks(QApplication.focusWidget(), text)

        def with_control(self, key):
            self.count += 1
            modifier = Qt.KeyboardModifier.ControlModifier
            qtbot.keyClick(QApplication.focusWidget(), key, modifier)

    return Press()


def appointments(desk):
    return desk.clinic.amy.send(ListAppointments(on=TODAY)).rows


def scan(press, text):
    """What a card reader does; its keys are not a person's."""
    press.text(text)
    press(KEY.Key_Return)
    press.count = 0


def test_a_returning_patient_with_an_appointment_is_registered_with_three_keys(desk, press):
    patient = desk.clinic.a_patient(name="林晓燕")
    desk.clinic.amy.send(BookAppointment(patient_id=patient.id, slot_id=desk.clinic.slots[0]))
    scan(press, patient.identity_number)
    press(KEY.Key_F9)
    assert desk.page.work.cash.received.hasFocus()
    press(KEY.Key_Return)
    assert not desk.papers.printed
    press(KEY.Key_Return)
    assert press.count <= 4
    (row,) = appointments(desk)
    assert row.state is AppointmentState.CHECKED_IN
    assert row.fee_paid
    assert [paper.kind for paper in desk.papers.printed] == [PaperKind.QUEUE_SLIP]
    assert desk.line("finder").hasFocus()
    assert not desk.notices.faults


def test_a_returning_walk_in_takes_a_number_with_four_keys(desk, press):
    patient = desk.clinic.a_patient()
    scan(press, patient.number)
    assert desk.line("offer_finder").hasFocus()
    press(KEY.Key_Down, KEY.Key_Return, KEY.Key_Return, KEY.Key_Return)
    assert press.count <= 4
    (row,) = appointments(desk)
    assert (row.state, row.fee_paid) == (AppointmentState.CHECKED_IN, True)
    assert len(desk.papers.printed) == 1


def test_a_new_patient_is_registered_and_checked_in_with_at_most_sixty_keys(desk, press, type_into):
    number = identity_number(date(1990, 2, 3))
    press(KEY.Key_F3)
    press.text(number)
    press(KEY.Key_Return)
    type_into(QApplication.focusWidget(), "欧阳𠮷")
    press.count += len("ouyangji") + 2
    press(KEY.Key_Return, KEY.Key_Return, KEY.Key_Return)
    press.text("13912345678")
    press(KEY.Key_F9)
    assert desk.asked(RegisterPatient)
    press(KEY.Key_Down, KEY.Key_Return, KEY.Key_Return, KEY.Key_F8)
    assert press.count <= 60
    (row,) = appointments(desk)
    assert (row.patient, row.born_on, row.fee_paid) == ("欧阳𠮷", date(1990, 2, 3), True)
    assert not desk.notices.faults


def test_an_enter_too_many_after_the_scan_takes_no_number(desk, press):
    patient = desk.clinic.a_patient()
    scan(press, patient.number)
    press(KEY.Key_Return, KEY.Key_Return)
    assert not appointments(desk)


@pytest.mark.parametrize("words", ["d03", "ek", "pediatrics"])
def test_words_narrow_the_sessions_and_enter_takes_the_earliest_time(desk, press, words):
    desk.clinic.a_session(doctor="he", department="D03")
    patient = desk.clinic.a_patient(born_on=date(2020, 1, 1))
    scan(press, patient.number)
    press.text(words)
    press(KEY.Key_Return)
    (row,) = appointments(desk)
    assert row.doctor == "何大夫"


def test_a_later_time_can_be_chosen(desk, press):
    patient = desk.clinic.a_patient()
    scan(press, patient.number)
    press(KEY.Key_Down, KEY.Key_Tab, KEY.Key_Tab, KEY.Key_Down, KEY.Key_Return)
    (row,) = appointments(desk)
    assert row.number == 3


def test_the_change_is_counted_while_the_cash_is_typed(desk, press):
    patient = desk.clinic.a_patient()
    desk.clinic.amy.send(BookAppointment(patient_id=patient.id, slot_id=desk.clinic.slots[0]))
    scan(press, patient.number)
    press(KEY.Key_F9)
    press.text("100")
    (row,) = appointments(desk)
    bill = desk.clinic.amy.send(LoadBill(bill_id=row.bill_id))
    cash = desk.page.work.cash
    assert cash.change() == f"{(10000 - bill.total) // 100}.00"
    press(KEY.Key_Return)
    assert desk.asked(PayCash)[0].received == 10000
    assert cash.isVisible()
    assert cash.change() == f"{(10000 - bill.total) // 100}.00"


def test_too_little_cash_is_told_and_stays_typed(desk, press):
    patient = desk.clinic.a_patient()
    desk.clinic.amy.send(BookAppointment(patient_id=patient.id, slot_id=desk.clinic.slots[0]))
    scan(press, patient.number)
    press(KEY.Key_F9)
    press.text("1")
    press(KEY.Key_Return)
    assert [fault.code for fault in desk.notices.faults] == ["billing.not_enough"]
    assert not desk.asked(PayCash)
    assert desk.page.work.cash.received.value() == 100


def test_the_fee_can_be_left_to_the_cashier(desk, press):
    patient = desk.clinic.a_patient()
    desk.clinic.amy.send(BookAppointment(patient_id=patient.id, slot_id=desk.clinic.slots[0]))
    scan(press, patient.number)
    press(KEY.Key_F9, KEY.Key_Escape, KEY.Key_F8)
    (row,) = appointments(desk)
    assert (row.state, row.fee_paid) == (AppointmentState.CHECKED_IN, False)
    assert len(desk.papers.printed) == 1


def test_what_found_nobody_is_carried_into_the_form(desk, press):
    number = identity_number(date(1985, 6, 1))
    press.text(number)
    press(KEY.Key_Return, KEY.Key_F3)
    assert desk.line("identity_number").text() == number
    assert desk.line("born_on").text() == "1985-06-01"
    assert "1985-06-01" in desk.page.work.enrolment.identity.read_words()


def test_a_wrong_check_digit_is_told_at_once(desk, press):
    number = identity_number(date(1985, 6, 1))
    press(KEY.Key_F3)
    press.text(number[:-1] + ("1" if number[-1] != "1" else "2"))
    assert "check digit" in desk.line("identity_number").accessibleDescription()
    press(KEY.Key_Return)
    assert desk.line("identity_number").hasFocus()


def test_complaints_stand_beside_the_fields_before_anything_is_sent(desk, press, type_into):
    press(KEY.Key_F3)
    press.text(identity_number(date(1985, 6, 1)))
    press(KEY.Key_F9)
    assert set(desk.notices.beside[0]) == {"name", "phone"}
    assert desk.line("name").hasFocus()
    assert not desk.asked(RegisterPatient)


def test_a_taken_identity_number_offers_the_existing_record(desk, press, type_into):
    patient = desk.clinic.a_patient(name="林晓燕")
    press(KEY.Key_F3)
    press.text(patient.identity_number)
    press(KEY.Key_Return)
    type_into(desk.line("name"), "林小燕")
    type_into(desk.line("phone"), "13900001111")
    press(KEY.Key_F9)
    assert desk.notices.faults[-1].code == "patients.identity_taken"
    press(KEY.Key_Return)
    assert desk.page.presenter.counter.here.patient_id == patient.id
    assert desk.line("offer_finder").hasFocus()


def test_a_likely_duplicate_is_asked_about_first(desk, press, type_into):
    desk.clinic.a_patient(name="林晓燕", born_on=date(1985, 6, 1))
    press(KEY.Key_F3)
    press.text(identity_number(date(1985, 6, 1)))
    type_into(desk.line("name"), "林晓燕")
    type_into(desk.line("phone"), "13900001111")
    press(KEY.Key_F9)
    assert [question.code for question in desk.questions.asked[0]] == ["REG-09"]


def test_without_a_document_the_reason_is_asked(desk, press, type_into):
    press(KEY.Key_F3)
    form = desk.page.work.enrolment.form
    type_into(desk.line("name"), "无名氏")
    form.set_values({"identity_kind": "none", "sex": "unknown", "born_on": date(1980, 1, 1)})
    type_into(desk.line("phone"), "13900001111")
    assert desk.line("no_identity_reason").isVisible()
    press(KEY.Key_F9)
    assert "no_identity_reason" in str(desk.notices.faults[-1].params)
    type_into(desk.line("no_identity_reason"), "emergency")
    press(KEY.Key_F9)
    assert desk.asked(RegisterPatient)
    assert desk.page.presenter.counter.here.banner.identity_verified is False


def test_escape_leaves_the_form_and_f3_brings_it_back_as_typed(desk, press, type_into):
    press(KEY.Key_F3)
    type_into(desk.line("name"), "林晓燕")
    press(KEY.Key_Escape)
    assert desk.line("finder").hasFocus()
    press(KEY.Key_F3)
    assert desk.line("name").text() == "林晓燕"


def test_a_number_is_given_back_with_a_reason(desk, press):
    patient = desk.clinic.a_patient()
    desk.clinic.amy.send(BookAppointment(patient_id=patient.id, slot_id=desk.clinic.slots[0]))
    scan(press, patient.number)
    press.with_control(KEY.Key_Delete)
    press.text("2")
    press(KEY.Key_F9)
    assert desk.asked(CancelAppointment)[0].reason == "Wrong department"
    assert appointments(desk)[0].state is AppointmentState.CANCELLED
    assert desk.notices.messages
    assert desk.line("offer_finder").hasFocus()


def test_none_known_is_recorded_and_said_in_words(desk, press):
    patient = desk.clinic.a_patient()
    scan(press, patient.number)
    press.with_control(KEY.Key_0)
    kept = desk.clinic.amy.send(LoadPatient(patient_id=patient.id))
    assert kept.allergy_state is AllergyState.NONE_KNOWN
    assert "No known allergies" in desk.page.work._banner.accessibleName()


def test_an_allergy_of_the_catalogue_brings_its_group(desk, press):
    patient = desk.clinic.a_patient()
    scan(press, patient.number)
    press.with_control(KEY.Key_G)
    press.text("Penicillins")
    press(KEY.Key_Return)
    press.text("rash")
    press(KEY.Key_Return)
    press.text("3")
    press(KEY.Key_Return)
    kept = desk.clinic.amy.send(LoadPatient(patient_id=patient.id))
    assert [(one.group, one.reaction) for one in kept.allergies] == [("AG01", "rash")]


def test_enter_in_the_list_opens_the_patient(desk, press, qtbot):
    patient = desk.clinic.a_patient()
    booked = desk.clinic.amy.send(
        BookAppointment(patient_id=patient.id, slot_id=desk.clinic.slots[0])
    )
    desk.changes.happen(Topic.APPOINTMENTS, booked.id)
    view = desk.the("appointments")
    assert isinstance(view, QTableView)
    view.setFocus()
    press(KEY.Key_Home, KEY.Key_Return)
    assert desk.page.presenter.counter.here.chosen.id == booked.id


def test_a_change_elsewhere_keeps_what_is_typed(desk, press):
    patient = desk.clinic.a_patient()
    desk.clinic.amy.send(BookAppointment(patient_id=patient.id, slot_id=desk.clinic.slots[0]))
    scan(press, patient.number)
    press(KEY.Key_F9)
    press.text("50")
    (row,) = appointments(desk)
    for ref in (row.id, row.bill_id, None):
        desk.changes.happen(Topic.APPOINTMENTS, ref)
    cash = desk.page.work.cash
    assert cash.received.value() == 5000
    assert cash.received.hasFocus()
    desk.clinic.bo.send(
        PayCash(
            bill_id=row.bill_id,
            version=desk.clinic.amy.send(LoadBill(bill_id=row.bill_id)).version,
            received=10000,
        )
    )
    desk.changes.happen(Topic.APPOINTMENTS, row.id)
    assert desk.page.presenter.counter.step == "slip"


def test_a_change_of_language_keeps_the_patient_and_what_is_typed(desk, press, qtbot):
    patient = desk.clinic.a_patient(name="林晓燕")
    scan(press, patient.number)
    before = desk.page.work
    press.text("d01")
    QCoreApplication.sendEvent(before.parentWidget(), QEvent(QEvent.Type.LanguageChange))
    qtbot.waitUntil(lambda: desk.page.work is not before)
    assert desk.line("offer_finder").text() == "d01"
    assert "林晓燕" in desk.page.work._banner.accessibleName()


def test_a_booking_too_early_to_check_in_stays_booked_and_says_when(desk, press, type_into):
    desk.clinic.a_session(doctor="he", department="D07", start=MORNING + timedelta(hours=5))
    patient = desk.clinic.a_patient()
    scan(press, patient.number)
    type_into(desk.line("offer_finder"), "何")
    press(KEY.Key_Return)
    assert desk.asked(CheckIn)
    assert desk.notices.faults[-1].code == "scheduling.not_check_in_time"
    assert appointments(desk)[0].state is AppointmentState.BOOKED


def test_no_banner_of_another_patient_stands_above_the_form(desk, press):
    patient = desk.clinic.a_patient()
    scan(press, patient.number)
    banner = desk.page.work._banner
    assert banner.isVisible()
    press(KEY.Key_F3)
    desk.changes.happen(Topic.PATIENTS, patient.id)
    assert not banner.isVisible()
    press(KEY.Key_Escape)
    assert banner.isVisible()


def test_every_field_and_button_has_a_name(desk, press):
    patient = desk.clinic.a_patient()
    scan(press, patient.number)
    work = desk.page.work
    work.ask_new()
    work.split.close_side()
    kinds = (QLineEdit, QTableView, QPushButton)
    nameless = [
        one
        for kind in kinds
        for one in work.findChildren(kind)
        if one.focusPolicy() != Qt.FocusPolicy.NoFocus and not one.isHidden()
        if not (one.accessibleName() or getattr(one, "text", str)())
        if not isinstance(one.parent(), QComboBox)
    ]
    assert not nameless
