"""Between a wish and its answer: questions, a sign-in that ended, an unknown outcome."""

import pytest

from omms_desktop.backend.asking import AskingTasks, questions_of
from omms_desktop.backend.door import MOST_WAITING, Door
from omms_desktop.backend.ports import GivenUp
from omms_desktop.backend.wishes import Wishes
from omms_server.contract.faults import (
    Confirm,
    Fault,
    NotFound,
    SamePerson,
    SecondNotAllowed,
    SecondPerson,
    SignInNeeded,
    Unreachable,
)
from omms_server.contract.patients import FindPatients
from omms_server.contract.scheduling import BookAppointment
from omms_server.contract.signing_in import Locked, WrongCredentials
from omms_server.contract.wire import SecondSignIn
from tests.support.fakes import FakeQuestions, FakeSeconds, HeldTasks

BOOK = BookAppointment(patient_id=1, slot_id=2)
FIND = FindPatients(text="li")
TWO = Confirm(
    findings=[
        {"code": "RX-09", "level": "REASON", "subject": "D0001", "params": {"drug": "x"}},
        {"code": "IP-08", "level": "CONFIRM", "subject": "", "params": {}},
    ]
)


class Desk:
    """A person's tasks with everything around them."""

    def __init__(self, reason: str | None = "seen and considered") -> None:
        self.inner = HeldTasks()
        self.questions = FakeQuestions(reason)
        self.sign_ins_asked = 0
        self.door = Door(self._asked)
        self.seconds = FakeSeconds()
        self.tasks = AskingTasks(self.inner, self.questions, self.door, Wishes(), self.seconds)
        self.answers: list[object] = []
        self.faults: list[Fault] = []

    def _asked(self) -> None:
        self.sign_ins_asked += 1

    def run(self, request=BOOK, **how):
        return self.tasks.run(request, self.answers.append, self.faults.append, **how)


def test_a_command_gets_a_key_and_a_query_none():
    desk = Desk()
    desk.run(BOOK)
    desk.run(FIND)
    assert len(desk.inner.sent[0].key or "") == 32
    assert desk.inner.sent[1].key is None


def test_a_given_key_is_used():
    desk = Desk()
    desk.run(BOOK, key="0123456789abcdef")
    assert desk.inner.last.key == "0123456789abcdef"


def test_an_answer_comes_home_once():
    desk = Desk()
    desk.run(FIND)
    desk.inner.last.answer("found")
    assert desk.answers == ["found"]
    assert desk.faults == []


def test_all_findings_are_asked_at_once_and_answered_under_the_same_key():
    desk = Desk()
    desk.run()
    desk.inner.last.fail(TWO)
    assert [[q.code for q in asked] for asked in desk.questions.asked] == [["RX-09", "IP-08"]]
    assert desk.inner.sent[1].key == desk.inner.sent[0].key
    assert [(c.code, c.subject, c.reason) for c in desk.inner.last.consents] == [
        ("RX-09", "D0001", "seen and considered"),
        ("IP-08", "", "seen and considered"),
    ]
    desk.inner.last.answer("booked")
    assert desk.answers == ["booked"]


def test_a_second_question_keeps_the_answers_to_the_first():
    desk = Desk()
    desk.run()
    desk.inner.last.fail(Confirm(findings=[{"code": "A", "level": "CONFIRM", "subject": "1"}]))
    desk.inner.last.fail(Confirm(findings=[{"code": "B", "level": "CONFIRM", "subject": "2"}]))
    assert [c.code for c in desk.inner.last.consents] == ["A", "B"]


def test_only_findings_that_want_a_reason_need_one():
    first, second = questions_of(TWO)
    assert (first.needs_reason, second.needs_reason) == (True, False)


def test_a_confirm_without_findings_is_one_question():
    (question,) = questions_of(Confirm(subject="D7"))
    assert (question.code, question.subject) == ("confirm", "D7")


def test_declining_gives_up_quietly():
    desk = Desk(reason=None)
    desk.run()
    desk.inner.last.fail(TWO)
    assert [type(fault) for fault in desk.faults] == [GivenUp]
    assert len(desk.inner.sent) == 1


def test_after_the_sign_in_ended_the_same_command_goes_again_under_its_key():
    desk = Desk()
    desk.run()
    desk.run(FIND)
    desk.inner.sent[0].fail(SignInNeeded())
    desk.inner.sent[1].fail(SignInNeeded())
    assert desk.sign_ins_asked == 1
    assert desk.faults == []
    desk.door.open()
    assert [one.request for one in desk.inner.sent[2:]] == [BOOK, FIND]
    assert desk.inner.sent[2].key == desk.inner.sent[0].key


def test_nothing_is_sent_while_the_person_is_not_signed_in():
    desk = Desk()
    desk.door.close()
    desk.run()
    assert desk.inner.sent == []
    assert desk.sign_ins_asked == 0
    desk.door.open()
    assert desk.inner.requests == [BOOK]


def test_what_was_cancelled_while_waiting_is_not_sent():
    desk = Desk()
    desk.door.close()
    desk.run().cancel()
    desk.door.open()
    assert desk.inner.sent == []


def test_a_door_holds_only_so_much():
    desk = Desk()
    desk.door.close()
    for _ in range(MOST_WAITING + 1):
        desk.run(FIND)
    assert [type(fault) for fault in desk.faults] == [SignInNeeded]


def test_a_command_without_an_answer_is_repeated_under_its_first_key():
    desk = Desk()
    desk.run()
    desk.inner.last.fail(Unreachable(reason="broken"))
    assert [type(fault) for fault in desk.faults] == [Unreachable]
    desk.run()
    assert desk.inner.sent[1].key == desk.inner.sent[0].key


def test_a_repeat_after_an_unknown_outcome_keeps_the_consents():
    desk = Desk()
    desk.run()
    desk.inner.last.fail(TWO)
    desk.inner.last.fail(Unreachable(reason="broken"))
    desk.run()
    assert [c.code for c in desk.inner.last.consents] == ["RX-09", "IP-08"]


@pytest.mark.parametrize("end", ["answer", "fault"])
def test_once_the_server_has_answered_the_next_wish_is_a_new_one(end):
    desk = Desk()
    desk.run()
    desk.inner.last.fail(Unreachable(reason="broken"))
    desk.run()
    if end == "answer":
        desk.inner.last.answer("booked")
    else:
        desk.inner.last.fail(NotFound(what="slot"))
    desk.run()
    assert desk.inner.sent[2].key != desk.inner.sent[0].key


def test_another_command_has_another_key_meanwhile():
    desk = Desk()
    desk.run()
    desk.inner.last.fail(Unreachable(reason="broken"))
    desk.run(BookAppointment(patient_id=1, slot_id=3))
    assert desk.inner.sent[1].key != desk.inner.sent[0].key


def test_a_cancelled_request_says_nothing_and_keeps_its_key():
    desk = Desk()
    desk.run().cancel()
    desk.inner.last.answer("late")
    assert desk.answers == []
    desk.run()
    assert desk.inner.sent[1].key == desk.inner.sent[0].key


def test_a_question_answered_after_cancelling_sends_nothing():
    desk = Desk()
    desk.questions.hold = True
    ticket = desk.run()
    desk.inner.last.fail(TWO)
    ticket.cancel()
    desk.questions.accepted[0](())
    assert len(desk.inner.sent) == 1


def test_a_question_that_a_command_s_answer_overtook_is_asked_again():
    desk = Desk()
    desk.run(FIND)
    desk.run(BOOK)
    overtaken, booking = desk.inner.sent
    booking.answer("booked")
    overtaken.answer("as it was")
    assert desk.answers == ["booked"]
    desk.inner.last.answer("as it is")
    assert desk.answers == ["booked", "as it is"]


def test_a_question_answered_before_the_command_comes_home_as_it_is():
    desk = Desk()
    desk.run(FIND)
    desk.run(BOOK)
    asked, booking = desk.inner.sent
    asked.answer("found")
    booking.answer("booked")
    assert desk.answers == ["found", "booked"]
    assert len(desk.inner.sent) == 2


def test_a_command_that_was_refused_overtakes_nothing():
    desk = Desk()
    desk.run(FIND)
    desk.run(BOOK)
    asked, booking = desk.inner.sent
    booking.fail(NotFound(what="slot"))
    asked.answer("found")
    assert desk.answers == ["found"]


def test_a_command_s_answer_is_never_asked_for_again():
    desk = Desk()
    desk.run(BOOK)
    desk.run(BookAppointment(patient_id=3, slot_id=4))
    first, second = desk.inner.sent
    second.answer("second")
    first.answer("first")
    assert desk.answers == ["second", "first"]
    assert len(desk.inner.sent) == 2


def test_an_overtaken_question_that_was_given_up_is_not_asked_again():
    desk = Desk()
    ticket = desk.run(FIND)
    desk.run(BOOK)
    overtaken, booking = desk.inner.sent
    booking.answer("booked")
    ticket.cancel()
    overtaken.answer("as it was")
    assert desk.answers == ["booked"]
    assert len(desk.inner.sent) == 2


ASKED = SecondPerson(permission="dispensing.dispense", what="controlled_drugs")
FANG = SecondSignIn(username="fang", password="correct horse 9")


def confirming():
    """A desk whose command wants a second person, who has just signed in."""
    desk = Desk()
    desk.run()
    desk.inner.last.fail(ASKED)
    assert desk.seconds.asked == [ASKED]
    desk.seconds.given(FANG)
    return desk


def test_a_second_person_confirms_under_the_same_key():
    desk = confirming()
    first, again = desk.inner.sent
    assert (first.second, again.second) == (None, FANG)
    assert first.key == again.key
    again.answer("dispensed")
    assert desk.answers == ["dispensed"]
    assert desk.seconds.settled == 1


@pytest.mark.parametrize(
    "fault", [WrongCredentials(left=4), Locked(until=""), SamePerson(), SecondNotAllowed()]
)
def test_a_second_person_who_will_not_do_is_told_and_may_try_again(fault):
    desk = confirming()
    desk.inner.last.fail(fault)
    assert desk.seconds.refused == [fault]
    assert desk.faults == []
    assert desk.seconds.settled == 0
    desk.seconds.given(FANG)
    desk.inner.last.answer("dispensed")
    assert desk.answers == ["dispensed"]


def test_without_a_second_person_the_command_is_given_up():
    desk = Desk()
    desk.run()
    desk.inner.last.fail(ASKED)
    desk.seconds.declined()
    assert [type(fault) for fault in desk.faults] == [GivenUp]
    assert len(desk.inner.sent) == 1


def test_any_other_refusal_lets_the_second_person_go_and_is_the_tabs():
    desk = confirming()
    fault = NotFound(what="prescription")
    desk.inner.last.fail(fault)
    assert desk.faults == [fault]
    assert desk.seconds.settled == 1


def test_the_second_password_is_not_kept_for_a_wish_of_unknown_outcome():
    desk = confirming()
    desk.inner.last.fail(Unreachable(reason="timeout"))
    desk.run()
    assert desk.inner.sent[2].key == desk.inner.sent[0].key
    assert desk.inner.sent[2].second is None


def test_the_second_password_does_not_wait_for_another_sign_in():
    desk = confirming()
    desk.inner.last.fail(SignInNeeded())
    desk.door.open()
    assert desk.inner.last.second is None
    assert desk.seconds.settled == 1


def test_wrong_credentials_of_nobody_second_are_the_tabs():
    desk = Desk()
    desk.run()
    desk.inner.last.fail(WrongCredentials(left=4))
    assert desk.seconds.refused == []
    assert len(desk.faults) == 1
