"""The administrator's tab by keyboard, on the real application."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from omms_desktop.tabs.administration.page import AdministrationPage
from omms_desktop.tabs.administration.words import refusal_words
from omms_server.contract.billing import ListBills
from omms_server.contract.faults import NotAllowed
from omms_server.contract.permissions import Permission
from omms_server.contract.staff import ChangeStaff
from omms_server.core.trail_csv import check_csv
from tests.desktop.tabs.keyboard import ALT, Keyboard, nameless, words
from tests.support import visits
from tests.support.clinic import open_clinic
from tests.support.desk_clinic import desk_of
from tests.support.staffing import fields, hire

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
    assert (cash["Person"], cash["Outcome"]) == ("薄会计", "Done")
    assert cash["Time"] == "2026-11-23 09:00"
    assert cash["Subject"].startswith("00000001  bill B2611")
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


def test_the_trail_is_narrowed_by_person_and_outcome(desk, qtbot):
    people = {row.person for row in desk._screen.table.rows()}
    assert len(people) > 1
    desk._screen.person.focus_box()
    desk.keys.type("bhj")
    desk.keys.press(KEY.Key_Return)
    assert {row.person for row in desk._screen.table.rows()} == {"薄会计"}
    assert desk._screen.person.text() == "薄会计"
    desk._screen.person.clear()
    assert {row.person for row in desk._screen.table.rows()} == people
    for _ in range(3):  # past done and asked
        qtbot.keyClick(desk._screen.outcome, KEY.Key_Right)
    assert [row.person for row in desk._screen.table.rows()] == ["朵拉"]


def entry_of(page, action):
    (row,) = [row for row in page._screen.table.rows() if row.action == action]
    page._screen.table.select_key(row.id)


def test_before_and_after_of_a_change_stand_side_by_side(clinic, desk):
    zhao = hire(clinic, "zhao").staff
    clinic.wu.send(
        ChangeStaff(staff_id=zhao.id, version=zhao.version, fields=fields("nurse", name="赵二"))
    )
    desk.keys.press(KEY.Key_F5)
    entry_of(desk, "staff.change")
    assert "赵二" not in words(desk)
    desk.keys.press(KEY.Key_V, modifier=ALT)
    QApplication.processEvents()
    seen = words(desk)
    assert {"Before", "After", "name", "赵新人", "赵二", "nurse"} <= set(seen)
    assert not set(seen) & {"version", "id"}
    desk.keys.press(KEY.Key_C, modifier=ALT)
    assert "name\t赵新人 → 赵二" in QApplication.clipboard().text().splitlines()
    desk.keys.press(KEY.Key_Down)
    assert "赵二" not in words(desk)


def test_an_administrator_sees_no_values_of_a_patient(clinic, desk):
    before = actions(desk)
    entry_of(desk, "charting.set_diagnoses")
    desk.keys.press(KEY.Key_V, modifier=ALT)
    QApplication.processEvents()
    assert "•••" in words(desk)
    desk.keys.press(KEY.Key_F5)
    assert actions(desk) == ["audit.details", *before]


def test_an_export_is_kept_where_it_was_asked_and_proves_itself(clinic, desk, tmp_path):
    screen = desk._screen
    desk.keys.press(KEY.Key_X, modifier=ALT)
    assert screen.side() is screen.export_panel
    screen.export_panel.form.set_values({"file": str(tmp_path / "t")})
    desk.keys.press(KEY.Key_F9)
    assert screen.side() is screen.exported
    assert check_csv((tmp_path / "t.csv").read_bytes().decode()) == []
    assert 'omms-server verify --audit "t.csv"' in words(desk)
    desk.keys.press(KEY.Key_C, modifier=ALT)
    assert QApplication.clipboard().text() == 'omms-server verify --audit "t.csv"'
    desk.keys.press(KEY.Key_F9)
    assert screen.side() is screen.entry


def test_a_name_that_is_taken_is_told_beside_the_field(desk, tmp_path):
    (tmp_path / "t.csv").write_text("mine")
    desk.keys.press(KEY.Key_X, modifier=ALT)
    desk._screen.export_panel.form.set_values({"file": str(tmp_path / "t.csv")})
    desk.keys.press(KEY.Key_F9)
    assert "There is a file of this name. Choose another name." in words(desk)
    assert (tmp_path / "t.csv").read_text() == "mine"


def test_a_file_is_chosen_where_it_is_seen(desk, tmp_path, monkeypatch):
    chosen = str(tmp_path / "chosen.csv")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (chosen, ""))
    desk.keys.press(KEY.Key_X, modifier=ALT)
    desk._screen.export_panel.browse.trigger()
    assert desk._screen.export_panel.file.value() == chosen


def test_who_may_not_export_or_read_the_staff_is_offered_neither(clinic, shown):
    context = desk_of(clinic, clinic.wu)
    kept = context.permissions - {Permission.AUDIT_EXPORT, Permission.STAFF_READ}
    page = shown(AdministrationPage(replace(context, permissions=kept)), 1270, 708)
    assert not page._screen.person.isVisible()
    assert not page._screen.export.isVisible()
