"""The workstation's backend against the real server over TLS: sign-in, news, renewal, sign-out."""

from pathlib import Path

import pytest

from omms_desktop.backend.kept_tokens import NoTokens
from omms_desktop.bootstrap import make_backend
from omms_desktop.settings import Server
from omms_server.contract.events import Topic
from omms_server.contract.faults import SignInNeeded
from omms_server.contract.patients import FindPatients, RegisterPatient
from omms_server.contract.signing_in import SignIn, SignOut
from omms_server.core.rpyc_limits import Limits
from tests.support.clinic import PASSWORD, open_clinic, patient_fields
from tests.support.rpyc_front import as_peer, make_clinic, serving, tls_files


@pytest.fixture
def backend(qapp, tmp_path: Path):
    opened = open_clinic(tmp_path, f"sqlite:///{tmp_path / 'clinic.db'}")
    certificates = make_clinic(tmp_path / "tls")
    opened.enrol(as_peer(certificates.desk))
    opened.app.start()
    with serving(certificates, opened.app.dispatcher.handle, Limits()) as (_, address):
        made = make_backend(Server(address, tls_files(certificates.desk)), NoTokens())
        yield made
        made.close()
    opened.app.stop()


@pytest.fixture
def ask(qtbot, backend):
    def send(request):
        home = []
        backend.tasks.run(request, home.append, home.append)
        qtbot.waitUntil(lambda: bool(home), timeout=10_000)
        return home[0]

    return send


def test_a_day_at_the_desk(qtbot, backend, ask):
    assert isinstance(ask(FindPatients(text="li")), SignInNeeded)

    signed_in = ask(SignIn(username="amy", password=PASSWORD))
    backend.current.accept(signed_in)
    assert ask(FindPatients(text="李雷")).rows == ()

    heard = []
    backend.changes.news.connect(heard.extend)
    backend.changes.start()
    qtbot.waitUntil(lambda: bool(backend.changes._listener._cursor), timeout=10_000)
    heard.clear()
    patient = ask(RegisterPatient(fields=patient_fields()))
    qtbot.waitUntil(lambda: Topic.PATIENTS in {one.topic for one in heard}, timeout=10_000)

    spoilt = signed_in.model_copy(update={"access_token": "expired"})
    backend.current.accept(spoilt)
    assert ask(FindPatients(text=patient.number)).rows[0].id == patient.id
    assert backend.current.access() != "expired"

    assert ask(SignOut()) is None
    assert isinstance(ask(FindPatients(text="li")), SignInNeeded)
    assert not backend.connection.is_away
