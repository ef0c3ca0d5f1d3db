"""Certificates that the server made for its own machine, entered beside those that enrolled."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from omms_server.core.ids import new_id
from omms_server.core.tls import Kind, read_signed
from omms_server.models.workstation import Workstation

from .repository import Workstations


def register_issued(
    session: Session, folder: Path, machines: Iterable[tuple[Kind, str]], now: datetime
) -> None:
    """Enter the machines whose certificates lie in the authority's folder. A name that is known
    stays as it is: it may have been revoked since."""
    kept = Workstations(session)
    for kind, name in machines:
        path = folder / f"{kind.value}-{name}.pem"
        if path.exists() and kept.by_name(name) is None:
            signed = read_signed(path)
            row = Workstation(id=new_id(), name=name, kind=kind.value, revoked_by="")
            row.fingerprint = signed.fingerprint
            row.issued_at, row.expires_at = now, signed.expires_at
            kept.add(row)
