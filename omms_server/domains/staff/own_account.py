"""One's own account: changing the password, signing out everywhere."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from omms_server.contract import staff as said
from omms_server.contract.faults import SignInNeeded
from omms_server.contract.signing_in import Locked
from omms_server.core.context import Actor, Context, House
from omms_server.core.passwords import Passwords
from omms_server.core.pinyin import name_spellings
from omms_server.models.staff import Account

from .failures import count_failure
from .password_rules import Owner, weaknesses
from .repository import Accounts
from .service import tell


@dataclass(frozen=True)
class Checked:
    """What was found out about a new password before the transaction."""

    account: Account
    fits: bool
    """Whether the present password is right."""
    reasons: list[str]
    hashed: str
    """Empty when it is refused."""


class OwnAccounts:
    """Changes what belongs to the person who asks."""

    def __init__(self, passwords: Passwords) -> None:
        self._passwords = passwords

    def check(self, request: said.ChangePassword, actor: Actor, house: House) -> Checked:
        """Compare with the present and past passwords and make the new hash: seconds of work."""
        most = house.settings.accounts.password_history - 1

        def work(session: Session) -> tuple[Account, list[str]]:
            accounts = Accounts(session)
            return accounts.of(actor.account_id), accounts.past_passwords(actor.account_id, most)

        account, past = house.database.read(work)
        until = account.locked_until
        if until is not None and until > house.clock.now():
            raise Locked(until=until.isoformat())
        if not self._passwords.matches(request.present, account.password_hash):
            return Checked(account, False, [], "")
        length = house.settings.accounts.password_length
        reasons = weaknesses(request.new, _owner(actor, account.username), length)
        if not reasons and self._was_used(request.new, [account.password_hash, *past]):
            reasons = ["used_before"]
        return Checked(account, True, reasons, "" if reasons else self._passwords.hash(request.new))

    def change_password(self, _request: said.ChangePassword, ctx: Context) -> None:
        """Replace the password (DOMAIN SEC-09); one's other sign-ins end."""
        checked: Checked = ctx.prepared
        accounts = Accounts(ctx.session)
        if not checked.fits:
            raise said.WrongPassword(left=count_failure(accounts, ctx.actor.account_id, ctx.now))
        if checked.reasons:
            rules = ctx.house.settings.accounts
            raise said.WeakPassword(
                reasons=checked.reasons,
                length=rules.password_length,
                history=rules.password_history,
            )
        if not accounts.set_password(checked.account, checked.hashed, ctx.now, must_change=False):
            raise SignInNeeded  # it was reset meanwhile
        ended = accounts.end_all(ctx.actor.account_id, ctx.now, but=ctx.actor.session_id)
        tell(ctx, ctx.actor.id, sessions_ended=ended)

    def sign_out_everywhere(self, _request: said.SignOutEverywhere, ctx: Context) -> int:
        """End every sign-in of oneself."""
        ended = Accounts(ctx.session).end_all(ctx.actor.account_id, ctx.now)
        tell(ctx, ctx.actor.id, sessions_ended=ended)
        return ended

    def _was_used(self, password: str, hashes: list[str]) -> bool:
        return any(self._passwords.matches(password, each) for each in hashes)


def _owner(actor: Actor, username: str) -> Owner:
    person = actor.person
    return Owner(username, person.staff_no, (person.name, *name_spellings(person.name).full))
