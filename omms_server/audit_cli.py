"""omms-server audit export | archive, verify --audit: the trail as files that prove themselves."""

from __future__ import annotations

import argparse
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from omms_server.core.checkpoints import public_key, read_checkpoints
from omms_server.core.clock import SystemClock
from omms_server.core.database import Database
from omms_server.core.keys import load_vault
from omms_server.core.trail_csv import check_csv
from omms_server.core.trail_file import check_trail
from omms_server.core.trail_keeping import Keeper, KeepLonger, archive_trail, export_trail
from omms_server.settings import ServerSettings


def add_commands(commands: Any) -> None:
    """Make `audit` known to the command line."""
    audit = commands.add_parser("audit", help="export the trail, or move its old part to a file")
    kinds = audit.add_subparsers(dest="audit_command", required=True)
    export = kinds.add_parser("export", help="write a part of the trail to a file")
    export.add_argument("file", type=Path)
    export.add_argument("--since", type=date.fromisoformat, help="first day, such as 2026-11-01")
    export.add_argument("--until", type=date.fromisoformat, help="last day")
    archive = kinds.add_parser("archive", help="move what is old enough to a sealed file")
    archive.add_argument(
        "--database-url", default="", help="an account that may delete, for MySQL and MariaDB"
    )


def add_verify_options(verify: argparse.ArgumentParser) -> None:
    """Make `verify --audit` known."""
    verify.add_argument("--audit", type=Path, help="check this export, without a database")
    verify.add_argument("--checkpoints", type=Path, help="checkpoints that were kept elsewhere")
    verify.add_argument("--key", type=Path, help="the clinic's public key that was kept elsewhere")


def run(settings: ServerSettings, given: argparse.Namespace) -> int:
    """Run one of the commands; a failure is one sentence and exit code 1."""
    clock = SystemClock(ZoneInfo(settings.clinic.zone))
    archives = given.audit_command == "archive"
    database = Database((given.database_url if archives else "") or settings.url)
    try:
        keeper = Keeper(database, clock, settings, load_vault(settings.keys))
        return _archive(keeper) if archives else _export(keeper, given)
    finally:
        database.close()


def _archive(keeper: Keeper) -> int:
    try:
        archived = archive_trail(keeper)
    except KeepLonger as error:
        print(f"omms-server: {error}", file=sys.stderr)
        return 1
    told = f"{archived.entries} entries moved to {archived.path}" if archived else ""
    print(told or f"nothing is older than {keeper.settings.audit.days} days")
    return 0


def _export(keeper: Keeper, given: argparse.Namespace) -> int:
    until = given.until + timedelta(days=1) if given.until else None
    written = export_trail(keeper, given.file, given.since, until)
    print(f"{written.entries} entries in {given.file}")
    print(f"check with: omms-server verify --audit {given.file}")
    return 0


def check(given: argparse.Namespace) -> int:
    """Check a file offline; names every break, exit code 1 when there is one."""
    checkpoints = read_checkpoints(given.checkpoints) if given.checkpoints else []
    key = public_key(given.key) if given.key else None
    if given.audit.suffix.lower() == ".csv":
        problems = check_csv(given.audit.read_bytes().decode("utf-8"), key)
    else:
        problems = check_trail(given.audit, key, checkpoints)
    for text in problems:
        print(f"BROKEN  {text}")
    if not problems:
        print(f"kept    the trail in {given.audit} is whole")
    if key is None:
        print("note: without --key the export's own key was believed")
    return 1 if problems else 0
