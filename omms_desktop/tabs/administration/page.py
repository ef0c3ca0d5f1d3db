"""The administrator's tab: joins the trail's screen to its presenter."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent

from omms_desktop.backend.tab_context import TabContext
from omms_desktop.clinic.renewal import Renewed
from omms_desktop.clinic.times import ClinicTime
from omms_desktop.widgets.editors import mark_problem
from omms_desktop.widgets.levels import Level
from omms_server.contract.audit import AuditRow

from .presenter import TrailPresenter
from .screen import TrailScreen


class AdministrationPage(Renewed):
    """Implements `TrailView`. The server tells no news of the trail, so it loads when shown."""

    def __init__(self, context: TabContext) -> None:
        self._context = context
        super().__init__(self._build, self._again)
        self._presenter = TrailPresenter(self, context.tasks, context.notices, context.clinic.zone)

    def focus_first(self) -> None:
        """Work begins in the list."""
        self._screen.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._presenter.load()

    def show_rows(self, rows: tuple[AuditRow, ...], more: bool) -> None:
        self._screen.notices.dismiss()
        self._screen.table.show_rows(rows)
        self._screen.show_count(len(rows), more)

    def show_busy(self, busy: bool) -> None:
        if busy:
            self._screen.busy.start()
        else:
            self._screen.busy.stop()

    def show_period_wrong(self) -> None:
        words = self.tr("The period ends before it begins.")
        mark_problem(self._screen.until, True)
        self._screen.notices.show_notice(words, Level.WARN)

    def _build(self) -> TrailScreen:
        context = self._context
        self._screen = screen = TrailScreen(ClinicTime(context.clinic.zone), context.language.code)
        screen.search.entered.connect(lambda text: self._presenter.show_patient(text))
        screen.search.narrowed.connect(self._patient_typed)
        screen.search.left.connect(self.focus_first)
        for editor in (screen.since, screen.until):
            editor.editingFinished.connect(self._period)
        screen.action.currentIndexChanged.connect(lambda: self._act())
        line = screen.action.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._act)
        screen.look_up.triggered.connect(screen.search.focus_box)
        screen.again.triggered.connect(lambda: self._presenter.load())
        screen.table.more_wanted.connect(lambda: self._presenter.load_more())
        return screen

    def _again(self) -> None:
        if self._presenter.wanted.action:
            self._screen.action.set_value(self._presenter.wanted.action)
        self._presenter.show_again()

    def _patient_typed(self, text: str) -> None:
        """Numbers are looked for whole: only an emptied box is obeyed before Enter."""
        if not text:
            self._presenter.show_patient("")

    def _period(self) -> None:
        since, until = self._screen.since, self._screen.until
        wrong = False
        for editor in (since, until):
            mark_problem(editor, bool(editor.problem()))
            if editor.problem():
                self._screen.notices.show_notice(editor.problem(), Level.WARN)
                wrong = True
        if not wrong:
            self._presenter.show_period(since.value(), until.value())

    def _act(self) -> None:
        action = self._screen.action
        if action.is_empty() or action.value():
            self._presenter.show_action(action.value() or "")
