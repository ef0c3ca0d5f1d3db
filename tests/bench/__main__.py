"""`make bench`: bookings, searches, dispensing and the slots call, beside the bare limits of this
machine.

OMMS_BENCH_PATIENTS (default 1,000,000) and OMMS_BENCH_SECONDS (default 5, of each measurement) may
shorten a run. Nothing is switched off: TLS, tokens, permissions, keys and the trail are on; only
the rate limit of an account is raised.
"""

from __future__ import annotations

import os
import shutil
import sys
import uuid
from pathlib import Path

from tests.support.databases import open_servers

from . import reporting
from .bench import Bench, Size

OUT = Path("build/bench").resolve()
DATABASE_OPTIONS = ("--innodb-buffer-pool-size=2G", "--innodb-log-file-size=1G")


def main() -> int:
    """Measure and write the table."""
    size = Size(
        many=int(os.environ.get("OMMS_BENCH_PATIENTS", "1000000")),
        seconds=float(os.environ.get("OMMS_BENCH_SECONDS", "5")),
    )
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    with open_servers(DATABASE_OPTIONS) as servers:
        server = servers.get("mariadb")
        if server is None:
            return 1
        name = f"omms_bench_{uuid.uuid4().hex[:8]}"
        server.create(name)
        figures = Bench(OUT, server, name, size, say).run()
    say(reporting.write(OUT, figures, size.seconds))
    return 0


def say(text: str) -> None:
    """Tell how far it is."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
