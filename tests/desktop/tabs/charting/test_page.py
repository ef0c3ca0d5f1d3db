"""Dr Lin's morning by keyboard alone, on the real application."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from omms_server.contract.charting import (
    DiagnosisChoice,
    EncounterState,
    PrescriptionState,
    SetDiagnoses,
    SignEncounter,
)
from omms_server.contract.events import Topic
from omms_server.contract.patients import AllergyState, DenyAllergies, Severity
from omms_server.contract.pharmacy import ReviewPrescription
from tests.support import visits

Key = Qt.Key
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
NOTE = ("发热2天", "受凉后发热，最高38.6℃", "体健", "咽部充血，双肺呼吸音清", "对症处理")


@pytest.fixture
def press(qtbot):
    def press_keys(*keys, modifier=Qt.KeyboardModifier.NoModifier):
        for key in keys:
            qtbot.keyClick(QApplication.focusWidget(), key, modifier)

    return press_keys


@pytest.fixture
def look_up(qtbot, press):
    """Type into the search box with the cursor and take the first result."""

    def find(text):
        qtbot.keyClicks(QApplication.focusWidget(), text)
        qtbot.waitUntil(QApplication.focusWidget().parent().is_open)
        press(Key.Key_Return)

    return find


@pytest.fixture
def begun(desk, press):
    """The visit of the first patient, the cursor in the note."""
    desk.check_in("张晓明")
    desk.check_in("李小宝")
    desk.changes.happen(Topic.QUEUE)
    press(Key.Key_F4, Key.Key_Return)
    return desk.page.visit


@pytest.fixture
def write(press, type_into):
    def write_note():
        for place, text in enumerate(NOTE):
            type_into(QApplication.focusWidget(), text)
            if place < len(NOTE) - 1:
                press(Key.Key_Return)

    return write_note


def test_two_keys_call_the_next_patient_and_begin_the_visit(desk, begun):
    assert begun.current.encounter.banner.name == "张晓明"
    assert desk.focused() == "note.chief_complaint"


def test_a_whole_visit_is_done_by_keyboard(desk, begun, write, press, look_up, qtbot):
    desk.clinic.a_batch("D0041", 900, expires_on=date(2028, 1, 31))
    write()
    press(Key.Key_F9, Key.Key_Tab)
    look_up("jxsh")
    assert [one.code for one in begun.current.encounter.diagnoses] == ["J06.900"]
    press(Key.Key_Tab, Key.Key_Tab)
    look_up("dyx")
    assert desk.focused() == "line.dose"
    press(*(Key.Key_Return,) * 4)
    qtbot.keyClicks(QApplication.focusWidget(), "3")
    press(Key.Key_Return)
    assert len(begun.current.lines) == 1
    press(Key.Key_F9)
    assert [one.amount for one in begun.current.encounter.prescriptions] == [630]
    press(Key.Key_F8)
    assert len(desk.papers.printed) == 1
    press(Key.Key_Return, modifier=CONTROL)  # allergies were not asked: the panel opens
    assert begun.current.encounter.state is EncounterState.OPEN
    assert desk.page.desk.visit.allergies_open()
    press(Key.Key_N, modifier=ALT)
    assert begun.current.encounter.banner.allergy_state is AllergyState.NONE_KNOWN
    press(Key.Key_Return, modifier=CONTROL)
    assert begun.current.encounter.state is EncounterState.SIGNED
    assert desk.focused() == "queue.table"


def test_a_missing_part_is_named_and_has_the_cursor(desk, begun, press):
    press(Key.Key_Return, modifier=CONTROL)
    assert "主诉" in desk.notices.bar.text()
    assert desk.focused() == "note.chief_complaint"


def test_an_allergy_on_record_refuses_the_drug_beside_its_line(desk, begun, press, look_up, qtbot):
    press(Key.Key_A, modifier=ALT)
    look_up("qms")
    assert desk.focused() == "allergy.reaction"
    press(Key.Key_Return)
    press(Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Return)
    assert begun.current.encounter.banner.allergies[0].severity is Severity.SEVERE
    desk.page.desk.visit.prescription.finder.focus_box()
    look_up("amxl")
    press(*(Key.Key_Return,) * 4)
    qtbot.keyClicks(QApplication.focusWidget(), "3")
    press(Key.Key_Return, Key.Key_F9)
    assert {"RX-08", "RX-14"} <= {one["code"] for one in begun.current.findings}
    assert not begun.current.encounter.prescriptions
    assert len(begun.current.lines) == 1


def test_the_cursor_goes_to_the_search_when_the_last_diagnosis_is_removed(
    desk, begun, press, look_up
):
    diagnoses = desk.page.desk.visit.diagnoses
    diagnoses.finder.focus_box()
    look_up("jxsh")
    press(Key.Key_Tab, Key.Key_Delete)
    assert not begun.current.encounter.diagnoses
    assert diagnoses.isAncestorOf(QApplication.focusWidget())


def test_typed_text_outlives_a_server_that_is_away_news_and_a_change_of_language(
    desk, begun, write, press
):
    write()
    desk.server.away = True
    press(Key.Key_F9)
    assert desk.notices.bar.text()
    desk.server.away = False
    desk.changes.happen(Topic.PATIENTS)
    desk.page._renewed.renew()
    assert desk.page.desk.visit.note.values()["chief_complaint"] == NOTE[0]
    assert begun.current.is_changed


def test_a_signed_note_asks_for_a_reason_as_soon_as_it_is_changed(desk, begun, type_into, press):
    visit = begun.current.encounter
    signed = visit.model_copy(update={"state": EncounterState.SIGNED})
    begun.taken(signed)
    reason = desk.page.desk.visit.note._form.editor("reason")
    assert not reason.isVisible()
    desk.page.desk.visit.focus_note()
    type_into(QApplication.focusWidget(), "补充")
    assert reason.isVisible()
    press(Key.Key_F9)
    assert desk.focused() == "note.reason"


@pytest.fixture
def sent_back(desk, begun):
    """A prescription of a finished visit that the pharmacist rejected."""
    clinic, visit = desk.clinic, begun.current.encounter
    clinic.a_batch("D0041", 900, expires_on=date(2028, 1, 31))
    code = DiagnosisChoice(code=visits.COMMON_COLD)
    asked = SetDiagnoses(encounter_id=visit.id, version=visit.version, diagnoses=(code,))
    visit = visits.noted(clinic, clinic.lin.send(asked))
    clinic.lin.send(DenyAllergies(patient_id=visit.banner.patient_id))
    wrong = visits.prescribed(clinic, visit)
    clinic.lin.send(SignEncounter(encounter_id=visit.id, version=visit.version))
    asked = ReviewPrescription(
        prescription_id=wrong.id, version=wrong.version, approve=False, remark="剂量请核对"
    )
    clinic.chen.send(asked)
    desk.page.queue.load()
    desk.page.focus_first()
    desk.changes.happen(Topic.PRESCRIPTIONS, wrong.id)
    return wrong


def test_what_is_sent_back_is_corrected_by_keyboard_after_signing(desk, sent_back, press, qtbot):
    pane = desk.page.desk.sent_back
    assert pane.isVisible()
    assert "剂量请核对" in desk.page.desk.split.notices.text()
    press(Key.Key_B, modifier=ALT)
    assert desk.focused() == "sent_back"
    press(Key.Key_Return)
    visit = desk.page.visit
    assert desk.page.desk.split.notices.text() == ""
    assert QApplication.focusWidget().parent().objectName() == "drug.find"
    assert [line.fields.days for line in visit.current.lines] == [3]
    lines = desk.page.desk.visit.prescription.lines
    lines.setFocus()
    press(Key.Key_Return)
    press(*(Key.Key_Return,) * 4)
    qtbot.keyClicks(QApplication.focusWidget(), "2")
    press(Key.Key_Return, Key.Key_F9)
    old, new = visit.current.encounter.prescriptions
    assert (old.state, new.replaces) == (PrescriptionState.VOIDED, sent_back.id)
    assert new.lines[0].days == 2
    assert visit.current.encounter.state is EncounterState.SIGNED
    desk.changes.happen(Topic.PRESCRIPTIONS, new.id)
    assert not pane.isVisible()
    assert not desk.page.desk.visit.prescription.isVisible()


def test_a_correction_can_be_put_off_and_outlives_a_change_of_language(
    desk, sent_back, press, qtbot
):
    press(Key.Key_B, modifier=ALT)
    press(Key.Key_Return)
    desk.page._renewed.renew()
    pane = desk.page.desk.visit.prescription
    qtbot.waitUntil(pane.isVisible)
    assert len(desk.page.visit.current.lines) == 1
    pane._give_up.click()
    assert not pane.isVisible()
    assert desk.page.desk.sent_back.isVisible()


def test_who_did_not_come_is_passed_over(desk, press):
    desk.check_in("张晓明")
    desk.check_in("李小宝")
    desk.changes.happen(Topic.QUEUE)
    press(Key.Key_F4)
    press(Key.Key_F4, modifier=Qt.KeyboardModifier.ShiftModifier)
    assert [row.misses for row in desk.page.queue.rows] == [0, 1]


def test_a_wish_out_of_order_is_asked_about(desk, press):
    desk.check_in("张晓明")
    desk.check_in("李小宝")
    desk.changes.happen(Topic.QUEUE)
    press(Key.Key_Down)
    press(Key.Key_F4, modifier=CONTROL)
    assert desk.window.panel is desk.questions


def test_a_term_is_chosen_by_its_initials(desk, begun, press, look_up, qtbot):
    desk.page.desk.visit.prescription.finder.focus_box()
    look_up("dyx")
    press(Key.Key_Return)
    assert desk.focused() == "line.route"
    qtbot.keyClicks(QApplication.focusWidget(), "sxhf")
    press(Key.Key_Return)
    assert begun.current.hand.values["route"] == "SL"


def test_every_field_has_a_name_for_who_cannot_see_it(desk, begun):
    for name in ("queue.table", "line.dose", "note.plan", "allergy.severity"):
        assert desk.window.findChild(object, name).accessibleName(), name
