"""The pharmacy's tab by keyboard, on the real application."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from omms_desktop.tabs.pharmacy.page import PharmacyPage
from omms_server.contract.charting import PrescriptionState as State
from omms_server.contract.events import Topic
from omms_server.contract.pharmacy import ListDispensing, ListStock, ReceiveBatch
from tests.desktop.tabs.keyboard import ALT, Keyboard, nameless, words
from tests.support import visits
from tests.support.clinic import open_clinic
from tests.support.desk_clinic import desk_of

KEY = Qt.Key


@pytest.fixture
def clinic(tmp_path):
    clinic = open_clinic(tmp_path, f"sqlite:///{tmp_path / 'omms.db'}")
    clinic.a_batch("D0041", 8, expires_on=date(2026, 12, 31), lot="OLD")
    clinic.a_batch("D0041", 500, expires_on=visits.FAR, lot="NEW")
    visit = visits.a_visit(clinic, name="李秀英")
    clinic.prescription = visits.prescribed(
        clinic, visit, visits.a_line(clinic), visits.a_line(clinic, days=2)
    )
    return clinic


@pytest.fixture
def desk(clinic, shown, qtbot):
    context = desk_of(clinic, clinic.chen)
    page = shown(PharmacyPage(context), 1270, 708)
    page.focus_first()
    page.keys, page.desk = Keyboard(qtbot, page), context
    return page


def test_review_dispensing_and_labels_take_four_keys(clinic, desk):
    visits.pay_all(clinic)
    desk.keys.press(KEY.Key_Return, KEY.Key_F9, KEY.Key_F9, KEY.Key_F8)
    assert desk.keys.count == 4
    (done,) = clinic.chen.send(ListDispensing(done=True))
    assert done.state is State.DISPENSED
    assert [paper.kind for paper in desk.desk.papers.printed] == ["drug_label"]
    assert QApplication.focusWidget() is desk.counter._screen.table.view


def test_nobodys_record_is_opened_before_a_key_is_pressed(desk):
    assert [type(one) for one in desk.desk.tasks.sent] == [ListDispensing]


def test_the_pharmacist_sees_allergies_batches_and_what_the_doctor_insisted_on(desk):
    desk.keys.press(KEY.Key_Return)
    seen = words(desk)
    assert "No known allergies" in seen
    assert "Lot OLD, expires 2026-12-31" in seen
    assert "Lot NEW, expires 2028-01-31" in seen
    assert "对乙酰氨基酚片: Duplicate therapy (RX-12). Reason: 确有必要" in seen


def test_unpaid_is_said_and_payment_elsewhere_opens_the_way(clinic, desk):
    desk.keys.press(KEY.Key_Return, KEY.Key_F9)
    assert any("must be paid before dispensing" in text for text in words(desk))
    assert not desk.counter._screen.go_on.isEnabled()
    visits.pay_all(clinic)
    desk.desk.changes.happen(Topic.BILLS)
    desk.keys.press(KEY.Key_F9)
    assert len(clinic.chen.send(ListDispensing(done=True))) == 1


def test_a_prescription_is_sent_back_with_a_reason(clinic, desk, type_into):
    desk.keys.press(KEY.Key_Return)
    desk.keys.press(KEY.Key_R, modifier=ALT)
    desk.keys.press(KEY.Key_Return)
    assert "A rejection must tell the doctor why." in words(desk)
    type_into(QApplication.focusWidget(), "剂量偏大")
    desk.keys.press(KEY.Key_Return)
    assert clinic.chen.send(ListDispensing()) == ()
    assert "went back to the doctor" in desk.desk.notices.messages[0]
    assert "Reason: 剂量偏大" in words(desk)


def test_escape_closes_the_reason_and_keeps_what_is_typed(desk):
    desk.keys.press(KEY.Key_Return)
    desk.keys.press(KEY.Key_R, modifier=ALT)
    desk.keys.type("dose")
    desk.keys.press(KEY.Key_Escape)
    assert not desk.counter._screen.remark.isVisible()
    desk.keys.press(KEY.Key_R, modifier=ALT)
    assert QApplication.focusWidget().text() == "dose"


def test_short_stock_is_named_and_nothing_can_be_dispensed(clinic, desk):
    visits.approved(clinic, clinic.prescription)
    visits.pay_all(clinic)
    for row in clinic.chen.send(ListStock(text="D0041")).rows:
        clinic.take_off_the_shelf(row.batch_id, row.on_hand)
    desk.keys.press(KEY.Key_Return)
    assert any("does not suffice: 对乙酰氨基酚片" in text for text in words(desk))
    assert "Stock too low" in words(desk)
    assert not desk.counter._screen.go_on.isEnabled()


def test_a_further_batch_is_received_by_keyboard(clinic, desk):
    desk.keys.press(KEY.Key_3, modifier=ALT)
    desk.keys.press(KEY.Key_Down, KEY.Key_F3)
    for text in ("X9", "20281031", "60"):
        desk.keys.type(text)
        desk.keys.press(KEY.Key_Return)
    desk.keys.press(KEY.Key_Return)
    received = [row for row in clinic.chen.send(ListStock()).rows if row.lot == "X9"]
    assert [(row.on_hand, row.expires_on) for row in received] == [(60, date(2028, 10, 31))]
    assert "Received" in desk.desk.notices.messages[0]
    assert desk.stock._screen.table.current_row()[0].lot == "X9"


def test_a_drug_without_stock_is_found_and_its_first_batch_received_by_keyboard(clinic, desk):
    desk.keys.press(KEY.Key_3, modifier=ALT)
    desk.keys.press(KEY.Key_F2)
    desk.keys.type("D0102")
    desk.keys.press(KEY.Key_Return)
    (line,) = desk.stock._screen.table.as_seen()[1:]
    assert (line[2:5], line[-1]) == (["", "", "0"], "No stock")
    assert "0 batches · 1 drugs without stock" in words(desk)
    desk.keys.press(KEY.Key_Down, KEY.Key_F3)
    assert any(text.startswith("The first batch of 氯雷他定片") for text in words(desk))
    for text in ("N1", "20281031", "60"):
        desk.keys.type(text)
        desk.keys.press(KEY.Key_Return)
    desk.keys.press(KEY.Key_Return)
    (received,) = clinic.chen.send(ListStock(text="D0102")).rows
    assert (received.lot, received.on_hand) == ("N1", 60)
    assert desk.stock._screen.table.current_row()[0] == received


def test_an_expired_batch_is_refused_beside_its_date(desk):
    desk.keys.press(KEY.Key_3, modifier=ALT)
    desk.keys.press(KEY.Key_Down, KEY.Key_F3)
    for text in ("X9", "20261101", "60"):
        desk.keys.type(text)
        desk.keys.press(KEY.Key_Return)
    desk.keys.press(KEY.Key_F9)
    assert QApplication.focusWidget().objectName() == "expires_on"
    assert any("This batch expired on 2026-11-01" in text for text in words(desk))
    desk.keys.press(KEY.Key_Escape)
    assert desk.stock._screen.split.side() is desk.stock._screen.batch
    assert len([one for one in desk.desk.tasks.sent if isinstance(one, ReceiveBatch)]) == 1


def test_stock_says_what_is_near_expiry_in_words(desk):
    desk.keys.press(KEY.Key_3, modifier=ALT)
    heads, *lines = desk.stock._screen.table.as_seen()
    states = {line[2]: line[heads.index("State")] for line in lines}
    assert states == {"OLD": "Near expiry", "NEW": "In order"}


@pytest.mark.parametrize("keys", [(), (KEY.Key_Return,), (KEY.Key_Return, KEY.Key_F9)])
def test_everything_that_takes_the_focus_has_a_name(desk, keys):
    desk.keys.press(*keys)
    assert nameless(desk) == []
    desk.keys.press(KEY.Key_3, modifier=ALT)
    desk.keys.press(KEY.Key_Down, KEY.Key_F3)
    assert nameless(desk) == []


def test_another_language_keeps_the_prescription_and_the_reason(desk, qtbot):
    desk.keys.press(KEY.Key_Return)
    desk.keys.press(KEY.Key_R, modifier=ALT)
    desk.keys.type("dose")
    before = desk.counter._screen
    QApplication.sendEvent(desk.counter, QEvent(QEvent.Type.LanguageChange))
    qtbot.waitUntil(lambda: desk.counter._screen is not before)
    qtbot.waitUntil(lambda: "李秀英" in words(desk))
    assert desk.counter._screen.remark.isVisible()
    assert QApplication.focusWidget().text() == "dose"
