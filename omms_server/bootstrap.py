"""Builds the server from its settings: the only place that knows all parts."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from omms_server.core import checkpoints
from omms_server.core.clock import Clock, DemoClock, SystemClock
from omms_server.core.commands_done import Forgetter
from omms_server.core.context import House
from omms_server.core.database import Database
from omms_server.core.dispatcher import Dispatcher
from omms_server.core.events import EventHub
from omms_server.core.jobs import Job, Jobs, TaskRunner
from omms_server.core.keys import LOOK_SECONDS, KeyWatch, load_vault
from omms_server.core.passwords import Passwords
from omms_server.core.reference_data import load_reference_data
from omms_server.core.rekeying import Rekeyer
from omms_server.core.sealer import Sealer
from omms_server.domains.billing.gateway_tasks import GatewayTasks
from omms_server.domains.staff.second_person import SecondPersons
from omms_server.domains.staff.sign_ins import SignIns
from omms_server.domains.staff.upkeep import Upkeep
from omms_server.domains.workstations.admission import ADMISSION_SECONDS, Admission
from omms_server.payments.gateway import Gateway
from omms_server.routes import all_routes
from omms_server.settings import ServerSettings

REFERENCE = Path(__file__).resolve().parent.parent / "resources" / "reference_data"


class Application:
    """A built server without its network front: what the front, tests and load tools call."""

    def __init__(self, house: House, *, password_cost: int = 12) -> None:
        self.house = house
        self.hub = EventHub(house.database)
        passwords = Passwords(house.vault, password_cost)
        self.sign_ins = SignIns(house, passwords)
        self.admission = Admission(house)
        self.dispatcher = Dispatcher(
            house,
            all_routes(self.sign_ins, self.hub),
            self.sign_ins.authenticate,
            self,
            SecondPersons(house, passwords).check,
            self.admission.admit,
        )
        self.jobs = Jobs(house.database, house.clock, secrets.token_hex(8), self._make_jobs())

    def start(self) -> None:
        """Begin to read events and run jobs."""
        self.hub.start()
        self.jobs.start()

    def stop(self) -> None:
        """Stop jobs and events, then close the database."""
        self.jobs.stop()
        self.hub.stop()
        self.sign_ins.passwords.close()
        self.house.database.close()

    def poke(self, *, tasks: bool = True) -> None:
        """A commit wrote events, perhaps tasks: look now."""
        self.hub.poke()
        if tasks:
            self.jobs.wake("tasks")

    def _checkpointer(self) -> checkpoints.Checkpointer:
        house, settings = self.house, self.house.settings
        copy_to, folder = settings.audit.copy_to, settings.checkpoints
        return checkpoints.Checkpointer(house.database, house.clock, settings.keys, folder, copy_to)

    def _make_jobs(self) -> tuple[Job, ...]:
        house = self.house
        database, clock, vault = house.database, house.clock, house.vault
        tasks = TaskRunner(database, clock, GatewayTasks(house, self.poke).handlers())
        watch = KeyWatch(vault, house.settings.keys)
        return (
            Job("seal", 1.0, Sealer(database).run),
            Job("tasks", 2.0, tasks.run),
            Job("checkpoints", checkpoints.SECONDS, self._checkpointer().run),
            Job("accounts", 3600.0, Upkeep(self.house).run),
            Job("admission", ADMISSION_SECONDS, self.admission.look, everywhere=True),
            Job("keys", LOOK_SECONDS, watch.look, everywhere=True),
            Job("rekey", 5.0, Rekeyer(database, vault, clock).run),
            Job("forget", 300.0, Forgetter(database, clock).run),
        )


def clock_of(settings: ServerSettings) -> Clock:
    """The house's clock: the machine's, or the demonstration's."""
    zone = ZoneInfo(settings.clinic.zone)
    if settings.demo_opens_at is None:
        return SystemClock(zone)
    return DemoClock.opening_at(settings.demo_opens_at, zone)


def build_house(
    settings: ServerSettings,
    *,
    clock: Clock | None = None,
    gateways: Mapping[str, Gateway] | None = None,
) -> House:
    """The parts that live as long as the server, from settings."""
    return House(
        settings=settings,
        database=Database(settings.url),
        vault=load_vault(settings.keys),
        clock=clock or clock_of(settings),
        reference=load_reference_data(REFERENCE),
        gateways=gateways or {},
    )
