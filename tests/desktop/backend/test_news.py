"""Listening for news: nothing is missed, and a server in trouble is not pressed."""

import pytest

from omms_desktop.backend.news import EVERYTHING, LONGEST_PAUSE, Listener
from omms_server.contract.events import Changed, Events, EventsAfter, Topic
from omms_server.contract.faults import Busy, Fault, NotAllowed, SignInNeeded, Unreachable

QUEUE = Changed(topic=Topic.QUEUE, ref=7)


class Server:
    """Answers from a list."""

    def __init__(self, *answers: Events | Fault) -> None:
        self.answers = list(answers)
        self.cursors: list[str] = []

    def send(self, request: EventsAfter) -> Events:
        self.cursors.append(request.cursor)
        answer = self.answers.pop(0)
        if isinstance(answer, Fault):
            raise answer
        return answer


def listener(*answers):
    server = Server(*answers)
    return server, Listener(server.send, jitter=lambda _least, most: most)


def news(cursor, *changed, missed=False):
    return Events(cursor=cursor, changed=changed, missed=missed)


def test_it_goes_on_from_the_cursor_it_was_given():
    server, ear = listener(news("1"), news("2", QUEUE), news("3"))
    assert ear.listen().changed == ()
    assert ear.listen().changed == (QUEUE,)
    ear.listen()
    assert server.cursors == ["", "1", "2"]


def test_after_a_break_it_catches_up_from_where_it_was():
    server, ear = listener(news("5"), Unreachable(), news("9", QUEUE))
    ear.listen()
    heard = ear.listen()
    assert (heard.answered, heard.pause > 0) == (False, True)
    assert ear.listen().changed == (QUEUE,)
    assert server.cursors[-1] == "5"


def test_a_cursor_too_old_means_reload_everything():
    _, ear = listener(news("5"), news("90", missed=True))
    ear.listen()
    assert ear.listen().changed == EVERYTHING


@pytest.mark.parametrize("fault", [Unreachable(), SignInNeeded()])
def test_a_break_before_the_first_cursor_means_reload_everything(fault):
    _, ear = listener(fault, news("5"))
    ear.listen()
    assert ear.listen().changed == EVERYTHING


def test_it_waits_longer_each_time_up_to_a_bound_and_starts_small_again():
    _, ear = listener(*[Unreachable()] * 7, news("1"), Unreachable())
    pauses = [ear.listen().pause for _ in range(7)]
    assert pauses == [1, 2, 4, 8, LONGEST_PAUSE, LONGEST_PAUSE, LONGEST_PAUSE]
    assert ear.listen().pause == 0
    assert ear.listen().pause == 1


@pytest.mark.parametrize(
    ("fault", "pause"), [(SignInNeeded(), 10), (Busy(seconds=3), 3), (NotAllowed(), 60)]
)
def test_a_refusal_is_an_answer_and_gives_the_server_a_rest(fault, pause):
    _, ear = listener(fault)
    heard = ear.listen()
    assert (heard.answered, heard.pause) == (True, pause)
