"""Who may read the trail."""

from omms_server.contract.audit import ExportAudit, ReadAudit, ReadAuditDetails
from omms_server.contract.permissions import Permission
from omms_server.core.routes import Route

from . import service

ROUTES = (
    Route(ReadAudit, service.read, Permission.AUDIT_READ),
    Route(ReadAuditDetails, service.details, Permission.AUDIT_READ, opens=True),
    Route(ExportAudit, service.export, Permission.AUDIT_EXPORT),
)
