"""The trail at the command line: checkpoints, export, archive, and what nobody may change."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import IntegrityError

from omms_server.cli import main
from omms_server.core.append_only import TRAIL, guards
from omms_server.core.checkpoints import FILE, Checkpointer, read_checkpoints, signing_key
from omms_server.core.sealer import broken_links, seal_batch
from omms_server.core.trail_file import check_trail
from omms_server.core.trail_keeping import Keeper, KeepLonger, archive_trail, export_trail
from omms_server.models.system import AuditEntry, AuditSeal
from omms_server.verification import verify
from tests.support.clinic import TODAY, Clinic, open_clinic

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    """A clinic with a guarded trail of two days, all of it chained."""
    opened = open_clinic(tmp_path / "data", f"sqlite:///{tmp_path / 'omms.db'}")
    for _, statement in guards():
        opened.app.house.database.write(lambda s, made=statement: s.execute(text(made)))
    for name in ("张一", "张二", "张三"):
        opened.a_patient(name=name)
    opened.clock.forward(days=1)
    opened.a_patient(name="李四")
    seal(opened)
    yield opened
    opened.app.house.database.close()


def keeper_of(clinic: Clinic) -> Keeper:
    house = clinic.app.house
    return Keeper(house.database, house.clock, house.settings, house.vault)


def seal(clinic: Clinic) -> None:
    while clinic.app.house.database.write(seal_batch):
        pass


def checkpoint(clinic: Clinic, copy_to: Path | None = None) -> Path:
    house = clinic.app.house
    folder = house.settings.checkpoints
    Checkpointer(house.database, house.clock, house.settings.keys, folder, copy_to).run()
    return folder / FILE


def promises(clinic: Clinic) -> dict[str, list[str]]:
    settings = clinic.app.house.settings
    points = read_checkpoints(settings.checkpoints / FILE)
    key = signing_key(settings.keys).public_key()
    found = clinic.app.house.database.read(lambda s: verify(s, points, key))
    return {promise: told for promise, told in found.items() if told}


def unguarded(clinic: Clinic, *statements: Any) -> None:
    """What an attacker who owns the database file can do."""

    def work(session: Any) -> None:
        for name, _ in guards():
            session.execute(text(f"DROP TRIGGER {name}"))
        for statement in statements:
            session.execute(statement)

    clinic.app.house.database.write(work)


@pytest.mark.parametrize("table", TRAIL)
@pytest.mark.parametrize("act", ["UPDATE {} SET link = x'00'", "DELETE FROM {}"])
def test_the_database_refuses_to_change_the_trail(clinic: Clinic, table: str, act: str) -> None:
    statement = act.format(table).replace("link =", "outcome =" if table == TRAIL[0] else "link =")
    with pytest.raises(IntegrityError, match="append-only"):
        clinic.app.house.database.write(lambda session: session.execute(text(statement)))


def test_checkpoints_grow_with_the_trail_and_are_copied_away(
    clinic: Clinic, tmp_path: Path
) -> None:
    away = tmp_path / "away"
    path = checkpoint(clinic, away)
    checkpoint(clinic, away)
    assert len(read_checkpoints(path)) == 1  # nothing new was there to sign
    clinic.a_patient(name="王五")
    seal(clinic)
    checkpoint(clinic, away)
    first, second = read_checkpoints(path)
    assert second.checkpoint.previous == first.checkpoint.digest()
    assert (away / FILE).read_text() == path.read_text()
    assert (away / "trail.pub").exists()
    assert promises(clinic) == {}


def test_a_tail_that_was_cut_off_is_found_by_the_checkpoints(clinic: Clinic) -> None:
    checkpoint(clinic)
    last = clinic.app.house.database.read(
        lambda s: s.scalars(select(AuditSeal.entry_id).order_by(AuditSeal.seq.desc())).first()
    )
    unguarded(
        clinic,
        delete(AuditSeal).where(AuditSeal.entry_id == last),
        delete(AuditEntry).where(AuditEntry.id == last),
    )
    (told,) = promises(clinic)["the trail is what was signed"]
    assert "cut off after link" in told


def test_a_trail_that_was_made_anew_is_found_by_the_checkpoints(clinic: Clinic) -> None:
    checkpoint(clinic)
    unguarded(clinic, update(AuditEntry).values(person="无人"), delete(AuditSeal))
    seal(clinic)
    assert list(promises(clinic)) == ["the trail is what was signed"]


def test_an_export_is_checked_without_database_or_folder(
    clinic: Clinic, tmp_path: Path, capsys: Captured
) -> None:
    path = checkpoint(clinic)
    house, file = clinic.app.house, tmp_path / "trail.jsonl"
    written = export_trail(keeper_of(clinic), file)
    kept, key = tmp_path / "kept.jsonl", tmp_path / "kept.pub"
    shutil.copy(path, kept)
    shutil.copy(house.settings.keys / "trail.pub", key)
    asked = ["verify", "--audit", str(file), "--checkpoints", str(kept), "--key", str(key)]
    assert main(["--data", str(tmp_path / "nowhere"), *asked]) == 0
    assert "is whole" in capsys.readouterr().out
    lines = file.read_text("utf-8").splitlines()
    assert written.entries == sum('"entry"' in line for line in lines)
    changed = json.loads(lines[2])
    changed["entry"]["person"] = "无人"
    lines[2] = json.dumps(changed, ensure_ascii=False, separators=(",", ":"))
    file.write_text("\n".join(lines) + "\n", "utf-8")
    assert main(["--data", str(tmp_path / "nowhere"), *asked]) == 1
    assert f"audit entry {changed['entry']['id']} " in capsys.readouterr().out


def test_an_export_of_a_day_holds_that_day(clinic: Clinic, tmp_path: Path) -> None:
    house, file = clinic.app.house, tmp_path / "day.jsonl"
    tomorrow = TODAY + timedelta(days=1)
    written = export_trail(keeper_of(clinic), file, since=tomorrow)
    whole = clinic.app.house.database.read(
        lambda s: s.scalar(select(func.count()).select_from(AuditSeal))
    )
    assert 0 < written.entries < whole
    assert check_trail(file, signing_key(house.settings.keys).public_key()) == []


def test_what_is_old_moves_to_a_file_that_proves_itself_and_the_rest_goes_on(
    clinic: Clinic,
) -> None:
    house = clinic.app.house
    assert archive_trail(keeper_of(clinic)) is None
    clinic.clock.forward(days=179, hours=12)  # the first day's are old enough now
    moved = archive_trail(keeper_of(clinic))
    assert moved is not None
    assert moved.path.stat().st_mode & 0o077 == 0
    key = signing_key(house.settings.keys).public_key()
    assert (
        check_trail(moved.path, key, read_checkpoints(house.settings.checkpoints / FILE)[:0]) == []
    )
    assert house.database.read(lambda s: list(broken_links(s))) == []
    assert promises(clinic) == {}
    newest = select(AuditEntry.action).order_by(AuditEntry.id.desc())
    assert house.database.read(lambda s: s.scalars(newest).first()) == "audit.archive"
    clinic.forget_sign_ins()
    clinic.a_patient(name="王五")
    seal(clinic)
    assert house.database.read(lambda s: list(broken_links(s))) == []
    with pytest.raises(IntegrityError, match="append-only"):
        house.database.write(lambda session: session.execute(delete(AuditEntry)))


def test_nothing_is_archived_while_entries_wait_for_their_link(clinic: Clinic) -> None:
    clinic.clock.forward(days=400)
    clinic.forget_sign_ins()
    clinic.a_patient(name="王五")
    with pytest.raises(KeepLonger):
        archive_trail(keeper_of(clinic))


def test_a_missing_file_to_check_is_a_sentence(tmp_path: Path, capsys: Captured) -> None:
    assert main(["verify", "--audit", str(tmp_path / "none.jsonl")]) == 1
    assert "none.jsonl" in capsys.readouterr().err
