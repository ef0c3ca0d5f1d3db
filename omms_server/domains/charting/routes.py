"""Who may ask what about charting."""

from omms_server.contract import catalogue as listed
from omms_server.contract import charting as said
from omms_server.contract.history import LoadHistory
from omms_server.contract.permissions import Permission
from omms_server.core.routes import Route

from . import catalogue, corrections, dosing, history, service, signing

ROUTES: tuple[Route, ...] = (
    Route(said.StartEncounter, service.start, Permission.CHART_WRITE),
    Route(said.LoadEncounter, service.load, Permission.CHART_READ, opens=True),
    Route(LoadHistory, history.load_history, Permission.CHART_READ, opens=True),
    Route(said.SaveNote, service.save_note, Permission.CHART_WRITE),
    Route(said.SetDiagnoses, service.set_diagnoses, Permission.CHART_WRITE),
    Route(said.SignPrescription, signing.sign_prescription, Permission.PRESCRIBE),
    Route(said.VoidPrescription, signing.void_prescription, Permission.PRESCRIBE),
    Route(said.ListSentBack, corrections.list_sent_back, Permission.PRESCRIBE),
    Route(said.SignEncounter, service.sign, Permission.CHART_WRITE),
    Route(said.ComputeQuantity, dosing.compute_quantity, Permission.PRESCRIBE),
    Route(listed.FindDiagnoses, catalogue.find_diagnoses, Permission.CHART_READ),
    Route(listed.FindDrugs, catalogue.find_drugs, Permission.STOCK_READ),
    Route(listed.LoadPrescribingTerms, catalogue.load_terms, Permission.PRESCRIBE),
)
