"""One JSON log line a call, without personal data: codes, ids, times and outcomes only."""

import logging
import re
import sys
from typing import Any

import structlog

_PERSONAL = re.compile(r"(?<!\d)(\d{17}[\dXx]|\d{15}|1[3-9]\d{9})(?!\d)")


def mask_personal(_logger: Any, _name: str, line: Any) -> Any:
    """Blot out identity and mobile numbers wherever they stand; run last, recursive."""
    if isinstance(line, dict):
        return {key: mask_personal(_logger, _name, value) for key, value in line.items()}
    if isinstance(line, (list, tuple)):
        return [mask_personal(_logger, _name, value) for value in line]
    return _PERSONAL.sub("***", line) if isinstance(line, str) else line


def configure_log(level: int = logging.INFO) -> None:
    """Write JSON lines to standard error. Tracebacks carry no local variables."""
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
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
