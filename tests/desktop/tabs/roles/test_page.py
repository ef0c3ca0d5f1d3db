"""The roles tab on a real application."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from omms_desktop.tabs.roles.page import RolesPage
from omms_server.contract.permissions import Permission, Role
from omms_server.contract.staff import ListRoles, SaveRole
from tests.desktop.tabs.keyboard import Keyboard, nameless, words
from tests.support.clinic import open_clinic
from tests.support.desk_clinic import desk_of

KEY = Qt.Key
P = Permission


@pytest.fixture
def clinic(tmp_path):
    opened = open_clinic(tmp_path, f"sqlite:///{tmp_path / 'clinic.db'}")
    asked = SaveRole(code="clerk", name="病区文员", permissions=(P.PATIENTS_FIND, P.PAPERS_PRINT))
    opened.wu.send(asked)
    yield opened
    opened.app.house.database.close()


@pytest.fixture
def page(clinic, shown):
    page = shown(RolesPage(desk_of(clinic, clinic.wu)), 1270, 708)
    page.focus_first()
    return page


def own(clinic, code):
    return {one.role: one for one in clinic.wu.send(ListRoles())}[f"own:{code}"]


def test_every_role_is_listed_and_one_is_told_by_group(page):
    screen = page._screen
    assert {row.role for row in screen.table.rows()} == {*Role, "own:clerk"}
    assert f"{len(Role)} built in, 1 of the clinic's own" in words(page)
    screen.table.select_key("pharmacist")
    QApplication.processEvents()
    seen = words(page)
    assert {"Pharmacist", "Built in  ·  pharmacist", "Pharmacy"} <= set(seen)
    assert "Read the dispensing queue, Dispense, Read stock" in seen
    assert not screen.change.isVisible()


def test_a_built_in_role_is_not_changed(page, qtbot):
    page._screen.table.select_key("doctor")
    Keyboard(qtbot, page).press(KEY.Key_Return)
    assert page._screen.side() is page._screen.role


def test_a_role_is_made_by_keyboard_and_chosen(clinic, page, qtbot):
    keys, screen = Keyboard(qtbot, page), page._screen
    keys.press(KEY.Key_F3)
    keys.type("desk_help")
    keys.press(KEY.Key_Return)
    keys.type("Desk help")
    keys.press(KEY.Key_Return, KEY.Key_Space)
    screen.panel.permissions.boxes[P.SCHEDULE_READ].set_value(True)
    keys.press(KEY.Key_F9)
    made = own(clinic, "desk_help")
    assert (made.name, set(made.permissions)) == ("Desk help", {P.PATIENTS_FIND, P.SCHEDULE_READ})
    assert screen.table.current_row() == made
    assert screen.side() is screen.role


def test_a_role_is_changed_and_its_code_stays(clinic, page):
    screen = page._screen
    screen.table.select_key("own:clerk")
    screen.change.trigger()
    assert not screen.panel.form.editor("code").isVisible()
    screen.panel.permissions.boxes[P.PAPERS_PRINT].set_value(False)
    screen.panel.form.set_values({"name": "文员"})
    screen.panel.go.trigger()
    changed = own(clinic, "clerk")
    assert (changed.name, changed.permissions, changed.version) == ("文员", (P.PATIENTS_FIND,), 2)
    QApplication.processEvents()
    assert "文员" in words(page)


def test_what_is_wrong_is_told_and_what_was_ticked_stays(page):
    screen = page._screen
    screen.new.trigger()
    values = {"code": "clerk", "name": "又一个", "permissions": [P.PATIENTS_FIND]}
    screen.panel.form.set_values(values)
    screen.panel.go.trigger()
    assert [fault.code for fault in page._context.notices.faults] == ["staff.role_taken"]
    screen.panel.form.set_values({"code": "Ward clerk"})
    screen.panel.go.trigger()
    assert page._context.notices.beside == [{"code": "string_pattern_mismatch"}]
    assert screen.panel.form.values()["permissions"] == [P.PATIENTS_FIND]


def test_a_role_without_any_permission_is_not_sent(page):
    screen = page._screen
    screen.new.trigger()
    screen.panel.form.set_values({"code": "nothing", "name": "无"})
    screen.panel.go.trigger()
    assert page._context.tasks.sent == [ListRoles()]


def test_permissions_of_services_are_not_offered(page):
    assert P.BOOK_FOR_SELF not in page._screen.panel.permissions.boxes


def test_who_may_not_make_roles_reads_them(clinic, shown):
    page = shown(RolesPage(desk_of(clinic, clinic.colleague("yin"))), 1270, 708)
    page._screen.table.select_key("own:clerk")
    assert not page._screen.new.isVisible()
    assert not page._screen.change.isVisible()
    page._change(page._screen.table.current_row())
    assert page._screen.side() is page._screen.role


def test_everything_that_takes_the_focus_has_a_name(page):
    page._screen.new.trigger()
    assert nameless(page) == []


def test_another_language_keeps_the_list(page):
    page.renew()
    assert len(page._screen.table.rows()) == len(Role) + 1
