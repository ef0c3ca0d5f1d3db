"""What tests of workstations do over and over."""

from __future__ import annotations

from datetime import timedelta

from omms_server.contract import workstations as said
from omms_server.core.ids import new_id
from omms_server.core.tls import create_authority
from omms_server.models.workstation import Workstation

from .clinic import Clinic, a_peer


def give_authority(clinic: Clinic) -> None:
    """Have the clinic's server hold an authority (once a folder)."""
    folder = clinic.app.house.settings.tls
    if not (folder / "authority.key").exists():
        create_authority(folder)


def a_workstation(
    clinic: Clinic,
    name: str,
    *,
    last_seen: bool = False,
    revoked: bool = False,
    expired: bool = False,
) -> int:
    """Enrol the machine that `a_peer(name)` is; returns the row's id."""
    now = clinic.clock.now()
    row = Workstation(id=new_id(), name=name, kind="workstation", revoked_by="")
    row.fingerprint = a_peer(name).fingerprint
    row.issued_at, row.expires_at = now, now + timedelta(days=-1 if expired else 825)
    row.last_seen = now if last_seen else None
    row.revoked_at = now if revoked else None
    clinic.add(row)
    return row.id


def listed(clinic: Clinic) -> said.Workstations:
    """What Wu sees."""
    return clinic.wu.send(said.ListWorkstations())
