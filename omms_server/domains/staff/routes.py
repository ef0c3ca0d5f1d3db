"""Signing in: the only requests that nobody need be signed in for."""

from omms_server.contract import signing_in as said
from omms_server.core.routes import OwnRoute

from .sign_ins import SignIns

OPEN = (said.SignIn, said.RenewSignIn, said.SignOut)
"""They need no permission: the credentials or the token are the right."""


def routes(sign_ins: SignIns) -> tuple[OwnRoute, ...]:
    """The routes of this domain; their handlers share one memory of who is signed in."""
    return (
        OwnRoute(said.SignIn, sign_ins.sign_in, None),
        OwnRoute(said.RenewSignIn, sign_ins.renew, None),
        OwnRoute(said.SignOut, sign_ins.sign_out, None),
    )
