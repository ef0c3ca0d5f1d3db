"""A stored value that does not open is an alarm, whatever the call that met it."""

from __future__ import annotations

import secrets

import structlog

from omms_server.contract.faults import Damaged

from .job import Job
from .vault import SealBroken

log = structlog.get_logger()
SUBJECT_LENGTH = 60
"""What the column of the trail holds."""


def alarm(job: Job, broken: SealBroken) -> Damaged:
    """Log table, column and row, never content, and have them as the subject of the call's entry
    on the trail. Returns what the caller is told."""
    reference = secrets.token_hex(4)
    log.error("seal broken", method=job.method, ref=reference, **broken.for_log())
    job.trail.subject = broken.place[:SUBJECT_LENGTH]
    return Damaged(ref=reference)
