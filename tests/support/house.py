"""The demonstration's clinic with its real processes, for tests that go through whole programs."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from omms_server.demo.__main__ import prepare
from omms_server.demo.processes import Processes, free_port


@dataclass
class House:
    """A clinic that runs: server, payment sandbox and sidecar, each a process of its own."""

    data: Path
    port: int
    web: int
    processes: Processes
    server: subprocess.Popen[bytes] = field(init=False)

    @property
    def address(self) -> str:
        """Where workstations find the server."""
        return f"127.0.0.1:{self.port}"

    @property
    def site(self) -> str:
        """Where patients book."""
        return f"http://127.0.0.1:{self.web}"

    @property
    def tls(self) -> Path:
        """A workstation's certificates."""
        return self.data / "workstation"

    def start_server(self) -> None:
        """Start the application server; returns when it accepts connections."""
        self.server = self._start("server", "serve", self.port)

    def start_around(self, payments: int) -> None:
        """Start what stands beside the server."""
        self._start("sandbox", "sandbox", payments)
        self._start("sidecar", "web", self.web)

    def kill_server(self) -> None:
        """As a power cut does: nothing is finished, nothing is said."""
        self.server.kill()
        self.server.wait()

    def _start(self, name: str, command: str, port: int) -> subprocess.Popen[bytes]:
        module = ["omms_server.cli", "--data", str(self.data), command]
        process = self.processes.start(name, module)
        self.processes.wait_for_port(name, port)
        return process


@contextmanager
def running_house(data: Path) -> Iterator[House]:
    """Make a clinic in this folder and run it on free ports of loopback."""
    prepare(data)
    port, enrolment, web, payments = (free_port(0) for _ in range(4))
    environment = {
        "OMMS_PORT": str(port),
        "OMMS_ENROLMENT_PORT": str(enrolment),
        "OMMS_WEB_PORT": str(web),
        "OMMS_PAYMENTS_URL": f"http://127.0.0.1:{payments}",
    }
    with Processes(data / "logs", environment) as processes:
        house = House(data, port, web, processes)
        house.start_server()
        house.start_around(payments)
        yield house
