"""Who a person is at this moment: posts, permissions, prescribing rights, state of the password."""

from __future__ import annotations

from sqlalchemy.orm import Session

from omms_server.contract.signing_in import Person
from omms_server.core.clock import local_date
from omms_server.core.context import Actor, House
from omms_server.core.peers import Peer
from omms_server.core.system_actor import SYSTEM

from .people_repository import People
from .rules import OWN, must_change, permissions_of


def actor_of(
    session: Session, house: House, account_id: int, session_id: int, workstation: str
) -> Actor:
    """The actor of an account: the union of what the posts allow."""
    people, now = People(session), house.clock.now()
    found = people.of_account(account_id)
    posts = people.posts([found.id])[found.id]
    roles = {post.role for post in posts}
    own_roles = people.own_roles(roles)
    return Actor(
        account_id=account_id,
        session_id=session_id,
        person=Person(
            id=found.id, staff_no=found.staff_no, name=found.name, title=found.title, posts=posts
        ),
        permissions=permissions_of(roles, own_roles),
        rights=people.rights_on(found.id, local_date(now, house.clock.zone)),
        workstation=workstation,
        own_roles={OWN + code: carried for code, carried in own_roles.items()},
        must_change_password=must_change(
            found.must_change, found.password_at, house.settings.accounts.password_days, now
        ),
    )


def nobody_at(peer: Peer) -> Actor:
    """Who cannot be named: someone who tried a name that nobody has."""
    nobody = Person(id=SYSTEM.id, staff_no="", name="", title="", posts=())
    return Actor(SYSTEM.account_id, 0, nobody, frozenset(), frozenset(), peer.name)
