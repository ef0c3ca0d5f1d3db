"""Starts the demonstration's processes and stops them again, in order."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

READY_SECONDS = 60.0
STOP_SECONDS = 10.0


class NotStarted(Exception):
    """A process ended or stayed silent instead of starting; the text names its log."""


class Processes:
    """Child processes with their logs in one folder; left running by nobody."""

    def __init__(self, logs: Path, environment: Mapping[str, str]) -> None:
        self._logs = logs
        self._environment = {**os.environ, **environment}
        self._running: list[tuple[str, subprocess.Popen[bytes]]] = []
        logs.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self, name: str, arguments: Sequence[str]) -> subprocess.Popen[bytes]:
        """Start `python -m ...`; its output goes to `<name>.log`."""
        with (self._logs / f"{name}.log").open("ab") as log, undisturbed():
            process = subprocess.Popen(  # noqa: S603 our own modules
                [sys.executable, "-m", *arguments],
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self._environment,
                start_new_session=True,
            )
            self._running.append((name, process))
        return process

    def wait_for_port(self, name: str, port: int) -> None:
        """Return when something accepts connections there; `NotStarted` when its process ends
        first."""
        process = next(one for known, one in reversed(self._running) if known == name)
        until = time.monotonic() + READY_SECONDS
        pause = threading.Event()
        while time.monotonic() < until:
            if process.poll() is not None:
                raise NotStarted(f"{name} ended at once; see {self._logs / name}.log")
            if is_open(port):
                return
            pause.wait(0.05)
        raise NotStarted(f"{name} did not start within a minute; see {self._logs / name}.log")

    def stop(self) -> None:
        """Ask every process to end, the last started first; kill those that do not."""
        for _, process in reversed(self._running):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(STOP_SECONDS)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        self._running.clear()


@contextmanager
def undisturbed() -> Iterator[None]:
    """Ctrl-C and SIGTERM wait until the end of the block: a process that was started is known."""
    came: list[int] = []
    usual = {
        one: signal.signal(one, lambda number, _: came.append(number))
        for one in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for one, handler in usual.items():
            signal.signal(one, handler)
    if came:
        raise KeyboardInterrupt


def is_open(port: int) -> bool:
    """Whether something listens on this loopback port."""
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port(wanted: int) -> int:
    """The wanted loopback port, or another when it is taken."""
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
