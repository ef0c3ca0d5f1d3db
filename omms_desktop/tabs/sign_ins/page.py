"""The sign-ins tab: joins the screen to its presenter and keeps both over a change of language."""

from PySide6.QtGui import QShowEvent

from omms_desktop.backend.tab_context import TabContext
from omms_desktop.clinic.list_page import ListPage
from omms_desktop.clinic.times import ClinicTime
from omms_server.contract.sign_ins import SignInRow

from .presenter import SignInsPresenter
from .screen import SignInsScreen


class SignInsPage(ListPage):
    """Implements `SignInsView`."""

    _screen: SignInsScreen
    _presenter: SignInsPresenter

    def __init__(self, context: TabContext) -> None:
        super().__init__(context)
        self._presenter = SignInsPresenter(self, context)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._presenter.load()

    def show_rows(self, rows: tuple[SignInRow, ...], more: bool) -> None:
        self._screen.table.show_rows(rows)
        self._screen.show_count(rows, more)
        self._show_one(self._screen.table.current_row())

    def _build(self) -> SignInsScreen:
        screen = self._screen = SignInsScreen(ClinicTime(self._context.clinic.zone))
        screen.search.narrowed.connect(lambda text: self._presenter.search(text))
        screen.search.entered.connect(lambda text: self._presenter.search(text))
        screen.search.left.connect(self.focus_first)
        screen.look_up.triggered.connect(screen.search.focus_box)
        screen.again.triggered.connect(lambda: self._presenter.load())
        screen.table.row_changed.connect(self._show_one)
        screen.table.more_wanted.connect(lambda: self._presenter.load_more())
        screen.end.triggered.connect(self._ask)
        screen.sure.closed.connect(self.close_side)
        return screen

    def _show_one(self, row: SignInRow | None) -> None:
        others = self._presenter.others_of(row) if row is not None else ()
        self._screen.show_sign_in(row, others)

    def _ask(self) -> None:
        row = self._screen.table.current_row()
        if row is None or row.current:
            return
        self._screen.open_side(self._screen.sure)
        self._screen.sure.ask(
            self.tr("Sign {0} out at {1}?").format(row.name, row.workstation),
            self.tr("It ends within seconds; what is typed there stays for the next sign-in."),
            self.tr("Sign out"),
            lambda: self._presenter.end(row),
        )
