"""The actor of what the server does by itself."""

from omms_server.contract.signing_in import Person

from .context import Actor

SYSTEM = Actor(
    account_id=1,
    session_id=1,
    person=Person(id=1, staff_no="SYSTEM", name="系统", title="", posts=()),
    permissions=frozenset(),
    rights=frozenset(),
    workstation="server",
)
