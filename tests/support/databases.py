"""Private MariaDB and MySQL servers for tests: loopback only, shared by a run's workers.

The run (pytest's controller, or any program) opens `Servers`; whoever needs a server first starts
it, the others find it. `server_keeper.py` ends each server with the run.
"""

from __future__ import annotations

import fcntl
import getpass
import json
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import pymysql

from installer.fetching import Unavailable, is_ci
from tests.support import mysql56

Kind = Literal["mariadb", "mysql56"]
KEEPER = Path(__file__).with_name("server_keeper.py")
VARIABLE = "OMMS_TEST_SERVERS"
"""Names the run's folder to its worker processes."""
START_SECONDS = 60
OPTIONS = (
    "--bind-address=127.0.0.1",
    "--skip-name-resolve",
    "--character-set-server=utf8mb4",
    "--collation-server=utf8mb4_bin",
    "--innodb-flush-log-at-trx-commit=1",
    "--innodb-buffer-pool-size=64M",
    "--innodb-log-file-size=48M",
    "--key-buffer-size=1M",
    "--max-connections=300",
    "--performance-schema=0",
)


@dataclass(frozen=True)
class DatabaseServer:
    """One running server; `root` without a password, reachable from this machine only."""

    kind: Kind
    host: str
    port: int
    socket: str
    keeper: int

    def url(self, database: str) -> str:
        """SQLAlchemy's address of one of its databases."""
        return f"mysql+pymysql://root@{self.host}:{self.port}/{database}?charset=utf8mb4"

    def create(self, name: str) -> None:
        """Make an empty database."""
        self._run(f"CREATE DATABASE `{name}` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")

    def drop(self, name: str) -> None:
        """Remove a database if it is there."""
        self._run(f"DROP DATABASE IF EXISTS `{name}`")

    def _run(self, statement: str) -> None:
        with self.connect() as connection, connection.cursor() as cursor:
            cursor.execute(statement)

    def connect(self) -> Any:
        """A bare connection to no database in particular; for faults that tests provoke."""
        return pymysql.connect(  # type: ignore[no-untyped-call]
            host=self.host, port=self.port, user="root", charset="utf8mb4"
        )


class Servers:
    """A folder that belongs to one test run, with the servers started in it."""

    def __init__(self, folder: Path, options: Sequence[str] = ()) -> None:
        """`options` follow the usual ones of every server, and so go before them."""
        self.folder = folder
        self._options = options

    def get(self, kind: Kind) -> DatabaseServer | None:
        """The run's server of this kind, started at the first call.

        `None`, with the reason printed, when this machine cannot have it; in CI that is an error.
        """
        with self._turn():
            known = self.folder / f"{kind}.json"
            if known.exists():
                return DatabaseServer(**json.loads(known.read_text()))
            try:
                server = self._start(kind)
            except Unavailable as reason:
                if is_ci():
                    raise
                sys.stdout.write(f"{kind} is not tested here, only in CI: {reason}\n")
                return None
            known.write_text(json.dumps(asdict(server)))
            return server

    @contextmanager
    def _turn(self) -> Iterator[None]:
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _start(self, kind: Kind) -> DatabaseServer:
        own = self.folder / kind
        shutil.rmtree(own, ignore_errors=True)
        own.mkdir()
        prepare = prepare_mariadb if kind == "mariadb" else prepare_mysql56
        command, environment = prepare(own)
        give_to(own, server_user())
        port = free_port()
        private = (
            f"--datadir={own / 'data'}",
            f"--port={port}",
            f"--socket={own / 'socket'}",
            f"--pid-file={own / 'pid'}",
            f"--tmpdir={own}",
        )
        lifeline = str(self.folder / "lifeline")
        with (own / "log").open("wb") as log:
            keeper = subprocess.Popen(
                [
                    sys.executable,
                    str(KEEPER),
                    lifeline,
                    server_user(),
                    *command,
                    *OPTIONS,
                    *self._options,
                    *private,
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=os.environ | environment,
                start_new_session=True,  # an interrupt at the keyboard is for pytest alone
            )
        server = DatabaseServer(kind, "127.0.0.1", port, str(own / "socket"), keeper.pid)
        wait_until_up(server, keeper, own / "log")
        keeper.returncode = 0  # it outlives this worker, and that is meant
        return server


@contextmanager
def open_servers(options: Sequence[str] = ()) -> Iterator[Servers]:
    """Servers, with further options, that live until the end of the block, or of this process."""
    folder = Path(tempfile.mkdtemp(prefix="omms-servers-"))
    folder.chmod(0o755)  # the servers run as another user
    os.mkfifo(folder / "lifeline")
    lifeline = os.open(folder / "lifeline", os.O_RDWR)
    try:
        yield Servers(folder, options)
    finally:
        started = [json.loads(known.read_text()) for known in folder.glob("*.json")]
        os.close(lifeline)  # each keeper stops its server and removes the folder
        for each in started:
            wait_until_gone(each["port"])
        shutil.rmtree(folder, ignore_errors=True)


def prepare_mariadb(folder: Path) -> tuple[list[str], dict[str, str]]:
    """Make a fresh data folder; returns the server's command and environment."""
    maker, server = shutil.which("mariadb-install-db"), shutil.which("mariadbd")
    server = server or shutil.which("mariadbd", path="/usr/sbin:/usr/local/sbin")
    if maker is None or server is None:
        raise Unavailable("mariadb-server is not installed; run: make system-test")
    (folder / "data").mkdir()
    give_to(folder, server_user())
    user = [f"--user={server_user()}"] if os.geteuid() == 0 else []
    plain = ["--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve"]
    subprocess.run(
        [maker, "--no-defaults", f"--datadir={folder / 'data'}", *plain, *user],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return [server, "--no-defaults"], {}


def prepare_mysql56(folder: Path) -> tuple[list[str], dict[str, str]]:
    """Copy the fetched server, since its user may not see the project's folder, and its data."""
    fetched = mysql56.fetch()
    home = folder / "server"
    shutil.copytree(fetched, home)
    (home / "data" / "mysql").rename(folder / "data")
    for stale in ("auto.cnf", "ib_logfile0", "ib_logfile1"):
        (folder / "data" / stale).unlink(missing_ok=True)
    options = [f"--basedir={home}", f"--lc-messages-dir={home / 'share'}"]
    return [str(home / "mysqld"), "--no-defaults", *options], {"LD_LIBRARY_PATH": str(home)}


def server_user() -> str:
    """Whom the server runs as: never root."""
    if os.geteuid() != 0:
        return getpass.getuser()
    known = {each.pw_name for each in pwd.getpwall()}
    return "mysql" if "mysql" in known else "nobody"


def give_to(folder: Path, user: str) -> None:
    """Make `user` the owner of a folder and all in it."""
    if os.geteuid() != 0:
        return
    owner = pwd.getpwnam(user)
    for each in (folder, *folder.rglob("*")):
        os.chown(each, owner.pw_uid, owner.pw_gid)


def free_port() -> int:
    """A port of the loopback address that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_up(server: DatabaseServer, keeper: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the server answers; raise with its last words when it does not."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and keeper.poll() is None:
        try:
            server.connect().close()
        except pymysql.err.OperationalError:
            time.sleep(0.05)
        else:
            return
    keeper.kill()
    raise RuntimeError(f"{server.kind} did not start:\n{log.read_text(errors='replace')[-3000:]}")


def wait_until_gone(port: int) -> None:
    """Return when nothing listens on `port` any more, so that its folder may go."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.02)
