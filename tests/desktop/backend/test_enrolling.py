"""`omms-desktop enrol` against a real enrolment port."""

import pytest

from omms_desktop.backend.enrolling import address_of, enrol_from_command_line
from omms_desktop.settings import Settings, store_of
from omms_server.client.connection import ServerAddress
from omms_server.contract.workstations import IssueEnrolment
from omms_server.core.enrolment_front import EnrolmentFront
from omms_server.core.tls import Kind, issue
from omms_server.domains.workstations.enrolling import answer_enrolment
from tests.support.clinic import open_clinic
from tests.support.workstations import give_authority


@pytest.fixture
def clinic(tmp_path):
    opened = open_clinic(tmp_path, f"sqlite:///{tmp_path / 'omms.db'}")
    give_authority(opened)
    yield opened
    opened.app.house.database.close()


@pytest.fixture
def where(clinic):
    house = clinic.app.house
    certificate = issue(house.settings.tls, "server", Kind.SERVER, alternatives=["127.0.0.1"])
    front = EnrolmentFront(
        lambda *asked: answer_enrolment(house, *asked), certificate, "127.0.0.1", 0
    )
    front.start()
    yield f"127.0.0.1:{front.address[1]}"
    front.stop()


def enrol(tmp_path, *arguments):
    kept = ["--settings", str(tmp_path / "desk.ini"), "--folder", str(tmp_path / "kit")]
    return enrol_from_command_line([*arguments, *kept], {})


def test_an_enrolled_machine_knows_its_server_at_the_next_start(clinic, where, tmp_path, capsys):
    code = clinic.wu.send(IssueEnrolment(name="ward-2")).code
    assert enrol(tmp_path, where, *code.split("-")) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "ward-2"
    server = Settings(store_of(str(tmp_path / "desk.ini"), {})).server()
    assert server.address.host == "127.0.0.1"
    assert server.address.port == int(where.partition(":")[2]) - 2
    assert server.tls.certificate.name == "workstation-ward-2.pem"


@pytest.mark.parametrize(
    ("server", "code", "told"),
    [
        ("", "x", "HOST"),
        ("localhost:http", "x", "HOST"),
        ("localhost", "0000-1111", "七组"),
        ("127.0.0.1:1", "code", "服务器"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(clinic, tmp_path, capsys, server, code, told):
    good = clinic.wu.send(IssueEnrolment(name="ward-2")).code
    assert enrol(tmp_path, server, good if code == "code" else code) == 1
    assert told in capsys.readouterr().err
    assert not (tmp_path / "desk.ini").exists()


def test_a_host_alone_means_the_usual_port():
    assert address_of("omms.lan") == ServerAddress("omms.lan", 18863, "omms.lan")
