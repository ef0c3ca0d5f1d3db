"""omms-server: init, serve, web, migrate, administrator, enrol, verify, sandbox, keys."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import ValidationError
from sqlalchemy.exc import OperationalError

from omms_server import audit_cli, keys_cli
from omms_server.contract.faults import Busy
from omms_server.core.checkpoints import FILE, read_checkpoints, signing_key
from omms_server.core.database import Database
from omms_server.core.key_shares import SharesRefused
from omms_server.core.keys import StillRotating
from omms_server.core.master_key import KeysUnreadable
from omms_server.installation import AlreadyThere, install, migrate_to_head
from omms_server.settings import NotReady, load_settings

_ADMIN_URL = (
    "MySQL or MariaDB as an administrator, mysql+pymysql://root:...@host/omms: the server gets an "
    "account of its own that cannot change the trail; this one is not kept"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; a failure is one sentence and exit code 1."""
    parser = argparse.ArgumentParser(prog="omms-server", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=Path("data"), help="the data folder (default: ./data)"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    parsers = {name: commands.add_parser(name, help=text) for name, (_, text) in COMMANDS.items()}
    for name in ("init", "migrate"):
        parsers[name].add_argument("--database-url", default="", help=_ADMIN_URL)
    audit_cli.add_verify_options(parsers["verify"])
    audit_cli.add_commands(commands)
    keys_cli.add_commands(commands)
    parsers["enrol"].add_argument("name", help="the new machine's name, such as ward-2")
    parsers["enrol"].add_argument("--service", action="store_true", help="a sidecar, no desk")
    given = parser.parse_args(arguments)
    try:
        if given.command == "audit":
            return audit_cli.run(load_settings(_installed(given.data)), given)
        if given.command == "keys":
            return keys_cli.run(load_settings(_installed(given.data)), given)
        if given.command == "verify" and given.audit:
            return audit_cli.check(given)
        return COMMANDS[given.command][0](given)
    except ValidationError as error:
        print(f"omms-server: {error.errors()[0]['msg']}", file=sys.stderr)
    except (AlreadyThere, KeysUnreadable, NotReady, OSError, SharesRefused, StillRotating) as error:
        print(f"omms-server: {error}", file=sys.stderr)
    except (Busy, OperationalError) as error:
        print(f"omms-server: the database does not answer: {error}", file=sys.stderr)
    return 1


def _init(given: argparse.Namespace) -> int:
    install(given.data, DEFAULT_SETTINGS, given.database_url)
    print(f"installed in {given.data}; settings: {given.data / 'omms.toml'}")
    print("next: omms-server administrator, then omms-server serve")
    return 0


def _serve(given: argparse.Namespace) -> int:
    from omms_server.serving import serve  # only this command needs the whole server

    serve(load_settings(_installed(given.data)))
    return 0


def _web(given: argparse.Namespace) -> int:
    from omms_server.web.serve import serve_web  # only this command needs FastAPI

    serve_web(load_settings(_installed(given.data)))
    return 0


def _migrate(given: argparse.Namespace) -> int:
    migrate_to_head(load_settings(_installed(given.data)), given.database_url)
    print("the database has this release's schema")
    return 0


def _verify(given: argparse.Namespace) -> int:
    from omms_server.verification import sealed_checks, verify

    settings = load_settings(_installed(given.data))
    database = Database(settings.url)
    checkpoints = read_checkpoints(settings.checkpoints / FILE)
    key = signing_key(settings.keys).public_key()
    seals = sealed_checks(settings.keys)
    results = database.read(lambda session: verify(session, checkpoints, key, seals))
    database.close()
    for promise, found in results.items():
        print(f"{'kept  ' if not found else 'BROKEN'}  {promise}")
        for text in found:
            print(f"        {text}")
    return 1 if any(results.values()) else 0


def _administrator(given: argparse.Namespace) -> int:
    from omms_server.bootstrap import build_house  # only some commands need the whole server
    from omms_server.core.passwords import Passwords
    from omms_server.domains.staff.first_administrator import (
        AdministratorThere,
        make_first_administrator,
    )

    house = build_house(load_settings(_installed(given.data)))
    try:
        username, password = make_first_administrator(house, Passwords(house.vault))
    except AdministratorThere:
        raise NotReady("an administrator can sign in already; he adds others") from None
    finally:
        house.database.close()
    print(f"user name: {username}\none-time password, to be changed at the sign-in: {password}")
    return 0


def _enrol(given: argparse.Namespace) -> int:
    from omms_server.bootstrap import build_house  # only some commands need the whole server
    from omms_server.contract.workstations import WorkstationNameTaken
    from omms_server.domains.workstations.codes import issue_from_command_line

    house = build_house(load_settings(_installed(given.data)))
    try:
        made = issue_from_command_line(house, given.name, service=given.service)
    except WorkstationNameTaken:
        raise NotReady(f"{given.name} is enrolled and at work; shut it out first") from None
    finally:
        house.database.close()
    port = house.settings.enrols_at
    print(f"one-time code for {made.name}, for 30 minutes: {made.code}")
    if not given.service:
        print(f"type on that machine: omms-desktop enrol SERVER:{port} {made.code}")
    return 0


def _sandbox(given: argparse.Namespace) -> int:
    from omms_server.bootstrap import clock_of  # only two commands need the whole server
    from omms_server.payments.sandbox.app import serve as serve_sandbox

    settings = load_settings(_installed(given.data))
    url = urlsplit(settings.payments_url)
    now = clock_of(settings).now
    serve_sandbox(url.hostname or "127.0.0.1", url.port or 0, given.data / "sandbox", now)
    return 0


def _installed(data: Path) -> Path:
    if not (data / "omms.toml").exists():
        raise FileNotFoundError(
            f"{data} holds no installation; run: omms-server --data {data} init"
        )
    return data


DEFAULT_SETTINGS = """# OMMS server settings. OMMS_<NAME> in the environment comes before these.
port = 18861
web_port = 18862

[clinic]
name = "示范门诊部"
address = ""
phone = ""
"""

COMMANDS = {
    "init": (_init, "make a data folder: keys, certificates, settings, database"),
    "serve": (_serve, "run the application server"),
    "web": (_web, "run the booking sidecar"),
    "migrate": (_migrate, "bring the database to this release's schema"),
    "administrator": (_administrator, "make the first administrator, with a one-time password"),
    "enrol": (_enrol, "make a one-time code with which a new machine enrols"),
    "verify": (_verify, "prove every promise about the data"),
    "sandbox": (_sandbox, "run the simulated payment gateways (development)"),
}

if __name__ == "__main__":
    sys.exit(main())
