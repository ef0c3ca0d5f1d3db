"""Keeps one database server alive exactly as long as the test run: however the run ends, it ends.

Usage: python server_keeper.py LIFELINE USER COMMAND...

LIFELINE is a named pipe that the run holds open and never writes to. Its end of file means that the
run is over, even if it was killed. The server itself dies with this process.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import threading

PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Ask the kernel to kill this process when its parent is gone."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def stop_at_end_of(lifeline: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until nobody holds the pipe, then stop the server."""
    with open(lifeline, "rb") as pipe:
        pipe.read()
    server.kill()  # its data are thrown away: nothing to flush


def main() -> int:
    """Run the server as USER until the lifeline ends. Returns its exit code."""
    lifeline, user, *command = sys.argv[1:]
    owner = pwd.getpwnam(user)
    may_change = os.geteuid() == 0
    server = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        preexec_fn=die_with_parent,
        user=owner.pw_uid if may_change else None,
        group=owner.pw_gid if may_change else None,
        extra_groups=() if may_change else None,
    )
    waiting = threading.Thread(target=stop_at_end_of, args=(lifeline, server), daemon=True)
    waiting.start()
    code = server.wait()
    waiting.join(timeout=1)
    if not waiting.is_alive():
        shutil.rmtree(os.path.dirname(lifeline), ignore_errors=True)  # the run may have been killed
    return code


if __name__ == "__main__":
    sys.exit(main())
