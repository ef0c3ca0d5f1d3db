"""The client repeats what may be repeated, under one key, and rebuilds answers and faults."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest

from omms_server.client.connection import ServerAddress
from omms_server.contract.faults import (
    Fault,
    InProgress,
    Internal,
    NotFound,
    SignInNeeded,
    TooLarge,
    Unreachable,
)
from omms_server.contract.wire import Consent, SecondSignIn
from omms_server.core.peers import Peer
from omms_server.core.rpyc_server import RpycServer
from omms_server.core.tls import server_context
from tests.support.rpyc_front import (
    QUICK,
    SERVER_NAME,
    Clinic,
    serving,
    until,
)
from tests.support.scripted_server import Ask, AskForTest, DoForTest, Scripted, fault, hang_up, ok


class Tokens:
    """A token source that has one more token than it shows."""

    def __init__(self, *, can_renew: bool = True) -> None:
        self.token = "old"
        self.can_renew = can_renew
        self.renewals = 0

    def access(self) -> str:
        return self.token

    def renew(self) -> bool:
        self.renewals += 1
        if self.can_renew:
            self.token = "new"
        return self.can_renew


def needs_new_token(call: dict[str, Any], peer: Peer) -> str:
    if call["token"] != "new":
        return fault("sign_in_needed")
    peer.signed_in = True
    return ok("welcome") if call["method"] else fault("unknown_request")


def test_an_answer_is_typed(clinic: Clinic, ask: Ask) -> None:
    handler = Scripted(ok("hello"))
    with serving(clinic, handler) as (_, address):
        told = ask(address).send(AskForTest(text="张三"))
    assert told.text == "hello"
    assert told.at.tzinfo is not None
    assert handler.calls[0]["body"] == {"text": "张三"}
    assert handler.calls[0]["key"] is None


def test_a_fault_is_rebuilt(clinic: Clinic, ask: Ask) -> None:
    handler = Scripted(fault("not_found", what="patient"), fault("from_the_future"))
    with serving(clinic, handler) as (_, address):
        client = ask(address)
        with pytest.raises(NotFound) as caught:
            client.send(AskForTest())
        assert caught.value.params == {"what": "patient"}
        with pytest.raises(Internal):
            client.send(AskForTest())


@pytest.mark.parametrize(
    "text", ["not json", json.dumps({"code": "ok", "data": {"text": "no time"}}), "[]"]
)
def test_an_answer_outside_the_contract_is_our_mistake(clinic: Clinic, ask: Ask, text: str) -> None:
    with serving(clinic, Scripted(text)) as (_, address), pytest.raises(Internal) as caught:
        ask(address).send(AskForTest())
    assert "no time" not in str(caught.value)


def test_a_command_always_has_a_key_and_keeps_a_given_one(clinic: Clinic, ask: Ask) -> None:
    handler = Scripted(ok("done"))
    consent = Consent(code="allergy", subject="J01CA04", reason="tolerated before")
    with serving(clinic, handler) as (_, address):
        client = ask(address)
        client.send(DoForTest())
        client.send(DoForTest(), key="0123456789abcdef", consents=[consent])
    first, second = handler.calls
    assert len(first["key"]) == 32
    assert second["key"] == "0123456789abcdef"
    assert second["consents"][0]["subject"] == "J01CA04"


def test_a_command_in_progress_is_sent_again_under_its_key(clinic: Clinic, ask: Ask) -> None:
    handler = Scripted(fault("in_progress"), fault("in_progress"), ok("done"))
    with serving(clinic, handler) as (_, address):
        assert ask(address).send(DoForTest()).text == "done"
    assert len(handler.calls) == 3
    assert len({call["key"] for call in handler.calls}) == 1


def test_a_command_is_sent_four_times_at_most(clinic: Clinic, ask: Ask) -> None:
    handler = Scripted(fault("in_progress"))
    with serving(clinic, handler) as (_, address), pytest.raises(InProgress):
        ask(address).send(DoForTest())
    assert len(handler.calls) == 4


def test_a_command_without_an_answer_is_sent_again_under_its_key(clinic: Clinic, ask: Ask) -> None:
    handler = Scripted(hang_up, ok("done"))
    with serving(clinic, handler) as (_, address):
        assert ask(address, timeout=0.3).send(DoForTest()).text == "done"
    assert len({call["key"] for call in handler.calls}) == 1
    assert len(handler.calls) == 2


def test_other_faults_are_not_repeated(clinic: Clinic, ask: Ask) -> None:
    handler = Scripted(fault("busy", seconds=1))
    with serving(clinic, handler) as (_, address):
        client = ask(address)
        for request in (DoForTest(), AskForTest()):
            with pytest.raises(Fault):
                client.send(request)
    assert len(handler.calls) == 2


def test_a_query_on_a_connection_that_broke_meanwhile_is_sent_again(
    clinic: Clinic, ask: Ask
) -> None:
    with serving(clinic, Scripted(ok("before"))) as (server, address):
        client = ask(address)
        assert client.send(AskForTest()).text == "before"
        server.stop()
        again = RpycServer(
            Scripted(ok("after")), server_context(clinic.server), *server.address, QUICK
        )
        again.start()
        try:
            assert client.send(AskForTest()).text == "after"
        finally:
            again.stop()


def test_a_query_that_timed_out_is_not_sent_again(clinic: Clinic, ask: Ask) -> None:
    handler = Scripted(hang_up)
    with serving(clinic, handler) as (_, address):
        with pytest.raises(Unreachable) as caught:
            ask(address, timeout=0.2).send(AskForTest())
        assert caught.value.params == {"reason": "timeout"}
        assert len(handler.calls) == 1


def test_a_server_that_is_away_is_unreachable(clinic: Clinic, ask: Ask) -> None:
    with serving(clinic) as (server, _):
        nowhere = ServerAddress(*server.address, SERVER_NAME)
    for request in (DoForTest(), AskForTest()):
        with pytest.raises(Unreachable) as caught:
            ask(nowhere).send(request)
        assert caught.value.params == {"reason": "connecting"}


def test_an_expired_token_is_renewed_once_and_the_call_repeated(clinic: Clinic, ask: Ask) -> None:
    handler, tokens = Scripted(needs_new_token), Tokens()
    with serving(clinic, handler) as (_, address):
        assert ask(address, tokens=tokens).send(DoForTest()).text == "welcome"
    assert [call["token"] for call in handler.calls] == ["old", "new"]
    assert len({call["key"] for call in handler.calls}) == 1
    assert tokens.renewals == 1


@pytest.mark.parametrize("tokens", [None, Tokens(can_renew=False)])
def test_who_cannot_renew_must_sign_in(clinic: Clinic, ask: Ask, tokens: Tokens | None) -> None:
    handler = Scripted(fault("sign_in_needed"))
    with serving(clinic, handler) as (_, address), pytest.raises(SignInNeeded):
        ask(address, tokens=tokens).send(AskForTest())


def test_a_large_first_call_is_introduced_by_a_small_one(clinic: Clinic, ask: Ask) -> None:
    handler, tokens = Scripted(needs_new_token), Tokens()
    with serving(clinic, handler) as (_, address):
        client = ask(address, tokens=tokens)
        assert client.send(DoForTest(text="病" * 30_000)).text == "welcome"
        assert client.send(DoForTest(text="史" * 30_000)).text == "welcome"
    methods = [call["method"] for call in handler.calls]
    assert methods == ["", "", "test.client.do", "test.client.do"]


def test_too_large_a_request_is_not_sent(clinic: Clinic, ask: Ask) -> None:
    handler = Scripted(ok("never"))
    with serving(clinic, handler) as (_, address), pytest.raises(TooLarge):
        ask(address).send(AskForTest(text="x" * 1024 * 1024))
    assert handler.calls == []


def test_threads_have_a_connection_each_which_ends_with_them(clinic: Clinic, ask: Ask) -> None:
    with serving(clinic, Scripted(ok("hello"))) as (server, address):
        client = ask(address)
        together = threading.Barrier(8)
        answers: list[str] = []

        def work() -> None:
            answers.extend(client.send(AskForTest()).text for _ in range(20))
            together.wait(5)
            together.wait(5)

        threads = [threading.Thread(target=work) for _ in range(7)]
        for thread in threads:
            thread.start()
        together.wait(5)
        assert server.connections == 7
        together.wait(5)
        for thread in threads:
            thread.join()
        assert answers == ["hello"] * 140
        assert until(lambda: server.connections == 0)


def test_closing_ends_a_call_that_waits_in_another_thread(clinic: Clinic, ask: Ask) -> None:
    handler = Scripted(hang_up)
    with serving(clinic, handler) as (server, address):
        client = ask(address)
        faults: list[Fault] = []

        def wait() -> None:
            try:
                client.send(DoForTest())
            except Fault as fault:
                faults.append(fault)

        thread = threading.Thread(target=wait)
        thread.start()
        assert until(lambda: bool(handler.calls))
        client.close()
        thread.join(2)
        assert not thread.is_alive()
        assert isinstance(faults[0], Unreachable)
        with pytest.raises(Unreachable) as caught:
            client.send(AskForTest())
        assert caught.value.params == {"reason": "closed"}
        assert until(lambda: server.connections == 0)


def test_who_is_told_to_wait_hears_his_place_and_sends_the_very_same_frame(
    clinic: Clinic, ask: Ask
) -> None:
    waiting = [fault("waiting", ahead=ahead, seconds=ahead) for ahead in (7, 3)]
    handler, places = Scripted(*waiting, ok("done")), []
    second = SecondSignIn(username="fang", password="correct horse 9")
    with serving(clinic, handler) as (_, address):
        client = ask(address, told=lambda fault: places.append(fault.params["ahead"]))
        assert client.send(DoForTest(text="x"), second=second).text == "done"
    assert places == [7, 3]
    assert handler.calls[0] == handler.calls[1] == handler.calls[2]
    assert handler.calls[0]["second"] == {"username": "fang", "password": "correct horse 9"}
