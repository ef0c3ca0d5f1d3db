"""`omms-desktop enrol SERVER CODE`: makes this machine one of the clinic's."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from omms_desktop.settings import DEFAULT_PORT, Settings, store_of
from omms_desktop.texts.faults import sentence
from omms_server.client.connection import ServerAddress
from omms_server.client.enrolling import enrol
from omms_server.contract.faults import Fault

ENROLMENT_PORT = DEFAULT_PORT + 2


def enrol_from_command_line(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Exchange the code for a certificate, and keep server and certificate in the settings."""
    parser = argparse.ArgumentParser(
        prog="omms-desktop enrol", description="Make this machine one of the clinic's"
    )
    parser.add_argument("server", help=f"host, or host:port if it is not {ENROLMENT_PORT}")
    parser.add_argument("code", nargs="+", help="the one-time code, from an administrator")
    parser.add_argument("--folder", type=Path, help="where the certificate is kept")
    parser.add_argument("--settings", default="", help="file to keep settings in")
    given = parser.parse_args(arguments)
    settings = Settings(store_of(given.settings, environment))
    try:
        where = address_of(given.server)
        name = enrol_machine(settings, where, "".join(given.code), given.folder)
    except (Fault, OSError, ValueError) as error:
        text = sentence(error, settings.language) if isinstance(error, Fault) else str(error)
        sys.stderr.write(f"{text}\n")
        return 1
    sys.stdout.write(f"{name}\n")
    return 0


def enrol_machine(
    settings: Settings, address: ServerAddress, code: str, folder: Path | None = None
) -> str:
    """Enrol at this server and remember it; returns the machine's name. Faults of
    `client.enrolling.enrol`; OSError when the folder cannot be written."""
    files = enrol(address, code, folder or certificate_folder())
    settings.keep("tls", files.authority.parent)
    settings.keep("server", f"{address.host}:{address.port - 2}")
    return files.certificate.stem.partition("-")[2]


def enrol_typed(settings: Settings, server: str, code: str) -> str:
    """The same for what a person typed as the server; ValueError when it is none."""
    return enrol_machine(settings, address_of(server), code)


def address_of(typed: str) -> ServerAddress:
    """Host and, behind a colon, port; ValueError."""
    host, colon, port = typed.strip().rpartition(":")
    if not colon:
        host, port = port, str(ENROLMENT_PORT)
    if not host or not port.isdigit():
        raise ValueError(f"HOST or HOST:PORT, not {typed!r}")
    return ServerAddress(host, int(port), host)


def certificate_folder() -> Path:
    """Where the system keeps a program's settings of this person."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(place) / "OMMS" / "tls"
