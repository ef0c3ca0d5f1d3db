"""Signing in, renewing, signing out, and telling who a token belongs to.

These run their own short transactions: a password check takes 0.3 s and must not hold one.
"""

import secrets
import threading
import time
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from omms_server.contract import signing_in as said
from omms_server.contract.events import Topic
from omms_server.contract.faults import SignInNeeded
from omms_server.core.audit import write_entry
from omms_server.core.context import Actor, House, Trail, publish
from omms_server.core.ids import new_id
from omms_server.core.passwords import Passwords
from omms_server.core.peers import Peer
from omms_server.core.routes import OwnCall
from omms_server.core.tokens import LIFETIME, AccessClaims, BadToken, make_token, read_token
from omms_server.models.staff import Account, SignInSession

from .credentials import Credentials
from .failures import Failures
from .repository import Accounts
from .standing import actor_of

REFRESH_FOR = timedelta(hours=12)
ACTOR_FRESH_SECONDS = 2.0
CACHE_BOUND = 5_000


class SignIns:
    """Signs people in and recognises them. Remembers an actor for two seconds, so a change works
    soon after."""

    def __init__(self, house: House, passwords: Passwords) -> None:
        self._house = house
        self.passwords = passwords
        self._failures = Failures(house)
        self._credentials = Credentials(house, passwords)
        self._actors: dict[int, tuple[float, Actor]] = {}
        self._lock = threading.Lock()

    def authenticate(self, token: str, peer: Peer) -> Actor:
        """Who a token belongs to; `SignInNeeded` when it is forged, expired, ended or from another
        workstation."""
        now = self._house.clock.now()
        try:
            claims = read_token(self._house.vault.token_key, token, peer.fingerprint, now)
        except BadToken as error:
            raise SignInNeeded from error
        with self._lock:
            known = self._actors.get(claims.session_id)
        if known and time.monotonic() - known[0] < ACTOR_FRESH_SECONDS:
            return known[1]
        actor = self._load_actor(claims.session_id, peer, now)
        self._remember(actor)
        return actor

    def sign_in(self, request: said.SignIn, call: OwnCall) -> said.SignedIn:
        """Check name and password (DOMAIN SEC-01, SEC-02) and begin a sign-in here."""
        now = self._house.clock.now()
        account = self._credentials.check(request.username, request.password, call.peer, now)
        return self._begin(account, call.peer, now)

    def renew(self, request: said.RenewSignIn, call: OwnCall) -> said.SignedIn:
        """Trade a refresh token. An old one, or one from another workstation, ends the sign-in."""
        now, house = self._house.clock.now(), self._house
        digest = house.vault.digest("refresh", request.refresh_token)
        row = house.database.read(lambda s: Accounts(s).session_of(digest))
        if row is None or row.ended_at is not None or row.expires_at <= now:
            raise SignInNeeded
        fresh = secrets.token_urlsafe(32)
        rotated = row.fingerprint == call.peer.fingerprint and house.database.write(
            lambda s: (
                row.refresh_digest == digest
                and Accounts(s).rotate(row, house.vault.digest("refresh", fresh), now + REFRESH_FOR)
            )
        )
        if not rotated:
            self._report_reuse(row, call.peer, now)
            raise SignInNeeded
        actor = self._load_actor(row.id, call.peer, now)
        return self._signed_in(actor, fresh, call.peer, now)

    def sign_out(self, _request: said.SignOut, call: OwnCall) -> None:
        """End this sign-in at once."""
        actor = call.actor
        if actor is None:
            raise SignInNeeded
        now = self._house.clock.now()

        def work(session: Session) -> None:
            Accounts(session).end(actor.session_id, now)
            self._trail(session, actor, now, "staff.sign_out", "ok")

        self._house.database.write(work)
        self.forget(actor.session_id)

    def hash_password(self, password: str) -> str:
        """A hash to keep for a new account."""
        return self.passwords.hash(password)

    def forget(self, session_id: int) -> None:
        """Look this sign-in up anew at its next call."""
        with self._lock:
            self._actors.pop(session_id, None)

    def _report_reuse(self, row: SignInSession, peer: Peer, now: datetime) -> None:
        """End the family of a refresh token that two hold, and tell."""

        def work(session: Session) -> None:
            Accounts(session).end(row.id, now)
            actor = actor_of(session, self._house, row.account_id, row.id, peer.name)
            trail = Trail(subject=f"session:{row.id}", details={"of": row.workstation})
            self._trail(session, actor, now, "staff.refresh_reused", "ended", trail)
            publish(session, Topic.SECURITY, actor.id)

        self._house.database.write(work)
        self.forget(row.id)

    def _begin(self, account: Account, peer: Peer, now: datetime) -> said.SignedIn:
        refresh = secrets.token_urlsafe(32)
        row = SignInSession(
            id=new_id(),
            account_id=account.id,
            refresh_digest=self._house.vault.digest("refresh", refresh),
            workstation=peer.name,
            fingerprint=peer.fingerprint,
            started_at=now,
            expires_at=now + REFRESH_FOR,
        )

        def work(session: Session) -> Actor:
            self._failures.forgive(session, account, peer, now)
            Accounts(session).add_session(row)
            actor = actor_of(session, self._house, account.id, row.id, peer.name)
            self._trail(session, actor, now, "staff.sign_in", "ok")
            return actor

        actor = self._house.database.write(work)
        self._remember(actor)
        peer.signed_in = True
        return self._signed_in(actor, refresh, peer, now)

    def _load_actor(self, session_id: int, peer: Peer, now: datetime) -> Actor:
        def work(session: Session) -> Actor:
            row = Accounts(session).live(session_id, now)
            if row is None:
                raise SignInNeeded
            return actor_of(session, self._house, row.id, session_id, peer.name)

        return self._house.database.read(work)

    def _signed_in(self, actor: Actor, refresh: str, peer: Peer, now: datetime) -> said.SignedIn:
        claims = AccessClaims(actor.account_id, actor.session_id)
        clinic = self._house.settings.clinic
        return said.SignedIn(
            access_token=make_token(self._house.vault.token_key, claims, peer.fingerprint, now),
            refresh_token=refresh,
            expires_in=int(LIFETIME.total_seconds()),
            server_time=now,
            person=actor.person,
            permissions=tuple(sorted(actor.permissions)),
            must_change_password=actor.must_change_password,
            clinic=said.Clinic(
                name=clinic.name,
                address=clinic.address,
                phone=clinic.phone,
                zone=clinic.zone,
                simulated_payments=self._house.settings.development,
            ),
        )

    def _trail(
        self,
        session: Session,
        actor: Actor,
        now: datetime,
        action: str,
        outcome: str,
        trail: Trail | None = None,
    ) -> None:
        told = trail or Trail()
        vault = self._house.vault
        write_entry(session, vault, actor, at=now, action=action, trail=told, outcome=outcome)

    def _remember(self, actor: Actor) -> None:
        if actor.must_change_password:  # known at once when it is changed
            return
        with self._lock:
            if len(self._actors) >= CACHE_BOUND:
                self._actors.clear()
            self._actors[actor.session_id] = (time.monotonic(), actor)
