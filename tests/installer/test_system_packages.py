"""What system_packages asks dpkg and apt, and what it says when it may not install."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from installer import system_packages
from installer.system_packages import GROUPS, Ran, install, known_name, missing

GLIB = ("libglib2.0-0", "libglib2.0-0t64")
WANTED = (GLIB, ("mariadb-server",))


class Machine:
    """A Debian or Ubuntu machine: what it has, what its apt knows, who we are on it."""

    def __init__(self, has: Sequence[str] = (), knows: Sequence[str] = (), sudo: bool = False):
        self.has = set(has)
        self.knows = set(knows)
        self.sudo = sudo
        self.ran: list[str] = []

    def __call__(self, command: Sequence[str]) -> Ran:
        if command[0] == "dpkg-query":
            found = command[-1] in self.has
            return Ran(0 if found else 1, "installed" if found else "no packages found")
        if command[0] == "apt-cache":
            known = command[-1] in self.knows
            return Ran(0, f"{command[-1]}:\n  Candidate: 1.0" if known else "")
        self.ran.append(" ".join(command))
        if command[:3] == ["sudo", "-n", "true"]:
            return Ran(0 if self.sudo else 1, "a password is required")
        if "install" in command:
            names = command[command.index("install") + 1 :]
            self.has |= set(names) & self.knows
            return Ran(0 if set(names) <= self.knows else 100, "Unable to locate package")
        return Ran(0, "")


def test_nothing_is_asked_of_apt_when_all_is_there() -> None:
    machine = Machine(has=["libglib2.0-0", "mariadb-server"])
    assert install(WANTED, machine, is_root=False) == ""
    assert machine.ran == []


@pytest.mark.parametrize("name", GLIB)
def test_a_package_counts_under_each_of_its_names(name: str) -> None:
    assert missing([GLIB], Machine(has=[name])) == []


@pytest.mark.parametrize("name", GLIB)
def test_the_name_that_apt_knows_is_installed(name: str) -> None:
    machine = Machine(has=["mariadb-server"], knows=[name])
    assert known_name(GLIB, machine) == name
    assert install(WANTED, machine, is_root=True) == ""
    assert name in machine.has


def test_a_package_removed_but_configured_is_missing() -> None:
    assert missing([GLIB], lambda _: Ran(0, "config-files")) == [GLIB]


def test_sudo_is_used_when_it_asks_no_password() -> None:
    machine = Machine(knows=[*GLIB, "mariadb-server"], sudo=True)
    assert install(WANTED, machine, is_root=False) == ""
    assert all(line.startswith("sudo -n ") for line in machine.ran)


def test_who_may_not_install_is_told_the_one_command() -> None:
    machine = Machine(knows=["libglib2.0-0t64", "mariadb-server"])
    told = install(WANTED, machine, is_root=False)
    expected = "sudo apt-get install --no-install-recommends libglib2.0-0t64 mariadb-server"
    assert told.endswith(expected)
    assert "mariadb-server" not in machine.has


def test_what_apt_cannot_install_is_said_in_its_own_words() -> None:
    assert "Unable to locate package" in install(WANTED, Machine(), is_root=True)


def test_no_service_is_started_by_an_installation() -> None:
    script = system_packages.INSTALL
    assert script.index("policy-rc.d") < script.index("apt-get")
    assert "exit 101" in script


@pytest.mark.parametrize(("flags", "code"), [(["--optional"], 0), ([], 1)])
def test_only_required_packages_stop_the_make_step(
    flags: list[str], code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system_packages, "run", Machine(knows=["xvfb"]))
    monkeypatch.setattr(system_packages.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(system_packages.shutil, "which", lambda _: "/usr/bin/dpkg-query")
    assert system_packages.main([*flags, "test"]) == code
    assert "sudo apt-get install" in capsys.readouterr().err


def test_every_group_names_each_package_once() -> None:
    names = [name for group in GROUPS.values() for each in group for name in each]
    assert len(names) == len(set(names))
