"""A machine enrols with a one-time code, over TLS, from the server's command line to its first
call."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from omms_server.client.connection import Connection, ServerAddress
from omms_server.client.enrolling import enrol
from omms_server.client.tls import TlsFiles, open_context
from omms_server.contract.enrolment_code import make_code
from omms_server.contract.faults import Fault
from omms_server.contract.wire import Call, Outcome
from omms_server.contract.workstations import IssueEnrolment, RevokeWorkstation
from omms_server.core.enrolment_front import EnrolmentFront
from omms_server.core.rpyc_server import RpycServer
from omms_server.core.tls import Issued, Kind, issue, server_context
from omms_server.domains.workstations.codes import issue_from_command_line
from omms_server.domains.workstations.enrolling import answer_enrolment
from tests.support.clinic import Clinic
from tests.support.openssl import s_client
from tests.support.workstations import give_authority, listed, row_of, trail

HOST = "127.0.0.1"


@pytest.fixture
def certificate(clinic: Clinic) -> Issued:
    give_authority(clinic)
    return issue(clinic.app.house.settings.tls, "server", Kind.SERVER, alternatives=[HOST])


@pytest.fixture
def front(clinic: Clinic, certificate: Issued) -> Iterator[ServerAddress]:
    house = clinic.app.house
    made = EnrolmentFront(lambda *asked: answer_enrolment(house, *asked), certificate, HOST, 0)
    made.start()
    yield ServerAddress(*made.address, HOST)
    made.stop()


def a_code(clinic: Clinic, name: str = "ward-2") -> str:
    return clinic.wu.send(IssueEnrolment(name=name)).code


def fault_of(front: ServerAddress, code: str, folder: Path) -> str:
    with pytest.raises(Fault) as caught:
        enrol(front, code, folder)
    return caught.value.code


def test_a_machine_enrols_and_may_talk(
    clinic: Clinic, front: ServerAddress, certificate: Issued, tmp_path: Path
) -> None:
    files = enrol(front, a_code(clinic), tmp_path / "kit")
    assert files.key.stat().st_mode & 0o777 == 0o600
    assert files.certificate.name == "workstation-ward-2.pem"
    assert listed(clinic).waiting == ()
    assert said_by(clinic, certificate, files) == "unknown_request"
    (entry,) = trail(clinic, "workstations.enrol")
    assert (entry.subject, entry.outcome) == ("workstation:ward-2", "ok")


def said_by(clinic: Clinic, certificate: Issued, files: TlsFiles) -> str:
    """The code of the server's answer to a call of a machine, over TLS."""
    server = RpycServer(clinic.app.dispatcher.handle, server_context(certificate), HOST, 0)
    server.start()
    connection = Connection(ServerAddress(*server.address, HOST), files, 5)
    try:
        frame = Call(method="", body={}).model_dump_json()
        return Outcome.model_validate_json(connection.call(frame)).code
    finally:
        connection.close()
        server.stop(1.0)


def test_a_code_is_good_once(clinic: Clinic, front: ServerAddress, tmp_path: Path) -> None:
    code = a_code(clinic)
    enrol(front, code, tmp_path / "first")
    assert fault_of(front, code, tmp_path / "second") == "workstations.wrong_code"
    assert not list((tmp_path / "second").iterdir())


def test_of_ten_machines_with_one_code_one_enrols(
    clinic: Clinic, front: ServerAddress, tmp_path: Path
) -> None:
    code, outcomes = a_code(clinic), []

    def one(number: int) -> None:
        try:
            enrol(front, code, tmp_path / str(number))
            outcomes.append("ok")
        except Fault as fault:
            outcomes.append(fault.code)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["ok", *["workstations.wrong_code"] * 9]


def test_a_code_dies_of_five_wrong_ones_and_of_old_age(
    clinic: Clinic, front: ServerAddress, tmp_path: Path
) -> None:
    used = a_code(clinic, "used")
    enrol(front, used, tmp_path / "used")
    old = a_code(clinic, "old")
    clinic.clock.forward(minutes=31)
    assert fault_of(front, old, tmp_path / "old") == "workstations.wrong_code"
    good = a_code(clinic, "good")
    for _ in range(5):
        assert fault_of(front, used, tmp_path / "wrong") == "workstations.wrong_code"
    assert fault_of(front, good, tmp_path / "good") == "workstations.wrong_code"
    assert len([e for e in trail(clinic, "workstations.enrol") if e.outcome != "ok"]) == 7


def test_nothing_is_said_to_another_clinics_server(
    clinic: Clinic, front: ServerAddress, tmp_path: Path
) -> None:
    foreign = make_code(b"another clinic's authority", "ABCDEFGHJK")
    assert fault_of(front, str(foreign), tmp_path) == "workstations.wrong_server"
    assert trail(clinic, "workstations.enrol") == []


def test_a_slip_of_the_finger_is_found_before_anything_is_sent(tmp_path: Path) -> None:
    nowhere = ServerAddress(HOST, 1, HOST)
    assert fault_of(nowhere, "0000-1111-2222", tmp_path) == "workstations.mistyped_code"


def test_a_revoked_machine_enrols_anew(
    clinic: Clinic, front: ServerAddress, certificate: Issued, tmp_path: Path
) -> None:
    first = enrol(front, a_code(clinic), tmp_path / "first")
    machine = row_of(clinic, "ward-2")
    clinic.wu.send(RevokeWorkstation(workstation_id=machine.id, reason="lost"))
    second = enrol(front, a_code(clinic), tmp_path / "second")
    assert said_by(clinic, certificate, second) == "unknown_request"
    assert said_by(clinic, certificate, first) == "workstations.refused"


def test_the_command_line_makes_a_code_that_the_trail_tells_of(
    clinic: Clinic, front: ServerAddress, tmp_path: Path
) -> None:
    made = issue_from_command_line(clinic.app.house, "sidecar-2", service=True)
    files = enrol(front, made.code, tmp_path)
    assert files.certificate.name == "service-sidecar-2.pem"
    assert row_of(clinic, "sidecar-2").kind == "service"
    assert len(trail(clinic, "workstations.issue")) == 1


@pytest.mark.parametrize(
    "line", [b"\n", b"{}x\n", b'{"secret": 1}\n', b'{"secret": "' + b"A" * 9 + b'"}\n']
)
def test_nonsense_is_refused_and_half_a_line_or_too_much_ends_the_talk(
    front: ServerAddress, line: bytes
) -> None:
    assert json.loads(spoken(front, line))["fault"] == "invalid"
    assert spoken(front, b"x" * 40_000) == b""


def spoken(front: ServerAddress, line: bytes) -> bytes:
    with (
        socket.create_connection((front.host, front.port), 5) as plain,
        open_context(None).wrap_socket(plain) as secured,
    ):
        try:
            secured.sendall(line)
            return secured.recv(20_000)
        except (ConnectionError, ssl.SSLError):
            return b""


@pytest.mark.parametrize("version", ["-tls1", "-tls1_1"])
def test_old_tls_is_refused(front: ServerAddress, version: str) -> None:
    assert not s_client(front, version, "-cipher", "ALL:@SECLEVEL=0").agreed
