"""A second person signs in at the side of the work, with hands on the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from omms_desktop.backend.ports import GivenUp
from omms_desktop.shell.second_person import SecondPersonPanel
from omms_server.contract.faults import SamePerson, SecondPerson, Waiting
from omms_server.contract.pharmacy import Dispense
from omms_server.contract.signing_in import WrongCredentials

ASKED = SecondPerson(permission="dispensing.dispense", what="controlled_drugs")


class Answers:
    """What the tab got."""

    def __init__(self, page):
        self.answers, self.faults = [], []
        request = Dispense(prescription_id=1, version=1)
        page.context.tasks.run(request, self.answers.append, self.faults.append)


@pytest.fixture
def confirming(workstation):
    """Somebody has pressed the key that wants a second person."""
    given = iter([ASKED])
    workstation.server.answers[Dispense] = lambda _: next(given, "dispensed")
    space = workstation.sign_in()
    workstation.page.field.setText("typed before")
    got = Answers(workstation.page)
    workstation.qtbot.waitUntil(lambda: panel(space) is not None)
    return workstation, space, got


def panel(space):
    return space._side.panel if isinstance(space._side.panel, SecondPersonPanel) else None


def fields(space):
    return [one for one in panel(space).findChildren(QLineEdit) if one.isVisible()]


def give(workstation, name, password):
    workstation.type(name)
    workstation.press(Qt.Key.Key_Return)
    workstation.type(password)
    workstation.press(Qt.Key.Key_Return)


def test_name_enter_password_enter_confirms_and_goes_back_to_the_work(confirming):
    workstation, space, got = confirming
    assert "dispensing controlled drugs" in panel(space)._box._what.text()
    give(workstation, "fang", "secret")
    workstation.qtbot.waitUntil(lambda: got.answers == ["dispensed"])
    assert workstation.server.seconds[-1].username == "fang"
    assert workstation.server.seconds[-1].password == "secret"
    assert space._side.panel is None
    assert workstation.page.field.text() == "typed before"
    assert [one.text() for one in space.findChildren(QLineEdit) if one.text() == "secret"] == []


@pytest.mark.parametrize("fault", [WrongCredentials(left=3), SamePerson()])
def test_whoever_will_not_do_reads_it_beside_the_field_and_tries_again(confirming, fault):
    workstation, space, got = confirming
    given = iter([fault])
    workstation.server.answers[Dispense] = lambda _: next(given, "dispensed")
    give(workstation, "fang", "wrong")
    name, password = fields(space)
    workstation.qtbot.waitUntil(lambda: password.text() == "")
    assert name.text() == "fang"
    assert got.faults == []
    password.setFocus()
    workstation.type("right")
    workstation.press(Qt.Key.Key_Return)
    workstation.qtbot.waitUntil(lambda: got.answers == ["dispensed"])


def test_escape_gives_the_command_up(confirming):
    workstation, space, got = confirming
    workstation.press(Qt.Key.Key_Escape)
    assert [type(fault) for fault in got.faults] == [GivenUp]
    assert space._side.panel is None
    assert workstation.page.field.text() == "typed before"


def test_an_empty_password_is_asked_for_and_not_sent(confirming):
    workstation, space, _ = confirming
    sent = len(workstation.server.sent)
    give(workstation, "fang", "")
    assert panel(space) is not None
    assert len(workstation.server.sent) == sent


def test_the_place_in_the_line_is_told_at_sign_in(workstation):
    page = workstation.window.sign_in
    page.show_busy(True)
    workstation.desk.signing_in._busy = True
    workstation.backend.line.hear(Waiting(ahead=12, seconds=4))
    assert "12 come before you" in page._busy._words.text()
