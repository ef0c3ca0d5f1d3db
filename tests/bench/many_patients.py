"""Invented patients by the million: rows made by every core, index values sorted, LOAD DATA."""

from __future__ import annotations

import csv
import multiprocessing
import os
import random
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from omms_server.contract.patients import IdentityKind
from omms_server.core.ids import new_id
from omms_server.core.keys import load_vault
from omms_server.core.pinyin import name_spellings
from omms_server.core.vault import Vault
from omms_server.domains.patients.repository import SEALED
from omms_server.domains.patients.search import Identity, identity_value, written_values

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建文辉玲红梅兰国志海燕晓东"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
ROWS_A_FILE = 50_000
VALUES_A_FILE = 2_000_000

_LOAD_PATIENTS = """
LOAD DATA LOCAL INFILE %s INTO TABLE patient CHARACTER SET ascii
FIELDS TERMINATED BY ',' LINES TERMINATED BY '\\r\\n'
(id, number, sex, born_on, identity_kind, @i, @n, @d, @p, @a, @r)
SET identity_index=UNHEX(@i), name=UNHEX(@n), identity_number=UNHEX(@d), phone=UNHEX(@p),
address=UNHEX(@a), no_identity_reason=UNHEX(@r), allergy_state='none_known',
registered_at=0, version=1
"""
_LOAD_VALUES = """
LOAD DATA LOCAL INFILE %s INTO TABLE patient_key CHARACTER SET ascii
FIELDS TERMINATED BY ',' LINES TERMINATED BY '\\r\\n' (@v, patient_id) SET value=UNHEX(@v)
"""
_DROP_INDEX = (
    "ALTER TABLE patient_key DROP FOREIGN KEY fk_patient_key_patient_id,"
    " DROP INDEX ix_patient_key_patient_id"
)
_ADD_INDEX = (
    "ALTER TABLE patient_key ADD INDEX ix_patient_key_patient_id (patient_id),"
    " ADD CONSTRAINT fk_patient_key_patient_id FOREIGN KEY (patient_id) REFERENCES patient (id)"
)


def load_patients(keys: Path, first: int, count: int, folder: Path, connection: Any) -> None:
    """Add patients with serial numbers from `first` on. `keys`: the installation's key folder."""
    folder.mkdir()
    starts = range(first, first + count, ROWS_A_FILE)
    parts = [(keys, start, min(ROWS_A_FILE, first + count - start), folder) for start in starts]
    with multiprocessing.get_context("spawn").Pool(os.cpu_count()) as pool:
        pool.starmap(write_files, parts, chunksize=1)
    pieces = _sorted_pieces(folder)
    with connection.cursor() as cursor:
        cursor.execute("SET foreign_key_checks=0, unique_checks=0")
        for people in sorted(folder.glob("people-*")):
            _load(connection, cursor, _LOAD_PATIENTS, people)
        cursor.execute(_DROP_INDEX)
        for piece in pieces:
            _load(connection, cursor, _LOAD_VALUES, piece)
        cursor.execute(_ADD_INDEX)
    folder.rmdir()


def write_files(keys: Path, first: int, count: int, folder: Path) -> None:
    """Write one part's rows; for a process of its own."""
    vault = load_vault(keys)
    people, values = folder / f"people-{first:09d}", folder / f"values-{first:09d}"
    with people.open("w", newline="") as row_file, values.open("w", newline="") as value_file:
        rows, value_rows = csv.writer(row_file), csv.writer(value_file)
        for row, indexed in _patients(vault, first, count):
            rows.writerow(row)
            value_rows.writerows((value.hex(), row[0]) for value in indexed)


def _sorted_pieces(folder: Path) -> list[Path]:
    """All index values in their order, so that the tree grows at its end, in loadable pieces."""
    files, whole = sorted(folder.glob("values-*")), folder / "sorted"
    plain = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
    arguments = ["-S", "2G", f"--parallel={os.cpu_count()}", "-T", str(folder), "-o", str(whole)]
    subprocess.run(["sort", *arguments, *map(str, files)], check=True, env=plain)
    for file in files:
        file.unlink()
    subprocess.run(["split", "-l", str(VALUES_A_FILE), whole, folder / "piece-"], check=True)
    whole.unlink()
    return sorted(folder.glob("piece-*"))


def _load(connection: Any, cursor: Any, statement: str, file: Path) -> None:
    cursor.execute(statement, (str(file),))
    connection.commit()
    file.unlink()


def _patients(vault: Vault, first: int, count: int) -> Iterator[tuple[list[Any], set[bytes]]]:
    chance = random.Random(first)
    for serial in range(first, first + count):
        born = date(1930, 1, 1) + timedelta(days=chance.randrange(33_000))
        name = invented_name(chance)
        body = f"{100000 + serial // 1000:06d}{born:%Y%m%d}{serial % 1000:03d}"
        total = sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True))
        number = body + CHECK_DIGITS[total % 11]
        who = Identity(name, born, number, f"13{serial:09d}")
        patient_id = new_id()
        texts = (name, number, who.phone, "示范路", "")
        sealed = [
            vault.seal(field, patient_id, plain).hex()
            for field, plain in zip(SEALED.values(), texts, strict=True)
        ]
        head = [patient_id, f"{serial:08d}", "male" if int(body[-1]) % 2 else "female", born]
        tail = [IdentityKind.RESIDENT.value, identity_value(vault, number).hex()]
        yield [*head, *tail, *sealed], written_values(vault, who)


def invented_name(chance: random.Random) -> str:
    """A surname and one or two further characters."""
    given = (chance.choice(GIVEN) for _ in range(chance.choice((1, 2, 2))))
    return chance.choice(SURNAMES) + "".join(given)


def some_searches(first: int, count: int, wanted: int) -> list[str]:
    """Texts to search by. A phone finds one; a surname or two initials find more than a page,
    among ten thousand as among a million, so that both open as many rows."""
    chance = random.Random(7)
    texts = []
    for _ in range(wanted):
        name = invented_name(chance)
        initials = name_spellings(name).initials[0][:2]
        phone = f"13{first + chance.randrange(count):09d}"
        texts.append(chance.choice((phone, name[0], initials)))
    return texts
