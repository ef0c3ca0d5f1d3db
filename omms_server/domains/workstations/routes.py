"""Who may ask what about workstations."""

from omms_server.contract import workstations as said
from omms_server.contract.permissions import Permission
from omms_server.core.routes import OwnRoute, Route

from . import renewing, service

ROUTES: tuple[Route | OwnRoute, ...] = (
    Route(said.ListWorkstations, service.list_workstations, Permission.WORKSTATIONS_READ),
    Route(said.IssueEnrolment, service.issue, Permission.WORKSTATIONS_WRITE),
    Route(said.RevokeWorkstation, service.revoke, Permission.WORKSTATIONS_WRITE),
    # The certificate of the connection is the right
    OwnRoute(said.RenewCertificate, renewing.renew, None),
)
