"""What the desk decides, on fakes: late answers, paging, news, rights."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from omms_desktop.backend.tab_context import TabContext
from omms_desktop.clinic.finding import PatientFinder
from omms_desktop.tabs.registration.counter import Counter
from omms_desktop.tabs.registration.enrolment import carried
from omms_desktop.tabs.registration.presenter import RegistrationPresenter
from omms_desktop.tabs.registration.steps import Step, first_choice, is_cancellable, step_of
from omms_desktop.tabs.registration.today import Shown, Today
from omms_server.contract.events import Topic
from omms_server.contract.faults import Unreachable
from omms_server.contract.patients import AllergyState, Banner, FoundPatients, PatientRow
from omms_server.contract.permissions import Permission
from omms_server.contract.scheduling import (
    Appointment,
    AppointmentsPage,
    AppointmentState,
    Arrival,
    Channel,
    CheckIn,
    ListAppointments,
    ListSessions,
    LoadArrival,
)
from omms_server.contract.types import Sex
from tests.support.fakes import (
    FakeChanges,
    FakePapers,
    FakeView,
    FixedClock,
    FixedLanguage,
    HeldTasks,
    asking,
    signed_in,
)

NINE, HALF_PAST = (datetime(2026, 11, 23, 1, minute, tzinfo=UTC) for minute in (0, 30))
STATE = AppointmentState


def appointment(number=1, state=STATE.BOOKED, **changes):
    given = {
        "id": number, "number": number, "patient_id": 7, "patient_number": "00000007",
        "patient": "林晓燕", "sex": Sex.FEMALE, "born_on": date(1990, 1, 1), "phone_tail": "5678",
        "department": "内科", "doctor_id": 3, "doctor": "林大夫", "room": "101",
        "starts_at": NINE, "ends_at": HALF_PAST, "state": state, "channel": Channel.COUNTER,
        "checked_in_at": None, "fee": 1100, "fee_paid": False, "bill_id": None,
    }  # fmt: skip
    return Appointment(**{**given, **changes})


def arrival(patient_id=7, *today):
    banner = Banner(
        patient_id=patient_id, number="00000007", name="林晓燕", sex=Sex.FEMALE,
        born_on=date(1990, 1, 1), identity_verified=True, phone_tail="5678",
        allergy_state=AllergyState.NOT_ASKED, allergies=(),
    )  # fmt: skip
    return Arrival(banner=banner, today=today)


@pytest.fixture
def tasks():
    return HeldTasks()


@pytest.fixture
def view():
    return FakeView()


@pytest.fixture
def context(tasks, view):
    me = signed_in()
    return TabContext(
        tasks=tasks, notices=view, changes=FakeChanges(), papers=FakePapers(), person=me.person,
        permissions=frozenset(Permission), clinic=me.clinic, language=FixedLanguage(),
        clock=FixedClock(),
    )  # fmt: skip


@pytest.fixture
def counter(context, view):
    counter = Counter(context)
    for part in (counter, counter.booking, counter.cash):
        part.attach(view)
    return counter


@pytest.mark.parametrize(
    ("state", "paid", "bill", "step"),
    [
        (STATE.BOOKED, False, None, Step.CHECK_IN),
        (STATE.CHECKED_IN, False, 5, Step.PAY),
        (STATE.CHECKED_IN, True, 5, Step.SLIP),
        (STATE.CALLED, False, None, Step.SLIP),
        (STATE.FINISHED, True, 5, Step.OVER),
        (STATE.CANCELLED, False, None, Step.OVER),
        (STATE.NO_SHOW, False, None, Step.OVER),
    ],
)
def test_the_next_step_follows_from_state_and_fee(state, paid, bill, step):
    assert step_of(appointment(1, state, fee_paid=paid, bill_id=bill), settles=True) is step


def test_who_takes_no_money_goes_straight_to_the_slip():
    unpaid = appointment(1, STATE.CHECKED_IN, bill_id=5)
    assert step_of(unpaid, settles=False) is Step.SLIP


def test_a_patient_came_for_what_is_not_done_yet():
    rows = (
        appointment(1, STATE.CANCELLED),
        appointment(2, STATE.CHECKED_IN, bill_id=5, fee_paid=True),
        appointment(3, STATE.CHECKED_IN, bill_id=6),
    )
    assert first_choice(rows).number == 3
    assert first_choice((*rows, appointment(4))).number == 4
    assert first_choice(rows[:1]) is None


def test_a_paid_or_called_number_is_not_given_back_here():
    assert is_cancellable(appointment(1))
    assert not is_cancellable(appointment(1, STATE.CHECKED_IN, fee_paid=True))
    assert not is_cancellable(appointment(1, STATE.CALLED))


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ("欧阳𠮷", {"name": "欧阳𠮷"}),
        ("11010519491231002x", {"identity_number": "11010519491231002X"}),
        ("13912345678", {"phone": "13912345678"}),
        ("lxy", {}),
        ("5678", {}),
        ("", {}),
    ],
)
def test_what_found_nobody_goes_to_the_field_it_belongs_to(typed, field):
    assert carried(typed) == field


def test_a_late_answer_of_a_search_is_dropped(context, tasks, view):
    finder = PatientFinder(context)
    finder.attach(view)
    finder.search("li")
    finder.search("lin")
    row = PatientRow(
        id=1, number="1", name="林", sex=Sex.MALE, born_on=date(1990, 1, 1), phone_tail="1",
        identity_masked="",
    )  # fmt: skip
    tasks.sent[1].answer(FoundPatients(rows=(row,), more=False))
    tasks.sent[0].answer(FoundPatients(rows=(), more=False))
    assert view.seen["found"] == (row,)


def test_a_text_longer_than_any_key_is_not_sent(context, tasks, view):
    finder = PatientFinder(context)
    finder.attach(view)
    finder.search("x" * 61)
    assert not tasks.sent
    assert view.seen["found"] == ()


def test_a_late_patient_does_not_replace_the_one_asked_for_after_him(counter, tasks):
    counter.open(7)
    counter.open(8)
    tasks.sent[1].answer(arrival(8))
    tasks.sent[0].answer(arrival(7))
    assert counter.here.patient_id == 8


def test_two_presses_check_in_once(counter, tasks):
    counter.open(7)
    tasks.last.answer(arrival(7, appointment()))
    counter.check_in()
    counter.check_in()
    assert len(tasks.of(CheckIn)) == 1
    tasks.last.fail(Unreachable(reason="lost"))
    counter.check_in()
    assert len(tasks.of(CheckIn)) == 2


def test_an_answer_for_the_patient_before_stays_with_him(counter, tasks):
    counter.open(7)
    tasks.last.answer(arrival(7, appointment()))
    counter.check_in()
    check_in = tasks.last
    counter.open(8)
    tasks.last.answer(arrival(8))
    check_in.answer(appointment(1, STATE.CHECKED_IN, checked_in_at=NINE))
    assert counter.here.patient_id == 8
    assert counter.here.today == ()
    assert counter.step is Step.BOOK


def test_news_asked_for_before_a_check_in_was_answered_do_not_take_it_back(context, tasks, view):
    counter = Counter(replace(context, tasks=asking(tasks)))
    counter.attach(view)
    booked = appointment()
    here = appointment(state=STATE.CHECKED_IN, checked_in_at=NINE, bill_id=5)
    counter.open(7)
    tasks.last.answer(arrival(7, booked))
    counter.check_in()
    check_in = tasks.last
    counter.refresh()
    overtaken = tasks.last
    check_in.answer(here)

    overtaken.answer(AppointmentsPage(rows=(booked,), total=1))
    assert counter.step is Step.PAY
    assert len(tasks.of(ListAppointments)) == 2


def test_who_may_not_book_is_offered_no_sessions(context, tasks, view):
    counter = Counter(replace(context, permissions=frozenset({Permission.CHECK_IN})))
    counter.attach(view)
    counter.open(7)
    tasks.last.answer(arrival(7))
    assert counter.step is Step.OVER
    assert not tasks.of(ListSessions)


def test_pages_are_added_and_a_reload_brings_all_of_them(context, tasks, view):
    today = Today(context)
    today.attach(view)
    today.choose(Shown.ALL)
    first = tuple(appointment(n) for n in range(1, 51))
    tasks.last.answer(AppointmentsPage(rows=first, total=60))
    today.more()
    tasks.last.answer(AppointmentsPage(rows=first, total=60))
    assert tasks.last.request.page == 2
    second = tuple(appointment(n) for n in range(50, 61))
    tasks.last.answer(AppointmentsPage(rows=second, total=60))
    rows, total, shown = view.seen["appointments"]
    assert [row.id for row in rows] == list(range(1, 61))
    assert (total, shown) == (60, Shown.ALL)


def test_news_during_a_reload_cause_exactly_one_more(context, tasks, view):
    today = Today(context)
    today.attach(view)
    for _ in range(4):
        today.reload()
    assert len(tasks.of(ListAppointments)) == 1
    tasks.last.answer(AppointmentsPage(rows=(), total=0))
    assert len(tasks.of(ListAppointments)) == 2
    tasks.last.answer(AppointmentsPage(rows=(), total=0))
    assert len(tasks.of(ListAppointments)) == 2


def test_another_filter_drops_the_answer_to_the_one_before(context, tasks, view):
    today = Today(context)
    today.attach(view)
    today.choose(Shown.WAITING)
    today.choose(Shown.ALL)
    tasks.sent[1].answer(AppointmentsPage(rows=(appointment(2),), total=1))
    tasks.sent[0].answer(AppointmentsPage(rows=(appointment(1),), total=1))
    assert [row.id for row in view.seen["appointments"][0]] == [2]


class Views:
    """Every part of the screen is the same fake."""

    def __init__(self, view):
        self.finder = self.today = self.counter = self.booking = view
        self.cash = self.enrolment = self.allergies = view


def test_news_of_others_leave_the_open_patient_alone(context, tasks, view):
    presenter = RegistrationPresenter(context)
    presenter.attach(Views(view))
    presenter.counter.open(7)
    tasks.last.answer(arrival(7, appointment()))
    before = len(tasks.sent)
    context.changes.happen(Topic.PATIENTS, 99)
    assert len(tasks.sent) == before
    context.changes.happen(Topic.PATIENTS, 7)
    assert isinstance(tasks.last.request, LoadArrival)
    context.changes.happen(Topic.APPOINTMENTS, 1)
    assert tasks.last.request.patient_id == 7
    tasks.last.answer(AppointmentsPage(rows=(appointment(1, STATE.CANCELLED),), total=1))
    assert presenter.counter.here.today[0].state is STATE.CANCELLED
