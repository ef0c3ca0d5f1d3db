"""omms-server keys: what keys there are and what still lies under old ones, new keys, and the
master key in shares."""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from omms_server.core.database import Database
from omms_server.core.key_shares import NEEDED, SHARES, export_shares, restore_master
from omms_server.core.keys import (
    KeyFacts,
    add_field_key,
    change_master,
    forget_old_master,
    key_facts,
)
from omms_server.core.master_key import read_master
from omms_server.core.sealed_columns import NEVER_CHANGED, count_by_key, sealed_tables
from omms_server.models.system import Rekeying
from omms_server.settings import ServerSettings

DAY = 86_400
WHY_NEVER = "kept as written: its bytes are in the chain of the trail, old keys are kept for them"
WHY_EXPIRES = "deleted after 7 days in any case"


def add_commands(commands: Any) -> None:
    """Add `keys` and what can be done with them to the command line."""
    text = "encryption keys: status, rotation, shares for the safe"
    parser: argparse.ArgumentParser = commands.add_parser("keys", help=text)
    kinds = parser.add_subparsers(dest="keys_command", required=True)
    kinds.add_parser("status", help="which keys there are, and what lies under old ones")
    rotate = kinds.add_parser("rotate", help="add a field key; values are sealed anew by and by")
    rotate.add_argument(
        "--master", action="store_true", help="replace the master key that wraps all others"
    )
    export = kinds.add_parser("export", help="the master key in three shares; any two restore it")
    export.add_argument("--shares", type=Path, required=True, metavar="FOLDER")
    restore = kinds.add_parser("restore", help="put the master key back from two share files")
    restore.add_argument("files", type=Path, nargs="+", metavar="SHARE")


def run(settings: ServerSettings, given: argparse.Namespace) -> int:
    """Do one of them."""
    if given.keys_command == "status":
        return _status(settings)
    if given.keys_command == "export":
        return _export(settings, given.shares)
    if given.keys_command == "restore":
        return _restore(settings, given.files)
    return _rotate_master(settings) if given.master else _rotate(settings)


def _status(settings: ServerSettings) -> int:
    now = time.time()
    master = read_master(settings.keys)
    print(f"master key   {master.fingerprint}  ({master.source})")
    facts = key_facts(settings.keys)
    sealing = max(fact.key_id for fact in facts if fact.seals_from <= now)
    for fact in facts:
        print(f"field key {fact.key_id}  {_age(fact, now)}, {_role(fact, sealing, now)}")
    database = Database(settings.url)
    try:
        database.read(lambda session: _tell_columns(session, sealing))
    finally:
        database.close()
    return 0


def _age(fact: KeyFacts, now: float) -> str:
    days = int((now - fact.made) // DAY)
    return f"made {datetime.fromtimestamp(fact.made, UTC):%Y-%m-%d} ({days} days ago)"


def _role(fact: KeyFacts, sealing: int, now: float) -> str:
    if fact.seals_from > now:
        return f"added, seals in {int(fact.seals_from - now) + 1} s"
    return "seals" if fact.key_id == sealing else "opens what was sealed with it"


def _tell_columns(session: Session, sealing: int) -> None:
    states = {row.table_name: row for row in session.scalars(select(Rekeying))}
    for one in sealed_tables():
        for column, counts in count_by_key(session, one).items():
            place = f"{one.name}.{column}"
            print(f"{place:40} {_counted(counts, sealing)}")
        if not one.moves:
            print(f"    {WHY_NEVER if one.name in NEVER_CHANGED else WHY_EXPIRES}")
        elif one.name in states and states[one.name].key_id == sealing:
            print(f"    {_progress(states[one.name])}")


def _counted(counts: Mapping[int, int], sealing: int) -> str:
    total = sum(counts.values())
    old = {key_id: count for key_id, count in counts.items() if key_id != sealing}
    parts = [f"{count:,} under key {key_id}" for key_id, count in sorted(old.items())]
    return f"{total:,} values, " + (", ".join(parts) or "none under an old key")


def _progress(state: Rekeying) -> str:
    if state.done_at is None:
        return f"being sealed anew: {state.changed:,} rows so far in this pass"
    done = f"sealed anew by {state.done_at:%Y-%m-%d %H:%M} UTC"
    return f"{done}; {state.left:,} rows do not open: omms-server verify" if state.left else done


def _rotate(settings: ServerSettings) -> int:
    fact = add_field_key(settings.keys, settings.key_grace_seconds)
    print(f"field key {fact.key_id} was added; it seals in {settings.key_grace_seconds:g} s.")
    print("Copy keys.json to every other application server within this time.")
    print("Then values are sealed anew while the clinic works: omms-server keys status")
    return 0


def _rotate_master(settings: ServerSettings) -> int:
    if forget_old_master(settings.keys):
        print("the master key before this one opens nothing any more")
        return 0
    master, place = change_master(settings.keys)
    print(f"the master key is now {master.fingerprint}; it lies in {place}")
    if master.source == "systemd":
        print("Put it into the credential master-key, restart the server, remove that file, then")
        print("run this command again: until then the old master key opens the keys too.")
    print("Sheets of the old key restore nothing any more: omms-server keys export --shares FOLDER")
    return 0


def _export(settings: ServerSettings, folder: Path) -> int:
    for path in export_shares(settings.keys, folder):
        print(path)
    print(f"{NEEDED} of these {SHARES} restore the master key. Give each to another person and")
    print("delete the files here; whoever holds two of them and the database reads everything.")
    return 0


def _restore(settings: ServerSettings, files: Sequence[Path]) -> int:
    place = restore_master(settings.keys, files)
    print(f"the master key {read_master(settings.keys).fingerprint} lies in {place} again")
    return 0
