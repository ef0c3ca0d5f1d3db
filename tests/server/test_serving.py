"""The whole server in this process: TLS, sign-in, calls, waiting for news, and a clean stop."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from omms_server.bootstrap import Application
from omms_server.client.client import Client
from omms_server.client.connection import ServerAddress
from omms_server.client.tls import TlsFiles
from omms_server.contract.events import Events, EventsAfter, Topic
from omms_server.contract.faults import SignInNeeded, Unreachable
from omms_server.contract.patients import FindPatients, RegisterPatient
from omms_server.contract.permissions import Role
from omms_server.contract.signing_in import SignIn, SignOut
from omms_server.core.ids import new_id
from omms_server.core.keys import load_vault
from omms_server.core.passwords import Passwords
from omms_server.core.rpyc_server import RpycServer
from omms_server.installation import install
from omms_server.models.staff import Account, Post, Staff
from omms_server.models.system import AuditEntry, AuditSeal
from omms_server.serving import start
from omms_server.settings import NotReady, ServerSettings
from tests.support.clinic import patient_fields
from tests.support.rpyc_front import until

PASSWORD = "correct horse 9"


@dataclass
class Tokens:
    """The access token of whoever signed in."""

    token: str = ""

    def access(self) -> str:
        return self.token

    def renew(self) -> bool:
        return False


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> ServerSettings:
    return install(tmp_path_factory.mktemp("serving") / "data", "port = 0\nworkers = 2\n")


@dataclass(frozen=True)
class Served:
    """A server that runs, and who may sign in there."""

    front: RpycServer
    application: Application
    username: str

    @property
    def address(self) -> ServerAddress:
        return ServerAddress(*self.front.address, "127.0.0.1")


@pytest.fixture
def server(settings: ServerSettings) -> Iterator[Served]:
    front, application = start(settings)
    hashed = Passwords(load_vault(settings.keys), cost=4).hash(PASSWORD)
    username = f"amy{new_id()}"
    staff = Staff(id=new_id(), staff_no=username[-20:], name="艾米", title="挂号员")
    account = Account(id=new_id(), staff_id=staff.id, username=username, password_hash=hashed)
    account.failures, account.disabled = 0, False
    post = Post(id=new_id(), staff_id=staff.id, role=Role.RECEPTIONIST.value)
    for row in (staff, account, post):
        application.house.database.write(lambda session, one=row: session.add(one))
    yield Served(front, application, username)
    front.stop(2.0)
    application.stop()


def client_of(settings: ServerSettings, address: ServerAddress, tokens: Tokens) -> Client:
    kit = settings.data / "workstation"
    files = TlsFiles(
        kit / "authority.pem",
        kit / "workstation-workstation-1.pem",
        kit / "workstation-workstation-1.key",
    )
    return Client(address, files, tokens=tokens, timeout=10)


@pytest.fixture
def client(settings: ServerSettings, server: Served) -> Iterator[Client]:
    """A signed-in workstation."""
    tokens = Tokens()
    made = client_of(settings, server.address, tokens)
    tokens.token = made.send(SignIn(username=server.username, password=PASSWORD)).access_token
    yield made
    made.close()


def test_a_workstation_signs_in_calls_and_signs_out(client: Client) -> None:
    patient = client.send(RegisterPatient(fields=patient_fields(name="欧阳晓明")))
    found = client.send(FindPatients(text=patient.number))
    assert [row.id for row in found.rows] == [patient.id]
    client.send(SignOut())
    with pytest.raises(SignInNeeded):
        client.send(FindPatients(text=patient.number))


def test_who_waits_hears_of_anothers_command_within_a_second(client: Client) -> None:
    cursor = client.send(EventsAfter()).cursor
    heard: list[Events] = []
    waiting = threading.Thread(
        target=lambda: heard.append(client.send(EventsAfter(cursor=cursor))), daemon=True
    )
    waiting.start()
    client.send(RegisterPatient(fields=patient_fields(name="李江")))
    began = time.monotonic()
    waiting.join(10)
    assert time.monotonic() - began < 1
    assert Topic.PATIENTS in {one.topic for one in heard[0].changed}


def test_the_trail_is_sealed_in_the_background(client: Client, server: Served) -> None:
    client.send(RegisterPatient(fields=patient_fields(name="王海")))
    wanted = select(AuditEntry.id).join(AuditSeal, AuditSeal.entry_id == AuditEntry.id)
    last = wanted.where(AuditEntry.action == "patients.register")
    database = server.application.house.database
    assert until(lambda: bool(database.read(lambda s: s.scalars(last).all())), 5)


def test_after_the_stop_nothing_is_left(settings: ServerSettings) -> None:
    before = set(threading.enumerate())
    front, application = start(settings)
    address = ServerAddress(*front.address, "127.0.0.1")
    front.stop(2.0)
    application.stop()
    left = set(threading.enumerate()) - before
    assert not left, left
    client = client_of(settings, address, Tokens())
    with pytest.raises(Unreachable):
        client.send(FindPatients(text="张"))
    client.close()


def test_a_database_of_another_release_is_not_served(tmp_path: Path) -> None:
    settings = install(tmp_path / "data", "port = 0\n")
    (settings.data / "omms.db").unlink()
    with pytest.raises(NotReady, match="omms-server migrate"):
        start(settings)
