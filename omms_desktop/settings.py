"""What this desk is set to: kept by the system, overruled by environment and arguments."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSettings

from omms_server.client.connection import ServerAddress
from omms_server.client.tls import TlsFiles

DEFAULT_PORT = 18861
_OPTIONS = {
    "server": "address of the server, host:port",
    "server_name": "name its certificate carries; the host if not given",
    "tls": "folder with authority.pem, workstation-NAME.pem and workstation-NAME.key",
    "language": "zh_CN or en",
    "theme": "light or dark",
    "text_size": "1.0, 1.15 or 1.3",
    "papers": "folder that papers are saved into instead of being printed",
    "idle_minutes": "minutes without a key until the desk locks itself",
}
_DEFAULTS = {
    "server": f"127.0.0.1:{DEFAULT_PORT}",
    "language": "zh_CN",
    "theme": "light",
    "text_size": "1.0",
    "idle_minutes": "10",
}


class NotSetUp(Exception):
    """The workstation cannot start; the text says what is missing and what to do."""

    def __init__(self, text: str, *, address: str = "") -> None:
        super().__init__(text)
        self.address = address
        """The server's address when that is wrong; otherwise the certificate is missing."""


@dataclass(frozen=True, slots=True)
class Server:
    """How the server is reached."""

    address: ServerAddress
    tls: TlsFiles


class Settings:
    """One value a name. Arguments win over environment (`OMMS_SERVER`), that over what is kept."""

    def __init__(self, store: QSettings, given: Mapping[str, str] | None = None) -> None:
        self._store = store
        self._given = {name: value for name, value in (given or {}).items() if value}

    @property
    def server_address(self) -> str:
        """`host:port` as people read it."""
        return self._text("server")

    @property
    def language(self) -> str:
        """`zh_CN` or `en`."""
        return self._text("language")

    @property
    def theme(self) -> str:
        """`light` or `dark`."""
        return self._text("theme")

    @property
    def text_size(self) -> float:
        """1.0, 1.15 or 1.3."""
        return float(self._text("text_size"))

    @property
    def idle_minutes(self) -> int:
        """Minutes without a key until the desk locks itself (DOMAIN 10)."""
        return int(self._text("idle_minutes"))

    @property
    def paper_folder(self) -> Path | None:
        """Where papers go instead of to a printer."""
        folder = self._text("papers")
        return Path(folder) if folder else None

    @property
    def last_user(self) -> str:
        """The username typed last on this desk."""
        return self._text("last_user")

    def server(self) -> Server:
        """How to reach the server; `NotSetUp` when a certificate is missing."""
        host, _, port = self.server_address.rpartition(":")
        if not host or not port.isdigit():
            raise NotSetUp(
                f"The server's address must be host:port, not {self.server_address!r}.",
                address=self.server_address or "-",
            )
        name = self._text("server_name") or host
        return Server(ServerAddress(host, int(port), name), self._tls_files())

    def printer(self, kind: str) -> str:
        """The printer chosen for a kind of paper, or ""."""
        return self._text(f"printer_{kind}")

    def keep(self, name: str, value: object) -> None:
        """Keep a value for the next start; it also wins over what was given for this one."""
        self._given.pop(name, None)
        self._store.setValue(name, str(value))

    def _text(self, name: str) -> str:
        if name in self._given:
            return self._given[name]
        return str(self._store.value(name, _DEFAULTS.get(name, "")) or "")

    def _tls_files(self) -> TlsFiles:
        folder = self._text("tls")
        found = sorted(Path(folder).glob("workstation-*.pem")) if folder else []
        if len(found) != 1 or not (Path(folder) / "authority.pem").is_file():
            raise NotSetUp(
                "This workstation has no certificate. Name the folder with authority.pem and one "
                "workstation-NAME.pem with its key: --tls FOLDER or OMMS_TLS."
            )
        return TlsFiles(Path(folder) / "authority.pem", found[0], found[0].with_suffix(".key"))


def read_settings(arguments: Sequence[str], environment: Mapping[str, str]) -> Settings:
    """The settings of this start; an unknown argument ends the program with a usage text."""
    parser = argparse.ArgumentParser(prog="omms-desktop", description="The OMMS workstation")
    parser.add_argument("--settings", help="file to keep settings in instead of the system's place")
    for name, meaning in _OPTIONS.items():
        parser.add_argument(f"--{name.replace('_', '-')}", help=meaning)
    typed = {name: value for name, value in vars(parser.parse_args(arguments)).items() if value}
    given = {name: environment.get(f"OMMS_{name.upper()}", "") for name in _OPTIONS}
    return Settings(store_of(typed.pop("settings", ""), environment), given | typed)


def store_of(file: str, environment: Mapping[str, str]) -> QSettings:
    """Where settings are kept: the file that is named, or the system's place."""
    file = file or environment.get("OMMS_DESKTOP_SETTINGS", "")
    return QSettings(file, QSettings.Format.IniFormat) if file else QSettings("OMMS", "desktop")
