"""Who may ask what about consents, emergencies and openings."""

from omms_server.contract import sharing as said
from omms_server.contract.permissions import Permission
from omms_server.core.routes import Route

from . import emergencies, openings, recipients, service

ROUTES = (
    Route(said.FindRecipients, recipients.find, Permission.SHARING_WRITE),
    Route(said.GrantSharing, service.grant, Permission.SHARING_WRITE),
    Route(said.RevokeSharing, service.revoke, Permission.SHARING_WRITE),
    Route(said.ListSharing, service.list_grants, Permission.SHARING_READ, opens=True),
    Route(said.ListOpenings, openings.list_openings, Permission.SHARING_READ, opens=True),
    Route(said.OpenInEmergency, emergencies.open_record, Permission.EMERGENCY_OPEN),
    Route(said.ListEmergencies, emergencies.list_emergencies, Permission.EMERGENCY_REVIEW),
    Route(said.ReviewEmergency, emergencies.review, Permission.EMERGENCY_REVIEW),
)
