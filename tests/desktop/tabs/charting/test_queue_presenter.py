"""The queue: whose it is, what is chosen, and what comes of calling."""

from datetime import date

import pytest

from omms_desktop.clinic.times import ClinicTime
from omms_desktop.tabs.charting.queue_presenter import QueuePresenter, Whose
from omms_server.contract.charting import StartEncounter
from omms_server.contract.scheduling import (
    AppointmentState,
    CallNext,
    ListAppointments,
    LoadQueue,
    QueueEmpty,
    QueueRow,
)
from omms_server.contract.types import Sex
from tests.desktop.tabs.charting.records import AT, an_encounter
from tests.support.fakes import FakeView, FixedClock, HeldTasks

ON = date(2026, 11, 23)


def row(number, state=AppointmentState.CHECKED_IN):
    return QueueRow(
        appointment_id=number + 100, number=number, patient_id=number + 50, patient="张晓明",
        sex=Sex.MALE, born_on=date(1990, 1, 1), starts_at=AT, state=state, checked_in_at=AT,
        fee_paid=False, misses=0,
    )  # fmt: skip


@pytest.fixture
def tasks():
    return HeldTasks()


@pytest.fixture
def view():
    return FakeView()


@pytest.fixture
def opened():
    return []


@pytest.fixture
def queue(view, tasks, opened):
    whose = Whose(4, FixedClock(), ClinicTime("Asia/Shanghai"))
    return QueuePresenter(view, tasks, view, whose, opened.append)


def test_it_is_ones_own_queue_of_the_clinics_day(queue, tasks):
    queue.load()
    assert tasks.last.request == LoadQueue(doctor_id=4, on=ON)


def test_an_older_list_that_answers_late_is_dropped(queue, tasks, view):
    queue.load()
    late = tasks.last
    queue.load()
    tasks.last.answer((row(2),))
    late.answer((row(1),))
    assert [one.number for one in queue.rows] == [2]


def test_the_chosen_patient_is_offered_what_his_new_state_allows(queue, tasks, view):
    queue.load()
    tasks.last.answer((row(1),))
    queue.choose(queue.rows[0])
    queue.load()
    tasks.last.answer((row(1, AppointmentState.CALLED),))
    assert view.seen["choice"].state is AppointmentState.CALLED


def test_nobody_waiting_is_told(queue, tasks, view):
    queue.call_next()
    assert tasks.last.request == CallNext(doctor_id=4, on=ON)
    tasks.last.fail(QueueEmpty())
    assert isinstance(view.faults[-1], QueueEmpty)


def test_a_visit_that_is_begun_is_handed_on_and_the_list_loaded(queue, tasks, opened):
    queue.load()
    tasks.last.answer((row(1, AppointmentState.CALLED),))
    queue.start(queue.rows[0])
    assert tasks.last.request == StartEncounter(appointment_id=101)
    tasks.last.answer(an_encounter())
    assert opened == [an_encounter()]
    assert isinstance(tasks.last.request, LoadQueue)


def test_those_already_seen_can_be_listed(queue, tasks):
    queue.show_seen(True)
    assert isinstance(tasks.last.request, ListAppointments)
    assert tasks.last.request.states == (AppointmentState.FINISHED,)


def test_a_patient_found_is_chosen_in_the_list_or_said_not_to_be_here(queue, tasks, view):
    queue.load()
    tasks.last.answer((row(1),))
    queue.choose_patient(51)
    assert view.seen["select"] == 101
    queue.choose_patient(999)
    assert view.calls[-1][0] == "show_not_here"
