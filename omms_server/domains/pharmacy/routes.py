"""Who may ask what about the pharmacy."""

from omms_server.contract import pharmacy as said
from omms_server.contract.permissions import Permission
from omms_server.core.routes import Route

from . import dispensing, receiving, service

ROUTES: tuple[Route, ...] = (
    Route(said.ListDispensing, service.list_dispensing, Permission.DISPENSE_READ),
    Route(said.LoadDispensing, service.load_dispensing, Permission.DISPENSE_READ, opens=True),
    Route(said.ReviewPrescription, service.review, Permission.DISPENSE),
    Route(said.Dispense, dispensing.dispense, Permission.DISPENSE),
    Route(said.ListStock, receiving.list_stock, Permission.STOCK_READ),
    Route(said.ReceiveBatch, receiving.receive, Permission.DISPENSE),
)
