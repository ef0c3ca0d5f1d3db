"""One JSON log line a call, without personal data: codes, ids, times and outcomes only."""

import logging
import os
import re
import sys
from logging.handlers import TimedRotatingFileHandler
from pathlib import Path
from typing import Any

import structlog

KEPT_DAYS = 30
NAME = "server.jsonl"
_PERSONAL = re.compile(r"(?<!\d)(\d{17}[\dXx]|\d{15}|1[3-9]\d{9})(?!\d)")


def mask_personal(_logger: Any, _name: str, line: Any) -> Any:
    """Blot out identity and mobile numbers wherever they stand; run last, recursive."""
    if isinstance(line, dict):
        return {key: mask_personal(_logger, _name, value) for key, value in line.items()}
    if isinstance(line, (list, tuple)):
        return [mask_personal(_logger, _name, value) for value in line]
    return _PERSONAL.sub("***", line) if isinstance(line, str) else line


class _OwnersFile(TimedRotatingFileHandler):
    """A file a day, readable by the server's account alone."""

    def _open(self) -> Any:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(descriptor, "a", encoding="utf-8")


def configure_log(level: int = logging.INFO, folder: Path | None = None) -> None:
    """Write JSON lines to standard error and, with `folder`, into a file a day that is kept 30
    days. Tracebacks carry no local variables."""
    tracebacks = structlog.processors.ExceptionRenderer(
        structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            tracebacks,
            mask_personal,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=_factory(folder),
        cache_logger_on_first_use=True,
    )


def _factory(folder: Path | None) -> Any:
    if folder is None:
        return structlog.PrintLoggerFactory(sys.stderr)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    own = logging.getLogger("omms.server")
    own.setLevel(logging.DEBUG)
    own.propagate = False
    close_log()
    to_file = _OwnersFile(folder / NAME, when="midnight", backupCount=KEPT_DAYS, encoding="utf-8")
    for handler in (logging.StreamHandler(sys.stderr), to_file):
        handler.setFormatter(logging.Formatter("%(message)s"))
        own.addHandler(handler)
    return lambda *_: own


def close_log() -> None:
    """Close the file, if one is open."""
    own = logging.getLogger("omms.server")
    for handler in list(own.handlers):
        own.removeHandler(handler)
        handler.close()
