"""Who may ask what about bills."""

from omms_server.contract import billing as said
from omms_server.contract.permissions import Permission
from omms_server.core.routes import Route

from . import notices, service, settling

ROUTES = (
    Route(said.ListBills, service.list_bills, Permission.BILLS_READ),
    Route(said.LoadBill, service.load, Permission.BILLS_READ, opens=True),
    Route(said.PayCash, settling.pay_cash, Permission.BILLS_SETTLE),
    Route(said.StartGatewayPayment, settling.start, Permission.BILLS_SETTLE),
    Route(said.GiveUpGatewayPayment, settling.give_up, Permission.BILLS_SETTLE),
    Route(said.ReceivePaymentNotice, notices.receive, Permission.PAYMENT_NOTICES),
)
