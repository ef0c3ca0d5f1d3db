"""The morning's storm: hundreds sign in at once, and others go on working meanwhile."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import bcrypt

from omms_server.client.client import Client
from omms_server.client.connection import ServerAddress
from omms_server.client.tls import TlsFiles
from omms_server.contract.faults import Fault
from omms_server.contract.signing_in import SignIn
from omms_server.core.passwords import AT_ONCE, COST
from omms_server.demo.people import PASSWORD

from .measuring import Figures, Load, measure

BARE = f"bare: bcrypt, cost {COST}"
STORM = "sign-ins at once"
MEANWHILE = "find a patient meanwhile, steady 100/s"
PACE, OTHERS = 100.0, 20


def bare(seconds: float) -> Figures:
    """What the machine hashes a second when it does nothing else."""
    stored = bcrypt.hashpw(b"x", bcrypt.gensalt(COST))
    until = time.perf_counter() + seconds

    def hash_on(_: int) -> list[float]:
        times = []
        while (begun := time.perf_counter()) < until:
            bcrypt.checkpw(b"x", stored)
            times.append(time.perf_counter() - begun)
        return times

    with ThreadPoolExecutor(AT_ONCE) as pool:
        times = [one for mine in pool.map(hash_on, range(AT_ONCE)) for one in mine]
    return _figures(BARE, AT_ONCE, times, time.perf_counter() - until + seconds, Counter())


class Storm:
    """So many sign-ins, each from a connection of its own; `told` counts who heard his place."""

    def __init__(self, address: ServerAddress, kit: TlsFiles, count: int) -> None:
        self._address, self._kit, self._count = address, kit, count
        self._told: set[int] = set()

    def run(self, others: Callable[[int], Load]) -> tuple[Figures, Figures]:
        """The storm, and what the calls of others took while it lasted. `others` makes their load
        for so many sessions."""
        with ThreadPoolExecutor(1) as pool:
            storm = pool.submit(self._all_at_once)
            meanwhile = measure(others(OTHERS), max(0.5, self._count * 0.14))
            return storm.result(), meanwhile

    @property
    def told(self) -> int:
        """How many were told their place at least once."""
        return len(self._told)

    def _all_at_once(self) -> Figures:
        together = threading.Barrier(self._count)
        begun = time.perf_counter()
        with ThreadPoolExecutor(self._count) as pool:
            found = list(pool.map(lambda n: self._one(n, together), range(self._count)))
        refused = Counter(code for _, code in found if code != "ok")
        times = [seconds for seconds, _ in found]
        return _figures(STORM, self._count, times, time.perf_counter() - begun, refused)

    def _one(self, number: int, together: threading.Barrier) -> tuple[float, str]:
        client = Client(self._address, self._kit, told=lambda _: self._told.add(number))
        together.wait()
        begun, code = time.perf_counter(), "ok"
        try:
            client.send(SignIn(username="amy", password=PASSWORD))
        except Fault as fault:
            code = fault.code
        finally:
            client.close()
        return time.perf_counter() - begun, code


def _figures(
    name: str, sessions: int, times: list[float], seconds: float, refused: Counter[str]
) -> Figures:
    times = sorted(times)
    p50, p95, p99 = (times[int(len(times) * share)] * 1000 for share in (0.5, 0.95, 0.99))
    return Figures(name, sessions, len(times), len(times) / seconds, p50, p95, p99, dict(refused))
