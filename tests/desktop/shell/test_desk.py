"""Signing in, locking, changing user, and a server that comes and goes."""

from PySide6.QtCore import Qt

from omms_desktop.backend.ports import GivenUp
from omms_server.contract.events import Changed, Topic
from omms_server.contract.faults import Confirm, SignInNeeded
from omms_server.contract.patients import FindPatients
from omms_server.contract.permissions import Permission
from omms_server.contract.scheduling import BookAppointment
from omms_server.contract.signing_in import SignIn, SignOut

FIND, BOOK = FindPatients(text="li"), BookAppointment(patient_id=1, slot_id=2)


def said(workstation):
    page = workstation.window.sign_in
    return page._said.text() if page._notice.isVisible() else ""


def test_a_person_signs_in_with_the_keyboard_alone(workstation, qtbot):
    workstation.type("amy")
    workstation.press(Qt.Key.Key_Return)
    workstation.type("right")
    workstation.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: workstation.window.workspace is not None)
    assert workstation.page.field.hasFocus()
    assert workstation.settings.last_user == "amy"
    assert workstation.window.sign_in.credentials()[1] == ""


def test_a_wrong_password_is_told_and_typed_again_at_once(workstation, qtbot):
    workstation.window.sign_in.show_user("amy")
    workstation.type("wrong")
    workstation.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: said(workstation) != "")
    assert "4 attempts left" in said(workstation)
    workstation.type("right")
    workstation.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: workstation.window.workspace is not None)


def test_an_empty_field_is_told_beside_it_and_nothing_is_sent(workstation):
    workstation.window.sign_in.submitted.emit("", "", False)
    form = workstation.window.sign_in._fields
    assert form._rows["username"].error() == "Please fill in this field."
    assert workstation.server.of(SignIn) == []


def test_a_sign_in_the_server_did_not_hear_goes_on_by_itself(workstation, qtbot):
    workstation.server.away = True
    workstation.window.sign_in.submitted.emit("amy", "right", False)
    qtbot.waitUntil(lambda: workstation.window.banner.isVisible())
    assert "goes on by itself" in said(workstation)
    workstation.server.away = False
    workstation.backend.connection.report(True)
    qtbot.waitUntil(lambda: workstation.window.workspace is not None)
    assert not workstation.window.banner.isVisible()


def test_a_password_typed_anew_is_not_overtaken_by_the_old_attempt(workstation, qtbot):
    workstation.server.away = True
    workstation.window.sign_in.submitted.emit("amy", "right", False)
    qtbot.waitUntil(lambda: workstation.backend.connection.is_away)
    workstation.type("x")
    workstation.server.away = False
    workstation.backend.connection.report(True)
    qtbot.waitUntil(lambda: not workstation.backend.connection.is_away)
    assert workstation.window.workspace is None
    assert len(workstation.server.of(SignIn)) == 1


def test_only_permitted_tabs_stand_on_the_rail(workstation):
    workstation.server.permissions = (Permission.STOCK_READ,)
    workspace = workstation.sign_in()
    assert workspace._navigation.keys() == [("Ctrl+1", "Pharmacy")]


def test_a_person_without_any_screen_is_told_what_to_do(workstation):
    workstation.server.permissions = ()
    workspace = workstation.sign_in()
    assert workspace.tab is None
    assert "administrator" in workspace._nothing.accessibleName()


def test_tabs_are_changed_by_key_and_keep_what_was_typed(workstation):
    workstation.sign_in()
    workstation.type("half a na")
    workstation.press(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert workstation.page is workstation.pages[1]
    workstation.press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert workstation.page.field.text() == "half a na"
    assert workstation.page.field.hasFocus()


def test_locking_keeps_the_tabs_and_signs_out(workstation, qtbot):
    first = workstation.sign_in()
    workstation.type("half a na")
    workstation.press(Qt.Key.Key_F12)
    assert workstation.window.workspace is None
    assert workstation.backend.current.access() == ""
    qtbot.waitUntil(lambda: len(workstation.server.of(SignOut)) == 1)
    again = workstation.sign_in()
    assert again is first
    assert workstation.page.field.text() == "half a na"
    assert workstation.page.field.hasFocus()


def test_another_person_gets_a_desk_of_his_own(workstation):
    amys = workstation.sign_in("amy")
    workstation.type("amy's note")
    workstation.desk.lock()
    bos = workstation.sign_in("bo")
    assert bos is not amys
    assert workstation.page.field.text() == ""
    workstation.desk.lock()
    assert workstation.sign_in("amy") is amys
    assert workstation.page.field.text() == "amy's note"


def test_what_a_locked_person_asked_for_waits_for_him(workstation, qtbot):
    workstation.server.answers[FindPatients] = "found"
    context, home = workstation.sign_in("amy").context, []
    workstation.desk.lock()
    context.tasks.run(FIND, home.append, home.append)
    workstation.sign_in("bo")
    assert workstation.server.of(FindPatients) == []
    workstation.desk.lock()
    workstation.sign_in("amy")
    qtbot.waitUntil(lambda: home == ["found"])


def test_when_the_sign_in_ends_the_request_is_sent_again_after_the_next(workstation, qtbot):
    answers = [SignInNeeded(), "found"]
    workstation.server.answers[FindPatients] = lambda _: answers.pop(0)
    context, home = workstation.sign_in().context, []
    context.tasks.run(FIND, home.append, home.append)
    qtbot.waitUntil(lambda: workstation.window.workspace is None)
    assert "Your sign-in has ended" in said(workstation)
    workstation.sign_in()
    qtbot.waitUntil(lambda: home == ["found"])


def test_changed_rights_make_a_new_desk(workstation):
    first = workstation.sign_in()
    workstation.desk.lock()
    workstation.server.permissions = (Permission.STOCK_READ,)
    assert workstation.sign_in() is not first


def test_news_reach_a_locked_person_when_he_is_back(workstation, qtbot):
    heard = []
    workstation.sign_in().context.changes.subscribe({Topic.QUEUE}, heard.append)
    workstation.backend.changes.news.emit((Changed(topic=Topic.QUEUE, ref=1),))
    assert heard == [(Changed(topic=Topic.QUEUE, ref=1),)]
    workstation.desk.lock()
    workstation.backend.changes.news.emit((Changed(topic=Topic.QUEUE, ref=2),))
    assert len(heard) == 1
    workstation.sign_in()
    assert heard[1] == (Changed(topic=Topic.QUEUE, ref=None),)


def test_a_desk_that_stands_idle_locks_itself(workstation):
    workstation.sign_in()
    workstation.desk._idle.idle.emit()
    assert workstation.window.workspace is None
    assert "10 minutes" in said(workstation)


def test_a_question_is_answered_at_the_side_and_the_command_goes_again(workstation, qtbot):
    finding = {"code": "RX-09", "level": "REASON", "subject": "D1", "params": {"drug": "x"}}
    workstation.server.answers[BookAppointment] = lambda consents: (
        "booked" if consents else Confirm(findings=[finding])
    )
    workspace, home = workstation.sign_in(), []
    workspace.context.tasks.run(BOOK, home.append, home.append)
    qtbot.waitUntil(lambda: workspace._side.panel is not None)
    assert not workstation.page.isEnabled()
    workstation.type("the patient knows")
    workstation.press(Qt.Key.Key_Return)
    workstation.press(Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: home == ["booked"])
    (consent,) = workstation.server.sent[-1][1]
    assert (consent.code, consent.subject, consent.reason) == ("RX-09", "D1", "the patient knows")
    assert workstation.page.pressed == 0
    assert workstation.page.field.hasFocus()


def test_escape_declines_and_the_next_question_is_asked(workstation, qtbot):
    workstation.server.answers[BookAppointment] = Confirm(
        findings=[{"code": "IP-08", "level": "CONFIRM", "subject": "", "params": {}}]
    )
    workspace, home = workstation.sign_in(), []
    for _ in range(2):
        workspace.context.tasks.run(BOOK, home.append, home.append)
    for count in (1, 2):
        qtbot.waitUntil(lambda: workspace._side.panel is not None)
        workstation.press(Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda count=count: len(home) == count)
    assert [type(one) for one in home] == [GivenUp, GivenUp]
    qtbot.waitUntil(lambda: workstation.page.isEnabled())
