"""Everything that can be asked, in one place."""

from omms_server.core.events import EventHub
from omms_server.core.routes import OwnRoute, Route
from omms_server.domains.billing.routes import ROUTES as BILLING
from omms_server.domains.charting.routes import ROUTES as CHARTING
from omms_server.domains.news.routes import routes as news_routes
from omms_server.domains.notices.routes import ROUTES as NOTICES
from omms_server.domains.papers.routes import ROUTES as PAPERS
from omms_server.domains.patients.routes import ROUTES as PATIENTS
from omms_server.domains.pharmacy.routes import ROUTES as PHARMACY
from omms_server.domains.scheduling.routes import ROUTES as SCHEDULING
from omms_server.domains.sharing.routes import ROUTES as SHARING
from omms_server.domains.staff.routes import routes as staff_routes
from omms_server.domains.staff.sign_ins import SignIns
from omms_server.domains.trail.routes import ROUTES as TRAIL
from omms_server.domains.workstations.routes import ROUTES as WORKSTATIONS

ROUTES = (
    *PATIENTS,
    *SCHEDULING,
    *CHARTING,
    *PHARMACY,
    *BILLING,
    *PAPERS,
    *SHARING,
    *NOTICES,
    *TRAIL,
)


def all_routes(sign_ins: SignIns, hub: EventHub) -> tuple[Route | OwnRoute, ...]:
    """The routes of every domain; sign-in and news have state that lives as long as the server."""
    return (*ROUTES, *WORKSTATIONS, *staff_routes(sign_ins), *news_routes(hub))
