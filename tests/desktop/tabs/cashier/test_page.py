"""The cashier's tab by keyboard, on the real application."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel

from omms_desktop.tabs.cashier.page import CashierPage
from omms_desktop.widgets.qr import QrCode
from omms_server.contract.billing import BillState, ListBills, LoadBill, PayCash
from omms_server.contract.events import Topic
from tests.desktop.tabs.keyboard import ALT, Keyboard, nameless, words
from tests.support import visits
from tests.support.clinic import open_clinic
from tests.support.desk_clinic import desk_of

from .test_presenter import PAID, WAITING, a_bill

KEY = Qt.Key


@pytest.fixture
def clinic(tmp_path):
    clinic = open_clinic(tmp_path, f"sqlite:///{tmp_path / 'omms.db'}")
    clinic.a_batch("D0041", 500, expires_on=visits.FAR)
    visits.prescribed(clinic, visits.a_visit(clinic, name="李秀英"))
    return clinic


@pytest.fixture
def desk(clinic, shown, qtbot):
    context = desk_of(clinic, clinic.bo)
    page = shown(CashierPage(context), 1270, 708)
    page.focus_first()
    page.keys, page.desk = Keyboard(qtbot, page), context
    return page


def test_a_scanned_bill_is_paid_with_a_receipt_within_six_keys(clinic, desk):
    number = clinic.bo.send(ListBills())[0].number
    desk._screen.search.setText(number)  # a scanner types it and ends with Enter
    desk.keys.press(KEY.Key_Return)
    desk.keys.type("100")
    assert any(text.endswith("84.27") for text in words(desk))
    desk.keys.press(KEY.Key_Return, KEY.Key_F8)
    assert desk.keys.count <= 6
    assert clinic.bo.send(ListBills()) == ()
    assert [paper.kind for paper in desk.desk.papers.printed] == ["receipt"]
    assert QApplication.focusWidget() is desk._screen.search


def test_the_change_stays_on_screen_very_large(desk):
    desk.keys.press(KEY.Key_Down, KEY.Key_Return)
    desk.keys.type("100")
    desk.keys.press(KEY.Key_Return)
    figures = [
        label.text()
        for label in desk.findChildren(QLabel)
        if label.isVisible() and label.property("role") == "figure"
    ]
    assert figures == ["84.27"]
    assert QApplication.focusWidget() is desk._screen.print_button


def test_f9_takes_exactly_what_is_due(clinic, desk):
    desk.keys.press(KEY.Key_Down, KEY.Key_Return, KEY.Key_F9)
    (paid,) = clinic.bo.send(ListBills(state=BillState.PAID))
    assert clinic.bo.send(LoadBill(bill_id=paid.id)).payment.change == 0


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "F9 for the exact"), ("15", "0.73 short"), ("1.2.3", "amount in yuan")],
)
def test_what_is_wrong_with_the_amount_stands_beside_it(clinic, desk, typed, said):
    desk.keys.press(KEY.Key_Down, KEY.Key_Return)
    desk.keys.type(typed)
    desk.keys.press(KEY.Key_Return)
    assert any(said in text for text in words(desk))
    assert QApplication.focusWidget().text() == (typed if typed != "15" else "15.00")
    assert len(clinic.bo.send(ListBills())) == 1


def test_a_bill_settled_elsewhere_is_told_and_takes_no_money(clinic, desk):
    desk.keys.press(KEY.Key_Down, KEY.Key_Return)
    desk.keys.type("100")
    visits.pay_all(clinic)
    desk.desk.changes.happen(Topic.BILLS)
    assert "settled elsewhere" in desk._screen.notices.text()
    desk.keys.press(KEY.Key_F9)
    assert not [one for one in desk.desk.tasks.sent if isinstance(one, PayCash)]


def test_a_means_of_payment_that_is_off_is_a_notice(desk):
    desk.keys.press(KEY.Key_Down, KEY.Key_Return)
    desk.keys.press(KEY.Key_W, modifier=ALT)
    assert [fault.code for fault in desk.desk.notices.faults] == ["billing.gateway_off"]


def test_a_simulated_code_says_so_and_only_giving_up_is_offered(desk):
    desk.show_bill(WAITING)
    code = desk.findChild(QrCode)
    assert code.isVisible()
    assert code.accessibleName() == "WeChat Pay code for 15.73 yuan"
    assert any("Simulated" in text for text in words(desk))
    screen = desk._screen
    actions = (screen.cash, screen.wechat, screen.give_up)
    assert [action.isVisible() for action in actions] == [False, False, True]


@pytest.mark.parametrize("bill", [None, a_bill(), WAITING, PAID])
def test_everything_that_takes_the_focus_has_a_name(desk, bill):
    desk.show_bill(bill)
    assert nameless(desk) == []


def test_another_language_keeps_the_bill_and_what_is_typed(desk, qtbot):
    desk.keys.press(KEY.Key_Down, KEY.Key_Return)
    desk.keys.type("100")
    before = desk._screen
    QApplication.sendEvent(desk, QEvent(QEvent.Type.LanguageChange))
    qtbot.waitUntil(lambda: desk._screen is not before)
    assert desk._screen.sheet.money.cash.received.text() == "100"
    desk._screen.cash.trigger()
    assert desk._presenter.bill.payment.received == 10_000
