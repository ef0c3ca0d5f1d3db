"""The administrator's tab by keyboard, on the real application."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from omms_desktop.tabs.administration.page import AdministrationPage
from omms_desktop.tabs.administration.words import refusal_words
from omms_server.contract.billing import ListBills
from omms_server.contract.faults import NotAllowed
from tests.desktop.tabs.keyboard import ALT, Keyboard, nameless, words
from tests.support import visits
from tests.support.clinic import open_clinic
from tests.support.desk_clinic import desk_of

from .test_presenter import a_row

KEY = Qt.Key


@pytest.fixture
def clinic(tmp_path):
    clinic = open_clinic(tmp_path, f"sqlite:///{tmp_path / 'omms.db'}")
    visits.a_visit(clinic, name="李秀英")
    visits.pay_all(clinic)
    with pytest.raises(NotAllowed):
        clinic.dora.send(ListBills())
    return clinic


@pytest.fixture
def desk(clinic, shown, qtbot):
    context = desk_of(clinic, clinic.wu)
    page = shown(AdministrationPage(context), 1270, 708)
    page.focus_first()
    page.keys, page.desk = Keyboard(qtbot, page), context
    return page


def actions(page):
    return [row.action for row in page._screen.table.rows()]


def test_the_trail_says_who_did_what_in_words(desk):
    heads, *lines = desk._screen.table.as_seen()
    told = [dict(zip(heads, line, strict=True)) for line in lines]
    cash = next(one for one in told if one["Action"] == "Took cash")
    assert (cash["Person"], cash["Post"], cash["Outcome"]) == ("薄会计", "cashier", "Done")
    assert cash["Time"] == "2026-11-23 09:00"
    assert cash["Subject"].startswith("bill B2611")
    refused = next(one for one in told if one["Outcome"] == "Refused")
    assert (refused["Person"], refused["Action"]) == ("朵拉", "Listed bills")


def test_one_entry_is_read_and_copied_by_keyboard(desk, qtbot):
    desk.keys.press(KEY.Key_Down)
    row = desk._screen.table.current_row()
    qtbot.waitUntil(lambda: str(row.id) in words(desk))
    desk.keys.press(KEY.Key_C, modifier=ALT)
    copied = QApplication.clipboard().text().splitlines()
    assert f"Person\t{row.person}" in copied
    assert f"Entry\t{row.id}" in copied


def test_the_trail_is_narrowed_by_patient_and_action(desk):
    everything = actions(desk)
    desk.keys.press(KEY.Key_F2)
    desk.keys.type("00000001")
    desk.keys.press(KEY.Key_Return)
    of_patient = desk._screen.table.rows()
    assert {row.patient_number for row in of_patient} == {"00000001"}
    assert 0 < len(of_patient) < len(everything)
    desk._screen.action.setFocus()
    desk.keys.type("billing.pay_cash")
    desk.keys.press(KEY.Key_Return)
    assert set(actions(desk)) == {"billing.pay_cash"}


def test_a_day_without_entries_says_what_to_do(desk):
    desk._screen.since.setFocus()
    desk.keys.type("20261201")
    desk.keys.press(KEY.Key_Tab)
    assert actions(desk) == []
    assert "Widen the period, or clear the other filters" in words(desk)
    desk.keys.type("20261101")
    desk.keys.press(KEY.Key_Tab)
    assert desk._screen.notices.text() == "The period ends before it begins."


def test_it_is_read_anew_when_it_is_shown_and_on_f5(clinic, desk):
    before = len(actions(desk))
    clinic.bo.send(ListBills())
    clinic.a_patient(name="王建国")
    desk.keys.press(KEY.Key_F5)
    assert len(actions(desk)) == before + 1
    desk.hide()
    clinic.a_patient(name="欧阳婷婷")
    desk.show()
    assert len(actions(desk)) == before + 2


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        ("ok", ""),
        ("billing.nothing_due", "Nothing on this bill can be paid now. (billing.nothing_due)"),
        ("not_allowed", "(not_allowed)"),
        ("newer.fault", "(newer.fault)"),
    ],
)
def test_a_refusal_is_told_as_far_as_the_trail_knows_it(outcome, told):
    assert refusal_words(a_row(1, outcome=outcome), "en") == told


def test_everything_that_takes_the_focus_has_a_name(desk):
    desk.keys.press(KEY.Key_Down)
    assert nameless(desk) == []


def test_another_language_keeps_the_filters(desk, qtbot):
    desk._screen.action.setFocus()
    desk.keys.type("billing.pay_cash")
    desk.keys.press(KEY.Key_Return)
    before = desk._screen
    QApplication.sendEvent(desk, QEvent(QEvent.Type.LanguageChange))
    qtbot.waitUntil(lambda: desk._screen is not before)
    assert desk._screen.action.value() == "billing.pay_cash"
    assert set(actions(desk)) == {"billing.pay_cash"}
