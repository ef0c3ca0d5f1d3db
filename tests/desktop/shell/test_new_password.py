"""Changing one's password: before the first work, or of one's own wish."""

import pytest
from PySide6.QtCore import Qt

from omms_server.contract.staff import ChangePassword, WeakPassword

NEW = "Spring-2026!"


@pytest.fixture
def page(workstation):
    workstation.server.must_change = True
    workstation.server.answers[ChangePassword] = lambda _: None
    sign_in = workstation.window.sign_in
    sign_in.show_user("amy")
    sign_in.submitted.emit("amy", "right", False)
    page = workstation.window.new_password
    workstation.qtbot.waitUntil(page.isVisible)
    return page


def fill(workstation, *texts):
    for text in texts:
        workstation.type(text)
        workstation.press(Qt.Key.Key_Return)


def test_who_must_change_his_password_does_so_before_he_works(workstation, page):
    assert workstation.window.workspace is None
    workstation.press(Qt.Key.Key_Escape)
    assert page.isVisible()
    fill(workstation, "right", NEW, NEW)
    workstation.qtbot.waitUntil(lambda: workstation.window.workspace is not None)
    (asked,) = workstation.server.of(ChangePassword)
    assert (asked.present, asked.new) == ("right", NEW)
    assert all(not edit.text() for edit in page._edits.values())


def test_two_that_are_not_alike_are_not_sent(workstation, page):
    fill(workstation, "right", NEW, "Autumn-2026!")
    assert workstation.server.of(ChangePassword) == []
    assert page.isVisible()


def test_a_weak_one_is_refused_with_what_is_wanted_and_stays_to_be_mended(workstation, page):
    def refuse(_):
        raise WeakPassword(reasons=["common"], length=10, history=5)

    workstation.server.answers[ChangePassword] = refuse
    fill(workstation, "right", "password12", "password12")
    workstation.qtbot.waitUntil(lambda: bool(page._notice.text()))
    assert "10 characters" in page._notice.text()
    assert page._edits["new"].text() == "password12"


def test_of_ones_own_wish_one_may_go_back_to_work(workstation):
    workstation.sign_in()
    workstation.window._password.trigger()
    page = workstation.window.new_password
    assert page.isVisible()
    workstation.press(Qt.Key.Key_Escape)
    assert workstation.window.workspace is not None
