"""The roles tab: joins the screen to its presenter and keeps both over a change of language."""

from omms_desktop.backend.tab_context import TabContext
from omms_desktop.clinic.list_page import ListPage
from omms_server.contract.permissions import Permission
from omms_server.contract.staff import RoleView

from .presenter import RolesPresenter
from .screen import RolesScreen
from .words import is_own


class RolesPage(ListPage):
    """Implements `RolesView`."""

    _screen: RolesScreen
    _presenter: RolesPresenter

    def __init__(self, context: TabContext) -> None:
        super().__init__(context)
        self._presenter = RolesPresenter(self, context)
        self._presenter.load()

    def show_roles(self, roles: tuple[RoleView, ...], chosen: str) -> None:
        table = self._screen.table
        self._screen.show_roles(roles)
        if not (chosen and table.select_key(chosen)) and table.current_row() is None:
            table.select_first()
        self._screen.show_role(table.current_row())

    def _build(self) -> RolesScreen:
        context = self._context
        self._screen = screen = RolesScreen(
            context.language.code, writes=context.may(Permission.ROLES_WRITE)
        )
        screen.again.triggered.connect(lambda: self._presenter.load())
        screen.new.triggered.connect(lambda: self._edit(None))
        screen.change.triggered.connect(lambda: self._change(screen.table.current_row()))
        screen.table.opened.connect(self._change)
        screen.panel.submitted.connect(self._save)
        screen.panel.closed.connect(self.close_side)
        return screen

    def _change(self, role: RoleView | None) -> None:
        if role is not None and is_own(role) and self._context.may(Permission.ROLES_WRITE):
            self._edit(role)

    def _edit(self, role: RoleView | None) -> None:
        self._screen.open_side(self._screen.panel)
        self._screen.panel.begin(role)

    def _save(self, role: RoleView | None, values: dict[str, object]) -> None:
        self._presenter.save(role, values, self._screen.panel.form.show_errors)
