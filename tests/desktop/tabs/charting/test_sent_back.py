"""What the pharmacist sent back: listed, told when it comes, opened to be corrected."""

import pytest

from omms_desktop.tabs.charting.sent_back import SentBackPresenter
from omms_server.contract.charting import SentBack, StartEncounter
from omms_server.contract.faults import Unreachable
from tests.desktop.tabs.charting.records import AT, an_encounter
from tests.support.fakes import FakeView, HeldTasks


def a_row(number):
    return SentBack(
        prescription_id=number, number=f"R{number}", appointment_id=number + 100, patient="李秀英",
        pharmacist="陈药师", at=AT, remark="剂量请核对",
    )  # fmt: skip


class Desk:
    def __init__(self):
        self.view, self.tasks, self.opened = FakeView(), HeldTasks(), []
        self.presenter = SentBackPresenter(
            self.view, self.tasks, self.view, lambda *what: self.opened.append(what)
        )

    def loads(self, *rows):
        self.presenter.load()
        self.tasks.last.answer(rows)

    @property
    def told(self):
        return [values[0] for name, values in self.view.calls if name == "tell_sent_back"]


@pytest.fixture
def desk():
    return Desk()


def test_what_waits_at_the_beginning_is_listed_and_only_what_comes_later_is_told(desk):
    desk.loads(a_row(1))
    assert desk.view.seen["sent_back"] == (a_row(1),)
    assert desk.told == []
    desk.loads(a_row(1), a_row(2))
    assert desk.told == [a_row(2)]
    desk.loads(a_row(2))
    assert (desk.told, desk.presenter.rows) == ([a_row(2)], (a_row(2),))


def test_an_older_list_that_comes_late_is_dropped(desk):
    desk.presenter.load()
    late = desk.tasks.last
    desk.loads()
    late.answer((a_row(1),))
    late.fail(Unreachable(reason="connecting"))
    assert desk.presenter.rows == ()
    assert not desk.view.faults


def test_opening_one_opens_its_visit_to_correct_it(desk):
    desk.loads(a_row(1), a_row(2))
    desk.presenter.open(2)
    assert desk.tasks.last.request == StartEncounter(appointment_id=102)
    desk.tasks.last.answer(an_encounter())
    assert desk.opened == [(an_encounter(), 2)]
    desk.presenter.open(7)
    assert len(desk.tasks.of(StartEncounter)) == 1
