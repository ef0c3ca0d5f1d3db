"""Who steals the database server's disk, a dump or a backup reads no patient in it."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from omms_server.contract.patients import FindPatients
from omms_server.contract.pharmacy import Dispense
from omms_server.core.ids import new_id
from omms_server.core.rows import table_of
from omms_server.core.sealer import seal_batch
from omms_server.models.system import Event
from tests.support.clinic import Clinic, identity_number, open_clinic
from tests.support.databases import open_servers
from tests.support.visits import FAR, NOTE, a_visit, approved, noted, pay_all, prescribed

pytestmark = pytest.mark.mariadb
OPTIONS = ("--log-bin=binlog", "--binlog-format=ROW")
NAME, PHONE, ADDRESS = "欧阳晓明", "13987650123", "和平里东街十二号"
IDENTITY = identity_number()
WRITTEN = (
    NAME,
    PHONE,
    IDENTITY,
    ADDRESS,
    NOTE.chief_complaint,
    NOTE.present_illness,
    NOTE.examination,
    NOTE.plan,
    "确有必要",
)
PLANTED = "planted.in.clear"


@pytest.fixture(scope="module")
def robbed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Clinic, Any, Path]]:
    """A clinic's day on a MariaDB that keeps a binary log: the clinic, a connection, the disk."""
    with open_servers(OPTIONS) as servers:
        server = servers.get("mariadb")
        if server is None:
            pytest.skip("it needs mariadb-server: make system-test; CI must have it")
        server.create("omms")
        clinic = open_clinic(tmp_path_factory.mktemp("robbed"), server.url("omms"))
        with server.connect() as connection:
            a_day(clinic)
            flush(connection)
            yield clinic, connection, servers.folder / "mariadb" / "data"
        clinic.app.house.database.close()


def a_day(clinic: Clinic) -> None:
    """One visit with everything that is written down; then one event that nobody sealed."""
    clinic.a_batch("D0041", 100, expires_on=FAR)
    known = {"name": NAME, "phone": PHONE, "identity_number": IDENTITY, "address": ADDRESS}
    visit = noted(clinic, a_visit(clinic, **known))
    signed = prescribed(clinic, visit)
    pay_all(clinic)
    ready = approved(clinic, signed)
    clinic.chen.send(Dispense(prescription_id=ready.id, version=ready.version))
    planted = {"id": new_id(), "topic": PLANTED, "ref": None}
    clinic.app.house.database.write(lambda s: s.execute(insert(table_of(Event)), planted))
    clinic.app.house.database.write(seal_batch)


def flush(connection: Any) -> None:
    """Have the server write out whatever it still holds in memory."""
    with connection.cursor() as cursor:
        cursor.execute("SET GLOBAL innodb_max_dirty_pages_pct_lwm=0")
        cursor.execute("SET GLOBAL innodb_max_dirty_pages_pct=0")
        cursor.execute("FLUSH BINARY LOGS")
        cursor.execute("USE omms")
        cursor.execute("SHOW TABLES")
        tables = ", ".join(f"`{row[0]}`" for row in cursor.fetchall())
        cursor.execute(f"FLUSH TABLES {tables} FOR EXPORT")
        cursor.execute("UNLOCK TABLES")


def as_bytes(text: str) -> list[bytes]:
    """How a text may stand in a file."""
    utf8 = text.encode()
    wide = [text.encode(coding) for coding in ("utf-16-le", "utf-16-be", "gb18030")]
    return [utf8, *wide, utf8.hex().encode(), utf8.hex().upper().encode(), base64.b64encode(utf8)]


def found_in(data: bytes) -> list[str]:
    return [text for text in WRITTEN if any(form in data for form in as_bytes(text))]


def dumped(connection: Any) -> dict[str, bytes]:
    """Every value of every table."""
    tables = {}
    with connection.cursor() as cursor:
        cursor.execute("SHOW TABLES FROM omms")
        for (name,) in cursor.fetchall():
            cursor.execute(f"SELECT * FROM omms.`{name}`")  # noqa: S608 a table's own name
            values = [value for row in cursor.fetchall() for value in row]
            tables[name] = b"\n".join(
                value if isinstance(value, bytes) else str(value).encode() for value in values
            )
    return tables


def test_the_day_can_be_read_with_the_keys(robbed: tuple[Clinic, Any, Path]) -> None:
    """Else the searches below find nothing because nothing was written."""
    rows = robbed[0].amy.send(FindPatients(text=PHONE)).rows
    assert [row.name for row in rows] == [NAME]


def test_no_table_tells_a_patient(robbed: tuple[Clinic, Any, Path]) -> None:
    tables = dumped(robbed[1])
    assert PLANTED.encode() in tables["event"], "the search sees what is in clear"
    assert {"patient", "encounter_note", "audit_entry", "command_done"} <= {
        name for name, data in tables.items() if data
    }
    assert {name: found for name, data in tables.items() if (found := found_in(data))} == {}


def test_no_file_of_the_database_server_tells_a_patient(robbed: tuple[Clinic, Any, Path]) -> None:
    files = {
        str(path.relative_to(robbed[2])): path.read_bytes()
        for path in robbed[2].rglob("*")
        if path.is_file()
    }
    clear = {name for name, data in files.items() if PLANTED.encode() in data}
    assert {"omms/event.ibd", "binlog.000001"} <= clear, "the search sees what is in clear"
    assert {"ibdata1", "ib_logfile0", "omms/patient.ibd", "omms/audit_entry.ibd"} <= files.keys()
    assert {name: found for name, data in files.items() if (found := found_in(data))} == {}
