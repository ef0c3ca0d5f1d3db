"""Tells of each machine that calls whether it is enrolled and not revoked.

What the table says is remembered for two seconds, so a revocation works everywhere soon after;
certificates it does not name are looked up each time.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from datetime import datetime
from weakref import WeakSet

from sqlalchemy.orm import Session

from omms_server.contract.events import Topic
from omms_server.contract.workstations import WorkstationRefused
from omms_server.core.audit import write_entry
from omms_server.core.context import House, Trail, publish
from omms_server.core.peers import Peer
from omms_server.domains.staff.standing import nobody_at

from .repository import Known, Workstations

ADMISSION_SECONDS = 2.0
"""How soon a revocation reaches connections that are silent."""
FRESH_SECONDS = 2.0
SEEN_EVERY_SECONDS = 60.0
TOLD_AGAIN_SECONDS = 60.0
_TOLD_BOUND = 1000
_REPLACED_QUIET_SECONDS = 600.0


class Admission:
    """One a server; thread-safe."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._lock = threading.Lock()
        self._known: dict[str, Known] = {}
        self._read_at = self._wrote_at = -FRESH_SECONDS
        self._admitted: WeakSet[Peer] = WeakSet()
        self._seen: set[int] = set()
        self._quiet_until: dict[str, float] = {}

    def admit(self, peer: Peer) -> None:
        """Raise `WorkstationRefused` and end the connection of a machine that may not talk."""
        if not self.admits(peer):
            peer.dismiss()
            raise WorkstationRefused

    def admits(self, peer: Peer) -> bool:
        """Whether this machine may talk. One that may not is put on the trail, once a minute."""
        known = self._fresh().get(peer.fingerprint) or self._look_up(peer.fingerprint)
        if known is None or known.expires_at <= self._house.clock.now():
            self._tell(peer)
            return False
        if known.is_next:
            self._replace(peer)
        with self._lock:
            self._seen.add(known.id)
            self._admitted.add(peer)
        return True

    def look(self) -> bool:
        """Dismiss machines that were revoked meanwhile, and note which were seen. Never more to do
        at once."""
        known, now = self._read(), self._house.clock.now()
        with self._lock:
            admitted = list(self._admitted)
        for peer in admitted:
            found = known.get(peer.fingerprint)
            if found is None or found.expires_at <= now:
                peer.dismiss()
                with self._lock:
                    self._admitted.discard(peer)
        if time.monotonic() - self._wrote_at >= SEEN_EVERY_SECONDS:
            self.note_seen()
        return False

    def note_seen(self) -> None:
        """Write down which machines have called."""
        with self._lock:
            seen, self._seen = sorted(self._seen), set()
            self._wrote_at = time.monotonic()
        if seen:
            now = self._house.clock.now()
            self._house.database.write(lambda session: Workstations(session).note_seen(seen, now))

    def forget(self) -> None:
        """Ask the table again at the next call."""
        with self._lock:
            self._read_at = -FRESH_SECONDS

    def _fresh(self) -> dict[str, Known]:
        with self._lock:
            if time.monotonic() - self._read_at < FRESH_SECONDS:
                return self._known
        return self._read()

    def _read(self) -> dict[str, Known]:
        asked_at = time.monotonic()
        rows = self._house.database.read(lambda session: Workstations(session).standing())
        with self._lock:
            self._known, self._read_at = _by_fingerprint(rows), asked_at
            return self._known

    def _look_up(self, fingerprint: str) -> Known | None:
        rows = self._house.database.read(
            lambda session: Workstations(session).standing(fingerprint)
        )
        return _by_fingerprint(rows).get(fingerprint)

    def _replace(self, peer: Peer) -> None:
        """A renewed certificate is seen for the first time: it takes the present one's place, and
        the sign-ins made with that one go on."""
        house, now = self._house, self._house.clock.now()

        def work(session: Session) -> str | None:
            kept = Workstations(session)
            old = kept.promote(peer.fingerprint)
            if old is None:  # another call was first
                return None
            kept.move_sign_ins(old, peer.fingerprint)
            trail = Trail(subject=_subject(peer), details={"before": old})
            self._write(session, peer, now, "workstations.replaced", trail)
            publish(session, Topic.WORKSTATIONS)
            return old

        old = house.database.write(work)
        self.forget()
        if old is not None:  # its own connections end now, which is no news
            self._is_news(old, quiet_seconds=_REPLACED_QUIET_SECONDS)

    def _tell(self, peer: Peer) -> None:
        if not self._is_news(peer.fingerprint):
            return
        now = self._house.clock.now()
        details = {"fingerprint": peer.fingerprint, "address": peer.address, "name": peer.name}
        trail = Trail(subject=_subject(peer), details=details)

        def work(session: Session) -> None:
            fault = WorkstationRefused.code
            self._write(session, peer, now, "workstations.refused", trail, fault)
            publish(session, Topic.SECURITY)

        self._house.database.write(work)

    def _is_news(self, fingerprint: str, quiet_seconds: float = TOLD_AGAIN_SECONDS) -> bool:
        now = time.monotonic()
        with self._lock:
            if self._quiet_until.get(fingerprint, now) > now:
                return False
            if len(self._quiet_until) >= _TOLD_BOUND:
                self._quiet_until.clear()
            self._quiet_until[fingerprint] = now + quiet_seconds
        return True

    def _write(
        self,
        session: Session,
        peer: Peer,
        now: datetime,
        action: str,
        trail: Trail,
        outcome: str = "ok",
    ) -> None:
        vault, actor = self._house.vault, nobody_at(peer)
        write_entry(session, vault, actor, at=now, action=action, trail=trail, outcome=outcome)


def _subject(peer: Peer) -> str:
    """A certificate's name may be Chinese; a subject is not."""
    return f"certificate:{peer.fingerprint[:32]}"


def _by_fingerprint(rows: Sequence[Known]) -> dict[str, Known]:
    return {row.fingerprint: row for row in rows}
