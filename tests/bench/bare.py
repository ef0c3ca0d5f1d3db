"""The bare limits of this machine: a booking's SQL through PyMySQL alone, and an RPyC echo."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from pathlib import Path

import pymysql

from omms_server.client.connection import Connection, ServerAddress
from omms_server.client.tls import TlsFiles
from omms_server.core.ids import new_id
from omms_server.core.rpyc_limits import Limits
from omms_server.core.rpyc_server import RpycServer
from omms_server.core.tls import Issued, server_context

from .measuring import Caller

ANSWER_BYTES = 600

_SLOT = """SELECT slot.*, clinic_session.*, department.*, staff.* FROM slot
JOIN clinic_session ON clinic_session.id = slot.session_id
JOIN department ON department.id = clinic_session.department_id
JOIN staff ON staff.id = clinic_session.doctor_id WHERE slot.id = %s"""
_FACE = "SELECT id, number, sex, born_on, name, phone, identity_number FROM patient WHERE id = %s"
_APPOINTMENT = """SELECT appointment.*, slot.*, clinic_session.*, department.*, staff.*, bill.state
FROM appointment JOIN slot ON slot.id = appointment.slot_id
JOIN clinic_session ON clinic_session.id = appointment.session_id
JOIN department ON department.id = appointment.department_id
JOIN staff ON staff.id = appointment.doctor_id
LEFT JOIN bill ON bill.id = appointment.bill_id WHERE appointment.id = %s"""
_PRICES = """SELECT charge_item.*, charge_price.price FROM charge_item JOIN (
SELECT item_id, max(valid_from) AS since FROM charge_price WHERE valid_from <= %s GROUP BY item_id
) AS latest ON latest.item_id = charge_item.id JOIN charge_price
ON charge_price.item_id = latest.item_id AND charge_price.valid_from = latest.since
WHERE charge_item.code IN (%s, %s)"""
_ADD = """INSERT INTO appointment (id, slot_id, session_id, patient_id, department_id, doctor_id,
on_date, number, channel, state, active_key, booked_at, misses, version)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 'counter', 'booked', %s, %s, 0, 1)"""
_AUDIT = """INSERT INTO audit_entry (id, at, person_id, person, post, workstation, action,
patient_id, subject, outcome, reason, details)
VALUES (%s, %s, 1, 'x', 'receptionist', 'desk', 'scheduling.book', %s, %s, 'ok', %s, %s)"""


def booking_sql(
    url_of: Callable[[], pymysql.Connection], slots: list[int], patients: list[int]
) -> Callable[[int], Caller]:
    """Callers that run a booking's statements and nothing else."""

    def make(number: int) -> Caller:
        connection = url_of()
        state = {"n": 0}

        def call() -> bool:
            state["n"] += 1
            slot_id = slots[(number * 31 + state["n"]) % len(slots)]
            patient_id = patients[(number * 997 + state["n"]) % len(patients)]
            _book(connection, slot_id, patient_id)
            return True

        return call

    return make


def _book(connection: pymysql.Connection, slot_id: int, patient_id: int) -> None:
    now, key, appointment_id = int(time.time() * 1000), secrets.token_hex(24), new_id()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO command_done (command_key, body_digest, answer, at) VALUES (%s, %s, %s, %s)",
            (key, bytes(32), b"", now),
        )
        cursor.execute(_SLOT, (slot_id,))
        cursor.execute(_FACE, (patient_id,))
        cursor.execute(
            "UPDATE slot SET taken = taken + 1, issued = issued + 1 WHERE id = %s AND taken < capacity",
            (slot_id,),
        )
        cursor.execute("SELECT * FROM slot WHERE id = %s", (slot_id,))
        row = cursor.fetchone()
        assert row is not None
        session_id, number = row[1], row[7] + row[6] - 1
        cursor.execute(
            "SELECT department_id, doctor_id, on_date FROM clinic_session WHERE id = %s",
            (session_id,),
        )
        department_id, doctor_id, on_date = cursor.fetchone() or (0, 0, None)
        cursor.execute(
            _ADD,
            (
                appointment_id,
                slot_id,
                session_id,
                patient_id,
                department_id,
                doctor_id,
                on_date,
                number,
                key,
                now,
            ),
        )
        cursor.execute(
            "INSERT INTO event (id, topic, ref) VALUES (%s, 'appointments', %s)",
            (new_id(), appointment_id),
        )
        cursor.execute(_APPOINTMENT, (appointment_id,))
        cursor.execute(_FACE, (patient_id,))
        cursor.execute(_PRICES, (on_date, "R01", "C01"))
        cursor.execute(
            _AUDIT,
            (new_id(), now, patient_id, f"appointment:{appointment_id}", bytes(31), bytes(31)),
        )
        cursor.execute(
            "UPDATE command_done SET answer = %s WHERE command_key = %s", (bytes(900), key)
        )
    connection.commit()


def echo_server(tls: Path) -> RpycServer:
    """A front whose handler answers a fixed text: what RPyC, TLS and the front cost by themselves."""
    files = Issued(
        tls / "authority.pem", tls / "server-omms-server.pem", tls / "server-omms-server.key"
    )
    text = "x" * ANSWER_BYTES

    def handler(_frame: str, peer: object) -> str:
        peer.signed_in = True  # type: ignore[attr-defined]
        return text

    limits = Limits(connections_per_address=2000)
    server = RpycServer(handler, server_context(files), "127.0.0.1", 0, limits)
    server.start()
    return server


def echo_caller(address: tuple[str, int], kit: TlsFiles) -> Callable[[int], Caller]:
    """Callers of the echo, with a frame of a booking's size."""
    frame = "y" * ANSWER_BYTES

    def make(_number: int) -> Caller:
        connection = Connection(ServerAddress(address[0], address[1], "localhost"), kit)

        def call() -> bool:
            return bool(connection.call(frame))

        return call

    return make
