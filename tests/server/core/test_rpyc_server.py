"""The RPyC front serves ordinary clients, parks calls and stops cleanly."""

from __future__ import annotations

import dataclasses
import json
import threading
import time

import pytest
import rpyc
from rpyc.core.stream import SocketStream

from omms_server.client.connection import Connection
from omms_server.contract.faults import Unreachable
from omms_server.core.peers import Parked, Peer
from tests.support.rpyc_front import (
    QUICK,
    Clinic,
    Hostile,
    Obedient,
    call_of,
    desk,
    own_threads,
    serving,
    tls_files,
    until,
)


def in_background(connection: Connection, frame: str, answers: list[str]) -> threading.Thread:
    thread = threading.Thread(target=lambda: answers.append(connection.call(frame)))
    thread.start()
    return thread


def test_a_call_is_answered_and_its_peer_is_known(clinic: Clinic) -> None:
    handler = Obedient()
    with serving(clinic, handler) as (_, address), desk(clinic, address) as connection:
        assert connection.call("in") == "welcome"
        assert connection.call("echo 张三 👩‍⚕️") == "张三 👩‍⚕️"
    (peer,) = handler.peers.values()
    assert (peer.name, peer.kind, peer.address) == ("desk-1", "workstation", "127.0.0.1")
    assert len(peer.fingerprint) == 64
    assert peer.signed_in


@pytest.mark.parametrize("size", [0, 1, 4, 5, 255, 256, 16_000, 70_000, 1024 * 1024 - 5])
def test_texts_of_every_size_come_back_whole(clinic: Clinic, size: int) -> None:
    with serving(clinic) as (_, address), desk(clinic, address) as connection:
        connection.call("in")
        assert connection.call("echo " + "药" * (size // 3)) == "药" * (size // 3)
        assert connection.call(f"big {size}") == "x" * size


def test_a_stock_rpyc_client_works(clinic: Clinic) -> None:
    files = tls_files(clinic.desk)
    with serving(clinic) as (server, address):
        stream = SocketStream.ssl_connect(
            address.host,
            address.port,
            {
                "ca_certs": str(files.authority),
                "certfile": str(files.certificate),
                "keyfile": str(files.key),
            },
        )
        stock = rpyc.connect_stream(stream)
        assert stock.root.call("in") == "welcome"
        assert [stock.root.call(f"echo {n}") for n in range(300)] == [str(n) for n in range(300)]
        call = rpyc.async_(stock.root.call)
        assert call("echo later").value == "later"
        stock.ping()
        with pytest.raises(PermissionError, match="refused"):
            stock.root.other  # noqa: B018
        stock.close()
        assert until(lambda: server.connections == 0)


def test_two_calls_of_one_client_run_side_by_side(clinic: Clinic) -> None:
    handler = Obedient()
    with serving(clinic, handler) as (_, address), desk(clinic, address) as connection:
        connection.call("in")
        with desk(clinic, address) as other:
            answers: list[str] = []
            thread = in_background(other, "hold", answers)
            assert handler.begun.acquire(timeout=3)
            assert connection.call("echo meanwhile") == "meanwhile"
            handler.release.set()
            thread.join()
    assert answers == ["released"]


def test_an_error_of_ours_crosses_as_a_reference_only(
    clinic: Clinic, caplog: pytest.LogCaptureFixture
) -> None:
    with serving(clinic) as (_, address), desk(clinic, address) as connection:
        answer = json.loads(connection.call("raise 110101199003070134"))
        odd = json.loads(connection.call("surrogate"))
    assert (answer["code"], odd["code"]) == ("internal", "internal")
    assert answer["data"]["ref"] in caplog.text
    assert "RuntimeError" in caplog.text
    assert "110101199003070134" not in caplog.text + json.dumps(answer)


def test_too_many_calls_are_answered_with_busy(clinic: Clinic) -> None:
    handler = Obedient()
    limits = dataclasses.replace(QUICK, calls=1)
    with (
        serving(clinic, handler, limits) as (_, address),
        desk(clinic, address) as one,
        desk(clinic, address) as two,
    ):
        answers: list[str] = []
        thread = in_background(one, "hold", answers)
        assert handler.begun.acquire(timeout=3)
        assert json.loads(two.call("echo"))["code"] == "busy"
        handler.release.set()
        thread.join()
        assert two.call("echo now") == "now"


def test_a_connection_with_all_its_calls_in_flight_is_not_read_on(clinic: Clinic) -> None:
    handler = Obedient()
    limits = dataclasses.replace(QUICK, calls_per_connection=2)
    with serving(clinic, handler, limits) as (_, address), desk(clinic, address) as connection:
        connection.call("in")
        call = rpyc.async_(connection._method)
        waiting = [call("hold") for _ in range(2)] + [call(f"echo {n}") for n in range(20)]
        for _ in range(2):
            assert handler.begun.acquire(timeout=3)
        assert not any(text.startswith("echo") for text in handler.seen)
        handler.release.set()
        assert [each.value for each in waiting[2:]] == [str(n) for n in range(20)]


def test_300_parked_calls_hold_no_worker_and_are_answered_at_once(clinic: Clinic) -> None:
    handler = Obedient()
    limits = dataclasses.replace(QUICK, workers=2, calls_per_connection=100)
    with serving(clinic, handler, limits) as (server, address), desk(clinic, address) as nurse:
        nurse.call("in")
        waiting = [Connection(address, tls_files(clinic.desk)) for _ in range(3)]
        for connection in waiting:
            connection.call("in")
        calls = [rpyc.async_(connection._method) for connection in waiting]
        parked = [call("park") for call in calls for _ in range(100)]
        assert until(lambda: len(handler.parked) == 300 and server.calls == 0)
        assert nurse.call("echo free") == "free"
        begun = time.monotonic()
        assert nurse.call("wake news") == "300"
        assert [each.value for each in parked] == ["news"] * 300
        assert time.monotonic() - begun < 1
        assert nurse.call("wake again") == "0"
        for connection in waiting:
            connection.close()
    assert not handler.gone.acquire(blocking=False)


def test_a_parked_call_is_answered_late_when_nobody_answers(clinic: Clinic) -> None:
    handler = Obedient()
    with serving(clinic, handler) as (_, address), desk(clinic, address) as connection:
        assert connection.call("park 0.1") == "late"
        assert handler.gone.acquire(timeout=3)
        assert not handler.parked[0].answer("too late")


def test_who_parked_a_call_hears_that_the_client_has_gone(clinic: Clinic) -> None:
    handler = Obedient()
    with serving(clinic, handler) as (_, address):
        with desk(clinic, address) as connection:
            connection.call("in")
            rpyc.async_(connection._method)("park")
            assert until(lambda: bool(handler.parked))
        assert handler.gone.acquire(timeout=3)
        assert not handler.parked[0].answer("nobody")


def test_an_answer_given_before_the_call_was_parked_is_not_lost(clinic: Clinic) -> None:
    def handler(frame: str, peer: Peer) -> Parked:
        parked = Parked(30, "late")
        parked.answer("early")
        return parked

    with serving(clinic, handler) as (_, address), desk(clinic, address) as connection:
        assert connection.call("") == "early"


def test_a_dismissed_client_gets_its_answer_and_no_other(clinic: Clinic) -> None:
    with serving(clinic) as (server, address), Hostile(clinic, address) as client:
        assert client.call("dismiss") == "farewell"
        assert client.is_dropped()
        assert until(lambda: server.connections == 0)


def test_a_dismissed_client_does_not_keep_its_parked_call(clinic: Clinic) -> None:
    handler, answers = Obedient(), list[str]()
    with serving(clinic, handler) as (server, address), desk(clinic, address) as connection:
        waiting = in_background(connection, "park", answers)
        assert until(lambda: bool(handler.parked))
        next(iter(handler.peers.values())).dismiss()
        waiting.join(3)
        assert answers == ["late"]
        assert until(lambda: server.connections == 0)


def test_a_dismissed_client_that_does_not_read_is_waited_for_no_longer(clinic: Clinic) -> None:
    limits = dataclasses.replace(QUICK, farewell_seconds=0.1, send_seconds=30.0)
    with serving(clinic, limits=limits) as (server, address), Hostile(clinic, address) as client:
        client.call("in")
        client.send(call_of("big 1000000"))
        client.send(call_of("dismiss"))
        assert until(lambda: server.connections == 0)


def test_a_stop_finishes_running_calls_answers_parked_ones_and_leaves_no_thread(
    clinic: Clinic,
) -> None:
    handler = Obedient()
    with (
        serving(clinic, handler) as (server, address),
        desk(clinic, address) as runner,
        desk(clinic, address) as waiter,
        Hostile(clinic, address) as idle,
    ):
        answers: list[str] = []
        threads = [
            in_background(runner, "hold", answers),
            in_background(waiter, "park", answers),
        ]
        assert handler.begun.acquire(timeout=3)
        assert until(lambda: bool(handler.parked))
        stopper = threading.Thread(target=server.stop, args=(5.0,))
        stopper.start()
        threads[1].join()
        assert answers == ["late"]
        handler.release.set()
        threads[0].join()
        assert answers == ["late", "released"]
        stopper.join()
        assert idle.is_dropped()
        assert server.connections == 0
        with pytest.raises(Unreachable):
            runner.call("echo")
    assert own_threads() == []


def test_a_stop_does_not_wait_longer_than_its_grace(
    clinic: Clinic, caplog: pytest.LogCaptureFixture
) -> None:
    handler = Obedient()
    with serving(clinic, handler) as (server, address), desk(clinic, address) as connection:
        rpyc.async_(connection._method or connection._connect())("hold")
        assert handler.begun.acquire(timeout=3)
        begun = time.monotonic()
        server.stop(0.2)
        assert time.monotonic() - begun < 2
        handler.release.set()
    assert "1 calls still run" in caplog.text
    assert until(lambda: own_threads() == [])
