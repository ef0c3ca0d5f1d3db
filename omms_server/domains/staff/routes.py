"""Signing in, and the people who work here."""

from omms_server.contract import signing_in
from omms_server.contract import staff as said
from omms_server.contract.permissions import Permission
from omms_server.contract.sign_ins import ListSignIns
from omms_server.core.routes import OwnRoute, Route

from . import accounts, roles, service, signed_in
from .first_passwords import FirstPasswords
from .own_account import OwnAccounts
from .sign_ins import SignIns

P = Permission


def routes(sign_ins: SignIns) -> tuple[Route | OwnRoute, ...]:
    """The routes of this domain; their handlers share one memory of who is signed in."""
    own = OwnAccounts(sign_ins.passwords)
    make = FirstPasswords(sign_ins.passwords).make
    return (
        # The credentials or the token are the right
        OwnRoute(signing_in.SignIn, sign_ins.sign_in, None, in_line=True),
        OwnRoute(signing_in.RenewSignIn, sign_ins.renew, None),
        OwnRoute(signing_in.SignOut, sign_ins.sign_out, None),
        # One's own account
        Route(said.ChangePassword, own.change_password, None, before=own.check),
        Route(said.SignOutEverywhere, own.sign_out_everywhere, None),
        # Other people
        Route(said.ListStaff, service.list_staff, P.STAFF_READ),
        Route(said.ReadStaff, service.read, P.STAFF_READ),
        Route(said.CreateStaff, service.create, P.STAFF_WRITE, before=make),
        Route(said.ChangeStaff, service.change, P.STAFF_WRITE),
        Route(said.ResetPassword, accounts.reset_password, P.STAFF_WRITE, before=make),
        Route(said.DisableAccount, accounts.disable, P.STAFF_WRITE),
        Route(said.EnableAccount, accounts.enable, P.STAFF_WRITE),
        Route(said.ListSessions, accounts.list_sessions, P.STAFF_READ),
        Route(ListSignIns, signed_in.list_sign_ins, P.STAFF_WRITE),
        Route(said.EndSession, accounts.end_session, P.STAFF_WRITE),
        Route(said.EndAllSessions, accounts.end_all_sessions, P.STAFF_WRITE),
        Route(said.ListRoles, roles.list_roles, P.STAFF_READ),
        Route(said.SaveRole, roles.save_role, P.ROLES_WRITE),
    )
