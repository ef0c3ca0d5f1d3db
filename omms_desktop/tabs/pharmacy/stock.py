"""The stock: joins its screen to its presenter and keeps both over a change of language."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Qt

from omms_desktop.backend.tab_context import TabContext
from omms_desktop.clinic.renewal import Renewed
from omms_desktop.clinic.times import ClinicTime
from omms_desktop.texts.faults import sentence
from omms_server.contract.medication_line import number
from omms_server.contract.permissions import Permission
from omms_server.contract.pharmacy import BatchExpired, StockRow

from .sections import STOCK, section_actions
from .stock_presenter import StockPresenter
from .stock_screen import Found, StockScreen


class Stock(Renewed):
    """Implements `StockView`; `leave` is called with the section the person wants instead."""

    def __init__(self, context: TabContext, leave: Callable[[str], None]) -> None:
        self._context, self._leave = context, leave
        self._time = ClinicTime(context.clinic.zone)
        super().__init__(self._build, self._again)
        self._presenter = StockPresenter(self, context.tasks, context.notices, context.changes)

    def enter(self) -> None:
        """The person came here: load, and begin in the list."""
        self._presenter.load()
        self._screen.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_stock(self, rows: tuple[StockRow, ...], total: int) -> None:
        self._screen.show_rows(rows, total, self._today())
        self._screen.show_batch(self._screen.table.current_row())

    def show_receiving(self, drug: StockRow | None) -> None:
        screen = self._screen
        if drug is None:
            screen.split.close_side()
            screen.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            screen.split.open_side(screen.receiving)
            screen.receiving.show_drug(drug)

    def show_received(self, row: StockRow) -> None:
        words = self.tr("Received {0}, lot {1}; {2} {3} of this lot are on the shelf now.")
        text = words.format(row.drug, row.lot, number(row.on_hand), row.unit)
        self._context.notices.show_message(text)

    def select(self, key: int) -> bool:
        return self._screen.table.select_key(key)

    def show_field_errors(self, errors: Mapping[str, str]) -> list[str]:
        return self._screen.receiving.form.show_errors(errors)

    def show_expired(self, fault: BatchExpired) -> None:
        words = sentence(fault, self._context.language.code)
        self._screen.receiving.form.show_errors({"expires_on": words})

    def show_busy(self, busy: bool) -> None:
        self._screen.receiving.go.setEnabled(not busy)
        if busy:
            self._screen.split.busy.start()
        else:
            self._screen.split.busy.stop()

    def _build(self) -> StockScreen:
        self._screen = screen = StockScreen(receives=self._context.may(Permission.DISPENSE))
        screen.segments.set_value(STOCK)
        for key, action in section_actions(screen, stock=True).items():
            action.triggered.connect(lambda _=False, key=key: self._go_to(key))
        screen.segments.chosen.connect(self._go_to)
        screen.search.narrowed.connect(lambda text: self._presenter.search(text))
        screen.search.entered.connect(lambda text: self._presenter.search(text))
        screen.search.left.connect(self._into_list)
        screen.table.row_changed.connect(screen.show_batch)
        screen.table.opened.connect(lambda found: self._receive(found))
        screen.table.more_wanted.connect(lambda: self._presenter.load_more())
        screen.look_up.triggered.connect(screen.search.focus_box)
        screen.again.triggered.connect(lambda: self._presenter.load())
        screen.receive.triggered.connect(lambda: self._receive(screen.table.current_row()))
        screen.receiving.closed.connect(lambda: self._presenter.receive(None))
        screen.receiving.form.submitted.connect(lambda values: self._presenter.save(values))
        return screen

    def _again(self) -> None:
        self._presenter.show_again()

    def _go_to(self, section: str) -> None:
        if section != STOCK:
            self._screen.segments.set_value(STOCK)
            self._leave(section)

    def _into_list(self) -> None:
        if self._screen.table.current_row() is None:
            self._screen.table.select_first()
        self._screen.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _receive(self, found: Found | None) -> None:
        if found is not None and self._context.may(Permission.DISPENSE):
            self._presenter.receive(found[0])

    def _today(self) -> date:
        return self._time.day(self._context.clock.now())
