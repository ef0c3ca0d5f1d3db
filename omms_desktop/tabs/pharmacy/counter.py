"""The counter: joins its screen to its presenter and keeps both over a change of language."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, QTimer

from omms_desktop.backend.tab_context import TabContext
from omms_desktop.clinic.renewal import Renewed
from omms_desktop.clinic.times import ClinicTime
from omms_desktop.texts.faults import sentence
from omms_desktop.widgets.levels import Level
from omms_server.contract.permissions import Permission
from omms_server.contract.pharmacy import DispensingRow, DispensingSheet, RemarkNeeded

from .counter_screen import CounterScreen
from .presenter import CounterPresenter, Step, next_step
from .sections import DONE, STOCK, WAITING, section_actions
from .words import prescription_state

DWELL_MS = 250
"""A prescription is opened once the choice rests on it: each opening stands on the trail."""


class Counter(Renewed):
    """Implements `CounterView`; `to_stock` is called when the person wants the stock."""

    def __init__(self, context: TabContext, to_stock: Callable[[], None]) -> None:
        self._context, self._to_stock = context, to_stock
        self._time = ClinicTime(context.clinic.zone)
        super().__init__(self._build, self._again)
        self._presenter = CounterPresenter(
            self, context.tasks, context.notices, context.papers, context.changes
        )
        self._dwell = QTimer(self, singleShot=True, interval=DWELL_MS)
        self._dwell.timeout.connect(self._open_chosen)
        self._presenter.load()

    def focus_first(self) -> None:
        """Work begins in the queue."""
        self.focus_list()

    def go_to(self, section: str) -> None:
        """Show what waits or what is done; the stock stands elsewhere."""
        if section == STOCK:
            self._screen.segments.set_value(DONE if self._presenter.done else WAITING)
            self._to_stock()
        else:
            self._presenter.show_done(section == DONE)

    def show_rows(self, rows: tuple[DispensingRow, ...], done: bool) -> None:
        self._screen.segments.set_value(DONE if done else WAITING)
        self._screen.show_empty(done, bool(self._screen.search.words()))
        self._screen.table.show_rows(rows)

    def show_sheet(self, sheet: DispensingSheet | None, step: Step) -> None:
        self._screen.show_sheet(sheet, step, self._today())
        self._screen.split.notices.dismiss()

    def show_changed(self, sheet: DispensingSheet) -> None:
        shown = sheet.prescription
        words = self.tr("This prescription was changed elsewhere; it is now: {0}.")
        state = prescription_state(shown.state, shown.paid)[0]
        self._screen.split.notices.show_notice(words.format(state), Level.WARN)

    def show_remark_needed(self) -> None:
        words = sentence(RemarkNeeded(), self._context.language.code)
        self._screen.remark.open()
        self._screen.remark.show_problem(words)

    def show_rejected(self, sheet: DispensingSheet) -> None:
        self._screen.remark.shut(forget=True)
        words = self.tr("Prescription {0} went back to the doctor.")
        self._context.notices.show_message(words.format(sheet.prescription.number))

    def show_busy(self, busy: bool) -> None:
        self._screen.show_busy(busy, next_step(self._presenter.sheet))

    def select(self, prescription_id: int) -> bool:
        found = self._screen.table.select_key(prescription_id)
        self._dwell.stop()
        return found

    def focus_list(self) -> None:
        table = self._screen.table
        if table.current_row() is None:
            table.select_first()
            self._dwell.stop()  # Enter opens it: nobody's record is opened by itself
        table.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_work(self) -> None:
        screen = self._screen
        if next_step(self._presenter.sheet) is Step.LABELS and screen.labels.isVisible():
            screen.labels_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            screen.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> CounterScreen:
        may = self._context.may
        before = getattr(self, "_screen", None)
        self._remarking = before is not None and not before.remark.isHidden()
        self._screen = screen = CounterScreen(
            self._time,
            self._context.language.code,
            dispenses=may(Permission.DISPENSE),
            prints=may(Permission.PAPERS_PRINT),
            stock=may(Permission.STOCK_READ),
        )
        for key, action in section_actions(screen, stock=may(Permission.STOCK_READ)).items():
            action.triggered.connect(lambda _=False, key=key: self.go_to(key))
        self._connect_list(screen)
        self._connect_sheet(screen)
        return screen

    def _again(self) -> None:
        self._presenter.show_again()
        if self._remarking:
            self._screen.remark.open()

    def _connect_list(self, screen: CounterScreen) -> None:
        screen.search.narrowed.connect(lambda text: self._presenter.search(text))
        screen.search.entered.connect(lambda text: self._presenter.search(text, entered=True))
        screen.search.left.connect(self.focus_list)
        screen.segments.chosen.connect(self.go_to)
        screen.table.opened.connect(self._open)
        screen.table.row_changed.connect(self._rest_on)
        screen.look_up.triggered.connect(screen.search.focus_box)
        screen.again.triggered.connect(lambda: self._presenter.refresh())

    def _connect_sheet(self, screen: CounterScreen) -> None:
        screen.go_on.triggered.connect(lambda: self._presenter.go_on())
        screen.reject.triggered.connect(screen.remark.open)
        screen.remark.entered.connect(lambda remark: self._presenter.reject(remark))
        screen.remark.closed.connect(self.focus_list)
        screen.labels.triggered.connect(lambda: self._presenter.print_labels())
        screen.preview.triggered.connect(lambda: self._presenter.print_labels(preview=True))

    def _today(self) -> date:
        return self._time.day(self._context.clock.now())

    def _open(self, row: DispensingRow) -> None:
        self._dwell.stop()
        self._presenter.open(row.prescription_id)

    def _rest_on(self, row: DispensingRow | None) -> None:
        sheet = self._presenter.sheet
        if row is not None and (sheet is None or sheet.prescription.id != row.prescription_id):
            self._dwell.start()
        else:
            self._dwell.stop()

    def _open_chosen(self) -> None:
        row = self._screen.table.current_row()
        if row is not None:
            self._presenter.open(row.prescription_id, work=False)
