"""Who may print. Each kind of paper asks for its own permission besides."""

from omms_server.contract.documents import PrintPaper
from omms_server.contract.permissions import Permission
from omms_server.core.routes import Route

from . import service

ROUTES = (Route(PrintPaper, service.print_paper, Permission.PAPERS_PRINT),)
