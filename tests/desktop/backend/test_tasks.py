"""Requests on threads: answers come home on the GUI thread, and the GUI thread never waits."""

import threading

import pytest

from omms_desktop.backend.changes import ChangesThread
from omms_desktop.backend.connection import Connection
from omms_desktop.backend.kept_tokens import NoTokens
from omms_desktop.backend.sending import OffGuiThread
from omms_desktop.backend.signed_in import CurrentSignIn
from omms_desktop.backend.tasks import ThreadedTasks
from omms_server.contract.events import Changed, Events, EventsAfter, Topic
from omms_server.contract.faults import Internal, NotFound, Unreachable
from omms_server.contract.patients import FindPatients
from tests.support.fakes import FixedClock, person, signed_in

FIND = FindPatients(text="li")


class FakeClient:
    """Answers by a function; counts the threads it is used on."""

    def __init__(self, answer):
        self.answer, self.threads, self.closed = answer, set(), threading.Event()

    def send(self, request, **_how):
        self.threads.add(threading.current_thread().name)
        return self.answer(request)

    def close(self):
        self.closed.set()


@pytest.fixture
def connection(qapp):
    return Connection(FixedClock())


@pytest.fixture
def desk(connection):
    made = []

    def make(answer):
        now = CurrentSignIn(lambda _: signed_in(), NoTokens())
        client = FakeClient(answer)
        tasks = ThreadedTasks(OffGuiThread(client), now, connection)
        made.append(tasks)
        return tasks, client, now

    yield make
    for tasks in made:
        tasks.close()


def run(qtbot, tasks, request=FIND):
    home = []
    tasks.run(
        request,
        lambda answer: home.append((answer, threading.current_thread())),
        lambda fault: home.append((fault, threading.current_thread())),
    )
    qtbot.waitUntil(lambda: bool(home))
    return home[0]


def test_an_answer_comes_home_on_the_gui_thread(qtbot, desk):
    tasks, client, _ = desk(lambda _: "found")
    assert run(qtbot, tasks) == ("found", threading.main_thread())
    assert client.threads == {"call_0"}


def test_a_fault_comes_home_as_a_fault(qtbot, desk):
    def refuse(request):
        raise NotFound(what="patient")

    tasks, _, _ = desk(refuse)
    fault, _ = run(qtbot, tasks)
    assert fault.params == {"what": "patient"}


def test_a_mistake_of_ours_becomes_a_reference_without_what_was_typed(qtbot, desk, caplog):
    def stumble(request):
        raise ValueError("李雷 110101199003070036")

    tasks, _, _ = desk(stumble)
    fault, _ = run(qtbot, tasks)
    assert isinstance(fault, Internal)
    assert fault.params["ref"] in caplog.text
    assert "李雷" not in caplog.text


def test_a_cancelled_answer_is_dropped(qtbot, desk):
    go, home = threading.Event(), []
    tasks, _, _ = desk(lambda _: go.wait(5))
    tasks.run(FIND, home.append, home.append).cancel()
    go.set()
    run(qtbot, tasks)
    assert home == []


def test_the_gui_thread_may_not_send(desk):
    _, client, _ = desk(lambda _: "found")
    with pytest.raises(RuntimeError, match="block the screen"):
        OffGuiThread(client).send(FIND)


def test_a_request_that_waited_for_a_thread_is_not_sent_for_the_next_person(qtbot, desk):
    go, tokens = threading.Event(), []

    def answer(request):
        go.wait(5)
        tokens.append(now.access())
        return "found"

    tasks, _, now = desk(answer)
    now.accept(signed_in(person(1, "Amy")))
    home = []
    tasks.run(FIND, home.append, home.append)
    now.accept(signed_in(person(2, "Bo"), era=2))
    go.set()
    qtbot.waitUntil(lambda: bool(home))
    assert tokens == [""]


def test_the_connection_tells_when_the_server_goes_and_comes(qtbot, desk, connection):
    state = {"up": False}

    def answer(request):
        if not state["up"]:
            raise Unreachable(reason="connecting")
        return "found"

    tasks, _, _ = desk(answer)
    with qtbot.waitSignal(connection.changed):
        tasks.run(FIND, print, lambda _: None)
    assert connection.away_since == FixedClock().now()
    state["up"] = True
    with qtbot.waitSignal(connection.changed):
        tasks.run(FIND, lambda _: None, print)
    assert not connection.is_away


def test_news_arrive_on_the_gui_thread(qtbot, connection):
    changed = Changed(topic=Topic.QUEUE, ref=3)
    cursors = []

    def answer(request: EventsAfter):
        cursors.append(request.cursor)
        if len(cursors) > 2:
            client.closed.wait(5)
            raise Unreachable(reason="closed")
        return Events(cursor=str(len(cursors)), changed=(changed,), missed=False)

    client = FakeClient(answer)
    changes = ChangesThread(client, connection)
    heard = []
    changes.news.connect(lambda news: heard.append((news, threading.current_thread())))
    changes.start()
    qtbot.waitUntil(lambda: len(heard) == 2)
    changes.close()
    assert heard[0] == ((changed,), threading.main_thread())
    assert cursors == ["", "1", "2"]


def test_hurrying_ends_a_pause(qtbot, connection):
    asked = []

    def answer(request):
        asked.append(request)
        raise Unreachable(reason="connecting")

    changes = ChangesThread(FakeClient(answer), connection)
    changes._listener.jitter = lambda *_: 60
    changes.start()
    qtbot.waitUntil(lambda: len(asked) == 1)
    qtbot.waitUntil(lambda: connection.is_away)
    changes.hurry()
    qtbot.waitUntil(lambda: len(asked) >= 2)
    changes.close()
