"""Where a desk's settings come from, and what is said when one is missing."""

import pytest

from omms_desktop.settings import NotSetUp, read_settings


@pytest.fixture
def ini(tmp_path):
    return str(tmp_path / "desk.ini")


def test_arguments_win_over_environment_over_what_is_kept(ini):
    kept = read_settings(["--settings", ini], {})
    kept.keep("theme", "dark")
    kept.keep("language", "en")
    again = read_settings(
        ["--settings", ini, "--server", "a:1"], {"OMMS_SERVER": "b:2", "OMMS_LANGUAGE": "zh_CN"}
    )
    assert (again.server_address, again.language, again.theme) == ("a:1", "zh_CN", "dark")


def test_what_is_chosen_while_running_wins_and_is_kept(ini):
    settings = read_settings(["--settings", ini, "--theme", "dark"], {})
    settings.keep("theme", "light")
    assert settings.theme == "light"
    assert read_settings(["--settings", ini], {}).theme == "light"


def test_the_server_is_reached_with_the_one_certificate_of_the_folder(ini, tmp_path):
    for name in ("authority.pem", "workstation-desk1.pem", "workstation-desk1.key"):
        (tmp_path / name).touch()
    given = ["--settings", ini, "--tls", str(tmp_path), "--server", "omms.local:18861"]
    server = read_settings(given, {}).server()
    assert (server.address.host, server.address.port, server.address.name) == (
        "omms.local",
        18861,
        "omms.local",
    )
    assert server.tls.key == tmp_path / "workstation-desk1.key"


@pytest.mark.parametrize(
    ("given", "said"),
    [(["--tls", "/nowhere"], "no certificate"), (["--server", "omms"], "host:port")],
)
def test_what_is_missing_is_said(ini, given, said):
    with pytest.raises(NotSetUp, match=said):
        read_settings(["--settings", ini, *given], {}).server()
