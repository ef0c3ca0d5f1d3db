"""`make demo` as it runs on a machine: with nobody to watch it plays the day; one key ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STARTED_WITHIN = 120.0
STOPPED_WITHIN = 20.0
PLAYED_WITHIN = 300.0
PROGRAMS = 4
"""Server, payment sandbox, sidecar and workstation."""


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demonstration keeps its clinic, in all tests of this file."""
    return tmp_path_factory.mktemp("demo") / "clinic"


def test_without_a_display_the_day_plays_by_itself(clinic: Path, tmp_path: Path) -> None:
    out = tmp_path / "day"
    environment = surroundings(clinic, out, display="")
    ran = subprocess.run(
        command(),
        env=environment,
        cwd=ROOT,
        capture_output=True,
        timeout=PLAYED_WITHIN,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout.decode() + ran.stderr.decode()
    assert str(out).encode() in ran.stdout
    assert len(list(out.glob("*.png"))) >= 25
    for kind in ("queue_slip", "receipt", "drug_label"):
        assert list(out.glob(f"{kind}-*.pdf"))


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_one_signal_stops_all_of_it(clinic: Path, tmp_path: Path, how: signal.Signals) -> None:
    with virtual_screen(tmp_path) as display:
        environment = surroundings(clinic, tmp_path / "day", display=display)
        with subprocess.Popen(command(), env=environment, cwd=ROOT, stdout=subprocess.PIPE) as demo:
            wait_for_window(demo)
            children = children_of(demo.pid)
            assert len(children) == PROGRAMS
            demo.send_signal(how)
            assert demo.wait(STOPPED_WITHIN) == 0
    assert not [child for child in children if Path(f"/proc/{child}").exists()]


def command() -> list[str]:
    """What `make demo` runs once everything is installed."""
    return [sys.executable, "-m", "omms_server.demo"]


def surroundings(clinic: Path, out: Path, display: str) -> Mapping[str, str]:
    """The demonstration's environment, with or without a display."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    }
    shown = {"DISPLAY": display} if display else {}
    return {**kept, **shown, "OMMS_DEMO_DATA": str(clinic), "OMMS_DEMO_OUT": str(out)}


@contextmanager
def virtual_screen(folder: Path) -> Iterator[str]:
    """A screen that nobody sees; its name."""
    read, write = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
        cwd=folder,
    )
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    try:
        yield f":{number}"
    finally:
        screen.terminate()
        screen.wait()


def wait_for_window(demo: subprocess.Popen[bytes]) -> None:
    """Wait until the demonstration says where patients book, and starts its window's process."""
    assert demo.stdout is not None
    watchdog = threading.Timer(STARTED_WITHIN, demo.kill)
    watchdog.start()
    told = any(b"http://127.0.0.1:" in line for line in demo.stdout)
    watchdog.cancel()
    assert told
    until = time.monotonic() + STARTED_WITHIN
    pause = threading.Event()
    while len(children_of(demo.pid)) < PROGRAMS and time.monotonic() < until:
        pause.wait(0.01)


def children_of(parent: int) -> list[int]:
    """Processes this one has started."""
    return [int(one) for one in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
