"""Nothing happens without a trace: every command, every opening of a record (ARCHITECTURE, what
always holds 4)."""

from __future__ import annotations

from omms_server.contract.messages import Query
from omms_server.core.routes import Route
from tests.support.all_routes import all_routes

CATALOGUE = "a catalogue, about nobody"
A_LIST = "a list of the day's work; opening one of it leaves an entry"
QUIET = {
    "audit.read": "reading the trail; an export of it leaves an entry",
    "billing.bills": A_LIST,
    "booking.days": "free places, about nobody",
    "booking.slots": "free places, about nobody",
    "charting.find_diagnoses": CATALOGUE,
    "charting.find_drugs": CATALOGUE,
    "charting.quantity": "computes from what is sent",
    "charting.sent_back": A_LIST,
    "charting.terms": CATALOGUE,
    "notices.list": "one's own notices",
    "patients.find": "a search while one types; opening who was found leaves an entry",
    "patients.find_allergens": CATALOGUE,
    "pharmacy.queue": A_LIST,
    "pharmacy.stock": "batches, about nobody",
    "scheduling.appointments": A_LIST,
    "scheduling.departments": CATALOGUE,
    "scheduling.queue": A_LIST,
    "scheduling.sessions": "sessions, about nobody",
    "sharing.emergencies": "the openings stand on the trail; a review leaves an entry",
    "sharing.recipients": "people and departments of the clinic",
    "staff.list": "people of the clinic, about no patient",
    "staff.read": "people of the clinic, about no patient",
    "staff.roles": CATALOGUE,
    "staff.sessions": "sign-ins stand on the trail",
    "staff.sign_ins": "sign-ins stand on the trail",
    "workstations.list": "machines, about nobody",
}
"""The queries that leave no entry, and why."""


def test_every_query_opens_a_record_or_says_why_it_leaves_no_entry() -> None:
    queries = {
        route.request.method: route.opens
        for route in all_routes()
        if isinstance(route, Route) and issubclass(route.request, Query)
    }
    assert {method for method, opens in queries.items() if not opens} == QUIET.keys()
    assert all(QUIET.values())
