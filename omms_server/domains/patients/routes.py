"""Who may ask what about patients."""

from omms_server.contract import patients as said
from omms_server.contract.permissions import Permission
from omms_server.core.routes import Route

from . import service

ROUTES = (
    Route(said.FindPatients, service.find, Permission.PATIENTS_FIND),
    Route(said.LoadPatient, service.load, Permission.PATIENTS_READ, opens=True),
    Route(said.RegisterPatient, service.register, Permission.PATIENTS_WRITE),
    Route(said.ChangePatient, service.change, Permission.PATIENTS_WRITE),
    Route(said.RecordAllergy, service.record_allergy, Permission.PATIENTS_WRITE),
    Route(said.DenyAllergies, service.deny_allergies, Permission.PATIENTS_WRITE),
    Route(said.FindAllergens, service.find_allergens, Permission.PATIENTS_READ),
)
