"""Runs the sidecar as a process."""

from __future__ import annotations

import os
import secrets
import socket
from pathlib import Path

import uvicorn
from uvicorn.config import LOGGING_CONFIG

from omms_server.client.connection import ServerAddress, TlsFiles
from omms_server.client.renewing import CertificateRenewal
from omms_server.settings import NotReady, ServerSettings

from .app import WebLimits, create_app
from .backend import RpycBackend, read_password
from .deadline import DeadlineProtocol

CONNECTIONS = 2_000
HEADER_BYTES = 16 * 1024
KEEP_ALIVE_SECONDS = 5
PASSWORD = "sidecar.password"  # noqa: S105 a file's name
FORM_SECRET = "sidecar.forms"  # noqa: S105 a file's name


def serve_web(settings: ServerSettings) -> None:
    """Serve until SIGTERM or SIGINT. Raises `NotReady` with a sentence when a file is missing or
    unfit.

    OMMS_WEB_FORMS_PER_MINUTE, OMMS_WEB_CODES_PER_MINUTE: what one address may do; raise them where
    many patients come from one address.
    """
    try:
        read_password(settings.data / PASSWORD)
        secret = form_secret(settings.data / FORM_SECRET)
    except OSError as error:
        raise NotReady(f"the sidecar cannot start: {error}") from error
    address, files = server_address(settings), tls_files(settings)
    backend = RpycBackend(address, files, settings.data / PASSWORD)
    renewal = CertificateRenewal(address, files)
    app = create_app(backend, settings, limits=limits_from(os.environ), secret=secret)
    listening = socket.create_server(
        (settings.web_host, settings.web_port),
        family=socket.AF_INET6 if ":" in settings.web_host else socket.AF_INET,
        backlog=1024,
    )
    host, port = listening.getsockname()[:2]
    print(f"omms-web listens on {host}:{port}", flush=True)  # noqa: T201 whoever started it waits
    renewal.start()
    try:
        uvicorn.Server(server_config(app)).run(sockets=[listening])
    finally:
        renewal.stop()
        backend.close()


def server_config(app: object) -> uvicorn.Config:
    """uvicorn with every bound set; no access log, since addresses are personal."""
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        http=DeadlineProtocol,
        ws="none",
        limit_concurrency=CONNECTIONS,
        h11_max_incomplete_event_size=HEADER_BYTES,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=5,
        access_log=False,
        server_header=False,
        log_level="warning",
        log_config={**LOGGING_CONFIG, "loggers": {"uvicorn": LOGGING_CONFIG["loggers"]["uvicorn"]}},
    )


def limits_from(environment: os._Environ[str] | dict[str, str]) -> WebLimits:
    """The bounds for one address, from the environment."""
    usual = WebLimits()
    return WebLimits(
        forms=int(environment.get("OMMS_WEB_FORMS_PER_MINUTE", usual.forms)),
        codes=int(environment.get("OMMS_WEB_CODES_PER_MINUTE", usual.codes)),
    )


def server_address(settings: ServerSettings) -> ServerAddress:
    """Where the application server listens; its certificate carries that name or address."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104
    return ServerAddress(host, settings.port, host)


def tls_files(settings: ServerSettings) -> TlsFiles:
    """The sidecar's certificate and the clinic's authority."""
    folder = settings.tls
    return TlsFiles(
        folder / "authority.pem", folder / "service-sidecar.pem", folder / "service-sidecar.key"
    )


def form_secret(path: Path) -> bytes:
    """What signs the forms and seals the links to bookings; made at the first start, so that both
    outlive a restart."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return read_password(path).encode()
