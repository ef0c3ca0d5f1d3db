"""A small clinic for tests: the real application on a real database, with standing characters.

Dr Lin (internal medicine), Amy at the desk, cashiers Bo and Cai, pharmacists Chen and Fang,
administrator Wu, privacy officer Yin; Dr He, nurse Mei and triage nurse Tao of paediatrics; and the
outsider Dora, who is signed in and has no right at all.
"""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select, update

from omms_server.bootstrap import Application, build_house
from omms_server.contract.faults import Fault
from omms_server.contract.messages import Command, Request
from omms_server.contract.patients import Patient, PatientFields, RegisterPatient
from omms_server.contract.permissions import Role
from omms_server.contract.signing_in import SignedIn, SignIn
from omms_server.contract.types import Sex
from omms_server.contract.wire import Call, Consent, SecondSignIn
from omms_server.core.ids import new_id
from omms_server.core.keys import create_keys
from omms_server.core.peers import Parked, Peer
from omms_server.domains.staff.service import initials_of
from omms_server.models import Base
from omms_server.models.catalogue import ChargeItem, ChargePrice, Department, Drug
from omms_server.models.pharmacy import Batch, StockMovement
from omms_server.models.scheduling import ClinicSession, Slot
from omms_server.models.staff import Account, Post, PrescribingRight, Staff
from omms_server.models.workstation import Workstation
from omms_server.settings import PharmacySettings, ServerSettings

A = TypeVar("A")
ZONE = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Monday 2026-11-23, 09:00 in the clinic."""
TODAY = date(2026, 11, 23)
PASSWORD = "correct horse 9"


@dataclass
class FixedClock:
    """A clock that stands still until a test moves it."""

    at: datetime = MORNING
    zone: ZoneInfo = ZONE

    def now(self) -> datetime:
        """The moment the test chose."""
        return self.at

    def forward(self, **by: float) -> None:
        """Move on."""
        self.at += timedelta(**by)


class Refusal(AssertionError):
    """A call was refused although the test did not expect it."""


@dataclass
class Colleague:
    """A signed-in person; `send` goes through the real dispatcher as text."""

    clinic: Clinic
    peer: Peer
    username: str

    def __post_init__(self) -> None:
        self.sign_in()

    def sign_in(self) -> None:
        """Sign in at this workstation; `send` does so again when the test moved the clock far."""
        request = SignIn(username=self.username, password=PASSWORD)
        self.signed_in: SignedIn = self.clinic.call(self.peer, "", request)
        self.since = self.clinic.clock.now()
        self.until = self.since + timedelta(seconds=self.signed_in.expires_in)

    @property
    def id(self) -> int:
        """The staff id."""
        return self.signed_in.person.id

    def send(
        self, request: Request[A], key: str | None = None, reasons: str = "", second: str = ""
    ) -> A:
        """Ask and get the answer, or the fault raised. `reasons`: answer every question with this
        text. `second`: the username of who confirms it on the spot."""
        if not self.since <= self.clinic.clock.now() < self.until:
            self.sign_in()
        try:
            return self._ask(request, key=key, second=second)
        except Fault as fault:
            if fault.code != "confirm" or not reasons:
                raise
            consents = tuple(
                Consent(code=f["code"], subject=f["subject"], reason=reasons)
                for f in fault.params["findings"]
            )
        return self._ask(request, key=key, consents=consents, second=second)

    def _ask(self, request: Request[A], **how: Any) -> A:
        return self.clinic.call(self.peer, self.signed_in.access_token, request, **how)


@dataclass
class Clinic:
    """The application with what tests seed into it."""

    app: Application
    clock: FixedClock
    departments: dict[str, int] = field(default_factory=dict)
    drugs: dict[str, int] = field(default_factory=dict)
    staff: dict[str, int] = field(default_factory=dict)
    _people: dict[str, Colleague] = field(default_factory=dict)
    _enrolled: set[str] = field(default_factory=set)
    _enrolling: threading.Lock = field(default_factory=threading.Lock)

    def call(
        self,
        peer: Peer,
        token: str,
        request: Request[A],
        *,
        key: str | None = None,
        consents: Iterable[Consent] = (),
        second: str = "",
    ) -> A:
        """One call through the dispatcher, text in, text out."""
        if key is None and isinstance(request, Command):
            key = uuid.uuid4().hex
        frame = Call(
            method=request.method,
            body=request.model_dump(mode="json"),
            token=token,
            key=key,
            consents=tuple(consents),
            second=SecondSignIn(username=second, password=PASSWORD) if second else None,
        )
        self.enrol(peer)
        text = self.app.dispatcher.handle(frame.model_dump_json(), peer)
        outcome = json.loads(answer_of(text))
        if outcome["code"] != "ok":
            raise Fault.from_wire(outcome["code"], outcome["data"])
        return request.answer().validate_json(json.dumps(outcome["data"]))

    def enrol(self, peer: Peer) -> None:
        """Let this machine talk to the server, unless it is known already."""
        with self._enrolling:
            if peer.fingerprint not in self._enrolled:
                self._enrol(peer)
                self._enrolled.add(peer.fingerprint)

    def _enrol(self, peer: Peer) -> None:
        found = select(Workstation.id).where(
            or_(Workstation.fingerprint == peer.fingerprint, Workstation.name == peer.name)
        )
        if self.app.house.database.read(lambda session: session.scalar(found)) is None:
            row = Workstation(id=new_id(), name=peer.name, kind=peer.kind, revoked_by="")
            row.fingerprint, row.issued_at = peer.fingerprint, self.clock.now()
            row.expires_at = row.issued_at + timedelta(days=825)
            self.add(row)

    def colleague(self, username: str) -> Colleague:
        """Sign somebody in at a workstation of his own (once)."""
        if username not in self._people:
            peer = a_peer(f"desk-{username}")
            self._people[username] = Colleague(self, peer, username)
        return self._people[username]

    @property
    def lin(self) -> Colleague:
        """Dr Lin, internal medicine."""
        return self.colleague("lin")

    @property
    def amy(self) -> Colleague:
        """Amy at the reception desk."""
        return self.colleague("amy")

    @property
    def bo(self) -> Colleague:
        """Bo, the cashier."""
        return self.colleague("bo")

    @property
    def chen(self) -> Colleague:
        """Chen, the pharmacist."""
        return self.colleague("chen")

    @property
    def wu(self) -> Colleague:
        """Wu, the administrator."""
        return self.colleague("wu")

    @property
    def dora(self) -> Colleague:
        """Dora, who has no right at all."""
        return self.colleague("dora")

    @property
    def sidecar(self) -> Colleague:
        """The booking sidecar's service account."""
        return self.colleague("sidecar")

    def add(self, *rows: Any) -> None:
        """Insert rows."""
        for row in rows:

            def insert(session: Any, row: Any = row) -> None:
                session.add(row)

            self.app.house.database.write(insert)

    def a_patient(self, **changes: Any) -> Patient:
        """Register a patient at the desk; a fresh identity number unless told otherwise."""
        return self.amy.send(RegisterPatient(fields=patient_fields(**changes)), reasons="checked")

    def a_session(
        self,
        *,
        doctor: str = "lin",
        department: str = "D01",
        start: datetime = MORNING,
        slots: int = 4,
        capacity: int = 2,
        minutes: int = 30,
    ) -> tuple[int, list[int]]:
        """Publish a session with equal slots from `start` on; returns its id and the slots' ids."""
        length = timedelta(minutes=minutes)
        session_id = new_id()
        self.add(
            ClinicSession(
                id=session_id,
                department_id=self.departments[department],
                doctor_id=self.staff[doctor],
                on_date=start.astimezone(ZONE).date(),
                half_day="morning" if start.astimezone(ZONE).hour < 12 else "afternoon",
                kind="general",
                room="101",
                starts_at=start,
                ends_at=start + length * slots,
                fee_items="R01,C01",
                next_extra=slots * capacity + 1,
            )
        )
        rows = [
            Slot(
                id=new_id(),
                session_id=session_id,
                starts_at=start + length * n,
                ends_at=start + length * (n + 1),
                capacity=capacity,
                taken=0,
                issued=0,
                first_number=n * capacity + 1,
            )
            for n in range(slots)
        ]
        self.add(*rows)
        return session_id, [row.id for row in rows]

    def a_batch(self, drug: str, units: int, *, expires_on: date, lot: str = "L1") -> int:
        """Put a batch on the shelf, with its movement."""
        batch_id = new_id()
        batch = Batch(
            id=batch_id,
            drug_id=self.drugs[drug],
            lot=lot,
            expires_on=expires_on,
            shelf="A-1",
            on_hand=units,
            received_at=self.clock.now(),
        )
        movement = StockMovement(
            id=new_id(),
            batch_id=batch_id,
            units=units,
            kind="receive",
            source_id=batch_id,
            at=self.clock.now(),
            by_id=self.staff["chen"],
        )
        self.add(batch, movement)
        return batch_id

    def take_off_the_shelf(self, batch_id: int, units: int) -> None:
        """Lose units of a batch, with the movement, as a stocktake would find it."""
        fewer = update(Batch).where(Batch.id == batch_id).values(on_hand=Batch.on_hand - units)
        self.app.house.database.write(lambda session: session.execute(fewer))
        movement = StockMovement(id=new_id(), batch_id=batch_id, units=-units, kind="stocktake")
        movement.source_id, movement.by_id = movement.id, self.staff["chen"]
        movement.at = self.clock.now()
        self.add(movement)

    def forget_sign_ins(self) -> None:
        """Have everybody sign in anew, after a long time has passed."""
        self._people.clear()


def answer_of(text: str | Parked) -> str:
    """The answer, also of a call that waits for it."""
    if not isinstance(text, Parked):
        return text
    came: SimpleQueue[str] = SimpleQueue()
    text.bind(came.put)
    return came.get(timeout=30)


def a_peer(name: str = "desk-1") -> Peer:
    """A workstation as its certificate names it."""
    fingerprint = uuid.uuid5(uuid.NAMESPACE_DNS, name).hex * 2
    return Peer(
        uuid.uuid4().hex, "127.0.0.1", name=name, kind="workstation", fingerprint=fingerprint
    )


_SERIAL = iter(range(1, 10**9))


def identity_number(born_on: date = date(1990, 1, 1), sex: Sex = Sex.MALE) -> str:
    """A fresh valid synthetic identity number (area 999999)."""
    serial = next(_SERIAL)
    digits = f"{100000 + serial // 450:06d}{born_on:%Y%m%d}"
    number = serial % 450 * 2 + (1 if sex is Sex.MALE else 0)
    body = f"{digits}{number:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]


def patient_fields(**changes: Any) -> PatientFields:
    """Plausible fields; change what the test is about."""
    born_on = changes.pop("born_on", date(1990, 1, 1))
    sex = changes.pop("sex", Sex.MALE)
    given: dict[str, Any] = {
        "name": "张晓明",
        "sex": sex,
        "born_on": born_on,
        "identity_number": identity_number(born_on, sex),
        "phone": f"139{next(_SERIAL):08d}",
    }
    return PatientFields(**{**given, **changes})


def open_clinic(
    folder: Path,
    url: str,
    *,
    gateways: Mapping[str, Any] | None = None,
    review: str = "at_dispensing",
    create: bool = True,
    **settings: Any,
) -> Clinic:
    """Build the application on an empty database and seed the standing characters; without
    `create` the schema is there."""
    clock = FixedClock()
    create_keys(folder / "keys")
    given = ServerSettings(
        data=folder,
        database_url=url,
        development=True,
        pharmacy=PharmacySettings(review=review),
        rate_per_account=100_000,
        **settings,
    )
    house = build_house(given, clock=clock, gateways=gateways or {})
    if create:
        Base.metadata.create_all(house.database.engine)
    clinic = Clinic(Application(house, password_cost=4), clock)
    _seed_departments(clinic)
    _seed_people(clinic)
    _seed_catalogue(clinic)
    return clinic


def reopen_clinic(seeded: Clinic) -> Clinic:
    """A fresh application on a seeded clinic's database: nobody is signed in, the clock is back."""
    clock = FixedClock()
    house = replace(seeded.app.house, clock=clock, gateways={})
    return Clinic(
        Application(house, password_cost=4),
        clock,
        dict(seeded.departments),
        dict(seeded.drugs),
        dict(seeded.staff),
    )


def _seed_departments(clinic: Clinic) -> None:
    for position, row in enumerate(clinic.app.house.reference.departments):
        department = Department(
            id=new_id(),
            code=row.code,
            position=position,
            name=row.name_zh,
            name_en=row.name_en,
            initials=row.pinyin_initials,
            place=row.demo_location,
            outpatient=row.outpatient,
            online_booking=row.online_booking,
            max_age=14 if row.code == "D03" else None,
            min_age=None,
            sex="female" if row.code == "D04" else None,
        )
        clinic.departments[row.code] = department.id
        clinic.add(department)


_PEOPLE: tuple[tuple[str, str, str, Role | None, str, str], ...] = (
    ("lin", "林大夫", "主治医师", Role.DOCTOR, "D01", "BASIC,ABX_RESTRICTED"),
    ("he", "何大夫", "主任医师", Role.DOCTOR, "D03", "BASIC"),
    ("amy", "艾米", "挂号员", Role.RECEPTIONIST, "", ""),
    ("bo", "薄会计", "收费员", Role.CASHIER, "", ""),
    ("chen", "陈药师", "主管药师", Role.PHARMACIST, "P01", ""),
    ("fang", "方药师", "药师", Role.PHARMACIST, "P01", ""),
    ("wu", "吴管理", "管理员", Role.ADMINISTRATOR, "", ""),
    ("dora", "朵拉", "访客", None, "", ""),
    ("sidecar", "预约网关", "服务", Role.SIDECAR, "", ""),
    ("mei", "梅护士", "护师", Role.NURSE, "D03", ""),
    ("tao", "陶护士", "主管护师", Role.TRIAGE_NURSE, "D03", ""),
    ("cai", "蔡会计", "收费员", Role.CASHIER, "", ""),
    ("yin", "尹专员", "隐私专员", Role.PRIVACY_OFFICER, "", ""),
)


def _seed_people(clinic: Clinic) -> None:
    hashed = clinic.app.sign_ins.hash_password(PASSWORD)
    for number, (username, name, title, role, department, rights) in enumerate(_PEOPLE):
        staff = Staff(id=new_id(), staff_no=f"S{number:03d}", name=name, title=title)
        staff.initials = initials_of(name)
        account = Account(
            id=new_id(),
            staff_id=staff.id,
            username=username,
            password_hash=hashed,
            failures=0,
            disabled=False,
        )
        clinic.staff[username] = staff.id
        clinic.add(staff, account)
        for code in filter(None, rights.split(",")):
            right = PrescribingRight(id=new_id(), staff_id=staff.id, code=code, granted_by="")
            right.since = date(2020, 1, 1)
            clinic.add(right)
        if role is not None:
            department_id = clinic.departments.get(department)
            clinic.add(
                Post(id=new_id(), staff_id=staff.id, role=role.value, department_id=department_id)
            )


def _seed_catalogue(clinic: Clinic) -> None:
    for item in clinic.app.house.reference.charge_items:
        if item.code not in ("R01", "R02", "R03", "C01", "C02", "C03", "C04"):
            continue
        row = ChargeItem(
            id=new_id(),
            code=item.code,
            name=item.name_zh,
            initials=item.pinyin_initials,
            category=item.receipt_category,
            unit=item.unit,
        )
        price = ChargePrice(
            id=new_id(), item_id=row.id, valid_from=date(2020, 1, 1), price=item.price_yuan
        )
        clinic.add(row, price)
    drugs = clinic.app.house.reference.drugs
    clinic.drugs |= {drug.drug_code: new_id() for drug in drugs}
    rows = [a_drug(clinic.drugs[drug.drug_code], drug) for drug in drugs]
    clinic.app.house.database.write(lambda session: session.add_all(rows))


def a_drug(drug_id: int, drug: Any, price: Decimal = Decimal("0.5250")) -> Drug:
    """A drug row of the catalogue's entry."""
    return Drug(
        id=drug_id,
        code=drug.drug_code,
        name=drug.generic_name_zh,
        name_en=drug.name_en,
        initials=drug.pinyin_initials,
        form=drug.dosage_form_zh,
        spec=drug.spec_zh,
        strength=drug.strength,
        dose_unit=drug.dose_unit,
        min_unit=drug.min_unit,
        pack_size=drug.pack_size,
        pack_unit=drug.pack_unit,
        unit_price=price,
        category="10",
        lower_limit=10,
        active=True,
    )
