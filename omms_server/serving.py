"""Runs the application server as a process: front, events, jobs, until it is told to stop."""

from __future__ import annotations

import signal
import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import structlog

from omms_server.bootstrap import Application, build_house, clock_of
from omms_server.contract.enrolling import EnrolmentAnswered, EnrolmentAsked
from omms_server.core.clock import Clock
from omms_server.core.context import House
from omms_server.core.enrolment_front import EnrolmentFront
from omms_server.core.log import configure_log
from omms_server.core.migration import is_current
from omms_server.core.rpyc_limits import Limits
from omms_server.core.rpyc_server import RpycServer
from omms_server.core.tls import Issued, server_context
from omms_server.domains.workstations.enrolling import answer_enrolment
from omms_server.payments.gateway import Gateway
from omms_server.payments.registry import gateways_from, simulated_settings
from omms_server.payments.transport import http_client
from omms_server.settings import NotReady, ServerSettings

log = structlog.get_logger()


def serve(settings: ServerSettings) -> None:
    """Serve until SIGTERM or SIGINT."""
    configure_log(folder=settings.logs)
    server, application = start(settings)
    enrolment = enrolment_front(application.house)
    try:
        enrolment.start()
    except OSError as error:  # the clinic can work; only new machines must wait
        log.error("no machine can enrol", port=settings.enrols_at, error=str(error))
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    host, port = server.address
    log.info("serving", host=host, port=port, database=application.house.database.kind)
    print(f"omms-server listens on {host}:{port}", flush=True)  # whoever started it waits for this
    stopping.wait()
    enrolment.stop()
    server.stop(5.0)
    application.stop()
    log.info("stopped")


def start(settings: ServerSettings) -> tuple[RpycServer, Application]:
    """Build and start everything; returns when calls are answered."""
    clock = clock_of(settings)
    gateways = _gateways(settings, clock)
    application = Application(build_house(settings, clock=clock, gateways=gateways))
    if not is_current(application.house.database.engine):
        application.house.database.close()
        raise NotReady("the database has another schema; run: omms-server migrate")
    limits = Limits(workers=settings.workers, connections_per_address=2000)
    server = RpycServer(
        application.dispatcher.handle,
        server_context(_certificate(settings.tls)),
        settings.host,
        settings.port,
        limits,
    )
    application.start()
    server.start()
    return server, application


def enrolment_front(house: House) -> EnrolmentFront:
    """Where machines that have no certificate yet ask for one."""

    def answer(asked: EnrolmentAsked, address: str) -> EnrolmentAnswered:
        return answer_enrolment(house, asked, address)

    settings = house.settings
    files = _certificate(settings.tls)
    return EnrolmentFront(answer, files, settings.host, settings.enrols_at)


def _certificate(folder: Path) -> Issued:
    return Issued(
        folder / "authority.pem",
        folder / "server-omms-server.pem",
        folder / "server-omms-server.key",
    )


def _gateways(settings: ServerSettings, clock: Clock) -> Mapping[str, Gateway]:
    if not settings.payments_url:
        return {}
    notices = f"http://{settings.web_host}:{settings.web_port}/payments/notices"
    given = simulated_settings(settings.data / "sandbox", settings.payments_url, notices)
    return gateways_from(replace(given, now=clock.now), http_client())
