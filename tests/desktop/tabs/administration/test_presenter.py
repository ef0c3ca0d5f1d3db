"""Decisions about the trail, on fakes."""

from datetime import UTC, date, datetime

import pytest

from omms_desktop.tabs.administration.presenter import TrailPresenter
from omms_server.contract.audit import AuditPage, AuditRow, Outcome
from omms_server.contract.faults import Unreachable
from omms_server.contract.staff import StaffPage
from tests.support.fakes import FakeView, HeldTasks


def a_row(number, action="billing.pay_cash", outcome="ok"):
    return AuditRow(
        id=number, at=datetime(2026, 11, 23, 1, 0, tzinfo=UTC), person="薄会计", post="cashier",
        second="", workstation="desk-1", action=action, patient_id=None, patient_number="",
        subject="", outcome=outcome, reason="", sealed=True,
    )  # fmt: skip


def a_page(*rows, more=None):
    return AuditPage(rows=rows, next_before=more)


class Desk:
    def __init__(self):
        self.view, self.tasks = FakeView(), HeldTasks()
        self.presenter = TrailPresenter(self.view, self.tasks, self.view, "Asia/Shanghai")


def test_days_are_the_clinics_and_the_last_one_is_included():
    desk = Desk()
    desk.presenter.show_period(date(2026, 11, 22), date(2026, 11, 23))
    asked = desk.tasks.last.request
    assert asked.since == datetime(2026, 11, 21, 16, 0, tzinfo=UTC)
    assert asked.until == datetime(2026, 11, 23, 16, 0, tzinfo=UTC)


def test_a_period_that_ends_before_it_begins_is_not_asked_for():
    desk = Desk()
    desk.presenter.show_period(date(2026, 11, 23), date(2026, 11, 22))
    assert desk.tasks.sent == []
    assert desk.view.calls[-1][0] == "show_period_wrong"


def test_filters_add_up_and_the_same_filter_is_not_asked_for_again():
    desk = Desk()
    desk.presenter.show_action("billing.")
    desk.presenter.show_patient("00000007")
    desk.presenter.show_patient("00000007")
    asked = desk.tasks.last.request
    assert (asked.action, asked.patient_number) == ("billing.", "00000007")
    assert len(desk.tasks.sent) == 2


def test_a_long_trail_goes_on_by_key_once_at_a_time():
    desk = Desk()
    desk.presenter.load()
    desk.tasks.last.answer(a_page(a_row(9), a_row(8), more=8))
    desk.presenter.load_more()
    desk.presenter.load_more()
    assert [one.before for one in desk.tasks.requests] == [None, 8]
    desk.tasks.last.answer(a_page(a_row(7)))
    rows, more = desk.view.seen["rows"]
    assert ([row.id for row in rows], more) == ([9, 8, 7], False)
    desk.presenter.load_more()
    assert len(desk.tasks.sent) == 2


def test_an_older_reading_that_answers_late_is_dropped():
    desk = Desk()
    desk.presenter.load()
    desk.presenter.show_action("billing.")
    desk.tasks.sent[1].answer(a_page(a_row(5)))
    desk.tasks.sent[0].answer(a_page(a_row(9, "staff.sign_in")))
    assert [row.id for row in desk.view.seen["rows"][0]] == [5]


def test_after_a_failure_more_can_be_asked_for_again():
    desk = Desk()
    desk.presenter.load()
    desk.tasks.last.answer(a_page(a_row(9), more=9))
    desk.presenter.load_more()
    desk.tasks.last.fail(Unreachable())
    desk.presenter.load_more()
    assert len(desk.tasks.sent) == 3
    assert [fault.code for fault in desk.view.faults] == ["unreachable"]


def test_a_person_and_an_outcome_are_asked_for_too():
    desk = Desk()
    desk.presenter.show_person(7)
    desk.presenter.show_outcome(Outcome.REFUSED)
    asked = desk.tasks.last.request
    assert (asked.person_id, asked.outcome) == (7, Outcome.REFUSED)
    desk.presenter.show_person(None)
    assert desk.tasks.last.request.person_id is None


@pytest.mark.parametrize("typed", ["abc", "１２３", "1" * 21])
def test_what_is_no_patients_number_is_told_and_not_asked_for(typed):
    desk = Desk()
    desk.presenter.show_patient(typed)
    assert desk.tasks.sent == []
    assert desk.view.calls[-1][0] == "show_number_wrong"


def test_only_the_answer_to_the_latest_search_for_a_person_counts():
    desk = Desk()
    desk.presenter.find_people("l")
    desk.presenter.find_people("ldf")
    desk.tasks.sent[0].answer(StaffPage(rows=(), next_after=None))
    assert "people" not in desk.view.seen
    desk.tasks.sent[1].answer(StaffPage(rows=(), next_after=None))
    assert desk.view.seen["people"] == ()
    desk.presenter.find_people("x" * 500)
    assert len(desk.tasks.sent) == 2


def test_details_that_cannot_be_opened_leave_the_list_loading():
    desk = Desk()
    desk.presenter.load()
    desk.presenter.open_details(9)
    desk.tasks.last.fail(Unreachable())
    desk.tasks.sent[0].answer(a_page(a_row(9)))
    assert [row.id for row in desk.view.seen["rows"][0]] == [9]


def test_what_was_given_up_is_shown_no_more_and_more_can_be_asked_for():
    desk = Desk()
    desk.presenter.load()
    desk.tasks.last.answer(a_page(a_row(9), more=9))
    desk.presenter.load_more()
    desk.presenter.give_up()
    desk.tasks.last.answer(a_page(a_row(8)))
    assert [row.id for row in desk.view.seen["rows"][0]] == [9]
    desk.presenter.load_more()
    assert len(desk.tasks.sent) == 3
