"""The sign-ins tab on a real application."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from omms_desktop.tabs.sign_ins.page import SignInsPage
from omms_desktop.tabs.sign_ins.presenter import SignInsPresenter
from omms_server.contract.faults import Unreachable
from omms_server.contract.sign_ins import ListSignIns, SignInPage
from omms_server.contract.staff import EndSession
from tests.desktop.tabs.keyboard import Keyboard, nameless, words
from tests.support.clinic import PASSWORD, open_clinic
from tests.support.desk_clinic import desk_of
from tests.support.fakes import FakeView, HeldTasks
from tests.support.staffing import sign_in

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def clinic(tmp_path):
    opened = open_clinic(tmp_path, f"sqlite:///{tmp_path / 'clinic.db'}")
    opened.amy  # noqa: B018 signs her in
    for desk in ("ward-7", "ward-8"):
        sign_in(opened, "lin", PASSWORD, desk)
    yield opened
    opened.app.house.database.close()


@pytest.fixture
def page(clinic, shown):
    page = shown(SignInsPage(desk_of(clinic, clinic.wu)), 1270, 708)
    page.focus_first()
    return page


def desks(page):
    return [row.workstation for row in page._screen.table.rows()]


def choose(page, desk):
    (row,) = [row for row in page._screen.table.rows() if row.workstation == desk]
    page._screen.table.select_key(row.id)
    QApplication.processEvents()


def test_who_is_signed_in_is_listed_with_where_else(page):
    assert desks(page) == ["desk-wu", "ward-8", "ward-7", "desk-amy"]
    choose(page, "ward-7")
    seen = words(page)
    assert "4 sign-ins of 3 people" in seen
    assert "ward-7  ·  since 2026-11-23 09:00" in seen
    assert "ward-8  ·  2026-11-23 09:00" in seen
    choose(page, "desk-amy")
    assert "Nowhere else" in words(page)


def test_one_is_signed_out_by_keyboard_after_a_question(clinic, page, qtbot):
    keys = Keyboard(qtbot, page)
    choose(page, "ward-7")
    keys.press(KEY.Key_Delete, modifier=CONTROL)
    assert "Sign 林大夫 out at ward-7?" in words(page)
    assert len(desks(page)) == 4
    keys.press(KEY.Key_F9)
    assert desks(page) == ["desk-wu", "ward-8", "desk-amy"]
    assert page._screen.side() is page._screen.sign_in


def test_ones_own_sign_in_is_marked_and_not_ended_here(page, qtbot):
    choose(page, "desk-wu")
    assert "This is your own sign-in" in words(page)
    assert not page._screen.end.isVisible()
    page._ask()
    assert page._screen.side() is page._screen.sign_in


def test_one_that_has_ended_meanwhile_is_told_and_gone(clinic, page):
    choose(page, "ward-7")
    row = page._screen.table.current_row()
    clinic.wu.send(EndSession(staff_id=row.staff_id, session_id=row.id))
    page._screen.end.trigger()
    page._screen.sure.go.trigger()
    assert [fault.code for fault in page._context.notices.faults] == ["not_found"]
    assert "ward-7" not in desks(page)


def test_the_search_finds_people_and_workstations(page, qtbot):
    page._presenter.search("ward")
    assert desks(page) == ["ward-8", "ward-7"]
    page._presenter.search("am")
    assert desks(page) == ["desk-amy"]
    page._presenter.search("夜班")
    assert "Nobody of this name is signed in" in words(page)
    page._presenter.search("x" * 500)
    assert desks(page) == []


def test_it_is_read_anew_when_it_is_shown(clinic, page):
    page.hide()
    sign_in(clinic, "bo", PASSWORD, "desk-9")
    page.show()
    assert desks(page)[0] == "desk-9"


def test_everything_that_takes_the_focus_has_a_name(page):
    choose(page, "ward-7")
    assert nameless(page) == []


def test_another_language_keeps_the_list(page):
    page.renew()
    assert len(desks(page)) == 4


class Desk:
    def __init__(self):
        self.view, self.tasks = FakeView(), HeldTasks()
        self.notices = self.view
        self.presenter = SignInsPresenter(self.view, self)


def test_an_older_list_that_answers_late_is_dropped_and_failures_let_go_on():
    desk = Desk()
    desk.presenter.load()
    desk.presenter.search("lin")
    desk.tasks.sent[0].answer(SignInPage(rows=(), next_before=9))
    desk.tasks.sent[0].fail(Unreachable())
    assert (desk.view.seen, desk.view.faults) == ({}, [])
    desk.tasks.sent[1].answer(SignInPage(rows=(), next_before=7))
    desk.presenter.load_more()
    desk.presenter.load_more()
    assert [one.before for one in desk.tasks.requests] == [None, None, 7]
    desk.tasks.last.fail(Unreachable())
    desk.presenter.load_more()
    assert len(desk.tasks.of(ListSignIns)) == 4
