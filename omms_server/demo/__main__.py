"""`make demo`: a believable clinic on this machine, with server, sidecar, payment sandbox and
workstation.

With a display it opens the workstation and stays until the window is closed or Ctrl-C. Without one
it plays the
clinic's day on a virtual screen and leaves screenshots and papers in `build/demo-day` (the folder
`OMMS_DEMO_OUT`). The clinic itself is kept in `build/demo` (`OMMS_DEMO_DATA`).
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from omms_server.bootstrap import build_house
from omms_server.installation import SIDECAR_PASSWORD, install
from omms_server.settings import NotReady, load_settings

from .loading import load_clinic
from .people import KNOWN, PASSWORD
from .processes import NotStarted, Processes, free_port

DATA = Path(os.environ.get("OMMS_DEMO_DATA", "build/demo"))
DAY = Path(os.environ.get("OMMS_DEMO_OUT", "build/demo-day"))
PAYMENTS_PORT = 18864
"""Where the payment sandbox listens, beside the server's own three ports."""
SETTINGS = """# The demonstration: invented patients, simulated payments, codes shown, not sent.
development = true
demo_opens_at = "08:50:00"

# Wide enough that at any hour of the demonstration a visit can be booked and checked in.
[booking]
check_in_opens_minutes = 120
morning_closes = "12:00:00"
afternoon_closes = "17:00:00"

[clinic]
name = "仁和门诊部（演示）"
address = "示范路 1 号"
phone = "010-5550 0123"

[pharmacy]
review = "at_dispensing"
"""


def main() -> int:
    """Make the clinic if it is not there, start everything, stop everything."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends as Ctrl-C does
    try:
        prepare(DATA)
        return run(DATA)
    except KeyboardInterrupt:
        print("\nstopped")
        return 0
    except (NotStarted, NotReady) as error:
        print(f"demo: {error}", file=sys.stderr)
        return 1


def prepare(data: Path) -> None:
    """Make and load the clinic once; a second start finds it. A half-made one is made anew."""
    if (data / "loaded").exists():
        print(f"the clinic in {data} is kept; remove that folder to begin anew")
        return
    started = time.monotonic()
    shutil.rmtree(data, ignore_errors=True)
    print(f"making a clinic in {data} …", flush=True)
    house = build_house(install(data, SETTINGS))
    try:
        load_clinic(house, (data / SIDECAR_PASSWORD).read_text())
    finally:
        house.database.close()
    (data / "loaded").touch()
    print(f"made in {time.monotonic() - started:.0f} s")


def run(data: Path) -> int:
    """Start server, sandbox and sidecar, then the workstation or the day that plays by itself."""
    settings = load_settings(data)
    port, web = free_port(settings.port), free_port(settings.web_port)
    enrolment, payments = free_port(settings.enrols_at), free_port(PAYMENTS_PORT)
    environment = {
        "OMMS_PORT": str(port),
        "OMMS_ENROLMENT_PORT": str(enrolment),
        "OMMS_WEB_PORT": str(web),
        "OMMS_PAYMENTS_URL": f"http://127.0.0.1:{payments}",
    }
    with Processes(data / "logs", environment) as processes:
        for name, command, where in (
            ("server", "serve", port),
            ("sandbox", "sandbox", payments),
            ("sidecar", "web", web),
        ):
            processes.start(name, ["omms_server.cli", "--data", str(data), command])
            processes.wait_for_port(name, where)
        introduce(web)
        if has_display():
            desk = processes.start("workstation", ["omms_desktop", *desk_arguments(data, port)])
            return desk.wait()
        return play_day(data, port, web)


def introduce(web: int) -> None:
    """Say who can sign in and where the booking page is."""
    people = "  ".join(f"{username} ({title})" for username, _, title, _, _ in KNOWN)
    print(f"sign in as {people}; password {PASSWORD}")
    print(f"patients book at http://127.0.0.1:{web}/   —   Ctrl-C stops everything", flush=True)


def desk_arguments(data: Path, port: int) -> list[str]:
    """Point a workstation at this server."""
    return ["--server", f"127.0.0.1:{port}", "--tls", str(data / "workstation")]


def has_display() -> bool:
    """Whether a window can be shown to someone."""
    wanted = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return sys.platform != "linux" or bool(wanted)


def play_day(data: Path, port: int, web: int) -> int:
    """Play the clinic's day on a virtual screen, in a process of its own."""
    command = [
        sys.executable,
        "-m",
        "omms_desktop.rehearsal",
        *desk_arguments(data, port),
        "--web",
        f"http://127.0.0.1:{web}",
        "--out",
        str(DAY),
    ]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    result = subprocess.run(command, env=environment, check=False)  # noqa: S603 our own module
    if result.returncode == 0:
        print(f"no display here: the day played by itself; screenshots and papers are in {DAY}")
    return result.returncode


if __name__ == "__main__":
    sys.exit(main())
