"""python -m omms_server.web --data DIR: the booking sidecar."""

import argparse
import sys
from pathlib import Path

from omms_server.settings import NotReady, load_settings

from .serve import serve_web


def main() -> int:
    """Serve; a failure is one sentence and exit code 1."""
    parser = argparse.ArgumentParser(prog="omms-web", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    try:
        serve_web(load_settings(parser.parse_args().data))
    except NotReady as error:
        sys.stderr.write(f"omms-web: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
